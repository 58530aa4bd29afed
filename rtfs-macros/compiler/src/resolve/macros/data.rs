//! Forms as values and values as forms: what a macro is given, and what it gives.
//!
//! A form is the value that `quote` makes of it: a symbol, a list, a vector. What no value can hold is
//! kept beside the values. A collection that a macro hands on unchanged is recognised by its identity in
//! memory, and is the user's own form again, with places and metadata; a symbol is recognised by its name.
//! Everything else that a macro makes has the place of the call.

use std::collections::HashMap;

use rtfs_rt::reader::{Form, FormKind, Options, Span, read_all};
use rtfs_rt::{Data, Keyword, List, Set, Str, Symbol, Value, Vector};

use crate::ast::Made;
use crate::expand;

/// What begins a symbol that stands for a literal without a value of its own; its text follows.
const LITERAL: char = '\u{3}';

/// How deep a form may nest that a macro gives.
pub(super) const MAX_DEPTH: usize = 4_000;

/// Why a value is no form.
pub(super) enum Misfit {
    /// A function or another value that no text stands for.
    Kind(String),
    /// A symbol that cannot be written.
    Symbol(String),
    /// It nests too deep.
    Depth,
}

/// The forms that a macro was given, by the values that they became.
#[derive(Default)]
pub(super) struct Given<'f> {
    /// By address; the values keep the addresses from being used again.
    collections: HashMap<usize, (Value, &'f Form)>,
    symbols: HashMap<String, (Span, Option<&'f Form>)>,
    /// How many forms there are.
    pub(super) count: u64,
}

impl<'f> Given<'f> {
    /// A form as a value. `fresh` makes names that no program can have.
    pub(super) fn value(&mut self, form: &'f Form, fresh: &mut dyn FnMut(&str) -> String) -> Value {
        self.count += 1;
        let value = match &form.kind {
            FormKind::List(items) => Value::List(List::from_vec(self.values(items, fresh))),
            FormKind::Vector(items) => Value::Vector(Vector::from_vec(self.values(items, fresh))),
            FormKind::Set(items) => Value::Set(Set::from_iter(self.values(items, fresh))),
            FormKind::Map(items) => {
                let items = self.values(items, fresh);
                let pairs = items.chunks_exact(2);
                Value::Map(pairs.map(|p| (p[0].clone(), p[1].clone())).collect())
            }
            FormKind::AnonFn(items) => match expand::anonymous(items, form.span, fresh) {
                Ok(function) => quoted(&function, fresh),
                // The mistake is found where the form is used.
                Err(_) => Value::Nil,
            },
            FormKind::Symbol(name) => {
                let place = self
                    .symbols
                    .entry(name.to_string())
                    .or_insert((form.span, None));
                if place.1.is_none() && form.meta.is_some() {
                    place.1 = form.meta.as_deref();
                }
                return Value::Symbol(Symbol::new(name));
            }
            leaf => return leaf_value(leaf),
        };
        if let Some(address) = address(&value) {
            self.collections.insert(address, (value.clone(), form));
        }
        value
    }

    fn values(&mut self, items: &'f [Form], fresh: &mut dyn FnMut(&str) -> String) -> Vec<Value> {
        items.iter().map(|f| self.value(f, fresh)).collect()
    }

    /// The place of a value among what was given.
    pub(super) fn place(&self, value: &Value) -> Option<Span> {
        match value {
            Value::Symbol(name) => self.symbols.get(name.as_str()).map(|(span, _)| *span),
            _ => self.find(value).map(|form| form.span),
        }
    }

    /// The form that a value was, if it came in unchanged.
    pub(super) fn find(&self, value: &Value) -> Option<&'f Form> {
        let (_, form) = self.collections.get(&address(value)?)?;
        Some(form)
    }
}

/// Where a collection's elements are in memory.
fn address(value: &Value) -> Option<usize> {
    match value {
        Value::List(items) => items.address(),
        Value::Vector(items) => items.address(),
        Value::Map(entries) => entries.address(),
        Value::Set(items) => items.address(),
        _ => None,
    }
}

/// A form as a value that nothing needs to recognise.
pub(super) fn quoted(form: &Form, fresh: &mut dyn FnMut(&str) -> String) -> Value {
    Given::default().value(form, fresh)
}

/// A literal, or a symbol that stands for one which values have no kind for.
fn leaf_value(leaf: &FormKind) -> Value {
    let text = match leaf {
        FormKind::Nil => return Value::Nil,
        FormKind::Bool(b) => return Value::Bool(*b),
        FormKind::Int(int) => return int.clone().into_value(),
        FormKind::Float(float) => return Value::Float(*float),
        FormKind::Str(text) => return Value::Str(text.clone()),
        FormKind::Keyword(name) => return Value::Keyword(Keyword::new(name)),
        FormKind::Colon => return Value::Symbol(Symbol::new(":")),
        FormKind::Regex(text) => format!("#\"{text}\""),
        FormKind::Inst(text) => format!("#inst \"{text}\""),
        FormKind::Uuid(text) => format!("#uuid \"{text}\""),
        FormKind::Resource(handle) => format!("resource://{handle}"),
        FormKind::Symbol(_)
        | FormKind::List(_)
        | FormKind::Vector(_)
        | FormKind::Map(_)
        | FormKind::Set(_)
        | FormKind::AnonFn(_) => String::new(),
    };
    Value::Symbol(Symbol::new(&format!("{LITERAL}{text}")))
}

