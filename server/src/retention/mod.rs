//! What is due to be erased, and the job that erases it: incident by incident, each by a command like any other.
//!
//! One job a board at a time, on the node that was asked; how far it is stands in the database, for every node to tell.

mod job;
mod preview;

pub use job::{Asked, Job, JobState, Refused, begin, last};
pub use preview::{ClassDue, DUE_LISTED_MAX, Due, Preview, preview};
