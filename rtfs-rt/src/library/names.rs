//! Keywords and symbols: making them from strings, and taking them apart.

use crate::{Arity, Keyword, Str, Symbol, Value};

use super::LibFn;
use super::args::Args;
use super::callable::or_nil;

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["keyword"],
        sigs: &[
            "string -> keyword",
            "string, string -> keyword as keyword_in",
            "keyword -> keyword as keyword_itself",
            "symbol -> keyword as keyword_of_symbol",
        ],
        arity: Arity::between(1, 2),
        rust: "names::keyword",
        doc: "The keyword of that name, given as a string, a symbol or a keyword, without the colon; \
              or `(keyword namespace name)`.",
        examples: &[
            ("(keyword \"a\")", ":a"),
            ("(keyword \"a\" \"b\")", ":a/b"),
            ("(keyword :a)", ":a"),
            ("(keyword (symbol \"x\"))", ":x"),
        ],
        eval: |a| {
            let a = Args::new("keyword", a);
            Ok(Value::Keyword(match (a.value(0)?, a.len()) {
                (_, 2) => keyword_in(a.text(0)?, a.text(1)?),
                (Value::Str(name), _) => keyword(name),
                (Value::Keyword(keyword), _) => *keyword,
                (Value::Symbol(symbol), _) => keyword_of_symbol(*symbol),
                (other, _) => return Err(a.wrong("a string, a keyword or a symbol", other)),
            }))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["symbol"],
        sigs: &[
            "string -> symbol",
            "string, string -> symbol as symbol_in",
            "symbol -> symbol as symbol_itself",
            "keyword -> symbol as symbol_of_keyword",
        ],
        arity: Arity::between(1, 2),
        rust: "names::symbol",
        doc: "The symbol of that name, given as a string, a keyword or a symbol; or \
              `(symbol namespace name)`.",
        examples: &[
            ("(= (symbol \"a\") (symbol :a))", "true"),
            ("(name (symbol \"a\" \"b\"))", "\"b\""),
        ],
        eval: |a| {
            let a = Args::new("symbol", a);
            Ok(Value::Symbol(match (a.value(0)?, a.len()) {
                (_, 2) => symbol_in(a.text(0)?, a.text(1)?),
                (Value::Str(name), _) => symbol(name),
                (Value::Symbol(symbol), _) => *symbol,
                (Value::Keyword(keyword), _) => symbol_of_keyword(*keyword),
                (other, _) => return Err(a.wrong("a string, a symbol or a keyword", other)),
            }))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["name"],
        sigs: &[
            "string -> string",
            "keyword -> string as keyword_name",
            "symbol -> string as symbol_name",
        ],
        rust: "names::name",
        doc: "The name of a keyword or a symbol, without its namespace; a string itself.",
        examples: &[("(name :a/b)", "\"b\""), ("(name \"s\")", "\"s\"")],
        eval: |a| {
            let a = Args::new("name", a);
            Ok(Value::Str(match a.value(0)? {
                Value::Str(text) => text.clone(),
                Value::Keyword(keyword) => keyword_name(*keyword),
                Value::Symbol(symbol) => symbol_name(*symbol),
                other => return Err(a.wrong("a keyword, a symbol or a string", other)),
            }))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["namespace"],
        sigs: &[
            "keyword -> opt<string>",
            "symbol -> opt<string> as symbol_namespace",
        ],
        rust: "names::namespace",
        doc: "The namespace of a keyword or a symbol, or nil.",
        examples: &[("(namespace :a/b)", "\"a\""), ("(namespace :b)", "nil")],
        eval: |a| {
            let a = Args::new("namespace", a);
            Ok(or_nil(match a.value(0)? {
                Value::Keyword(keyword) => namespace(*keyword),
                Value::Symbol(symbol) => symbol_namespace(*symbol),
                other => return Err(a.wrong("a keyword or a symbol", other)),
            }))
        },
        ..LibFn::TYPED
    },
];

/// `keyword` of a string.
pub fn keyword(name: &str) -> Keyword {
    Keyword::new(name.strip_prefix(':').unwrap_or(name))
}

/// `keyword` of a namespace and a name.
pub fn keyword_in(namespace: &str, name: &str) -> Keyword {
    Keyword::new(&format!("{namespace}/{name}"))
}

/// `keyword` of a keyword.
pub fn keyword_itself(keyword: Keyword) -> Keyword {
    keyword
}

/// `keyword` of a symbol.
pub fn keyword_of_symbol(symbol: Symbol) -> Keyword {
    Keyword::new(symbol.as_str())
}

/// `symbol` of a string.
pub fn symbol(name: &str) -> Symbol {
    Symbol::new(name)
}

/// `symbol` of a namespace and a name.
pub fn symbol_in(namespace: &str, name: &str) -> Symbol {
    Symbol::new(&format!("{namespace}/{name}"))
}

/// `symbol` of a symbol.
pub fn symbol_itself(symbol: Symbol) -> Symbol {
    symbol
}

/// `symbol` of a keyword.
pub fn symbol_of_keyword(keyword: Keyword) -> Symbol {
    Symbol::new(keyword.as_str())
}

/// `name` of a string.
pub fn name(text: &str) -> Str {
    Str::from(text)
}

/// `name` of a keyword.
pub fn keyword_name(keyword: Keyword) -> Str {
    Str::from(keyword.name())
}

/// `name` of a symbol.
pub fn symbol_name(symbol: Symbol) -> Str {
    Str::from(symbol.name())
}

/// `namespace` of a keyword.
pub fn namespace(keyword: Keyword) -> Option<Str> {
    keyword.namespace().map(Str::from)
}

/// `namespace` of a symbol.
pub fn symbol_namespace(symbol: Symbol) -> Option<Str> {
    symbol.namespace().map(Str::from)
}
