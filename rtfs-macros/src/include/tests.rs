//! Paths and files, in a directory of their own.

use super::*;

/// A directory that is removed when the test ends.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Directory {
        let path = std::env::temp_dir().join(format!("rtfs-include-{name}-{}", std::process::id()));
        std::fs::create_dir_all(path.join("src/d")).expect("a directory");
        Directory(path)
    }

    fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.0.join(path), content).expect("a file");
    }

    /// The whereabouts of a call in `src/main.rs`.
    fn whereabouts(&self) -> Whereabouts {
        Whereabouts {
            working: self.0.clone(),
            caller: Some(PathBuf::from("src/main.rs")),
            root: Some(self.0.clone()),
        }
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn beside_the_caller_else_at_the_root() {
    let directory = Directory::new("paths");
    directory.write("src/a.rtfs", "beside");
    directory.write("a.rtfs", "root");
    directory.write("b.rtfs", "root");
    let whereabouts = directory.whereabouts();
    let file = whereabouts.read("a.rtfs").expect("a file");
    assert_eq!(
        (file.text.as_str(), file.name.as_str()),
        ("beside", "src/a.rtfs")
    );
    assert_eq!(file.path, directory.0.join("src/a.rtfs"));
    let file = whereabouts.read("b.rtfs").expect("a file");
    assert_eq!((file.text.as_str(), file.name.as_str()), ("root", "b.rtfs"));
    assert_eq!(
        whereabouts.read("c.rtfs").expect_err("no file"),
        "there is no file `c.rtfs`: looked for `src/c.rtfs` and `c.rtfs`"
    );
}

#[test]
fn not_utf_8() {
    let directory = Directory::new("utf8");
    directory.write("src/a.rtfs", b"(a)\n\xff");
    let message = directory.whereabouts().read("a.rtfs").expect_err("no text");
    assert_eq!(message, "`src/a.rtfs` is not UTF-8: see line 2");
}

#[test]
fn modules_beside_a_file() {
    let directory = Directory::new("modules");
    directory.write("src/d/e.rtfs", "(def x 1)");
    let whereabouts = directory.whereabouts();
    let beside = Beside {
        whereabouts: &whereabouts,
        directory: directory.0.join("src"),
    };
    assert_eq!(beside.load("d.e").expect("a module").name, "src/d/e.rtfs");
    assert_eq!(beside.load("d/e").expect("a module").text, "(def x 1)");
    let message = beside.load("d.f").expect_err("no module");
    assert_eq!(
        message,
        "there is no module `d.f`, and no file `src/d/f.rtfs`"
    );
    for name in ["..d", "", "d.", "/etc", "d\\e", "C:x"] {
        let message = beside.load(name).expect_err("no name");
        assert_eq!(message, format!("`{name}` is no name of a module"));
    }
}

#[test]
fn arguments() {
    let parse = |text: &str| syn::parse_str::<Arguments>(text);
    let plain = parse("\"a.rtfs\"").expect("arguments");
    assert_eq!(
        (plain.path.value().as_str(), plain.capabilities),
        ("a.rtfs", None)
    );
    let full =
        parse("\"a\", capabilities = [\"fs.read\", \"x\"], host = a.b(),").expect("arguments");
    assert_eq!(
        full.capabilities,
        Some(vec!["fs.read".to_owned(), "x".to_owned()])
    );
    assert!(full.host.is_some());
    for wrong in [
        "",
        "a",
        "\"a\" b",
        "\"a\", x = 1",
        "\"a\", host = a, host = b",
        "\"a\", capabilities = [1]",
    ] {
        assert!(parse(wrong).is_err(), "{wrong}");
    }
}
