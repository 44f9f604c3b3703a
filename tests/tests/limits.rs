//! How much one caller may ask (I9): rates, connections, and what comes too slowly or too large (fault 36).

use std::{
    net::{IpAddr, Ipv4Addr},
    time::Duration,
};

use alongside_protocol::vocabulary::Kept;
use alongside_protocol::{
    ClientFrame, Command, Private, Refusal, RefusalCode,
    limits::{BURST_S, CONNECTIONS_PER_ADDRESS_MAX},
};
use alongside_tests::{
    Result,
    feed::Story,
    people::Person,
    screen::{Dial, Screen, dial, new_id, now_ms},
    seen::Answer,
    server::Server,
    stand::{Engines, Stand},
    wait::{self, PATIENCE},
};
use anyhow::{Context, bail, ensure};
use reqwest::{Client, Response, StatusCode, header};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};
use tokio_tungstenite::tungstenite;

/// Of the loopback network, so that each is an address of its own.
const CROWD: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 7);
const NEIGHBOUR: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 8);
/// How much more memory a server may use under any of these attacks, KiB. Without a bound each would take gigabytes.
const GROWTH_KIB_MAX: u64 = 400 * 1024;
/// Longer than the server's patience with a head (20 s) or a body (10 s), with room for two busy cores.
const CUT_WITHIN: Duration = Duration::from_mins(1);

fn client_at(address: Ipv4Addr) -> Result<Client> {
    Ok(Client::builder().local_address(IpAddr::V4(address)).no_proxy().timeout(PATIENCE).build()?)
}

async fn code_of(answer: Response) -> Result<(u16, String)> {
    let status = answer.status().as_u16();
    let body: Value = answer.json().await?;
    Ok((status, body["code"].as_str().context("no code")?.to_owned()))
}

fn retry_after_s(answer: &Response) -> Result<u64> {
    let value = answer.headers().get(header::RETRY_AFTER).context("no Retry-After")?;
    Ok(value.to_str()?.parse()?)
}

/// How often a limit was reached, as the server counts it.
async fn reached(server: &Server, limit: &str) -> Result<u64> {
    let name = format!("alongside_limit_total{{limit=\"{limit}\"}} ");
    let text = client_at(NEIGHBOUR)?.get(server.url("/metrics")).send().await?.text().await?;
    let line = text.lines().find_map(|line| line.strip_prefix(&name));
    line.map_or(Ok(0), |count| Ok(count.parse()?))
}

fn memory_kib(server: &Server) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id()?))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

/// A worker on another address works on: signs in, and opens a file.
async fn others_are_served(stand: &Stand, person: &Person, incident: &str) -> Result<()> {
    let server = stand.node();
    let answer = client_at(NEIGHBOUR)?.get(server.url("/livez")).send().await?;
    ensure!(answer.status() == StatusCode::OK, "HTTP {}", answer.status());
    let screen = stand.screen(person).await?;
    screen.file(incident).await.map(drop)
}

async fn connect_from(address: Ipv4Addr, server: &Server) -> Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((address, 0).into())?;
    Ok(socket.connect(server.host().parse()?).await?)
}

