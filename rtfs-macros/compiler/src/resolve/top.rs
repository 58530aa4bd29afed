//! The top of a block: definitions, which see each other in any order, and the expressions between them.

use super::external::not_granted;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use rtfs_rt::reader::{Form, FormKind, Span};
use rtfs_rt::schema::{self};

use super::macros::Macros;
use super::metadata::is_private;
use super::modules::Unit;
use super::scope::Meaning;
use super::special::{head_of, is_special};
use super::{Global, Resolved, Resolver, nil};
use crate::ast::*;
use crate::diagnostic::Diagnostic;
use crate::names;

pub(super) const DEFINITIONS: &[&str] = &[
    "def",
    "defn",
    "defn-",
    "defmacro",
    "defstruct",
    "deftype",
    "deftest",
    "module",
    "import",
    "extern",
    "declare",
    "capabilities",
    "defcapability",
];

/// The name that a definition gives.
pub(super) fn defined_name(form: &Form) -> Option<&str> {
    let FormKind::List(items) = &form.kind else {
        return None;
    };
    match items.get(1).map(|f| &f.kind) {
        Some(FormKind::Symbol(name)) => Some(name.as_str()),
        _ => None,
    }
}

/// The constants of a block, each after those that its value mentions.
fn in_order_of_use<'f>(forms: &[&'f Form], macros: &Macros) -> Vec<&'f Form> {
    pub(super) fn visit<'f>(
        name: &str,
        consts: &BTreeMap<&str, &'f Form>,
        macros: &Macros,
        seen: &mut BTreeSet<String>,
        out: &mut Vec<&'f Form>,
    ) {
        let name = macros.plain(name);
        let form = consts.get(name).copied();
        // A use of a macro mentions what the macro mentions.
        let Some(definition) = form.or_else(|| macros.definition(name)) else {
            return;
        };
        if !seen.insert(name.to_owned()) {
            return;
        }
        let mut symbols = Vec::new();
        mentioned(definition, &mut symbols);
        for symbol in symbols {
            visit(symbol, consts, macros, seen, out);
        }
        out.extend(form);
    }
    let consts: BTreeMap<&str, &Form> = forms
        .iter()
        .filter(|f| head_of(f) == Some("def"))
        .filter_map(|f| Some((defined_name(f)?, *f)))
        .collect();
    let (mut seen, mut out) = (BTreeSet::new(), Vec::new());
    for form in forms {
        if let Some(name) = defined_name(form) {
            visit(name, &consts, macros, &mut seen, &mut out);
        }
    }
    out
}

/// The symbols in a form, quoted data left out.
fn mentioned<'f>(form: &'f Form, out: &mut Vec<&'f str>) {
    match &form.kind {
        FormKind::Symbol(name) => out.push(name.as_str()),
        FormKind::List(_) if head_of(form) == Some("quote") => {}
        FormKind::List(items)
        | FormKind::Vector(items)
        | FormKind::Map(items)
        | FormKind::Set(items)
        | FormKind::AnonFn(items) => items.iter().for_each(|f| mentioned(f, out)),
        _ => {}
    }
}

/// The parts of `(def name "doc"? type? value)`.
pub(super) struct DefParts<'f> {
    pub(super) name: Rc<str>,
    pub(super) span: Span,
    pub(super) doc: Option<String>,
    pub(super) annotation: Option<Annotation>,
    pub(super) value: &'f Form,
}

