//! The parallel forms against what runs in order, for several numbers of threads.

use core::ops::Range;
use core::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::{Constant, Error, ErrorKind, Result, stack};

/// Runs `f` on pools of 1, 2, 3 and 8 threads, and outside of any.
#[cfg(feature = "parallel")]
fn everywhere(f: impl Fn() + Sync) {
    use std::sync::LazyLock;
    static POOLS: LazyLock<Vec<rayon::ThreadPool>> = LazyLock::new(|| {
        [1, 2, 3, 8]
            .map(|threads| {
                rayon::ThreadPoolBuilder::new()
                    .num_threads(threads)
                    .build()
                    .unwrap()
            })
            .into()
    });
    f();
    for pool in POOLS.iter() {
        pool.install(&f);
    }
}

#[cfg(not(feature = "parallel"))]
fn everywhere(f: impl Fn() + Sync) {
    f();
}

fn thrown(number: usize) -> Error {
    Error::new(ErrorKind::Thrown, number.to_string())
}

fn message<T>(result: Result<T>) -> String {
    match result {
        Ok(_) => "no error".to_owned(),
        Err(error) => error.message().to_owned(),
    }
}

/// Takes about so many microseconds.
fn work(microseconds: u64) {
    let begun = std::time::Instant::now();
    while begun.elapsed() < Duration::from_micros(microseconds) {
        core::hint::spin_loop();
    }
}

#[test]
fn branches_keep_their_types_and_places() {
    everywhere(|| {
        let two = branches((|| -> Result<i64> { Ok(1) }, || -> Result<&str> { Ok("b") }));
        assert_eq!(two.unwrap(), (1, "b"));
        let n = |n: u8| move || -> Result<u8> { Ok(n) };
        let all = branches((
            n(0),
            n(1),
            n(2),
            n(3),
            n(4),
            n(5),
            n(6),
            n(7),
            n(8),
            n(9),
            n(10),
            n(11),
            n(12),
            n(13),
            n(14),
            n(15),
        ));
        let (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) = all.unwrap();
        assert_eq!(
            [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p],
            core::array::from_fn(|index| index as u8)
        );
    });
}

#[test]
fn the_first_branch_that_fails_is_reported() {
    everywhere(|| {
        let fail = |number: usize, after: u64| {
            move || -> Result<()> {
                work(after);
                Err(thrown(number))
            }
        };
        let fine = || -> Result<()> { Ok(()) };
        assert_eq!(message(branches((fine, fail(1, 300), fail(2, 0)))), "1");
        assert_eq!(message(branches((fail(0, 300), fail(1, 0)))), "0");
        let signal = || -> Result<()> { Err(Error::exit()) };
        assert!(branches((signal, fail(1, 0))).unwrap_err().is_exit());
        assert!(!branches((fail(0, 50), signal)).unwrap_err().is_exit());
    });
}

#[test]
fn only_what_comes_after_a_failure_is_skipped() {
    everywhere(|| {
        let count = AtomicUsize::new(0);
        let fine = || -> Result<()> {
            count.fetch_add(1, Ordering::Relaxed);
            Ok(())
        };
        let fail = || -> Result<()> { Err(thrown(2)) };
        let result = branches((fine, fine, fail, fine, fine));
        assert_eq!(message(result), "2");
        assert!(count.load(Ordering::Relaxed) >= 2);
    });
}

#[test]
fn one_thread_runs_no_branch_after_a_failure() {
    let count = AtomicUsize::new(0);
    let run = || {
        let fine = || -> Result<()> {
            count.fetch_add(1, Ordering::Relaxed);
            Ok(())
        };
        let fail = || -> Result<()> { Err(thrown(1)) };
        message(branches((fine, fail, fine, fine)))
    };
    #[cfg(feature = "parallel")]
    let failed = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap()
        .install(run);
    #[cfg(not(feature = "parallel"))]
    let failed = run();
    assert_eq!((failed.as_str(), count.load(Ordering::Relaxed)), ("1", 1));
}

#[test]
fn a_panic_goes_on_and_poisons_nothing() {
    everywhere(|| {
        let fall = || -> Result<i64> { panic!("a fall") };
        let fine = || -> Result<i64> { Ok(1) };
        let caught = std::panic::catch_unwind(|| branches((fine, fall)));
        assert!(caught.is_err());
        assert_eq!(branches((fine, fine)).unwrap(), (1, 1));
        let caught = std::panic::catch_unwind(|| {
            for_chunks(100, 50_000, Some(1), |range, _: &mut Vec<u8>| {
                assert!(!range.contains(&50), "a fall");
                Ok(())
            })
        });
        assert!(caught.is_err());
    });
}

