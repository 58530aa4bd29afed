//! What the programs of `11-*.rtfs` call: pure capabilities, one that counts its calls, and one that fails.

use std::sync::atomic::{AtomicI64, Ordering};

use rtfs::Value;
use rtfs::host::{AllowList, Host, Registry};

/// A host of its own for each case, so that the counts of a case begin with 1.
pub(crate) fn host() -> impl Host {
    let calls = AtomicI64::new(0);
    let registry = Registry::new()
        .register("next", move || calls.fetch_add(1, Ordering::SeqCst) + 1)
        .register("math.square", |x: i64| x * x)
        .register("text.shout", |text: String| text.to_uppercase())
        .register("echo", |value: Value| value)
        .register("fails", |reason: String| Err::<Value, _>(reason))
        .register("secret", || "never");
    let allowed = ["next", "math.*", "text.*", "echo", "fails", "unknown"];
    AllowList::new(registry, allowed)
}
