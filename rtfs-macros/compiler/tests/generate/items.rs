//! What stands at the top of a program: structs, constants, functions of several shapes, and the ends.

use super::{DEPTH, Function, Generator, Kind, Struct};

impl Generator {
    pub(super) fn program(&mut self) -> String {
        let mut items = vec!["(defn- erase [x] (if (= 1 2) \"\" (if (= 1 2) :k x)))".to_owned()];
        for _ in 0..self.random.below(4) {
            let item = match self.random.below(8) {
                0 => self.struct_item(),
                1 => self.constant(),
                2 => self.counting_function(),
                3 => self.recursive_function(),
                4 => self.mutual_functions(),
                5 => self.annotated_function(),
                6 => self.arities(),
                _ => self.plain_function(),
            };
            items.push(item);
        }
        items.extend(self.ends());
        items.join("\n")
    }

    /// The function `f`, and its calls with and without types.
    fn ends(&mut self) -> [String; 3] {
        let count = 1 + self.random.below(3);
        let params: Vec<(String, Kind)> =
            (0..count).map(|i| (format!("x{i}"), self.kind())).collect();
        let args: Vec<String> = params
            .iter()
            .map(|(_, kind)| self.literal(*kind, 1))
            .collect();
        let erased: Vec<String> = args.iter().map(|arg| format!("(erase {arg})")).collect();
        let names: Vec<String> = params.iter().map(|(name, _)| name.clone()).collect();
        let kind = self.kind();
        let body = self.within(params, |g| g.expr(kind, DEPTH));
        [
            format!("(defn f [{}] {body})", names.join(" ")),
            format!("(defn typed [] (pr-str (f {})))", args.join(" ")),
            format!("(defn dynamic [] (pr-str (f {})))", erased.join(" ")),
        ]
    }

    fn params(&mut self, count: usize) -> Vec<(String, Kind)> {
        (0..count).map(|_| (self.fresh("p"), self.kind())).collect()
    }

    fn define(&mut self, name: &str, counts: bool, params: Vec<Kind>, gives: Kind) {
        self.functions.push(Function {
            name: name.to_owned(),
            counts,
            params,
            gives,
        });
    }

    fn plain_function(&mut self) -> String {
        let count = self.random.below(3);
        let (name, params, gives) = (self.fresh("h"), self.params(count), self.kind());
        let names: Vec<String> = params.iter().map(|(name, _)| name.clone()).collect();
        let kinds = params.iter().map(|(_, kind)| *kind).collect();
        let body = self.within(params, |g| g.expr(gives, DEPTH - 1));
        self.define(&name, false, kinds, gives);
        let head = self.random.of(&["defn", "defn-"]);
        format!("({head} {name} [{}] {body})", names.join(" "))
    }

    /// A loop by a call of itself in tail position.
    fn counting_function(&mut self) -> String {
        let (name, gives) = (self.fresh("h"), self.kind());
        let params = vec![("n".to_owned(), Kind::Int), ("acc".to_owned(), gives)];
        let next = self.within(params, |g| g.expr(gives, DEPTH - 2));
        let again = match self.random.below(2) {
            0 => "recur",
            _ => &name,
        };
        let text = format!("(defn {name} [n acc] (if (< n 1) acc ({again} (dec n) {next})))");
        self.define(&name, true, vec![Kind::Int, gives], gives);
        text
    }

    /// A call of itself that is not in tail position.
    fn recursive_function(&mut self) -> String {
        let (name, gives) = (self.fresh("h"), self.kind());
        let base = self.literal(gives, 1);
        let params = vec![("n".to_owned(), Kind::Int), ("r".to_owned(), gives)];
        let step = self.within(params, |g| g.expr(gives, DEPTH - 2));
        self.define(&name, true, vec![Kind::Int], gives);
        format!("(defn {name} [n] (if (< n 1) {base} (let [r ({name} (dec n))] {step})))")
    }

    fn mutual_functions(&mut self) -> String {
        let (one, two, gives) = (self.fresh("h"), self.fresh("h"), self.kind());
        let params = vec![("n".to_owned(), Kind::Int), ("x".to_owned(), gives)];
        let left = self.within(params.clone(), |g| g.expr(gives, DEPTH - 2));
        let right = self.within(params, |g| g.expr(gives, DEPTH - 2));
        self.define(&one, true, vec![Kind::Int, gives], gives);
        format!(
            "(defn {one} [n x] (if (< n 1) x ({two} (dec n) {left})))\n\
             (defn {two} [n x] (if (< n 1) x ({one} (dec n) {right})))"
        )
    }

