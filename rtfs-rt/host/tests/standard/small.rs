//! The clock and the environment.

use rtfs_host::{Clock, Environment};
use rtfs_rt::host::Registry;
use rtfs_rt::{ErrorKind, Result, Value};

use crate::support::ask;

#[test]
fn the_clock_goes_forward() -> Result<()> {
    let host = Registry::new().with(Clock);
    let int = |id: &str| ask(&host, id, &[]).and_then(i64::try_from);
    assert!(int("time.now")? > 1_700_000_000_000);
    let first = int("time.monotonic")?;
    assert!(int("time.monotonic")? >= first);
    Ok(())
}

#[test]
fn the_environment_is_what_was_named() -> Result<()> {
    let host = Registry::new().with(Environment::only([
        "CARGO_PKG_NAME",
        "RTFS_NO_SUCH_VARIABLE",
    ]));
    assert_eq!(
        ask(&host, "env.get", &["CARGO_PKG_NAME"])?,
        Value::from("rtfs-host")
    );
    assert_eq!(
        ask(&host, "env.get", &["RTFS_NO_SUCH_VARIABLE"])?,
        Value::Nil
    );
    let error = ask(&host, "env.get", &["PATH"]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    Ok(())
}
