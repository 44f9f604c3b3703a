//! What every live state must do: one suite, run in this process and on Redis; and what only a shared one must.

#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![allow(clippy::disallowed_methods, reason = "tests have clocks of their own")]

mod support;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use alongside::live::{
    CALL_MS_MAX, FOLLOWED_MAX, Followed, Live, POSITION_KEPT_MS, PRESENCE_MS, Published, Step, local::LocalLive,
    redis::RedisLive,
};
use alongside_core::{Board, Entry, evolve};
use alongside_protocol::{
    view::{CarPosition, Point, PresentUser},
    vocabulary::Audience,
};
use alongside_tests::{canary, engines, redis::Redis, wait::PATIENCE};
use rstest::rstest;
use support::{Bench, CANARY, Engine, Handle, NOON, board, personal, placed, received};
use tokio::{sync::mpsc, time::timeout};

const EPOCH: &str = "epoch-1";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Local,
    Redis,
}

/// A journal's keys and one live state over them.
struct Scene {
    bench: Bench,
    node: Handle,
    redis: Option<Redis>,
    live: Arc<dyn Live>,
    board: Board,
}

impl Scene {
    async fn new(test: &str, kind: Kind) -> Option<Self> {
        if kind == Kind::Redis && !engines::have(test, &[engines::Engine::Redis]) {
            return None;
        }
        let bench = Bench::new(test, Engine::Sqlite)?;
        let node = bench.handle().await;
        let redis = (kind == Kind::Redis).then(|| Redis::start().unwrap());
        let live: Arc<dyn Live> = match &redis {
            Some(redis) => Arc::new(RedisLive::connect(&redis.url(), Arc::clone(&node.keys)).unwrap()),
            None => Arc::new(LocalLive::default()),
        };
        Some(Self { bench, node, redis, live, board: Board::default() })
    }

    /// Another node's hold on the same live state; in this process it is the same one.
    async fn other(&self) -> Arc<dyn Live> {
        match &self.redis {
            Some(redis) => Arc::new(RedisLive::connect(&redis.url(), self.bench.handle().await.keys).unwrap()),
            None => Arc::clone(&self.live),
        }
    }

    fn redis(&mut self) -> &mut Redis {
        self.redis.as_mut().unwrap()
    }

    /// Writes events to the journal, so that their keys exist, and folds them.
    async fn happen(&mut self, events: Vec<alongside_core::Event>) -> Vec<Entry> {
        let entries = placed(self.board.seq, events);
        self.node.write(&board(), &entries).await;
        for entry in &entries {
            evolve(&mut self.board, entry);
        }
        entries
    }

    async fn publish(&self, entries: &[Entry]) -> Published {
        self.publish_as(EPOCH, entries).await
    }

    async fn publish_as(&self, epoch: &str, entries: &[Entry]) -> Published {
        let (from, to) = (entries[0].seq - 1, entries[entries.len() - 1].seq);
        self.live.publish(&board(), Step { epoch, from, to, entries, board: &self.board }).await.unwrap()
    }

    async fn begin(&mut self) {
        self.live.replace(&board(), EPOCH, &Board::default()).await.unwrap();
    }

    async fn loaded(&self) -> (String, Board) {
        self.other().await.load(&board()).await.unwrap().unwrap()
    }
}

#[rstest]
#[tokio::test]
async fn i4_what_is_published_is_the_fold(#[values(Kind::Local, Kind::Redis)] kind: Kind) {
    let Some(mut scene) = Scene::new("i4_what_is_published_is_the_fold", kind).await else { return };
    assert_eq!(scene.live.load(&board()).await.unwrap(), None, "nothing before anything");
    scene.begin().await;
    for incident in ["QS-1", "QS-2", "QS-1"] {
        // The second QS-1 repeats facts: its step changes nothing and still moves the place on.
        let entries = scene.happen(personal(incident)).await;
        assert_eq!(scene.publish(&entries).await, Published::Done);
        assert_eq!(scene.loaded().await, (EPOCH.to_owned(), scene.board.clone()));
    }
    // An incident that leaves the board leaves live state.
    let entries = scene.happen(vec![alongside_core::Event::IncidentArchived { incident: "QS-1".into() }]).await;
    assert_eq!(scene.publish(&entries).await, Published::Done);
    let (_, board) = scene.loaded().await;
    assert_eq!((board.incidents.len(), board), (1, scene.board.clone()));
}

