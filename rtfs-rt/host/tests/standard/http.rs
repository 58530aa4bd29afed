//! Requests, against a server on this machine that behaves as badly as it is told to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rtfs_host::Http;
use rtfs_rt::host::{Bounded, HintValue, Host, Journal, Registry};
use rtfs_rt::{Error, ErrorKind, Keyword, Map, Value};

use crate::support::{ask, call, hinted};

/// A server, and the requests that it has got: their first lines, headers and bodies.
struct Server {
    address: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers every connection as `answer` does, which gets the path.
    fn new(answer: impl Fn(&str, TcpStream) + Clone + Send + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("its address"));
        let seen = Arc::<Mutex<Vec<String>>>::default();
        let log = Arc::clone(&seen);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, log) = (answer.clone(), Arc::clone(&log));
                std::thread::spawn(move || {
                    let request = read_request(&stream);
                    let path = request.split(' ').nth(1).unwrap_or("").to_owned();
                    log.lock().expect("the log").push(request);
                    answer(&path, stream);
                });
            }
        });
        Server { address, seen }
    }

    fn host(&self) -> Registry {
        Registry::new().with(Http::to([self.address.as_str()]).expect("a host"))
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().expect("the log").clone()
    }
}

fn read_request(stream: &TcpStream) -> String {
    let mut reader = BufReader::new(stream);
    let (mut request, mut length) = (String::new(), 0);
    while !request.ends_with("\r\n\r\n") {
        let start = request.len();
        if reader.read_line(&mut request).unwrap_or(0) == 0 {
            return request;
        }
        let line = request[start..].to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    let _ = reader.read_exact(&mut body);
    request + &String::from_utf8_lossy(&body)
}

fn send(mut stream: TcpStream, head: &str, body: &[u8]) {
    let _ = stream.write_all(format!("HTTP/1.1 {head}\r\nconnection: close\r\n").as_bytes());
    let _ = stream.write_all(b"\r\n");
    let _ = stream.write_all(body);
}

/// A server whose paths are its faults.
fn server() -> Server {
    Server::new(
        |path, mut stream| match path.split('?').next().unwrap_or("") {
            "/hello" => send(
                stream,
                "200 OK\r\ncontent-length: 5\r\nX-A: 1\r\nx-a: 2",
                b"hello",
            ),
            "/missing" => send(stream, "404 Not Found\r\ncontent-length: 4", b"none"),
            "/slow" => {
                std::thread::sleep(Duration::from_secs(5));
                send(stream, "200 OK\r\ncontent-length: 4", b"late");
            }
            "/drips" => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
                for _ in 0..50 {
                    std::thread::sleep(Duration::from_millis(100));
                    if stream.write_all(b"x").is_err() {
                        return;
                    }
                }
            }
            "/resets" => drop(stream),
            "/short" => send(stream, "200 OK\r\ncontent-length: 100", b"not a hundred"),
            "/long" => send(stream, "200 OK\r\ncontent-length: 3000000000", b"x"),
            "/endless" => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
                let chunk = [b'x'; 65536];
                while stream.write_all(&chunk).is_ok() {}
            }
            "/bytes" => send(stream, "200 OK\r\ncontent-length: 2", &[0xff, 0xfe]),
            "/garbage" => {
                let _ = stream.write_all(b"what is this\r\n\r\n");
            }
            "/around" => send(
                stream,
                "302 Found\r\nlocation: /around\r\ncontent-length: 0",
                b"",
            ),
            "/here" => send(
                stream,
                "301 Moved\r\nlocation: hello\r\ncontent-length: 0",
                b"",
            ),
            "/same" => send(
                stream,
                "307 Temporary\r\nlocation: /hello\r\ncontent-length: 0",
                b"",
            ),
            "/file" => send(
                stream,
                "302 Found\r\nlocation: file:///etc/passwd\r\ncontent-length: 0",
                b"",
            ),
            _ => match path.strip_prefix("/to/") {
                Some(other) => {
                    let head =
                        format!("302 Found\r\nlocation: http://{other}/hello\r\ncontent-length: 0");
                    send(stream, &head, b"");
                }
                None => send(stream, "200 OK\r\ncontent-length: 0", b""),
            },
        },
    )
}

fn options(entries: &[(&str, Value)]) -> Value {
    let entries = entries.iter().cloned();
    let map: Map<Keyword, Value> = entries.map(|(k, v)| (Keyword::new(k), v)).collect();
    Value::from(map)
}

fn headers(entries: &[(&str, &str)]) -> Value {
    let map: Map<Value, Value> = entries
        .iter()
        .map(|(k, v)| (Value::from(*k), Value::from(*v)))
        .collect();
    options(&[("headers", Value::from(map))])
}

/// The `:kind` in an error's data.
fn kind(error: &Error) -> String {
    assert_eq!(error.kind(), ErrorKind::HostError, "{error}");
    error.data().map_or_else(String::new, Value::to_string)
}

