//! The force's feed: what is faulty is answered with its reason and kept aside, its neighbours go on (fault 15), and
//! any order and any repeat end in the same board (fault 14).

use alongside_protocol::{
    FeedEvent,
    feed::{FeedAnswer, FeedStatus},
    vocabulary::SuspectWhereabouts,
};
use alongside_tests::{
    Result, canary,
    feed::Story,
    people::Person,
    screen::Screen,
    stand::{Engines, Stand},
};
use anyhow::{Context, ensure};
use rand::{SeedableRng, rngs::StdRng, seq::SliceRandom};
use reqwest::StatusCode;
use serde_json::{Value, json};

/// A personal text inside faulty items: no answer, log or row may repeat it.
const CANARY: &str = "Canaryfault";

struct Bench {
    stand: Stand,
    screen: Screen,
}

impl Bench {
    async fn open() -> Result<Self> {
        let person = Person::worker("linnet");
        let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
        let screen = stand.screen(&person).await?;
        Ok(Self { stand, screen })
    }

    async fn post(&self, items: &Value) -> Result<(StatusCode, FeedAnswer)> {
        self.stand.feed.post(self.stand.node(), items).await
    }
}

/// A whole item to spoil.
fn item(number: &str) -> Value {
    let mut story = Story::new(number);
    let mut event = serde_json::to_value(story.received()).unwrap_or_default();
    event["data"]["people"][0]["name"] = CANARY.into();
    event
}

type Spoil = fn(&mut Value);

/// What is wrong, how to make it so, the field that must be named, and words of what was found and what is allowed.
const FAULTS: &[(&str, Spoil, &str, &str, &str)] = &[
    ("bad grade", |v| v["data"]["grade"] = "9".into(), "data.grade", "\"9\"", "1, 2, 3"),
    ("no grade", |v| drop(v["data"].as_object_mut().map(|d| d.remove("grade"))), "data.grade", "nothing", "1, 2, 3"),
    (
        "no opening code",
        |v| drop(v["data"].as_object_mut().map(|d| d.remove("opening_code"))),
        "data.opening_code",
        "nothing",
        "code",
    ),
    ("unknown call type", |v| v["data"]["opening_code"] = "PICNIC".into(), "data.opening_code", "PICNIC", "call_types"),
    ("time without zone", |v| v["at"] = "2026-11-21T14:03:10".into(), "at", "without zone", "RFC 3339"),
    ("no time", |v| v["at"] = "yesterday".into(), "at", "yesterday", "RFC 3339"),
    ("a time far ahead", |v| v["at"] = "2199-01-01T00:00:00Z".into(), "at", "2199", "not more than a day ahead"),
    ("time as a number", |v| v["at"] = 1_795_000_000.into(), "at", "1795000000", "RFC 3339"),
    (
        "coordinate outside",
        |v| v["data"]["location"]["lat"] = json!(51.5),
        "data.location",
        "a place outside",
        "lat 54 to 55",
    ),
    (
        "half a coordinate",
        |v| drop(v["data"]["location"].as_object_mut().map(|l| l.remove("lon"))),
        "data.location.lon",
        "nothing",
        "together",
    ),
    ("coordinate as text", |v| v["data"]["location"]["lat"] = "54.5".into(), "data.location", "string", "f64"),
    ("unknown type", |v| v["type"] = "incident_vanished".into(), "type", "incident_vanished", "incident_received"),
    ("no type", |v| drop(v.as_object_mut().map(|v| v.remove("type"))), "type", "nothing", "incident_received"),
    ("another schema", |v| v["schema"] = "alongside.feed/9".into(), "schema", "alongside.feed/9", "alongside.feed/1"),
    ("no message id", |v| v["message_id"] = "".into(), "message_id", "an empty text", "1 to 200"),
    ("no source", |v| v["source"] = Value::Null, "source", "null", "1 to 200"),
    ("incident as a number", |v| v["incident"] = 412.into(), "incident", "412", "1 to 200"),
    ("a line break in the number", |v| v["incident"] = "QS\n1".into(), "incident", "4 characters", "1 to 200"),
    ("unknown key", |v| v["colour"] = "red".into(), "colour", "not known", "message_id"),
    ("unknown key inside", |v| v["data"]["colour"] = "red".into(), "data.colour", "not known", "grade"),
    (
        "unknown hazard",
        |v| v["data"]["hazards"] = json!(["dragon"]),
        "data.hazards",
        "a word that is not known",
        "firearm",
    ),
    ("an age below none", |v| v["data"]["people"][0]["age"] = json!(-1), "data.people", "integer", "u8"),
    (
        "NUL in a name",
        |v| v["data"]["people"][0]["name"] = format!("{CANARY}\0").into(),
        "data.people.name",
        "NUL",
        "without NUL",
    ),
    (
        "a name of 201 characters",
        |v| v["data"]["people"][0]["name"] = CANARY.repeat(20).into(),
        "data.people.name",
        "220 characters",
        "at most 200",
    ),
    (
        "a remark of 1 MiB",
        |v| {
            v["type"] = "remark_added".into();
            v["data"] = json!({ "text": CANARY.repeat(100_000) });
        },
        "data.text",
        "1100000 characters",
        "at most 8000",
    ),
    (
        "NUL in a remark",
        |v| {
            v["type"] = "remark_added".into();
            v["data"] = json!({ "text": "a\0b" });
        },
        "data.text",
        "NUL",
        "without NUL",
    ),
    (
        "a remark without text",
        |v| {
            v["type"] = "remark_added".into();
            v["data"] = json!({});
        },
        "data.text",
        "nothing",
        "required",
    ),
    (
        "whereabouts unheard of",
        |v| {
            v["type"] = "suspect_whereabouts".into();
            v["data"] = json!({ "whereabouts": "on_the_moon" });
        },
        "data.whereabouts",
        "a word that is not known",
        "in_custody",
    ),
    (
        "a call sign of blanks",
        |v| {
            v["type"] = "resource_at_scene".into();
            v["data"] = json!({ "call_sign": "  " });
        },
        "data.call_sign",
        "nothing",
        "call sign",
    ),
    ("deep nesting", |v| v["data"] = (0..60).fold(json!(1), |inner, _| json!([inner])), "", "32 levels", "fewer"),
    ("a list in place of an item", |v| *v = json!([1]), "", "a list", "an object"),
    ("a text in place of an item", |v| *v = CANARY.into(), "", "a text", "an object"),
];

