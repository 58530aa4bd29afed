//! Binding patterns: destructuring becomes plain bindings of elements, rests and look-ups.

use rtfs_rt::reader::{Form, FormKind, Span};

use super::macros::{BLOCK, LIBRARY};
use super::scope::Meaning;
use super::special::is_special;
use super::{Resolved, Resolver};
use crate::ast::*;
use crate::diagnostic::Diagnostic;

/// Bindings in order; each sees those before it.
pub(super) type Bindings = Vec<(LocalId, Expr)>;

impl Resolver<'_> {
    /// Binds a pattern to the value of an expression.
    pub(super) fn bind(&mut self, pattern: &Form, value: Expr, out: &mut Bindings) {
        let local = self.pattern_local(pattern);
        out.push((local, value));
        self.unpack(pattern, local, out);
    }

    /// The local that holds the value which a pattern takes apart; a plain name is that local itself.
    pub(super) fn pattern_local(&mut self, pattern: &Form) -> LocalId {
        self.check_pattern_meta(pattern);
        match &pattern.kind {
            FormKind::Symbol(name) if name.as_str() != "_" => {
                self.check_bound(name, pattern.span);
                self.new_local(name, pattern.span, false)
            }
            _ => self.new_local("value", pattern.span, true),
        }
    }

    /// Reports a name that nothing binds.
    pub(super) fn check_bound(&mut self, name: &str, span: Span) {
        let (why, help) = match name {
            _ if name.contains('/') => ("is qualified", bindable(name)),
            _ if is_special(name) => ("is a special form", "choose another name".to_owned()),
            _ => return,
        };
        let message = format!("`{name}` {why} and cannot be bound");
        self.report(Self::error(span, message).with_help(help));
    }

    /// Brings the names of a pattern into scope; the value is in `local` already.
    pub(super) fn unpack(&mut self, pattern: &Form, local: LocalId, out: &mut Bindings) {
        match &pattern.kind {
            FormKind::Symbol(name) if name.as_str() == "_" => {}
            FormKind::Symbol(name) => self.scopes.bind(name, Meaning::Local(local)),
            FormKind::Vector(items) => self.unpack_vector(items, local, out),
            FormKind::Map(items) => self.unpack_map(items, local, out),
            _ => self.report(
                Self::error(pattern.span, "this is not a pattern")
                    .with_help("a pattern is a name, `_`, `[a b & more]` or `{:keys [a b]}`"),
            ),
        }
    }

    /// The same for what takes the rest of the arguments or elements: a map pattern takes them as keys
    /// and values in turn.
    pub(super) fn unpack_rest(&mut self, pattern: &Form, local: LocalId, out: &mut Bindings) {
        if !matches!(pattern.kind, FormKind::Map(_)) {
            return self.unpack(pattern, local, out);
        }
        let span = pattern.span;
        let library = |name| Expr {
            kind: ExprKind::Library(name),
            span,
        };
        let value = self.part(local, span, |rest| {
            ExprKind::Call(Box::new(library("apply")), vec![library("hash-map"), *rest])
        });
        self.bind(pattern, value, out);
    }

    fn unpack_vector(&mut self, items: &[Form], local: LocalId, out: &mut Bindings) {
        let mut index = 0;
        let mut has_rest = false;
        let mut rest = items.iter();
        while let Some(item) = rest.next() {
            let is_alias = matches!(&item.kind, FormKind::Keyword(k) if k.as_str() == "as");
            if has_rest && !is_alias {
                self.report(
                    Self::error(item.span, "only `:as` can follow the name for the rest")
                        .with_help("write `[a b & more :as all]`"),
                );
                return;
            }
            match &item.kind {
                FormKind::Symbol(s) if s.as_str() == "&" => match rest.next() {
                    Some(more) => {
                        let value = self.part(local, item.span, |e| ExprKind::Rest(e, index));
                        let whole = self.pattern_local(more);
                        out.push((whole, value));
                        self.unpack_rest(more, whole, out);
                        has_rest = true;
                    }
                    None => self.report(
                        Self::error(item.span, "a name for the rest is expected after `&`")
                            .with_help("write `[a b & more]`"),
                    ),
                },
                FormKind::Keyword(k) if k.as_str() == "as" => match rest.next() {
                    Some(name) if is_name(name) => self.alias(name, local),
                    _ => self.report(
                        Self::error(item.span, "a name is expected after `:as`")
                            .with_help("write `[a b :as all]`"),
                    ),
                },
                _ => {
                    let position = index;
                    let value = self.part(local, item.span, |e| ExprKind::Element(e, position));
                    self.bind(item, value, out);
                    index += 1;
                }
            }
        }
    }

    fn unpack_map(&mut self, items: &[Form], local: LocalId, out: &mut Bindings) {
        let mut defaults: &[Form] = &[];
        for pair in items.chunks_exact(2) {
            if is_keyword(&pair[0], "or") {
                match &pair[1].kind {
                    FormKind::Map(pairs) => defaults = pairs,
                    _ => self.report(
                        Self::error(pair[1].span, "`:or` takes a map from names to defaults")
                            .with_help("write `{:keys [a b] :or {a 1}}`"),
                    ),
                }
            }
        }
        self.check_defaults(items, defaults);
        for pair in items.chunks_exact(2) {
            let (key, target) = (&pair[0], &pair[1]);
            match &key.kind {
                FormKind::Keyword(k) if k.as_str() == "or" => {}
                FormKind::Keyword(k) if k.as_str() == "as" => {
                    if is_name(target) {
                        self.alias(target, local);
                    } else {
                        self.report(
                            Self::error(target.span, "a name is expected after `:as`")
                                .with_help("write `{:keys [a b] :as all}`"),
                        );
                    }
                }
                FormKind::Keyword(k) if k.as_str() == "keys" || k.as_str() == "strs" => {
                    let as_keyword = k.as_str() == "keys";
                    self.unpack_names(target, as_keyword, defaults, local, out);
                }
                FormKind::Keyword(_) | FormKind::Str(_) => {
                    self.unpack_key(key, target, defaults, local, out)
                }
                _ => self.unpack_key(target, key, defaults, local, out),
            }
        }
    }

    /// Every default is of a name that the pattern binds.
    fn check_defaults(&mut self, items: &[Form], defaults: &[Form]) {
        for pair in defaults.chunks_exact(2) {
            let name = &pair[0];
            let is_bound = items
                .chunks_exact(2)
                .any(|part| match (&part[0].kind, &part[1].kind) {
                    (FormKind::Keyword(k), FormKind::Vector(names))
                        if matches!(k.as_str(), "keys" | "strs") =>
                    {
                        names.iter().any(|n| plain_name(n) == plain_name(name))
                    }
                    _ => part.iter().any(|n| is_name(n) && n.same(name)),
                });
            if is_name(name) && is_bound {
                continue;
            }
            let text = self.text(name.span);
            let diagnostic = match is_name(name) {
                true => Self::error(name.span, format!("the pattern does not bind `{text}`"))
                    .with_help("`:or` has defaults for names that the pattern binds"),
                false => Self::error(name.span, "`:or` takes a map from names to defaults")
                    .with_help("write `{:keys [a b] :or {a 1}}`: the name, not the key"),
            };
            self.report(diagnostic);
        }
    }

    /// `:keys [a b]`, `:strs [a b]`.
    fn unpack_names(
        &mut self,
        names: &Form,
        as_keyword: bool,
        defaults: &[Form],
        local: LocalId,
        out: &mut Bindings,
    ) {
        let FormKind::Vector(names) = &names.kind else {
            let what = if as_keyword { ":keys" } else { ":strs" };
            self.report(
                Self::error(names.span, format!("`{what}` takes a vector of names"))
                    .with_help(format!("write `{{{what} [a b]}}`")),
            );
            return;
        };
        for name in names {
            let text = match &name.kind {
                FormKind::Symbol(s) | FormKind::Keyword(s) => s.clone(),
                _ => {
                    self.report(Self::error(name.span, "a name is expected here").with_help(
                        "write `{:keys [a b]}`; `{a :key}` binds the value at another key",
                    ));
                    continue;
                }
            };
            if text.starts_with(LIBRARY) || text.starts_with(BLOCK) {
                let message = format!("`{text}` is qualified and cannot be bound");
                self.report(Self::error(name.span, message).with_help(bindable(&text)));
                continue;
            }
            let key = if as_keyword {
                FormKind::Keyword(text.clone())
            } else {
                FormKind::Str(text.clone())
            };
            let key = Form::new(key, name.span);
            let plain = text.rsplit('/').next().unwrap_or(&text);
            let target = Form::new(FormKind::Symbol(plain.into()), name.span);
            self.unpack_key(&key, &target, defaults, local, out);
        }
    }

    fn unpack_key(
        &mut self,
        key: &Form,
        target: &Form,
        defaults: &[Form],
        local: LocalId,
        out: &mut Bindings,
    ) {
        let default = match &target.kind {
            FormKind::Symbol(name) => defaults
                .chunks_exact(2)
                .find(|pair| matches!(&pair[0].kind, FormKind::Symbol(n) if n == name))
                .map(|pair| Box::new(self.inner(&pair[1]))),
            _ => None,
        };
        let key = Box::new(self.inner(key));
        let value = self.part(local, target.span, |e| ExprKind::Lookup(e, key, default));
        self.bind(target, value, out);
    }

    fn part(
        &mut self,
        local: LocalId,
        span: Span,
        make: impl FnOnce(Box<Expr>) -> ExprKind,
    ) -> Expr {
        self.capture_local(local);
        let whole = Expr {
            kind: ExprKind::Local(local),
            span,
        };
        Expr {
            kind: make(Box::new(whole)),
            span,
        }
    }

    fn alias(&mut self, name: &Form, local: LocalId) {
        if let FormKind::Symbol(name) = &name.kind {
            self.program.locals[local.index()].is_scratch = false;
            self.scopes.bind(name, Meaning::Local(local));
        }
    }

    /// `[pattern type? value …]` of `let`, `loop` and the like, as triples of form slices.
    pub(super) fn binding_pairs<'f>(
        &mut self,
        form: &'f Form,
        usage: &str,
    ) -> Resolved<Vec<(&'f Form, &'f [Form], &'f Form)>> {
        let FormKind::Vector(items) = &form.kind else {
            return Err(Self::error(form.span, "bindings are written in a vector")
                .with_help(format!("write `{usage}`")));
        };
        // From the end: whether the forms from here on divide into bindings, with a type or without.
        let n = items.len();
        let mut fits = vec![false; n + 1];
        fits[n] = true;
        let mut typed = vec![0; n + 1];
        for i in (0..n).rev() {
            let length = items.get(i + 1..).map_or(0, |rest| self.type_length(rest));
            if length > 0 && i + 2 + length <= n && fits[i + 2 + length] {
                fits[i] = true;
                typed[i] = length;
            } else {
                fits[i] = i + 2 <= n && fits[i + 2];
            }
        }
        if !fits[0] {
            if let Some(diagnostic) = self.misspelt_type(items) {
                return Err(diagnostic);
            }
            let last = items.last().map_or(form.span, |f| f.span);
            return Err(
                Self::error(last, "every name needs a value: this binding has none")
                    .with_help(format!("write `{usage}`")),
            );
        }
        let mut out = Vec::new();
        let mut i = 0;
        while i < n {
            let value = i + 1 + typed[i];
            out.push((&items[i], &items[i + 1..value], &items[value]));
            i = value + 1;
        }
        Ok(out)
    }
}

