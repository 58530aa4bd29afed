//! No text, however odd, makes the compiler panic, hang or contradict itself: it gives a program or says
//! what is wrong.
//!
//! Three kinds of texts: any characters at all, sound programs with something changed, and calls of every
//! form and function with arguments of every kind. What is accepted has to parse as Rust.

use std::sync::mpsc;
use std::time::Duration;

use proptest::prelude::*;
use proptest::sample::select;
use rtfs_compiler::compile;
use rtfs_compiler::source::{Options, Source};

/// Longer than any of these programs takes, even in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(300);

/// More Rust than any of these programs needs.
const SPACE: usize = 20 << 20;

/// Sound programs that use much of the language between them.
const PROGRAMS: &[&str] = &[
    "(defn factorial [n acc] (if (= n 0) acc (recur (dec n) (* n acc))))",
    "(defn fib [n] (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))",
    "(defn total [xs [:vector :int]] :int (reduce + 0 (map (fn [x] (* x x)) (filter even? xs))))",
    "(defstruct Point :x :float :y :float) (defn flip [p :Point] (->Point (:y p) (:x p)))",
    "(defn f ([x] (f x 1)) ([x y & more] [x y more]))",
    "(defn g [{:keys [a b] :or {a 1} :as m} [c & d]] (let [e (+ a b) [p q] d] {:e e :m m :p [p q c]}))",
    "(loop [i 0 acc []] (if (< i 10) (recur (inc i) (conj acc (str i))) acc))",
    "(for [x (range 10) :let [y (* x x)] :when (odd? y) z [1 2] :while (< z 2)] [x y z])",
    "(defn c [k] (case k :a 1 (:b :c) 2 (cond (= k :d) 3 :else nil)))",
    "(-> {:a {:b 1}} (assoc-in [:a :c] 2) (update-in [:a :b] inc) :a keys sort)",
    "(->> (iterate inc 1) (map #(* % %)) (take-while #(< % 100)) (reduce +))",
    "(letfn [(ev [n] (if (= n 0) true (od (dec n)))) (od [n] (if (= n 0) false (ev (dec n))))] (ev 10))",
    "(:parallel {:grain 4} (map inc [1 2 3])) (with-parallel [a (inc 1) b (inc 2)] (+ a b))",
    "(def limit 10) (def double (partial * 2)) (defn- h [x] (assert (< x limit)) (dbg (double x)))",
    "(extern crate::ops/half [:int] :int) (defn w [x] (half x)) (deftest t (is (= 1 1) \"m\"))",
    "(when-let [x (first [nil 1])] (dotimes [i 3] i) (doseq [y [x]] y) (and x (or nil x)))",
    "(defn m [s] (frequencies (map upper (split s \",\")))) (defn n [] '(a \"b\" #{:c} {d 1.5e3}))",
];

/// What is put into programs: names of forms and functions, and literals of every kind.
fn atom() -> impl Strategy<Value = &'static str> {
    let mut atoms = vec![
        "if",
        "let",
        "fn",
        "do",
        "loop",
        "recur",
        "for",
        "doseq",
        "dotimes",
        "case",
        "cond",
        "and",
        "or",
        "when",
        "when-not",
        "if-not",
        "if-let",
        "when-let",
        "->",
        "->>",
        "quote",
        "def",
        "defn",
        "defn-",
        "letfn",
        "dbg",
        "assert",
        "is",
        "parallel",
        "with-parallel",
        "pmap",
        "pfilter",
        "preduce",
        "pfor",
        "defstruct",
        "extern",
        "deftest",
        "testing",
        "match",
        "try",
        "nil",
        "true",
        "false",
        "0",
        "1",
        "-1",
        "1.5",
        "123456789012345678901234567890",
        "\"a\"",
        "\"\"",
        ":a",
        ":int",
        ":float",
        ":keys",
        ":as",
        ":or",
        ":let",
        ":when",
        ":while",
        ":else",
        "&",
        "_",
        "%",
        "%2",
        "x",
        "y",
        "f",
        "Point",
        "->Point",
        "[]",
        "()",
        "{}",
        "#{}",
        "[x y]",
        "[1 2]",
        "{:a 1}",
        "#{1}",
        "(f x)",
        "(fn [x] x)",
        "#(inc %)",
        "(range)",
        "(range 3)",
        "(recur x)",
        "'a",
        "'(1 2)",
        ":",
        "##Inf",
        "1/2",
        "a/b",
        "^:k",
        "[:vector :int]",
        "[:fn [:int] :int]",
        "(throw \"x\")",
        "(x y)",
        "x²",
        "größe",
        "self",
        "type",
    ];
    atoms.extend(
        rtfs_rt::library::table()
            .iter()
            .flat_map(|f| f.names.iter().copied()),
    );
    select(atoms)
}

