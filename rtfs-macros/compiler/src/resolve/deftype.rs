//! `(deftype Name "doc"? type)`: types with names, which see each other and themselves in any order.
//!
//! All names are known before any type is read. A type is read twice: once so that every name has a
//! meaning, and again, with errors reported, when it can be said whether predicates make sense for
//! what the names stand for.

use std::rc::Rc;
use std::sync::Arc;

use rtfs_rt::reader::{Form, FormKind};
use rtfs_rt::schema::{Named, Schema};

use super::special::head_of;
use super::{Global, Resolved, Resolver};
use crate::ast::{Export, TypeDef, TypeId};
use crate::declared;
use crate::diagnostic::Diagnostic;
use crate::names;
use crate::types::Ty;

impl Resolver<'_> {
    /// Makes the name of a `deftype` known.
    pub(super) fn declare_type(&mut self, form: &Form, items: &[Form]) -> Resolved<()> {
        let usage = || {
            Self::error(form.span, "`deftype` is not complete")
                .with_help("write `(deftype Name type)`")
        };
        let name = items.get(1).ok_or_else(usage)?;
        let FormKind::Symbol(text) = &name.kind else {
            return Err(Self::error(name.span, "`deftype` is followed by a name")
                .with_help("write `(deftype Name type)`"));
        };
        if !names::is_type_name(text) {
            return Err(
                Self::error(name.span, format!("`{text}` is no name for a type"))
                    .with_help("write it like `Age` or `LineItem`"),
            );
        }
        let text: Rc<str> = text.as_str().into();
        let id = TypeId(self.program.types.len() as u32);
        self.define_global(&text, name.span, Global::Type(id))?;
        Arc::make_mut(&mut self.program.schemas).named.push(Named {
            name: (&*text).into(),
            schema: Schema::Any,
        });
        self.program.types.push(TypeDef {
            name: text.clone(),
            module: self.module,
            rust_name: text.to_string(),
            span: name.span,
            doc: None,
            ty: Ty::Any,
        });
        if !self.is_expression && self.is_visible(self.module, &text) {
            self.program.exports.push(Export::Type(id));
        }
        Ok(())
    }

    /// Reads the types that the block names.
    pub(super) fn define_types(&mut self, forms: &[&Form]) {
        let defs: Vec<(TypeId, &Form)> = forms
            .iter()
            .filter(|form| head_of(form) == Some("deftype"))
            .filter_map(|form| Some((self.type_of_form(form)?, *form)))
            .collect();
        self.knows_types = false;
        for (id, form) in &defs {
            if let Ok((_, schema)) = self.type_parts(form) {
                self.set_type(*id, schema);
            }
        }
        let circular: Vec<Diagnostic> = defs
            .iter()
            .filter_map(|(id, form)| self.circle(*id, form))
            .collect();
        if !circular.is_empty() {
            // What stands for itself is nothing: no more is said of it.
            for (id, form) in &defs {
                if self.circle(*id, form).is_some() {
                    self.set_type(*id, Schema::Any);
                }
            }
        }
        circular.into_iter().for_each(|d| self.report(d));
        self.knows_types = true;
        for (id, form) in &defs {
            match self.type_parts(form) {
                Ok((doc, _)) => self.program.types[id.index()].doc = doc,
                Err(diagnostic) => {
                    self.report(diagnostic);
                    self.set_type(*id, Schema::Any);
                }
            }
        }
        for index in 0..self.program.types.len() {
            let ty = declared::ty_of(&self.program.schemas, &Schema::Named(index as u32));
            self.program.types[index].ty = ty;
        }
    }

    fn set_type(&mut self, id: TypeId, schema: Schema) {
        if let Some(named) = Arc::make_mut(&mut self.program.schemas)
            .named
            .get_mut(id.index())
        {
            named.schema = schema;
        }
    }

    /// The type that a definition defines; the second of two definitions of one name defines none.
    fn type_of_form(&self, form: &Form) -> Option<TypeId> {
        let FormKind::List(items) = &form.kind else {
            return None;
        };
        let place = items.get(1)?.span;
        let index = self.program.types.iter().position(|d| d.span == place)?;
        Some(TypeId(index as u32))
    }

    fn type_parts(&self, form: &Form) -> Resolved<(Option<String>, Schema)> {
        let usage = |span| {
            Self::error(span, "`deftype` names one type").with_help(
                "write `(deftype Name type)`, with a docstring before the type if you like",
            )
        };
        let FormKind::List(items) = &form.kind else {
            return Err(usage(form.span));
        };
        match items.get(2..).unwrap_or_default() {
            [ty] => Ok((None, self.schema(ty)?)),
            [doc, ty] => match &doc.kind {
                FormKind::Str(text) => Ok((Some(text.to_string()), self.schema(ty)?)),
                _ => Err(usage(ty.span)),
            },
            [] => Err(usage(form.span)),
            [_, _, extra, ..] => Err(usage(extra.span)),
        }
    }

    /// The error of a type that is defined as itself, with no constructor between.
    fn circle(&self, id: TypeId, form: &Form) -> Option<Diagnostic> {
        let mut path = vec![id.0];
        if !self.returns_to(id.0, &Schema::Named(id.0), &mut path, true) {
            return None;
        }
        let name = |id: &u32| match self.program.types.get(*id as usize) {
            Some(def) => format!("`{}`", def.name),
            None => String::new(),
        };
        path.push(id.0);
        let shown: Vec<String> = path.iter().map(name).collect();
        let message = format!("the type {} is defined as itself", name(&id.0));
        let span = match &form.kind {
            FormKind::List(items) => items.get(1).map_or(form.span, |f| f.span),
            _ => form.span,
        };
        Some(Diagnostic::error("type", message, span).with_help(format!(
            "the circle is {}: put one of them into a vector, a map, a tuple or a record",
            shown.join(" → ")
        )))
    }

    fn returns_to(&self, goal: u32, schema: &Schema, path: &mut Vec<u32>, is_first: bool) -> bool {
        match schema {
            Schema::Named(id) if *id == goal && !is_first => true,
            Schema::Named(id) => {
                if !is_first {
                    if path.contains(id) {
                        return false;
                    }
                    path.push(*id);
                }
                let found = match self.program.schemas.named.get(*id as usize) {
                    Some(named) => self.returns_to(goal, &named.schema, path, false),
                    None => false,
                };
                if !found && !is_first {
                    path.pop();
                }
                found
            }
            Schema::Option(inner) | Schema::Refined(inner, _) => {
                self.returns_to(goal, inner, path, false)
            }
            Schema::Union(members) => members
                .iter()
                .any(|member| self.returns_to(goal, member, path, false)),
            _ => false,
        }
    }
}
