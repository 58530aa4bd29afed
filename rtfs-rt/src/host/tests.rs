use core::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::{Int, Keyword, Str, Vector};

static SITE: Site = Site {
    file: "plan.rtfs",
    line: 2,
    column: 5,
};

/// Calls a host with dynamic arguments.
fn call(host: &dyn Host, id: &str, args: &[Value]) -> Result<Value> {
    let mut slots: Vec<Slot<Value>> = args.iter().cloned().map(Slot::new).collect();
    let mut payloads: Vec<&mut dyn Payload> =
        slots.iter_mut().map(|s| s as &mut dyn Payload).collect();
    perform(host, id, &mut payloads, &SITE, &[]).map(Reply::into_value)
}

fn arithmetic() -> Registry {
    Registry::new()
        .register("math.sqrt", |x: f64| x.sqrt())
        .register("math/add", |a: i64, b: i64| {
            a.checked_add(b).ok_or("too big")
        })
        .register("math.count", |Rest(args): Rest| args.len())
        .register("now", || 5i64)
        .register("fall", |x: i64| -> i64 { panic!("no {x}") })
}

#[test]
fn handlers_have_types() -> Result<()> {
    let host = arithmetic();
    assert_eq!(
        call(&host, "math.sqrt", &[Value::Float(9.0)])?,
        Value::Float(3.0)
    );
    assert_eq!(
        call(&host, "math.add", &[Value::Int(1), Value::Int(2)])?,
        Value::Int(3)
    );
    assert_eq!(
        call(&host, "math.count", &[Value::Nil, Value::Nil])?,
        Value::Int(2)
    );
    assert_eq!(call(&host, "now", &[])?, Value::Int(5));
    Ok(())
}

#[test]
fn errors_say_which_call_and_where() {
    let host = arithmetic();
    let message = |id: &str, args: &[Value]| match call(&host, id, args) {
        Ok(value) => value.to_string(),
        Err(error) => error.to_string(),
    };
    assert_eq!(
        message("math.cbrt", &[]),
        "plan.rtfs:2:5: :unknown-capability the host has no capability `math.cbrt`"
    );
    assert_eq!(
        message("math.sqrt", &[]),
        "plan.rtfs:2:5: :arity-error `math.sqrt` takes 1 argument, got 0"
    );
    assert_eq!(
        message("math.sqrt", &[Value::from("a")]),
        "plan.rtfs:2:5: :type-error argument 1 of `math.sqrt`: expected :float, got :string \"a\""
    );
    assert_eq!(
        message("math.add", &[Value::Int(i64::MAX), Value::Int(1)]),
        "plan.rtfs:2:5: :host-error too big"
    );
    assert_eq!(
        message("fall", &[Value::Int(3)]),
        "plan.rtfs:2:5: :host-error `fall` panicked: no 3"
    );
}

#[test]
fn collections_cross_without_a_copy() {
    let address = |v: &Vector<f64>| v.iter().next().map(|x| core::ptr::from_ref(x) as usize);
    static SEEN: AtomicUsize = AtomicUsize::new(0);
    let host = Registry::new().register("same", move |v: Vector<f64>| {
        SEEN.store(address(&v).unwrap_or(0), Ordering::Relaxed);
        v
    });
    let vector: Vector<f64> = (0..1000).map(f64::from).collect();
    let before = address(&vector);
    let reply = perform(&host, "same", &mut [&mut Slot::new(vector)], &SITE, &[]);
    let back: Vector<f64> = reply.and_then(Reply::get).expect("a vector");
    assert_eq!(address(&back), before);
    assert_eq!(Some(SEEN.load(Ordering::Relaxed)), before);
}

#[test]
fn a_reply_converts_to_what_the_program_wants() {
    let host = Registry::new().register("ints", || Vector::from_vec(vec![1i64, 2]));
    let ask = || perform(&host, "ints", &mut [], &SITE, &[]).expect("a reply");
    assert_eq!(
        ask().get::<Vector<Int>>().expect("ints").to_string(),
        "[1 2]"
    );
    assert_eq!(ask().into_value().to_string(), "[1 2]");
    assert_eq!(ask().get::<Str>().unwrap_err().kind(), ErrorKind::TypeError);
}

#[test]
fn ids_have_one_spelling() -> Result<()> {
    assert_eq!(canonical("a.b/c"), "a.b.c");
    assert_eq!(
        id_of(&Value::from(Keyword::new("fs/read")))?,
        "fs.read".to_owned()
    );
    assert_eq!(id_of(&Value::from("fs.read"))?, "fs.read".to_owned());
    assert_eq!(
        id_of(&Value::Int(1)).unwrap_err().kind(),
        ErrorKind::TypeError
    );
    Ok(())
}