impl Resolver<'_> {
    /// Bindings that do not divide into pairs because a type among them is none.
    fn misspelt_type(&self, items: &[Form]) -> Option<Diagnostic> {
        let mut i = 0;
        while let [_, second, ..] = items.get(i..)? {
            let length = self.type_length(&items[i + 1..]);
            if length == 0
                && matches!(second.kind, FormKind::Keyword(_))
                && let Err(diagnostic) = self.schema(second)
            {
                return Some(diagnostic);
            }
            i += 2 + length;
        }
        None
    }
}

/// What to bind instead of a qualified name; those of templates are made by quasiquote.
fn bindable(name: &str) -> String {
    let plain = name.strip_prefix(LIBRARY).or(name.strip_prefix(BLOCK));
    match plain {
        Some(plain) => format!(
            "in a template, `{plain}` means what is defined: write `{plain}#` for a new name, or `~'{plain}` for this very name"
        ),
        None => "a local name is plain, like `name`".into(),
    }
}

/// A parameter vector in its parts: pattern and type of each, and of the rest.
pub(super) type ParamForms<'f> = (Vec<(&'f Form, &'f [Form])>, Option<(&'f Form, &'f [Form])>);

impl Resolver<'_> {
    /// Takes `[a :int [b c] & more]` apart.
    pub(super) fn param_forms<'f>(&self, form: &'f Form) -> Resolved<ParamForms<'f>> {
        let FormKind::Vector(items) = &form.kind else {
            return Err(Self::error(form.span, "parameters are written in a vector")
                .with_help("write `[x y]`"));
        };
        let mut params = Vec::new();
        let mut rest = None;
        let mut i = 0;
        while i < items.len() {
            let is_rest = matches!(&items[i].kind, FormKind::Symbol(s) if s.as_str() == "&");
            if is_rest {
                i += 1;
            }
            let Some(pattern) = items.get(i) else {
                return Err(Self::error(
                    items[i - 1].span,
                    "a name for the rest is expected after `&`",
                )
                .with_help("write `[a b & more]`"));
            };
            if self.is_type(pattern) && !matches!(pattern.kind, FormKind::Symbol(_)) {
                return Err(Self::error(
                    pattern.span,
                    "a type stands after the name that it is of",
                )
                .with_help("write `[x :int]`"));
            }
            if i > 0 && is_like_a_type(pattern) {
                self.schema(pattern)?;
            }
            let length = self.type_length(&items[i + 1..]);
            let part = (pattern, &items[i + 1..i + 1 + length]);
            i += 1 + length;
            if is_rest {
                rest = Some(part);
                if let Some(extra) = items.get(i) {
                    return Err(
                        Self::error(extra.span, "nothing can follow the rest parameter")
                            .with_help("put it before the `&`"),
                    );
                }
            } else {
                params.push(part);
            }
        }
        Ok((params, rest))
    }
}

/// Whether a form that is no type can hardly be anything but one written wrongly.
fn is_like_a_type(form: &Form) -> bool {
    match &form.kind {
        FormKind::Keyword(_) => true,
        FormKind::Vector(items) => {
            matches!(items.first().map(|f| &f.kind), Some(FormKind::Keyword(k)) if k.as_str() != "as")
        }
        _ => false,
    }
}

/// The name that `:keys` binds for a form: `a` of `a`, `:a` and `n/a`.
fn plain_name(form: &Form) -> Option<&str> {
    match &form.kind {
        FormKind::Symbol(s) | FormKind::Keyword(s) => s.rsplit('/').next(),
        _ => None,
    }
}

pub(super) fn is_name(form: &Form) -> bool {
    matches!(&form.kind, FormKind::Symbol(_))
}

pub(super) fn is_keyword(form: &Form, name: &str) -> bool {
    matches!(&form.kind, FormKind::Keyword(k) if k.as_str() == name)
}
