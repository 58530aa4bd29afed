//! A run's calls with their outcomes, and the run again without the host.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Call, Host, Reply};
use crate::error::{Error, ErrorKind, Result};
use crate::value::Value;

/// Another host, every call of which is recorded with its outcome. Records are values: they can be
/// stored, sent and read back.
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
        let (id, args) = (call.id.to_owned(), call.values());
        let result = self.host.call(call);
        let outcome = match &result {
            Ok(reply) => Ok(reply.to_value()),
            Err(error) => Err(error.clone()),
        };
        lock(&self.records).push(Record { id, args, outcome });
        result
    }

    fn offers(&self, id: &str) -> bool {
        self.host.offers(id)
    }
}

/// A recorded run in place of a host: each call takes the first record of its capability and arguments
/// that no call before it took. A call that was not recorded is a `:host-error`, so a program that
/// does something else than it did is noticed.
pub struct Replay {
    records: Mutex<Vec<Record>>,
}

impl Replay {
    /// Replays these records.
    pub fn new(records: Vec<Record>) -> Replay {
        Replay {
            records: Mutex::new(records),
        }
    }

    /// The records that no call has taken.
    pub fn left(&self) -> Vec<Record> {
        lock(&self.records).clone()
    }
}

impl Host for Replay {
    fn call(&self, call: Call<'_, '_>) -> Result<Reply> {
        let args = call.values();
        let mut records = lock(&self.records);
        let found = records
            .iter()
            .position(|record| record.id == call.id && record.args == args);
        match found {
            Some(index) => records.remove(index).outcome.map(Reply::value),
            None => {
                let message = format!(
                    "the recorded run has no call of `{}` with {}",
                    call.id,
                    Value::from(args)
                );
                Err(Error::new(ErrorKind::HostError, message))
            }
        }
    }

    fn offers(&self, id: &str) -> bool {
        lock(&self.records).iter().any(|record| record.id == id)
    }
}

fn lock(records: &Mutex<Vec<Record>>) -> MutexGuard<'_, Vec<Record>> {
    records.lock().unwrap_or_else(PoisonError::into_inner)
}
