//! The ledger of `examples/programs`: what it computes, and what its types refuse.

use rtfs::{ErrorKind, Int, Keyword, Map, Str, Value, include_rtfs};

include_rtfs!("../../examples/programs/ledger.rtfs");

fn posting(account: &str, side: &str, amount: i64) -> Value {
    let pairs: [(&str, Value); 4] = [
        ("account", account.into()),
        ("side", Keyword::new(side).into()),
        ("amount", amount.into()),
        ("voucher", 7.into()),
    ];
    let map: Map<Keyword, Value> = pairs
        .into_iter()
        .map(|(key, value)| (Keyword::new(key), value))
        .collect();
    map.into()
}

fn raw(text: &str, postings: Vec<Value>) -> Value {
    let map: Map<Keyword, Value> = [
        (Keyword::new("date"), "2024-02-29".into()),
        (Keyword::new("text"), text.into()),
        (Keyword::new("postings"), postings.into()),
    ]
    .into_iter()
    .collect();
    map.into()
}

fn rent() -> Entry {
    let postings = vec![
        posting("4210", "debit", 85_000),
        posting("1000", "credit", 85_000),
    ];
    entry(raw("rent", postings)).expect("a valid entry")
}

#[test]
fn entries_become_balances() {
    let sales = sale("2024-03-01", "a chair", 11_900, 0.19).unwrap();
    assert!(is_balanced(sales.clone()).unwrap());
    let after = balances(vec![rent(), sales.clone()]).unwrap();
    let expected: Map<Str, Int> = [
        ("4210", 85_000),
        ("1000", -73_100),
        ("8400", -10_000),
        ("1776", -1_900),
    ]
    .into_iter()
    .map(|(code, cents)| (Str::from(code), Int::from(cents)))
    .collect();
    assert_eq!(Value::from(after.clone()), Value::from(expected.clone()));
    assert_eq!(total(expected).unwrap(), Int::from(0));
    assert_eq!(
        Value::from(of_account(vec![rent(), sales], "1000").unwrap()).to_string(),
        "[[\"2024-02-29\" -85000 \"rent\"] [\"2024-03-01\" 11900 \"a chair\"]]"
    );
}

#[test]
fn keys_that_no_type_names_are_kept() {
    let shown = Value::from(rent().postings).to_string();
    assert!(shown.contains(":voucher 7"), "{shown}");
}

#[test]
fn what_is_no_valid_entry_is_refused_where_it_enters() {
    let refused = |value: Value, part: &str| {
        let error = entry(value).expect_err("no valid entry");
        assert_eq!(error.kind(), ErrorKind::ValidationError, "{error}");
        assert!(error.message().contains(part), "{error}");
    };
    let good = || posting("1000", "debit", 5);
    refused(raw("rent", vec![good()]), "[:min-count 2]");
    refused(raw("", vec![good(), good()]), "`:text` of `Entry`");
    refused(
        raw("rent", vec![good(), posting("1000", "debit", 0)]),
        "got :int 0 at [1 :amount]",
    );
    refused(
        raw("rent", vec![posting("10", "debit", 1), good()]),
        "expected Code ([:and :string [:length 4]]), got :string \"10\" at [0 :account]",
    );
    refused(
        raw("rent", vec![posting("1000", "left", 1), good()]),
        "expected Side ([:enum :debit :credit]), got :keyword :left at [0 :side]",
    );
    let error = sale("2024-03-01", "a chair", -1, 0.19).expect_err("a negative amount");
    assert_eq!(error.kind(), ErrorKind::ValidationError);
    assert_eq!(
        error.message(),
        "`gross` of `sale`: expected Cents ([:and :int [:> 0]]), got :int -1"
    );
    let error = sale("1.3.2024", "a chair", 1, 0.19).expect_err("no date");
    assert!(error.message().contains("`:date` of `Entry`"), "{error}");
}
