//! Coming back: deltas from where a screen stood, a snapshot where that is worth nothing, and being sent away in
//! a way that lets everybody come back.

#![allow(clippy::disallowed_methods, reason = "tests have clocks of their own")]

use std::{collections::BTreeSet, time::Duration};

use alongside_protocol::vocabulary::Kept;
use alongside_protocol::{Command, Private, frame::Position, limits::OUTBOX_BYTES_MAX};
use alongside_tests::{
    Result,
    feed::Story,
    people::Person,
    screen::{Dial, Screen, dial, hello},
    seen::Seen,
    stand::{Engines, Stand},
    wait::{self, PATIENCE},
};
use anyhow::{Context, ensure};
use futures_util::{SinkExt, StreamExt};
use tokio_tungstenite::tungstenite::Message;

#[tokio::test]
async fn rule_11_a_screen_that_comes_back_gets_what_it_missed_and_no_more() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let mut story = Story::new("QS-1200");
    stand.feed.tell(stand.node(), &[story.received(), Story::new("QS-1201").received()]).await?;
    let screen = stand.screen(&person).await?;
    screen.wait_for("the calls", |seen| (seen.rows().count() == 2).then_some(())).await?;
    let away = screen.now();
    drop(screen);

    let nothing_new = Screen::resume(stand.node(), &person, &away).await?.now();
    ensure!(nothing_new.resumed && nothing_new.snapshots == 0 && nothing_new.deltas == 0, "nothing was missed");
    for _ in 0..5 {
        let remark = story.remark("while it was away");
        stand.feed.tell(stand.node(), &[remark]).await?;
    }
    let back = Screen::resume(stand.node(), &person, &away).await?;
    back.wait_for("what it missed", |seen| (seen.row("QS-1200")?.remark_count == 5).then_some(())).await?;
    let seen = back.now();
    ensure!(seen.resumed && seen.snapshots == 0, "no snapshot");
    ensure!(seen.deltas >= 1 && seen.deltas <= 5, "{} deltas", seen.deltas);
    back.no_gap()?;
    let fresh = stand.screen(&person).await?.now();
    assert_eq!((seen.seq, seen.docs()), (fresh.seq, fresh.docs()), "I4: both hold the fold");
    let sent: usize = seen.raw.iter().filter(|text| text.contains("QS-1201")).count();
    assert_eq!(sent, 0, "what did not change is not sent again");
    Ok(())
}

#[tokio::test]
async fn rule_12_a_position_that_is_worth_nothing_gets_a_snapshot() -> Result<()> {
    let person = Person::worker("linnet");
    let mut stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let mut story = Story::new("QS-1210");
    for event in [story.received(), story.remark("one"), story.remark("two")] {
        stand.feed.tell(stand.node(), &[event]).await?;
    }
    let screen = stand.screen(&person).await?;
    screen.wait_for("the call", |seen| (seen.row("QS-1210")?.remark_count == 2).then_some(())).await?;
    let here = screen.now();
    let at = |epoch: &str, seq: u64| Position { epoch: epoch.to_owned(), seq };
    let cases = [
        ("another epoch", at("another", here.seq)),
        ("a place ahead", at(&here.epoch, here.seq + 1)),
        ("no epoch", at("", 0)),
    ];
    for (case, position) in cases {
        let seen = positioned(&stand, &person, position).await?;
        ensure!(!seen.resumed && seen.snapshots == 1, "{case}");
        assert_eq!((seen.seq, seen.docs()), (here.seq, here.docs()), "{case}");
    }
    // After a restart the node has no deltas of before: only who missed nothing resumes.
    stand.nodes[0].kill()?;
    stand.nodes[0].restart().await?;
    ensure!(Screen::resume(stand.node(), &person, &here).await?.now().resumed, "the epoch outlives the process");
    let old = positioned(&stand, &person, at(&here.epoch, here.seq - 1)).await?;
    ensure!(!old.resumed && old.snapshots == 1, "deltas of before the restart are not kept");
    Ok(())
}

async fn positioned(stand: &Stand, person: &Person, position: Position) -> Result<Seen> {
    let mut socket = dial(stand.node(), &Dial::bearer(&stand.node().token(person).await?)).await?;
    socket.send(Message::text(serde_json::to_string(&hello(person, Some(position)))?)).await?;
    let screen = Screen::attend(socket, None);
    screen.wait_for("the board", |seen| (seen.resumed || seen.snapshots > 0).then_some(())).await?;
    Ok(screen.now())
}

