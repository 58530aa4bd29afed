//! What can be open: everything that waits for forms behind it.

use super::form::{Form, FormKind};

/// What waits for forms behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opener {
    List,
    Vector,
    Map,
    Set,
    AnonFn,
    /// `'`, `` ` ``, `~`, `~@`: the head of the list that it stands for
    Prefix(&'static str),
    /// `#_`
    Discard,
    /// `^`
    Meta,
    Tag(Tag),
}

/// The tags that RTFS knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Inst,
    Uuid,
}

impl Tag {
    pub(super) fn name(self) -> &'static str {
        match self {
            Tag::Inst => "inst",
            Tag::Uuid => "uuid",
        }
    }

    pub(super) fn example(self) -> &'static str {
        match self {
            Tag::Inst => "write it as in `#inst \"2024-01-02T03:04:05Z\"`",
            Tag::Uuid => "write it as in `#uuid \"550e8400-e29b-41d4-a716-446655440000\"`",
        }
    }
}

impl Opener {
    /// The delimiter that ends it; `None` for what ends with the form behind it.
    pub(super) fn closer(self) -> Option<char> {
        match self {
            Opener::List | Opener::AnonFn => Some(')'),
            Opener::Vector => Some(']'),
            Opener::Map | Opener::Set => Some('}'),
            Opener::Prefix(_) | Opener::Discard | Opener::Meta | Opener::Tag(_) => None,
        }
    }

    /// The form of this kind with these forms in it.
    pub(super) fn build(self, items: Vec<Form>) -> FormKind {
        match self {
            Opener::Vector => FormKind::Vector(items),
            Opener::Map => FormKind::Map(items),
            Opener::Set => FormKind::Set(items),
            Opener::AnonFn => FormKind::AnonFn(items),
            _ => FormKind::List(items),
        }
    }
}
