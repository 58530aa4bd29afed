//! The compile-time evaluator: runs the resolved tree, without types and without Rust.
//!
//! Macros run in it, and it is the second engine that compiled programs are compared with. Before: what
//! `ast` promises. After: a value, or the error that the compiled program would give, of the same
//! kind, at the same place. Library functions are the dynamic forms of the one table, so that there
//! is nothing to agree on but the language's own forms.
//!
//! The tree is lowered once into `code`: every local is a slot of its function's frame, every function
//! an index, every literal a value. `run` interprets that. What holds there:
//!
//! * Calls in tail position and `recur` take constant stack; other recursion is as deep as the stack
//!   guard of the runtime allows, and then a `:stack-overflow`.
//! * Every call, round and element that the library touches costs a step of a [`Budget`], so that a
//!   program that never ends, or that builds what memory cannot hold, is a `:limit-exceeded` error.
//! * A function value holds its code, so that it may outlive the evaluation.

mod chain;
mod check;
mod clauses;
mod code;
mod lower;
mod machine;
mod run;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rtfs_rt::reader::Span;
use rtfs_rt::{Error, Value};

use crate::ast::{FnId, Program};
use crate::diagnostic::Diagnostic;
use crate::source::{Options, Source};
use crate::sources::Sources;
pub(crate) use chain::is_endless;
use machine::Machine;
pub use machine::Text;

/// How many steps evaluation may take: calls, rounds of loops, and elements that library functions touch.
/// Shared by all that draws on it.
#[derive(Debug)]
pub struct Budget {
    steps: AtomicU64,
    /// How deep calls may nest besides what the stack allows.
    depth: u64,
}

impl Budget {
    /// So many steps, and calls that nest so deep.
    pub fn new(steps: u64, depth: u64) -> Budget {
        let steps = AtomicU64::new(steps);
        Budget { steps, depth }
    }

    /// Steps that are left.
    pub fn left(&self) -> u64 {
        self.steps.load(Ordering::Relaxed)
    }

    /// Takes steps; whether there were as many. One evaluation runs on one thread, so that no
    /// step is lost between the two accesses.
    pub(crate) fn take(&self, steps: u64) -> bool {
        let left = self.left();
        self.steps
            .store(left.saturating_sub(steps), Ordering::Relaxed);
        left >= steps
    }
}

impl Default for Budget {
    /// Enough for whatever a test computes, and a bound on what never ends.
    fn default() -> Budget {
        Budget::new(50_000_000, u64::MAX)
    }
}

/// What went wrong while a program was evaluated, and where.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The error, as the compiled program would give it.
    pub error: Error,
    /// The form that failed.
    pub span: Span,
}

/// A program that is ready to run.
pub struct Unit {
    machine: Arc<Machine>,
}

impl Unit {
    /// Lowers a program without errors.
    pub fn new(program: &Program, text: &Arc<Text>, budget: &Arc<Budget>) -> Unit {
        let machine = Machine::new(lower::lower(program), text.clone(), budget.clone());
        Unit {
            machine: Arc::new(machine),
        }
    }

    /// The value of the expression that the program is; nil for a block of definitions.
    ///
    /// # Errors
    /// What the program fails with.
    pub fn run(&self) -> Result<Value, Failure> {
        self.machine.body().map_err(|e| self.machine.failure(e))
    }

    /// Calls a function of the program that captures nothing.
    ///
    /// # Errors
    /// What the function fails with; `:arity-error` for a wrong number of arguments.
    pub fn call(&self, id: FnId, args: Vec<Value>) -> Result<Value, Failure> {
        let result = self.machine.call_top(id.0, args);
        result.map_err(|e| self.machine.failure(e))
    }
}

impl Drop for Unit {
    /// Constants may hold functions, which hold the machine.
    fn drop(&mut self) {
        self.machine.forget_constants();
    }
}

/// Reads, resolves and evaluates a program: the value of its expression.
///
/// ```
/// use rtfs_compiler::eval::{Budget, evaluate};
/// use rtfs_compiler::source::{Options, Source};
///
/// let source = Source::new("(reduce + (map inc [1 2 3]))", "sum.rtfs");
/// let value = evaluate(&source, &Options::default(), Budget::default())
///     .expect("no mistakes")
///     .expect("no error");
/// assert_eq!(value.to_string(), "9");
/// ```
///
/// # Errors
/// The diagnostics of a program with mistakes that reading and resolution find; inside, what the
/// program fails with. Type errors that only inference would prove are errors of the run.
pub fn evaluate(
    source: &Source<'_>,
    options: &Options<'_>,
    budget: Budget,
) -> Result<Result<Value, Failure>, Vec<Diagnostic>> {
    rtfs_rt::stack::on_segment(crate::STACK, || {
        let mut sources = Sources::new(source);
        let (program, unread, diagnostics) = crate::tree(&mut sources, options);
        let all = if unread.is_empty() {
            diagnostics
        } else {
            unread
        };
        if !all.is_empty() {
            return Err(all.into_iter().map(|d| sources.settle(d)).collect());
        }
        let text = Arc::new(Text::of(&sources));
        Ok(Unit::new(&program, &text, &Arc::new(budget))
            .run()
            .map_err(|failure| Failure {
                span: program.made.real(failure.span),
                ..failure
            }))
    })
}
