//! Forms: the tree that the reader makes of a text.
//!
//! A form may be nested as deep as its text says, so nothing here recurses: `Drop` and `Clone` use a
//! work list, and so does [`Form::same`].

use crate::{Int, Str};

/// A range of bytes of the text that was read, both ends on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
}

/// One form with its place.
///
/// It has a destructor, so its fields cannot be moved out of it one by one:
/// [`Form::into_parts`] takes it apart.
#[derive(Debug)]
pub struct Form {
    /// What it is.
    pub kind: FormKind,
    /// Where it stands, without its metadata, with a reader character before it (`'x` is two characters).
    pub span: Span,
    /// What `^` put on it: always a [`FormKind::Map`], `^:k x` and `^T x` being short for
    /// `^{:k true} x` and `^{:tag T} x`.
    pub meta: Option<Box<Form>>,
}

/// What a form is.
#[derive(Clone, Debug)]
pub enum FormKind {
    /// `nil`
    Nil,
    /// `true`, `false`
    Bool(bool),
    /// `42`, of any size
    Int(Int),
    /// `4.2`, `1e3`, `##Inf`, `##-Inf`, `##NaN`
    Float(f64),
    /// `"…"`, escapes resolved
    Str(Str),
    /// `#"…"`, as written
    Regex(Str),
    /// `:a/b`, without the first colon
    Keyword(Str),
    /// `a/b`
    Symbol(Str),
    /// `(…)`, and `'x` as `(quote x)`: the head then has the span of the reader character
    List(Vec<Form>),
    /// `[…]`
    Vector(Vec<Form>),
    /// `{…}`: keys and values in turn, so an even number
    Map(Vec<Form>),
    /// `#{…}`
    Set(Vec<Form>),
    /// `#(…)`
    AnonFn(Vec<Form>),
    /// a colon that stands alone, as in `[x : int]`
    Colon,
    /// `#inst "…"` or the bare form: RFC 3339, checked, as written
    Inst(Str),
    /// `#uuid "…"` or the bare form, in lower case
    Uuid(Str),
    /// `resource://handle`: the handle
    Resource(Str),
}

impl Span {
    /// The range from `start` to before `end`. Offsets of a text that [`read_all`](super::read_all)
    /// takes fit; a greater one becomes the greatest.
    pub fn new(start: usize, end: usize) -> Span {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span {
            start: clamp(start),
            end: clamp(end),
        }
    }

    /// The range from the start of `self` to the end of `other`.
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start,
            end: other.end,
        }
    }

    /// The range in a text that begins at the offset `by`.
    pub fn shifted(self, by: u32) -> Span {
        Span {
            start: self.start.saturating_add(by),
            end: self.end.saturating_add(by),
        }
    }

    /// The range as an index of the text.
    pub fn range(self) -> core::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many bytes it covers.
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// Whether it covers nothing: a place between two characters.
    pub fn is_empty(self) -> bool {
        self.range().is_empty()
    }
}

impl Form {
    /// A form without metadata.
    pub fn new(kind: FormKind, span: Span) -> Form {
        Form {
            kind,
            span,
            meta: None,
        }
    }

    /// Takes the form apart: kind, place, metadata.
    pub fn into_parts(mut self) -> (FormKind, Span, Option<Box<Form>>) {
        let kind = core::mem::replace(&mut self.kind, FormKind::Nil);
        (kind, self.span, self.meta.take())
    }

    /// Moves the form to where its text begins at the offset `by`.
    pub fn shift(&mut self, by: u32) {
        let mut pending = vec![self];
        while let Some(form) = pending.pop() {
            form.span = form.span.shifted(by);
            pending.extend(form.meta.as_deref_mut());
            if let Some(children) = form.kind.children_mut() {
                pending.extend(children);
            }
        }
    }

