//! The Rust types of a header, as RTFS knows them.

use rtfs_rt::schema::Width;

use crate::types::Ty;

/// What a Rust type of a header is in RTFS; `None` for a type that only converts to a dynamic value.
pub(super) fn of_rust(text: &str) -> Option<Ty> {
    let text: String = text.split_whitespace().collect();
    of_rust_type(&text)
}

fn of_rust_type(text: &str) -> Option<Ty> {
    let inner = |prefix: &str, end: &str| {
        text.strip_prefix(prefix)?
            .strip_suffix(end)
            .and_then(of_rust_type)
    };
    if let Some(width) = Width::of_name(text) {
        return Some(Ty::Fixed(width));
    }
    let name = text.rsplit("::").next().unwrap_or(text);
    Some(match (text, name) {
        ("f64" | "f32", _) => Ty::Float,
        ("bool", _) => Ty::Bool,
        ("&str" | "&'staticstr" | "&String" | "String", _) => Ty::Str,
        (_, "Int") => Ty::Int,
        (_, "Number") => Ty::Number,
        (_, "Str") => Ty::Str,
        (_, "Keyword") => Ty::Keyword,
        (_, "Value") => Ty::Any,
        _ => {
            if let Some(element) = inner("&[", "]")
                .or_else(|| inner("Vec<", ">"))
                .or_else(|| inner("&Vec<", ">"))
            {
                return Some(Ty::vector(element));
            }
            if let Some(element) = inner("Option<", ">") {
                return Some(Ty::option(element));
            }
            return None;
        }
    })
}
