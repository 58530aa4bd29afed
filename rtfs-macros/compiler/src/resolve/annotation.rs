//! Annotations: the types that a program writes (language.md §4), from forms to schemas.

use std::rc::Rc;

use rtfs_rt::reader::{Form, FormKind, Span};
use rtfs_rt::schema::{Member, Schema, Width};

use super::{Global, Resolved, Resolver, predicate};
use crate::ast::{Annotation, TypeId};
use crate::declared;
use crate::diagnostic::Diagnostic;
use crate::names;
use crate::types::MAX_FIELDS;

/// Names of types without parts, under the names that RTFS and people coming from elsewhere use.
const NAMES: &[(&str, Schema)] = &[
    ("int", Schema::Int),
    ("integer", Schema::Int),
    ("float", Schema::Float),
    ("double", Schema::Float),
    ("f64", Schema::Float),
    ("number", Schema::Number),
    ("bool", Schema::Bool),
    ("boolean", Schema::Bool),
    ("string", Schema::Str),
    ("str", Schema::Str),
    ("keyword", Schema::Keyword),
    ("symbol", Schema::Symbol),
    ("inst", Schema::Inst),
    ("uuid", Schema::Uuid),
    ("regex", Schema::Regex),
    ("nil", Schema::Nil),
    ("any", Schema::Any),
    ("fn", Schema::Func),
    ("function", Schema::Func),
];

const KNOWN_TYPES: &str = "types are `:int`, `:float`, `:number`, `:bool`, `:string`, `:keyword`, `:symbol`, `:inst`, \
     `:uuid`, `:regex`, `:nil`, `:any`, `:i64` and the like, the name of a struct or of a `deftype`, and compound ones like `[:vector :int]`";

/// What a compound type begins with.
const TYPE_HEADS: &[&str] = &[
    "vector", "list", "set", "map", "map-of", "dict", "record", "tuple", "fn", "union", "and",
    "enum", "val",
];

