//! What an evaluation holds besides its frames: code, constants, places of errors, and the notes that
//! templates leave on what they make.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rtfs_rt::reader::Span;
use rtfs_rt::{Error, ErrorKind, Site, Value};

use super::code::{Code, Own};
use super::{Budget, Failure};
use crate::places::Places;
use crate::sources::Sources;

/// The texts that a program comes from, for the places of its errors.
pub struct Text {
    /// Each text with the offset of its first byte.
    parts: Vec<Part>,
    /// Places that errors have named. An error keeps its place for ever, so these are never freed; there is one
    /// for a form that failed.
    sites: Mutex<BTreeMap<Span, &'static Site>>,
    /// Names made so far.
    fresh: AtomicU64,
    /// What templates said of the values that they made.
    notes: Mutex<Vec<(Value, Value)>>,
    /// The template that was filled in last.
    template: Mutex<Option<Span>>,
}

/// One text of a program.
struct Part {
    start: u32,
    name: String,
    text: String,
    places: Places,
}

impl Text {
    /// The texts of a program.
    pub fn of(sources: &Sources<'_>) -> Text {
        let part = |(start, name, text, places): (u32, &str, &str, &Places)| Part {
            start,
            name: name.to_owned(),
            text: text.to_owned(),
            places: places.clone(),
        };
        Text {
            parts: sources.texts().map(part).collect(),
            sites: Mutex::default(),
            fresh: AtomicU64::new(0),
            notes: Mutex::default(),
            template: Mutex::default(),
        }
    }

    fn site(&self, span: Span) -> &'static Site {
        let mut sites = lock(&self.sites);
        if let Some(site) = sites.get(&span) {
            return site;
        }
        let (name, line, column) = self.locate(span);
        let known = sites.values().find(|site| site.file == name);
        let file = known.map_or_else(|| &*name.to_owned().leak(), |site| site.file);
        let site = Box::leak(Box::new(Site { file, line, column }));
        sites.insert(span, site);
        site
    }

    /// File, line and column of a place.
    fn locate(&self, span: Span) -> (&str, u32, u32) {
        let behind = self.parts.partition_point(|part| part.start <= span.start);
        let Some(part) = behind.checked_sub(1).and_then(|i| self.parts.get(i)) else {
            return ("", 0, 0);
        };
        let (line, column) = part.places.locate(&part.text, span.start - part.start);
        (&part.name, line, column)
    }

    /// The span of the place that an error names.
    fn span_of(&self, error: &Error) -> Span {
        let place = error.place();
        let sites = lock(&self.sites);
        let found = sites.iter().find(|(_, site)| Some(***site) == place);
        found.map_or_else(Span::default, |(span, _)| *span)
    }

    /// A name that no program can have.
    pub(crate) fn fresh(&self, base: &str) -> String {
        let number = self.fresh.fetch_add(1, Ordering::Relaxed);
        format!("{base}\u{1}g{number}")
    }

    fn note(&self, value: Value, meta: Value) {
        lock(&self.notes).push((value, meta));
    }

    /// What templates said of values since this was last asked.
    pub(crate) fn take_notes(&self) -> Vec<(Value, Value)> {
        std::mem::take(&mut *lock(&self.notes))
    }

    /// The template that was filled in last, since this was last asked.
    pub(crate) fn take_template(&self) -> Option<Span> {
        lock(&self.template).take()
    }
}

/// Code that is ready to run.
pub(super) struct Machine {
    pub(super) code: Code,
    pub(super) text: Arc<Text>,
    budget: Arc<Budget>,
    consts: Mutex<Vec<Option<Value>>>,
    depth: AtomicU64,
}

/// A lock whose holder cannot leave it half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The function that only macros can call by this name.
pub(super) fn own(name: &str) -> Option<Own> {
    match name {
        "gensym" => Some(Own::Gensym),
        "annotate\u{1}" => Some(Own::Annotate),
        "template\u{1}" => Some(Own::Template),
        _ => None,
    }
}