/// A form made of atoms: calls, mostly.
fn form() -> impl Strategy<Value = String> {
    atom()
        .prop_map(String::from)
        .prop_recursive(5, 40, 5, |inner| {
            let inner = prop::collection::vec(inner, 0..5).prop_map(|parts| parts.join(" "));
            prop_oneof![
                4 => (atom(), inner.clone()).prop_map(|(head, rest)| format!("({head} {rest})")),
                1 => inner.clone().prop_map(|rest| format!("[{rest}]")),
                1 => inner.clone().prop_map(|rest| format!("{{{rest}}}")),
                1 => inner.clone().prop_map(|rest| format!("(fn [x y] {rest})")),
                1 => inner.clone().prop_map(|rest| format!("(let [x {rest}] x)")),
                1 => inner.clone().prop_map(|rest| format!("(loop [x 1 y {rest}] (recur y x))")),
                1 => inner.prop_map(|rest| format!("(map {rest})")),
            ]
        })
}

/// A sound program with some atoms exchanged, dropped or added, or brackets that do not match.
fn changed() -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), 0..5_u8, atom(), form());
    (select(PROGRAMS), prop::collection::vec(change, 1..4)).prop_map(|(program, changes)| {
        let mut words: Vec<String> = split(program);
        for (at, what, atom, form) in changes {
            if words.is_empty() {
                break;
            }
            let at = at.index(words.len());
            match what {
                0 => {
                    words.remove(at);
                }
                1 => words[at] = atom.to_owned(),
                2 => words.insert(at, atom.to_owned()),
                3 => words.insert(at, form),
                _ => {
                    let word = words[at].clone();
                    words.insert(at, word);
                }
            }
        }
        words.join(" ")
    })
}

/// Brackets and what stands between them.
fn split(program: &str) -> Vec<String> {
    let mut spaced = String::new();
    for c in program.chars() {
        if "()[]{}".contains(c) {
            spaced.extend([' ', c, ' ']);
        } else {
            spaced.push(c);
        }
    }
    spaced.split_whitespace().map(String::from).collect()
}

/// Stack for what walks the tokens here; the compiler itself brings its own.
const STACK: usize = 1 << 30;

