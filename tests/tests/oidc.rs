//! Sign-in through a real OpenID provider, what it and others must not get past, and its logout.

use std::time::Duration;

use alongside_tests::{
    Result,
    engines::{Engine, have},
    http::{problem, refused},
    oidc::{Browser, CLIENT_ID, LOGOUT, Provider, location},
    people::{Cookies, Person},
    screen::{Dial, Screen, now_ms},
    server::{Server, Settings},
    stand::{Engines, Stand},
    wait::PATIENCE,
};
use anyhow::{Context, ensure};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use reqwest::{Method, Response, StatusCode, Url};
use serde_json::{Value, json};

/// What is promised, and what a busy machine may add.
const WITHIN: Duration = Duration::from_secs(5 + 3);

async fn start(people: &[&Person]) -> Result<(Provider, Stand)> {
    let provider = Provider::start()?;
    let settings = |settings: Settings| provider.settings(settings.clone()).unwrap_or(settings);
    let stand = Stand::start_with(Engines::Embedded, 1, people, settings).await?;
    Ok((provider, stand))
}

async fn roles(server: &Server, cookies: &Cookies) -> Result<Value> {
    let who: Value = server.session(cookies).await?.json().await?;
    Ok(who["user"]["roles"].clone())
}

#[allow(clippy::needless_pass_by_value, reason = "an answer is looked at once")]
fn signed_in(answer: Response) -> Result<Cookies> {
    ensure!(
        answer.status() == StatusCode::SEE_OTHER && location(&answer)? == "/",
        "{} to {}",
        answer.status(),
        location(&answer)?
    );
    Cookies::of(&answer).context("no cookies")
}

/// Sent back to the page with a word and nothing else.
fn sent_back(answer: &Response, reason: &str) -> Result<()> {
    assert_eq!((answer.status(), location(answer)?), (StatusCode::SEE_OTHER, format!("/?sign-in={reason}")));
    ensure!(Cookies::of(answer).is_none(), "and is not signed in");
    Ok(())
}