    fn annotated_function(&mut self) -> String {
        let (name, params, gives) = (self.fresh("h"), self.params(2), self.kind());
        let mut header = Vec::new();
        for (name, kind) in &params {
            header.push(match self.type_of(*kind) {
                Some(ty) => format!("{name} {ty}"),
                None => name.clone(),
            });
        }
        let result = match self.type_of(gives) {
            Some(ty) if self.random.one_in(2) => ty,
            _ => String::new(),
        };
        let kinds = params.iter().map(|(_, kind)| *kind).collect();
        let body = self.within(params, |g| g.expr(gives, DEPTH - 1));
        self.define(&name, false, kinds, gives);
        format!("(defn {name} [{}] {result} {body})", header.join(" "))
    }

    /// Several arities, the last with more arguments.
    fn arities(&mut self) -> String {
        let (name, gives) = (self.fresh("h"), self.kind());
        let one = vec![("p".to_owned(), Kind::Int)];
        let many = vec![("p".to_owned(), Kind::Int), ("more".to_owned(), Kind::List)];
        let first = self.within(one, |g| g.expr(gives, DEPTH - 2));
        let second = self.within(many, |g| g.expr(gives, DEPTH - 2));
        let extra = self.random.below(3);
        self.define(&name, false, vec![Kind::Int; 1 + extra], gives);
        format!("(defn {name} ([p] {first}) ([p & more] {second}))")
    }

    fn constant(&mut self) -> String {
        let (name, kind) = (self.fresh("k"), self.kind());
        let value = self.expr(kind, 2);
        self.scope.push((name.clone(), kind));
        format!("(def {name} {value})")
    }

    fn struct_item(&mut self) -> String {
        let name = self.fresh("S");
        let mut fields = Vec::new();
        let mut text = String::new();
        for key in ["p", "q"].into_iter().take(1 + self.random.below(2)) {
            let kind = self.kind();
            let Some(ty) = self.type_of(kind) else {
                continue;
            };
            text.push_str(&format!(" :{key} {ty}"));
            fields.push((key, kind));
        }
        self.structs.push(Struct {
            name: name.clone(),
            fields,
        });
        format!("(defstruct {name}{text})")
    }

    /// A struct, or a field of one.
    pub(super) fn structure(&mut self, kind: Kind, depth: usize) -> String {
        let all = self.structs.clone();
        let s = self.random.of(&all);
        let mut values = Vec::new();
        for (_, field) in &s.fields {
            values.push(self.expr(*field, depth - 1));
        }
        let made = match self.random.below(2) {
            0 => format!("(->{} {})", s.name, values.join(" ")),
            _ => {
                let pairs = s.fields.iter().zip(&values);
                let pairs: Vec<String> = pairs.map(|((key, _), v)| format!(":{key} {v}")).collect();
                format!("({} {{{}}})", s.name, pairs.join(" "))
            }
        };
        match self.random.below(4) {
            _ if kind == Kind::Map => made,
            0 => format!("(:p {made})"),
            // What replaces a field is checked only where the struct is known to be one: here it fits.
            1 => format!("(update {made} :p identity)"),
            2 => format!("(assoc {made} :b {})", self.any(depth - 1)),
            _ => format!("(get {made} :p)"),
        }
    }

    /// A type that values of the kind have; at times with nil, or of a certain width.
    pub(super) fn type_of(&mut self, kind: Kind) -> Option<String> {
        let element = *self
            .random
            .of(&[":int", ":float", ":string", ":any", ":keyword", ":int?"]);
        let ty = match kind {
            Kind::Bool => ":bool".to_owned(),
            Kind::Int => (*self.random.of(&[":int", ":int", ":i64", ":u8", ":number"])).to_owned(),
            Kind::Float => (*self.random.of(&[":float", ":number"])).to_owned(),
            Kind::Str => ":string".to_owned(),
            Kind::Keyword => ":keyword".to_owned(),
            Kind::Vector => match self.random.below(3) {
                0 => format!("[:tuple {element} {element}]"),
                _ => format!("[:vector {element}]"),
            },
            Kind::List => format!("[:list {element}]"),
            Kind::Set => format!("[:set {element}]"),
            Kind::Map => match self.random.below(2) {
                0 => format!("[:map [:a {element}]]"),
                _ => format!("[:map-of :keyword {element}]"),
            },
            Kind::Fn(1) => format!("[:fn [:int] {element}]"),
            Kind::Nil | Kind::Fn(_) | Kind::Any => return None,
        };
        match ty.starts_with(':') && self.random.one_in(4) {
            true => Some(format!("{ty}?")),
            false => Some(ty),
        }
    }
}
