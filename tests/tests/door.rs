//! The WebSocket's door and its rules: who is let in, what is answered with which close, and every limit (I9).

use std::time::Duration;

use alongside_protocol::vocabulary::Kept;
use alongside_protocol::{
    ClientFrame, Command, Private, RefusalCode,
    frame::CloseReason,
    limits::{CLIENT_FRAME_BYTES_MAX, IN_FLIGHT_MAX, OPEN_FILES_MAX},
    vocabulary::Audience,
};
use alongside_tests::{
    Result,
    feed::Story,
    people::Person,
    screen::{Dial, Screen, Socket, dial, hello, new_id, now_ms},
    seen::Answer,
    stand::{Engines, Stand},
    wait::{self, PATIENCE},
};
use anyhow::{Context, bail, ensure};
use futures_util::{SinkExt, StreamExt};
use tokio_tungstenite::tungstenite::{
    Error, Message, Utf8Bytes,
    protocol::frame::{
        Frame,
        coding::{Data, OpCode},
    },
};

/// Status and problem code of a refused upgrade.
fn turned_away(answer: std::result::Result<Socket, Error>) -> Result<(u16, String)> {
    match answer {
        Err(Error::Http(answer)) => {
            let kind = answer.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
            ensure!(kind == "application/problem+json", "HTTP {} as {kind:?}", answer.status());
            let body: serde_json::Value = serde_json::from_slice(answer.body().as_deref().unwrap_or_default())?;
            Ok((answer.status().as_u16(), body["code"].as_str().context("no code")?.to_owned()))
        }
        other => bail!("not turned away: {other:?}"),
    }
}

fn away(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

/// Reads on until the close frame; its code and its reason's name.
async fn close_of(mut socket: Socket, within: Duration) -> Result<(u16, CloseReason)> {
    let read = async {
        loop {
            match socket.next().await {
                Some(Ok(Message::Close(Some(frame)))) => {
                    return Ok((frame.code.into(), serde_json::from_str(&frame.reason)?));
                }
                Some(Ok(_)) => {}
                other => bail!("ended without a close frame: {other:?}"),
            }
        }
    };
    tokio::time::timeout(within, read).await.context("no close came")?
}

#[tokio::test]
async fn fault_31_the_origin_is_checked_before_the_upgrade() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let server = stand.node();
    let cookies = server.sign_in(&person).await?;
    let own = Dial::cookies(server, &cookies);
    for origin in [None, Some("http://evil.example"), Some("null"), Some("http://127.0.0.1:1")] {
        let from = Dial { origin: origin.map(ToOwned::to_owned), ..own.clone() };
        assert_eq!(turned_away(dial(server, &from).await)?, away(403, "origin_refused"), "{origin:?}");
    }
    assert_eq!(turned_away(dial(server, &Dial::default()).await)?, away(401, "sign_in_required"));
    let other = Dial { subprotocol: Some("alongside.v0".to_owned()), ..own.clone() };
    assert_eq!(turned_away(dial(server, &other).await)?, away(422, "field_invalid"));
    Screen::with(server, &own, &person, None).await?.no_gap()
}

#[tokio::test]
async fn i9_an_account_has_so_many_screens_and_no_more() -> Result<()> {
    let (person, other) = (Person::worker("linnet"), Person::worker("siskin"));
    let stand =
        Stand::start_with(Engines::Embedded, 1, &[&person, &other], |settings| settings.with("sockets_per_user", "3"))
            .await?;
    let server = stand.node();
    let token = Dial::bearer(&server.token(&person).await?);
    let mut screens = Vec::new();
    for _ in 0..3 {
        screens.push(Screen::with(server, &token, &person, None).await?);
    }
    assert_eq!(turned_away(dial(server, &token).await)?, away(429, "too_many"));
    stand.screen(&other).await?.no_gap()?;
    screens.pop();
    wait::until("a closed screen makes room", PATIENCE, async || {
        Screen::with(server, &token, &person, None).await.is_ok()
    })
    .await?;
    Ok(())
}

