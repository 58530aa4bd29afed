//! The Rust types of a header, as RTFS knows them.

use rtfs_rt::schema::Width;

use crate::types::Ty;

/// The longest tuple that converts.
const MAX_TUPLE: usize = 12;

/// What a Rust type of a header is in RTFS; `None` for a type that only converts to a dynamic value.
pub(super) fn of_rust(text: &str) -> Option<Ty> {
    let text: String = text.split_whitespace().collect();
    of_rust_type(&text)
}

fn of_rust_type(text: &str) -> Option<Ty> {
    let text = text.strip_prefix('&').unwrap_or(text);
    let text = text.strip_prefix("'static").unwrap_or(text);
    if let Some(parts) = within(text, "(", ")") {
        let parts = parts.iter().filter(|part| !part.is_empty());
        let types = parts.map(|part| of_rust_type(part));
        let types = types.collect::<Option<Vec<Ty>>>()?;
        return match types.len() {
            0 => Some(Ty::Nil),
            1..=MAX_TUPLE => Some(Ty::tuple(types)),
            _ => None,
        };
    }
    if let Some(array) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
        let element = array.rsplit_once(';').map_or(array, |(element, _)| element);
        return of_rust_type(element).map(Ty::vector);
    }
    let Some((path, arguments)) = text.split_once('<') else {
        return scalar(text);
    };
    let name = path.rsplit("::").next().unwrap_or(path);
    let arguments = arguments.strip_suffix('>')?;
    match (name, &apart(arguments)[..]) {
        ("Vec" | "Vector", [item]) => of_rust_type(item).map(Ty::vector),
        ("List", [item]) => of_rust_type(item).map(Ty::list),
        ("HashSet" | "BTreeSet" | "Set", [item]) => of_rust_type(item).map(Ty::set),
        ("HashMap" | "BTreeMap" | "Map", [key, value]) => {
            Some(Ty::map(of_rust_type(key)?, of_rust_type(value)?))
        }
        ("Option", [item]) => of_rust_type(item).map(Ty::option),
        _ => None,
    }
}

fn scalar(text: &str) -> Option<Ty> {
    if let Some(width) = Width::of_name(text) {
        return Some(Ty::Fixed(width));
    }
    let name = text.rsplit("::").next().unwrap_or(text);
    Some(match name {
        "f64" | "f32" => Ty::Float,
        "bool" => Ty::Bool,
        "str" | "String" | "Str" | "char" => Ty::Str,
        "Int" => Ty::Int,
        "Number" => Ty::Number,
        "Keyword" => Ty::Keyword,
        "Symbol" => Ty::Symbol,
        "Inst" if cfg!(feature = "inst") => Ty::Inst,
        "Uuid" if cfg!(feature = "uuid") => Ty::Uuid,
        "Func" => Ty::Func,
        "Value" => Ty::Any,
        _ => return None,
    })
}

/// The parts between an opening and a closing mark.
fn within<'t>(text: &'t str, open: &str, close: &str) -> Option<Vec<&'t str>> {
    text.strip_prefix(open)?.strip_suffix(close).map(apart)
}

/// The parts of a text at the commas that no bracket encloses.
fn apart(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_u32);
    for (at, c) in text.char_indices() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::show;

    #[test]
    fn rust_types_are_known() {
        for (rust, rtfs) in [
            ("f64", ":float"),
            ("& 'static str", ":string"),
            ("&[&str]", "[:vector :string]"),
            ("[i64; 3]", "[:vector :i64]"),
            (
                "&HashMap<String, Vec<f64>>",
                "[:map-of :string [:vector :float]]",
            ),
            (
                "std::collections::BTreeMap<rtfs::Keyword, (i64, bool)>",
                "[:map-of :keyword [:tuple :i64 :bool]]",
            ),
            ("Option<HashSet<u8>>", "[:set :u8]?"),
            ("()", ":nil"),
        ] {
            assert_eq!(
                of_rust(rust).as_ref().map(show).as_deref(),
                Some(rtfs),
                "{rust}"
            );
        }
        for rust in [
            "MyType",
            "Vec<MyType>",
            "HashMap<String>",
            "Box<i64>",
            "Vec<i64",
        ] {
            assert_eq!(of_rust(rust), None, "{rust}");
        }
    }
}