#[rstest]
#[tokio::test]
async fn i2_a_step_applies_in_its_place_only(#[values(Kind::Local, Kind::Redis)] kind: Kind) {
    let Some(mut scene) = Scene::new("i2_a_step_applies_in_its_place_only", kind).await else { return };
    let first = scene.happen(vec![received("QS-1")]).await;
    assert_eq!(scene.publish(&first).await, Published::Gap(None), "nothing to stand on");
    assert_eq!(scene.live.load(&board()).await.unwrap(), None, "a gap writes nothing");
    scene.begin().await;
    assert_eq!(scene.publish(&first).await, Published::Done);
    assert_eq!(scene.publish(&first).await, Published::Already);
    let _missed = scene.happen(vec![received("QS-2")]).await;
    let third = scene.happen(vec![received("QS-3")]).await;
    let before = scene.loaded().await;
    assert_eq!(scene.publish(&third).await, Published::Gap(Some(1)));
    assert_eq!(scene.publish_as("epoch-2", &third).await, Published::Gap(None), "another epoch stands nowhere");
    assert_eq!(scene.loaded().await, before, "a gap writes nothing");
}

#[rstest]
#[tokio::test]
async fn i4_replace_never_moves_a_board_back(#[values(Kind::Local, Kind::Redis)] kind: Kind) {
    let Some(mut scene) = Scene::new("i4_replace_never_moves_a_board_back", kind).await else { return };
    scene.happen(personal("QS-1")).await;
    let old = scene.board.clone();
    scene.happen(personal("QS-2")).await;
    scene.live.replace(&board(), EPOCH, &scene.board).await.unwrap();
    // A slow node comes with an older picture of the same epoch.
    scene.live.replace(&board(), EPOCH, &old).await.unwrap();
    assert_eq!(scene.loaded().await, (EPOCH.to_owned(), scene.board.clone()));
    // A restored journal begins another epoch, and may well be behind.
    scene.live.replace(&board(), "epoch-2", &old).await.unwrap();
    assert_eq!(scene.loaded().await, ("epoch-2".to_owned(), old));
}

async fn next(followed: &mut mpsc::Receiver<Followed>) -> Followed {
    timeout(PATIENCE, followed.recv()).await.expect("something is heard").expect("the stream goes on")
}

/// Passes over `Lost`, which asks only for a look into the journal.
async fn next_step(followed: &mut mpsc::Receiver<Followed>) -> (String, u64, Vec<Entry>) {
    loop {
        if let Followed::Step { epoch, from, entries } = next(followed).await {
            return (epoch, from, entries);
        }
    }
}

#[rstest]
#[tokio::test]
async fn who_follows_hears_every_step_in_order(#[values(Kind::Local, Kind::Redis)] kind: Kind) {
    let Some(mut scene) = Scene::new("who_follows_hears_every_step_in_order", kind).await else { return };
    scene.begin().await;
    let other = scene.other().await;
    let (follower, mut followed) = mpsc::channel(FOLLOWED_MAX);
    other.follow(&board(), follower);
    if kind == Kind::Redis {
        assert_eq!(next(&mut followed).await, Followed::Lost, "whoever begins reads the journal for what came before");
    }
    for round in 0..50 {
        let entries = scene.happen(vec![received(&format!("QS-{round}")), received("QS-0")]).await;
        assert_eq!(scene.publish(&entries).await, Published::Done);
        assert_eq!(next_step(&mut followed).await, (EPOCH.to_owned(), round * 2, entries));
    }
    scene.live.replace(&board(), EPOCH, &scene.board).await.unwrap();
    assert_eq!(next(&mut followed).await, Followed::Lost, "a whole new picture is read from the journal");
}

