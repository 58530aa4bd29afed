//! Functions: their arities, parameters and bodies.

use super::pattern::Bindings;
use super::special::wrap;
use super::{Global, Resolved, Resolver, arity_words, fix_count, given_words, nil};
use crate::ast::*;
use crate::diagnostic::Diagnostic;
use crate::names;
use rtfs_rt::reader::{Form, FormKind, Span};
use std::rc::Rc;

impl Resolver<'_> {
    /// A function without its arities yet.
    pub(super) fn declare_fn(&mut self, name: &str, span: Span, is_top: bool) -> FnId {
        let id = FnId(self.program.fns.len() as u32);
        self.program.fns.push(FnDef {
            name: name.into(),
            module: self.module,
            span,
            doc: None,
            arities: Vec::new(),
            captures: Vec::new(),
            is_top,
            is_exported: false,
            is_associative: false,
            rust_name: names::rust_name(name),
        });
        id
    }

    pub(super) fn define_top_fn(&mut self, form: &Form, head: &str) -> Resolved<()> {
        let FormKind::List(items) = &form.kind else {
            return Ok(());
        };
        let Some(FormKind::Symbol(name)) = items.get(1).map(|f| &f.kind) else {
            return Ok(());
        };
        let Some(Global::Fn(id)) = self.globals.get(name.as_str()).cloned() else {
            return Ok(());
        };
        if self.program.fns[id.index()].span != items[1].span {
            // The second of two definitions of one name: reported already.
            return Ok(());
        }
        if head == "deftest" {
            let body = super::expand::vector(Vec::new(), items[1].span);
            let mut forms = vec![body];
            forms.extend(items[2..].iter().cloned());
            self.program.tests.push(id);
            return self.define_fn(id, &forms, form.span);
        }
        let meta = self.definition_meta(form);
        let def = &mut self.program.fns[id.index()];
        def.is_associative = meta.is_associative;
        if let Some(name) = meta.rust_name {
            def.rust_name = name;
        }
        if head == "defn" && !self.is_expression && self.is_visible(self.module, name) {
            self.program.fns[id.index()].is_exported = true;
            self.program.exports.push(Export::Fn(id));
        }
        self.define_fn(id, &items[2..], form.span)
    }

    /// The arities of a function: `"doc"? {meta}? [params] type? body…`, or several in lists.
    pub(super) fn define_fn(&mut self, id: FnId, forms: &[Form], span: Span) -> Resolved<()> {
        let usage = || {
            Self::error(span, "a function needs parameters")
                .with_help("write `[params] body…`, or `([params] body…) …` for several arities")
        };
        let mut forms = forms;
        if let [doc, _, ..] = forms
            && let FormKind::Str(doc) = &doc.kind
        {
            self.program.fns[id.index()].doc = Some(doc.to_string());
            forms = &forms[1..];
        }
        if let [meta, _, ..] = forms
            && let FormKind::Map(_) = &meta.kind
        {
            forms = &forms[1..];
        }
        let first = forms.first().ok_or_else(usage)?;
        match &first.kind {
            FormKind::Vector(_) => self.define_arity(id, first, &forms[1..], span)?,
            FormKind::List(_) => {
                for form in forms {
                    let FormKind::List(items) = &form.kind else {
                        return Err(Self::error(form.span, "an arity is expected here")
                            .with_help("write `([params] body…)`"));
                    };
                    let params = items.first().ok_or_else(usage)?;
                    self.define_arity(id, params, &items[1..], form.span)?;
                }
            }
            _ => return Err(usage()),
        }
        self.order_arities(id);
        Ok(())
    }

    fn define_arity(&mut self, id: FnId, params: &Form, body: &[Form], span: Span) -> Resolved<()> {
        let (fixed, rest) = self.param_forms(params)?;
        let mark = self.scopes.mark();
        self.scopes.enter_fn(id);
        let tail = self.tail.take();
        let mut parts = Bindings::new();
        let mut seen: Vec<&str> = Vec::new();
        for (pattern, _) in fixed.iter().chain(&rest) {
            if let FormKind::Symbol(name) = &pattern.kind
                && name.as_str() != "_"
            {
                if seen.contains(&name.as_str()) {
                    self.report(
                        Diagnostic::error(
                            "name",
                            format!("the parameter `{name}` stands twice"),
                            pattern.span,
                        )
                        .with_help("rename one of the two, or write `_` for one that is not used"),
                    );
                }
                seen.push(name.as_str());
            }
        }
        let mut bind = |this: &mut Self, (pattern, ty): &(&Form, &[Form]), is_rest: bool| {
            let annotation = if ty.is_empty() {
                None
            } else {
                this.report_err(this.annotation(ty))
            };
            let local = this.pattern_local(pattern);
            match is_rest {
                true => this.unpack_rest(pattern, local, &mut parts),
                false => this.unpack(pattern, local, &mut parts),
            }
            Param { local, annotation }
        };
        let params_out: Vec<Param> = fixed.iter().map(|p| bind(self, p, false)).collect();
        let rest_out = rest.as_ref().map(|p| bind(self, p, true));
        let length = match body {
            [_, _, ..] => self.type_length(body),
            _ => 0,
        };
        let result = if length > 0 && body.len() > length {
            self.report_err(self.annotation(&body[..length]))
        } else {
            None
        };
        let body = if result.is_some() {
            &body[length..]
        } else {
            body
        };
        let loop_id = self.new_loop();
        let takes = params_out.len() + usize::from(rest_out.is_some());
        let arity = Arity {
            params: params_out,
            rest: rest_out,
            body: Rc::new(nil(span)),
            result,
            loop_id,
            recurs: false,
            span: params.span,
        };
        let index = self.program.fns[id.index()].arities.len();
        self.program.fns[id.index()].arities.push(arity);
        self.loops.push((loop_id, takes, false));
        self.tail = Some(loop_id);
        let body = self.body(body, span);
        self.loops.pop();
        self.tail = tail;
        self.program.fns[id.index()].arities[index].body = Rc::new(wrap(parts, body));
        self.scopes.leave_fn();
        self.scopes.reset(mark);
        Ok(())
    }

    fn report_err<T>(&mut self, result: Resolved<T>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(diagnostic) => {
                self.report(diagnostic);
                None
            }
        }
    }

    /// No two arities may take the same call.
    fn order_arities(&mut self, id: FnId) {
        let def = &mut self.program.fns[id.index()];
        def.arities
            .sort_by_key(|a| (a.rest.is_some(), a.params.len()));
        let mut clash = None;
        for pair in def.arities.windows(2) {
            if pair[1].rest.is_none() && pair[0].params.len() == pair[1].params.len() {
                clash = Some((
                    pair[1].span,
                    format!(
                        "two arities take {}",
                        arity_words(pair[1].params.len(), Some(pair[1].params.len()))
                    ),
                ));
            } else if pair[0].rest.is_some() {
                clash = Some((
                    pair[1].span,
                    "two arities take any number of arguments".into(),
                ));
            } else if pair[1].rest.is_some() && pair[1].params.len() < pair[0].params.len() {
                clash = Some((
                    pair[1].span,
                    "an arity with rest parameters takes fewer fixed ones than another arity"
                        .into(),
                ));
            }
        }
        if let Some((span, message)) = clash {
            self.report(
                Diagnostic::error("arity", message, span)
                    .with_help("a call must fit exactly one arity: change the parameters of one"),
            );
        }
    }

    pub(super) fn check_fn_arities(&mut self) {
        let mut found = Vec::new();
        let fns = &self.program.fns;
        let mut check = |e: &Expr| {
            let ExprKind::Call(callee, args) = &e.kind else {
                return;
            };
            let (ExprKind::FnRef(id) | ExprKind::Fn(id)) = callee.kind else {
                return;
            };
            let def = &fns[id.index()];
            let fits = |a: &Arity| {
                a.params.len() == args.len() || (a.rest.is_some() && a.params.len() <= args.len())
            };
            if def.arities.is_empty() || def.arities.iter().any(fits) {
                return;
            }
            let takes: Vec<String> = def
                .arities
                .iter()
                .map(|a| arity_words(a.params.len(), a.rest.is_none().then_some(a.params.len())))
                .collect();
            let message = format!(
                "{} takes {}, but is called with {}",
                def.called(),
                takes.join(" or "),
                given_words(args.len())
            );
            found.push(
                Diagnostic::error("arity", message, e.span)
                    .with_label(def.span, "defined here")
                    .with_help(fix_count(takes.len())),
            );
        };
        for def in fns {
            for arity in &def.arities {
                arity.body.walk(&mut check);
            }
        }
        for def in &self.program.consts {
            def.value.walk(&mut check);
        }
        if let Some(body) = &self.program.body {
            body.walk(&mut check);
        }
        self.diagnostics.extend(found);
    }
}
