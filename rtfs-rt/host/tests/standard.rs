//! The standard host, called as a program calls it.

#![cfg(all(feature = "fs", feature = "crypto", feature = "time", feature = "env"))]

use rtfs_host::{Clock, Crypto, Environment, Files};
use rtfs_rt::host::{Host, Payload, Registry, Slot, perform};
use rtfs_rt::{ErrorKind, Result, Site, Value};

static SITE: Site = Site {
    file: "plan.rtfs",
    line: 1,
    column: 1,
};

fn call(host: &dyn Host, id: &str, args: &[&str]) -> Result<Value> {
    let mut slots: Vec<Slot<Value>> = args.iter().map(|a| Slot::new(Value::from(*a))).collect();
    let mut args: Vec<&mut dyn Payload> = slots.iter_mut().map(|s| s as &mut dyn Payload).collect();
    perform(host, id, &mut args, &SITE, &[]).map(|reply| reply.into_value())
}

fn files() -> (tempfile::TempDir, Registry) {
    let outer = tempfile::tempdir().expect("a directory");
    std::fs::write(outer.path().join("secret"), "secret").expect("a file");
    std::fs::create_dir(outer.path().join("root")).expect("a directory");
    let files = Files::below(outer.path().join("root")).expect("the directory");
    (outer, Registry::new().with(files))
}

#[test]
fn files_are_written_and_read() -> Result<()> {
    let (_outer, host) = files();
    assert_eq!(call(&host, "fs.exists", &["a.txt"])?, Value::Bool(false));
    assert_eq!(
        call(&host, "fs.write", &["a.txt", "one\r\ntwo"])?,
        Value::Nil
    );
    call(&host, "fs.append", &["a.txt", "\nthree\n"])?;
    call(&host, "fs.append", &["b.txt", "x"])?;
    assert_eq!(
        call(&host, "fs.read", &["a.txt"])?,
        Value::from("one\r\ntwo\nthree\n")
    );
    assert_eq!(
        call(&host, "fs.read-lines", &["a.txt"])?.to_string(),
        r#"["one" "two" "three"]"#
    );
    assert_eq!(
        call(&host, "fs.list", &[""])?.to_string(),
        r#"["a.txt" "b.txt"]"#
    );
    let stat = call(&host, "fs.stat", &["b.txt"])?;
    assert!(
        stat.to_string()
            .starts_with("{:kind :file :size 1 :modified 1"),
        "{stat}"
    );
    call(&host, "fs.write", &["a.txt", ""])?;
    assert_eq!(call(&host, "fs.read", &["a.txt"])?, Value::from(""));
    call(&host, "fs.delete", &["a.txt"])?;
    assert_eq!(call(&host, "fs.list", &["."])?.to_string(), r#"["b.txt"]"#);
    Ok(())
}

#[test]
fn no_path_leads_out() {
    let (outer, host) = files();
    let absolute = outer.path().join("secret");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../secret", outer.path().join("root/link")).expect("a link");
    for path in [
        "../secret",
        "x/../../secret",
        "link",
        absolute.to_str().expect("a path"),
    ] {
        for (id, args) in [
            ("fs.read", vec![path]),
            ("fs.append", vec![path, "x"]),
            ("fs.stat", vec![path]),
        ] {
            let error = call(&host, id, &args).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::HostError, "{id} {path}");
        }
        if path != "link" {
            assert!(call(&host, "fs.write", &[path, "x"]).is_err(), "{path}");
            assert!(call(&host, "fs.delete", &[path]).is_err(), "{path}");
        }
    }
    // The link itself may be replaced, what it leads to not.
    assert!(call(&host, "fs.write", &["link", "x"]).is_ok());
    assert_eq!(
        std::fs::read_to_string(absolute).expect("the file"),
        "secret"
    );
}

#[test]
fn what_cannot_be_read_is_an_error_that_names_it() {
    let (outer, _) = files();
    std::fs::write(outer.path().join("root/bytes"), [0xff, 0xfe]).expect("a file");
    std::fs::write(outer.path().join("root/long"), "12345").expect("a file");
    let files = Files::below(outer.path().join("root"))
        .expect("the directory")
        .with_limit(4);
    let host = Registry::new().with(files);
    let message = |id: &str, path: &str| match call(&host, id, &[path]) {
        Ok(value) => value.to_string(),
        Err(error) => error.message().to_owned(),
    };
    assert!(message("fs.read", "none").starts_with("none: "));
    assert!(message("fs.read", "bytes").contains("UTF-8"));
    assert_eq!(
        message("fs.read", "long"),
        "long: the file is longer than 4 bytes"
    );
    assert!(message("fs.read", ".").starts_with(".: "));
    assert!(message("fs.delete", "none").starts_with("none: "));
    assert!(Files::below(outer.path().join("nowhere")).is_err());
}

#[test]
fn digests_are_the_known_ones() -> Result<()> {
    let host = Registry::new().with(Crypto);
    // FIPS 180-2, appendix B.1 and C.1; the test vectors of BLAKE3 for no input; RFC 4231, test case 2.
    assert_eq!(
        call(&host, "crypto.sha256", &["abc"])?,
        Value::from("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    );
    assert!(
        call(&host, "crypto.sha512", &["abc"])?
            .to_string()
            .starts_with("\"ddaf35a193617aba")
    );
    assert_eq!(
        call(&host, "crypto.blake3", &[""])?,
        Value::from("af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262")
    );
    assert_eq!(
        call(
            &host,
            "crypto.hmac-sha256",
            &["Jefe", "what do ya want for nothing?"]
        )?,
        Value::from("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    );
    assert_eq!(call(&host, "crypto.equal", &["a", "a"])?, Value::Bool(true));
    assert_eq!(
        call(&host, "crypto.equal", &["a", "ab"])?,
        Value::Bool(false)
    );
    let random = || {
        perform(
            &host,
            "crypto.random-hex",
            &mut [&mut Slot::new(16i64)],
            &SITE,
            &[],
        )
    };
    let (a, b) = (random()?.into_value(), random()?.into_value());
    assert_eq!(a.to_string().len(), 34);
    assert_ne!(a, b);
    Ok(())
}

#[test]
fn the_clock_goes_forward() -> Result<()> {
    let host = Registry::new().with(Clock);
    let int = |id: &str| call(&host, id, &[]).and_then(i64::try_from);
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
        call(&host, "env.get", &["CARGO_PKG_NAME"])?,
        Value::from("rtfs-host")
    );
    assert_eq!(
        call(&host, "env.get", &["RTFS_NO_SUCH_VARIABLE"])?,
        Value::Nil
    );
    let error = call(&host, "env.get", &["PATH"]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    Ok(())
}
