//! Annotations: the types that a program writes (language.md §4).

use std::rc::Rc;

use rtfs_rt::reader::{Form, FormKind};

use super::{Global, Resolved, Resolver};
use crate::ast::{Annotation, Signature};
use crate::diagnostic::Diagnostic;
use crate::names;
use crate::types::{MAX_FIELDS, Ty, Width, join};

/// Names of types without parts, under the names that RTFS and people coming from elsewhere use.
const NAMES: &[(&str, Ty)] = &[
    ("int", Ty::Int),
    ("integer", Ty::Int),
    ("float", Ty::Float),
    ("double", Ty::Float),
    ("f64", Ty::Float),
    ("number", Ty::Number),
    ("bool", Ty::Bool),
    ("boolean", Ty::Bool),
    ("string", Ty::Str),
    ("str", Ty::Str),
    ("keyword", Ty::Keyword),
    ("symbol", Ty::Symbol),
    ("nil", Ty::Nil),
    ("any", Ty::Any),
    ("fn", Ty::Func),
    ("function", Ty::Func),
];

const KNOWN_TYPES: &str = "types are `:int`, `:float`, `:number`, `:bool`, `:string`, `:keyword`, `:symbol`, `:nil`, \
     `:any`, `:i64` and the like, the name of a struct, and compound ones like `[:vector :int]`";

