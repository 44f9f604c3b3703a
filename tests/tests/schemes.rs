//! One journey on each shipped scheme file, on the real binary: what is different in it, by configuration alone.

use std::path::Path;

use alongside_protocol::{
    Command, FeedBody, IncidentNumber, Private, RefusalCode, ResponseId,
    feed::IncidentDetails,
    private::Secret,
    record::{ContactAttempt, Outcome, RiskAssessment, SeatFilled},
    view::SchemeView,
    vocabulary::{
        Answer, ContactChannel, ContactResult, EligibilityState, GateMode, GateState, OutcomeKind, ReferralDecision,
        RiskBand, RiskSource, Seat, SuspectWhereabouts,
    },
};
use alongside_tests::{
    Result,
    feed::Story,
    people::Person,
    screen::{Screen, now_ms},
    server::root,
    stand::Stand,
    wait::{PATIENCE, until},
};
use anyhow::{Context, ensure};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;

/// A support worker and a crew of the scheme's first car at work on its own board.
struct Scene {
    stand: Stand,
    board: &'static str,
    worker: Screen,
    scheme: SchemeView,
    told: Person,
}

impl Scene {
    async fn begin(board: &'static str, file: &str, others: &[&Person]) -> Result<Self> {
        let told = Person::worker("linnet").on(board);
        let people: Vec<&Person> = [&told].into_iter().chain(others.iter().copied()).collect();
        let stand = Stand::start_scheme(board, file, &people).await?;
        let worker = stand.screen(&told).await?;
        let scheme = worker.now().scheme.context("no welcome")?;
        Ok(Self { stand, board, worker, scheme, told })
    }

    /// A call that the scheme calls domestic, of its most urgent grade but one.
    async fn call(&self, number: &str, change: impl FnOnce(&mut IncidentDetails)) -> Result<Story> {
        let mut story = Story::new(number);
        let mut details = IncidentDetails {
            opening_code: Some(self.domestic()?),
            grade: self.scheme.grades.get(1).map(|grade| grade.code.clone()),
            location: None,
            ..story.details()
        };
        change(&mut details);
        let event = story.tell(FeedBody::IncidentReceived(details));
        self.stand.feed.tell(self.stand.node(), &[event]).await?;
        self.worker.wait_for("the call", |seen| seen.row(number).map(drop)).await?;
        Ok(story)
    }

    fn domestic(&self) -> Result<String> {
        let file = std::fs::read_dir(root().join("schemes"))?
            .filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok())
            .filter_map(|text| text.parse::<toml::Table>().ok())
            .find(|table| table["id"].as_str() == Some(self.board))
            .context("no file of this board")?;
        let pattern = file["call_types"]["domestic"][0].as_str().context("no domestic call type")?;
        Ok(pattern.replace('*', " CALL"))
    }

    async fn contact(&self, number: &str, result: ContactResult) -> Result<u64> {
        let attempt = ContactAttempt {
            channel: ContactChannel::Phone,
            result,
            number: Private::default(),
            note: Private::default(),
            next_at: None,
        };
        self.worker.accept(Command::RecordContact { response: response(number), attempt }).await
    }

    /// The figures of yesterday and today over HTTP, as a coordinator's page would ask for them.
    async fn figures(&self) -> Result<Value> {
        let token = self.stand.node().token(&self.told).await?;
        let now = Timestamp::from_millisecond(now_ms())?.to_zoned(TimeZone::get(&self.scheme.time_zone)?);
        let path = format!("/api/v1/figures?board={}&from={}&to={}", self.board, now.yesterday()?.date(), now.date());
        let answer = self.stand.node().http.get(self.stand.node().url(&path)).bearer_auth(token).send().await?;
        ensure!(answer.status().is_success(), "{}: {}", answer.status(), answer.text().await?);
        Ok(alongside_tests::http::figures(&answer.json().await?))
    }
}

fn send(number: &str) -> Command {
    Command::SendCar { response: response(number), car: "car-1".into(), override_reason: None, next_best: false }
}

fn response(number: &str) -> ResponseId {
    ResponseId::of(&IncidentNumber::from(number), 1)
}

fn outcome(kind: OutcomeKind) -> Outcome {
    Outcome {
        kind,
        referral: ReferralDecision::NotOffered,
        services: Vec::new(),
        refuge_placed: false,
        children_placed: 0,
        safety_plan_made: true,
        answers: [].into(),
        note: Private::default(),
    }
}

