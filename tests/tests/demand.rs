//! Demand over the real binary: calls imported from a listing, tables filled from the journal and filled anew, figures
//! that agree with a count by hand, and small numbers that leave the force hidden.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use alongside_protocol::{
    Command,
    record::Outcome,
    vocabulary::{OutcomeKind, ReferralDecision},
};
use alongside_tests::{
    Result,
    engines::skipped,
    feed::Story,
    http::figures,
    office::Office,
    people::Person,
    server::{Server, Settings, quayside, root},
    stand::{Engines, Stand},
    wait,
};
use anyhow::{Context, ensure};
use reqwest::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};

const DOMESTIC: &str = "san-antonio-domestic-2022-11_2024-06.csv";
const ALL: &str = "san-antonio-all-calls-2024-10.csv";
const SCHEME: &str = "san-antonio";

fn listing(test: &str, name: &str) -> Option<PathBuf> {
    let file = root().join("../shared/data/calls").join(name);
    (file.is_file() || skipped(test, &format!("{name} is not beside the checkout"))).then_some(file)
}

async fn ask(server: &Server, person: &Person, path: &str) -> Result<(StatusCode, String)> {
    let token = server.token(person).await?;
    let answer = server.http.get(server.url(path)).bearer_auth(token).send().await?;
    Ok((answer.status(), answer.text().await?))
}

async fn read(server: &Server, person: &Person, path: &str) -> Result<Value> {
    let (status, text) = ask(server, person, path).await?;
    ensure!(status == StatusCode::OK, "{path}: {status}: {text}");
    Ok(serde_json::from_str(&text)?)
}

fn import(server: &Server, file: &Path, more: &[&str]) -> Result<String> {
    let (file, map) = (file.display().to_string(), root().join("schemes/maps/san-antonio.toml").display().to_string());
    let words = [&["import", &file, "--map", &map, "--board", SCHEME], more].concat();
    server.settings.succeed(&words, "")
}

/// The hour of the week in Texas by the law of 2005: an hour more from the second Sunday in March to the first in
/// November, from two in the night. Days and weekdays by Zeller's and Hinnant's arithmetic, and no library.
fn hour_in_texas(epoch_ms: i64) -> usize {
    let civil = |days: i64| {
        let z = days + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let (month, day) = (if mp < 10 { mp + 3 } else { mp - 9 }, doy - (153 * mp + 2) / 5 + 1);
        (yoe + era * 400 + i64::from(month <= 2), month, day)
    };
    // 1 January 1970 was a Thursday; Monday is 0.
    let weekday = |days: i64| (days + 3).rem_euclid(7);
    let standard = epoch_ms.div_euclid(3_600_000) - 6;
    let (days, hour) = (standard.div_euclid(24), standard.rem_euclid(24));
    let (_, month, day) = civil(days);
    // How many Sundays of the month have begun, this day's among them.
    let sunday = |nth: i64| {
        let first = (1..=7).find(|one| weekday(days - day + one) == 6).unwrap_or(1);
        first + 7 * (nth - 1)
    };
    let summer = match month {
        4..=10 => true,
        3 => (day, hour) >= (sunday(2), 2),
        11 => (day, hour) < (sunday(1), 1),
        _ => false,
    };
    let local = standard + i64::from(summer);
    (weekday(local.div_euclid(24)) * 24 + local.rem_euclid(24)) as usize
}

/// Domestic calls of both files by hour of the week, counted from the text.
fn counted_by_hand(files: &[&Path]) -> Result<BTreeMap<usize, u64>> {
    let mut hours = BTreeMap::new();
    for file in files {
        for line in fs::read_to_string(file)?.lines().skip(1).filter(|line| line.contains(",Disturbance Family")) {
            let epoch = line.rsplit(',').next().context("no cell")?.trim_matches('"').parse()?;
            *hours.entry(hour_in_texas(epoch)).or_default() += 1;
        }
    }
    Ok(hours)
}

