//! What Rust sees: exported functions, constants, structs, tests, and the expression form.

use std::collections::BTreeSet;

use rtfs_rt::schema::Schema;

use super::body::Body;
use super::modules::Names;
use super::*;
use crate::ast::{
    Annotation, Arity, ConstDef, Export, Expr, ExprKind, ExternDef, FnDef, StructDef, TypeId,
};
use crate::declared;
use crate::hir::Hir;
use crate::source::Bounds;

/// An identifier of the user's, raw if Rust reserves the word.
pub(super) fn ident(name: &str, span: proc_macro2::Span) -> Ident {
    match name {
        "self" | "Self" | "super" | "crate" => Ident::new(&format!("{name}_"), span),
        _ if crate::names::is_rust_keyword(name) => Ident::new_raw(name, span),
        _ => Ident::new(name, span),
    }
}

impl<'a> Emitter<'a> {
    /// A block of items: a module of its own, whose exported names are taken out of it.
    pub(super) fn items(&self, root: &TokenStream) -> TokenStream {
        let mut public = TokenStream::new();
        let mut names = Names::default();
        let structs = self.structs();
        for export in &self.program.exports {
            match *export {
                Export::Fn(id) => {
                    let def = &self.program.fns[id.index()];
                    for (index, arity) in def.arities.iter().enumerate() {
                        let Some(entry) =
                            self.module.entries.iter().filter(|e| e.id == id).nth(index)
                        else {
                            continue;
                        };
                        let name = self.entry_name(def, arity);
                        public.extend(self.entry(def, arity, entry.inst, &name));
                        names.add(self.module_of(*export), name);
                    }
                }
                Export::Const(id) => {
                    let def = &self.program.consts[id.index()];
                    let name = ident(&def.rust_name, (self.spans)(def.span));
                    if let Some((_, inst)) = self.module.consts.iter().find(|(c, _)| *c == id) {
                        public.extend(self.exported_const(def, *inst, &name));
                        names.add(self.module_of(*export), name);
                    }
                }
                Export::Struct(id) => {
                    let def = &self.program.structs[id.index()];
                    let name = ident(&def.rust_name, (self.spans)(def.span));
                    names.add(self.module_of(*export), name);
                }
                Export::Type(id) => {
                    public.extend(self.alias(id));
                    let def = &self.program.types[id.index()];
                    let name = Ident::new(&def.rust_name, (self.spans)(def.span));
                    names.add(def.module, name);
                }
            }
        }
        let tests = self.tests();
        let constants = self.constants();
        let functions = self.functions();
        let statics = self.statics();
        let module = format_ident!("rtfs_{:016x}", self.fingerprint());
        let manifest = self.manifest();
        // A glob: two blocks of one module may both have a manifest, as long as nobody asks for it there.
        let listed = match manifest.is_empty() {
            true => TokenStream::new(),
            false => {
                quote!(#[allow(unused_imports, unreachable_pub)] pub use #module::manifest::*;)
            }
        };
        let exports = self.visible(&names, &module);
        quote! {
            #[doc(hidden)]
            #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction, clippy::cargo)]
            mod #module {
                use #root::__rt;
                use #root::__rt::wide as __wide;
                use #root::__rt::traits::*;
                #structs
                #functions
                #constants
                #public
                #tests
                #manifest
                #statics
            }
            #exports
            #listed
        }
    }

