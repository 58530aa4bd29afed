//! Programs out of seeds: well-scoped, over all core forms and the whole library, mostly well-typed.
//!
//! Every program has a function `f` of a few parameters, whatever else it defines, and ends with
//!
//! ```text
//! (defn typed [] (pr-str (f 1 [] nil)))
//! (defn dynamic [] (pr-str (f (erase 1) (erase []) (erase nil))))
//! ```
//!
//! which have to come to the same, value or kind of error: the one with all types known, the other with none.
//! One in ten arguments is of a kind that does not fit, so that what can only fail is generated too.

mod forms;
mod items;
mod library;
mod random;

use library::CALLS;
use random::Random;

/// What a value is likely to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Nil,
    Bool,
    Int,
    Float,
    Str,
    Keyword,
    Vector,
    List,
    Set,
    Map,
    /// A function of so many arguments.
    Fn(usize),
    Any,
}

const KINDS: &[Kind] = &[
    Kind::Int,
    Kind::Int,
    Kind::Int,
    Kind::Float,
    Kind::Bool,
    Kind::Str,
    Kind::Keyword,
    Kind::Vector,
    Kind::Vector,
    Kind::Vector,
    Kind::Map,
    Kind::Map,
    Kind::List,
    Kind::Set,
    Kind::Nil,
    Kind::Fn(1),
];

/// How deep expressions nest.
const DEPTH: usize = 4;

/// The program of a seed.
pub(crate) fn program(seed: u64) -> String {
    let mut generator = Generator {
        random: Random::new(seed),
        scope: Vec::new(),
        functions: Vec::new(),
        structs: Vec::new(),
        names: 0,
    };
    generator.program()
}

/// What is in scope while a program is made.
struct Generator {
    random: Random,
    scope: Vec<(String, Kind)>,
    functions: Vec<Function>,
    structs: Vec<Struct>,
    names: usize,
}

/// A function of the program.
#[derive(Clone)]
struct Function {
    name: String,
    /// The first parameter counts down, so an argument for it stays small.
    counts: bool,
    params: Vec<Kind>,
    gives: Kind,
}

/// A struct of the program: its fields, with their kinds.
#[derive(Clone)]
struct Struct {
    name: String,
    fields: Vec<(&'static str, Kind)>,
}

impl Generator {
    fn fresh(&mut self, base: &str) -> String {
        self.names += 1;
        format!("{base}{}", self.names)
    }

    fn kind(&mut self) -> Kind {
        *self.random.of(KINDS)
    }

    /// Text that is made with more names in scope.
    fn within(
        &mut self,
        names: impl IntoIterator<Item = (String, Kind)>,
        make: impl FnOnce(&mut Generator) -> String,
    ) -> String {
        let before = self.scope.len();
        self.scope.extend(names);
        let text = make(self);
        self.scope.truncate(before);
        text
    }

    /// An expression that is likely to give a value of the kind.
    fn expr(&mut self, kind: Kind, depth: usize) -> String {
        let kind = if self.random.one_in(12) {
            self.kind()
        } else {
            kind
        };
        if depth == 0 {
            return self.leaf(kind);
        }
        match self.random.below(12) {
            0 => self.leaf(kind),
            1..=5 => self.call(kind, depth),
            6 => self.own_call(kind, depth),
            _ => self.form(kind, depth),
        }
    }

    fn any(&mut self, depth: usize) -> String {
        let kind = self.kind();
        self.expr(kind, depth)
    }

    /// A name in scope, or a literal.
    fn leaf(&mut self, kind: Kind) -> String {
        let fits: Vec<&String> = self
            .scope
            .iter()
            .filter(|(_, k)| *k == kind || *k == Kind::Any || kind == Kind::Any)
            .map(|(name, _)| name)
            .collect();
        if !fits.is_empty() && !self.random.one_in(4) {
            return (*self.random.of(&fits)).clone();
        }
        self.literal(kind, 1)
    }

    /// A value written out.
    fn literal(&mut self, kind: Kind, depth: usize) -> String {
        let text = match kind {
            Kind::Nil => "nil",
            Kind::Bool => self.random.of(&["true", "false"]),
            Kind::Int if self.random.one_in(12) => self.random.of(&[
                "9223372036854775807",
                "-9223372036854775808",
                "123456789012345678901234567890",
                "4294967296",
            ]),
            Kind::Int => self
                .random
                .of(&["0", "1", "2", "3", "5", "-1", "-7", "10", "100"]),
            Kind::Float => self.random.of(&[
                "0.0", "1.5", "-2.25", "1e3", "0.1", "##Inf", "##NaN", "-0.0",
            ]),
            Kind::Str => {
                self.random
                    .of(&["\"\"", "\"a\"", "\"abc\"", "\"12\"", "\" x,y \"", "\"é\""])
            }
            Kind::Keyword => self.random.of(&[":a", ":b", ":c", ":k"]),
            Kind::Fn(n) => return self.function(n, depth),
            Kind::Vector => return self.collection("[", "]", depth),
            Kind::List => {
                return match self.random.below(3) {
                    0 => (*self.random.of(&["'()", "'(1 2)", "'(:a 1)", "'((1) 2)"])).to_owned(),
                    _ => self.collection("(list ", ")", depth),
                };
            }
            Kind::Set => {
                return match self.random.below(2) {
                    0 => (*self.random.of(&["#{}", "#{1 2}", "#{:a}"])).to_owned(),
                    _ => self.collection("(hash-set ", ")", depth),
                };
            }
            Kind::Map => return self.map(depth),
            Kind::Any => {
                let kind = self.kind();
                return self.literal(kind, depth);
            }
        };
        (*text).to_owned()
    }