#[tokio::test]
async fn fault_15_a_faulty_item_is_answered_with_field_found_and_allowed() -> Result<()> {
    let bench = Bench::open().await?;
    let (mut wrong, mut first) = (Vec::new(), None);
    for (case, spoil, field, found, allowed) in FAULTS {
        let mut bad = item("QS-2000");
        spoil(&mut bad);
        first.get_or_insert_with(|| bad.clone());
        let (status, answer) = bench.post(&json!([bad])).await.with_context(|| (*case).to_owned())?;
        canary::absent(case, serde_json::to_vec(&answer)?, &[CANARY])?;
        let fault = answer.items.first().and_then(|item| item.fault.clone());
        let is_told = fault.as_ref().is_some_and(|fault| {
            fault.field == *field && fault.found.contains(found) && fault.allowed.contains(allowed)
        });
        if status != StatusCode::MULTI_STATUS || (answer.quarantined, answer.accepted) != (1, 0) || !is_told {
            wrong.push(format!("{case}: HTTP {status}, {fault:?}"));
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Kept aside, each once, and told to every screen.
    let count = FAULTS.len() as u32;
    bench
        .screen
        .wait_for("the beat counts what is in quarantine", |seen| {
            (seen.health.as_ref()?.quarantined == count).then_some(())
        })
        .await?;
    bench.post(&first.context("no fault at all")?).await?;
    let beats = bench.screen.now().beats;
    bench.screen.wait_for("the next beat", |seen| (seen.beats > beats + 1).then_some(())).await?;
    assert_eq!(bench.screen.now().health.map(|health| health.quarantined), Some(count), "the same item is one item");
    assert_eq!(bench.screen.now().seq, 0, "nothing of it is on the board");
    canary::absent("the log", bench.stand.node().log().text(), &[CANARY])?;
    canary::absent("the database", bench.stand.database_bytes()?, &[CANARY])
}

#[tokio::test]
async fn fault_15_the_neighbours_of_a_poisoned_item_are_taken() -> Result<()> {
    let bench = Bench::open().await?;
    let mut items = Vec::new();
    for (index, (_, spoil, ..)) in FAULTS.iter().enumerate() {
        let mut bad = item("QS-2100");
        spoil(&mut bad);
        items.extend([item(&format!("QS-21{index:02}-good")), bad]);
    }
    let (status, answer) = bench.post(&Value::Array(items)).await?;
    assert_eq!((status, answer.accepted, answer.quarantined), (StatusCode::MULTI_STATUS, FAULTS.len(), FAULTS.len()));
    for (index, receipt) in answer.items.iter().enumerate() {
        assert_eq!(receipt.index, index, "answered in the order sent");
        let wanted = if index % 2 == 0 { FeedStatus::Accepted } else { FeedStatus::Quarantined };
        assert_eq!(receipt.status, wanted, "{receipt:?}");
    }
    bench.screen.wait_for("the good ones", |seen| (seen.rows().count() == FAULTS.len()).then_some(())).await
}

#[tokio::test]
async fn one_event_an_array_and_lines_are_taken_alike() -> Result<()> {
    let bench = Bench::open().await?;
    let feed = &bench.stand.feed;
    let node = bench.stand.node();
    let one = serde_json::to_string(&item("QS-2200"))?;
    let (status, text) = feed.post_raw(node, "application/json; charset=utf-8", one).await?;
    ensure!(status == StatusCode::OK, "one: {text}");
    let (status, text) =
        feed.post_raw(node, "application/json", json!([item("QS-2201"), item("QS-2202")]).to_string()).await?;
    ensure!(status == StatusCode::OK, "array: {text}");
    // A line that is no JSON spoils itself alone.
    let mut poisoned = item("QS-2205").to_string().into_bytes();
    poisoned.extend_from_slice(b"\xff\xfe");
    let lines: Vec<Vec<u8>> = vec![
        item("QS-2203").to_string().into_bytes(),
        Vec::new(),
        b"{\"half\": ".to_vec(),
        poisoned,
        item("QS-2204").to_string().into_bytes(),
    ];
    let (status, text) = feed.post_raw(node, "application/x-ndjson", lines.join(&b"\r\n"[..])).await?;
    let answer: FeedAnswer = serde_json::from_str(&text)?;
    assert_eq!((status, answer.accepted, answer.quarantined), (StatusCode::MULTI_STATUS, 2, 2), "{text}");
    bench.screen.wait_for("five calls", |seen| (seen.rows().count() == 5).then_some(())).await?;
    for (kind, body) in
        [("application/json", "[{]"), ("application/json", ""), ("application/x-ndjson", "\n\n"), ("text/csv", "{}")]
    {
        let (status, text) = feed.post_raw(node, kind, body).await?;
        ensure!(status == StatusCode::UNPROCESSABLE_ENTITY, "{kind} {body:?}: HTTP {status} {text}");
    }
    Ok(())
}

#[tokio::test]
async fn rule_45_only_domestic_calls_come_on_the_board_whatever_comes_first() -> Result<()> {
    let bench = Bench::open().await?;
    let mut alarm = Story::new("QS-2300");
    let mut details = alarm.details();
    details.opening_code = Some("ALARM".to_owned());
    let alarm = alarm.tell(alongside_protocol::FeedBody::IncidentReceived(details));
    let mut late = Story::new("QS-2301");
    let (call, remark) = (late.received(), late.remark("before the call itself"));
    bench.stand.feed.tell(bench.stand.node(), &[alarm, remark]).await?;
    assert_eq!(bench.stand.screen(&Person::worker("linnet")).await?.now().rows().count(), 0);
    bench.stand.feed.tell(bench.stand.node(), &[call]).await?;
    bench
        .screen
        .wait_for("the call with what was said before it came", |seen| {
            (seen.row("QS-2301")?.remark_count == 1).then_some(())
        })
        .await?;
    assert_eq!(bench.screen.now().rows().count(), 1, "the alarm is none of ours");
    Ok(())
}

/// Two incidents with every kind of fact, the later ones contradicting the earlier.
fn facts() -> Vec<FeedEvent> {
    let mut all = Vec::new();
    for number in ["QS-2400", "QS-2401"] {
        let mut story = Story::new(number);
        all.push(story.received());
        all.push(story.remark("first"));
        all.push(story.graded("1"));
        all.push(story.at_scene("QA12"));
        all.push(story.suspect(SuspectWhereabouts::Left));
        all.push(story.safe());
        all.push(story.remark("second"));
        all.push(story.new_call("again"));
        all.push(story.at_scene("QA14"));
        all.push(story.suspect(SuspectWhereabouts::InCustody));
        all.push(story.safe());
        all.push(story.resumed("QA12"));
        all.push(story.graded("3"));
    }
    let mut closed = Story::new("QS-2401");
    for _ in 0..20 {
        closed.remark("");
    }
    all.push(closed.closed());
    all
}

#[tokio::test]
async fn fault_14_any_order_and_any_repeats_end_in_the_same_rows() -> Result<()> {
    let seed = std::env::var("ALONGSIDE_FAULT_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(2026);
    let mut random = StdRng::seed_from_u64(seed);
    let events = facts();
    let mut first = None;
    for round in 0..5 {
        let bench = Bench::open().await?;
        let mut order = events.clone();
        if round > 0 {
            // Everything up to three times, in any order, in requests of any size.
            order = [&order[..], &order, &order].concat();
            order.shuffle(&mut random);
        }
        for part in order.chunks(1 + round * 3) {
            let (status, _) = bench.stand.feed.post(bench.stand.node(), &part).await?;
            ensure!(status == StatusCode::OK, "HTTP {status}");
        }
        let screen = bench.stand.screen(&Person::worker("linnet")).await?;
        let mut rows: Vec<_> = screen.now().rows().cloned().collect();
        rows.sort_by(|a, b| a.number.cmp(&b.number));
        assert_eq!(rows.len(), 2);
        match &first {
            None => first = Some(rows),
            Some(first) => assert_eq!(&rows, first, "seed {seed}, round {round}"),
        }
        let mut file = screen.file("QS-2400").await?;
        file.timeline.retain(|entry| entry.text.is_some());
        assert_eq!(file.timeline.len(), 3, "every remark and call once");
    }
    Ok(())
}