#[rstest]
#[case::embedded(Engines::Embedded)]
#[case::shared(Engines::Shared)]
#[tokio::test]
async fn every_cell_of_the_heat_map_is_what_another_count_of_the_listings_gives(
    #[case] engines: Engines,
) -> Result<()> {
    let test = "every_cell_of_the_heat_map_is_what_another_count_of_the_listings_gives";
    let (Some(domestic), Some(all)) = (listing(test, DOMESTIC), listing(test, ALL)) else { return Ok(()) };
    if !engines.are_there(test) {
        return Ok(());
    }
    let wren = Person { boards: SCHEME.to_owned(), ..Person::inspector("wren") };
    let scheme = root().join("schemes/san-antonio-replay.toml").display().to_string();
    let schemes = format!("[{:?}, {scheme:?}]", quayside().display().to_string());
    let change = |settings: Settings| settings.with("schemes", &schemes);
    let stand = Stand::start_with(engines, 1, &[&wren], change).await?;
    let node = stand.node();
    let told = import(node, &domestic, &[])?;
    ensure!(told.contains("7277: 7277 new, 0 known already") && told.contains("rows refused   0"), "{told}");
    let told = import(node, &all, &[])?;
    ensure!(told.contains("583: 583 new") && told.contains("19945, by the scheme's call types"), "{told}");
    let again = import(node, &domestic, &[])?;
    ensure!(again.contains("7277: 0 new, 7277 known already"), "the same again adds nothing: {again}");

    let path = "/api/v1/demand/earlier?board=san-antonio&from=2022-11-01&to=2024-10-31";
    let demand = read(node, &wren, path).await?;
    let by_hand = counted_by_hand(&[&domestic, &all])?;
    ensure!(demand["calls"] == 7_860 && demand["imported"] == 7_860 && demand["watched_days"] == 85, "{demand}");
    let heat = demand["heat"].as_array().context("no heat")?;
    ensure!(heat.len() == 168);
    for (hour, cell) in heat.iter().enumerate() {
        let by_hand = by_hand.get(&hour).copied().unwrap_or(0);
        ensure!(cell["calls"] == by_hand, "hour {hour} of the week: {cell}, counted {by_hand}");
    }
    // Saturday and Sunday from 14 to 22, against the average hour, by calls a watched hour.
    let rate = |hours: &[usize]| {
        let sum = |field: &str| hours.iter().filter_map(|hour| heat[*hour][field].as_f64()).sum::<f64>();
        sum("calls") / sum("watched_hours")
    };
    let peak: Vec<usize> = (14..22).flat_map(|hour| [120 + hour, 144 + hour]).collect();
    let times = rate(&peak) / rate(&(0..168).collect::<Vec<_>>());
    eprintln!("recorded  Saturday and Sunday 14 to 22 against the average hour: {times:.2}");
    ensure!((1.4..=1.65).contains(&times), "{times}");
    let groups = |field: &str| -> u64 {
        demand[field].as_array().into_iter().flatten().filter_map(|group| group["calls"].as_u64()).sum()
    };
    for field in ["by_area", "by_grade", "by_repeat", "weeks"] {
        ensure!(groups(field) == 7_860, "{field}: {}", demand[field]);
    }
    // Nothing that the listing calls an address has come along.
    let (_, text) = ask(node, &wren, path).await?;
    ensure!(!text.contains("block-"));
    let (status, csv) = ask(node, &wren, &format!("{path}&format=csv&part=heat")).await?;
    ensure!(status == StatusCode::OK && csv.lines().count() == 169, "{csv}");

    let told = node.settings.succeed(&["forget-imports", "--board", SCHEME], "")?;
    ensure!(told.contains("7860 imported calls"), "{told}");
    ensure!(read(node, &wren, path).await?["calls"] == 0);
    Ok(())
}

/// Three calls: one of which the person was engaged and referred, one that was only looked at, one untouched.
async fn a_small_evening(stand: &Stand, worker: &Person) -> Result<()> {
    let screen = stand.screen(worker).await?;
    for (number, depth) in [("QS-3001", 2), ("QS-3002", 1), ("QS-3003", 0)] {
        let mut story = Story::new(number);
        stand.feed.tell(stand.node(), &[story.received(), story.at_scene("QA12")]).await?;
        let response = story.response();
        screen.wait_for("the row", |seen| seen.row(number).map(drop)).await?;
        if depth > 0 {
            screen.accept(Command::ClaimResponse { response: response.clone() }).await?;
        }
        if depth > 1 {
            let outcome = Outcome {
                kind: OutcomeKind::EngagedByPhone,
                referral: ReferralDecision::Referred,
                services: vec!["Refuge placement".to_owned()],
                refuge_placed: false,
                children_placed: 0,
                safety_plan_made: true,
                answers: BTreeMap::new(),
                note: "spoke".into(),
            };
            screen.accept(Command::RecordOutcome { response: response.clone(), outcome }).await?;
            screen.accept(Command::CloseResponse { response }).await?;
            stand.feed.tell(stand.node(), &[story.closed()]).await?;
        }
    }
    Ok(())
}

fn this_week() -> Result<String> {
    let now = jiff::Timestamp::from_millisecond(alongside_tests::screen::now_ms())?;
    let today = now.to_zoned(jiff::tz::TimeZone::get("Europe/London")?).date();
    Ok(format!("board=quayside&from={}&to={today}", today.yesterday()?))
}

