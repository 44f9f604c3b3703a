//! Demand: when calls come, what may be expected, and what other hours or another car would have reached. Pure, and
//! without anything by which a person could be known.

pub mod backtest;
pub mod calendar;
pub mod counted;
pub mod cover;
pub mod earlier;
pub mod forecast;
pub mod history;
pub mod small;

pub use backtest::{BackTest, Score, back_test};
pub use calendar::{HOURS_OF_WEEK, Slot};
pub use counted::Counted;
pub use forecast::{DAYS_NEEDED, Expected, Model, fit};
pub use history::{Arrival, History};
