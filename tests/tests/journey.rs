//! The main job over the wire: worker, crew and inspector at once, from the call to the outcome; and what each of
//! them must never see on the way (I5).

use alongside_protocol::{
    Command, DeploymentId, EscalationId, FeedEvent, Private, RefusalCode, ResponseId,
    feed::{Location, Person as Named},
    record::{ContactAttempt, Outcome, SafeContact, SeatFilled},
    view::{TimelineEntry, TimelineOrigin},
    vocabulary::{
        CarStatus, ContactChannel, ContactResult, DeploymentState, EscalationKind, EscalationState, GateState, Kept,
        OutcomeKind, PersonRole, ReferralDecision, ResponseState, Seat, SuspectWhereabouts, TimelineTopic,
    },
};
use alongside_tests::{
    Result, canary,
    feed::Story,
    people::Person,
    screen::{Screen, now_ms},
    stand::{Engines, Stand},
};
use anyhow::ensure;
use rstest::rstest;

/// Personal texts of the story; each must be found nowhere but in files of those who may open them.
const NAME: &str = "Canaryname Thistlewick";
const PHONE: &str = "01632960977";
const ADDRESS: &str = "77 Canaryhouse Row";
const REMARK: &str = "canaryremark he keeps the keys";
const THRIVE: &str = "canarythrive";
const NOTE: &str = "canarynote she asked us to ring at four";
const CODE_WORD: &str = "canarycodeword";
const REASON: &str = "canaryreason shouting in the background";
const FROM_FORCE: [&str; 5] = [NAME, PHONE, ADDRESS, REMARK, THRIVE];
const OURS: [&str; 3] = [NOTE, CODE_WORD, REASON];

fn opening(story: &mut Story) -> FeedEvent {
    let mut details = story.details();
    details.location = Some(Location { address: Some(Private::from(ADDRESS)), ..details.location.unwrap_or_default() });
    details.people = vec![Named {
        role: PersonRole::Victim,
        name: Some(Private::from(NAME)),
        age: Some(29),
        phone: Some(Private::from(PHONE)),
        language: Some("English".to_owned()),
        note: None,
    }];
    details.thrive = Some(Private::from(THRIVE));
    story.tell(alongside_protocol::FeedBody::IncidentReceived(details))
}

fn seats() -> Vec<SeatFilled> {
    vec![SeatFilled::new(Seat::SupportWorker, "Dunlin"), SeatFilled::new(Seat::Officer, "PC Knot")]
}

struct Room {
    worker: Screen,
    crew: Screen,
    inspector: Screen,
    desk: Screen,
}

impl Room {
    async fn open(stand: &Stand, people: &[Person; 4]) -> Result<Self> {
        let [worker, crew, inspector, desk] = people;
        Ok(Self {
            worker: stand.screen(worker).await?,
            crew: stand.screen(crew).await?,
            inspector: stand.screen(inspector).await?,
            desk: stand.screen(desk).await?,
        })
    }

    async fn response_is(&self, number: &str, state: ResponseState) -> Result<()> {
        self.worker
            .wait_for(&format!("{number} is {state:?}"), |seen| {
                (seen.row(number)?.responses.first()?.state == state).then_some(())
            })
            .await
    }

    async fn job_is(&self, state: DeploymentState) -> Result<()> {
        self.crew
            .wait_for(&format!("the job is {state:?}"), |seen| {
                seen.jobs().any(|job| job.view.state == state).then_some(())
            })
            .await
    }
}

