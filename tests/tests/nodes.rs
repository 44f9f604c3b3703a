//! Several servers on one Postgres and one Redis: one board (I2, I4), and no single thing whose loss takes it away (I8).

#![allow(clippy::disallowed_methods, reason = "tests have clocks of their own")]

use std::time::{Duration, Instant};

use alongside_protocol::{
    Command, Private,
    vocabulary::{JournalHealth, Kept, LiveHealth},
};
use alongside_tests::{
    Result,
    feed::Story,
    people::Person,
    screen::Screen,
    stand::{Engines, Stand},
    wait::{self, PATIENCE},
};
use anyhow::ensure;
use reqwest::StatusCode;

/// Two nodes, and a support worker's screen on each.
struct Pair {
    stand: Stand,
    linnet: Person,
    siskin: Person,
    screens: Vec<Screen>,
}

impl Pair {
    /// None where the engines are not installed.
    async fn open(test: &str) -> Result<Option<Self>> {
        if !Engines::Shared.are_there(test) {
            return Ok(None);
        }
        let (linnet, siskin) = (Person::worker("linnet"), Person::worker("siskin"));
        let stand = Stand::start(Engines::Shared, 2, &[&linnet, &siskin]).await?;
        let screens =
            vec![Screen::open(&stand.nodes[0], &linnet).await?, Screen::open(&stand.nodes[1], &siskin).await?];
        Ok(Some(Self { stand, linnet, siskin, screens }))
    }

    /// Both screens come to stand at the same place with the same documents.
    async fn agree(&self) -> Result<()> {
        let [left, right] = &self.screens[..] else { unreachable!("a pair") };
        wait::until("both boards are the same", PATIENCE, async || {
            let (left, right) = (left.now(), right.now());
            left.seq == right.seq && left.docs() == right.docs()
        })
        .await?;
        left.no_gap()?;
        right.no_gap()
    }

