//! Records of the log, as a logger gets them.

use std::fmt::Write;
use std::sync::Mutex;

use log::kv::{Error, Key, Value as Field, VisitSource};
use log::{LevelFilter, Metadata, Record};
use rtfs_host::Log;
use rtfs_rt::Value;
use rtfs_rt::host::Registry;
use rtfs_rt::library::read::read_string;

use crate::support::{ask, call, said};

/// Keeps records as text.
struct Logger;

static RECORDS: Mutex<Vec<String>> = Mutex::new(Vec::new());

impl log::Log for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "plan"
    }

    fn log(&self, record: &Record<'_>) {
        let (file, line) = (record.file().unwrap_or(""), record.line().unwrap_or(0));
        let mut text = Text(format!(
            "{} {file}:{line} {}",
            record.level(),
            record.args()
        ));
        record.key_values().visit(&mut text).expect("fields");
        RECORDS.lock().expect("the records").push(text.0);
    }

    fn flush(&self) {}
}

struct Text(String);

impl<'kvs> VisitSource<'kvs> for Text {
    fn visit_pair(&mut self, key: Key<'kvs>, value: Field<'kvs>) -> Result<(), Error> {
        write!(self.0, " {key}={value}")?;
        Ok(())
    }
}

#[test]
fn a_logger_gets_what_a_program_logs() {
    log::set_logger(&Logger).expect("the only logger");
    log::set_max_level(LevelFilter::Debug);
    let host = Registry::new().with(Log::named("plan"));
    let other = Registry::new().with(Log::named("other"));
    let data = read_string(r#"{:n 1 :x 1.5 :ok true :who "a\nb" :all [1 "c\td"]}"#).expect("data");
    let result = call(&host, "log.info", &["read".into(), data]).expect("nil");
    assert_eq!(result, Value::Nil);
    for (host, level, text) in [
        (&host, "log.error", "one\nERROR another"),
        (&host, "log.trace", "nobody wants it"),
        (&other, "log.warn", "nobody wants it"),
        (&host, "log.warn", "\u{1b}[31mé\u{85}"),
        (&host, "log.debug", &"é".repeat(9000)),
    ] {
        ask(host, level, &[text]).expect("nil");
    }
    let expected = [
        r#"INFO plan.rtfs:1 read n=1 x=1.5 ok=true who=a\nb all=[1 "c\td"]"#.to_owned(),
        r"ERROR plan.rtfs:1 one\nERROR another".to_owned(),
        r"WARN plan.rtfs:1 \u{1b}[31mé\u{85}".to_owned(),
        format!("DEBUG plan.rtfs:1 {}…", "é".repeat(8192)),
    ];
    assert_eq!(*RECORDS.lock().expect("the records"), expected);
    assert_eq!(
        said(&host, "log.info", &["a", "b"]),
        "argument 2 of `log.info`: expected [:map-of :keyword :any], got :string \"b\""
    );
    assert_eq!(
        said(&host, "log.info", &[]),
        "`log.info` takes 1 argument, got 0"
    );
}
