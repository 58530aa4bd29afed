//! Checks of declared types: a native test where a number is compared, the runtime's check for the rest.

use rtfs_rt::Value;
use rtfs_rt::schema::{Comparison, Predicate, Schema};

use super::body::Body;
use super::*;
use crate::hir::{Hir, Subject};

impl Body<'_, '_> {
    /// A value that passes the check of its declared type; what does not is an error naming the thing.
    pub(super) fn check(
        &mut self,
        inner: &Hir,
        schema: &Schema,
        subject: &Subject,
        span: Span,
    ) -> TokenStream {
        if inner.ty.is_never() {
            return self.value(inner);
        }
        let what = &*subject.name;
        let lazy = self.e.schema(schema);
        // A field that is not of its type makes the struct invalid.
        let validated = |code: TokenStream| match subject.is_field {
            true => quote!(__rt::validated(#code)),
            false => code,
        };
        if self.e.program.schemas.holds_function(schema) {
            let value = self.kept_value(inner);
            let code = validated(quote!(#lazy.enforce(#value, #what)));
            let kept = self.or_fail(code, span);
            return self.taken(kept, &inner.ty);
        }
        let name = self.fresh("checked");
        let value = self.value(inner);
        let is_i64 = self.mode == Mode::Fast && inner.ty == Ty::Int;
        let kept = match (&inner.ty, self.mode) {
            (Ty::Int, Mode::Fast) => quote!(&__rt::Int::from(#name)),
            (Ty::Int, Mode::Cold) => quote!(&__wide::get(#name)),
            _ => quote!(&#name),
        };
        let resolved = self.e.program.schemas.resolved(schema);
        let test = match (is_i64, &inner.ty) {
            (true, _) => native(resolved, &name, &int_operand),
            (_, Ty::Float) => native(resolved, &name, &float_operand),
            _ => None,
        };
        let code = match test {
            Some(test) => quote!(if #test { __rt::Ok(()) } else {
                __rt::Err(#lazy.refuse(#kept, #what))
            }),
            None => quote!(#lazy.check(#kept, #what)),
        };
        let passed = self.or_fail(validated(code), span);
        quote!({ let #name = #value; #passed; #name })
    }
}

/// A literal as an operand of a native comparison, if it is exactly that.
type Operand<'o> = &'o dyn Fn(&Value) -> Option<TokenStream>;

fn int_operand(value: &Value) -> Option<TokenStream> {
    match value {
        Value::Int(int) => {
            let int = Literal::i64_suffixed(*int);
            Some(quote!(#int))
        }
        _ => None,
    }
}

fn float_operand(value: &Value) -> Option<TokenStream> {
    // Beyond 53 bits an integer has no exact float.
    const EXACT: i64 = 1 << 53;
    let float = match value {
        Value::Float(float) if float.is_finite() => *float,
        Value::Int(int) if (-EXACT..=EXACT).contains(int) => *int as f64,
        _ => return None,
    };
    let float = Literal::f64_suffixed(float);
    Some(quote!(#float))
}

/// The test of a number by Rust's own comparisons, if the type is one of numbers and compares only.
fn native(schema: &Schema, name: &Ident, operand: Operand<'_>) -> Option<TokenStream> {
    let Schema::Refined(base, predicates) = schema else {
        return None;
    };
    if !matches!(**base, Schema::Int | Schema::Float | Schema::Number) {
        return None;
    }
    let tests = predicates.iter().map(|predicate| match predicate {
        Predicate::Compare(comparison, limit) => {
            let limit = operand(limit)?;
            Some(match comparison {
                Comparison::Gt => quote!(#name > #limit),
                Comparison::Ge => quote!(#name >= #limit),
                Comparison::Lt => quote!(#name < #limit),
                Comparison::Le => quote!(#name <= #limit),
            })
        }
        Predicate::InRange(low, high) => {
            let (low, high) = (operand(low)?, operand(high)?);
            Some(quote!(#name >= #low && #name <= #high))
        }
        _ => None,
    });
    let tests = tests.collect::<Option<Vec<TokenStream>>>()?;
    Some(quote!(#(#tests)&&*))
}
