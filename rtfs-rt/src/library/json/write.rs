//! Values to JSON text.
//!
//! How JSON is laid out is a formatter's of `serde_json`; which JSON a value is, is said here. Entries of maps
//! and elements of sets come in their own order, which is the same on every run.

use std::collections::HashSet;

use ::serde_json::ser::Formatter;

use crate::{Error, ErrorKind, Kind, Map, Result, Str, Value, stack};

/// The text of a value, written for the function `name`.
pub(super) fn write<F: Formatter>(name: &'static str, value: &Value, formatter: F) -> Result<Str> {
    let mut writer = Writer {
        name,
        formatter,
        out: Vec::new(),
    };
    writer.value(value)?;
    // What formatters write is UTF-8.
    Ok(Str::from(String::from_utf8_lossy(&writer.out)))
}

struct Writer<F> {
    name: &'static str,
    formatter: F,
    out: Vec<u8>,
}

impl<F: Formatter> Writer<F> {
    fn value(&mut self, value: &Value) -> Result<()> {
        if stack::low() {
            return stack::always(|| self.value_here(value));
        }
        self.value_here(value)
    }

    fn value_here(&mut self, value: &Value) -> Result<()> {
        match value {
            Value::Nil => written(self.formatter.write_null(&mut self.out)),
            Value::Bool(value) => written(self.formatter.write_bool(&mut self.out, *value)),
            Value::Int(value) => written(self.formatter.write_i64(&mut self.out, *value)),
            Value::Big(value) => {
                self.out.extend_from_slice(value.to_string().as_bytes());
                Ok(())
            }
            Value::Float(value) if value.is_finite() => {
                written(self.formatter.write_f64(&mut self.out, *value))
            }
            Value::Str(text) => self.text(text),
            Value::Keyword(keyword) => self.text(keyword.as_str()),
            Value::Symbol(symbol) => self.text(symbol.as_str()),
            Value::Vector(items) => self.array(items.iter()),
            Value::List(items) => self.array(items.iter()),
            Value::Set(items) => self.array(items.iter()),
            Value::Map(map) => self.object(map),
            #[cfg(feature = "inst")]
            Value::Inst(inst) => self.text(&inst.to_string()),
            #[cfg(feature = "uuid")]
            Value::Uuid(uuid) => self.text(&uuid.to_string()),
            other => Err(self.no_form(other, "")),
        }
    }

    fn array<'a>(&mut self, items: impl Iterator<Item = &'a Value>) -> Result<()> {
        written(self.formatter.begin_array(&mut self.out))?;
        for (index, item) in items.enumerate() {
            written(self.formatter.begin_array_value(&mut self.out, index == 0))?;
            if let Err(error) = self.value(item) {
                return Err(error.within(Value::Int(i64::try_from(index).unwrap_or(i64::MAX))));
            }
            written(self.formatter.end_array_value(&mut self.out))?;
        }
        written(self.formatter.end_array(&mut self.out))
    }

    fn object(&mut self, map: &Map<Value, Value>) -> Result<()> {
        let mut names = Names::of(map);
        written(self.formatter.begin_object(&mut self.out))?;
        for (index, (key, value)) in map.iter().enumerate() {
            written(self.formatter.begin_object_key(&mut self.out, index == 0))?;
            self.key(key, &mut names)?;
            written(self.formatter.end_object_key(&mut self.out))?;
            written(self.formatter.begin_object_value(&mut self.out))?;
            if let Err(error) = self.value(value) {
                return Err(error.within(key.clone()));
            }
            written(self.formatter.end_object_value(&mut self.out))?;
        }
        written(self.formatter.end_object(&mut self.out))
    }

    fn key(&mut self, key: &Value, names: &mut Names) -> Result<()> {
        let made;
        let name = match key {
            Value::Str(text) => text.as_str(),
            Value::Keyword(keyword) => keyword.as_str(),
            Value::Symbol(symbol) => symbol.as_str(),
            Value::Int(_) | Value::Big(_) => {
                made = key.to_string();
                &made
            }
            #[cfg(feature = "inst")]
            Value::Inst(inst) => {
                made = inst.to_string();
                &made
            }
            #[cfg(feature = "uuid")]
            Value::Uuid(uuid) => {
                made = uuid.to_string();
                &made
            }
            other => return Err(self.no_form(other, " as a key")),
        };
        if !names.is_new(name) {
            let message = format!("`{}`: two keys of a map are \"{name}\" in JSON", self.name);
            return Err(Error::new(ErrorKind::TypeError, message));
        }
        self.text(name)
    }

    fn text(&mut self, text: &str) -> Result<()> {
        match ::serde_json::to_writer(&mut self.out, text) {
            Ok(()) => Ok(()),
            Err(error) => Err(Error::new(ErrorKind::HostError, error.to_string())),
        }
    }

    #[cold]
    fn no_form(&self, value: &Value, place: &str) -> Error {
        let got = crate::error::describe(value);
        let message = format!("`{}`: JSON has no form for {got}{place}", self.name);
        Error::new(ErrorKind::TypeError, message)
    }
}

/// Writing to memory does not fail.
fn written(result: std::io::Result<()>) -> Result<()> {
    result.map_err(|error| Error::new(ErrorKind::HostError, error.to_string()))
}

/// The names that the keys of a map have in JSON, where two keys could have one: where keys are of several
/// kinds.
struct Names(Option<HashSet<String>>);

impl Names {
    fn of(map: &Map<Value, Value>) -> Names {
        let mut kinds = map.keys().map(Value::kind);
        let first = kinds.next().unwrap_or(Kind::Nil);
        Names((!kinds.all(|kind| kind == first)).then(HashSet::new))
    }

    fn is_new(&mut self, name: &str) -> bool {
        match &mut self.0 {
            Some(seen) => seen.insert(name.to_owned()),
            None => true,
        }
    }
}
