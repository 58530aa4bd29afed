//! A run's calls with their outcomes, and the run again without the host.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::secrecy::mask;
use super::{Call, Host, Reply, Secrecy, reads_same};
use crate::error::{Error, ErrorKind, Result};
use crate::value::Value;

/// Another host, every call of which is recorded with its outcome. Records are values: they can be
/// stored, sent and read back. What is secret is not in them: `:secret` stands in its place.
pub struct Journal<H> {
    host: H,
    records: Mutex<Vec<Record>>,
}

/// One recorded call.
#[derive(Clone, Debug)]
pub struct Record {
    /// The capability.
    pub id: String,
    /// The arguments.
    pub args: Vec<Value>,
    /// The result, or the error without its place.
    pub outcome: Result<Value>,
    /// What of it is secret, and therefore not here.
    pub secrecy: Secrecy,
}

impl<H: Host> Journal<H> {
    /// Records the calls of `host`.
    pub fn new(host: H) -> Journal<H> {
        Journal {
            host,
            records: Mutex::default(),
        }
    }

    /// What was recorded, in the order in which calls ended.
    pub fn into_records(self) -> Vec<Record> {
        self.records
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl<H: Host> Host for Journal<H> {
    fn call(&self, call: Call<'_, '_>) -> Result<Reply> {
        let id = call.id.to_owned();
        let secrecy = self.host.secrecy(&id);
        let args = secrecy.masked(call.values());
        let result = self.host.call(call);
        let outcome = match &result {
            Ok(_) if secrecy.hides_result() => Ok(mask()),
            Ok(reply) => Ok(reply.to_value()),
            Err(error) => Err(error.clone()),
        };
        lock(&self.records).push(Record {
            id,
            args,
            outcome,
            secrecy,
        });
        result
    }

    fn offers(&self, id: &str) -> bool {
        self.host.offers(id)
    }

    fn secrecy(&self, id: &str) -> Secrecy {
        self.host.secrecy(id)
    }
}

/// A recorded run in place of a host: each call takes the first record of its capability and arguments
/// that no call before it took. A call that was not recorded is a `:host-error`, so a program that
/// does something else than it did is noticed.
///
/// Secret arguments were not recorded, and any will do. Secret results were not, either: a call that gave one
/// is made of the host that [`Replay::with_secrets`] names, and fails if there is none.
pub struct Replay {
    records: Mutex<Vec<Record>>,
    secrets: Option<Box<dyn Host + Send>>,
}

impl Replay {
    /// Replays these records.
    pub fn new(records: Vec<Record>) -> Replay {
        Replay {
            records: Mutex::new(records),
            secrets: None,
        }
    }

    /// The same, with a host for the calls whose results are secret; it gets no others.
    #[must_use]
    pub fn with_secrets(self, host: impl Host + Send + 'static) -> Replay {
        Replay {
            secrets: Some(Box::new(host)),
            ..self
        }
    }

    /// The records that no call has taken.
    pub fn left(&self) -> Vec<Record> {
        lock(&self.records).clone()
    }
}

impl Replay {
    /// Takes the first record that fits the call.
    fn take(&self, call: &Call<'_, '_>) -> Option<Record> {
        let args = call.values();
        let mut records = lock(&self.records);
        let first = |same: fn(&[Value], &[Value]) -> bool| {
            records.iter().position(|record| {
                record.id == call.id && same(&record.args, &record.secrecy.masked(args.clone()))
            })
        };
        let found = first(|a, b| a == b).or_else(|| first(reads_same));
        found.map(|index| records.remove(index))
    }

    /// The error of a call that was not recorded. What is secret of its capability is known from other records
    /// of it; without one, nothing is shown.
    #[cold]
    fn unrecorded(&self, call: &Call<'_, '_>) -> Error {
        let records = lock(&self.records);
        let id = call.id;
        let message = match records.iter().find(|record| record.id == id) {
            Some(record) => {
                let args = Value::from(record.secrecy.masked(call.values()));
                format!("the recorded run has no further call of `{id}` with {args}")
            }
            None => format!("the recorded run has no further call of `{id}`"),
        };
        Error::new(ErrorKind::HostError, message)
    }
}

impl Host for Replay {
    fn call(&self, call: Call<'_, '_>) -> Result<Reply> {
        let Some(record) = self.take(&call) else {
            return Err(self.unrecorded(&call));
        };
        match (record.outcome, &self.secrets) {
            (Ok(_), Some(host)) if record.secrecy.hides_result() => host.call(call),
            (Ok(_), None) if record.secrecy.hides_result() => {
                let message = format!(
                    "the result of `{}` is secret, and was not recorded",
                    call.id
                );
                Err(Error::new(ErrorKind::HostError, message))
            }
            (outcome, _) => outcome.map(Reply::value),
        }
    }

    fn offers(&self, id: &str) -> bool {
        lock(&self.records).iter().any(|record| record.id == id)
    }

    fn secrecy(&self, id: &str) -> Secrecy {
        let records = lock(&self.records);
        let found = records.iter().find(|record| record.id == id);
        found.map_or(Secrecy::NONE, |record| record.secrecy)
    }
}

fn lock(records: &Mutex<Vec<Record>>) -> MutexGuard<'_, Vec<Record>> {
    records.lock().unwrap_or_else(PoisonError::into_inner)
}
