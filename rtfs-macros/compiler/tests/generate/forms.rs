//! The core forms, around expressions.

use super::{Generator, Kind};

impl Generator {
    /// A form whose value is likely to be of the kind.
    pub(super) fn form(&mut self, kind: Kind, depth: usize) -> String {
        let below = depth - 1;
        match (self.random.below(30), kind) {
            (0..=1, _) => format!(
                "(if {} {} {})",
                self.condition(below),
                self.expr(kind, below),
                self.expr(kind, below)
            ),
            (2, _) => format!("(if {} {})", self.condition(below), self.expr(kind, below)),
            (3, _) => format!(
                "(when {} {})",
                self.condition(below),
                self.expr(kind, below)
            ),
            (4..=6, _) => self.bindings(kind, below),
            (7, _) => format!("(do {} {})", self.any(below), self.expr(kind, below)),
            (8, _) => format!(
                "(cond {} {} {} {} :else {})",
                self.condition(below),
                self.expr(kind, below),
                self.condition(below),
                self.expr(kind, below),
                self.expr(kind, below)
            ),
            (9, _) => format!(
                "(case {} 1 {} (:a :b) {} {})",
                self.any(below),
                self.expr(kind, below),
                self.expr(kind, below),
                self.expr(kind, below)
            ),
            (10, _) => format!(
                "({} {} {})",
                self.random.of(&["and", "or"]),
                self.any(below),
                self.expr(kind, below)
            ),
            (11..=12, _) => self.counted_loop(kind, below),
            (13, _) => self.when_bound(kind, below),
            (14, _) => self.threaded(kind, below),
            (15, _) => self.applied(kind, below),
            (16, _) => self.looked_up(below),
            (17, _) => self.local_functions(kind, below),
            (18, Kind::Nil) => format!("(dotimes [i {}] i)", self.expr(Kind::Int, below)),
            (19, Kind::Nil) => {
                let name = self.fresh("x");
                let coll = self.expr(Kind::Vector, below);
                let body = self.within([(name.clone(), Kind::Any)], |g| g.any(below));
                format!("(doseq [{name} {coll}] {body})")
            }
            (20, _) => format!(
                "(do (assert {} \"m\") {})",
                self.condition(below),
                self.expr(kind, below)
            ),
            (22..=23, _) => self.attempt(kind, below),
            (24..=25, _) => self.matched(kind, below),
            (_, Kind::Vector) => match self.random.below(3) {
                0 => self.comprehension(below),
                1 => self.parallel(below),
                _ => self.call(kind, depth),
            },
            (_, Kind::Fn(_)) | (21, _) => self.literal(kind, depth),
            _ => self.call(kind, depth),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        let kind = match self.random.below(3) {
            0 => self.kind(),
            _ => Kind::Bool,
        };
        self.expr(kind, depth)
    }

    /// `let`, with a pattern at times or a type.
    fn bindings(&mut self, kind: Kind, depth: usize) -> String {
        let (pattern, value, names) = match self.random.below(8) {
            0 => self.vector_pattern(depth),
            1 => self.map_pattern(depth),
            2 => {
                let (name, declared, value) =
                    (self.fresh("t"), self.kind(), self.expr(Kind::Any, depth));
                match self.type_of(declared) {
                    Some(ty) => (format!("{name} {ty}"), value, vec![(name, declared)]),
                    None => (name.clone(), value, vec![(name, Kind::Any)]),
                }
            }
            _ => {
                let (name, bound) = (self.fresh("v"), self.kind());
                let value = self.expr(bound, depth);
                (name.clone(), value, vec![(name, bound)])
            }
        };
        let body = self.within(names, |g| g.expr(kind, depth));
        format!("(let [{pattern} {value}] {body})")
    }

    pub(super) fn vector_pattern(&mut self, depth: usize) -> (String, String, Vec<(String, Kind)>) {
        let (a, b, more) = (self.fresh("a"), self.fresh("b"), self.fresh("m"));
        let value = self.expr(Kind::Vector, depth);
        match self.random.below(3) {
            0 => (
                format!("[{a} {b}]"),
                value,
                vec![(a, Kind::Int), (b, Kind::Int)],
            ),
            1 => (
                format!("[{a} & {more}]"),
                value,
                vec![(a, Kind::Int), (more, Kind::List)],
            ),
            _ => (
                format!("[[{a}] {b} :as {more}]"),
                value,
                vec![(a, Kind::Int), (b, Kind::Int), (more, Kind::Vector)],
            ),
        }
    }

    pub(super) fn map_pattern(&mut self, depth: usize) -> (String, String, Vec<(String, Kind)>) {
        let value = self.expr(Kind::Map, depth);
        let whole = self.fresh("m");
        match self.random.below(3) {
            0 => (
                "{:keys [a b]}".into(),
                value,
                vec![("a".into(), Kind::Int), ("b".into(), Kind::Int)],
            ),
            1 => {
                let or = self.leaf(Kind::Int);
                (
                    format!("{{:keys [a] :or {{a {or}}} :as {whole}}}"),
                    value,
                    vec![("a".into(), Kind::Int), (whole, Kind::Map)],
                )
            }
            _ => (
                "{x :a [y] :b}".into(),
                value,
                vec![("x".into(), Kind::Int), ("y".into(), Kind::Int)],
            ),
        }
    }

    /// A loop that counts, so that it ends. Its state may stay as it is from round to round, or change in some only.
    fn counted_loop(&mut self, kind: Kind, depth: usize) -> String {
        let i = self.fresh("i");
        let mut state = vec![(self.fresh("acc"), kind)];
        for _ in 0..self.random.below(3) {
            state.push((self.fresh("s"), self.kind()));
        }
        let mut begin = Vec::new();
        for (name, kind) in &state {
            let ty = match self.random.one_in(4) {
                true => self.type_of(*kind).unwrap_or_default(),
                false => String::new(),
            };
            begin.push(format!("{name} {ty} {}", self.expr(*kind, depth)));
        }
        let names: Vec<_> = [(i.clone(), Kind::Int)]
            .into_iter()
            .chain(state.clone())
            .collect();
        let done = self.within(names.clone(), |g| g.leaf(kind));
        let mut round = self.next_round(&i, &state, &names, depth);
        if self.random.one_in(3) {
            let other = self.next_round(&i, &state, &names, depth);
            round = format!("(if (even? {i}) {round} {other})");
        }
        let (begin, bound) = (begin.join(" "), self.random.of(&["2", "3", "9"]));
        format!("(loop [{i} 0 {begin}] (if (< {i} {bound}) {round} {done}))")
    }

    fn next_round(
        &mut self,
        i: &str,
        state: &[(String, Kind)],
        names: &[(String, Kind)],
        depth: usize,
    ) -> String {
        let next: Vec<String> = state
            .iter()
            .map(|(name, kind)| match self.random.one_in(3) {
                true => name.clone(),
                false => self.within(names.to_vec(), |g| g.expr(*kind, depth)),
            })
            .collect();
        format!("(recur (inc {i}) {})", next.join(" "))
    }

    fn attempt(&mut self, kind: Kind, depth: usize) -> String {
        let name = self.fresh("e");
        let body = self.expr(kind, depth);
        let handler = self.within([(name.clone(), Kind::Map)], |g| g.expr(kind, depth));
        let selector = *self
            .random
            .of(&["_", ":type-error", "RuntimeError", ":thrown"]);
        match self.random.below(3) {
            0 => format!(
                "(try (do (throw {}) {body}) (catch {selector} {name} {handler}) (finally {}))",
                self.any(depth),
                self.any(depth)
            ),
            _ => format!("(try {body} (catch {selector} {name} {handler}))"),
        }
    }

    fn matched(&mut self, kind: Kind, depth: usize) -> String {
        let (a, b) = (self.fresh("a"), self.fresh("b"));
        let (pattern, names) = match self.random.below(6) {
            0 => (format!("[{a} {b}]"), vec![(a, Kind::Int), (b, Kind::Int)]),
            1 => (
                format!("[{a} & {b}]"),
                vec![(a, Kind::Int), (b, Kind::List)],
            ),
            2 => (format!("{{:a {a}}}"), vec![(a, Kind::Int)]),
            3 => (format!("(:int {a})"), vec![(a, Kind::Int)]),
            4 => ("(or 1 :a nil)".into(), vec![]),
            _ => (
                format!("(:as {a} [1 {b}])"),
                vec![(a, Kind::Vector), (b, Kind::Int)],
            ),
        };
        let value = self.any(depth);
        let guard = match self.random.below(3) {
            0 => {
                let test = self.within(names.clone(), |g| g.condition(depth));
                format!("when {test} ")
            }
            _ => String::new(),
        };
        let then = self.within(names, |g| g.expr(kind, depth));
        let other = self.expr(kind, depth);
        format!("(match {value} {pattern} {guard}{then} _ {other})")
    }

    fn when_bound(&mut self, kind: Kind, depth: usize) -> String {
        let (name, bound) = (self.fresh("w"), self.kind());
        let value = self.expr(bound, depth);
        let then = self.within([(name.clone(), bound)], |g| g.expr(kind, depth));
        match self.random.below(2) {
            0 => format!("(when-let [{name} {value}] {then})"),
            _ => format!(
                "(if-let [{name} {value}] {then} {})",
                self.expr(kind, depth)
            ),
        }
    }

    fn threaded(&mut self, kind: Kind, depth: usize) -> String {
        match self.random.below(3) {
            0 => format!(
                "(-> {} {})",
                self.expr(kind, depth),
                self.function(1, depth)
            ),
            1 => format!(
                "(->> {} (map {}) (filter {}) {})",
                self.expr(Kind::Vector, depth),
                self.function(1, depth),
                self.function(1, depth),
                self.random.of(&[
                    "vec",
                    "first",
                    "(reduce +)",
                    "count",
                    "(into #{})",
                    "(take 2)"
                ])
            ),
            _ => format!(
                "(->> {} ({} {}) ({} {}))",
                self.expr(Kind::Vector, depth),
                self.random
                    .of(&["map", "keep", "remove", "mapcat", "take-while"]),
                self.function(1, depth),
                self.random.of(&[
                    "some",
                    "every?",
                    "sort-by",
                    "group-by",
                    "map",
                    "partition-by"
                ]),
                self.function(1, depth)
            ),
        }
    }

    /// A function value, called.
    fn applied(&mut self, kind: Kind, depth: usize) -> String {
        let (name, bound) = (self.fresh("q"), self.kind());
        let value = self.expr(bound, depth);
        let body = self.within([(name.clone(), bound)], |g| g.expr(kind, depth));
        match self.random.below(4) {
            0 => format!("({} {value})", self.expr(Kind::Fn(1), depth)),
            1 => format!("(apply {} [{value}])", self.function(1, depth)),
            _ => format!("((fn [{name}] {body}) {value})"),
        }
    }

    /// Data that looks itself up.
    fn looked_up(&mut self, depth: usize) -> String {
        match self.random.below(3) {
            0 => format!("(:a {})", self.expr(Kind::Map, depth)),
            1 => format!("({} :b {})", self.expr(Kind::Map, depth), self.any(depth)),
            _ => format!("({} 0)", self.expr(Kind::Vector, depth)),
        }
    }

    fn local_functions(&mut self, kind: Kind, depth: usize) -> String {
        let (name, n) = (self.fresh("g"), self.fresh("n"));
        let body = self.within([(n.clone(), Kind::Int)], |g| g.expr(kind, depth));
        let function = (name.clone(), Kind::Fn(1));
        let rest = self.within([function], |g| g.expr(kind, depth));
        match self.random.below(2) {
            0 => format!(
                "(letfn [({name} [{n}] (if (< {n} 1) {body} ({name} (dec {n}))))] (do {rest} ({name} 2)))"
            ),
            _ => format!("(let [{name} (fn {name} [{n}] {body})] {rest})"),
        }
    }

    fn comprehension(&mut self, depth: usize) -> String {
        let (x, y) = (self.fresh("x"), self.fresh("y"));
        let coll = self.expr(Kind::Vector, depth);
        let head = *self.random.of(&["for", "for", "pfor"]);
        let names = vec![(x.clone(), Kind::Int)];
        match self.random.below(3) {
            0 => {
                let body = self.within(names, |g| g.any(depth));
                format!("({head} [{x} {coll}] {body})")
            }
            1 => {
                let test = self.within(names.clone(), |g| g.condition(depth));
                let body = self.within(names, |g| g.any(depth));
                let clause = self.random.of(&[":when", ":while"]);
                format!("({head} [{x} {coll} {clause} {test}] {body})")
            }
            _ => {
                let value = self.within(names.clone(), |g| g.any(depth));
                let both = vec![(x.clone(), Kind::Int), (y.clone(), Kind::Any)];
                let body = self.within(both, |g| g.any(depth));
                format!("({head} [{x} {coll} :let [{y} {value}] z [1 2]] {body})")
            }
        }
    }

    fn parallel(&mut self, depth: usize) -> String {
        let function = |g: &mut Generator| g.function(1, depth);
        match self.random.below(6) {
            0 => format!("(parallel {} {})", self.any(depth), self.any(depth)),
            1 => format!("(:parallel {})", self.expr(Kind::Vector, depth)),
            2 => format!(
                "(pmap {} {})",
                function(self),
                self.expr(Kind::Vector, depth)
            ),
            3 => format!(
                "(pfilter {} {})",
                function(self),
                self.expr(Kind::Vector, depth)
            ),
            4 => format!("[(preduce + 0 {})]", self.expr(Kind::Vector, depth)),
            _ => {
                let (a, b) = (self.fresh("a"), self.fresh("b"));
                let (left, right) = (self.any(depth), self.any(depth));
                let names = [(a.clone(), Kind::Any), (b.clone(), Kind::Any)];
                let body = self.within(names, |g| g.expr(Kind::Vector, depth));
                format!("(with-parallel [{a} {left} {b} {right}] {body})")
            }
        }
    }
}
