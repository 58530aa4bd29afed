//! What generated code calls to look into collections and to change them.
//!
//! The compiler types these operations itself. It writes one path for a question (`access::first`)
//! and rustc picks the collection: the traits here, one for each kind of question, are implemented
//! by every collection that can answer it, and by an `Option` of one, in which `None` is nil and
//! counts as empty. A name that ends in `_any` is the same operation on a [`Value`].
//!
//! What holds:
//! - A collection that comes by value is changed in place if nobody else holds it.
//! - Typed and dynamic forms agree: the dynamic form of a typed result is the dynamic result.
//! - Errors carry no place; the caller adds it.

mod change;
mod convert;
mod fail;
mod index;
mod keyed;
mod path;
mod range;
mod sequence;
#[cfg(test)]
mod tests;
mod view;

use crate::error::{Error, ErrorKind, describe};
use crate::value::Value;

pub use change::{
    assoc_any, assoc_map, assoc_vector, before_list, before_maybe, before_vector, conj_any,
    conj_list, conj_set, conj_vector, cons_any, cons_list, cons_maybe, cons_vector, dissoc_any,
    dissoc_loose, dissoc_map, set_of, update_map, update_map_dynamic, update_map_flat,
    update_map_nil,
};
pub use convert::{
    elements_any, like_kind, or_empty, or_nil_dynamic, or_nil_flat, or_nil_nil, str_of, to_string,
    to_vector, to_vector_any,
};
pub use fail::{assert, assert_eq, debug, error, no_clause, no_element, throw};
pub use index::{
    Indexed, Lending, at_index, contains_index, contains_place, element, element_any, element_at,
    get_index, get_index_or, get_place, get_place_or, nth, nth_any, nth_any_or, nth_small,
    rest_from, rest_from_any,
};
pub(crate) use keyed::Loose;
pub use keyed::{
    Entries, Keyed, at_key, contains, contains_any, contains_key, contains_loose, found_at_key,
    get, get_any, get_any_or, get_loose, get_loose_or, get_or, keys, keys_any, old_any, part_any,
    part_any_or, part_at_key, vals, vals_any,
};
pub use path::{apply, assoc_in, get_in, get_in_or};
pub use range::{range_any, range_end, range_end_down};
pub use sequence::{
    Sequence, count, count_any, first, first_any, is_empty, is_empty_any, last, last_any, next,
    next_any, rest, rest_any, second, second_any, seq, seq_any,
};

pub use view::{Named, TextView, VectorView, Viewed};

/// The error of an operand: ``` `first` takes a sequence, got :int 5 ```.
#[cold]
#[inline(never)]
fn wrong(name: &str, takes: &str, got: &Value) -> Error {
    Error::new(
        ErrorKind::TypeError,
        format!("`{name}` takes {takes}, got {}", describe(got)),
    )
}

/// The error of an index: ``` `nth`: index 7 is out of bounds of a vector of 3 ```.
#[cold]
#[inline(never)]
pub(crate) fn out_of_bounds(name: &str, index: i64, kind: &str, count: usize) -> Error {
    let of = if kind == "nil" {
        String::from("nil")
    } else {
        format!("a {kind} of {count}")
    };
    Error::new(
        ErrorKind::IndexOutOfBounds,
        format!("`{name}`: index {index} is out of bounds of {of}"),
    )
}