    /// A block that is an expression.
    pub(super) fn expression(&self, body: InstId, root: &TokenStream) -> TokenStream {
        let inst = self.inst(body);
        let calls_rust = self.program.captures.iter().any(|c| c.local.is_none());
        let structs = self.structs();
        let exported = inst.result.exported();
        let result = self.rust_ty(&exported);
        let mut bindings = TokenStream::new();
        let mut args = Vec::new();
        let variables = self.program.captures.iter().filter(|c| c.local.is_some());
        for ((capture, param), borrowed) in variables.zip(&inst.params).zip(&inst.borrowed) {
            let name = ident(&capture.rust_name, (self.spans)(capture.span));
            let info = &inst.vars[param.0 as usize];
            let local_name = super::body::var_name(&info.name, *param);
            let value = self.captured(&capture.declared, &info.ty, &name);
            bindings.extend(quote!(let #local_name = #value;));
            args.push(if *borrowed {
                quote!(&#local_name)
            } else {
                quote!(#local_name)
            });
        }
        let value = local("value");
        let mut context = self.body(body, Mode::Wide);
        let converted = context.convert(quote!(#value), &inst.result, &exported);
        let tests = self.tests();
        let call = if calls_rust {
            // Rust's own functions and closures are visible only in place.
            let code = context.function(&inst.body);
            let held = self.held_ty(&inst.result, Mode::Wide);
            let shadows = inst
                .params
                .iter()
                .zip(&inst.borrowed)
                .filter(|(_, b)| **b)
                .map(|(p, _)| {
                    let name = super::body::var_name(&inst.vars[p.0 as usize].name, *p);
                    quote!(let #name = &#name;)
                });
            let shadows: Vec<TokenStream> = shadows.collect();
            quote!((|| -> __rt::Result<#held> { #(#shadows)* #code })())
        } else {
            let function = self.fn_name(body, None);
            let host = self.host_arg(body);
            quote!(#function(#host #(#args),*))
        };
        let call = self.bounded(call);
        let constants = self.constants();
        let functions = self.functions();
        let statics = self.statics();
        // A type of the header is used as written, so that rustc says when there is none of that name,
        // and does not say that its import is unused.
        let header = self.source.header.iter().map(|param| &param.ty);
        let header = quote!(#(let _: [&(#header); 0] = [];)*);
        let host = match &self.source.host {
            Some(value) => {
                let host = local("host");
                quote!(let #host: &dyn __rt::host::Host = &(#value);)
            }
            None => TokenStream::new(),
        };
        let never = inst.result.is_never();
        let mapped = if never {
            quote!(match #value {})
        } else {
            quote!(__rt::Ok(#converted))
        };
        quote!({
            #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction, clippy::cargo)]
            let result: #root::Result<_> = {
                use #root::__rt;
                use #root::__rt::wide as __wide;
                use #root::__rt::traits::*;
                #structs
                #functions
                #constants
                #tests
                #statics
                #header
                #host
                #bindings
                let result: __rt::Result<#result> = match #call {
                    __rt::Ok(#value) => #mapped,
                    __rt::Err(error) => __rt::Err(error),
                };
                result
            };
            result
        })
    }

    /// A captured Rust variable as a value of the program: read, never moved.
    fn captured(&self, declared: &Option<Ty>, ty: &Ty, name: &Ident) -> TokenStream {
        match declared {
            Some(_) => {
                let ty = self.rust_ty(ty);
                quote!(__rt::IntoArgument::<#ty>::into_argument(__rt::clone(&#name)))
            }
            None => quote!(__rt::ToValue::to_value(&#name)),
        }
    }

    /// Distinguishes the expansions of one scope.
    fn fingerprint(&self) -> u64 {
        use std::hash::{Hash, Hasher};
        // Fixed keys: the same source gives the same expansion.
        let mut hasher = rtfs_rt::RtHasher::default();
        self.source.text.hash(&mut hasher);
        self.source.name.hash(&mut hasher);
        self.source
            .places
            .locate(self.source.text, 0)
            .hash(&mut hasher);
        hasher.finish()
    }

    fn entry_name(&self, def: &FnDef, arity: &Arity) -> Ident {
        ident(&def.entry_name(arity), (self.spans)(def.span))
    }

    /// An exported function.
    fn entry(&self, def: &FnDef, arity: &Arity, id: InstId, name: &Ident) -> TokenStream {
        let inst = self.inst(id);
        let mut params = Vec::new();
        let mut prologue = TokenStream::new();
        let mut args = Vec::new();
        let mut taken = std::collections::BTreeSet::new();
        let annotations = arity
            .params
            .iter()
            .map(|p| p.annotation.as_ref())
            .chain(arity.rest.iter().map(|p| p.annotation.as_ref()));
        for (i, ((param, borrowed), annotation)) in inst
            .params
            .iter()
            .zip(&inst.borrowed)
            .zip(annotations)
            .enumerate()
        {
            let info = &inst.vars[param.0 as usize];
            // Two RTFS names may be one in Rust, and what a pattern takes apart has no name.
            // A name in capitals could be a constant's or a variant's, which no parameter may shadow.
            let mut base = crate::names::rust_name(&info.name);
            if base.starts_with(char::is_uppercase) {
                base = base.to_lowercase();
            }
            while !taken.insert(base.clone()) {
                base.push_str(&format!("_{i}"));
            }
            let name = ident(&base, proc_macro2::Span::call_site());
            let is_rest = i >= arity.params.len();
            let what = format!("`{}` of `{}`", info.name, def.name);
            let (ty, value) =
                self.parameter(&name, &info.ty, annotation, is_rest, &what, info.span);
            params.push(quote!(#name: #ty));
            if !is_same(&value, &quote!(#name)) {
                prologue.extend(quote!(let #name = #value;));
            }
            args.push(if *borrowed {
                quote!(&#name)
            } else {
                quote!(#name)
            });
        }
        let function = self.fn_name(id, None);
        let (host, host_arg) = self.entry_host(id);
        let (result, convert) = self.exported_result(id, arity.result.as_ref());
        let docs = def.doc.iter().map(|d| quote!(#[doc = #d]));
        let value = local("value");
        let call = self.bounded(quote!(#function(#host_arg #(#args),*)));
        let code = if inst.result.is_never() {
            let call = super::body::or_return(call);
            quote!(match #call {})
        } else if is_same(&convert, &quote!(__rt::Ok(#value))) {
            call
        } else {
            let call = super::body::or_return(call);
            quote!(let #value = #call; #convert)
        };
        quote! {
            #(#docs)*
            pub fn #name(#host #(#params),*) -> __rt::Result<#result> {
                #prologue
                #code
            }
        }
    }

    /// A call from outside, with the bounds of a run if runs have some.
    pub(super) fn bounded(&self, call: TokenStream) -> TokenStream {
        match self.bounds() {
            Some(bounds) => quote!(__rt::meter::run(#bounds, || #call)),
            None => call,
        }
    }

    /// The bounds of a run, if it has some.
    pub(super) fn bounds(&self) -> Option<TokenStream> {
        let Bounds {
            fuel,
            max_depth,
            max_alloc,
        } = self.program.bounds;
        let [fuel, max_depth, max_alloc] = [
            fuel.map(|n| quote!(.fuel(#n))),
            max_depth.map(|n| quote!(.max_depth(#n))),
            max_alloc.map(|n| quote!(.max_alloc(#n))),
        ];
        let is_bounded = self.program.bounds.is_bounded();
        is_bounded.then(|| quote!(__rt::meter::Bounds::NONE #fuel #max_depth #max_alloc))
    }

    /// The host of an exported function that calls it: the parameter, and what is passed on.
    fn entry_host(&self, id: InstId) -> (TokenStream, TokenStream) {
        let host = local("host");
        match self.inst(id).calls_host {
            true => (quote!(#host: &impl __rt::host::Host,), quote!(#host,)),
            false => (TokenStream::new(), TokenStream::new()),
        }
    }

    /// The Rust type of a parameter, and its value inside; `what` and `span` are for the error of a dynamic
    /// value that is none.
    fn parameter(
        &self,
        name: &Ident,
        ty: &Ty,
        annotation: Option<&Annotation>,
        is_rest: bool,
        what: &str,
        span: Span,
    ) -> (TokenStream, TokenStream) {
        if let Some(Annotation {
            ty: Ty::Fixed(width),
            ..
        }) = annotation
            && !is_rest
        {
            let width = ty::width_ty(*width);
            return (quote!(#width), quote!(__rt::Int::from(#name)));
        }
        let types = &self.program.schemas;
        if let Some(Schema::Fn(signature)) = annotation.map(|a| types.resolved(&a.schema))
            && signature.rest.is_none()
        {
            let held = |schema| self.rust_ty(&declared::ty_of(types, schema));
            let params = signature.params.iter().map(held);
            let result = held(&signature.result);
            let count = signature.params.len();
            let names: Vec<Ident> = (0..count).map(|i| local(&format!("a{i}"))).collect();
            return (
                quote!(impl Fn(#(#params),*) -> __rt::Result<#result> + __rt::Send + __rt::Sync + 'static),
                quote!(__rt::Func::new("fn", __rt::Arity::exactly(#count), move |args: &[__rt::Value]| match args {
                    [#(#names),*] => match #name(#(__rt::cast(__rt::clone(#names), "the argument")?),*) {
                        __rt::Ok(value) => __rt::Ok(__rt::Data::into_value(value)),
                        __rt::Err(error) => __rt::Err(error),
                    },
                    _ => __rt::Err(__rt::wrong_arity("fn", args.len())),
                })),
            );
        }
        if is_rest {
            let element = match ty {
                Ty::Option(list) => list.element().unwrap_or(Ty::Any),
                _ => Ty::Any,
            };
            let element = self.rust_ty(&element);
            let items = self.argument(name, &quote!(__rt::Vector<#element>), what, span);
            return (
                quote!(impl __rt::Argument<__rt::Vector<#element>>),
                quote!(__rt::rest_argument(#items)),
            );
        }
        let rust = self.rust_ty(ty);
        match ty {
            Ty::Bool
            | Ty::Nil
            | Ty::Keyword
            | Ty::Symbol
            | Ty::Inst
            | Ty::Uuid
            | Ty::Regex(_)
            | Ty::Func => (rust, quote!(#name)),
            Ty::Struct(id) if !self.program.structs[id.index()].is_node => (rust, quote!(#name)),
            _ => (
                quote!(impl __rt::Argument<#rust>),
                self.argument(name, &rust, what, span),
            ),
        }
    }

    /// The value of a parameter that takes more than its type.
    fn argument(&self, name: &Ident, rust: &TokenStream, what: &str, span: Span) -> TokenStream {
        let site = self.site(span);
        let (value, error) = (local("value"), local("error"));
        quote!(match __rt::argument::<#rust>(#name, #what) {
            __rt::Ok(#value) => #value,
            __rt::Err(#error) => return __rt::Err(#error.at(#site)),
        })
    }

    /// The Rust type of a result, and the code that makes it of `value`: a `Result`.
    fn exported_result(
        &self,
        id: InstId,
        annotation: Option<&Annotation>,
    ) -> (TokenStream, TokenStream) {
        let inst = self.inst(id);
        let value = local("value");
        if let Some(Annotation {
            ty: Ty::Fixed(width),
            ..
        }) = annotation
        {
            let width = ty::width_ty(*width);
            return (
                quote!(#width),
                quote!(__rt::fixed::<#width>(#value, "the result")),
            );
        }
        let exported = match annotation {
            Some(annotation) if annotation.ty != Ty::Any && !annotation.ty.holds_open_map() => {
                inst.result.clone()
            }
            _ => inst.result.exported(),
        };
        let exported = if exported.holds_closure() {
            exported.exported()
        } else {
            exported
        };
        let mut context = self.body(id, Mode::Wide);
        let converted = context.convert(quote!(#value), &inst.result, &exported);
        (self.rust_ty(&exported), quote!(__rt::Ok(#converted)))
    }

    fn exported_const(&self, def: &ConstDef, inst: InstId, name: &Ident) -> TokenStream {
        let ty = &self.inst(inst).result;
        let exported = ty.exported();
        let rust = self.rust_ty(&exported);
        let source = self.const_name(inst);
        let value = local("value");
        let mut context = self.body(inst, Mode::Wide);
        let converted = context.convert(quote!(__rt::clone(#value)), ty, &exported);
        let docs = def.doc.iter().map(|d| quote!(#[doc = #d]));
        quote! {
            #(#docs)*
            pub static #name: __rt::Constant<#rust> = __rt::Constant::new(|| match #source.get() {
                __rt::Ok(#value) => __rt::Ok(#converted),
                __rt::Err(error) => __rt::Err(error),
            });
        }
    }

    fn tests(&self) -> TokenStream {
        let tests = self.module.tests.iter().map(|(id, inst)| {
            let def = &self.program.fns[id.index()];
            let name = ident(&def.rust_name, (self.spans)(def.span));
            let function = self.fn_name(*inst, None);
            quote! {
                #[test]
                fn #name() -> ::core::result::Result<(), __rt::TestFailure> {
                    match #function() {
                        __rt::Ok(_) => __rt::Ok(()),
                        __rt::Err(error) => __rt::Err(__rt::TestFailure::from(error)),
                    }
                }
            }
        });
        quote!(#(#tests)*)
    }

    fn structs(&self) -> TokenStream {
        let nameable = |def: &&StructDef| crate::names::is_type_name(&def.rust_name);
        let structs = self.program.structs.iter().filter(nameable);
        let structs = structs.map(|def| self.structure(def));
        quote!(#(#structs)*)
    }

    fn structure(&self, def: &StructDef) -> TokenStream {
        let name = ident(&def.rust_name, (self.spans)(def.span));
        let docs = def.doc.iter().map(|d| quote!(#[doc = #d]));
        let keys: Vec<&str> = def.fields.iter().map(|f| &*f.key).collect();
        let fields: Vec<Ident> = def
            .fields
            .iter()
            .map(|f| ident(&f.rust_name, (self.spans)(f.span)))
            .collect();
        let types: Vec<TokenStream> = def.fields.iter().map(|f| self.rust_ty(&f.ty)).collect();
        let checks = def.fields.iter().map(|f| match f.declared.is_refined {
            true => {
                let schema = self.schema(&f.declared.schema);
                quote!(=> #schema)
            }
            false => TokenStream::new(),
        });
        let text = &*def.name;
        let serde = self.serde_path();
        let (from, raw) = self.deserialized(def, &name, &serde);
        let renamed = &self.program.modules[def.module.index()].renamed;
        // A name that the expansion made is not to be seen.
        let (debug, shown) = match renamed.get(&def.rust_name) {
            None => (quote!(#[derive(::core::fmt::Debug)]), TokenStream::new()),
            Some(public) => {
                let shown = quote! {
                    impl ::core::fmt::Debug for #name {
                        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                            f.debug_struct(#public)#(.field(::core::stringify!(#fields), &self.#fields))*.finish()
                        }
                    }
                };
                (quote!(#[serde(rename = #public)]), shown)
            }
        };
        let linked = match def.is_node {
            true => self.linked(def, &name),
            false => TokenStream::new(),
        };
        quote! {
            #(#docs)*
            #[derive(::core::clone::Clone, __rt::serde_crate::Serialize, __rt::serde_crate::Deserialize)]
            #debug
            #[serde(crate = #serde #from)]
            pub struct #name { #(pub #fields: #types),* }
            #raw
            __rt::struct_impls! { #name #text { #(#keys #fields: #types #checks,)* } }
            #linked
            #shown
        }
    }

    /// How serde reads a struct with fields that are checked: by way of one without checks.
    fn deserialized(
        &self,
        def: &StructDef,
        name: &Ident,
        serde: &str,
    ) -> (TokenStream, TokenStream) {
        let checked = def.fields.iter().filter(|f| f.declared.is_refined);
        let checks: Vec<TokenStream> = checked
            .map(|f| {
                let schema = self.schema(&f.declared.schema);
                let field = ident(&f.rust_name, proc_macro2::Span::call_site());
                let what = format!("`:{}` of `{}`", f.key, def.name);
                quote!(__rt::validated(#schema.check(&raw.#field, #what))?;)
            })
            .collect();
        if checks.is_empty() {
            return (TokenStream::new(), TokenStream::new());
        }
        let unchecked = format_ident!("{name}__Unchecked");
        let path = unchecked.to_string();
        let fields: Vec<Ident> = def
            .fields
            .iter()
            .map(|f| ident(&f.rust_name, proc_macro2::Span::call_site()))
            .collect();
        let types = def.fields.iter().map(|f| self.rust_ty(&f.ty));
        let raw = quote! {
            #[derive(__rt::serde_crate::Deserialize)]
            #[serde(crate = #serde)]
            struct #unchecked { #(#fields: #types),* }
            impl ::core::convert::TryFrom<#unchecked> for #name {
                type Error = __rt::Error;
                fn try_from(raw: #unchecked) -> __rt::Result<#name> {
                    #(#checks)*
                    __rt::Ok(#name { #(#fields: raw.#fields),* })
                }
            }
        };
        (quote!(, try_from = #path), raw)
    }

    /// The Rust name of a type with a name.
    fn alias(&self, id: TypeId) -> TokenStream {
        let def = &self.program.types[id.index()];
        let name = Ident::new(&def.rust_name, (self.spans)(def.span));
        let ty = self.rust_ty(&def.ty);
        let docs = def.doc.iter().map(|d| quote!(#[doc = #d]));
        quote!(#(#docs)* pub type #name = #ty;)
    }

    /// The path of a Rust function, which is relative to where the program stands. Items stand one module
    /// deeper in the expansion.
    pub(super) fn extern_path(&self, def: &ExternDef) -> TokenStream {
        let span = (self.spans)(def.span);
        let is_deeper = self.program.body.is_none();
        let outwards: &[&str] = match def.path.first().map(|p| &**p) {
            Some("self") if is_deeper => &["super"],
            Some("super") if is_deeper => &["super", "super"],
            Some(first @ ("self" | "super" | "crate")) => &[first],
            _ => &[],
        };
        let begun = usize::from(!outwards.is_empty());
        let inwards = def.path.iter().skip(begun).map(|p| match &**p {
            "super" => Ident::new(p, span),
            p => ident(p, span),
        });
        let outwards = outwards.iter().map(|p| Ident::new(p, span));
        let parts = outwards.chain(inwards);
        quote!(#(#parts)::*)
    }

    /// What is defined when a program has errors, so that the rest of the crate has no follow-up errors:
    /// every name with its declared parameters and the type of result that is known in spite of the errors.
    pub(super) fn skeleton(&self, root: &TokenStream) -> TokenStream {
        let mut public = TokenStream::new();
        let mut names = Names::default();
        // What is one name in Rust is in error already: Rust sees the first.
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut is_new = |name: &Ident| seen.insert(name.to_string());
        for def in &self.program.structs {
            let name = &def.rust_name;
            if crate::names::is_type_name(name) && is_new(&ident(name, (self.spans)(def.span))) {
                public.extend(self.structure(def));
            }
        }
        for export in &self.program.exports {
            match *export {
                Export::Fn(id) => {
                    let def = &self.program.fns[id.index()];
                    let entries = self.module.entries.iter().filter(|e| e.id == id);
                    for (arity, entry) in def.arities.iter().zip(entries) {
                        let name = self.entry_name(def, arity);
                        if is_new(&name) {
                            public.extend(self.entry_skeleton(arity, entry.inst, &name));
                            names.add(def.module, name);
                        }
                    }
                }
                Export::Const(id) => {
                    let def = &self.program.consts[id.index()];
                    let name = ident(&def.rust_name, (self.spans)(def.span));
                    let inst = self.module.consts.iter().find(|(c, _)| *c == id);
                    let ty = match inst.map(|(_, inst)| &self.inst(*inst).result) {
                        Some(ty) if !ty.is_never() => ty.exported(),
                        _ => self.likely(&def.value),
                    };
                    let ty = self.rust_ty(&ty);
                    if is_new(&name) {
                        public.extend(quote! {
                            pub static #name: __rt::Constant<#ty> = __rt::Constant::new(__rt::not_compiled);
                        });
                        names.add(def.module, name);
                    }
                }
                Export::Struct(id) => {
                    let def = &self.program.structs[id.index()];
                    let is_first = |other: &StructDef| {
                        other.rust_name != def.rust_name || other.span == def.span
                    };
                    let is_first = self.program.structs.iter().all(is_first);
                    if crate::names::is_type_name(&def.rust_name) && is_first {
                        names.add(def.module, ident(&def.rust_name, (self.spans)(def.span)));
                    }
                }
                Export::Type(id) => {
                    let def = &self.program.types[id.index()];
                    let name = Ident::new(&def.rust_name, (self.spans)(def.span));
                    if is_new(&name) {
                        public.extend(self.alias(id));
                        names.add(def.module, name);
                    }
                }
            }
        }
        let statics = self.statics();
        let module = format_ident!("rtfs_{:016x}", self.fingerprint());
        let exports = self.visible(&names, &module);
        quote! {
            #[doc(hidden)]
            #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction, clippy::cargo)]
            mod #module {
                use #root::__rt;
                use #root::__rt::traits::*;
                #public
                #statics
            }
            #exports
        }
    }

    fn entry_skeleton(&self, arity: &Arity, id: InstId, name: &Ident) -> TokenStream {
        let inst = self.inst(id);
        let def_span = arity.span;
        let mut types = Vec::new();
        let mut generics = Vec::new();
        let annotated = arity.params.iter().map(|p| p.annotation.as_ref());
        for (i, (annotation, param)) in annotated.zip(&inst.params).enumerate() {
            types.push(match annotation {
                Some(_) => {
                    let ty = &inst.vars[param.0 as usize].ty;
                    self.parameter(name, ty, annotation, false, "", def_span).0
                }
                None => {
                    let generic = format_ident!("T{i}");
                    generics.push(generic.clone());
                    quote!(#generic)
                }
            });
        }
        if arity.rest.is_some() {
            generics.push(format_ident!("Rest"));
            types.push(quote!(Rest));
        }
        let result = match &arity.result {
            None if inst.result.is_never() => self.rust_ty(&self.likely(&arity.body)),
            annotation => self.exported_result(id, annotation.as_ref()).0,
        };
        let (host, _) = self.entry_host(id);
        quote! {
            pub fn #name<#(#generics),*>(#host #(_: #types),*) -> __rt::Result<#result> {
                __rt::not_compiled()
            }
        }
    }

    /// The type that an expression in which an error was found has in all likelihood.
    fn likely(&self, e: &Expr) -> Ty {
        match &e.kind {
            ExprKind::Call(f, _) => match f.kind {
                ExprKind::Constructor { id, .. } => Ty::Struct(id),
                ExprKind::FnRef(id) => {
                    let arities = &self.program.fns[id.index()].arities;
                    let declared = arities.first().and_then(|a| a.result.as_ref());
                    declared.map_or(Ty::Any, |a| match a.ty {
                        Ty::Fixed(_) => Ty::Int,
                        _ => a.ty.exported(),
                    })
                }
                _ => Ty::Any,
            },
            ExprKind::Cast(_, annotation, _) => annotation.ty.exported(),
            ExprKind::Let(_, _, body) => self.likely(body),
            ExprKind::Loop { body, .. } => self.likely(body),
            ExprKind::Do(items) => items.last().map_or(Ty::Any, |last| self.likely(last)),
            ExprKind::If(_, then, other) => match self.likely(then) {
                Ty::Any => self.likely(other),
                ty => ty,
            },
            _ => Ty::Any,
        }
    }

    /// What an expression with errors is: an error of the type that is known in spite of them. The
    /// variables that it reads are used, so that rustc does not call them unused.
    pub(super) fn expression_skeleton(&self, body: InstId, root: &TokenStream) -> TokenStream {
        let result = &self.inst(body).result;
        let structs = self.structs();
        let statics = self.statics();
        let ty = match result.is_never() {
            true => match &self.program.body {
                Some(body) => self.rust_ty(&self.likely(body)),
                None => quote!(__rt::Value),
            },
            false => self.rust_ty(&result.exported()),
        };
        let reads = self
            .program
            .captures
            .iter()
            .filter(|c| c.local.is_some())
            .map(|c| {
                let name = ident(&c.rust_name, (self.spans)(c.span));
                quote!(let _ = &#name;)
            });
        quote!({
            #(#reads)*
            #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction, clippy::cargo)]
            let result: #root::Result<_> = {
                use #root::__rt;
                use #root::__rt::traits::*;
                #structs
                #statics
                __rt::not_compiled::<#ty>()
            };
            result
        })
    }
}

/// Whether two pieces of code are the same text.
fn is_same(a: &TokenStream, b: &TokenStream) -> bool {
    a.to_string() == b.to_string()
}

impl Body<'_, '_> {
    /// A kept value as a struct keeps it.
    pub(super) fn into_field(&self, value: TokenStream, ty: &Ty, span: Span) -> TokenStream {
        match ty {
            Ty::Fixed(width) => {
                let width = ty::width_ty(*width);
                self.or_fail(quote!(__rt::fixed::<#width>(#value, "the field")), span)
            }
            _ => value,
        }
    }

    pub(super) fn struct_value(&mut self, items: &[Hir], h: &Hir) -> TokenStream {
        let Ty::Struct(id) = h.ty else {
            return quote!(());
        };
        let def = &self.e.program.structs[id.index()];
        let name = ty::local_type(&def.rust_name);
        let mut fields = Vec::new();
        for (item, field) in items.iter().zip(&def.fields) {
            let value = self.kept_value(item);
            let value = self.into_field(value, &field.ty, item.span);
            let field = ident(&field.rust_name, proc_macro2::Span::call_site());
            fields.push(quote!(#field: #value));
        }
        match def.is_node {
            true => quote!(__rt::Shared::new(#name { #(#fields),* })),
            false => quote!(#name { #(#fields),* }),
        }
    }
}
