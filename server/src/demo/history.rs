//! Twelve invented weeks before the Saturday, so that the views of demand have something to show. Nothing in them ever
//! happened: they are drawn, the same in every run, with the evenings and the weekend busier than the rest.

use alongside_core::{
    Scheme,
    demand::calendar::{Slot, day_of, hours_of_day},
};
use alongside_protocol::Millis;
use anyhow::Context as _;
use jiff::Span;

use crate::demand::store::{PastCall, Store};

const WEEKS: i64 = 12;
/// Calls of the quietest hour, a mean.
const QUIET: f64 = 0.4;
/// Shares by grade, in the scheme's order.
const GRADES: [f64; 3] = [0.25, 0.8, 1.0];
const BEATS: [&str; 6] = ["MB2", "MB3", "MB4", "ST2", "ST3", "LG1"];
/// Victims of whom several calls come, and the share of calls that is theirs.
const VICTIMS: u64 = 150;
const REPEATS: f64 = 0.4;

/// Once is enough: the same calls again change nothing.
pub async fn lay_down(store: &Store, scheme: &Scheme, now: Millis) -> anyhow::Result<()> {
    let today = day_of(now, &scheme.zone).context("a day of the calendar")?;
    let first = today.checked_sub(Span::new().weeks(WEEKS))?;
    let days: Vec<_> = first.series(Span::new().days(1)).take_while(|day| *day < today).collect();
    let mut calls = Vec::new();
    for slot in days.iter().flat_map(|day| hours_of_day(*day, &scheme.zone)) {
        calls.extend(calls_of(slot, scheme));
    }
    store.import_calls(&scheme.id, &calls).await?;
    store.import_days(&scheme.id, &days).await?;
    Ok(())
}

fn calls_of(slot: Slot, scheme: &Scheme) -> Vec<PastCall> {
    let mut draw = Draw(slot.from.unsigned_abs());
    let (day, hour) = (slot.hour / 24, slot.hour % 24);
    let by_hour = match hour {
        0..2 | 22..24 => 3.0,
        2..10 => 1.0,
        10..14 => 1.8,
        14..17 => 2.6,
        _ => 3.6,
    };
    let mean = QUIET * by_hour * if day > 4 { 1.6 } else { 1.0 };
    // Poisson by multiplication: the means are small.
    let (mut count, mut product) = (0, draw.share());
    while product > (-mean).exp() {
        count += 1;
        product *= draw.share();
    }
    (0..count)
        .map(|place| {
            let share = draw.share();
            let grade = GRADES.iter().position(|most| share < *most).unwrap_or(0);
            let known = draw.share() < REPEATS;
            let at = slot.from + (draw.share() * (slot.until - slot.from) as f64) as Millis;
            let victim = if known { draw.next() % VICTIMS } else { draw.next() | 1 << 40 };
            PastCall {
                incident: format!("TP-EARLIER-{}-{place}", slot.from / 3_600_000),
                received_at: at,
                grade: scheme.grades.get(grade).map(|grade| grade.code.clone()).unwrap_or_default(),
                beat: BEATS[(draw.next() % BEATS.len() as u64) as usize].to_owned(),
                victim: Some(victim as i64),
            }
        })
        .collect()
}

/// `SplitMix64` (Steele, Lea and Flood, 2014).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
