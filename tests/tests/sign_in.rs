//! Local accounts: guessing, locks, poor passwords, the second factor, one's own sign-ins.

use std::net::IpAddr;

use alongside_tests::{
    Result,
    http::{problem, problem_body, refused},
    people::{Cookies, Person},
    screen::{Dial, Screen, now_ms},
    server::{Server, Settings},
    stand::{Engines, Stand},
    wait::{self, PATIENCE},
};
use anyhow::{Context, ensure};
use reqwest::{Client, Method, Response, StatusCode, header};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

/// Tries of the run that takes its time: `ALONGSIDE_GUESSES=10000`.
const GUESSES: usize = 400;

fn guesses() -> usize {
    std::env::var("ALONGSIDE_GUESSES").ok().and_then(|text| text.parse().ok()).unwrap_or(GUESSES)
}

/// A client on another address of this machine, as another place is to the server.
fn from(address: [u8; 4]) -> Result<Client> {
    Ok(Client::builder().local_address(IpAddr::from(address)).no_proxy().build()?)
}

async fn try_from(client: &Client, server: &Server, username: &str, password: &str) -> Result<Response> {
    let given = json!({ "username": username, "password": password });
    let request = client.post(server.url("/api/v1/session")).header(header::ORIGIN, server.origin());
    Ok(request.json(&given).send().await?)
}

#[tokio::test]
async fn fault_35_guessing_is_answered_429_and_locks_with_notice() -> Result<()> {
    let (person, office) = (Person::worker("linnet"), Person::coordinator("siskin"));
    // The limit on an address is another matter, and would answer first.
    let patient = |settings: Settings| settings.with("sign_ins_per_address_min", "100000");
    let stand = Stand::start_with(Engines::Embedded, 1, &[&person, &office], patient).await?;
    let server = stand.node();
    let outside = from([127, 0, 0, 2])?;
    for name in ["linnet", "nobody-at-all"] {
        for turn in 1..10 {
            let answer = try_from(&outside, server, name, "not-the-password").await?;
            assert_eq!(problem(answer).await?, refused(401, "sign_in_failed"), "{name}, guess {turn}");
        }
        let answer = try_from(&outside, server, name, "not-the-password").await?;
        ensure!(answer.status() == StatusCode::TOO_MANY_REQUESTS, "{name}: {}", answer.status());
        let body = problem_body(answer).await?;
        ensure!(body["code"] == "account_locked" && body["when"].as_i64().is_some_and(|at| at > now_ms()), "{body}");
    }
    // From there even the right password waits; from where the person sits it does not.
    let answer = try_from(&outside, server, "linnet", &person.password).await?;
    assert_eq!(problem(answer).await?, refused(429, "account_locked"));
    // One name, again and again: refused without looking at the password, so that it costs the server next to nothing.
    for _ in 0..guesses() {
        let answer = try_from(&outside, server, "linnet", "not-the-password").await?;
        ensure!(answer.status() == StatusCode::TOO_MANY_REQUESTS, "{}", answer.status());
    }
    // The office sees it, and the person is told.
    let desk = server.sign_in(&office).await?;
    let people = server.done(&desk, Method::GET, "/api/v1/people?board=quayside", None).await?;
    let listed = |people: &Value| {
        people["people"].as_array().and_then(|all| all.iter().find(|one| one["username"] == "linnet")).cloned()
    };
    let linnet = listed(&people).context("linnet is on the board")?;
    ensure!(linnet["locked_until"].as_i64().is_some_and(|at| at > now_ms()), "{linnet}");
    let welcome: Value = server.try_sign_in(&person.credentials()).await?.json().await?;
    ensure!(welcome["failed_since"] == 10 && welcome.get("last_at_ms").is_none(), "{welcome}");
    let welcome: Value = server.try_sign_in(&person.credentials()).await?.json().await?;
    ensure!(welcome["failed_since"] == 0 && welcome["last_at_ms"].as_i64().is_some(), "{welcome}");
    // Unlocked by the office, the other place may try again.
    let unlock = json!({ "board": "quayside", "user": linnet["user"] });
    server.done(&desk, Method::POST, "/api/v1/people/unlock", Some(unlock)).await?;
    let people = server.done(&desk, Method::GET, "/api/v1/people?board=quayside", None).await?;
    ensure!(listed(&people).is_some_and(|linnet| linnet["locked_until"].is_null()), "{people}");
    ensure!(try_from(&outside, server, "linnet", &person.password).await?.status().is_success());
    let log = server.log();
    ensure!(log.contains("locked after too many failed tries"), "the lock is on record");
    for secret in ["not-the-password", "nobody-at-all", "127.0.0.2", &person.password] {
        ensure!(!log.contains(secret), "{secret} stands in the log");
    }
    ensure!(server.text("/metrics").await?.contains("alongside_sign_in_locked_total"), "it is counted");
    Ok(())
}

