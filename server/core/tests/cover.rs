//! The cover planner: against closed forms and plain counts, its best hours, and a city's real calls. A question's bounds
//! and its cancelling too.
#![allow(clippy::unwrap_used)]

#[path = "cover/best_hours.rs"]
mod best_hours;
#[path = "cover/closed_forms.rs"]
mod closed_forms;
#[path = "cover/counted.rs"]
mod counted;
#[path = "cover/making.rs"]
mod making;
#[path = "cover/more_cars.rs"]
mod more_cars;
#[path = "cover/questions.rs"]
mod questions;
#[path = "cover/san_antonio.rs"]
mod san_antonio;
