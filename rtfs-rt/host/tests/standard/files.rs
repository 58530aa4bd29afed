//! Files: what they hold, what no path reaches, and what goes wrong.

use rtfs_host::Files;
use rtfs_rt::host::Registry;
use rtfs_rt::{ErrorKind, Result, Value};

use crate::support::{ask, call, said};

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
    assert_eq!(ask(&host, "fs.exists", &["a.txt"])?, Value::Bool(false));
    assert_eq!(
        ask(&host, "fs.write", &["a.txt", "one\r\ntwo"])?,
        Value::Nil
    );
    ask(&host, "fs.append", &["a.txt", "\nthree\n"])?;
    ask(&host, "fs.append", &["b.txt", "x"])?;
    assert_eq!(
        ask(&host, "fs.read", &["a.txt"])?,
        Value::from("one\r\ntwo\nthree\n")
    );
    assert_eq!(
        ask(&host, "fs.read-lines", &["a.txt"])?.to_string(),
        r#"["one" "two" "three"]"#
    );
    assert_eq!(
        ask(&host, "fs.list", &[""])?.to_string(),
        r#"["a.txt" "b.txt"]"#
    );
    let stat = ask(&host, "fs.stat", &["b.txt"])?;
    assert!(
        stat.to_string()
            .starts_with("{:kind :file :size 1 :modified 1"),
        "{stat}"
    );
    ask(&host, "fs.write", &["a.txt", ""])?;
    assert_eq!(ask(&host, "fs.read", &["a.txt"])?, Value::from(""));
    ask(&host, "fs.delete", &["a.txt"])?;
    assert_eq!(ask(&host, "fs.list", &["."])?.to_string(), r#"["b.txt"]"#);
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
            let error = ask(&host, id, &args).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::HostError, "{id} {path}");
        }
        if path != "link" {
            assert!(ask(&host, "fs.write", &[path, "x"]).is_err(), "{path}");
            assert!(ask(&host, "fs.delete", &[path]).is_err(), "{path}");
        }
    }
    // The link itself may be replaced, what it leads to not.
    assert!(ask(&host, "fs.write", &["link", "x"]).is_ok());
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
    let message = |id: &str, path: &str| match ask(&host, id, &[path]) {
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
fn long_files_are_read_line_by_line() -> Result<()> {
    let (outer, host) = files();
    let lines: Vec<String> = (0..10_000).map(|n| format!("line {n} é")).collect();
    std::fs::write(outer.path().join("root/long"), lines.join("\n")).expect("a file");
    let file = ask(&host, "fs.open", &["long"])?;
    let next = |count: i64| -> Result<Vec<String>> {
        Vec::try_from(call(&host, "fs.next-lines", &[file.clone(), count.into()])?)
    };
    assert_eq!(next(0)?, Vec::<String>::new());
    let mut read = next(1)?;
    // Who has the file open goes on reading it when its name is gone.
    ask(&host, "fs.delete", &["long"])?;
    loop {
        let more = next(4096)?;
        if more.is_empty() {
            break;
        }
        read.extend(more);
    }
    assert_eq!(read, lines);
    assert_eq!(next(1)?, Vec::<String>::new());
    assert_eq!(
        call(&host, "fs.close", std::slice::from_ref(&file))?,
        Value::Nil
    );
    for id in ["fs.close", "fs.next-lines"] {
        let args = [file.clone(), 1i64.into()];
        let args = if id == "fs.close" { &args[..1] } else { &args };
        let error = call(&host, id, args).unwrap_err();
        assert_eq!(error.message(), "no file is open as 1", "{id}");
    }
    Ok(())
}

#[test]
fn a_stream_says_which_line_it_cannot_read() -> Result<()> {
    let (outer, _) = files();
    let root = outer.path().join("root");
    std::fs::write(root.join("bytes"), b"ends\r\n\r\n\xff\n").expect("a file");
    std::fs::write(root.join("wide"), "12345678\n1234567890").expect("a file");
    let limited = Files::below(&root).expect("the directory").with_limit(9);
    let host = Registry::new().with(limited);
    let next = |path: &str, count: i64| {
        let file = ask(&host, "fs.open", &[path])?;
        call(&host, "fs.next-lines", &[file, count.into()])
    };
    assert_eq!(next("bytes", 2)?.to_string(), r#"["ends" ""]"#);
    assert_eq!(
        next("bytes", 3).unwrap_err().message(),
        "line 3 is not UTF-8"
    );
    assert_eq!(next("wide", 1)?.to_string(), r#"["12345678"]"#);
    assert_eq!(
        next("wide", 2).unwrap_err().message(),
        "line 2 is longer than 9 bytes"
    );
    for _ in 4..256 {
        ask(&host, "fs.open", &["wide"])?;
    }
    assert_eq!(
        ask(&host, "fs.open", &["wide"]).unwrap_err().message(),
        "wide: 256 files are open already"
    );
    Ok(())
}

#[test]
fn directories_are_made_and_are_no_files() -> Result<()> {
    let (_outer, host) = files();
    ask(&host, "fs.make-directory", &["a/b"])?;
    ask(&host, "fs.make-directory", &["a/b"])?;
    ask(&host, "fs.write", &["a/b/c", "x"])?;
    assert_eq!(said(&host, "fs.list", &["a/b"]), r#"["c"]"#);
    for (id, args) in [
        ("fs.read", &["a"][..]),
        ("fs.read-lines", &["a"]),
        ("fs.open", &["a"]),
        ("fs.write", &["a", "x"]),
        ("fs.append", &["a", "x"]),
        ("fs.delete", &["a"]),
        ("fs.list", &["a/b/c"]),
        ("fs.make-directory", &["a/b/c"]),
        ("fs.make-directory", &["../out"]),
        ("fs.write", &["none/c", "x"]),
        ("fs.write", &["..", "x"]),
        ("fs.write", &["", "x"]),
        ("fs.read", &[""]),
        ("fs.read", &["a\0b"]),
    ] {
        let error = ask(&host, id, args).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::HostError, "{id} {args:?}: {error}");
    }
    assert_eq!(said(&host, "fs.read", &["a"]), "a: it is a directory");
    assert_eq!(said(&host, "fs.read", &["a/b/c"]), "x");
    Ok(())
}

#[cfg(unix)]
mod unix {
    //! What only a system with signals, pipes and limits can do to a file.

    use std::process::{Child, Command, Stdio};
    use std::time::Duration;

    use super::*;

    /// Where the child of a test works; the tests that only children run do nothing without it.
    const CHILD: &str = "RTFS_TEST_CHILD_IN";

    /// This test binary, to run one ignored test in `directory`.
    fn child(test: &str, directory: &std::path::Path) -> Command {
        let binary = std::env::current_exe().expect("the test binary");
        // Past the limit on a file's size, a write is an error, not a signal.
        let script = r#"trap '' XFSZ; ulimit -f 512; exec "$0" "$@""#;
        let mut command = Command::new("sh");
        command
            .args(["-c", script])
            .arg(binary)
            .args(["--ignored", "--exact", test])
            .env(CHILD, directory)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    fn here() -> Option<Registry> {
        let directory = std::env::var_os(CHILD)?;
        Files::below(directory)
            .ok()
            .map(|files| Registry::new().with(files))
    }

    #[test]
    fn a_pipe_is_no_file() {
        let (outer, host) = files();
        let made = Command::new("mkfifo")
            .arg(outer.path().join("root/pipe"))
            .status();
        assert!(made.is_ok_and(|status| status.success()));
        for id in ["fs.read", "fs.open"] {
            assert_eq!(said(&host, id, &["pipe"]), "pipe: it is not a file");
        }
    }

    #[test]
    #[ignore = "is run as the child of a test"]
    fn writes_until_it_is_killed() {
        let Some(host) = here() else { return };
        for round in 0.. {
            let text = format!("{round}\n").repeat(40_000 / (1 + round % 3));
            if ask(&host, "fs.write", &["kept", &text]).is_err() {
                return;
            }
        }
    }

    #[test]
    fn a_write_is_whole_or_absent_after_a_kill() {
        let (outer, host) = files();
        let root = outer.path().join("root");
        let (mut killed, mut rounds) = (0, Vec::new());
        for delay in 0..40 {
            let mut writer: Child = child("files::unix::writes_until_it_is_killed", &root)
                .spawn()
                .expect("a child");
            std::thread::sleep(Duration::from_micros(20_000 + 1_700 * delay));
            killed += usize::from(writer.try_wait().is_ok_and(|status| status.is_none()));
            writer.kill().expect("a kill");
            writer.wait().expect("its end");
            let Ok(text) = ask(&host, "fs.read", &["kept"]).and_then(String::try_from) else {
                // No write had come to its end.
                continue;
            };
            let line = text.lines().next().expect("a line").to_owned();
            let round: usize = line.parse().expect("a number");
            let whole = format!("{line}\n").repeat(40_000 / (1 + round % 3));
            assert!(text == whole, "round {round}: {} bytes", text.len());
            rounds.push(round);
        }
        assert_eq!(killed, 40, "no child came to its end by itself");
        assert!(rounds.len() > 10, "{rounds:?}");
    }

    #[test]
    #[ignore = "is run as the child of a test"]
    fn fills_the_disk() {
        let Some(host) = here() else { return };
        ask(&host, "fs.write", &["kept", "old"]).expect("a short text");
        let long = "x".repeat(1 << 20);
        let error = ask(&host, "fs.write", &["kept", &long]).unwrap_err();
        assert!(error.message().starts_with("kept: "), "{error}");
        assert_eq!(said(&host, "fs.read", &["kept"]), "old");
        assert_eq!(said(&host, "fs.list", &["."]), r#"["kept"]"#);
        let error = ask(&host, "fs.append", &["log", &long]).unwrap_err();
        assert!(error.message().starts_with("log: "), "{error}");
        ask(&host, "fs.write", &["kept", "new"]).expect("a short text");
        std::fs::write(
            std::env::var_os(CHILD)
                .map_or_else(Default::default, std::path::PathBuf::from)
                .join("done"),
            "",
        )
        .expect("a mark");
    }

    #[test]
    fn a_full_disk_leaves_the_old_file() {
        let (outer, host) = files();
        let root = outer.path().join("root");
        let status = child("files::unix::fills_the_disk", &root).status();
        assert!(status.is_ok_and(|status| status.success()));
        assert_eq!(said(&host, "fs.exists", &["done"]), "true");
        assert_eq!(said(&host, "fs.read", &["kept"]), "new");
    }
}
