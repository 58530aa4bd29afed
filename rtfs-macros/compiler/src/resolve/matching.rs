//! `match`: its clauses, and the names that their patterns bind (language.md §6).
//!
//! A pattern is resolved to what `ast::Pattern` says; which tests it becomes is decided when the type of the
//! value is known. The sides of an `or` bind the same locals.

use std::rc::Rc;

use rtfs_rt::reader::{Form, FormKind, Span};

use super::scope::Meaning;
use super::special::head_of;
use super::{Resolved, Resolver, error};
use crate::ast::*;
use crate::diagnostic::Diagnostic;

const SHAPE: &str = "(match value pattern body … _ body)";

/// The kinds that a pattern can ask for, and the predicate of each.
const KINDS: &[(&str, &str)] = &[
    ("int", "int?"),
    ("integer", "int?"),
    ("float", "float?"),
    ("number", "number?"),
    ("string", "string?"),
    ("bool", "bool?"),
    ("boolean", "bool?"),
    ("keyword", "keyword?"),
    ("symbol", "symbol?"),
    ("vector", "vector?"),
    ("list", "list?"),
    ("map", "map?"),
    ("set", "set?"),
    ("inst", "inst?"),
    ("uuid", "uuid?"),
    ("fn", "fn?"),
];

/// The names of a pattern so far.
#[derive(Default)]
struct Names {
    bound: Vec<(Rc<str>, LocalId)>,
    /// What the first side of an `or` around binds: the other sides bind it again.
    shared: Vec<(Rc<str>, LocalId)>,
}

/// The condition of `(when condition)`, which as a body would never be of use.
fn guard_in_parentheses(form: &Form) -> Option<&Form> {
    match &form.kind {
        FormKind::List(items) => match &items[..] {
            [head, condition] if head_is_when(head) => Some(condition),
            _ => None,
        },
        _ => None,
    }
}

fn head_is_when(form: &Form) -> bool {
    matches!(&form.kind, FormKind::Symbol(s) if s.as_str() == "when")
}