    /// C: a screen opened now, and both old ones, hold the same.
    async fn agree_with_a_fresh_screen(&self) -> Result<()> {
        self.agree().await?;
        for node in &self.stand.nodes {
            let fresh = Screen::open(node, &self.linnet).await?.now();
            let held = self.screens[0].now();
            ensure!((fresh.seq, fresh.docs()) == (held.seq, held.docs()), "a fresh screen differs from an old one");
        }
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i2_an_act_on_one_node_is_on_the_others_screen_and_either_may_die() -> Result<()> {
    let Some(mut pair) = Pair::open("i2_an_act_on_one_node_is_on_the_others_screen").await? else { return Ok(()) };
    let mut story = Story::new("QS-0301");
    pair.stand.feed.tell(&pair.stand.nodes[0], &[story.received()]).await?;
    let response = story.response();
    for screen in &pair.screens {
        screen.wait_for("the call", |seen| seen.row("QS-0301").map(|_| ())).await?;
    }
    let started = Instant::now();
    pair.screens[1].accept(Command::ClaimResponse { response: response.clone() }).await?;
    pair.screens[0]
        .wait_for("the claim made on the other node", |seen| {
            (seen.row("QS-0301")?.responses[0].claim.as_ref()?.name == "Siskin").then_some(())
        })
        .await?;
    // Far below the journal's own poll of 2 s: it came by live state.
    ensure!(started.elapsed() < Duration::from_millis(1_500), "the stream carried it: {:?}", started.elapsed());
    pair.screens[0].wait_for("both are present", |seen| (seen.presence.len() == 2).then_some(())).await?;
    pair.agree().await?;

    for dying in [0, 1] {
        let other = 1 - dying;
        pair.stand.nodes[dying].kill()?;
        pair.screens[dying].closed(PATIENCE).await?;
        let remark = story.remark("while one is away");
        pair.stand.feed.tell(&pair.stand.nodes[other], &[remark]).await?;
        let note = Command::AddNote {
            response: response.clone(),
            text: Private::from("one node is enough"),
            corrects: None,
            kept: Kept::Shared,
        };
        let seq = pair.screens[other].accept(note).await?;
        pair.screens[other].reach(seq).await?;
        pair.stand.nodes[dying].restart().await?;
        let person = if dying == 0 { &pair.linnet } else { &pair.siskin };
        let back = Screen::open(&pair.stand.nodes[dying], person).await?;
        ensure!(back.now().seq >= seq, "what happened meanwhile is there after the restart");
        pair.screens[dying] = back;
        pair.agree_with_a_fresh_screen().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_8_redis_emptied_and_restarted_during_a_feed_loses_nothing() -> Result<()> {
    let Some(mut pair) = Pair::open("fault_8_redis_emptied_and_restarted_during_a_feed").await? else { return Ok(()) };
    let mut told = 0;
    for round in 0..30 {
        match round {
            8 => {
                pair.stand.redis()?.flush()?;
                let size = pair.stand.redis()?.ask(&["DBSIZE"])?;
                // The servers may already have begun to fill it again; the board's history of steps is gone.
                ensure!(size.len() <= 4, "the fault fired: {}", String::from_utf8_lossy(&size));
            }
            16 => {
                pair.stand.redis()?.kill()?;
                ensure!(pair.stand.redis()?.ask(&["PING"]).is_err(), "the fault fired: nobody answers");
            }
            22 => pair.stand.redis()?.restart()?,
            _ => {}
        }
        let mut story = Story::new(&format!("QS-04{round:02}"));
        let events = [story.received(), story.remark("a"), story.at_scene("QA12")];
        pair.stand.feed.tell(&pair.stand.nodes[round % 2], &events).await?;
        told += 1;
        let claimer = &pair.screens[round % 2];
        claimer.wait_for("the call on the node that took it", |seen| seen.row(&story.number).map(|_| ())).await?;
        claimer.accept(Command::ClaimResponse { response: story.response() }).await?;
    }
    let emptied_at = Instant::now();
    for screen in &pair.screens {
        screen
            .wait_for("every acknowledged call and claim", |seen| {
                let whole = seen.rows().filter(|row| row.responses[0].claim.is_some() && !row.resources.is_empty());
                (whole.count() == told).then_some(())
            })
            .await?;
        screen
            .wait_for("live state is well again", |seen| (seen.health.as_ref()?.live == LiveHealth::Ok).then_some(()))
            .await?;
    }
    ensure!(
        emptied_at.elapsed() < Duration::from_secs(10),
        "both boards recover by themselves: {:?}",
        emptied_at.elapsed()
    );
    pair.agree_with_a_fresh_screen().await?;
    let seq = pair.screens[0].now().seq.to_string();
    let redis = pair.stand.redis()?;
    wait::until("Redis stands where the board stands", PATIENCE, async || {
        redis
            .ask(&["HGET", "alongside:3:{quayside}:head", "seq"])
            .is_ok_and(|answer| String::from_utf8_lossy(&answer).contains(&seq))
    })
    .await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_9_with_redis_hung_boards_say_degraded_and_keep_moving() -> Result<()> {
    let Some(mut pair) = Pair::open("fault_9_with_redis_hung_boards_say_degraded").await? else { return Ok(()) };
    let mut story = Story::new("QS-0500");
    pair.stand.feed.tell(&pair.stand.nodes[0], &[story.received()]).await?;
    for screen in &pair.screens {
        screen.wait_for("the call", |seen| seen.row("QS-0500").map(|_| ())).await?;
    }
    pair.stand.redis()?.freeze()?;
    for screen in &pair.screens {
        screen
            .wait_for("the beat says degraded", |seen| {
                (seen.health.as_ref()?.live == LiveHealth::Degraded).then_some(())
            })
            .await?;
    }
    for turn in 0..6 {
        let (here, there) = (&pair.screens[turn % 2], &pair.screens[1 - turn % 2]);
        let note = Command::AddNote {
            response: story.response(),
            text: Private::from("without live state"),
            corrects: None,
            kept: Kept::Shared,
        };
        let started = Instant::now();
        let seq = here.accept(note).await?;
        ensure!(started.elapsed() < Duration::from_secs(3), "an act does not wait for Redis: {:?}", started.elapsed());
        let remark = story.remark("on the other node");
        pair.stand.feed.tell(&pair.stand.nodes[1 - turn % 2], &[remark]).await?;
        there.reach(seq).await?;
        ensure!(started.elapsed() < Duration::from_secs(8), "it comes by the journal: {:?}", started.elapsed());
    }
    for node in &pair.stand.nodes {
        ensure!(node.get("/readyz").await?.status() == StatusCode::OK, "a Redis that is away only degrades");
    }
    let health = pair.screens[0].now().health;
    ensure!(health.is_some_and(|health| health.journal == JournalHealth::Ok), "the journal is well all the while");
    pair.stand.redis()?.thaw()?;
    for screen in &pair.screens {
        screen
            .wait_for("the beat says well", |seen| (seen.health.as_ref()?.live == LiveHealth::Ok).then_some(()))
            .await?;
    }
    pair.agree_with_a_fresh_screen().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_8_a_node_starts_without_redis_and_finds_it_later() -> Result<()> {
    let Some(mut pair) = Pair::open("fault_8_a_node_starts_without_redis").await? else { return Ok(()) };
    let mut story = Story::new("QS-0600");
    pair.stand.feed.tell(&pair.stand.nodes[0], &[story.received()]).await?;
    pair.stand.nodes[0].kill()?;
    pair.stand.redis()?.kill()?;
    pair.stand.nodes[0].restart().await?;
    pair.screens[0] = Screen::open(&pair.stand.nodes[0], &pair.linnet).await?;
    ensure!(pair.screens[0].now().row("QS-0600").is_some(), "the board is read from the journal");
    pair.stand.redis()?.restart()?;
    pair.screens[0]
        .wait_for("live state is found", |seen| (seen.health.as_ref()?.live == LiveHealth::Ok).then_some(()))
        .await?;
    pair.screens[0].accept(Command::ClaimResponse { response: story.response() }).await?;
    pair.agree_with_a_fresh_screen().await
}
