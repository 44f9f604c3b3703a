//! Erased means gone: from every store, every screen, every node and every backup; and the figures stay.

use std::{sync::Arc, time::Duration};

use alongside_protocol::{
    Command, Private, ResponseId,
    feed::{Location, Person as Named},
    record::{CarNeeds, ContactAttempt, Outcome, SafeContact},
    vocabulary::{ContactChannel, ContactResult, Kept, OutcomeKind, PersonRole, ReferralDecision},
};
use alongside_tests::{
    Result, canary,
    feed::Story,
    office::Office,
    people::{BOARD, Person},
    postgres::Postgres,
    screen::{Screen, now_ms},
    server::{Server, Settings},
    stand::{Engines, Stand},
    wait::{self, PATIENCE},
};
use anyhow::{Context, ensure};
use jiff::{Timestamp, tz::TimeZone};
use reqwest::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};
use tokio::sync::Notify;

const NUMBER: &str = "QS-0999";
/// One word in every personal field of the incident.
const CANARIES: [&str; 11] = [
    "Canaryname Reedmace",
    "01632 960555",
    "9 Canaryhouse Row",
    "canarystreet",
    "canarylanguage",
    "canaryoperator",
    "canaryremark",
    "canarythrive",
    "canarynote",
    "canaryword",
    "canaryoutcome",
];

/// A call, all our work on it, and its end on both sides.
async fn worked_and_closed(stand: &Stand, worker: &Screen) -> Result<ResponseId> {
    let mut story = Story::new(NUMBER);
    let response = story.response();
    let mut details = story.details();
    details.location = Some(Location {
        address: Some(Private::from(CANARIES[2])),
        locality: Some(CANARIES[3].to_owned()),
        lat: Some(54.512_345),
        lon: Some(-1.543_21),
        ..details.location.unwrap_or_default()
    });
    details.people = vec![Named {
        role: PersonRole::Victim,
        name: Some(Private::from(CANARIES[0])),
        age: Some(29),
        phone: Some(Private::from(CANARIES[1])),
        language: Some(CANARIES[4].to_owned()),
        note: None,
    }];
    details.thrive = Some(Private::from(CANARIES[7]));
    let received = story.tell(alongside_protocol::FeedBody::IncidentReceived(details));
    let remark = story.tell(alongside_protocol::FeedBody::RemarkAdded(alongside_protocol::feed::Remark {
        text: Private::from(CANARIES[6]),
        by: Some(CANARIES[5].to_owned()),
        police_only: false,
    }));
    stand.feed.tell(stand.node(), &[received, remark]).await?;
    worker.wait_for("the row", |seen| seen.row(NUMBER).map(|_| ())).await?;
    worker.accept(Command::ClaimResponse { response: response.clone() }).await?;
    let text = |place: usize| Private::from(CANARIES[place]);
    worker
        .accept(Command::AddNote { response: response.clone(), text: text(8), corrects: None, kept: Kept::Charity })
        .await?;
    let record = SafeContact { number: text(1), code_word: text(9), safe_to_ring: true, ..SafeContact::default() };
    worker.accept(Command::RecordSafeContact { response: response.clone(), record }).await?;
    let attempt = ContactAttempt {
        channel: ContactChannel::Phone,
        result: ContactResult::SpokeSafely,
        number: text(1),
        note: text(8),
        next_at: None,
    };
    worker.accept(Command::RecordContact { response: response.clone(), attempt }).await?;
    let needs = CarNeeds { language: "Tamil".to_owned(), ..CarNeeds::default() };
    worker.accept(Command::SetCarNeeds { response: response.clone(), needs }).await?;
    worker.accept(Command::PassOn { response: response.clone(), to: "Sunday team".to_owned(), note: text(8) }).await?;
    let outcome = Outcome {
        kind: OutcomeKind::EngagedByPhone,
        referral: ReferralDecision::NotOffered,
        services: Vec::new(),
        refuge_placed: false,
        children_placed: 0,
        safety_plan_made: true,
        answers: std::collections::BTreeMap::new(),
        note: text(10),
    };
    worker.accept(Command::ClaimResponse { response: response.clone() }).await?;
    worker.accept(Command::RecordOutcome { response: response.clone(), outcome }).await?;
    worker.accept(Command::CloseResponse { response: response.clone() }).await?;
    stand.feed.tell(stand.node(), &[story.closed()]).await?;
    Ok(response)
}

/// Today and yesterday, as the board's own days.
async fn figures(server: &Server, person: &Person) -> Result<Value> {
    let today = Timestamp::from_millisecond(now_ms())?.to_zoned(TimeZone::get("Europe/London")?).date();
    let path = format!("/api/v1/figures?board={BOARD}&from={}&to={today}", today.yesterday()?);
    let token = server.token(person).await?;
    let answer = server.http.get(server.url(&path)).bearer_auth(token).send().await?;
    let body: Value = answer.json().await?;
    Ok(alongside_tests::http::figures(&body))
}

