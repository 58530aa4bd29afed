//! Calls, digests, lines and requests.

use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use rtfs::Str;
use rtfs::host::{Clock, Crypto, Data, Environment, Files as Directory, Http, Log, Registry};
use sha2::{Digest, Sha256};

use crate::files::Files;
use crate::rounds::Job;

/// How many calls one run of the first job makes.
const CALLS: u32 = 1_000_000;
/// How many bytes are digested.
const BYTES: usize = 64 << 20;
/// How many lines are read at once. The vector of more than some hundred is a block of memory so large that the allocator of glibc
/// tidies up for it, which costs more than a line.
const AT_ONCE: usize = 100;
/// How many requests are made at once, and how long the server thinks about each.
const REQUESTS: i64 = 64;
const THINKING: Duration = Duration::from_millis(50);

mod program {
    rtfs::rtfs! {
        (defcapability :math/next [:int] :int)
        (defn calls [n :int] :int
          (loop [i 0, total 0]
            (if (= i n) total (recur (inc i) (+ total (call :math/next i))))))

        (defn sha256 [text :string] :string (call :crypto/sha256 text))
        (defn blake3 [text :string] :string (call :crypto/blake3 text))

        (defn lines [path :string, at-once :int] :int
          (with-resource [file (call :fs/open path)]
            (loop [n 0]
              (let [lines :[:vector :string] (call :fs/next-lines file at-once)]
                (if (empty? lines) n (recur (+ n (count lines))))))))

        (defn count-lines [path :string] :int
          (int (:n (first (call :data/aggregate path {:format :lines :aggregate {:n [:count]}})))))

        (defn requests [address :string, n :int] :int
          (:parallel
            (reduce + 0 (map (fn [i] (int (get (call :http/get (str address "/" i)) :status)))
                             (range n)))))
    }
}

pub(crate) fn all(files: &Files) -> Vec<Job<'_>> {
    vec![
        calls(),
        sha256(),
        blake3(),
        counted(files),
        lines(files),
        requests(),
    ]
}

/// The standard host, among whose capabilities one is found.
fn standard() -> Registry {
    let here = std::env::temp_dir();
    Registry::new()
        .with(Directory::below(&here).expect("a directory"))
        .with(Data::below(&here).expect("a directory"))
        .with(Http::to(["localhost"]).expect("a host"))
        .with(Crypto)
        .with(Log::named("bench"))
        .with(Clock)
        .with(Environment::only([]))
}

fn calls<'a>() -> Job<'a> {
    let closure: Box<dyn Fn(i64) -> Result<i64, String>> = Box::new(|n| Ok(n ^ 1));
    let host = standard().register("math.next", |n: i64| n ^ 1);
    Job {
        name: "call of a closure",
        // Not a ratio that anybody asks for: see the nanoseconds.
        bar: 50.0,
        calls: Some(CALLS),
        rust: Box::new(move || {
            let mut total = 0i64;
            for i in 0..i64::from(CALLS) {
                let next = black_box(&closure)(i).expect("no error");
                total = total.checked_add(next).expect("an int that fits");
            }
            total.to_string()
        }),
        rtfs: Box::new(move || program::calls(&host, CALLS).expect("a sum").to_string()),
    }
}

/// What is digested, made when it is first asked for.
fn text() -> &'static Str {
    static TEXT: LazyLock<Str> = LazyLock::new(|| {
        let letter = |n: usize| char::from(b'a' + (n % 23) as u8);
        Str::from((0..BYTES).map(letter).collect::<String>().as_str())
    });
    &TEXT
}

fn sha256<'a>() -> Job<'a> {
    let host = Registry::new().with(Crypto);
    Job {
        name: "sha256",
        bar: 1.05,
        calls: None,
        rust: Box::new(move || {
            let digest = Sha256::digest(text().as_bytes());
            digest.iter().map(|byte| format!("{byte:02x}")).collect()
        }),
        rtfs: Box::new(move || {
            program::sha256(&host, text())
                .expect("a digest")
                .to_string()
        }),
    }
}

fn blake3<'a>() -> Job<'a> {
    let host = Registry::new().with(Crypto);
    Job {
        name: "blake3",
        bar: 1.05,
        calls: None,
        rust: Box::new(move || blake3::hash(text().as_bytes()).to_hex().to_string()),
        rtfs: Box::new(move || {
            program::blake3(&host, text())
                .expect("a digest")
                .to_string()
        }),
    }
}

fn counted(files: &Files) -> Job<'_> {
    let data = Data::below(&files.directory).expect("the directory");
    let host = Registry::new().with(data.with_threads(1));
    Job {
        name: "counting lines",
        bar: 1.2,
        calls: None,
        rust: Box::new(|| {
            let file = File::open(files.directory.join(files.csv())).expect("a file");
            let mut file = BufReader::with_capacity(256 << 10, file);
            let (mut lines, mut line) = (0, Vec::new());
            while file.read_until(b'\n', &mut line).expect("a line") > 0 {
                lines += 1;
                line.clear();
            }
            lines.to_string()
        }),
        rtfs: Box::new(move || {
            let lines = program::count_lines(&host, files.csv());
            lines.expect("lines").to_string()
        }),
    }
}

fn lines(files: &Files) -> Job<'_> {
    let host = Registry::new().with(Directory::below(&files.directory).expect("the directory"));
    Job {
        name: "lines as values",
        // A program gets shared strings, so many at once; so does Rust here.
        bar: 1.2,
        calls: None,
        rust: Box::new(|| {
            let file = File::open(files.directory.join(files.csv())).expect("a file");
            let mut file = BufReader::with_capacity(256 << 10, file);
            let (mut count, mut line) = (0, String::new());
            loop {
                let mut lines: Vec<Arc<str>> = Vec::with_capacity(AT_ONCE);
                while lines.len() < AT_ONCE && file.read_line(&mut line).expect("a line") > 0 {
                    lines.push(Arc::from(line.trim_end_matches(['\r', '\n'])));
                    line.clear();
                }
                if lines.is_empty() {
                    return count.to_string();
                }
                count += black_box(lines).len();
            }
        }),
        rtfs: Box::new(move || {
            program::lines(&host, files.csv(), AT_ONCE)
                .expect("lines")
                .to_string()
        }),
    }
}

/// A server that thinks before it answers.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("its address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    address
}

fn answer(mut stream: TcpStream) {
    let mut request = [0; 4096];
    while stream.read(&mut request).is_ok_and(|read| read > 0) {
        std::thread::sleep(THINKING);
        let answered = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        if answered.is_err() {
            return;
        }
    }
}

fn requests<'a>() -> Job<'a> {
    let address = server();
    let host = Registry::new().with(Http::to([address.as_str()]).expect("a host"));
    let (agent, to) = (ureq::agent(), address.clone());
    Job {
        name: "64 requests",
        // "About as long as the slowest few."
        bar: 3.0,
        calls: None,
        rust: Box::new(move || {
            let get = |i: i64| {
                let answer = agent.get(format!("{to}/{i}")).call().expect("an answer");
                i64::from(answer.status().as_u16())
            };
            std::thread::scope(|scope| {
                let all: Vec<_> = (0..REQUESTS).map(|i| scope.spawn(move || get(i))).collect();
                let all = all.into_iter().map(|one| one.join().expect("no panic"));
                all.sum::<i64>().to_string()
            })
        }),
        rtfs: Box::new(move || {
            let sum = program::requests(&host, address.as_str(), REQUESTS);
            sum.expect("answers").to_string()
        }),
    }
}
