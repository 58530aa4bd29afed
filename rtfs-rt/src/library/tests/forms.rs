//! Every typed form, called with dynamic arguments. Generated from the table by `RTFS_UPDATE=1 cargo
//! test -p rtfs-rt generated_forms`.

use crate::library::{self, kind::Kind};
use crate::{
    Data, Inst, Int, Keyword, List, Map, Number, Regex, Result, Set, Str, Symbol, Uuid, Value, Vector,
};

use super::typed::{Form, called, float, get, idx, kind, parts, pattern, same, seq, truth};

pub(super) static FORMS: &[(&str, &str, Form)] = &[
    ("sqrt", "float -> float", |a, exact| {
        if a.len() != 1 { return None; }
        let p0: f64 = float(&a[0], exact)?;
        let result: f64 = library::numbers::sqrt(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("cbrt", "float -> float", |a, exact| {
        if a.len() != 1 { return None; }
        let p0: f64 = float(&a[0], exact)?;
        let result: f64 = library::numbers::cbrt(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("exp", "float -> float", |a, exact| {
        if a.len() != 1 { return None; }
        let p0: f64 = float(&a[0], exact)?;
        let result: f64 = library::numbers::exp(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("log2", "float -> float", |a, exact| {
        if a.len() != 1 { return None; }
        let p0: f64 = float(&a[0], exact)?;
        let result: f64 = library::numbers::log2(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("log10", "float -> float", |a, exact| {
        if a.len() != 1 { return None; }
        let p0: f64 = float(&a[0], exact)?;
        let result: f64 = library::numbers::log10(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("sin", "float -> float", |a, exact| {
        if a.len() != 1 { return None; }
        let p0: f64 = float(&a[0], exact)?;
        let result: f64 = library::numbers::sin(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("cos", "float -> float", |a, exact| {
        if a.len() != 1 { return None; }
        let p0: f64 = float(&a[0], exact)?;
        let result: f64 = library::numbers::cos(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("tan", "float -> float", |a, exact| {
        if a.len() != 1 { return None; }
        let p0: f64 = float(&a[0], exact)?;
        let result: f64 = library::numbers::tan(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("asin", "float -> float", |a, exact| {
        if a.len() != 1 { return None; }
        let p0: f64 = float(&a[0], exact)?;
        let result: f64 = library::numbers::asin(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("acos", "float -> float", |a, exact| {
        if a.len() != 1 { return None; }
        let p0: f64 = float(&a[0], exact)?;
        let result: f64 = library::numbers::acos(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("atan", "float -> float", |a, exact| {
        if a.len() != 1 { return None; }
        let p0: f64 = float(&a[0], exact)?;
        let result: f64 = library::numbers::atan(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("pow", "float, float -> float as pow_float", |a, exact| {
        if a.len() != 2 { return None; }
        let p0: f64 = float(&a[0], exact)?;
        let p1: f64 = float(&a[1], exact)?;
        let result: Result<f64> = library::numbers::pow_float(p0, p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("pow", "number, number -> number", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Number = get(&a[0])?;
        let p1: Number = get(&a[1])?;
        let result: Result<Number> = library::numbers::pow(p0, p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("log", "float -> float", |a, exact| {
        if a.len() != 1 { return None; }
        let p0: f64 = float(&a[0], exact)?;
        let result: f64 = library::numbers::log(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("log", "float, float -> float as log_base", |a, exact| {
        if a.len() != 2 { return None; }
        let p0: f64 = float(&a[0], exact)?;
        let p1: f64 = float(&a[1], exact)?;
        let result: f64 = library::numbers::log_base(p0, p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("atan2", "float, float -> float", |a, exact| {
        if a.len() != 2 { return None; }
        let p0: f64 = float(&a[0], exact)?;
        let p1: f64 = float(&a[1], exact)?;
        let result: f64 = library::numbers::atan2(p0, p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("floor", "int -> int as whole", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Int = get(&a[0])?;
        let result: Result<Int> = library::numbers::whole(p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("floor", "number -> int", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Number = get(&a[0])?;
        let result: Result<Int> = library::numbers::floor(p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("ceil", "int -> int as whole", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Int = get(&a[0])?;
        let result: Result<Int> = library::numbers::whole(p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("ceil", "number -> int", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Number = get(&a[0])?;
        let result: Result<Int> = library::numbers::ceil(p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("round", "int -> int as whole", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Int = get(&a[0])?;
        let result: Result<Int> = library::numbers::whole(p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("round", "number -> int", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Number = get(&a[0])?;
        let result: Result<Int> = library::numbers::round(p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("trunc", "int -> int as whole", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Int = get(&a[0])?;
        let result: Result<Int> = library::numbers::whole(p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("trunc", "number -> int", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Number = get(&a[0])?;
        let result: Result<Int> = library::numbers::trunc(p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("gcd", "int... -> int", |a, _| {
        let rest: Vec<Int> = a[0..].iter().map(get).collect::<Option<_>>()?;
        let result: Int = library::numbers::gcd(&rest);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("lcm", "int... -> int", |a, _| {
        let rest: Vec<Int> = a[0..].iter().map(get).collect::<Option<_>>()?;
        let result: Int = library::numbers::lcm(&rest);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("factorial", "int -> int", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Int = get(&a[0])?;
        let result: Result<Int> = library::numbers::factorial(p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("sum", "seq<int> -> int as sum_ints", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Int> = seq(&a[0])?;
        let result: Result<Int> = library::numbers::sum_ints(&p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("sum", "seq<any> -> number", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let result: Result<Number> = library::numbers::sum(&p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("product", "seq<int> -> int as product_ints", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Int> = seq(&a[0])?;
        let result: Result<Int> = library::numbers::product_ints(&p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("product", "seq<any> -> number", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let result: Result<Number> = library::numbers::product(&p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("mean", "seq<float> -> float as mean_floats", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<f64> = seq(&a[0])?;
        let result: Result<f64> = library::numbers::mean_floats(&p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("mean", "seq<any> -> number", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let result: Result<Number> = library::numbers::mean(&p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("bit-count", "int -> idx", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Int = get(&a[0])?;
        let result: i64 = library::numbers::bit_count(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("compare", "a, a -> idx", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Value = get(&a[0])?;
        let p1: Value = get(&a[1])?;
        let result: Result<i64> = library::data::compare(&p0, &p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("type-name", "any -> string", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Value = get(&a[0])?;
        let result: Str = library::types::type_name(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("type-of", "any -> keyword", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Value = get(&a[0])?;
        let result: Keyword = library::types::type_of(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("subs", "string, idx -> string as subs_from", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: i64 = idx(&a[1])?;
        let result: Result<Str> = library::strings::subs_from(&p0, p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("subs", "string, idx, idx -> string", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: i64 = idx(&a[1])?;
        let p2: i64 = idx(&a[2])?;
        let result: Result<Str> = library::strings::subs(&p0, p1, p2);
        Some(result.map(|r| r.into_value()))
    }),
    ("upper", "string -> string", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Str = library::strings::upper(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("lower", "string -> string", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Str = library::strings::lower(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("capitalize", "string -> string", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Str = library::strings::capitalize(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("trim", "string -> string", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Str = library::strings::trim(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("triml", "string -> string", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Str = library::strings::triml(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("trimr", "string -> string", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Str = library::strings::trimr(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("split", "string, string -> vec<string>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Str = get(&a[1])?;
        let result: Vector<Str> = library::strings::split(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("split", "string, string, idx -> vec<string> as split_limit", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Str = get(&a[1])?;
        let p2: i64 = idx(&a[2])?;
        let result: Vector<Str> = library::strings::split_limit(&p0, &p1, p2);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("split", "string, regex<a> -> vec<string> as split_regex", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Regex<Value> = get(&a[1])?;
        let result: Vector<Str> = library::strings::split_regex(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("split", "string, regex<a>, idx -> vec<string> as split_regex_limit", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Regex<Value> = get(&a[1])?;
        let p2: i64 = idx(&a[2])?;
        let result: Vector<Str> = library::strings::split_regex_limit(&p0, &p1, p2);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("split-lines", "string -> vec<string>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Vector<Str> = library::strings::split_lines(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("join", "seq<a> -> string", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let result: Str = library::strings::join(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("join", "string, seq<a> -> string as join_with", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Str = library::strings::join_with(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("repeat-str", "string, idx -> string", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: i64 = idx(&a[1])?;
        let result: Result<Str> = library::strings::repeat_str(&p0, p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("pad-left", "string, idx -> string", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: i64 = idx(&a[1])?;
        let result: Result<Str> = library::strings::pad_left(&p0, p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("pad-left", "string, idx, string -> string as pad_left_with", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: i64 = idx(&a[1])?;
        let p2: Str = get(&a[2])?;
        let result: Result<Str> = library::strings::pad_left_with(&p0, p1, &p2);
        Some(result.map(|r| r.into_value()))
    }),
    ("pad-right", "string, idx -> string", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: i64 = idx(&a[1])?;
        let result: Result<Str> = library::strings::pad_right(&p0, p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("pad-right", "string, idx, string -> string as pad_right_with", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: i64 = idx(&a[1])?;
        let p2: Str = get(&a[2])?;
        let result: Result<Str> = library::strings::pad_right_with(&p0, p1, &p2);
        Some(result.map(|r| r.into_value()))
    }),
    ("string-length", "string -> idx", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: i64 = library::strings::string_length(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("starts-with?", "string, string -> bool", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Str = get(&a[1])?;
        let result: bool = library::strings::starts_with(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("ends-with?", "string, string -> bool", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Str = get(&a[1])?;
        let result: bool = library::strings::ends_with(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("includes?", "string, string -> bool", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Str = get(&a[1])?;
        let result: bool = library::strings::includes(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("index-of", "string, string -> opt<idx>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Str = get(&a[1])?;
        let result: Option<i64> = library::strings::index_of(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("index-of", "string, string, idx -> opt<idx> as index_of_from", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Str = get(&a[1])?;
        let p2: i64 = idx(&a[2])?;
        let result: Option<i64> = library::strings::index_of_from(&p0, &p1, p2);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("index-of", "seq<a>, a -> opt<idx> as index_of_item", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let p1: Value = get(&a[1])?;
        let result: Option<i64> = library::strings::index_of_item(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("last-index-of", "string, string -> opt<idx>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Str = get(&a[1])?;
        let result: Option<i64> = library::strings::last_index_of(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("last-index-of", "string, string, idx -> opt<idx> as last_index_of_from", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Str = get(&a[1])?;
        let p2: i64 = idx(&a[2])?;
        let result: Option<i64> = library::strings::last_index_of_from(&p0, &p1, p2);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("last-index-of", "seq<a>, a -> opt<idx> as last_index_of_item", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let p1: Value = get(&a[1])?;
        let result: Option<i64> = library::strings::last_index_of_item(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("blank?", "string -> bool", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: bool = library::strings::blank(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("blank?", "opt<string> -> bool as blank_or_nil", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Option<Str> = get(&a[0])?;
        let result: bool = library::strings::blank_or_nil(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("replace", "string, string, string -> string", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Str = get(&a[1])?;
        let p2: Str = get(&a[2])?;
        let result: Str = library::strings::replace(&p0, &p1, &p2);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("replace", "string, regex<a>, string -> string as replace_regex!", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Regex<Value> = get(&a[1])?;
        let p2: Str = get(&a[2])?;
        let result: Result<Str> = library::strings::replace_regex(&p0, &p1, &p2);
        Some(result.map(|r| r.into_value()))
    }),
    ("replace", "string, regex<a>, fn(a) -> string -> string as replace_regex_with!", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Regex<Value> = get(&a[1])?;
        let result: Result<Str> = library::strings::replace_regex_with(&p0, &p1, { called(&a[2])?; |x0: Value| library::invoke(&a[2], &[x0.into_value()]).and_then(<Str as Data>::from_value) });
        Some(result.map(|r| r.into_value()))
    }),
    ("replace-first", "string, string, string -> string", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Str = get(&a[1])?;
        let p2: Str = get(&a[2])?;
        let result: Str = library::strings::replace_first(&p0, &p1, &p2);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("replace-first", "string, regex<a>, string -> string as replace_first_regex!", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Regex<Value> = get(&a[1])?;
        let p2: Str = get(&a[2])?;
        let result: Result<Str> = library::strings::replace_first_regex(&p0, &p1, &p2);
        Some(result.map(|r| r.into_value()))
    }),
    ("replace-first", "string, regex<a>, fn(a) -> string -> string as replace_first_regex_with!", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Regex<Value> = get(&a[1])?;
        let result: Result<Str> = library::strings::replace_first_regex_with(&p0, &p1, { called(&a[2])?; |x0: Value| library::invoke(&a[2], &[x0.into_value()]).and_then(<Str as Data>::from_value) });
        Some(result.map(|r| r.into_value()))
    }),
    ("parse-int", "string -> opt<int>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Option<Int> = library::strings::parse_int(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("parse-float", "string -> opt<float>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Option<f64> = library::strings::parse_float(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("char-code", "string -> idx", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Result<i64> = library::strings::char_code(&p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("from-char-code", "idx -> string", |a, _| {
        if a.len() != 1 { return None; }
        let p0: i64 = idx(&a[0])?;
        let result: Result<Str> = library::strings::from_char_code(p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("format", "string, any... -> string", |a, _| {
        if a.is_empty() { return None; }
        let p0: Str = get(&a[0])?;
        let rest: Vec<Value> = a[1..].iter().map(get).collect::<Option<_>>()?;
        let result: Result<Str> = library::strings::format(&p0, &rest);
        Some(result.map(|r| r.into_value()))
    }),
    ("re-pattern", "pattern<a> -> regex<a>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Regex<Value> = pattern(&a[0])?;
        let result: Regex<Value> = library::patterns::re_pattern(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("re-find", "pattern<a>, string -> opt<a>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Regex<Value> = pattern(&a[0])?;
        let p1: Str = get(&a[1])?;
        let result: Option<Value> = library::patterns::re_find(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("re-matches", "pattern<a>, string -> opt<a>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Regex<Value> = pattern(&a[0])?;
        let p1: Str = get(&a[1])?;
        let result: Result<Option<Value>> = library::patterns::re_matches(&p0, &p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("re-seq", "pattern<a>, string -> vec<a>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Regex<Value> = pattern(&a[0])?;
        let p1: Str = get(&a[1])?;
        let result: Vector<Value> = library::patterns::re_seq(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("re-replace", "pattern<a>, string, string -> string", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Regex<Value> = pattern(&a[0])?;
        let p1: Str = get(&a[1])?;
        let p2: Str = get(&a[2])?;
        let result: Result<Str> = library::patterns::re_replace(&p0, &p1, &p2);
        Some(result.map(|r| r.into_value()))
    }),
    ("re-replace", "pattern<a>, string, fn(a) -> string -> string as re_replace_with", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Regex<Value> = pattern(&a[0])?;
        let p1: Str = get(&a[1])?;
        let result: Result<Str> = library::patterns::re_replace_with(&p0, &p1, { called(&a[2])?; |x0: Value| library::invoke(&a[2], &[x0.into_value()]).and_then(<Str as Data>::from_value) });
        Some(result.map(|r| r.into_value()))
    }),
    ("re-quote-replacement", "string -> string", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Str = library::patterns::re_quote_replacement(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("keyword", "string -> keyword", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Keyword = library::names::keyword(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("keyword", "string, string -> keyword as keyword_in", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Str = get(&a[1])?;
        let result: Keyword = library::names::keyword_in(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("keyword", "keyword -> keyword as keyword_itself", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Keyword = get(&a[0])?;
        let result: Keyword = library::names::keyword_itself(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("keyword", "symbol -> keyword as keyword_of_symbol", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Symbol = get(&a[0])?;
        let result: Keyword = library::names::keyword_of_symbol(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("symbol", "string -> symbol", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Symbol = library::names::symbol(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("symbol", "string, string -> symbol as symbol_in", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Str = get(&a[1])?;
        let result: Symbol = library::names::symbol_in(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("symbol", "symbol -> symbol as symbol_itself", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Symbol = get(&a[0])?;
        let result: Symbol = library::names::symbol_itself(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("symbol", "keyword -> symbol as symbol_of_keyword", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Keyword = get(&a[0])?;
        let result: Symbol = library::names::symbol_of_keyword(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("name", "string -> string", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Str = library::names::name(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("name", "keyword -> string as keyword_name", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Keyword = get(&a[0])?;
        let result: Str = library::names::keyword_name(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("name", "symbol -> string as symbol_name", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Symbol = get(&a[0])?;
        let result: Str = library::names::symbol_name(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("namespace", "keyword -> opt<string>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Keyword = get(&a[0])?;
        let result: Option<Str> = library::names::namespace(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("namespace", "symbol -> opt<string> as symbol_namespace", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Symbol = get(&a[0])?;
        let result: Option<Str> = library::names::symbol_namespace(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("butlast", "seq<a> -> same_or_string<a>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let result: Vector<Value> = library::sequences::butlast(&p0);
        let r = result; Some(Ok(kind(&a[0]).same_or_string(r)))
    }),
    ("take", "idx, string -> string as take_text", |a, _| {
        if a.len() != 2 { return None; }
        let p0: i64 = idx(&a[0])?;
        let p1: Str = get(&a[1])?;
        let result: Str = library::sequences::take_text(p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("take", "idx, seq<a> -> same<a>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: i64 = idx(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Vector<Value> = library::sequences::take(p0, &p1);
        let r = result; Some(Ok(same(kind(&a[1]), r)))
    }),
    ("drop", "idx, string -> string as drop_text", |a, _| {
        if a.len() != 2 { return None; }
        let p0: i64 = idx(&a[0])?;
        let p1: Str = get(&a[1])?;
        let result: Str = library::sequences::drop_text(p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("drop", "idx, seq<a> -> same<a>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: i64 = idx(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Vector<Value> = library::sequences::drop(p0, &p1);
        let r = result; Some(Ok(same(kind(&a[1]), r)))
    }),
    ("take-last", "idx, seq<a> -> same_or_string<a>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: i64 = idx(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Vector<Value> = library::sequences::take_last(p0, &p1);
        let r = result; Some(Ok(kind(&a[1]).same_or_string(r)))
    }),
    ("drop-last", "seq<a> -> same_or_string<a>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let result: Vector<Value> = library::sequences::drop_last(&p0);
        let r = result; Some(Ok(kind(&a[0]).same_or_string(r)))
    }),
    ("drop-last", "idx, seq<a> -> same_or_string<a> as drop_last_n", |a, _| {
        if a.len() != 2 { return None; }
        let p0: i64 = idx(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Vector<Value> = library::sequences::drop_last_n(p0, &p1);
        let r = result; Some(Ok(kind(&a[1]).same_or_string(r)))
    }),
    ("take-while", "fn(&a) -> bool, seq<a> -> same_or_string<a>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Value>> = library::sequences::take_while({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(truth) }, &p1);
        Some(result.map(|r| kind(&a[1]).same_or_string(r)))
    }),
    ("drop-while", "fn(&a) -> bool, seq<a> -> same_or_string<a>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Value>> = library::sequences::drop_while({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(truth) }, &p1);
        Some(result.map(|r| kind(&a[1]).same_or_string(r)))
    }),
    ("take-nth", "idx, seq<a> -> same<a>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: i64 = idx(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Value>> = library::sequences::take_nth(p0, &p1);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("split-at", "idx, seq<a> -> tup<same_or_string<a>, same_or_string<a>>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: i64 = idx(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: (Vector<Value>, Vector<Value>) = library::sequences::split_at(p0, &p1);
        let r = result; Some(Ok((Kind::same_or_string(kind(&a[1]), r.0), Kind::same_or_string(kind(&a[1]), r.1)).into_value()))
    }),
    ("split-with", "fn(&a) -> bool, seq<a> -> tup<same_or_string<a>, same_or_string<a>>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<(Vector<Value>, Vector<Value>)> = library::sequences::split_with({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(truth) }, &p1);
        Some(result.map(|r| (Kind::same_or_string(kind(&a[1]), r.0), Kind::same_or_string(kind(&a[1]), r.1)).into_value()))
    }),
    ("reverse", "string -> string as reverse_text", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Str = library::sequences::reverse_text(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("reverse", "own seq<a> -> same<a>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let result: Vector<Value> = library::sequences::reverse(p0);
        let r = result; Some(Ok(same(kind(&a[0]), r)))
    }),
    ("concat", "seq<a>... -> same<a>", |a, _| {
        let rest: Vec<Vector<Value>> = a[0..].iter().map(seq).collect::<Option<_>>()?;
        let result: Vector<Value> = library::sequences::concat(&rest);
        let r = result; Some(Ok(same(kind(a.first().unwrap_or(&Value::Nil)), r)))
    }),
    ("into", "own vec<a>, seq<a> -> vec<a> as into_vector", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Vector<Value> = get(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Vector<Value> = library::sequences::into_vector(p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("into", "own list<a>, seq<a> -> list<a> as into_list", |a, _| {
        if a.len() != 2 { return None; }
        let p0: List<Value> = get(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: List<Value> = library::sequences::into_list(p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("into", "own set<a>, seq<a> -> set<a> as into_set", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Set<Value> = get(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Set<Value> = library::sequences::into_set(p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("into", "own map<k, v>, seq<tup<k, v>> -> map<k, v> as into_map", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Map<Value, Value> = get(&a[0])?;
        let p1: Vector<(Value, Value)> = seq(&a[1])?;
        let result: Map<Value, Value> = library::sequences::into_map(p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("not-empty", "own vec<a> -> opt<vec<a>> as not_empty_vector", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Value> = get(&a[0])?;
        let result: Option<Vector<Value>> = library::sequences::not_empty_vector(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("not-empty", "own list<a> -> opt<list<a>> as not_empty_list", |a, _| {
        if a.len() != 1 { return None; }
        let p0: List<Value> = get(&a[0])?;
        let result: Option<List<Value>> = library::sequences::not_empty_list(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("not-empty", "own set<a> -> opt<set<a>> as not_empty_set", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Set<Value> = get(&a[0])?;
        let result: Option<Set<Value>> = library::sequences::not_empty_set(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("not-empty", "own map<k, v> -> opt<map<k, v>> as not_empty_map", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Map<Value, Value> = get(&a[0])?;
        let result: Option<Map<Value, Value>> = library::sequences::not_empty_map(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("not-empty", "string -> opt<string> as not_empty_text", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Option<Str> = library::sequences::not_empty_text(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("map", "fn(&a) -> b, seq<a> -> same<b>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Value>> = library::sequences::map({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(<Value as Data>::from_value) }, &p1);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("map", "fn(&a, &b) -> c, seq<a>, seq<b> -> same<c> as map_2", |a, _| {
        if a.len() != 3 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let p2: Vector<Value> = seq(&a[2])?;
        let result: Result<Vector<Value>> = library::sequences::map_2({ called(&a[0])?; |x0: &Value, x1: &Value| library::invoke(&a[0], &[x0.clone().into_value(), x1.clone().into_value()]).and_then(<Value as Data>::from_value) }, &p1, &p2);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("map", "fn(&a, &b, &c) -> k, seq<a>, seq<b>, seq<c> -> same<k> as map_3", |a, _| {
        if a.len() != 4 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let p2: Vector<Value> = seq(&a[2])?;
        let p3: Vector<Value> = seq(&a[3])?;
        let result: Result<Vector<Value>> = library::sequences::map_3({ called(&a[0])?; |x0: &Value, x1: &Value, x2: &Value| library::invoke(&a[0], &[x0.clone().into_value(), x1.clone().into_value(), x2.clone().into_value()]).and_then(<Value as Data>::from_value) }, &p1, &p2, &p3);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("mapv", "fn(&a) -> b, seq<a> -> vec<b>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Value>> = library::sequences::map({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(<Value as Data>::from_value) }, &p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("mapv", "fn(&a, &b) -> c, seq<a>, seq<b> -> vec<c> as map_2", |a, _| {
        if a.len() != 3 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let p2: Vector<Value> = seq(&a[2])?;
        let result: Result<Vector<Value>> = library::sequences::map_2({ called(&a[0])?; |x0: &Value, x1: &Value| library::invoke(&a[0], &[x0.clone().into_value(), x1.clone().into_value()]).and_then(<Value as Data>::from_value) }, &p1, &p2);
        Some(result.map(|r| r.into_value()))
    }),
    ("mapv", "fn(&a, &b, &c) -> k, seq<a>, seq<b>, seq<c> -> vec<k> as map_3", |a, _| {
        if a.len() != 4 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let p2: Vector<Value> = seq(&a[2])?;
        let p3: Vector<Value> = seq(&a[3])?;
        let result: Result<Vector<Value>> = library::sequences::map_3({ called(&a[0])?; |x0: &Value, x1: &Value, x2: &Value| library::invoke(&a[0], &[x0.clone().into_value(), x1.clone().into_value(), x2.clone().into_value()]).and_then(<Value as Data>::from_value) }, &p1, &p2, &p3);
        Some(result.map(|r| r.into_value()))
    }),
    ("map-indexed", "fn(idx, &a) -> b, seq<a> -> same<b>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Value>> = library::sequences::map_indexed({ called(&a[0])?; |x0: i64, x1: &Value| library::invoke(&a[0], &[x0.into_value(), x1.clone().into_value()]).and_then(<Value as Data>::from_value) }, &p1);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("mapcat", "fn(&a) -> seq<b>, seq<a> -> same<b>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Value>> = library::sequences::mapcat({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(parts) }, &p1);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("mapcat", "fn(&a, &b) -> seq<c>, seq<a>, seq<b> -> same<c> as mapcat_2", |a, _| {
        if a.len() != 3 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let p2: Vector<Value> = seq(&a[2])?;
        let result: Result<Vector<Value>> = library::sequences::mapcat_2({ called(&a[0])?; |x0: &Value, x1: &Value| library::invoke(&a[0], &[x0.clone().into_value(), x1.clone().into_value()]).and_then(parts) }, &p1, &p2);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("filter", "fn(&a) -> bool, seq<a> -> same<a>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Value>> = library::sequences::filter({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(truth) }, &p1);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("filterv", "fn(&a) -> bool, seq<a> -> vec<a>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Value>> = library::sequences::filter({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(truth) }, &p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("remove", "fn(&a) -> bool, seq<a> -> same<a>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Value>> = library::sequences::remove({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(truth) }, &p1);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("keep", "fn(&a) -> opt<b>, seq<a> -> same<b>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Value>> = library::sequences::keep({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(<Option<Value> as Data>::from_value) }, &p1);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("keep-indexed", "fn(idx, &a) -> opt<b>, seq<a> -> same<b>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Value>> = library::sequences::keep_indexed({ called(&a[0])?; |x0: i64, x1: &Value| library::invoke(&a[0], &[x0.into_value(), x1.clone().into_value()]).and_then(<Option<Value> as Data>::from_value) }, &p1);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("reduce", "fn(b, &a) -> b, own b, seq<a> -> b", |a, _| {
        if a.len() != 3 { return None; }
        let p1: Value = get(&a[1])?;
        let p2: Vector<Value> = seq(&a[2])?;
        let result: Result<Value> = library::sequences::reduce({ called(&a[0])?; |x0: Value, x1: &Value| library::invoke(&a[0], &[x0.into_value(), x1.clone().into_value()]).and_then(<Value as Data>::from_value) }, p1, &p2);
        Some(result.map(|r| r.into_value()))
    }),
    ("reduce", "fn(a, &a) -> a, seq<a> -> a as reduce_first", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Value> = library::sequences::reduce_first({ called(&a[0])?; |x0: Value, x1: &Value| library::invoke(&a[0], &[x0.into_value(), x1.clone().into_value()]).and_then(<Value as Data>::from_value) }, &p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("reduce-kv", "fn(b, &k, &v) -> b, own b, map<k, v> -> b", |a, _| {
        if a.len() != 3 { return None; }
        let p1: Value = get(&a[1])?;
        let p2: Map<Value, Value> = get(&a[2])?;
        let result: Result<Value> = library::sequences::reduce_kv({ called(&a[0])?; |x0: Value, x1: &Value, x2: &Value| library::invoke(&a[0], &[x0.into_value(), x1.clone().into_value(), x2.clone().into_value()]).and_then(<Value as Data>::from_value) }, p1, &p2);
        Some(result.map(|r| r.into_value()))
    }),
    ("reduce-kv", "fn(b, idx, &a) -> b, own b, vec<a> -> b as reduce_kv_vector", |a, _| {
        if a.len() != 3 { return None; }
        let p1: Value = get(&a[1])?;
        let p2: Vector<Value> = get(&a[2])?;
        let result: Result<Value> = library::sequences::reduce_kv_vector({ called(&a[0])?; |x0: Value, x1: i64, x2: &Value| library::invoke(&a[0], &[x0.into_value(), x1.into_value(), x2.clone().into_value()]).and_then(<Value as Data>::from_value) }, p1, &p2);
        Some(result.map(|r| r.into_value()))
    }),
    ("reductions", "fn(b, &a) -> b, own b, seq<a> -> same<b>", |a, _| {
        if a.len() != 3 { return None; }
        let p1: Value = get(&a[1])?;
        let p2: Vector<Value> = seq(&a[2])?;
        let result: Result<Vector<Value>> = library::sequences::reductions({ called(&a[0])?; |x0: Value, x1: &Value| library::invoke(&a[0], &[x0.into_value(), x1.clone().into_value()]).and_then(<Value as Data>::from_value) }, p1, &p2);
        Some(result.map(|r| same(kind(&a[2]), r)))
    }),
    ("reductions", "fn(a, &a) -> a, seq<a> -> same<a> as reductions_first", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Value>> = library::sequences::reductions_first({ called(&a[0])?; |x0: Value, x1: &Value| library::invoke(&a[0], &[x0.into_value(), x1.clone().into_value()]).and_then(<Value as Data>::from_value) }, &p1);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("every?", "fn(&a) -> bool, seq<a> -> bool", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<bool> = library::sequences::every({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(truth) }, &p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("some", "fn(&a) -> opt<b>, seq<a> -> opt<b>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Option<Value>> = library::sequences::some({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(<Option<Value> as Data>::from_value) }, &p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("not-any?", "fn(&a) -> bool, seq<a> -> bool", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<bool> = library::sequences::not_any({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(truth) }, &p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("not-every?", "fn(&a) -> bool, seq<a> -> bool", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<bool> = library::sequences::not_every({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(truth) }, &p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("max-key", "fn(&a) -> number, own a, a... -> a", |a, _| {
        if a.len() < 2 { return None; }
        let p1: Value = get(&a[1])?;
        let rest: Vec<Value> = a[2..].iter().map(get).collect::<Option<_>>()?;
        let result: Result<Value> = library::sequences::max_key({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(<Number as Data>::from_value) }, p1, &rest);
        Some(result.map(|r| r.into_value()))
    }),
    ("min-key", "fn(&a) -> number, own a, a... -> a", |a, _| {
        if a.len() < 2 { return None; }
        let p1: Value = get(&a[1])?;
        let rest: Vec<Value> = a[2..].iter().map(get).collect::<Option<_>>()?;
        let result: Result<Value> = library::sequences::min_key({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(<Number as Data>::from_value) }, p1, &rest);
        Some(result.map(|r| r.into_value()))
    }),
    ("distinct", "seq<a> -> same<a>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let result: Vector<Value> = library::sequences::distinct(&p0);
        let r = result; Some(Ok(same(kind(&a[0]), r)))
    }),
    ("dedupe", "seq<a> -> same<a>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let result: Vector<Value> = library::sequences::dedupe(&p0);
        let r = result; Some(Ok(same(kind(&a[0]), r)))
    }),
    ("group-by", "fn(&a) -> k, seq<a> -> map<k, vec<a>>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Map<Value, Vector<Value>>> = library::sequences::group_by({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(<Value as Data>::from_value) }, &p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("frequencies", "seq<a> -> map<a, int>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let result: Result<Map<Value, Int>> = library::sequences::frequencies(&p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("partition", "idx, seq<a> -> same<vec<a>>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: i64 = idx(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Vector<Value>>> = library::sequences::partition(p0, &p1);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("partition", "idx, idx, seq<a> -> same<vec<a>> as partition_step", |a, _| {
        if a.len() != 3 { return None; }
        let p0: i64 = idx(&a[0])?;
        let p1: i64 = idx(&a[1])?;
        let p2: Vector<Value> = seq(&a[2])?;
        let result: Result<Vector<Vector<Value>>> = library::sequences::partition_step(p0, p1, &p2);
        Some(result.map(|r| same(kind(&a[2]), r)))
    }),
    ("partition", "idx, idx, seq<a>, seq<a> -> same<vec<a>> as partition_pad", |a, _| {
        if a.len() != 4 { return None; }
        let p0: i64 = idx(&a[0])?;
        let p1: i64 = idx(&a[1])?;
        let p2: Vector<Value> = seq(&a[2])?;
        let p3: Vector<Value> = seq(&a[3])?;
        let result: Result<Vector<Vector<Value>>> = library::sequences::partition_pad(p0, p1, &p2, &p3);
        Some(result.map(|r| same(kind(&a[2]), r)))
    }),
    ("partition-all", "idx, seq<a> -> same<vec<a>>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: i64 = idx(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Vector<Value>>> = library::sequences::partition_all(p0, &p1);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("partition-all", "idx, idx, seq<a> -> same<vec<a>> as partition_all_step", |a, _| {
        if a.len() != 3 { return None; }
        let p0: i64 = idx(&a[0])?;
        let p1: i64 = idx(&a[1])?;
        let p2: Vector<Value> = seq(&a[2])?;
        let result: Result<Vector<Vector<Value>>> = library::sequences::partition_all_step(p0, p1, &p2);
        Some(result.map(|r| same(kind(&a[2]), r)))
    }),
    ("partition-by", "fn(&a) -> b, seq<a> -> same<vec<a>>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Vector<Value>>> = library::sequences::partition_by({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(<Value as Data>::from_value) }, &p1);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("interleave", "seq<a>... -> same<a>", |a, _| {
        let rest: Vec<Vector<Value>> = a[0..].iter().map(seq).collect::<Option<_>>()?;
        let result: Vector<Value> = library::sequences::interleave(&rest);
        let r = result; Some(Ok(same(kind(a.first().unwrap_or(&Value::Nil)), r)))
    }),
    ("interpose", "a, seq<a> -> same<a>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Value = get(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Vector<Value> = library::sequences::interpose(&p0, &p1);
        let r = result; Some(Ok(same(kind(&a[1]), r)))
    }),
    ("zip", "seq<a>, seq<b> -> same<tup<a, b>>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Vector<(Value, Value)> = library::sequences::zip(&p0, &p1);
        let r = result; Some(Ok(same(kind(&a[0]), r)))
    }),
    ("zip", "seq<a>, seq<b>, seq<c> -> same<tup<a, b, c>> as zip_3", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let p2: Vector<Value> = seq(&a[2])?;
        let result: Vector<(Value, Value, Value)> = library::sequences::zip_3(&p0, &p1, &p2);
        let r = result; Some(Ok(same(kind(&a[0]), r)))
    }),
    ("zipmap", "seq<k>, seq<v> -> map<k, v>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Map<Value, Value> = library::sequences::zipmap(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("flatten", "seq<any> -> same<any>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let result: Vector<Value> = library::sequences::flatten(&p0);
        let r = result; Some(Ok(same(kind(&a[0]), r)))
    }),
    ("sort", "own seq<a> -> same<a>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Value> = seq(&a[0])?;
        let result: Result<Vector<Value>> = library::sequences::sort(p0);
        Some(result.map(|r| same(kind(&a[0]), r)))
    }),
    ("sort", "fn(&a, &a) -> b, own seq<a> -> same<a> as sort_with", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Value>> = library::sequences::sort_with({ called(&a[0])?; |x0: &Value, x1: &Value| library::invoke(&a[0], &[x0.clone().into_value(), x1.clone().into_value()]).and_then(<Value as Data>::from_value) }, p1);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("sort-by", "fn(&a) -> b, own seq<a> -> same<a>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Result<Vector<Value>> = library::sequences::sort_by({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(<Value as Data>::from_value) }, p1);
        Some(result.map(|r| same(kind(&a[1]), r)))
    }),
    ("sort-by", "fn(&a) -> b, fn(&b, &b) -> c, own seq<a> -> same<a> as sort_by_with", |a, _| {
        if a.len() != 3 { return None; }
        let p2: Vector<Value> = seq(&a[2])?;
        let result: Result<Vector<Value>> = library::sequences::sort_by_with({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(<Value as Data>::from_value) }, { called(&a[1])?; |x0: &Value, x1: &Value| library::invoke(&a[1], &[x0.clone().into_value(), x1.clone().into_value()]).and_then(<Value as Data>::from_value) }, p2);
        Some(result.map(|r| same(kind(&a[2]), r)))
    }),
    ("subvec", "own vec<a>, idx -> vec<a> as subvec_from", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Vector<Value> = get(&a[0])?;
        let p1: i64 = idx(&a[1])?;
        let result: Result<Vector<Value>> = library::vectors::subvec_from(p0, p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("subvec", "own vec<a>, idx, idx -> vec<a>", |a, _| {
        if a.len() != 3 { return None; }
        let p0: Vector<Value> = get(&a[0])?;
        let p1: i64 = idx(&a[1])?;
        let p2: i64 = idx(&a[2])?;
        let result: Result<Vector<Value>> = library::vectors::subvec(p0, p1, p2);
        Some(result.map(|r| r.into_value()))
    }),
    ("peek", "vec<a> -> opt<a>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Value> = get(&a[0])?;
        let result: Option<Value> = library::vectors::peek(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("peek", "list<a> -> opt<a> as peek_list", |a, _| {
        if a.len() != 1 { return None; }
        let p0: List<Value> = get(&a[0])?;
        let result: Option<Value> = library::vectors::peek_list(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("pop", "own vec<a> -> vec<a>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Vector<Value> = get(&a[0])?;
        let result: Result<Vector<Value>> = library::vectors::pop(p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("pop", "own list<a> -> list<a> as pop_list", |a, _| {
        if a.len() != 1 { return None; }
        let p0: List<Value> = get(&a[0])?;
        let result: Result<List<Value>> = library::vectors::pop_list(p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("sorted-keys", "map<k, v> -> vec<k>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Map<Value, Value> = get(&a[0])?;
        let result: Result<Vector<Value>> = library::maps::sorted_keys(&p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("merge", "own map<k, v>, map<k, v>... -> map<k, v>", |a, _| {
        if a.is_empty() { return None; }
        let p0: Map<Value, Value> = get(&a[0])?;
        let rest: Vec<Map<Value, Value>> = a[1..].iter().map(get).collect::<Option<_>>()?;
        let result: Map<Value, Value> = library::maps::merge(p0, &rest);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("merge-with", "fn(v, &v) -> v, own map<k, v>, map<k, v>... -> map<k, v>", |a, _| {
        if a.len() < 2 { return None; }
        let p1: Map<Value, Value> = get(&a[1])?;
        let rest: Vec<Map<Value, Value>> = a[2..].iter().map(get).collect::<Option<_>>()?;
        let result: Result<Map<Value, Value>> = library::maps::merge_with({ called(&a[0])?; |x0: Value, x1: &Value| library::invoke(&a[0], &[x0.into_value(), x1.clone().into_value()]).and_then(<Value as Data>::from_value) }, p1, &rest);
        Some(result.map(|r| r.into_value()))
    }),
    ("key", "tup<a, b> -> a", |a, _| {
        if a.len() != 1 { return None; }
        let p0: (Value, Value) = get(&a[0])?;
        let result: Value = library::maps::key(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("val", "tup<a, b> -> b", |a, _| {
        if a.len() != 1 { return None; }
        let p0: (Value, Value) = get(&a[0])?;
        let result: Value = library::maps::val(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("find", "map<k, v>, k -> opt<tup<k, v>>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Map<Value, Value> = get(&a[0])?;
        let p1: Value = get(&a[1])?;
        let result: Option<(Value, Value)> = library::maps::find(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("find", "vec<a>, int -> opt<tup<int, a>> as find_at", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Vector<Value> = get(&a[0])?;
        let p1: Int = get(&a[1])?;
        let result: Option<(Int, Value)> = library::maps::find_at(&p0, p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("select-keys", "map<k, v>, seq<k> -> map<k, v>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Map<Value, Value> = get(&a[0])?;
        let p1: Vector<Value> = seq(&a[1])?;
        let result: Map<Value, Value> = library::maps::select_keys(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("rename-keys", "own map<k, v>, map<k, k> -> map<k, v>", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Map<Value, Value> = get(&a[0])?;
        let p1: Map<Value, Value> = get(&a[1])?;
        let result: Map<Value, Value> = library::maps::rename_keys(p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("map-keys", "fn(&k) -> b, map<k, v> -> map<b, v>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Map<Value, Value> = get(&a[1])?;
        let result: Result<Map<Value, Value>> = library::maps::map_keys({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(<Value as Data>::from_value) }, &p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("map-keys", "map<k, v>, fn(&k) -> b -> map<b, v> as update_keys", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Map<Value, Value> = get(&a[0])?;
        let result: Result<Map<Value, Value>> = library::maps::update_keys(&p0, { called(&a[1])?; |x0: &Value| library::invoke(&a[1], &[x0.clone().into_value()]).and_then(<Value as Data>::from_value) });
        Some(result.map(|r| r.into_value()))
    }),
    ("map-vals", "fn(&v) -> b, map<k, v> -> map<k, b>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Map<Value, Value> = get(&a[1])?;
        let result: Result<Map<Value, Value>> = library::maps::map_vals({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(<Value as Data>::from_value) }, &p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("map-vals", "map<k, v>, fn(&v) -> b -> map<k, b> as update_vals", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Map<Value, Value> = get(&a[0])?;
        let result: Result<Map<Value, Value>> = library::maps::update_vals(&p0, { called(&a[1])?; |x0: &Value| library::invoke(&a[1], &[x0.clone().into_value()]).and_then(<Value as Data>::from_value) });
        Some(result.map(|r| r.into_value()))
    }),
    ("filter-keys", "fn(&k) -> bool, map<k, v> -> map<k, v>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Map<Value, Value> = get(&a[1])?;
        let result: Result<Map<Value, Value>> = library::maps::filter_keys({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(truth) }, &p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("filter-vals", "fn(&v) -> bool, map<k, v> -> map<k, v>", |a, _| {
        if a.len() != 2 { return None; }
        let p1: Map<Value, Value> = get(&a[1])?;
        let result: Result<Map<Value, Value>> = library::maps::filter_vals({ called(&a[0])?; |x0: &Value| library::invoke(&a[0], &[x0.clone().into_value()]).and_then(truth) }, &p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("invert", "map<k, v> -> map<v, k>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Map<Value, Value> = get(&a[0])?;
        let result: Map<Value, Value> = library::maps::invert(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("union", "own set<a>, set<a>... -> set<a>", |a, _| {
        if a.is_empty() { return None; }
        let p0: Set<Value> = get(&a[0])?;
        let rest: Vec<Set<Value>> = a[1..].iter().map(get).collect::<Option<_>>()?;
        let result: Set<Value> = library::sets::union(p0, &rest);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("intersection", "own set<a>, set<a>... -> set<a>", |a, _| {
        if a.is_empty() { return None; }
        let p0: Set<Value> = get(&a[0])?;
        let rest: Vec<Set<Value>> = a[1..].iter().map(get).collect::<Option<_>>()?;
        let result: Set<Value> = library::sets::intersection(p0, &rest);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("difference", "own set<a>, set<a>... -> set<a>", |a, _| {
        if a.is_empty() { return None; }
        let p0: Set<Value> = get(&a[0])?;
        let rest: Vec<Set<Value>> = a[1..].iter().map(get).collect::<Option<_>>()?;
        let result: Set<Value> = library::sets::difference(p0, &rest);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("subset?", "set<a>, set<a> -> bool", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Set<Value> = get(&a[0])?;
        let p1: Set<Value> = get(&a[1])?;
        let result: bool = library::sets::subset(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("superset?", "set<a>, set<a> -> bool", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Set<Value> = get(&a[0])?;
        let p1: Set<Value> = get(&a[1])?;
        let result: bool = library::sets::superset(&p0, &p1);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("disj", "own set<a>, a... -> set<a>", |a, _| {
        if a.is_empty() { return None; }
        let p0: Set<Value> = get(&a[0])?;
        let rest: Vec<Value> = a[1..].iter().map(get).collect::<Option<_>>()?;
        let result: Set<Value> = library::sets::disj(p0, &rest);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("parse-inst", "string -> opt<inst>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Option<Inst> = library::instants::parse_inst(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("inst-ms", "inst -> idx", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Inst = get(&a[0])?;
        let result: i64 = library::instants::inst_ms(p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("parse-uuid", "string -> opt<uuid>", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Option<Uuid> = library::instants::parse_uuid(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("pr-str", "a -> string as pr_str_one", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Value = get(&a[0])?;
        let result: Str = library::data::pr_str_one(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("pr-str", "any... -> string", |a, _| {
        let rest: Vec<Value> = a[0..].iter().map(get).collect::<Option<_>>()?;
        let result: Str = library::data::pr_str(&rest);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("print-str", "any... -> string", |a, _| {
        let rest: Vec<Value> = a[0..].iter().map(get).collect::<Option<_>>()?;
        let result: Str = library::data::print_str(&rest);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("hash", "a -> int", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Value = get(&a[0])?;
        let result: Int = library::data::hash(&p0);
        let r = result; Some(Ok(r.into_value()))
    }),
    ("read-string", "string -> any", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Result<Value> = library::read::read_string(&p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("parse-json", "string -> any", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Str = get(&a[0])?;
        let result: Result<Value> = library::json::parse_json(&p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("parse-json", "string, any -> any as parse_json_with", |a, _| {
        if a.len() != 2 { return None; }
        let p0: Str = get(&a[0])?;
        let p1: Value = get(&a[1])?;
        let result: Result<Value> = library::json::parse_json_with(&p0, &p1);
        Some(result.map(|r| r.into_value()))
    }),
    ("serialize-json", "any -> string", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Value = get(&a[0])?;
        let result: Result<Str> = library::json::serialize_json(&p0);
        Some(result.map(|r| r.into_value()))
    }),
    ("serialize-json-pretty", "any -> string", |a, _| {
        if a.len() != 1 { return None; }
        let p0: Value = get(&a[0])?;
        let result: Result<Str> = library::json::serialize_json_pretty(&p0);
        Some(result.map(|r| r.into_value()))
    }),
];