/// The symbol's text that stands for a literal in a template.
pub(super) fn literal_symbol(leaf: &FormKind) -> Option<&'static str> {
    match leaf_value(leaf) {
        Value::Symbol(symbol) => Some(symbol.as_str()),
        _ => None,
    }
}

/// What values are turned back into forms with.
pub(super) struct Forms<'g, 'f> {
    pub(super) given: &'g Given<'f>,
    /// What templates said of values.
    pub(super) notes: &'g [(Value, Value)],
    /// The use of the macro.
    pub(super) call: Span,
    /// The spans of what macros made.
    pub(super) made: &'g mut Made,
    /// How many forms there are.
    pub(super) count: u64,
}

impl Forms<'_, '_> {
    /// A value as a form.
    pub(super) fn form(&mut self, value: &Value, depth: usize) -> Result<Form, Misfit> {
        self.count += 1;
        if depth > MAX_DEPTH {
            return Err(Misfit::Depth);
        }
        if let Some(form) = self.given.find(value) {
            return Ok(form.clone());
        }
        let mut place = None;
        let mut meta = self.noted(value, depth)?;
        let kind = match value {
            Value::Nil => FormKind::Nil,
            Value::Bool(b) => FormKind::Bool(*b),
            Value::Int(int) => FormKind::Int((*int).into()),
            Value::Big(_) => FormKind::Int(value.as_int().unwrap_or_default()),
            Value::Float(float) => FormKind::Float(*float),
            Value::Str(text) => FormKind::Str(text.clone()),
            Value::Keyword(name) => FormKind::Keyword(Str::from(name.as_str())),
            Value::Symbol(name) => {
                if let Some((given, noted)) = self.given.symbols.get(name.as_str()) {
                    place = Some(*given);
                    meta = meta.or_else(|| noted.map(|meta| Box::new(meta.clone())));
                }
                symbol(name.as_str())?
            }
            Value::List(items) => FormKind::List(self.forms(items.iter(), depth)?),
            Value::Vector(items) => FormKind::Vector(self.forms(items.iter(), depth)?),
            Value::Set(items) => FormKind::Set(self.forms(items.iter(), depth)?),
            Value::Map(entries) => {
                let flat = entries.iter().flat_map(|(k, v)| [k, v]);
                FormKind::Map(self.forms(flat, depth)?)
            }
            other => return Err(Misfit::Kind(other.kind().as_str().to_owned())),
        };
        let span = place.unwrap_or_else(|| self.made.span(self.call));
        let mut form = Form::new(kind, span);
        form.meta = meta;
        Ok(form)
    }

    fn forms<'v>(
        &mut self,
        items: impl Iterator<Item = &'v Value>,
        depth: usize,
    ) -> Result<Vec<Form>, Misfit> {
        items.map(|v| self.form(v, depth + 1)).collect()
    }

    /// The metadata that a template gave a value.
    fn noted(&mut self, value: &Value, depth: usize) -> Result<Option<Box<Form>>, Misfit> {
        let notes = self.notes;
        let same = |noted: &Value| match (noted, value) {
            (Value::Symbol(a), Value::Symbol(b)) => a == b,
            (a, b) => address(a).is_some() && address(a) == address(b),
        };
        match notes.iter().rev().find(|(noted, _)| same(noted)) {
            Some((_, meta)) => Ok(Some(Box::new(self.form(meta, depth + 1)?))),
            None => Ok(None),
        }
    }
}

/// What a symbol stands for: itself, a lone colon, a literal.
fn symbol(name: &str) -> Result<FormKind, Misfit> {
    if name == ":" {
        return Ok(FormKind::Colon);
    }
    if let Some(literal) = name.strip_prefix(LITERAL) {
        let (mut forms, errors) = read_all(literal, &Options::default());
        if let (1, true, Some(form)) = (forms.len(), errors.is_empty(), forms.pop()) {
            return Ok(form.into_parts().0);
        }
    }
    let delimits = |c: char| c.is_whitespace() || "()[]{}\";,@`~^\\".contains(c);
    if name.is_empty() || name.contains(delimits) {
        return Err(Misfit::Symbol(name.to_owned()));
    }
    Ok(match name {
        "nil" => FormKind::Nil,
        "true" => FormKind::Bool(true),
        "false" => FormKind::Bool(false),
        _ => FormKind::Symbol(Str::from(name)),
    })
}

/// How deep a form nests.
pub(super) fn depth(form: &Form) -> usize {
    let mut deepest = 0;
    let mut work = vec![(form, 1)];
    while let Some((form, depth)) = work.pop() {
        deepest = deepest.max(depth);
        work.extend(form.kind.children().iter().map(|f| (f, depth + 1)));
    }
    deepest
}

/// A form as a program shows it: made names read like names.
pub(super) fn readable(form: &Form) -> Form {
    let many = |items: &[Form]| items.iter().map(readable).collect();
    let kind = match &form.kind {
        FormKind::Symbol(name) => FormKind::Symbol(name.replace('\u{1}', "__").as_str().into()),
        FormKind::List(items) => FormKind::List(many(items)),
        FormKind::Vector(items) => FormKind::Vector(many(items)),
        FormKind::Map(items) => FormKind::Map(many(items)),
        FormKind::Set(items) => FormKind::Set(many(items)),
        FormKind::AnonFn(items) => FormKind::AnonFn(many(items)),
        leaf => leaf.clone(),
    };
    Form::new(kind, form.span)
}
