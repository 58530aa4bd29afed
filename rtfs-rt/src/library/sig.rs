//! The little language in which a library function states its typed shapes, and its parser.
//!
//! One signature reads `own vec<a>, idx, a -> vec<a> as set_at`: parameters, an arrow, a result, and
//! (optionally) the name of the Rust function of this shape, in the module of the entry's own
//! `rust` path. The compiler reads these to type a call and to know how each argument is passed;
//! nothing else in the project repeats them.
//!
//! | written | stands for | as a parameter | as a result |
//! | --- | --- | --- | --- |
//! | `int` | an integer of any size | `Int` | `Int` |
//! | `idx` | an integer used as count or index; bigger ones saturate | `i64` | `i64` |
//! | `float` | a float (or an int, converted, where no signature fits without that) | `f64` | `f64` |
//! | `number` | either | `Number` | `Number` |
//! | `bool` `nil` `keyword` `symbol` | | by value | by value |
//! | `string` | | `&str` | `Str` |
//! | `inst` `uuid` | | by value | by value |
//! | `regex<T>` | a regular expression whose matches are `T`s | `&Regex<T>` | `Regex<T>` |
//! | `pattern<T>` | a regular expression, or a string that writes one | `&Regex<T>` | |
//! | `any` | the dynamic value | `&Value` | `Value` |
//! | `a b c k v` | a type variable | `&A` | `A` |
//! | `vec<T> list<T> set<T> map<K, V>` | the collections | by reference | owned |
//! | `opt<T>` | `T` or nil | `&Option<T>` | `Option<T>` |
//! | `tup<A, B>` | a vector of exactly these | by reference | `(A, B)` |
//! | `fn(&a, b) -> c` | a function; `&` marks what it only reads | `impl FnMut(&A, B) -> Result<C>` | |
//! | `seq<T>` | any sequence, turned into a vector before the call | `&Vector<T>` | |
//! | `same<T>` | a vector, turned into a list if the first `seq` argument was a list | | `Vector<T>` |
//! | `same_or_string<T>` | likewise, and joined to a string if that argument was a string | | `Vector<T>` |
//!
//! `own` before a parameter passes a collection or a variable by value, so that its last use is
//! moved in and updated in place. `T...`, last, takes the remaining arguments as `&[T]`.
//! A function parameter with result `bool` is a predicate: the compiler converts truthiness. With
//! result `opt<T>`, nil is `None` and everything else, false included, `Some`. With result `seq<T>` it
//! gives any sequence, turned into a vector.
//! Whatever takes a function returns `Result<T>`, and so does a shape that ends in `as name!`.

use std::fmt;
use std::iter::Peekable;
use std::str::CharIndices;

/// A type of the little language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SigTy {
    /// `int`: an integer of any size.
    Int,
    /// `idx`: a count or an index, as `i64`.
    Idx,
    /// `float`: an `f64`.
    Float,
    /// `number`: an int or a float.
    Number,
    /// `bool`.
    Bool,
    /// `string`: read as `&str`, returned as `Str`.
    Str,
    /// `keyword`.
    Keyword,
    /// `symbol`.
    Symbol,
    /// `nil`.
    Nil,
    /// `inst`.
    Inst,
    /// `uuid`.
    Uuid,
    /// `regex<T>`: its matches are `T`s.
    Regex(Box<SigTy>),
    /// `pattern<T>`: a regex whose matches are `T`s, or a string that writes one.
    Pattern(Box<SigTy>),
    /// `any`: the dynamic value.
    Any,
    /// A type variable, by its letter.
    Var(char),
    /// `vec<T>`.
    Vector(Box<SigTy>),
    /// `list<T>`.
    List(Box<SigTy>),
    /// `set<T>`.
    Set(Box<SigTy>),
    /// `map<K, V>`.
    Map(Box<SigTy>, Box<SigTy>),
    /// `opt<T>`: `T` or nil.
    Opt(Box<SigTy>),
    /// `tup<A, B, …>`.
    Tuple(Vec<SigTy>),
    /// `fn(&a, b) -> c`.
    Fn {
        /// What the function takes; `by_ref` says that it only reads the argument.
        params: Vec<FnParam>,
        /// What it gives; `bool` for a predicate.
        result: Box<SigTy>,
    },
    /// `seq<T>`: any sequence.
    Seq(Box<SigTy>),
    /// `same<T>`: a vector, or a list like the first `seq` argument.
    Same(Box<SigTy>),
    /// `same_or_string<T>`: like `same`, and a string if that argument was one.
    SameOrString(Box<SigTy>),
}

/// One parameter of a function parameter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FnParam {
    /// Its type.
    pub ty: SigTy,
    /// Written with `&`: the argument is lent, not given.
    pub by_ref: bool,
}

/// One parameter of a library function.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Param {
    /// Its type.
    pub ty: SigTy,
    /// Written with `own`: passed by value.
    pub own: bool,
}

