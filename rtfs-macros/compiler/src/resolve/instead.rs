//! What Clojure has and RTFS has not, and what to write instead.

const STATE: &str = "there is no mutable state: thread the value through `loop` or `reduce`, or keep it in the host";
const UNSHARED: &str =
    "write `conj`, `assoc` and `dissoc`: a collection that nobody else holds is changed in place";
const VARS: &str = "there are no vars: name the function itself";
const DYNAMIC: &str = "there are no dynamic variables: pass the value";
const EAGER: &str =
    "evaluation is eager, and chains of sequence functions are fused: write the chain";
const TRANSDUCERS: &str =
    "chains are fused without transducers: write `(reduce f init (map g (filter p xs)))`";
const PRINTING: &str = "printing is the host's: return the string, or use `dbg` while developing";
const RANDOM: &str = "random numbers are the host's";
const FILES: &str = "files are the host's";
const THREADS: &str = "use `parallel` or `with-parallel`";
const METADATA: &str = "values carry no metadata: keep it in the data, or beside it";
const KINDS: &str = "ask for the kind: `int?`, `string?`, `map?`… or `(type-of x)`";
const CLASSES: &str =
    "there are no classes: `(defstruct Name :field :type …)` makes a typed record";
const MODULES: &str = "write `(import name)`";
const OVERFLOW: &str =
    "ints never overflow: write the plain operator, `+`, `-`, `*`, `inc` or `dec`";
const RATIOS: &str = "there are no ratios and decimals: numbers are ints of any size and floats";
const ARRAYS: &str =
    "there are no arrays: `vec` makes a vector, which `get` and `assoc` reach into";
const SORTED: &str = "no map or set is kept sorted: `(sort coll)` and `(sorted-keys m)` sort";