#[tokio::test]
async fn fault_35_guessing_from_many_places_slows_strangers_and_not_the_person() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let server = stand.node();
    server.sign_in(&person).await?;
    for place in 0..12 {
        let outside = from([127, 0, 1, place + 1])?;
        for _ in 0..9 {
            let answer = try_from(&outside, server, "linnet", "not-the-password").await?;
            ensure!([401, 429].contains(&answer.status().as_u16()), "{}", answer.status());
        }
    }
    let mut codes = Vec::new();
    // One try in ten seconds may be let through; two in a row are not.
    for place in 0..2 {
        let stranger = from([127, 0, 2, place + 1])?;
        codes.push(problem(try_from(&stranger, server, "linnet", "not-the-password").await?).await?);
    }
    ensure!(codes.contains(&refused(429, "rate_limited")), "{codes:?}");
    ensure!(server.try_sign_in(&person.credentials()).await?.status().is_success(), "the person's own place is known");
    Ok(())
}

#[tokio::test]
#[allow(clippy::disallowed_methods, reason = "what is compared are two times of one run")]
async fn fault_35_the_time_taken_does_not_tell_which_names_exist() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let server = stand.node();
    let mut times = [Vec::new(), Vec::new()];
    for turn in 0..24_u8 {
        // A place of its own for every eight: nobody is locked.
        let place = from([127, 0, 3, turn / 8 + 1])?;
        for (which, name) in ["linnet", "nobody-at-all"].into_iter().enumerate() {
            let began = std::time::Instant::now();
            let answer = try_from(&place, server, name, "not-the-password").await?;
            times[which].push(began.elapsed());
            ensure!(answer.status() == StatusCode::UNAUTHORIZED, "{}", answer.status());
        }
    }
    let [known, unknown] = times.map(|mut times| {
        times.sort();
        times[times.len() / 2].as_secs_f64()
    });
    // Without the same work for both it is one to ten or more.
    ensure!(
        (0.6..1.7).contains(&(known / unknown)),
        "median of a name that exists {known} s, of one that does not {unknown} s"
    );
    Ok(())
}

#[tokio::test]
async fn a_poor_password_is_refused_and_a_new_one_ends_the_other_sign_ins() -> Result<()> {
    let person = Person::worker("linnet");
    let lists = tempfile::TempDir::new()?;
    let known = "correct horse battery staple";
    // Its SHA-1, split as the list's own downloader splits it.
    std::fs::write(lists.path().join("ABF7A.txt"), "AD6438836DBE526AA231ABDE2D0EEF74D42:1\r\n")?;
    let folder = lists.path().display().to_string();
    let stand =
        Stand::start_with(Engines::Embedded, 1, &[&person], |settings| settings.with("breached_passwords", &folder))
            .await?;
    let server = stand.node();
    let (mine, other) = (server.sign_in(&person).await?, server.sign_in(&person).await?);
    let screen = Screen::with(server, &Dial::cookies(server, &other), &person, None).await?;
    let change = async |old: &str, new: &str| {
        server.ask(&mine, Method::PUT, "/api/v1/password", Some(json!({ "old": old, "new": new }))).await
    };
    let old = person.password.as_str();
    for (new, words) in
        [("short", "12 to 256 characters"), ("Linnet-alongside-1", "little more than"), (known, "known from breaches")]
    {
        let body = problem_body(change(old, new).await?).await?;
        ensure!(body["code"] == "field_invalid" && body["field"] == "new", "{body}");
        ensure!(body["message"].as_str().is_some_and(|message| message.contains(words)), "{body}");
    }
    let body = problem_body(change("another-password", "a-better-word-for-it").await?).await?;
    ensure!(body["code"] == "field_invalid" && body["field"] == "old", "{body}");
    ensure!(change(old, "a-better-word-for-it").await?.status() == StatusCode::NO_CONTENT);
    assert_eq!(screen.closed(PATIENCE).await?.code, Some(4502), "the other sign-in ended");
    ensure!(server.session(&mine).await?.status().is_success(), "this one goes on");
    assert_eq!(problem(server.try_sign_in(&person.credentials()).await?).await?, refused(401, "sign_in_failed"));
    let anew = Person { password: "a-better-word-for-it".to_owned(), ..person };
    ensure!(server.try_sign_in(&anew.credentials()).await?.status().is_success());
    Ok(())
}

