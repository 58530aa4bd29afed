//! `with-resource`: what is opened is closed, once, in reverse, whatever the body came to.

use std::sync::Mutex;

use rtfs::host::{Call, Host, Mock, Reply};
use rtfs::{Error, Int, Value, rtfs};

mod program {
    use super::rtfs;

    rtfs! {
        (defn sum [name :string]
          (with-resource [db (call :db/open name)]
            (+ (int (call :db/get db "a")) (int (call :db/get db "b")))))

        (defn nested [name :string]
          (with-resource [db (call :db/open name)
                          ^{:close :file/release} {:keys [fd]} (call :file/open db)]
            [fd (call :db/get db "a")]))

        (defn opened [] (call :db/open "by a function"))
        (defn by-function [] (with-resource [^{:close "db.close"} db (opened)] db))

        (defn typed [name :string]
          (with-resource [db :string (call :db/open name)] (string-length db)))

        (defn fails [name :string]
          (with-resource [db (call :db/open name)] (throw "body")))

        (defn caught [name :string]
          (try (with-resource [db (call :db/open name)] (/ 1 0))
            (catch :division-by-zero e (call :note "caught") :zero)
            (finally (call :note "finally"))))

        (defn in-a-loop [n :int]
          (loop [i 0 total 0]
            (if (= i n)
              total
              (recur (inc i)
                     (with-resource [db (call :db/open "x")] (+ total (int db)))))))

        (defn in-parallel [n :int]
          (:parallel (reduce + (map (fn [i] (with-resource [db (call :db/open "x")] (int db))) (range n)))))
    }
}

/// A host that writes down what is called, whose resources are numbered, and which fails where it is told to.
#[derive(Default)]
struct Written {
    calls: Mutex<Vec<String>>,
    fails: &'static str,
}

impl Written {
    fn failing(id: &'static str) -> Written {
        Written {
            fails: id,
            ..Written::default()
        }
    }

    fn calls(&self) -> String {
        self.calls.lock().expect("the calls").join("; ")
    }
}

impl Host for Written {
    fn call(&self, call: Call<'_, '_>) -> Result<Reply, Error> {
        let args = call.values();
        let shown: Vec<String> = args.iter().map(ToString::to_string).collect();
        let mut calls = self.calls.lock().expect("the calls");
        calls.push(format!("{} {}", call.id, shown.join(" ")));
        if call.id == self.fails {
            return Err(Error::new(
                rtfs::ErrorKind::HostError,
                format!("{} failed", call.id),
            ));
        }
        Ok(Reply::value(match call.id {
            "db.open" => Value::Int(7),
            "db.get" => Value::Int(20),
            "file.open" => rtfs::rtfs! { {:fd 3} }?.into(),
            _ => Value::Nil,
        }))
    }
}

#[test]
fn what_is_opened_is_closed_in_reverse() -> Result<(), Error> {
    let host = Written::default();
    assert_eq!(program::sum(&host, "d")?, Int::from(40));
    assert_eq!(
        host.calls(),
        "db.open \"d\"; db.get 7 \"a\"; db.get 7 \"b\"; db.close 7"
    );
    let host = Written::default();
    assert_eq!(program::nested(&host, "d")?.to_string(), "[3 20]");
    assert_eq!(
        host.calls(),
        "db.open \"d\"; file.open 7; db.get 7 \"a\"; file.release {:fd 3}; db.close 7"
    );
    let host = Written::default();
    assert_eq!(program::by_function(&host)?, Value::Int(7));
    assert_eq!(host.calls(), "db.open \"by a function\"; db.close 7");
    Ok(())
}

#[test]
fn an_error_closes_what_is_open() {
    // The body's error goes on, whether closing fails or not.
    for host in [Written::default(), Written::failing("db.close")] {
        let error = program::fails(&host, "d").expect_err("an error");
        assert_eq!(error.kind().as_str(), ":thrown");
        assert_eq!(host.calls(), "db.open \"d\"; db.close 7");
    }
    // One that fails to open was never open; what was opened before it is closed.
    let host = Written::failing("db.open");
    assert!(program::sum(&host, "d").is_err());
    assert_eq!(host.calls(), "db.open \"d\"");
    let host = Written::failing("file.open");
    let error = program::nested(&host, "d").expect_err("an error");
    assert_eq!(error.message(), "file.open failed");
    assert_eq!(host.calls(), "db.open \"d\"; file.open 7; db.close 7");
    // What is not of its type was open all the same.
    let host = Written::default();
    let error = program::typed(&host, "d").expect_err("an error");
    assert_eq!(error.kind().as_str(), ":type-error");
    assert_eq!(host.calls(), "db.open \"d\"; db.close 7");
}

#[test]
fn closing_fails_where_the_body_did_not() {
    let host = Written::failing("db.close");
    let error = program::sum(&host, "d").expect_err("an error");
    assert_eq!(error.message(), "db.close failed");
    assert_eq!(error.place().map(|p| p.line), Some(13));
    // The error of the inner one goes on; the outer one is closed.
    let host = Written::failing("file.release");
    let error = program::nested(&host, "d").expect_err("an error");
    assert_eq!(error.message(), "file.release failed");
    assert!(host.calls().ends_with("; db.close 7"));
}

#[test]
fn handlers_run_when_all_is_closed() -> Result<(), Error> {
    let host = Written::default();
    assert_eq!(program::caught(&host, "d")?.to_string(), ":zero");
    assert_eq!(
        host.calls(),
        "db.open \"d\"; db.close 7; note \"caught\"; note \"finally\""
    );
    Ok(())
}

#[test]
fn every_round_and_every_branch_closes_its_own() -> Result<(), Error> {
    for (total, run) in [
        (21, program::in_a_loop(&Written::default(), 3)),
        (21, program::in_parallel(&Written::default(), 3)),
    ] {
        assert_eq!(run?, Int::from(total));
    }
    let host = Written::default();
    program::in_parallel(&host, 200)?;
    let calls = host.calls();
    assert_eq!(calls.matches("db.open").count(), 200);
    assert_eq!(calls.matches("db.close").count(), 200);
    Ok(())
}

#[test]
fn closing_is_a_call_like_any_other() -> Result<(), Error> {
    assert!(program::CAPABILITIES.contains(&"db.close"));
    assert!(program::CAPABILITIES.contains(&"file.release"));
    let host = Mock::new()
        .expect("db.open", |call| call.with(["d"]).returns(1i64))
        .expect("db.get", |call| call.returns(2i64).times(2))
        .expect("db.close", |call| call.with([1i64]));
    assert_eq!(program::sum(&host, "d")?, Int::from(4));
    host.verify()
}
