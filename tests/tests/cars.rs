//! Support cars over the wire: who was first to a car, the next best one, where cars are, plans, and calls for help.

use std::time::Duration;

use alongside_protocol::{
    ClientFrame, Command, DeploymentId, FeedEvent, RefusalCode, ResponseId,
    record::{CarNeeds, PlannedJob, SeatFilled},
    tracking::PositionAnswer,
    vocabulary::{CarChoice, DeploymentState, EtaSource, GateState, RoadsHealth, Seat, SosEnding},
};
use alongside_tests::{
    Result,
    feed::{Story, rfc3339},
    people::Person,
    screen::{Screen, new_id, now_ms},
    seen::Answer,
    stand::{Engines, Stand},
};
use anyhow::{Context, bail, ensure};
use reqwest::StatusCode;
use rstest::rstest;
use serde_json::json;

fn seats() -> Vec<SeatFilled> {
    vec![SeatFilled::new(Seat::SupportWorker, "Dunlin"), SeatFilled::new(Seat::Officer, "PC Knot")]
}

fn send(response: &ResponseId, car: &str, next_best: bool) -> Command {
    Command::SendCar { response: response.clone(), car: car.into(), override_reason: None, next_best }
}

/// So many calls, each looked at and with an open gate; and both cars on duty.
async fn ready(stand: &Stand, worker: &Screen, numbers: &[&str]) -> Result<Vec<ResponseId>> {
    let mut responses = Vec::new();
    for number in numbers {
        let mut story = Story::new(number);
        let mut facts: Vec<FeedEvent> = vec![story.received()];
        facts.extend(story.opens_gate());
        stand.feed.tell(stand.node(), &facts).await?;
        let response = story.response();
        worker.wait_for(number, |seen| seen.row(number).map(|_| ())).await?;
        worker.accept(Command::ClaimResponse { response: response.clone() }).await?;
        responses.push(response);
    }
    for car in ["car-1", "car-2"] {
        worker.accept(Command::StartShift { car: car.into(), seats: seats() }).await?;
    }
    Ok(responses)
}

async fn recommend(screen: &Screen, response: &ResponseId) -> Result<alongside_protocol::view::Recommendation> {
    screen.say(&ClientFrame::Recommend { response: response.clone() }).await?;
    let answer = screen.wait_for("the cars for it", |seen| seen.recommended.get(response).cloned()).await?;
    answer.map_err(|refusal| anyhow::anyhow!("{refusal:?}"))
}

#[tokio::test]
async fn i7_two_workers_on_two_servers_and_one_car() -> Result<()> {
    if !Engines::Shared.are_there("i7_two_workers_on_two_servers_and_one_car") {
        return Ok(());
    }
    let people = [Person::worker("linnet"), Person::worker("siskin")];
    let stand = Stand::start(Engines::Shared, 2, &people.each_ref()).await?;
    let linnet = Screen::open(&stand.nodes[0], &people[0]).await?;
    let siskin = Screen::open(&stand.nodes[1], &people[1]).await?;
    // Eight races for the same car, each between two jobs and two servers.
    for round in 0..8 {
        let numbers = [format!("QS-{}", 2_000 + round * 2), format!("QS-{}", 2_001 + round * 2)];
        let names: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let jobs = if round == 0 {
            ready(&stand, &linnet, &names).await?
        } else {
            let mut jobs = Vec::new();
            for name in &names {
                let mut story = Story::new(name);
                let mut facts = vec![story.received()];
                facts.extend(story.opens_gate());
                stand.feed.tell(stand.node(), &facts).await?;
                jobs.push(story.response());
            }
            jobs
        };
        for screen in [&linnet, &siskin] {
            screen
                .wait_for("both calls, and their gates open, on either server", |seen| {
                    let open = |name: &&str| seen.row(name).is_some_and(|row| row.gate.state == GateState::Open);
                    names.iter().all(open).then_some(())
                })
                .await?;
        }
        let before = now_ms();
        let (one, other) = (new_id(), new_id());
        let (first, second) = (send(&jobs[0], "car-1", false), send(&jobs[1], "car-1", false));
        tokio::try_join!(linnet.send(one, &first), siskin.send(other, &second))?;
        let answers = tokio::try_join!(linnet.answer(one), siskin.answer(other))?;
        let (refusal, winner, job) = match answers {
            (Answer::Accepted { .. }, Answer::Refused(refusal)) => (refusal, "Linnet", &jobs[0]),
            (Answer::Refused(refusal), Answer::Accepted { .. }) => (refusal, "Siskin", &jobs[1]),
            both => bail!("one wins and one does not: {both:?}"),
        };
        ensure!(refusal.code == RefusalCode::CarBusy, "{refusal:?}");
        ensure!(refusal.who.as_deref() == Some(winner), "who was first: {refusal:?}");
        ensure!(refusal.when.is_some_and(|when| when >= before - 1_000 && when <= now_ms()), "and when: {refusal:?}");
        let next = refusal.next_car.context("and the next best car")?;
        ensure!((next.car.as_str(), next.call_sign.as_str()) == ("car-2", "QS02"), "{next:?}");
        // Both screens agree, and the car is freed for the next race.
        for screen in [&linnet, &siskin] {
            let active = DeploymentId::of(job, 1);
            screen
                .wait_for("the car has one job", |seen| {
                    let car = seen.car("car-1")?;
                    (car.active.as_ref() == Some(&active) && car.queue.is_empty()).then_some(())
                })
                .await?;
        }
        linnet
            .accept(Command::StandDown { deployment: DeploymentId::of(job, 1), reason: "The next race".into() })
            .await?;
        siskin.wait_for("the car is free", |seen| seen.car("car-1")?.active.is_none().then_some(())).await?;
        linnet.no_gap()?;
        siskin.no_gap()?;
    }
    Ok(())
}

