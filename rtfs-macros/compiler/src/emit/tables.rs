//! What the functions of an expansion share: places of errors, texts, keywords, symbols, big literals.
//!
//! Each kind is made last, when all functions are written. A thing is in its table once, under the number that the
//! first use gave it. Texts lie in static arrays of a few: of what a function refers to, LLVM looks at all, and it does so for
//! each function anew.
//!
//! What makes an error complete, which stands at every call, is a function of the number alone: the table is
//! named once.

use super::schema::Schemas;
use super::*;

/// So many texts lie in one static array.
const ROW: usize = 16;

/// Different items, numbered.
pub(super) struct Table<T>(RefCell<Items<T>>);

struct Items<T> {
    numbers: BTreeMap<T, usize>,
    all: Vec<T>,
}

impl<T> Default for Table<T> {
    fn default() -> Table<T> {
        Table(RefCell::new(Items {
            numbers: BTreeMap::new(),
            all: Vec::new(),
        }))
    }
}

impl<T: Ord + Clone> Table<T> {
    /// The number of an item.
    pub(super) fn number(&self, item: T) -> usize {
        let mut items = self.0.borrow_mut();
        let next = items.all.len();
        let number = *items.numbers.entry(item.clone()).or_insert(next);
        if number == next {
            items.all.push(item);
        }
        number
    }

    /// All items, in order of their numbers.
    pub(super) fn all(&self) -> Vec<T> {
        self.0.borrow().all.clone()
    }
}

#[derive(Default)]
pub(super) struct Tables {
    pub(super) sites: Table<(String, u32, u32)>,
    pub(super) frames: Table<(String, String, u32, u32)>,
    pub(super) strings: Table<String>,
    pub(super) keywords: Table<String>,
    pub(super) symbols: Table<String>,
    pub(super) ints: Table<String>,
    pub(super) regexes: Table<(String, Ty)>,
    pub(super) shapes: Table<Vec<String>>,
    /// The types whose values are nodes.
    pub(super) nodes: Table<Ty>,
    pub(super) schemas: Schemas,
}

