//! Everything seen is on record, and the record shows what was done to it: the ledger over HTTP, and `verify-audit`.

use std::time::Duration;

use alongside_protocol::{ClientFrame, Command, RefusalCode, record::SeatFilled, vocabulary::Seat};
use alongside_tests::{
    Result,
    engines::{Engine, have},
    feed::{Feed, Story},
    office::Office,
    people::{BOARD, Person},
    postgres::Postgres,
    screen::{Screen, now_ms},
    server::{Server, Settings},
    stand::{Engines, Stand},
    wait::{self, PATIENCE},
};
use anyhow::{Context, ensure};
use reqwest::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Who answers for the data.
fn keeper() -> Person {
    Person::new("heron", "data_protection")
}

fn what(entries: &[Value]) -> Vec<&str> {
    entries.iter().filter_map(|entry| entry["detail"]["what"].as_str()).collect()
}

#[rstest]
#[case::embedded(Engines::Embedded)]
#[case::shared(Engines::Shared)]
#[tokio::test]
async fn who_saw_what_is_found_by_subject_person_act_and_time(#[case] engines: Engines) -> Result<()> {
    if !engines.are_there("who_saw_what_is_found") {
        return Ok(());
    }
    let (worker, crew, keeper) = (Person::worker("linnet"), Person::crew("dunlin", "car-1"), keeper());
    let stand = Stand::start(engines, 1, &[&worker, &crew, &keeper]).await?;
    let (mut first, mut second) = (Story::new("QS-0801"), Story::new("QS-0802"));
    stand.feed.tell(stand.node(), &[first.received(), second.received()]).await?;
    let board = stand.screen(&worker).await?;
    for number in ["QS-0801", "QS-0802"] {
        board.wait_for(number, |seen| seen.row(number).map(|_| ())).await?;
        board.file(number).await?;
    }
    // A change sends the file again, and is no second look.
    board.accept(Command::ClaimResponse { response: first.response() }).await?;
    let between = now_ms();
    let tablet = stand.screen(&crew).await?;
    let seats = vec![SeatFilled::new(Seat::SupportWorker, "Dunlin"), SeatFilled::new(Seat::Officer, "PC Knot")];
    board.accept(Command::StartShift { car: "car-1".into(), seats }).await?;
    board.accept(Command::ReserveCar { response: first.response(), car: "car-1".into(), place: None }).await?;
    tablet.wait_for("the job's card", |seen| seen.jobs().next().map(|_| ())).await?;

    let reader = Office::of(stand.node(), &keeper).await?;
    let subject = async || reader.found(json!({ "incident": "QS-0801", "act": "consultation" })).await;
    // Nobody waits for a card's row, so it may come a moment later than the card.
    wait::until("the crew's card is on record", PATIENCE, async || {
        subject().await.is_ok_and(|entries| what(&entries).contains(&"job_card_shown"))
    })
    .await?;
    let entries = subject().await?;
    let looks: Vec<_> = entries.iter().filter(|entry| entry["detail"]["what"] != "ledger_searched").collect();
    assert_eq!(looks.len(), 2, "{looks:#?}");
    assert_eq!((&looks[0]["detail"]["what"], &looks[0]["audience"]), (&json!("job_card_shown"), &json!("crew")));
    assert_eq!((&looks[1]["detail"]["what"], &looks[1]["audience"]), (&json!("file_opened"), &json!("control")));
    assert_eq!(looks[1]["name"], json!("Linnet"));
    ensure!(looks[1]["at"].as_i64().is_some_and(|at| at <= between), "with its time: {}", looks[1]);

    let collected = reader.found(json!({ "incident": "QS-0801", "act": "collection" })).await?;
    assert_eq!((collected.len(), &collected[0]["user"]), (1, &json!("feed")));
    let user = looks[1]["user"].clone();
    let of_worker = reader.found(json!({ "user": user })).await?;
    let done = what(&of_worker);
    for act in ["file_opened", "claim_taken", "shift_started", "car_reserved"] {
        ensure!(done.contains(&act), "{act} of {done:?}");
    }
    ensure!(of_worker.iter().all(|entry| entry["user"] == user), "nobody else's: {of_worker:#?}");
    let times: Vec<_> = of_worker.iter().filter_map(|entry| entry["at"].as_i64()).collect();
    ensure!(times.is_sorted_by(|later, earlier| later >= earlier), "newest first: {times:?}");
    let early = reader.found(json!({ "user": user, "to": between })).await?;
    ensure!(!what(&early).contains(&"car_reserved") && what(&early).contains(&"file_opened"), "{early:#?}");
    let late = reader.found(json!({ "user": user, "from": between })).await?;
    ensure!(what(&late).contains(&"car_reserved") && !what(&late).contains(&"file_opened"), "{late:#?}");

    // The search is itself a look.
    let own = reader.found(json!({ "act": "consultation" })).await?;
    ensure!(what(&own).contains(&"ledger_searched"), "{own:#?}");
    ensure!(!serde_json::to_string(&own)?.contains("Test Person"), "no text about a person");
    Ok(())
}

