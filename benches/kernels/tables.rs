//! Maps, strings, records, and versions of a large vector.

use std::hint::black_box;

use rtfs::{Int, Str, Vector};

use crate::table::Kernel;

mod rust {
    use std::collections::HashMap;

    use rpds::VectorSync;

    pub(crate) fn word_count(text: &str) -> Option<i64> {
        let mut counts: HashMap<&str, i64> = HashMap::new();
        for word in text.split(' ') {
            let count = counts.entry(word).or_insert(0);
            *count = count.checked_add(1)?;
        }
        let most = counts.values().copied().max()?;
        most.checked_mul(1000)?.checked_add(counts.len() as i64)
    }

    pub(crate) fn strings(n: i64) -> Option<i64> {
        let numbers: Vec<String> = (0..n).map(|i| i.to_string()).collect();
        let text = numbers.join(",");
        let parts = text.split(',').map(|part| part.parse::<i64>().ok());
        parts
            .into_iter()
            .try_fold(0i64, |sum, x| sum.checked_add(x?))
    }

    struct Row {
        kind: i64,
        price: f64,
    }

    pub(crate) fn records(n: i64) -> Option<f64> {
        let rows: Vec<Row> = (0..n)
            .map(|i| Row {
                kind: i.rem_euclid(7),
                price: 1.5 * i.rem_euclid(100) as f64,
            })
            .collect();
        let mut groups: HashMap<i64, Vec<&Row>> = HashMap::new();
        for row in rows.iter().filter(|row| row.price > 20.0) {
            groups.entry(row.kind).or_default().push(row);
        }
        let mut best = 0.0f64;
        for group in groups.values() {
            best = best.max(group.iter().fold(0.0, |sum, row| sum + row.price));
        }
        Some(best)
    }

    /// Plain `rpds`, which is what a good Rust programmer takes for versions of a vector.
    pub(crate) fn versions(items: &VectorSync<i64>, n: i64) -> Option<i64> {
        let mut sum = 0i64;
        for i in 0..n {
            let at = i.checked_mul(997)? as usize;
            sum = sum.checked_add(*items.set(at, i)?.get(at)?)?;
        }
        Some(sum)
    }
}

mod annotated {
    rtfs::rtfs! {
        (defn word-count [text :string] :int
          (let [counts (reduce (fn [counts word :string] (update counts word (fnil inc 0)))
                               {}
                               (split text " "))]
            (+ (* 1000 (reduce max 0 (vals counts))) (count counts))))

        (defn strings [n :int] :int
          (reduce + 0 (map (fn [part :string] (parse-int part)) (split (join "," (range n)) ","))))

        (defn records [n :int] :float
          (let [rows (map (fn [i :int] {:kind (mod i 7) :price (* 1.5 (mod i 100))}) (range n))
                groups (group-by :kind (filter (fn [row] (> (:price row) 20.0)) rows))]
            (reduce max 0.0
                    (map (fn [group] (reduce + 0.0 (map :price group))) (vals groups)))))

        (defn versions [items [:vector :int] n :int] :int
          (reduce + 0
                  (map (fn [i :int] (nth (assoc items (* i 997) i) (* i 997))) (range n))))
    }
}

mod plain {
    rtfs::rtfs! {
        (defn- counted [text]
          (let [counts (reduce (fn [counts word] (update counts word (fnil inc 0)))
                               {}
                               (split text " "))]
            (+ (* 1000 (reduce max 0 (vals counts))) (count counts))))

        (defn word-count [text :string] :int (counted text))

        (defn strings [n]
          (reduce + 0 (map parse-int (split (join "," (range n)) ","))))

        (defn records [n]
          (let [rows (map (fn [i] {:kind (mod i 7) :price (* 1.5 (mod i 100))}) (range n))
                groups (group-by :kind (filter (fn [row] (> (:price row) 20.0)) rows))]
            (reduce max 0.0
                    (map (fn [group] (reduce + 0.0 (map :price group))) (vals groups)))))

        (defn- versions-of [items n]
          (reduce + 0
                  (map (fn [i] (nth (assoc items (* i 997) i) (* i 997))) (range n))))

        (defn versions [items [:vector :int] n :int] (versions-of items n))
    }
}

/// A text of words of which some are frequent.
fn text(words: u64) -> String {
    let mut state = 1u64;
    let mut text = String::new();
    for _ in 0..words {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let (a, b) = (state >> 33 & 63, state >> 40 & 63);
        text.push_str(if text.is_empty() { "" } else { " " });
        text.push_str(&format!("word{}", a * b));
    }
    text
}

pub(crate) fn kernels() -> Vec<Kernel> {
    const MANY: i64 = 1_000_000;
    let words = text(20_000);
    let (first, second) = (Str::from(&*words), Str::from(&*words));
    let persistent: rpds::VectorSync<i64> = (0..MANY).collect();
    let vector: Vector<Int> = (0..MANY).map(Int::from).collect();
    let same = vector.clone();
    vec![
        Kernel::new(
            "word count",
            1.2,
            move || rust::word_count(black_box(&words)),
            move || annotated::word_count(black_box(&first)),
            move || plain::word_count(black_box(&second)),
        ),
        Kernel::new(
            "strings",
            1.5,
            || rust::strings(black_box(10_000)),
            || annotated::strings(black_box(10_000)),
            || plain::strings(black_box(10_000)),
        ),
        Kernel::new(
            "records",
            2.0,
            || rust::records(black_box(20_000)),
            || annotated::records(black_box(20_000)),
            || plain::records(black_box(20_000)),
        ),
        // The base is plain `rpds`.
        Kernel::new(
            "shared update",
            1.0,
            move || rust::versions(black_box(&persistent), black_box(1000)),
            move || annotated::versions(black_box(&vector), black_box(1000)),
            move || plain::versions(black_box(&same), black_box(1000)),
        ),
    ]
}