fn seats(all: &[Seat]) -> Vec<SeatFilled> {
    all.iter().map(|seat| SeatFilled::new(*seat, "Tern Avocet")).collect()
}

// Seed 003: "a second response to Domestic Abuse incidents … after the initial response car has visited"; a support
// worker and a plain-clothed officer in one car; counts those engaged "via phone call or visit".
#[tokio::test]
async fn cleveland_support_car_goes_second_and_as_a_pair() -> Result<()> {
    let crew = Person::crew("avocet", "car-1").on("cleveland-car");
    let scene = Scene::begin("cleveland-car", "cleveland-support-car.toml", &[&crew]).await?;
    assert_eq!(scene.scheme.gate, GateMode::AfterFirstResponse);
    ensure!(["Harbour", "Eva", "Foundation"].iter().all(|one| scene.scheme.partners.iter().any(|it| it == one)));
    let number = "CLV-0412";
    let mut story = scene.call(number, |_| ()).await?;
    let tablet = scene.stand.screen(&crew).await?;
    tablet.accept(Command::StartShift { car: "car-1".into(), seats: seats(&[Seat::SupportWorker]) }).await?;

    let early = scene.worker.refuse(send(number)).await?;
    ensure!(matches!(early.code, RefusalCode::GateClosed | RefusalCode::SeatEmpty), "{early:?}");
    let facts = [
        story.at_scene("TK11"),
        story.tell(FeedBody::SuspectWhereabouts(alongside_protocol::feed::SuspectFact {
            whereabouts: SuspectWhereabouts::InCustody,
            by: None,
        })),
        story.tell(FeedBody::SceneDeclaredSafe(alongside_protocol::feed::SceneFact::default())),
    ];
    scene.stand.feed.tell(scene.stand.node(), &facts).await?;
    scene.worker.wait_for("the gate", |seen| (seen.row(number)?.gate.state == GateState::Open).then_some(())).await?;
    let alone = scene.worker.refuse(send(number)).await?;
    assert_eq!(alone.code, RefusalCode::SeatEmpty, "no officer in the car");
    tablet.accept(Command::EndShift { car: "car-1".into() }).await?;
    tablet
        .accept(Command::StartShift { car: "car-1".into(), seats: seats(&[Seat::SupportWorker, Seat::Officer]) })
        .await?;
    scene.worker.accept(send(number)).await?;

    scene.contact(number, ContactResult::NoAnswer).await?;
    scene
        .worker
        .accept(Command::RecordOutcome { response: response(number), outcome: outcome(OutcomeKind::EngagedByVisit) })
        .await?;
    let figures = scene.figures().await?;
    assert_eq!(
        (figures["engaged"].as_f64(), figures["contacted"].as_f64()),
        (Some(1.0), Some(0.0)),
        "engaged by the visit"
    );
    Ok(())
}

// Seed 003: works by telephone between complaint and visit; one talk found that a quicker response was needed; a victim
// and children went into a refuge. Engaging is the conversation itself.
#[tokio::test]
async fn cleveland_control_room_works_by_telephone() -> Result<()> {
    let scene = Scene::begin("cleveland-control-room", "cleveland-control-room.toml", &[]).await?;
    assert_eq!(scene.scheme.gate, GateMode::None);
    ensure!(scene.worker.now().car("car-1").is_none(), "no cars on this board");
    let number = "CLV-0413";
    scene.call(number, |_| ()).await?;
    assert_eq!(scene.worker.now().row(number).context("no row")?.gate.state, GateState::NotUsed);
    let no_car = scene.worker.refuse(send(number)).await?;
    assert_eq!(no_car.code, RefusalCode::GateClosed);
    ensure!(no_car.message.contains("telephone"), "{}", no_car.message);

    scene.contact(number, ContactResult::SpokeSafely).await?;
    let figures = scene.figures().await?;
    assert_eq!(figures["engaged"], 1.0, "spoken with before the police came, and no outcome yet");
    let placed = Outcome { refuge_placed: true, children_placed: 2, ..outcome(OutcomeKind::EngagedByPhone) };
    scene.worker.accept(Command::RecordOutcome { response: response(number), outcome: placed }).await?;
    let figures = scene.figures().await?;
    assert_eq!((figures["refuge_placed"].as_f64(), figures["children_placed"].as_f64()), (Some(1.0), Some(2.0)));
    Ok(())
}

