//! Calls of a host, as a compiled program makes them.

use rtfs_rt::host::{Hint, Host, Payload, Slot, perform};
use rtfs_rt::{Result, Site, Value};

static SITE: Site = Site {
    file: "plan.rtfs",
    line: 1,
    column: 1,
};

/// Calls with dynamic arguments.
pub(crate) fn call(host: &dyn Host, id: &str, args: &[Value]) -> Result<Value> {
    hinted(host, id, args, &[])
}

/// Calls with texts.
pub(crate) fn ask(host: &dyn Host, id: &str, args: &[&str]) -> Result<Value> {
    let args: Vec<Value> = args.iter().map(|arg| Value::from(*arg)).collect();
    call(host, id, &args)
}

/// The result of a call with texts as text, or the message of its error.
pub(crate) fn said(host: &dyn Host, id: &str, args: &[&str]) -> String {
    match ask(host, id, args) {
        Ok(Value::Str(text)) => text.to_string(),
        Ok(value) => value.to_string(),
        Err(error) => error.message().to_owned(),
    }
}

/// Calls with hints.
pub(crate) fn hinted(host: &dyn Host, id: &str, args: &[Value], hints: &[Hint]) -> Result<Value> {
    let mut slots: Vec<Slot<Value>> = args.iter().cloned().map(Slot::new).collect();
    let mut args: Vec<&mut dyn Payload> = slots.iter_mut().map(|s| s as &mut dyn Payload).collect();
    perform(host, id, &mut args, &SITE, hints).map(|reply| reply.into_value())
}
