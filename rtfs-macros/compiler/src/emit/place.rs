//! Variables, fields and constants: where a value is, and what taking, keeping or lending it costs.
//!
//! A place behind a reference is cloned, one that dies is moved out of, a temporary is taken apart.

use super::body::Body;
use super::*;
use crate::ast::Lit;
use crate::hir::{Element, Hir, Keyed, Use, VarId};
use crate::own::leaves_a_blank;

impl Body<'_, '_> {
    /// A node's value as it is kept in a collection.
    pub(super) fn kept_value(&mut self, h: &Hir) -> TokenStream {
        use crate::hir::HirKind as K;
        if h.ty == Ty::Int {
            match &h.kind {
                // What is kept already need not be taken and kept again.
                K::Lit(Lit::Int(i)) => return self.int_literal(i, Mode::Wide),
                K::Var(var, used) => {
                    if let Some(held) = self.env.get(var).cloned() {
                        let name = &held.name;
                        return match (held.ints, held.is_ref, used) {
                            (Mode::Fast, ..) => quote!(__rt::Int::from(#name)),
                            (Mode::Cold, _, Use::Move) => quote!(__wide::int(#name)),
                            (Mode::Cold, ..) => quote!(__wide::get(#name)),
                            (Mode::Wide, true, _) => quote!(__rt::clone(#name)),
                            (Mode::Wide, false, Use::Move) => quote!(#name),
                            (Mode::Wide, false, _) => quote!(__rt::clone(&#name)),
                        };
                    }
                }
                K::Field(base, _) if !matches!(base.ty, Ty::Struct(_)) => {
                    if let Some((place, moves)) = self.place(h) {
                        let moves = moves && !self.base_is_ref(base);
                        return if moves {
                            place
                        } else {
                            quote!(__rt::clone(&#place))
                        };
                    }
                }
                K::Lib(call) if !call.returns_index => return self.library_raw(call, h),
                _ => {}
            }
        }
        let code = self.value(h);
        if h.ty.is_never() {
            code
        } else {
            self.kept(code, &h.ty)
        }
    }

    /// A reference to a node's value as it is kept.
    pub(super) fn reference(&mut self, h: &Hir) -> TokenStream {
        use crate::hir::HirKind as K;
        match &h.kind {
            K::Var(var, _) => {
                if let Some(held) = self.env.get(var).cloned() {
                    let name = &held.name;
                    return match (&h.ty, held.ints, held.is_ref) {
                        (Ty::Int, Mode::Fast, _) => quote!(&__rt::Int::from(#name)),
                        (Ty::Int, Mode::Cold, _) => quote!(&__wide::get(#name)),
                        (.., true) => quote!(#name),
                        (.., false) => quote!(&#name),
                    };
                }
                quote!(&())
            }
            K::Field(base, _) if !(h.ty == Ty::Int && matches!(base.ty, Ty::Struct(_))) => {
                match self.place(h) {
                    Some((place, _)) => quote!(&#place),
                    None => {
                        let value = self.kept_value(h);
                        quote!(&#value)
                    }
                }
            }
            K::Const(_) => self.const_ref(h),
            K::Lit(Lit::Str(text)) => {
                let name = self.e.string(text);
                quote!(#name.get())
            }
            K::Lit(Lit::Regex(source, matches)) => self.regex_ref(source, matches, h.span),
            _ => {
                if let Some(keyed) = h.keyed() {
                    return self.at_key(&keyed, h.span);
                }
                if let Some(element) = h.element()
                    && !self.is_view(element.of)
                {
                    return self.at_index(&element, h.span);
                }
                let value = self.kept_value(h);
                quote!(&#value)
            }
        }
    }

    fn is_view(&self, h: &Hir) -> bool {
        matches!(h.kind, crate::hir::HirKind::Var(var, _) if self.inst.views.contains_key(&var))
    }

    /// A reference to what stands at an index of a vector.
    fn at_index(&mut self, element: &Element<'_>, span: Span) -> TokenStream {
        let of = match self.reader_of(element.call) {
            Some(reader) => quote!(&#reader),
            None => self.reference(element.of),
        };
        let index = self.index(element.index);
        self.or_fail(quote!(__rt::access::element_at(#of, #index)), span)
    }

    /// A reference to what stands at a known key of a dynamic value.
    pub(super) fn at_key(&mut self, keyed: &Keyed<'_>, span: Span) -> TokenStream {
        let (of, key) = (self.reference(keyed.of), self.e.keyword(keyed.key));
        match keyed.is_pattern {
            false => quote!(__rt::access::at_key(#of, #key.get())),
            true => self.or_fail(quote!(__rt::access::part_at_key(#of, #key.get())), span),
        }
    }

    /// A reference to a place, or to one of several: where a loop goes on in data.
    pub(super) fn way(&mut self, h: &Hir) -> TokenStream {
        use crate::hir::HirKind as K;
        match &h.kind {
            _ if h.ty.is_never() => self.value(h),
            K::If(condition, then, other) => self.choice(condition, then, other, &mut Self::way),
            K::Let(var, value, body) => {
                let (bound, body) = (self.let_statement(*var, value), self.way(body));
                quote!({ #bound #body })
            }
            _ => self.reference(h),
        }
    }

    /// A literal regex, which is compiled once in the run of a program.
    pub(super) fn regex_ref(&mut self, source: &str, matches: &Ty, span: Span) -> TokenStream {
        let name = self.e.regex(source, matches);
        self.or_fail(quote!(#name.get()), span)
    }

    pub(super) fn const_ref(&mut self, h: &Hir) -> TokenStream {
        let crate::hir::HirKind::Const(id) = h.kind else {
            return quote!(&());
        };
        let Some((_, inst)) = self.e.module.consts.iter().find(|(c, _)| *c == id) else {
            return quote!(&());
        };
        let name = self.e.const_name(*inst);
        self.or_fail(quote!(#name.get()), h.span)
    }

    /// A field as a place, and whether its value moves out; `None` if it is a field of no variable.
    pub(super) fn place(&mut self, h: &Hir) -> Option<(TokenStream, bool)> {
        use crate::hir::HirKind as K;
        match &h.kind {
            K::Var(var, used) => {
                let held = self.env.get(var)?;
                let name = &held.name;
                Some((quote!(#name), *used == Use::Move))
            }
            K::Field(base, index) => {
                let (place, moves) = self.place(base)?;
                let moves = moves && !self.is_node(&base.ty);
                let field = self.field_name(&base.ty, *index);
                Some((quote!(#place #field), moves))
            }
            _ => None,
        }
    }

    /// `.0`, `.0.0`, `.x`: how a field is reached.
    pub(super) fn field_name(&self, ty: &Ty, index: usize) -> TokenStream {
        let number = Literal::usize_unsuffixed(index);
        match ty {
            Ty::Record(_) => quote!(.0.#number),
            Ty::Node(body) if matches!(**body, Ty::Record(_)) => quote!(.value.0.#number),
            Ty::Node(_) => quote!(.value.#number),
            Ty::Struct(id) => {
                let name = entry::ident(
                    &self.e.program.structs[id.index()].fields[index].rust_name,
                    proc_macro2::Span::call_site(),
                );
                quote!(.#name)
            }
            _ => quote!(.#number),
        }
    }

    pub(super) fn variable(&mut self, var: VarId, used: Use, ty: &Ty) -> TokenStream {
        // What does not return is bound to no variable, and what uses it is never reached.
        let Some(held) = self.env.get(&var).cloned() else {
            return self.unreachable(quote!(()));
        };
        let name = &held.name;
        if ty.is_never() {
            return if held.is_ref {
                quote!(match *#name {})
            } else {
                quote!(match #name {})
            };
        }
        if *ty == Ty::Int {
            let moves = used == Use::Move;
            return match (self.mode, held.ints, held.is_ref) {
                (Mode::Fast, Mode::Fast, _) => quote!(#name),
                (Mode::Fast, ..) => self.or_leave(quote!(#name.as_i64())),
                (Mode::Wide, Mode::Fast, _) => quote!(__rt::Small(#name)),
                (Mode::Wide, Mode::Cold, _) => quote!(__wide::get(#name)),
                (Mode::Wide, Mode::Wide, true) => quote!(__rt::clone(#name)),
                (Mode::Wide, Mode::Wide, false) if moves => quote!(#name),
                (Mode::Wide, Mode::Wide, false) => quote!(__rt::clone(&#name)),
                (Mode::Cold, Mode::Cold, _) if moves => quote!(#name),
                (Mode::Cold, Mode::Cold, _) => quote!(__wide::clone(#name)),
                (Mode::Cold, Mode::Fast, _) => quote!(__wide::of(#name)),
                (Mode::Cold, Mode::Wide, true) => quote!(__wide::read(#name)),
                (Mode::Cold, Mode::Wide, false) if moves => quote!(__wide::word(#name)),
                (Mode::Cold, Mode::Wide, false) => quote!(__wide::read(&#name)),
            };
        }
        match (held.is_ref, ty.is_scalar(), used) {
            (true, true, _) => quote!(*#name),
            (true, false, _) => quote!(__rt::clone(#name)),
            (false, true, _) => quote!(#name),
            (false, false, Use::Clone) => quote!(__rt::clone(&#name)),
            (false, false, _) => quote!(#name),
        }
    }

    pub(super) fn field(&mut self, base: &Hir, index: usize, h: &Hir) -> TokenStream {
        if h.ty.is_never() {
            let name = self.field_name(&base.ty, index);
            let base = self.reference(base);
            return quote!(match (*(#base)) #name {});
        }
        let whole = Hir::new(
            crate::hir::HirKind::Field(Box::new(base.clone()), index),
            h.ty.clone(),
            h.span,
        );
        let fixed = match &base.ty {
            Ty::Struct(id) => matches!(
                self.e.program.structs[id.index()].fields[index].ty,
                Ty::Fixed(_)
            ),
            _ => false,
        };
        if let Some(taken) = self.taken_out(base, index, &h.ty) {
            return taken;
        }
        if let Some((place, moves)) = self.place(&whole) {
            if fixed {
                return self.taken(quote!(__rt::Int::from(#place)), &Ty::Int);
            }
            let is_ref = self.base_is_ref(base);
            if h.ty == Ty::Int {
                return match self.mode {
                    Mode::Fast => self.or_leave(quote!(#place.as_i64())),
                    Mode::Wide if moves && !is_ref => quote!(#place),
                    Mode::Wide => quote!(__rt::clone(&#place)),
                    Mode::Cold if moves && !is_ref => quote!(__wide::word(#place)),
                    Mode::Cold => quote!(__wide::read(&#place)),
                };
            }
            return if h.ty.is_scalar() || (moves && !is_ref) {
                quote!(#place)
            } else {
                quote!(__rt::clone(&#place))
            };
        }
        let field = self.field_name(&base.ty, index);
        // A place behind a reference is cloned, a temporary is taken apart.
        if matches!(base.kind, crate::hir::HirKind::Const(_)) || self.is_node(&base.ty) {
            let base = self.reference(base);
            let value = match fixed {
                true => quote!(__rt::Int::from((#base) #field)),
                false => quote!(__rt::clone(&(#base) #field)),
            };
            return self.taken(value, &h.ty);
        }
        let base = self.value(base);
        let value = if fixed {
            quote!(__rt::Int::from((#base) #field))
        } else {
            quote!((#base) #field)
        };
        self.taken(value, &h.ty)
    }

    /// A part that leaves its node, since it is put in anew.
    fn taken_out(&self, base: &Hir, index: usize, ty: &Ty) -> Option<TokenStream> {
        let crate::hir::HirKind::Var(var, Use::Move) = base.kind else {
            return None;
        };
        let held = self.env.get(&var).filter(|held| !held.is_ref)?;
        if !self.is_node(&base.ty) || !leaves_a_blank(ty) {
            return None;
        }
        let (name, field) = (&held.name, self.field_name(&base.ty, index));
        Some(quote!(__rt::take_out!(#name #field)))
    }

    /// Whether a value of the type is a node, out of which only `taken_out` moves a part.
    pub(super) fn is_node(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Node(_) => true,
            Ty::Struct(id) => self.e.program.structs[id.index()].is_node,
            _ => false,
        }
    }

    fn base_is_ref(&self, base: &Hir) -> bool {
        match &base.kind {
            crate::hir::HirKind::Var(var, _) => self.env.get(var).is_some_and(|h| h.is_ref),
            crate::hir::HirKind::Field(inner, _) => self.base_is_ref(inner),
            _ => false,
        }
    }
}