// Seed 000: the worker attends alongside officers; 16 and over with more than one report in twelve months; five counties;
// reports found beneficial and felt listened to.
#[tokio::test]
async fn gwent_goes_with_officers_and_says_whom_it_is_for() -> Result<()> {
    let crew = Person::crew("avocet", "newport").on("gwent-outreach");
    let scene = Scene::begin("gwent-outreach", "gwent-assertive-outreach.toml", &[&crew]).await?;
    assert_eq!((scene.scheme.gate, scene.scheme.person_word.as_str()), (GateMode::Alongside, "survivor"));
    assert_eq!(scene.scheme.sites.len(), 5, "five counties");

    for (number, age, calls, state) in [
        ("GWP-1", 34, Some(2), EligibilityState::Eligible),
        ("GWP-2", 15, Some(2), EligibilityState::NotEligible),
        ("GWP-3", 34, Some(0), EligibilityState::NotEligible),
        ("GWP-4", 34, None, EligibilityState::NotKnown),
    ] {
        scene
            .call(number, |details| {
                details.people[0].age = Some(age);
                details.calls_in_12_months = calls;
            })
            .await?;
        let seen = scene.worker.now();
        let view = seen.row(number).and_then(|row| row.eligibility.clone()).context("no eligibility")?;
        assert_eq!(view.state, state, "{number}: {:?}", view.reasons);
    }
    assert_eq!(scene.worker.now().rows().count(), 4, "no call is hidden for it");

    let open = scene.worker.now().row("GWP-1").context("no row")?.gate.state;
    assert_eq!(open, GateState::Open, "no police unit need have been there first");
    let tablet = scene.stand.screen(&crew).await?;
    tablet.accept(Command::StartShift { car: "newport".into(), seats: seats(&[Seat::SupportWorker]) }).await?;
    let send = || Command::SendCar {
        response: response("GWP-1"),
        car: "newport".into(),
        override_reason: None,
        next_best: false,
    };
    assert_eq!(scene.worker.refuse(send()).await?.code, RefusalCode::SeatEmpty, "the officer goes with her");
    tablet.accept(Command::EndShift { car: "newport".into() }).await?;
    let both = seats(&[Seat::SupportWorker, Seat::Officer]);
    tablet.accept(Command::StartShift { car: "newport".into(), seats: both }).await?;
    scene.worker.accept(send()).await?;
    Ok(())
}

// Seed 002: Salford and Bolton under one scheme; those who would have dropped out are "captured"; satisfaction, attrition,
// demand on Idvas and police time are reported.
#[tokio::test]
async fn greater_manchester_counts_two_sites_and_its_own_questions() -> Result<()> {
    let scene = Scene::begin("greater-manchester-crisis", "greater-manchester-crisis.toml", &[]).await?;
    let sites: Vec<&str> = scene.scheme.sites.iter().map(|site| site.label.as_str()).collect();
    assert_eq!(sites, ["Salford", "Bolton"]);
    let beat = |beat: &'static str| {
        move |details: &mut IncidentDetails| {
            let location = alongside_protocol::feed::Location { beat: Some(beat.to_owned()), ..Default::default() };
            details.location = Some(location);
        }
    };
    scene.call("GMP-1", beat("F2")).await?;
    scene.call("GMP-2", beat("K4")).await?;
    scene.call("GMP-3", beat("K5")).await?;
    let seen = scene.worker.now();
    let site = |number: &str| seen.row(number).and_then(|row| row.site.clone());
    assert_eq!((site("GMP-1").as_deref(), site("GMP-2").as_deref()), (Some("salford"), Some("bolton")));

    let answers = [("captured", 1), ("goes_on_with_prosecution", 0), ("police_minutes_freed", 90)];
    let mut captured = outcome(OutcomeKind::EngagedByVisit);
    captured.answers = answers.iter().map(|(question, answer)| ((*question).to_owned(), *answer)).collect();
    scene.worker.accept(Command::RecordOutcome { response: response("GMP-2"), outcome: captured }).await?;
    let figures = scene.figures().await?;
    for (figure, counted) in [
        ("answer/captured/asked", 1.0),
        ("answer/captured/yes", 1.0),
        ("answer/goes_on_with_prosecution/asked", 1.0),
        ("answer/goes_on_with_prosecution/yes", 0.0),
        ("answer/police_minutes_freed/asked", 1.0),
        ("answer/police_minutes_freed/sum", 90.0),
        ("site/salford/received", 1.0),
        ("site/salford/engaged", 0.0),
        ("site/bolton/received", 2.0),
        ("site/bolton/engaged", 1.0),
    ] {
        assert_eq!(figures[figure], counted, "{figure}");
    }
    Ok(())
}

