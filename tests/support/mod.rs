//! What the tests of the language share: programs beside what they give.

/// Each program, compiled as an expression, gives what stands beside it, as `pr-str` shows it.
#[macro_export]
macro_rules! gives {
    ($($program:literal => $text:literal;)*) => {$(
        assert_eq!(
            match rtfs::rtfs! { $program } {
                Ok(value) => rtfs::Data::into_value(value).to_string(),
                Err(error) => panic!("{}\n{error}", $program),
            },
            $text,
            "{}",
            $program
        );
    )*};
}

/// Each program, compiled as an expression, fails with an error of the kind that stands beside it.
#[macro_export]
macro_rules! fails {
    ($($program:literal => $kind:ident;)*) => {$(
        match rtfs::rtfs! { $program } {
            Ok(value) => panic!("{} gives {}", $program, rtfs::Data::into_value(value)),
            Err(error) => assert_eq!(error.kind(), rtfs::ErrorKind::$kind, "{}\n{error}", $program),
        }
    )*};
}
