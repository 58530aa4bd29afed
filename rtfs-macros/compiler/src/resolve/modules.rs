//! Modules: which there are, what each imports, and what a name of another one means.
//!
//! Before: forms, those of loaded files among them as `(module name …)`. After: every module has a table of its own
//! names, and its imports are bound to modules. A module is resolved after those that it imports, so that
//! what it names is known; that the imports are no circle is checked here.
//!
//! A name means a definition of the module, else one that `:only` imports; `x/name` means `name` of the module
//! that is called `x` here: by its whole name, by the last part of it, or by what `:as` says.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rtfs_rt::reader::{Form, FormKind, Span};

use super::macros::BLOCK;
use super::scope::Scopes;
use super::special::head_of;
use super::top::DEFINITIONS;
use super::{Global, Resolved, Resolver};
use crate::ast::{ModuleDef, ModuleId};
use crate::diagnostic::Diagnostic;
use crate::load::module_name;
use crate::names;

/// What is known of a module while the program is resolved.
#[derive(Default)]
pub(super) struct Table {
    globals: BTreeMap<Rc<str>, Global>,
    places: BTreeMap<Rc<str>, Span>,
    /// The names of `defn-` and `^:private`.
    private: BTreeSet<Rc<str>>,
    /// The names of `:exports`; without it all are exported that are not private.
    exports: Option<BTreeMap<Rc<str>, Span>>,
    /// What qualifies the names of a module here; nothing if the module is in error.
    aliases: BTreeMap<Rc<str>, Option<ModuleId>>,
    /// Names of `:only`, and the modules that they are of.
    names: BTreeMap<Rc<str>, (Option<ModuleId>, Span)>,
}

/// A module's forms.
pub(super) struct Unit<'f> {
    /// Which module.
    pub(super) module: ModuleId,
    /// Its definitions, and in the root of an expression what it computes.
    pub(super) forms: Vec<&'f Form>,
    imports: Vec<&'f Form>,
}

