use core::hash::Hasher;
use std::time::Instant;

use proptest::prelude::*;

use super::*;
use crate::collection::testing::{Counted, clones};
use crate::hash::RtHasher;
use crate::{Error, ErrorKind, Keyword, Str, Value};

#[test]
fn a_handle_is_one_pointer() {
    assert_eq!(size_of::<Map<i64, i64>>(), 8);
    assert_eq!(size_of::<Map<Value, Value>>(), 8);
}

#[test]
fn unshared_operations_clone_nothing() {
    for size in [5, 5000] {
        let count = clones(|| {
            let mut map: Map<i64, Counted> = (0..size).map(|i| (i, Counted(i))).collect();
            for i in 0..size {
                map = map.assoc(i, Counted(-i));
                let updated =
                    map.entry_update(i, |old| Ok(Counted(old.map_or(0, |old| old.0 + 1))));
                map = updated.unwrap();
            }
            assert_eq!(map.get(&3), Some(&Counted(-2)));
            for i in 0..size / 2 {
                map = map.dissoc(&(i * 2));
            }
            assert_eq!(map.into_iter().count() as i64, size - size / 2);
        });
        assert_eq!(count, 0);
    }
}

#[test]
fn a_shared_change_clones_one_entry() {
    let base: Map<i64, Counted> = (0..10_000).map(|i| (i, Counted(i))).collect();
    let mut versions = Vec::new();
    let count = clones(|| {
        for i in 0..1000 {
            versions.push(base.clone().assoc(i * 20, Counted(-1)));
        }
    });
    assert!(count <= 1000, "{count}");
    for (i, version) in (0_i64..).zip(&versions) {
        assert_eq!(version.get(&(i * 20)), Some(&Counted(-1)));
        assert_eq!(version.len(), if i < 500 { 10_000 } else { 10_001 });
    }
}

#[test]
fn an_error_of_an_update_goes_through() {
    for size in [3_i64, 100] {
        let mut map: Map<i64, i64> = (0..size).map(|i| (i, i)).collect();
        let shared = map.clone();
        for _ in 0..2 {
            let result = map.update(1, |_| Err(Error::new(ErrorKind::Thrown, "no")));
            assert!(result.is_err());
            assert_eq!(map.get(&1), None);
            assert_eq!(map.len() as i64, size - 1);
            assert_eq!(map.iter().len(), map.iter().count());
            map = shared.clone();
        }
        assert_eq!(shared.len() as i64, size);
        drop(map);
        let result = shared.entry_update(-1, |old| {
            if old.is_some() {
                Ok(1)
            } else {
                Err(Error::new(ErrorKind::Thrown, ""))
            }
        });
        assert!(result.is_err());
    }
}

#[test]
fn borrowed_forms_find_keys() {
    let words: Map<Str, i64> = [(Str::from("a"), 1), (Str::from("b"), 2)]
        .into_iter()
        .collect();
    assert_eq!(words.get("b"), Some(&2));
    let many: Map<Str, i64> = (0..100).map(|i| (Str::from(format!("w{i}")), i)).collect();
    assert_eq!(many.get("w77"), Some(&77));
    assert_eq!(many.get("w100"), None);
    assert_eq!(many.clone().assoc(Str::from("x"), 1).get("x"), Some(&1));
    let values: Map<Value, i64> = (0..100)
        .map(|i| (Value::Str(Str::from(format!("w{i}"))), i))
        .collect();
    assert_eq!(values.get("w7"), Some(&7));
    let keywords: Map<Keyword, i64> = (0..100)
        .map(|i| (Keyword::new(&format!("w{i}")), i))
        .collect();
    assert_eq!(keywords.get(&Keyword::new("w99")), Some(&99));
}

#[test]
fn what_does_not_equal_itself_is_kept_and_not_found() {
    let start = Instant::now();
    let mut map: Map<Value, i64> = Map::new();
    for i in 0..20_000 {
        map = map.assoc(Value::Float(f64::NAN), i);
    }
    assert_eq!(map.len(), 20_000);
    let shared = map.clone().assoc(Value::Float(f64::NAN), 1);
    assert_eq!(shared.len(), 20_001);
    assert_eq!(map.get(&Value::Float(f64::NAN)), None);
    assert!(start.elapsed().as_secs() < 20);
}

/// Integers that all want the first slots of an index: without defence they would queue there.
fn colliding(count: usize) -> Vec<i64> {
    let home = |i: &i64| {
        let mut hasher = super::hasher::TableHasher::default();
        i.digest(&mut hasher);
        hasher.finish()
    };
    (0..).filter(|i| home(i) >> 50 == 0).take(count).collect()
}

#[test]
fn chosen_integers_do_not_slow_a_map_down() {
    let keys = colliding(300);
    let mut table = Table::with_capacity(0);
    for &key in &keys {
        let hash = table.hash(&key);
        assert_eq!(table.find(&key, hash), None);
        table.push(hash, key, key);
    }
    assert!(table.reach() <= 128, "{}", table.reach());
    for key in &keys {
        assert!(table.find(key, table.hash(key)).is_some());
    }
}

