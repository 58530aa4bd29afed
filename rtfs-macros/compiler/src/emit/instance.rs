//! The Rust functions of an instance: its forms, what chooses between them, and the loop of a tail group.

use super::body::{Body, Exit, Held, var_name};
use super::*;

impl<'a> Emitter<'a> {
    /// All Rust functions of an instance.
    pub(super) fn instance(&self, id: InstId) -> TokenStream {
        let group = &self.inst(id).recursion.tail_group;
        let is_first = group.first() == Some(&id);
        match self.forms(id) {
            Forms::Single => {
                let own = self.form(id, Mode::Wide, self.fn_name(id, None));
                let shared = if is_first {
                    self.group(group, Mode::Wide)
                } else {
                    TokenStream::new()
                };
                quote!(#shared #own)
            }
            Forms::Twin => {
                let fast = self.form(id, Mode::Fast, self.fn_name(id, Some(Mode::Fast)));
                let wide = self.form(id, Mode::Wide, self.fn_name(id, Some(Mode::Wide)));
                let dispatch = self.dispatch(id);
                let shared = if is_first {
                    let (fast, wide) =
                        (self.group(group, Mode::Fast), self.group(group, Mode::Wide));
                    quote!(#fast #wide)
                } else {
                    TokenStream::new()
                };
                quote!(#shared #fast #wide #dispatch)
            }
        }
    }

    /// The parameters of a form: name and type of each.
    fn params(&self, id: InstId, mode: Mode) -> Vec<(Held, TokenStream)> {
        let inst = self.inst(id);
        inst.params
            .iter()
            .zip(&inst.borrowed)
            .map(|(var, borrowed)| {
                let info = &inst.vars[var.0 as usize];
                let ty = self.held_ty(&info.ty, mode);
                let held = Held {
                    name: var_name(&info.name, *var),
                    is_i64: mode == Mode::Fast && info.ty == Ty::Int,
                    is_ref: *borrowed,
                };
                let ty = if *borrowed { quote!(&#ty) } else { ty };
                (held, ty)
            })
            .collect()
    }

    pub(super) fn body(&self, id: InstId, mode: Mode) -> Body<'_, 'a> {
        let inst = self.inst(id);
        let params = self.params(id, mode);
        Body {
            e: self,
            id,
            inst,
            mode,
            env: inst
                .params
                .iter()
                .copied()
                .zip(params.into_iter().map(|(h, _)| h))
                .collect(),
            loops: ById::new(),
            joins: ById::new(),
            exit: Exit::Function,
            group: None,
            widens: false,
            counter: 0,
        }
    }

    /// One form of an instance.
    fn form(&self, id: InstId, mode: Mode, name: Ident) -> TokenStream {
        let inst = self.inst(id);
        let params = self.params(id, mode);
        let result = self.held_ty(&inst.result, mode);
        let names: Vec<&Ident> = params.iter().map(|(h, _)| &h.name).collect();
        let types = params.iter().map(|(_, t)| t);
        let (host, host_arg) = (self.host_param(id), self.host_arg(id));
        let cold = if mode == Mode::Wide && self.forms(id) == Forms::Twin {
            quote!(#[cold])
        } else {
            TokenStream::new()
        };
        let body = if inst.recursion.tail_group.is_empty() {
            let body = self.body(id, mode).function(&inst.body);
            if inst.recursion.uses_stack {
                quote! {
                    if __rt::stack::low() {
                        return __rt::stack::grow(|| #name(#host_arg #(#names),*));
                    }
                    #body
                }
            } else {
                body
            }
        } else {
            let group = &inst.recursion.tail_group;
            let (state, run) = group_names(group[0], mode);
            let variant = format_ident!("S{}", id.0);
            quote!(#run(#host_arg #state::#variant(#(#names),*)))
        };
        // Fields may be put into a parameter that is taken over.
        let patterns = inst.params.iter().zip(&params).map(|(var, (held, _))| {
            let name = &held.name;
            let is_whole = matches!(
                inst.vars[var.0 as usize].ty,
                Ty::Record(_) | Ty::Struct(_) | Ty::Tuple(_)
            );
            if is_whole && !held.is_ref && inst.recursion.tail_group.is_empty() {
                quote!(mut #name)
            } else {
                quote!(#name)
            }
        });
        quote! {
            #cold
            fn #name(#host #(#patterns: #types),*) -> __rt::Result<#result> {
                #body
            }
        }
    }

    /// The fast form, and the wide one where an int did not fit.
    fn dispatch(&self, id: InstId) -> TokenStream {
        let inst = self.inst(id);
        let name = self.fn_name(id, None);
        let (fast, wide) = (
            self.fn_name(id, Some(Mode::Fast)),
            self.fn_name(id, Some(Mode::Wide)),
        );
        let params = self.params(id, Mode::Wide);
        let result = self.rust_ty(&inst.result);
        let names: Vec<&Ident> = params.iter().map(|(h, _)| &h.name).collect();
        let types = params.iter().map(|(_, t)| t);
        let mut ints = Vec::new();
        let mut args = Vec::new();
        for (i, (var, (held, _))) in inst.params.iter().zip(&params).enumerate() {
            let info = &inst.vars[var.0 as usize];
            let name = &held.name;
            if info.ty == Ty::Int {
                let small = format_ident!("small_{i}", span = proc_macro2::Span::mixed_site());
                ints.push((quote!(__rt::Some(#small)), quote!(#name.as_i64())));
                args.push(quote!(#small));
            } else if held.is_ref || info.ty.is_scalar() {
                args.push(quote!(#name));
            } else {
                args.push(quote!(__rt::clone(&#name)));
            }
        }
        let (patterns, tests): (Vec<_>, Vec<_>) = ints.into_iter().unzip();
        let (condition, done) = (quote!((#(#patterns,)*)), quote!((#(#tests,)*)));
        let value = local("value");
        let back = if inst.result == Ty::Int {
            quote!(__rt::Int::from(#value))
        } else {
            quote!(#value)
        };
        let wide_result = if inst.result == Ty::Int {
            quote!(__rt::Signal::Wide(int) => return __rt::Ok(int),)
        } else {
            TokenStream::new()
        };
        quote! {
            fn #name(#(#names: #types),*) -> __rt::Result<#result> {
                if let #condition = #done {
                    match #fast(#(#args),*) {
                        __rt::Ok(#value) => return __rt::Ok(#back),
                        __rt::Err(error) => match error.into_signal() {
                            __rt::Signal::Error(error) => return __rt::Err(error),
                            #wide_result
                            _ => {}
                        },
                    }
                }
                #wide(#(#names),*)
            }
        }
    }

    /// The functions of a tail group as states of one loop.
    fn group(&self, group: &[InstId], mode: Mode) -> TokenStream {
        let first = group[0];
        let (state, run) = group_names(first, mode);
        let result = self.held_ty(&self.inst(first).result, mode);
        let mut variants = Vec::new();
        let mut arms = Vec::new();
        let label = quote::quote_spanned!(proc_macro2::Span::mixed_site()=> 'group);
        for &id in group {
            let inst = self.inst(id);
            let params = self.params(id, mode);
            let variant = format_ident!("S{}", id.0);
            let types = params.iter().map(|(_, t)| t);
            variants.push(quote!(#variant(#(#types),*)));
            let names = params.iter().map(|(h, _)| &h.name);
            let mut body = self.body(id, mode);
            body.group = Some((state.clone(), local("state")));
            let code = body.function(&inst.body);
            arms.push(quote!(#state::#variant(#(mut #names),*) => { #code }));
        }
        // The functions of a group call each other: if one calls the host, all do.
        let (host, host_arg) = (self.host_param(first), self.host_arg(first));
        let uses_stack = group.iter().any(|i| self.inst(*i).recursion.uses_stack);
        let state_var = local("state");
        let guard = if uses_stack {
            quote!(if __rt::stack::low() { return __rt::stack::grow(|| #run(#host_arg #state_var)); })
        } else {
            TokenStream::new()
        };
        quote! {
            enum #state { #(#variants),* }
            fn #run(#host mut #state_var: #state) -> __rt::Result<#result> {
                #guard
                #label: loop { match #state_var { #(#arms)* } }
            }
        }
    }
}

/// The state type and the function of a tail group.
fn group_names(first: InstId, mode: Mode) -> (Ident, Ident) {
    let suffix = if mode == Mode::Fast { "Fast" } else { "Wide" };
    (
        format_ident!("Group__{}{suffix}", first.0),
        format_ident!("group__{}_{}", first.0, suffix.to_lowercase()),
    )
}