/// `(import name :as x :only [f g])`.
pub(super) struct Import<'f> {
    pub(super) module: String,
    span: Span,
    pub(super) alias: Option<(&'f str, Span)>,
    pub(super) only: Vec<(&'f str, Span)>,
}

const USAGE: &str = "write `(module name (:exports [f g]) (import other :as x) definitions…)`";
const IMPORT: &str = "write `(import name)`, `(import name :as x)` or `(import name :only [f g])`";

impl Resolver<'_> {
    /// Begins to resolve a module: its names are the ones at hand, and what is bound around another is not.
    pub(super) fn enter(&mut self, module: ModuleId) {
        if module == self.module {
            return;
        }
        if self.module == ModuleId::ROOT {
            self.outside = std::mem::take(&mut self.scopes);
        }
        let from = self.module.index();
        std::mem::swap(&mut self.globals, &mut self.modules[from].globals);
        std::mem::swap(&mut self.places, &mut self.modules[from].places);
        let to = module.index();
        std::mem::swap(&mut self.globals, &mut self.modules[to].globals);
        std::mem::swap(&mut self.places, &mut self.modules[to].places);
        self.module = module;
        self.macros
            .enter(&self.program.modules[module.index()].name);
        self.scopes = match module {
            ModuleId::ROOT => std::mem::take(&mut self.outside),
            _ => Scopes::default(),
        };
    }

    /// What a module, or the program itself (`""`), calls by a name.
    pub(super) fn global_of(&self, module: &str, name: &str) -> Option<Global> {
        let module = match module {
            "" => ModuleId::ROOT,
            _ => self.named(module)?,
        };
        self.globals_of(module).get(name).cloned()
    }

    fn globals_of(&self, module: ModuleId) -> &BTreeMap<Rc<str>, Global> {
        match module == self.module {
            true => &self.globals,
            false => &self.modules[module.index()].globals,
        }
    }

    fn place_in(&self, module: ModuleId, name: &str) -> Option<Span> {
        match module == self.module {
            true => self.places.get(name).copied(),
            false => self.modules[module.index()].places.get(name).copied(),
        }
    }

    /// Whether other modules, and Rust, see a definition.
    pub(super) fn is_visible(&self, module: ModuleId, name: &str) -> bool {
        let table = &self.modules[module.index()];
        let name = name
            .strip_prefix("->")
            .filter(|n| !n.is_empty())
            .unwrap_or(name);
        match &table.exports {
            Some(exports) => exports.contains_key(name),
            None => !table.private.contains(name),
        }
    }

    pub(super) fn mark_private(&mut self, name: &str) {
        self.modules[self.module.index()]
            .private
            .insert(name.into());
    }

    /// Whether names that the program does not know are Rust's.
    pub(super) fn reads_rust(&self) -> bool {
        self.is_expression
            && self.allows_rust
            && self.module == ModuleId::ROOT
            && !self.macros.is_inside
    }

    /// What a name means: a definition of the module, or of one that it imports.
    pub(super) fn global(&self, name: &str) -> Option<Global> {
        if let Some(name) = name.strip_prefix(BLOCK) {
            return match qualified(name) {
                Some((module, name)) => self.global_of(&module, name),
                None => self.global_of("", name),
            };
        }
        if let Some(global) = self.globals.get(name) {
            return Some(global.clone());
        }
        let table = &self.modules[self.module.index()];
        let plain = name
            .strip_prefix("->")
            .filter(|n| !n.is_empty())
            .unwrap_or(name);
        let (module, name) = match table.names.get(plain) {
            Some((module, _)) => (*module, name),
            None => {
                let (alias, name) = qualified(name)?;
                (*table.aliases.get(&*alias)?, name)
            }
        };
        match module {
            Some(module) if self.is_visible(module, name) => {
                self.globals_of(module).get(name).cloned()
            }
            Some(_) => None,
            None => Some(Global::Broken),
        }
    }

    /// The names that other modules give to this one, qualified as they are here.
    pub(super) fn imported_names(&self) -> Vec<String> {
        let table = &self.modules[self.module.index()];
        let mut known: Vec<String> = table.names.keys().map(|name| name.to_string()).collect();
        for (alias, module) in &table.aliases {
            let Some(module) = *module else { continue };
            let visible = self.globals_of(module).keys();
            let visible = visible.filter(|name| self.is_visible(module, name));
            known.extend(visible.map(|name| format!("{alias}/{name}")));
        }
        known
    }

    /// What is wrong with a qualified name that means nothing; `None` if it is of no module.
    pub(super) fn unknown_in_module(&self, name: &str, span: Span) -> Option<Diagnostic> {
        let (alias, plain) = qualified(name)?;
        let table = &self.modules[self.module.index()];
        let Some(module) = table.aliases.get(&*alias).copied().flatten() else {
            let module = self.named(&alias)?;
            let known = &self.program.modules[module.index()].name;
            let message = format!("the module `{known}` is not imported here");
            return Some(
                Diagnostic::error("name", message, span)
                    .with_help(format!("write `(import {known})`")),
            );
        };
        let called = &self.program.modules[module.index()].name;
        if let Some(place) = self.place_in(module, plain) {
            let message = format!("`{plain}` is private in the module `{called}`");
            let help = match &self.modules[module.index()].exports {
                Some(_) => format!("add it to `(:exports […])` of `{called}`"),
                None => "define it with `defn`, which exports it".to_owned(),
            };
            return Some(
                Diagnostic::error("name", message, span)
                    .with_label(place, "defined here")
                    .with_help(help),
            );
        }
        let message = format!("the module `{called}` has no `{plain}`");
        let diagnostic = Diagnostic::error("name", message, span);
        Some(diagnostic.with_help(self.did_you_mean(module, plain)))
    }

    fn did_you_mean(&self, module: ModuleId, name: &str) -> String {
        let globals = self.globals_of(module).keys().map(|known| &**known);
        let globals = globals.filter(|name| !name.starts_with("->"));
        let mut known: Vec<&str> = globals
            .filter(|name| self.is_visible(module, name))
            .collect();
        let called = &self.program.modules[module.index()].name;
        known.extend(self.macros.exported(called));
        known.sort_unstable();
        match names::closest(name, known.iter().copied()).first() {
            Some(close) => format!("did you mean `{close}`?"),
            None if known.is_empty() => "it exports nothing".to_owned(),
            None => {
                let known: Vec<String> = known.iter().map(|known| format!("`{known}`")).collect();
                format!("it exports {}", known.join(", "))
            }
        }
    }

    fn named(&self, name: &str) -> Option<ModuleId> {
        let is_it = |module: &ModuleDef| module.name == name;
        let index = self.program.modules.iter().skip(1).position(is_it)?;
        Some(ModuleId(index as u32 + 1))
    }

    // ---- which modules there are

    /// The forms of the root and of each module.
    pub(super) fn units<'f>(&mut self, forms: &'f [Form]) -> Vec<Unit<'f>> {
        self.program.modules.push(ModuleDef::default());
        self.modules.push(Table::default());
        let mut units = vec![Unit::new(ModuleId::ROOT)];
        for form in forms {
            match head_of(form) {
                Some("module") => match self.unit(form) {
                    Ok(unit) => units.push(unit),
                    Err(diagnostic) => self.report(diagnostic),
                },
                Some("import") => units[0].imports.push(form),
                _ => units[0].forms.push(form),
            }
        }
        units
    }

    /// `(module name "doc"? (:exports […])? (import …)… definition…)`.
    fn unit<'f>(&mut self, form: &'f Form) -> Resolved<Unit<'f>> {
        let FormKind::List(items) = &form.kind else {
            return Ok(Unit::new(ModuleId::ROOT));
        };
        let Some(name) = items.get(1) else {
            return Err(Self::error(form.span, "`module` needs a name").with_help(USAGE));
        };
        let FormKind::Symbol(text) = &name.kind else {
            let message = "`module` is followed by a name";
            return Err(Self::error(name.span, message).with_help(USAGE));
        };
        let parts: Option<Vec<String>> = module_name(text).and_then(|known| {
            let parts = known.split('.').map(names::rust_name);
            let parts: Vec<String> = parts.collect();
            let is_name = |part: &String| names::is_identifier(part);
            parts.iter().all(is_name).then_some(parts)
        });
        let (Some(known), Some(path)) = (module_name(text), parts) else {
            let message = format!("`{text}` is no name for a module");
            return Err(Self::error(name.span, message)
                .with_help("write names between dots or slashes: `a.b/c`"));
        };
        if matches!(&*known, "user" | "rtfs") {
            let message = format!("no module can be called `{known}`");
            let help = "macros name the program itself and the library so: choose another name";
            return Err(Diagnostic::error("name", message, name.span).with_help(help));
        }
        let twin = |module: &&ModuleDef| module.path == path;
        if let Some(first) = self.program.modules.iter().find(twin) {
            let message = match first.name == known {
                true => format!("the module `{known}` is defined twice"),
                false => format!("the modules `{known}` and `{}` are one in Rust", first.name),
            };
            return Err(Diagnostic::error("name", message, name.span)
                .with_label(first.span, "defined here first")
                .with_help("put the definitions into one module, or rename one of the two"));
        }
        let id = ModuleId(self.program.modules.len() as u32);
        let mut rest = &items[2..];
        let mut doc = None;
        if let Some(FormKind::Str(text)) = rest.first().map(|form| &form.kind) {
            doc = Some(text.to_string());
            rest = &rest[1..];
        }
        self.program.modules.push(ModuleDef {
            name: known,
            path,
            span: name.span,
            doc,
            ..ModuleDef::default()
        });
        self.modules.push(Table::default());
        let mut unit = Unit::new(id);
        for form in rest {
            if let Err(diagnostic) = self.unit_form(form, &mut unit) {
                self.report(diagnostic);
            }
        }
        Ok(unit)
    }

    /// A form inside a module.
    fn unit_form<'f>(&mut self, form: &'f Form, unit: &mut Unit<'f>) -> Resolved<()> {
        match head_of(form) {
            Some("import") => unit.imports.push(form),
            Some("module") => {
                return Err(
                    Self::error(form.span, "a module stands inside of another").with_help(
                        "write it beside the other, with its whole name: `(module a.b …)`",
                    ),
                );
            }
            Some("capabilities") => {
                return Err(Self::error(form.span, "a module states no capabilities")
                    .with_help("write `(capabilities […])` at the top of the program"));
            }
            Some(head) if DEFINITIONS.contains(&head) => unit.forms.push(form),
            _ => {
                let exports = match &form.kind {
                    FormKind::List(items) => Some(&items[..]),
                    _ => None,
                };
                if let Some([head, names @ ..]) = exports
                    && matches!(&head.kind, FormKind::Keyword(k) if k.as_str() == "exports")
                {
                    return self.exports(form.span, names, unit.module);
                }
                return Err(
                    Self::error(form.span, "a module consists of definitions").with_help(
                        "`def`, `defn`, `defn-`, `defstruct` and the like define something",
                    ),
                );
            }
        }
        Ok(())
    }

    /// `(:exports [f g])`.
    fn exports(&mut self, span: Span, names: &[Form], module: ModuleId) -> Resolved<()> {
        let usage = |span: Span| {
            Self::error(span, "`:exports` takes a vector of names")
                .with_help("write `(:exports [f g])`")
        };
        let [list] = names else {
            return Err(usage(span));
        };
        let FormKind::Vector(items) = &list.kind else {
            return Err(usage(list.span));
        };
        if self.modules[module.index()].exports.is_some() {
            return Err(Self::error(span, "`:exports` stands twice")
                .with_help("write all names into one vector"));
        }
        let mut exports = BTreeMap::new();
        for item in items {
            let FormKind::Symbol(name) = &item.kind else {
                return Err(usage(item.span));
            };
            exports.insert(name.as_str().into(), item.span);
        }
        self.modules[module.index()].exports = Some(exports);
        Ok(())
    }

    /// That a module defines what it exports and declares; its definitions are declared.
    pub(super) fn check_promises(&mut self, unit: &Unit<'_>) {
        let mut found = Vec::new();
        let table = &self.modules[self.module.index()];
        for (name, span) in table.exports.iter().flatten() {
            if !self.globals.contains_key(name) {
                let message = format!("`{name}` is exported, but not defined in this module");
                let own = self.globals.keys().map(|own| &**own);
                let close = names::closest(name, own.filter(|own| !own.starts_with("->")));
                let diagnostic = Diagnostic::error("name", message, *span);
                found.push(diagnostic.with_help(match close.first() {
                    Some(close) => format!("did you mean `{close}`?"),
                    None => "define it inside of the module's parentheses".to_owned(),
                }));
            } else if table.private.contains(name) {
                let message = format!("`{name}` is exported, but private");
                let mut diagnostic = Diagnostic::error("name", message, *span);
                if let Some(place) = self.places.get(name) {
                    diagnostic = diagnostic.with_label(*place, "defined here");
                }
                found.push(diagnostic.with_help("define it with `defn`, without `^:private`"));
            }
        }
        for form in &unit.forms {
            if head_of(form) == Some("declare") {
                self.check_declared(form, &mut found);
            }
        }
        self.diagnostics.extend(found);
    }

    fn check_declared(&self, form: &Form, found: &mut Vec<Diagnostic>) {
        for item in form.kind.children().iter().skip(1) {
            match &item.kind {
                FormKind::Symbol(name) if self.globals.contains_key(name.as_str()) => {}
                FormKind::Symbol(name) => {
                    let message = format!("`{name}` is declared, but not defined");
                    let help = "define it in the same module; the order does not matter, so that `declare` is not needed";
                    found.push(Diagnostic::error("name", message, item.span).with_help(help));
                }
                _ => found.push(
                    Self::error(item.span, "`declare` takes names")
                        .with_help("write `(declare f g)`"),
                ),
            }
        }
    }

    // ---- imports

    /// Binds the imports of all modules; the modules, each after those that it imports.
    pub(super) fn link(&mut self, units: &[Unit<'_>]) -> Vec<ModuleId> {
        let mut edges: BTreeMap<ModuleId, Vec<(ModuleId, Span)>> = BTreeMap::new();
        for unit in units {
            for &form in &unit.imports {
                match import(form) {
                    Ok(import) => {
                        let module = self.named(&import.module);
                        self.bind_import(unit.module, module, &import);
                        let edges = edges.entry(unit.module).or_default();
                        edges.extend(module.map(|module| (module, import.span)));
                    }
                    Err(diagnostic) => self.report(diagnostic),
                }
            }
        }
        let mut walk = Walk {
            edges: &edges,
            done: BTreeSet::new(),
            path: Vec::new(),
            order: Vec::new(),
            circles: Vec::new(),
        };
        for unit in units.iter().rev() {
            walk.visit(unit.module);
        }
        let (order, circles) = (walk.order, walk.circles);
        for (circle, span) in circles {
            let name = |id: &ModuleId| format!("`{}`", self.program.modules[id.index()].name);
            let shown: Vec<String> = circle.iter().map(name).collect();
            let message = format!("circular import: {}", shown.join(" → "));
            let help = "move what both need into a module of its own, which both import";
            self.report(Diagnostic::error("import", message, span).with_help(help));
        }
        order
    }

    fn bind_import(&mut self, into: ModuleId, module: Option<ModuleId>, import: &Import<'_>) {
        let aliases = &mut self.modules[into.index()].aliases;
        aliases.insert(import.module.as_str().into(), module);
        match import.alias {
            Some((alias, span)) => {
                let before = aliases.insert(alias.into(), module);
                if before.is_some_and(|before| before != module) {
                    let message = format!("two modules are called `{alias}` here");
                    let help = "choose another name after `:as`";
                    self.report(Diagnostic::error("import", message, span).with_help(help));
                }
            }
            None => {
                let last = import.module.rsplit('.').next().unwrap_or(&import.module);
                aliases.entry(last.into()).or_insert(module);
            }
        }
        for &(name, span) in &import.only {
            if let Err(diagnostic) = self.bind_name(into, module, import, name, span) {
                self.report(diagnostic);
            }
        }
    }

    fn bind_name(
        &mut self,
        into: ModuleId,
        module: Option<ModuleId>,
        import: &Import<'_>,
        name: &str,
        span: Span,
    ) -> Resolved<()> {
        let mut bound = module;
        if let Some(module) = module
            && !(self.globals_of(module).contains_key(name) && self.is_visible(module, name))
        {
            bound = None;
            let diagnostic = match self.place_in(module, name) {
                Some(place) => {
                    let message = format!("`{name}` is private in the module `{}`", import.module);
                    Diagnostic::error("import", message, span)
                        .with_label(place, "defined here")
                        .with_help("export it there")
                }
                None => {
                    let message = format!("the module `{}` has no `{name}`", import.module);
                    Diagnostic::error("import", message, span)
                        .with_help(self.did_you_mean(module, name))
                }
            };
            self.report(diagnostic);
        }
        let names = &mut self.modules[into.index()].names;
        if let Some((other, first)) = names.insert(name.into(), (bound, span))
            && other.is_some()
            && bound.is_some()
            && other != bound
        {
            let message = format!("`{name}` is imported from two modules");
            return Err(Diagnostic::error("import", message, span)
                .with_label(first, "imported here first")
                .with_help("import one of the two modules with `:as`, and write `x/name`"));
        }
        Ok(())
    }
}

