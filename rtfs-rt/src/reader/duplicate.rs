//! Literal keys that a map or a set has twice.
//!
//! Only what is surely equal when the program runs counts: two literals without parts. Symbols may
//! stand for anything, and a composite key is for the run-time to compare.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::error::ReadError;
use super::form::{Form, FormKind, Span};
use crate::{Int, Str};

/// A literal as `=` sees it.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Nil,
    Bool(bool),
    Int(&'a Int),
    Float(u64),
    Str(&'a Str),
    Keyword(&'a Str),
    Inst(&'a Str),
    Uuid(&'a Str),
    Resource(&'a Str),
}

/// Every literal of `forms` that equals one before it, as (first place, later form).
fn duplicates<'a>(forms: impl Iterator<Item = &'a Form>) -> impl Iterator<Item = (Span, &'a Form)> {
    let mut seen: HashMap<Key<'a>, Span> = HashMap::new();
    forms.filter_map(move |form| match seen.entry(key(form)?) {
        Entry::Occupied(first) => Some((*first.get(), form)),
        Entry::Vacant(place) => {
            place.insert(form.span);
            None
        }
    })
}

fn key(form: &Form) -> Option<Key<'_>> {
    Some(match &form.kind {
        FormKind::Nil => Key::Nil,
        FormKind::Bool(value) => Key::Bool(*value),
        FormKind::Int(value) => Key::Int(value),
        // NaN equals nothing, 0.0 and -0.0 are equal.
        FormKind::Float(value) if value.is_nan() => return None,
        FormKind::Float(value) => Key::Float((value + 0.0).to_bits()),
        FormKind::Str(value) => Key::Str(value),
        FormKind::Keyword(value) => Key::Keyword(value),
        FormKind::Inst(value) => Key::Inst(value),
        FormKind::Uuid(value) => Key::Uuid(value),
        FormKind::Resource(value) => Key::Resource(value),
        _ => return None,
    })
}

/// Reports every literal that is there twice in `owner`.
pub(super) fn report<'a>(
    keys: impl Iterator<Item = &'a Form>,
    owner: &str,
    errors: &mut Vec<ReadError>,
) {
    for (first, form) in duplicates(keys) {
        errors.push(
            ReadError::new(form.span, format!("{owner} has this literal twice"))
                .with_label(first, "the first one"),
        );
    }
}
