//! A plan by an author who is not trusted: compiled with a grant, run on an audited host, replayed without one.
//!
//! ```text
//! cargo run --release --example plan
//! ```

use std::sync::Mutex;

use rtfs::Error;
use rtfs::host::{Audit, Journal, Mock, Registry, Replay, require};

/// What is not granted here is an error when this file is compiled.
mod plan {
    rtfs::include_rtfs!(
        "plan.rtfs",
        capabilities = ["sales.read", "log.info", "message.send"],
        extern = false,
        fuel = 100_000
    );
}

const SALES: &str = "tea,3,2.50\ncoffee,10,3.00\nsugar,1,1.20\ntea,40,2.50\n";

static SENT: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn host() -> Registry {
    Registry::new()
        .register("sales.read", |path: String| match path.as_str() {
            "today.csv" => Ok(SALES),
            _ => Err(format!("no sales in {path}")),
        })
        .register("log.info", |text: String| println!("   log: {text}"))
        .register("message.send", |to: String, text: String| {
            println!("   to {to}: {text}");
            SENT.lock()
                .map(|mut sent| sent.push(text))
                .map_err(|_| "no messages")
        })
}

/// The plan against a mock: what it is told, and all that it may ask.
fn tested() -> Result<(), Error> {
    let mock = Mock::new()
        .expect("sales.read", |call| {
            call.with(["test.csv"]).returns("tea,2,1.50\n")
        })
        .expect("log.info", |call| call.with(["1 sales read"]))
        .expect("message.send", |call| call.with(["owner", "tea: 3.00"]));
    let found = plan::run(&mock, "test.csv")?;
    println!("   {found} product, as expected");
    mock.verify()
}

fn main() -> Result<(), Error> {
    println!("1. The plan calls {}", plan::CAPABILITIES.join(", "));
    let host = host();
    require(&host, plan::CAPABILITIES)?;
    println!("   all of which the host offers");

    println!("   A test of it, with the host that the test expects");
    tested()?;

    println!("2. A run, with a record of every call");
    let journal = Journal::new(Audit::new(host));
    let found = plan::run(&journal, "today.csv")?;
    let records = journal.into_records();
    println!("   {found} products, {} calls", records.len());

    println!("3. The same run from the record, without a host");
    let replay = Replay::new(records);
    println!(
        "   {} products, {} calls left",
        plan::run(&replay, "today.csv")?,
        replay.left().len()
    );
    let sent = SENT.lock().map_or(0, |sent| sent.len());
    println!("   {sent} messages were sent, all of them in the first run");

    println!("4. A failure has its place in the plan");
    if let Err(error) = plan::run(&self::host(), "yesterday.csv") {
        println!("   {error}");
    }
    Ok(())
}
