//! `defmacro`: a macro becomes code that the evaluator runs.

use std::collections::BTreeSet;
use std::rc::Rc;

use rtfs_rt::reader::{Form, FormKind, Span};

use super::super::special::{head_of, is_special};
use super::super::top::defined_name;
use super::super::{Global, Resolved, Resolver};
use super::Macro;
use crate::diagnostic::Diagnostic;
use crate::eval::Unit;
use crate::expand;

const USAGE: &str = "(defmacro name [params] body…)";

/// What follows the name of a macro where its code is resolved: no form can call that.
const CODE: &str = "\u{1}macro";

impl<'s> Resolver<'s> {
    /// Defines a macro.
    pub(super) fn define_macro(&mut self, form: &Form) -> Resolved<()> {
        let usage = |span| {
            Self::error(span, "`defmacro` is not complete").with_help(format!("write `{USAGE}`"))
        };
        let FormKind::List(items) = &form.kind else {
            return Err(usage(form.span));
        };
        let [_, name, definition @ ..] = &items[..] else {
            return Err(usage(form.span));
        };
        let FormKind::Symbol(text) = &name.kind else {
            return Err(Self::error(name.span, "a macro is named by a symbol")
                .with_help(format!("write `{USAGE}`")));
        };
        let text: Rc<str> = text.as_str().into();
        let key = self.macros.own_key(&text);
        self.macros.later.remove(&key);
        if is_special(&text) {
            let message = format!("`{text}` is a special form and cannot be defined");
            return Err(Self::error(name.span, message).with_help("choose another name"));
        }
        if text.contains(['/', '.']) && &*text != "/" {
            let message = format!("`{text}` is qualified, but a definition has a plain name");
            return Err(Self::error(name.span, message).with_help("choose a plain name"));
        }
        if let Some(first) = self.macros.place(&text) {
            let message = format!("`{text}` is defined twice in this block");
            return Err(Diagnostic::error("name", message, name.span)
                .with_label(first, "defined here first")
                .with_help("rename one of the two"));
        }
        if definition.is_empty() {
            return Err(usage(form.span));
        }
        let mut made = Macro {
            name: text.clone(),
            span: name.span,
            arities: Vec::new(),
            code: None,
        };
        self.compile_macro(form, name, definition, &mut made);
        self.macros.mentions.insert(key.clone(), form.clone());
        self.macros.known.insert(key, Rc::new(made));
        Ok(())
    }

    /// Resolves a macro's code in a program of its own.
    fn compile_macro(&mut self, form: &Form, name: &Form, definition: &[Form], made: &mut Macro) {
        let code = format!("{}{CODE}", made.name);
        let mut function = vec![
            expand::symbol("defn-", form.span),
            expand::symbol(&code, name.span),
        ];
        function.extend(definition.iter().cloned());
        let forms = self.program_of(definition, expand::list(function, form.span));
        let here = self.macros.here.clone();
        let current = self.macros.own_key(&made.name);
        let mut inner = self.for_macro();
        inner.macros.current = Some(current);
        inner.top(&forms);
        let id = match inner.global_of(&here, &code) {
            Some(Global::Fn(id)) => Some(id),
            _ => None,
        };
        let found = std::mem::take(&mut inner.diagnostics);
        self.after_macro(&mut inner);
        self.macros.enter(&here);
        let inside =
            |d: &Diagnostic| form.span.start <= d.span.start && d.span.end <= form.span.end;
        let (own, others): (Vec<_>, Vec<_>) = found.into_iter().partition(inside);
        let is_sound = own.is_empty() && others.is_empty();
        let in_macro =
            |d: Diagnostic| match d.message.starts_with("unknown name") && self.is_expression {
                true => d.with_help(
                    "a macro runs while the program is compiled, and reads nothing of Rust",
                ),
                false => d,
            };
        let own: Vec<_> = own.into_iter().map(in_macro).collect();
        own.into_iter().for_each(|d| self.report(d));
        self.macros.deferred.extend(others);
        let Some(id) = id else { return };
        let def = &mut inner.program.fns[id.index()];
        def.name = made.name.clone();
        made.arities = def
            .arities
            .iter()
            .map(|a| (a.params.len(), a.rest.is_some()))
            .collect();
        if is_sound {
            let text = self.macros.text(self.sources);
            made.code = Some((Unit::new(&inner.program, &text, &self.macros.budget), id));
        }
    }

