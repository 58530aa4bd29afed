//! `defcapability`: types of capabilities, which calls are held to on both sides.

use rtfs::host::Registry;
use rtfs::{Error, Int, Str, Value, Vector, rtfs};

mod program {
    use super::rtfs;

    rtfs! {
        (deftype Port [:and :int [:in-range 1 65535]])
        (defstruct Account :owner :string :balance :int)

        (defcapability :math/sqrt "The square root." [:float] :float)
        (defcapability "math.primes" [:int] [:vector :int])
        (defcapability :net/connect [:string Port] :string)
        (defcapability :log/info [:string & :any] :nil)
        (defcapability :bank/account [:string] Account)

        (defn root [x :float] (call :math/sqrt x))
        (defn primes [n] (call :math/primes n))
        (defn total [n :int] (reduce + (primes n)))
        (defn connect [host port] (call :net.connect host port))
        (defn note [] (call :log/info "n") (call :log/info "n" 1 [2]))
        (defn balance [owner :string] (:balance (call :bank/account owner)))
        (defn any-of [id x] (call id x))
    }
}

mod modules {
    use super::rtfs;

    rtfs! {
        (module caps (defcapability :m/double [:int] :int))
        (module use.it (defn twice [x] (call :m/double (call :m/double x))))
    }
}

fn host() -> Registry {
    Registry::new()
        .register("math.sqrt", |x: f64| x.sqrt())
        .register("math.primes", |n: i64| match n {
            0 => vec![Value::from("none")],
            _ => vec![Value::Int(2), Value::Int(3)],
        })
        .register("net.connect", |host: String, port: i64| {
            format!("{host}:{port}")
        })
        .register("log.info", |_: rtfs::host::Rest| Value::Nil)
        .register("bank.account", |owner: String| {
            let balance = if owner == "bad" {
                Value::from("much")
            } else {
                Value::Int(5)
            };
            [("owner", Value::from(owner)), ("balance", balance)]
                .map(|(key, value)| (rtfs::Keyword::new(key), value))
                .into_iter()
                .collect::<std::collections::BTreeMap<_, _>>()
        })
        .register("m.double", |x: i64| x * 2)
}

#[test]
fn a_call_has_the_declared_types() -> Result<(), Error> {
    let host = host();
    // The types show in the signatures: nothing here is dynamic.
    let root: f64 = program::root(&host, 2.25)?;
    let connected: Str = program::connect(&host, "h", 80)?;
    let primes: Vector<Int> = program::primes(&host, 5)?;
    let total: Int = program::total(&host, 5)?;
    let balance: Int = program::balance(&host, "ada")?;
    assert_eq!((root, connected.as_str()), (1.5, "h:80"));
    assert_eq!(
        (primes.len(), total, balance),
        (2, Int::from(5), Int::from(5))
    );
    program::note(&host)?;
    // A declaration in one module holds in all of them.
    let four: Int = modules::r#use::it::twice(&host, 1)?;
    assert_eq!(four, Int::from(4));
    Ok(())
}

#[test]
fn what_does_not_fit_is_an_error_at_the_call() {
    let host = host();
    for (error, kind, message) in [
        (
            program::primes(&host, "x").err(),
            ":type-error",
            "argument 1 of `math.primes`: expected :int, got :string",
        ),
        (
            program::connect(&host, "h", 0).err(),
            ":validation-error",
            "argument 2 of `net.connect`",
        ),
        (
            program::primes(&host, 0).err(),
            ":type-error",
            "the result of `math.primes`",
        ),
        (
            program::balance(&host, "bad").err(),
            ":validation-error",
            "the result of `bank.account`",
        ),
    ] {
        let error = error.expect("an error");
        assert_eq!(error.kind().as_str(), kind, "{error}");
        assert!(error.message().contains(message), "{error}");
        assert!(error.place().is_some());
    }
    // A computed id is held to nothing but what the host says.
    let error = program::any_of(&host, "math.sqrt", "x").expect_err("an error");
    assert_eq!(error.kind().as_str(), ":type-error");
}

#[test]
fn a_declaration_is_no_call() {
    assert_eq!(modules::CAPABILITIES, ["m.double"]);
    assert_eq!(program::CAPABILITIES.len(), 5);
    const { assert!(program::HAS_COMPUTED_CAPABILITIES) };
}