/// The code that an app shows now, or so many steps of 30 s on.
fn code(secret: &str, steps_on: u64) -> Result<String> {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret)?).build()?;
    Ok(totp.generate(now_ms() as u64 / 1_000 + 30 * steps_on).to_string())
}

async fn try_code(server: &Server, person: &Person, code: &str) -> Result<Response> {
    let mut given = person.credentials();
    given["code"] = code.into();
    server.try_sign_in(&given).await
}

#[tokio::test]
async fn a_second_factor_is_asked_for_and_each_code_is_good_once() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let server = stand.node();
    let path = "/api/v1/second-factor";
    let mine = server.sign_in(&person).await?;
    assert_eq!(server.done(&mine, Method::GET, path, None).await?, json!({ "is_on": false, "may": true }));
    let answer = server.ask(&mine, Method::POST, path, Some(json!({ "password": "another-password" }))).await?;
    assert_eq!(problem(answer).await?, refused(422, "field_invalid"), "the password again, and the right one");
    let new = server.done(&mine, Method::POST, path, Some(json!({ "password": person.password }))).await?;
    let secret = new["secret"].as_str().context("no secret")?.to_owned();
    ensure!(
        new["uri"].as_str().is_some_and(|uri| uri.starts_with("otpauth://totp/") && uri.contains(&secret)),
        "{new}"
    );
    ensure!(server.try_sign_in(&person.credentials()).await?.status().is_success(), "not before its first code");
    let answer = server.ask(&mine, Method::PUT, path, Some(json!({ "code": "000000" }))).await?;
    assert_eq!(problem(answer).await?, refused(422, "field_invalid"));
    let first = code(&secret, 0)?;
    let codes = server.done(&mine, Method::PUT, path, Some(json!({ "code": first }))).await?;
    let codes: Vec<String> = serde_json::from_value(codes["recovery_codes"].clone())?;
    ensure!(codes.len() == 10, "{} recovery codes", codes.len());
    assert_eq!(server.done(&mine, Method::GET, path, None).await?, json!({ "is_on": true, "may": true }));
    // At rest there is neither the secret nor a code.
    let bytes = stand.database_bytes()?;
    let raw = Secret::try_from_base32(&secret)?;
    for stored in [secret.as_bytes(), raw.as_bytes(), codes[0].as_bytes(), codes[0].replace('-', "").as_bytes()] {
        ensure!(!bytes.windows(stored.len()).any(|window| window == stored), "something lies open in the database");
    }
    assert_eq!(
        problem(server.try_sign_in(&person.credentials()).await?).await?,
        refused(401, "second_factor_required")
    );
    assert_eq!(problem(try_code(server, &person, &first).await?).await?, refused(401, "sign_in_failed"), "used before");
    let next = code(&secret, 1)?;
    ensure!(try_code(server, &person, &next).await?.status().is_success());
    assert_eq!(problem(try_code(server, &person, &next).await?).await?, refused(401, "sign_in_failed"), "once only");
    let typed = codes[0].to_lowercase().replace('-', " ");
    ensure!(try_code(server, &person, &typed).await?.status().is_success(), "a recovery code, however it is typed");
    assert_eq!(problem(try_code(server, &person, &codes[0]).await?).await?, refused(401, "sign_in_failed"));
    // Codes cannot be guessed without end, not even by whoever asks without one in between.
    let mut locked = false;
    for _ in 0..30 {
        server.try_sign_in(&person.credentials()).await?;
        let (status, _) = problem(try_code(server, &person, "000000").await?).await?;
        locked |= status == 429;
    }
    ensure!(locked, "guessing codes locks");
    // Whoever lost it has the operator.
    let said = server.settings.succeed(&["reset-second-factor", "linnet"], "")?;
    ensure!(said.contains("password alone"), "{said}");
    server.settings.put_account(&Person { name: "Linnet Again".to_owned(), ..person.clone() })?;
    ensure!(server.try_sign_in(&person.credentials()).await?.status().is_success());
    Ok(())
}

