//! Values whose types nobody declared: JSON, read by key, matched by a tag, changed a few levels deep.

use std::hint::black_box;
use std::rc::Rc;

use rtfs::Value;

use crate::table::Kernel;

/// How many events a text has.
const EVENTS: i64 = 300;

/// Events of three kinds, one of them with items in it.
fn text() -> String {
    let event = |i: i64| match i % 3 {
        0 => format!(
            r#"{{"type": "order", "id": {i}, "user": {{"name": "u{}", "age": {}}}, "items": [{{"sku": "a", "count": {}, "price": 250}}, {{"sku": "b", "count": 1, "price": {i}}}]}}"#,
            i % 17,
            15 + i % 40,
            1 + i % 4
        ),
        1 => format!(
            r#"{{"type": "refund", "id": {i}, "user": {{"name": "u{}", "age": {}}}, "amount": {}}}"#,
            i % 13,
            15 + i % 50,
            i * 3
        ),
        _ => format!(
            r#"{{"type": "visit", "id": {i}, "user": {{"name": "u{}", "age": {}}}}}"#,
            i % 11,
            15 + i % 60
        ),
    };
    let events: Vec<String> = (0..EVENTS).map(event).collect();
    format!("[{}]", events.join(","))
}

mod rust {
    use serde_json::Value;

    fn amount(event: &Value) -> Option<i64> {
        match event.get("type")?.as_str()? {
            "order" => {
                let mut sum = 0i64;
                for item in event.get("items")?.as_array()? {
                    let count = item.get("count")?.as_i64()?;
                    let price = item.get("price")?.as_i64()?;
                    sum = sum.checked_add(count.checked_mul(price)?)?;
                }
                Some(sum)
            }
            "refund" => event.get("amount")?.as_i64()?.checked_neg(),
            _ => Some(0),
        }
    }

    /// What adults paid.
    pub(crate) fn paid(events: &Value) -> Option<i64> {
        let mut sum = 0i64;
        for event in events.as_array()? {
            if event.get("user")?.get("age")?.as_i64()? >= 18 {
                sum = sum.checked_add(amount(event)?)?;
            }
        }
        Some(sum)
    }

    /// Versions of the events in which everybody is a year older; how old they are together.
    pub(crate) fn older(events: &Value) -> Option<i64> {
        let mut changed = Vec::new();
        for event in events.as_array()? {
            let mut event = event.clone();
            let age = event.get_mut("user")?.get_mut("age")?;
            *age = age.as_i64()?.checked_add(1)?.into();
            changed.push(event);
        }
        let mut sum = 0i64;
        for event in &changed {
            sum = sum.checked_add(event.get("user")?.get("age")?.as_i64()?)?;
        }
        Some(sum)
    }
}

mod annotated {
    rtfs::rtfs! {
        (defn amount [event :any] :int
          (case (:type event)
            "order" (reduce + 0 (map (fn [item] (* (:count item) (:price item))) (:items event)))
            "refund" (- (:amount event))
            0))

        (defn paid [events :any] :int
          (->> events
               (filter (fn [event] (>= (get-in event [:user :age]) 18)))
               (map amount)
               (reduce + 0)))

        (defn older [events :any] :int
          (let [changed (map (fn [event] (update-in event [:user :age] inc)) events)]
            (reduce + 0 (map (fn [event] (get-in event [:user :age])) changed))))
    }
}

mod plain {
    rtfs::rtfs! {
        (defn parsed [text] (parse-json text))

        (defn amount [event]
          (match event
            {:type "order" :items items} (reduce + 0 (map (fn [{:keys [count price]}] (* count price)) items))
            {:type "refund" :amount amount} (- amount)
            _ 0))

        (defn paid [events]
          (->> events
               (filter (fn [event] (>= (get-in event [:user :age]) 18)))
               (map amount)
               (reduce + 0)))

        (defn older [events]
          (let [changed (map (fn [event] (update-in event [:user :age] inc)) events)]
            (reduce + 0 (map (fn [event] (get-in event [:user :age])) changed))))
    }
}

pub(crate) fn kernels() -> Vec<Kernel> {
    let text = text();
    let rust: Rc<serde_json::Value> = Rc::new(serde_json::from_str(&text).expect("JSON"));
    let value: Rc<Value> = Rc::new(plain::parsed(&text).expect("JSON"));
    let (rust_too, annotated, plain) = (rust.clone(), value.clone(), value.clone());
    let (a, b) = (value.clone(), value);
    vec![
        Kernel::new(
            "json: look up",
            1.5,
            move || rust::paid(black_box(&rust)),
            move || annotated::paid(black_box(&*a)).map(|n| n.to_string()),
            move || plain::paid(black_box(&*b)).map(|n| n.to_string()),
        ),
        Kernel::new(
            "json: update",
            1.5,
            move || rust::older(black_box(&rust_too)),
            move || annotated::older(black_box(&*annotated)).map(|n| n.to_string()),
            move || plain::older(black_box(&*plain)).map(|n| n.to_string()),
        ),
    ]
}
