//! Macros in modules: whose a name is, and the order in which modules are expanded.
//!
//! Before: forms, modules among them as `(module name …)`. After: no module defines or uses a macro, nor exports or
//! imports one. A module is expanded after those that it imports; whether the imports are a circle is
//! found later, where modules are resolved.
//!
//! Every definition has one name in the whole program here: `name` in the program's own text, `a.b/name` in the
//! module `a.b`. A template names what it means by that.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rtfs_rt::reader::{Form, FormKind};

use super::super::Resolver;
use super::super::modules::{import, qualified};
use super::super::special::head_of;
use super::super::top::{DEFINITIONS, defined_name};
use super::{BLOCK, Macros};
use crate::load::module_name;

/// What a module says of the names of others, and of its own.
#[derive(Default)]
pub(super) struct View {
    /// What qualifies the names of a module here.
    aliases: BTreeMap<Rc<str>, Rc<str>>,
    /// Names of `:only`, and the modules that they are of.
    only: BTreeMap<Rc<str>, Rc<str>>,
    /// The names of `:exports`; without it all are exported.
    exports: Option<BTreeSet<Rc<str>>>,
}

impl View {
    /// What the forms of a module say.
    fn of(forms: &[Form]) -> View {
        let mut view = View::default();
        for form in forms {
            if head_of(form) == Some("import")
                && let Ok(import) = import(form)
            {
                let module: Rc<str> = import.module.as_str().into();
                let last = import.module.rsplit('.').next().unwrap_or(&import.module);
                let alias = import.alias.map_or(last, |(alias, _)| alias);
                view.aliases.insert(module.clone(), module.clone());
                view.aliases.insert(alias.into(), module.clone());
                let only = import.only.iter();
                view.only
                    .extend(only.map(|(name, _)| ((*name).into(), module.clone())));
            }
            if let Some([list]) = clause(form, "exports") {
                let names = list.kind.children().iter().filter_map(symbol);
                view.exports = Some(names.map(Rc::from).collect());
            }
        }
        view
    }

    fn exports(&self, name: &str) -> bool {
        self.exports.as_ref().is_none_or(|e| e.contains(name))
    }
}

/// The name in the whole program of what a module calls `name`.
fn joined(module: &str, name: &str) -> Rc<str> {
    match module {
        "" => name.into(),
        _ => format!("{module}/{name}").into(),
    }
}

/// Module and name of a name in the whole program.
fn split(name: &str) -> (Rc<str>, &str) {
    match qualified(name) {
        Some((module, plain)) => (module.into(), plain),
        None => ("".into(), name),
    }
}

fn symbol(form: &Form) -> Option<&str> {
    match &form.kind {
        FormKind::Symbol(name) => Some(name),
        _ => None,
    }
}

/// What follows the keyword that a list begins with.
fn clause<'f>(form: &'f Form, keyword: &str) -> Option<&'f [Form]> {
    let FormKind::List(items) = &form.kind else {
        return None;
    };
    let (head, rest) = items.split_first()?;
    matches!(&head.kind, FormKind::Keyword(k) if k.as_str() == keyword).then_some(rest)
}

/// The name of the module that a form is, and its forms.
fn module(form: &Form) -> Option<(Rc<str>, &[Form])> {
    if head_of(form) != Some("module") {
        return None;
    }
    let name = module_name(defined_name(form)?)?;
    Some((name.into(), form.kind.children().get(2..)?))
}

/// The names that a form defines.
fn names_of(form: &Form) -> Vec<String> {
    let (Some(head), Some(name)) = (head_of(form), defined_name(form)) else {
        return Vec::new();
    };
    match head {
        "defstruct" => vec![name.to_owned(), format!("->{name}")],
        "extern" => name
            .rsplit(['/', '.', ':'])
            .take(1)
            .map(str::to_owned)
            .collect(),
        "module" | "import" | "declare" | "capabilities" | "defcapability" => Vec::new(),
        head if DEFINITIONS.contains(&head) => vec![name.to_owned()],
        _ => Vec::new(),
    }
}

