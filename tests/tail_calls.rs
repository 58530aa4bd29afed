//! Tail calls run in constant stack; deep recursion grows the stack, up to its limit.

use rtfs::ErrorKind;

rtfs::rtfs! {
    (defn count-down [n] (if (= n 0) :done (recur (dec n))))

    (defn self-call [n acc] (if (= n 0) acc (self-call (- n 1) (+ acc 1))))

    (defn ping [n] (if (= n 0) :ping (pong (dec n))))
    (defn pong [n] (if (= n 0) :pong (ping (dec n))))

    (defn depth [n] (if (= n 0) 0 (inc (depth (dec n)))))

    (defn forever [n] (inc (forever (inc n))))

    (defn nested [n] (if (= n 0) [] [(nested (dec n))]))

    // A tail call inside of a loop in tail position leaves the loop.
    (defn hop [n] (loop [i 0] (if (< i 3) (recur (inc i)) (if (= n 0) i (hop (dec n))))))

    (defn in-three [a b c n]
      (if (= n 0) [a b c] (in-three b c a (dec n))))
}

#[test]
fn recur_takes_constant_stack() {
    assert_eq!(count_down(100_000_000).unwrap().to_string(), ":done");
}

#[test]
fn a_self_call_in_tail_position_is_a_loop() {
    assert_eq!(self_call(100_000_000, 0).unwrap(), 100_000_000);
}

#[test]
fn mutual_tail_calls_take_constant_stack() {
    assert_eq!(ping(100_000_001).unwrap().to_string(), ":pong");
    assert_eq!(pong(100_000_000).unwrap().to_string(), ":pong");
}

#[test]
fn a_tail_call_out_of_a_loop_takes_constant_stack() {
    assert_eq!(hop(1_000_000).unwrap(), 3);
}

#[test]
fn arguments_of_a_tail_call_are_computed_before_any_is_replaced() {
    assert_eq!(in_three(1, 2, 3, 1_000_001).unwrap().to_string(), "[3 1 2]");
}

fn on_a_small_thread<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(f)
        .unwrap()
        .join()
        .unwrap()
}

#[test]
fn a_million_levels_of_recursion_run_on_a_small_thread() {
    assert_eq!(on_a_small_thread(|| depth(1_000_000).unwrap()), 1_000_000);
}

#[test]
fn recursion_without_end_is_an_error() {
    let error = on_a_small_thread(|| forever(0).unwrap_err());
    assert_eq!(error.kind(), ErrorKind::StackOverflow);
}

#[test]
fn values_nested_a_million_deep_live_and_die() {
    on_a_small_thread(|| {
        let a = nested(1_000_000).unwrap();
        let b = nested(1_000_000).unwrap();
        assert_eq!(a, b);
        assert!(a.to_string().starts_with("[[[[["));
    });
}