/// Compiles a text and checks all that holds of any.
fn check(text: &str) -> Result<(), String> {
    let (sender, receiver) = mpsc::channel();
    let program = text.to_owned();
    let thread = std::thread::Builder::new().stack_size(STACK);
    let compiling = thread.spawn(move || {
        let source = Source::new(&program, "program.rtfs");
        let output = compile(&source, &Options::default(), &|_| {
            proc_macro2::Span::call_site()
        });
        let found: Vec<(String, &str, usize)> = output
            .diagnostics
            .iter()
            .map(|d| (d.message.clone(), d.code, d.span.end as usize))
            .collect();
        let tokens = output.tokens.to_string();
        let parsed = if output.expression {
            syn::parse_str::<syn::Expr>(&tokens).map(drop)
        } else {
            syn::parse_str::<syn::File>(&tokens).map(drop)
        };
        let parsed = parsed.map_err(|error| error.to_string());
        // The receiver is gone when the patience was: nobody listens any more.
        let _ = sender.send((tokens.len(), parsed, found));
    });
    let compiling = compiling.map_err(|error| error.to_string())?;
    let (size, parsed, found) = match receiver.recv_timeout(PATIENCE) {
        Ok(output) => output,
        Err(mpsc::RecvTimeoutError::Timeout) => return Err("takes too long".into()),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let panic = compiling.join().err();
            let message = panic
                .as_ref()
                .and_then(|p| p.downcast_ref::<String>().map(String::as_str))
                .unwrap_or("no message");
            return Err(format!("panics: {message}"));
        }
    };
    for (message, code, end) in &found {
        if message.is_empty() || *code == "internal" || *end > text.len() {
            return Err(format!("a diagnostic that is none: {code}: {message}"));
        }
    }
    if size > SPACE {
        return Err(format!("gives {size} bytes of Rust"));
    }
    parsed.map_err(|error| format!("gives what is no Rust: {error}"))
}

#[test]
fn the_programs_are_sound() {
    for program in PROGRAMS {
        let source = Source::new(program, "program.rtfs");
        let output = compile(&source, &Options::default(), &|_| {
            proc_macro2::Span::call_site()
        });
        assert_eq!(output.diagnostics, [], "{program}");
        assert_eq!(check(program), Ok(()), "{program}");
    }
}

#[test]
fn what_is_long_or_deep_is_no_problem() {
    let nested = |open: &str, inner: &str, close: &str, n: usize| {
        format!("{}{inner}{}", open.repeat(n), close.repeat(n))
    };
    for text in [
        nested("(", "", ")", 2_000),
        nested("[", "", "]", 900),
        nested("(inc ", "1", ")", 900),
        nested("(if true ", "1", " 2)", 900),
        nested("(let [x 1] ", "x", ")", 900),
        nested("(fn [x] ", "x", ")", 300),
        nested("(map inc ", "[1]", ")", 300),
        nested("{:a ", "1", "}", 900),
        nested("(do 1 ", "2", ")", 900),
        nested("(loop [x 1] ", "x", ")", 60),
        nested("(for [x [1]] ", "x", ")", 60),
        format!("(and {})", "true ".repeat(800)),
        format!("(or {})", "nil ".repeat(800)),
        format!("(cond {})", "false 1 ".repeat(800)),
        format!("(-> 1 {})", "inc ".repeat(800)),
        format!("(+ {})", "1 ".repeat(2_000)),
        format!("[{}]", "1 ".repeat(5_000)),
        format!("(str {})", "\"a\" ".repeat(2_000)),
        format!("(let [{}] x)", "x 1 ".repeat(800)),
        format!("(defn f [{}] 1)", "x ".repeat(300)),
        "(".repeat(10_000),
        "#(".repeat(2_000),
        "'".repeat(10_000),
        "\"".repeat(9_999),
        "#_".repeat(5_000),
        "^".repeat(5_000),
        "0".repeat(50_000),
        "x".repeat(50_000),
    ] {
        let start: String = text.chars().take(40).collect();
        assert_eq!(check(&text), Ok(()), "{start}…");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC{0,60}") {
        prop_assert_eq!(check(&text), Ok(()), "{}", text);
    }

    #[test]
    fn any_brackets(text in "[\\[\\](){}#'`~@^:;\"\\\\%&a1 .\n/-]{0,40}") {
        prop_assert_eq!(check(&text), Ok(()), "{}", text);
    }

    #[test]
    fn any_calls(text in form()) {
        prop_assert_eq!(check(&text), Ok(()), "{}", text);
    }

    #[test]
    fn any_calls_in_a_function(text in form()) {
        let text = format!("(defn f [x y] {text}) (defn g [z] (f z 1))");
        prop_assert_eq!(check(&text), Ok(()), "{}", text);
    }

    #[test]
    fn changed_programs(text in changed()) {
        prop_assert_eq!(check(&text), Ok(()), "{}", text);
    }
}
