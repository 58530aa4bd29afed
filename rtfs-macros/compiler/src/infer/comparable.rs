//! What `compare` has no order for: two values whose types show that they are of kinds without an order between them.

use super::*;

/// Kinds of values that have an order among themselves; nil comes before all.
#[derive(PartialEq)]
enum Order {
    Bools,
    Numbers,
    Strings,
    Keywords,
    Symbols,
    Instants,
    Uuids,
    Sequences,
    Sets,
    Maps,
}

/// The kind that all values of the type are of, if there is one.
fn order(ty: &Ty) -> Option<Order> {
    Some(match ty {
        Ty::Bool => Order::Bools,
        Ty::Int | Ty::Fixed(_) | Ty::Float | Ty::Number => Order::Numbers,
        Ty::Str => Order::Strings,
        Ty::Keyword => Order::Keywords,
        Ty::Symbol => Order::Symbols,
        Ty::Inst => Order::Instants,
        Ty::Uuid => Order::Uuids,
        Ty::Vector(_) | Ty::Tuple(_) | Ty::List(_) => Order::Sequences,
        Ty::Set(_) => Order::Sets,
        Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) => Order::Maps,
        _ => return None,
    })
}

impl Infer<'_> {
    /// The fault of a comparison that fails for all values of the two types.
    pub(super) fn without_order(
        &mut self,
        cx: &mut Cx,
        a: &Hir,
        b: &Hir,
        span: Span,
    ) -> Option<Hir> {
        let (Some(first), Some(second)) = (order(&a.ty), order(&b.ty)) else {
            self.pass(cx, span);
            return None;
        };
        if first == second {
            self.pass(cx, span);
            return None;
        }
        let message = format!(
            "`compare` finds no order between {} and {}",
            self.kind_of(&a.ty),
            self.kind_of(&b.ty)
        );
        let diagnostic = Diagnostic::error("type", message, span)
            .with_help("compare values of one kind: `(compare (str a) (str b))` compares texts");
        let fault = self.fault(cx, span, diagnostic);
        Some(sequence(vec![a.clone(), b.clone(), fault], span))
    }
}
