//! Emission: typed, owned HIR to Rust tokens. The only place that knows `quote`.
//!
//! Every instance becomes Rust functions in up to three forms:
//!
//! ```text
//! fn fib_0_fast(n: i64) -> Result<i64>        ints are i64; what does not fit leaves by an exit
//! fn fib_0_wide(n: Word) -> Result<Word>      ints are words of a region, without limit
//! fn fib_0(n: Int) -> Result<Int>             tries the fast form, runs the wide one after an exit
//! ```
//!
//! Wide code calls other functions by the runtime where they take ints alone (`codegen::wide::calls`), else by a function that
//! chooses as the last one does, on words.
//!
//! A function that only compares its ints with small constants has one form, on `i64` (`near`).
//!
//! A function in which no int occurs has the wide form only, under the plain name. So has one that must
//! not run twice, or whose arguments would be gone: its loops are fast by themselves (`flow`).
//!
//! Paths are spelled below `__rt` and `__wide`, which the expansion imports under these names; locals have
//! `mixed_site` spans, so that nothing of the user's can capture them or be captured.

mod body;
mod change;
mod check;
mod checked;
mod choice;
mod convert;
mod cost;
mod counter;
mod entry;
mod errors;
mod flow;
mod forms;
mod func;
mod growers;
mod host;
mod instance;
mod join;
mod library;
mod modules;
mod near;
mod nodes;
mod ops;
mod parallel;
mod pipe;
mod place;
mod readers;
mod repeated;
mod rest;
mod rust_call;
mod schema;
mod shapes;
mod tables;
mod ty;
mod value;

use std::cell::RefCell;
use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use rtfs_rt::reader::Span;

use forms::{Forms, Needs, Part, forms_of, gives_wide, limitless};
use tables::Tables;

use crate::ast::{Capture, Program};
use crate::hir::{HirKind, Inst, InstId, Module};
use crate::source::{Options, Purpose, Source};
use crate::sources::{Location, Sources};
use crate::types::Ty;

/// Maps a part of the source to rustc's span.
pub type Spans<'s> = &'s dyn Fn(Span) -> proc_macro2::Span;

/// The expansion of a program without errors.
pub fn emit(
    program: &Program,
    module: &Module,
    sources: &Sources<'_>,
    options: &Options<'_>,
    spans: Spans<'_>,
) -> TokenStream {
    let (root, emitter) = (
        &options.root,
        emitter(program, module, sources, options, spans),
    );
    match module.body {
        Some(body) => emitter.expression(body, root),
        None => emitter.items(root),
    }
}

/// The expansion of a program with errors: its names, and nothing behind them.
pub fn skeleton(
    program: &Program,
    module: &Module,
    sources: &Sources<'_>,
    options: &Options<'_>,
    spans: Spans<'_>,
) -> TokenStream {
    let (root, emitter) = (
        &options.root,
        emitter(program, module, sources, options, spans),
    );
    match module.body {
        Some(body) => emitter.expression_skeleton(body, root),
        None => emitter.skeleton(root),
    }
}

fn emitter<'a>(
    program: &'a Program,
    module: &'a Module,
    sources: &'a Sources<'a>,
    options: &'a Options<'a>,
    spans: Spans<'a>,
) -> Emitter<'a> {
    Emitter {
        program,
        module,
        source: sources.root,
        sources,
        root: &options.root,
        spans,
        forms: module.insts.iter().map(|i| forms_of(i, module)).collect(),
        gives_wide: gives_wide(module),
        limitless: limitless(module),
        checked: match options.purpose {
            Purpose::Check => Some(checked::leads_to_rust(module)),
            Purpose::Code => None,
        },
        needs: RefCell::default(),
        tables: Tables::default(),
    }
}

/// How the ints of a piece of code are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mode {
    /// As `i64`, with exits.
    Fast,
    /// As `Int`.
    Wide,
    /// As words of a region, without limit: code that hardly ever runs and costs little to compile.
    Cold,
}

struct Emitter<'a> {
    program: &'a Program,
    module: &'a Module,
    source: &'a Source<'a>,
    sources: &'a Sources<'a>,
    root: &'a TokenStream,
    spans: Spans<'a>,
    forms: Vec<Forms>,
    /// Of each instance, whether its fast form may give an int that does not fit as it is.
    gives_wide: Vec<bool>,
    /// Of each instance, how its form without limit holds ints.
    limitless: Vec<Mode>,
    /// In an expansion that rustc only checks: of each instance, whether it has to see the body.
    checked: Option<Vec<bool>>,
    needs: RefCell<Needs>,
    tables: Tables,
}

/// A name that only the compiler uses.
fn local(name: &str) -> Ident {
    Ident::new(name, proc_macro2::Span::mixed_site())
}

impl<'a> Emitter<'a> {
    fn inst(&self, id: InstId) -> &'a Inst {
        &self.module.insts[id.0 as usize]
    }

    fn forms(&self, id: InstId) -> Forms {
        self.forms[id.0 as usize]
    }

    fn limitless(&self, id: InstId) -> Mode {
        self.limitless[id.0 as usize]
    }

    /// The name of an instance's function, which is needed by now; with a mode, of that form.
    fn fn_name(&self, id: InstId, mode: Option<Mode>) -> Ident {
        let base = crate::names::rust_name(&self.inst(id).name);
        let part = mode.map_or(Part::Whole, Part::Form);
        self.needs.borrow_mut().ask(id, part);
        match mode {
            None => format_ident!("{base}__{}", id.0),
            Some(Mode::Fast) => format_ident!("{base}__{}_fast", id.0),
            Some(Mode::Wide | Mode::Cold) => format_ident!("{base}__{}_wide", id.0),
        }
    }

    /// The name of an instance's fast form in wide code.
    fn kept_name(&self, id: InstId) -> Ident {
        self.needs.borrow_mut().keep(id);
        self.fn_name(id, Some(Mode::Fast))
    }

    /// The statics of the constants.
    fn constants(&self) -> TokenStream {
        let constants = self.module.consts.iter();
        constants.map(|(_, inst)| self.constant(*inst)).collect()
    }

    /// The static of a constant.
    fn constant(&self, inst: InstId) -> TokenStream {
        let name = self.const_name(inst);
        let function = self.fn_name(inst, None);
        let ty = self.rust_ty(&self.inst(inst).result);
        // Whoever comes first computes it; it has bounds of its own, so that nobody pays for it.
        let compute = match self.bounds() {
            Some(bounds) => quote!(|| __rt::meter::run(#bounds, #function)),
            None => quote!(#function),
        };
        quote!(static #name: __rt::Constant<#ty> = __rt::Constant::new(#compute);)
    }

    fn const_name(&self, inst: InstId) -> Ident {
        format_ident!("CONST__{}", inst.0)
    }

    fn capture(&self, index: u32) -> &'a Capture {
        &self.program.captures[index as usize]
    }
}

/// A map from ids to things, in order of the ids.
type ById<K, V> = BTreeMap<K, V>;
