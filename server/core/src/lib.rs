//! The domain of Alongside. Pure: no clock, no randomness, no I/O; time and identity come with each command.
//!
//! `decide` turns what is asked into events or a refusal; `evolve` folds events into state.
//! The rest reads that state: `gate`, `priority`, `repeat`, `eligibility`, `risk`, `consent`, `counting`, `shift`.
//! It must not know how anything is stored or sent.

pub mod board;
pub mod consent;
pub mod counting;
pub mod decide;
pub mod demand;
pub mod eligibility;
pub mod event;
pub mod evolve;
pub mod figures;
pub mod gate;
pub mod incident;
pub mod latest;
pub mod past;
pub mod planning;
pub mod policy;
pub mod priority;
pub mod referrals;
pub mod repeat;
pub mod response;
pub mod risk;
pub mod scheme;
pub mod shift;
pub mod toml_reader;
pub mod working_days;

pub use board::{Board, Car};
pub use decide::{Actor, Context, Input, Person, decide, in_time};
pub use event::{Author, Entry, Event};
pub use evolve::evolve;
pub use incident::Incident;
pub use past::Past;
pub use scheme::Scheme;
