//! `extern`: functions of Rust with their types.

use super::{Global, Resolved, Resolver};
use crate::diagnostic::Diagnostic;
use crate::names;
use rtfs_rt::reader::{Form, FormKind, Span};

impl Resolver<'_> {
    pub(super) fn extern_path(
        &self,
        form: &Form,
        items: &[Form],
    ) -> Resolved<(Vec<String>, String, Span)> {
        let usage = || {
            Self::error(form.span, "`extern` is not complete")
                .with_help("write `(extern crate::path/name [:int] :int)`")
        };
        let [_, path, ..] = items else {
            return Err(usage());
        };
        let FormKind::Symbol(text) = &path.kind else {
            return Err(usage());
        };
        let mut segments: Vec<&str> = Vec::new();
        for part in text.split('/') {
            segments.extend(
                part.split("::")
                    .flat_map(|p| p.split('.'))
                    .filter(|s| !s.is_empty()),
            );
        }
        let Some((last, modules)) = segments.split_last() else {
            return Err(usage());
        };
        let mut rust: Vec<String> = modules.iter().map(|m| names::rust_name(m)).collect();
        rust.push(names::rust_name(last));
        Ok((rust, last.to_string(), path.span))
    }

    pub(super) fn define_extern(&mut self, form: &Form) -> Resolved<()> {
        let FormKind::List(items) = &form.kind else {
            return Ok(());
        };
        let (_, name, _) = self.extern_path(form, items)?;
        let Some(Global::Extern(id)) = self.globals.get(name.as_str()).cloned() else {
            return Ok(());
        };
        // Until all of it is known to be right.
        self.program.externs[id as usize].is_broken = true;
        let usage = || {
            Self::error(form.span, "`extern` is not complete")
                .with_help("write `(extern crate::path/name [:int] :int)`")
        };
        let [_, _, params, result] = &items[..] else {
            return Err(usage());
        };
        let FormKind::Vector(params) = &params.kind else {
            return Err(usage());
        };
        let params = params
            .iter()
            .map(|p| self.declared(p))
            .collect::<Resolved<Vec<_>>>()?;
        let result = self.declared(result)?;
        let def = &mut self.program.externs[id as usize];
        def.params = params;
        def.result = result;
        def.is_broken = false;
        Ok(())
    }
}

/// The error of what a program without a way into Rust asks for.
pub(super) fn not_granted(span: Span, what: &str) -> Diagnostic {
    let message = format!("{what}, which this program may not");
    Diagnostic::error("capability", message, span).with_help(
        "it is compiled with `extern = false`: all that it may ask for are the capabilities that it was granted",
    )
}