#[tokio::test]
async fn rule_13_a_board_or_an_audience_that_is_not_yours_is_closed_alike() -> Result<()> {
    let (worker, crew) = (Person::worker("linnet"), Person::crew("dunlin", "car-1"));
    let inspector = Person::inspector("curlew");
    let stand = Stand::start(Engines::Embedded, 1, &[&worker, &crew, &inspector]).await?;
    let server = stand.node();
    let ask = |board: &str, audience, car: Option<&str>| ClientFrame::Hello {
        board: board.into(),
        audience,
        car: car.map(Into::into),
        position: None,
    };
    let cases = [
        (&worker, ask("otherside", Audience::Control, None)),
        (&worker, ask("quayside", Audience::Inspector, None)),
        (&worker, ask("quayside", Audience::Crew, Some("car-1"))),
        (&crew, ask("quayside", Audience::Control, None)),
        (&crew, ask("quayside", Audience::Crew, Some("car-2"))),
        (&inspector, ask("quayside", Audience::Control, None)),
    ];
    for (person, frame) in cases {
        let mut socket = dial(server, &Dial::bearer(&server.token(person).await?)).await?;
        socket.send(Message::text(serde_json::to_string(&frame)?)).await?;
        let (code, reason) = close_of(socket, PATIENCE).await?;
        assert_eq!((code, reason.reason.as_str()), (4503, "not_allowed"), "{} asks {frame:?}", person.username);
        ensure!(reason.retry_after_ms.is_none(), "nobody is told to come back");
    }
    // The feed's token opens no board at all.
    let mut socket = dial(server, &Dial::bearer(&stand.feed.token)).await?;
    socket.send(Message::text(serde_json::to_string(&ask("quayside", Audience::Control, None))?)).await?;
    assert_eq!(close_of(socket, PATIENCE).await?.0, 4503);
    Ok(())
}

