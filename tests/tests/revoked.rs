//! Rights that are taken back, wherever it is done and wherever the screen is open: two nodes, one database.

use std::time::Duration;

use alongside_tests::{
    Result,
    http::{problem, refused},
    people::{Cookies, Person},
    screen::{Dial, Screen},
    server::Server,
    stand::{Engines, Stand},
};
use anyhow::{Context, ensure};
use reqwest::{Method, StatusCode};
use serde_json::json;

/// What is promised, and what a busy machine may add.
const WITHIN: Duration = Duration::from_secs(5 + 3);

async fn at(server: &Server, cookies: &Cookies, person: &Person) -> Result<Screen> {
    Screen::with(server, &Dial::cookies(server, cookies), person, None).await
}

/// Both screens are told that the sign-in is over, and nothing more is served to it.
async fn shut_out(stand: &Stand, cookies: &Cookies, screens: [Screen; 2], what: &str) -> Result<()> {
    for (node, screen) in screens.into_iter().enumerate() {
        let closed = screen.closed(WITHIN).await.with_context(|| format!("{what}, node {node}"))?;
        assert_eq!(closed.code, Some(4502), "{what}, node {node}");
        let answer = stand.nodes[node].session(cookies).await?;
        assert_eq!(problem(answer).await?, refused(401, "sign_in_required"), "{what}, node {node}");
    }
    let answer = stand.node().ask(cookies, Method::POST, "/api/v1/session/refresh", None).await?;
    assert_eq!(problem(answer).await?, refused(401, "sign_in_required"), "{what}");
    Ok(())
}

#[tokio::test]
async fn fault_28_rights_taken_back_close_screens_on_every_node() -> Result<()> {
    if !Engines::Shared.are_there("fault_28_rights_taken_back_close_screens_on_every_node") {
        return Ok(());
    }
    let (person, office) = (Person::worker("linnet"), Person::coordinator("siskin"));
    let bystander = Person::worker("whinchat");
    let mut stand = Stand::start(Engines::Shared, 2, &[&person, &office, &bystander]).await?;
    let other = stand.nodes[1].sign_in(&bystander).await?;
    let unhurt = at(&stand.nodes[1], &other, &bystander).await?;
    let desk = stand.nodes[1].sign_in(&office).await?;
    let people = stand.nodes[1].done(&desk, Method::GET, "/api/v1/people?board=quayside", None).await?;
    let all = people["people"].as_array().context("no people")?;
    let user = all.iter().find(|one| one["username"] == "linnet").context("linnet")?["user"].clone();
    let disabled = |disabled: bool| Some(json!({ "board": "quayside", "user": user, "disabled": disabled }));
    for what in ["another role", "another board", "signed out by the office", "closed", "closed by SQL", "idle", "over"]
    {
        let cookies = stand.node().sign_in(&person).await.with_context(|| format!("before: {what}"))?;
        let screens = [at(&stand.nodes[0], &cookies, &person).await?, at(&stand.nodes[1], &cookies, &person).await?];
        match what {
            "another role" => {
                let settings = &stand.node().settings;
                settings.put_account(&Person { roles: "support_worker,inspector".to_owned(), ..person.clone() })?;
            }
            // A board that this server does not know cannot be named on its command line.
            "another board" => {
                let postgres = stand.postgres()?;
                let changed =
                    postgres.sql("UPDATE account SET boards = '[]' WHERE username = 'linnet' RETURNING user_id")?;
                ensure!(!changed.trim().is_empty(), "the board was taken");
                stand.node().settings.put_account(&person)?;
            }
            "signed out by the office" => {
                let out = json!({ "board": "quayside", "user": user });
                stand.nodes[1].done(&desk, Method::POST, "/api/v1/people/sign-out", Some(out)).await?;
            }
            "closed" => {
                stand.nodes[1].done(&desk, Method::POST, "/api/v1/people/access", disabled(true)).await?;
            }
            "closed by SQL" => {
                stand.postgres()?.sql("UPDATE account SET disabled = 1 WHERE username = 'linnet'")?;
            }
            "idle" => {
                stand.postgres()?.sql("UPDATE session SET refreshed_ms = refreshed_ms - 3600000 WHERE ended_ms IS NULL AND user_id IN (SELECT user_id FROM account WHERE username = 'linnet')")?;
            }
            _ => {
                stand.postgres()?.sql("UPDATE session SET expires_ms = created_ms + 1 WHERE ended_ms IS NULL AND user_id IN (SELECT user_id FROM account WHERE username = 'linnet')")?;
            }
        }
        shut_out(&stand, &cookies, screens, what).await?;
        // As it was before, for the next.
        stand.nodes[1].done(&desk, Method::POST, "/api/v1/people/access", disabled(false)).await?;
        stand.node().settings.put_account(&person)?;
    }
    ensure!(unhurt.now().closed.is_none(), "others go on");
    ensure!(stand.node().session(&other).await?.status() == StatusCode::OK);
    Ok(())
}
