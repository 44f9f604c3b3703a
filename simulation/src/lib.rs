//! Plays a year of weekends against the plan for support cars: the same arrivals under several policies. Knows the pure
//! planning of the core, and no board, no server and no clock.

pub mod audit;
pub mod chance;
pub mod city;
pub mod demand;
pub mod figures;
pub mod listing;
pub mod place;
pub mod policy;
pub mod report;
pub mod shift;
pub mod years;