impl Macros {
    /// From here on names are those of a module; the program itself is `""`.
    pub(in crate::resolve) fn enter(&mut self, module: &str) {
        if *self.here != *module {
            self.here = module.into();
        }
    }

    /// The name in the whole program that a symbol stands for here; one that nothing has if it stands for nothing.
    pub(super) fn key(&self, name: &str) -> Rc<str> {
        if let Some(key) = name.strip_prefix(BLOCK) {
            return key.into();
        }
        let view = self.views.get(&self.here);
        if let Some((alias, plain)) = qualified(name) {
            return match view.and_then(|v| v.aliases.get(&*alias)) {
                Some(module) => joined(module, plain),
                None => format!("\u{1}{name}").into(),
            };
        }
        let own = joined(&self.here, name);
        let plain = name.strip_prefix("->").filter(|n| !n.is_empty());
        match view.and_then(|v| v.only.get(plain.unwrap_or(name))) {
            Some(module) if !self.has(&own) => joined(module, name),
            _ => own,
        }
    }

    /// Whether a name in the whole program is one of the module at hand.
    pub(super) fn is_own(&self, key: &str) -> bool {
        *split(key).0 == *self.here
    }

    /// The name in the whole program of a definition of the module at hand.
    pub(super) fn own_key(&self, name: &str) -> Rc<str> {
        joined(&self.here, name)
    }

    /// Whether the program defines something of that name.
    pub(super) fn has(&self, key: &str) -> bool {
        self.names.contains(key) || self.known.contains_key(key)
    }

    /// Whether the module at hand may name a definition in its text.
    pub(super) fn is_seen(&self, key: &str) -> bool {
        let (module, plain) = split(key);
        module == self.here || self.views.get(&module).is_none_or(|v| v.exports(plain))
    }

    /// The name that a definition has in its own module, if that is the one at hand.
    pub(in crate::resolve) fn plain<'n>(&self, name: &'n str) -> &'n str {
        let Some(key) = name.strip_prefix(BLOCK) else {
            return name;
        };
        match self.here.is_empty() {
            true => key,
            false => key
                .strip_prefix(&*self.here)
                .and_then(|rest| rest.strip_prefix('/'))
                .unwrap_or(name),
        }
    }

    /// What a definition is called here.
    pub(super) fn called(&self, key: &str) -> Option<String> {
        let (module, plain) = split(key);
        if module == self.here {
            return Some(plain.to_owned());
        }
        let view = self.views.get(&self.here)?;
        if view.only.get(plain) == Some(&module) {
            return Some(plain.to_owned());
        }
        let is_alias = |(_, named): &(&Rc<str>, &Rc<str>)| **named == module;
        let aliases = view.aliases.iter().filter(is_alias);
        let shortest = aliases.min_by_key(|(alias, _)| alias.len())?;
        self.is_seen(key).then(|| format!("{}/{plain}", shortest.0))
    }

    /// Remembers a definition of the module at hand for the macros after it.
    pub(super) fn remember(&mut self, form: &Form) {
        let names = names_of(form);
        if names.is_empty() {
            return;
        }
        for name in names {
            let key = self.own_key(&name);
            self.names.insert(key);
        }
        let here = self.here.clone();
        self.before.entry(here).or_default().push(form.clone());
    }

    /// The names that forms define as written, and what the module at hand says of others.
    fn foresee(&mut self, forms: &[Form]) {
        let here = self.here.clone();
        self.views.insert(here.clone(), View::of(forms));
        let imports = forms.iter().filter(|f| head_of(f) == Some("import"));
        let before = self.before.entry(here).or_default();
        before.extend(imports.cloned());
        for form in forms {
            let is_macro = head_of(form) == Some("defmacro");
            for name in names_of(form) {
                let key = self.own_key(&name);
                if is_macro && let Some(place) = form.kind.children().get(1) {
                    self.later.entry(key.clone()).or_insert(place.span);
                }
                self.names.insert(key);
            }
        }
    }

    /// Forms without the macros that they export and import.
    pub(super) fn without_macros(&self, mut form: Form) -> Form {
        let (from, keyword) = match head_of(&form) {
            Some("import") => match import(&form) {
                Ok(import) => (Rc::from(import.module), "only"),
                Err(_) => return form,
            },
            _ if clause(&form, "exports").is_some() => (self.here.clone(), "exports"),
            _ => return form,
        };
        let FormKind::List(items) = &mut form.kind else {
            return form;
        };
        let mut is_next = false;
        for item in items {
            if let (true, FormKind::Vector(names)) = (is_next, &mut item.kind) {
                let is_macro =
                    |f: &Form| symbol(f).is_some_and(|n| self.is_exported_macro(&from, n));
                names.retain(|f| !is_macro(f));
            }
            is_next = matches!(&item.kind, FormKind::Keyword(k) if k.as_str() == keyword);
        }
        form
    }

    /// The macros that a module exports, by its own names.
    pub(in crate::resolve) fn exported<'m>(
        &'m self,
        module: &'m str,
    ) -> impl Iterator<Item = &'m str> {
        let names = self.known.keys().map(|key| split(key));
        let own = names.filter(move |(of, _)| **of == *module);
        let names = own.map(|(_, name)| name);
        names.filter(move |name| self.is_exported_macro(module, name))
    }

    fn is_exported_macro(&self, module: &str, name: &str) -> bool {
        let exports = |v: &View| v.exports(name);
        self.known.contains_key(&*joined(module, name))
            && self.views.get(module).is_none_or(exports)
    }
}

