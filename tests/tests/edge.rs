//! The HTTP edge: signing in and out, limits, refusals as problem+json, headers, the description.

use std::{collections::BTreeSet, time::Duration};

use alongside_protocol::limits::{BODY_BYTES_MAX, FEED_BODY_BYTES_MAX, FEED_ITEMS_MAX};
use alongside_tests::{
    Result,
    feed::{Feed, Story},
    http::{problem, refused},
    people::{BOARD, Cookies, Person},
    screen::{Dial, Screen},
    server::{Server, root},
    stand::{Engines, Stand},
};
use anyhow::{Context, ensure};
use reqwest::{Method, Response, StatusCode, header};
use serde_json::{Value, json};

async fn who(server: &Server, cookies: &Cookies) -> Result<Response> {
    Ok(server.http.get(server.url("/api/v1/session")).header(header::COOKIE, cookies.header()).send().await?)
}

async fn refresh(server: &Server, cookies: &Cookies) -> Result<Response> {
    let request = server.http.post(server.url("/api/v1/session/refresh"));
    Ok(request.header(header::ORIGIN, server.origin()).header(header::COOKIE, cookies.header()).send().await?)
}

#[tokio::test]
async fn signing_in_gives_cookies_that_scripts_and_other_sites_do_not_get() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let server = stand.node();
    let answer = server.try_sign_in(&person.credentials()).await?;
    ensure!(answer.status() == StatusCode::OK);
    let set: Vec<String> = answer
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .filter_map(|line| Some(line.to_str().ok()?.to_owned()))
        .collect();
    ensure!(set.len() == 2, "{}", set.len());
    for line in &set {
        for attribute in ["HttpOnly", "SameSite=Strict", "Path=/"] {
            ensure!(line.contains(attribute), "{attribute} is missing");
        }
        ensure!(!line.contains("Max-Age") && !line.contains("Expires"), "it ends with the browser");
    }
    let cookies = Cookies::of(&answer).context("no cookies")?;
    let body: Value = answer.json().await?;
    assert_eq!(body["user"]["name"], "Linnet");
    assert_eq!(body["boards"][0], json!({ "board": BOARD, "name": "Quayside Test Car", "audiences": ["control"] }));
    let known = who(server, &cookies).await?;
    ensure!(known.headers()[header::CACHE_CONTROL] == "no-store");
    assert_eq!(known.json::<Value>().await?["user"], body["user"]);
    assert_eq!(problem(server.get("/api/v1/session").await?).await?, refused(401, "sign_in_required"));
    Ok(())
}

#[tokio::test]
async fn behind_tls_cookies_are_secure_and_bound_to_the_host() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start_with(Engines::Embedded, 1, &[&person], |settings| {
        settings.with("public_url", "https://board.example")
    })
    .await?;
    let server = stand.node();
    let sign_in = async |origin: &str| {
        let request = server.http.post(server.url("/api/v1/session")).header(header::ORIGIN, origin);
        request.json(&person.credentials()).send().await
    };
    let answer = sign_in("https://board.example").await?;
    ensure!(answer.status() == StatusCode::OK);
    for line in answer.headers().get_all(header::SET_COOKIE) {
        let line = line.to_str()?;
        ensure!(
            line.starts_with("__Host-alongside-") && line.contains("Secure"),
            "{}",
            line.split('=').next().unwrap_or_default()
        );
    }
    for origin in ["http://board.example", "https://board.example.evil.example", &server.origin()] {
        assert_eq!(problem(sign_in(origin).await?).await?, refused(403, "origin_refused"), "{origin}");
    }
    Ok(())
}

#[tokio::test]
async fn a_refresh_token_changes_with_every_use_and_a_used_one_ends_the_session() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let server = stand.node();
    let first = server.sign_in(&person).await?;
    let second = Cookies::of(&refresh(server, &first).await?).context("no cookies")?;
    // An answer that was lost on the way: the one before the newest is taken for a short while.
    let third = Cookies::of(&refresh(server, &first).await?).context("the answer to a refresh may be lost once")?;
    ensure!(first.refresh != second.refresh && second.refresh != third.refresh, "it changes with every use");
    let fourth = Cookies::of(&refresh(server, &third).await?).context("no cookies")?;
    // Two generations old: only a copy comes with it. Nobody can tell which of the two is the thief.
    assert_eq!(problem(refresh(server, &first).await?).await?, refused(401, "sign_in_required"));
    assert_eq!(
        problem(refresh(server, &fourth).await?).await?,
        refused(401, "sign_in_required"),
        "the session has ended"
    );
    let again = server.sign_in(&person).await?;
    ensure!(who(server, &again).await?.status() == StatusCode::OK, "the person may sign in anew");
    Ok(())
}

