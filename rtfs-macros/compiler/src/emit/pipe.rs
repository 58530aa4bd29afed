//! Walks: each clause is a few statements around what follows it, so that a chain of any length is one
//! loop. `skip` says how code inside goes on with the next element.

use super::body::{Body, Held, var_name};
use super::flow::keep;
use super::growers::Grown;
use super::*;
use crate::analyse::views::{self, Texts};
use crate::hir::{Clause, Hir, HirKind, Pipe, Sink, Source, VarId};

/// What the code of a walk puts its results into.
pub(super) struct Walk<'p> {
    pub(super) pipe: &'p Pipe,
    /// The vector, accumulator or counter.
    pub(super) out: Ident,
    /// The block that a search leaves.
    pub(super) found: Ident,
    /// Labels of walks that end early, by their first clause.
    pub(super) ends: ById<usize, Ident>,
    /// State of clauses that count, by their position.
    pub(super) states: ById<usize, (Ident, Ident)>,
}

/// A collection, or a part of one, that a loop goes over.
pub(super) struct Part {
    pub(super) of: TokenStream,
    /// The range of its elements, if it is a part.
    pub(super) range: Option<TokenStream>,
}

impl Part {
    /// The call of a method for all elements, or of the one for a range of them.
    fn call(&self, whole: &str, part: &str) -> TokenStream {
        let of = &self.of;
        match &self.range {
            None => {
                let method = local(whole);
                quote!(#of.#method())
            }
            Some(range) => {
                let method = local(part);
                quote!(#of.#method(#range))
            }
        }
    }
}

impl<'p> Walk<'p> {
    pub(super) fn new(body: &mut Body<'_, '_>, pipe: &'p Pipe, out: Ident) -> Walk<'p> {
        Walk {
            pipe,
            out,
            found: body.fresh("found"),
            ends: ById::new(),
            states: ById::new(),
        }
    }
}

impl Body<'_, '_> {
    pub(super) fn pipe(&mut self, pipe: &Pipe, h: &Hir) -> TokenStream {
        if let Some(code) = self.parallel_pipe(pipe, h) {
            return code;
        }
        self.sequential_pipe(pipe, h)
    }

    pub(super) fn sequential_pipe(&mut self, pipe: &Pipe, h: &Hir) -> TokenStream {
        let around = self.readers.clone();
        let readers = self.walk_readers(pipe);
        let code = self.sequential_walk(pipe, h);
        self.readers = around;
        match readers.is_empty() {
            true => code,
            false => quote!({ #readers #code }),
        }
    }

    fn sequential_walk(&mut self, pipe: &Pipe, h: &Hir) -> TokenStream {
        let env = self.env.clone();
        let out = self.fresh("out");
        let mut walk = Walk::new(self, pipe, out.clone());
        let code = match &pipe.sink {
            Sink::Collect(element) => {
                let (ty, make) = self.collected(&element.ty);
                let steps = self.steps(&mut walk, 0, &TokenStream::new());
                quote!({ let mut #out = __rt::Vec::<#ty>::new(); #steps __rt::Vector::#make(#out) })
            }
            Sink::Each(_) => {
                let steps = self.steps(&mut walk, 0, &TokenStream::new());
                quote!({ #steps })
            }
            Sink::Fold { acc, init, .. } => {
                let init = self.value(init);
                let held = self.bind(*acc);
                let name = &held.name;
                let ty = self
                    .e
                    .held_ty(&self.inst.vars[acc.0 as usize].ty, self.mode);
                let mut grown = Grown::default();
                if self.fold_grows(pipe) {
                    self.make_grower(*acc, &mut grown);
                }
                let steps = self.steps(&mut walk, 0, &TokenStream::new());
                self.growers.remove(acc);
                let Grown { make, back } = grown;
                quote!({ let mut #name: #ty = #init; #make #steps #back #name })
            }
            Sink::Fold1 { acc, empty, .. } => {
                let acc_ty = self.inst.vars[acc.0 as usize].ty.clone();
                let ty = self.e.held_ty(&acc_ty, self.mode);
                let steps = self.steps(&mut walk, 0, &TokenStream::new());
                let whole = self.first_or_empty(quote!(#out), *acc, empty, h);
                quote!({
                    let mut #out: __rt::Option<#ty> = __rt::None;
                    #steps
                    #whole
                })
            }
            Sink::Count => {
                let steps = self.steps(&mut walk, 0, &TokenStream::new());
                let value = match self.mode {
                    Mode::Fast => quote!(#out),
                    Mode::Wide => quote!(__rt::Int::from(#out)),
                    Mode::Cold => quote!(__wide::of(#out)),
                };
                quote!({ let mut #out: i64 = 0; #steps #value })
            }
            Sink::Find { default, .. } => {
                let default = self.value(default);
                let steps = self.steps(&mut walk, 0, &TokenStream::new());
                let found = self.label(&walk.found);
                quote!(#found: { #steps #default })
            }
        };
        self.env = env;
        code
    }

    /// What the elements of a vector are gathered as, and the function that makes the vector of them: a
    /// fast form gathers ints as machine words.
    pub(super) fn collected(&self, element: &Ty) -> (TokenStream, Ident) {
        match (element, self.mode) {
            (Ty::Int, Mode::Fast) => (quote!(i64), local("from_words")),
            _ => (self.e.rust_ty(element), local("from_vec")),
        }
    }

    /// The value of a fold that begins with its first element: of an option of the accumulator.
    pub(super) fn first_or_empty(
        &mut self,
        folded: TokenStream,
        acc: VarId,
        empty: &Hir,
        h: &Hir,
    ) -> TokenStream {
        let acc_ty = self.inst.vars[acc.0 as usize].ty.clone();
        let empty = self.value(empty);
        let value = local("value");
        let whole = if acc_ty == h.ty {
            quote!(#value)
        } else {
            let kept = self.kept(quote!(#value), &acc_ty);
            let wide = self.convert(kept, &acc_ty, &h.ty);
            self.taken(wide, &h.ty)
        };
        quote!(match #folded { __rt::Some(#value) => #whole, __rt::None => #empty })
    }

    /// A test, in a form that an operator can stand before; one that never returns is of any type.
    fn condition(&mut self, test: &Hir) -> TokenStream {
        let code = self.value(test);
        match test.ty.is_never() {
            true => quote!((match #code {})),
            false => quote!((#code)),
        }
    }

    /// The clauses from one on.
    fn steps(&mut self, walk: &mut Walk<'_>, at: usize, skip: &TokenStream) -> TokenStream {
        let pipe = walk.pipe;
        // What clauses further on count begins here.
        let mut begin = TokenStream::new();
        let mut ends = false;
        for (i, clause) in pipe.clauses.iter().enumerate() {
            if clause.from() != Some(at) || walk.states.contains_key(&i) {
                continue;
            }
            let (seen, limit) = (self.fresh("seen"), self.fresh("limit"));
            match clause {
                Clause::Take(count, _) => {
                    let count = self.index(count);
                    begin.extend(quote!(let #limit: i64 = #count; let mut #seen: i64 = 0;));
                    ends = true;
                }
                Clause::Drop(count, _) => {
                    let count = self.index(count);
                    begin.extend(quote!(let #limit: i64 = #count; let mut #seen: i64 = 0;));
                }
                Clause::Index(..) => begin.extend(quote!(let mut #seen: i64 = 0;)),
                Clause::DropWhile(..) => begin.extend(quote!(let mut #seen = true;)),
                _ => ends = true,
            }
            walk.states.insert(i, (seen, limit));
        }
        if !ends {
            let step = self.step(walk, at, skip);
            return quote!(#begin #step);
        }
        let end = self.fresh("end");
        walk.ends.insert(at, end.clone());
        let end = self.label(&end);
        let mut guards = TokenStream::new();
        for (i, clause) in pipe.clauses.iter().enumerate() {
            if let (Clause::Take(..), Some(from), Some((_, limit))) =
                (clause, clause.from(), walk.states.get(&i))
                && from == at
            {
                guards.extend(quote!(if #limit <= 0 { break #end; }));
            }
        }
        let step = self.step(walk, at, skip);
        quote!(#begin #end: { #guards #step })
    }

    fn step(&mut self, walk: &mut Walk<'_>, at: usize, skip: &TokenStream) -> TokenStream {
        let pipe = walk.pipe;
        let Some(clause) = pipe.clauses.get(at) else {
            return self.arrive(walk, skip);
        };
        let state = walk.states.get(&at).cloned();
        match clause {
            Clause::Each(var, source) => self.each(walk, at, *var, source),
            Clause::Let(var, value) => {
                let bound = self.let_statement(*var, value);
                let rest = self.steps(walk, at + 1, skip);
                quote!(#bound #rest)
            }
            Clause::When(test) => {
                let test = self.condition(test);
                let rest = self.steps(walk, at + 1, skip);
                quote!(if !#test { #skip } #rest)
            }
            Clause::While(test, from) => {
                let test = self.condition(test);
                let end = walk.ends.get(from).map(|end| self.label(end));
                let rest = self.steps(walk, at + 1, skip);
                quote!(if !#test { break #end; } #rest)
            }
            Clause::DropWhile(test, _) => {
                let Some((seen, _)) = state else {
                    return TokenStream::new();
                };
                let test = self.condition(test);
                let rest = self.steps(walk, at + 1, skip);
                quote!(if #seen { if #test { #skip } #seen = false; } #rest)
            }
            Clause::Index(var, _) => {
                let Some((seen, _)) = state else {
                    return TokenStream::new();
                };
                let held = self.bind(*var);
                let name = &held.name;
                let value = match held.ints {
                    Mode::Fast => quote!(#seen),
                    Mode::Wide => quote!(__rt::Int::from(#seen)),
                    Mode::Cold => quote!(__wide::of(#seen)),
                };
                let rest = self.steps(walk, at + 1, skip);
                quote!(let #name = #value; #seen += 1; #rest)
            }
            Clause::Take(_, from) => {
                let Some((seen, limit)) = state else {
                    return TokenStream::new();
                };
                let pass = self.fresh("pass");
                let pass_label = self.label(&pass);
                let end = walk.ends.get(from).map(|end| self.label(end));
                let rest = self.steps(walk, at + 1, &quote!(break #pass_label;));
                quote!(#seen += 1; #pass_label: { #rest } if #seen >= #limit { break #end; })
            }
            Clause::Drop(..) => {
                let Some((seen, limit)) = state else {
                    return TokenStream::new();
                };
                let rest = self.steps(walk, at + 1, skip);
                quote!(if #seen < #limit { #seen += 1; #skip } #rest)
            }
        }
    }

    /// A loop over a source.
    fn each(&mut self, walk: &mut Walk<'_>, at: usize, var: VarId, source: &Source) -> TokenStream {
        let each = self.fresh("each");
        let label = self.label(&each);
        let skip = quote!(continue #label;);
        let info = &self.inst.vars[var.0 as usize];
        let name = var_name(&info.name, var);
        let ty = info.ty.clone();
        match source {
            source if self.inst.views.contains_key(&var) => self.each_text(walk, at, name, source),
            Source::Coll(coll) => {
                let source = self.fresh("source");
                let (held, reference) = match self.lent_elements(coll) {
                    Some(elements) => {
                        let of = self.fresh("of");
                        (quote!(let #of = #elements;), quote!(&*#of))
                    }
                    None => (TokenStream::new(), self.reference(coll)),
                };
                if coll.ty.is_never() {
                    return quote!(#reference;);
                }
                let reserve = self.reserve(walk, at, &source, &coll.ty);
                let whole = Part {
                    of: quote!(#source),
                    range: None,
                };
                let each = self.each_item(walk, at, var, &coll.ty, &whole);
                quote!(#held let #source = #reference; #reserve #each)
            }
            Source::Range(start, end, step) => self.each_int(
                walk,
                at,
                var,
                (start, end.as_deref(), step.as_deref()),
                &label,
            ),
            Source::Repeat(value, count) => {
                let (kept, limit) = (self.fresh("value"), self.fresh("limit"));
                let (before, count) = match count {
                    Some(count) => {
                        let count = self.index(count);
                        (quote!(let #limit: i64 = #count;), quote!(0..#limit))
                    }
                    None => (TokenStream::new(), quote!(__rt::forever())),
                };
                let value_code = self.kept_value(value);
                self.env.insert(
                    var,
                    Held {
                        name: name.clone(),
                        ints: Mode::Wide,
                        is_ref: true,
                    },
                );
                let rest = self.steps(walk, at + 1, &skip);
                quote!(#before let #kept = #value_code; #label: for _ in #count { let #name = &#kept; #rest })
            }
            Source::Iterate {
                start,
                var: before,
                next,
            } => {
                let last = self.fresh("last");
                let held_ty = self.e.held_ty(&ty, self.mode);
                let start = self.value(start);
                let is_word = ty == Ty::Int && self.mode == Mode::Cold;
                let another = |name: &Ident| match is_word {
                    true => quote!(__wide::clone(#name)),
                    false => quote!(__rt::clone(&#name)),
                };
                let first = self.fresh("first");
                let (begin, go_on) = (another(&first), another(&name));
                let before_held = self.bind(*before);
                let before_name = &before_held.name;
                let next = self.value(next);
                self.bind(var);
                let rest = self.steps(walk, at + 1, &skip);
                quote! {
                    let #first: #held_ty = #start;
                    let mut #last: __rt::Option<#held_ty> = __rt::None;
                    #label: loop {
                        let #name: #held_ty = match #last.take() {
                            __rt::None => #begin,
                            __rt::Some(#before_name) => #next,
                        };
                        #last = __rt::Some(#go_on);
                        #rest
                    }
                }
            }
            Source::Cycle(coll) => {
                let source = self.fresh("source");
                let reference = self.reference(coll);
                self.env.insert(
                    var,
                    Held {
                        name: name.clone(),
                        ints: Mode::Wide,
                        is_ref: true,
                    },
                );
                let rest = self.steps(walk, at + 1, &skip);
                quote! {
                    let #source = #reference;
                    if !#source.is_empty() {
                        #label: for #name in __rt::cycle(#source) { #rest }
                    }
                }
            }
        }
    }

    /// A loop over the parts of a text, none of which is a string of its own.
    fn each_text(
        &mut self,
        walk: &mut Walk<'_>,
        at: usize,
        name: Ident,
        source: &Source,
    ) -> TokenStream {
        let Clause::Each(var, _) = walk.pipe.clauses[at] else {
            return TokenStream::new();
        };
        let of = self.fresh("of");
        let (before, items) = match views::texts(source) {
            Some(Texts::Parts(text, separator)) => {
                let by = self.fresh("by");
                let (text, separator) = (self.reference(text), self.reference(separator));
                let before = quote!(let #of = #text; let #by = #separator;);
                (before, quote!(__rt::library::strings::parts(#of, #by)))
            }
            Some(Texts::Characters(text)) => {
                let text = self.reference(text);
                let before = quote!(let #of = #text;);
                (before, quote!(__rt::library::strings::characters(#of)))
            }
            None => return TokenStream::new(),
        };
        let held = Held {
            name: name.clone(),
            ints: Mode::Wide,
            is_ref: false,
        };
        self.env.insert(var, held);
        let each = self.each_in(walk, at, &quote!(#name), &TokenStream::new(), &items);
        quote!(#before #each)
    }

    /// A loop over the elements of a collection of a type, or over a part of one. Vectors are walked
    /// slice by slice, so that the inner loop has its place in a register.
    pub(super) fn each_item(
        &mut self,
        walk: &mut Walk<'_>,
        at: usize,
        var: VarId,
        ty: &Ty,
        part: &Part,
    ) -> TokenStream {
        match (ty, self.mode) {
            (Ty::Vector(item), Mode::Fast) if **item == Ty::Int => {
                let name = self.bind_by_value(var);
                let (runs, run) = (self.fresh("runs"), self.fresh("run"));
                let make = part.call("word_runs", "part_word_runs");
                let words = self.or_leave(quote!(#run));
                let each = self.each_in(walk, at, &quote!(&#name), &TokenStream::new(), &words);
                quote!(let mut #runs = #make; while let __rt::Some(#run) = #runs.next() { #each })
            }
            (Ty::Vector(item) | Ty::List(item), _) if **item == Ty::Int => {
                let items = part.call("values", "part_values");
                let (name, bound) = self.bind_int(var);
                self.each_in(walk, at, &quote!(#name), &bound, &items)
            }
            (Ty::Vector(_), _) => {
                let name = self.bind_reference(var);
                let chunk = self.fresh("chunk");
                let chunks = part.call("chunks", "part_chunks");
                let each = self.each_in(
                    walk,
                    at,
                    &quote!(#name),
                    &TokenStream::new(),
                    &quote!(#chunk),
                );
                quote!(for #chunk in #chunks { #each })
            }
            (Ty::Str, _) => {
                let chars = part.call("chars", "part_items");
                let name = self.bind(var).name;
                let c = local("c");
                let bound = quote!(let #name = __rt::Str::from_char(#c););
                self.each_in(walk, at, &quote!(#c), &bound, &chars)
            }
            (Ty::Map(..), _) => {
                let entries = part.call("iter", "part_items");
                let name = self.bind(var).name;
                let (k, v) = (local("k"), local("v"));
                let bound = quote!(let mut #name = (__rt::clone(#k), __rt::clone(#v)););
                self.each_in(walk, at, &quote!((#k, #v)), &bound, &entries)
            }
            _ => {
                let items = part.call("iter", "part_items");
                let name = self.bind_reference(var);
                self.each_in(walk, at, &quote!(#name), &TokenStream::new(), &items)
            }
        }
    }

    /// Binds an int that a walk gives by value, held as this mode holds it.
    fn bind_by_value(&mut self, var: VarId) -> Ident {
        let name = var_name(&self.inst.vars[var.0 as usize].name, var);
        let held = Held {
            name: name.clone(),
            ints: self.mode,
            is_ref: false,
        };
        self.env.insert(var, held);
        name
    }

    /// Binds an int that a walk gives by value: its name, and what makes it the variable.
    fn bind_int(&mut self, var: VarId) -> (Ident, TokenStream) {
        let name = self.bind_by_value(var);
        let bound = match self.mode {
            Mode::Wide => TokenStream::new(),
            Mode::Fast | Mode::Cold => {
                let value = self.taken(quote!(#name), &Ty::Int);
                quote!(let mut #name = #value;)
            }
        };
        (name, bound)
    }

    /// A loop over what an iterator gives.
    pub(super) fn each_in(
        &mut self,
        walk: &mut Walk<'_>,
        at: usize,
        pattern: &TokenStream,
        bound: &TokenStream,
        items: &TokenStream,
    ) -> TokenStream {
        let each = self.fresh("each");
        let label = self.label(&each);
        let (before, begin) = self.rounds_of_words(walk, at);
        let rest = self.steps(walk, at + 1, &quote!(continue #label;));
        quote!(#before #label: for #pattern in #items { #bound #begin #rest })
    }

    /// What stands before the rounds of a walk in wide code, and at the beginning of each: what the round before left in the
    /// region is freed. Only where it is plain which words go on: of one source, whose elements do not depend on each other.
    fn rounds_of_words(&self, walk: &Walk<'_>, at: usize) -> (TokenStream, TokenStream) {
        let is_int = |var: &VarId| self.inst.vars[var.0 as usize].ty == Ty::Int;
        let is_each = |clause: &&Clause| matches!(clause, Clause::Each(..));
        let is_plain = self.mode == Mode::Cold
            && walk.pipe.clauses.iter().filter(is_each).count() == 1
            && !matches!(&walk.pipe.sink, Sink::Fold1 { acc, .. } if is_int(acc));
        let Clause::Each(var, _) = &walk.pipe.clauses[at] else {
            return (TokenStream::new(), TokenStream::new());
        };
        if !is_plain {
            return (TokenStream::new(), TokenStream::new());
        }
        let acc = match &walk.pipe.sink {
            Sink::Fold { acc, .. } => Some(acc),
            _ => None,
        };
        let words = [Some(var), acc].into_iter().flatten();
        let words = words.filter_map(|var| self.env.get(var));
        let words = words.filter(|held| held.ints == Mode::Cold);
        let mark = local("mark");
        let begin = keep(&mark, words.map(|held| &held.name).collect());
        (quote!(let #mark = __wide::mark();), begin)
    }

    fn each_int(
        &mut self,
        walk: &mut Walk<'_>,
        at: usize,
        var: VarId,
        (start, end, step): (&Hir, Option<&Hir>, Option<&Hir>),
        label: &TokenStream,
    ) -> TokenStream {
        let (from, to, by) = (self.fresh("from"), self.fresh("to"), self.fresh("by"));
        let start_code = self.value(start);
        let end_code = end.map(|h| self.value(h));
        let step_code = step.map(|h| (self.value(h), h.span));
        let skip = quote!(continue #label;);
        let held = self.bind(var);
        let name = held.name.clone();
        let mut before = quote!(let #from = #start_code;);
        if let Some(end) = &end_code {
            before.extend(quote!(let #to = #end_code;));
            let _ = end;
        }
        let reserve = if end.is_some()
            && step.is_none()
            && self.mode == Mode::Fast
            && collects_all(walk.pipe, at)
        {
            let out = &walk.out;
            quote!(#out.reserve(__rt::range_len(#from, #to));)
        } else {
            TokenStream::new()
        };
        let range = match (self.mode, &end_code, step_code) {
            (Mode::Fast, Some(_), None) => quote!(#from..#to),
            (Mode::Fast, None, _) => quote!(#from..),
            (Mode::Fast, Some(_), Some((step, span))) => {
                before.extend(quote!(let #by = #step;));
                self.or_fail(quote!(__rt::steps(#from, #to, #by)), span)
            }
            (Mode::Cold, Some(_), None) => quote!(__wide::range(#from, #to)),
            (Mode::Cold, None, _) => quote!(__wide::from(#from)),
            (Mode::Cold, Some(_), Some((step, span))) => {
                before.extend(quote!(let #by = #step;));
                self.or_fail(quote!(__wide::steps(#from, #to, #by)), span)
            }
            (Mode::Wide, Some(_), None) => quote!(__rt::int_range(#from, #to)),
            (Mode::Wide, None, _) => quote!(__rt::ints_from(#from)),
            (Mode::Wide, Some(_), Some((step, span))) => {
                before.extend(quote!(let #by = #step;));
                self.or_fail(quote!(__rt::int_steps(#from, #to, #by)), span)
            }
        };
        let (mark, begin) = self.rounds_of_words(walk, at);
        let mutable = match begin.is_empty() {
            true => TokenStream::new(),
            false => quote!(mut),
        };
        let rest = self.steps(walk, at + 1, &skip);
        quote!(#before #reserve #mark #label: for #mutable #name in #range { #begin #rest })
    }

    /// Room for the results of a walk that keeps every element.
    fn reserve(&self, walk: &Walk<'_>, at: usize, source: &Ident, ty: &Ty) -> TokenStream {
        let out = &walk.out;
        let sized = matches!(ty, Ty::Vector(_) | Ty::List(_) | Ty::Set(_) | Ty::Map(..));
        if sized && collects_all(walk.pipe, at) {
            quote!(#out.reserve(#source.len());)
        } else {
            TokenStream::new()
        }
    }

    /// What happens to an element that got through all clauses.
    fn arrive(&mut self, walk: &mut Walk<'_>, skip: &TokenStream) -> TokenStream {
        let _ = skip;
        let out = walk.out.clone();
        match &walk.pipe.sink {
            Sink::Collect(element) => {
                let value = match element.ty == Ty::Int && self.mode == Mode::Fast {
                    true => self.value(element),
                    false => self.kept_value(element),
                };
                if element.ty.is_never() {
                    quote!(#value;)
                } else {
                    quote!(#out.push(#value);)
                }
            }
            Sink::Each(h) => self.statement(h),
            Sink::Fold { acc, next, .. } => {
                // A variable that stays as it is needs no assignment.
                if matches!(&next.kind, HirKind::Var(v, _) if v == acc) {
                    return TokenStream::new();
                }
                if let Some(grower) = self.growers.get(acc).cloned() {
                    return self.growth(&grower, next);
                }
                let value = self.value(next);
                let Some(held) = self.env.get(acc) else {
                    return TokenStream::new();
                };
                let name = &held.name;
                if next.ty.is_never() {
                    quote!(#value;)
                } else {
                    quote!(#name = #value;)
                }
            }
            Sink::Fold1 {
                acc, first, next, ..
            } => {
                let first = self.value(first);
                let held = self.bind(*acc);
                let name = &held.name;
                let next = self.value(next);
                quote!(#out = __rt::Some(match #out.take() { __rt::None => #first, __rt::Some(#name) => #next });)
            }
            Sink::Count => quote!(#out += 1;),
            Sink::Find {
                var,
                value,
                test,
                found,
                ..
            } => {
                let bound = self.let_statement(*var, value);
                let test = self.condition(test);
                let found_value = self.value(found);
                let label = self.label(&walk.found);
                quote!(#bound if #test { break #label #found_value; })
            }
        }
    }
}

/// Whether every element of a walk is kept, so that its length is known.
pub(super) fn collects_all(pipe: &Pipe, at: usize) -> bool {
    let all = |clauses: &[Clause]| {
        clauses
            .iter()
            .all(|c| matches!(c, Clause::Let(..) | Clause::Index(..)))
    };
    matches!(pipe.sink, Sink::Collect(_))
        && all(&pipe.clauses[..at])
        && all(&pipe.clauses[at + 1..])
}
