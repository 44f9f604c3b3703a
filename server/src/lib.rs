//! Alongside's server: the live board of a police control room's support workers.
//!
//! One command travels one way: `edge` → `board` (runner) → core → `journal` → core → `views` → `hub` → screens.

pub mod access;
pub mod audit;
pub mod backup;
pub mod board;
pub mod cells;
pub mod chain;
pub mod clock;
pub mod config;
pub mod console;
pub mod database;
pub mod demand;
pub mod demo;
pub mod edge;
pub mod hub;
pub mod intake;
pub mod journal;
pub mod ledger;
pub mod limited;
mod listing;
pub mod live;
pub mod master;
pub mod places;
pub mod replay;
pub mod retention;
pub mod sealing;
pub mod serve;
pub mod views;