#[tokio::test]
async fn signing_out_closes_the_screens_of_that_session_alone() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let server = stand.node();
    let (mine, other) = (server.sign_in(&person).await?, server.sign_in(&person).await?);
    let screen = Screen::with(server, &Dial::cookies(server, &mine), &person, None).await?;
    let elsewhere = Screen::with(server, &Dial::cookies(server, &other), &person, None).await?;
    let sign_out = server.http.delete(server.url("/api/v1/session"));
    let answer = sign_out.header(header::ORIGIN, server.origin()).header(header::COOKIE, mine.header()).send().await?;
    ensure!(answer.status() == StatusCode::NO_CONTENT, "{}", answer.status());
    let closed = screen.closed(Duration::from_secs(6)).await?;
    assert_eq!(closed.code, Some(4502), "{closed:?}");
    assert_eq!(problem(who(server, &mine).await?).await?, refused(401, "sign_in_required"));
    assert_eq!(problem(refresh(server, &mine).await?).await?, refused(401, "sign_in_required"));
    ensure!(elsewhere.now().closed.is_none() && who(server, &other).await?.status() == StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn fault_31_what_another_site_makes_a_browser_send_is_refused() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let server = stand.node();
    let cookies = server.sign_in(&person).await?;
    let own = server.origin();
    let asks = [
        (Method::POST, "/api/v1/session"),
        (Method::POST, "/api/v1/session/refresh"),
        (Method::DELETE, "/api/v1/session"),
        (Method::POST, "/feed/v1/events"),
    ];
    for (method, path) in asks {
        for (origin, site) in [
            (None, None),
            (Some("http://evil.example"), None),
            (Some("null"), None),
            (Some(own.as_str()), Some("cross-site")),
            (Some(own.as_str()), Some("same-site")),
        ] {
            let mut request =
                server.http.request(method.clone(), server.url(path)).header(header::COOKIE, cookies.header());
            if let Some(origin) = origin {
                request = request.header(header::ORIGIN, origin);
            }
            if let Some(site) = site {
                request = request.header("sec-fetch-site", site);
            }
            let answer = request.json(&person.credentials()).send().await?;
            assert_eq!(
                problem(answer).await?,
                refused(403, "origin_refused"),
                "{method} {path} from {origin:?}, {site:?}"
            );
        }
    }
    ensure!(who(server, &cookies).await?.status() == StatusCode::OK, "nothing was done: the session goes on");
    Ok(())
}

#[tokio::test]
async fn roles_and_boards_are_kept_apart() -> Result<()> {
    let (person, coordinator) = (Person::worker("linnet"), Person::new("avocet", "coordinator"));
    let stand = Stand::start(Engines::Embedded, 1, &[&person, &coordinator]).await?;
    let server = stand.node();
    let event = Story::new("QS-0900").received();
    for someone in [&person, &coordinator] {
        let token = server.token(someone).await?;
        let request = server.http.post(server.url("/feed/v1/events")).bearer_auth(&token).json(&event);
        assert_eq!(problem(request.send().await?).await?, refused(403, "role_not_allowed"));
    }
    let elsewhere = format!("{}?board=otherside", server.url("/feed/v1/events"));
    let request = server.http.post(elsewhere).bearer_auth(&stand.feed.token).json(&event);
    assert_eq!(problem(request.send().await?).await?, refused(404, "not_found"));
    // A worker's token signed for another board sees nothing of this one.
    let (status, _) = server.settings.run(&["issue-token", "--name", "x", "--board", "otherside", "--out", "x"], "")?;
    ensure!(status.code() == Some(1), "no token for a board that does not exist");
    Ok(())
}

#[tokio::test]
async fn i9_bodies_beyond_their_limit_are_refused_whole() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let server = stand.node();
    let long = json!({ "username": "linnet", "password": "x".repeat(BODY_BYTES_MAX) });
    assert_eq!(problem(server.try_sign_in(&long).await?).await?, refused(413, "body_too_large"));

    let mut story = Story::new("QS-0901");
    let many: Vec<_> = (0..=FEED_ITEMS_MAX).map(|_| story.remark("x")).collect();
    let (status, text) = stand.feed.post_raw(server, "application/json", serde_json::to_vec(&many)?).await?;
    ensure!(status == StatusCode::PAYLOAD_TOO_LARGE && text.contains("nothing was taken"), "HTTP {status}: {text}");
    let mut padded = serde_json::to_vec(&[story.received()])?;
    padded.resize(FEED_BODY_BYTES_MAX + 1, b' ');
    let (status, text) = stand.feed.post_raw(server, "application/json", padded.clone()).await?;
    ensure!(status == StatusCode::PAYLOAD_TOO_LARGE && text.contains("body_too_large"), "HTTP {status}: {text}");
    let screen = stand.screen(&person).await?;
    assert_eq!(screen.now().seq, 0, "nothing was taken");
    padded.truncate(FEED_BODY_BYTES_MAX);
    let (status, text) = stand.feed.post_raw(server, "application/json", padded).await?;
    ensure!(status == StatusCode::OK, "the limit itself is taken: HTTP {status}: {text}");
    Ok(())
}