#[tokio::test]
async fn where_a_second_factor_is_required_nothing_else_is_open_before_it_is_set_up() -> Result<()> {
    let (person, office) = (Person::worker("linnet"), Person::coordinator("siskin"));
    let stand = Stand::start_with(Engines::Embedded, 1, &[&person, &office], |settings| {
        settings.with("second_factor", "required")
    })
    .await?;
    let server = stand.node();
    let answer = server.try_sign_in(&person.credentials()).await?;
    let mine = Cookies::of(&answer).context("no cookies")?;
    let welcome: Value = answer.json().await?;
    ensure!(welcome["must_enrol"] == true, "{welcome}");
    let dialled = alongside_tests::screen::dial(server, &Dial::cookies(server, &mine)).await;
    ensure!(
        matches!(&dialled, Err(tokio_tungstenite::tungstenite::Error::Http(answer)) if answer.status() == 403),
        "no board is opened: {dialled:?}"
    );
    for path in ["/api/v1/figures?board=quayside&from=2026-01-01&to=2026-01-01", "/api/v1/people?board=quayside"] {
        assert_eq!(
            problem(server.ask(&mine, Method::GET, path, None).await?).await?,
            refused(403, "enrolment_required")
        );
    }
    let path = "/api/v1/second-factor";
    let new = server.done(&mine, Method::POST, path, Some(json!({ "password": person.password }))).await?;
    let first = code(new["secret"].as_str().context("no secret")?, 0)?;
    let answer = server.ask(&mine, Method::PUT, path, Some(json!({ "code": first }))).await?;
    let fresh = answer.headers().get(header::SET_COOKIE).context("a new access cookie")?.to_str()?;
    let access = fresh.split(';').next().and_then(|pair| pair.split_once('=')).context("a cookie")?.1.to_owned();
    let mine = Cookies { access, ..mine };
    Screen::with(server, &Dial::cookies(server, &mine), &person, None).await?.no_gap()?;
    let who: Value = server.session(&mine).await?.json().await?;
    ensure!(who["must_enrol"] == false, "{who}");
    Ok(())
}

#[tokio::test]
async fn sign_ins_are_listed_and_ended_by_their_owner_and_by_the_office_alone() -> Result<()> {
    let (person, other) = (Person::worker("linnet"), Person::worker("whinchat"));
    let office = Person::coordinator("siskin");
    let stand = Stand::start(Engines::Embedded, 1, &[&person, &other, &office]).await?;
    let server = stand.node();
    let agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let request = server.http.post(server.url("/api/v1/session")).header(header::ORIGIN, server.origin());
    let answer = request.header(header::USER_AGENT, agent).json(&person.credentials()).send().await?;
    let first = Cookies::of(&answer).context("no cookies")?;
    let second = server.sign_in(&person).await?;
    let own = server.done(&second, Method::GET, "/api/v1/sessions", None).await?;
    let listed = own["sessions"].as_array().context("no list")?;
    ensure!(listed.len() == 2 && listed[0]["is_this"] == true && listed[1]["is_this"] == false, "{own}");
    ensure!(listed[1]["device"] == "Firefox on Windows" && listed[1]["way"] == "password", "{own}");
    let one = listed[1]["session"].as_str().context("no id")?.to_owned();
    // Nobody else's is theirs to end.
    let stranger = server.sign_in(&other).await?;
    let path = format!("/api/v1/sessions/{one}");
    assert_eq!(problem(server.ask(&stranger, Method::DELETE, &path, None).await?).await?, refused(404, "not_found"));
    let screen = Screen::with(server, &Dial::cookies(server, &first), &person, None).await?;
    server.done(&second, Method::DELETE, &path, None).await?;
    assert_eq!(screen.closed(PATIENCE).await?.code, Some(4502));
    assert_eq!(problem(server.session(&first).await?).await?, refused(401, "sign_in_required"));
    // The office.
    let desk = server.sign_in(&office).await?;
    let people = server.done(&desk, Method::GET, "/api/v1/people?board=quayside", None).await?;
    let all = people["people"].as_array().context("no people")?;
    let linnet = all.iter().find(|one| one["username"] == "linnet").context("linnet")?;
    ensure!(
        linnet["sessions"].as_array().is_some_and(|open| open.len() == 1) && linnet["is_disabled"] == false,
        "{linnet}"
    );
    ensure!(linnet["roles"] == json!(["support_worker"]) && linnet["boards"] == json!(["quayside"]), "{linnet}");
    let user = linnet["user"].clone();
    let screen = Screen::with(server, &Dial::cookies(server, &second), &person, None).await?;
    let out = json!({ "board": "quayside", "user": user });
    for (path, body) in [
        ("/api/v1/people/sign-out", out.clone()),
        ("/api/v1/people/unlock", out.clone()),
        ("/api/v1/people/access", json!({ "board": "quayside", "user": user, "disabled": true })),
    ] {
        let answer = server.ask(&stranger, Method::POST, path, Some(body.clone())).await?;
        assert_eq!(problem(answer).await?, refused(403, "role_not_allowed"), "{path}");
        let mut elsewhere = body;
        elsewhere["board"] = "otherside".into();
        let answer = server.ask(&desk, Method::POST, path, Some(elsewhere)).await?;
        assert_eq!(problem(answer).await?, refused(404, "not_found"), "{path}");
    }
    let answer = server.ask(&stranger, Method::GET, "/api/v1/people?board=quayside", None).await?;
    assert_eq!(problem(answer).await?, refused(403, "role_not_allowed"));
    server.done(&desk, Method::POST, "/api/v1/people/sign-out", Some(out)).await?;
    assert_eq!(screen.closed(PATIENCE).await?.code, Some(4502));
    // Closed: no way in, and told like any wrong password; opened: in again.
    let again = server.sign_in(&person).await?;
    let screen = Screen::with(server, &Dial::cookies(server, &again), &person, None).await?;
    let close = |disabled: bool| Some(json!({ "board": "quayside", "user": user, "disabled": disabled }));
    server.done(&desk, Method::POST, "/api/v1/people/access", close(true)).await?;
    assert_eq!(screen.closed(PATIENCE).await?.code, Some(4502));
    assert_eq!(problem(server.try_sign_in(&person.credentials()).await?).await?, refused(401, "sign_in_failed"));
    server.done(&desk, Method::POST, "/api/v1/people/access", close(false)).await?;
    ensure!(server.try_sign_in(&person.credentials()).await?.status().is_success());
    let me = all.iter().find(|one| one["username"] == "siskin").context("siskin")?["user"].clone();
    let own = json!({ "board": "quayside", "user": me, "disabled": true });
    let answer = server.ask(&desk, Method::POST, "/api/v1/people/access", Some(own)).await?;
    assert_eq!(problem(answer).await?, refused(409, "wrong_state"), "nobody closes the door on themselves");
    Ok(())
}

