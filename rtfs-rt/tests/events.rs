//! What an audited host tells those who listen to the events of `tracing`.

#![cfg(feature = "tracing")]

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use rtfs_rt::host::{Audit, Host, Payload, Registry, Secrecy, Slot, perform};
use rtfs_rt::{Site, Value};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static SITE: Site = Site {
    file: "plan.rtfs",
    line: 3,
    column: 1,
};

/// Keeps events as text.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Vec<String>>>);

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let metadata = event.metadata();
        let mut text = Text(format!("{} {}", metadata.level(), metadata.target()));
        event.record(&mut text);
        self.0.lock().expect("the events").push(text.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // How long a call takes is another time each time.
        match field.name() {
            "micros" | "digest" => write!(self.0, " {}", field.name()),
            name => write!(self.0, " {name}={value:?}"),
        }
        .expect("a text");
    }
}

fn call(host: &dyn Host, id: &str, arg: &str) {
    let mut arg = Slot::new(Value::from(arg));
    let mut args: [&mut dyn Payload; 1] = [&mut arg];
    // Both outcomes are events.
    let _ = perform(host, id, &mut args, &SITE, &[]);
}

#[test]
fn each_call_of_an_audited_host_is_an_event() {
    let registry = Registry::new()
        .register("door.open", |password: String| match password.as_str() {
            "sesame" => Ok(true),
            other => Err(format!("not {other}")),
        })
        .secret("door.open", Secrecy::NONE.argument(0));
    let host = Audit::new(registry);
    let listener = Listener::default();
    tracing::subscriber::with_default(listener.clone(), || {
        call(&host, "door.open", "sesame");
        call(&host, "door.open", "hunter2");
        call(&host, "door.shut", "hunter2");
    });
    let expected = [
        r#"INFO rtfs::host message=call capability="door.open" digest place=plan.rtfs:3:1 micros"#,
        r#"WARN rtfs::host message=call capability="door.open" digest place=plan.rtfs:3:1 micros error=":host-error""#,
        r#"WARN rtfs::host message=call capability="door.shut" digest place=plan.rtfs:3:1 micros error=":unknown-capability""#,
    ];
    assert_eq!(*listener.0.lock().expect("the events"), expected);
    assert_eq!(host.entries().len(), 3);
}
