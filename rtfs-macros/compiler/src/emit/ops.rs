//! Scalar operations.

use super::body::{Body, Exit};
use super::*;
use crate::ast::Lit;
use crate::hir::{Hir, HirKind, Kind, Prim};

/// The name of a test of a dynamic value's kind.
pub(super) fn kind_name(kind: Kind) -> Ident {
    local(match kind {
        Kind::Int => "is_int",
        Kind::Float => "is_float",
        Kind::Number => "is_number",
        Kind::Str => "is_string",
        Kind::Bool => "is_bool",
        Kind::Keyword => "is_keyword",
        Kind::Symbol => "is_symbol",
        Kind::Inst => "is_inst",
        Kind::Uuid => "is_uuid",
        Kind::Regex => "is_regex",
        Kind::Vector => "is_vector",
        Kind::List => "is_list",
        Kind::Map => "is_map",
        Kind::Set => "is_set",
        Kind::Fn => "is_fn",
        Kind::Coll => "is_coll",
        Kind::Sequential => "is_sequential",
        Kind::Seqable => "is_seqable",
        Kind::Ifn => "is_ifn",
        Kind::Nan => "is_nan",
    })
}

impl Body<'_, '_> {
    pub(super) fn prim(&mut self, op: Prim, args: &[Hir], h: &Hir) -> TokenStream {
        match op {
            Prim::Not => {
                let a = self.value(&args[0]);
                return quote!(!#a);
            }
            Prim::IsSome => return self.is_some(&args[0]),
            Prim::IsTrue if args[0].ty != Ty::Any => {
                let a = self.value(&args[0]);
                return quote!((#a == __rt::Some(true)));
            }
            Prim::IsTrue => {
                let a = self.reference(&args[0]);
                return quote!(__rt::kinds::is_true(#a));
            }
            Prim::Eq => return self.equality(args),
            Prim::ToInt => return self.to_int(&args[0], h),
            Prim::ToFloat => {
                let from = &args[0];
                return match (&from.ty, self.mode) {
                    (Ty::Int, Mode::Fast) => {
                        let a = self.value(from);
                        quote!((#a as f64))
                    }
                    (Ty::Int, Mode::Cold) => {
                        let a = self.looked_at(from);
                        quote!(__wide::to_f64(#a))
                    }
                    (Ty::Int | Ty::Number, _) => {
                        let a = self.reference(from);
                        quote!((#a).to_f64())
                    }
                    _ => self.value(from),
                };
            }
            _ => {}
        }
        match &args[0].ty {
            Ty::Int => match self.mode {
                Mode::Fast => self.fast_int(op, args, h),
                Mode::Wide => self.wide_int(op, args, h),
                Mode::Cold => self.cold_int(op, args, h),
            },
            Ty::Float => self.float(op, args),
            _ => self.number(op, args, h),
        }
    }

    fn equality(&mut self, args: &[Hir]) -> TokenStream {
        if args[0].ty == Ty::Int && self.mode == Mode::Cold {
            let (a, b) = (self.looked_at(&args[0]), self.looked_at(&args[1]));
            return quote!(__wide::eq(#a, #b));
        }
        let plain = match &args[0].ty {
            Ty::Int => self.mode == Mode::Fast,
            Ty::Bool
            | Ty::Float
            | Ty::Keyword
            | Ty::Symbol
            | Ty::Inst
            | Ty::Uuid
            | Ty::Fixed(_) => true,
            _ => false,
        };
        if plain {
            let (a, b) = (self.value(&args[0]), self.value(&args[1]));
            return quote!((#a == #b));
        }
        let (a, b) = (self.reference(&args[0]), self.reference(&args[1]));
        match args[0].ty {
            Ty::Str => quote!(__rt::same_text(#a, #b)),
            _ => quote!(__rt::same(#a, #b)),
        }
    }

    /// A literal divisor that is neither zero nor minus one.
    fn safe_divisor(h: &Hir) -> Option<i64> {
        match &h.kind {
            HirKind::Lit(Lit::Int(i)) => i.as_i64().filter(|n| *n != 0 && *n != -1),
            _ => None,
        }
    }

    fn fast_int(&mut self, op: Prim, args: &[Hir], h: &Hir) -> TokenStream {
        // A product that is reduced at once needs no big integer: the 128-bit product is the cold way.
        if let (Prim::Mod, HirKind::Prim(Prim::Mul, factors)) = (op, &args[0].kind)
            && factors.len() == 2
        {
            let (a, b) = (self.value(&factors[0]), self.value(&factors[1]));
            let m = self.value(&args[1]);
            if Self::safe_divisor(&args[1]).is_some_and(|m| m > 0) {
                return quote!(__rt::ops::mul_mod_by(#a, #b, #m));
            }
            return self.or_exit(quote!(__rt::ops::mul_mod_i64(#a, #b, #m)), h.span);
        }
        let a = self.value(&args[0]);
        let b = match args.get(1) {
            Some(b) => self.value(b),
            None => TokenStream::new(),
        };
        let divisor = args.get(1).and_then(Self::safe_divisor);
        match op {
            Prim::Add => self.checked("add", a, b),
            Prim::Sub => self.checked("sub", a, b),
            Prim::Mul => self.checked("mul", a, b),
            Prim::Inc => self.checked("add", a, quote!(1)),
            Prim::Dec => self.checked("sub", a, quote!(1)),
            Prim::Neg => self.or_leave(quote!((#a).checked_neg())),
            Prim::Abs => self.or_leave(quote!((#a).checked_abs())),
            Prim::Quot if divisor.is_some() => quote!((#a / #b)),
            Prim::Rem if divisor.is_some() => quote!((#a % #b)),
            Prim::Mod if divisor.is_some_and(|d| d > 0) => quote!((#a).rem_euclid(#b)),
            Prim::Quot => self.or_exit(quote!(__rt::ops::quot_i64(#a, #b)), h.span),
            Prim::Rem => self.or_fail(quote!(__rt::ops::rem_i64(#a, #b)), h.span),
            Prim::Mod => self.or_exit(quote!(__rt::ops::mod_i64(#a, #b)), h.span),
            Prim::Div => self.or_fail(quote!(__rt::ops::div_i64(#a, #b)), h.span),
            Prim::Max => quote!(__rt::max_i64(#a, #b)),
            Prim::Min => quote!(__rt::min_i64(#a, #b)),
            Prim::NumEq => quote!((#a == #b)),
            Prim::Lt => quote!((#a < #b)),
            Prim::Le => quote!((#a <= #b)),
            Prim::Gt => quote!((#a > #b)),
            Prim::Ge => quote!((#a >= #b)),
            Prim::Even => quote!(((#a) & 1 == 0)),
            Prim::Odd => quote!(((#a) & 1 != 0)),
            Prim::Zero => quote!((#a == 0)),
            Prim::Pos => quote!((#a > 0)),
            Prim::Negative => quote!((#a < 0)),
            Prim::Nan | Prim::Infinite => quote!({ let _ = #a; false }),
            Prim::BitAnd => quote!((#a & #b)),
            Prim::BitOr => quote!((#a | #b)),
            Prim::BitXor => quote!((#a ^ #b)),
            Prim::BitNot => quote!((!#a)),
            Prim::Shl => self.or_exit(quote!(__rt::ops::shl_i64(#a, #b)), h.span),
            Prim::Shr => self.or_exit(quote!(__rt::ops::shr_i64(#a, #b)), h.span),
            _ => a,
        }
    }

    /// A sum, a difference or a product that fits, or the exit.
    fn checked(&self, op: &str, a: TokenStream, b: TokenStream) -> TokenStream {
        let method = local(&format!("overflowing_{op}"));
        if let Exit::Loop(_) = self.exit {
            let (value, leave) = (local("value"), self.leave());
            return quote!(match (#a).#method(#b) { (#value, false) => #value, _ => #leave });
        }
        let end = self.end_label().into_iter();
        quote!(__rt::in_range!((#a).#method(#b) #(, #end)*))
    }

    fn wide_int(&mut self, op: Prim, args: &[Hir], h: &Hir) -> TokenStream {
        if crate::own::prim_borrows(op, args) {
            let a = self.reference(&args[0]);
            let b = match args.get(1) {
                Some(b) => self.reference(b),
                None => TokenStream::new(),
            };
            return match op {
                Prim::NumEq => quote!((#a == #b)),
                Prim::Lt => quote!((#a < #b)),
                Prim::Le => quote!((#a <= #b)),
                Prim::Gt => quote!((#a > #b)),
                Prim::Ge => quote!((#a >= #b)),
                Prim::Even => quote!((#a).is_even()),
                Prim::Odd => quote!((!(#a).is_even())),
                Prim::Zero => quote!((#a).is_zero()),
                Prim::Pos => quote!((#a).is_positive()),
                Prim::Negative => quote!((#a).is_negative()),
                _ => quote!({ let _ = #a; false }),
            };
        }
        let a = self.value(&args[0]);
        let b = match args.get(1) {
            Some(b) => self.value(b),
            None => TokenStream::new(),
        };
        match op {
            Prim::Add => quote!(__rt::Int::add(#a, #b)),
            Prim::Sub => quote!(__rt::Int::sub(#a, #b)),
            Prim::Mul => quote!(__rt::Int::mul(#a, #b)),
            Prim::Inc => quote!(__rt::Int::inc(#a)),
            Prim::Dec => quote!(__rt::Int::dec(#a)),
            Prim::Neg => quote!(__rt::Int::neg(#a)),
            Prim::Abs => quote!(__rt::Int::abs(#a)),
            Prim::Quot => self.or_fail(quote!(__rt::Int::quot(#a, #b)), h.span),
            Prim::Rem => self.or_fail(quote!(__rt::Int::rem(#a, #b)), h.span),
            Prim::Mod => self.or_fail(quote!(__rt::Int::modulo(#a, #b)), h.span),
            Prim::Div => self.or_fail(quote!(__rt::Int::div(#a, #b)), h.span),
            Prim::Max => quote!(__rt::max_int(#a, #b)),
            Prim::Min => quote!(__rt::min_int(#a, #b)),
            Prim::BitAnd => quote!(__rt::Int::bit_and(#a, #b)),
            Prim::BitOr => quote!(__rt::Int::bit_or(#a, #b)),
            Prim::BitXor => quote!(__rt::Int::bit_xor(#a, #b)),
            Prim::BitNot => quote!(__rt::Int::bit_not(#a)),
            Prim::Shl => self.or_fail(quote!(__rt::Int::shift_left(#a, &#b)), h.span),
            Prim::Shr => self.or_fail(quote!(__rt::Int::shift_right(#a, &#b)), h.span),
            _ => a,
        }
    }

    /// A word of what an operation only looks at.
    pub(super) fn looked_at(&mut self, h: &Hir) -> TokenStream {
        if let HirKind::Var(var, _) = &h.kind
            && let Some(held) = self.env.get(var)
            && held.ints == Mode::Cold
        {
            let name = &held.name;
            return quote!(#name);
        }
        self.value(h)
    }

    /// An operation on words: a call of a function under its name.
    fn cold_int(&mut self, op: Prim, args: &[Hir], h: &Hir) -> TokenStream {
        let looks = crate::own::prim_borrows(op, args);
        let values = args.iter().map(|arg| match looks {
            true => self.looked_at(arg),
            false => self.value(arg),
        });
        let values: Vec<TokenStream> = values.collect();
        let name = local(match op {
            Prim::Add => "add",
            Prim::Sub => "sub",
            Prim::Mul => "mul",
            Prim::Inc => "inc",
            Prim::Dec => "dec",
            Prim::Neg => "neg",
            Prim::Abs => "abs",
            Prim::Quot => "quot",
            Prim::Rem => "rem",
            Prim::Mod => "modulo",
            Prim::Div => "div",
            Prim::Max => "max",
            Prim::Min => "min",
            Prim::BitAnd => "bit_and",
            Prim::BitOr => "bit_or",
            Prim::BitXor => "bit_xor",
            Prim::BitNot => "bit_not",
            Prim::Shl => "shift_left",
            Prim::Shr => "shift_right",
            Prim::NumEq => "eq",
            Prim::Lt => "lt",
            Prim::Le => "le",
            Prim::Gt => "gt",
            Prim::Ge => "ge",
            Prim::Even => "is_even",
            Prim::Odd => "is_odd",
            Prim::Zero => "is_zero",
            Prim::Pos => "is_positive",
            Prim::Negative => "is_negative",
            // No int is one of these.
            _ => return quote!({ let _ = (#(#values,)*); false }),
        });
        let divisor = args.get(1).and_then(Self::safe_divisor);
        if let (Prim::Quot | Prim::Rem | Prim::Mod, Some(_)) = (op, divisor) {
            let name = local(&format!("{name}_by"));
            return quote!(__wide::#name(#(#values),*));
        }
        let code = quote!(__wide::#name(#(#values),*));
        match op {
            Prim::Quot | Prim::Rem | Prim::Mod | Prim::Div | Prim::Shl | Prim::Shr => {
                self.or_fail(code, h.span)
            }
            _ => code,
        }
    }

    fn float(&mut self, op: Prim, args: &[Hir]) -> TokenStream {
        let a = self.value(&args[0]);
        let b = match args.get(1) {
            Some(b) => self.value(b),
            None => TokenStream::new(),
        };
        match op {
            Prim::Add => quote!((#a + #b)),
            Prim::Sub => quote!((#a - #b)),
            Prim::Mul => quote!((#a * #b)),
            Prim::Div => quote!((#a / #b)),
            Prim::Quot => quote!(__rt::ops::quot_f64(#a, #b)),
            Prim::Rem => quote!((#a % #b)),
            Prim::Mod => quote!(__rt::ops::mod_f64(#a, #b)),
            Prim::Inc => quote!((#a + 1.0)),
            Prim::Dec => quote!((#a - 1.0)),
            Prim::Neg => quote!((-#a)),
            Prim::Abs => quote!((#a).abs()),
            Prim::Max => quote!(__rt::max_f64(#a, #b)),
            Prim::Min => quote!(__rt::min_f64(#a, #b)),
            Prim::NumEq => quote!((#a == #b)),
            Prim::Lt => quote!((#a < #b)),
            Prim::Le => quote!((#a <= #b)),
            Prim::Gt => quote!((#a > #b)),
            Prim::Ge => quote!((#a >= #b)),
            Prim::Zero => quote!((#a == 0.0)),
            Prim::Pos => quote!((#a > 0.0)),
            Prim::Negative => quote!((#a < 0.0)),
            Prim::Nan => quote!((#a).is_nan()),
            Prim::Infinite => quote!((#a).is_infinite()),
            _ => a,
        }
    }

    fn number(&mut self, op: Prim, args: &[Hir], h: &Hir) -> TokenStream {
        if crate::own::prim_borrows(op, args) {
            let a = self.reference(&args[0]);
            let b = match args.get(1) {
                Some(b) => self.reference(b),
                None => TokenStream::new(),
            };
            return match op {
                Prim::NumEq => quote!((#a).equals(#b)),
                Prim::Lt => quote!((#a < #b)),
                Prim::Le => quote!((#a <= #b)),
                Prim::Gt => quote!((#a > #b)),
                Prim::Ge => quote!((#a >= #b)),
                Prim::Zero => quote!(__rt::number::is_zero(#a)),
                Prim::Pos => quote!(__rt::number::is_positive(#a)),
                Prim::Negative => quote!(__rt::number::is_negative(#a)),
                Prim::Nan => quote!((#a).is_nan()),
                _ => quote!(__rt::number::is_infinite(#a)),
            };
        }
        let a = self.value(&args[0]);
        let b = match args.get(1) {
            Some(b) => self.value(b),
            None => TokenStream::new(),
        };
        match op {
            Prim::Add => quote!(__rt::Number::add(#a, #b)),
            Prim::Sub => quote!(__rt::Number::sub(#a, #b)),
            Prim::Mul => quote!(__rt::Number::mul(#a, #b)),
            Prim::Div => self.or_fail(quote!(__rt::Number::div(#a, #b)), h.span),
            Prim::Quot => self.or_fail(quote!(__rt::Number::quot(#a, #b)), h.span),
            Prim::Rem => self.or_fail(quote!(__rt::Number::rem(#a, #b)), h.span),
            Prim::Mod => self.or_fail(quote!(__rt::Number::modulo(#a, #b)), h.span),
            Prim::Inc => quote!(__rt::number::inc(#a)),
            Prim::Dec => quote!(__rt::number::dec(#a)),
            Prim::Neg => quote!(__rt::Number::neg(#a)),
            Prim::Abs => quote!(__rt::Number::abs(#a)),
            Prim::Max => quote!(__rt::Number::max(#a, #b)),
            Prim::Min => quote!(__rt::Number::min(#a, #b)),
            _ => a,
        }
    }

    fn to_int(&mut self, arg: &Hir, h: &Hir) -> TokenStream {
        let a = self.value(arg);
        let int = match &arg.ty {
            Ty::Float => self.or_fail(quote!(__rt::number::int_of_f64(#a)), h.span),
            Ty::Int => return a,
            _ => self.or_fail(quote!(__rt::number::int_of(#a)), h.span),
        };
        self.taken(int, &Ty::Int)
    }
}