/// Rows are made large, so that little more than the limit has to be sent for a screen that does not read.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_19_who_does_not_read_is_closed_and_nobody_else_waits() -> Result<()> {
    let (slow, quick) = (Person::worker("linnet"), Person::worker("siskin"));
    let stand = Stand::start(Engines::Embedded, 1, &[&slow, &quick]).await?;
    let server = stand.node();
    let mut stories: Vec<Story> = (0..400).map(|index| Story::new(&format!("QS-{index:05}"))).collect();
    let events: Vec<_> = stories.iter_mut().map(Story::received).collect();
    stand.feed.tell(server, &events).await?;
    let watching = Screen::open(server, &quick).await?;
    let away = watching.now();

    let mut socket = dial(server, &Dial::bearer(&server.token(&slow).await?)).await?;
    socket.send(Message::text(serde_json::to_string(&hello(&slow, None))?)).await?;
    while !matches!(socket.next().await.context("closed")??, Message::Text(text) if text.contains("snapshot")) {}
    // From here it reads nothing more. Kernel buffers take some MiB before the server feels it.
    let mut sent = 0;
    let mut longest = Duration::ZERO;
    while sent < 12 * OUTBOX_BYTES_MAX {
        let before = watching.now();
        let remarks: Vec<_> = stories.iter_mut().map(|story| story.remark("x")).collect();
        stand.feed.tell(server, &remarks).await?;
        let told = std::time::Instant::now();
        watching.wait_for("the others are served", |seen| (seen.seq >= before.seq + 400).then_some(())).await?;
        longest = longest.max(told.elapsed());
        sent += watching.now().raw[before.raw.len()..].iter().map(String::len).sum::<usize>();
    }
    ensure!(longest < Duration::from_secs(2), "a screen that reads waited {longest:?} for one that does not");
    let closed = async {
        loop {
            match socket.next().await {
                Some(Ok(Message::Close(frame))) => {
                    return frame.map(|frame| (u16::from(frame.code), frame.reason.to_string()));
                }
                Some(Ok(_)) => {}
                other => panic!("ended without a close frame after {sent} bytes: {other:?}"),
            }
        }
    };
    let (code, reason) = tokio::time::timeout(PATIENCE, closed).await?.context("a close without a code")?;
    // Too far behind, or so far that the deltas are gone: both mean, come back.
    ensure!([4000, 4002].contains(&code) && reason.contains("retry_after_ms"), "{code} {reason}");
    watching.no_gap()?;
    // It comes back with its place: the deltas after it are no longer kept, so it is given the whole board.
    let back = Screen::resume(server, &slow, &away).await?;
    let (seen, held) = (back.now(), watching.now());
    ensure!(!seen.resumed && seen.snapshots == 1, "too old for deltas");
    assert_eq!((seen.seq, seen.docs()), (held.seq, held.docs()));
    back.no_gap()
}

#[tokio::test]
async fn a_server_that_is_asked_to_end_sends_its_screens_away_to_come_back() -> Result<()> {
    let person = Person::worker("linnet");
    let mut stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let mut story = Story::new("QS-1230");
    stand.feed.tell(stand.node(), &[story.received()]).await?;
    let token = Dial::bearer(&stand.node().token(&person).await?);
    let mut screens = Vec::new();
    for _ in 0..8 {
        screens.push(Screen::with(stand.node(), &token, &person, None).await?);
    }
    let seq = screens[0]
        .accept(Command::AddNote {
            response: story.response(),
            text: Private::from("the last thing before"),
            corrects: None,
            kept: Kept::Shared,
        })
        .await?;
    stand.node().terminate()?;
    let mut spread = BTreeSet::new();
    for screen in &screens {
        let closed = screen.closed(PATIENCE).await?;
        assert_eq!(closed.code, Some(1012), "{closed:?}");
        let reason = closed.reason.context("no reason")?;
        ensure!(reason.reason == "restarting");
        spread.insert(reason.retry_after_ms.context("when to come back is not said")?);
    }
    ensure!(spread.len() > 2, "not all at once: {spread:?}");
    let status = stand.nodes[0].wait_end()?;
    ensure!(status.success(), "{status}");
    stand.nodes[0].restart().await?;
    let away = screens[0].now();
    let back = Screen::resume(stand.node(), &person, &away).await?;
    back.reach(seq).await?;
    back.no_gap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_22_a_rolling_restart_under_load_loses_nothing_and_leaves_no_gap() -> Result<()> {
    if !Engines::Shared.are_there("fault_22_a_rolling_restart_under_load") {
        return Ok(());
    }
    let person = Person::worker("linnet");
    let mut stand = Stand::start(Engines::Shared, 2, &[&person]).await?;
    let mut story = Story::new("QS-1240");
    stand.feed.tell(stand.node(), &[story.received()]).await?;
    let mut screen = stand.screen(&person).await?;
    let mut told = 0;
    for round in 0..4 {
        let leaving = round % 2;
        for _ in 0..20 {
            let remark = story.remark("under load");
            stand.feed.tell(&stand.nodes[1 - leaving], &[remark]).await?;
            told += 1;
        }
        stand.nodes[leaving].terminate()?;
        for _ in 0..20 {
            let remark = story.remark("while it drains");
            stand.feed.tell(&stand.nodes[1 - leaving], &[remark]).await?;
            told += 1;
        }
        if screen.now().closed.is_some() || round % 2 == 0 {
            // The screen stood on the leaving node: it goes to the other with its place.
            wait::until("the screen is sent away", PATIENCE, async || screen.now().closed.is_some()).await?;
            let away = screen.now();
            screen = Screen::resume(&stand.nodes[1 - leaving], &person, &away).await?;
        }
        stand.nodes[leaving].wait_end()?;
        stand.nodes[leaving].restart().await?;
        screen.wait_for("every remark", |seen| (seen.row("QS-1240")?.remark_count == told).then_some(())).await?;
        screen.no_gap()?;
        // For the next round it stands on the node that leaves next.
        let away = screen.now();
        screen = Screen::resume(&stand.nodes[1 - leaving], &person, &away).await?;
    }
    for node in &stand.nodes {
        let fresh = Screen::open(node, &person).await?.now();
        ensure!(fresh.row("QS-1240").is_some_and(|row| row.remark_count == told), "{told} remarks on each node");
    }
    Ok(())
}
