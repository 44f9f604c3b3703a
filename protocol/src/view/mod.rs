//! What a screen is shown. Rows carry no names, numbers or house numbers (I5); the personal part of an
//! incident is an [`IncidentFile`], sent only after `open`.
//!
//! A board is a set of documents, each replaced whole when it changes. Which documents an audience gets:
//! control → `incident`, `car`; crew → `job`, `car` (its own); inspector → `brief`, `car`.

mod car;
mod demand;
mod figures;
mod file;
mod health;
mod inspector;
mod planning;
mod referrals;
mod row;
mod scheme;

pub use car::*;
pub use demand::*;
pub use figures::*;
pub use file::*;
pub use health::*;
pub use inspector::*;
pub use planning::*;
pub use referrals::*;
pub use row::*;
pub use scheme::*;

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One document of a board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Doc {
    Incident(IncidentRow),
    Brief(IncidentBrief),
    Job(JobCard),
    Car(CarRow),
}

impl Doc {
    pub fn key(&self) -> DocKey {
        match self {
            Self::Incident(row) => DocKey { kind: DocKind::Incident, id: row.number.0.clone() },
            Self::Brief(row) => DocKey { kind: DocKind::Brief, id: row.number.0.clone() },
            Self::Job(card) => DocKey { kind: DocKind::Job, id: card.deployment.0.clone() },
            Self::Car(row) => DocKey { kind: DocKind::Car, id: row.car.0.clone() },
        }
    }
}

/// Names a document that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct DocKey {
    pub kind: DocKind,
    /// The document's `number` (incident, brief), `deployment` (job) or `car` (car).
    pub id: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocKind {
    Incident,
    Brief,
    Job,
    Car,
}

/// Degrees, WGS 84. A precise one is an address: it is not printed.
#[derive(Clone, Copy, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Point {
    pub lat: f64,
    pub lon: f64,
}

impl fmt::Debug for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[point]")
    }
}
