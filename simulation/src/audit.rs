//! Reads what was done in a shift and says which rules it broke. Knows nothing of how it was decided or played. Rules are
//! kept by what could be known: a visit or a drive that takes longer than reckoned breaks none, and is counted elsewhere.

use crate::{
    demand::{MIN, SHIFT_MS, VISIT_RECKONED_MIN, Visit},
    place::Place,
    shift::{BREAK_DUE_MS, BREAK_MS, Deed, Log},
};

/// Every broken rule in words; empty where all is well.
pub fn violations(visits: &[Visit], bases: &[Place], log: &Log) -> Vec<String> {
    let mut broken = Vec::new();
    let mut times = vec![0_u32; visits.len()];
    for (car, deeds) in log.iter().enumerate() {
        let mut say = |words: &str, at: i64| broken.push(format!("car {car} at minute {}: {words}", at / MIN));
        let (mut free_at, mut place, mut breaks) = (0, bases[car % bases.len()], 0);
        for deed in deeds {
            match *deed {
                Deed::Visit { visit, sent_at, from, arrive_at, done_at } => {
                    let to = &visits[visit];
                    times[visit] += 1;
                    if sent_at < free_at {
                        say("sent while busy", sent_at);
                    }
                    if sent_at < to.ready_at {
                        say("sent before the gate was open", sent_at);
                    }
                    let reckoned_at = sent_at + place.way_ms(to.place);
                    if from != place || arrive_at != sent_at + to.drive_ms(place) {
                        say("did not drive there", sent_at);
                    }
                    if reckoned_at >= BREAK_DUE_MS && breaks == 0 {
                        say("went on without the break that was due", sent_at);
                    }
                    if reckoned_at + VISIT_RECKONED_MIN * MIN > SHIFT_MS {
                        say("sent where it could not be done before the shift ends", sent_at);
                    }
                    if done_at != arrive_at + to.takes_ms {
                        say("left before it was done", done_at);
                    }
                    (free_at, place) = (done_at, to.place);
                }
                Deed::Break { from, until } => {
                    breaks += 1;
                    if from < free_at || until - from != BREAK_MS || breaks > 1 {
                        say("a break while busy, of another length, or a second one", from);
                    }
                    free_at = until;
                }
            }
        }
    }
    let twice = times.iter().enumerate().filter(|(_, times)| **times > 1);
    broken.extend(twice.map(|(visit, _)| format!("visit {visit}: two cars sent")));
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: Place = Place { lat: 54.5, lon: -1.2 };

    fn visit(ready_min: i64) -> Visit {
        Visit { place: BASE, weight: 1.0, ready_at: ready_min * MIN, takes_ms: 40 * MIN, traffic: 1.0 }
    }

    fn deed(visit: usize, sent_min: i64) -> Deed {
        let at = sent_min * MIN;
        Deed::Visit { visit, sent_at: at, from: BASE, arrive_at: at, done_at: at + 40 * MIN }
    }

    fn broken(visits: &[Visit], log: &[Vec<Deed>]) -> Vec<String> {
        violations(visits, &[BASE], &log.to_vec())
    }

    #[test]
    fn what_keeps_the_rules_is_not_spoken_of() {
        let rest = Deed::Break { from: 240 * MIN, until: 270 * MIN };
        assert!(broken(&[visit(0), visit(0)], &[vec![deed(0, 10), rest, deed(1, 270)]]).is_empty());
    }

    #[test]
    fn each_rule_is_asked() {
        let says = |visits: &[Visit], log: &[Vec<Deed>], words: &str| {
            let broken = broken(visits, log);
            assert!(broken.len() == 1 && broken[0].contains(words), "{words}: {broken:?}");
        };
        says(&[visit(0), visit(0)], &[vec![deed(0, 10), deed(1, 20)]], "busy");
        says(&[visit(30)], &[vec![deed(0, 10)]], "gate");
        says(&[visit(0)], &[vec![deed(0, 10)], vec![deed(0, 10)]], "two cars");
        says(&[visit(0)], &[vec![deed(0, 250)]], "break that was due");
        let rest = Deed::Break { from: 240 * MIN, until: 270 * MIN };
        says(&[visit(0)], &[vec![rest, deed(0, 440)]], "before the shift ends");
        says(&[visit(0)], &[vec![rest, rest]], "second one");
        let mut far = visit(0);
        far.place.lat += 0.1;
        says(&[far], &[vec![deed(0, 10)]], "drive");
        let mut long = visit(0);
        long.takes_ms += MIN;
        says(&[long], &[vec![deed(0, 10)]], "left before");
    }
}