    /// A collection, mostly of one kind of elements.
    fn collection(&mut self, open: &str, close: &str, depth: usize) -> String {
        let element = self.kind();
        let count = self.random.below(4);
        let items: Vec<String> = (0..count)
            .map(|_| {
                let kind = if self.random.one_in(5) {
                    self.kind()
                } else {
                    element
                };
                self.element(kind, depth)
            })
            .collect();
        format!("{open}{}{close}", items.join(" "))
    }

    fn element(&mut self, kind: Kind, depth: usize) -> String {
        match depth {
            0 => match kind {
                Kind::Vector => "[]".into(),
                Kind::List => "'()".into(),
                Kind::Map => "{}".into(),
                Kind::Set => "#{}".into(),
                Kind::Fn(_) => "inc".into(),
                kind => self.literal(kind, 0),
            },
            _ => self.expr(kind, depth - 1),
        }
    }

    fn map(&mut self, depth: usize) -> String {
        let mut keys = vec![":a", ":b", ":c", "1", "\"k\"", "nil"];
        if !self.random.one_in(4) {
            keys.truncate(3);
        }
        let mut pairs = Vec::new();
        for _ in 0..self.random.below(4) {
            let key = keys.remove(self.random.below(keys.len()));
            let kind = self.kind();
            pairs.push(format!("{key} {}", self.element(kind, depth)));
            if keys.is_empty() {
                break;
            }
        }
        format!("{{{}}}", pairs.join(" "))
    }

    /// A call of the library: of a function that gives this kind, after one of its examples.
    fn call(&mut self, kind: Kind, depth: usize) -> String {
        let fits: Vec<usize> = (0..CALLS.len())
            .filter(|i| {
                let gives = CALLS[*i].gives;
                gives == kind || kind == Kind::Any
            })
            .collect();
        let at = match fits.is_empty() {
            true => self.random.below(CALLS.len()),
            false => *self.random.of(&fits),
        };
        let call = &CALLS[at];
        let args: Vec<String> = call
            .holes
            .iter()
            .map(|hole| match hole.kind {
                Kind::Any => hole.text.clone(),
                _ if self.random.one_in(3) => hole.text.clone(),
                kind => self.expr(kind, depth - 1),
            })
            .collect();
        format!("({} {})", call.name, args.join(" "))
    }

    /// A call of a function of the program, or a struct made or looked into.
    fn own_call(&mut self, kind: Kind, depth: usize) -> String {
        if !self.structs.is_empty() && (kind == Kind::Map || self.random.one_in(3)) {
            return self.structure(kind, depth);
        }
        let fits: Vec<Function> = self
            .functions
            .iter()
            .filter(|f| f.gives == kind || kind == Kind::Any)
            .cloned()
            .collect();
        if fits.is_empty() {
            return self.call(kind, depth);
        }
        let f = self.random.of(&fits).clone();
        let mut args = Vec::new();
        for (i, param) in f.params.iter().enumerate() {
            args.push(match (f.counts, i) {
                (true, 0) => (*self.random.of(&["0", "1", "3"])).to_owned(),
                _ => self.expr(*param, depth - 1),
            });
        }
        format!("({} {})", f.name, args.join(" "))
    }

    /// A function value of so many arguments.
    fn function(&mut self, count: usize, depth: usize) -> String {
        let below = depth.saturating_sub(1);
        match self.random.below(10) {
            0 if count == 1 => (*self
                .random
                .of(&["inc", "str", "first", "count", "even?", "identity", "not"]))
            .to_owned(),
            1 if count == 1 => self.literal(Kind::Keyword, 0),
            2 if count == 1 => self.literal(Kind::Set, below),
            3 if count == 1 => format!(
                "(partial {} {})",
                self.function(2, below),
                self.leaf(Kind::Int)
            ),
            4 if count == 1 => format!(
                "(comp {} {})",
                self.function(1, below),
                self.function(1, below)
            ),
            5 if count == 1 => format!("(constantly {})", self.leaf(Kind::Any)),
            6 if count == 1 => format!(
                "(juxt {} {})",
                self.function(1, below),
                self.function(1, below)
            ),
            7 if count == 1 => format!("(complement {})", self.function(1, below)),
            0..=2 if count == 2 => (*self
                .random
                .of(&["+", "max", "conj", "str", "=", "vector", "<"]))
            .to_owned(),
            _ => {
                let params: Vec<(String, Kind)> = (0..count)
                    .map(|_| {
                        let kind = match self.random.below(3) {
                            0 => self.kind(),
                            _ => Kind::Int,
                        };
                        (self.fresh("p"), kind)
                    })
                    .collect();
                let names: Vec<String> = params.iter().map(|(name, _)| name.clone()).collect();
                let body = self.within(params, |g| g.any(below));
                format!("(fn [{}] {body})", names.join(" "))
            }
        }
    }
}
