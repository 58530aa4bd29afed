//! The bounds of a run, as an invocation states them: `fuel = 1_000_000`.

use proc_macro2::Ident;
use rtfs_compiler::source::Bounds;
use syn::LitInt;
use syn::parse::ParseStream;

/// Their names.
const NAMES: [&str; 3] = ["fuel", "max_depth", "max_alloc"];

/// Whether this is the name of one.
pub(crate) fn is_bound(name: &Ident) -> bool {
    NAMES.iter().any(|bound| name == bound)
}

/// The bound of that name, if it is not set yet.
pub(crate) fn unset<'b>(bounds: &'b mut Bounds, name: &Ident) -> Option<&'b mut Option<u64>> {
    let [fuel, max_depth, _] = NAMES;
    let bound = match is_bound(name) {
        true if name == fuel => &mut bounds.fuel,
        true if name == max_depth => &mut bounds.max_depth,
        true => &mut bounds.max_alloc,
        false => return None,
    };
    bound.is_none().then_some(bound)
}

/// How much a bound is.
pub(crate) fn units(name: &Ident, input: ParseStream<'_>) -> syn::Result<u64> {
    let units = input
        .parse::<LitInt>()
        .and_then(|units| units.base10_parse());
    units.map_err(|error: syn::Error| {
        let message = format!("`{name}` is a number from 0 to 2^64 - 1: `{name} = 1_000_000`");
        syn::Error::new(error.span(), message)
    })
}