/// One shape of a library function.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sig {
    /// The parameters before the rest.
    pub params: Vec<Param>,
    /// The type of each remaining argument, if any may follow.
    pub rest: Option<SigTy>,
    /// What it returns.
    pub result: SigTy,
    /// The Rust function of this shape where it is not the entry's own: a name in the same module.
    pub alias: Option<String>,
    /// Whether that function returns a `Result`, whatever the entry says of the others.
    pub fails: bool,
}

/// A signature that does not follow the little language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigError {
    /// The byte offset where it goes wrong.
    pub at: usize,
    /// What was expected there.
    pub message: String,
}

impl Sig {
    /// Parses one signature.
    pub fn parse(text: &str) -> Result<Sig, SigError> {
        Parser::new(text).sig()
    }

    /// Whether a call with `count` arguments has this shape.
    pub fn accepts(&self, count: usize) -> bool {
        match self.rest {
            Some(_) => count >= self.params.len(),
            None => count == self.params.len(),
        }
    }

    /// Whether some parameter is a function: then the Rust function returns a `Result`.
    pub fn takes_function(&self) -> bool {
        let rest = self.rest.iter();
        let mut types = self.params.iter().map(|param| &param.ty).chain(rest);
        types.any(|ty| matches!(ty, SigTy::Fn { .. }))
    }
}

impl fmt::Display for SigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: {}", self.at, self.message)
    }
}

impl std::error::Error for SigError {}

