//! What an expansion that rustc only checks has: every item, and the bodies that lead to Rust.

use proc_macro2::Span;
use rtfs_compiler::source::{Options, Purpose, Source};

/// The Rust of a program that is checked, and of one that is compiled.
fn rust(program: &str) -> [String; 2] {
    [Purpose::Check, Purpose::Code].map(|purpose| {
        let options = Options {
            purpose,
            ..Options::default()
        };
        let source = Source::new(program, "checked.rtfs");
        let output = rtfs_compiler::compile(&source, &options, &|_| Span::call_site());
        assert_eq!(output.diagnostics, [], "{program}");
        output.tokens.to_string()
    })
}

/// How often a text occurs in the checked and in the compiled Rust of a program.
fn occurrences(text: &str, program: &str) -> [usize; 2] {
    rust(program).map(|rust| rust.matches(text).count())
}

/// The items that other Rust sees.
fn public_items(rust: &str) -> Vec<&str> {
    let items = rust.split("pub fn ").skip(1);
    items
        .map(|item| item.split('{').next().unwrap_or_default())
        .collect()
}

#[test]
fn a_check_has_the_signatures_and_not_the_bodies() {
    let program = "(defn- double [x] (* 2 x))
                   (defn total [n :int] (loop [i 0 acc 0] (if (= i n) acc (recur (inc i) (+ acc (double i))))))
                   (defn name-of [n :int] (str \"n\" n))";
    let [check, code] = rust(program);
    assert_eq!(public_items(&check), public_items(&code));
    assert_eq!(public_items(&check).len(), 2);
    assert!(code.contains("loop"), "{code}");
    assert!(!check.contains("loop"), "{check}");
    assert!(!check.contains("double"), "{check}");
}

#[test]
fn a_check_has_what_leads_to_rust() {
    let program = "(extern crate::shown [:int] :string)
                   (defn- twice [x] (str (shown x) (shown (inc x))))
                   (defn all [xs [:vector :int]] (map twice xs))
                   (defn other [n :int] (* 3 n))";
    assert_eq!(occurrences("crate :: shown", program), [2, 4]);
    assert_eq!(occurrences("overflowing_mul", program), [0, 1]);
}

#[test]
fn a_check_has_what_a_dynamic_function_leads_to() {
    let program = "(extern crate::shown [:int] :string)
                   (defn- twice [x :int] (shown (* 2 x)))
                   (defn by-name [] {:twice twice})";
    let [check, code] = occurrences("crate :: shown", program);
    assert!(0 < check && check <= code, "{check}, {code}");
}

#[test]
fn a_check_has_the_variables_and_functions_of_an_expression() {
    assert_eq!(occurrences("& limit", "(+ limit 1)"), [1, 1]);
    assert_eq!(occurrences("shown (", "(shown 1)"), [1, 1]);
}