#[tokio::test]
async fn the_ledger_is_read_by_whoever_answers_for_the_data_and_nobody_else() -> Result<()> {
    let (worker, keeper, stranger) = (Person::worker("linnet"), keeper(), Person::new("egret", "data_protection"));
    let others = [Person::desk("siskin"), Person::inspector("curlew"), Person::new("smew", "coordinator")];
    let stranger = stranger.on("otherside");
    let people = [&worker, &keeper, &others[0], &others[1], &others[2]];
    let stand = Stand::start(Engines::Embedded, 1, &people).await?;
    let server = stand.node();
    let export = json!({ "board": BOARD, "format": "csv", "purpose": "ico", "reason": "asked" });
    for (path, body) in
        [("/api/v1/ledger/search", json!({ "board": BOARD })), ("/api/v1/ledger/export", export.clone())]
    {
        for person in [&worker, &others[0], &others[1], &others[2]] {
            let answer = Office::of(server, person).await?.post(path, &body).await?;
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{} at {path}", person.username);
        }
        let nobody = server.http.post(server.url(path)).json(&body).send().await?;
        assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED, "{path}");
        let feed = Office::with(server, &stand.feed.token);
        assert_eq!(feed.post(path, &body).await?.status(), StatusCode::FORBIDDEN, "{path}");
        let mut elsewhere = body.clone();
        elsewhere["board"] = json!(stranger.boards);
        let answer = Office::of(server, &keeper).await?.post(path, &elsewhere).await?;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "another board at {path}");
    }
    let reader = Office::of(server, &keeper).await?;
    for (field, body) in [
        ("limit", json!({ "board": BOARD, "limit": 501 })),
        ("before", json!({ "board": BOARD, "before": "17" })),
        ("incident", json!({ "board": BOARD, "incident": "" })),
        ("to", json!({ "board": BOARD, "from": 10, "to": 10 })),
    ] {
        let answer = reader.post("/api/v1/ledger/search", &body).await?;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert_eq!(answer.json::<Value>().await?["field"], json!(field));
    }
    let mut silent = export;
    silent["reason"] = json!("  ");
    assert_eq!(reader.post("/api/v1/ledger/export", &silent).await?.status(), StatusCode::UNPROCESSABLE_ENTITY);
    // Whoever reads the ledger opens no screen, and so no file.
    ensure!(Screen::open(server, &keeper).await.is_err(), "no board");
    ensure!(reader.found(json!({ "act": "disclosure" })).await?.is_empty(), "what was refused was not given out");
    Ok(())
}