    /// A resolver for a macro's code, which takes the macros along.
    fn for_macro(&mut self) -> Resolver<'s> {
        let macros = std::mem::take(&mut self.macros);
        let mut inner = Resolver::new(self.sources, macros, true);
        inner.macros.is_inside = true;
        inner.fresh = self.fresh;
        inner
    }

    fn after_macro(&mut self, inner: &mut Resolver<'_>) {
        std::mem::swap(&mut self.macros, &mut inner.macros);
        self.program
            .expansions
            .append(&mut inner.program.expansions);
        self.macros.is_inside = false;
        self.macros.current = None;
        self.fresh = inner.fresh;
    }

    /// The program that a macro's code is a function of: with the definitions before here that it names, and those that
    /// they name, and with the modules that are expanded if it names something of them.
    fn program_of(&self, definition: &[Form], function: Form) -> Vec<Form> {
        let (helpers, is_wide) = self.helpers(definition);
        let before = self.macros.before.get(&self.macros.here);
        let before = before.map_or(&[][..], |before| before);
        let mut own: Vec<Form> = Vec::new();
        for (index, form) in before.iter().enumerate() {
            let is_needed = match head_of(form) {
                Some("import") => is_wide,
                _ => helpers.contains(&index),
            };
            own.extend(is_needed.then(|| self.macros.without_macros(form.clone())));
        }
        own.push(function);
        let mut forms = Vec::new();
        if is_wide {
            forms.extend(self.macros.done.iter().cloned());
        }
        if self.macros.here.is_empty() {
            forms.extend(own);
            return forms;
        }
        let span = own.last().map_or_else(Span::default, |f| f.span);
        let mut items = vec![
            expand::symbol("module", span),
            expand::symbol(&self.macros.here, span),
        ];
        items.extend(own);
        forms.push(expand::list(items, span));
        forms
    }

    /// Which definitions before here a macro's code names, and those name, by their numbers; and whether something of
    /// another module is among what is named.
    fn helpers(&self, definition: &[Form]) -> (BTreeSet<usize>, bool) {
        let before = self.macros.before.get(&self.macros.here);
        let before = before.map_or(&[][..], |before| before);
        let mut named = BTreeSet::new();
        definition.iter().for_each(|f| computed(f, 0, &mut named));
        let mut work: Vec<String> = named.into_iter().collect();
        let (mut wanted, mut seen) = (BTreeSet::new(), BTreeSet::new());
        let mut is_wide = false;
        while let Some(name) = work.pop() {
            let key = self.macros.key(&name);
            if !seen.insert(key.clone()) {
                continue;
            }
            if !self.macros.is_own(&key) {
                is_wide |= self.macros.has(&key);
                continue;
            }
            let plain = self.macros.plain(&name);
            let plain = plain.strip_prefix("->").unwrap_or(plain);
            let mut more = BTreeSet::new();
            if let Some(index) = before.iter().position(|f| defined_name(f) == Some(plain))
                && wanted.insert(index)
            {
                computed(&before[index], 0, &mut more);
            }
            // What a macro's template names may be called where it is used.
            if let Some(used) = self.macros.definition(&name) {
                all_symbols(used, &mut more);
            }
            work.extend(more);
        }
        (wanted, is_wide)
    }
}

/// The symbols that code names, those of templates and quoted data left out.
fn computed(form: &Form, depth: usize, out: &mut BTreeSet<String>) {
    match (&form.kind, head_of(form)) {
        (FormKind::Symbol(name), _) if depth == 0 => {
            out.insert(name.to_string());
        }
        (_, Some("quote")) if depth == 0 => {}
        (_, head) => {
            let depth = match head {
                Some("quasiquote") => depth + 1,
                Some("unquote" | "unquote-splicing") => depth.saturating_sub(1),
                _ => depth,
            };
            form.kind
                .children()
                .iter()
                .for_each(|f| computed(f, depth, out));
        }
    }
}

/// All symbols in a form.
fn all_symbols(form: &Form, out: &mut BTreeSet<String>) {
    if let FormKind::Symbol(name) = &form.kind {
        out.insert(name.to_string());
    }
    form.kind
        .children()
        .iter()
        .for_each(|f| all_symbols(f, out));
}

/// The span of a whole list, for messages about it.
pub(super) fn head_span(form: &Form) -> Span {
    form.kind.children().first().map_or(form.span, |f| f.span)
}
