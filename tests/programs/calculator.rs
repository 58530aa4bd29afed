//! The calculator: what it computes, and what it says of what it cannot read.

use rtfs::{Data, ErrorKind, rtfs};

rtfs::include_rtfs!("../../examples/programs/calculator.rtfs");

#[test]
fn the_calculator_computes() {
    let env = || Data::into_value(rtfs! { "{\"x\" 3 \"half\" 0.5}" }.unwrap());
    for (text, value) in [
        ("1", "1"),
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("2 ^ 3 ^ 2", "512"),
        ("-2 * -(3 - 5)", "-4"),
        ("7 / 2", "3.5"),
        ("2 * (x + 1) ^ 2", "32"),
        ("half + 1.25", "1.75"),
        ("max(1, x, 2) + abs(0 - 4)", "7"),
        ("sqrt(x * x)", "3.0"),
        ("2 ^ 100", "1267650600228229401496703205376"),
        ("9223372036854775807 + 1", "9223372036854775808"),
    ] {
        assert_eq!(calculate(text, env()).unwrap().to_string(), value, "{text}");
    }
    for (text, said) in [
        ("1 +", "not an expression: a number is expected at the end"),
        (
            "1 + * 2",
            "not an expression: a number is expected, not `*`",
        ),
        ("(1 + 2", "not an expression: a parenthesis is not closed"),
        ("1 2", "not an expression: `2` is not expected here"),
        ("1.2.3", "not an expression: `1.2.3` is no number"),
        ("1 # 2", "not an expression: nothing begins with `#`"),
        ("1 / (x - 3)", "no number at all"),
        ("y + 1", "`y` has no value"),
        ("min(1, 2)", "no function `min` of 2 arguments"),
    ] {
        assert_eq!(answer(text, env()).unwrap().to_string(), said, "{text}");
    }
    let error = calculate("1 +", env()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ParseError);
}
