//! A referral's way after the shift: who follows it up sees it without anybody's name, and what the service says is
//! seen by every node.

use alongside_protocol::{
    Command, ResponseId,
    record::Outcome,
    vocabulary::{OutcomeKind, ReferralDecision},
};
use alongside_tests::{
    Result,
    feed::Story,
    office::Office,
    people::{BOARD, Person},
    stand::{Engines, Stand},
    wait::{self, PATIENCE},
};
use anyhow::ensure;
use reqwest::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};

const LIST: &str = "/api/v1/referrals/list";
const ANSWER: &str = "/api/v1/referrals/answer";
const SERVICE: &str = "Refuge placement";

async fn referred(stand: &Stand, worker: &Person, number: &str) -> Result<ResponseId> {
    let screen = stand.screen(worker).await?;
    let mut story = Story::new(number);
    stand.feed.tell(stand.node(), &[story.received()]).await?;
    let response = story.response();
    screen.wait_for("the row", |seen| seen.row(number).map(drop)).await?;
    screen.accept(Command::ClaimResponse { response: response.clone() }).await?;
    let outcome = Outcome {
        kind: OutcomeKind::EngagedByPhone,
        referral: ReferralDecision::Referred,
        services: vec![SERVICE.to_owned()],
        refuge_placed: false,
        children_placed: 0,
        safety_plan_made: true,
        answers: std::collections::BTreeMap::new(),
        note: "spoke".into(),
    };
    screen.accept(Command::RecordOutcome { response: response.clone(), outcome }).await?;
    screen.accept(Command::CloseResponse { response: response.clone() }).await?;
    Ok(response)
}

/// Incident, answer and who said it, in the list's order.
fn lines(list: &Value) -> Vec<(String, Option<String>, Option<String>)> {
    let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
    let all = list["referrals"].as_array().into_iter().flatten();
    all.map(|one| (text(&one["incident"]).unwrap_or_default(), text(&one["answer"]), text(&one["answered_by"])))
        .collect()
}

#[rstest]
#[case::embedded(Engines::Embedded, 1)]
#[case::shared(Engines::Shared, 2)]
#[tokio::test]
async fn a_coordinator_follows_up_what_was_referred(#[case] engines: Engines, #[case] nodes: usize) -> Result<()> {
    if !engines.are_there("a_coordinator_follows_up_what_was_referred") {
        return Ok(());
    }
    let (linnet, godwit) = (Person::worker("linnet"), Person::coordinator("godwit"));
    let avocet = Person::new("avocet", "data_protection");
    let stand = Stand::start(engines, nodes, &[&linnet, &godwit, &avocet]).await?;
    let first = referred(&stand, &linnet, "QS-4001").await?;
    referred(&stand, &linnet, "QS-4002").await?;
    let here = Office::of(stand.node(), &godwit).await?;
    let board = json!({ "board": BOARD });
    let list = here.ask(LIST, &board, StatusCode::OK).await?;
    let waiting = |number: &str| (number.to_owned(), None, None);
    assert_eq!(lines(&list), [waiting("QS-4001"), waiting("QS-4002")], "the longest wait first");
    assert_eq!((&list["referrals"][0]["service"], &list["referrals"][0]["working_days"]), (&json!(SERVICE), &json!(0)));

    let said = |answer: &str| json!({ "board": BOARD, "response": first, "service": SERVICE, "answer": answer });
    let refused = here.ask(ANSWER, &said("rejected"), StatusCode::UNPROCESSABLE_ENTITY).await?;
    ensure!(refused["field"] == "reason", "{refused}");
    here.ask(ANSWER, &said("accepted"), StatusCode::NO_CONTENT).await?;
    here.ask(ANSWER, &said("accepted"), StatusCode::CONFLICT).await?;
    // What waits is first, and every node knows what was said.
    let name = list["referrals"][0]["referred_by"].clone();
    ensure!(name.is_string(), "{list}");
    for node in &stand.nodes {
        let there = Office::of(node, &godwit).await?;
        wait::until("the answer is on the list", PATIENCE, async || {
            let Ok(list) = there.ask(LIST, &board, StatusCode::OK).await else { return false };
            let [open, answered] = &lines(&list)[..] else { return false };
            open.0 == "QS-4002"
                && answered.0 == "QS-4001"
                && answered.1.as_deref() == Some("accepted")
                && answered.2.is_some()
        })
        .await?;
    }
    // Who looked is on record.
    let found = Office::of(stand.node(), &avocet).await?.found(json!({ "act": "consultation" })).await?;
    ensure!(found.iter().any(|entry| entry["detail"]["what"] == "referrals_listed"), "{found:?}");
    Ok(())
}