impl Resolver<'_> {
    /// `(match value pattern body … pattern when guard body …)`.
    pub(super) fn match_form(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        let usage =
            || Self::error(span, "`match` is not complete").with_help(format!("write `{SHAPE}`"));
        let Some((value, mut rest)) = args.split_first().filter(|(_, rest)| !rest.is_empty())
        else {
            return Err(usage());
        };
        let value = Box::new(self.inner(value));
        let mut clauses = Vec::new();
        while let Some((pattern, after)) = rest.split_first() {
            let is_guarded = after.first().is_some_and(|f| self.begins_guard(f));
            // Read as it was meant, so that nothing else seems wrong.
            let in_parentheses = after.first().and_then(guard_in_parentheses);
            let (guard, body, more) = match after {
                [_, body, more @ ..] if in_parentheses.is_some() => (in_parentheses, body, more),
                [_, guard, body, more @ ..] if is_guarded => (Some(guard), body, more),
                [body, more @ ..] if !is_guarded => (None, body, more),
                _ => {
                    let message = "this pattern has no body";
                    return Err(Self::error(pattern.span, message).with_help(
                        "a clause is a pattern, perhaps `when` and a condition, and a body: `n when (> n 0) (dec n)`",
                    ));
                }
            };
            clauses.push(self.clause(pattern, guard, body));
            rest = more;
        }
        Ok(Expr {
            kind: ExprKind::Match { value, clauses },
            span,
        })
    }

    /// Whether a guard begins here; what was meant as one is reported.
    fn begins_guard(&mut self, form: &Form) -> bool {
        let (message, is_guard) = match &form.kind {
            _ if head_is_when(form) => return true,
            FormKind::Keyword(k) if k.as_str() == "when" => {
                ("a guard begins with `when`, without a colon", true)
            }
            _ if guard_in_parentheses(form).is_some() => {
                ("a guard stands without parentheses", false)
            }
            _ => return false,
        };
        self.report(
            Self::error(form.span, message).with_help("write `pattern when condition body`"),
        );
        is_guard
    }

    fn clause(&mut self, pattern: &Form, guard: Option<&Form>, body: &Form) -> MatchClause {
        let mut names = Names::default();
        let mut broken = None;
        let form = pattern;
        let pattern = self.pattern(form, &mut names).unwrap_or_else(|diagnostic| {
            self.report(diagnostic);
            // What it would bind is bound, and whether it would match is not known: nothing follows from it.
            names = Names::default();
            self.bind_all(form, &mut names);
            broken = Some(error(form.span));
            Pattern {
                kind: PatternKind::Any,
                span: form.span,
            }
        });
        let mark = self.scopes.mark();
        for (name, local) in &names.bound {
            self.scopes.bind(name, Meaning::Local(*local));
        }
        let guard = guard.map(|g| self.inner(g));
        let guard = broken.or(guard);
        let body = self.expr(body);
        self.scopes.reset(mark);
        MatchClause {
            pattern,
            locals: names.bound.into_iter().map(|(_, local)| local).collect(),
            guard,
            body,
        }
    }

    /// Binds every symbol in a pattern that is none.
    fn bind_all(&mut self, form: &Form, names: &mut Names) {
        if let FormKind::Symbol(name) = &form.kind
            && names.bound.iter().all(|(n, _)| **n != **name)
        {
            let local = self.new_local(name, form.span, false);
            names.bound.push((name.as_str().into(), local));
        }
        let parts = form.kind.children();
        parts.iter().for_each(|part| self.bind_all(part, names));
    }

    fn pattern(&mut self, form: &Form, names: &mut Names) -> Resolved<Pattern> {
        let kind = match &form.kind {
            FormKind::Symbol(name) if name.as_str() == "_" => PatternKind::Any,
            FormKind::Symbol(_) => PatternKind::Bind(self.pattern_name(form, names)?),
            FormKind::Vector(items) => self.sequence_pattern(items, names)?,
            FormKind::Map(items) => {
                let mut keys = Vec::new();
                for pair in items.chunks_exact(2) {
                    keys.push((self.constant(&pair[0])?, self.pattern(&pair[1], names)?));
                }
                PatternKind::Keys(keys)
            }
            FormKind::List(items) => return self.list_pattern(form, items, names),
            _ => PatternKind::Const(Box::new(self.constant(form)?)),
        };
        Ok(Pattern {
            kind,
            span: form.span,
        })
    }

    /// A name that a pattern binds.
    fn pattern_name(&mut self, form: &Form, names: &mut Names) -> Resolved<LocalId> {
        let FormKind::Symbol(name) = &form.kind else {
            return Err(Self::error(form.span, "a name is expected here")
                .with_help("write `(:as name pattern)`"));
        };
        if name.as_str() == "&" {
            return Err(Self::error(
                form.span,
                "`&` stands only in a vector, before a pattern for the rest",
            )
            .with_help("write `[first & rest]`"));
        }
        if names.bound.iter().any(|(n, _)| **n == **name) {
            let message = format!("`{name}` is bound twice in one pattern");
            return Err(Self::error(form.span, message).with_help(
                "use two names, and compare them behind the pattern: `[a b] when (= a b)`",
            ));
        }
        let again = names.shared.iter().rev().find(|(n, _)| **n == **name);
        let local = match again {
            Some((_, local)) => *local,
            None => self.pattern_local(form),
        };
        names.bound.push((name.as_str().into(), local));
        Ok(local)
    }

    /// `[p q]`, `[p & rest]`; a vector as the rest goes on where the one around it ends.
    fn sequence_pattern(&mut self, forms: &[Form], names: &mut Names) -> Resolved<PatternKind> {
        let mut items = Vec::new();
        let mut forms = forms.iter();
        while let Some(form) = forms.next() {
            if !matches!(&form.kind, FormKind::Symbol(s) if s.as_str() == "&") {
                items.push(self.pattern(form, names)?);
                continue;
            }
            let Some(rest) = forms.next() else {
                return Err(
                    Self::error(form.span, "a pattern for the rest is expected after `&`")
                        .with_help("write `[first & rest]`"),
                );
            };
            if let Some(extra) = forms.next() {
                return Err(
                    Self::error(extra.span, "nothing can follow the pattern for the rest")
                        .with_help("put it before the `&`"),
                );
            }
            let rest = self.pattern(rest, names)?;
            return Ok(match rest.kind {
                PatternKind::Seq { items: more, rest } => {
                    items.extend(more);
                    PatternKind::Seq { items, rest }
                }
                _ => PatternKind::Seq {
                    items,
                    rest: Some(Box::new(rest)),
                },
            });
        }
        Ok(PatternKind::Seq { items, rest: None })
    }

    /// `(or p q)`, `(:as name p)`, `(:int p)`, `(quote x)`.
    fn list_pattern(
        &mut self,
        form: &Form,
        items: &[Form],
        names: &mut Names,
    ) -> Resolved<Pattern> {
        let span = form.span;
        let pattern = |kind| Ok(Pattern { kind, span });
        match (head_of(form), items) {
            (Some("quote"), _) => pattern(PatternKind::Const(Box::new(self.constant(form)?))),
            (Some("or"), [_, first, others @ ..]) => self.either(span, first, others, names),
            _ => match items {
                [Form { kind: FormKind::Keyword(head), .. }, name, inner] if head.as_str() == "as" => {
                    let local = self.pattern_name(name, names)?;
                    let inner = Box::new(self.pattern(inner, names)?);
                    pattern(PatternKind::As(local, inner))
                }
                [Form { kind: FormKind::Keyword(head), .. }, inner] => {
                    let Some(test) = KINDS.iter().find(|(k, _)| *k == head.as_str()) else {
                        return Err(self.no_kind(&items[0], head));
                    };
                    let inner = Box::new(self.pattern(inner, names)?);
                    pattern(PatternKind::Is(test.1, inner))
                }
                _ => Err(Self::error(span, "this is not a pattern").with_help(
                    "a list is a pattern as `(or p q)`, `(:as name p)`, `(:int n)` or quoted; the elements of a list are matched by `[p q]`",
                )),
            },
        }
    }

    fn no_kind(&self, form: &Form, head: &str) -> Diagnostic {
        if head == "as" {
            return Self::error(form.span, "`:as` takes a name and a pattern")
                .with_help("write `(:as name pattern)`");
        }
        if head == "nil" {
            return Self::error(form.span, "a pattern cannot ask for the kind `:nil`")
                .with_help("`nil` is itself a pattern");
        }
        let kinds: Vec<String> = KINDS.iter().map(|(k, _)| format!("`:{k}`")).collect();
        Self::error(
            form.span,
            format!("a pattern cannot ask for the kind `:{head}`"),
        )
        .with_help(format!("the kinds are {}", kinds.join(" ")))
    }

    /// The sides of an `or`, which bind the same names.
    fn either(
        &mut self,
        span: Span,
        first: &Form,
        others: &[Form],
        names: &mut Names,
    ) -> Resolved<Pattern> {
        let mark = names.bound.len();
        let mut sides = vec![self.pattern(first, names)?];
        let bound = names.bound.split_off(mark);
        let shared = names.shared.len();
        names.shared.extend(bound.iter().cloned());
        for form in others {
            sides.push(self.pattern(form, names)?);
            let other = names.bound.split_off(mark);
            let lacks = |a: &[(Rc<str>, LocalId)], b: &[(Rc<str>, LocalId)]| {
                let missing = a.iter().find(|(n, _)| b.iter().all(|(m, _)| m != n));
                missing.map(|(n, _)| n.clone())
            };
            if let Some(name) = lacks(&bound, &other).or_else(|| lacks(&other, &bound)) {
                let message = format!("only one side of this `or` binds `{name}`");
                return Err(Self::error(form.span, message).with_help(
                    "the body uses the names of whichever side matches: bind the same ones in each",
                ));
            }
        }
        names.shared.truncate(shared);
        names.bound.extend(bound);
        Ok(Pattern {
            kind: PatternKind::Or(sides),
            span,
        })
    }

    /// A literal or quoted data.
    fn constant(&mut self, form: &Form) -> Resolved<Expr> {
        match &form.kind {
            FormKind::List(items) if head_of(form) == Some("quote") && items.len() == 2 => {
                self.quoted(&items[1])
            }
            FormKind::List(_) | FormKind::Symbol(_) => Err(Self::error(
                form.span,
                "a constant is expected here",
            )
            .with_help("a key of a map pattern is a literal, such as `:name` or `\"name\"`")),
            _ => self.quoted(form),
        }
    }
}
