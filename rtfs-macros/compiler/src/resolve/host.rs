//! Calls of the host, and what a program may call (language.md §11).
//!
//! Before: `(call id arg…)` with metadata for hints, and `(capabilities [id…])` at the top. After: a call whose
//! constant id is in its one spelling (`fs.read`), and is among the grants if there are any; a
//! computed id is checked when the program runs.

use rtfs_rt::host::{canonical, covers};
use rtfs_rt::reader::{Form, FormKind, Span};

use super::special::head_of;
use super::{Resolved, Resolver};
use crate::ast::{Annotation, Expr, ExprKind, HostId, Lit};
use crate::diagnostic::Diagnostic;
use crate::names;

/// The capability that a literal names.
pub(super) fn literal_id(form: &Form) -> Option<String> {
    match &form.kind {
        FormKind::Keyword(id) => Some(canonical(id).into_owned()),
        FormKind::Str(id) => Some(canonical(id).into_owned()),
        _ => None,
    }
}

/// Whether a text can name a capability: names between dots.
fn is_id(id: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control())
    };
    id.split('.').all(is_part)
}

/// An error unless a text can name a capability.
pub(super) fn check_id(id: &str, span: Span) -> Resolved<()> {
    if is_id(id) {
        return Ok(());
    }
    let message = format!("`{}` is no id of a capability", id.escape_debug());
    Err(Diagnostic::error("form", message, span)
        .with_help("an id is names between dots or slashes: `:fs/read`, `\"fs.read\"`"))
}

fn call_of(
    id: HostId,
    args: Vec<Expr>,
    hints: Vec<(String, Lit)>,
    result: Option<Annotation>,
    span: Span,
) -> Expr {
    let kind = ExprKind::HostCall {
        id,
        args,
        hints,
        result,
    };
    Expr { kind, span }
}

