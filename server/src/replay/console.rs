//! What a person sees while a replay runs: a bar where stderr is a terminal, and lines that do not tear it.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use alongside_protocol::feed::FeedFault;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::send::Tally;

/// Faults of a kind that are told one by one; the others are counted.
pub(super) const FAULTS_SHOWN_MAX: usize = 20;

pub(super) struct Console {
    bar: ProgressBar,
    quarantined: AtomicUsize,
}

impl Console {
    /// Shows no bar until it is given a length.
    pub(super) fn new() -> Self {
        Self { bar: ProgressBar::hidden(), quarantined: AtomicUsize::new(0) }
    }

    pub(super) fn start(&self, facts: usize) {
        let style = ProgressStyle::with_template("{bar:32} {pos} of {len} facts  {msg}");
        self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.bar.set_length(facts as u64);
        self.bar.set_draw_target(ProgressDrawTarget::stderr());
    }

    pub(super) fn show(&self, tally: &Tally, clock: Option<String>) {
        self.bar.set_position(tally.sent as u64);
        let clock = clock.map_or_else(String::new, |clock| format!("{clock}  "));
        self.bar.set_message(format!(
            "{clock}accepted {}, duplicates {}, quarantined {}",
            tally.accepted, tally.duplicates, tally.quarantined
        ));
    }

    pub(super) fn note(&self, text: &str) {
        self.bar.suspend(|| eprintln!("{text}"));
    }

    pub(super) fn quarantined(&self, message_id: &str, fault: &FeedFault) {
        if self.quarantined.fetch_add(1, Ordering::Relaxed) < FAULTS_SHOWN_MAX {
            self.note(&format!(
                "quarantined {message_id}: {}: found {}; allowed: {}",
                fault.field, fault.found, fault.allowed
            ));
        }
    }

    /// Takes the bar away and says how much was not told.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
        let more = self.quarantined.load(Ordering::Relaxed).saturating_sub(FAULTS_SHOWN_MAX);
        if more > 0 {
            eprintln!("… and {more} more quarantined");
        }
    }
}

/// In the two largest units, e.g. `8 min 2 s`.
pub(super) fn spell(span: Duration) -> String {
    let seconds = span.as_secs();
    match (seconds / 3_600, seconds / 60 % 60, seconds % 60) {
        (0, 0, _) => format!("{:.1} s", span.as_secs_f64()),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_spelt_in_two_units() {
        let spelt = [0.04, 59.9, 482.0, 28_925.0].map(|seconds| spell(Duration::from_secs_f64(seconds)));
        assert_eq!(spelt, ["0.0 s", "59.9 s", "8 min 2 s", "8 h 2 min"]);
    }
}
