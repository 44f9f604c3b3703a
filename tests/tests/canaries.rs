//! A canary word in every personal field of one force (fault 34, fault 30): after a whole journey they are looked for
//! wherever they must not be.

use alongside_protocol::{
    Private,
    feed::{GradeFact, IncidentDetails, Location, Person as Named, Remark, SceneFact, SuspectFact},
    vocabulary::{PersonRole, SuspectWhereabouts},
};
use alongside_tests::{
    Result, canary,
    feed::Story,
    office::Office,
    people::{BOARD, Person},
    screen::{Screen, new_id, now_ms},
    seen::Answer,
    stand::{Engines, OTHER_BOARD, Stand},
};
use anyhow::{Context, bail, ensure};
use reqwest::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};

const NUMBER: &str = "QS-0700";

/// One word for each field, that is part of no other.
#[derive(Default)]
struct Words(Vec<String>);

impl Words {
    fn text(&mut self, field: &str) -> String {
        let word = format!("canary{}{}", field.replace(['.', '_'], ""), self.0.len() + 100);
        self.0.push(word.clone());
        word
    }

    fn private(&mut self, field: &str) -> Private {
        Private::new(self.text(field))
    }

    fn all(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }
}

fn told_by_the_force(story: &mut Story, words: &mut Words) -> Vec<alongside_protocol::FeedEvent> {
    use alongside_protocol::FeedBody as Body;
    let person = |role, words: &mut Words, which: &str| Named {
        role,
        name: Some(Private::new(format!("{} Tern", words.text(&format!("{which}.name"))))),
        age: Some(31),
        phone: Some(words.private(&format!("{which}.phone"))),
        language: Some(words.text(&format!("{which}.language"))),
        note: Some(words.private(&format!("{which}.note"))),
    };
    let details = IncidentDetails {
        location: Some(Location {
            address: Some(words.private("address")),
            locality: Some(words.text("locality")),
            beat: Some("QS-7".to_owned()),
            lat: Some(54.487_654),
            lon: Some(-1.512_347),
        }),
        people: vec![person(PersonRole::Victim, words, "victim"), person(PersonRole::Suspect, words, "suspect")],
        thrive: Some(words.private("thrive")),
        ..story.details()
    };
    let remark = |words: &mut Words, field: &str, police_only| Remark {
        text: words.private(field),
        by: Some(words.text(&format!("{field}.by"))),
        police_only,
    };
    let (first, hidden) = (remark(words, "remark", false), remark(words, "intelligence", true));
    let call = remark(words, "call", false);
    let reason = Some(words.private("grade.reason"));
    let (suspect, safe) = (Some(words.text("suspect.by")), Some(words.text("safe.by")));
    vec![
        story.tell(Body::IncidentReceived(details)),
        story.tell(Body::RemarkAdded(first)),
        story.tell(Body::RemarkAdded(hidden)),
        story.tell(Body::NewCall(call)),
        story.tell(Body::GradeChanged(GradeFact { grade: "1".to_owned(), reason })),
        story.at_scene("QA12"),
        story.tell(Body::SuspectWhereabouts(SuspectFact { whereabouts: SuspectWhereabouts::InCustody, by: suspect })),
        story.tell(Body::SceneDeclaredSafe(SceneFact { by: safe })),
    ]
}