#[rstest]
#[tokio::test]
async fn a_follower_that_is_dropped_is_forgotten(#[values(Kind::Local, Kind::Redis)] kind: Kind) {
    let Some(mut scene) = Scene::new("a_follower_that_is_dropped_is_forgotten", kind).await else { return };
    scene.begin().await;
    let (follower, followed) = mpsc::channel(FOLLOWED_MAX);
    let watched = follower.clone();
    scene.live.follow(&board(), follower);
    drop(followed);
    let entries = scene.happen(vec![received("QS-1")]).await;
    assert_eq!(scene.publish(&entries).await, Published::Done);
    // Only this test's own sender is left.
    alongside_tests::wait::until("the follower is let go", PATIENCE, async || watched.strong_count() == 1)
        .await
        .unwrap();
}

#[rstest]
#[tokio::test]
async fn positions_and_presence_are_shared_and_expire(#[values(Kind::Local, Kind::Redis)] kind: Kind) {
    let Some(scene) = Scene::new("positions_and_presence_are_shared_and_expire", kind).await else { return };
    let other = scene.other().await;
    let now = alongside::clock::now_ms();
    let at = |car: &str, at: i64| CarPosition {
        car: car.into(),
        point: Point { lat: 54.5, lon: -1.25 },
        accuracy_m: Some(8.0),
        at,
    };
    scene.live.put_positions(&board(), &[at("car-2", now), at("car-1", now - 5_000)], now).await.unwrap();
    scene.live.put_positions(&board(), &[at("car-1", now)], now).await.unwrap();
    // What comes late, by another node, does not move a car back.
    other.put_positions(&board(), &[at("car-1", now - 2_000)], now).await.unwrap();
    scene.live.put_positions(&board(), &[], now).await.unwrap();
    assert_eq!(
        other.positions(&board(), now).await.unwrap(),
        [at("car-1", now), at("car-2", now)],
        "the latest of each"
    );
    assert_eq!(other.positions(&"otherside".into(), now).await.unwrap(), []);
    assert_eq!(other.positions(&board(), now + POSITION_KEPT_MS).await.unwrap(), [], "old ones are not shown");

    let user = |name: &str, viewing: &[&str]| PresentUser {
        user: name.into(),
        name: name.to_owned(),
        audience: Audience::Control,
        viewing: viewing.iter().map(|number| (*number).into()).collect(),
    };
    scene.live.put_presence(&board(), "node-1", &[user("linnet", &["QS-2"]), user("siskin", &[])], now).await.unwrap();
    other.put_presence(&board(), "node-2", &[user("linnet", &["QS-1", "QS-2"])], now).await.unwrap();
    let both = [user("linnet", &["QS-1", "QS-2"]), user("siskin", &[])];
    for live in [&scene.live, &other] {
        assert_eq!(live.presence(&board(), now).await.unwrap(), both, "one entry a person, over all nodes");
    }
    // A node that says nothing any more is forgotten with everybody on it.
    other.put_presence(&board(), "node-2", &[], now + PRESENCE_MS - 1).await.unwrap();
    assert_eq!(other.presence(&board(), now + PRESENCE_MS).await.unwrap(), []);
}

