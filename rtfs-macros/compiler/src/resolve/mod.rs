//! Resolution: forms to the tree of `ast`, with every name bound.
//!
//! Before: forms as the reader gave them. After: what `ast` promises. Definitions of a block see each
//! other in any order, so the names of the top are collected first and their bodies resolved after.
//! A name means, in this order: a local, a definition of the module, what it imports, a library function, and, in an
//! expression, a variable of the surrounding Rust code. Special forms and sugar cannot be shadowed.
//! Errors accumulate; what is in error becomes [`ExprKind::Error`] in the tree, which inference then only
//! looks for further errors in.

mod annotation;
mod call_path;
mod capability;
mod companions;
mod deftype;
mod endless;
mod errors;
mod external;
mod function;
mod header;
mod host;
mod instead;
mod literal;
mod loops;
mod macros;
mod matching;
mod metadata;
mod modules;
mod outer;
mod parallel;
mod pattern;
mod predicate;
mod resource;
mod rust_names;
mod scope;
mod special;
mod structs;
mod testing;
mod top;

use std::collections::BTreeMap;
use std::rc::Rc;

use rtfs_rt::library;
use rtfs_rt::reader::{Form, FormKind, Span};

use crate::ast::*;
use crate::diagnostic::Diagnostic;
use crate::expand::{self, Expansion};
use crate::names;
use crate::source::{Options, Source};
use crate::sources::Sources;
use macros::{BLOCK, LIBRARY, Macros};
use scope::{Meaning, Scopes};

pub use macros::explain;

/// The names of the special forms, core and sugar: what a list that begins with one means no program can change.
pub fn special_forms() -> impl Iterator<Item = &'static str> {
    special::names()
}

/// Resolves a whole block.
pub fn resolve(
    sources: &Sources<'_>,
    options: &Options<'_>,
    forms: &[Form],
) -> (Program, Vec<Diagnostic>) {
    let mut resolver = Resolver::new(sources, Macros::new(sources, options), false);
    let top = resolver.expand_top(forms);
    resolver.is_expression = !top.is_items;
    resolver.program.is_erased = options.is_erased;
    resolver.program.bounds = options.bounds;
    resolver.allows_rust = options.allows_rust;
    resolver.grants(&top.forms, options.capabilities.as_deref());
    resolver.top(&top.forms);
    resolver.report_deferred();
    resolver.explain_refused();
    if !options.allows_rust {
        resolver.program.drop_docs();
    }
    resolver.program.made = std::mem::take(&mut resolver.macros.made);
    (resolver.program, resolver.diagnostics)
}

/// What a name at the top of the block means.
#[derive(Clone, Debug)]
enum Global {
    Fn(FnId),
    Const(ConstId),
    Struct(StructId),
    /// `->Name`
    Positional(StructId),
    Type(TypeId),
    Extern(u32),
    /// A constant whose value is not resolved yet.
    Pending,
    /// Its definition is wrong: an error was reported.
    Broken,
}

struct Resolver<'s> {
    macros: Macros,
    sources: &'s Sources<'s>,
    source: &'s Source<'s>,
    program: Program,
    diagnostics: Vec<Diagnostic>,
    /// The names that the module at hand defines.
    globals: BTreeMap<Rc<str>, Global>,
    /// Where each of them is defined.
    places: BTreeMap<Rc<str>, Span>,
    /// All modules, the one at hand without its names.
    modules: Vec<modules::Table>,
    /// The module at hand.
    module: ModuleId,
    scopes: Scopes,
    /// What is bound around the root while another module is at hand.
    outside: Scopes,
    fresh: u32,
    is_expression: bool,
    /// Whether the program may name what is Rust's.
    allows_rust: bool,
    /// The calls that the program may not make, each with the function that it stands in.
    refused: Vec<(Span, FnId)>,
    /// The loops around, innermost last, with the number of their variables.
    loops: Vec<(LoopId, usize, bool)>,
    /// The loop that a `recur` in tail position goes to, if the place is one.
    tail: Option<LoopId>,
    /// The `try`s around, and what is closed at its end: the form, and how many loops stand around each.
    tries: Vec<(&'static str, usize)>,
    /// What the `testing` forms around say, as they are written.
    tested: Vec<String>,
    /// Which function names which other function that is not at the top.
    fn_uses: Vec<(FnId, FnId)>,
    /// Which function binds a local; `None` for the top of an expression.
    owners: Vec<Option<FnId>>,
    /// Whether every type with a name has its meaning.
    knows_types: bool,
}

