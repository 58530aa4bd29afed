//! The types of capabilities (language.md §11).
//!
//! ```text
//! (defcapability :fs/read "Reads a file." [:string] :string)
//! (defcapability :log/info [:string & :any] :nil)
//! ```
//!
//! Before: the forms, all types known. After: `Program::signatures`. A capability has one declaration in the whole
//! program, whichever module it stands in, since a program has one host. Declaring a capability does not call it: it
//! asks for no grant and adds nothing to what the program is said to call. A call by a constant id casts its arguments
//! to the declared types here, and its result in `infer/host.rs`, so that what is wrong is found as with any other annotation.

use rtfs_rt::reader::{Form, FormKind, Span};

use super::host::{check_id, literal_id};
use super::{Resolved, Resolver, arity_words, given_words};
use crate::ast::*;
use crate::diagnostic::Diagnostic;

const USAGE: &str = "write `(defcapability :fs/read [:string] :string)`: the id, the types of the arguments, and that of the result";

/// The types of the arguments of one capability: fixed ones, and that of each further one.
type Params = (Vec<Annotation>, Option<Annotation>);

impl Resolver<'_> {
    /// `(defcapability id "doc"? [type… & type] type)`.
    pub(super) fn define_capability(&mut self, form: &Form) -> Resolved<()> {
        let usage = |span| Self::error(span, "`defcapability` is not complete").with_help(USAGE);
        let FormKind::List(items) = &form.kind else {
            return Err(usage(form.span));
        };
        let (id, params, result) = match &items[1..] {
            [id, params, result] => (id, params, result),
            [id, doc, params, result] if matches!(doc.kind, FormKind::Str(_)) => {
                (id, params, result)
            }
            [_, _, _, extra, ..] => {
                let message = "`defcapability` takes an id, types and one result";
                return Err(Self::error(extra.span, message).with_help(USAGE));
            }
            _ => return Err(usage(form.span)),
        };
        let Some(text) = literal_id(id) else {
            return Err(
                Self::error(id.span, "a capability is declared by a constant id").with_help(USAGE),
            );
        };
        check_id(&text, id.span)?;
        if let Some(first) = self.program.signatures.get(&text) {
            let message = format!("the capability `{text}` is declared twice");
            return Err(Diagnostic::error("name", message, id.span)
                .with_label(first.span, "declared here first")
                .with_help("a program has one host, and so one declaration of a capability: remove one of the two"));
        }
        let (params, rest) = self.capability_params(params)?;
        let result = self.declared(result)?;
        let signature = Signature {
            params,
            rest,
            result,
            span: id.span,
        };
        self.program.signatures.insert(text, signature);
        Ok(())
    }

    /// `[type… & type]`.
    fn capability_params(&self, form: &Form) -> Resolved<Params> {
        let FormKind::Vector(items) = &form.kind else {
            let message = "the types of the arguments are written in a vector";
            return Err(Self::error(form.span, message).with_help(USAGE));
        };
        let is_rest = |f: &Form| matches!(&f.kind, FormKind::Symbol(s) if s.as_str() == "&");
        let (fixed, rest) = match items.iter().position(is_rest) {
            None => (&items[..], None),
            Some(at) => match &items[at + 1..] {
                [rest] => (&items[..at], Some(self.declared(rest)?)),
                _ => {
                    let message = "`&` is followed by the type of every further argument";
                    return Err(
                        Self::error(items[at].span, message).with_help("write `[:string & :any]`")
                    );
                }
            },
        };
        let fixed = fixed.iter().map(|f| self.declared(f));
        Ok((fixed.collect::<Resolved<_>>()?, rest))
    }

    /// The arguments of a call, each in the type that is declared for it.
    pub(super) fn fitting(&self, id: &str, args: Vec<Expr>, span: Span) -> Resolved<Vec<Expr>> {
        let Some(signature) = self.program.signatures.get(id) else {
            return Ok(args);
        };
        let (takes, given) = (signature.params.len(), args.len());
        if given < takes || (given > takes && signature.rest.is_none()) {
            let exactly = signature.rest.is_none().then_some(takes);
            let message = format!(
                "`{id}` takes {}, but is called with {}",
                arity_words(takes, exactly),
                given_words(given)
            );
            return Err(Diagnostic::error("arity", message, span)
                .with_label(signature.span, "declared here")
                .with_help("give it what is declared, or change the declaration"));
        }
        let declared = signature.params.iter().chain(signature.rest.iter().cycle());
        let cast = |(index, (arg, declared)): (usize, (Expr, &Annotation))| {
            let name = format!("argument {} of `{id}`", index + 1);
            self.cast(arg, Some(declared.clone()), &name)
        };
        Ok(args
            .into_iter()
            .zip(declared)
            .enumerate()
            .map(cast)
            .collect())
    }
}
