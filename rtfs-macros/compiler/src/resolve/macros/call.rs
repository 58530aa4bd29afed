//! A use of a macro: the form that it gives.

use rtfs_rt::reader::{Form, FormKind, Span};
use rtfs_rt::{Error, Keyword, Value};

use super::super::{Resolved, Resolver, arity_words, given_words};
use super::Macro;
use super::data::{self, Forms, Given, Misfit};
use crate::ast::{Expansion as Expanded, Expr};
use crate::diagnostic::Diagnostic;
use crate::eval::Failure;
use crate::expand::{self, Expansion};

/// Steps that an expansion costs besides what the macro computes.
const STEPS: u64 = 500;

/// How many calls of an expansion's stack a message shows.
const SHOWN: usize = 8;

impl Resolver<'_> {
    /// Whether a list is a use of a macro here: no local has the name.
    pub(in crate::resolve) fn is_macro_call(&self, form: &Form) -> bool {
        let FormKind::List(items) = &form.kind else {
            return false;
        };
        match items.first().map(|f| &f.kind) {
            Some(FormKind::Symbol(name)) => {
                self.macros.named(name).is_some() && self.scopes.find(name).is_none()
            }
            _ => false,
        }
    }

    /// Resolves the form that a use of a macro stands for.
    pub(in crate::resolve) fn macro_call(&mut self, form: &Form) -> Resolved<Expr> {
        let Some(expansion) = self.expanded(form)? else {
            return Ok(super::super::error(form.span));
        };
        self.enter_expansion(form);
        let result = self.try_expr(&expansion);
        self.leave_expansion();
        result
    }

    /// What is resolved from here on is in the expansion of this call.
    pub(in crate::resolve) fn enter_expansion(&mut self, form: &Form) {
        let name = match form.kind.children().first().map(|f| &f.kind) {
            Some(FormKind::Symbol(name)) => name.strip_prefix(super::BLOCK).unwrap_or(name).into(),
            _ => "".into(),
        };
        self.macros.stack.push((name, form.span));
    }

    pub(in crate::resolve) fn leave_expansion(&mut self) {
        self.macros.stack.pop();
    }

    /// The form that a use of a macro stands for; `None` where an error was reported.
    pub(in crate::resolve) fn expanded(&mut self, form: &Form) -> Resolved<Option<Form>> {
        let FormKind::List(items) = &form.kind else {
            return Ok(None);
        };
        let Some(FormKind::Symbol(name)) = items.first().map(|f| &f.kind) else {
            return Ok(None);
        };
        let Some(used) = self.macros.named(name).cloned() else {
            return Ok(None);
        };
        let outermost = self.macros.stack.first().map(|(_, span)| *span);
        if outermost.is_some() && self.macros.overrun == outermost {
            return Ok(None);
        }
        if self.macros.stack.len() >= self.macros.max_expansions {
            return Err(self.too_many(&used, form.span));
        }
        let args = &items[1..];
        self.check_macro_arity(&used, args.len(), form.span)?;
        let Some((unit, id)) = &used.code else {
            return Ok(None);
        };
        let mut given = Given::default();
        let mut counter = self.fresh;
        let values = args.iter().map(|f| {
            given.value(f, &mut |base| {
                counter += 1;
                format!("{base}\u{1}{counter}")
            })
        });
        let values: Vec<Value> = values.collect();
        self.fresh = counter;
        if !self.macros.budget.take(STEPS + 10 * given.count) {
            return self.exhausted(&used, form.span);
        }
        let value = match unit.call(*id, values) {
            Ok(value) => value,
            Err(_) if self.macros.budget.left() == 0 => {
                return self.exhausted(&used, form.span);
            }
            Err(failure) => return Err(failed(&used, form.span, &failure, &given)),
        };
        let text = self.macros.text(self.sources);
        let notes = text.take_notes();
        let template = text.take_template().unwrap_or(used.span);
        let mut forms = Forms {
            given: &given,
            notes: &notes,
            call: form.span,
            made: &mut self.macros.made,
            count: 0,
        };
        let made = forms.form(&value, 0);
        let count = forms.count;
        self.macros.budget.take(10 * count);
        let made = made.and_then(|f| match data::depth(&f) > data::MAX_DEPTH {
            true => Err(Misfit::Depth),
            false => Ok(f),
        });
        self.program.expansions.push(Expanded {
            call: self.macros.made.real(form.span),
            name: used.name.clone(),
            template: self.macros.made.real(template),
        });
        made.map(Some)
            .map_err(|misfit| unfit(&used, form.span, template, misfit))
    }

    fn check_macro_arity(&self, used: &Macro, given: usize, span: Span) -> Resolved<()> {
        let fits =
            |(takes, has_rest): &(usize, bool)| given == *takes || (*has_rest && given > *takes);
        if used.arities.is_empty() || used.arities.iter().any(fits) {
            return Ok(());
        }
        let takes: Vec<String> = used
            .arities
            .iter()
            .map(|(takes, has_rest)| arity_words(*takes, (!has_rest).then_some(*takes)))
            .collect();
        let message = format!(
            "the macro `{}` takes {}, but is called with {}",
            used.name,
            takes.join(" or "),
            given_words(given)
        );
        Err(Diagnostic::error("arity", message, span)
            .with_label(used.span, "defined here")
            .with_help("the arguments of a macro are forms: put several into one with `(do …)`"))
    }

    /// The error of an expansion that never comes to an end.
    fn too_many(&mut self, used: &Macro, span: Span) -> Diagnostic {
        let limit = self.macros.max_expansions;
        let message = format!(
            "the expansion of `{}` nests more than {limit} levels",
            used.name
        );
        let outermost = self.macros.stack.first().map_or(span, |(_, span)| *span);
        let names: Vec<&str> = self.macros.stack.iter().map(|(name, _)| &**name).collect();
        let mut shown: Vec<String> = names.iter().take(SHOWN).map(|n| format!("`{n}`")).collect();
        if names.len() > SHOWN {
            shown.push(format!("… ({} more)", names.len() - SHOWN));
        }
        self.macros.overrun = Some(outermost);
        Diagnostic::error("macro", message, outermost)
            .with_label(used.span, format!("`{}` is defined here", used.name))
            .with_help(format!("the expansions: {}", shown.join(" → ")))
            .with_help("a macro that expands to a call of itself needs a case that does not")
    }

    /// No steps are left: that is reported once.
    fn exhausted(&mut self, used: &Macro, span: Span) -> Resolved<Option<Form>> {
        if std::mem::replace(&mut self.macros.is_exhausted, true) {
            return Ok(None);
        }
        let message = format!(
            ":limit-exceeded the expansion of `{}` takes more steps than macros may",
            used.name
        );
        Err(Diagnostic::error("macro", message, span)
            .with_label(used.span, "the macro")
            .with_help("a loop in it may never end, or it may expand to ever more calls of macros"))
    }

    /// `(macroexpand '(m …))`, `(macroexpand-1 '(m …))`: the form that a call stands for, as data.
    pub(in crate::resolve) fn macroexpand(
        &mut self,
        name: &str,
        form: &Form,
        args: &[Form],
    ) -> Resolved<Expr> {
        let usage = || {
            Self::error(form.span, format!("`{name}` takes one quoted form")).with_help(format!(
                "write `({name} (quote (m …)))`: it expands while the program is compiled"
            ))
        };
        let [quoted] = args else {
            return Err(usage());
        };
        let FormKind::List(items) = &quoted.kind else {
            return Err(usage());
        };
        let [head, inner] = &items[..] else {
            return Err(usage());
        };
        if !matches!(&head.kind, FormKind::Symbol(s) if s.as_str() == "quote") {
            return Err(usage());
        }
        let mut expanded = inner.clone();
        let mut levels = 0;
        while let Some(next) = self.expanded_once(&expanded)? {
            self.enter_expansion(&expanded);
            levels += 1;
            expanded = next;
            if name == "macroexpand-1" {
                break;
            }
        }
        let depth = self.macros.stack.len().saturating_sub(levels);
        self.macros.stack.truncate(depth);
        self.quoted(&data::readable(&expanded))
    }

    /// One step of the expansion of a form, by a macro or by the language's own sugar.
    fn expanded_once(&mut self, form: &Form) -> Resolved<Option<Form>> {
        if self.is_macro_call(form) {
            return self.expanded(form);
        }
        let FormKind::List(items) = &form.kind else {
            return Ok(None);
        };
        let Some(FormKind::Symbol(head)) = items.first().map(|f| &f.kind) else {
            return Ok(None);
        };
        let mut counter = self.fresh;
        let expansion = expand::expand(head, items, form.span, &mut |base| {
            counter += 1;
            format!("{base}\u{1}{counter}")
        });
        self.fresh = counter;
        match expansion {
            Expansion::Form(form) => Ok(Some(form)),
            Expansion::Error(diagnostic) => Err(diagnostic),
            Expansion::None => Ok(None),
        }
    }
}