/// A key whose digest does not tell it apart: the worst that can happen.
#[derive(Clone, Debug, PartialEq)]
struct Alike(i64);

impl Data for Alike {
    type Packed = crate::vector::NotPacked;

    fn into_value(self) -> Value {
        self.0.into_value()
    }

    fn from_value(value: Value) -> Result<Self> {
        i64::from_value(value).map(Alike)
    }

    fn same(&self, other: &Self) -> bool {
        self == other
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        h.write_u64(1);
    }

    fn order(&self, other: &Self) -> Result<core::cmp::Ordering> {
        self.0.order(&other.0)
    }

    fn print(&self, printer: &mut crate::Printer, readably: bool) {
        self.0.print(printer, readably);
    }

    fn type_name() -> std::borrow::Cow<'static, str> {
        i64::type_name()
    }
}

#[test]
fn equal_hashes_are_only_slow() {
    let mut map: Map<Alike, i64> = (0..300).map(|i| (Alike(i), i)).collect();
    for i in 0..300 {
        assert_eq!(map.get(&Alike(i)), Some(&i));
    }
    let old = map.clone();
    for i in 300..400 {
        map = map.clone().assoc(Alike(i), i);
    }
    for i in (0..400).step_by(3) {
        map = map.clone().dissoc(&Alike(i));
    }
    for i in 0..400 {
        assert_eq!(map.get(&Alike(i)), (i % 3 != 0).then_some(&i), "{i}");
    }
    for i in (0..400).step_by(3) {
        map = map.clone().assoc(Alike(i), i);
    }
    assert_eq!(map.len(), 400);
    assert!((0..400).all(|i| map.get(&Alike(i)) == Some(&i)));
    assert_eq!(old.len(), 300);
}

#[test]
fn the_order_is_that_of_insertion_in_every_shape() {
    for size in [4_i64, 12, 300] {
        let base: Map<i64, i64> = (0..size).rev().map(|i| (i, i)).collect();
        let in_place = base.iter().map(|(k, v)| (*k, *v)).collect::<Map<_, _>>();
        let change = |map: Map<i64, i64>| {
            map.dissoc(&2)
                .assoc(1, -1)
                .assoc(1000, 0)
                .assoc(2, 2)
                .dissoc(&1000)
        };
        let expected: Vec<i64> = (0..size).rev().filter(|i| *i != 2).chain([2]).collect();
        for map in [change(base.clone()), change(in_place)] {
            assert_eq!(map.keys().copied().collect::<Vec<_>>(), expected);
            assert_eq!(map.get(&1), Some(&-1));
        }
        assert_eq!(base.keys().next_back_is(), Some(0));
    }
}

trait LastKey {
    fn next_back_is(self) -> Option<i64>;
}

impl<'a, I: Iterator<Item = &'a i64>> LastKey for I {
    fn next_back_is(self) -> Option<i64> {
        self.last().copied()
    }
}

#[test]
fn a_key_stays_as_it_came() {
    let list = Value::List(crate::List::from(vec![Value::Int(1)]));
    let vector = Value::Vector(crate::Vector::from(vec![Value::Int(1)]));
    let map = Map::from([(list, 1_i64)]).assoc(vector, 2);
    assert_eq!(map.to_string(), "{(1) 2}");
}

#[test]
fn long_chains_of_versions_keep_no_garbage() {
    let base: Map<i64, i64> = (0..100).map(|i| (i, i)).collect();
    let mut map = base.clone();
    for i in 100..20_000 {
        // Shared at every step, so that nothing is ever done in place.
        let old = map.clone();
        map = map.assoc(i, i).clone().dissoc(&i);
        drop(old);
    }
    assert_eq!(map, base);
    assert_eq!(map.iter().count(), 100);
}

#[test]
fn it_is_a_value() {
    let map: Map<i64, bool> = Map::from([(1, true), (2, false)]);
    assert_eq!(map.to_string(), "{1 true 2 false}");
    assert_eq!(Map::<crate::Int, bool>::type_name(), "[:map-of :int :bool]");
    let value = map.clone().into_value();
    assert_eq!(crate::hash::of(&map), crate::hash::of(&value));
    assert_eq!(Map::<i64, bool>::from_value(value).ok(), Some(map.clone()));
    assert_eq!(map, Map::from([(2, false), (1, true)]));
    assert_eq!(
        crate::hash::of(&map),
        crate::hash::of(&Map::from([(2_i64, false), (1, true)]))
    );
    assert_ne!(map, Map::from([(2, false), (1, false)]));
    assert!(Map::from([(1_i64, 5_i64)]) < Map::from([(1_i64, 6_i64)]));
    assert!(Map::from([(3_i64, 5_i64)]) > Map::from([(1_i64, 6_i64)]));
    let wrong = Map::from([(Value::Int(1), Value::Nil)]);
    let error = Map::<i64, bool>::from_value(Value::Map(wrong)).unwrap_err();
    assert_eq!(error.message(), "expected :bool, got nil at [1]");
    let unordered = Map::from([(Value::Int(1), Value::Nil), (Value::Bool(true), Value::Nil)]);
    assert!(unordered.order(&unordered.clone()).is_err());
}

