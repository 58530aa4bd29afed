//! Collections with their parts in another representation.

use crate::{Data, List, Map, Set, Vector};

/// A vector, element by element.
pub fn convert_vector<A: Data, B: Data>(items: Vector<A>, f: impl FnMut(A) -> B) -> Vector<B> {
    items.into_iter().map(f).collect()
}

/// A list, element by element.
pub fn convert_list<A: Data, B: Data>(items: List<A>, f: impl FnMut(A) -> B) -> List<B> {
    items.into_iter().map(f).collect()
}

/// A set, element by element.
pub fn convert_set<A: Data, B: Data>(items: Set<A>, f: impl FnMut(A) -> B) -> Set<B> {
    items.into_iter().map(f).collect()
}

/// A map, entry by entry.
pub fn convert_map<K: Data, V: Data, L: Data, W: Data>(
    map: Map<K, V>,
    mut f: impl FnMut(K, V) -> (L, W),
) -> Map<L, W> {
    map.into_iter().map(|(k, v)| f(k, v)).collect()
}
