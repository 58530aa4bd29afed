//! Metadata of definitions: what `^{…}` says to the compiler.
//!
//! It may stand before the whole form, its name or its parameters, or as a map between name and parameters. What the
//! compiler reads of it is `:rust/name` and `:associative`; keys of other namespaces are for other tools.

use rtfs_rt::reader::{Form, FormKind, Span};

use super::{Resolved, Resolver};
use crate::diagnostic::Diagnostic;
use crate::names;

/// What the metadata of one definition says.
#[derive(Default)]
pub(super) struct Meta {
    /// The name in Rust.
    pub(super) rust_name: Option<String>,
    /// Whether a reduction by the function may be cut into parts.
    pub(super) is_associative: bool,
}

/// The metadata of a definition `(head name "doc"? {…}? [params] …)`.
fn maps(form: &Form) -> Vec<&Form> {
    let FormKind::List(items) = &form.kind else {
        return Vec::new();
    };
    let mut found: Vec<&Form> = form.meta.as_deref().into_iter().collect();
    found.extend(items.get(1).and_then(|name| name.meta.as_deref()));
    let mut rest = items.get(2..).unwrap_or_default();
    if let [text, _, ..] = rest
        && let FormKind::Str(_) = text.kind
    {
        rest = &rest[1..];
    }
    if let [map, _, ..] = rest
        && let FormKind::Map(_) = map.kind
    {
        found.push(map);
        rest = &rest[1..];
    }
    if let Some(params) = rest.first()
        && let FormKind::Vector(_) = params.kind
    {
        found.extend(params.meta.as_deref());
    }
    found
}

impl Resolver<'_> {
    /// The metadata of a definition; what is wrong in it is reported, and left out.
    pub(super) fn definition_meta(&mut self, form: &Form) -> Meta {
        let mut meta = Meta::default();
        for map in maps(form) {
            self.read_meta(map, &mut meta);
        }
        meta
    }

    /// The metadata on a function without a definition.
    pub(super) fn function_meta(&mut self, form: &Form) -> Meta {
        let mut meta = Meta::default();
        if let Some(map) = form.meta.as_deref() {
            self.read_meta(map, &mut meta);
        }
        meta
    }

    fn read_meta(&mut self, map: &Form, meta: &mut Meta) {
        let FormKind::Map(items) = &map.kind else {
            return;
        };
        for pair in items.chunks_exact(2) {
            let [key, value] = pair else { continue };
            let FormKind::Keyword(name) = &key.kind else {
                continue;
            };
            let read = match name.as_str() {
                "rust/name" => rust_name(value).map(|name| meta.rust_name = Some(name)),
                "associative" => truth(value).map(|is| meta.is_associative = is),
                other if other.starts_with("rust/") => Err(unknown(other, key.span)),
                _ => Ok(()),
            };
            if let Err(diagnostic) = read {
                self.report(diagnostic);
            }
        }
    }
}

fn rust_name(value: &Form) -> Resolved<String> {
    let error = |message: String, help: &str| {
        Err(Diagnostic::error("name", message, value.span).with_help(help))
    };
    let FormKind::Str(text) = &value.kind else {
        let help = "write `^{:rust/name \"name\"}`";
        return error("`:rust/name` is a string".into(), help);
    };
    let name = text.as_str();
    if !names::is_identifier(name) {
        let help = "a Rust name is of letters, digits and `_`, does not begin with a digit, and is no `_` alone";
        return error(format!("\"{name}\" is no name in Rust"), help);
    }
    if name.contains("__") {
        let help = "write one underscore: two are the names that the compiler makes";
        return error(format!("\"{name}\" has two underscores in a row"), help);
    }
    Ok(name.to_owned())
}

fn truth(value: &Form) -> Resolved<bool> {
    match value.kind {
        FormKind::Bool(is) => Ok(is),
        _ => {
            let message = "`:associative` is true or false";
            Err(Diagnostic::error("form", message, value.span)
                .with_help("write `^:associative` before the name or the parameters"))
        }
    }
}

fn unknown(key: &str, span: Span) -> Diagnostic {
    Diagnostic::error("name", format!("`:{key}` means nothing here"), span).with_help(
        "`:rust/name` is the only key of Rust's: there is no other way into the Rust code",
    )
}
