//! Instants and UUIDs, made of text and taken apart. Which instant it is now, and a UUID that nobody has had, are the
//! host's to say.

use crate::{Arity, Value};

use super::LibFn;
use super::args::Args;

/// The functions of instants.
#[cfg(feature = "inst")]
pub(super) static TABLE_INST: &[LibFn] = &[
    LibFn {
        names: &["parse-inst"],
        sigs: &["string -> opt<inst>"],
        arity: Arity::exactly(1),
        rust: "instants::parse_inst",
        doc: "The instant that a string writes, such as `2024-01-02T03:04:05Z`, or nil if it writes none. A part \
              that is missing from the right is the first, an offset that is missing is UTC. A literal is \
              written `#inst \"…\"`.",
        examples: &[
            (
                "(str (parse-inst \"2024-01-02T03:04:05+01:00\"))",
                "\"2024-01-02T02:04:05Z\"",
            ),
            ("(str (parse-inst \"2024-02\"))", "\"2024-02-01T00:00:00Z\""),
            ("(parse-inst \"2024-13-01\")", "nil"),
        ],
        eval: |a| {
            let text = Args::new("parse-inst", a).text(0)?;
            Ok(super::callable::or_nil(parse_inst(text)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["inst-ms"],
        sigs: &["inst -> idx"],
        arity: Arity::exactly(1),
        rust: "instants::inst_ms",
        doc: "The milliseconds from the beginning of 1970 (UTC) to an instant, rounded down.",
        examples: &[("(inst-ms (parse-inst \"1970-01-01T00:00:01.5Z\"))", "1500")],
        eval: |a| {
            let a = Args::new("inst-ms", a);
            match a.value(0)? {
                Value::Inst(inst) => Ok(Value::Int(inst_ms(**inst))),
                other => Err(a.wrong("an instant", other)),
            }
        },
        ..LibFn::TYPED
    },
];

/// The functions of UUIDs.
#[cfg(feature = "uuid")]
pub(super) static TABLE_UUID: &[LibFn] = &[LibFn {
    names: &["parse-uuid"],
    sigs: &["string -> opt<uuid>"],
    arity: Arity::exactly(1),
    rust: "instants::parse_uuid",
    doc: "The UUID that a string writes, or nil if it writes none. A literal is written `#uuid \"…\"`.",
    examples: &[
        (
            "(str (parse-uuid \"550E8400-E29B-41D4-A716-446655440000\"))",
            "\"550e8400-e29b-41d4-a716-446655440000\"",
        ),
        ("(parse-uuid \"550e8400\")", "nil"),
    ],
    eval: |a| {
        let text = Args::new("parse-uuid", a).text(0)?;
        Ok(super::callable::or_nil(parse_uuid(text)))
    },
    ..LibFn::TYPED
}];

/// `parse-inst`.
#[cfg(feature = "inst")]
pub fn parse_inst(text: &str) -> Option<crate::Inst> {
    crate::Inst::parse(text).ok()
}

/// `inst-ms`.
#[cfg(feature = "inst")]
pub fn inst_ms(inst: crate::Inst) -> i64 {
    inst.unix_milliseconds()
}

/// `parse-uuid`.
#[cfg(feature = "uuid")]
pub fn parse_uuid(text: &str) -> Option<crate::Uuid> {
    crate::Uuid::parse(text).ok()
}
