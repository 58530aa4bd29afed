//! What crosses the boundary: arguments and results of any type of the program, unconverted.

use core::any::Any;
use core::fmt;
use core::fmt::Display;

use crate::convert::{FromRtfs, ToValue, host_error};
use crate::data::Data;
use crate::error::Result;
use crate::value::Value;

/// A value whose type the other side of the boundary may or may not know.
pub trait Payload: Send {
    /// An `Option<T>` of the value's own type: `None` once it was taken.
    fn slot(&mut self) -> &mut dyn Any;

    /// The dynamic value, which shares with this what it can; nil once it was taken.
    fn value(&self) -> Value;

    /// The dynamic value, taken.
    fn take_value(&mut self) -> Value;
}

/// The one [`Payload`]: a value of the program until somebody takes it.
pub struct Slot<T>(Option<T>);

impl<T: Data> Slot<T> {
    /// A value to be taken.
    pub fn new(value: T) -> Slot<T> {
        Slot(Some(value))
    }
}

impl<T: Data> Payload for Slot<T> {
    fn slot(&mut self) -> &mut dyn Any {
        &mut self.0
    }

    fn value(&self) -> Value {
        self.0.clone().map_or(Value::Nil, T::into_value)
    }

    fn take_value(&mut self) -> Value {
        self.0.take().map_or(Value::Nil, T::into_value)
    }
}

/// The value as a `T`.
pub(super) fn take<T: FromRtfs + 'static>(payload: &mut dyn Payload) -> Result<T> {
    if let Some(slot) = payload.slot().downcast_mut::<Option<T>>()
        && let Some(value) = slot.take()
    {
        return Ok(value);
    }
    T::from_rtfs(payload.take_value())
}

/// The result of a call: a dynamic value, or a collection in its own type.
pub struct Reply(Repr);

enum Repr {
    Value(Value),
    Typed(Box<dyn Payload>),
}

impl Reply {
    /// A dynamic value.
    pub fn value(value: Value) -> Reply {
        Reply(Repr::Value(value))
    }

    /// A value in its own type: a call that wants this type gets it without conversion.
    pub fn typed<T: Data>(value: T) -> Reply {
        Reply(Repr::Typed(Box::new(Slot::new(value))))
    }

    /// The result as the type that the program wants.
    ///
    /// # Errors
    /// `:type-error` or `:overflow`, as [`Data::from_value`].
    pub fn get<T: Data>(self) -> Result<T> {
        match self.0 {
            Repr::Value(value) => T::from_value(value),
            Repr::Typed(mut payload) => {
                if let Some(slot) = payload.slot().downcast_mut::<Option<T>>()
                    && let Some(value) = slot.take()
                {
                    return Ok(value);
                }
                T::from_value(payload.take_value())
            }
        }
    }

    /// The result as a dynamic value.
    pub fn into_value(self) -> Value {
        match self.0 {
            Repr::Value(value) => value,
            Repr::Typed(mut payload) => payload.take_value(),
        }
    }

    /// The result as a dynamic value that shares with it what it can.
    pub fn to_value(&self) -> Value {
        match &self.0 {
            Repr::Value(value) => value.clone(),
            Repr::Typed(payload) => payload.value(),
        }
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_value(), f)
    }
}

/// What a handler may return: a value that RTFS can read, a [`Reply`], or a `Result` of either.
pub trait IntoReply {
    /// The result.
    ///
    /// # Errors
    /// The handler's own error, as [`host_error`] makes it.
    fn into_reply(self) -> Result<Reply>;
}

impl<T: ToValue> IntoReply for T {
    fn into_reply(self) -> Result<Reply> {
        Ok(ToValue::into_reply(self))
    }
}

impl IntoReply for Reply {
    fn into_reply(self) -> Result<Reply> {
        Ok(self)
    }
}

impl<T: IntoReply, E: Display + 'static> IntoReply for Result<T, E> {
    fn into_reply(self) -> Result<Reply> {
        match self {
            Ok(value) => value.into_reply(),
            Err(error) => Err(host_error(error)),
        }
    }
}
