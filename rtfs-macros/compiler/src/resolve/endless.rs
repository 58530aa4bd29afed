//! Structs that would contain themselves: Rust holds a struct in place, so such a value would have no end.

use std::rc::Rc;

use super::Resolver;
use crate::ast::StructId;
use crate::diagnostic::Diagnostic;
use crate::types::Ty;

impl Resolver<'_> {
    /// Reports every field by which a struct holds itself in place; what is in a collection is held elsewhere.
    pub(super) fn check_endless_structs(&mut self) {
        let mut found: Vec<(usize, Diagnostic)> = Vec::new();
        for (index, def) in self.program.structs.iter().enumerate() {
            let id = StructId(index as u32);
            let endless = def.fields.iter().find(|field| {
                let mut seen = Vec::new();
                self.holds(&field.ty, id, &mut seen)
            });
            if let Some(field) = endless {
                let name: Rc<str> = def.name.clone();
                let message = format!("a `{name}` would contain a `{name}` without end");
                let help = format!(
                    "put it into a vector, `[:vector {name}]`, or declare the field `:any`"
                );
                let diagnostic = Diagnostic::error("type", message, field.span).with_help(help);
                found.push((index, diagnostic));
            }
        }
        for (index, diagnostic) in found {
            let def = &mut self.program.structs[index];
            def.is_broken = true;
            def.fields.iter_mut().for_each(|field| field.ty = Ty::Any);
            self.report(diagnostic);
        }
    }

    fn holds(&self, ty: &Ty, id: StructId, seen: &mut Vec<StructId>) -> bool {
        match ty {
            Ty::Struct(other) if *other == id => true,
            Ty::Struct(other) => {
                if seen.contains(other) {
                    return false;
                }
                seen.push(*other);
                let fields = &self.program.structs[other.index()].fields;
                fields.iter().any(|field| self.holds(&field.ty, id, seen))
            }
            Ty::Option(inner) => self.holds(inner, id, seen),
            Ty::Tuple(items) => items.iter().any(|item| self.holds(item, id, seen)),
            _ => false,
        }
    }
}
