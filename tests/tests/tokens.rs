//! Tokens of machines: good for one thing, kept as digests, put in place of one another, called back.

use std::time::Duration;

use alongside_tests::{
    Result,
    feed::{Feed, Story},
    http::{problem, refused},
    people::Person,
    screen::{Dial, Screen},
    server::{Server, Settings},
    stand::{Engines, Stand},
    wait::{self, PATIENCE},
};
use anyhow::ensure;
use reqwest::StatusCode;

/// What is promised, and what a busy machine may add.
const WITHIN: Duration = Duration::from_secs(5 + 3);

fn token(settings: &Settings, arguments: &[&str], name: &str) -> Result<String> {
    let out = settings.data_dir.join(name).display().to_string();
    settings.succeed(&[arguments, &["--out", &out]].concat(), "")?;
    Ok(std::fs::read_to_string(out)?.trim().to_owned())
}

async fn figures(server: &Server, token: &str) -> Result<reqwest::Response> {
    let today = "/api/v1/figures?board=quayside&from=2100-01-01&to=2100-01-01";
    Ok(server.http.get(server.url(today)).bearer_auth(token).send().await?)
}

#[tokio::test]
async fn a_machines_token_is_good_for_one_role_on_one_board_and_is_no_person() -> Result<()> {
    let stand = Stand::start(Engines::Embedded, 1, &[]).await?;
    let server = stand.node();
    ensure!(stand.feed.token.starts_with("alongside_"), "a token says what it is");
    stand.feed.tell(server, &[Story::new("QS-1000").received()]).await?;
    assert_eq!(problem(figures(server, &stand.feed.token).await?).await?, refused(403, "role_not_allowed"));
    for path in ["/api/v1/sessions", "/api/v1/second-factor", "/api/v1/people?board=quayside", "/api/v1/session"] {
        let answer = server.http.get(server.url(path)).bearer_auth(&stand.feed.token).send().await?;
        assert_eq!(problem(answer).await?, refused(403, "role_not_allowed"), "{path}");
    }
    // One letter changed, in either half.
    for place in [12, 60] {
        let mut forged: Vec<char> = stand.feed.token.chars().collect();
        forged[place] = if forged[place] == '0' { '1' } else { '0' };
        let forged = Feed { token: forged.into_iter().collect() };
        let (status, _) = forged.post_raw(server, "application/json", "[]").await?;
        ensure!(status == StatusCode::UNAUTHORIZED, "{status}");
    }
    let bytes = stand.database_bytes()?;
    let secret = stand.feed.token.as_bytes();
    ensure!(!bytes.windows(secret.len()).any(|window| window == secret), "a digest is kept, and no token");
    ensure!(!server.log().contains(&stand.feed.token), "no token in the log");
    Ok(())
}

#[tokio::test]
async fn the_metrics_are_a_monitors_where_the_operator_wants_it() -> Result<()> {
    let person = Person::new("linnet", "support_worker,coordinator");
    let needed = |settings: Settings| settings.with("metrics_need_token", "true");
    let stand = Stand::start_with(Engines::Embedded, 1, &[&person], needed).await?;
    let server = stand.node();
    let read = async |token: &str| server.http.get(server.url("/metrics")).bearer_auth(token).send().await;
    assert_eq!(problem(server.get("/metrics").await?).await?, refused(401, "sign_in_required"));
    for other in [&stand.feed.token, &server.token(&person).await?] {
        assert_eq!(problem(read(other).await?).await?, refused(403, "role_not_allowed"));
    }
    let monitor = server.settings.issue_token("monitor", "quayside")?;
    let text = read(&monitor).await?.text().await?;
    ensure!(text.contains("alongside_board_seq"), "{text}");
    Ok(())
}

#[tokio::test]
async fn tokens_are_put_in_place_of_one_another_listed_and_called_back_on_every_node() -> Result<()> {
    if !Engines::Shared.are_there("tokens_are_put_in_place_of_one_another_listed_and_called_back_on_every_node") {
        return Ok(());
    }
    let mut stand = Stand::start(Engines::Shared, 2, &[]).await?;
    let settings = stand.node().settings.clone();
    let which = ["--name", "figures", "--board", "quayside"];
    let first = token(&settings, &[&["issue-token", "--role", "inspector"][..], &which].concat(), "first")?;
    let is_good = async |node: &Server, token: &str| {
        Ok::<bool, anyhow::Error>(figures(node, token).await?.status() != StatusCode::UNAUTHORIZED)
    };
    for node in &stand.nodes {
        ensure!(is_good(node, &first).await?, "good on every node");
    }
    // Another in its place: both are good for a while.
    let second = token(&settings, &[&["rotate-token", "--overlap-hours", "1"][..], &which].concat(), "second")?;
    ensure!(first != second && is_good(stand.node(), &first).await? && is_good(stand.node(), &second).await?);
    // And once more, without a while.
    let third = token(&settings, &[&["rotate-token", "--overlap-hours", "0"][..], &which].concat(), "third")?;
    for old in [&first, &second] {
        wait::until("the old one is refused on every node", WITHIN, async || {
            let (one, other) = (is_good(&stand.nodes[0], old).await, is_good(&stand.nodes[1], old).await);
            matches!((one, other), (Ok(false), Ok(false)))
        })
        .await?;
    }
    // A screen that is open with it closes when it is called back.
    let machine = Person::inspector("machine");
    let mut screens = Vec::new();
    for node in &stand.nodes {
        screens.push(Screen::with(node, &Dial::bearer(&third), &machine, None).await?);
    }
    let said = settings.succeed(&["list-tokens"], "")?;
    ensure!(said.lines().filter(|line| line.starts_with("figures")).count() == 3, "{said}");
    ensure!(said.contains("good") && said.contains("expired"), "{said}");
    ensure!(!said.contains(&third[..40]), "no token is shown again");
    let (status, said) = settings.run(&["revoke-token", "--name", "nobody", "--board", "quayside"], "")?;
    ensure!(!status.success() && said.contains("no token of that name"), "{said}");
    settings.succeed(&[&["revoke-token"][..], &which].concat(), "")?;
    for (node, screen) in screens.into_iter().enumerate() {
        assert_eq!(screen.closed(WITHIN).await?.code, Some(4502), "node {node}");
        ensure!(!is_good(&stand.nodes[node], &third).await?, "node {node}");
    }
    // The force's own goes on.
    stand.feed.tell(&stand.nodes[1], &[Story::new("QS-1000").received()]).await?;
    // Over time, like any other.
    stand.postgres()?.sql("UPDATE service_token SET expires_ms = created_ms + 1 WHERE revoked_ms IS NULL")?;
    wait::until("an expired one is refused", PATIENCE, async || {
        let answer = stand.feed.post_raw(&stand.nodes[1], "application/json", "[]").await;
        answer.is_ok_and(|(status, _)| status == StatusCode::UNAUTHORIZED)
    })
    .await
    .map(drop)
}
