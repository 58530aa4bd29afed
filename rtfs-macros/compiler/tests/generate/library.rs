//! The functions of the library as the generator sees them: calls with holes, made of the examples of the table.
//!
//! So whatever is added to the table is generated, in all its names, without a word here.

use std::sync::LazyLock;

use rtfs_rt::library::table;
use rtfs_rt::reader::{Form, FormKind, Options, read_all};

use super::Kind;

/// A call with a hole for each argument.
pub(crate) struct Call {
    pub(crate) name: &'static str,
    pub(crate) holes: Vec<Hole>,
    pub(crate) gives: Kind,
}

/// An argument of an example: what stood there, and of what kind it was.
pub(crate) struct Hole {
    pub(crate) text: String,
    pub(crate) kind: Kind,
}

/// Every call that an example shows, by every name of its function.
pub(crate) static CALLS: LazyLock<Vec<Call>> = LazyLock::new(|| {
    let mut calls = Vec::new();
    for entry in table() {
        for (call, gives) in entry.examples {
            let forms = read(call);
            let [form] = &forms[..] else { continue };
            let FormKind::List(parts) = &form.kind else {
                continue;
            };
            let Some((head, args)) = parts.split_first() else {
                continue;
            };
            if !matches!(&head.kind, FormKind::Symbol(name) if entry.names.contains(&name.as_str()))
            {
                continue;
            }
            for name in entry.names {
                calls.push(Call {
                    name,
                    holes: args.iter().map(|arg| hole(call, arg)).collect(),
                    gives: read(gives).first().map_or(Kind::Any, kind_of),
                });
            }
        }
    }
    calls
});

fn read(text: &str) -> Vec<Form> {
    read_all(text, &Options::default()).0
}

fn hole(text: &str, form: &Form) -> Hole {
    Hole {
        text: text[form.span.range()].to_owned(),
        kind: kind_of(form),
    }
}

fn kind_of(form: &Form) -> Kind {
    match &form.kind {
        FormKind::Nil => Kind::Nil,
        FormKind::Bool(_) => Kind::Bool,
        FormKind::Int(_) => Kind::Int,
        FormKind::Float(_) => Kind::Float,
        FormKind::Str(_) => Kind::Str,
        FormKind::Keyword(_) => Kind::Keyword,
        FormKind::Vector(_) => Kind::Vector,
        FormKind::Map(_) => Kind::Map,
        FormKind::Set(_) => Kind::Set,
        FormKind::AnonFn(_) => Kind::Fn(1),
        FormKind::List(parts) => match parts.first().map(|head| &head.kind) {
            Some(FormKind::Symbol(name)) if name == "quote" => Kind::List,
            Some(FormKind::Symbol(name)) if name == "fn" => match parts.get(1).map(|p| &p.kind) {
                Some(FormKind::Vector(params)) => Kind::Fn(params.len()),
                _ => Kind::Any,
            },
            Some(FormKind::Symbol(name)) if name == "range" => Kind::Vector,
            _ => Kind::Any,
        },
        FormKind::Symbol(name) if rtfs_rt::library::lookup(name).is_some() => Kind::Fn(1),
        _ => Kind::Any,
    }
}