#[tokio::test]
async fn positions_are_geo_data_in_redis() {
    let Some(mut scene) = Scene::new("positions_are_geo_data_in_redis", Kind::Redis).await else { return };
    let now = alongside::clock::now_ms();
    let at = |car: &str, lat: f64, lon: f64| CarPosition {
        car: car.into(),
        point: Point { lat, lon },
        accuracy_m: None,
        at: now,
    };
    let two = [at("car-1", 54.5, -1.25), at("car-2", 54.6, -1.25)];
    scene.live.put_positions(&board(), &two, now).await.unwrap();
    let key = format!("alongside:3:{{{}}}:places", board());
    let words = ["GEOSEARCH", &key, "FROMLONLAT", "-1.25", "54.51", "BYRADIUS", "5", "km"];
    let found = scene.redis().ask(&words).unwrap();
    let found = String::from_utf8_lossy(&found);
    assert!(found.contains("car-1") && !found.contains("car-2"), "{found}");
    // Nothing of it outlives the time for which positions are kept.
    for part in ["places", "positions"] {
        let key = format!("alongside:3:{{{}}}:{part}", board());
        let answer = scene.redis().ask(&["PTTL", &key]).unwrap();
        let left: i64 = String::from_utf8_lossy(&answer).trim_start_matches(':').trim().parse().unwrap();
        assert!(left > 0 && left <= POSITION_KEPT_MS, "{part}: {left}");
    }
}

#[tokio::test]
async fn fault_8_who_follows_hears_that_redis_was_emptied() {
    let Some(mut scene) = Scene::new("fault_8_who_follows_hears_that_redis_was_emptied", Kind::Redis).await else {
        return;
    };
    scene.begin().await;
    let other = scene.other().await;
    let (follower, mut followed) = mpsc::channel(FOLLOWED_MAX);
    other.follow(&board(), follower);
    assert_eq!(next(&mut followed).await, Followed::Lost);
    let entries = scene.happen(vec![received("QS-1")]).await;
    assert_eq!(scene.publish(&entries).await, Published::Done);
    next_step(&mut followed).await;

    scene.redis().flush().unwrap();
    assert_eq!(scene.live.load(&board()).await.unwrap(), None, "the fault fired: it is empty");
    assert_eq!(next(&mut followed).await, Followed::Lost);
    let entries = scene.happen(vec![received("QS-2")]).await;
    assert_eq!(scene.publish(&entries).await, Published::Gap(None));
    scene.live.replace(&board(), EPOCH, &scene.board).await.unwrap();
    assert_eq!(scene.loaded().await, (EPOCH.to_owned(), scene.board.clone()));

    // Killed and restarted empty: the same, on the connections that there were.
    scene.redis().kill().unwrap();
    assert!(scene.live.load(&board()).await.is_err(), "the fault fired: it is away");
    scene.redis().restart().unwrap();
    let live = Arc::clone(&scene.live);
    alongside_tests::wait::until("live state answers again", PATIENCE, async || live.load(&board()).await.is_ok())
        .await
        .unwrap();
    scene.live.replace(&board(), EPOCH, &scene.board).await.unwrap();
    let entries = scene.happen(vec![received("QS-3")]).await;
    assert_eq!(scene.publish(&entries).await, Published::Done);
    // The follower finds its way back: at the latest it hears a step that comes after it has.
    let mut heard = None;
    for _ in 0..20 {
        let entries = scene.happen(vec![received("QS-4")]).await;
        assert_eq!(scene.publish(&entries).await, Published::Done);
        heard = timeout(Duration::from_secs(1), next_step(&mut followed)).await.ok();
        if heard.is_some() {
            break;
        }
    }
    assert!(heard.is_some(), "a follower comes back by itself");
}

