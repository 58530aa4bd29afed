//! Emission: typed, owned HIR to Rust tokens. The only place that knows `quote`.
//!
//! Every instance becomes Rust functions in up to three forms:
//!
//! ```text
//! fn fib_0_fast(n: i64) -> Result<i64>        ints are i64; what does not fit leaves by an exit
//! fn fib_0_wide(n: Int) -> Result<Int>        ints are Int
//! fn fib_0(n: Int) -> Result<Int>             tries the fast form, runs the wide one after an exit
//! ```
//!
//! A function in which no int occurs has the wide form only, under the plain name. So has one that must
//! not run twice, or whose arguments would be gone: its loops are fast by themselves (`flow`).
//!
//! Paths are spelled below `__rt`, which the expansion imports under that name; locals have
//! `mixed_site` spans, so that nothing of the user's can capture them or be captured.

mod body;
mod convert;
mod cost;
mod counter;
mod entry;
mod errors;
mod flow;
mod func;
mod host;
mod instance;
mod join;
mod library;
mod ops;
mod parallel;
mod pipe;
mod place;
mod rust_call;
mod shapes;
mod ty;
mod value;

use std::cell::RefCell;
use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use rtfs_rt::reader::Span;

use crate::ast::{Capture, Program};
use crate::hir::{HirKind, Inst, InstId, Module};
use crate::source::Source;
use crate::types::Ty;

/// Maps a part of the source to rustc's span.
pub type Spans<'s> = &'s dyn Fn(Span) -> proc_macro2::Span;

/// The expansion of a program without errors.
pub fn emit(
    program: &Program,
    module: &Module,
    source: &Source<'_>,
    root: &TokenStream,
    spans: Spans<'_>,
) -> TokenStream {
    let emitter = emitter(program, module, source, root, spans);
    match module.body {
        Some(body) => emitter.expression(body, root),
        None => emitter.items(root),
    }
}

/// The expansion of a program with errors: its names, and nothing behind them.
pub fn skeleton(
    program: &Program,
    module: &Module,
    source: &Source<'_>,
    root: &TokenStream,
    spans: Spans<'_>,
) -> TokenStream {
    let emitter = emitter(program, module, source, root, spans);
    match module.body {
        Some(body) => emitter.expression_skeleton(body, root),
        None => emitter.skeleton(root),
    }
}

fn emitter<'a>(
    program: &'a Program,
    module: &'a Module,
    source: &'a Source<'a>,
    root: &'a TokenStream,
    spans: Spans<'a>,
) -> Emitter<'a> {
    Emitter {
        program,
        module,
        source,
        root,
        spans,
        forms: module.insts.iter().map(|i| forms_of(i, module)).collect(),
        sites: RefCell::default(),
        strings: RefCell::default(),
        keywords: RefCell::default(),
        symbols: RefCell::default(),
        ints: RefCell::default(),
        shapes: RefCell::default(),
    }
}

/// How the ints of a piece of code are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// As `i64`, with exits.
    Fast,
    /// As `Int`.
    Wide,
}

/// In which forms an instance exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Forms {
    /// One, in which ints are wide.
    Single,
    /// A fast and a wide one.
    Twin,
}

struct Emitter<'a> {
    program: &'a Program,
    module: &'a Module,
    source: &'a Source<'a>,
    root: &'a TokenStream,
    spans: Spans<'a>,
    forms: Vec<Forms>,
    sites: RefCell<Vec<(u32, u32)>>,
    strings: RefCell<Vec<String>>,
    keywords: RefCell<Vec<String>>,
    symbols: RefCell<Vec<String>>,
    ints: RefCell<Vec<String>>,
    shapes: RefCell<Vec<Vec<String>>>,
}