#[test]
fn branches_recurse_deep() {
    fn depth(n: u64) -> Result<u64> {
        if stack::low() {
            return stack::grow(|| depth(n));
        }
        Ok(if n == 0 { 0 } else { 1 + depth(n - 1)? })
    }
    everywhere(|| {
        let deep = || depth(300_000);
        assert_eq!(
            branches((deep, deep, deep)).unwrap(),
            (300_000, 300_000, 300_000)
        );
        let all = for_chunks(4, 0, Some(1), |range, out| {
            for _ in range {
                out.push(depth(100_000)?);
            }
            Ok(())
        });
        assert_eq!(all.unwrap(), [100_000; 4]);
    });
}

#[test]
fn branches_nest() {
    fn fib(n: u64) -> Result<u64> {
        if n < 2 {
            return Ok(n);
        }
        let (a, b) = branches((|| fib(n - 1), || fib(n - 2)))?;
        Ok(a + b)
    }
    everywhere(|| assert_eq!(fib(15).unwrap(), 610));
}

#[test]
fn nested_branches_may_be_as_deep_as_the_stack_grows() {
    fn nest(n: u64) -> Result<u64> {
        if n == 0 {
            return Ok(0);
        }
        let (a, b) = branches((|| nest(n - 1), || -> Result<u64> { Ok(1) }))?;
        Ok(a + b)
    }
    everywhere(|| assert_eq!(nest(20_000).unwrap(), 20_000));
}

#[test]
fn a_constant_that_needs_itself_through_a_branch_is_an_error() {
    static CIRCLE: Constant<i64> = Constant::new(|| {
        let need = || CIRCLE.get().copied();
        let fine = || -> Result<i64> {
            work(200);
            Ok(1)
        };
        branches((fine, need)).map(|(a, b)| a + b)
    });
    everywhere(|| assert_eq!(CIRCLE.get().unwrap_err().kind(), ErrorKind::Undefined));
}

#[test]
fn many_branches_may_need_a_constant_that_is_parallel_itself() {
    static SUM: Constant<usize> = Constant::new(|| {
        let sum = fold_exact(
            100,
            0,
            Some(1),
            None,
            |range, sum| {
                work(20);
                Ok(Some(sum.unwrap_or(0) + range.sum::<usize>()))
            },
            |a, b| Ok(a + b),
        )?;
        Ok(sum.unwrap_or(0))
    });
    everywhere(|| {
        let all = for_chunks(64, 0, Some(1), |range, out| {
            for _ in range {
                out.push(*SUM.get()?);
            }
            Ok(())
        });
        assert_eq!(all.unwrap(), [4950; 64]);
    });
}

/// The squares of `range` of every index that 3 does not divide.
fn squares(range: Range<usize>, out: &mut Vec<usize>) -> Result<()> {
    out.extend(range.filter(|i| i % 3 != 0).map(|i| i * i));
    Ok(())
}

#[test]
fn loops_keep_the_order() {
    everywhere(|| {
        for (len, hint, grain) in [
            (0, 0, None),
            (5, 0, None),
            (5, 1, None),
            (1000, 0, Some(7)),
            (1000, 30_000, None),
            (200_000, 0, None),
            (2_000_000, 1, None),
        ] {
            let mut expected = Vec::new();
            squares(0..len, &mut expected).unwrap();
            assert_eq!(for_chunks(len, hint, grain, squares).unwrap(), expected);
        }
    });
}

#[test]
fn the_first_error_of_a_loop_is_reported_whatever_comes_first() {
    everywhere(|| {
        for grain in [None, Some(1), Some(3), Some(100)] {
            let result = for_chunks(300, 0, grain, |range, out: &mut Vec<usize>| {
                for index in range {
                    work(2);
                    if index >= 40 && index % 10 == 7 {
                        // Later ones fail sooner.
                        work(300 - index as u64);
                        return Err(thrown(index));
                    }
                    out.push(index);
                }
                Ok(())
            });
            assert_eq!(message(result), "47");
        }
    });
}

#[test]
fn a_failure_cancels_what_is_behind_it() {
    let begun = AtomicUsize::new(0);
    everywhere(|| {
        begun.store(0, Ordering::Relaxed);
        let result = for_chunks(10_000, 0, Some(1), |range, _: &mut Vec<()>| {
            begun.fetch_add(1, Ordering::Relaxed);
            work(5);
            if range.start == 0 {
                Err(thrown(0))
            } else {
                Ok(())
            }
        });
        assert_eq!(message(result), "0");
        assert!(begun.load(Ordering::Relaxed) < 10_000);
    });
}