#[tokio::test]
async fn fault_9_a_hung_redis_is_an_error_in_bounded_time() {
    let Some(mut scene) = Scene::new("fault_9_a_hung_redis_is_an_error_in_bounded_time", Kind::Redis).await else {
        return;
    };
    scene.begin().await;
    let entries = scene.happen(vec![received("QS-1")]).await;
    assert_eq!(scene.publish(&entries).await, Published::Done);
    scene.redis().freeze().unwrap();

    let step = || Step { epoch: EPOCH, from: 0, to: 1, entries: &entries, board: &scene.board };
    // Twice the named limit, and a second for a busy machine; a picture has a longer one of its own.
    let most = Duration::from_millis(CALL_MS_MAX * 2 + 1_000);
    let live = Arc::clone(&scene.live);
    let within = async |call: &str, most: Duration, answer: &mut (dyn Future<Output = bool> + Unpin)| {
        let started = Instant::now();
        assert!(answer.await, "{call}: the fault fired, so it cannot succeed");
        assert!(started.elapsed() < most, "{call} took {:?}", started.elapsed());
    };
    for _ in 0..3 {
        let name = board();
        within("publish", most, &mut Box::pin(async { live.publish(&name, step()).await.is_err() })).await;
        within("positions", most, &mut Box::pin(async { live.positions(&name, NOON).await.is_err() })).await;
        within("presence", most, &mut Box::pin(async { live.presence(&name, NOON).await.is_err() })).await;
        within("put_presence", most, &mut Box::pin(async { live.put_presence(&name, "n", &[], NOON).await.is_err() }))
            .await;
    }
    let most = Duration::from_secs(5);
    within("load", most, &mut Box::pin(async { live.load(&board()).await.is_err() })).await;
    within("replace", most, &mut Box::pin(async { live.replace(&board(), EPOCH, &scene.board).await.is_err() })).await;

    scene.redis().thaw().unwrap();
    alongside_tests::wait::until("it answers again", PATIENCE, async || live.load(&board()).await.is_ok())
        .await
        .unwrap();
    assert_eq!(scene.loaded().await, (EPOCH.to_owned(), scene.board.clone()));
}

#[tokio::test]
async fn i10_no_personal_text_can_be_read_in_redis() {
    let Some(mut scene) = Scene::new("i10_no_personal_text_can_be_read_in_redis", Kind::Redis).await else { return };
    scene.begin().await;
    let entries = scene.happen(personal("QS-77")).await;
    assert_eq!(scene.publish(&entries).await, Published::Done);
    let dump = scene.redis().dump().unwrap();
    assert_eq!(canary::found(&dump, &["QS-77"]).len(), 1, "the search reads what is there");
    canary::absent("the steps and documents in Redis", &dump, &[CANARY]).unwrap();
    scene.redis().flush().unwrap();
    scene.live.replace(&board(), EPOCH, &scene.board).await.unwrap();
    let dump = scene.redis().dump().unwrap();
    assert_eq!(canary::found(&dump, &["QS-77"]).len(), 1, "the search reads what is there");
    canary::absent("the whole picture in Redis", &dump, &[CANARY]).unwrap();
    let entries = scene.happen(vec![alongside_core::Event::IncidentArchived { incident: "QS-77".into() }]).await;
    assert_eq!(scene.publish(&entries).await, Published::Done);
    let dump = scene.redis().dump().unwrap();
    assert_eq!(canary::found(&dump, &["past/QS-77"]).len(), 1, "what stays of it is there");
    canary::absent("what stays of an archived incident", &dump, &[CANARY]).unwrap();
}

#[rstest]
#[case::local(Kind::Local)]
#[case::redis(Kind::Redis)]
#[tokio::test]
async fn what_stays_of_an_archived_incident_comes_back_and_goes_when_it_is_forgotten(#[case] kind: Kind) {
    let name = "what_stays_of_an_archived_incident_comes_back_and_goes_when_it_is_forgotten";
    let Some(mut scene) = Scene::new(name, kind).await else { return };
    scene.begin().await;
    let gone = || alongside_core::Event::IncidentArchived { incident: "QS-77".into() };
    let mut events = personal("QS-77");
    events.push(gone());
    let entries = scene.happen(events).await;
    assert_eq!(scene.publish(&entries).await, Published::Done);
    assert_eq!(scene.board.past.len(), 1);
    assert_eq!(scene.loaded().await, (EPOCH.to_owned(), scene.board.clone()));
    let entries = scene.happen(vec![alongside_core::Event::PastForgotten { incident: "QS-77".into() }]).await;
    assert_eq!(scene.publish(&entries).await, Published::Done);
    assert!(scene.board.past.is_empty());
    assert_eq!(scene.loaded().await, (EPOCH.to_owned(), scene.board.clone()));
}
