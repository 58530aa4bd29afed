//! `defstruct`: fields and their types.

use super::{Global, Resolved, Resolver};
use crate::ast::*;
use crate::declared;
use crate::diagnostic::Diagnostic;
use crate::names;
use rtfs_rt::reader::{Form, FormKind, Span};
use rtfs_rt::schema::{Member, Schema};
use std::rc::Rc;
use std::sync::Arc;

impl Resolver<'_> {
    pub(super) fn define_struct(&mut self, form: &Form) -> Resolved<()> {
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
    pub(super) fn settle_fields(&mut self) {
        let schemas = &self.program.schemas;
        for field in self.program.structs.iter_mut().flat_map(|s| &mut s.fields) {
            let declared = &field.declared;
            field.declared = declared::annotation(schemas, &declared.schema, declared.span);
        }
    }

    /// The annotation that says nothing.
    pub(super) fn anything(&self, span: Span) -> Annotation {
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
}
