//! What may stand before a program: `#![erased]` (for the tests that compare engines), the header `|n: i64, xs: &[f64]|` and `host = expression;`, in any
//! order. Both are Rust, and syn reads them.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use rtfs_compiler::source::HeaderParam;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, Token, Type};

/// What stood before a program.
#[derive(Default)]
pub(crate) struct Prefix {
    pub(crate) header: Vec<HeaderParam>,
    pub(crate) host: Option<TokenStream>,
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
            } else if let Some(length) = host_length(rest).filter(|_| prefix.host.is_none()) {
                prefix.host = Some(host.parse2(behind(rest, 2, length))?);
                prefix.taken += length;
            } else {
                return Ok(prefix);
            }
        }
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

/// How many trees `host = …;` takes, if that is what comes first.
fn host_length(trees: &[TokenTree]) -> Option<usize> {
    let [TokenTree::Ident(name), equals, rest @ ..] = trees else {
        return None;
    };
    let end = rest.iter().position(|tree| is_punct(tree, ';'))?;
    (name == "host" && is_punct(equals, '=')).then_some(end + 3)
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
    fn what_is_no_rust_is_an_error() {
        assert!(read("|n| (f)").is_err());
        assert!(read("|n: 5| g").is_err());
        assert!(read("host = ; (f)").is_err());
    }
}
