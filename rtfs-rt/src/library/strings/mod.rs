//! Strings: sequences of Unicode scalar values, indexed and measured by character, not by byte.

mod edit;
mod format;
mod parse;
mod parts;
mod search;

pub use edit::{
    capitalize, join, join_with, lower, pad_left, pad_left_with, pad_right, pad_right_with,
    repeat_str, split, split_limit, split_lines, subs, subs_from, trim, triml, trimr, upper,
};
pub use format::format;
pub use parse::{char_code, from_char_code, parse_float, parse_int};
pub use parts::{Characters, Parts, characters, parts};
pub use search::{
    blank, blank_or_nil, ends_with, includes, index_of, index_of_from, index_of_item,
    last_index_of, last_index_of_from, last_index_of_item, replace, replace_first, starts_with,
    string_length,
};

#[cfg(feature = "regex")]
pub(super) use edit::drop_trailing_empty;
#[cfg(feature = "regex")]
pub use edit::{split_regex, split_regex_limit};
#[cfg(feature = "regex")]
pub use search::{
    replace_first_regex, replace_first_regex_with, replace_regex, replace_regex_with,
};

pub(super) use edit::TABLE as TABLE_EDIT;
pub(super) use format::TABLE as TABLE_FORMAT;
pub(super) use parse::TABLE as TABLE_PARSE;
pub(super) use search::TABLE as TABLE_SEARCH;

/// The byte offset of the character `index`, which is the end for the number of characters.
fn offset(text: &str, index: usize) -> Option<usize> {
    if text.is_ascii() {
        return (index <= text.len()).then_some(index);
    }
    let ends = std::iter::once(text.len());
    text.char_indices().map(|(at, _)| at).chain(ends).nth(index)
}

/// The number of the character that begins at the byte `at`.
fn character(text: &str, at: usize) -> i64 {
    let before = text.get(..at).unwrap_or(text);
    before.chars().count() as i64
}