#[test]
fn a_list_allows_ids_and_what_is_below_a_name() -> Result<()> {
    let host = AllowList::new(arithmetic(), ["math.*", "no"]);
    assert_eq!(call(&host, "math.count", &[])?, Value::Int(0));
    let refused = call(&host, "now", &[]).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::PermissionDenied);
    assert!(host.offers("math.sqrt") && !host.offers("now") && !host.offers("no"));
    assert!(!AllowList::new(arithmetic(), ["math*"]).allows("math.sqrt"));
    assert!(!AllowList::new(arithmetic(), ["math.*"]).allows("mathx.sqrt"));
    Ok(())
}

#[test]
fn a_mock_answers_what_it_expects() -> Result<()> {
    let host = Mock::new()
        .expect("fs/read", |call| call.with(["a"]).returns("text"))
        .expect("log", |call| call.times(2))
        .expect("fs.read", |call| call.fails(ErrorKind::HostError, "gone"));
    assert_eq!(call(&host, "log", &[])?, Value::Nil);
    assert_eq!(
        call(&host, "fs.read", &[Value::from("a")])?,
        Value::from("text")
    );
    assert_eq!(
        call(&host, "fs.read", &[Value::from("a")])
            .unwrap_err()
            .message(),
        "gone"
    );
    let unexpected = call(&host, "fs.read", &[Value::from("a")]).unwrap_err();
    assert_eq!(
        unexpected.message(),
        "unexpected call of `fs.read` with [\"a\"]"
    );
    let missing = host.verify().unwrap_err();
    assert_eq!(
        missing.message(),
        "expected calls that did not come: `log` (1 more)"
    );
    assert_eq!(call(&host, "log", &[])?, Value::Nil);
    assert_eq!(host.verify()?, ());
    Ok(())
}

#[test]
fn a_mock_keeps_secrets() {
    let host = Mock::new()
        .expect("mail.login", |call| {
            call.with(["ada", "sesame"]).returns("token")
        })
        .secret("mail/login", Secrecy::NONE.argument(1).result());
    let unexpected = call(&host, "mail.login", &["ada".into(), "other".into()]).unwrap_err();
    assert_eq!(
        unexpected.message(),
        "unexpected call of `mail.login` with [\"ada\" :secret]"
    );
    let journal = Journal::new(host);
    assert!(call(&journal, "mail.login", &["ada".into(), "sesame".into()]).is_ok());
    let shown = format!("{:?}", journal.into_records());
    assert!(
        !shown.contains("sesame") && !shown.contains("token"),
        "{shown}"
    );
}

/// NaN is not equal to itself, and is the same argument.
#[test]
fn what_is_not_equal_to_itself_is_found() -> Result<()> {
    let odd = || Value::from(vec![Value::Float(f64::NAN), Value::Int(1)]);
    let host = Mock::new()
        .expect("sum", |call| call.with([odd()]).returns(1i64))
        .expect("sum", |call| call.with([f64::NAN]).returns(2i64));
    let journal = Journal::new(host);
    assert_eq!(
        call(&journal, "sum", &[Value::Float(f64::NAN)])?,
        Value::Int(2)
    );
    assert_eq!(call(&journal, "sum", &[odd()])?, Value::Int(1));
    let replay = Replay::new(journal.into_records());
    assert_eq!(call(&replay, "sum", &[odd()])?, Value::Int(1));
    assert!(call(&replay, "sum", &[Value::Float(1.0)]).is_err());
    assert_eq!(
        call(&replay, "sum", &[Value::Float(f64::NAN)])?,
        Value::Int(2)
    );
    Ok(())
}

#[test]
fn an_audit_tells_calls_apart_without_keeping_their_arguments() {
    let host = Audit::new(arithmetic());
    for x in [4.0, 4.0, 9.0] {
        assert!(call(&host, "math.sqrt", &[Value::Float(x)]).is_ok());
    }
    assert!(call(&host, "none", &[]).is_err());
    let entries = host.entries();
    assert_eq!(entries.len(), 4);
    assert_eq!(entries[0].digest, entries[1].digest);
    assert_ne!(entries[0].digest, entries[2].digest);
    assert_eq!(entries[0].place, Some(SITE));
    assert_eq!(entries[0].outcome, Outcome::Done);
    assert_eq!(
        entries[3].outcome,
        Outcome::Failed(ErrorKind::UnknownCapability)
    );
    assert_eq!(host.take_entries().len(), 4);
    assert!(host.entries().is_empty());
}

#[test]
fn a_journal_replays_without_its_host() {
    let host = Journal::new(arithmetic());
    let run = |host: &dyn Host| {
        let sum = call(host, "math.add", &[Value::Int(1), Value::Int(2)])?;
        let failed = call(host, "none", &[]).map_err(|e| e.kind());
        Ok::<_, Error>((sum, failed))
    };
    let first = run(&host).expect("a run");
    let replay = Replay::new(host.into_records());
    assert!(replay.offers("math.add") && !replay.offers("now"));
    assert_eq!(run(&replay).expect("the run again"), first);
    assert!(replay.left().is_empty());
    let other = call(&replay, "math.add", &[Value::Int(1), Value::Int(2)]).unwrap_err();
    assert_eq!(other.kind(), ErrorKind::HostError);
}

