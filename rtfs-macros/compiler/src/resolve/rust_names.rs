//! Names in Rust: those of one module are different, and the expansion tells those of different modules apart.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rtfs_rt::reader::Span;

use super::Resolver;
use crate::ast::{Export, ModuleId};
use crate::diagnostic::Diagnostic;

/// A name that Rust sees.
struct Seen {
    module: ModuleId,
    rust: String,
    name: Rc<str>,
    span: Span,
}

impl Resolver<'_> {
    /// All names that Rust sees, tests included.
    fn seen(&self) -> Vec<Seen> {
        let mut all = Vec::new();
        for export in &self.program.exports {
            match export {
                Export::Fn(id) => {
                    let def = &self.program.fns[id.index()];
                    let seen = |arity| Seen {
                        module: def.module,
                        rust: def.entry_name(arity),
                        name: def.name.clone(),
                        span: def.span,
                    };
                    all.extend(def.arities.iter().map(seen));
                }
                Export::Const(id) => {
                    let def = &self.program.consts[id.index()];
                    all.push(Seen {
                        module: def.module,
                        rust: def.rust_name.clone(),
                        name: def.name.clone(),
                        span: def.span,
                    });
                }
                Export::Type(id) => {
                    let def = &self.program.types[id.index()];
                    all.push(Seen {
                        module: def.module,
                        rust: def.rust_name.clone(),
                        name: def.name.clone(),
                        span: def.span,
                    });
                }
                Export::Struct(id) => {
                    let def = &self.program.structs[id.index()];
                    all.push(Seen {
                        module: def.module,
                        rust: def.rust_name.clone(),
                        name: def.name.clone(),
                        span: def.span,
                    });
                }
            }
        }
        for id in &self.program.tests {
            let def = &self.program.fns[id.index()];
            all.push(Seen {
                module: def.module,
                rust: def.rust_name.clone(),
                name: def.name.clone(),
                span: def.span,
            });
        }
        all
    }

    /// Two names of a module may not meet in Rust, nor a struct and a module below.
    pub(super) fn check_rust_names(&mut self) {
        let mut seen: BTreeMap<(ModuleId, String), (Rc<str>, Span)> = BTreeMap::new();
        let mut found = Vec::new();
        for Seen {
            module,
            rust,
            name,
            span,
        } in self.seen()
        {
            match seen.get(&(module, rust.clone())) {
                Some((_, place)) if *place == span => {}
                Some((other, place)) => {
                    let message = format!("`{name}` and `{other}` are both `{rust}` in Rust");
                    found.push(
                        Diagnostic::error("name", message, span)
                            .with_label(*place, "the other one")
                            .with_help("rename one of the two"),
                    );
                }
                None => {
                    seen.insert((module, rust), (name, span));
                }
            }
        }
        for def in &self.program.structs {
            let home = &self.program.modules[def.module.index()].path;
            let below = |path: &Vec<String>| {
                path.len() > home.len()
                    && path.starts_with(home)
                    && path[home.len()] == def.rust_name
            };
            if let Some(module) = self.program.modules.iter().find(|m| below(&m.path)) {
                let message = format!(
                    "the struct `{}` and the module `{}` are both `{}` in Rust",
                    def.name, module.name, def.rust_name
                );
                found.push(
                    Diagnostic::error("name", message, def.span)
                        .with_label(module.span, "the module")
                        .with_help("rename one of the two"),
                );
            }
        }
        self.diagnostics.extend(found);
    }

    /// The expansion is one Rust module inside: what has the name of something in another module gets
    /// one of its own there, and its name where Rust sees it.
    pub(super) fn tell_apart(&mut self) {
        let (mut values, mut types) = (BTreeSet::new(), BTreeSet::new());
        for index in 0..self.program.modules.len() {
            let module = ModuleId(index as u32);
            let mut renamed = BTreeMap::new();
            self.tell_fns_apart(module, &mut values, &mut renamed);
            for def in self
                .program
                .consts
                .iter_mut()
                .filter(|def| def.module == module)
            {
                if !def.is_exported || values.insert(def.rust_name.clone()) {
                    continue;
                }
                let hidden = format!("{}__in_{index}", def.rust_name);
                renamed.insert(
                    hidden.clone(),
                    std::mem::replace(&mut def.rust_name, hidden),
                );
            }
            for def in self
                .program
                .structs
                .iter_mut()
                .filter(|def| def.module == module)
            {
                if types.insert(def.rust_name.clone()) {
                    continue;
                }
                let hidden = format!("{}__in_{index}", def.rust_name);
                renamed.insert(
                    hidden.clone(),
                    std::mem::replace(&mut def.rust_name, hidden),
                );
            }
            for def in self
                .program
                .types
                .iter_mut()
                .filter(|def| def.module == module)
            {
                if types.insert(def.rust_name.clone()) {
                    continue;
                }
                let hidden = format!("{}__in_{index}", def.rust_name);
                renamed.insert(
                    hidden.clone(),
                    std::mem::replace(&mut def.rust_name, hidden),
                );
            }
            self.program.modules[index].renamed = renamed;
        }
    }

    fn tell_fns_apart(
        &mut self,
        module: ModuleId,
        taken: &mut BTreeSet<String>,
        renamed: &mut BTreeMap<String, String>,
    ) {
        let tests = &self.program.tests;
        for (index, def) in self.program.fns.iter_mut().enumerate() {
            let is_test = tests.iter().any(|test| test.index() == index);
            if def.module != module || !(def.is_exported || is_test) {
                continue;
            }
            let names: Vec<String> = def.arities.iter().map(|a| def.entry_name(a)).collect();
            let is_free = names.iter().all(|name| !taken.contains(name));
            if !is_free && module != ModuleId::ROOT {
                def.rust_name = format!("{}__in_{}", def.rust_name, module.0);
                let hidden = def.arities.iter().map(|a| def.entry_name(a));
                renamed.extend(hidden.zip(names));
            } else {
                taken.extend(names);
            }
        }
    }
}