/// Floats whose sum depends on the order of adding.
fn float(index: usize) -> f64 {
    let mixed = (index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 11;
    (mixed as f64).powi(3)
}

fn sum_of(range: Range<usize>, dear: bool) -> Result<Option<f64>> {
    if dear {
        work(30);
    }
    Ok(range.map(float).reduce(|a, b| a + b))
}

#[test]
fn a_float_sum_is_the_same_everywhere() {
    for (len, hint, grain) in [
        (0, 0, None),
        (1, 0, None),
        (5, 0, None),
        (63, 0, None),
        (1000, 0, None),
        (1000, 2, None),
        (1000, 25_000, None),
        (777, 0, Some(1)),
        (100_000, 0, None),
        (1_000_001, 1, None),
    ] {
        let sum = |dear| {
            fold_chunks(
                len,
                hint,
                grain,
                |range| sum_of(range, dear),
                |a, b| Ok(a + b),
            )
            .unwrap()
            .map(f64::to_bits)
        };
        let expected = sum(false);
        everywhere(|| {
            assert_eq!(sum(false), expected);
            // Slow, so that it goes parallel after a different number of blocks.
            assert_eq!(sum(len <= 1000), expected);
        });
    }
}

#[test]
fn a_fold_meets_errors_in_order() {
    everywhere(|| {
        for grain in [None, Some(1), Some(50)] {
            let fold = |range: Range<usize>| {
                work(5);
                match range.clone().find(|index| index % 100 == 99) {
                    Some(bad) => Err(thrown(bad)),
                    None => Ok(Some(range.len())),
                }
            };
            let result = fold_chunks(1000, 0, grain, fold, |a, b| Ok(a + b));
            assert_eq!(message(result), "99");
            let result = fold_chunks(
                1000,
                0,
                grain,
                |range| {
                    work(5);
                    Ok(Some(range.start))
                },
                |a, _| if a == 0 { Err(thrown(0)) } else { Ok(a) },
            );
            assert_eq!(message(result), "0");
        }
    });
}

#[test]
fn an_exact_fold_goes_on_with_its_accumulator() {
    everywhere(|| {
        for (len, hint, grain) in [
            (0, 0, None),
            (3, 0, None),
            (1000, 1, None),
            (1000, 0, Some(9)),
            (1000, 40_000, None),
            (300_000, 0, None),
        ] {
            let text = fold_exact(
                len,
                hint,
                grain,
                None,
                |range, text: Option<String>| {
                    let mut text = text.unwrap_or_default();
                    for index in range {
                        text.push(char::from(b'a' + (index % 26) as u8));
                    }
                    Ok(Some(text).filter(|text| !text.is_empty()))
                },
                |a, b| Ok(a + &b),
            );
            let expected: String = (0..len)
                .map(|index| char::from(b'a' + (index % 26) as u8))
                .collect();
            assert_eq!(text.unwrap().unwrap_or_default(), expected);
        }
    });
}

/// The fixed tree, as its module says it in words.
fn tree(leaves: &[String]) -> String {
    match leaves {
        [] => String::new(),
        [leaf] => leaf.clone(),
        _ => {
            let mut left = 1;
            while left * 2 < leaves.len() {
                left *= 2;
            }
            format!("({} {})", tree(&leaves[..left]), tree(&leaves[left..]))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_loop_is_the_sequential_one(
        len in 0_usize..3000,
        hint in 0_u32..60_000,
        grain in proptest::option::of(1_usize..400),
        bad in proptest::option::of(0_usize..3000),
    ) {
        let body = |range: Range<usize>, out: &mut Vec<usize>| {
            for index in range {
                if Some(index) >= bad && bad.is_some() {
                    return Err(thrown(index));
                }
                squares(index..index + 1, out)?;
            }
            Ok(())
        };
        let mut expected = Vec::new();
        let ends = body(0..len, &mut expected);
        everywhere(|| match (for_chunks(len, hint, grain, body), &ends) {
            (Ok(items), Ok(())) => assert_eq!(items, expected),
            (Err(error), Err(first)) => assert_eq!(error.message(), first.message()),
            (result, _) => panic!("{result:?} instead of {ends:?}"),
        });
    }

    #[test]
    fn the_tree_is_fixed(
        len in 0_usize..700,
        hint in 0_u32..30_000,
        grain in proptest::option::of(1_usize..40),
        missing in 2_usize..9,
    ) {
        // What the blocks are is seen from the leaves.
        let leaf = |range: Range<usize>| format!("{}-{}", range.start, range.end);
        let shape = |missing: Option<usize>| fold_chunks(
            len,
            hint,
            grain,
            |range| Ok(Some(leaf(range.clone())).filter(|_| missing.is_none_or(|by| range.start % by != 1))),
            |a, b| Ok(format!("({a} {b})")),
        ).unwrap();
        let all = shape(None);
        let sizes = all.as_deref().unwrap_or_default()
            .split([' ', '(', ')'])
            .filter(|leaf| !leaf.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>();
        if len > 0 {
            prop_assert_eq!(all.clone().unwrap(), tree(&sizes));
        }
        let some = shape(Some(missing));
        everywhere(|| {
            assert_eq!(shape(None), all);
            assert_eq!(shape(Some(missing)), some);
        });
    }
}
