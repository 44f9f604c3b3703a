//! A year of weekends played against the plan for support cars.
fn main() {}