impl Resolver<'_> {
    /// Reads what the program says that it calls, and bounds it by what the invocation grants.
    pub(super) fn grants(&mut self, forms: &[Form], granted: Option<&[String]>) {
        let granted: Option<Vec<String>> =
            granted.map(|ids| ids.iter().map(|id| canonical(id).into_owned()).collect());
        let mut stated: Option<Vec<String>> = None;
        for form in forms.iter().filter(|f| head_of(f) == Some("capabilities")) {
            match self.stated(form, granted.as_deref()) {
                Ok(ids) => stated.get_or_insert_default().extend(ids),
                Err(diagnostic) => self.report(diagnostic),
            }
        }
        self.program.grants = stated.or(granted);
    }

    /// The ids of `(capabilities [id…])`.
    fn stated(&mut self, form: &Form, granted: Option<&[String]>) -> Resolved<Vec<String>> {
        let usage = |span: Span| {
            Self::error(span, "`capabilities` takes a vector of ids")
                .with_help("write `(capabilities [:fs/read :log/info])`")
        };
        let FormKind::List(items) = &form.kind else {
            return Err(usage(form.span));
        };
        let [_, list] = &items[..] else {
            return Err(usage(form.span));
        };
        let FormKind::Vector(ids) = &list.kind else {
            return Err(usage(list.span));
        };
        let mut stated = Vec::new();
        for id in ids {
            let Some(text) = literal_id(id) else {
                return Err(usage(id.span));
            };
            let is_granted = granted.is_none_or(|grants| grants.iter().any(|g| covers(g, &text)));
            if !is_granted {
                self.report(not_granted(&text, granted.unwrap_or_default(), id.span));
            } else {
                stated.push(text);
            }
        }
        Ok(stated)
    }

    /// `(call id arg…)`; `form` carries the hints.
    pub(super) fn host_call(&mut self, form: &Form, args: &[Form]) -> Resolved<Expr> {
        let Some((id, args)) = args.split_first() else {
            return Err(
                Self::error(form.span, "`call` needs the id of a capability")
                    .with_help("write `(call :fs/read \"path\")`"),
            );
        };
        let Some(text) = literal_id(id) else {
            self.program.has_computed_capability = true;
            let host_id = HostId::Computed(Box::new(self.inner(id)));
            let hints = self.hints(form)?;
            let args = args.iter().map(|arg| self.inner(arg)).collect();
            return Ok(call_of(host_id, args, hints, None, form.span));
        };
        self.capability(&text, id.span)?;
        let hints = self.hints(form)?;
        let args = args.iter().map(|arg| self.inner(arg)).collect();
        self.call_capability(&text, args, hints, form.span)
    }

    /// Notes that the program calls a capability, which has to be one, and among the grants.
    pub(super) fn capability(&mut self, id: &str, span: Span) -> Resolved<()> {
        check_id(id, span)?;
        if let Err(diagnostic) = self.check_grant(id, span) {
            self.note_refused(span);
            return Err(diagnostic);
        }
        self.program.capabilities.insert(id.to_owned());
        Ok(())
    }

    /// The call of a constant id, with arguments and result in the types that are declared for it.
    pub(super) fn call_capability(
        &self,
        id: &str,
        args: Vec<Expr>,
        hints: Vec<(String, Lit)>,
        span: Span,
    ) -> Resolved<Expr> {
        let args = self.fitting(id, args, span)?;
        let signature = self.program.signatures.get(id);
        let result = signature.map(|signature| signature.result.clone());
        Ok(call_of(
            HostId::Static(id.into()),
            args,
            hints,
            result,
            span,
        ))
    }

    fn check_grant(&self, id: &str, span: Span) -> Resolved<()> {
        match &self.program.grants {
            Some(grants) if !grants.iter().any(|g| covers(g, id)) => {
                Err(not_granted(id, grants, span))
            }
            _ => Ok(()),
        }
    }

    /// The metadata of a call: constants under keywords.
    fn hints(&self, form: &Form) -> Resolved<Vec<(String, Lit)>> {
        let Some(FormKind::Map(pairs)) = form.meta.as_deref().map(|meta| &meta.kind) else {
            return Ok(Vec::new());
        };
        let hint = |pair: &[Form]| match (&pair[0].kind, &pair[1].kind) {
            (FormKind::Keyword(key), FormKind::Int(ms))
                if key.as_str() == "runtime.timeout" && ms.as_i64().is_some_and(|ms| ms >= 0) =>
            {
                Ok((key.to_string(), Lit::Int(ms.clone())))
            }
            (FormKind::Keyword(key), _) if key.as_str() == "runtime.timeout" => {
                let message = "`:runtime.timeout` is a number of milliseconds";
                Err(Diagnostic::error("form", message, pair[1].span)
                    .with_help("write `^{:runtime.timeout 500} (call …)`"))
            }
            (FormKind::Keyword(key), value) => {
                let value = match value {
                    FormKind::Bool(b) => Lit::Bool(*b),
                    FormKind::Int(i) if i.as_i64().is_some() => Lit::Int(i.clone()),
                    FormKind::Float(x) => Lit::Float(*x),
                    FormKind::Str(s) => Lit::Str(s.as_str().into()),
                    FormKind::Keyword(k) => Lit::Keyword(k.as_str().into()),
                    _ => return Err(wrong_hint(pair[1].span)),
                };
                Ok((key.to_string(), value))
            }
            _ => Err(wrong_hint(pair[0].span)),
        };
        pairs.chunks_exact(2).map(hint).collect()
    }
}

fn wrong_hint(span: Span) -> Diagnostic {
    Diagnostic::error("form", "a hint is a keyword with a constant", span)
        .with_help("write `^{:runtime.timeout 500} (call …)`")
}

fn not_granted(id: &str, grants: &[String], span: Span) -> Diagnostic {
    let message = format!("the program may not call `{id}`");
    let diagnostic = Diagnostic::error("capability", message, span);
    if grants.is_empty() {
        return diagnostic.with_help("it was granted no capability");
    }
    let close = names::closest(id, grants.iter().map(String::as_str));
    let diagnostic = match close.first() {
        Some(close) => diagnostic.with_help(format!("did you mean `{close}`, which it may?")),
        None => diagnostic.with_help(format!("it was granted `{}`", grants.join("`, `"))),
    };
    // It may look like an id that was granted.
    match id.chars().find(|c| !c.is_ascii()) {
        Some(c) => {
            let (c, code) = (c.escape_debug(), u32::from(c));
            diagnostic.with_help(format!("`{c}` in it is U+{code:04X}, which is no ASCII"))
        }
        None => diagnostic,
    }
}