impl Resolver<'_> {
    /// Whether a form can only be a type where a type may stand.
    pub(super) fn is_type(&self, form: &Form) -> bool {
        match &form.kind {
            FormKind::Colon => true,
            FormKind::Keyword(name) => self.simple_type(name).is_some(),
            FormKind::Symbol(name) => {
                name.starts_with(char::is_uppercase) && self.simple_type(name).is_some()
            }
            FormKind::Vector(items) => match items.first().map(|f| &f.kind) {
                Some(FormKind::Keyword(head)) => is_type_head(head),
                _ => false,
            },
            _ => false,
        }
    }

    /// How many forms the type at the start of `forms` takes: a lone colon stands before it.
    pub(super) fn type_length(&self, forms: &[Form]) -> usize {
        match forms.first() {
            Some(form) if matches!(form.kind, FormKind::Colon) => 2.min(forms.len()),
            Some(form) if self.is_type(form) => 1,
            _ => 0,
        }
    }

    /// The annotation that `type_length` measured.
    pub(super) fn annotation(&self, forms: &[Form]) -> Resolved<Annotation> {
        let form = match forms {
            [colon, form, ..] if matches!(colon.kind, FormKind::Colon) => form,
            [form, ..] if !matches!(form.kind, FormKind::Colon) => form,
            _ => {
                let span = forms.first().map(|f| f.span).unwrap_or_default();
                return Err(Self::error(span, "a type is expected after `:`")
                    .with_help("write `[x :int]` or `[x : int]`"));
            }
        };
        let signature = self.signature(form)?;
        let ty = if signature.is_some() {
            Ty::Func
        } else {
            self.ty(form)?
        };
        Ok(Annotation {
            ty,
            signature,
            span: form.span,
        })
    }

    fn signature(&self, form: &Form) -> Resolved<Option<Signature>> {
        let FormKind::Vector(items) = &form.kind else {
            return Ok(None);
        };
        if !matches!(items.first().map(|f| &f.kind), Some(FormKind::Keyword(k)) if k.as_str() == "fn")
        {
            return Ok(None);
        }
        let usage = || {
            Self::error(form.span, "a function type is not complete")
                .with_help("write `[:fn [A B] R]`")
        };
        let [_, params, result] = &items[..] else {
            return Err(usage());
        };
        let FormKind::Vector(params) = &params.kind else {
            return Err(usage());
        };
        if params
            .iter()
            .any(|p| matches!(&p.kind, FormKind::Symbol(s) if s.as_str() == "&"))
        {
            // A function type with rest parameters promises nothing that a call could use.
            return Ok(None);
        }
        let params = params
            .iter()
            .map(|p| self.ty(p))
            .collect::<Resolved<Vec<Ty>>>()?;
        Ok(Some(Rc::new((params, self.ty(result)?))))
    }

    /// The type that a form writes.
    pub(super) fn ty(&self, form: &Form) -> Resolved<Ty> {
        match &form.kind {
            FormKind::Keyword(name) | FormKind::Symbol(name) => match self.simple_type(name) {
                Some(ty) => Ok(ty),
                None => {
                    let known = NAMES
                        .iter()
                        .map(|(n, _)| *n)
                        .chain(["vector", "list", "set", "map"]);
                    let mut diagnostic =
                        Diagnostic::error("type", format!("unknown type `{name}`"), form.span);
                    diagnostic = match names::closest(name, known).first() {
                        Some(close) => diagnostic.with_help(format!("did you mean `:{close}`?")),
                        None => diagnostic.with_help(KNOWN_TYPES),
                    };
                    Err(diagnostic)
                }
            },
            FormKind::Nil => Ok(Ty::Nil),
            FormKind::Vector(items) => self.compound(form, items),
            _ => Err(Self::error(form.span, "this is not a type")
                .with_help("a type is a keyword like `:int`, or a vector like `[:vector :int]`")),
        }
    }

    fn simple_type(&self, name: &str) -> Option<Ty> {
        if let Some(base) = name.strip_suffix('?') {
            return self.simple_type(base).map(Ty::option);
        }
        if let Some(Global::Struct(id)) = self.globals.get(name) {
            return Some(Ty::Struct(*id));
        }
        let lower = name.to_lowercase();
        if let Some((_, ty)) = NAMES.iter().find(|(n, _)| *n == lower) {
            return Some(ty.clone());
        }
        if let Some(width) = Width::of_name(name) {
            return Some(Ty::Fixed(width));
        }
        Some(match &*lower {
            "vector" => Ty::vector(Ty::Any),
            "list" => Ty::list(Ty::Any),
            "set" => Ty::set(Ty::Any),
            "map" => Ty::map(Ty::Any, Ty::Any),
            _ => return None,
        })
    }

    fn compound(&self, form: &Form, items: &[Form]) -> Resolved<Ty> {
        let Some(FormKind::Keyword(head)) = items.first().map(|f| &f.kind) else {
            return Err(Self::error(form.span, "this is not a type")
                .with_help("a compound type begins with a keyword, like `[:vector :int]`"));
        };
        let args = &items[1..];
        let one = |make: fn(Ty) -> Ty| match args {
            [] => Ok(make(Ty::Any)),
            [t] => self.ty(t).map(make),
            _ => Err(
                Self::error(form.span, format!("`[:{head} …]` takes one type")).with_help(format!(
                    "write `[:{head} :any]` for elements of several types"
                )),
            ),
        };
        match head.as_str() {
            "vector" => one(Ty::vector),
            "list" => one(Ty::list),
            "set" => one(Ty::set),
            "map-of" | "dict" => match args {
                [k, v] => Ok(Ty::map(self.ty(k)?, self.ty(v)?)),
                _ => Err(Self::error(
                    form.span,
                    format!("`[:{head} …]` takes a key type and a value type"),
                )
                .with_help(format!("write `[:{head} :keyword :int]`"))),
            },
            "tuple" => Ok(Ty::tuple(
                args.iter()
                    .map(|t| self.ty(t))
                    .collect::<Resolved<Vec<_>>>()?,
            )),
            "map" | "record" => self.record(form, args),
            "fn" => Ok(Ty::Func),
            "union" => {
                let parts = args
                    .iter()
                    .map(|t| self.ty(t))
                    .collect::<Resolved<Vec<_>>>()?;
                let joined = parts.iter().fold(Ty::Never, |a, b| join(&a, b));
                Ok(if joined.is_never() { Ty::Any } else { joined })
            }
            "and" | "enum" | "val" => Err(Self::unsupported(
                form.span,
                &format!("the type `[:{head} …]`"),
            )),
            _ => {
                let message = format!("unknown type `[:{head} …]`");
                let diagnostic = Diagnostic::error("type", message, items[0].span);
                Err(
                    match names::closest(head, TYPE_HEADS.iter().copied()).first() {
                        Some(close) => {
                            diagnostic.with_help(format!("did you mean `[:{close} …]`?"))
                        }
                        None => diagnostic.with_help(KNOWN_TYPES),
                    },
                )
            }
        }
    }

    fn record(&self, form: &Form, args: &[Form]) -> Resolved<Ty> {
        let mut fields: Vec<(Rc<str>, Ty)> = Vec::new();
        let mut add = |key: &Form, ty: Ty| match &key.kind {
            FormKind::Keyword(k) if fields.iter().any(|(n, _)| **n == **k) => Err(Self::error(
                key.span,
                format!("the key `:{k}` is named twice"),
            )
            .with_help("remove one of the two")),
            FormKind::Keyword(k) => {
                fields.push((k.as_str().into(), ty));
                Ok(())
            }
            _ => Err(
                Self::error(key.span, "a field of a record is named by a keyword")
                    .with_help("write `[:map [:key type] …]`"),
            ),
        };
        for arg in args {
            match &arg.kind {
                FormKind::Map(pairs) => {
                    for pair in pairs.chunks_exact(2) {
                        add(&pair[0], self.ty(&pair[1])?)?;
                    }
                }
                FormKind::Vector(field) => match &field[..] {
                    [key, ty] => add(key, self.ty(ty)?)?,
                    [key, ty, optional] if matches!(&optional.kind, FormKind::Symbol(s) if s.as_str() == "?") =>
                    {
                        add(key, Ty::option(self.ty(ty)?))?;
                    }
                    _ => {
                        return Err(Self::error(arg.span, "a field is not complete")
                            .with_help("write `[:key type]`"));
                    }
                },
                _ => {
                    return Err(Self::error(arg.span, "a field is expected")
                        .with_help("write `[:map [:key type] …]`"));
                }
            }
        }
        if fields.len() > MAX_FIELDS {
            return Err(Self::error(
                form.span,
                format!("a record has at most {MAX_FIELDS} fields"),
            ));
        }
        Ok(Ty::Record(fields.into()))
    }
}

/// What a compound type begins with.
const TYPE_HEADS: &[&str] = &[
    "vector", "list", "set", "map", "map-of", "dict", "record", "tuple", "fn", "union", "and",
    "enum", "val",
];

fn is_type_head(name: &str) -> bool {
    TYPE_HEADS.contains(&name)
}

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
