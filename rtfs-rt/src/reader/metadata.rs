//! Metadata: what `^` puts on the form behind it.

use super::duplicate;
use super::error::ReadError;
use super::form::{Form, FormKind, Span};

/// Puts metadata on a form. What a `^` between the two has put there stays; `outermost` says that no
/// other `^` waits for the form, so that all of its metadata is together.
pub(super) fn attach(
    meta: Form,
    caret: Span,
    form: &mut Form,
    outermost: bool,
    errors: &mut Vec<ReadError>,
) {
    let span = meta.span;
    let Some(mut entries) = entries(meta) else {
        errors.push(
            ReadError::new(caret.to(span), "this is no metadata")
                .with_help("metadata is `^{:key value} x`, or `^:key x` for `^{:key true} x`"),
        );
        return;
    };
    if !takes_meta(&form.kind) {
        errors.push(
            ReadError::new(form.span, "this form takes no metadata")
                .with_label(caret.to(span), "the metadata for it")
                .with_help("metadata goes on a symbol, list, vector, map, set or function"),
        );
        return;
    }
    let Some(inner) = &mut form.meta else {
        form.meta = Some(Box::new(Form::new(FormKind::Map(entries), span)));
        return;
    };
    inner.span.start = span.start;
    if let FormKind::Map(all) = &mut inner.kind {
        all.append(&mut entries);
        if outermost {
            duplicate::report(all.iter().step_by(2), "this metadata", errors);
        }
    }
}

/// The entries of the map that `meta` stands for.
fn entries(meta: Form) -> Option<Vec<Form>> {
    let span = meta.span;
    let leaf = |kind| Form::new(kind, span);
    match &meta.kind {
        FormKind::Map(_) => {}
        FormKind::Keyword(_) => return Some(vec![meta, leaf(FormKind::Bool(true))]),
        FormKind::Symbol(_) | FormKind::Str(_) => {
            return Some(vec![leaf(FormKind::Keyword("tag".into())), meta]);
        }
        _ => return None,
    }
    match meta.into_parts().0 {
        FormKind::Map(entries) => Some(entries),
        _ => None,
    }
}

fn takes_meta(kind: &FormKind) -> bool {
    matches!(
        kind,
        FormKind::Symbol(_)
            | FormKind::List(_)
            | FormKind::Vector(_)
            | FormKind::Map(_)
            | FormKind::Set(_)
            | FormKind::AnonFn(_)
    )
}