#[tokio::test]
async fn what_happens_at_the_door_is_on_record() -> Result<()> {
    let (person, office) = (Person::worker("linnet"), Person::coordinator("siskin"));
    let keeper = Person::new("heron", "data_protection");
    let stand = Stand::start(Engines::Embedded, 1, &[&person, &office, &keeper]).await?;
    let server = stand.node();
    let outside = from([127, 0, 0, 2])?;
    for _ in 0..10 {
        try_from(&outside, server, "linnet", "not-the-password").await?;
    }
    try_from(&outside, server, "nobody-at-all", "not-the-password").await?;
    let mine = server.sign_in(&person).await?;
    server.done(&mine, Method::DELETE, "/api/v1/session", None).await?;
    let desk = server.sign_in(&office).await?;
    let people = server.done(&desk, Method::GET, "/api/v1/people?board=quayside", None).await?;
    let all = people["people"].as_array().context("no people")?;
    let user = all.iter().find(|one| one["username"] == "linnet").context("linnet")?["user"].clone();
    let unlock = json!({ "board": "quayside", "user": user });
    server.done(&desk, Method::POST, "/api/v1/people/unlock", Some(unlock)).await?;
    let heron = server.sign_in(&keeper).await?;
    let asked = json!({ "board": "quayside", "act": "access", "limit": 500 });
    let mut found = Value::Null;
    // Nobody at the door waits for the record: it follows in a moment.
    wait::until("the door's notices are on record", PATIENCE, async || {
        found =
            server.done(&heron, Method::POST, "/api/v1/ledger/search", Some(asked.clone())).await.unwrap_or_default();
        found["entries"]
            .as_array()
            .is_some_and(|entries| entries.iter().any(|one| one["detail"]["detail"]["change"] == "unlocked"))
    })
    .await?;
    let entries = found["entries"].as_array().context("no entries")?;
    let about = |what: &str| entries.iter().filter(|one| one["detail"]["what"] == what && one["user"] == user).count();
    assert_eq!((about("refused"), about("locked")), (10, 1), "{found}");
    assert_eq!((about("signed_in"), about("signed_out")), (1, 1), "{found}");
    ensure!(about("account_changed") == 2, "made on the command line, and unlocked: {found}");
    ensure!(entries.iter().any(|one| one["detail"]["what"] == "token_issued" && one["user"] == "machine:test-feed"));
    for secret in ["nobody-at-all", "not-the-password", "127.0.0.2"] {
        ensure!(!found.to_string().contains(secret), "{secret} stands in the record");
    }
    Ok(())
}
