//! A small HTTP service whose handlers are RTFS, with an audited host and a deadline for each request.
//!
//! ```text
//! cargo run --release --example service                # asks itself some questions, and ends
//! cargo run --release --example service -- 8080        # serves notes at http://127.0.0.1:8080
//! ```

use std::error::Error;
use std::time::Duration;

use log::{LevelFilter, Log, Metadata, Record};
use rtfs::host::{Audit, Bounded, Clock, Files, Host, Log as Logging, Registry, require};
use tiny_http::{Request, Response, Server};

/// What these handlers do not say that they call is an error when this file is compiled.
mod handlers {
    rtfs::include_rtfs!("service.rtfs", extern = false);
}

/// The longest body that is read.
const LONGEST: u64 = 64 << 10;

/// Prints what the handlers log.
struct Printer;

impl Log for Printer {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "notes"
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            println!("   {} {}", record.level(), record.args());
        }
    }

    fn flush(&self) {}
}

/// Answers one request. What the host does for it has to be done in a second.
fn answer(host: &impl Host, request: &mut Request) -> (u16, String) {
    let mut body = String::new();
    let read = std::io::Read::take(request.as_reader(), LONGEST);
    if std::io::Read::read_to_string(&mut { read }, &mut body).is_err() {
        return (400, "the body is not a text\n".to_owned());
    }
    let path: Vec<&str> = request
        .url()
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    let host = Bounded::new(host).within(Duration::from_secs(1));
    match handlers::handle(&host, request.method().as_str(), path, body) {
        Ok(answer) => {
            let status = u16::try_from(&answer.status).unwrap_or(500);
            (status, answer.body.to_string())
        }
        // What went wrong is for who runs the service, and not for who asks.
        Err(error) => {
            println!("   failed: {error}");
            (500, "this did not work\n".to_owned())
        }
    }
}

fn serve(server: &Server, host: &Audit<Registry>) -> Result<(), Box<dyn Error>> {
    for mut request in server.incoming_requests() {
        println!("{} {}", request.method(), request.url());
        let (status, body) = answer(host, &mut request);
        for entry in host.take_entries() {
            let place = entry
                .place
                .map_or_else(String::new, |place| format!("line {}", place.line));
            println!("   {} {place}: {:?}", entry.id, entry.outcome);
        }
        request.respond(Response::from_string(body).with_status_code(status))?;
    }
    Ok(())
}

/// Ends the service when it is dropped, also by a panic.
struct End<'a>(&'a Server);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.unblock();
    }
}

/// What the example asks itself.
fn ask(address: &str) -> Result<(), ureq::Error> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let url = |path: &str| format!("http://{address}{path}");
    agent.post(url("/notes/shopping")).send("tea")?;
    agent.post(url("/notes/shopping")).send("honey")?;
    let shopping = agent
        .get(url("/notes/shopping"))
        .call()?
        .body_mut()
        .read_to_string()?;
    assert_eq!(shopping, "tea\nhoney\n");
    let outside = agent.get(url("/notes/..%2Fsecret")).call()?;
    assert_eq!(outside.status(), 400);
    let all = agent.get(url("/")).call()?.body_mut().read_to_string()?;
    assert_eq!(all, "shopping\n");
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    log::set_logger(&Printer).map_err(|error| error.to_string())?;
    log::set_max_level(LevelFilter::Info);
    let notes = tempfile::tempdir()?;
    let host = Registry::new()
        .with(Files::below(notes.path())?)
        .with(Logging::named("notes"))
        .with(Clock);
    // What the handlers call and the host lacks is known before the first request.
    require(&host, handlers::CAPABILITIES)?;
    let host = Audit::new(host);

    let port = std::env::args().nth(1);
    let server = Server::http(format!("127.0.0.1:{}", port.as_deref().unwrap_or("0")))
        .map_err(|error| error.to_string())?;
    let address = server.server_addr().to_string();
    println!("Notes at http://{address}");
    match port {
        Some(_) => serve(&server, &host),
        None => std::thread::scope(|scope| {
            let client = scope.spawn(|| {
                let _end = End(&server);
                ask(&address)
            });
            serve(&server, &host)?;
            client
                .join()
                .map_err(|_| "the client failed")?
                .map_err(Into::into)
        }),
    }
}