// Seed 004: the onward side. First contact within five working days; 6–9 is medium; a Dash taken elsewhere is not asked
// again; at most 15 at once for a worker of complex needs; one safe call is not yet engagement.
#[tokio::test]
async fn connect_takes_referrals_by_working_days_and_does_not_ask_again() -> Result<()> {
    let scene = Scene::begin("west-sussex-connect", "safelives-connect.toml", &[]).await?;
    assert_eq!((scene.scheme.gate, scene.scheme.person_word.as_str()), (GateMode::None, "client"));
    assert_eq!(scene.scheme.caseload_ceiling, Some(15));
    assert_eq!(scene.scheme.contact.first_within_working_days, Some(5));
    let number = "WSC-7";
    scene.call(number, |_| ()).await?;
    let seen = scene.worker.now();
    let row = seen.row(number).context("no row")?;
    let due = row.responses[0].contact.first_due_at.context("no day by which to try")?;
    let days = (due - row.received_at) / 86_400_000;
    ensure!((5..=14).contains(&days), "five working days are {days} days");

    let set = &scene.scheme.risk.sets[0];
    assert_eq!((set.medium_from, set.high_from), (Some(6), Some(10)));
    let assessment = |source, yes: usize| RiskAssessment {
        set: set.id.clone(),
        source,
        received_from: Private::from("Sussex Police"),
        answers: Secret(
            set.questions
                .iter()
                .enumerate()
                .map(|(at, one)| (one.code.clone(), if at < yes { Answer::Yes } else { Answer::No }))
                .collect(),
        ),
        judgement: None,
        reason: Private::default(),
        note: Private::default(),
    };
    let record = |assessment| Command::RecordRisk { response: response(number), assessment };
    scene.worker.accept(record(assessment(RiskSource::Received, 6))).await?;
    let band = scene.worker.now().row(number).and_then(|row| Some(row.responses[0].risk.as_ref()?.band));
    assert_eq!(band, Some(RiskBand::Medium));
    let asked_again = scene.worker.refuse(record(assessment(RiskSource::Revisited, 5))).await?;
    assert_eq!(asked_again.allowed.as_deref(), Some("changes only where the answer was \"no\""));
    scene.worker.accept(record(assessment(RiskSource::Revisited, 10))).await?;
    let band = scene.worker.now().row(number).and_then(|row| Some(row.responses[0].risk.as_ref()?.band));
    assert_eq!(band, Some(RiskBand::High));

    scene.contact(number, ContactResult::SpokeSafely).await?;
    assert_eq!(scene.figures().await?["engaged"], 0.0, "one safe call is not engagement here");
    until("the first attempt was made", PATIENCE, async || {
        let seen = scene.worker.now();
        seen.row(number).is_some_and(|row| row.responses[0].contact.first_due_at.is_none())
    })
    .await?;
    Ok(())
}

/// A programme is a file: its id and its name stand nowhere in the code.
#[test]
fn no_schemes_name_stands_in_the_code() -> Result<()> {
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(root().join("schemes"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let table: toml::Table = std::fs::read_to_string(&path)?.parse()?;
            // The demonstration plays its own board by its id.
            if table["id"].as_str() != Some("demo") {
                names.extend(
                    ["id", "name", "force"].iter().filter_map(|key| table[*key].as_str()).map(str::to_lowercase),
                );
            }
        }
    }
    ensure!(names.len() >= 18, "{names:?}");
    let (mut read, mut found) = (0, Vec::new());
    let mut folders: Vec<_> =
        ["protocol/src", "server/src", "server/core/src", "dashboard/src"].iter().map(|it| root().join(it)).collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if is_code(&path) {
                read += 1;
                // A comment may give an example.
                let text = std::fs::read_to_string(&path)?.to_lowercase();
                let text: String = text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
                found.extend(names.iter().filter(|name| text.contains(*name)).map(|name| (path.clone(), name.clone())));
            }
        }
    }
    ensure!(read > 200, "{read} files");
    ensure!(found.is_empty(), "{found:#?}");
    Ok(())
}

fn is_code(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let code = [".rs", ".ts", ".tsx"].iter().any(|end| name.ends_with(end));
    code && !name.contains("test")
}
