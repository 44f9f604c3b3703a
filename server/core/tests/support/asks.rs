//! What is asked in one step of a random sequence, and by whom.

use alongside_core::{Person, referrals, response::SupportResponse};
use alongside_protocol::{
    CarId, Command, DeploymentId, EscalationId, IncidentNumber, ResponseId, UserId,
    record::{CarNeeds, PlannedJob},
    vocabulary::{
        Alarm, ConsentDecision, DeploymentState, EscalationKind, Hazard, Kept, ReferralAnswer, RepeatVerdict,
        SecondStep, SosEnding, Standing,
    },
};

use super::{CARS, INCIDENTS, Watch, people, pick};
use crate::support::*;

impl Watch {
    /// Somebody who might ask for it, and what, so that most of what is asked can be done.
    pub(super) fn command(&self, who: u8, what: u8, first: u8, second: u8) -> Option<(Person, Command)> {
        let responses: Vec<ResponseId> = self.responses().map(|response| response.id.clone()).collect();
        let jobs: Vec<(DeploymentId, CarId, DeploymentState, bool)> = self
            .jobs()
            .filter(|job| !job.state.is_over() || job.recall_unconfirmed || first.is_multiple_of(8))
            .map(|job| (job.id.clone(), job.car.clone(), job.state, job.recall_unconfirmed))
            .collect();
        let escalations: Vec<EscalationId> =
            self.responses().flat_map(|response| &response.escalations).map(|one| one.id.clone()).collect();
        let response = pick(&responses, first).cloned();
        let car = CARS[usize::from(second) % CARS.len()];
        let worker = if who.is_multiple_of(2) { asha() } else { beth() };
        let police = if who.is_multiple_of(2) { desk() } else { inspector() };
        let reason = || text("A reason");
        let any = pick(&people(), who).cloned()?;
        match what {
            192.. => return self.record(&worker, &any, what, first, second),
            144.. => return self.car_work(&worker, &police, &any, what, first, second),
            _ => {}
        }
        let asked = match what % 64 {
            0..=3 => (worker, Command::ClaimResponse { response: response? }),
            4 => (worker, Command::ReleaseClaim { response: response? }),
            5 => (worker, Command::HandOverClaim { response: response?, to: UserId::from("beth") }),
            6 => (worker, Command::OpenResponse { incident: response?.incident() }),
            7..=8 => (
                any,
                Command::AddNote { response: response?, text: text("A note"), corrects: None, kept: Kept::Shared },
            ),
            9 => (any, Command::RecordSafeContact { response: response?, record: safe_number() }),
            10..=11 => (worker, Command::RecordContact { response: response?, attempt: spoke() }),
            12..=13 => (worker, Command::RecordOutcome { response: response?, outcome: engaged() }),
            14 => (worker, Command::RecordOutcome { response: response?, outcome: referred("Idva service") }),
            16..=19 => {
                // Only what has an outcome can be closed.
                let told = self.responses().filter(|one| one.outcome.is_some());
                let told: Vec<_> = told.map(|one| one.id.clone()).collect();
                (worker, Command::CloseResponse { response: pick(&told, first)?.clone() })
            }
            15 | 20 => {
                let closed: Vec<_> = self.responses().filter(|one| one.is_closed()).map(|one| one.id.clone()).collect();
                (worker, Command::ReopenResponse { response: pick(&closed, first)?.clone(), reason: reason() })
            }
            21..=22 => {
                let kind = EscalationKind::QuickerResponse;
                (any, Command::RequestEscalation { response: response?, kind, reason: reason() })
            }
            23 => {
                let kind = EscalationKind::LineCut;
                (any, Command::RequestEscalation { response: response?, kind, reason: text("") })
            }
            24..=25 => (police, Command::AcknowledgeEscalation { escalation: pick(&escalations, first)?.clone() }),
            26..=27 => (
                police,
                Command::DeclineEscalation { escalation: pick(&escalations, first)?.clone(), reason: reason() },
            ),
            28..=29 => (crew(car), Command::StartShift { car: car_id(car), seats: full_seats() }),
            30 => (crew(car), Command::EndShift { car: car_id(car) }),
            31 => (crew(car), Command::TakeBreak { car: car_id(car) }),
            32..=33 => (crew(car), Command::EndBreak { car: car_id(car) }),
            34..=41 => (
                worker,
                Command::SendCar {
                    response: response?,
                    car: car_id(car),
                    override_reason: None,
                    next_best: second.is_multiple_of(2),
                },
            ),
            42..=44 => {
                let (response, override_reason) = (response?, Some(reason()));
                (police, Command::SendCar { response, car: car_id(car), override_reason, next_best: false })
            }
            45..=48 => (crew(car), Command::OfferNext { car: car_id(car) }),
            _ => {
                let (deployment, of_car, state, unconfirmed) = pick(&jobs, first)?.clone();
                let crew = if who.is_multiple_of(16) { any.clone() } else { crew(of_car.as_str()) };
                match what % 64 {
                    49 => (police, Command::StandDown { deployment, reason: reason() }),
                    50 => (police, Command::RecallCar { deployment, reason: reason() }),
                    51 => (crew, Command::DeclineOffer { deployment, reason: reason() }),
                    _ if unconfirmed => (crew, Command::ConfirmRecall { deployment }),
                    52..=61 => (
                        crew,
                        match state {
                            DeploymentState::Acknowledged => Command::GoEnRoute { deployment },
                            DeploymentState::EnRoute => Command::ArriveAtScene { deployment },
                            DeploymentState::AtScene => Command::ResumeCar { deployment },
                            _ => Command::AcknowledgeOffer { deployment },
                        },
                    ),
                    _ => (crew, Command::ArriveAtScene { deployment }),
                }
            }
        };
        Some(asked)
    }

