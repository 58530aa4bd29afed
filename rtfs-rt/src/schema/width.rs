//! The Rust integer types that an int may be declared to fit.

use crate::int::Int;

/// A Rust integer type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Width {
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `usize`
    Usize,
}

impl Width {
    /// The Rust name, which is the RTFS name without the colon.
    pub fn name(self) -> &'static str {
        match self {
            Width::I8 => "i8",
            Width::I16 => "i16",
            Width::I32 => "i32",
            Width::I64 => "i64",
            Width::U8 => "u8",
            Width::U16 => "u16",
            Width::U32 => "u32",
            Width::U64 => "u64",
            Width::Usize => "usize",
        }
    }

    /// The width with this Rust name.
    pub fn of_name(name: &str) -> Option<Width> {
        use Width::*;
        [I8, I16, I32, I64, U8, U16, U32, U64, Usize]
            .into_iter()
            .find(|w| w.name() == name)
    }

    /// Whether the type holds an int.
    pub fn holds(self, int: &Int) -> bool {
        let int = int.clone();
        match self {
            Width::I8 => i8::try_from(int).is_ok(),
            Width::I16 => i16::try_from(int).is_ok(),
            Width::I32 => i32::try_from(int).is_ok(),
            Width::I64 => i64::try_from(int).is_ok(),
            Width::U8 => u8::try_from(int).is_ok(),
            Width::U16 => u16::try_from(int).is_ok(),
            Width::U32 => u32::try_from(int).is_ok(),
            Width::U64 => u64::try_from(int).is_ok(),
            Width::Usize => usize::try_from(int).is_ok(),
        }
    }
}
