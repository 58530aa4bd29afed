//! The tables of an expansion: one static array for each kind of thing that is made at its first use.

/// An array of lazy things of one type, each made of its text.
///
/// ```text
/// texts! { STR__: [LazyStr; 2] = "a" "b" }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! texts {
    ($name:ident: [$ty:ident; $count:literal] = $($text:literal)*) => {
        static $name: [$crate::codegen::$ty; $count] = [$($crate::codegen::$ty::new($text)),*];
    };
}

/// The value of a `Result`, or its error as it is. As `?`, but with nothing to infer and no call.
#[doc(hidden)]
#[macro_export]
macro_rules! ok {
    ($result:expr) => {
        match $result {
            $crate::codegen::Ok(value) => value,
            $crate::codegen::Err(error) => return $crate::codegen::Err(error),
        }
    };
}
