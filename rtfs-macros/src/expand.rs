//! From an invocation to its expansion: gets the program, has it compiled, reports.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use rtfs_compiler::compile;
use rtfs_compiler::source::{File, Options, Source};

use crate::include::{Arguments, Beside, Whereabouts};
use crate::inline::{self, Excerpt};
use crate::pieces::Pieces;
use crate::prefix::Prefix;
use crate::purpose::purpose;
use crate::report::{Reporter, compile_error};
use crate::spans::Spans;
use crate::{dump, root, string};

/// Expands `rtfs! { … }`.
pub(crate) fn block(input: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = input.clone().into_iter().collect();
    let prefix = match Prefix::read(&trees) {
        Ok(prefix) => prefix,
        Err(error) => return error.into_compile_error(),
    };
    let (before, program) = trees.split_at(prefix.taken.min(trees.len()));
    let options = Options {
        root: root::root(),
        is_erased: prefix.is_erased,
        purpose: purpose(),
        bounds: prefix.bounds,
        ..Options::default()
    };
    if let Some(string) = string::read(program) {
        let mut source = Source::new(&string.text, &string.name);
        source.header = prefix.header;
        source.host = prefix.host;
        return expand(&source, &options, &Spans::whole(string.span), &[]);
    }
    let skip = Pieces::of(before.iter().cloned().collect()).all.len();
    let inline = inline::read(&Pieces::of(input), skip, Excerpt::invocation());
    let source = Source {
        text: &inline.text,
        name: &Span::call_site().file(),
        places: inline.places,
        inline: true,
        header: prefix.header,
        host: prefix.host,
    };
    expand(&source, &options, &inline.spans, &[])
}

/// Expands `include_rtfs!("…")`.
pub(crate) fn file(input: TokenStream) -> TokenStream {
    let arguments: Arguments = match syn::parse2(input) {
        Ok(arguments) => arguments,
        Err(error) => return error.into_compile_error(),
    };
    let span = arguments.path.span();
    let whereabouts = Whereabouts::of(&arguments.path);
    let file = match whereabouts.read(&arguments.path.value()) {
        Ok(file) => file,
        Err(message) => return compile_error(span, span, &message),
    };
    let beside = Beside {
        whereabouts: &whereabouts,
        directory: file.path.parent().map(Into::into).unwrap_or_default(),
    };
    let options = Options {
        root: root::root(),
        capabilities: arguments.capabilities,
        purpose: purpose(),
        allows_rust: arguments.allows_rust.unwrap_or(true),
        bounds: arguments.bounds,
        loader: Some(&beside),
        ..Options::default()
    };
    let mut source = Source::new(&file.text, &file.name);
    source.host = arguments.host;
    expand(
        &source,
        &options,
        &Spans::whole(span),
        std::slice::from_ref(&file),
    )
}

/// Compiles a program and puts together what rustc sees. `files` are those that it was read from.
fn expand(
    source: &Source<'_>,
    options: &Options<'_>,
    spans: &Spans,
    files: &[File],
) -> TokenStream {
    let output = compile(source, options, &|span| spans.first(span));
    let reporter = Reporter {
        text: source.text,
        name: source.name,
        places: &source.places,
        spans,
        inline: source.inline,
        files: &output.files,
    };
    let reports = reporter.report(&output.diagnostics);
    let mut tracked: TokenStream = files.iter().chain(&output.files).map(track).collect();
    tracked.extend(dump::track());
    let tokens = output.tokens;
    dump::dump(source, &tokens, output.expression);
    if output.expression {
        quote!({ #reports #tracked #tokens })
    } else {
        quote!(#reports #tracked #tokens)
    }
}

/// A constant that makes cargo build the crate again when the file has changed.
fn track(file: &File) -> TokenStream {
    let path = file.path.to_str();
    path.map(|path| {
        quote!(
            const _: &[u8] = ::core::include_bytes!(#path);
        )
    })
    .unwrap_or_default()
}
