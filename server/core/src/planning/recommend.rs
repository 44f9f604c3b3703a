//! Every car for one response, best first, with reasons in words.

use std::cmp::Ordering;

use alongside_protocol::{
    Millis, RefusalCode, ResponseId,
    code::NextCar,
    limits,
    view::{CarOption, OptionReason, Point, Recommendation},
    vocabulary::{CarChoice, CarReason, EtaSource},
};

use super::{
    Positions, Ways,
    ahead::{Ahead, UNKNOWN_WAY_MS, known_point},
    fit::{self, Fit},
    minutes, weaker,
};
use crate::{
    board::{Board, Car, NotDeployable},
    decide::send::why_not,
    incident::Incident,
    response::SupportResponse,
    scheme::{CarRules, Scheme},
};

/// Every way that [`recommend`] asks for.
pub fn legs_to(board: &Board, scheme: &Scheme, response: &ResponseId, positions: &Positions) -> Vec<(Point, Point)> {
    let Some((incident, _)) = board.response(response) else { return Vec::new() };
    let goal = incident.mirror.point.get().copied();
    let mut legs = Vec::new();
    for rules in &scheme.cars {
        let car = board.car(&rules.id);
        if car.shift.is_none() {
            continue;
        }
        let scenes = car.active.iter().chain(&car.queue).filter_map(|job| {
            let (incident, ..) = board.deployment(job)?;
            incident.mirror.point.get().copied()
        });
        let mut from = known_point(scheme, &car.id, positions);
        for to in scenes.chain(goal) {
            legs.extend(from.map(|from| (from, to)));
            from = Some(to);
        }
    }
    legs
}

/// None where there is no such response.
pub fn recommend(
    board: &Board,
    scheme: &Scheme,
    response: &ResponseId,
    positions: &Positions,
    ways: &Ways,
    now: Millis,
) -> Option<Recommendation> {
    let (incident, found) = board.response(response)?;
    let about = About {
        board,
        scheme,
        incident,
        response: found,
        needs: fit::needs(incident, found),
        met: fit::met_before(board, incident),
        positions,
        ways,
        now,
    };
    let mut weighed: Vec<(CarOption, Fit)> = scheme.cars.iter().map(|rules| about.option(rules)).collect();
    weighed.sort_by(|(a, _), (b, _)| order(a, b));
    let missing = missing(&weighed);
    let mut cars: Vec<CarOption> = Vec::with_capacity(weighed.len());
    for (mut option, _) in weighed {
        option.lower_because = cars.last().and_then(|above| lower_because(above, &option));
        cars.push(option);
    }
    Some(Recommendation { response: response.clone(), at: now, missing, cars })
}

/// The best car that could be offered the job now, other than those that have refused it, or that lack what must be
/// there.
pub fn next_car(board: &Board, recommendation: &Recommendation) -> Option<NextCar> {
    use CarReason::{ChildSeats, Declined, Language, Training, Wheelchair, WorkerGender};
    let (_, response) = board.response(&recommendation.response)?;
    let must = response.needs.as_ref().is_some_and(|set| set.value.only_with_all);
    let barred = |reason: &OptionReason| match reason.kind {
        Declined => true,
        Language | WorkerGender | ChildSeats | Wheelchair | Training => must && !reason.good,
        _ => false,
    };
    let can = |option: &&CarOption| {
        let car = board.car(&option.car);
        // A crew that went home without saying so answers no offer.
        let on_shift = car.shift.as_ref().is_some_and(|shift| shift.ends_at.is_none_or(|at| at > recommendation.at));
        option.choice == CarChoice::Now
            && !option.reasons.iter().any(barred)
            && on_shift
            && car.queue.is_empty()
            && !fit::was_taken_off(response, &car)
    };
    let option = recommendation.cars.iter().find(can)?;
    Some(NextCar {
        car: option.car.clone(),
        call_sign: option.call_sign.clone(),
        arrive_at: option.arrive_at,
        source: option.source,
    })
}

/// Those that can be had come first, by cost; then those against a rule; then those that cannot.
fn order(a: &CarOption, b: &CarOption) -> Ordering {
    let class = |option: &CarOption| match option.choice {
        CarChoice::Now | CarChoice::InTurn => 0,
        CarChoice::Override => 1,
        CarChoice::Not => 2,
    };
    let cost = |option: &CarOption| option.cost_ms.unwrap_or(i64::MAX);
    class(a).cmp(&class(b)).then(cost(a).cmp(&cost(b))).then_with(|| a.call_sign.cmp(&b.call_sign))
}

struct About<'a> {
    board: &'a Board,
    scheme: &'a Scheme,
    incident: &'a Incident,
    response: &'a SupportResponse,
    needs: alongside_protocol::record::CarNeeds,
    met: std::collections::BTreeSet<String>,
    positions: &'a Positions,
    ways: &'a Ways,
    now: Millis,
}

