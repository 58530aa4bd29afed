//! Programs that may not name what is Rust's.

use proc_macro2::Span;
use rtfs_compiler::source::{Options, Output, Source};

fn compiled(text: &str, allows_rust: bool) -> Output {
    let source = Source::new(text, "plan.rtfs");
    let options = Options {
        allows_rust,
        ..Options::default()
    };
    rtfs_compiler::compile(&source, &options, &|_| Span::call_site())
}

/// rustdoc compiles and runs what stands in a docstring as code.
#[test]
fn docstrings_reach_rustdoc_only_from_those_who_may() {
    let text = r#"
        (defn f "```\nCODE\n```" [] 1)
        (def c "```\nCODE\n```" 2)
        (deftype T "```\nCODE\n```" :int)
        (defstruct S "```\nCODE\n```" :x :int)
        (module m "```\nCODE\n```" (defn g [] 1))
    "#;
    for (allows_rust, expected) in [(true, true), (false, false)] {
        let output = compiled(text, allows_rust);
        assert!(output.diagnostics.is_empty(), "{:?}", output.diagnostics);
        let tokens = output.tokens.to_string();
        assert_eq!(tokens.contains("CODE"), expected, "{allows_rust}");
    }
}

#[test]
fn what_a_program_states_is_no_more_than_it_was_granted() {
    let source = Source::new(
        "(capabilities [:a/b :c/d]) (defn f [] (call :a/b) (call :c/d))",
        "plan.rtfs",
    );
    let options = Options {
        capabilities: Some(vec!["a.b".into()]),
        ..Options::default()
    };
    let output = rtfs_compiler::compile(&source, &options, &|_| Span::call_site());
    let messages: Vec<&str> = output.diagnostics.iter().map(|d| &*d.message).collect();
    assert_eq!(messages, ["the program may not call `c.d`"; 2]);
}