#[rstest]
#[case::embedded(Engines::Embedded)]
#[case::shared(Engines::Shared)]
#[tokio::test]
async fn tables_filled_anew_are_the_same_and_figures_agree_with_a_count_by_hand(
    #[case] engines: Engines,
) -> Result<()> {
    let test = "tables_filled_anew_are_the_same_and_figures_agree_with_a_count_by_hand";
    if !engines.are_there(test) {
        return Ok(());
    }
    let people = [
        Person::worker("linnet"),
        Person::inspector("wren"),
        Person::new("avocet", "data_protection"),
        Person::coordinator("godwit"),
    ];
    let stand = Stand::start(engines, 1, &people.iter().collect::<Vec<_>>()).await?;
    let [linnet, wren, avocet, godwit] = &people;
    a_small_evening(&stand, linnet).await?;
    let node = stand.node();
    let answer = json!({
        "board": "quayside", "response": "QS-3001#1", "service": "Refuge placement", "answer": "accepted",
    });
    Office::of(node, godwit).await?.ask("/api/v1/referrals/answer", &answer, StatusCode::NO_CONTENT).await?;
    let period = this_week()?;
    let figures_now =
        async || Ok::<_, anyhow::Error>(figures(&read(node, wren, &format!("/api/v1/figures?{period}")).await?));
    let before = figures_now().await?;
    for (figure, by_hand) in [
        ("received", 3.0),
        ("people", 3.0),
        ("reviewed", 2.0),
        ("engaged", 1.0),
        ("referred", 1.0),
        ("accepted", 1.0),
        ("plans_agreed", 1.0),
        ("visited", 0.0),
    ] {
        ensure!(before[figure] == by_hand, "{figure}: {before}");
    }
    let rows = async || -> Result<Value> {
        let demand = read(node, wren, &format!("/api/v1/demand/earlier?{period}")).await?;
        Ok(json!([demand["funnel"], demand["waits"]]))
    };
    // The tables follow within a moment.
    wait::until("the tables have all three, and what the service said", wait::PATIENCE, async || {
        let text = tables(&stand).await.unwrap_or_default().replace('\\', "");
        text.matches("QS-300").count() == 3 && text.contains(r#""accepted":true"#)
    })
    .await?;
    let (filled, earlier) = (tables(&stand).await?, rows().await?);
    let told = node.settings.succeed(&["rebuild"], "")?;
    ensure!(told.contains("board quayside: filled anew"), "{told}");
    assert_eq!(tables(&stand).await?, filled, "the same rows");
    assert_eq!((figures_now().await?, rows().await?), (before.clone(), earlier.clone()), "the same figures");

    // Erased: nothing is left to tell the victim by, neither now nor out of the journal, and the counts stay.
    let office = Office::of(node, avocet).await?;
    let erase = json!({ "board": "quayside", "incidents": ["QS-3001"], "basis": "request", "reason": "upheld" });
    office.ask("/api/v1/retention/erase", &erase, StatusCode::ACCEPTED).await?;
    wait::until("the digest is gone", wait::PATIENCE, async || victims(&stand).await.is_ok_and(|known| known == 2))
        .await?;
    let erased = tables(&stand).await?;
    node.settings.succeed(&["rebuild"], "")?;
    assert_eq!(tables(&stand).await?, erased, "the same rows after an erasure");
    assert_eq!((figures_now().await?, rows().await?), (before, earlier), "the same figures after an erasure");
    Ok(())
}

type Row = (String, i64, String, String, Option<i64>, i64, String);

/// What the tables count, without the place at which it was written.
async fn tables(stand: &Stand) -> Result<String> {
    const SELECT: &str =
        "SELECT incident, received_ms, grade, beat, victim, duplicate, counted FROM tally ORDER BY incident";
    if let Some(postgres) = &stand.postgres {
        return postgres.sql(SELECT);
    }
    let pool = sqlite(stand).await?;
    let rows: Vec<Row> = sqlx::query_as(SELECT).fetch_all(&pool).await?;
    pool.close().await;
    Ok(format!("{rows:?}"))
}

/// Incidents of which the tables have something to tell the victim by.
async fn victims(stand: &Stand) -> Result<i64> {
    const SELECT: &str = "SELECT count(victim) FROM tally";
    if let Some(postgres) = &stand.postgres {
        return Ok(postgres.sql(SELECT)?.trim().parse()?);
    }
    let pool = sqlite(stand).await?;
    let count = sqlx::query_scalar(SELECT).fetch_one(&pool).await?;
    pool.close().await;
    Ok(count)
}

async fn sqlite(stand: &Stand) -> Result<sqlx::SqlitePool> {
    let file = stand.node().settings.data_dir.join("alongside.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file).read_only(true);
    Ok(sqlx::SqlitePool::connect_with(options).await?)
}

#[tokio::test]
async fn small_numbers_are_hidden_outside_the_force_and_shown_within() -> Result<()> {
    let people = [Person::worker("linnet"), Person::inspector("wren"), Person::coordinator("avocet")];
    let stand = Stand::start_with(Engines::Embedded, 1, &people.iter().collect::<Vec<_>>(), |settings| {
        let scheme = settings.data_dir.join("quayside.toml");
        let text = fs::read_to_string(&scheme).unwrap_or_default();
        // What cannot be written is missed at the start.
        let _ = fs::write(&scheme, text.replacen("[counting]", "[counting]\nsmall_number = 5", 1));
        settings
    })
    .await?;
    let [linnet, wren, avocet] = &people;
    a_small_evening(&stand, linnet).await?;
    let path = format!("/api/v1/figures?{}", this_week()?);
    let within = read(stand.node(), wren, &path).await?;
    ensure!(within["small_number"].is_null() && figures(&within)["received"] == 3.0, "{within}");
    let outside = read(stand.node(), avocet, &path).await?;
    ensure!(outside["small_number"] == 5, "{outside}");
    for row in outside["figures"].as_array().context("no rows")? {
        let shown = row["value"].as_f64();
        ensure!(shown.is_none_or(|value| value == 0.0 || value >= 5.0), "{row}");
    }
    let hidden = outside["figures"].as_array().into_iter().flatten().filter(|row| row["hidden"] == true).count();
    ensure!(hidden > 3, "{outside}");
    let (_, csv) = ask(stand.node(), avocet, &format!("{path}&format=csv")).await?;
    ensure!(csv.contains("\"received\",\"\",\"incidents\",\"under 5, or hidden with it\""), "{csv}");

    // Forty days with a call each, and a few hours with more.
    let (file, map) = (stand.folder.path().join("calls.csv"), stand.folder.path().join("map.toml"));
    fs::write(&map, MAP)?;
    let rows = (0..60).map(|call| {
        let (month, day, hour) = (8 + call % 40 / 30, call % 30 + 1, if call < 40 { 20 } else { 21 });
        format!("B-{call},DOMESTIC,N{},{},p-{},2026-{month:02}-{day:02} {hour}:05\n", call % 7, call % 3 + 1, call % 50)
    });
    fs::write(
        &file,
        std::iter::once("Number,Type,Beat,Grade,Person,Received\n".to_owned()).chain(rows).collect::<String>(),
    )?;
    let words = [&file, &map].map(|path| path.display().to_string());
    stand.node().settings.succeed(&["import", &words[0], "--map", &words[1], "--every-day"], "")?;
    let path = "/api/v1/demand/earlier?board=quayside&from=2026-08-01&to=2026-09-30";
    let within = read(stand.node(), wren, path).await?;
    let outside = read(stand.node(), avocet, path).await?;
    ensure!(small_counts(&within) > 4 && within["calls"] == 60, "there is something to hide: {within}");
    ensure!(small_counts(&outside) == 0 && outside["calls"] == 60, "{outside}");

    let ask_cover = async |who: &Person, to: &str| -> Result<(StatusCode, String)> {
        let question = json!({
            "board": "quayside", "from": "2026-08-01", "to": to, "hours": [{"day": "mon", "from": "21:00", "until": "22:00"}],
            "workers": 1, "cars": 0, "contact_min": 20.0, "visit_min": 45.0, "visit_share_pct": 0.0,
            "contact_target_min": 30.0, "visit_target_min": 60.0, "runs": 5, "seed": 1, "best": null,
        });
        let token = stand.node().token(who).await?;
        let url = stand.node().url("/api/v1/demand/cover");
        let answer = stand.node().http.post(url).bearer_auth(token).json(&question).send().await?;
        Ok((answer.status(), answer.text().await?))
    };
    let (status, one_day) = ask_cover(avocet, "2026-08-01").await?;
    ensure!(status == StatusCode::UNPROCESSABLE_ENTITY && one_day.contains("28 days"), "{one_day}");
    ensure!(ask_cover(wren, "2026-08-01").await?.1.contains("\"type\":\"answer\""), "within the force it is answered");
    let (_, few) = ask_cover(avocet, "2026-08-30").await?;
    ensure!(few.contains("\"type\":\"refused\"") && !few.contains("offered"), "{few}");
    Ok(())
}

const MAP: &str = "source = \"a-force\"\nzone = \"Europe/London\"\n\
    [columns]\nincident = \"Number\"\nopening_code = \"Type\"\nbeat = \"Beat\"\ngrade = \"Grade\"\nvictim = \"Person\"\n\
    [time]\ncolumns = [\"Received\"]\nformats = [\"%Y-%m-%d %H:%M\"]\n[grade]\ndefault = \"2\"\nrules = []\n";

/// Counts of calls or people from 1 to 4, anywhere in an answer.
fn small_counts(answer: &Value) -> usize {
    match answer {
        Value::Array(all) => all.iter().map(small_counts).sum(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                let counts = ["calls", "imported", "count", "people", "within_target"].contains(&name.as_str());
                let is_small = counts && value.as_u64().is_some_and(|count| (1..5).contains(&count));
                usize::from(is_small) + small_counts(value)
            })
            .sum(),
        _ => 0,
    }
}

#[tokio::test]
async fn a_listing_with_faults_is_imported_without_its_faulty_rows_and_they_are_told() -> Result<()> {
    let wren = Person::inspector("wren");
    let stand = Stand::start(Engines::Embedded, 1, &[&wren]).await?;
    let folder = stand.folder.path();
    let (file, map, refused) = (folder.join("calls.csv"), folder.join("map.toml"), folder.join("refused.csv"));
    fs::write(&map, MAP)?;
    fs::write(
        &file,
        "Number,Type,Beat,Grade,Person,Received\n\
         A-1,DOMESTIC INCIDENT,N1,1,p-one,2026-10-24 14:05\n\
         A-2,DOMESTIC INCIDENT,N1,,p-one,2026-10-25 01:30\n\
         A-3,DOMESTIC INCIDENT,N1,9,p-two,2026-10-25 15:00\n\
         A-4,DOMESTIC INCIDENT,N1,1,p-two,yesterday\n\
         A-1,DOMESTIC INCIDENT,N1,1,p-one,2026-10-24 14:05\n\
         A-5,DOMESTIC INCIDENT,=cmd,1,,2026-10-27 09:00\n",
    )?;
    let node = stand.node();
    let show = |path: &Path| path.display().to_string();
    let words = [show(&file), show(&map), show(&refused)];
    let dry = ["import", &words[0], "--map", &words[1], "--dry-run"];
    let told = node.settings.succeed(&dry, "")?;
    ensure!(told.contains("Nothing was kept"), "{told}");
    let told =
        node.settings.succeed(&["import", &words[0], "--map", &words[1], "--every-day", "--refused", &words[2]], "")?;
    for line in ["rows read      3", "rows refused   3", "3: 3 new, 0 known already", "4, 2026-10-24 to 2026-10-27"] {
        ensure!(told.contains(line), "{line:?} in: {told}");
    }
    let report = fs::read_to_string(&refused)?;
    for cell in ["\"4\",\"grade\",\"\"\"9\"\"\"", "\"5\",\"Received\",\"\"\"yesterday\"\"\"", "\"6\",\"Number\""] {
        ensure!(report.contains(cell), "{cell:?} in: {report}");
    }
    let path = "/api/v1/demand/earlier?board=quayside&from=2026-10-24&to=2026-10-27";
    let demand = read(node, &wren, path).await?;
    ensure!(demand["watched_days"] == 4 && demand["calls"] == 3, "{demand}");
    ensure!(
        demand["heat"][145]["watched_hours"] == 2.0 && demand["heat"][145]["calls"] == 1,
        "the hour that comes twice"
    );
    let repeats: Vec<_> =
        demand["by_repeat"].as_array().into_iter().flatten().map(|group| group["calls"].clone()).collect();
    ensure!(repeats == [json!(1), json!(1), json!(1)], "first, repeat, not known: {repeats:?}");
    let (_, areas) = ask(node, &wren, &format!("{path}&format=csv&part=areas")).await?;
    ensure!(areas.contains("\"'=cmd\""), "no cell becomes a formula: {areas}");
    for (query, field) in [
        ("from=2026-10-24", "to"),
        ("from=2026-10-24&to=2026-10-23", "to"),
        ("from=2026-10-24&to=2026-10-25&format=csv", "part"),
        ("from=1990-01-01&to=2026-10-25", "to"),
    ] {
        let (status, text) = ask(node, &wren, &format!("/api/v1/demand/earlier?board=quayside&{query}")).await?;
        let body: Value = serde_json::from_str(&text)?;
        ensure!(status == StatusCode::UNPROCESSABLE_ENTITY && body["field"] == field, "{query}: {body}");
    }
    Ok(())
}