impl Machine {
    pub(super) fn new(code: Code, text: Arc<Text>, budget: Arc<Budget>) -> Machine {
        let consts = Mutex::new(vec![None; code.consts.len()]);
        Machine {
            code,
            text,
            budget,
            consts,
            depth: AtomicU64::new(0),
        }
    }

    pub(super) fn constant(&self, index: usize) -> Option<Value> {
        lock(&self.consts).get(index).cloned().flatten()
    }

    pub(super) fn keep_constant(&self, index: usize, value: &Value) {
        if let Some(place) = lock(&self.consts).get_mut(index) {
            *place = Some(value.clone());
        }
    }

    pub(super) fn forget_constants(&self) {
        let constants = std::mem::take(&mut *lock(&self.consts));
        drop(constants);
    }

    /// Takes steps from the budget.
    pub(super) fn tick(&self, steps: u64) -> Result<(), Error> {
        if self.budget.take(steps) {
            return Ok(());
        }
        Err(Error::constant(
            ErrorKind::LimitExceeded,
            "evaluation took more steps than it may",
        ))
    }

    /// Goes one call deeper.
    pub(super) fn enter(&self) -> Result<(), Error> {
        let depth = self.depth.load(Ordering::Relaxed);
        if depth >= self.budget.depth {
            return Err(Error::constant(
                ErrorKind::StackOverflow,
                "the recursion is deeper than it may be at compile time",
            ));
        }
        self.depth.store(depth + 1, Ordering::Relaxed);
        Ok(())
    }

    pub(super) fn leave(&self) {
        let depth = self.depth.load(Ordering::Relaxed);
        self.depth.store(depth.saturating_sub(1), Ordering::Relaxed);
    }

    /// An error at a place, unless it has one already.
    pub(super) fn at(&self, error: Error, span: Span) -> Error {
        if error.place().is_some() {
            return error;
        }
        error.at(self.text.site(span))
    }

    pub(super) fn failure(&self, error: Error) -> Failure {
        let span = self.text.span_of(&error);
        Failure { error, span }
    }

    /// File, line and column of a place.
    pub(super) fn locate(&self, span: Span) -> (&str, u32, u32) {
        self.text.locate(span)
    }

    /// Calls what only macros can call.
    pub(super) fn own(&self, own: Own, args: &[Value]) -> Result<Value, Error> {
        match (own, args) {
            (Own::Gensym, []) => Ok(self.symbol("G")),
            (Own::Gensym, [Value::Str(base)]) => Ok(self.symbol(base.as_str())),
            (Own::Gensym, [Value::Symbol(base)]) => Ok(self.symbol(base.name())),
            (Own::Gensym, [other]) => Err(Error::expected("a string as prefix", other)),
            (Own::Annotate, [value, meta]) => {
                self.text.note(value.clone(), meta.clone());
                Ok(value.clone())
            }
            (Own::Template, [value, Value::Int(start), Value::Int(end)]) => {
                let at = |offset: &i64| usize::try_from(*offset).unwrap_or(0);
                *lock(&self.text.template) = Some(Span::new(at(start), at(end)));
                Ok(value.clone())
            }
            _ => Err(Error::constant(
                ErrorKind::ArityError,
                "`gensym` takes no argument, or a prefix",
            )),
        }
    }

    fn symbol(&self, base: &str) -> Value {
        let base = base.split('\u{1}').next().unwrap_or_default();
        Value::Symbol(rtfs_rt::Symbol::new(&self.text.fresh(base)))
    }
}

/// How much memory a value takes besides what its elements take, in steps: about 16 bytes each.
pub(super) fn weight(value: &Value) -> u64 {
    let size = match value {
        Value::Vector(items) => items.len(),
        Value::List(items) => items.len(),
        Value::Map(entries) => entries.len(),
        Value::Set(items) => items.len(),
        Value::Str(text) => text.as_str().len() / 16,
        Value::Big(_) => return value.as_int().map_or(0, |int| int.bit_length() / 128),
        _ => 0,
    };
    size as u64
}