impl Emitter<'_> {
    /// The static place of a run-time error.
    pub(super) fn site(&self, span: Span) -> TokenStream {
        let index = self.site_index(span);
        quote!(&SITES__[#index])
    }

    /// Its number in the table.
    pub(super) fn site_index(&self, span: Span) -> Literal {
        let Location { file, line, column } = self.sources.locate(span.start);
        let place = (file.to_owned(), line, column);
        Literal::usize_unsuffixed(self.tables.sites.number(place))
    }

    /// The number of the static record of a call, for traces; none for a call that no form stands for.
    pub(super) fn frame(&self, function: &str, span: Span) -> Option<Literal> {
        if span == Span::default() {
            return None;
        }
        let Location { file, line, column } = self.sources.locate(span.start);
        let frame = (file.to_owned(), function.to_owned(), line, column);
        Some(Literal::usize_unsuffixed(self.tables.frames.number(frame)))
    }

    pub(super) fn string(&self, text: &str) -> TokenStream {
        entry("STR__", self.tables.strings.number(text.to_string()))
    }

    pub(super) fn keyword(&self, name: &str) -> TokenStream {
        entry("KEY__", self.tables.keywords.number(name.to_string()))
    }

    pub(super) fn symbol(&self, name: &str) -> TokenStream {
        entry("SYM__", self.tables.symbols.number(name.to_string()))
    }

    pub(super) fn big(&self, digits: &str) -> TokenStream {
        entry("INT__", self.tables.ints.number(digits.to_string()))
    }

    /// A regular expression, under a name of its own: each may be of another type.
    pub(super) fn regex(&self, source: &str, matches: &Ty) -> Ident {
        let regex = (source.to_owned(), matches.clone());
        format_ident!("RE__{}", self.tables.regexes.number(regex))
    }

    fn regex_items(&self) -> TokenStream {
        let all = self.tables.regexes.all().into_iter().enumerate();
        let items = all.map(|(number, (source, matches))| {
            let name = format_ident!("RE__{number}");
            let matches = self.rust_ty(&matches);
            quote!(static #name: __rt::LazyRegex<#matches> = __rt::LazyRegex::new(#source);)
        });
        items.collect()
    }

    /// The statics of the tables that are not empty.
    pub(super) fn statics(&self) -> TokenStream {
        let tables = &self.tables;
        let texts = [
            ("STR__", "LazyStr", tables.strings.all()),
            ("KEY__", "LazyKeyword", tables.keywords.all()),
            ("SYM__", "LazySymbol", tables.symbols.all()),
            ("INT__", "LazyInt", tables.ints.all()),
        ];
        let mut rows = TokenStream::new();
        for (name, ty, all) in texts {
            let ty = local(ty);
            for (index, row) in all.chunks(ROW).enumerate() {
                let (name, count) = (row_name(name, index), Literal::usize_unsuffixed(row.len()));
                rows.extend(quote!(__rt::texts! { #name: [#ty; #count] = #(#row)* }));
            }
        }
        let sites = self.site_table();
        let nodes = self.node_items();
        let shapes = self.shape_items();
        let schemas = self.schema_items();
        let frames = self.frame_table();
        let regexes = self.regex_items();
        quote!(#sites #frames #rows #regexes #nodes #shapes #schemas)
    }

    fn frame_table(&self) -> TokenStream {
        let frames = self.tables.frames.all();
        if frames.is_empty() {
            return TokenStream::new();
        }
        let file = self.source.name;
        let count = Literal::usize_unsuffixed(frames.len());
        let number = |n: &u32| Literal::u32_unsuffixed(*n);
        let called = completing("called", &quote!(FRAMES__));
        if frames.iter().any(|(name, ..)| *name != *file) {
            let frames = frames.iter().map(|(file, function, line, column)| {
                let (line, column) = (number(line), number(column));
                let site = quote!(__rt::Site { file: #file, line: #line, column: #column });
                quote!(__rt::Frame { function: #function, site: #site })
            });
            return quote!(#called static FRAMES__: [__rt::Frame; #count] = [#(#frames),*];);
        }
        let frames = frames.iter().map(|(_, function, line, column)| {
            let (line, column) = (number(line), number(column));
            quote!((#function, #line, #column))
        });
        quote!(#called static FRAMES__: [__rt::Frame; #count] = __rt::frames(#file, [#(#frames),*]);)
    }

    fn site_table(&self) -> TokenStream {
        let sites = self.tables.sites.all();
        if sites.is_empty() {
            return TokenStream::new();
        }
        let file = self.source.name;
        let count = Literal::usize_unsuffixed(sites.len());
        let number = |n: &u32| Literal::u32_unsuffixed(*n);
        let placed = completing("placed", &quote!(SITES__));
        if sites.iter().any(|(name, ..)| *name != *file) {
            let places = sites.iter().map(|(file, line, column)| {
                let (line, column) = (number(line), number(column));
                quote!(__rt::Site { file: #file, line: #line, column: #column })
            });
            return quote!(#placed static SITES__: [__rt::Site; #count] = [#(#places),*];);
        }
        let places = sites.iter().map(|(_, line, column)| {
            let (line, column) = (number(line), number(column));
            quote!((#line, #column))
        });
        quote!(#placed static SITES__: [__rt::Site; #count] = __rt::sites(#file, [#(#places),*]);)
    }
}

/// `called__` or `placed__`: the function of the runtime that completes an error, with the expansion's table.
fn completing(by: &str, table: &TokenStream) -> TokenStream {
    let (name, by) = (format_ident!("{by}__"), format_ident!("{by}"));
    quote!(__rt::completing! { #name = #by #table })
}

/// The static array of some of the texts of a table.
fn row_name(table: &str, index: usize) -> Ident {
    format_ident!("{table}{index}")
}

/// A text of a table.
fn entry(table: &str, number: usize) -> TokenStream {
    let (name, number) = (
        row_name(table, number / ROW),
        Literal::usize_unsuffixed(number % ROW),
    );
    quote!(#name[#number])
}