#[rstest]
#[case::embedded(Engines::Embedded)]
#[case::shared(Engines::Shared)]
#[tokio::test]
async fn worker_crew_and_inspector_from_call_to_outcome(#[case] engines: Engines) -> Result<()> {
    if !engines.are_there("worker_crew_and_inspector_from_call_to_outcome") {
        return Ok(());
    }
    let people = [
        Person::worker("linnet"),
        Person::crew("dunlin", "car-1"),
        Person::inspector("curlew"),
        Person::desk("wigeon"),
    ];
    let stand = Stand::start(engines, 1, &people.each_ref()).await?;
    let room = Room::open(&stand, &people).await?;
    let Room { worker, crew, inspector, desk } = &room;
    let mut story = Story::new("QS-0412");
    let response: ResponseId = story.response();

    // A call comes; it is on the board without anything personal.
    let call = opening(&mut story);
    let remark = story.remark(REMARK);
    stand.feed.tell(stand.node(), &[call, remark]).await?;
    room.response_is("QS-0412", ResponseState::Notified).await?;
    inspector
        .wait_for("one call waits for review", |seen| (seen.figures.as_ref()?.waiting_review == 1).then_some(()))
        .await?;

    // Claimed, opened, rung; the call goes wrong and the room is asked for a quicker response.
    worker.accept(Command::ClaimResponse { response: response.clone() }).await?;
    let file = worker.file("QS-0412").await?;
    assert_eq!(file.address, Some(Private::from(ADDRESS)));
    assert_eq!(file.people[0].name, Some(Private::from(NAME)));
    assert!(file.timeline.iter().any(|entry| entry.text == Some(Private::from(REMARK))), "the log is in the file");
    worker
        .accept(Command::RecordSafeContact {
            response: response.clone(),
            record: SafeContact {
                number: Private::from(PHONE),
                safe_to_ring: true,
                code_word: Private::from(CODE_WORD),
                ..SafeContact::default()
            },
        })
        .await?;
    let next_at = now_ms() + 3_600_000;
    worker
        .accept(Command::RecordContact {
            response: response.clone(),
            attempt: ContactAttempt {
                channel: ContactChannel::Phone,
                result: ContactResult::SpokeSafely,
                number: Private::from(PHONE),
                note: Private::from(NOTE),
                next_at: Some(next_at),
            },
        })
        .await?;
    inspector
        .wait_for("the inspector knows when the next try is due", |seen| {
            (seen.brief("QS-0412")?.responses.first()?.contact_due_at == Some(next_at)).then_some(())
        })
        .await?;
    worker
        .accept(Command::RequestEscalation {
            response: response.clone(),
            kind: EscalationKind::QuickerResponse,
            reason: Private::from(REASON),
        })
        .await?;
    let escalation = EscalationId::of(&response, 1);
    desk.wait_for("the desk hears the escalation", |seen| {
        seen.row("QS-0412")?.responses.first()?.escalation.as_ref().map(|_| ())
    })
    .await?;
    desk.accept(Command::AcknowledgeEscalation { escalation }).await?;

    // Only the force regrades (I6), and that is the answer.
    let mut story = story.from_now();
    let regrade = story.graded("1");
    stand.feed.tell(stand.node(), &[regrade]).await?;
    worker
        .wait_for("the regrade answers the escalation", |seen| {
            let row = seen.row("QS-0412")?;
            let state = row.responses.first()?.escalation.as_ref()?.state;
            (row.grade == "1" && state == EscalationState::Regraded).then_some(())
        })
        .await?;

    // A car may not go yet; then the gate opens.
    crew.accept(Command::StartShift { car: "car-1".into(), seats: seats() }).await?;
    let send = || Command::SendCar {
        response: response.clone(),
        car: "car-1".into(),
        override_reason: None,
        next_best: false,
    };
    let refusal = worker.refuse(send()).await?;
    assert_eq!(refusal.code, RefusalCode::GateClosed);
    let opens = story.opens_gate();
    stand.feed.tell(stand.node(), &opens).await?;
    worker
        .wait_for("the gate opens", |seen| (seen.row("QS-0412")?.gate.state == GateState::Open).then_some(()))
        .await?;
    worker.accept(send()).await?;
    room.job_is(DeploymentState::Offered).await?;

    // Offered: where to go, not whom it concerns.
    let file = crew.file("QS-0412").await?;
    assert_eq!(file.address, Some(Private::from(ADDRESS)));
    let ours = |entry: &&TimelineEntry| entry.origin != TimelineOrigin::Force && entry.topic != TimelineTopic::Car;
    let told: Vec<_> = file.timeline.iter().filter(ours).map(|entry| entry.words.clone()).collect();
    ensure!(told.is_empty(), "I5: what our people found and decided is not a crew's to know yet: {told:?}");
    let seen = crew.now();
    let personal: Vec<&str> = [NAME, PHONE, REMARK, THRIVE].into_iter().chain(OURS).collect();
    canary::absent("the crew's frames before it has acknowledged", seen.raw.join("\n"), &personal)?;

    // Acknowledged: whom it concerns, too. The open file is sent again by itself.
    let deployment = DeploymentId::of(&response, 1);
    crew.accept(Command::AcknowledgeOffer { deployment: deployment.clone() }).await?;
    crew.wait_for("the file with names, once acknowledged", |seen| {
        let file = seen.files.get(&"QS-0412".into())?;
        (file.people.first()?.name == Some(Private::from(NAME))).then_some(())
    })
    .await?;
    crew.accept(Command::GoEnRoute { deployment: deployment.clone() }).await?;
    inspector
        .wait_for("the inspector sees the car on its way", |seen| {
            let car = seen.brief("QS-0412")?.responses.first()?.car.clone()?;
            (car.state == DeploymentState::EnRoute && seen.car("car-1")?.status == CarStatus::Committed).then_some(())
        })
        .await?;
    crew.accept(Command::ArriveAtScene { deployment: deployment.clone() }).await?;
    crew.accept(Command::RecordOutcome {
        response: response.clone(),
        outcome: Outcome {
            kind: OutcomeKind::EngagedByVisit,
            referral: ReferralDecision::Referred,
            services: vec!["Refuge placement".to_owned()],
            refuge_placed: true,
            children_placed: 1,
            safety_plan_made: true,
            answers: [("listened_to".to_owned(), 1)].into(),
            note: Private::from(NOTE),
        },
    })
    .await?;
    crew.accept(Command::ResumeCar { deployment }).await?;
    worker.accept(Command::CloseResponse { response: response.clone() }).await?;
    room.response_is("QS-0412", ResponseState::Closed).await?;

    inspector
        .wait_for("nobody is to be reached any more", |seen| {
            seen.brief("QS-0412")?.responses.first()?.contact_due_at.is_none().then_some(())
        })
        .await?;

    // The figures moved, for the inspector and the room alike.
    for screen in [worker, inspector] {
        screen
            .wait_for("the figures hold what was done", |seen| {
                let figures = seen.figures.as_ref()?;
                let done = (
                    figures.counts.received,
                    figures.waiting_review,
                    figures.counts.reviewed,
                    figures.counts.contacted,
                    figures.counts.visited,
                );
                let outcome = (
                    figures.counts.referred,
                    figures.counts.refuge_placed,
                    figures.counts.escalations_regraded,
                    figures.escalations_open,
                );
                (done == (1, 0, 1, 1, 1) && outcome == (1, 1, 1, 0)).then_some(())
            })
            .await?;
    }
    crew.wait_for("the crew's list is empty and its car free", |seen| {
        (seen.jobs().count() == 0 && seen.car("car-1")?.status == CarStatus::Available).then_some(())
    })
    .await?;
    for screen in [worker, crew, inspector, desk] {
        screen.no_gap()?;
    }
    least_sight(&stand, &room).await
}