/// Names, and what to do instead.
const INSTEAD: &[(&[&str], &str)] = &[
    (
        &[
            "atom",
            "swap!",
            "swap-vals!",
            "reset!",
            "reset-vals!",
            "deref",
            "ref",
            "ref-set",
            "alter",
            "commute",
            "dosync",
            "set!",
            "volatile!",
            "vswap!",
            "vreset!",
            "add-watch",
            "compare-and-set!",
        ],
        STATE,
    ),
    (
        &["agent", "send", "send-off", "await"],
        "there is no mutable state: use the parallel forms, or keep it in the host",
    ),
    (
        &[
            "transient",
            "persistent!",
            "conj!",
            "assoc!",
            "dissoc!",
            "disj!",
            "pop!",
        ],
        UNSHARED,
    ),
    (&["var", "intern", "alter-var-root", "resolve"], VARS),
    (&["binding", "with-redefs", "with-bindings"], DYNAMIC),
    (&["defonce"], "write `def`: a constant is computed once"),
    (
        &["lazy-seq", "lazy-cat", "doall", "dorun", "sequence"],
        EAGER,
    ),
    (
        &["delay", "force", "realized?"],
        "evaluation is eager: a function without parameters is called when it is needed",
    ),
    (
        &["transduce", "eduction", "completing", "xforms"],
        TRANSDUCERS,
    ),
    (&["run!"], "write `(doseq [x coll] …)`"),
    (
        &["eval", "load-string", "load-file"],
        "programs are compiled, there is no `eval`",
    ),
    (
        &[
            "println",
            "print",
            "prn",
            "pr",
            "newline",
            "pprint",
            "flush",
            "print-table",
        ],
        PRINTING,
    ),
    (
        &["printf"],
        "printing is the host's: return the string of `format`",
    ),
    (
        &["with-out-str"],
        "there is no output to catch: build the string with `str` and `join`",
    ),
    (
        &["prn-str", "println-str"],
        "write `(pr-str x)` or `(print-str x)`",
    ),
    (
        &[
            "rand",
            "rand-int",
            "rand-nth",
            "shuffle",
            "random-uuid",
            "random-sample",
        ],
        RANDOM,
    ),
    (
        &["slurp", "spit", "file-seq", "line-seq", "read-line"],
        FILES,
    ),
    (&["with-open"], "write `(with-resource [f (call …)] …)`"),
    (
        &[
            "future",
            "future-call",
            "promise",
            "deliver",
            "pcalls",
            "pvalues",
            "thread",
            "go",
        ],
        THREADS,
    ),
    (&["memoize"], "memo tables are the host's"),
    (
        &["time", "current-time", "inst-now"],
        "the clock is the host's",
    ),
    (&["defrecord"], "write `(defstruct Name :field :type …)`"),
    (
        &[
            "defprotocol",
            "extend-type",
            "extend-protocol",
            "extend",
            "reify",
            "proxy",
            "satisfies?",
            "definterface",
        ],
        "write functions over plain data",
    ),
    (
        &["gen-class", "new", "bean", "import-class", "class?"],
        CLASSES,
    ),
    (&["class", "instance?", "type", "isa?", "derive"], KINDS),
    (
        &["defmulti", "defmethod"],
        "write `cond` or `case` over the data",
    ),
    (&["ns", "in-ns"], "write `(module name …)`"),
    (&["require", "use", "refer"], MODULES),
    (
        &["while"],
        "nothing changes, so nothing ends it: write `loop` and `recur`",
    ),
    (
        &["trampoline"],
        "call the function: tail calls take no stack, other calls as much as memory allows",
    ),
    (
        &["monitor-enter", "locking"],
        "nothing changes, so nothing needs a lock",
    ),
    (&["meta", "with-meta", "vary-meta", "alter-meta!"], METADATA),
    (
        &[
            "+'",
            "-'",
            "*'",
            "inc'",
            "dec'",
            "unchecked-add",
            "unchecked-inc",
            "unchecked-multiply",
        ],
        OVERFLOW,
    ),
    (
        &["bigint", "biginteger", "short", "byte"],
        "an int has no limit: `(int x)` makes one of a number, `(parse-int s)` of a string",
    ),
    (
        &[
            "ratio?",
            "rational?",
            "numerator",
            "denominator",
            "rationalize",
            "bigdec",
            "decimal?",
        ],
        RATIOS,
    ),
    (
        &["char"],
        "a character is a string of one: `(from-char-code n)`",
    ),
    (
        &["char?"],
        "a character is a string of one: `(and (string? x) (= 1 (count x)))`",
    ),
    (
        &[
            "make-array",
            "into-array",
            "to-array",
            "int-array",
            "object-array",
            "aget",
            "aset",
            "alength",
            "aclone",
        ],
        ARRAYS,
    ),
    (
        &[
            "sorted-map",
            "sorted-set",
            "sorted-map-by",
            "sorted-set-by",
            "subseq",
        ],
        SORTED,
    ),
    (&["array-map"], "write `hash-map`, or a map literal"),
    (&["list*"], "write `(cons a (cons b more))`"),
    (&["ffirst"], "write `(first (first coll))`"),
    (&["nfirst"], "write `(next (first coll))`"),
    (&["fnext"], "write `(second coll)`"),
    (&["nnext"], "write `(next (next coll))`"),
    (&["nthrest", "nthnext"], "write `(drop n coll)`"),
    (&["rseq"], "write `(reverse coll)`"),
    (&["replicate"], "write `(repeat n x)`"),
    (
        &["map-entry?"],
        "an entry is a vector of two: `(and (vector? x) (= 2 (count x)))`",
    ),
    (&["map-invert"], "write `(invert m)`"),
    (&["every-pred"], "write `(fn [x] (and (p x) (q x)))`"),
    (&["some-fn"], "write `(fn [x] (or (p x) (q x)))`"),
    (
        &["pos-int?", "nat-int?", "neg-int?"],
        "write `(and (int? x) (pos? x))` and the like",
    ),
    (
        &["re-matcher", "re-groups"],
        "write `re-find` for the first match, `re-seq` for all: a match holds its groups",
    ),
    (
        &["tagged-literal", "reader-conditional"],
        "RTFS has the tags `#inst` and `#uuid` only",
    ),
    (&["read"], "write `(read-string s)`"),
    (
        &["json/read-str", "json/parse-string"],
        "write `(parse-json s)`",
    ),
    (
        &["json/write-str", "json/generate-string"],
        "write `(serialize-json x)`",
    ),
];

/// What to do instead of a name that Clojure has and RTFS has not.
pub(super) fn instead_of(name: &str) -> Option<&'static str> {
    let found = INSTEAD.iter().find(|(names, _)| names.contains(&name));
    found.map(|(_, help)| *help)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_is_there_needs_no_substitute() {
        let mut seen = BTreeSet::new();
        for name in INSTEAD.iter().flat_map(|(names, _)| names.iter()) {
            assert!(seen.insert(name), "`{name}` stands twice");
            let exists = rtfs_rt::library::lookup(name).is_some();
            assert!(!exists, "the library has `{name}`");
            assert!(
                !super::super::special::is_special(name),
                "`{name}` is a form"
            );
        }
    }
}
