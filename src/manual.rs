#![doc = include_str!("manual/introduction.md")]

pub mod forms {
    #![doc = include_str!("manual/forms.md")]
}

pub mod matching {
    #![doc = include_str!("manual/matching.md")]
}

pub mod types {
    #![doc = include_str!("manual/types.md")]
}

pub mod macros {
    #![doc = include_str!("manual/macros.md")]
}

pub mod numbers {
    #![doc = include_str!("manual/numbers.md")]
}

pub mod errors {
    #![doc = include_str!("manual/errors.md")]
}

pub mod parallel {
    #![doc = include_str!("manual/parallel.md")]
}

pub mod modules {
    #![doc = include_str!("manual/modules.md")]
}

pub mod host {
    #![doc = include_str!("manual/host.md")]
}

pub mod files {
    #![doc = include_str!("manual/files.md")]
}

pub mod http {
    #![doc = include_str!("manual/http.md")]
}

pub mod crypto {
    #![doc = include_str!("manual/crypto.md")]
}

pub mod surroundings {
    #![doc = include_str!("manual/surroundings.md")]
}

pub mod data {
    #![doc = include_str!("manual/data.md")]
}

pub mod security {
    #![doc = include_str!("manual/security.md")]
}

pub mod inline {
    #![doc = include_str!("manual/inline.md")]
}

pub mod library {
    #![doc = include_str!("manual/library.md")]
}

pub mod clojure {
    #![doc = include_str!("manual/clojure.md")]
}

pub mod from_clojure {
    #![doc = include_str!("manual/from_clojure.md")]
}
