//! The top of a block: definitions, which see each other in any order, and the expressions between them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use rtfs_rt::reader::{Form, FormKind, Span};
use rtfs_rt::schema::{self, Member, Schema};

use super::macros::Macros;
use super::metadata::is_private;
use super::modules::Unit;
use super::pattern::Bindings;
use super::scope::Meaning;
use super::special::{head_of, is_special, wrap};
use super::{Global, Resolved, Resolver, arity_words, fix_count, given_words, nil};
use crate::ast::*;
use crate::declared;
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
    fn visit<'f>(
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
    fn header(&mut self) {
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
    fn declare(&mut self, form: &Form) -> Resolved<()> {
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

    fn define_top_fn(&mut self, form: &Form, head: &str) -> Resolved<()> {
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

    fn define_struct(&mut self, form: &Form) -> Resolved<()> {
        let FormKind::List(items) = &form.kind else {
            return Ok(());
        };
        let Some(FormKind::Symbol(name)) = items.get(1).map(|f| &f.kind) else {
            return Ok(());
        };
        let Some(Global::Struct(id)) = self.globals.get(name.as_str()).cloned() else {
            return Ok(());
        };
        if let Some(name) = self.definition_meta(form).rust_name {
            self.program.structs[id.index()].rust_name = name;
        }
        let result = self.struct_fields(id, items);
        self.program.structs[id.index()].is_broken |= result.is_err();
        result
    }

    /// What the types of fields say, now that all structs are known.
    fn settle_fields(&mut self) {
        let schemas = &self.program.schemas;
        for field in self.program.structs.iter_mut().flat_map(|s| &mut s.fields) {
            let declared = &field.declared;
            field.declared = declared::annotation(schemas, &declared.schema, declared.span);
        }
    }

    /// The annotation that says nothing.
    fn anything(&self, span: Span) -> Annotation {
        declared::annotation(&self.program.schemas, &Rc::new(Schema::Any), span)
    }

    fn struct_fields(&mut self, id: StructId, items: &[Form]) -> Resolved<()> {
        let name = &self.program.structs[id.index()].rust_name;
        if !names::is_type_name(name) {
            return Err(Self::error(
                items[1].span,
                format!("`{name}` is no name for a Rust struct"),
            )
            .with_help("write it like `Point` or `LineItem`, or say the name in Rust: `^{:rust/name \"Point\"}`"));
        }
        let mut rest = &items[2..];
        if let Some(FormKind::Str(doc)) = rest.first().map(|f| &f.kind) {
            self.program.structs[id.index()].doc = Some(doc.to_string());
            rest = &rest[1..];
        }
        while let Some((key, after)) = rest.split_first() {
            if let Err(diagnostic) = self.struct_field(id, key, after.first()) {
                self.report(diagnostic);
                self.program.structs[id.index()].is_broken = true;
            }
            // What is no key may stand for one, with a type behind it, or beside the pairs: those that are left tell.
            let has_type = matches!(key.kind, FormKind::Keyword(_)) || after.len() % 2 == 1;
            rest = after.get(usize::from(has_type)..).unwrap_or_default();
        }
        let fields = self.program.structs[id.index()].fields.iter();
        let fields = fields.map(|f| Member::new(&f.key, (*f.declared.schema).clone(), false));
        let fields = fields.collect();
        if let Some(def) = Arc::make_mut(&mut self.program.schemas)
            .structs
            .get_mut(id.index())
        {
            def.fields = fields;
        }
        Ok(())
    }

    fn struct_field(&mut self, id: StructId, key: &Form, ty: Option<&Form>) -> Resolved<()> {
        let FormKind::Keyword(text) = &key.kind else {
            return Err(Self::error(key.span, "a field is named by a keyword")
                .with_help("write `(defstruct Name :field :type …)`"));
        };
        let Some(ty) = ty else {
            let message = format!("the field `:{text}` has no type");
            return Err(Self::error(key.span, message)
                .with_help(format!("write `:{text} :any` if it can be anything")));
        };
        let fields = &self.program.structs[id.index()].fields;
        if fields.iter().any(|f| *f.key == **text) {
            let message = format!("the field `:{text}` stands twice");
            return Err(
                Diagnostic::error("name", message, key.span).with_help("remove one of the two")
            );
        }
        let rust_name = names::rust_name(text);
        if let Some(other) = fields.iter().find(|f| f.rust_name == rust_name) {
            let message = format!(
                "`:{text}` and `:{}` are both `{rust_name}` in Rust",
                other.key
            );
            return Err(Diagnostic::error("name", message, key.span)
                .with_label(other.span, "the other one")
                .with_help("rename one of the two"));
        }
        let declared = match self.declared(ty) {
            Ok(declared) => declared,
            Err(diagnostic) => {
                self.report(diagnostic);
                self.program.structs[id.index()].is_broken = true;
                self.anything(ty.span)
            }
        };
        self.program.structs[id.index()].fields.push(Field {
            key: text.as_str().into(),
            rust_name,
            ty: declared.ty.clone(),
            declared,
            span: key.span,
        });
        Ok(())
    }

    fn extern_path(&self, form: &Form, items: &[Form]) -> Resolved<(Vec<String>, String, Span)> {
        let usage = || {
            Self::error(form.span, "`extern` is not complete")
                .with_help("write `(extern crate::path/name [:int] :int)`")
        };
        let [_, path, ..] = items else {
            return Err(usage());
        };
        let FormKind::Symbol(text) = &path.kind else {
            return Err(usage());
        };
        let mut segments: Vec<&str> = Vec::new();
        for part in text.split('/') {
            segments.extend(
                part.split("::")
                    .flat_map(|p| p.split('.'))
                    .filter(|s| !s.is_empty()),
            );
        }
        let Some((last, modules)) = segments.split_last() else {
            return Err(usage());
        };
        let mut rust: Vec<String> = modules.iter().map(|m| names::rust_name(m)).collect();
        rust.push(names::rust_name(last));
        Ok((rust, last.to_string(), path.span))
    }

    fn define_extern(&mut self, form: &Form) -> Resolved<()> {
        let FormKind::List(items) = &form.kind else {
            return Ok(());
        };
        let (_, name, _) = self.extern_path(form, items)?;
        let Some(Global::Extern(id)) = self.globals.get(name.as_str()).cloned() else {
            return Ok(());
        };
        // Until all of it is known to be right.
        self.program.externs[id as usize].is_broken = true;
        let usage = || {
            Self::error(form.span, "`extern` is not complete")
                .with_help("write `(extern crate::path/name [:int] :int)`")
        };
        let [_, _, params, result] = &items[..] else {
            return Err(usage());
        };
        let FormKind::Vector(params) = &params.kind else {
            return Err(usage());
        };
        let params = params
            .iter()
            .map(|p| self.declared(p))
            .collect::<Resolved<Vec<_>>>()?;
        let result = self.declared(result)?;
        let def = &mut self.program.externs[id as usize];
        def.params = params;
        def.result = result;
        def.is_broken = false;
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

    fn check_fn_arities(&mut self) {
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

/// The error of what a program without a way into Rust asks for.
pub(super) fn not_granted(span: Span, what: &str) -> Diagnostic {
    let message = format!("{what}, which this program may not");
    Diagnostic::error("capability", message, span).with_help(
        "it is compiled with `extern = false`: all that it may ask for are the capabilities that it was granted",
    )
}
