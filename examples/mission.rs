//! The four programs that RTFS exists for: inline, and as the file `mission.rtfs` beside this one.
//!
//! ```text
//! cargo run --release --example mission
//! ```

use std::alloc::{GlobalAlloc, Layout, System};
use std::error::Error;
use std::sync::atomic::{AtomicIsize, Ordering};
use std::time::{Duration, Instant};

use rtfs::{Int, Vector, include_rtfs, rtfs};

fn main() -> Result<(), Box<dyn Error>> {
    tail_calls()?;
    persistent_data()?;
    parallel_map()?;
    structured_concurrency()?;
    the_file()?;
    Ok(())
}

/// Program 1: a loop by `recur`, and integers without limit.
fn tail_calls() -> Result<(), Box<dyn Error>> {
    let value = rtfs! {
        (defn factorial [n acc]
          (if (= n 0)
            acc
            (recur (dec n) (* n acc))))

        (factorial 10000 1)
    }?;
    let digits = value.to_string();
    let (first, last) = (&digits[..10], &digits[digits.len() - 10..]);
    println!("1. Tail calls");
    println!(
        "   10000! has {} digits: {first}…{last}",
        thousands(digits.len())
    );
    Ok(())
}

// Program 2 as items: `v1` and `v2` are constants that are computed when Rust first asks for them.
rtfs! {
    (def v1 [1 2 3 4 5])
    (def v2 (conj v1 6))

    (def long-v1 (vec (range 1000000)))
    (def long-v2 (conj long-v1 1000000))
}

/// Program 2: a changed vector beside the one that it was made from, and what that costs.
fn persistent_data() -> Result<(), Box<dyn Error>> {
    println!("\n2. Persistent data");
    let (v1, first) = measured(|| V1.get())?;
    let (v2, second) = measured(|| V2.get())?;
    let counts = rtfs! { |v1: &Vector<Int>, v2: &Vector<Int>| [(count v1) (count v2)] }?;
    println!("   v1 = {v1}, v2 = {v2}, counts {counts:?}");
    println!("   v1 holds {first} bytes, v2 adds {second}: so short a vector is copied");
    let (long1, first) = measured(|| LONG_V1.get())?;
    let (long2, second) = measured(|| LONG_V2.get())?;
    println!(
        "   The same with {} and {} elements:",
        thousands(long1.len()),
        thousands(long2.len())
    );
    println!(
        "   v1 holds {} bytes, v2 adds {}: it shares the other {}",
        thousands(first.unsigned_abs()),
        thousands(second.unsigned_abs()),
        thousands(first.unsigned_abs().saturating_sub(second.unsigned_abs())),
    );
    Ok(())
}

/// Something that takes a while: the steps of the 3n+1 problem, summed over the numbers below `n`.
fn expensive_operation(n: i64) -> i64 {
    let steps = |mut k: i64| {
        let mut count = 0;
        while k != 1 {
            k = if k % 2 == 0 { k / 2 } else { 3 * k + 1 };
            count += 1;
        }
        count
    };
    (1..n).map(steps).sum()
}

/// Program 3: the same map in order and in parallel, over Rust's data, with a Rust function.
fn parallel_map() -> Result<(), Box<dyn Error>> {
    let data: Vec<i64> = (0..400).map(|k| 1_000 + k % 7).collect();
    let (in_order, sequential) = timed(|| {
        rtfs! {
            |data: &[i64]|
            (extern crate/expensive-operation [:i64] :i64)

            (map expensive-operation data)
        }
    })?;
    let (result, parallel) = timed(|| {
        rtfs! {
            |data: &[i64]|
            (extern crate/expensive-operation [:i64] :i64)

            (:parallel
              (map expensive-operation data))
        }
    })?;
    println!("\n3. Parallel processing");
    println!(
        "   {} results, {} as in order",
        result.len(),
        if result == in_order {
            "the same"
        } else {
            "NOT"
        }
    );
    let threads = std::thread::available_parallelism()?;
    println!(
        "   in order {sequential:.1?}, in parallel {parallel:.1?}: {:.2} times as fast, on {threads} threads",
        sequential.as_secs_f64() / parallel.as_secs_f64()
    );
    Ok(())
}

// What programs 3 and 4 ask for, for the block below and for the file.
fn compute_a() -> i64 {
    expensive_operation(1_000)
}

fn compute_b() -> i64 {
    expensive_operation(2_000)
}

fn combine(a: i64, b: i64) -> i64 {
    a + b
}

/// Program 4: two computations side by side, neither of which outlives the form.
fn structured_concurrency() -> Result<(), Box<dyn Error>> {
    let both = rtfs! {
        (with-parallel [result1 (compute-a)
                        result2 (compute-b)]
          (combine result1 result2))
    }?;
    println!("\n4. Structured concurrency");
    println!(
        "   {} + {} = {both}",
        thousands(compute_a() as usize),
        thousands(compute_b() as usize)
    );
    Ok(())
}

/// All four as they stand in their file; the value is the last one's.
fn the_file() -> Result<(), Box<dyn Error>> {
    let data: Vec<i64> = (0..100).collect();
    let value = include_rtfs!("mission.rtfs")?;
    println!("\nmission.rtfs");
    println!("   gives {value}");
    Ok(())
}

/// What `f` gives, and the shortest of the times that it takes: other work on the machine only adds.
fn timed<T>(mut f: impl FnMut() -> rtfs::Result<T>) -> rtfs::Result<(T, Duration)> {
    let mut times = [Duration::ZERO; 9];
    let mut value = f()?;
    for time in &mut times {
        let start = Instant::now();
        value = f()?;
        *time = start.elapsed();
    }
    Ok((value, times.into_iter().min().unwrap_or_default()))
}

/// The heap in use, counted.
struct Counting;

static IN_USE: AtomicIsize = AtomicIsize::new(0);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// An allocator cannot be written without `unsafe`. This one counts, and leaves the work to the system's.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        IN_USE.fetch_add(layout.size().cast_signed(), Ordering::Relaxed);
        // SAFETY: the caller keeps to the contract of this method, which is that of `System`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size().cast_signed(), Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// What `f` gives, and how many bytes of heap are in use more than before.
fn measured<T>(f: impl FnOnce() -> rtfs::Result<T>) -> rtfs::Result<(T, isize)> {
    let before = IN_USE.load(Ordering::Relaxed);
    let value = f()?;
    Ok((value, IN_USE.load(Ordering::Relaxed) - before))
}

/// `1234567` as `1,234,567`.
fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
