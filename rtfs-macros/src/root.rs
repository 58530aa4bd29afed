//! The name under which the crate that calls us knows `rtfs`.

use proc_macro_crate::{FoundCrate, crate_name};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The path of the crate `rtfs`, absolute. Its own library says `extern crate self as rtfs`, so that the
/// name is right there, too; a crate whose manifest does not name it gets it from a macro of a
/// crate that re-exports it, or rustc's error.
pub(crate) fn root() -> TokenStream {
    let name = match crate_name("rtfs") {
        Ok(FoundCrate::Name(name)) => name,
        Ok(FoundCrate::Itself) | Err(_) => "rtfs".to_owned(),
    };
    let name = Ident::new(&name, Span::call_site());
    quote!(::#name)
}
