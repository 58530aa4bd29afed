use super::*;
use crate::{Int, List, Map, Set, Str, Value, Vector};

const FUEL: Bounds = Bounds::NONE.fuel(5);

fn limited<T>(result: Result<T>) -> bool {
    result.is_err_and(|e| e.kind() == ErrorKind::LimitExceeded)
}

#[test]
fn a_run_has_its_own_fuel() {
    assert!(!is_on());
    assert!(spend_many(OFF - 1).is_ok());
    let spent = |count| run(FUEL, || (0..count).try_for_each(|_| spend()));
    assert!(spent(5).is_ok());
    assert!(limited(spent(6)));
    assert!(!is_on());
    // A run inside of another takes nothing from it, and a failed one leaves it as it was.
    let nested = run(Bounds::NONE.fuel(2), || {
        spend()?;
        assert!(run(Bounds::NONE.fuel(1), || spend_many(2)).is_err());
        spend()?;
        assert!(spend().is_err());
        spend()
    });
    assert!(nested.is_err());
}

#[test]
fn what_is_done_again_is_paid_once() {
    let left = run(FUEL, || {
        let before = mark();
        spend_many(4)?;
        back_to(before);
        spend_many(3)?;
        Ok(mark())
    });
    assert_eq!(left.ok(), Some(Bounds::NONE.fuel(2)));
}

#[test]
fn levels_are_given_back() {
    let run = run(Bounds::NONE.max_depth(2), || {
        for _ in 0..3 {
            let _outer = enter()?;
            let _inner = enter()?;
            assert!(limited(enter()));
        }
        let _outer = enter()?;
        enter().map(drop)
    });
    assert!(run.is_ok());
    assert!((0..1_000).try_for_each(|_| enter().map(drop)).is_ok());
}

#[test]
fn what_is_built_adds_up() {
    let bounds = Bounds::NONE.max_alloc(100);
    assert!(run(bounds, || build(60).and_then(|()| build(40))).is_ok());
    assert!(limited(run(bounds, || build(60).and_then(|()| build(41)))));
    assert!(run(bounds, || room(100).and_then(|()| room(100))).is_ok());
    assert!(limited(run(bounds, || room(101))));
    // The largest number is a bound as well.
    assert!(limited(run(Bounds::NONE.max_alloc(OFF), || build(OFF))));
}

#[test]
fn values_have_the_extent_of_what_they_hold_themselves() {
    let text = || Str::from("hello");
    assert_eq!(text().bytes(), 5);
    assert_eq!(Int::from(7).bytes(), 0);
    assert_eq!(
        Int::from(2).pow(&Int::from(640)).map(|i| i.bytes()).ok(),
        Some(88)
    );
    let items: Vector<Str> = [text(), text()].into_iter().collect();
    assert_eq!(items.bytes(), 32);
    assert_eq!(items.iter().cloned().collect::<List<Str>>().bytes(), 32);
    assert_eq!(items.iter().cloned().collect::<Set<Str>>().bytes(), 16);
    let map: Map<Str, i64> = [(text(), 1)].into_iter().collect();
    assert_eq!(map.bytes(), 32);
    assert_eq!(Some((text(), items)).bytes(), 37);
    assert_eq!(Value::from("hello").bytes(), 5);
    assert_eq!(Value::Nil.bytes(), 0);
}