impl About<'_> {
    fn option(&self, rules: &CarRules) -> (CarOption, Fit) {
        let car = self.board.car(&rules.id);
        let (choice, mut reasons) = self.choice(rules, &car);
        if car.shift.is_none() {
            return (option(rules, choice, reasons), Fit::default());
        }
        let fit = fit::fit(self.scheme, rules, &car, &self.needs, &self.met);
        // What is sent now goes before what only waits.
        let without_queue = crate::Car { queue: Vec::new(), ..car.clone() };
        let counted = if choice == CarChoice::Now { &without_queue } else { &car };
        let ahead = Ahead::of(self.board, self.scheme, counted, self.positions, self.ways, self.now);
        let reach =
            ahead.point.zip(self.incident.mirror.point.get().copied()).map(|(from, to)| self.ways.between(from, to));
        let travel_ms = reach.map_or(UNKNOWN_WAY_MS, |reach| reach.ms);
        let arrive_at = ahead.free_at + travel_ms;
        let source = reach.map_or(EtaSource::StraightLine, |reach| weaker(reach.source, ahead.source));
        reasons.extend(self.of_time(&car, &ahead, arrive_at));
        reasons.extend(self.of_place(&car, reach.is_some()));
        reasons.extend(fit.reasons.iter().cloned());
        if let Some(at) = fit::declined_at(self.response, &car) {
            let words = format!("did not take this job {} ago", minutes(self.now - at));
            reasons.push(against(CarReason::Declined, words, self.scheme.deployment.fit.declined));
        }
        let mut option = option(rules, choice, reasons);
        if choice != CarChoice::Not {
            let adds: i64 = option.reasons.iter().map(|reason| reason.adds_ms).sum();
            option.cost_ms = Some(arrive_at - self.now + adds);
            option.arrive_at = reach.map(|_| arrive_at);
            option.travel_ms = reach.map(|reach| reach.ms);
            option.source = Some(source);
            let way = match reach {
                Some(reach) => format!("{} away", minutes(reach.ms)),
                None => "the way is not known".to_owned(),
            };
            option
                .reasons
                .insert(0, OptionReason { kind: CarReason::Travel, words: way, good: reach.is_some(), adds_ms: 0 });
        }
        // The way first; then what weighs most.
        option
            .reasons
            .sort_by_key(|reason| (reason.kind != CarReason::Travel, std::cmp::Reverse(reason.adds_ms.abs())));
        (option, fit)
    }

    /// Whether it can be had, and what stands against that.
    fn choice(&self, rules: &CarRules, car: &Car) -> (CarChoice, Vec<OptionReason>) {
        let because = |kind, words: &str| vec![against(kind, words.to_owned(), 0)];
        match self.board.why_not_deployable(self.scheme, car) {
            Some(no @ NotDeployable::OffDuty) => return (CarChoice::Not, because(CarReason::OffDuty, no.words())),
            Some(no @ NotDeployable::Sos) => return (CarChoice::Not, because(CarReason::Sos, no.words())),
            _ => {}
        }
        if let Some(refusal) = why_not(self.scheme, self.incident, rules, car) {
            // Through a closed gate nobody is sent, and any car may be reserved for when it opens.
            if refusal.code == RefusalCode::GateClosed {
                return (CarChoice::Override, because(CarReason::Gate, &refusal.message));
            }
            let allowed = !self.scheme.gate.override_roles.is_empty();
            let choice = if allowed { CarChoice::Override } else { CarChoice::Not };
            return (choice, because(CarReason::SeatEmpty, &refusal.message));
        }
        match self.board.why_not_deployable(self.scheme, car) {
            Some(no @ NotDeployable::Recalled) => (CarChoice::InTurn, because(CarReason::Recalled, no.words())),
            Some(no @ NotDeployable::OnBreak) => (CarChoice::InTurn, because(CarReason::OnBreak, no.words())),
            _ if car.active.is_some() => (CarChoice::InTurn, Vec::new()),
            _ => (CarChoice::Now, Vec::new()),
        }
    }

    fn of_time(&self, car: &Car, ahead: &Ahead, arrive_at: Millis) -> Vec<OptionReason> {
        let (rules, mut reasons) = (&self.scheme.deployment, Vec::new());
        match ahead.jobs.len() {
            0 if !car.queue.is_empty() => {
                let jobs = car.queue.len();
                let words = format!("has {jobs} job{} reserved", if jobs == 1 { "" } else { "s" });
                reasons.push(against(CarReason::Queue, words, 0));
            }
            0 => {}
            1 => {
                let words = format!("has a job until about {} from now", minutes(ahead.free_at - self.now));
                reasons.push(against(CarReason::Queue, words, 0));
            }
            count => {
                let words = format!("has {count} jobs, until about {} from now", minutes(ahead.free_at - self.now));
                reasons.push(against(CarReason::Queue, words, 0));
            }
        }
        let done_at = arrive_at + rules.job_ms;
        if let Some(ends_at) = car.shift.as_ref().and_then(|shift| shift.ends_at) {
            if ends_at <= self.now {
                let words = format!("shift ended {} ago", minutes(self.now - ends_at));
                reasons.push(against(CarReason::ShiftEnds, words, rules.fit.shift_ends));
            } else if done_at > ends_at {
                let words = format!("ends shift in {}, before it would be done", minutes(ends_at - self.now));
                reasons.push(against(CarReason::ShiftEnds, words, rules.fit.shift_ends));
            } else if ends_at - self.now <= SHIFT_ENDS_SOON_MS {
                let words = format!("ends shift in {}", minutes(ends_at - self.now));
                reasons.push(against(CarReason::ShiftEnds, words, 0));
            }
        }
        if let Some(due_at) = car.break_due_at(rules).filter(|due_at| *due_at <= done_at) {
            let words = if due_at <= self.now {
                format!("crew due a break for {}", minutes(self.now - due_at))
            } else {
                format!("crew due a break in {}", minutes(due_at - self.now))
            };
            reasons.push(against(CarReason::BreakDue, words, rules.fit.break_due));
        }
        reasons
    }

    fn of_place(&self, car: &Car, known: bool) -> Option<OptionReason> {
        match self.positions.get(&car.id) {
            Some(position) if self.now - position.at > limits::POSITION_FADED_MS => {
                let words = format!("last heard {} ago", minutes(self.now - position.at));
                Some(against(CarReason::PositionOld, words, 0))
            }
            Some(_) => None,
            None if known => Some(against(CarReason::PositionUnknown, "reckoned from its base".to_owned(), 0)),
            None => Some(against(CarReason::PositionUnknown, "nobody knows where it is".to_owned(), 0)),
        }
    }
}