#[rstest]
#[case::embedded(Engines::Embedded, 1)]
#[case::shared(Engines::Shared, 2)]
#[tokio::test]
async fn where_a_car_declines_the_next_best_one_is_asked_once(
    #[case] engines: Engines,
    #[case] nodes: usize,
) -> Result<()> {
    if !engines.are_there("where_a_car_declines_the_next_best_one_is_asked_once") {
        return Ok(());
    }
    let people = [Person::worker("linnet"), Person::crew("dunlin", "car-1"), Person::crew("knot", "car-2")];
    let stand = Stand::start(engines, nodes, &people.each_ref()).await?;
    let worker = stand.screen(&people[0]).await?;
    let jobs = ready(&stand, &worker, &["QS-2100"]).await?;
    let last = stand.nodes.last().context("a node")?;
    let (first, second) = (stand.screen(&people[1]).await?, Screen::open(last, &people[2]).await?);
    worker.accept(send(&jobs[0], "car-1", true)).await?;
    let job = DeploymentId::of(&jobs[0], 1);
    first.wait_for("the offer", |seen| seen.jobs().next().map(|_| ())).await?;
    first.accept(Command::DeclineOffer { deployment: job, reason: "A flat tyre".into() }).await?;
    let offered = second
        .wait_for("the next best car is asked", |seen| {
            seen.jobs().find(|job| job.view.state == DeploymentState::Offered).cloned()
        })
        .await?;
    ensure!(offered.deployment == DeploymentId::of(&jobs[0], 2) && offered.view.next_best, "{offered:?}");
    second.accept(Command::DeclineOffer { deployment: offered.deployment, reason: "At the hospital".into() }).await?;
    let wanted = worker
        .wait_for("nobody else can", |seen| {
            let wanted = seen.row("QS-2100")?.responses[0].car_wanted.clone()?;
            wanted.because.contains("no other car").then_some(wanted)
        })
        .await?;
    ensure!(wanted.because.starts_with("QS02 declined the job"), "{wanted:?}");
    let seen = worker.now();
    let deployments = seen.row("QS-2100").context("the row")?.responses[0].deployment.clone().context("a job")?;
    ensure!(deployments.deployment == DeploymentId::of(&jobs[0], 2), "each car was asked once: {deployments:?}");
    Ok(())
}