impl Unit<'_> {
    fn new(module: ModuleId) -> Self {
        Unit {
            module,
            forms: Vec::new(),
            imports: Vec::new(),
        }
    }
}

/// A name as the module that qualifies it and the rest: `a.b/c` is `c` of `a.b`.
pub(super) fn qualified(name: &str) -> Option<(String, &str)> {
    let (qualifier, name) = name.rsplit_once('/')?;
    let qualifier = module_name(qualifier)?;
    (!name.is_empty()).then_some((qualifier, name))
}

/// What an `import` says.
pub(super) fn import(form: &Form) -> Resolved<Import<'_>> {
    let error =
        |span: Span, message: &str| Diagnostic::error("form", message, span).with_help(IMPORT);
    let [_, name, options @ ..] = form.kind.children() else {
        return Err(error(form.span, "`import` needs the name of a module"));
    };
    let FormKind::Symbol(text) = &name.kind else {
        return Err(error(
            name.span,
            "`import` is followed by the name of a module",
        ));
    };
    let Some(module) = module_name(text) else {
        return Err(error(name.span, "this is no name of a module"));
    };
    let mut import = Import {
        module,
        span: name.span,
        alias: None,
        only: Vec::new(),
    };
    for pair in options.chunks(2) {
        match (
            &pair[0].kind,
            pair.get(1).map(|form| (&form.kind, form.span)),
        ) {
            (FormKind::Keyword(key), Some((FormKind::Symbol(alias), span)))
                if key.as_str() == "as" && !alias.contains('/') =>
            {
                import.alias = Some((alias, span));
            }
            (FormKind::Keyword(key), Some((FormKind::Vector(items), _)))
                if key.as_str() == "only" =>
            {
                for item in items {
                    match &item.kind {
                        FormKind::Symbol(name) => import.only.push((name, item.span)),
                        _ => return Err(error(item.span, "`:only` takes a vector of names")),
                    }
                }
            }
            _ => {
                return Err(error(
                    pair[0].span,
                    "`import` is followed by `:as name` or `:only [names]`",
                ));
            }
        }
    }
    Ok(import)
}

/// A walk along imports, depth first.
struct Walk<'e> {
    edges: &'e BTreeMap<ModuleId, Vec<(ModuleId, Span)>>,
    done: BTreeSet<ModuleId>,
    /// The modules on the way here.
    path: Vec<ModuleId>,
    order: Vec<ModuleId>,
    /// Each circle with the import that closes it.
    circles: Vec<(Vec<ModuleId>, Span)>,
}

impl Walk<'_> {
    fn visit(&mut self, module: ModuleId) {
        if !self.done.insert(module) {
            return;
        }
        self.path.push(module);
        for &(next, span) in self.edges.get(&module).into_iter().flatten() {
            match self.path.iter().position(|on_the_way| *on_the_way == next) {
                Some(start) => {
                    let mut circle = self.path[start..].to_vec();
                    circle.push(next);
                    self.circles.push((circle, span));
                }
                None => self.visit(next),
            }
        }
        self.path.pop();
        self.order.push(module);
    }
}
