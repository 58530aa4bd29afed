//! The clock.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use rtfs_rt::host::{Part, Registry};

/// The system's clock.
///
/// | capability | gives |
/// | --- | --- |
/// | `time.now` | milliseconds since 1970-01-01T00:00:00Z; it follows what the machine's clock is set to |
/// | `time.monotonic` | nanoseconds since the host was made; it never goes back |
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock;

impl Part for Clock {
    fn add_to(self, registry: Registry) -> Registry {
        let start = Instant::now();
        registry
            .register("time.now", || {
                let since = SystemTime::now().duration_since(UNIX_EPOCH);
                since
                    .map(|time| clamped(time.as_millis()))
                    .map_err(|_| "the clock stands before 1970")
            })
            .register("time.monotonic", move || {
                clamped(start.elapsed().as_nanos())
            })
    }
}

fn clamped(time: u128) -> i64 {
    i64::try_from(time).unwrap_or(i64::MAX)
}