#[tokio::test]
async fn fault_33_an_export_is_a_disclosure_and_holds_no_formula() -> Result<()> {
    let (worker, keeper) = (Person { name: "=1+1".to_owned(), ..Person::worker("linnet") }, keeper());
    let stand = Stand::start(Engines::Embedded, 1, &[&worker, &keeper]).await?;
    let mut story = Story::new("QS-0810");
    stand.feed.tell(stand.node(), &[story.received()]).await?;
    let board = stand.screen(&worker).await?;
    board.wait_for("the call", |seen| seen.row("QS-0810").map(|_| ())).await?;
    board.file("QS-0810").await?;
    let reader = Office::of(stand.node(), &keeper).await?;
    let ask = |format: &str| {
        json!({ "board": BOARD, "incident": "QS-0810", "format": format, "purpose": "subject_access",
            "reason": "Canarybird asked" })
    };
    let answer = reader.post("/api/v1/ledger/export", &ask("csv")).await?;
    assert_eq!(answer.status(), StatusCode::OK);
    let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert_eq!(header("content-disposition"), "attachment; filename=\"ledger.csv\"");
    assert_eq!(header("cache-control"), "no-store");
    let text = answer.text().await?;
    let mut sheet = csv::Reader::from_reader(text.as_bytes());
    let name = sheet.headers()?.iter().position(|column| column == "name").context("no column name")?;
    let rows = sheet.records().collect::<std::result::Result<Vec<_>, _>>()?;
    ensure!(rows.iter().any(|row| &row[name] == "'=1+1"), "the name as text: {text}");
    ensure!(!text.contains(",\"=") && !text.contains(",="), "{text}");
    let answer = reader.post("/api/v1/ledger/export", &ask("json")).await?;
    let whole: Value = answer.json().await?;
    assert_eq!(whole["board"], json!(BOARD));
    let entries = whole["entries"].as_array().context("no entries")?;
    ensure!(what(entries).contains(&"file_opened") && what(entries).contains(&"feed_recorded"), "{entries:#?}");

    let disclosed = reader.found(json!({ "act": "disclosure" })).await?;
    assert_eq!(disclosed.len(), 2);
    for (entry, format) in disclosed.iter().zip(["json", "csv"]) {
        assert_eq!((&entry["to"], &entry["incident"]), (&json!("subject_access"), &json!("QS-0810")));
        assert_eq!((&entry["reason"], &entry["detail"]["format"]), (&json!("Canarybird asked"), &json!(format)));
    }
    let bytes = stand.database_bytes()?;
    alongside_tests::canary::absent("the database", &bytes, &["Canarybird"])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_not_sent_while_the_look_cannot_be_recorded() -> Result<()> {
    if !Engines::Shared.are_there("a_file_is_not_sent") {
        return Ok(());
    }
    let person = Person::worker("linnet");
    let mut stand = Stand::start(Engines::Shared, 1, &[&person]).await?;
    let events: Vec<_> = ["QS-0820", "QS-0821"].map(|number| Story::new(number).received()).into();
    stand.feed.tell(stand.node(), &events).await?;
    let screen = stand.screen(&person).await?;
    for number in ["QS-0820", "QS-0821"] {
        screen.wait_for(number, |seen| seen.row(number).map(|_| ())).await?;
    }
    screen.file("QS-0820").await?;
    let held = stand.postgres()?.lock("ledger")?;
    screen.say(&ClientFrame::Open { incident: "QS-0821".into() }).await?;
    stand.postgres()?.wait_for_backends("wait_event_type = 'Lock' AND query LIKE 'INSERT INTO ledger%'")?;
    let refusal = screen
        .wait_for("the file is refused", |seen| {
            seen.file_closed.iter().find(|(number, _)| number.as_str() == "QS-0821").map(|(_, why)| why.clone())
        })
        .await?;
    ensure!(refusal.is_some_and(|refusal| refusal.code == RefusalCode::JournalUnavailable));
    ensure!(!screen.now().raw.iter().any(|frame| frame.contains("Test Person QS-0821")), "nothing of it was sent");
    stand.postgres()?.let_go()?;
    drop(held);
    wait::until("files open again", PATIENCE, async || {
        tokio::time::timeout(Duration::from_secs(5), screen.file("QS-0821")).await.is_ok_and(|file| file.is_ok())
    })
    .await?;
    let rows = stand.postgres()?.sql("SELECT count(*) FROM ledger WHERE incident = 'QS-0820'")?;
    assert_eq!(rows, "1");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_write_one_chain_at_once() -> Result<()> {
    if !Engines::Shared.are_there("two_nodes_write_one_chain") {
        return Ok(());
    }
    let people: Vec<Person> = ["linnet", "siskin", "serin", "twite"].map(Person::worker).into();
    let stand = Stand::start(Engines::Shared, 2, &people.iter().collect::<Vec<_>>()).await?;
    let numbers: Vec<String> = (0..8).map(|index| format!("QS-083{index}")).collect();
    let events: Vec<_> = numbers.iter().map(|number| Story::new(number).received()).collect();
    stand.feed.tell(stand.node(), &events).await?;
    let mut opening = tokio::task::JoinSet::new();
    for (index, person) in people.iter().enumerate() {
        let (screen, numbers) = (Screen::open(&stand.nodes[index % 2], person).await?, numbers.clone());
        opening.spawn(async move {
            for number in &numbers {
                screen.wait_for(number, |seen| seen.row(number).map(|_| ())).await?;
                screen.say(&ClientFrame::Open { incident: number.as_str().into() }).await?;
            }
            screen.wait_for("every file", |seen| (seen.files.len() == numbers.len()).then_some(())).await
        });
    }
    while let Some(opened) = opening.join_next().await {
        opened??;
    }
    let said = stand.node().settings.succeed(&["verify-audit", "--board", BOARD], "")?;
    ensure!(said.contains("table ledger: 32 rows are sound; head 32 "), "{said}");
    ensure!(said.contains("table event: ") && !said.contains("altered"), "{said}");
    Ok(())
}

/// One server whose role may add to the record and not change it.
struct Parted {
    // Ends before the database that it stands on.
    server: Server,
    postgres: Postgres,
    heads: String,
    _folder: TempDir,
}

impl Parted {
    const LOOKS: usize = 6;

    async fn start(test: &str) -> Result<Option<Self>> {
        if !have(test, &[Engine::Postgres]) {
            return Ok(None);
        }
        let folder = TempDir::with_prefix("alongside-test-")?;
        let postgres = Postgres::start()?;
        postgres.two_roles("wader", "harbour")?;
        let key = |name: &str| folder.path().join("keys").join(name).display().to_string();
        let settings = Settings::new(&folder.path().join("node"))?
            .with("database_url", &postgres.url_as("wader"))
            .with("token_key_file", &key("token.key"))
            .with("master_key_file", &key("master.key"));
        settings.succeed(&["make-keys"], "")?;
        // The server's role makes no tables, and says what to do.
        let person = Person::worker("linnet");
        let refused = settings.put_account(&person).err().context("tables out of nowhere")?.to_string();
        ensure!(refused.contains("alongside grants"), "{refused}");
        let said = settings.clone().with("database_owner_url", &postgres.url_as("harbour")).succeed(&["grants"], "")?;
        ensure!(said.contains("up to date"), "{said}");
        settings.put_account(&person)?;
        let feed = Feed { token: settings.issue_token("feed", BOARD)? };
        let heads = folder.path().join("heads.json").display().to_string();
        let server = Server::start(settings).await?;
        ensure!(!server.log().contains("could change the record"), "it may not");
        let screen = Screen::open(&server, &person).await?;
        for index in 0..Self::LOOKS {
            let number = format!("QS-084{index}");
            feed.tell(&server, &[Story::new(&number).received()]).await?;
            screen.wait_for(&number, |seen| seen.row(&number).map(|_| ())).await?;
            screen.file(&number).await?;
            screen.accept(Command::ClaimResponse { response: Story::new(&number).response() }).await?;
        }
        let parted = Self { server, postgres, heads, _folder: folder };
        let said = parted.server.settings.succeed(&["verify-audit", "--write-heads", &parted.heads], "")?;
        ensure!(said.contains("as they were written"), "{said}");
        Ok(Some(parted))
    }

    /// Must find the record broken, and say so with these words.
    fn names(&self, words: &str) -> Result<()> {
        let (status, said) = self.server.settings.run(&["verify-audit", "--heads", &self.heads], "")?;
        ensure!(status.code() == Some(1) && said.contains(words), "{words} is not in: {said}");
        Ok(())
    }

    /// Alters as the owner can: without what refuses it. Says how many rows it really touched.
    fn as_owner(&self, statements: &[&str], rows: &str) -> Result<()> {
        let changes = statements.join("; ");
        let sql = format!(
            "SET session_replication_role = replica; {changes}; SELECT 'changed ' || count(*) FROM event WHERE {rows}"
        );
        let said = self.postgres.sql(&sql)?;
        ensure!(said.contains("changed ") && !said.ends_with("changed 0"), "{said}");
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_38_the_servers_own_role_cannot_change_the_record() -> Result<()> {
    let Some(parted) = Parted::start("fault_38_the_servers_own_role").await? else { return Ok(()) };
    for table in ["event", "ledger"] {
        let count = parted.postgres.sql_as("wader", &format!("SELECT count(*) FROM {table} WHERE seq <= 6"))?;
        assert_eq!(count, "6", "this very role reads what it tries to change");
        for statement in [
            format!("UPDATE {table} SET at_ms = 0 WHERE seq = 3"),
            format!("DELETE FROM {table} WHERE seq = 3"),
            format!("TRUNCATE {table}"),
            format!("ALTER TABLE {table} DISABLE TRIGGER ALL"),
            format!("DROP TABLE {table}"),
            format!(
                "INSERT INTO {table} SELECT * FROM {table} WHERE seq = 3 ON CONFLICT (board, seq) DO UPDATE SET at_ms = 0"
            ),
        ] {
            let said = parted.postgres.sql_as("wader", &statement).err().context(statement.clone())?.to_string();
            ensure!(said.contains("permission denied") || said.contains("must be owner"), "{statement}: {said}");
        }
        // The owner is stopped by the table itself, until it takes that away.
        let said = parted.postgres.sql_as("harbour", &format!("DELETE FROM {table} WHERE seq = 3"));
        ensure!(said.err().context("deleted")?.to_string().contains("only ever added to"));
    }
    let said = parted.server.settings.succeed(&["verify-audit", "--heads", &parted.heads], "")?;
    ensure!(said.contains("as they were written"), "{said}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_38_what_the_owner_alters_is_named() -> Result<()> {
    let Some(mut parted) = Parted::start("fault_38_what_the_owner_alters").await? else { return Ok(()) };
    // It would write on, and what is put back below would lack that.
    parted.server.kill()?;
    parted.postgres.sql("CREATE TABLE kept AS SELECT * FROM event")?;
    let again = || parted.as_owner(&["DELETE FROM event", "INSERT INTO event SELECT * FROM kept"], "true");
    let last: i64 = parted.postgres.sql("SELECT max(seq) FROM event")?.parse()?;
    parted.as_owner(&["UPDATE event SET author = 'finch' WHERE seq = 4"], "author = 'finch'")?;
    parted.names("board quayside, table event, row 4: altered")?;
    again()?;
    parted.as_owner(&["DELETE FROM event WHERE seq = 5"], "seq = 6")?;
    parted.names("board quayside, table event, row 5: missing")?;
    again()?;
    let columns = "at_ms, kind, incident, author, body, sealed, mac";
    let slipped_in = format!("INSERT INTO event SELECT board, 3, {columns} FROM kept WHERE seq = 6");
    let moved = ["UPDATE event SET seq = -seq WHERE seq >= 3", "UPDATE event SET seq = 1 - seq WHERE seq < 0"];
    parted.as_owner(&[moved[0], moved[1], &slipped_in], &format!("seq = {}", last + 1))?;
    parted.names("board quayside, table event, row 3: inserted")?;
    again()?;
    parted.as_owner(&[&format!("DELETE FROM event WHERE seq >= {}", last - 1)], "true")?;
    let said = parted.server.settings.succeed(&["verify-audit"], "")?;
    ensure!(said.contains("as they were written"), "a cut tail shows only against heads kept elsewhere: {said}");
    parted.names(&format!("board quayside, table event, row {}: missing", last - 1))?;
    again()?;
    parted
        .postgres
        .sql("SET session_replication_role = replica; UPDATE ledger SET incident = 'QS-0849' WHERE seq = 2")?;
    parted.names("board quayside, table ledger, row 2: altered")?;
    // The other chain is sound, and nothing else was touched.
    let (_, said) = parted.server.settings.run(&["verify-audit", "--heads", &parted.heads], "")?;
    ensure!(said.contains(&format!("table event: {last} rows are sound")), "{said}");
    Ok(())
}