#[rstest]
#[case::embedded(Engines::Embedded, 1)]
#[case::shared(Engines::Shared, 2)]
#[tokio::test]
async fn positions_come_from_trackers_and_tablets_and_are_no_part_of_the_record(
    #[case] engines: Engines,
    #[case] nodes: usize,
) -> Result<()> {
    if !engines.are_there("positions_come_from_trackers_and_tablets_and_are_no_part_of_the_record") {
        return Ok(());
    }
    let people = [Person::worker("linnet"), Person::crew("dunlin", "car-1"), Person::inspector("curlew")];
    let stand = Stand::start(engines, nodes, &people.each_ref()).await?;
    let last = stand.nodes.last().context("a node")?;
    let worker = Screen::open(last, &people[0]).await?;
    let (crew, inspector) = (stand.screen(&people[1]).await?, stand.screen(&people[2]).await?);
    // Of a car off duty nothing is shared.
    crew.say(&ClientFrame::Position { lat: 54.48, lon: -1.52, accuracy_m: Some(6.0), at: now_ms() }).await?;
    let beats = worker.now().beats;
    worker.wait_for("time enough to share it", |seen| (seen.beats >= beats + 2).then_some(())).await?;
    ensure!(worker.now().positions.is_empty(), "{:?}", worker.now().positions);
    ready(&stand, &worker, &["QS-2050"]).await?;
    let tracker = stand.node().settings.issue_token("tracker", "quayside")?;
    let post = async |token: &str, body: serde_json::Value| {
        let request = stand.node().http.post(stand.node().url("/feed/v1/positions")).bearer_auth(token).json(&body);
        let answer = request.send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        anyhow::Ok((status, text))
    };
    let at = rfc3339(now_ms() - 30_000);
    let (status, text) = post(
        &tracker,
        json!([
            { "car": "QS02", "lat": 54.51, "lon": -1.51, "accuracy_m": 12.5, "at": at },
            { "car": "car-9", "lat": 54.51, "lon": -1.51 },
            { "car": "car-2", "lat": 154.51, "lon": -1.51 },
            { "car": "car-2", "lat": 54.51, "lon": -1.51, "at": rfc3339(now_ms() - 3_600_000) },
            { "car": "car-2", "lat": 54.51 },
            { "car": "car-2", "lat": 54.51, "lon": -1.51, "victim": "somebody" },
        ]),
    )
    .await?;
    let answer: PositionAnswer = serde_json::from_str(&text).with_context(|| text.clone())?;
    ensure!(status == StatusCode::MULTI_STATUS && answer.taken == 1, "{status} {text}");
    let faults: Vec<(usize, &str)> = answer.refused.iter().map(|one| (one.index, one.fault.field.as_str())).collect();
    ensure!(faults.iter().map(|(index, _)| *index).eq(1..6), "{faults:?}");
    ensure!(faults[..3] == [(1, "car"), (2, "lat"), (3, "at")], "{faults:?}");
    ensure!(answer.refused[0].fault.allowed.contains("car-1 or QS01"), "{answer:?}");
    // The tablet says where it is; both are seen on the other node, with age and accuracy.
    crew.say(&ClientFrame::Position { lat: 54.49, lon: -1.52, accuracy_m: Some(6.0), at: now_ms() }).await?;
    let seen = worker.wait_for("both cars", |seen| (seen.positions.len() == 2).then(|| seen.positions.clone())).await?;
    ensure!(seen[1].car.as_str() == "car-2" && seen[1].accuracy_m == Some(12.5), "{seen:?}");
    ensure!((29_000..40_000).contains(&(now_ms() - seen[1].at)), "its own time: {seen:?}");
    // Nobody else's business, and nothing of it in the journal.
    for other in [crew.now(), inspector.now()] {
        ensure!(other.positions.is_empty() && !other.raw.iter().any(|text| text.contains("54.51")));
    }
    let kept = stand.database_bytes()?;
    ensure!(!kept.windows(5).any(|bytes| bytes == b"54.51"), "a position is live state alone");
    // Each machine has its own door.
    ensure!(post(&stand.feed.token, json!({})).await?.0 == StatusCode::FORBIDDEN, "the feed tells no positions");
    let feed = stand.node().http.post(stand.node().url("/feed/v1/events")).bearer_auth(&tracker).json(&json!([]));
    ensure!(feed.send().await?.status() == StatusCode::FORBIDDEN, "a tracker tells no facts");
    ensure!(post(&tracker, json!([])).await?.0 == StatusCode::PAYLOAD_TOO_LARGE);
    Ok(())
}