/// I5 and I10: nobody saw more than they may, and nothing personal can be read in what the server left behind.
async fn least_sight(stand: &Stand, room: &Room) -> Result<()> {
    let all: Vec<&str> = FROM_FORCE.into_iter().chain(OURS).collect();
    canary::absent("the inspector's frames", room.inspector.now().raw.join("\n"), &all)?;
    // The desk opened no file: what it has are rows.
    canary::absent("rows, deltas and answers", room.desk.now().raw.join("\n"), &all)?;
    let worker = room.worker.now().raw;
    let (files, rest): (Vec<_>, Vec<_>) = worker.into_iter().partition(|text| text.contains("\"type\":\"file\""));
    canary::absent("the worker's frames other than the file", rest.join("\n"), &all)?;
    ensure!(canary::found(files.join("\n").as_bytes(), &all).len() == all.len(), "the worker's file holds all of it");
    let node = stand.node();
    canary::absent("/metrics", node.text("/metrics").await?, &all)?;
    canary::absent("/readyz", node.text("/readyz").await?, &all)?;
    canary::absent("the server's log", node.log().text(), &all)?;
    canary::absent("the database", stand.database_bytes()?, &all)?;
    if let Some(redis) = &stand.redis {
        let dump = redis.dump()?;
        ensure!(canary::found(&dump, &["QS-0412"]).len() == 1, "the dump of Redis holds the board");
        canary::absent("Redis", dump, &all)?;
    }
    Ok(())
}