#[tokio::test]
async fn a_real_provider_signs_people_in_with_the_rights_of_their_groups() -> Result<()> {
    if !have("a_real_provider_signs_people_in_with_the_rights_of_their_groups", &[Engine::OpenId]) {
        return Ok(());
    }
    let (provider, stand) = start(&[]).await?;
    let server = stand.node();
    let ways: Value = server.get("/api/v1/sign-in").await?.json().await?;
    assert_eq!(ways, json!({ "password": true, "oidc": { "name": "Quayside sign-in" } }));
    let browser = Browser::new()?;
    let address = browser.press(server).await?;
    for part in ["response_type=code", "code_challenge_method=S256", "state=", "nonce=", "scope=openid+profile"] {
        ensure!(address.contains(part), "{part} is missing in {address}");
    }
    let back = browser.sign_in_at(&provider, &address, "linnet").await?;
    let mine = signed_in(browser.get(&back).await?)?;
    assert_eq!(roles(server, &mine).await?, json!(["support_worker"]));
    let person = Person::worker("linnet");
    let screen = Screen::with(server, &Dial::cookies(server, &mine), &person, None).await?;
    ensure!(screen.now().you.is_some_and(|you| you.name == "Linnet"), "the provider says who");
    let office = signed_in(Browser::new()?.sign_in(server, &provider, "siskin").await?)?;
    let people = server.done(&office, Method::GET, "/api/v1/people?board=quayside", None).await?;
    let all = people["people"].as_array().context("no people")?;
    let listed = all.iter().find(|one| one["name"] == "Linnet").context("made at the first sign-in")?;
    ensure!(listed["way"] == "oidc" && listed["sessions"][0]["device"] == "Firefox on Windows", "{listed}");
    let username = listed["username"].as_str().context("no name")?.to_owned();
    ensure!(username.starts_with("oidc:linnet#"), "{username}");
    // There is no password to guess, and no second factor of ours.
    let answer = server.try_sign_in(&json!({ "username": username, "password": "any-password-at-all" })).await?;
    assert_eq!(problem(answer).await?, refused(401, "sign_in_failed"));
    let factor = server.done(&mine, Method::GET, "/api/v1/second-factor", None).await?;
    assert_eq!(factor, json!({ "is_on": false, "may": false }));
    // Again: the same account, whose other sign-in goes on.
    let again = signed_in(Browser::new()?.sign_in(server, &provider, "linnet").await?)?;
    let own = server.done(&again, Method::GET, "/api/v1/sessions", None).await?;
    ensure!(own["sessions"].as_array().is_some_and(|open| open.len() == 2), "{own}");
    ensure!(server.session(&mine).await?.status().is_success());
    // In other groups: other rights, and the earlier sign-ins end.
    provider.set_groups("linnet", "quay-office,quay-workers").await?;
    let more = signed_in(Browser::new()?.sign_in(server, &provider, "linnet").await?)?;
    assert_eq!(roles(server, &more).await?, json!(["support_worker", "coordinator"]));
    assert_eq!(screen.closed(WITHIN).await?.code, Some(4502), "screens with the old rights close");
    provider.set_groups("linnet", "gardeners").await?;
    sent_back(&Browser::new()?.sign_in(server, &provider, "linnet").await?, "no_board")?;
    // Closed here, whatever the provider says.
    let crew = signed_in(Browser::new()?.sign_in(server, &provider, "dunlin").await?)?;
    assert_eq!(roles(server, &crew).await?, json!(["crew"]));
    let people = server.done(&office, Method::GET, "/api/v1/people?board=quayside", None).await?;
    let all = people["people"].as_array().context("no people")?;
    let dunlin = all.iter().find(|one| one["name"] == "Dunlin").context("dunlin")?;
    ensure!(dunlin["car"] == "car-1", "{dunlin}");
    let close = json!({ "board": "quayside", "user": dunlin["user"], "disabled": true });
    server.done(&office, Method::POST, "/api/v1/people/access", Some(close)).await?;
    sent_back(&Browser::new()?.sign_in(server, &provider, "dunlin").await?, "refused")
}

#[tokio::test]
async fn what_was_tampered_with_on_the_way_is_sent_back() -> Result<()> {
    if !have("what_was_tampered_with_on_the_way_is_sent_back", &[Engine::OpenId]) {
        return Ok(());
    }
    let (provider, stand) = start(&[]).await?;
    let server = stand.node();
    let set = |address: &str, key: &str, value: Option<&str>| -> Result<String> {
        let mut url = Url::parse(address)?;
        let kept: Vec<_> = url.query_pairs().into_owned().filter(|(name, _)| name != key).collect();
        ensure!(url.query_pairs().any(|(name, _)| name == key), "{key} is in {address}");
        url.query_pairs_mut().clear().extend_pairs(kept).extend_pairs(value.map(|value| (key, value)));
        Ok(url.into())
    };
    // On the way there: the provider answers another nonce, or for another proof, than this browser began with.
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    for (key, value) in [("nonce", "another-nonce"), ("code_challenge", challenge), ("state", "another-state")] {
        let browser = Browser::new()?;
        let address = set(&browser.press(server).await?, key, Some(value))?;
        let back = browser.sign_in_at(&provider, &address, "linnet").await?;
        ensure!(back.contains("code="), "the provider did its part: {back}");
        sent_back(&browser.get(&back).await?, "refused").with_context(|| format!("another {key}"))?;
    }
    // On the way back.
    for (key, value) in [
        ("state", Some("another-state")),
        ("state", None),
        ("code", Some("another-code")),
        ("code", None),
        ("iss", Some("http://evil.example")),
    ] {
        let browser = Browser::new()?;
        let back = browser.sign_in_at(&provider, &browser.press(server).await?, "linnet").await?;
        let answer = browser.get(&set(&back, key, value)?).await?;
        sent_back(&answer, "refused").with_context(|| format!("{key}: {value:?}"))?;
    }
    // In a browser that began nothing, and in one that began another.
    let browser = Browser::new()?;
    let back = browser.sign_in_at(&provider, &browser.press(server).await?, "linnet").await?;
    sent_back(&Browser::new()?.get(&back).await?, "refused")?;
    let other = Browser::new()?;
    other.press(server).await?;
    sent_back(&other.get(&back).await?, "refused")?;
    // The browser's own way still is good; but once.
    signed_in(browser.get(&back).await?)?;
    sent_back(&browser.get(&back).await?, "refused")?;
    let callback = server.url("/api/v1/sign-in/oidc/callback");
    for query in ["", "?error=access_denied&state=x", "?code=a&code=b&state=x"] {
        sent_back(&browser.get(&format!("{callback}{query}")).await?, "refused").with_context(|| query.to_owned())?;
    }
    sent_back(&Browser::new()?.sign_in(server, &provider, "whinchat").await?, "no_board")?;
    ensure!(!server.log().contains("code="), "no code in the log");
    Ok(())
}