/// Tells of other incidents, without a pause, until it is told to stop.
async fn load(stand: &Stand, stop: &Notify) -> Result<u32> {
    let mut told = 0;
    loop {
        let mut story = Story::new(&format!("QS-2{told:03}"));
        let events = [story.received(), story.remark("somebody else's"), story.at_scene("QA12")];
        stand.feed.tell(stand.nodes.last().context("no node")?, &events).await?;
        told += 1;
        if tokio::time::timeout(Duration::from_millis(20), stop.notified()).await.is_ok() {
            return Ok(told);
        }
    }
}

/// What a backup of the journal is, without the data keys, as `docs/operations.md` says.
fn back_up(stand: &Stand) -> Result<Vec<u8>> {
    if let Some(postgres) = &stand.postgres {
        return Ok(postgres
            .dump_without(&["data_key", "trait_index", "quarantine", "tally", "read_model", "past_call", "past_day"])?
            .into_bytes());
    }
    let file = stand.folder.path().join("backup.db");
    stand.node().settings.succeed(&["backup", "--out", &file.display().to_string()], "")?;
    Ok(std::fs::read(file)?)
}

/// A server on the backup, with today's keys.
async fn restored(stand: &Stand, backup: &[u8], keys: &str) -> Result<(Server, Option<Postgres>)> {
    let folder = stand.folder.path().join("restored");
    let mut settings = Settings::new(&folder)?;
    for key in ["token_key_file", "master_key_file"] {
        let name = if key == "token_key_file" { "token.key" } else { "master.key" };
        let file = match &stand.postgres {
            Some(_) => stand.folder.path().join("keys").join(name),
            None => stand.node().settings.data_dir.join("keys").join(name),
        };
        settings = settings.with(key, &file.display().to_string());
    }
    let mut postgres = None;
    if stand.postgres.is_some() {
        let other = Postgres::start()?;
        other.load(std::str::from_utf8(backup)?)?;
        settings = settings.with("database_url", &other.url());
        postgres = Some(other);
    } else {
        std::fs::write(folder.join("alongside.db"), backup)?;
    }
    settings.succeed(&["data-keys", "import", "--from", keys], "")?;
    Ok((Server::start(settings).await?, postgres))
}