    /// Whether both are the same form, metadata included, wherever they stand. Floats are compared
    /// by their bits: NaN is the same as itself, `0.0` and `-0.0` are two.
    pub fn same(&self, other: &Form) -> bool {
        let mut pairs = vec![(self, other)];
        while let Some((a, b)) = pairs.pop() {
            match (&a.meta, &b.meta) {
                (None, None) => {}
                (Some(a), Some(b)) => pairs.push((a, b)),
                _ => return false,
            }
            let (left, right) = (a.kind.children(), b.kind.children());
            if !a.kind.same_leaf(&b.kind) || left.len() != right.len() {
                return false;
            }
            pairs.extend(left.iter().zip(right));
        }
        true
    }
}

impl FormKind {
    /// The forms directly in it; none for a leaf.
    pub fn children(&self) -> &[Form] {
        match self {
            FormKind::List(items)
            | FormKind::Vector(items)
            | FormKind::Map(items)
            | FormKind::Set(items)
            | FormKind::AnonFn(items) => items,
            _ => &[],
        }
    }

    fn children_mut(&mut self) -> Option<&mut Vec<Form>> {
        match self {
            FormKind::List(items)
            | FormKind::Vector(items)
            | FormKind::Map(items)
            | FormKind::Set(items)
            | FormKind::AnonFn(items) => Some(items),
            _ => None,
        }
    }

    /// Whether both are the same kind with the same content, children left aside.
    fn same_leaf(&self, other: &FormKind) -> bool {
        use FormKind::*;
        match (self, other) {
            (Bool(a), Bool(b)) => a == b,
            (Int(a), Int(b)) => a == b,
            (Float(a), Float(b)) => a.to_bits() == b.to_bits(),
            (Str(a), Str(b))
            | (Regex(a), Regex(b))
            | (Keyword(a), Keyword(b))
            | (Symbol(a), Symbol(b))
            | (Inst(a), Inst(b))
            | (Uuid(a), Uuid(b))
            | (Resource(a), Resource(b)) => a == b,
            _ => core::mem::discriminant(self) == core::mem::discriminant(other),
        }
    }

    /// The same kind and content with these children; a leaf is cloned and has none.
    fn with_children(&self, children: Vec<Form>) -> FormKind {
        match self {
            FormKind::List(_) => FormKind::List(children),
            FormKind::Vector(_) => FormKind::Vector(children),
            FormKind::Map(_) => FormKind::Map(children),
            FormKind::Set(_) => FormKind::Set(children),
            FormKind::AnonFn(_) => FormKind::AnonFn(children),
            leaf => leaf.clone(),
        }
    }
}

impl Clone for Form {
    fn clone(&self) -> Form {
        struct Open<'a> {
            source: &'a Form,
            meta: Option<Box<Form>>,
            children: Vec<Form>,
        }
        let open = |source| Open {
            source,
            meta: None,
            children: Vec::new(),
        };
        let mut ancestors = Vec::new();
        let mut current = open(self);
        loop {
            let source = current.source;
            let next = match &source.meta {
                Some(meta) if current.meta.is_none() => Some(&**meta),
                _ => source.kind.children().get(current.children.len()),
            };
            if let Some(child) = next {
                ancestors.push(core::mem::replace(&mut current, open(child)));
                continue;
            }
            let done = Form {
                kind: source.kind.with_children(current.children),
                span: source.span,
                meta: current.meta,
            };
            let Some(mut parent) = ancestors.pop() else {
                return done;
            };
            if parent.source.meta.is_some() && parent.meta.is_none() {
                parent.meta = Some(Box::new(done));
            } else {
                parent.children.push(done);
            }
            current = parent;
        }
    }
}

impl Drop for Form {
    fn drop(&mut self) {
        let mut pending = Vec::new();
        let detach = |form: &mut Form, pending: &mut Vec<Form>| {
            pending.extend(form.meta.take().map(|meta| *meta));
            if let Some(children) = form.kind.children_mut() {
                pending.append(children);
            }
        };
        detach(self, &mut pending);
        while let Some(mut form) = pending.pop() {
            detach(&mut form, &mut pending);
        }
    }
}
