//! Resources: what is opened by a capability and closed by another (language.md §11).
//!
//! ```text
//! (with-resource [file (call :fs/open "p")] body…)
//!   ⇒ resource = (call :fs/open "p")
//!     (try (let [file resource] body…) (release (call :fs/close resource)))
//! ```
//!
//! Before: `with-resource`. After: a `try` for each binding, the first outermost, so that what is opened last is closed
//! first. What closes is known when the program is compiled: the capability `close` beside the one that opens, or
//! what `^{:close id}` before the name says. It is called like any other: it needs the grant, and the manifest names it.

use rtfs_rt::reader::{Form, FormKind, Span};

use super::host::literal_id;
use super::pattern::{Bindings, is_keyword};
use super::special::{head_of, wrap};
use super::{Resolved, Resolver};
use crate::ast::*;

const USAGE: &str = "(with-resource [name (call :ns/open argument…) …] body…)";

/// One binding: the pattern, its type, what opens.
type Binding<'f> = (&'f Form, &'f [Form], &'f Form);

impl Resolver<'_> {
    /// `(with-resource [pattern type? open …] body…)`.
    pub(super) fn with_resource(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        let Some((bindings, body)) = args.split_first() else {
            return Err(Self::error(span, "`with-resource` has no bindings")
                .with_help(format!("write `{USAGE}`")));
        };
        let pairs = self.binding_pairs(bindings, USAGE)?;
        if pairs.is_empty() {
            return Err(Self::error(bindings.span, "`with-resource` opens nothing")
                .with_help(format!("write `{USAGE}`")));
        }
        let mark = self.scopes.mark();
        let tail = self.tail.take();
        let depth = self.tries.len();
        let expr = self.resources(&pairs, body, span);
        self.tries.truncate(depth);
        self.tail = tail;
        self.scopes.reset(mark);
        expr
    }

    fn resources(&mut self, pairs: &[Binding<'_>], body: &[Form], span: Span) -> Resolved<Expr> {
        let Some(((pattern, ty, open), rest)) = pairs.split_first() else {
            return Ok(self.body(body, span));
        };
        let closer = self.closer(pattern, open);
        let value = self.inner(open);
        let resource = self.new_local("resource", pattern.span, true);
        let handle = || Expr {
            kind: ExprKind::Local(resource),
            span: pattern.span,
        };
        // What is wrong with the resource itself closes it as well.
        self.tries.push(("with-resource", self.loops.len()));
        let mut parts = Bindings::new();
        let held = self.annotated(handle(), ty, pattern);
        self.bind(pattern, held, &mut parts);
        let body = self.resources(rest, body, span)?;
        // A host that ends runs lets what closes pass.
        let hints = vec![("runtime.closes".to_owned(), Lit::Bool(true))];
        let close = self.call_capability(&closer?, vec![handle()], hints, open.span)?;
        let kind = ExprKind::Try {
            body: Box::new(wrap(parts, body)),
            catches: Vec::new(),
            finally: Some(Box::new(close)),
            gives_way: true,
        };
        Ok(wrap(vec![(resource, value)], Expr { kind, span }))
    }

    /// The capability that closes what a form opens.
    fn closer(&mut self, pattern: &Form, open: &Form) -> Resolved<String> {
        if let Some(named) = self.named_closer(pattern)? {
            return Ok(named);
        }
        let opener = match &open.kind {
            FormKind::List(items) if head_of(open) == Some("call") => items.get(1),
            _ => None,
        };
        let Some((id, opener)) = opener.and_then(|id| Some((id, literal_id(id)?))) else {
            let message = "nothing says how this resource is closed";
            return Err(Self::error(open.span, message).with_help(
                "open it here by a `call` of a constant id, which `close` beside that id closes, or name what closes it: `[^{:close :db/close} name …]`",
            ));
        };
        let closer = match opener.rsplit_once('.') {
            Some((namespace, _)) => format!("{namespace}.close"),
            None => "close".to_owned(),
        };
        match self.capability(&closer, id.span) {
            Ok(()) => Ok(closer),
            Err(diagnostic) => Err(diagnostic.with_help(format!(
                "`with-resource` closes by it what `{opener}` opens; `^{{:close id}}` before the name says otherwise"
            ))),
        }
    }

    /// What `^{:close id}` before a name says.
    fn named_closer(&mut self, pattern: &Form) -> Resolved<Option<String>> {
        let Some(FormKind::Map(pairs)) = pattern.meta.as_deref().map(|meta| &meta.kind) else {
            return Ok(None);
        };
        let mut pairs = pairs.chunks_exact(2);
        let Some([_, id]) = pairs.find(|pair| is_keyword(&pair[0], "close")) else {
            return Ok(None);
        };
        let Some(text) = literal_id(id) else {
            return Err(Self::error(id.span, "`:close` names a capability")
                .with_help("write `[^{:close :db/close} name …]`"));
        };
        self.capability(&text, id.span)?;
        Ok(Some(text))
    }
}
