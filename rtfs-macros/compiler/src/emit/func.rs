//! Statically known functions as dynamic values: one arm for each arity.

use std::rc::Rc;

use super::body::Body;
use super::*;
use crate::types::Closure;

impl Body<'_, '_> {
    /// A function, given as what it captured.
    pub(super) fn function_value(
        &mut self,
        value: TokenStream,
        closure: &Rc<Closure>,
    ) -> TokenStream {
        if let Closure::Library(name) = **closure {
            return quote!({ let () = #value; __rt::library_function(#name) });
        }
        let Some(function) = self.e.module.functions.get(closure) else {
            return self.unreachable(value);
        };
        let arms = &function.arms;
        let env = self.fresh("env");
        // What is under a function type has the name of the function, which a dynamic one has with it.
        let (named, name, own_name) = match &**closure {
            Closure::Checked {
                inner: Ty::Func, ..
            } => {
                let named = self.fresh("named");
                let bound = quote!(let #named = __rt::clone(&#env.0););
                (bound, quote!(#named.name()), quote!(#env.0.name()))
            }
            _ => {
                let name = &*function.name;
                (TokenStream::new(), quote!(#name), quote!(#name))
            }
        };
        let args = local("args");
        let mut min = usize::MAX;
        let mut max = Some(0);
        let mut cases = Vec::new();
        for arm in arms {
            let function = self.e.fn_name(arm.inst, None);
            let n = arm.params;
            min = min.min(n);
            max = if arm.has_rest {
                None
            } else {
                max.map(|m: usize| m.max(n))
            };
            let borrowed = &self.e.inst(arm.inst).borrowed;
            let names: Vec<Ident> = (0..n).map(|i| local(&format!("arg_{i}"))).collect();
            let env_arg = if borrowed.first() == Some(&true) {
                quote!(&#env)
            } else {
                quote!(__rt::clone(&#env))
            };
            let values = names.iter().enumerate().map(|(i, name)| {
                if borrowed.get(i + 1) == Some(&true) {
                    quote!(#name)
                } else {
                    quote!(__rt::clone(#name))
                }
            });
            let values: Vec<TokenStream> = values.collect();
            let (pattern, rest) = if arm.has_rest {
                let more = local("more");
                let list = quote!(__rt::rest_list(#more));
                let list = if borrowed.get(n + 1) == Some(&true) {
                    quote!(&#list)
                } else {
                    list
                };
                (quote!([#(#names,)* #more @ ..]), quote!(, #list))
            } else {
                (quote!([#(#names),*]), TokenStream::new())
            };
            let comma = if values.is_empty() {
                TokenStream::new()
            } else {
                quote!(,)
            };
            let call = quote!(#function(#env_arg #comma #(#values),* #rest));
            let call = if self.e.inst(arm.inst).result.is_never() {
                quote!(match #call { __rt::Ok(never) => match never {}, __rt::Err(error) => __rt::Err(error) })
            } else {
                call
            };
            cases.push(quote!(#pattern => #call,));
        }
        let arity = match max {
            Some(max) => quote!(__rt::Arity::between(#min, #max)),
            None => quote!(__rt::Arity::at_least(#min)),
        };
        quote!({
            let #env = #value;
            #named
            __rt::Func::new(#name, #arity, move |#args: &[__rt::Value]| match #args {
                #(#cases)*
                _ => __rt::Err(__rt::wrong_arity(#own_name, #args.len())),
            })
        })
    }
}