#[tokio::test]
async fn every_refusal_is_a_problem_document_and_every_answer_carries_the_headers() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let server = stand.node();
    let Feed { token } = &stand.feed;
    let ask = |method: Method, path: &str| server.http.request(method, server.url(path)).bearer_auth(token);
    let origin = server.origin();
    let refusals = [
        ("no such page", ask(Method::GET, "/no/such/page"), 404, "not_found"),
        ("no such address", ask(Method::POST, "/no/such/address"), 404, "not_found"),
        ("another method", ask(Method::GET, "/feed/v1/events"), 405, "method_not_allowed"),
        ("another method", ask(Method::PUT, "/api/v1/session"), 405, "method_not_allowed"),
        ("another type", ask(Method::POST, "/feed/v1/events").body("<xml/>"), 422, "field_invalid"),
        (
            "not JSON",
            ask(Method::POST, "/feed/v1/events").header("content-type", "application/json").body("{"),
            422,
            "body_unreadable",
        ),
        (
            "nothing",
            ask(Method::POST, "/feed/v1/events").header("content-type", "application/json").body("[]"),
            422,
            "body_unreadable",
        ),
        ("a board twice", ask(Method::POST, "/feed/v1/events?board=a&board=b").json(&json!({})), 422, "field_invalid"),
        (
            "a body of another shape",
            ask(Method::POST, "/api/v1/session").header("origin", &origin).json(&json!({ "user": 1 })),
            422,
            "body_unreadable",
        ),
        ("no upgrade", ask(Method::GET, "/ws"), 422, "field_invalid"),
    ];
    for (case, request, status, code) in refusals {
        let answer = request.send().await?;
        headers(&answer).context(case)?;
        ensure!(status != 405 || answer.headers().contains_key(header::ALLOW), "{case}: what is allowed is not said");
        assert_eq!(problem(answer).await.context(case)?, refused(status, code), "{case}");
    }
    for path in ["/", "/board", "/livez", "/readyz", "/metrics", "/openapi.json", "/feed/v1/schema.json"] {
        let answer = server.get(path).await?;
        headers(&answer).context(path)?;
    }
    Ok(())
}

fn headers(answer: &Response) -> Result<()> {
    let value = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let policy = value("content-security-policy");
    ensure!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "policy {policy:?}");
    ensure!(!policy.contains("unsafe") && !policy.contains("http"), "policy {policy:?}");
    for (name, wanted) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        ensure!(value(name) == wanted, "{name}: {:?}", value(name));
    }
    ensure!(value("strict-transport-security").contains("max-age"));
    Ok(())
}

/// The router is code and the description is too: neither may know an address that the other does not.
#[tokio::test]
async fn the_description_lists_every_address_that_is_served() -> Result<()> {
    let stand = Stand::start(Engines::Embedded, 1, &[]).await?;
    let document: Value = stand.node().get("/openapi.json").await?.json().await?;
    let paths = document["paths"].as_object().context("no paths")?;
    let described: BTreeSet<String> = paths.keys().cloned().collect();
    let mut served = BTreeSet::new();
    let mut folders = vec![root().join("server/src/edge")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name != "assets.rs") {
                let text = std::fs::read_to_string(&path)?;
                let routes = text
                    .split(".route(")
                    .skip(1)
                    .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
                served.extend(routes.map(ToOwned::to_owned));
            }
        }
    }
    ensure!(served.len() > 8, "the search finds routes: {served:?}");
    assert_eq!(described, served);
    for (path, methods) in paths {
        for method in methods.as_object().context("no methods")?.keys() {
            let method = Method::from_bytes(method.to_uppercase().as_bytes())?;
            let status = stand.node().http.request(method.clone(), stand.node().url(path)).send().await?.status();
            ensure!(![404, 405].contains(&status.as_u16()), "{method} {path} answers {status}");
        }
    }
    let text = document.to_string();
    let dangling = text.split("\"#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next());
    for name in dangling {
        ensure!(document["components"]["schemas"].get(name).is_some(), "{name} is referred to and not there");
    }
    Ok(())
}
