//! Sequences: taking parts, transforming, folding, grouping, sorting.
//!
//! The typed forms are over vectors; the compiler turns other sequences into vectors first, and
//! gives the results the right kind (see `same` in [`super::sig`]). It also fuses chains of most of
//! these and then calls none of them.

mod group;
mod parts;
mod reduce;
mod sort;
mod transform;

pub use group::{
    dedupe, distinct, flatten, frequencies, group_by, interleave, interpose, partition,
    partition_all, partition_all_step, partition_by, partition_pad, partition_step, zip, zip_3,
    zipmap,
};
pub use parts::{
    butlast, concat, drop, drop_last, drop_last_n, drop_text, drop_while, into_list, into_map,
    into_set, into_vector, not_empty_list, not_empty_map, not_empty_set, not_empty_text,
    not_empty_vector, reverse, reverse_text, split_at, split_with, take, take_last, take_nth,
    take_text, take_while,
};
pub use reduce::{
    every, max_key, min_key, not_any, not_every, reduce, reduce_first, reduce_kv, reduce_kv_vector,
    reductions, reductions_first, some,
};
pub use sort::{sort, sort_by, sort_by_with, sort_with};
pub use transform::{
    filter, keep, keep_indexed, map, map_2, map_3, map_indexed, mapcat, mapcat_2, remove,
};

pub(super) use group::TABLE as TABLE_GROUP;
pub(super) use parts::TABLE as TABLE_PARTS;
pub(super) use reduce::TABLE as TABLE_REDUCE;
pub(super) use sort::TABLE as TABLE_SORT;
pub(super) use transform::TABLE as TABLE_TRANSFORM;
