//! Predicates of one value: its kind, its truth, its sign.

use std::cmp::Ordering;

use crate::{Int, Kind, Number, Result, Value};

use super::LibFn;
use super::args::Args;
use super::callable::callable;

/// A predicate that never fails: names, documentation, examples, and the test of a value.
macro_rules! kinds {
    ($([$($name:literal),+] $doc:literal [$($call:literal => $gives:literal),*] $test:expr;)*) => {
        &[$(LibFn {
            names: &[$($name),+],
            doc: $doc,
            examples: &[$(($call, $gives)),*],
            eval: |a| {
                let test: fn(&Value) -> bool = $test;
                Ok(Value::Bool(a.first().is_some_and(test)))
            },
            ..LibFn::SPECIAL
        }),*]
    };
}

/// A predicate of numbers: everything else is a `:type-error`.
macro_rules! numeric {
    ($($name:literal $doc:literal [$($call:literal => $gives:literal),*] $test:expr;)*) => {
        &[$(LibFn {
            names: &[$name],
            doc: $doc,
            examples: &[$(($call, $gives)),*],
            eval: |a| {
                let test: fn(&Args<'_>) -> Result<bool> = $test;
                test(&Args::new($name, a)).map(Value::Bool)
            },
            ..LibFn::SPECIAL
        }),*]
    };
}

/// The predicates of kind and truth.
pub(super) static TABLE_KINDS: &[LibFn] = kinds![
    ["nil?"] "Whether it is nil." ["(nil? nil)" => "true", "(nil? false)" => "false"]
        |v| matches!(v, Value::Nil);
    ["some?"] "Whether it is anything but nil." ["(some? false)" => "true", "(some? nil)" => "false"]
        |v| !matches!(v, Value::Nil);
    ["true?"] "Whether it is true itself." ["(true? true)" => "true", "(true? 1)" => "false"]
        |v| matches!(v, Value::Bool(true));
    ["false?"] "Whether it is false itself." ["(false? false)" => "true", "(false? nil)" => "false"]
        |v| matches!(v, Value::Bool(false));
    ["int?", "integer?"] "Whether it is an int." ["(int? 1)" => "true", "(int? 1.0)" => "false"]
        |v| matches!(v, Value::Int(_) | Value::Big(_));
    ["float?"] "Whether it is a float." ["(float? 1.0)" => "true", "(float? 1)" => "false"]
        |v| matches!(v, Value::Float(_));
    ["number?"] "Whether it is an int or a float." ["(number? 1)" => "true", "(number? \"1\")" => "false"]
        |v| matches!(v, Value::Int(_) | Value::Big(_) | Value::Float(_));
    ["string?"] "Whether it is a string." ["(string? \"a\")" => "true", "(string? :a)" => "false"]
        |v| matches!(v, Value::Str(_));
    ["boolean?", "bool?"] "Whether it is true or false." ["(boolean? false)" => "true", "(bool? nil)" => "false"]
        |v| matches!(v, Value::Bool(_));
    ["keyword?"] "Whether it is a keyword." ["(keyword? :a)" => "true", "(keyword? \"a\")" => "false"]
        |v| matches!(v, Value::Keyword(_));
    ["symbol?"] "Whether it is a symbol." ["(symbol? (symbol \"a\"))" => "true", "(symbol? :a)" => "false"]
        |v| matches!(v, Value::Symbol(_));
    ["vector?"] "Whether it is a vector." ["(vector? [1])" => "true", "(vector? (list 1))" => "false"]
        |v| matches!(v, Value::Vector(_));
    ["list?"] "Whether it is a list." ["(list? (list 1))" => "true", "(list? [1])" => "false"]
        |v| matches!(v, Value::List(_));
    ["map?"] "Whether it is a map." ["(map? {})" => "true", "(map? #{})" => "false"]
        |v| matches!(v, Value::Map(_));
    ["set?"] "Whether it is a set." ["(set? #{})" => "true", "(set? {})" => "false"]
        |v| matches!(v, Value::Set(_));
    ["fn?"] "Whether it is a function." ["(fn? inc)" => "true", "(fn? :a)" => "false"]
        |v| matches!(v, Value::Func(_));
    ["inst?"] "Whether it is an instant." ["(inst? \"2024-01-02\")" => "false"]
        |v| v.kind() == Kind::Inst;
    ["uuid?"] "Whether it is a UUID." ["(uuid? \"550e8400\")" => "false"]
        |v| v.kind() == Kind::Uuid;
    ["regex?"] "Whether it is a regular expression." ["(regex? \"a+\")" => "false"]
        |v| v.kind() == Kind::Regex;
    ["ifn?"] "Whether it can be called: a function, a keyword, a symbol, a map, a set or a vector."
        ["(ifn? :a)" => "true", "(ifn? 1)" => "false"]
        callable;
    ["coll?"] "Whether it is a vector, a list, a map or a set." ["(coll? [])" => "true", "(coll? \"a\")" => "false"]
        |v| matches!(v, Value::Vector(_) | Value::List(_) | Value::Map(_) | Value::Set(_));
    ["sequential?"] "Whether it is a vector or a list." ["(sequential? (list))" => "true", "(sequential? #{})" => "false"]
        |v| matches!(v, Value::Vector(_) | Value::List(_));
    ["seqable?"] "Whether the sequence functions take it: a collection, a string or nil."
        ["(seqable? \"a\")" => "true", "(seqable? nil)" => "true", "(seqable? 1)" => "false"]
        |v| super::kind::seqable(v);
];

/// The predicates of numbers.
pub(super) static TABLE: &[LibFn] = numeric![
    "even?" "Whether an int is divisible by 2." ["(even? 4)" => "true", "(even? -3)" => "false"]
        |a| Ok(a.int(0)?.is_even());
    "odd?" "Whether an int is not divisible by 2." ["(odd? 3)" => "true", "(odd? 0)" => "false"]
        |a| Ok(!a.int(0)?.is_even());
    "zero?" "Whether a number is 0." ["(zero? 0)" => "true", "(zero? -0.0)" => "true", "(zero? 1)" => "false"]
        |a| Ok(sign(a)? == Some(Ordering::Equal));
    "pos?" "Whether a number is above 0." ["(pos? 1)" => "true", "(pos? 0)" => "false"]
        |a| Ok(sign(a)? == Some(Ordering::Greater));
    "neg?" "Whether a number is below 0." ["(neg? -0.5)" => "true", "(neg? 0)" => "false"]
        |a| Ok(sign(a)? == Some(Ordering::Less));
    "nan?" "Whether a number is NaN." ["(nan? ##NaN)" => "true", "(nan? 1)" => "false"]
        |a| Ok(a.number(0)?.is_nan());
    "infinite?" "Whether a number is an infinity." ["(infinite? ##-Inf)" => "true", "(infinite? 1)" => "false"]
        |a| Ok(matches!(a.number(0)?, Number::Float(x) if x.is_infinite()));
];

/// How a number compares to 0.
fn sign(args: &Args<'_>) -> Result<Option<Ordering>> {
    Ok(args.number(0)?.partial_cmp(&Number::Int(Int::from(0))))
}