/// A recursive-descent parser over the characters of one signature.
struct Parser<'a> {
    text: &'a str,
    chars: Peekable<CharIndices<'a>>,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        Parser {
            text,
            chars: text.char_indices().peekable(),
        }
    }

    fn sig(mut self) -> Result<Sig, SigError> {
        let mut params = Vec::new();
        let mut rest = None;
        while !self.eat("->") {
            if !params.is_empty() {
                self.expect(",")?;
            }
            let own = self.eat_word("own");
            let ty = self.ty()?;
            if self.eat("...") {
                rest = Some(ty);
                self.expect("->")?;
                break;
            }
            params.push(Param { ty, own });
        }
        let result = self.ty()?;
        let alias = if self.eat_word("as") {
            Some(self.word()?)
        } else {
            None
        };
        let fails = alias.is_some() && self.eat("!");
        self.skip_space();
        match self.chars.peek() {
            Some(_) => Err(self.error("the end")),
            None => Ok(Sig {
                params,
                rest,
                result,
                alias,
                fails,
            }),
        }
    }

    fn ty(&mut self) -> Result<SigTy, SigError> {
        let start = self.offset();
        let word = self.word()?;
        Ok(match word.as_str() {
            "int" => SigTy::Int,
            "idx" => SigTy::Idx,
            "float" => SigTy::Float,
            "number" => SigTy::Number,
            "bool" => SigTy::Bool,
            "string" => SigTy::Str,
            "keyword" => SigTy::Keyword,
            "symbol" => SigTy::Symbol,
            "nil" => SigTy::Nil,
            "inst" => SigTy::Inst,
            "uuid" => SigTy::Uuid,
            "regex" => SigTy::Regex(self.one()?),
            "pattern" => SigTy::Pattern(self.one()?),
            "any" => SigTy::Any,
            "vec" => SigTy::Vector(self.one()?),
            "list" => SigTy::List(self.one()?),
            "set" => SigTy::Set(self.one()?),
            "opt" => SigTy::Opt(self.one()?),
            "seq" => SigTy::Seq(self.one()?),
            "same" => SigTy::Same(self.one()?),
            "same_or_string" => SigTy::SameOrString(self.one()?),
            "map" => {
                self.expect("<")?;
                let key = self.ty()?;
                self.expect(",")?;
                let value = self.ty()?;
                self.expect(">")?;
                SigTy::Map(Box::new(key), Box::new(value))
            }
            "tup" => {
                self.expect("<")?;
                let mut types = vec![self.ty()?];
                while self.eat(",") {
                    types.push(self.ty()?);
                }
                self.expect(">")?;
                SigTy::Tuple(types)
            }
            "fn" => self.function()?,
            _ => match (word.chars().next(), word.len()) {
                (Some(letter @ ('a' | 'b' | 'c' | 'k' | 'v')), 1) => SigTy::Var(letter),
                _ => {
                    return Err(SigError {
                        at: start,
                        message: format!("unknown type `{word}`"),
                    });
                }
            },
        })
    }

    fn one(&mut self) -> Result<Box<SigTy>, SigError> {
        self.expect("<")?;
        let ty = self.ty()?;
        self.expect(">")?;
        Ok(Box::new(ty))
    }

    fn function(&mut self) -> Result<SigTy, SigError> {
        self.expect("(")?;
        let mut params = Vec::new();
        while !self.eat(")") {
            if !params.is_empty() {
                self.expect(",")?;
            }
            let by_ref = self.eat("&");
            params.push(FnParam {
                ty: self.ty()?,
                by_ref,
            });
        }
        self.expect("->")?;
        Ok(SigTy::Fn {
            params,
            result: Box::new(self.ty()?),
        })
    }

    fn word(&mut self) -> Result<String, SigError> {
        self.skip_space();
        let mut word = String::new();
        while let Some((_, c)) = self
            .chars
            .next_if(|(_, c)| c.is_ascii_alphanumeric() || *c == '_')
        {
            word.push(c);
        }
        if word.is_empty() {
            Err(self.error("a name"))
        } else {
            Ok(word)
        }
    }

    /// Consumes `word` if it stands next as a whole word.
    fn eat_word(&mut self, word: &str) -> bool {
        let ahead = self.remaining();
        let after = ahead
            .strip_prefix(word)
            .and_then(|after| after.chars().next());
        after.is_some_and(char::is_whitespace) && self.eat(word)
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.remaining().starts_with(token);
        if found {
            for _ in token.chars() {
                self.chars.next();
            }
        }
        found
    }

    fn expect(&mut self, token: &str) -> Result<(), SigError> {
        if self.eat(token) {
            Ok(())
        } else {
            Err(self.error(&format!("`{token}`")))
        }
    }

    fn skip_space(&mut self) {
        while self.chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
    }

    /// The text from the next character that is not white space.
    fn remaining(&mut self) -> &'a str {
        self.skip_space();
        let at = self.offset();
        self.text.get(at..).unwrap_or_default()
    }

    fn offset(&mut self) -> usize {
        self.chars.peek().map_or(self.text.len(), |(at, _)| *at)
    }

    fn error(&mut self, expected: &str) -> SigError {
        SigError {
            at: self.offset(),
            message: format!("expected {expected}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn var(letter: char) -> SigTy {
        SigTy::Var(letter)
    }

    fn plain(ty: SigTy) -> Param {
        Param { ty, own: false }
    }

    #[test]
    fn scalars_and_result() {
        let sig = Sig::parse("string, idx -> bool").unwrap();
        assert_eq!(sig.params, [plain(SigTy::Str), plain(SigTy::Idx)]);
        assert_eq!((sig.rest, sig.result, sig.alias), (None, SigTy::Bool, None));
    }

    #[test]
    fn no_parameters() {
        let sig = Sig::parse("-> list<any>").unwrap();
        assert_eq!(sig.params, []);
        assert_eq!(sig.result, SigTy::List(Box::new(SigTy::Any)));
        assert!(sig.accepts(0) && !sig.accepts(1));
    }

    #[test]
    fn own_rest_and_alias() {
        let sig = Sig::parse("own map<k, v>, map<k,v>... -> map<k, v> as merge_all").unwrap();
        let map = SigTy::Map(Box::new(var('k')), Box::new(var('v')));
        assert_eq!(
            sig.params,
            [Param {
                ty: map.clone(),
                own: true
            }]
        );
        assert_eq!(sig.rest, Some(map));
        assert_eq!(sig.alias.as_deref(), Some("merge_all"));
        assert!(!sig.accepts(0) && sig.accepts(1) && sig.accepts(9));
        assert!(!sig.takes_function());
    }

    #[test]
    fn functions_lend_or_give() {
        let sig = Sig::parse("fn(b, &a)->b, own b, seq<a> -> b").unwrap();
        let params = vec![
            FnParam {
                ty: var('b'),
                by_ref: false,
            },
            FnParam {
                ty: var('a'),
                by_ref: true,
            },
        ];
        let function = SigTy::Fn {
            params,
            result: Box::new(var('b')),
        };
        assert_eq!(sig.params[0], plain(function));
        assert_eq!(
            sig.params[1],
            Param {
                ty: var('b'),
                own: true
            }
        );
        assert_eq!(sig.params[2], plain(SigTy::Seq(Box::new(var('a')))));
        assert!(sig.takes_function());
    }

    #[test]
    fn nested_results() {
        let sig = Sig::parse("idx, seq<a> -> tup<same_or_string<a>, opt<vec<a>>>").unwrap();
        let first = SigTy::SameOrString(Box::new(var('a')));
        let second = SigTy::Opt(Box::new(SigTy::Vector(Box::new(var('a')))));
        assert_eq!(sig.result, SigTy::Tuple(vec![first, second]));
    }

    #[test]
    fn errors_say_where_and_what() {
        let cases = [
            ("int -> ", 7, "expected a name"),
            ("int, -> int", 5, "expected a name"),
            ("strin -> int", 0, "unknown type `strin`"),
            ("vec<a -> int", 6, "expected `>`"),
            ("int int -> int", 4, "expected `,`"),
            ("any... , int -> int", 7, "expected `->`"),
            ("-> int int", 7, "expected the end"),
            ("x -> int", 0, "unknown type `x`"),
        ];
        for (text, at, message) in cases {
            let error = SigError {
                at,
                message: message.to_owned(),
            };
            assert_eq!(Sig::parse(text), Err(error), "{text}");
        }
    }
}