/// Every text that our people can write about somebody.
fn written_by_us(response: &str, words: &mut Words) -> Vec<Value> {
    let r = response;
    let mut w = |field: &str| words.text(field);
    vec![
        json!({"type":"claim_response","response":r}),
        json!({"type":"add_note","response":r,"text":w("note")}),
        json!({"type":"add_note","response":r,"text":w("note.charity"),"kept":"charity"}),
        json!({"type":"record_hazards","response":r,"found":["weapon"],"reason":w("hazards.reason")}),
        json!({"type":"record_safe_contact","response":r,"record":{
            "number":w("contact.number"),"safe_to_ring":true,"voicemail_allowed":false,"text_allowed":false,
            "withhold_caller_id":true,"when_safe":w("contact.when"),"code_word":w("contact.word"),
            "language":w("contact.language"),"who_may_answer":w("contact.who"),"email":w("contact.email"),
            "other_numbers":[{"number":w("contact.other"),"whose":w("contact.whose"),"safe_to_ring":false}]}}),
        json!({"type":"record_contact","response":r,"attempt":{
            "channel":"phone","result":"spoke_safely","number":w("attempt.number"),"note":w("attempt.note")}}),
        json!({"type":"record_risk","response":r,"assessment":{"set":"dash-27.v1","source":"received",
            "received_from":w("risk.from"),"answers":{},"judgement":"high","reason":w("risk.reason"),
            "note":w("risk.note")}}),
        json!({"type":"record_safety_plan","response":r,"plan":{
            "steps":[{"topic":"safe_place","text":w("plan.step")}],"agreed":true,"note":w("plan.note")}}),
        json!({"type":"record_welfare","response":r,"seen":{"children_present":2,"concerns":["no_heating"],
            "note":w("welfare.note")}}),
        json!({"type":"record_consent","response":r,"entry":{"purpose":"referral","recipient":"Saltmarsh outreach",
            "decision":"given","how":"spoken","note":w("consent.note")}}),
        json!({"type":"draft_referral","response":r,"draft":{"service":"Saltmarsh outreach","needs":["safety"],
            "note":w("referral.note")}}),
        json!({"type":"discard_referral","referral":format!("{r}~1"),"reason":w("referral.reason")}),
        json!({"type":"set_standing","incident":NUMBER,"standing":"pinned","reason":w("standing.reason")}),
        json!({"type":"request_escalation","response":r,"kind":"line_cut","reason":w("escalation.reason")}),
        json!({"type":"withdraw_escalation","escalation":format!("{r}!1"),"reason":w("escalation.withdrawn")}),
        json!({"type":"set_car_needs","response":r,"needs":{"language":w("needs.language")}}),
        json!({"type":"start_shift","car":"car-1","seats":[
            {"seat":"support_worker","name":"Dunlin","languages":[w("crew.language")]},
            {"seat":"officer","name":"PC Knot"}]}),
        json!({"type":"send_car","response":r,"car":"car-1"}),
        json!({"type":"stand_down","deployment":format!("{r}.1"),"reason":w("stand.down")}),
        json!({"type":"shelve_alarm","response":r,"alarm":"contact_due","until":now_ms() + 600_000,
            "reason":w("shelve.reason")}),
        json!({"type":"end_trying","response":r,"reason":w("trying.reason")}),
        json!({"type":"record_outcome","response":r,"outcome":{"kind":"engaged_by_phone","referral":"not_offered",
            "safety_plan_made":true,"note":w("outcome.note")}}),
        json!({"type":"record_outcome","response":r,"outcome":{"kind":"engaged_by_phone","referral":"referred",
            "services":["Saltmarsh outreach"],"safety_plan_made":true,"note":w("outcome.again")}}),
        json!({"type":"pass_on","response":r,"to":"Sunday team","note":w("passed.note")}),
    ]
}

async fn give(screen: &Screen, command: &Value) -> Result<u64> {
    let id = new_id();
    screen.say_text(json!({"type":"command","id":id,"at":now_ms(),"command":command}).to_string()).await?;
    match screen.answer(id).await? {
        Answer::Accepted { seq, .. } => Ok(seq),
        Answer::Refused(refusal) => bail!("{command} was refused: {refusal:?}"),
    }
}