#[test]
fn a_computed_id_must_be_granted() -> Result<()> {
    assert_eq!(granted("fs.read", &["fs.read"])?, ());
    assert_eq!(
        granted("fs.write", &["fs.read"]).unwrap_err().kind(),
        ErrorKind::PermissionDenied
    );
    Ok(())
}

/// A vault: what is told to it is secret, and so is what it tells.
fn vault() -> Registry {
    Registry::new()
        .register("vault.keep", |name: String, _: String| name.len())
        .register("vault.tell", |_: String| "hunter2")
        .register("vault.break", |text: String| -> i64 { panic!("{text}") })
        .secret("vault/keep", Secrecy::NONE.argument(1))
        .secret("vault.tell", Secrecy::NONE.result())
        .secret("vault.break", Secrecy::ALL)
}

#[test]
fn secrets_are_in_no_error_log_or_record() {
    let (name, secret) = (Value::from("door"), Value::from("hunter2"));
    let host = Journal::new(Audit::new(AllowList::new(vault(), ["vault.*"])));
    let keep = [name.clone(), secret.clone()];
    assert_eq!(call(&host, "vault.keep", &keep).ok(), Some(Value::Int(4)));
    assert_eq!(
        call(&host, "vault.tell", &keep[..1]).ok(),
        Some(secret.clone())
    );
    let wrong = call(
        &host,
        "vault.keep",
        &[name, Value::from(vec![secret.clone()])],
    );
    assert_eq!(
        wrong.unwrap_err().message(),
        "an argument of `vault.keep` does not fit; it may be secret and is not shown"
    );
    let broken = call(&host, "vault.break", &[secret]).unwrap_err();
    assert_eq!(broken.message(), "`vault.break` panicked");

    let records = host.into_records();
    assert!(!format!("{records:?}").contains("hunter2"), "{records:?}");
    assert_eq!(
        Value::from(records[0].args.clone()).to_string(),
        "[\"door\" :secret]"
    );
    assert_eq!(
        records[1].outcome.clone().ok(),
        Some(Value::from(Keyword::new("secret")))
    );
}

#[test]
fn secret_arguments_do_not_count_in_a_digest() {
    let host = Audit::new(vault());
    for secret in ["1", "2"] {
        let args = [Value::from("door"), Value::from(secret)];
        assert!(call(&host, "vault.keep", &args).is_ok());
    }
    let entries = host.entries();
    assert_eq!(entries[0].digest, entries[1].digest);
}

#[test]
fn a_replay_gets_secret_results_from_a_host() {
    let journal = Journal::new(vault());
    let run = |host: &dyn Host| {
        call(host, "vault.keep", &[Value::from("d"), Value::from("s")])?;
        call(host, "vault.tell", &[Value::from("d")])
    };
    let first = run(&journal).expect("a run");
    let records = journal.into_records();
    let without = run(&Replay::new(records.clone())).unwrap_err();
    assert_eq!(
        without.message(),
        "the result of `vault.tell` is secret, and was not recorded"
    );
    let replay = Replay::new(records).with_secrets(vault());
    assert_eq!(run(&replay).expect("the run again"), first);
    let again = call(&replay, "vault.keep", &[Value::from("hunter2")]).unwrap_err();
    assert!(!again.message().contains("hunter2"), "{again}");
}

#[test]
fn a_secrecy_says_what_it_hides() {
    let some = Secrecy::NONE.argument(1).argument(70);
    let hidden: Vec<usize> = (0..70).filter(|i| some.hides_argument(*i)).collect();
    assert_eq!(hidden, [1, 63, 64, 65, 66, 67, 68, 69]);
    assert!(!some.hides_result() && Secrecy::ALL.hides_result());
    assert_eq!(format!("{:?}", some.result()), "Secrecy([1, 63], result)");
}

#[test]
fn whoever_waits_is_woken_when_the_run_is_cancelled() {
    let (inner, outer) = (Cancellation::new(), Cancellation::new());
    let woken = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&woken);
    let (first, second) = (inner.clone(), outer.clone());
    let registry = Registry::new().register_raw("wait", move |call| {
        let wake = |by: usize| {
            let seen = Arc::clone(&seen);
            call.context.on_cancel(move || {
                seen.fetch_add(by, Ordering::Relaxed);
            })
        };
        assert!(call.context.is_cancellable());
        let kept = wake(1);
        // Who does not wait any more is not woken.
        drop(wake(10));
        first.cancel();
        first.cancel();
        // The outer run has an end of its own.
        second.cancel();
        drop(kept);
        // Who comes too late is woken at once, once for each that was cancelled.
        drop(wake(100));
        call.context.check()?;
        Ok(Reply::value(Value::Nil))
    });
    let host = Bounded::new(Bounded::new(registry).cancelled_by(&inner)).cancelled_by(&outer);
    let error = call(&host, "wait", &[]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert_eq!(woken.load(Ordering::Relaxed), 202);
    assert!(!Context::default().is_cancellable());
}
