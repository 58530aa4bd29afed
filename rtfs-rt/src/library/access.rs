//! Looking into collections: elements, entries, sizes. The compiler emits typed forms of these.

use crate::access::out_of_bounds;
use crate::{Arity, Result, Str, Value, Vector};

use super::LibFn;
use super::args::{self, Args};
use super::kind::{Seq, characters, seqable};

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["get"],
        arity: Arity::between(2, 3),
        doc: "`(get coll key default)`: the value of a key of a map, the element of a set that equals the \
              key, the element of a vector or the character of a string at an index; the default (nil) \
              where there is none, and for what is no such collection.",
        examples: &[
            ("(get {:a 1} :a)", "1"),
            ("(get [5 6] 1)", "6"),
            ("(get \"aé\" 1)", "\"é\""),
            ("(get {} :a :none)", ":none"),
            ("(get nil :a)", "nil"),
        ],
        eval: |a| {
            let a = Args::new("get", a);
            get(
                a.value(0)?,
                a.value(1)?,
                a.from(2).first().unwrap_or(&Value::Nil),
            )
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["get-in"],
        arity: Arity::between(2, 3),
        doc: "`(get-in coll keys default)`: `get` along a sequence of keys; the default (nil) where a key \
              is missing.",
        examples: &[
            ("(get-in {:a [1 {:b 2}]} [:a 1 :b])", "2"),
            ("(get-in {:a 1} [:x :y] 0)", "0"),
            ("(get-in 7 [])", "7"),
        ],
        eval: |a| {
            let a = Args::new("get-in", a);
            let default = a.from(2).first().cloned().unwrap_or_default();
            let mut found = a.value(0)?.clone();
            for key in a.seq(1)?.items.iter() {
                match lookup(&found, key)? {
                    Some(inner) => found = inner,
                    None => return Ok(default),
                }
            }
            Ok(found)
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["nth"],
        arity: Arity::between(2, 3),
        doc: "`(nth coll index default)`: the element at an index of a vector, a list or a string. \
              Outside it, the default, or `:index-out-of-bounds`; of nil the default or nil.",
        examples: &[
            ("(nth [5 6] 1)", "6"),
            ("(nth [5] 3 :none)", ":none"),
            ("(nth (list 1 2) 0)", "1"),
        ],
        eval: |a| {
            let a = Args::new("nth", a);
            nth(a.value(0)?, a.value(1)?, a.from(2).first())
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["first"],
        doc: "The first element, or nil.",
        examples: &[
            ("(first [1 2])", "1"),
            ("(first \"ab\")", "\"a\""),
            ("(first nil)", "nil"),
            ("(first {:a 1})", "[:a 1]"),
        ],
        eval: |a| element(Args::new("first", a), |seq| seq.items.first()),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["second"],
        doc: "The second element, or nil.",
        examples: &[("(second [1 2])", "2"), ("(second [1])", "nil")],
        eval: |a| element(Args::new("second", a), |seq| seq.items.get(1)),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["last"],
        doc: "The last element, or nil.",
        examples: &[("(last [1 2 3])", "3"), ("(last \"\")", "nil")],
        eval: |a| element(Args::new("last", a), |seq| seq.items.last()),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["rest"],
        doc: "All elements but the first: of a list a list, of a string a string, else a vector; empty \
              if there are none.",
        examples: &[
            ("(rest [1 2 3])", "[2 3]"),
            ("(rest \"abc\")", "\"bc\""),
            ("(rest nil)", "[]"),
        ],
        eval: |a| rest(Args::new("rest", a).value(0)?, "rest"),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["next"],
        doc: "Like `rest`, but nil if nothing is left.",
        examples: &[
            ("(next [1 2])", "[2]"),
            ("(next [1])", "nil"),
            ("(next \"a\")", "nil"),
        ],
        eval: |a| {
            let rest = rest(Args::new("next", a).value(0)?, "next")?;
            Ok(if count("next", &rest)? == 0 {
                Value::Nil
            } else {
                rest
            })
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["count", "length"],
        doc: "The number of elements, entries or characters; 0 of nil.",
        examples: &[
            ("(count [1 2])", "2"),
            ("(length \"aé\")", "2"),
            ("(count {:a 1})", "1"),
            ("(count nil)", "0"),
        ],
        eval: |a| Ok(Value::Int(count("count", Args::new("count", a).value(0)?)?)),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["empty?"],
        doc: "Whether there are no elements; true of nil.",
        examples: &[
            ("(empty? [])", "true"),
            ("(empty? \"a\")", "false"),
            ("(empty? nil)", "true"),
        ],
        eval: |a| {
            Ok(Value::Bool(
                count("empty?", Args::new("empty?", a).value(0)?)? == 0,
            ))
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["seq"],
        doc: "The elements as a sequence, or nil if there are none: a vector or a list itself, of a map \
              a vector of its `[key value]` pairs, of a string a vector of its characters.",
        examples: &[
            ("(seq [1])", "[1]"),
            ("(seq [])", "nil"),
            ("(seq {:a 1})", "[[:a 1]]"),
            ("(seq \"ab\")", "[\"a\" \"b\"]"),
        ],
        eval: |a| {
            let a = Args::new("seq", a);
            let seq = a.seq(0)?;
            Ok(if seq.items.is_empty() {
                Value::Nil
            } else {
                seq.kind.same(seq.items)
            })
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["contains?"],
        arity: Arity::exactly(2),
        doc: "Whether a map has a key, a set an element, a vector or a string an index; false of nil.",
        examples: &[
            ("(contains? {:a nil} :a)", "true"),
            ("(contains? #{1} 2)", "false"),
            ("(contains? [5] 0)", "true"),
            ("(contains? nil 1)", "false"),
        ],
        eval: |a| {
            let a = Args::new("contains?", a);
            match a.value(0)? {
                Value::List(_) => Err(a.wrong("a map, a set, a vector or a string", a.value(0)?)),
                other if !seqable(other) => {
                    Err(a.wrong("a map, a set, a vector or a string", other))
                }
                other => Ok(Value::Bool(lookup(other, a.value(1)?)?.is_some())),
            }
        },
        ..LibFn::SPECIAL
    },
];

/// `get`.
pub(super) fn get(coll: &Value, key: &Value, default: &Value) -> Result<Value> {
    Ok(lookup(coll, key)?.unwrap_or_else(|| default.clone()))
}

/// `nth`: `None` for no default.
pub(super) fn nth(coll: &Value, index: &Value, default: Option<&Value>) -> Result<Value> {
    let Some(at) = args::as_idx(index) else {
        return Err(args::wrong("nth", "an int as index", index));
    };
    let found = match coll {
        Value::Vector(items) => position(at).and_then(|at| items.get(at)).cloned(),
        Value::List(items) => position(at).and_then(|at| items.iter().nth(at)).cloned(),
        Value::Str(text) => position(at).and_then(|at| character(text, at)),
        Value::Nil => return Ok(default.cloned().unwrap_or_default()),
        other => return Err(args::wrong("nth", "a vector, a list or a string", other)),
    };
    match (found, default) {
        (Some(found), _) => Ok(found),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => {
            let kind = match coll {
                Value::List(_) => "list",
                Value::Str(_) => "string",
                _ => "vector",
            };
            Err(out_of_bounds("nth", at, kind, count("nth", coll)? as usize))
        }
    }
}

/// `count`, for the function `name`.
pub(super) fn count(name: &str, coll: &Value) -> Result<i64> {
    let count = match coll {
        Value::Vector(items) => items.len(),
        Value::List(items) => items.len(),
        Value::Map(map) => map.len(),
        Value::Set(items) => items.len(),
        Value::Str(text) => text.char_count(),
        Value::Nil => 0,
        other => return Err(args::wrong(name, "a collection or a string", other)),
    };
    Ok(count as i64)
}

/// An index that may be one.
pub(super) fn position(index: i64) -> Option<usize> {
    usize::try_from(index).ok()
}

/// What stands at a key, if anything does.
fn lookup(coll: &Value, key: &Value) -> Result<Option<Value>> {
    Ok(match (coll, key) {
        (Value::Map(map), key) => map.get(key).cloned(),
        (Value::Set(items), key) => items.contains(key).then(|| key.clone()),
        (Value::Vector(items), Value::Int(at)) => {
            position(*at).and_then(|at| items.get(at)).cloned()
        }
        (Value::Str(text), Value::Int(at)) => position(*at).and_then(|at| character(text, at)),
        _ => None,
    })
}

fn character(text: &Str, at: usize) -> Option<Value> {
    characters(text).nth(at).map(Value::Str)
}

fn element(args: Args<'_>, pick: impl Fn(&Seq) -> Option<&Value>) -> Result<Value> {
    Ok(pick(&args.seq(0)?).cloned().unwrap_or_default())
}

fn rest(value: &Value, name: &'static str) -> Result<Value> {
    match value {
        Value::List(items) => Ok(Value::List(items.clone().rest())),
        other => {
            let seq = Seq::of(other).ok_or_else(|| args::wrong(name, "a sequence", other))?;
            let after: Vector<Value> = super::sequences::drop(1, &seq.items);
            Ok(seq.kind.same_or_string(after))
        }
    }
}