impl Resolver<'_> {
    /// Whether a form can only be a type where a type may stand.
    pub(super) fn is_type(&self, form: &Form) -> bool {
        match &form.kind {
            FormKind::Colon => true,
            FormKind::Keyword(name) => self.simple_type(name).is_some(),
            FormKind::Symbol(name) => {
                let plain = name.rsplit('/').next().unwrap_or(name);
                plain.starts_with(char::is_uppercase) && self.simple_type(name).is_some()
            }
            FormKind::Vector(items) => match items.first().map(|f| &f.kind) {
                Some(FormKind::Keyword(head)) => TYPE_HEADS.contains(&head.as_str()),
                _ => false,
            },
            _ => false,
        }
    }

    /// How many forms the type at the start of `forms` takes: a lone colon stands before it.
    pub(super) fn type_length(&self, forms: &[Form]) -> usize {
        match forms.first() {
            Some(form) if matches!(form.kind, FormKind::Colon) => 2.min(forms.len()),
            Some(form) if self.is_type(form) => 1,
            _ => 0,
        }
    }

    /// The annotation that `type_length` measured.
    pub(super) fn annotation(&self, forms: &[Form]) -> Resolved<Annotation> {
        match forms {
            [colon, form, ..] if matches!(colon.kind, FormKind::Colon) => self.declared(form),
            [form, ..] if !matches!(form.kind, FormKind::Colon) => self.declared(form),
            _ => {
                let span = forms.first().map(|f| f.span).unwrap_or_default();
                Err(Self::error(span, "a type is expected after `:`")
                    .with_help("write `[x :int]` or `[x : int]`"))
            }
        }
    }

    /// The annotation that a form is.
    pub(super) fn declared(&self, form: &Form) -> Resolved<Annotation> {
        let schema = self.schema(form)?;
        Ok(declared::annotation(
            &self.program.schemas,
            &Rc::new(schema),
            form.span,
        ))
    }

    /// The type that a form writes.
    pub(super) fn schema(&self, form: &Form) -> Resolved<Schema> {
        match &form.kind {
            FormKind::Keyword(name) | FormKind::Symbol(name) => self
                .simple_type(name)
                .ok_or_else(|| self.unknown_type(name, form.span)),
            FormKind::Nil => Ok(Schema::Nil),
            FormKind::Vector(items) => self.compound(form, items),
            _ => Err(Self::error(form.span, "this is not a type")
                .with_help("a type is a keyword like `:int`, or a vector like `[:vector :int]`")),
        }
    }

    fn unknown_type(&self, name: &str, span: Span) -> Diagnostic {
        if let Some(diagnostic) = self.unknown_in_module(name, span) {
            return diagnostic;
        }
        let diagnostic = Diagnostic::error("type", format!("unknown type `{name}`"), span);
        let own = self.program.types.iter().map(|def| &*def.name);
        let own = own.chain(self.program.structs.iter().map(|def| &*def.name));
        if let Some(close) = names::closest(name, own).first() {
            return diagnostic.with_help(format!("did you mean `{close}`?"));
        }
        let known = NAMES
            .iter()
            .map(|(n, _)| *n)
            .chain(["vector", "list", "set", "map"]);
        match names::closest(name, known).first() {
            Some(close) => diagnostic.with_help(format!("did you mean `:{close}`?")),
            None => diagnostic.with_help(KNOWN_TYPES),
        }
    }

    fn simple_type(&self, name: &str) -> Option<Schema> {
        if let Some(base) = name.strip_suffix('?') {
            return self.simple_type(base).map(Schema::option);
        }
        match self.global(name) {
            Some(Global::Struct(id)) => return Some(Schema::Struct(id.0)),
            Some(Global::Type(TypeId(id))) => return Some(Schema::Named(id)),
            _ => {}
        }
        let lower = name.to_lowercase();
        if let Some((_, schema)) = NAMES.iter().find(|(n, _)| *n == lower) {
            return Some(schema.clone());
        }
        if let Some(width) = Width::of_name(name) {
            return Some(Schema::Fixed(width));
        }
        Some(match &*lower {
            "vector" => Schema::vector(Schema::Any),
            "list" => Schema::list(Schema::Any),
            "set" => Schema::set(Schema::Any),
            "map" => Schema::map(Schema::Any, Schema::Any),
            _ => return None,
        })
    }

    fn schemas(&self, forms: &[Form]) -> Resolved<Vec<Schema>> {
        forms.iter().map(|form| self.schema(form)).collect()
    }

    fn compound(&self, form: &Form, items: &[Form]) -> Resolved<Schema> {
        let Some(FormKind::Keyword(head)) = items.first().map(|f| &f.kind) else {
            return Err(Self::error(form.span, "this is not a type")
                .with_help("a compound type begins with a keyword, like `[:vector :int]`"));
        };
        let args = &items[1..];
        let one = |make: fn(Schema) -> Schema| match args {
            [] => Ok(make(Schema::Any)),
            [t] => self.schema(t).map(make),
            _ => Err(
                Self::error(form.span, format!("`[:{head} …]` takes one type")).with_help(format!(
                    "write `[:{head} :any]` for elements of several types"
                )),
            ),
        };
        match head.as_str() {
            "vector" => one(Schema::vector),
            "list" => one(Schema::list),
            "set" => one(Schema::set),
            "map-of" | "dict" => match args {
                [k, v] => Ok(Schema::map(self.schema(k)?, self.schema(v)?)),
                _ => Err(Self::error(
                    form.span,
                    format!("`[:{head} …]` takes a key type and a value type"),
                )
                .with_help(format!("write `[:{head} :keyword :int]`"))),
            },
            "tuple" => Ok(Schema::tuple(self.schemas(args)?)),
            "map" | "record" => self.record(form, args),
            "fn" => self.function(form, args),
            "union" => self.union(form, args),
            "and" => self.refinement(form, args),
            "enum" | "val" => self.one_of(form, head, args),
            _ => {
                let message = format!("unknown type `[:{head} …]`");
                let diagnostic = Diagnostic::error("type", message, items[0].span);
                Err(
                    match names::closest(head, TYPE_HEADS.iter().copied()).first() {
                        Some(close) => {
                            diagnostic.with_help(format!("did you mean `[:{close} …]`?"))
                        }
                        None => diagnostic.with_help(KNOWN_TYPES),
                    },
                )
            }
        }
    }

    fn union(&self, form: &Form, args: &[Form]) -> Resolved<Schema> {
        let mut members = Vec::new();
        let mut is_optional = false;
        for member in self.schemas(args)? {
            match member {
                Schema::Nil => is_optional = true,
                Schema::Any => return Ok(Schema::Any),
                member if members.contains(&member) => {}
                member => members.push(member),
            }
        }
        let union = match (members.pop(), members.is_empty()) {
            (Some(only), true) => only,
            (Some(last), false) => {
                members.push(last);
                Schema::union(members)
            }
            (None, _) if is_optional => return Ok(Schema::Nil),
            (None, _) => {
                return Err(Self::error(form.span, "a union has at least one type")
                    .with_help("write `[:union :int :string]`"));
            }
        };
        Ok(match is_optional {
            true => Schema::option(union),
            false => union,
        })
    }

    fn refinement(&self, form: &Form, args: &[Form]) -> Resolved<Schema> {
        let Some((base_form, predicates)) = args.split_first() else {
            return Err(Self::error(
                form.span,
                "a refinement begins with the type that it refines",
            )
            .with_help("write `[:and :int [:> 0]]`"));
        };
        let base = self.schema(base_form)?;
        let (base, mut all) = match base {
            Schema::Refined(base, predicates) => ((*base).clone(), predicates.to_vec()),
            base => (base, Vec::new()),
        };
        for form in predicates {
            let predicate = predicate::read(form, self.source.text)?;
            if self.knows_types {
                predicate::check(&self.program.schemas, &base, &predicate, form)?;
            }
            all.push(predicate);
        }
        Ok(match all.is_empty() {
            true => base,
            false => Schema::refined(base, all),
        })
    }

    fn one_of(&self, form: &Form, head: &str, args: &[Form]) -> Resolved<Schema> {
        let usage = if head == "val" {
            "[:val 3]"
        } else {
            "[:enum :a :b]"
        };
        if args.is_empty() || (head == "val" && args.len() > 1) {
            let takes = if head == "val" {
                "one value"
            } else {
                "at least one value"
            };
            return Err(
                Self::error(form.span, format!("`[:{head} …]` takes {takes}"))
                    .with_help(format!("write `{usage}`")),
            );
        }
        let mut values = Vec::new();
        for arg in args {
            let value = predicate::constant(arg)?;
            if values.contains(&value) {
                return Err(Self::error(arg.span, format!("`{value}` stands twice"))
                    .with_help("remove one of the two"));
            }
            values.push(value);
        }
        Ok(Schema::one_of(values))
    }

    fn function(&self, form: &Form, args: &[Form]) -> Resolved<Schema> {
        let usage = || {
            Self::error(form.span, "a function type is not complete")
                .with_help("write `[:fn [A B] R]`")
        };
        let [params, result] = args else {
            return match args {
                [] => Ok(Schema::Func),
                _ => Err(usage()),
            };
        };
        let FormKind::Vector(params) = &params.kind else {
            return Err(usage());
        };
        let is_and = |form: &Form| matches!(&form.kind, FormKind::Symbol(s) if s.as_str() == "&");
        let (fixed, rest) = match params.iter().position(is_and) {
            None => (&params[..], None),
            Some(at) => match &params[at + 1..] {
                [rest] => (&params[..at], Some(self.schema(rest)?)),
                _ => {
                    return Err(
                        Self::error(params[at].span, "one type follows `&`").with_help(
                            "write `[:fn [A & B] R]`: `B` is the type of each further argument",
                        ),
                    );
                }
            },
        };
        Ok(Schema::function(
            self.schemas(fixed)?,
            rest,
            self.schema(result)?,
        ))
    }

    fn record(&self, form: &Form, args: &[Form]) -> Resolved<Schema> {
        let mut members: Vec<Member> = Vec::new();
        let mut add = |key: &Form, schema: Schema, is_optional: bool| match &key.kind {
            FormKind::Keyword(k) if members.iter().any(|m| m.key.as_str() == k.as_str()) => Err(
                Self::error(key.span, format!("the key `:{k}` is named twice"))
                    .with_help("remove one of the two"),
            ),
            FormKind::Keyword(k) => {
                members.push(Member::new(k, schema, is_optional));
                Ok(())
            }
            _ => Err(
                Self::error(key.span, "a field of a record is named by a keyword")
                    .with_help("write `[:map [:key type] …]`"),
            ),
        };
        for arg in args {
            match &arg.kind {
                FormKind::Map(pairs) => {
                    for pair in pairs.chunks_exact(2) {
                        add(&pair[0], self.schema(&pair[1])?, false)?;
                    }
                }
                FormKind::Vector(field) => match &field[..] {
                    [key, ty] => add(key, self.schema(ty)?, false)?,
                    [key, ty, optional] if matches!(&optional.kind, FormKind::Symbol(s) if s.as_str() == "?") =>
                    {
                        add(key, self.schema(ty)?, true)?;
                    }
                    _ => {
                        return Err(Self::error(arg.span, "a field is not complete").with_help(
                            "write `[:key type]`, or `[:key type ?]` for one that may be missing",
                        ));
                    }
                },
                _ => {
                    return Err(Self::error(arg.span, "a field is expected")
                        .with_help("write `[:map [:key type] …]`"));
                }
            }
        }
        if members.len() > MAX_FIELDS {
            return Err(Self::error(
                form.span,
                format!("a record has at most {MAX_FIELDS} fields"),
            )
            .with_help("group some of them into a record of their own"));
        }
        Ok(match members.is_empty() {
            true => Schema::map(Schema::Any, Schema::Any),
            false => Schema::record(members),
        })
    }
}
