//! A host with a log of every call.
//!
//! With the feature `tracing` each entry is an event, too, of the target `rtfs::host`: at the level INFO for a call that gave a
//! result, WARN for one that failed.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{Call, Host, Reply, Secrecy};
use crate::error::{ErrorKind, Place, Result};
use crate::hash;

/// Another host, every call of which is logged. The log holds no argument and no result, only a digest of the
/// arguments that are not secret.
///
/// With the feature `tracing` each entry is an event of that crate as well, of the target `rtfs::host`, with the fields
/// `capability digest place micros` and, of a call that failed, `error` with the kind; the level is INFO, or WARN for those.
pub struct Audit<H> {
    host: H,
    log: Mutex<Vec<Entry>>,
}

/// One call of the log.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The capability.
    pub id: String,
    /// A hash of the arguments: equal arguments have equal digests, on every run and machine. Secret ones do
    /// not count: who knows the hash could find out a short secret by trying.
    pub digest: u64,
    /// Where the call stands in the program.
    pub place: Option<Place>,
    /// How long it took.
    pub duration: Duration,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It gave a result.
    Done,
    /// It failed.
    Failed(ErrorKind),
}

impl<H: Host> Audit<H> {
    /// Logs the calls of `host`.
    pub fn new(host: H) -> Audit<H> {
        Audit {
            host,
            log: Mutex::default(),
        }
    }

    /// The calls so far, in the order in which they ended.
    pub fn entries(&self) -> Vec<Entry> {
        self.lock().clone()
    }

    /// The calls since they were last taken out of the log: so a program that runs for long has a short one.
    pub fn take_entries(&self) -> Vec<Entry> {
        core::mem::take(&mut self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(feature = "tracing")]
impl Entry {
    /// Tells whoever listens.
    fn tell(&self) {
        let Entry { id, digest, .. } = self;
        let place = self.place.map(tracing::field::display);
        let micros = u64::try_from(self.duration.as_micros()).unwrap_or(u64::MAX);
        match self.outcome {
            Outcome::Done => {
                tracing::info!(target: "rtfs::host", capability = id, digest, place, micros, "call");
            }
            Outcome::Failed(kind) => {
                let error = kind.as_str();
                tracing::warn!(target: "rtfs::host", capability = id, digest, place, micros, error, "call");
            }
        }
    }
}

impl<H: Host> Host for Audit<H> {
    fn call(&self, call: Call<'_, '_>) -> Result<Reply> {
        let (id, place) = (call.id.to_owned(), call.place);
        let args = self.host.secrecy(call.id).masked(call.values());
        let digest = hash::of(&crate::vector::Vector::from_vec(args));
        let start = Instant::now();
        let result = self.host.call(call);
        let entry = Entry {
            id,
            digest,
            place,
            duration: start.elapsed(),
            outcome: match &result {
                Ok(_) => Outcome::Done,
                Err(error) => Outcome::Failed(error.kind()),
            },
        };
        #[cfg(feature = "tracing")]
        entry.tell();
        self.lock().push(entry);
        result
    }

    fn offers(&self, id: &str) -> bool {
        self.host.offers(id)
    }

    fn secrecy(&self, id: &str) -> Secrecy {
        self.host.secrecy(id)
    }
}
