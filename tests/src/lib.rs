//! The harness of the system tests: real servers, real databases, real sockets, all of them this test's own.
//!
//! It knows the wire (`alongside-protocol`) and the command line, never the server's inside. Everything it starts
//! ends when its owner is dropped, also when a test panics. Waiting is always for a condition, with a deadline.
#![allow(clippy::disallowed_methods, reason = "tests have clocks and tasks of their own")]
#![allow(clippy::print_stderr, reason = "what a test says goes to whoever runs it")]

pub mod canary;
pub mod engines;
pub mod feed;
pub mod office;
pub mod osrm;
pub mod people;
pub mod ports;
pub mod postgres;
pub mod process;
pub mod redis;
pub mod screen;
pub mod seen;
pub mod server;
pub mod stand;
pub mod wait;

pub use anyhow::Result;
