//! Loading: from the forms of a program to those of the program and of every module that it imports.
//!
//! Before: the forms of the program's own text. After: a module that is imported and does not stand in the text has been
//! loaded and read, whatever it imports as well, and stands among the forms as `(module name …)`.
//! A file is the module of its name: it either says so itself, or it consists of plain definitions, which are put
//! into a module here. Whether the imports are circular is for `resolve` to see, which knows all modules.

use std::collections::BTreeSet;

use rtfs_rt::reader::{self, Form, FormKind, Span};

use crate::diagnostic::Diagnostic;
use crate::source::Options;
use crate::sources::Sources;

/// The name of a module as it is known by: `a.b/c` and `a.b.c` are one.
pub fn module_name(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['.', '/']).collect();
    let is_name = parts.iter().all(|part| !part.is_empty());
    is_name.then(|| parts.join("."))
}

/// The head of a list and what follows.
pub fn parts<'f>(form: &'f Form, head: &str) -> Option<&'f [Form]> {
    let FormKind::List(items) = &form.kind else {
        return None;
    };
    let (first, rest) = items.split_first()?;
    match &first.kind {
        FormKind::Symbol(name) if name.as_str() == head => Some(rest),
        _ => None,
    }
}

/// The name of the module that a form `(module name …)` is.
fn defines(form: &Form) -> Option<String> {
    match &parts(form, "module")?.first()?.kind {
        FormKind::Symbol(name) => module_name(name),
        _ => None,
    }
}

/// What forms import, those of modules among them.
fn imports(forms: &[Form], found: &mut Vec<(String, Span)>) {
    for form in forms {
        if let Some([name, ..]) = parts(form, "import")
            && let FormKind::Symbol(text) = &name.kind
            && let Some(module) = module_name(text)
        {
            found.push((module, name.span));
        }
        if let Some(inner) = parts(form, "module") {
            imports(inner, found);
        }
    }
}

/// Loads what the forms of a program import and adds it to them; `unread` gets the errors of the reader.
pub fn load(
    forms: &mut Vec<Form>,
    sources: &mut Sources<'_>,
    options: &Options<'_>,
    unread: &mut Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut loading = Loading {
        sources,
        options,
        known: forms.iter().filter_map(defines).collect(),
        unread,
        diagnostics: Vec::new(),
    };
    let mut wanted = Vec::new();
    imports(forms, &mut wanted);
    wanted.reverse();
    while let Some((module, span)) = wanted.pop() {
        if !loading.known.insert(module.clone()) {
            continue;
        }
        if let Some(mut loaded) = loading.file(&module, span) {
            let mut more = Vec::new();
            imports(&loaded, &mut more);
            wanted.extend(more.into_iter().rev());
            forms.append(&mut loaded);
        }
    }
    loading.diagnostics
}

struct Loading<'l, 's> {
    sources: &'l mut Sources<'s>,
    options: &'l Options<'l>,
    /// Modules that stand in a text already, or that could not be loaded.
    known: BTreeSet<String>,
    /// What could not be read.
    unread: &'l mut Vec<Diagnostic>,
    diagnostics: Vec<Diagnostic>,
}

impl Loading<'_, '_> {
    fn error(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let diagnostic = Diagnostic::error("import", message, span).with_help(help);
        self.diagnostics.push(diagnostic);
    }

    /// The forms of the file of a module.
    fn file(&mut self, module: &str, span: Span) -> Option<Vec<Form>> {
        let Some(loader) = self.options.loader else {
            let message = format!("there is no module `{module}` in this program");
            let help = format!(
                "write `(module {module} …)`, or put the program into a file: `include_rtfs!` imports the files beside it"
            );
            self.error(span, message, help);
            return None;
        };
        let file = match loader.load(module) {
            Ok(file) => file,
            Err(message) => {
                let help = format!("write `(module {module} …)`, or the file");
                self.error(span, message, help);
                return None;
            }
        };
        let text = file.text.clone();
        let name = file.name.clone();
        let Some(start) = self.sources.add(file) else {
            let help = "split the program into several";
            self.error(span, "the modules together are longer than 4 GiB", help);
            return None;
        };
        let reading = reader::Options {
            max_depth: self.options.max_depth,
            inline: false,
        };
        let (mut forms, errors) = reader::read_all(&text, &reading);
        forms.iter_mut().for_each(|form| form.shift(start));
        let errors = errors.into_iter().map(|error| error.shifted(start));
        self.unread.extend(errors.map(Diagnostic::from));
        Some(self.as_modules(module, &name, forms, start))
    }

    /// The forms of a file as modules, that of its name among them.
    fn as_modules(&mut self, module: &str, file: &str, forms: Vec<Form>, start: u32) -> Vec<Form> {
        let (mut modules, loose): (Vec<Form>, Vec<Form>) = forms
            .into_iter()
            .partition(|form| parts(form, "module").is_some());
        let names: Vec<String> = modules.iter().filter_map(defines).collect();
        self.known.extend(names.iter().cloned());
        if !names.iter().any(|name| name == module) {
            if loose.is_empty() && !modules.is_empty() {
                let span = modules.first().map_or_else(Span::default, |form| form.span);
                let message = format!("`{file}` does not define the module `{module}`");
                let help = format!("the file of a module defines it: `(module {module} …)`");
                self.error(span, message, help);
            }
            let place = Span { start, end: start };
            let symbol = |name: &str| Form::new(FormKind::Symbol(name.into()), place);
            let mut items = vec![symbol("module"), symbol(module)];
            items.extend(loose);
            modules.push(Form::new(FormKind::List(items), place));
        } else if let Some(form) = loose.first() {
            let message = format!("this stands outside of the module `{module}`");
            let help = format!("write it inside of `(module {module} …)`");
            self.error(form.span, message, help);
        }
        modules
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_modules() {
        assert_eq!(module_name("a.b/c").as_deref(), Some("a.b.c"));
        assert_eq!(module_name("a").as_deref(), Some("a"));
        for wrong in ["a..b", "/a", "a.", ""] {
            assert_eq!(module_name(wrong), None, "{wrong}");
        }
    }
}