type Resolved<T> = Result<T, Diagnostic>;

impl<'s> Resolver<'s> {
    fn new(sources: &'s Sources<'s>, macros: Macros, is_expression: bool) -> Resolver<'s> {
        Resolver {
            macros,
            sources,
            source: sources.root,
            program: Program::default(),
            diagnostics: Vec::new(),
            globals: BTreeMap::new(),
            places: BTreeMap::new(),
            modules: Vec::new(),
            module: ModuleId::ROOT,
            scopes: Scopes::default(),
            outside: Scopes::default(),
            fresh: 0,
            is_expression,
            allows_rust: true,
            refused: Vec::new(),
            loops: Vec::new(),
            tail: None,
            tries: Vec::new(),
            tested: Vec::new(),
            fn_uses: Vec::new(),
            owners: Vec::new(),
            knows_types: true,
        }
    }

    /// Reports what is wrong with functions that macros call, unless that is known already.
    fn report_deferred(&mut self) {
        for diagnostic in std::mem::take(&mut self.macros.deferred) {
            if !self.diagnostics.iter().any(|d| d.span == diagnostic.span) {
                self.report(diagnostic);
            }
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn error(span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error("form", message, span)
    }

    fn new_local(&mut self, name: &str, span: Span, is_scratch: bool) -> LocalId {
        let id = LocalId(self.program.locals.len() as u32);
        let shown = name.split('\u{1}').next().unwrap_or(name);
        self.program.locals.push(Local {
            name: shown.into(),
            span,
            is_scratch,
        });
        self.owners.push(self.scopes.current_fn());
        id
    }

    fn new_loop(&mut self) -> LoopId {
        self.program.loops += 1;
        LoopId(self.program.loops - 1)
    }

    /// The text of a form as the user wrote it.
    fn text(&self, span: Span) -> String {
        let text = self.sources.text(self.macros.made.real(span));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Resolves a form; an error is reported, and the scopes are again as before the form.
    fn expr(&mut self, form: &Form) -> Expr {
        let (mark, loops, tail) = (self.scopes.mark(), self.loops.len(), self.tail);
        self.check_meta(form);
        match self.try_expr(form) {
            Ok(expr) => expr,
            Err(diagnostic) => {
                self.report(diagnostic);
                self.scopes.reset(mark);
                self.loops.truncate(loops);
                self.tail = tail;
                error(form.span)
            }
        }
    }

    /// Resolves a form that is not in tail position.
    fn inner(&mut self, form: &Form) -> Expr {
        let tail = self.tail.take();
        let expr = self.expr(form);
        self.tail = tail;
        expr
    }

    fn try_expr(&mut self, form: &Form) -> Resolved<Expr> {
        let span = form.span;
        let kind = match &form.kind {
            FormKind::Nil => ExprKind::Lit(Lit::Nil),
            FormKind::Bool(b) => ExprKind::Lit(Lit::Bool(*b)),
            FormKind::Int(i) => ExprKind::Lit(Lit::Int(i.clone())),
            FormKind::Float(x) => ExprKind::Lit(Lit::Float(*x)),
            FormKind::Str(s) => ExprKind::Lit(Lit::Str(s.as_str().into())),
            FormKind::Keyword(k) => ExprKind::Lit(Lit::Keyword(k.as_str().into())),
            FormKind::Symbol(name) => return self.symbol(name, span),
            FormKind::Vector(items) => {
                ExprKind::Vector(items.iter().map(|f| self.inner(f)).collect())
            }
            FormKind::Set(items) => ExprKind::Set(items.iter().map(|f| self.inner(f)).collect()),
            FormKind::Map(items) => ExprKind::Map(
                items
                    .chunks_exact(2)
                    .map(|pair| (self.inner(&pair[0]), self.inner(&pair[1])))
                    .collect(),
            ),
            FormKind::List(items) => return self.list(form, items),
            FormKind::AnonFn(items) => {
                let mut counter = self.fresh;
                let expansion = expand::anonymous(items, span, &mut |base| {
                    counter += 1;
                    format!("{base}\u{1}{counter}")
                });
                self.fresh = counter;
                let mut function = expansion?;
                function.meta.clone_from(&form.meta);
                return self.try_expr(&function);
            }
            FormKind::Colon => {
                return Err(Self::error(span, "a lone `:` stands only before a type")
                    .with_help("a keyword is written `:name`"));
            }
            FormKind::Regex(pattern) => ExprKind::Lit(self.regex(pattern, span)?),
            FormKind::Inst(text) => ExprKind::Lit(literal::instant(text, span)?),
            FormKind::Uuid(text) => ExprKind::Lit(literal::uuid(text, span)?),
            // What it stands for the host knows.
            FormKind::Resource(handle) => {
                ExprKind::Lit(Lit::Str(format!("resource://{handle}").into()))
            }
        };
        Ok(Expr { kind, span })
    }

    /// The literal of a regular expression; an error stands where the pattern goes wrong.
    fn regex(&self, pattern: &str, span: Span) -> Resolved<Lit> {
        crate::regex::literal(pattern).map_err(|invalid| {
            let written = self.source.text.get(span.range()).unwrap_or_default();
            invalid.diagnostic(literal::within_regex(written, span, &invalid.range))
        })
    }

    fn symbol(&mut self, name: &str, span: Span) -> Resolved<Expr> {
        let kind = match self.meaning(name, span) {
            Some(kind) => kind,
            None => self.unknown(name, span, false)?,
        };
        Ok(Expr { kind, span })
    }

    /// What a name means, when it is known without the surrounding Rust code.
    fn meaning(&mut self, name: &str, span: Span) -> Option<ExprKind> {
        if let Some(name) = expand::library_name(name).or(name.strip_prefix(LIBRARY)) {
            return library::lookup(name).map(|f| ExprKind::Library(f.names[0]));
        }
        let local = match name.starts_with(BLOCK) {
            true => None,
            false => self.scopes.find(name),
        };
        if let Some(meaning) = local {
            return Some(match meaning {
                Meaning::Local(id) => {
                    self.capture_local(id);
                    ExprKind::Local(id)
                }
                Meaning::Fn(id) => {
                    if let Some(user) = self.scopes.current_fn() {
                        self.fn_uses.push((user, id));
                    }
                    ExprKind::FnRef(id)
                }
            });
        }
        if let Some(global) = self.global(name) {
            return Some(match global {
                Global::Fn(id) => {
                    if let Some(user) = self.scopes.current_fn() {
                        self.fn_uses.push((user, id));
                    }
                    ExprKind::FnRef(id)
                }
                Global::Const(id) => ExprKind::Const(id),
                Global::Struct(id) => ExprKind::Constructor {
                    id,
                    positional: false,
                },
                Global::Positional(id) => ExprKind::Constructor {
                    id,
                    positional: true,
                },
                Global::Type(_) => {
                    let message = format!("`{name}` is a type, and no value");
                    let diagnostic = Diagnostic::error("name", message, span).with_help(format!(
                        "a type stands where a name is bound: `[x {name}]`, `(let [x {name} …] …)`"
                    ));
                    self.report(diagnostic);
                    ExprKind::Error
                }
                Global::Extern(id) => ExprKind::Extern(id),
                Global::Pending => {
                    let place = self.places.get(name).copied().unwrap_or_default();
                    self.report(outer::depends_on_itself(name, place));
                    self.globals.insert(name.into(), Global::Broken);
                    ExprKind::Error
                }
                Global::Broken => ExprKind::Error,
            });
        }
        library::lookup(name).map(|f| ExprKind::Library(f.names[0]))
    }

    /// A use of a local: every function between its binding and here captures it.
    fn capture_local(&mut self, id: LocalId) {
        let owner = self.owners[id.index()];
        for f in self.scopes.fns_inside(owner) {
            let captures = &mut self.program.fns[f.index()].captures;
            if !captures.contains(&id) {
                captures.push(id);
            }
        }
    }

    /// A name that RTFS does not define: a Rust name in an expression, else an error.
    fn unknown(&mut self, name: &str, span: Span, is_function: bool) -> Resolved<ExprKind> {
        if self.macros.is_inside && name == GENSYM {
            return Ok(ExprKind::Library(GENSYM));
        }
        if let Some(diagnostic) = self.macros.misuse(name, span, is_function) {
            return Err(diagnostic);
        }
        if special::is_special(name) {
            return Err(
                Self::error(span, format!("`{name}` is a special form, not a value"))
                    .with_help(format!("write `({name} …)`")),
            );
        }
        if let Some(diagnostic) = self.unknown_in_module(name, span) {
            return Err(diagnostic);
        }
        let may_be_rust = self.reads_rust() && !is_function && instead::may_be_rust(name);
        if !may_be_rust && let Some(instead) = instead::instead_of(name) {
            return Err(
                Diagnostic::error("name", format!("RTFS has no `{name}`"), span).with_help(instead),
            );
        }
        let is_plain = !name.contains(['/', '.']) && !name.starts_with(['%', '&']);
        if self.reads_rust() && is_plain && name != "_" {
            return Ok(self.rust_capture(name, span, is_function));
        }
        let library = library::table()
            .iter()
            .flat_map(|f| f.names.iter().copied());
        let imported = self.imported_names();
        let mut known: Vec<&str> = library.chain(special::names()).collect();
        known.extend(self.scopes.names());
        known.extend(self.globals.keys().map(|k| &**k));
        known.extend(imported.iter().map(|name| &**name));
        let macros = self.macros.all_names();
        known.extend(macros.iter().map(|name| &**name));
        let diagnostic = Diagnostic::error("name", format!("unknown name `{name}`"), span);
        if name == GENSYM {
            return Err(diagnostic.with_help("names are made where macros run: in the body of a `defmacro`, or as `x#` in a template"));
        }
        if name.starts_with('%') {
            return Err(diagnostic.with_help("`%` is the argument inside `#(…)` only"));
        }
        if name == "&" {
            return Err(
                diagnostic.with_help("`&` stands only before the rest of parameters and patterns")
            );
        }
        let plain = name.rsplit(['/', '.']).next().unwrap_or(name);
        let mut close = Vec::new();
        if plain != name && known.contains(&plain) {
            close.push(format!("`{plain}`"));
        }
        let similar = names::closest(name, known.iter().copied());
        close.extend(similar.iter().map(|c| format!("`{c}`")));
        Err(diagnostic.with_help(if close.is_empty() {
            match is_function {
                true if !self.allows_rust => "define it with `defn`",
                true => "define it with `defn`, or declare a function of Rust with `extern`",
                false => "define it with `def`, or take it as a parameter",
            }
            .to_owned()
        } else {
            format!("did you mean {}?", close.join(" or "))
        }))
    }

    fn rust_capture(&mut self, name: &str, span: Span, is_function: bool) -> ExprKind {
        let rust_name = names::rust_name(name);
        let known = self
            .program
            .captures
            .iter()
            .position(|c| c.rust_name == rust_name && c.local.is_none() == is_function);
        let index = known.unwrap_or_else(|| {
            let local = (!is_function).then(|| {
                let id = self.new_local(name, span, false);
                self.owners[id.index()] = None;
                id
            });
            self.program.captures.push(Capture {
                rust_name,
                span,
                local,
                declared: None,
            });
            self.program.captures.len() - 1
        });
        match self.program.captures[index].local {
            Some(id) => {
                self.capture_local(id);
                ExprKind::Local(id)
            }
            None => ExprKind::RustFn(index as u32),
        }
    }

    fn list(&mut self, form: &Form, items: &[Form]) -> Resolved<Expr> {
        let span = form.span;
        let Some(head) = items.first() else {
            return Ok(Expr {
                kind: ExprKind::List(Vec::new()),
                span,
            });
        };
        if let FormKind::Symbol(name) = &head.kind {
            if let Some(result) = self.special(name, form, items) {
                return result;
            }
            if self.is_macro_call(form) {
                return self.macro_call(form);
            }
            let mut counter = self.fresh;
            let expansion = expand::expand(name, items, span, &mut |base| {
                counter += 1;
                format!("{base}\u{1}{counter}")
            });
            self.fresh = counter;
            match expansion {
                Expansion::Form(form) => return self.try_expr(&form),
                Expansion::Error(diagnostic) => return Err(diagnostic),
                Expansion::None => {}
            }
        }
        if let FormKind::Keyword(name) = &head.kind
            && name.as_str() == "parallel"
        {
            return self.in_parallel(form, items);
        }
        self.call(span, head, &items[1..])
    }

    fn call(&mut self, span: Span, head: &Form, args: &[Form]) -> Resolved<Expr> {
        let callee = match &head.kind {
            FormKind::Symbol(name) => {
                let kind = match self.meaning(name, head.span) {
                    Some(kind) => kind,
                    None => self.unknown(name, head.span, true)?,
                };
                Expr {
                    kind,
                    span: head.span,
                }
            }
            _ => self.inner(head),
        };
        let mut resolved = Vec::with_capacity(args.len());
        for (i, arg) in args.iter().enumerate() {
            resolved.push(self.argument(&callee, i, arg));
        }
        self.check_arity(&callee, &resolved, span)?;
        if let ExprKind::Library(name) = callee.kind {
            match self.beside_endless(name, resolved, span) {
                Ok(bounded) => return Ok(bounded),
                Err(args) => resolved = args,
            }
        }
        Ok(Expr {
            kind: ExprKind::Call(Box::new(callee), resolved),
            span,
        })
    }

    /// An argument; an unknown name where the library takes a function is a Rust function in scope.
    fn argument(&mut self, callee: &Expr, index: usize, arg: &Form) -> Expr {
        if let (ExprKind::Library(name), FormKind::Symbol(symbol)) = (&callee.kind, &arg.kind)
            && self.reads_rust()
            && special::takes_function(name, index)
            && self.meaning(symbol, arg.span).is_none()
        {
            let tail = self.tail.take();
            let kind = self.unknown(symbol, arg.span, true);
            self.tail = tail;
            return match kind {
                Ok(kind) => Expr {
                    kind,
                    span: arg.span,
                },
                Err(diagnostic) => {
                    self.report(diagnostic);
                    error(arg.span)
                }
            };
        }
        self.inner(arg)
    }

    /// A call of a function that is known takes a number of arguments that the function takes.
    fn check_arity(&self, callee: &Expr, args: &[Expr], span: Span) -> Resolved<()> {
        let given = args.len();
        match &callee.kind {
            ExprKind::Library(name) => check_library_arity(name, name, given, span),
            ExprKind::Extern(id) => {
                let ext = &self.program.externs[*id as usize];
                let takes = ext.params.len();
                if takes == given || ext.is_broken {
                    return Ok(());
                }
                let name = ext.path.last().map_or("", |last| last);
                let types: Vec<String> = ext
                    .params
                    .iter()
                    .map(|p| self.program.schemas.show(&p.schema))
                    .collect();
                Err(wrong_count(name, takes, Some(takes), given, span)
                    .with_label(ext.span, "declared here")
                    .with_help(format!("its parameters are `[{}]`", types.join(" "))))
            }
            ExprKind::Constructor { id, positional } => {
                let def = &self.program.structs[id.index()];
                let takes = if *positional { def.fields.len() } else { 1 };
                if takes == given || def.is_broken {
                    return Ok(());
                }
                let usage = constructor_usage(def, *positional);
                let arrow = if *positional { "->" } else { "" };
                let name = format!("{arrow}{}", def.name);
                Err(wrong_count(&name, takes, Some(takes), given, span)
                    .with_help(format!("write `{usage}`")))
            }
            ExprKind::Lit(Lit::Keyword(_) | Lit::Symbol(_)) if (1..=2).contains(&given) => Ok(()),
            ExprKind::Lit(Lit::Keyword(k)) => {
                Err(wrong_count(&format!(":{k}"), 1, Some(2), given, span)
                    .with_help(format!("write `(:{k} map)` or `(:{k} map default)`")))
            }
            ExprKind::Lit(lit) => {
                let what = match lit {
                    Lit::Nil => "nil",
                    Lit::Bool(_) => "a boolean",
                    Lit::Int(_) | Lit::Float(_) => "a number",
                    Lit::Str(_) => "a string",
                    Lit::Symbol(_) => "a symbol",
                    Lit::Keyword(_) => "a keyword",
                    Lit::Inst(..) => "an instant",
                    Lit::Uuid(_) => "a UUID",
                    Lit::Regex(..) => "a regular expression",
                };
                let message = format!("{what} is not a function");
                Err(Diagnostic::error("type", message, callee.span).with_help(NOT_CALLED))
            }
            // The arities of functions of the block are known when all of them are resolved: see `top`.
            _ => Ok(()),
        }
    }
}

/// The function that makes names, which only macros can call.
const GENSYM: &str = "gensym";

/// What to do where something else than a function is called.
pub(crate) const NOT_CALLED: &str =
    "a list in parentheses is a call: write a vector `[…]`, or quote the list, for data";

/// `(Point {:x … :y …})`, `(->Point x y)`.
fn constructor_usage(def: &StructDef, positional: bool) -> String {
    let parts: Vec<String> = def
        .fields
        .iter()
        .map(|f| match positional {
            true => f.key.to_string(),
            false => format!(":{} …", f.key),
        })
        .collect();
    match positional {
        true => format!("(->{} {})", def.name, parts.join(" ")),
        false => format!("({} {{{}}})", def.name, parts.join(" ")),
    }
}

/// That a library function, called `shown` by the program, takes so many arguments.
fn check_library_arity(name: &str, shown: &str, given: usize, span: Span) -> Resolved<()> {
    let Some(f) = library::lookup(name).filter(|f| !f.arity.accepts(given)) else {
        return Ok(());
    };
    let (min, max) = f.arity.range();
    let diagnostic = wrong_count(shown, min, max, given, span);
    Err(match f.examples.first() {
        Some((call, value)) => diagnostic.with_help(format!("for example, `{call}` is `{value}`")),
        None => diagnostic,
    })
}

fn wrong_count(name: &str, min: usize, max: Option<usize>, given: usize, span: Span) -> Diagnostic {
    let takes = arity_words(min, max);
    let message = format!(
        "`{name}` takes {takes}, but is called with {}",
        given_words(given)
    );
    Diagnostic::error("arity", message, span)
}

/// What to do about a call of a function of the block that has so many arities.
pub(crate) fn fix_count(arities: usize) -> &'static str {
    match arities {
        1 => {
            "pass as many arguments as it has parameters, or give it another arity: `(defn f ([x] …) ([x y] …))`"
        }
        _ => "pass as many arguments as one of its arities has parameters",
    }
}

/// "no arguments", "1 argument", "2 arguments".
pub(crate) fn given_words(given: usize) -> String {
    arity_words(given, Some(given))
}

/// "2 arguments", "1 to 3 arguments", "at least 1 argument".
pub(crate) fn arity_words(min: usize, max: Option<usize>) -> String {
    let plural = |n: usize| if n == 1 { "argument" } else { "arguments" };
    match max {
        Some(max) if max == min && min == 0 => "no arguments".into(),
        Some(max) if max == min => format!("{min} {}", plural(min)),
        Some(max) if max == min + 1 => format!("{min} or {max} {}", plural(max)),
        Some(max) => format!("{min} to {max} {}", plural(max)),
        None => format!("at least {min} {}", plural(min)),
    }
}

/// Where an error was reported.
fn error(span: Span) -> Expr {
    Expr {
        kind: ExprKind::Error,
        span,
    }
}

fn nil(span: Span) -> Expr {
    Expr {
        kind: ExprKind::Lit(Lit::Nil),
        span,
    }
}