#[tokio::test]
async fn the_providers_logout_closes_open_screens_and_nobody_elses_does() -> Result<()> {
    if !have("the_providers_logout_closes_open_screens_and_nobody_elses_does", &[Engine::OpenId]) {
        return Ok(());
    }
    let (provider, stand) = start(&[]).await?;
    let server = stand.node();
    let browser = Browser::new()?;
    let mine = signed_in(browser.sign_in(server, &provider, "linnet").await?)?;
    let elsewhere = signed_in(Browser::new()?.sign_in(server, &provider, "linnet").await?)?;
    let person = Person::worker("linnet");
    let screen = Screen::with(server, &Dial::cookies(server, &mine), &person, None).await?;
    let other = Screen::with(server, &Dial::cookies(server, &elsewhere), &person, None).await?;
    // Forged ones first.
    let key = EncodingKey::from_rsa_der(&provider.signing_key()?);
    let event = json!({ "http://schemas.openid.net/event/backchannel-logout": {} });
    let now = now_ms() / 1_000;
    let whole = |jti: &str| {
        json!({
            "iss": provider.issuer(), "aud": CLIENT_ID, "iat": now, "exp": now + 60, "jti": jti, "sub": "linnet",
            "events": event,
        })
    };
    let sign = |claims: &Value, kind: &str| {
        let mut header = Header::new(Algorithm::RS256);
        (header.kid, header.typ) = (Some("signing".to_owned()), Some(kind.to_owned()));
        encode(&header, claims, &key)
    };
    let post = async |token: &str| {
        let answer = server.http.post(server.url(LOGOUT)).form(&[("logout_token", token)]).send().await?;
        Ok::<StatusCode, anyhow::Error>(answer.status())
    };
    let changed = |claim: &str, value: Value| {
        let mut claims = whole("forged");
        if value.is_null() {
            claims.as_object_mut().map(|claims| claims.remove(claim));
        } else {
            claims[claim] = value;
        }
        claims
    };
    for (claim, value) in [
        ("iss", json!("http://evil.example")),
        ("iss", Value::Null),
        ("aud", json!("elsewhere")),
        ("aud", Value::Null),
        ("iat", json!(now - 3_600)),
        ("iat", json!(now + 3_600)),
        ("iat", Value::Null),
        ("exp", json!(now - 3_600)),
        ("exp", Value::Null),
        ("jti", Value::Null),
        ("events", json!({ "http://evil.example": {} })),
        ("events", Value::Null),
        ("sub", Value::Null),
        ("nonce", json!("a-nonce")),
    ] {
        let token = sign(&changed(claim, value.clone()), "logout+jwt")?;
        assert_eq!(post(&token).await?, StatusCode::BAD_REQUEST, "{claim}: {value}");
    }
    assert_eq!(post(&sign(&whole("forged"), "at+jwt")?).await?, StatusCode::BAD_REQUEST, "another type");
    let mut with_secret = Header::new(Algorithm::HS256);
    with_secret.kid = Some("signing".to_owned());
    for secret in [&b"a-secret-of-the-tests-alone"[..], &provider.signing_key()?] {
        let token = encode(&with_secret, &whole("forged"), &EncodingKey::from_secret(secret))?;
        assert_eq!(post(&token).await?, StatusCode::BAD_REQUEST, "signed with a secret");
    }
    let good = sign(&whole("of-somebody-else"), "logout+jwt")?;
    let (body, _) = good.rsplit_once('.').context("three parts")?;
    for token in ["", "nonsense", body, &format!("{body}."), &format!("{body}.AAAA")] {
        assert_eq!(post(token).await?, StatusCode::BAD_REQUEST, "{token}");
    }
    ensure!(server.session(&mine).await?.status().is_success() && screen.now().closed.is_none(), "nothing was ended");
    // The real provider, when the person signs out there: that sign-in, on every screen, and no other.
    browser.sign_out_at(&provider).await?;
    assert_eq!(screen.closed(WITHIN).await?.code, Some(4502));
    assert_eq!(problem(server.session(&mine).await?).await?, refused(401, "sign_in_required"));
    ensure!(server.session(&elsewhere).await?.status().is_success() && other.now().closed.is_none());
    // One that names the person ends all of theirs; it counts once.
    let token = sign(&whole("once"), "logout+jwt")?;
    assert_eq!(post(&token).await?, StatusCode::OK, "the forger's tools work: a whole one passes");
    assert_eq!(post(&token).await?, StatusCode::BAD_REQUEST, "it came before");
    assert_eq!(other.closed(WITHIN).await?.code, Some(4502));
    Ok(())
}