/// The error of a macro that fails: at the call, or at the argument that the error's data names as `:form`.
fn failed(used: &Macro, span: Span, failure: &Failure, given: &Given<'_>) -> Diagnostic {
    let blamed = blamed_form(&failure.error).and_then(|value| given.place(&value));
    let kind = failure.error.kind();
    let message = match kind {
        rtfs_rt::ErrorKind::Thrown => format!("`{}`: {}", used.name, failure.error.message()),
        _ => format!(
            "the macro `{}` fails: {kind} {}",
            used.name,
            failure.error.message()
        ),
    };
    let mut diagnostic = Diagnostic::error("macro", message, blamed.unwrap_or(span));
    if !failure.span.is_empty() {
        diagnostic = diagnostic.with_label(failure.span, "raised here, while the macro ran");
    }
    match kind {
        rtfs_rt::ErrorKind::Thrown => diagnostic.with_help("the macro refuses this call"),
        _ => diagnostic.with_help("the arguments of a macro are forms, not values: the mistake is in the macro, or in what it is given"),
    }
}

/// What `{:form form}` in the data of an error says.
fn blamed_form(error: &Error) -> Option<Value> {
    match error.data() {
        Some(Value::Map(data)) => data.get(&Value::Keyword(Keyword::new("form"))).cloned(),
        _ => None,
    }
}

fn unfit(used: &Macro, span: Span, template: Span, misfit: Misfit) -> Diagnostic {
    let name = &used.name;
    let (message, help) = match misfit {
        Misfit::Kind(kind) => (
            format!("the macro `{name}` gives a form with a {kind} in it"),
            "a form is made of lists, vectors, maps, sets, symbols and literals".to_owned(),
        ),
        Misfit::Symbol(symbol) => (
            format!("the macro `{name}` gives a symbol that cannot be written: `{symbol}`"),
            "a symbol has no white space and no delimiters in it".to_owned(),
        ),
        Misfit::Depth => (
            format!("the macro `{name}` gives a form that nests too deep"),
            format!("forms may nest {} levels", data::MAX_DEPTH),
        ),
    };
    Diagnostic::error("macro", message, span)
        .with_label(template, "made here")
        .with_help(help)
}
