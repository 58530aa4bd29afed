//! Types of data that contains its own kind: `μ t. [:tuple :int t? t?]`.
//!
//! A [`Ty::Node`] is a product (a tuple, or a record) in whose parts [`Ty::Back`] stands for the node itself. It is closed:
//! every `Back` in it means this node, and a node inside of it has its own. Unfolding gives the product with the node
//! in place of `Back`; the two are the same values, held in another way.

use std::rc::Rc;

use super::{Ty, is_within};

impl Ty {
    /// The product that a node holds; none of another type.
    pub fn unfold(&self) -> Option<Ty> {
        match self {
            Ty::Node(body) => Some(body.replaced(&Ty::Back, self)),
            _ => None,
        }
    }

    /// A node as its product, any other type as it is.
    pub fn product(&self) -> Ty {
        self.unfold().unwrap_or_else(|| self.clone())
    }

    /// A node as its product whose parts are dynamic where they lead to further nodes, any other type as it is.
    pub fn loose(&self) -> Ty {
        match self {
            Ty::Node(body) => body
                .replaced(&Ty::Option(Rc::new(Ty::Back)), &Ty::Any)
                .replaced(&Ty::Back, &Ty::Any),
            ty => ty.clone(),
        }
    }

    /// The type with another one in place of a part, wherever that occurs.
    fn replaced(&self, part: &Ty, by: &Ty) -> Ty {
        if self == part {
            return by.clone();
        }
        let inside = |t: &Ty| t.replaced(part, by);
        match self {
            Ty::Vector(t) => Ty::vector(inside(t)),
            Ty::List(t) => Ty::list(inside(t)),
            Ty::Set(t) => Ty::set(inside(t)),
            Ty::Map(k, v) => Ty::map(inside(k), inside(v)),
            Ty::Tuple(items) => Ty::tuple(items.iter().map(inside)),
            Ty::Record(fields) => {
                Ty::Record(fields.iter().map(|(k, t)| (k.clone(), inside(t))).collect())
            }
            Ty::Option(t) => Ty::option(inside(t)),
            t => t.clone(),
        }
    }

    /// Whether a type occurs inside of this one.
    fn has(&self, part: &Ty) -> bool {
        let inside = |t: &Ty| t == part || t.has(part);
        match self {
            Ty::Vector(t) | Ty::List(t) | Ty::Set(t) | Ty::Option(t) => inside(t),
            Ty::Map(k, v) => inside(k) || inside(v),
            Ty::Tuple(items) => items.iter().any(inside),
            Ty::Record(fields) => fields.iter().any(|(_, t)| inside(t)),
            _ => false,
        }
    }

    /// Whether a node is anywhere in the type.
    pub fn holds_node(&self) -> bool {
        match self {
            Ty::Node(_) => true,
            Ty::Vector(t) | Ty::List(t) | Ty::Set(t) | Ty::Option(t) => t.holds_node(),
            Ty::Map(k, v) => k.holds_node() || v.holds_node(),
            Ty::Tuple(items) => items.iter().any(Ty::holds_node),
            Ty::Record(fields) => fields.iter().any(|(_, t)| t.holds_node()),
            _ => false,
        }
    }

