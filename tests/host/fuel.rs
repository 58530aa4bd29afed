//! `fuel`: a run has an end, the same one on every run.

use std::sync::atomic::{AtomicUsize, Ordering};

use rtfs::host::Registry;
use rtfs::{Error, ErrorKind, Int, Value};

mod bounded {
    rtfs::include_rtfs!("fuel.rtfs", fuel = 1_000);
}

/// Bounds stand before a program in Rust as well, be it a block, an expression or a text.
mod inline {
    rtfs::rtfs! {
        fuel = 1_000;
        max_depth = 20;
        (defn rounds [n :int] :int (loop [i 0] (if (< i n) (recur (inc i)) i)))
        (defn deep [n :int] :int (if (= n 0) 0 (inc (deep (dec n)))))
    }
}

#[test]
fn a_program_in_rust_is_bounded() {
    assert_eq!(most(inline::rounds), most(bounded::rounds));
    assert_eq!(most(inline::deep), 19);
    let expression = |n: i64| {
        rtfs::rtfs! { |n: i64| fuel = 1_000; (loop [i 0] (if (< i n) (recur (inc i)) i)) }
    };
    let text = |n: i64| {
        rtfs::rtfs! { fuel = 1_000; |n: i64| "(loop [i 0] (if (< i n) (recur (inc i)) i))" }
    };
    assert_eq!(most(expression), most(text));
    assert!((990..1_000).contains(&most(expression)));
    let built = |n: i64| rtfs::rtfs! { max_alloc = 5_000; |n: i64| (count (repeat-str "x" n)) };
    assert!((4_000..5_001).contains(&most(built)));
}

/// How large a number a function takes before its run ends.
pub(super) fn most<T>(run: impl Fn(i64) -> Result<T, Error>) -> i64 {
    let fits = |n| match run(n) {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::LimitExceeded, "{error}");
            false
        }
    };
    let (mut low, mut high) = (0, 1_000_000);
    assert!(fits(low) && !fits(high));
    while high - low > 1 {
        let middle = (low + high) / 2;
        match fits(middle) {
            true => low = middle,
            false => high = middle,
        }
    }
    low
}

#[test]
fn calls_rounds_and_elements_are_counted() {
    assert_eq!(most(bounded::rounds), 998);
    assert_eq!(most(bounded::calls), 999);
    assert_eq!(most(bounded::tail_calls), 998);
    assert_eq!(most(bounded::elements), 999);
    assert_eq!(most(bounded::counted), 999);
    assert_eq!(most(bounded::nested), 31);
    assert!(most(bounded::sorted) < 1_000);
    assert_eq!(most(bounded::built), 999);
    // The round in which an int leaves 64 bits is begun twice.
    assert_eq!(most(bounded::big), 997);
}

#[test]
fn the_count_does_not_depend_on_threads() {
    for _ in 0..20 {
        assert_eq!(most(bounded::in_parallel), most(bounded::elements));
        assert_eq!(most(bounded::branches), 497);
    }
}

#[test]
fn a_constant_has_fuel_of_its_own() -> Result<(), Error> {
    for _ in 0..2 {
        assert_eq!(bounded::from_table()?, Int::from(900));
    }
    Ok(())
}

#[test]
fn no_handler_goes_on_for_long() {
    let error = bounded::caught().expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    assert_eq!(
        error.message(),
        "the run has used up the fuel that it was given"
    );
    assert!(error.place().is_some());
    // Each run has its own.
    assert_eq!(bounded::rounds(900).expect("a value"), Int::from(900));
}

#[test]
fn the_host_is_not_bounded_and_what_is_open_is_closed() {
    static CLOSED: AtomicUsize = AtomicUsize::new(0);
    let host = Registry::new()
        .register("step", |_: i64| {
            // A run inside of the run.
            bounded::rounds(900).map(|_| Value::Nil)
        })
        .register("r.open", || 1i64)
        .register("r.close", |_: i64| {
            CLOSED.fetch_add(1, Ordering::Relaxed);
        });
    assert!(bounded::call_host(&host, 100).is_ok());
    assert!(bounded::call_host(&host, 2_000).is_err());
    assert!(bounded::held(&host).is_err());
    assert_eq!(CLOSED.load(Ordering::Relaxed), 1);
}

/// Programs of every kind compile with a bound.
mod programs {
    mod calculator {
        rtfs::include_rtfs!("../../examples/programs/calculator.rtfs", fuel = 1_000_000);
    }
    mod ledger {
        rtfs::include_rtfs!("../../examples/programs/ledger.rtfs", fuel = 1_000_000);
    }
    mod templates {
        rtfs::include_rtfs!("../../examples/programs/templates.rtfs", fuel = 1_000_000);
    }
    mod vending {
        rtfs::include_rtfs!("../../examples/programs/vending.rtfs", fuel = 1_000_000);
    }
}
