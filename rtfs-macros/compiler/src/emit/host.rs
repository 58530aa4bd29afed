//! Calls of the host: the parameter that every function on the way to one has, and the call itself.
//!
//! ```text
//! pub fn load(host: &impl Host, path: impl Into<Str>) -> Result<Value>      the entry
//! fn load__0(host: &dyn Host, path: &Str) -> Result<Value>                  the instance
//! ```

use super::body::Body;
use super::*;
use crate::ast::Lit;
use crate::hir::{Hir, Pipe};

impl Emitter<'_> {
    /// The parameter of an instance that calls the host; of others nothing. With its comma.
    pub(super) fn host_param(&self, id: InstId) -> TokenStream {
        let host = local("host");
        match self.inst(id).calls_host {
            true => quote!(#host: &dyn __rt::host::Host,),
            false => TokenStream::new(),
        }
    }

    /// The argument for it.
    pub(super) fn host_arg(&self, id: InstId) -> TokenStream {
        let host = local("host");
        match self.inst(id).calls_host {
            true => quote!(#host,),
            false => TokenStream::new(),
        }
    }

    /// Whether something below a node calls the host, or may.
    pub(super) fn reaches_host(&self, h: &Hir) -> bool {
        let mut reaches = false;
        h.walk(&mut |part| {
            reaches |= match &part.kind {
                HirKind::HostCall { .. } => true,
                HirKind::Call { inst, .. } => self.inst(*inst).calls_host,
                _ => false,
            };
        });
        reaches
    }

    /// Whether what a walk does with one element of its source, which stands at a position of its clauses, calls it.
    pub(super) fn element_reaches_host(&self, pipe: &Pipe, at: usize) -> bool {
        let mut reaches = false;
        let mut look = |h: &Hir| reaches |= self.reaches_host(h);
        for clause in &pipe.clauses[at + 1..] {
            clause.parts(&mut look);
        }
        pipe.sink.parts(&mut look);
        reaches
    }

    /// What a block calls, for whoever decides whether it may.
    pub(super) fn manifest(&self) -> TokenStream {
        let program = self.program;
        if program.capabilities.is_empty()
            && !program.has_computed_capability
            && program.grants.is_none()
        {
            return TokenStream::new();
        }
        let ids = &program.capabilities;
        let computed = program.has_computed_capability;
        quote! {
            pub mod manifest {
                /// The capabilities that the program calls by constant ids, in order.
                pub const CAPABILITIES: &[&str] = &[#(#ids),*];
                /// Whether the program also calls capabilities by ids that it computes.
                pub const HAS_COMPUTED_CAPABILITIES: bool = #computed;
            }
        }
    }
}

impl Body<'_, '_> {
    /// A call of the host, its result as the type of the node.
    pub(super) fn host_call(
        &mut self,
        id: Option<&str>,
        args: &[Hir],
        hints: &[(String, Lit)],
        h: &Hir,
    ) -> TokenStream {
        let host = local("host");
        let site = self.e.site(h.span);
        let hints = hints.iter().map(|(key, value)| {
            let value = match value {
                Lit::Bool(b) => quote!(Bool(#b)),
                Lit::Int(i) => {
                    let i = Literal::i64_suffixed(i.as_i64().unwrap_or_default());
                    quote!(Int(#i))
                }
                Lit::Float(x) => {
                    let bits = Literal::u64_suffixed(x.to_bits());
                    quote!(Float(__rt::float_of_bits(#bits)))
                }
                Lit::Str(s) => quote!(Str(#s)),
                Lit::Keyword(k) => quote!(Keyword(#k)),
                Lit::Nil | Lit::Symbol(_) | Lit::Inst(..) | Lit::Uuid(_) | Lit::Regex(..) => {
                    quote!(Bool(true))
                }
            };
            quote!((#key, __rt::host::HintValue::#value))
        });
        let hints: Vec<TokenStream> = hints.collect();
        let mut values: Vec<TokenStream> = args.iter().map(|h| self.kept_value(h)).collect();
        let (bound, id) = match id {
            Some(id) => (TokenStream::new(), quote!(#id)),
            None => {
                let name = self.fresh("id");
                let computed = values.remove(0);
                let computed = self.or_fail(quote!(__rt::host::id_of(&#computed)), h.span);
                let check = match &self.e.program.grants {
                    Some(grants) => {
                        let checked = quote!(__rt::host::granted(&#name, &[#(#grants),*]));
                        let checked = self.or_fail(checked, h.span);
                        quote!(#checked;)
                    }
                    None => TokenStream::new(),
                };
                (quote!(let #name = #computed; #check), quote!(&#name))
            }
        };
        let call = quote!(__rt::host::perform(
            #host, #id, &mut [#(&mut __rt::host::Slot::new(#values)),*], #site, &[#(#hints),*]
        ));
        let reply = self.or_fail(call, h.span);
        quote!({ #bound #reply.into_value() })
    }
}