#[tokio::test]
async fn while_the_provider_is_away_passwords_still_open_the_door() -> Result<()> {
    if !have("while_the_provider_is_away_passwords_still_open_the_door", &[Engine::OpenId]) {
        return Ok(());
    }
    let local = Person::worker("redstart");
    let (mut provider, stand) = start(&[&local]).await?;
    let server = stand.node();
    let browser = Browser::new()?;
    let back = browser.sign_in_at(&provider, &browser.press(server).await?, "linnet").await?;
    provider.kill()?;
    sent_back(&browser.get(&back).await?, "away")?;
    ensure!(server.try_sign_in(&local.credentials()).await?.status().is_success());
    server.settings.put_account(&Person { name: "Redstart Again".to_owned(), ..local.clone() })?;
    provider.serve()?;
    // Its keys are others now, which the server has to ask for.
    alongside_tests::wait::until("sign-in works again", PATIENCE, async || {
        let Ok(browser) = Browser::new() else { return false };
        let answer = browser.sign_in(server, &provider, "linnet").await;
        answer.is_ok_and(|answer| Cookies::of(&answer).is_some())
    })
    .await?;
    Ok(())
}

#[tokio::test]
async fn a_server_whose_provider_is_away_starts_and_says_so() -> Result<()> {
    if !have("a_server_whose_provider_is_away_starts_and_says_so", &[Engine::OpenId]) {
        return Ok(());
    }
    let mut provider = Provider::start()?;
    provider.kill()?;
    let local = Person::worker("redstart");
    let settings = |settings: Settings| provider.settings(settings.clone()).unwrap_or(settings);
    let stand = Stand::start_with(Engines::Embedded, 1, &[&local], settings).await?;
    let server = stand.node();
    sent_back(&Browser::new()?.get(&server.url("/api/v1/sign-in/oidc")).await?, "away")?;
    ensure!(server.try_sign_in(&local.credentials()).await?.status().is_success());
    ensure!(server.log().contains("the identity provider does not answer"), "it is on record");
    Ok(())
}