    /// Queues, swaps, plans, crews, and how they are.
    fn car_work(
        &self,
        worker: &Person,
        police: &Person,
        any: &Person,
        what: u8,
        first: u8,
        second: u8,
    ) -> Option<(Person, Command)> {
        let responses: Vec<ResponseId> = self.responses().map(|response| response.id.clone()).collect();
        let car = car_id(CARS[usize::from(second) % CARS.len()]);
        let other = car_id(CARS[(usize::from(second) + 1) % CARS.len()]);
        let jobs = |wanted: fn(DeploymentState) -> bool| -> Vec<DeploymentId> {
            self.jobs().filter(|job| wanted(job.state)).map(|job| job.id.clone()).collect()
        };
        let desk = if second.is_multiple_of(8) { any.clone() } else { worker.clone() };
        let own = crew(car.as_str());
        let response = pick(&responses, first).cloned();
        let waiting = || jobs(|state| state == DeploymentState::Reserved);
        let there = jobs(|state| state == DeploymentState::AtScene);
        Some(match what % 16 {
            2..=4 | 14 if !there.is_empty() => {
                let deployment = pick(&there, first)?.clone();
                (if first.is_multiple_of(2) { police.clone() } else { own }, Command::CheckIn { deployment })
            }
            0..=4 => (
                desk,
                Command::ReserveCar {
                    response: response?,
                    car,
                    place: Some(u32::from(first % 3)).filter(|place| *place > 0),
                },
            ),
            5 => {
                let deployment = pick(&waiting(), first)?.clone();
                (
                    desk,
                    Command::OfferReserved { deployment, override_reason: None, next_best: second.is_multiple_of(2) },
                )
            }
            6 => {
                let deployment = pick(&waiting(), first)?.clone();
                let override_reason = Some(text("A reason"));
                (police.clone(), Command::OfferReserved { deployment, override_reason, next_best: false })
            }
            7..=8 => {
                let longer = [&car, &other].into_iter().max_by_key(|id| self.board.car(id).queue.len())?.clone();
                let (car, mut queue) = (longer.clone(), self.board.car(&longer).queue);
                let turn = usize::from(first) % queue.len().max(1);
                queue.rotate_left(turn);
                if first.is_multiple_of(16) {
                    queue.pop();
                }
                (desk, Command::ReorderQueue { car, queue })
            }
            9..=10 => {
                let deployment = pick(&jobs(|state| !state.is_over()), first)?.clone();
                (desk, Command::SwapCar { deployment, car, reason: text("A reason"), override_reason: None })
            }
            11 => {
                let cars = [car, other];
                let jobs = responses
                    .into_iter()
                    .enumerate()
                    .map(|(index, response)| PlannedJob { response, car: cars[index % 2].clone() });
                (desk, Command::ApplyPlan { jobs: jobs.take(1 + usize::from(first % 3)).collect() })
            }
            12 => {
                let needs =
                    CarNeeds { child_seats: first % 3, only_with_all: first.is_multiple_of(2), ..CarNeeds::default() };
                (desk, Command::SetCarNeeds { response: response?, needs })
            }
            13 => {
                let mut seats = full_seats();
                if first.is_multiple_of(3) {
                    seats.pop();
                } else {
                    seats[0].name = format!("Worker {}", first % 5);
                }
                (own, Command::ChangeCrew { car, seats })
            }
            14 => return None,
            _ => match (self.board.car(&car).sos.is_some(), first % 2) {
                (false, _) => (own, Command::RaiseSos { car }),
                (true, 0) => (police.clone(), Command::AnswerSos { car }),
                (true, _) => (own, Command::EndSos { car, how: SosEnding::HelpCame }),
            },
        })
    }

