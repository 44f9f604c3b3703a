//! Demand: when calls come, what may be expected, and what other hours or another car would have reached. Pure, and
//! without anything by which a person could be known.

pub mod calendar;
pub mod cover;
pub mod history;

pub use calendar::{HOURS_OF_WEEK, Slot};
pub use history::{Arrival, History};