impl Resolver<'_> {
    /// Expands all modules among the forms of a program; the forms that the program is then.
    pub(super) fn expand_modules(&mut self, forms: &[Form]) -> Vec<Form> {
        let mut bodies: BTreeMap<Rc<str>, (usize, &[Form])> = BTreeMap::new();
        let mut names = Vec::new();
        for (index, form) in forms.iter().enumerate() {
            if let Some((name, body)) = module(form)
                && !bodies.contains_key(&name)
            {
                bodies.insert(name.clone(), (index, body));
                names.push(name);
            }
        }
        for (name, (_, body)) in &bodies {
            self.macros.enter(name);
            self.macros.foresee(body);
        }
        self.macros.enter("");
        self.macros.foresee(forms);
        let mut out = forms.to_vec();
        for name in in_order(&names, &self.macros.views) {
            let Some(&(index, body)) = bodies.get(&name) else {
                continue;
            };
            self.macros.enter(&name);
            let body = self.expand_module(body);
            if let Some(FormKind::List(items)) = out.get_mut(index).map(|f| &mut f.kind) {
                items.truncate(2);
                items.extend(body);
            }
            self.macros.done.extend(out.get(index).cloned());
        }
        self.macros.enter("");
        for form in &mut out {
            if head_of(form) == Some("import") {
                *form = self.macros.without_macros(form.clone());
            }
        }
        out
    }

    fn expand_module(&mut self, body: &[Form]) -> Vec<Form> {
        let mut out = Vec::new();
        for form in body {
            self.expand_top_form(form, &mut out, &mut false);
        }
        let is_nothing = |f: &Form| matches!(f.kind, FormKind::Nil) && f.meta.is_none();
        out.retain(|f| !(is_nothing(f) && self.is_made(f)));
        let out = out.into_iter();
        out.map(|form| self.macros.without_macros(form)).collect()
    }
}

/// The modules, each after those that it imports.
fn in_order(names: &[Rc<str>], views: &BTreeMap<Rc<str>, View>) -> Vec<Rc<str>> {
    fn visit(
        name: &Rc<str>,
        views: &BTreeMap<Rc<str>, View>,
        seen: &mut BTreeSet<Rc<str>>,
        out: &mut Vec<Rc<str>>,
    ) {
        if !seen.insert(name.clone()) {
            return;
        }
        let imported = views.get(name).into_iter().flat_map(|v| v.aliases.values());
        for other in imported {
            visit(other, views, seen, out);
        }
        out.push(name.clone());
    }
    let (mut seen, mut out) = (BTreeSet::new(), Vec::new());
    for name in names {
        visit(name, views, &mut seen, &mut out);
    }
    out
}
