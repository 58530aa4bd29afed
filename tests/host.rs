//! The host boundary: what a program may ask of the world, and how it shows in Rust (language.md §11).

#[path = "host/bounded.rs"]
mod bounded;
#[path = "host/declared.rs"]
mod declared;
#[path = "host/fuel.rs"]
mod fuel;
#[path = "host/limits.rs"]
mod limits;
#[path = "host/resources.rs"]
mod resources;
#[path = "host/waiting.rs"]
mod waiting;

use rtfs::host::{
    AllowList, Audit, Call, HintValue, Host, Journal, Mock, Registry, Replay, Reply, require,
};
use rtfs::{Error, Int, Value, Vector, rtfs};

mod plan {
    use rtfs::rtfs;

    rtfs! {
        (defn pure [x :int] (+ x 1))

        (defn load [path :string] :string (call :fs/read path))

        (defn lengths [paths]
          (map (fn [p] (string-length (load p))) paths))

        (defn retry [n :int path :string]
          (if (= n 0)
            (call "log.give-up" path)
            (if (call :fs/exists path) (load path) (recur (dec n) path))))

        (defn tree-size [path :string] :int
          (reduce + 1 (map tree-size (call :fs/list path))))

        (defn both [] (with-parallel [a (call :slow 1) b (call :slow 2)] [a b]))

        (defn parallel-sum [n :int] :int
          (:parallel (reduce + (map (fn [i] (int (call :math.square i))) (range n)))))

        (defn any-of [id x] (call id x))

        (defn hinted [] ^{:runtime.timeout 500 :runtime.idempotent true :name "n" :kind :k :rate 0.5} (call :look))

        (defn scaled [xs :[:vector :float]] :[:vector :float] (call :vector/scale xs 2.0))

        (defn even-calls [n :int] (if (= n 0) (call :done) (odd-calls (dec n))))
        (defn odd-calls [n :int] (if (= n 0) :odd (even-calls (dec n))))

        (defn within [f x] (f x))
        (defn closure [k :int] (within (fn [x] (call :math.square (+ x k))) 3))
    }
}

fn files() -> Registry {
    Registry::new()
        .register("fs.read", |path: String| match path.as_str() {
            "missing" => Err("no such file"),
            path => Ok(format!("text of {path}")),
        })
        .register("fs.exists", |path: String| path == "here")
        .register("log.give-up", |_: String| Value::Nil)
        .register("math.square", |x: i64| x * x)
        .register("slow", |x: i64| x * 10)
        .register("done", || "done")
        .register("fs.list", |path: String| match path.len() {
            0..3 => vec![format!("{path}a"), format!("{path}b")],
            _ => Vec::new(),
        })
        .register("vector.scale", |xs: Vector<f64>, k: f64| {
            xs.iter().map(|x| x * k).collect::<Vector<f64>>()
        })
        .register_raw("look", |call: Call<'_, '_>| {
            assert_eq!(call.hint("runtime.timeout"), Some(HintValue::Int(500)));
            assert_eq!(call.hint("runtime.idempotent"), Some(HintValue::Bool(true)));
            assert_eq!(call.hint("name"), Some(HintValue::Str("n")));
            assert_eq!(call.hint("kind"), Some(HintValue::Keyword("k")));
            assert_eq!(call.hint("rate"), Some(HintValue::Float(0.5)));
            assert_eq!(call.hint("other"), None);
            Ok(Reply::value(Value::Int(call.hints.len() as i64)))
        })
}

#[test]
fn effects_show_in_signatures() -> Result<(), Error> {
    // What is pure takes no host; the types say so.
    let _: fn(i64) -> Result<Int, Error> = |x| plan::pure(x);
    let _: fn(&Registry, &str) -> Result<rtfs::Str, Error> = |host, path| plan::load(host, path);
    let host = files();
    assert_eq!(plan::load(&host, "a")?, "text of a");
    assert_eq!(
        plan::lengths(&host, vec!["a", "bcd"])?.to_string(),
        "[9 11]"
    );
    assert_eq!(plan::closure(&host, 2)?, Value::Int(25));
    // A host that is known only as a trait object will do.
    let dynamic: &dyn Host = &host;
    assert_eq!(plan::load(&dynamic, "a")?, "text of a");
    assert_eq!(plan::load(&Box::new(files()), "a")?, "text of a");
    Ok(())
}

#[test]
fn calls_stand_anywhere() -> Result<(), Error> {
    let host = files();
    assert_eq!(plan::retry(&host, 3, "here")?, Value::from("text of here"));
    assert_eq!(plan::retry(&host, 3, "nowhere")?, Value::Nil);
    assert_eq!(plan::tree_size(&host, "")?, Int::from(15));
    assert_eq!(plan::both(&host)?.to_string(), "[10 20]");
    assert_eq!(plan::parallel_sum(&host, 1000)?, Int::from(332_833_500));
    assert_eq!(plan::even_calls(&host, 1_000_000)?, Value::from("done"));
    assert_eq!(plan::even_calls(&host, 1_000_001)?.to_string(), ":odd");
    assert_eq!(plan::hinted(&host)?, Value::Int(5));
    assert_eq!(plan::scaled(&host, [1.0, 2.5])?.to_string(), "[2.0 5.0]");
    Ok(())
}