#[rstest]
#[case::embedded(Engines::Embedded)]
#[case::shared(Engines::Shared)]
#[tokio::test]
async fn fault_34_no_canary_is_found_where_it_must_not_be(#[case] engines: Engines) -> Result<()> {
    if !engines.are_there("fault_34_no_canary_is_found") {
        return Ok(());
    }
    let (linnet, curlew) = (Person::worker("linnet"), Person::inspector("curlew"));
    let (wigeon, avocet) = (Person::desk("wigeon"), Person::new("avocet", "data_protection"));
    let godwit = Person::coordinator("godwit");
    let (dunlin, stranger) = (Person::crew("dunlin", "car-1"), Person::worker("siskin").on(OTHER_BOARD));
    let stand =
        Stand::with_two_boards(engines, &[&linnet, &curlew, &wigeon, &avocet, &godwit, &dunlin, &stranger]).await?;
    let node = stand.node();
    let (worker, inspector) = (stand.screen(&linnet).await?, stand.screen(&curlew).await?);
    let (crew, elsewhere) = (stand.screen(&dunlin).await?, stand.screen(&stranger).await?);
    let mut words = Words::default();
    let mut story = Story::new(NUMBER);
    let response = story.response();
    stand.feed.tell(node, &told_by_the_force(&mut story, &mut words)).await?;
    worker.wait_for("the row", |seen| seen.row(NUMBER).map(|_| ())).await?;
    let commands = written_by_us(&response.0, &mut words);
    let mut charity_note = 0;
    for command in &commands {
        let seq = give(&worker, command).await?;
        if command["kept"] == "charity" {
            charity_note = seq;
        }
    }
    // The two controllers: what the one keeps does not exist for the other.
    let whole = serde_json::to_string(&worker.file(NUMBER).await?)?;
    let desk = stand.screen(&wigeon).await?;
    let police = serde_json::to_string(&desk.file(NUMBER).await?)?;
    let word = |field: &str| {
        let field = format!("canary{}", field.replace(['.', '_'], ""));
        words.0.iter().find(|word| word.trim_end_matches(char::is_numeric) == field).cloned().unwrap_or_default()
    };
    let (intelligence, note) = (word("intelligence"), word("note.charity"));
    ensure!(police.contains(&intelligence) && !whole.contains(&intelligence), "intelligence is the police's");
    ensure!(whole.contains(&note) && !police.contains(&note), "the note is the charity's");
    let mut shared = Words(words.0.clone());
    let reason = shared.text("share.reason");
    let share = json!({"type":"share_note","response":response,"note":charity_note,"basis":"consent","reason":reason});
    give(&worker, &share).await?;
    desk.wait_for("the note is shared", |seen| {
        let file = serde_json::to_string(seen.files.get(&NUMBER.into())?).ok()?;
        (file.contains(&note) && !file.contains(&reason)).then_some(())
    })
    .await?;

    // Data protection, a faulty item, and what is given out.
    let office = Office::of(node, &avocet).await?;
    let hold_reason = shared.text("hold.reason");
    let said = shared.text("referral.rejected");
    let answer = json!({"board":BOARD,"response":response,"service":"Saltmarsh outreach","answer":"rejected",
        "reason":said});
    let coordinator = Office::of(node, &godwit).await?;
    coordinator.ask("/api/v1/referrals/answer", &answer, StatusCode::NO_CONTENT).await?;
    let list = coordinator.ask("/api/v1/referrals/list", &json!({"board":BOARD}), StatusCode::OK).await?;
    ensure!(list["referrals"][0]["answer"] == "rejected", "{list}");
    ensure!(list["referrals"][0]["reason"] == said.as_str(), "{list}");
    let other: Vec<_> = shared.all().into_iter().filter(|one| *one != said).collect();
    canary::absent("the list of referrals", list.to_string(), &other)?;
    let hold = json!({"board":BOARD,"incident":NUMBER,"reason":hold_reason});
    office.ask("/api/v1/retention/hold", &hold, StatusCode::NO_CONTENT).await?;
    let quarantined = shared.text("quarantined");
    let faulty = json!({"source":"x","message_id":"1","at":"yesterday","incident":NUMBER,"type":"remark_added",
        "data":{"text":quarantined}});
    let (status, answer) = stand.feed.post_raw(node, "application/json", faulty.to_string()).await?;
    ensure!(status == StatusCode::MULTI_STATUS, "{status}: {answer}");
    let all = shared.all();
    canary::absent("the answer to a faulty item", answer, &all)?;

    // The worker's file has what it should, so the words really went in.
    let in_file = canary::found(whole.as_bytes(), &all);
    ensure!(in_file.len() > 35, "the file holds {} of {}: {in_file:?}", in_file.len(), all.len());

    canary::absent("the database", stand.database_bytes()?, &all)?;
    let place = ["54.487654", "1.512347"];
    canary::absent("the database, for the place", stand.database_bytes()?, &place)?;
    if let Some(redis) = &stand.redis {
        canary::absent("Redis", redis.dump()?, &all)?;
        canary::absent("Redis, for the place", redis.dump()?, &place)?;
    }
    for (name, text) in [("the log", node.log().text()), ("metrics", node.text("/metrics").await?)] {
        canary::absent(name, &text, &all)?;
        canary::absent(name, &text, &place)?;
    }
    canary::absent("/readyz", node.text("/readyz").await?, &all)?;
    canary::absent("the inspector's frames", inspector.now().raw.join("\n"), &all)?;
    canary::absent("the inspector's frames, for the place", inspector.now().raw.join("\n"), &place)?;
    canary::absent("another board's frames", elsewhere.now().raw.join("\n"), &all)?;
    // A crew that was offered the job and has not acknowledged it sees where, and not whom. Its own languages it knows.
    let on_the_card = [word("locality"), word("crew.language"), word("needs.language"), word("victim.language")];
    let other: Vec<&str> = all.iter().copied().filter(|one| !on_the_card.iter().any(|card| card == one)).collect();
    canary::absent("the crew's frames", crew.now().raw.join("\n"), &other)?;
    // Rows and answers: the street, languages, and the desk's own words to a colleague are on the board by design.
    let on_the_row = [
        word("locality"),
        word("crew.language"),
        word("needs.language"),
        word("contact.language"),
        word("victim.language"),
    ];
    let other: Vec<&str> = all.iter().copied().filter(|one| !on_the_row.iter().any(|row| row == one)).collect();
    let raw = worker.now().raw;
    let rows: Vec<_> = raw.iter().filter(|text| !text.starts_with(r#"{"type":"file""#)).map(String::as_str).collect();
    canary::absent("rows, deltas and answers", rows.join("\n"), &other)?;

    // Exports: of what people wrote, the reasons of a disclosure and a hold alone.
    let reasons = [reason.as_str(), hold_reason.as_str()];
    let other: Vec<&str> = all.iter().copied().filter(|one| !reasons.contains(one)).collect();
    for format in ["csv", "json"] {
        let ask = json!({"board":BOARD,"format":format,"purpose":"audit","reason":"a test"});
        let answer = office.post("/api/v1/ledger/export", &ask).await?;
        ensure!(answer.status() == StatusCode::OK, "{format}");
        let text = answer.text().await?;
        ensure!(canary::found(text.as_bytes(), &reasons).len() == 2, "{format}: the reasons are there");
        canary::absent(&format!("the {format} export"), text, &other)?;
    }
    let preview = office.ask("/api/v1/retention/preview", &json!({"board":BOARD}), StatusCode::OK).await?;
    canary::absent("the preview", preview.to_string(), &other)?;
    let token = node.token(&linnet).await?;
    let today = jiff::Timestamp::from_millisecond(now_ms())?.strftime("%Y-%m-%d");
    let url = node.url(&format!("/api/v1/figures?board={BOARD}&from={today}&to={today}"));
    let figures = node.http.get(url).bearer_auth(token).send().await?.text().await.context("figures")?;
    canary::absent("figures", figures, &all)
}