/// Whether an instance gets a fast form.
fn forms_of(inst: &Inst, module: &Module) -> Forms {
    let twin = |inst: &Inst| {
        let has_ints = inst.result == Ty::Int || inst.vars.iter().any(|v| v.ty == Ty::Int) || {
            let mut found = false;
            inst.body
                .walk(&mut |h| found |= matches!(h.kind, HirKind::Prim(..)) && h.ty == Ty::Int);
            found
        };
        // Arguments that the fast form would use up are not there for the wide one.
        let keeps = inst.params.iter().zip(&inst.borrowed).all(|(p, borrowed)| {
            let ty = &inst.vars[p.0 as usize].ty;
            *borrowed
                || ty.is_scalar()
                || matches!(
                    ty,
                    Ty::Int | Ty::Number | Ty::Float | Ty::Str | Ty::Func | Ty::Closure(_)
                )
        });
        has_ints && keeps && !inst.has_effects
    };
    let group = &inst.recursion.tail_group;
    let all = if group.is_empty() {
        twin(inst)
    } else {
        group.iter().all(|i| twin(&module.insts[i.0 as usize]))
    };
    if all { Forms::Twin } else { Forms::Single }
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

    /// The name of an instance's function; with a mode, of that form.
    fn fn_name(&self, id: InstId, mode: Option<Mode>) -> Ident {
        let base = crate::names::rust_name(&self.inst(id).name);
        match mode {
            None => format_ident!("{base}__{}", id.0),
            Some(Mode::Fast) => format_ident!("{base}__{}_fast", id.0),
            Some(Mode::Wide) => format_ident!("{base}__{}_wide", id.0),
        }
    }

    /// The static place of a run-time error.
    fn site(&self, span: Span) -> TokenStream {
        let place = self.source.places.locate(self.source.text, span.start);
        let index = intern(&self.sites, place);
        let index = Literal::usize_unsuffixed(index);
        quote!(&SITES__[#index])
    }

    fn string(&self, text: &str) -> Ident {
        format_ident!("STR__{}", intern(&self.strings, text.to_string()))
    }

    fn keyword(&self, name: &str) -> Ident {
        format_ident!("KEY__{}", intern(&self.keywords, name.to_string()))
    }

    fn symbol(&self, name: &str) -> Ident {
        format_ident!("SYM__{}", intern(&self.symbols, name.to_string()))
    }

    fn big(&self, digits: &str) -> Ident {
        format_ident!("INT__{}", intern(&self.ints, digits.to_string()))
    }

    /// What the functions need around them; made last, when all of them are.
    fn statics(&self) -> TokenStream {
        let file = self.source.name;
        let sites = self.sites.borrow();
        let count = Literal::usize_unsuffixed(sites.len());
        let sites = sites.iter().map(|(line, column)| {
            let (line, column) = (
                Literal::u32_unsuffixed(*line),
                Literal::u32_unsuffixed(*column),
            );
            quote!(__rt::Site { file: #file, line: #line, column: #column })
        });
        let strings = self.strings.borrow();
        let strings = strings.iter().enumerate().map(|(i, text)| {
            let name = format_ident!("STR__{i}");
            quote!(static #name: __rt::LazyStr = __rt::LazyStr::new(#text);)
        });
        let keywords = self.keywords.borrow();
        let keywords = keywords.iter().enumerate().map(|(i, text)| {
            let name = format_ident!("KEY__{i}");
            quote!(static #name: __rt::LazyKeyword = __rt::LazyKeyword::new(#text);)
        });
        let symbols = self.symbols.borrow();
        let symbols = symbols.iter().enumerate().map(|(i, text)| {
            let name = format_ident!("SYM__{i}");
            quote!(static #name: __rt::LazySymbol = __rt::LazySymbol::new(#text);)
        });
        let ints = self.ints.borrow();
        let ints = ints.iter().enumerate().map(|(i, digits)| {
            let name = format_ident!("INT__{i}");
            quote!(static #name: __rt::LazyInt = __rt::LazyInt::new(#digits);)
        });
        let shapes = self.shape_items();
        quote! {
            static SITES__: [__rt::Site; #count] = [#(#sites),*];
            #(#strings)*
            #(#keywords)*
            #(#symbols)*
            #(#ints)*
            #shapes
        }
    }

    /// All instances, the one in place excepted.
    fn functions(&self, except: Option<InstId>) -> TokenStream {
        let mut out = TokenStream::new();
        for index in 0..self.module.insts.len() {
            let id = InstId(index as u32);
            if Some(id) != except {
                out.extend(self.instance(id));
            }
        }
        for (_, inst) in &self.module.consts {
            out.extend(self.constant(*inst));
        }
        out
    }

    /// The static of a constant.
    fn constant(&self, inst: InstId) -> TokenStream {
        let name = self.const_name(inst);
        let function = self.fn_name(inst, None);
        let ty = self.rust_ty(&self.inst(inst).result);
        quote!(static #name: __rt::Constant<#ty> = __rt::Constant::new(#function);)
    }

    fn const_name(&self, inst: InstId) -> Ident {
        format_ident!("CONST__{}", inst.0)
    }

    fn capture(&self, index: u32) -> &'a Capture {
        &self.program.captures[index as usize]
    }
}

/// The position of an item in a list of different items.
fn intern<T: PartialEq>(list: &RefCell<Vec<T>>, item: T) -> usize {
    let mut list = list.borrow_mut();
    match list.iter().position(|x| *x == item) {
        Some(index) => index,
        None => {
            list.push(item);
            list.len() - 1
        }
    }
}

/// A map from ids to things, in order of the ids.
type ById<K, V> = BTreeMap<K, V>;
