//! Deadlines and cancellation: where a run ends, and what still happens then.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rtfs::host::{Bounded, Call, Cancellation, Registry, Reply};
use rtfs::{Error, Int, Value, rtfs};

mod program {
    use super::rtfs;

    rtfs! {
        (defn steps [n :int]
          (loop [i 0] (if (= i n) i (do (call :step i) (recur (inc i))))))

        (defn waits [] ^{:runtime.timeout 20} (call :wait))
        (defn waits-long [] ^{:runtime.timeout 600000} (call :wait))
        (defn left [] ^{:runtime.timeout 600000} (call :left))
        (defn no-hint [] (call :left))

        (defn held [] (with-resource [r (call :r/open)] (call :step 1) (call :step 2)))

        (defn caught []
          (try (call :wait) (catch :cancelled e (:message e))))

        (defn survives []
          (try (call :panics) (catch :host-error e (str "on: " (:message e)))))

        (defn together [] (parallel (call :wait) (call :wait)))
    }
}

/// `wait` goes on until it is told not to.
fn wait(call: Call<'_, '_>) -> Result<Reply, Error> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(60) {
        call.context.check()?;
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(Reply::value(Value::from("waited")))
}

fn host() -> Registry {
    Registry::new()
        .register_raw("wait", wait)
        .register_raw("left", |call: Call<'_, '_>| {
            let left = call.context.remaining();
            Ok(Reply::value(match left {
                Some(left) => Value::Int(i64::try_from(left.as_secs()).unwrap_or(i64::MAX)),
                None => Value::Nil,
            }))
        })
        .register("step", |_: i64| ())
        .register("panics", || -> i64 { panic!("of all things") })
}

#[test]
fn a_timeout_of_a_call_reaches_its_handler() -> Result<(), Error> {
    let error = program::waits(&host()).expect_err("an error");
    assert_eq!(error.kind().as_str(), ":cancelled");
    assert_eq!(error.message(), "its deadline has passed");
    assert!(error.place().is_some());
    let Value::Int(left) = program::left(&host())? else {
        return Err(Error::new(rtfs::ErrorKind::TypeError, "no int"));
    };
    assert!((500..=600).contains(&left), "{left}");
    assert_eq!(program::no_hint(&host())?, Value::Nil);
    Ok(())
}

#[test]
fn the_earlier_deadline_holds() -> Result<(), Error> {
    let bounded = Bounded::new(host()).within(Duration::from_secs(100));
    let Value::Int(left) = program::left(&bounded)? else {
        return Err(Error::new(rtfs::ErrorKind::TypeError, "no int"));
    };
    assert!(left <= 100, "{left}");
    let bounded = Bounded::new(host()).within(Duration::from_millis(20));
    let error = program::waits_long(&bounded).expect_err("an error");
    assert_eq!(error.kind().as_str(), ":cancelled");
    let error = program::steps(&bounded, 1).expect_err("an error");
    assert_eq!(
        error.message(),
        "`step` was not called: its deadline has passed"
    );
    Ok(())
}

#[test]
fn a_run_is_cancelled_from_another_thread() {
    let bounded = Bounded::new(host());
    let switch = bounded.cancellation();
    let error = std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(10));
            switch.cancel();
        });
        program::together(&bounded).expect_err("an error")
    });
    assert_eq!(error.kind().as_str(), ":cancelled");
    assert_eq!(error.message(), "the run was cancelled");
    assert_eq!(
        program::caught(&bounded).expect("a value"),
        Value::from("`wait` was not called: the run was cancelled")
    );
}

#[test]
fn one_switch_ends_nested_runs() {
    let (outer, inner) = (Cancellation::new(), Cancellation::new());
    for switch in [&outer, &inner] {
        let nested = Bounded::new(Bounded::new(host()).cancelled_by(&inner)).cancelled_by(&outer);
        if !outer.is_cancelled() {
            assert_eq!(program::steps(&nested, 3).expect("a value"), Int::from(3));
        }
        switch.cancel();
        assert!(program::steps(&nested, 3).is_err());
    }
}

#[test]
fn what_is_open_is_closed_after_the_end() {
    static CLOSED: AtomicUsize = AtomicUsize::new(0);
    let switch = Cancellation::new();
    let ends = switch.clone();
    let host = Registry::new()
        .register("r.open", || 1i64)
        .register("step", move |_: i64| ends.cancel())
        .register("r.close", |_: i64| {
            CLOSED.fetch_add(1, Ordering::Relaxed);
        });
    let bounded = Bounded::new(host).cancelled_by(&switch);
    let error = program::held(&bounded).expect_err("an error");
    assert_eq!(
        error.message(),
        "`step` was not called: the run was cancelled"
    );
    assert_eq!(CLOSED.load(Ordering::Relaxed), 1);
}

#[test]
fn a_panic_of_a_handler_is_an_error_and_the_program_goes_on() -> Result<(), Error> {
    assert_eq!(
        program::survives(&host())?,
        Value::from("on: `panics` panicked: of all things")
    );
    Ok(())
}
