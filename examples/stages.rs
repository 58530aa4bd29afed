//! Every stage of a program: its text, the typed HIR, and the Rust that the macro gives.
//!
//! ```text
//! cargo run --release --example stages [program.rtfs]
//! ```

use std::error::Error;
use std::process::ExitCode;

use rtfs_compiler::diagnostic::render;
use rtfs_compiler::places::Places;
use rtfs_compiler::source::{Options, Source};

const PROGRAM: &str = "\
(defstruct Body :height :float, :speed :float)

(defn fall [body :Body, dt :float]
  (-> body
      (update :height + (* dt (:speed body)))
      (update :speed - (* dt 9.81))))

(defn sum-odd [n]
  (->> (range n) (map (fn [x] (* x x))) (filter odd?) (reduce +)))
";

fn main() -> ExitCode {
    match show() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn show() -> Result<(), Box<dyn Error>> {
    let (name, text) = match std::env::args().nth(1) {
        Some(path) => (path.clone(), std::fs::read_to_string(path)?),
        None => ("example.rtfs".to_owned(), PROGRAM.to_owned()),
    };
    let source = Source::new(&text, &name);
    let options = Options::default();
    let hir = rtfs_compiler::show_hir(&source, &options).map_err(|diagnostics| {
        let shown = diagnostics
            .iter()
            .map(|one| render(one, &name, &text, &Places::of(&text)));
        shown.collect::<Vec<_>>().join("\n\n")
    })?;
    let output = rtfs_compiler::compile(&source, &options, &|_| proc_macro2::Span::call_site());
    // An expression stands in a function, so that it is a file, too.
    let tokens = output.tokens;
    let file: syn::File = if output.expression {
        let body: syn::Expr = syn::parse2(tokens)?;
        syn::parse_quote!(fn expression() -> _ { #body })
    } else {
        syn::parse2(tokens)?
    };
    println!("==== source\n{text}\n==== typed HIR\n{hir}");
    println!("==== Rust\n{}", prettyplease::unparse(&file));
    Ok(())
}
