//! The domain of Alongside. Pure: no clock, no randomness, no I/O; time and identity come with each command.

pub mod scheme;
