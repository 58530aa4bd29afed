//! A host cut down to some capabilities.

use super::{Call, Host, Reply, Secrecy, canonical, covers, denied};
use crate::error::Result;

/// Another host, of which only some capabilities can be called; others are `:permission-denied`.
pub struct AllowList<H> {
    host: H,
    patterns: Vec<String>,
}

impl<H: Host> AllowList<H> {
    /// Allows what the patterns name: an id (`fs.read`), or all below a name (`fs.*`).
    pub fn new<'p>(host: H, patterns: impl IntoIterator<Item = &'p str>) -> AllowList<H> {
        let patterns = patterns.into_iter().map(|p| canonical(p).into_owned());
        AllowList {
            host,
            patterns: patterns.collect(),
        }
    }

    /// Whether the list names `id`.
    pub fn allows(&self, id: &str) -> bool {
        self.patterns.iter().any(|p| covers(p, id))
    }
}

impl<H: Host> Host for AllowList<H> {
    fn call(&self, call: Call<'_, '_>) -> Result<Reply> {
        if !self.allows(call.id) {
            return Err(denied(call.id, "it is not on the list of what is allowed"));
        }
        self.host.call(call)
    }

    fn offers(&self, id: &str) -> bool {
        self.allows(id) && self.host.offers(id)
    }

    fn secrecy(&self, id: &str) -> Secrecy {
        self.host.secrecy(id)
    }
}