#[test]
fn ids_may_be_computed() -> Result<(), Error> {
    let host = files();
    assert_eq!(
        plan::any_of(&host, "fs/read", "x")?,
        Value::from("text of x")
    );
    assert_eq!(
        plan::any_of(&host, rtfs::Keyword::new("math/square"), 3)?,
        Value::Int(9)
    );
    let error = plan::any_of(&host, 5, 3).unwrap_err();
    assert_eq!(error.kind().as_str(), ":type-error");
    Ok(())
}

#[test]
fn errors_have_the_place_of_the_call() {
    let host = files();
    let error = plan::load(&host, "missing").unwrap_err();
    assert_eq!(error.kind().as_str(), ":host-error");
    assert_eq!(error.message(), "no such file");
    let place = error.place().expect("a place");
    assert_eq!(
        (place.file, place.line, place.column),
        ("tests/host.rs", 27, 43)
    );
    let error = plan::load(&Registry::new(), "a").unwrap_err();
    assert_eq!(error.kind().as_str(), ":unknown-capability");
    let error = plan::load(&AllowList::new(files(), ["log.*"]), "a").unwrap_err();
    assert_eq!(error.kind().as_str(), ":permission-denied");
    // The type that the program declares is checked on what comes back.
    let error =
        plan::load(&Registry::new().register("fs.read", |_: String| 5i64), "a").unwrap_err();
    assert_eq!(error.kind().as_str(), ":type-error");
}

#[test]
fn an_expression_names_its_host() -> Result<(), Error> {
    let my_host = files();
    let path = "p".to_owned();
    let text = rtfs! { host = my_host; (str (call :fs/read path) "!") }?;
    assert_eq!(text, "text of p!");
    let sum = rtfs! { host = files(); (+ 1 (int (call :math/square 4))) }?;
    assert_eq!(sum, Int::from(17));
    assert_eq!(path, "p");
    Ok(())
}

#[test]
fn a_program_lists_what_it_calls() {
    assert_eq!(
        plan::CAPABILITIES,
        [
            "done",
            "fs.exists",
            "fs.list",
            "fs.read",
            "log.give-up",
            "look",
            "math.square",
            "slow",
            "vector.scale"
        ]
    );
    const { assert!(plan::HAS_COMPUTED_CAPABILITIES) };
    let host = files();
    assert!(plan::CAPABILITIES.iter().all(|id| host.offers(id)));
    assert!(require(&host, plan::CAPABILITIES).is_ok());
    let some = AllowList::new(files(), ["fs.*", "log.*", "slow", "done", "look"]);
    let error = require(&some, plan::CAPABILITIES).unwrap_err();
    assert_eq!(error.kind().as_str(), ":unknown-capability");
    assert_eq!(
        error.message(),
        "the host lacks `math.square`, `vector.scale`"
    );
}

mod granted {
    rtfs::include_rtfs!("host/granted.rtfs", capabilities = ["fs/read", "log.*"]);
}

/// Two blocks of one module each have a list, which nobody can name there; a module around one of them can.
pub mod two {
    rtfs::rtfs! { (defn a [] (call :two/a)) }
    rtfs::rtfs! { (defn b [] (call :two/b)) }
    /// A block with a module of its own.
    pub mod third {
        rtfs::rtfs! { (defn c [] (call :two/c)) }
    }
}

pub use two::*;

#[test]
fn blocks_of_one_module_call_what_they_call() -> Result<(), Error> {
    let host = Registry::new()
        .register("two.a", || 1i64)
        .register("two.b", || 2i64)
        .register("two.c", || 3i64);
    assert_eq!(two::third::CAPABILITIES, ["two.c"]);
    let all = [two::a(&host)?, two::b(&host)?, third::c(&host)?];
    assert_eq!(all.map(|value| value.to_string()), ["1", "2", "3"]);
    Ok(())
}

#[test]
fn a_plan_calls_what_it_was_granted() -> Result<(), Error> {
    assert_eq!(granted::CAPABILITIES, ["fs.read", "log.info"]);
    let host = Mock::new()
        .expect("fs.read", |call| call.with(["a"]).returns("1 2"))
        .expect("log.info", |call| call.with(["read"]));
    assert_eq!(granted::numbers(&host, "a")?.to_string(), "[1 2]");
    host.verify()?;
    // An id that is computed is checked when it is.
    let open = Registry::new()
        .register("log.warn", |_: Value| true)
        .register("fs.write", |_: Value| true);
    assert_eq!(granted::note(&open, "log/warn")?, Value::Bool(true));
    let refused = granted::note(&open, "fs.write").unwrap_err();
    assert_eq!(refused.kind().as_str(), ":permission-denied");
    Ok(())
}

#[test]
fn a_run_is_audited_and_replayed() -> Result<(), Error> {
    let audit = Audit::new(files());
    plan::lengths(&audit, vec!["a", "b"])?;
    let entries = audit.entries();
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0].id, "fs.read");
    assert_eq!(entries[0].place.map(|p| p.line), Some(27));

    let journal = Journal::new(files());
    let first = plan::retry(&journal, 3, "here")?;
    let replay = Replay::new(journal.into_records());
    assert_eq!(plan::retry(&replay, 3, "here")?, first);
    assert!(replay.left().is_empty());
    assert!(plan::retry(&replay, 3, "here").is_err());
    Ok(())
}
