//! Records of the log, by the `log` crate: whatever logger the Rust program has set up gets them.

use std::fmt::Write;

use ::log::kv::{Error, Key, Source, Value as Field, VisitSource};
use ::log::{Level, Record};
use rtfs_rt::host::{Call, Part, Registry, Reply};
use rtfs_rt::{Keyword, Map, Result, Str, Value};

/// The longest text of a record, in bytes; what is behind it is left out.
const LONGEST: usize = 16 << 10;

/// Records of the log, by the [`log`](https://docs.rs/log) crate.
///
/// | capability | gives |
/// | --- | --- |
/// | `log.error text data?`, `log.warn …`, `log.info …`, `log.debug …`, `log.trace …` | nil; the text is a record of this level, the entries of the map `data` are its fields, and its place is that of the call |
///
/// A record is one line: control characters of texts and fields are escaped, so that no program writes what
/// looks like a record of another. A text of more than 16 KiB is cut.
#[derive(Clone, Debug)]
pub struct Log {
    target: Str,
}

impl Log {
    /// Records under this target, by which a logger tells them from others: `plan`, say.
    pub fn named(target: &str) -> Log {
        Log {
            target: Str::from(target),
        }
    }

    fn record(&self, level: Level, mut call: Call<'_, '_>) -> Result<Reply> {
        if call.args.len() != 2 {
            call.takes(1)?;
        }
        let text = call.arg::<Str>(0)?;
        let data = match call.args.len() {
            2 => call.arg::<Map<Keyword, Value>>(1)?,
            _ => Map::new(),
        };
        let metadata = ::log::Metadata::builder()
            .level(level)
            .target(&self.target)
            .build();
        let logger = ::log::logger();
        if level <= ::log::max_level() && logger.enabled(&metadata) {
            let text = line(&text);
            let place = call.place;
            logger.log(
                &Record::builder()
                    .metadata(metadata)
                    .file_static(place.map(|place| place.file))
                    .line(place.map(|place| place.line))
                    .key_values(&Fields::of(&data))
                    .args(format_args!("{text}"))
                    .build(),
            );
        }
        Ok(Reply::value(Value::Nil))
    }
}

impl Part for Log {
    fn add_to(self, mut registry: Registry) -> Registry {
        for (id, level) in [
            ("log.error", Level::Error),
            ("log.warn", Level::Warn),
            ("log.info", Level::Info),
            ("log.debug", Level::Debug),
            ("log.trace", Level::Trace),
        ] {
            let log = self.clone();
            registry = registry.register_raw(id, move |call| log.record(level, call));
        }
        registry
    }
}

/// The entries of a map as the fields of a record; what is no scalar is a text.
struct Fields(Vec<(Keyword, Value)>);

impl Fields {
    fn of(data: &Map<Keyword, Value>) -> Fields {
        let field = |value: &Value| match value {
            Value::Bool(_) | Value::Int(_) | Value::Float(_) => value.clone(),
            Value::Str(text) => Value::from(line(text)),
            other => Value::from(line(&other.to_string())),
        };
        let fields = data.iter().map(|(key, value)| (*key, field(value)));
        Fields(fields.collect())
    }
}

impl Source for Fields {
    fn visit<'kvs>(&'kvs self, visitor: &mut dyn VisitSource<'kvs>) -> Result<(), Error> {
        for (key, value) in &self.0 {
            let field = match value {
                Value::Bool(it) => Field::from(*it),
                Value::Int(int) => Field::from(*int),
                Value::Float(float) => Field::from(*float),
                Value::Str(text) => Field::from(text.as_str()),
                other => Field::from_display(other),
            };
            visitor.visit_pair(Key::from_str(key.as_str()), field)?;
        }
        Ok(())
    }

    fn count(&self) -> usize {
        self.0.len()
    }
}

/// A text on one line, of bounded length.
fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(LONGEST));
    for c in text.chars() {
        if line.len() + c.len_utf8() > LONGEST {
            line.push('…');
            break;
        }
        match c.is_control() {
            // Writing into a string does not fail.
            true => drop(write!(line, "{}", c.escape_default())),
            false => line.push(c),
        }
    }
    line
}