/// Everything up to the end, which must come.
async fn to_the_end(mut stream: TcpStream) -> Result<String> {
    let mut text = Vec::new();
    let read = tokio::time::timeout(CUT_WITHIN, stream.read_to_end(&mut text)).await.context("it was never ended")?;
    // A reset ends it as well.
    let _ = read;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

#[tokio::test]
async fn i9_an_address_asks_so_often_and_its_neighbour_is_not_held_up() -> Result<()> {
    let stand =
        Stand::start_with(Engines::Embedded, 1, &[], |settings| settings.with("requests_per_address_s", "1")).await?;
    let server = stand.node();
    let crowd = client_at(CROWD)?;
    let mut refused = None;
    for _ in 0..BURST_S * 2 {
        let answer = crowd.get(server.url("/livez")).send().await?;
        if answer.status() != StatusCode::OK {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.context("all were answered")?;
    ensure!((1..=60).contains(&retry_after_s(&refused)?), "an hour is not to be waited");
    assert_eq!(code_of(refused).await?, (429, "rate_limited".to_owned()));
    ensure!(reached(server, "requests_per_address").await? > 0, "it is counted");
    let answer = client_at(NEIGHBOUR)?.get(server.url("/livez")).send().await?;
    ensure!(answer.status() == StatusCode::OK, "the neighbour is served");
    // What a stranger writes into a header makes no new address of theirs.
    let pretending = crowd.get(server.url("/livez")).header("x-forwarded-for", "192.0.2.7").send().await?;
    assert_eq!(code_of(pretending).await?, (429, "rate_limited".to_owned()));
    Ok(())
}

#[tokio::test]
async fn i9_behind_a_trusted_proxy_each_client_counts_for_itself() -> Result<()> {
    let stand = Stand::start_with(Engines::Embedded, 1, &[], |settings| {
        settings.with("requests_per_address_s", "1").with("trusted_proxies", "[\"127.0.0.0/29\"]")
    })
    .await?;
    let server = stand.node();
    let proxy = client_at(CROWD)?;
    let ask = async |forwarded: &str| -> Result<StatusCode> {
        let request = proxy.get(server.url("/livez")).header("x-forwarded-for", forwarded);
        Ok(request.send().await?.status())
    };
    let mut refused = false;
    for turn in 0..BURST_S * 2 {
        // What stands left of the nearest address anybody may have written.
        refused |= ask(&format!("198.51.100.{turn}, 192.0.2.7")).await? == StatusCode::TOO_MANY_REQUESTS;
    }
    ensure!(refused, "one client is held back");
    ensure!(ask("192.0.2.8").await? == StatusCode::OK, "another one is not");
    // Addresses of one IPv6 network are one customer's.
    let mut refused = false;
    for turn in 0..BURST_S * 2 {
        refused |= ask(&format!("2001:db8:0:1::{turn:x}")).await? == StatusCode::TOO_MANY_REQUESTS;
    }
    ensure!(refused, "a network is held back as one");
    ensure!(ask("2001:db8:0:2::1").await? == StatusCode::OK, "another one is not");
    Ok(())
}

#[tokio::test]
async fn i9_an_account_asks_so_often_and_a_machine_more_often() -> Result<()> {
    let (person, other) = (Person::worker("linnet"), Person::worker("siskin"));
    let stand = Stand::start_with(Engines::Embedded, 1, &[&person, &other], |settings| {
        settings.with("requests_per_user_s", "1").with("requests_per_machine_s", "100")
    })
    .await?;
    let server = stand.node();
    let token = server.token(&person).await?;
    let ask = async |token: &str| -> Result<Response> {
        Ok(server.http.get(server.url("/api/v1/session")).bearer_auth(token).send().await?)
    };
    let mut last = ask(&token).await?;
    for _ in 0..BURST_S * 2 {
        last = ask(&token).await?;
    }
    ensure!(retry_after_s(&last)? >= 1);
    assert_eq!(code_of(last).await?, (429, "rate_limited".to_owned()));
    ensure!(reached(server, "requests_per_user").await? > 0, "it is counted");
    assert_eq!(code_of_dial(server, &token).await?, (429, "rate_limited".to_owned()), "a new screen is a request too");
    ensure!(ask(&server.token(&other).await?).await?.status() == StatusCode::OK, "another account is served");
    let mut story = Story::new("QS-3000");
    stand.feed.tell(server, &[story.received()]).await?;
    for turn in 0..BURST_S * 2 {
        stand.feed.tell(server, &[story.remark(&format!("remark {turn}"))]).await?;
    }
    Ok(())
}

async fn code_of_dial(server: &Server, token: &str) -> Result<(u16, String)> {
    match dial(server, &Dial::bearer(token)).await {
        Err(tungstenite::Error::Http(answer)) => {
            let body: Value = serde_json::from_slice(answer.body().as_deref().unwrap_or_default())?;
            ensure!(answer.headers().contains_key("retry-after"), "no Retry-After");
            Ok((answer.status().as_u16(), body["code"].as_str().context("no code")?.to_owned()))
        }
        other => bail!("not turned away: {other:?}"),
    }
}

#[tokio::test]
async fn i9_tries_to_sign_in_have_a_rate_of_their_own() -> Result<()> {
    let stand =
        Stand::start_with(Engines::Embedded, 1, &[], |settings| settings.with("sign_ins_per_address_min", "5")).await?;
    let server = stand.node();
    let crowd = client_at(CROWD)?;
    let mut codes = Vec::new();
    for turn in 0..10 {
        let name = format!("nobody-{turn}");
        let body = serde_json::json!({ "username": name, "password": "a wrong password" });
        codes.push(code_of(crowd.post(server.url("/api/v1/token")).json(&body).send().await?).await?);
    }
    assert_eq!(codes.first(), Some(&(401, "sign_in_failed".to_owned())), "the first is looked at");
    assert_eq!(codes.last(), Some(&(429, "rate_limited".to_owned())), "the last is not");
    ensure!(reached(server, "sign_ins_per_address").await? > 0, "it is counted");
    ensure!(crowd.get(server.url("/livez")).send().await?.status() == StatusCode::OK, "other requests go on");
    Ok(())
}

#[tokio::test]
async fn i9_acts_and_opened_files_of_an_account_have_a_rate_over_all_its_screens() -> Result<()> {
    let (person, other) = (Person::worker("linnet"), Person::worker("siskin"));
    let stand = Stand::start_with(Engines::Embedded, 1, &[&person, &other], |settings| {
        settings.with("acts_per_user_s", "1").with("opens_per_user_min", "4")
    })
    .await?;
    let server = stand.node();
    let mut story = Story::new("QS-3001");
    stand.feed.tell(server, &[story.received()]).await?;
    let screens = [stand.screen(&person).await?, stand.screen(&person).await?];
    let note = |turn: u32| Command::AddNote {
        response: story.response(),
        text: Private::from(format!("note {turn}").as_str()),
        corrects: None,
        kept: Kept::Shared,
    };
    let mut refusals = Vec::new();
    for turn in 0..BURST_S * 2 {
        if let Answer::Refused(refusal) = screens[turn as usize % 2].command(note(turn)).await? {
            refusals.push(refusal);
        }
    }
    ensure!(!refusals.is_empty() && refusals.len() < BURST_S as usize * 2, "{} were refused", refusals.len());
    ensure!(refusals.iter().all(|refusal| refusal.code == RefusalCode::RateLimited), "{refusals:?}");
    ensure!(refusals.iter().all(|refusal| refusal.when.is_some_and(|when| when > now_ms() - 60_000)), "it says when");
    for turn in 0..8 {
        screens[turn % 2].say(&ClientFrame::Open { incident: "QS-3001".into() }).await?;
    }
    let shut = |screen: &Screen| {
        let refusals = screen.now().file_closed;
        let limited = |refusal: &Refusal| refusal.code == RefusalCode::RateLimited;
        refusals.iter().filter(|(_, refusal)| refusal.as_ref().is_some_and(limited)).count()
    };
    wait::until("what is beyond the rate stays shut", PATIENCE, async || shut(&screens[0]) + shut(&screens[1]) >= 3)
        .await?;
    for limit in ["acts_per_user", "opens_per_user"] {
        ensure!(reached(server, limit).await? > 0, "{limit} is counted");
    }
    let colleague = stand.screen(&other).await?;
    colleague.accept(note(99)).await?;
    colleague.file("QS-3001").await.map(drop)
}

#[tokio::test]
async fn i9_a_socket_that_floods_is_closed_with_a_code() -> Result<()> {
    let (person, other) = (Person::worker("linnet"), Person::worker("siskin"));
    let stand = Stand::start_with(Engines::Embedded, 1, &[&person, &other], |settings| {
        settings.with("frames_per_socket_s", "1")
    })
    .await?;
    let bystander = stand.screen(&other).await?;
    let screen = stand.screen(&person).await?;
    for _ in 0..BURST_S * 3 {
        // The server may close before all have left.
        if screen.say(&ClientFrame::Beat {}).await.is_err() {
            break;
        }
    }
    let closed = screen.closed(PATIENCE).await?;
    assert_eq!(closed.code, Some(4004));
    let reason = closed.reason.context("no reason")?;
    ensure!(reason.reason == "too_many_frames" && reason.retry_after_ms.is_some(), "{reason:?}");
    ensure!(reached(stand.node(), "too_many_frames").await? == 1, "it is counted");
    ensure!(bystander.now().closed.is_none(), "others are not closed");
    let id = new_id();
    bystander.send(id, &Command::ClaimResponse { response: "none".into() }).await?;
    ensure!(matches!(bystander.answer(id).await?, Answer::Refused(_)), "and are answered");
    Ok(())
}

#[tokio::test]
async fn i9_screens_of_one_address_and_in_all_have_a_most() -> Result<()> {
    let (person, other) = (Person::worker("linnet"), Person::worker("siskin"));
    for key in ["sockets_per_address", "sockets_max"] {
        let stand =
            Stand::start_with(Engines::Embedded, 1, &[&person, &other], |settings| settings.with(key, "2")).await?;
        let server = stand.node();
        let first = stand.screen(&person).await?;
        let _second = stand.screen(&other).await?;
        let token = server.token(&other).await?;
        assert_eq!(code_of_dial(server, &token).await?, (429, "too_many_connections".to_owned()), "{key}");
        ensure!(reached(server, key).await? > 0, "{key} is counted");
        drop(first);
        wait::until("a closed screen makes room", PATIENCE, async || {
            Screen::with(server, &Dial::bearer(&token), &other, None).await.is_ok()
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn i9_connections_of_one_address_have_a_most_and_are_told() -> Result<()> {
    let stand =
        Stand::start_with(Engines::Embedded, 1, &[], |settings| settings.with("connections_per_address", "8")).await?;
    let server = stand.node();
    let mut idle = Vec::new();
    for _ in 0..8 {
        idle.push(connect_from(CROWD, server).await?);
    }
    let told = to_the_end(connect_from(CROWD, server).await?).await?;
    let (head, body) = told.split_once("\r\n\r\n").context("no answer")?;
    ensure!(head.starts_with("HTTP/1.1 429 ") && head.contains("retry-after: "), "{head}");
    let body: Value = serde_json::from_str(body)?;
    ensure!(body["code"] == "too_many_connections", "{body}");
    ensure!(reached(server, "connections_per_address").await? > 0, "it is counted");
    drop(idle);
    let crowd = client_at(CROWD)?;
    wait::until("those that left make room", PATIENCE, async || {
        crowd.get(server.url("/livez")).send().await.is_ok_and(|answer| answer.status() == StatusCode::OK)
    })
    .await?;
    Ok(())
}

/// As many as this process may have open, less some for everything else.
fn crowd_size() -> Result<usize> {
    let limits = std::fs::read_to_string("/proc/self/limits")?;
    let line = limits.lines().find(|line| line.starts_with("Max open files")).context("no limit of open files")?;
    let files = line.split_whitespace().nth(3).and_then(|files| files.parse::<usize>().ok()).unwrap_or(usize::MAX);
    let size = files.saturating_sub(1_000).min(10_000);
    if size < 10_000 {
        eprintln!("{size} connections in place of 10,000: this system allows {files} open files");
    }
    ensure!(size > 100, "too few open files are allowed for this test: {files}");
    Ok(size)
}

#[tokio::test]
async fn fault_36_ten_thousand_idle_connections_are_bounded_and_others_are_served() -> Result<()> {
    let person = Person::worker("linnet");
    let size = crowd_size()?;
    // As shipped: one address gets its share, and no more.
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    stand.feed.tell(stand.node(), &[Story::new("QS-3600").received()]).await?;
    let server = stand.node();
    let before = memory_kib(server)?;
    let mut idle = Vec::new();
    for _ in 0..size {
        idle.push(connect_from(CROWD, server).await?);
    }
    // Half of those beyond the share, since the first ones end meanwhile and make room.
    let over = size.saturating_sub(CONNECTIONS_PER_ADDRESS_MAX) as u64 / 2;
    wait::until("what is beyond the share of one address is turned away", PATIENCE, async || {
        reached(server, "connections_per_address").await.is_ok_and(|count| count >= over)
    })
    .await?;
    others_are_served(&stand, &person, "QS-3600").await?;
    let grown = memory_kib(server)?.saturating_sub(before);
    ensure!(grown < GROWTH_KIB_MAX, "{grown} KiB more");
    drop(idle);
    drop(stand);

    // And where the operator allows them all.
    let stand = Stand::start_with(Engines::Embedded, 1, &[&person], |settings| {
        settings.with("connections_per_address", "20000").with("connections_max", "20000")
    })
    .await?;
    stand.feed.tell(stand.node(), &[Story::new("QS-3600").received()]).await?;
    let server = stand.node();
    let before = memory_kib(server)?;
    let mut idle = Vec::new();
    for turn in 0..size {
        let mut stream = connect_from(CROWD, server).await?;
        // Every other one begins a request and leaves it there.
        if turn % 2 == 0 {
            stream.write_all(b"GET /livez HTTP/1.1\r\nhost: x\r\n").await?;
        }
        idle.push(stream);
    }
    others_are_served(&stand, &person, "QS-3600").await?;
    let grown = memory_kib(server)?.saturating_sub(before);
    ensure!(grown < GROWTH_KIB_MAX, "{grown} KiB more");
    let last = idle.pop().context("none")?;
    to_the_end(last).await.context("an idle connection is ended")?;
    wait::until("all of them are ended", CUT_WITHIN, async || {
        reached(server, "head_time").await.is_ok_and(|count| count >= size as u64 / 2)
    })
    .await?;
    others_are_served(&stand, &person, "QS-3600").await
}

#[tokio::test]
async fn fault_36_a_compressed_body_is_refused_unopened() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    stand.feed.tell(stand.node(), &[Story::new("QS-3601").received()]).await?;
    let server = stand.node();
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let blanks = vec![b' '; 1024 * 1024];
    for _ in 0..512 {
        std::io::Write::write_all(&mut bomb, &blanks)?;
    }
    let bomb = bomb.finish()?;
    ensure!(bomb.len() < 4 * 1024 * 1024, "{} bytes hold half a gigabyte", bomb.len());
    let before = memory_kib(server)?;
    for (path, encoding) in [
        ("/feed/v1/events", "gzip"),
        ("/feed/v1/positions", "gzip"),
        ("/api/v1/token", "gzip"),
        ("/feed/v1/events", "deflate, gzip"),
        ("/feed/v1/events", "br"),
    ] {
        let request = server.http.post(server.url(path)).bearer_auth(&stand.feed.token);
        let request = request.header("content-type", "application/json").header("content-encoding", encoding);
        let answer = request.body(bomb.clone()).send().await?;
        assert_eq!(code_of(answer).await?, (415, "encoding_refused".to_owned()), "{path} {encoding}");
    }
    let grown = memory_kib(server)?.saturating_sub(before);
    ensure!(grown < GROWTH_KIB_MAX, "{grown} KiB more");
    ensure!(reached(server, "content_encoding").await? == 5, "each is counted");
    others_are_served(&stand, &person, "QS-3601").await
}

#[tokio::test]
async fn fault_36_a_body_or_a_head_that_drips_is_cut_and_others_are_served() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    stand.feed.tell(stand.node(), &[Story::new("QS-3602").received()]).await?;
    let server = stand.node();
    let body_head = format!(
        "POST /feed/v1/events HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n\
         content-length: 100000\r\n\r\n[",
        server.host(),
        stand.feed.token
    );
    let mut dripping = Vec::new();
    for turn in 0..40 {
        let mut stream = connect_from(CROWD, server).await?;
        let start = if turn % 2 == 0 { body_head.clone() } else { "GET /livez HTTP/1.1\r\nhost: x\r\n".to_owned() };
        stream.write_all(start.as_bytes()).await?;
        dripping.push(async move {
            let (mut read, mut write) = stream.into_split();
            let drip = async {
                loop {
                    tokio::time::sleep(Duration::from_millis(500)).await;
                    let more: &[u8] = if turn % 2 == 0 { b" " } else { b"x-more: 1\r\n" };
                    if write.write_all(more).await.is_err() {
                        return;
                    }
                }
            };
            let mut said = Vec::new();
            let hear = async {
                let _ = read.read_to_end(&mut said).await;
            };
            let cut = tokio::time::timeout(CUT_WITHIN, async {
                tokio::select! { () = drip => {}, () = hear => {} }
            });
            cut.await.context("it was never cut")?;
            Ok::<_, anyhow::Error>((turn, String::from_utf8_lossy(&said).into_owned()))
        });
    }
    let (ends, served) =
        tokio::join!(futures_util::future::join_all(dripping), others_are_served(&stand, &person, "QS-3602"));
    served?;
    let mut told = 0;
    for end in ends {
        let (turn, said) = end?;
        // A reset may overtake the answer; most hear it.
        if turn % 2 == 0 && said.contains("body_too_slow") && said.starts_with("HTTP/1.1 408 ") {
            told += 1;
        }
    }
    ensure!(told > 0, "nobody was told why");
    assert_eq!(reached(server, "body_time").await?, 20, "each slow body is counted");
    wait::until("each slow head is counted", PATIENCE, async || {
        reached(server, "head_time").await.is_ok_and(|count| count >= 20)
    })
    .await?;
    others_are_served(&stand, &person, "QS-3602").await
}

#[tokio::test]
async fn i9_a_head_that_is_too_large_is_refused() -> Result<()> {
    let stand = Stand::start(Engines::Embedded, 1, &[]).await?;
    let server = stand.node();
    let large = format!("GET /livez HTTP/1.1\r\nhost: x\r\nx-large: {}\r\n\r\n", "x".repeat(256 * 1024));
    let many = format!("GET /livez HTTP/1.1\r\nhost: x\r\n{}\r\n", "x-many: 1\r\n".repeat(1_000));
    for head in [large, many] {
        let mut stream = connect_from(CROWD, server).await?;
        // It may be cut amid.
        let _ = stream.write_all(head.as_bytes()).await;
        let said = to_the_end(stream).await?;
        ensure!(said.is_empty() || said.starts_with("HTTP/1.1 431 "), "{said}");
    }
    ensure!(reached(server, "head_bytes").await? == 2, "both are counted");
    Ok(())
}

/// There is no XML intake. Whatever is sent as such is refused before anything reads it.
#[tokio::test]
async fn fault_37_xml_is_refused_unread() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    stand.feed.tell(stand.node(), &[Story::new("QS-3700").received()]).await?;
    let server = stand.node();
    let tracker = server.settings.issue_token("tracker", "quayside")?;
    let external =
        r#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>"#.to_owned();
    let mut laughs = String::from("<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY l0 \"ha\">");
    for level in 1..20 {
        laughs += &format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10));
    }
    laughs += "]><l>&l19;</l>";
    let attributes = (0..80_000).fold(String::new(), |all, number| all + &format!(" a{number}=\"\""));
    let before = memory_kib(server)?;
    for body in [external, laughs, format!("<a{attributes}/>")] {
        for (path, token) in [("/feed/v1/events", &stand.feed.token), ("/feed/v1/positions", &tracker)] {
            for kind in ["application/xml", "text/xml", "application/soap+xml"] {
                let request = server.http.post(server.url(path)).bearer_auth(token).header("content-type", kind);
                let answer = code_of(request.body(body.clone()).send().await?).await?;
                assert_eq!(answer, (422, "field_invalid".to_owned()), "{path} as {kind}");
            }
        }
    }
    let grown = memory_kib(server)?.saturating_sub(before);
    ensure!(grown < GROWTH_KIB_MAX, "{grown} KiB more");
    others_are_served(&stand, &person, "QS-3700").await
}