    /// The types of the parts of a tuple, in a node or not.
    pub fn tuple_parts(&self) -> Option<Rc<[Ty]>> {
        match self.product() {
            Ty::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// The fields of a record, in a node or not.
    pub fn record_fields(&self) -> Option<Vec<(Rc<str>, Ty)>> {
        match self.product() {
            Ty::Record(fields) => Some(fields.to_vec()),
            _ => None,
        }
    }

    /// A product with `Back` in it as the node that it describes.
    pub fn folded(self) -> Option<Ty> {
        let is_product = match &self {
            Ty::Tuple(items) => !items.is_empty(),
            Ty::Record(fields) => !fields.is_empty(),
            _ => false,
        };
        (is_product && self.has(&Ty::Back) && !self.holds_closure())
            .then(|| Ty::Node(Rc::new(self)))
    }

    /// Of a type that has grown: the node that both describe, where the old one is a part of the new one.
    pub fn grown(before: &Ty, after: &Ty) -> Option<Ty> {
        let (old, new) = (before.without_nil(), after.without_nil());
        if !matches!(old, Ty::Tuple(_) | Ty::Record(_) | Ty::Node(_)) {
            return None;
        }
        // A part that was bound to a variable is a vector by now.
        let settled = old.settled();
        let folded = new
            .replaced_inside(&old)
            .replaced_inside(&settled)
            .folded()?;
        Some(match after {
            Ty::Option(_) => Ty::option(folded),
            _ => folded,
        })
    }

    /// The type with `Back` in place of a part of it; not of itself.
    fn replaced_inside(&self, part: &Ty) -> Ty {
        match self == part {
            true => self.clone(),
            false => self.replaced(part, &Ty::Back),
        }
    }

    /// The node that a product with nodes for parts is.
    pub fn node_of_parts(&self) -> Option<Ty> {
        let fits = |t: &Ty| match t.without_nil() {
            node @ Ty::Node(_) if is_within(self, &node) => Some(node),
            _ => None,
        };
        match self {
            Ty::Tuple(items) => items.iter().find_map(fits),
            Ty::Record(fields) => fields.iter().find_map(|(_, t)| fits(t)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{join, may_overlap, show};
    use super::*;

    fn tree() -> Ty {
        let below = || Ty::option(Ty::Back);
        Ty::tuple([Ty::Int, below(), below()]).folded().unwrap()
    }

    #[test]
    fn a_node_unfolds_into_itself() {
        let below = Ty::option(tree());
        let product = Ty::tuple([Ty::Int, below.clone(), below]);
        assert_eq!(tree().unfold(), Some(product.clone()));
        assert!(is_within(&tree(), &product) && is_within(&product, &tree()));
        assert_eq!(product.node_of_parts(), Some(tree()));
        assert_eq!(show(&tree()), "[:tuple :int :any :any]");
    }

    #[test]
    fn what_grows_around_itself_is_a_node() {
        let leaf = Ty::tuple([Ty::Int, Ty::Nil, Ty::Nil]);
        let below = Ty::option(leaf.clone());
        let next = Ty::option(Ty::tuple([Ty::Int, below.clone(), below]));
        let both = join(&Ty::option(leaf.clone()), &next);
        assert_eq!(
            Ty::grown(&Ty::option(leaf.clone()), &both),
            Some(Ty::option(tree()))
        );
        assert_eq!(join(&Ty::option(tree()), &next), Ty::option(tree()));
        assert_eq!(Ty::grown(&leaf, &Ty::tuple([Ty::Int])), None);
    }

    #[test]
    fn a_node_meets_other_types() {
        assert_eq!(join(&tree(), &Ty::Nil), Ty::option(tree()));
        assert_eq!(join(&tree(), &Ty::Int), Ty::Any);
        let other = Ty::tuple([Ty::Str, Ty::option(Ty::Back)]).folded().unwrap();
        assert_eq!(join(&tree(), &other), Ty::Any);
        assert!(!is_within(&tree(), &other) && !may_overlap(&tree(), &other));
        assert!(may_overlap(&tree(), &Ty::vector(Ty::Any)));
        assert!(is_within(&tree(), &Ty::vector(Ty::Any)));
        assert!(!is_within(&tree(), &Ty::vector(Ty::Int)));
    }

    #[test]
    fn types_that_unfold_into_each_other_are_told_apart_in_the_end() {
        let below = |t: Ty| Ty::tuple([Ty::option(t)]);
        let node = below(below(Ty::Back)).folded().unwrap();
        let half = below(node.clone());
        for (a, b) in [
            (&half, &node),
            (&node, &half),
            (&half, &below(half.clone())),
        ] {
            let both = join(a, b);
            assert!(is_within(a, &both) && is_within(b, &both), "{both:?}");
        }
    }
}
