//! Metadata: what `^{…}` says to the compiler.
//!
//! Of a definition it may stand before the whole form, its name or its parameters, or as a map between name and
//! parameters. What the compiler reads of it is `:rust/name`, `:private` and `:associative`. A key that means
//! something, but not where it stands, is an error (`stray`); all others are notes for people and other tools.

use rtfs_rt::reader::{Form, FormKind};

use super::special::head_of;
use super::{Resolved, Resolver};
use crate::diagnostic::Diagnostic;
use crate::names;

const ONLY_NAME: &str =
    "`:rust/name` is the only key of Rust's: there is no other way into the Rust code";

/// What the metadata of one definition says.
#[derive(Default)]
pub(super) struct Meta {
    /// The name in Rust.
    pub(super) rust_name: Option<String>,
    /// Whether a reduction by the function may be cut into parts.
    pub(super) is_associative: bool,
}

/// What reads the metadata of a form.
#[derive(Clone, Copy, PartialEq)]
enum Reader {
    /// A definition: its name in Rust, and who sees it.
    Definition,
    /// A function without a definition.
    Function,
    /// A call of the host: hints.
    Call,
    Nothing,
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

/// Whether a definition says that only its own module sees it.
pub(super) fn is_private(form: &Form) -> bool {
    let says = |(name, _, value): (&str, &Form, &Form)| {
        name == "private" && matches!(value.kind, FormKind::Bool(true))
    };
    maps(form).iter().any(|map| entries(map).any(says))
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

    /// Reports what the metadata of a definition says that has no meaning there; in a body there is no Rust that could
    /// see the name.
    pub(super) fn check_definition_meta(&mut self, form: &Form, is_in_body: bool) {
        let reader = match is_in_body {
            true => Reader::Function,
            false => Reader::Definition,
        };
        for map in maps(form) {
            self.stray(map, reader);
        }
    }

    /// Reports what the metadata of a form that is evaluated says to nobody.
    pub(super) fn check_meta(&mut self, form: &Form) {
        let Some(map) = form.meta.as_deref() else {
            return;
        };
        let reader = match (&form.kind, head_of(form)) {
            (FormKind::AnonFn(_), _) | (_, Some("fn" | "λ" | "lambda")) => Reader::Function,
            (_, Some("call")) => Reader::Call,
            // Where it stands is an error already.
            (_, Some("def" | "defn" | "defn-")) => return,
            _ => Reader::Nothing,
        };
        self.stray(map, reader);
    }

    /// The same for what a value is bound to.
    pub(super) fn check_pattern_meta(&mut self, pattern: &Form) {
        if let Some(map) = pattern.meta.as_deref() {
            self.stray(map, Reader::Nothing);
        }
    }

    fn stray(&mut self, map: &Form, reader: Reader) {
        for (name, key, value) in entries(map) {
            let help = match (name, reader) {
                (_, Reader::Call) => continue,
                ("associative", Reader::Definition | Reader::Function) => continue,
                ("associative", _) => "it marks a function: `(defn ^:associative f [a b] …)`",
                ("rust/name", Reader::Definition) => continue,
                ("private", Reader::Definition) => {
                    if let Err(diagnostic) = truth(name, value) {
                        self.report(diagnostic);
                    }
                    continue;
                }
                ("private" | "rust/name", _) => {
                    "it stands before the name of a definition that other modules or Rust could see"
                }
                ("dynamic", _) => "a definition is constant: what changes is a parameter",
                _ if name.starts_with("rust/") => ONLY_NAME,
                _ if name.starts_with("runtime.") => "hints stand before a `(call …)`",
                _ if self.is_tag(key, value) => {
                    "a type stands behind what it is of: `[x :int]`, and behind the parameters: `[x] :int`"
                }
                _ => continue,
            };
            let message = match name {
                "tag" => "a type is no metadata".to_owned(),
                _ => format!("`:{name}` means nothing here"),
            };
            self.report(Diagnostic::error("form", message, key.span).with_help(help));
        }
    }

    /// Whether an entry is a type as Clojure hints at one: `^:int x`, `^String x`.
    fn is_tag(&self, key: &Form, value: &Form) -> bool {
        match &key.kind {
            FormKind::Keyword(name) if name.as_str() == "tag" => true,
            _ => self.is_type(key) && matches!(value.kind, FormKind::Bool(true)),
        }
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
        for (name, _, value) in entries(map) {
            let read = match name {
                "rust/name" => rust_name(value).map(|name| meta.rust_name = Some(name)),
                "associative" => truth(name, value).map(|is| meta.is_associative = is),
                _ => Ok(()),
            };
            if let Err(diagnostic) = read {
                self.report(diagnostic);
            }
        }
    }
}

/// The entries of a map of metadata whose keys are keywords: name, key and value.
fn entries(map: &Form) -> impl Iterator<Item = (&str, &Form, &Form)> {
    let items: &[Form] = match &map.kind {
        FormKind::Map(items) => items,
        _ => &[],
    };
    items.chunks_exact(2).filter_map(|pair| match pair {
        [key, value] => match &key.kind {
            FormKind::Keyword(name) => Some((name.as_str(), key, value)),
            _ => None,
        },
        _ => None,
    })
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

fn truth(key: &str, value: &Form) -> Resolved<bool> {
    match value.kind {
        FormKind::Bool(is) => Ok(is),
        _ => {
            let message = format!("`:{key}` is true or false");
            Err(Diagnostic::error("form", message, value.span)
                .with_help(format!("write `^:{key}` before the name")))
        }
    }
}