impl Resolver<'_> {
    pub(super) fn top(&mut self, forms: &[Form]) {
        if !self.macros.is_inside {
            self.header();
        }
        let mut units = self.units(forms);
        for unit in &mut units {
            self.enter(unit.module);
            self.declare_all(&mut unit.forms);
            self.check_promises(unit);
        }
        let order = self.link(&units);
        let in_order = |module: &ModuleId| units.iter().find(|unit| unit.module == *module);
        let units: Vec<&Unit<'_>> = order.iter().filter_map(in_order).collect();
        // Types and structs before all else: annotations name them.
        for unit in &units {
            self.enter(unit.module);
            self.define_types(&unit.forms);
            self.define_all(&unit.forms, "defstruct", Self::define_struct);
        }
        self.settle_fields();
        self.find_nodes();
        for unit in &units {
            self.enter(unit.module);
            self.define_all(&unit.forms, "extern", Self::define_extern);
            self.define_all(&unit.forms, "defcapability", Self::define_capability);
        }
        for unit in &units {
            self.enter(unit.module);
            self.define_consts(&unit.forms);
        }
        let mut body = Vec::new();
        for unit in &units {
            self.enter(unit.module);
            self.define_fns(&unit.forms, &mut body);
        }
        self.enter(ModuleId::ROOT);
        self.close_captures();
        if self.is_expression {
            let span = match units.iter().find(|unit| unit.module == ModuleId::ROOT) {
                Some(root) => root.forms.last().map_or_else(Span::default, |f| f.span),
                None => Span::default(),
            };
            let body = match body.len() {
                0 => nil(span),
                1 => body.remove(0),
                _ => Expr {
                    kind: ExprKind::Do(body),
                    span,
                },
            };
            self.program.body = Some(self.bind_outer_constants(body));
        }
        self.check_fn_arities();
        self.check_rust_names();
        self.tell_apart();
    }

    /// Makes the names of a module known; of a wrong definition nothing is left.
    fn declare_all(&mut self, forms: &mut Vec<&Form>) {
        forms.retain(|form| match self.declare(form) {
            Ok(()) => true,
            Err(diagnostic) => {
                self.report(diagnostic);
                false
            }
        });
    }

    fn define_all(
        &mut self,
        forms: &[&Form],
        head: &str,
        define: fn(&mut Self, &Form) -> Resolved<()>,
    ) {
        for form in forms {
            if head_of(form) == Some(head)
                && let Err(diagnostic) = define(self, form)
            {
                self.report(diagnostic);
            }
        }
    }

    fn define_consts(&mut self, forms: &[&Form]) {
        for form in in_order_of_use(forms, &self.macros) {
            if let Err(diagnostic) = self.define_const(form) {
                self.report(diagnostic);
                if let Some(name) = defined_name(form) {
                    self.globals.insert(name.into(), Global::Broken);
                }
            }
        }
    }

    /// The functions of a module, and what the root of an expression computes.
    fn define_fns(&mut self, forms: &[&Form], body: &mut Vec<Expr>) {
        for form in forms {
            match head_of(form) {
                Some(head @ ("defn" | "defn-" | "deftest")) => {
                    if let Err(diagnostic) = self.define_top_fn(form, head) {
                        self.report(diagnostic);
                    }
                }
                Some(head) if DEFINITIONS.contains(&head) => {}
                _ => body.push(self.inner(form)),
            }
        }
    }

    /// The variables that a header declares.
    pub(super) fn header(&mut self) {
        for param in &self.source.header {
            // The header is Rust: its names are Rust's, and RTFS may write them in kebab-case.
            let span = Span::default();
            let local = self.new_local(&param.name, span, false);
            self.scopes.bind(&param.name, Meaning::Local(local));
            let kebab = param.name.replace('_', "-");
            if kebab != param.name {
                self.scopes.bind(&kebab, Meaning::Local(local));
            }
            self.program.captures.push(Capture {
                rust_name: param.name.clone(),
                span,
                local: Some(local),
                declared: super::header::of_rust(&param.ty.to_string()),
            });
        }
    }

    /// Makes the names that a form defines known.
    pub(super) fn declare(&mut self, form: &Form) -> Resolved<()> {
        let Some(head) = head_of(form).filter(|h| DEFINITIONS.contains(h)) else {
            return Ok(());
        };
        let FormKind::List(items) = &form.kind else {
            return Ok(());
        };
        match head {
            "declare" | "capabilities" | "defcapability" | "defmacro" => return Ok(()),
            "extern" if !self.allows_rust => {
                return Err(not_granted(form.span, "`extern` names a Rust function"));
            }
            "extern" => {
                let path = self.extern_path(form, items)?;
                let name: Rc<str> = path.1.into();
                let id = self.program.externs.len() as u32;
                self.program.externs.push(ExternDef {
                    path: path.0,
                    params: Vec::new(),
                    result: self.anything(path.2),
                    span: path.2,
                    is_broken: false,
                });
                return self.define_global(&name, path.2, Global::Extern(id));
            }
            "deftype" => return self.declare_type(form, items),
            _ => {}
        }
        let usage = match head {
            "def" => "(def name value)",
            "defstruct" => "(defstruct Name :field :type …)",
            "deftest" => "(deftest name body…)",
            _ => "(defn name [params] body…)",
        };
        let Some(name) = items.get(1) else {
            return Err(Self::error(form.span, format!("`{head}` needs a name"))
                .with_help(format!("write `{usage}`")));
        };
        let FormKind::Symbol(text) = &name.kind else {
            return Err(
                Self::error(name.span, format!("`{head}` is followed by a name"))
                    .with_help(format!("write `{usage}`")),
            );
        };
        let text: Rc<str> = text.as_str().into();
        if is_special(&text) {
            return Err(Self::error(
                name.span,
                format!("`{text}` is a special form and cannot be defined"),
            )
            .with_help("choose another name"));
        }
        if text.contains(['/', '.']) && &*text != "/" {
            return Err(Self::error(
                name.span,
                format!("`{text}` is qualified, but a definition has a plain name"),
            )
            .with_help(format!(
                "write `{}`",
                text.rsplit(['/', '.']).next().unwrap_or(&text)
            )));
        }
        self.check_definition_meta(form, false);
        if head == "defn-" || is_private(form) {
            self.mark_private(&text);
        }
        let global = match head {
            "def" => Global::Pending,
            "defstruct" => {
                let id = StructId(self.program.structs.len() as u32);
                self.define_global(&text, name.span, Global::Struct(id))?;
                self.program.structs.push(StructDef {
                    name: text.clone(),
                    module: self.module,
                    rust_name: text.to_string(),
                    span: name.span,
                    doc: None,
                    fields: Vec::new(),
                    is_broken: false,
                    is_node: false,
                });
                Arc::make_mut(&mut self.program.schemas)
                    .structs
                    .push(schema::Struct {
                        name: (&*text).into(),
                        fields: [].into(),
                    });
                if self.is_visible(self.module, &text) {
                    self.program.exports.push(Export::Struct(id));
                }
                let positional = format!("->{text}").into();
                return self.define_global(&positional, name.span, Global::Positional(id));
            }
            _ => Global::Fn(self.declare_fn(&text, name.span, true)),
        };
        self.define_global(&text, name.span, global)
    }

    pub(super) fn define_global(
        &mut self,
        name: &Rc<str>,
        span: Span,
        global: Global,
    ) -> Resolved<()> {
        let first = self.places.get(name).copied();
        if let Some(first) = first.or_else(|| self.macros.place(name)) {
            let message = format!("`{name}` is defined twice in this block");
            let help = match global {
                Global::Fn(_) => {
                    "rename one of the two, or make them arities of one function: `(defn f ([x] …) ([x y] …))`"
                }
                _ => "rename one of the two",
            };
            return Err(Diagnostic::error("name", message, span)
                .with_label(first, "defined here first")
                .with_help(help));
        }
        self.globals.insert(name.clone(), global);
        self.places.insert(name.clone(), span);
        Ok(())
    }

    pub(super) fn def_parts<'f>(&self, form: &'f Form) -> Resolved<DefParts<'f>> {
        let usage = || {
            Self::error(form.span, "`def` is not complete").with_help("write `(def name value)`")
        };
        let FormKind::List(items) = &form.kind else {
            return Err(usage());
        };
        let FormKind::Symbol(name) = &items.get(1).ok_or_else(usage)?.kind else {
            return Err(usage());
        };
        let mut rest = &items[2..];
        let mut doc = None;
        if let [text, _, ..] = rest
            && let FormKind::Str(text) = &text.kind
        {
            doc = Some(text.to_string());
            rest = &rest[1..];
        }
        let length = self.type_length(rest);
        let annotation = if length > 0 && rest.len() == length + 1 {
            let annotation = self.annotation(&rest[..length])?;
            rest = &rest[length..];
            Some(annotation)
        } else {
            None
        };
        match rest {
            [value] => Ok(DefParts {
                name: name.as_str().into(),
                span: items[1].span,
                doc,
                annotation,
                value,
            }),
            [] => Err(usage()),
            [_, extra, ..] => Err(Self::error(extra.span, "`def` takes one value")
                .with_help("write `(def name value)`")),
        }
    }

    fn define_const(&mut self, form: &Form) -> Resolved<()> {
        let def = self.def_parts(form)?;
        let value = self.inner(def.value);
        let id = ConstId(self.program.consts.len() as u32);
        let meta = self.definition_meta(form);
        let rust_name = meta
            .rust_name
            .unwrap_or_else(|| names::constant_name(&def.name));
        let is_exported = !self.is_expression && self.is_visible(self.module, &def.name);
        self.program.consts.push(ConstDef {
            name: def.name.clone(),
            module: self.module,
            span: def.span,
            doc: def.doc,
            annotation: def.annotation,
            value,
            local: None,
            is_exported,
            rust_name,
        });
        if is_exported {
            self.program.exports.push(Export::Const(id));
        }
        self.globals.insert(def.name, Global::Const(id));
        Ok(())
    }

    /// A function that names another captures what the other captures, unless it binds it itself.
    fn close_captures(&mut self) {
        let mut changed = true;
        while changed {
            changed = false;
            for &(user, used) in &self.fn_uses {
                for local in self.program.fns[used.index()].captures.clone() {
                    let binds_itself = self.owners[local.index()] == Some(user);
                    let captures = &mut self.program.fns[user.index()].captures;
                    if !binds_itself
                        && !captures.contains(&local)
                        && self.owners[local.index()] != Some(used)
                    {
                        captures.push(local);
                        changed = true;
                    }
                }
            }
        }
    }
}
