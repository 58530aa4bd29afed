//! Macros (language.md §8): definitions that run while the program is resolved.
//!
//! A macro is compiled where it is defined, in a program of its own together with the functions before it
//! that it calls, and runs in the evaluator of [`crate::eval`]. It sees the macros before it. A use
//! becomes the form that the macro gives, which is resolved in place of the call; so quoted data and
//! patterns are never touched, and a local of the name wins. Before the block is resolved, macros at
//! its top are expanded, since they may define things ([`top`]).
//!
//! Expansion ends: expansions inside expansions are bounded in number, and all that macros compute
//! and all forms that they make draw on one budget of steps.

mod call;
mod data;
mod define;
mod modules;
mod template;
mod top;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use rtfs_rt::reader::{Form, Span};

use crate::ast::{FnId, Made, Program};
use crate::diagnostic::Diagnostic;
use crate::eval::{Budget, Text, Unit};
use crate::source::Options;
use crate::sources::Sources;

use modules::View;
pub(super) use template::{BLOCK, LIBRARY};

/// How deep calls may nest while a macro runs.
const MAX_CALLS: u64 = 20_000;

/// A macro.
pub(super) struct Macro {
    name: Rc<str>,
    /// The place of the name.
    span: Span,
    /// How many arguments each arity takes, and whether more may follow.
    arities: Vec<(usize, bool)>,
    /// What runs; nothing if the definition has mistakes.
    code: Option<(Unit, FnId)>,
}

/// The macros of a program, by their names in the whole of it, and what is being expanded.
#[derive(Default)]
pub(super) struct Macros {
    known: BTreeMap<Rc<str>, Rc<Macro>>,
    /// Macros that the program defines as written, at their places, until their turn comes.
    later: BTreeMap<Rc<str>, Span>,
    /// Names that the program defines.
    names: BTreeSet<Rc<str>>,
    /// The module whose names are at hand; the program itself is `""`.
    here: Rc<str>,
    /// What each module says of the names of others.
    views: BTreeMap<Rc<str>, View>,
    /// The definitions before here that a macro can call, and the imports, of each module.
    before: BTreeMap<Rc<str>, Vec<Form>>,
    /// The modules that are expanded, each after those that it imports.
    done: Vec<Form>,
    /// The symbols in macros' definitions, for the order of constants.
    mentions: BTreeMap<Rc<str>, Form>,
    /// The calls in whose expansion the resolver is, outermost first.
    stack: Vec<(Rc<str>, Span)>,
    /// Whether a macro's own definition is being resolved, and of which.
    pub(super) is_inside: bool,
    current: Option<Rc<str>>,
    /// Mistakes in functions that macros call: reported unless they are found anyway.
    pub(super) deferred: Vec<Diagnostic>,
    /// The text of the block, as soon as there is a macro.
    text: Option<Arc<Text>>,
    budget: Arc<Budget>,
    max_expansions: usize,
    /// Whether it has been reported that no steps are left.
    is_exhausted: bool,
    /// The spans of what macros made.
    pub(super) made: Made,
    /// The use whose expansion nests too deep: nothing more of it is expanded.
    overrun: Option<Span>,
}

impl Macros {
    pub(super) fn new(sources: &Sources<'_>, options: &Options<'_>) -> Macros {
        Macros {
            made: Made::behind(sources.end()),
            budget: Arc::new(Budget::new(options.max_steps, MAX_CALLS)),
            max_expansions: options.max_expansions,
            ..Macros::default()
        }
    }

    /// The text of the block, for what runs.
    fn text(&mut self, sources: &Sources<'_>) -> Arc<Text> {
        let text = self.text.get_or_insert_with(|| Arc::new(Text::of(sources)));
        text.clone()
    }

    /// The macro that a symbol in the place of a function names.
    fn named(&self, name: &str) -> Option<&Rc<Macro>> {
        let key = self.key(name);
        let found = self.known.get(&key)?;
        (name.starts_with(BLOCK) || self.is_seen(&key)).then_some(found)
    }

    /// The place of the macro that the module at hand defines by that name.
    pub(super) fn place(&self, name: &str) -> Option<Span> {
        self.known.get(&self.own_key(name)).map(|known| known.span)
    }

    /// The definition of a macro of that name.
    pub(super) fn definition(&self, name: &str) -> Option<&Form> {
        self.mentions.get(&self.key(name))
    }

    /// The names of macros, for those who misspell one.
    pub(super) fn all_names(&self) -> Vec<String> {
        let keys = self.known.keys();
        keys.filter_map(|key| self.called(key)).collect()
    }

    /// What is wrong with a macro's name where no macro can be.
    pub(super) fn misuse(&self, name: &str, span: Span, is_called: bool) -> Option<Diagnostic> {
        let key = self.key(name);
        let plain = name.strip_prefix(BLOCK).unwrap_or(name);
        if self.current.as_ref() == Some(&key) {
            let message = format!("`{plain}` is called while it is being defined");
            return Some(
                Diagnostic::error("macro", message, span).with_help(
                    "a macro comes back to itself through the form that it gives: put the call into the template, or write a function for the work",
                ),
            );
        }
        if let Some(place) = self.later.get(&key) {
            let message = format!("the macro `{plain}` is used before its definition");
            return Some(
                Diagnostic::error("macro", message, span)
                    .with_label(*place, "defined here")
                    .with_help("move the `defmacro` before what uses it"),
            );
        }
        let known = self.known.get(&key)?;
        if !name.starts_with(BLOCK) && !self.is_seen(&key) {
            let message = format!("the macro `{plain}` is private in its module");
            return Some(
                Diagnostic::error("macro", message, span)
                    .with_label(known.span, "defined here")
                    .with_help("add it to `:exports` of the module"),
            );
        }
        if is_called {
            return None;
        }
        let message = format!("`{plain}` is a macro, not a value");
        Some(
            Diagnostic::error("macro", message, span)
                .with_label(known.span, "defined here")
                .with_help(format!(
                    "write a function around it: `(fn [x] ({plain} x))`"
                )),
        )
    }
}

/// Puts mistakes in what macros made at the uses, and says which macros that were.
pub fn explain(program: &Program, diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics {
        diagnostic.span = program.made.real(diagnostic.span);
        for (span, _) in &mut diagnostic.labels {
            *span = program.made.real(*span);
        }
        let mut seen: Vec<Span> = diagnostic.labels.iter().map(|(span, _)| *span).collect();
        for expansion in &program.expansions {
            if expansion.call == diagnostic.span && !seen.contains(&expansion.template) {
                seen.push(expansion.template);
                let label = format!("in the expansion of `{}`", expansion.name);
                diagnostic.labels.push((expansion.template, label));
            }
        }
    }
}
