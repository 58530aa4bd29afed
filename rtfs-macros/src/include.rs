//! The program as a file: which one, its text, and the modules beside it.

use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::ToTokens;
use rtfs_compiler::source::{Bounds, File, Loader};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, Ident, LitBool, LitStr, Token, bracketed};

use crate::bounds::{units, unset};

/// What stands in `include_rtfs!(…)`.
pub(crate) struct Arguments {
    pub(crate) path: LitStr,
    pub(crate) capabilities: Option<Vec<String>>,
    pub(crate) host: Option<TokenStream>,
    /// `extern = false`: whether the program may name what is Rust's.
    pub(crate) allows_rust: Option<bool>,
    pub(crate) bounds: Bounds,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Arguments> {
        let mut arguments = Arguments {
            path: input.parse()?,
            capabilities: None,
            host: None,
            allows_rust: None,
            bounds: Bounds::default(),
        };
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let name = Ident::parse_any(input)?;
            input.parse::<Token![=]>()?;
            if name == "capabilities" && arguments.capabilities.is_none() {
                let list;
                bracketed!(list in input);
                let ids = Punctuated::<LitStr, Token![,]>::parse_terminated(&list)?;
                arguments.capabilities = Some(ids.iter().map(LitStr::value).collect());
            } else if name == "host" && arguments.host.is_none() {
                arguments.host = Some(input.parse::<Expr>()?.into_token_stream());
            } else if name == "extern" && arguments.allows_rust.is_none() {
                arguments.allows_rust = Some(input.parse::<LitBool>()?.value);
            } else if let Some(bound) = unset(&mut arguments.bounds, &name) {
                *bound = Some(units(&name, input)?);
            } else {
                let message = "expected `capabilities = [\"…\"]`, `extern = false`, `fuel = 1_000_000`, \
                               `max_depth = 1_000`, `max_alloc = 1_000_000` or `host = …`, each once";
                return Err(syn::Error::new(name.span(), message));
            }
        }
        Ok(arguments)
    }
}

/// Where the compiler runs: rustc's working directory, which its paths are relative to, the file that
/// holds the call, and the root of its crate.
pub(crate) struct Whereabouts {
    pub(crate) working: PathBuf,
    pub(crate) caller: Option<PathBuf>,
    pub(crate) root: Option<PathBuf>,
}

impl Whereabouts {
    /// Those of the call that holds `path`.
    pub(crate) fn of(path: &LitStr) -> Whereabouts {
        Whereabouts {
            working: std::env::current_dir().unwrap_or_default(),
            caller: path.span().local_file(),
            root: std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from),
        }
    }

    /// Reads the file that `path` names: relative to the file that holds the call, else to the
    /// crate's root. The error is one line.
    pub(crate) fn read(&self, path: &str) -> Result<File, String> {
        let beside = self.caller.as_ref().and_then(|caller| caller.parent());
        let directories = [beside, self.root.as_deref()];
        let mut tried: Vec<PathBuf> = Vec::new();
        for directory in directories.into_iter().flatten() {
            let candidate = self.working.join(directory).join(path);
            if candidate.is_file() {
                return self.read_file(&candidate);
            }
            if !tried.contains(&candidate) {
                tried.push(candidate);
            }
        }
        let tried: Vec<_> = tried
            .iter()
            .map(|path| format!("`{}`", self.name(path)))
            .collect();
        Err(format!(
            "there is no file `{path}`: looked for {}",
            tried.join(" and ")
        ))
    }

    fn read_file(&self, path: &Path) -> Result<File, String> {
        let name = self.name(path);
        let bytes =
            std::fs::read(path).map_err(|error| format!("cannot read `{name}`: {error}"))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = error.utf8_error().valid_up_to();
            let line = error
                .as_bytes()
                .iter()
                .take(good)
                .filter(|byte| **byte == b'\n')
                .count()
                + 1;
            format!("`{name}` is not UTF-8: see line {line}")
        })?;
        Ok(File {
            path: path.to_owned(),
            name,
            text,
        })
    }

    /// What to call a file: its path from the working directory, as rustc calls the files it reads.
    fn name(&self, path: &Path) -> String {
        let short = path.strip_prefix(&self.working).unwrap_or(path);
        short.display().to_string()
    }
}

/// Loads the modules that stand beside a file: `d.e` is `d/e.rtfs`. No name leaves the directory.
pub(crate) struct Beside<'a> {
    pub(crate) whereabouts: &'a Whereabouts,
    pub(crate) directory: PathBuf,
}

impl Loader for Beside<'_> {
    fn load(&self, name: &str) -> Result<File, String> {
        let mut path = self.directory.clone();
        for part in name.split(['.', '/']) {
            if part.is_empty() || part.contains(['\\', ':', '\0']) {
                return Err(format!("`{name}` is no name of a module"));
            }
            path.push(part);
        }
        path.set_extension("rtfs");
        if !path.is_file() {
            let file = self.whereabouts.name(&path);
            return Err(format!("there is no module `{name}`, and no file `{file}`"));
        }
        self.whereabouts.read_file(&path)
    }
}

#[cfg(test)]
mod tests;
