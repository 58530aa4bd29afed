//! Files: what they hold, what no path reaches, and what goes wrong.

use rtfs_host::Files;
use rtfs_rt::host::Registry;
use rtfs_rt::{ErrorKind, Result, Value};

use crate::support::ask;

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
