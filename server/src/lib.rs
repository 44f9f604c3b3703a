//! Alongside's server: the live board of a police control room's support workers.
//!
//! One command travels one way: `edge` → `board` (runner) → core → `journal` → core → `views` → `hub` → screens.

pub mod board;
pub mod clock;
pub mod database;
pub mod hub;
pub mod journal;
pub mod live;
pub mod sealing;
pub mod views;
