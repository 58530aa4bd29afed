//! Calls of the host in parallel forms: they are waited for at once, whatever the number of cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use rtfs::host::Registry;
use rtfs::{Error, rtfs};

mod program {
    use super::rtfs;

    rtfs! {
        (defcapability :meet [:int] :int)
        (defcapability :look [] :int)

        (defn asked [n :int] :int (* 2 (call :meet n)))

        (defn walk [n :int] (pmap asked (range n)))
        (defn total [n :int] (:parallel (reduce + 0 (map asked (range n)))))
        (defn mean-of [n :int] (:parallel (reduce + 0.0 (map (fn [x] (/ (asked x) 4)) (range n)))))
        (defn two [] (pmap asked [7 8]))
        (defn branches [] (parallel (call :meet 1) (asked 2) (call :meet 3)))
        (defn named [] (with-parallel [a (call :meet 1) b (call :meet 2)] (- a b)))
        (defn looks [n :int] (pmap (fn [_] (call :look)) (range n)))
        (defn first-error [] (pmap (fn [n] (if (< n 3) (call :meet n) (throw n))) (range 3 9)))
    }
}

/// A host where as many calls as are expected have to be on the way at once before one of them ends.
fn meeting(expected: usize) -> Registry {
    let met = Arc::new((Mutex::new(0), Condvar::new()));
    Registry::new().register("meet", move |n: i64| {
        let (count, changed) = &*met;
        let mut count = count.lock().map_err(|_| "no count")?;
        *count += 1;
        changed.notify_all();
        let wait = |count: &mut usize| *count < expected;
        let (_count, late) = changed
            .wait_timeout_while(count, Duration::from_secs(30), wait)
            .map_err(|_| "no count")?;
        match late.timed_out() {
            true => Err("the others did not come"),
            false => Ok(n),
        }
    })
}

#[test]
fn calls_are_waited_for_at_once() -> Result<(), Error> {
    assert_eq!(
        program::walk(&meeting(12), 12)?.to_string(),
        "[0 2 4 6 8 10 12 14 16 18 20 22]"
    );
    assert_eq!(program::total(&meeting(12), 12)?, 132);
    assert_eq!(program::mean_of(&meeting(12), 12)?, 33.0);
    assert_eq!(program::two(&meeting(2))?.to_string(), "[14 16]");
    assert_eq!(program::branches(&meeting(3))?.to_string(), "[1 4 3]");
    assert_eq!(program::named(&meeting(2))?, -1);
    let error = program::first_error(&meeting(1)).unwrap_err();
    assert_eq!(error.data().expect("what was thrown").to_string(), "3");
    Ok(())
}

#[test]
fn calls_keep_no_thread_from_computing_and_are_not_too_many() -> Result<(), Error> {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let seen = Arc::clone(&most);
    let host = Registry::new().register("look", move || {
        let on_the_way = now.fetch_add(1, Ordering::SeqCst) + 1;
        seen.fetch_max(on_the_way, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(2));
        now.fetch_sub(1, Ordering::SeqCst);
        i64::from(rayon::current_thread_index().is_some())
    });
    let in_pool: i64 = program::looks(&host, 200)?
        .iter()
        .map(|n| i64::try_from(n).unwrap_or(1))
        .sum();
    assert_eq!(in_pool, 0);
    let most = most.load(Ordering::SeqCst);
    assert!((2..=32).contains(&most), "{most}");
    Ok(())
}