/// A shift's end is worth a word from here on, ms.
const SHIFT_ENDS_SOON_MS: i64 = 90 * 60_000;

fn against(kind: CarReason, words: String, adds_ms: i64) -> OptionReason {
    OptionReason { kind, words, good: false, adds_ms }
}

fn option(rules: &CarRules, choice: CarChoice, reasons: Vec<OptionReason>) -> CarOption {
    CarOption {
        car: rules.id.clone(),
        call_sign: rules.call_sign.clone(),
        choice,
        arrive_at: None,
        travel_ms: None,
        source: None,
        cost_ms: None,
        reasons,
        lower_because: None,
    }
}

/// What is needed and no car brings that could go now.
fn missing(weighed: &[(CarOption, Fit)]) -> Vec<String> {
    let free: Vec<&Fit> =
        weighed.iter().filter(|(option, _)| option.choice == CarChoice::Now).map(|(_, fit)| fit).collect();
    let Some((first, rest)) = free.split_first() else { return Vec::new() };
    let lacked_by_all = |kind: CarReason, words: &str| {
        rest.iter().all(|fit| {
            fit.lacks.iter().any(|(other, said)| *other == kind && (kind != CarReason::Training || said == words))
        })
    };
    first
        .lacks
        .iter()
        .filter(|(kind, words)| lacked_by_all(*kind, words))
        .map(|(_, words)| format!("No car that is free {words}"))
        .collect()
}

/// Against the one above: how much later, and what weighs against it that does not weigh against the other.
fn lower_because(above: &CarOption, option: &CarOption) -> Option<String> {
    let name = &above.call_sign;
    if option.choice != above.choice && matches!(option.choice, CarChoice::Override | CarChoice::Not) {
        use CarReason::{Gate, OffDuty, SeatEmpty, Sos};
        let blocks = |reason: &&OptionReason| matches!(reason.kind, OffDuty | Sos | SeatEmpty | Gate);
        return option.reasons.iter().find(blocks).map(|reason| reason.words.clone());
    }
    let (ours, theirs) = (option.arrive_at?, above.arrive_at?);
    let mut parts = Vec::new();
    if ours - theirs >= 60_000 {
        parts.push(format!("{} later than {name}", minutes(ours - theirs)));
    } else if theirs - ours >= 60_000 {
        parts.push(format!("{} sooner than {name}", minutes(theirs - ours)));
    }
    let has = |other: &CarOption, kind| other.reasons.iter().any(|reason| reason.kind == kind && reason.adds_ms > 0);
    let heavier = option
        .reasons
        .iter()
        .filter(|reason| reason.adds_ms > 0 && !has(above, reason.kind))
        .map(|reason| reason.words.clone());
    parts.extend(heavier);
    let lighter = above.reasons.iter().filter(|reason| {
        reason.adds_ms < 0 && !option.reasons.iter().any(|other| other.kind == reason.kind && other.adds_ms < 0)
    });
    parts.extend(lighter.map(|reason| format!("{name} {}", reason.words)));
    (!parts.is_empty()).then(|| parts.join(", "))
}
