//! What may stand before a program: `#![erased]` (for the tests that compare engines), the header `|n: i64, xs: &[f64]|`, `host = expression;` and
//! the bounds of a run, `fuel = 1_000_000;`, in any order. All of it is Rust, and syn reads it.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use rtfs_compiler::source::{Bounds, HeaderParam};
use syn::parse::{ParseStream, Parser};
use syn::{Expr, Token, Type};

use crate::bounds::{is_bound, units, unset};

/// The name of the setting that is no bound.
const HOST: &str = "host";

/// What stood before a program.
#[derive(Default)]
pub(crate) struct Prefix {
    pub(crate) header: Vec<HeaderParam>,
    pub(crate) host: Option<TokenStream>,
    pub(crate) bounds: Bounds,
    pub(crate) is_erased: bool,
    /// How many token trees it took.
    pub(crate) taken: usize,
}

impl Prefix {
    /// Reads the prefix of an invocation, if it has one. An error is on what is no Rust in it.
    pub(crate) fn read(trees: &[TokenTree]) -> syn::Result<Prefix> {
        let mut prefix = Prefix::default();
        let mut has_header = false;
        loop {
            let rest = trees.get(prefix.taken..).unwrap_or(&[]);
            if is_erased(rest) {
                prefix.is_erased = true;
                prefix.taken += 3;
                continue;
            }
            if let Some(length) = header_length(rest).filter(|_| !has_header) {
                has_header = true;
                prefix.header = header.parse2(behind(rest, 1, length))?;
                prefix.taken += length;
            } else if let Some((name, length)) = setting(rest) {
                prefix.set(name, behind(rest, 2, length))?;
                prefix.taken += length;
            } else {
                return Ok(prefix);
            }
        }
    }

    /// Takes what stands behind `name =`.
    fn set(&mut self, name: &Ident, value: TokenStream) -> syn::Result<()> {
        let twice = || syn::Error::new(name.span(), format!("`{name}` is set twice"));
        if name == HOST {
            let value = host.parse2(value)?;
            return match self.host.replace(value) {
                None => Ok(()),
                Some(_) => Err(twice()),
            };
        }
        let bound = unset(&mut self.bounds, name).ok_or_else(twice)?;
        let number = |input: ParseStream<'_>| {
            let units = units(name, input)?;
            input.parse::<Token![;]>()?;
            Ok(units)
        };
        *bound = Some(number.parse2(value)?);
        Ok(())
    }
}

/// The trees of a prefix of this length without its first `skip`. The token that ends it is among them,
/// so that an error at the end has a place.
fn behind(trees: &[TokenTree], skip: usize, length: usize) -> TokenStream {
    trees.iter().take(length).skip(skip).cloned().collect()
}

fn is_punct(tree: &TokenTree, c: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == c)
}

/// Whether `#![erased]` comes first.
fn is_erased(trees: &[TokenTree]) -> bool {
    match trees {
        [hash, bang, TokenTree::Group(group), ..] => {
            is_punct(hash, '#') && is_punct(bang, '!') && group.stream().to_string() == "erased"
        }
        _ => false,
    }
}

/// How many trees `|…|` takes, if that is what comes first.
fn header_length(trees: &[TokenTree]) -> Option<usize> {
    let (first, rest) = trees.split_first()?;
    let close = rest.iter().position(|tree| is_punct(tree, '|'))?;
    is_punct(first, '|').then_some(close + 2)
}

/// The name in front of `= …;`, and how many trees that takes, if a setting is what comes first.
fn setting(trees: &[TokenTree]) -> Option<(&Ident, usize)> {
    let [TokenTree::Ident(name), equals, rest @ ..] = trees else {
        return None;
    };
    let end = rest.iter().position(|tree| is_punct(tree, ';'))?;
    let is_one = (name == HOST || is_bound(name)) && is_punct(equals, '=');
    is_one.then_some((name, end + 3))
}

/// `n: i64, xs: &[f64]|`
fn header(input: ParseStream<'_>) -> syn::Result<Vec<HeaderParam>> {
    let mut params = Vec::new();
    while !input.peek(Token![|]) {
        let name: Ident = input.parse()?;
        input.parse::<Token![:]>()?;
        let ty: Type = input.parse()?;
        params.push(HeaderParam {
            name: name.to_string(),
            span: name.span(),
            ty: ty.into_token_stream(),
        });
        if !input.peek(Token![|]) {
            input.parse::<Token![,]>()?;
        }
    }
    input.parse::<Token![|]>()?;
    Ok(params)
}

/// `expression;`
fn host(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let host: Expr = input.parse()?;
    input.parse::<Token![;]>()?;
    Ok(host.into_token_stream())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> syn::Result<(Vec<String>, Option<String>, usize)> {
        let tokens: TokenStream = text.parse().expect("tokens");
        let trees: Vec<_> = tokens.into_iter().collect();
        let prefix = Prefix::read(&trees)?;
        let params = prefix
            .header
            .iter()
            .map(|param| format!("{}: {}", param.name, param.ty))
            .collect();
        Ok((
            params,
            prefix.host.map(|host| host.to_string()),
            prefix.taken,
        ))
    }

    #[test]
    fn no_prefix() {
        for text in [
            "",
            "(a)",
            "host",
            "host = x",
            "(host = x;)",
            "fuel",
            "fuel = 5",
            "fool = 5; 1",
            "| a",
            "a | b |",
        ] {
            assert_eq!(read(text).expect("a prefix"), (vec![], None, 0), "{text}");
        }
    }

    #[test]
    fn a_header_and_a_host_in_any_order() {
        let params = vec!["n: i64".to_owned(), "xs: & [f64]".to_owned()];
        let (header, host) = ("|n: i64, xs: &[f64],|", "host = a.b(1)?;");
        assert_eq!(
            read(&format!("{header} (f)")).expect("a prefix"),
            (params.clone(), None, 11)
        );
        let found = read(&format!("{header} {host} (f)")).expect("a prefix");
        assert_eq!(found.0, params);
        assert!(found.1.is_some());
        let turned = read(&format!("{host} {header} (f)")).expect("a prefix");
        assert_eq!(turned, found);
        assert_eq!(read("|| 1").expect("a prefix"), (vec![], None, 2));
    }

    #[test]
    fn bounds_in_any_order() {
        let text = "max_alloc = 7; host = h; |n: i64| fuel = 1_000; (f)";
        let tokens: TokenStream = text.parse().expect("tokens");
        let trees: Vec<_> = tokens.into_iter().collect();
        let prefix = Prefix::read(&trees).expect("a prefix");
        let bounds = prefix.bounds;
        assert_eq!(
            (bounds.fuel, bounds.max_depth, bounds.max_alloc),
            (Some(1_000), None, Some(7))
        );
        assert_eq!((prefix.taken, prefix.header.len()), (trees.len() - 1, 1));
        assert!(prefix.host.is_some());
    }

    #[test]
    fn what_is_no_rust_is_an_error() {
        for text in [
            "fuel = -1; 1",
            "max_depth = x; 1",
            "fuel = 1; fuel = 2; 1",
            "fuel = 1 2; 1",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(read("host = a; host = b; (f)").is_err());
        assert!(read("|n| (f)").is_err());
        assert!(read("|n: 5| g").is_err());
        assert!(read("host = ; (f)").is_err());
    }
}
