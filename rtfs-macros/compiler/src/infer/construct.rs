//! Structs made: from a map, or from their fields in order. What does not fit is a `:validation-error`.

use super::call::after_all;
use super::*;

impl<'p> Infer<'p> {
    /// `(Name {…})`, `(->Name a b)`.
    pub(super) fn construct(
        &mut self,
        cx: &mut Cx,
        id: StructId,
        positional: bool,
        args: Vec<Hir>,
        span: Span,
    ) -> Hir {
        let program = self.program;
        let def = &program.structs[id.index()];
        if def.is_broken {
            return broken(span);
        }
        let takes = if positional { def.fields.len() } else { 1 };
        if args.len() != takes {
            let name = format!("`{}`", def.name);
            let fault = self.wrong_count(cx, &name, takes, args.len(), span);
            return after_all(args, fault);
        }
        if positional {
            let mut values = Vec::new();
            for (arg, field) in args.into_iter().zip(&def.fields) {
                values.push(self.cast_field(
                    cx,
                    arg,
                    &field.declared,
                    &format!("`:{}` of `{}`", field.key, def.name),
                ));
            }
            return self.struct_of(id, values, span);
        }
        let Some(map) = args.into_iter().next() else {
            return literal(Lit::Nil, span);
        };
        let Ty::Record(fields) = map.ty.clone() else {
            if map.ty == Ty::Struct(id) {
                return map;
            }
            return self.cast(
                cx,
                map,
                &Ty::Struct(id),
                &format!("the argument of `{}`", def.name),
            );
        };
        // A record whose keys are known: each field is cast by itself, and a missing one is seen now.
        for field in &def.fields {
            if !fields.iter().any(|(k, _)| **k == *field.key) && !field.ty.may_be_nil() {
                let message = format!(
                    "`{}` needs the field `:{}`, which is missing here",
                    def.name, field.key
                );
                let help = format!(
                    "add `:{} …` to the map, or declare the field `{}?`",
                    field.key,
                    self.show(&field.ty)
                );
                let diagnostic = Diagnostic::error("type", message, span)
                    .with_label(field.span, "declared here")
                    .with_help(help);
                let fault = self.invalid(cx, span, diagnostic);
                return sequence(vec![map, fault], span);
            }
        }
        if let Some((extra, _)) = fields
            .iter()
            .find(|(k, _)| !def.fields.iter().any(|f| f.key == *k))
        {
            let message = format!("`{}` has no field `:{extra}`", def.name);
            let close = crate::names::closest(extra, def.fields.iter().map(|f| &*f.key));
            let mut diagnostic = Diagnostic::error("type", message, span);
            diagnostic = match close.first() {
                Some(close) => diagnostic.with_help(format!("did you mean `:{close}`?")),
                None => {
                    let fields: Vec<String> =
                        def.fields.iter().map(|f| format!("`:{}`", f.key)).collect();
                    diagnostic.with_help(format!("its fields are {}", fields.join(", ")))
                }
            };
            let fault = self.invalid(cx, span, diagnostic);
            return sequence(vec![map, fault], span);
        }
        let mut hoisted = Vec::new();
        let parts: Vec<Hir> = match map.kind {
            HirKind::Record(values) => {
                // Evaluated in the order written, then placed in the order of the struct.
                values
                    .into_iter()
                    .map(|h| self.held(cx, h, &mut hoisted))
                    .collect()
            }
            _ => {
                let whole = self.held(cx, map, &mut hoisted);
                let field = |(i, (_, t)): (usize, &(Rc<str>, Ty))| {
                    Hir::new(HirKind::Field(Box::new(whole.clone()), i), t.clone(), span)
                };
                fields.iter().enumerate().map(field).collect()
            }
        };
        let mut values = Vec::new();
        for field in &def.fields {
            let value = match fields.iter().position(|(k, _)| **k == *field.key) {
                Some(i) => parts[i].clone(),
                None => literal(Lit::Nil, span),
            };
            values.push(self.cast_field(
                cx,
                value,
                &field.declared,
                &format!("`:{}` of `{}`", field.key, def.name),
            ));
        }
        let body = self.struct_of(id, values, span);
        super::lambda::with_hoisted(hoisted, body)
    }

    fn struct_of(&mut self, id: StructId, values: Vec<Hir>, span: Span) -> Hir {
        if values.iter().any(|h| h.ty.is_never()) {
            return sequence(values, span);
        }
        let fields = &self.program.structs[id.index()].fields;
        let types: Vec<Ty> = fields
            .iter()
            .map(|f| {
                if let Ty::Fixed(_) = f.ty {
                    Ty::Int
                } else {
                    f.ty.clone()
                }
            })
            .collect();
        let values = values
            .into_iter()
            .zip(&types)
            .map(|(h, ty)| self.coerce(h, ty))
            .collect();
        Hir::new(HirKind::Struct(values), Ty::Struct(id), span)
    }
}
