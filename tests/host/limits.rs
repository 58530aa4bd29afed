//! `max_depth` and `max_alloc`: how deep a run may go and how much it may build, the same on every run.

use rtfs::{Error, ErrorKind, Int};

use super::fuel::most;

mod bounded {
    rtfs::include_rtfs!("limits.rtfs", max_depth = 100, max_alloc = 10_000);
}

mod unbounded {
    rtfs::include_rtfs!("limits.rtfs");
}

#[test]
fn open_calls_are_counted() {
    assert_eq!(most(bounded::calls), 99);
    assert_eq!(most(bounded::lists), 99);
    assert_eq!(most(bounded::later), 98);
    // A function that is known only when the program runs is called through one more.
    assert_eq!(most(bounded::by_value), 97);
    assert_eq!(most(bounded::big_calls), 99);
    assert_eq!(most(bounded::pong), 49);
}

#[test]
fn a_tail_call_opens_nothing_and_a_handler_goes_on() -> Result<(), Error> {
    assert!(bounded::tail_calls(1_000_000).is_ok());
    assert_eq!(bounded::caught(1_000)?, Int::from(10));
    // What a run had open is closed after an error.
    for _ in 0..3 {
        let error = bounded::calls(100).expect_err("an error");
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
        assert_eq!(
            error.message(),
            "the run has more calls open inside of each other than it may"
        );
        assert!(error.place().is_some());
        assert_eq!(bounded::calls(99)?, Int::from(99));
    }
    Ok(())
}

#[test]
fn what_is_built_is_counted() {
    // Strings of 2, 4, … 4096 bytes, together 8190.
    assert_eq!(most(bounded::doubled), 12);
    assert_eq!(most(bounded::dynamic), 12);
    // Two texts of a pair, and 3 times the length in each round.
    assert_eq!(most(bounded::iterated), 7);
    // 3 to the power of 2ⁿ has 1.6 · 2ⁿ bits.
    assert_eq!(most(bounded::squares), 14);
    // 16 bytes for each element of a collection that is made at once.
    assert_eq!(most(bounded::collected), 1251);
    // 64 where a collection is changed, which shares the rest.
    assert_eq!(most(bounded::vectors), 7);
    assert_eq!(most(bounded::conjoined), 156);
    assert_eq!(most(bounded::mapped), 156);
    assert_eq!(most(bounded::repeated), 10_000);
    // What is only walked over or looked up builds nothing.
    assert!(bounded::ranged(100_000).is_ok());
    assert!(bounded::looked_up(100_000).is_ok());
}

#[test]
fn who_has_built_too_much_builds_nothing_more() {
    let error = bounded::greedy().expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    assert_eq!(error.message(), "the run has built more than it may");
    assert!(error.place().is_some());
}

#[test]
fn without_bounds_nothing_is_counted() -> Result<(), Error> {
    assert_eq!(unbounded::calls(10_000)?, Int::from(10_000));
    assert_eq!(unbounded::doubled(20)?, Int::from(1 << 20));
    Ok(())
}

/// Programs of every kind compile with bounds.
mod programs {
    mod calculator {
        rtfs::include_rtfs!(
            "../../examples/programs/calculator.rtfs",
            max_depth = 1_000,
            max_alloc = 1_000_000
        );
    }
    mod ledger {
        rtfs::include_rtfs!(
            "../../examples/programs/ledger.rtfs",
            fuel = 1_000_000,
            max_alloc = 1_000_000
        );
    }
    mod life {
        rtfs::include_rtfs!("../../examples/programs/life.rtfs", max_alloc = 10_000_000);
    }
    mod sudoku {
        rtfs::include_rtfs!(
            "../../examples/programs/sudoku.rtfs",
            fuel = 10_000_000,
            max_depth = 1_000,
            max_alloc = 10_000_000
        );
    }
    mod templates {
        rtfs::include_rtfs!(
            "../../examples/programs/templates.rtfs",
            max_depth = 1_000,
            max_alloc = 1_000_000
        );
    }
    mod vending {
        rtfs::include_rtfs!(
            "../../examples/programs/vending.rtfs",
            max_depth = 1_000,
            max_alloc = 1_000_000
        );
    }
}
