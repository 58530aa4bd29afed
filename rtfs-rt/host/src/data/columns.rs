//! The columns that a query reads.
//!
//! A query names columns in several places; each gets one slot, by which all of them ask for its cells. What no slot
//! names is not read.

use rtfs_rt::{Keyword, Value};

use super::cell::Type;
use super::fault::{Fault, invalid};

/// The columns of a query, by slot.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    columns: Vec<Column>,
}

/// A column: its name, and its type if it is known.
#[derive(Clone, Copy, Debug)]
struct Column {
    name: Keyword,
    declared: Option<Type>,
}

impl Columns {
    /// The slot of a column.
    pub(super) fn slot(&mut self, name: Keyword) -> usize {
        if let Some(slot) = self.find(name.as_str()) {
            return slot;
        }
        self.columns.push(Column {
            name,
            declared: None,
        });
        self.columns.len() - 1
    }

    /// The slot of a column that is named already.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| column.name.as_str() == name)
    }

    pub(super) fn name(&self, slot: usize) -> Keyword {
        self.columns[slot].name
    }

    /// Says what the type of a column is.
    pub(super) fn declare(&mut self, slot: usize, ty: Type) {
        self.columns[slot].declared = Some(ty);
    }

    /// The type that a column was said to have.
    pub(super) fn declared(&self, slot: usize) -> Option<Type> {
        self.columns[slot].declared
    }

    /// The type of a column; any, if nobody has said.
    pub(super) fn ty(&self, slot: usize) -> Type {
        self.declared(slot).unwrap_or(Type::ANY)
    }

    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    /// Gives each of these columns of a file its slot, in the order of the file, and each slot the number of its
    /// column there. If the query names no columns, it reads all of them.
    pub(super) fn place(&mut self, names: &[Keyword], all: bool) -> Result<Placed, Fault> {
        if let Some((index, twice)) = names
            .iter()
            .enumerate()
            .find(|(index, name)| names[..*index].contains(name))
        {
            let index = index + 1;
            return Err(Fault::file(format!(
                "the column {twice} is there twice, the second time as number {index}"
            )));
        }
        let order = match all {
            true => names.iter().map(|name| self.slot(*name)).collect(),
            false => Vec::new(),
        };
        let fields: Result<Vec<usize>, Fault> = (self.columns.iter())
            .map(|column| {
                let found = names.iter().position(|name| *name == column.name);
                found.ok_or_else(|| missing(column.name, names))
            })
            .collect();
        Ok(Placed {
            fields: fields?,
            order,
        })
    }
}

/// Where the columns of a query are in a file.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// The number of the column of each slot.
    pub(super) fields: Vec<usize>,
    /// The slots of all columns, if the query reads all.
    pub(super) order: Vec<usize>,
}

#[cold]
fn missing(name: Keyword, names: &[Keyword]) -> Fault {
    let names = Value::from(names.iter().copied().map(Value::from).collect::<Vec<_>>());
    invalid(format!("there is no column {name}; there are {names}")).into()
}
