//! The standard host: what most programs want of the world, a part for each feature, each on a kept library.
//!
//! A part is given to a registry, with the Rust values that bound it:
//!
#![cfg_attr(all(feature = "fs", feature = "time"), doc = "```no_run")]
#![cfg_attr(not(all(feature = "fs", feature = "time")), doc = "```text")]
//! use rtfs_host::{Clock, Files};
//! use rtfs_rt::host::Registry;
//!
//! let host = Registry::new().with(Files::below("data")?).with(Clock);
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! | feature | part | capabilities |
//! | --- | --- | --- |
//! | `fs` | `Files` | `fs.read fs.read-lines fs.write fs.append fs.exists fs.stat fs.list fs.make-directory fs.delete fs.open fs.next-lines fs.close` |
//! | `crypto` | `Crypto` | `crypto.sha256 crypto.sha512 crypto.blake3 crypto.hmac-sha256 crypto.hmac-sha512 crypto.equal crypto.random-hex crypto.generate-key crypto.ed25519-public crypto.ed25519-sign crypto.ed25519-verify crypto.hash-password crypto.verify-password crypto.seal crypto.open` |
//! | `http` | `Http` | `http.get http.post http.request` |
//! | `data` | `Data` | `data.scan data.aggregate data.open data.next data.close` |
//! | `log` | `Log` | `log.error log.warn log.info log.debug log.trace` |
//! | `time` | `Clock` | `time.now time.monotonic` |
//! | `env` | `Environment` | `env.get` |
//!
//! Nothing is reachable that was not given: files lie below a directory, hosts and variables of the environment are named.

#[cfg(feature = "crypto")]
mod crypto;
#[cfg(feature = "data")]
mod data;
#[cfg(feature = "env")]
mod env;
#[cfg(feature = "fs")]
mod fs;
#[cfg(feature = "http")]
mod http;
#[cfg(any(feature = "data", feature = "fs"))]
mod lines;
#[cfg(feature = "log")]
mod log;
#[cfg(any(feature = "data", feature = "fs"))]
mod opened;
#[cfg(any(feature = "data", feature = "fs"))]
mod rooted;
#[cfg(any(feature = "data", feature = "fs"))]
mod shared;
#[cfg(feature = "time")]
mod time;

#[cfg(feature = "crypto")]
pub use crypto::Crypto;
#[cfg(feature = "data")]
pub use data::Data;
#[cfg(feature = "env")]
pub use env::Environment;
#[cfg(feature = "fs")]
pub use fs::Files;
#[cfg(feature = "http")]
pub use http::Http;
#[cfg(feature = "log")]
pub use log::Log;
#[cfg(feature = "time")]
pub use time::Clock;
