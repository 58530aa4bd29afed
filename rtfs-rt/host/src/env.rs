//! Variables of the environment.

use std::collections::BTreeMap;

use rtfs_rt::Value;
use rtfs_rt::host::{Part, Registry, denied};

/// Some variables of the environment, as they are when the host is made.
///
/// | capability | gives |
/// | --- | --- |
/// | `env.get name` | the value as a string, nil if there is none; `:permission-denied` for a variable that was not named |
#[derive(Clone, Debug)]
pub struct Environment {
    variables: BTreeMap<String, Option<String>>,
}

impl Environment {
    /// The variables of these names, and no others. One that is not Unicode counts as missing.
    pub fn only<'n>(names: impl IntoIterator<Item = &'n str>) -> Environment {
        let read = |name: &str| (name.to_owned(), std::env::var(name).ok());
        Environment {
            variables: names.into_iter().map(read).collect(),
        }
    }
}

impl Part for Environment {
    fn add_to(self, registry: Registry) -> Registry {
        registry.register("env.get", move |name: String| {
            match self.variables.get(&name) {
                Some(value) => Ok(value.as_deref().map_or(Value::Nil, Value::from)),
                None => Err(denied("env.get", &format!("`{name}` was not named"))),
            }
        })
    }
}