    /// What people write down, and what they say of an incident.
    fn record(&self, worker: &Person, any: &Person, what: u8, first: u8, second: u8) -> Option<(Person, Command)> {
        let kind = what % 26;
        if kind == 25 {
            // Of what has left the board as of what is on it.
            let referred: Vec<_> = referrals::all(&self.board).collect();
            let (response, one) = *pick(&referred, first)?;
            let (answer, _) = *pick(ReferralAnswer::ALL, second)?;
            let (response, service) = (response.clone(), one.service.clone());
            let reason = text("A reason");
            return Some((coordinator(), Command::RecordReferralAnswer { response, service, answer, reason }));
        }
        // What undoes something is asked where there is something to undo.
        let fits = |one: &&SupportResponse| match kind {
            14..=15 => one.trying_ended.is_some(),
            20 => !one.referrals.is_empty(),
            21 => one.escalations.iter().any(|asked| asked.answered_at.is_none()),
            24 => !one.shelved.is_empty(),
            _ => true,
        };
        let responses: Vec<ResponseId> = self.responses().filter(fits).map(|response| response.id.clone()).collect();
        let response = pick(&responses, first).cloned()?;
        let of = IncidentNumber::from(INCIDENTS[usize::from(second) % INCIDENTS.len()]);
        let (incident, reason) = (response.incident(), text("A reason"));
        let found = self.board.response(&response)?.1;
        let writer = if second.is_multiple_of(4) { any.clone() } else { worker.clone() };
        let escalation = pick(&found.escalations, second).map(|one| one.id.clone());
        let (standing, _) = *pick(Standing::ALL, second)?;
        let (verdict, _) = *pick(RepeatVerdict::ALL, second)?;
        let (decision, _) = *pick(ConsentDecision::ALL, second)?;
        let (alarm, _) = *pick(Alarm::ALL, second)?;
        Some(match kind {
            0..=1 => (worker.clone(), Command::SetStanding { incident, standing, reason }),
            2..=4 => (worker.clone(), Command::JudgeRepeat { incident, earlier: of, verdict }),
            5 => (worker.clone(), Command::LinkDuplicate { incident, of }),
            6..=7 => (worker.clone(), Command::UnlinkDuplicate { incident }),
            8 => {
                let from = found.claim.as_ref()?.user.clone();
                (worker.clone(), Command::TakeOverClaim { response, from, reason })
            }
            9 => (worker.clone(), Command::PassOn { response, to: "Sunday".to_owned(), note: reason }),
            10 => {
                let ours = found.found.clone();
                let (found, ruled_out) =
                    if ours.is_empty() { (vec![Hazard::Pregnancy], Vec::new()) } else { (Vec::new(), ours) };
                (writer, Command::RecordHazards { response, found, ruled_out, reason })
            }
            11 => (writer, Command::TakeSecondStep { response, because: SecondStep::Stale }),
            12..=13 => (worker.clone(), Command::EndTrying { response, reason }),
            14..=15 => (worker.clone(), Command::ResumeTrying { response }),
            16 => {
                let assessment = assessed(&self.scheme, "dash-27.v1", usize::from(second % 20));
                (writer, Command::RecordRisk { response, assessment })
            }
            17 if second.is_multiple_of(2) => (writer, Command::RecordWelfare { response, seen: seen() }),
            17 => (writer, Command::RecordSafetyPlan { response, plan: plan("safe_place") }),
            18 => (writer, Command::RecordConsent { response, entry: consent("referral", "Idva service", decision) }),
            19 => (writer, Command::DraftReferral { response, draft: draft("Idva service") }),
            20 => {
                let referral = pick(&found.referrals, second)?.id.clone();
                (writer, Command::DiscardReferral { referral, reason })
            }
            21 => (writer, Command::WithdrawEscalation { escalation: escalation?, reason }),
            22 => {
                let until = self.now + 10 * MINUTE;
                (worker.clone(), Command::ShelveAlarm { response, alarm, until, reason })
            }
            23 => (writer, Command::RecordWelfare { response, seen: seen() }),
            _ => (worker.clone(), Command::UnshelveAlarm { response, alarm: found.shelved.first()?.alarm }),
        })
    }
}