#[test]
fn a_million_levels_drop() {
    let mut value = Value::Nil;
    for _ in 0..1_000_000 {
        value = Value::Map(Map::from([(Value::Nil, value)]));
    }
    drop(value);
}

#[derive(Clone, Debug)]
enum Op {
    Assoc(i64, i64),
    Dissoc(i64),
    Update(i64),
    GetMut(i64),
    Merge(usize),
    Back(usize),
    Forget(usize),
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        6 => (0..80_i64, any::<i64>()).prop_map(|(k, v)| Op::Assoc(k, v)),
        5 => (0..80_i64).prop_map(Op::Dissoc),
        3 => (0..80_i64).prop_map(Op::Update),
        2 => (0..80_i64).prop_map(Op::GetMut),
        1 => any::<usize>().prop_map(Op::Merge),
        3 => any::<usize>().prop_map(Op::Back),
        2 => any::<usize>().prop_map(Op::Forget),
    ]
}

/// A map as its entries in insertion order.
type Model = Vec<(i64, i64)>;

fn put(model: &mut Model, key: i64, value: i64) {
    match model.iter_mut().find(|entry| entry.0 == key) {
        Some(entry) => entry.1 = value,
        None => model.push((key, value)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn it_behaves_like_entries_in_order(start in 0..60_i64, ops in prop::collection::vec(op(), 1..120)) {
        let mut map: Map<i64, i64> = (0..start).map(|i| (i, i)).collect();
        let mut model: Model = (0..start).map(|i| (i, i)).collect();
        let mut versions = vec![(map.clone(), model.clone())];
        for op in ops {
            match op {
                Op::Assoc(k, v) => {
                    map = map.assoc(k, v);
                    put(&mut model, k, v);
                }
                Op::Dissoc(k) => {
                    map = map.dissoc(&k);
                    model.retain(|entry| entry.0 != k);
                }
                Op::Update(k) => {
                    map = map.entry_update(k, |old| Ok(old.map_or(0, |old| old ^ 5))).unwrap();
                    let new = model.iter().find(|entry| entry.0 == k).map_or(0, |entry| entry.1 ^ 5);
                    put(&mut model, k, new);
                }
                Op::GetMut(k) => {
                    let place = map.get_mut(&k);
                    prop_assert_eq!(place.is_some(), model.iter().any(|entry| entry.0 == k));
                    if let Some(place) = place {
                        *place = 7;
                        put(&mut model, k, 7);
                    }
                }
                Op::Merge(i) => {
                    let (other, theirs) = &versions[i % versions.len()];
                    map = map.merge(other);
                    if model.is_empty() {
                        model = theirs.clone();
                    } else {
                        theirs.iter().for_each(|&(k, v)| put(&mut model, k, v));
                    }
                }
                Op::Back(i) => {
                    versions.push((map, model));
                    (map, model) = versions[i % versions.len()].clone();
                }
                Op::Forget(i) => {
                    if versions.len() > 1 {
                        versions.swap_remove(i % versions.len());
                    }
                }
            }
            prop_assert_eq!(map.len(), model.len());
        }
        versions.push((map, model));
        for (map, model) in &versions {
            prop_assert_eq!(map.iter().map(|(k, v)| (*k, *v)).collect::<Model>(), model.clone());
            prop_assert_eq!(map.iter().len(), model.len());
            prop_assert!(map.keys().eq(model.iter().map(|entry| &entry.0)));
            prop_assert!(map.vals().eq(model.iter().map(|entry| &entry.1)));
            prop_assert_eq!(map.keys().fold(0, |n, k| (n * 3 + k) % 1009), model.iter().fold(0, |n, e| (n * 3 + e.0) % 1009));
            for key in 0..80 {
                prop_assert_eq!(map.get(&key), model.iter().find(|entry| entry.0 == key).map(|entry| &entry.1));
            }
            let rebuilt: Map<i64, i64> = model.iter().rev().copied().collect();
            prop_assert_eq!(map, &rebuilt);
        }
        for (map, model) in versions {
            prop_assert_eq!(map.into_iter().collect::<Model>(), model);
        }
    }

    #[test]
    fn every_hasher_agrees_between_forms(text in ".*") {
        let mut ours = RtHasher::default();
        text.as_str().digest_key_as_str(&mut ours);
        prop_assert_eq!(ours.finish(), crate::hash::of(&Str::from(text.as_str())));
    }
}

/// `str` has several `Lookup`s: this names one.
trait DigestAsStr {
    fn digest_key_as_str<H: Hasher>(&self, h: &mut H);
}

impl DigestAsStr for str {
    fn digest_key_as_str<H: Hasher>(&self, h: &mut H) {
        <str as Lookup<Str>>::digest_key(self, h);
    }
}