#[tokio::test]
async fn fault_26_what_is_no_frame_closes_with_a_code_and_harms_nobody() -> Result<()> {
    let (person, other) = (Person::worker("linnet"), Person::worker("siskin"));
    let stand = Stand::start(Engines::Embedded, 1, &[&person, &other]).await?;
    let server = stand.node();
    stand.feed.tell(server, &[Story::new("QS-1000").received()]).await?;
    let bystander = stand.screen(&other).await?;
    let token = Dial::bearer(&server.token(&person).await?);
    let greeting = serde_json::to_string(&hello(&person, None))?;
    let raw = |opcode, last, bytes: &[u8]| Message::Frame(Frame::message(bytes.to_vec(), opcode, last));
    let text = |bytes: &[u8]| raw(OpCode::Data(Data::Text), true, bytes);
    let deep = format!("{}1{}", "[".repeat(20_000), "]".repeat(20_000));
    let long = format!(r#"{{"type":"open","incident":"{}"}}"#, "x".repeat(CLIENT_FRAME_BYTES_MAX));
    let duplicate = r#"{"type":"open","incident":"QS-1000","incident":"QS-1000"}"#;
    let cases: Vec<(&str, Vec<Message>, u16)> = vec![
        ("not JSON", vec![Message::text("hello?")], 4500),
        ("no object", vec![Message::text("[]")], 4500),
        ("no type", vec![Message::text("{}")], 4500),
        ("binary", vec![Message::binary(greeting.clone())], 4500),
        ("a second hello", vec![Message::text(greeting.clone())], 4500),
        ("bad UTF-8", vec![text(b"{\"type\":\"\xff\xfe\"}")], 4500),
        ("deep nesting", vec![Message::text(deep)], 4500),
        ("a type of another version", vec![Message::text(r#"{"type":"dance"}"#)], 4504),
        ("a field of another version", vec![Message::text(r#"{"type":"beat","loud":true}"#)], 4504),
        ("a field twice", vec![Message::text(duplicate)], 4504),
        ("too long", vec![Message::text(long.clone())], 4501),
        ("too long in pieces", fragments(&long), 4501),
        ("16 MiB", vec![Message::text("x".repeat(16 * 1024 * 1024))], 4501),
    ];
    for (case, messages, wanted) in cases {
        let mut socket = dial(server, &token).await?;
        socket.send(Message::text(greeting.clone())).await?;
        for message in messages {
            // The server may close before all of a message has left.
            if socket.send(message).await.is_err() {
                break;
            }
        }
        let (code, reason) = close_of(socket, PATIENCE).await.with_context(|| case.to_owned())?;
        assert_eq!(code, wanted, "{case}: {reason:?}");
    }
    for first in ["hello?", r#"{"type":"beat"}"#] {
        let mut socket = dial(server, &token).await?;
        socket.send(Message::text(first)).await?;
        assert_eq!(close_of(socket, PATIENCE).await?.0, 4500, "{first} in place of hello");
    }
    ensure!(bystander.file("QS-1000").await.is_ok() && bystander.now().closed.is_none(), "others are served");
    let metrics = server.text("/metrics").await?;
    ensure!(!metrics.contains("alongside_panics_total"), "nothing panicked");
    ensure!(!server.log().contains("panicked"), "nothing panicked");
    Ok(())
}

/// A text message in pieces of 8 KiB.
fn fragments(text: &str) -> Vec<Message> {
    let pieces: Vec<&[u8]> = text.as_bytes().chunks(8 * 1024).collect();
    let last = pieces.len() - 1;
    let opcode = |index| OpCode::Data(if index == 0 { Data::Text } else { Data::Continue });
    (0..pieces.len())
        .map(|index| Message::Frame(Frame::message(pieces[index].to_vec(), opcode(index), index == last)))
        .collect()
}

#[tokio::test]
async fn a_frame_in_pieces_within_the_limit_and_a_ping_are_understood() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let mut story = Story::new("QS-1001");
    stand.feed.tell(stand.node(), &[story.received()]).await?;
    let mut socket = dial(stand.node(), &Dial::bearer(&stand.node().token(&person).await?)).await?;
    socket.send(Message::text(serde_json::to_string(&hello(&person, None))?)).await?;
    socket.send(Message::Ping("are you there".into())).await?;
    let text = "x".repeat(7_999);
    let command = Command::AddNote {
        response: story.response(),
        text: Private::from(text.as_str()),
        corrects: None,
        kept: Kept::Shared,
    };
    let id = new_id();
    let frame = serde_json::to_string(&ClientFrame::Command { id, at: now_ms(), command })?;
    for piece in fragments(&format!("{frame}{}", " ".repeat(9 * 1024))) {
        socket.send(piece).await?;
        socket.send(Message::Ping("between pieces".into())).await?;
    }
    let (mut pongs, mut accepted) = (0, false);
    while pongs < 3 || !accepted {
        match tokio::time::timeout(PATIENCE, socket.next()).await?.context("closed")?? {
            Message::Pong(_) => pongs += 1,
            Message::Text(text) => accepted |= text.contains(&id.to_string()) && text.contains("accepted"),
            Message::Close(frame) => bail!("{frame:?}"),
            _ => {}
        }
    }
    // A close is answered with a close.
    socket.close(None).await?;
    let end = async {
        while let Some(Ok(message)) = socket.next().await {
            if message.is_close() {
                return true;
            }
        }
        false
    };
    ensure!(tokio::time::timeout(PATIENCE, end).await?, "the close handshake is finished");
    Ok(())
}

#[tokio::test]
async fn rules_10_and_20_silence_is_let_go() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let server = stand.node();
    let token = Dial::bearer(&server.token(&person).await?);
    let mute = dial(server, &token).await?;
    let mut silent = dial(server, &token).await?;
    silent.send(Message::text(serde_json::to_string(&hello(&person, None))?)).await?;
    let (mute, silent) =
        tokio::join!(close_of(mute, Duration::from_secs(15)), close_of(silent, Duration::from_secs(40)));
    let (code, reason) = mute?;
    assert_eq!((code, reason.reason.as_str()), (4003, "hello_timeout"));
    let (code, reason) = silent?;
    assert_eq!((code, reason.reason.as_str()), (4001, "heartbeat_lost"));
    ensure!(reason.retry_after_ms.is_some(), "who was silent may come back");
    Ok(())
}

#[tokio::test]
async fn rule_27_so_many_commands_wait_and_no_more() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let mut story = Story::new("QS-1002");
    stand.feed.tell(stand.node(), &[story.received()]).await?;
    let mut socket = dial(stand.node(), &Dial::bearer(&stand.node().token(&person).await?)).await?;
    socket.send(Message::text(serde_json::to_string(&hello(&person, None))?)).await?;
    let ids: Vec<_> = (0..400).map(|_| new_id()).collect();
    for id in &ids {
        let command = Command::AddNote {
            response: story.response(),
            text: Private::from("many"),
            corrects: None,
            kept: Kept::Shared,
        };
        let frame = ClientFrame::Command { id: *id, at: now_ms(), command };
        socket.feed(Message::Text(Utf8Bytes::from(serde_json::to_string(&frame)?))).await?;
    }
    socket.flush().await?;
    let screen = Screen::attend(socket, None);
    let mut refused = 0;
    for id in &ids {
        match screen.answer(*id).await? {
            Answer::Accepted { .. } => {}
            Answer::Refused(refusal) if refusal.code == RefusalCode::TooManyInFlight => refused += 1,
            other @ Answer::Refused(_) => bail!("{other:?}"),
        }
    }
    ensure!(ids.len() - refused >= IN_FLIGHT_MAX, "as many as may wait are done");
    let file = screen.file("QS-1002").await?;
    let notes = file.timeline.iter().filter(|entry| entry.text == Some(Private::from("many"))).count();
    assert_eq!(notes, ids.len() - refused, "what was refused was not done");
    Ok(())
}

#[tokio::test]
async fn rule_31_the_oldest_of_too_many_files_is_closed() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let mut stories: Vec<Story> = (0..=OPEN_FILES_MAX).map(|index| Story::new(&format!("QS-11{index:02}"))).collect();
    let events: Vec<_> = stories.iter_mut().map(Story::received).collect();
    stand.feed.tell(stand.node(), &events).await?;
    let screen = stand.screen(&person).await?;
    for story in &stories {
        screen.file(&story.number).await?;
    }
    let closed = screen.wait_for("the first is closed", |seen| seen.file_closed.first().cloned()).await?;
    assert_eq!((closed.0.0.as_str(), closed.1), ("QS-1100", None));
    // Only open files are sent again.
    let (first, last) = (stories[0].remark("first"), stories[OPEN_FILES_MAX].remark("last"));
    let last_number = stories[OPEN_FILES_MAX].number.clone();
    stand.feed.tell(stand.node(), &[first, last]).await?;
    screen
        .wait_for("an open file is sent again when it changes", |seen| {
            let file = seen.files.get(&last_number.as_str().into())?;
            file.timeline.iter().any(|entry| entry.text == Some(Private::from("last"))).then_some(())
        })
        .await?;
    ensure!(!screen.now().files.contains_key(&"QS-1100".into()), "a closed one is not");
    Ok(())
}

#[tokio::test]
async fn a_cars_position_reaches_the_room_and_nobody_elses_does() -> Result<()> {
    let (worker, crew) = (Person::worker("linnet"), Person::crew("dunlin", "car-1"));
    let stand = Stand::start(Engines::Embedded, 1, &[&worker, &crew]).await?;
    let (worker, crew) = (stand.screen(&worker).await?, stand.screen(&crew).await?);
    crew.accept(Command::StartShift { car: "car-1".into(), seats: Vec::new() }).await?;
    let at = |lat: f64| ClientFrame::Position { lat, lon: -1.25, accuracy_m: Some(5.0), at: now_ms() };
    worker.say(&at(54.9)).await?;
    for lat in [54.1, 54.2, 91.0, 54.3] {
        crew.say(&at(lat)).await?;
    }
    let positions = worker
        .wait_for("the latest position", |seen| {
            seen.positions.iter().any(|position| position.point.lat > 54.25).then(|| seen.positions.clone())
        })
        .await?;
    assert_eq!(positions.len(), 1);
    assert_eq!((positions[0].car.0.as_str(), positions[0].point.lat), ("car-1", 54.3));
    ensure!(crew.now().positions.is_empty() && crew.now().presence.is_empty(), "positions and presence are the room's");
    Ok(())
}
