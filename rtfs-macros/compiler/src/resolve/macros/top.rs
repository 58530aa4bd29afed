//! Macros at the top of a block, which may define things.
//!
//! Before: the forms as written. After: no form is a `defmacro` or a use of a macro, and what a macro gives
//! as `(do …)` stands there form by form. Macros are defined and used in the order of the text,
//! and a module's before those of what imports it ([`super::modules`]).

use rtfs_rt::reader::{Form, FormKind};

use super::super::Resolver;
use super::super::special::head_of;
use super::super::top::DEFINITIONS;

/// The top of a block without macros.
pub(in crate::resolve) struct Top {
    pub(in crate::resolve) forms: Vec<Form>,
    /// Whether the block is Rust items.
    pub(in crate::resolve) is_items: bool,
}

impl Resolver<'_> {
    /// Expands the top of a block.
    pub(in crate::resolve) fn expand_top(&mut self, forms: &[Form]) -> Top {
        let forms = self.expand_modules(forms);
        let mut out = Vec::new();
        let mut has_definitions = false;
        for (index, form) in forms.iter().enumerate() {
            let is_last = index + 1 == forms.len();
            if !self.expand_top_form(form, &mut out, &mut has_definitions) && is_last {
                // A use of a macro that failed would have been the value of the block.
                out.push(crate::expand::nil(form.span));
            }
        }
        let defines = |f: &Form| head_of(f).is_some_and(|head| DEFINITIONS.contains(&head));
        has_definitions |= out.iter().any(defines);
        // What expands to nothing says nothing of the block.
        let is_nothing = |f: &Form| matches!(f.kind, FormKind::Nil) && f.meta.is_none();
        let is_items = has_definitions
            && out
                .iter()
                .all(|f| defines(f) || (is_nothing(f) && self.is_made(f)));
        if is_items {
            out.retain(defines);
        }
        Top {
            forms: out,
            is_items,
        }
    }

    /// Expands one form of the top. False for a use of a macro that failed and would, by its name, have defined nothing.
    pub(super) fn expand_top_form(
        &mut self,
        form: &Form,
        out: &mut Vec<Form>,
        has_definitions: &mut bool,
    ) -> bool {
        if head_of(form) == Some("defmacro") {
            *has_definitions = true;
            if let Err(diagnostic) = self.define_macro(form) {
                self.report(diagnostic);
            }
            return true;
        }
        if !self.is_macro_call(form) {
            if let Some(head) = head_of(form)
                && let Some(diagnostic) =
                    self.macros
                        .misuse(head, super::define::head_span(form), true)
            {
                self.report(diagnostic);
                let defines = head.starts_with("def");
                *has_definitions |= defines;
                return defines;
            }
            if !self.macros.stack.is_empty()
                && let Some(head @ ("module" | "import")) = head_of(form)
            {
                let message = format!("a macro cannot give an `{head}`");
                let help =
                    "write it into the text: which modules there are is known before macros run";
                self.report(Self::error(form.span, message).with_help(help));
                return true;
            }
            self.macros.remember(form);
            out.push(form.clone());
            return true;
        }
        let expansion = match self.expanded(form) {
            Ok(Some(expansion)) => expansion,
            failed => {
                if let Err(diagnostic) = failed {
                    self.report(diagnostic);
                }
                let defines = head_of(form).is_some_and(|h| h.starts_with("def"));
                *has_definitions |= defines;
                return defines;
            }
        };
        self.enter_expansion(form);
        match &expansion.kind {
            FormKind::List(items) if head_of(&expansion) == Some("do") => {
                for item in &items[1..] {
                    self.expand_top_form(item, out, has_definitions);
                }
                if items.len() == 1 {
                    out.push(crate::expand::nil(form.span));
                }
            }
            _ => {
                self.expand_top_form(&expansion, out, has_definitions);
            }
        }
        self.leave_expansion();
        true
    }

    /// Whether a form at the top came out of a macro.
    pub(super) fn is_made(&self, form: &Form) -> bool {
        let span = self.macros.made.real(form.span);
        self.program.expansions.iter().any(|e| e.call == span)
    }
}