#[test]
fn an_answer_is_a_map() {
    let server = server();
    let host = server.host();
    let hello = ask(&host, "http.get", &[&server.url("/hello")]).expect("an answer");
    assert_eq!(
        hello.to_string(),
        r#"{:status 200 :headers {"content-length" "5" "x-a" "1, 2" "connection" "close"} :body "hello"}"#
    );
    let missing = ask(&host, "http.get", &[&server.url("/missing")]).expect("an answer");
    assert!(
        missing.to_string().starts_with("{:status 404 "),
        "{missing}"
    );
    // What follows a redirect on the same host is the answer.
    for path in ["/here", "/same"] {
        let moved = ask(&host, "http.get", &[&server.url(path)]).expect("an answer");
        assert!(moved.to_string().ends_with(r#":body "hello"}"#), "{moved}");
    }
}

#[test]
fn a_request_is_what_was_asked_for() {
    let server = server();
    let host = server.host();
    let post = |path: &str, options: Value| {
        call(
            &host,
            "http.post",
            &[server.url(path).into(), "a=1&b=é".into(), options],
        )
        .expect("an answer")
    };
    post("/form", headers(&[("x-key", "k")]));
    // Another page follows the form: it is asked for. The same page elsewhere: it is posted.
    post("/here", headers(&[("authorization", "secret")]));
    post("/same", headers(&[]));
    call(
        &host,
        "http.request",
        &["DELETE".into(), server.url("/thing?id=1").into()],
    )
    .expect("an answer");
    let seen = server.seen();
    assert!(
        seen[0].starts_with("POST /form HTTP/1.1\r\n"),
        "{}",
        seen[0]
    );
    assert!(seen[0].contains("x-key: k\r\n"), "{}", seen[0]);
    assert!(seen[0].ends_with("\r\n\r\na=1&b=é"), "{}", seen[0]);
    assert!(seen[1].starts_with("POST /here "), "{}", seen[1]);
    assert!(seen[2].starts_with("GET /hello "), "{}", seen[2]);
    assert!(seen[2].contains("authorization: secret"), "{}", seen[2]);
    assert!(seen[2].ends_with("\r\n\r\n"), "{}", seen[2]);
    assert!(seen[3].starts_with("POST /same "), "{}", seen[3]);
    assert!(seen[4].starts_with("POST /hello "), "{}", seen[4]);
    assert!(seen[4].ends_with("a=1&b=é"), "{}", seen[4]);
    assert!(seen[5].starts_with("DELETE /thing?id=1 "), "{}", seen[5]);
}

#[test]
fn a_host_that_was_not_given_is_not_asked() {
    let (server, other) = (server(), server());
    let host = server.host();
    let elsewhere = other.address.trim_start_matches("http://").to_owned();
    for url in [
        other.url("/hello"),
        server.url(&format!("/to/{elsewhere}")),
        "https://example.com/".to_owned(),
        server.address.replace("http", "https"),
        server.address.replace("127.0.0.1", "localhost"),
    ] {
        let error = ask(&host, "http.get", &[&url]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{url}: {error}");
    }
    assert!(other.seen().is_empty());
    let nothing = Registry::new().with(Http::to([]).expect("no hosts"));
    let error = ask(&nothing, "http.get", &[&server.url("/hello")]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    // What is for one host is not told another, also where both may be asked.
    let both = [server.address.as_str(), other.address.as_str()];
    let both = Registry::new().with(Http::to(both).expect("hosts"));
    let args = [
        server.url(&format!("/to/{elsewhere}")).into(),
        headers(&[("Authorization", "secret"), ("Cookie", "c"), ("x-b", "1")]),
    ];
    call(&both, "http.get", &args).expect("an answer");
    let seen = other.seen();
    assert!(seen[0].contains("x-b: 1"), "{}", seen[0]);
    assert!(
        !seen[0].contains("secret") && !seen[0].contains("cookie"),
        "{}",
        seen[0]
    );
}

#[test]
fn what_is_no_request_is_refused() {
    let server = server();
    let host = server.host();
    let url = || Value::from(server.url("/hello"));
    let secret = "hunter2";
    for (id, args, message) in [
        (
            "http.get",
            vec!["nowhere".into()],
            "this is no address: relative URL without a base",
        ),
        (
            "http.get",
            vec!["file:///etc/passwd".into()],
            "an address begins with http or https, not with file",
        ),
        (
            "http.get",
            vec![server.url("/file").into()],
            "an address begins with http or https, not with file",
        ),
        (
            "http.get",
            vec!["http://u:p@h/".into()],
            "an address with a name or a password in it: use a header",
        ),
        (
            "http.request",
            vec!["FETCH".into(), url()],
            "`FETCH` is no method of a request",
        ),
        ("http.get", vec![], "`http.get` takes 1 argument, got 0"),
        (
            "http.get",
            vec![url(), options(&[("size", 1i64.into())])],
            "there is no option :size",
        ),
        (
            "http.get",
            vec![url(), options(&[("timeout", secret.into())])],
            "the option :timeout is not an int",
        ),
        (
            "http.get",
            vec![url(), headers(&[("a b", secret)])],
            "a header's name has a character that it cannot have",
        ),
        (
            "http.get",
            vec![url(), headers(&[("a", "hunter2\r\nx: y")])],
            "the header `a` has a character that it cannot have",
        ),
        (
            "http.get",
            vec![url(), secret.into()],
            "an argument of `http.get` does not fit; it may be secret and is not shown",
        ),
    ] {
        let error = call(&host, id, &args).unwrap_err();
        assert_eq!(error.message(), message);
    }
    for wrong in ["", "a b", "ftp://h", "example.com/path", "http://h/?q"] {
        assert!(Http::to([wrong]).is_err(), "{wrong}");
    }
}

#[test]
fn failures_have_kinds() {
    let server = server();
    let get = |path: &str| {
        let http = Http::to([server.address.as_str()]).expect("a host");
        let http = http
            .with_limit(100_000)
            .with_timeout(Duration::from_millis(1500));
        let host = Registry::new().with(http);
        ask(&host, "http.get", &[&server.url(path)]).unwrap_err()
    };
    for (path, expected) in [
        ("/resets", "{:kind :protocol}"),
        ("/short", "{:kind :protocol}"),
        ("/long", "{:kind :too-large}"),
        ("/endless", "{:kind :too-large}"),
        ("/bytes", "{:kind :text}"),
        ("/garbage", "{:kind :protocol}"),
        ("/around", "{:kind :redirects}"),
        ("/slow", "{:kind :timeout}"),
        ("/drips", "{:kind :timeout}"),
    ] {
        let error = get(path);
        assert_eq!(kind(&error), expected, "{path}: {error}");
    }
    let error = get("/long?key=hunter2");
    assert!(!error.message().contains("hunter2"), "{error}");

    // Nobody listens; and what listens does not speak TLS.
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let nobody = format!("http://{}", free.local_addr().expect("its address"));
    drop(free);
    let host = Registry::new().with(Http::to([nobody.as_str()]).expect("a host"));
    let error = ask(&host, "http.get", &[&nobody]).unwrap_err();
    assert_eq!(kind(&error), "{:kind :unreachable}", "{error}");
    let plain = Server::new(|_, mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    let secure = plain.address.replace("http", "https");
    let host = Registry::new().with(Http::to([secure.as_str()]).expect("a host"));
    let error = ask(&host, "http.get", &[&secure]).unwrap_err();
    assert_eq!(kind(&error), "{:kind :tls}", "{error}");
}

#[test]
fn a_call_may_take_less_time_than_its_host_allows() {
    let server = server();
    let host = server.host();
    let url = Value::from(server.url("/slow"));
    let start = Instant::now();
    let hint = [("runtime.timeout", HintValue::Int(200))];
    let error = hinted(&host, "http.get", std::slice::from_ref(&url), &hint).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled, "{error}");
    let options = options(&[("timeout", 200i64.into())]);
    let error = call(&host, "http.get", &[url, options]).unwrap_err();
    assert_eq!(kind(&error), "{:kind :timeout}", "{error}");
    assert!(start.elapsed() < Duration::from_secs(4));
}

#[test]
fn a_run_that_is_over_takes_its_requests_along() {
    let server = server();
    let start = Instant::now();
    let host = Bounded::new(server.host()).within(Duration::from_millis(300));
    for path in ["/slow", "/hello"] {
        let error = ask(&host, "http.get", &[&server.url(path)]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Cancelled, "{error}");
    }
    // Somebody cancels: while an answer is awaited, while it comes, and before it was asked for.
    for path in ["/slow", "/drips"] {
        let host = Bounded::new(server.host());
        let cancellation = host.cancellation();
        let error = std::thread::scope(|scope| {
            let request = scope.spawn(|| ask(&host, "http.get", &[&server.url(path)]));
            std::thread::sleep(Duration::from_millis(100));
            cancellation.cancel();
            request.join().expect("no panic").unwrap_err()
        });
        assert_eq!(error.kind(), ErrorKind::Cancelled, "{path}: {error}");
        let error = ask(&host, "http.get", &[&server.url("/hello")]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Cancelled, "{error}");
    }
    assert!(start.elapsed() < Duration::from_secs(4));
    // One that nobody cancels gives its answer.
    let host = Bounded::new(server.host()).within(Duration::from_secs(60));
    let answer = ask(&host, "http.get", &[&server.url("/hello")]).expect("an answer");
    assert!(answer.to_string().contains("hello"));
}

#[test]
fn a_journal_holds_no_header() {
    let server = server();
    let journal = Journal::new(server.host());
    let args = [
        server.url("/hello").into(),
        headers(&[("authorization", "hunter2")]),
    ];
    call(&journal as &dyn Host, "http.get", &args).expect("an answer");
    let records = format!("{:?}", journal.into_records());
    assert!(
        records.contains("/hello") && !records.contains("hunter2"),
        "{records}"
    );
}
