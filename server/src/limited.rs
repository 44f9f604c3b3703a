//! One counter for every limit that was reached (I9). Which one is all that it says.

/// Counts that something was refused, cut or closed because of this limit.
pub fn hit(limit: &'static str) {
    metrics::counter!("alongside_limit_total", "limit" => limit).increment(1);
}