#[rstest]
#[case::embedded(Engines::Embedded, 1)]
#[case::shared(Engines::Shared, 2)]
#[tokio::test]
async fn one_incident_is_erased_under_load_and_is_nowhere_any_more(
    #[case] engines: Engines,
    #[case] nodes: usize,
) -> Result<()> {
    if !engines.are_there("one_incident_is_erased_under_load") {
        return Ok(());
    }
    let (linnet, avocet) = (Person::worker("linnet"), Person::new("avocet", "data_protection"));
    let mut stand = Stand::start(engines, nodes, &[&linnet, &avocet]).await?;
    let worker = stand.screen(&linnet).await?;
    let response = worked_and_closed(&stand, &worker).await?;
    let file = worker.file(NUMBER).await?;
    let whole = serde_json::to_string(&file)?;
    ensure!(
        canary::found(whole.as_bytes(), &CANARIES).len() == 10,
        "the file holds all that was written, but for the street: {whole}"
    );
    let position = worker.now();
    let backup = back_up(&stand)?;

    // Under load, on both nodes, from here on.
    let stop = Arc::new(Notify::new());
    let erased = async {
        let office = Office::of(stand.node(), &avocet).await?;
        let find = async || {
            let body = json!({ "board": BOARD, "phone": CANARIES[1] });
            office.ask("/api/v1/retention/find", &body, StatusCode::OK).await
        };
        ensure!(find().await?["incidents"] == json!([NUMBER]), "found by its telephone");
        let held = json!({ "board": BOARD, "incident": NUMBER, "reason": "A court asks for it" });
        office.ask("/api/v1/retention/hold", &held, StatusCode::NO_CONTENT).await?;
        let erase = json!({ "board": BOARD, "incidents": [NUMBER], "basis": "request", "reason": "Request 7, upheld" });
        let done = async || {
            let ask = async || office.ask("/api/v1/retention/job", &json!({ "board": BOARD }), StatusCode::OK).await;
            wait::until("the job ends", PATIENCE, async || ask().await.is_ok_and(|job| job["job"]["state"] == "done"))
                .await?;
            ask().await
        };
        office.ask("/api/v1/retention/erase", &erase, StatusCode::ACCEPTED).await?;
        let refused = done().await?;
        ensure!(refused["job"]["refused"][0]["incident"] == NUMBER, "held, so not erased: {refused}");
        office.ask("/api/v1/retention/lift", &held, StatusCode::NO_CONTENT).await?;
        let before = figures(stand.node(), &linnet).await?;
        office.ask("/api/v1/retention/erase", &erase, StatusCode::ACCEPTED).await?;
        let ended = done().await?;
        ensure!(ended["job"]["refused"] == json!([]) && ended["job"]["done"] == 1, "{ended}");
        worker
            .wait_for("the open file is closed", |seen| (!seen.files.contains_key(&NUMBER.into())).then_some(()))
            .await?;
        ensure!(find().await?["incidents"] == json!([]), "not found any more");
        stop.notify_one();
        Ok::<Value, anyhow::Error>(before)
    };
    let (told, before) = tokio::join!(load(&stand, &stop), erased);
    let (told, before) = (told?, before?);
    ensure!(told > 2, "there was load: {told}");
    worker.no_gap()?;

    // What was done is counted as before. The load adds calls that nobody has looked at.
    let after = figures(stand.node(), &linnet).await?;
    for count in [
        "reviewed",
        "contacted",
        "engaged",
        "attempts",
        "people_attempted",
        "plans_agreed",
        "contact_median",
        "review_median",
    ] {
        ensure!(before[count] == after[count], "{count}: {before} and {after}");
    }
    ensure!(after["engaged"] == 1.0 && after["received"] == f64::from(told + 1), "{told} and {after}");

    for node in &stand.nodes {
        // A screen that comes back from before it was erased, and one that comes anew.
        for screen in [Screen::resume(node, &linnet, &position).await?, Screen::open(node, &linnet).await?] {
            screen.wait_for("the row is gone", |seen| seen.row(NUMBER).is_none().then_some(())).await?;
            let raw = screen.now().raw.join("\n");
            canary::absent("frames of a screen that comes now", raw, &CANARIES)?;
            screen.say(&alongside_protocol::ClientFrame::Open { incident: NUMBER.into() }).await?;
            screen
                .wait_for("the file is refused", |seen| {
                    seen.file_closed.iter().find(|(number, _)| number.0 == NUMBER).map(|_| ())
                })
                .await?;
            let refused = screen
                .refuse(Command::AddNote {
                    response: response.clone(),
                    text: Private::from("late"),
                    corrects: None,
                    kept: Kept::Shared,
                })
                .await?;
            ensure!(refused.code == alongside_protocol::RefusalCode::NotFound, "{refused:?}");
        }
        canary::absent("the log", node.log().text(), &CANARIES)?;
        canary::absent("the metrics", node.text("/metrics").await?, &CANARIES)?;
    }
    canary::absent("the database", stand.database_bytes()?, &CANARIES)?;
    if let Some(redis) = &stand.redis {
        canary::absent("Redis", redis.dump()?, &CANARIES)?;
    }

    // On record: that it was erased, by whom and why; and nothing of what it was.
    let office = Office::of(stand.node(), &avocet).await?;
    let entries = office.found(json!({ "incident": NUMBER })).await?;
    let erasure = entries.iter().find(|entry| entry["act"] == "erasure").context("no erasure on record")?;
    ensure!(erasure["reason"] == "Request 7, upheld" && erasure["name"] == "Avocet", "{erasure}");
    canary::absent("the ledger", serde_json::to_vec(&entries)?, &CANARIES)?;
    stand.node().settings.succeed(&["verify-audit"], "")?;

    // Whatever starts from the stores has nothing either; then the force speaks of it again.
    for node in 0..stand.nodes.len() {
        stand.nodes[node].kill()?;
        stand.nodes[node].restart().await?;
    }
    let mut again = Story::new(NUMBER).from_now();
    // Its messages have ids of their own: what was told before is known to have been told, also now.
    for _ in 0..4 {
        again.remark("told before");
    }
    let told = again.tell(alongside_protocol::FeedBody::IncidentReceived(again.details()));
    stand.feed.tell(stand.node(), &[told]).await?;
    let worker = stand.screen(&linnet).await?;
    worker.wait_for("it is there again", |seen| seen.row(NUMBER).map(|_| ())).await?;
    let file = serde_json::to_string(&worker.file(NUMBER).await?)?;
    ensure!(file.contains("Test Person"), "what the force says now: {file}");
    canary::absent("the file of what the force says now", file, &CANARIES)?;

    // A backup from before, restored with the keys of today.
    canary::absent("the backup", &backup, &CANARIES)?;
    let keys = stand.folder.path().join("data-keys.ndjson").display().to_string();
    stand.node().settings.succeed(&["data-keys", "export", "--out", &keys], "")?;
    let (server, _postgres) = restored(&stand, &backup, &keys).await?;
    let screen = Screen::open(&server, &linnet).await?;
    screen.wait_for("the row as the backup has it", |seen| seen.row(NUMBER).map(|_| ())).await?;
    let file = serde_json::to_string(&screen.file(NUMBER).await?)?;
    ensure!(file.contains("[erased]"), "it was there, and reads as erased: {file}");
    canary::absent("the file in a restored backup", file, &CANARIES)?;
    canary::absent("frames of a restored backup", screen.now().raw.join("\n"), &CANARIES)
}