#[tokio::test]
async fn cars_are_ranked_and_planned_for_and_a_plan_is_done_whole() -> Result<()> {
    let people = [Person::worker("linnet"), Person::crew("dunlin", "car-1"), Person::inspector("curlew")];
    let stand = Stand::start(Engines::Embedded, 1, &people.each_ref()).await?;
    let worker = stand.screen(&people[0]).await?;
    let jobs = ready(&stand, &worker, &["QS-2200", "QS-2201", "QS-2202"]).await?;
    let needs = CarNeeds { language: "Polish".to_owned(), ..CarNeeds::default() };
    worker.accept(Command::SetCarNeeds { response: jobs[0].clone(), needs }).await?;
    let found = recommend(&worker, &jobs[0]).await?;
    ensure!(found.cars.len() == 2 && found.cars.iter().all(|car| car.choice == CarChoice::Now), "{found:?}");
    ensure!(found.cars[0].source == Some(EtaSource::StraightLine), "no routing engine here: {found:?}");
    ensure!(found.missing == ["No car that is free speaks Polish"], "{found:?}");
    let health = worker.wait_for("a beat", |seen| seen.health.clone()).await?;
    ensure!(health.roads == RoadsHealth::Off, "{health:?}");
    // Only the board asks, and only of what is there.
    let inspector = stand.screen(&people[2]).await?;
    ensure!(recommend(&inspector, &jobs[0]).await.is_err_and(|error| error.to_string().contains("RoleNotAllowed")));
    let nowhere = ResponseId::from("QS-9999#1");
    ensure!(recommend(&worker, &nowhere).await.is_err_and(|error| error.to_string().contains("NotFound")));

    let plan = worker
        .wait_for("a plan for all three", |seen| {
            let plan = seen.plan.clone()?;
            (plan.lines.iter().filter(|line| line.fixed.is_none()).count() == 3).then_some(plan)
        })
        .await?;
    ensure!(plan.proposed.reached == 3 && plan.left.is_empty(), "{plan:?}");
    ensure!(!inspector.now().raw.iter().any(|text| text.contains("\"type\":\"plan\"")), "the board's alone");
    let lines: Vec<PlannedJob> =
        plan.lines.iter().map(|line| PlannedJob { response: line.response.clone(), car: line.car.clone() }).collect();
    worker.accept(Command::ApplyPlan { jobs: lines.clone() }).await?;
    let again = worker.refuse(Command::ApplyPlan { jobs: lines }).await?;
    ensure!(again.code == RefusalCode::QueueChanged && again.who.as_deref() == Some("Linnet"), "{again:?}");
    worker
        .wait_for("what was arranged is fixed", |seen| {
            let plan = seen.plan.as_ref()?;
            (plan.lines.len() == 3 && plan.lines.iter().all(|line| line.fixed.is_some())).then_some(())
        })
        .await?;
    // On its way it has an arrival, and says what it rests on.
    let crew = stand.screen(&people[1]).await?;
    let job = crew
        .wait_for("the offer", |seen| Some(seen.jobs().find(|job| job.queue_place == 0)?.deployment.clone()))
        .await?;
    crew.say(&ClientFrame::Position { lat: 54.55, lon: -1.5, accuracy_m: Some(6.0), at: now_ms() }).await?;
    crew.accept(Command::AcknowledgeOffer { deployment: job.clone() }).await?;
    let eta = worker.wait_for("an arrival", |seen| seen.etas.first().cloned()).await?;
    ensure!(eta.deployment == job && eta.source == EtaSource::StraightLine && eta.arrive_at > now_ms(), "{eta:?}");
    Ok(())
}

#[rstest]
#[case::embedded(Engines::Embedded)]
#[case::shared(Engines::Shared)]
#[tokio::test]
async fn a_call_for_help_reaches_desk_and_inspector_and_says_who_has_it(#[case] engines: Engines) -> Result<()> {
    if !engines.are_there("a_call_for_help_reaches_desk_and_inspector_and_says_who_has_it") {
        return Ok(());
    }
    let people = [
        Person::worker("linnet"),
        Person::crew("dunlin", "car-1"),
        Person::inspector("curlew"),
        Person::desk("wigeon"),
        Person::crew("knot", "car-2"),
    ];
    let stand = Stand::start(engines, 1, &people.each_ref()).await?;
    let worker = stand.screen(&people[0]).await?;
    ready(&stand, &worker, &["QS-2300"]).await?;
    let (crew, inspector) = (stand.screen(&people[1]).await?, stand.screen(&people[2]).await?);
    let (desk, other) = (stand.screen(&people[3]).await?, stand.screen(&people[4]).await?);
    let sos = |screen: &alongside_tests::seen::Seen| screen.car("car-1").and_then(|car| car.sos.clone());
    crew.accept(Command::RaiseSos { car: "car-1".into() }).await?;
    for screen in [&worker, &inspector, &desk, &crew] {
        screen.wait_within("the call for help", Duration::from_secs(2), |seen| sos(seen)).await?;
    }
    inspector.accept(Command::AnswerSos { car: "car-1".into() }).await?;
    for screen in [&worker, &desk, &crew] {
        screen.wait_for("who has it", |seen| (sos(seen)?.answered_by? == "Curlew").then_some(())).await?;
    }
    let late = desk.refuse(Command::AnswerSos { car: "car-1".into() }).await?;
    ensure!(late.who.as_deref() == Some("Curlew"), "{late:?}");
    // Another crew neither sees nor ends it.
    ensure!(sos(&other.now()).is_none());
    let end = || Command::EndSos { car: "car-1".into(), how: SosEnding::CrewSafe };
    ensure!(other.refuse(end()).await?.code == RefusalCode::NotYourCar);
    crew.accept(end()).await?;
    worker.wait_for("it is over", |seen| seen.car("car-1").is_some_and(|car| car.sos.is_none()).then_some(())).await?;
    Ok(())
}
