//! Calls of functions whose parameters are ints: what is the same for each call is here once.
//!
//! A function is given as its forms. Inside of a recursion that has gone wide there is no use in trying the
//! fast form again at each level, and only the wide one is given.

use super::{Word, back_to, finish_int, handed_up, mark, of, pass, settled, taken};
use crate::codegen::errors::{Called, traced};
use crate::codegen::forms::{self, Ended};
use crate::{Error, Int, Result, stack};

/// Runs wide code with enough stack.
fn run<R>(code: impl FnOnce() -> Result<R>) -> Result<R> {
    if stack::low() {
        stack::grow(code)
    } else {
        code()
    }
}

macro_rules! calls {
    ($($smalls:ident $any:ident $int:ident $any_again:ident $int_again:ident $any_whole:ident $int_whole:ident
        $any_after:ident $int_after:ident
        ($($arg:ident $small:ident $fast:ty, $wide:ty, $own:ty);+)),+ $(,)?) => {$(
        /// The ints as machine ints, if all of them fit, or as they are. Whoever asks has nothing to drop in the first case.
        ///
        /// # Errors
        /// The ints as they are.
        #[inline]
        pub fn $smalls($($arg: Int),+) -> core::result::Result<($($fast,)+), ($($own,)+)> {
            match ($($arg,)+) {
                ($(Int::Small($arg),)+) => Ok(($($arg,)+)),
                all => Err(all),
            }
        }

        /// A call from wide code of a function that gives an int: fast, if all arguments fit.
        ///
        /// # Errors
        /// Those of the function.
        #[cold]
        #[inline(never)]
        pub fn $int(
            $($arg: Word,)+
            fast: fn($($fast),+) -> Result<i64>,
            wide: fn($($wide),+) -> Result<Word>,
            called: Called,
            call: usize,
        ) -> Result<Word> {
            if let ($(Some($small),)+) = ($($arg.as_i64(),)+)
                && let Some(done) = settled(fast($($small),+))
            {
                return traced(done, called, call);
            }
            $int_again($($arg,)+ wide, called, call)
        }

        /// The same of a function that gives something else.
        ///
        /// # Errors
        /// Those of the function.
        #[cold]
        #[inline(never)]
        pub fn $any<R>(
            $($arg: Word,)+
            fast: fn($($fast),+) -> Result<R>,
            wide: fn($($wide),+) -> Result<R>,
            called: Called,
            call: usize,
        ) -> Result<R> {
            if let ($(Some($small),)+) = ($($arg.as_i64(),)+)
                && let Some(done) = forms::settled(fast($($small),+))
            {
                return traced(done, called, call);
            }
            $any_again($($arg,)+ wide, called, call)
        }

        /// A call from wide code of the wide form of a function that gives an int.
        ///
        /// # Errors
        /// Those of the function.
        #[cold]
        #[inline(never)]
        pub fn $int_again(
            $($arg: Word,)+
            wide: fn($($wide),+) -> Result<Word>,
            called: Called,
            call: usize,
        ) -> Result<Word> {
            let mark = mark();
            traced(pass(mark, run(|| wide($($arg),+))), called, call)
        }

        /// The same of a function that gives something else.
        ///
        /// # Errors
        /// Those of the function.
        #[cold]
        #[inline(never)]
        pub fn $any_again<R>(
            $($arg: Word,)+
            wide: fn($($wide),+) -> Result<R>,
            called: Called,
            call: usize,
        ) -> Result<R> {
            let mark = mark();
            let result = run(|| wide($($arg),+));
            back_to(mark);
            traced(result, called, call)
        }

        /// What a function comes to whose fast form failed on these ints, for code that knows no words.
        ///
        /// # Errors
        /// Those of the function.
        #[cold]
        #[inline(never)]
        pub fn $int_after(
            error: Error,
            $($arg: i64,)+
            wide: fn($($wide),+) -> Result<Word>,
        ) -> Result<Int> {
            match forms::wide_or_failed(error) {
                Some(done) => done,
                None => $int_whole($(Int::Small($arg),)+ wide),
            }
        }

        /// The same of a function that gives something else.
        ///
        /// # Errors
        /// Those of the function.
        #[cold]
        #[inline(never)]
        pub fn $any_after<R>(
            error: Error,
            $($arg: i64,)+
            wide: fn($($wide),+) -> Result<R>,
        ) -> Result<R> {
            match forms::failed(error) {
                Some(error) => Err(error),
                None => $any_whole($(Int::Small($arg),)+ wide),
            }
        }

        /// A call of the wide form from code that knows no words.
        ///
        /// # Errors
        /// Those of the function.
        #[cold]
        #[inline(never)]
        pub fn $int_whole($($arg: Int,)+ wide: fn($($wide),+) -> Result<Word>) -> Result<Int> {
            let mark = mark();
            $(let $arg = super::word($arg);)+
            finish_int(mark, run(|| wide($($arg),+)))
        }

        /// The same of a function that gives something else.
        ///
        /// # Errors
        /// Those of the function.
        #[cold]
        #[inline(never)]
        pub fn $any_whole<R>($($arg: Int,)+ wide: fn($($wide),+) -> Result<R>) -> Result<R> {
            let mark = mark();
            $(let $arg = super::word($arg);)+
            let result = run(|| wide($($arg),+));
            back_to(mark);
            result
        }
    )+};
}

calls! {
    smalls_1 any_1 int_1 any_again_1 int_again_1 any_whole_1 int_whole_1 any_after_1 int_after_1
        (a x i64, Word, Int),
    smalls_2 any_2 int_2 any_again_2 int_again_2 any_whole_2 int_whole_2 any_after_2 int_after_2
        (a x i64, Word, Int; b y i64, Word, Int),
    smalls_3 any_3 int_3 any_again_3 int_again_3 any_whole_3 int_whole_3 any_after_3 int_after_3
        (a x i64, Word, Int; b y i64, Word, Int; c z i64, Word, Int),
}

macro_rules! rests {
    ($($up:ident $taken:ident ($($arg:ident $wide:ty),*)),+ $(,)?) => {$(
        /// What a fast loop came to whose state is these ints, at the end of a fast form: its wide form goes on.
        #[cold]
        #[inline(never)]
        pub fn $up($($arg: i64,)* wide: fn($($wide),*) -> Result<Word>) -> Ended {
            let mark = mark();
            handed_up(mark, wide($(of($arg)),*))
        }

        /// The same where fast code follows.
        ///
        /// # Errors
        /// Those of the loop; the exit signal.
        #[cold]
        #[inline(never)]
        pub fn $taken($($arg: i64,)* wide: fn($($wide),*) -> Result<Word>) -> Result<i64> {
            let mark = mark();
            taken(mark, wide($(of($arg)),*))
        }
    )+};
}

rests! {
    up_1 taken_1 (a Word),
    up_2 taken_2 (a Word, b Word),
    up_3 taken_3 (a Word, b Word, c Word),
    up_4 taken_4 (a Word, b Word, c Word, d Word),
}