#[tokio::test]
async fn i5_a_crew_sees_nothing_of_an_incident_that_is_not_its_job() -> Result<()> {
    let (worker, crew) = (Person::worker("linnet"), Person::crew("dunlin", "car-1"));
    let other = Person::crew("sanderling", "car-2");
    let stand = Stand::start(Engines::Embedded, 1, &[&worker, &crew, &other]).await?;
    let (worker, crew, other) = (stand.screen(&worker).await?, stand.screen(&crew).await?, stand.screen(&other).await?);
    let mut story = Story::new("QS-0500");
    let mut events = vec![opening(&mut story), story.remark(REMARK)];
    events.extend(story.opens_gate());
    stand.feed.tell(stand.node(), &events).await?;
    for (screen, car) in [(&crew, "car-1"), (&other, "car-2")] {
        screen.accept(Command::StartShift { car: car.into(), seats: seats() }).await?;
    }
    worker
        .accept(Command::SendCar {
            response: story.response(),
            car: "car-1".into(),
            override_reason: None,
            next_best: false,
        })
        .await?;
    crew.wait_for("the offer", |seen| seen.jobs().next().map(|_| ())).await?;

    // The other crew is told what a stranger is told.
    for number in ["QS-0500", "QS-9999"] {
        other.say(&alongside_protocol::ClientFrame::Open { incident: number.into() }).await?;
        let refusal = other
            .wait_for("the file is not opened", |seen| {
                seen.file_closed.iter().find(|(closed, _)| closed.0 == number).and_then(|(_, refusal)| refusal.clone())
            })
            .await?;
        assert_eq!(refusal.code, RefusalCode::NotFound, "{number}");
    }
    let refusal =
        other.refuse(Command::AcknowledgeOffer { deployment: DeploymentId::of(&story.response(), 1) }).await?;
    assert_eq!(refusal.code, RefusalCode::NotFound);
    let refusal = other
        .refuse(Command::AddNote {
            response: story.response(),
            text: Private::from("x"),
            corrects: None,
            kept: Kept::Shared,
        })
        .await?;
    assert_eq!(refusal.code, RefusalCode::NotFound);
    let seen = other.now();
    assert_eq!(seen.jobs().count(), 0);
    assert!(seen.car("car-1").is_none(), "another crew's car is not on this screen");
    canary::absent("the other crew's frames", seen.raw.join("\n"), &FROM_FORCE)
}

#[tokio::test]
async fn a_new_call_revokes_the_gate_and_calls_the_car_back() -> Result<()> {
    let (worker, crew) = (Person::worker("linnet"), Person::crew("dunlin", "car-1"));
    let inspector = Person::inspector("curlew");
    let stand = Stand::start(Engines::Embedded, 1, &[&worker, &crew, &inspector]).await?;
    let (worker, crew) = (stand.screen(&worker).await?, stand.screen(&crew).await?);
    let inspector = stand.screen(&inspector).await?;
    let mut story = Story::new("QS-0600");
    let mut events = vec![story.received()];
    events.extend(story.opens_gate());
    stand.feed.tell(stand.node(), &events).await?;
    crew.accept(Command::StartShift { car: "car-1".into(), seats: seats() }).await?;
    worker
        .accept(Command::SendCar {
            response: story.response(),
            car: "car-1".into(),
            override_reason: None,
            next_best: false,
        })
        .await?;
    let deployment = DeploymentId::of(&story.response(), 1);
    crew.accept(Command::AcknowledgeOffer { deployment: deployment.clone() }).await?;
    crew.accept(Command::GoEnRoute { deployment: deployment.clone() }).await?;

    let again = [story.new_call("he is back"), story.suspect(SuspectWhereabouts::Returned)];
    stand.feed.tell(stand.node(), &again).await?;
    crew.wait_for("the crew is told to leave", |seen| {
        seen.jobs().any(|job| job.view.recall_unconfirmed && job.view.because.is_some()).then_some(())
    })
    .await?;
    worker
        .wait_for("the gate is revoked", |seen| (seen.row("QS-0600")?.gate.state == GateState::Revoked).then_some(()))
        .await?;
    let since = worker.now().row("QS-0600").and_then(|row| row.gate.since);
    ensure!(since.is_some());
    inspector
        .wait_for("the inspector knows since when", |seen| {
            let brief = seen.brief("QS-0600")?;
            (brief.gate == GateState::Revoked && brief.gate_since == since).then_some(())
        })
        .await?;
    let refusal = crew.refuse(Command::ArriveAtScene { deployment: deployment.clone() }).await?;
    assert_eq!(refusal.code, RefusalCode::WrongState);
    crew.accept(Command::ConfirmRecall { deployment }).await?;
    crew.wait_for("the car is free again", |seen| (seen.car("car-1")?.status == CarStatus::Available).then_some(()))
        .await
}
