//! Faults that strike the server and its journal. What was acknowledged is there afterwards (I1), once
//! (I3); what could not be written is refused clearly and in bounded time.

#![allow(clippy::disallowed_methods, reason = "tests have clocks of their own")]

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use alongside_protocol::vocabulary::Kept;
use alongside_protocol::{
    ClientFrame, Command, CommandId, Private, RefusalCode, ResponseId, feed::FeedStatus, vocabulary::JournalHealth,
};
use alongside_tests::{
    Result,
    engines::{Engine, have},
    feed::Story,
    people::Person,
    postgres::Postgres,
    screen::{Screen, new_id},
    seen::Answer,
    server::{Server, Settings},
    stand::{Engines, Stand},
    wait::PATIENCE,
};
use anyhow::{Context, bail, ensure};
use rand::{Rng, SeedableRng, rngs::StdRng};
use reqwest::StatusCode;
use rstest::rstest;

fn number_from(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// What the client knows of its commands.
#[derive(Default)]
struct Witness {
    sent: BTreeMap<CommandId, Command>,
    acknowledged: BTreeMap<CommandId, u64>,
}

impl Witness {
    fn note(&mut self, response: &ResponseId) -> (CommandId, Command) {
        let id = new_id();
        // The text is the id, so that the file tells what happened, and how often.
        let command = Command::AddNote {
            response: response.clone(),
            text: Private::new(id.to_string()),
            corrects: None,
            kept: Kept::Shared,
        };
        self.sent.insert(id, command.clone());
        (id, command)
    }

    fn hear(&mut self, screen: &Screen) {
        for (id, answers) in screen.now().answers {
            if let Some(Answer::Accepted { seq, .. }) = answers.first() {
                self.acknowledged.insert(id, *seq);
            }
        }
    }

    /// L: what was acknowledged is in the journal, with the same answer. D: every command has one effect.
    async fn check(&mut self, screen: &Screen, number: &str) -> Result<()> {
        for (id, command) in &self.sent {
            let earlier = screen.now().answers.get(id).map_or(0, Vec::len);
            screen.send(*id, command).await?;
            let answer = screen.answers(*id, earlier + 1).await?.pop().context("no answer")?;
            match (answer, self.acknowledged.get(id)) {
                (Answer::Accepted { seq, repeated: true }, Some(first)) if seq == *first => {}
                (Answer::Accepted { seq, .. }, None) => drop(self.acknowledged.insert(*id, seq)),
                (answer, first) => bail!("{id} was acknowledged at {first:?} and is now {answer:?}"),
            }
        }
        let places: BTreeSet<_> = self.acknowledged.values().collect();
        ensure!(places.len() == self.acknowledged.len(), "two commands share a place");
        let file = screen.file(number).await?;
        let texts: Vec<&str> = file.timeline.iter().filter_map(|entry| Some(entry.text.as_ref()?.reveal())).collect();
        for id in self.sent.keys() {
            let times = texts.iter().filter(|text| **text == id.to_string()).count();
            ensure!(times == 1, "{id} stands {times} times in the file");
        }
        Ok(())
    }
}

/// `ALONGSIDE_FAULT_ROUNDS` and `ALONGSIDE_FAULT_SEED` make it longer, or another one.
#[rstest]
#[case::embedded(Engines::Embedded)]
#[case::shared(Engines::Shared)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_2_killed_amid_a_stream_of_commands_nothing_acknowledged_is_lost(#[case] engines: Engines) -> Result<()> {
    if !engines.are_there("fault_2_killed_amid_a_stream_of_commands") {
        return Ok(());
    }
    let (rounds, seed) = (number_from("ALONGSIDE_FAULT_ROUNDS", 8), number_from("ALONGSIDE_FAULT_SEED", 2026));
    let mut random = StdRng::seed_from_u64(seed);
    let person = Person::worker("linnet");
    let mut stand = Stand::start(engines, 1, &[&person]).await?;
    for round in 0..rounds {
        let mut story = Story::new(&format!("QS-K{round}"));
        stand.feed.tell(stand.node(), &[story.received()]).await?;
        let screen = stand.screen(&person).await?;
        screen.wait_for("the call", |seen| seen.row(&story.number).map(|_| ())).await?;
        let mut witness = Witness::default();
        // A stream, never more than 24 unanswered, cut anywhere: before, amid or after a group commit.
        let dies_after = random.random_range(1..120);
        let in_flight = random.random_range(1..24);
        for sent in 0..400usize {
            let (id, command) = witness.note(&story.response());
            if screen.send(id, &command).await.is_err() {
                break;
            }
            let answered = screen
                .wait_for("answers keep coming", |seen| {
                    (seen.answers.len() + in_flight > sent).then_some(seen.answers.len())
                })
                .await?;
            if answered >= dies_after {
                break;
            }
        }
        stand.nodes[0].kill()?;
        screen.closed(PATIENCE).await?;
        witness.hear(&screen);
        ensure!(!witness.acknowledged.is_empty(), "seed {seed} round {round}: nothing was acknowledged before it died");
        stand.nodes[0].restart().await?;
        let screen = stand.screen(&person).await?;
        witness.check(&screen, &story.number).await.with_context(|| format!("seed {seed}, round {round}"))?;
        screen.no_gap()?;
    }
    Ok(())
}

/// From an act to its refusal where Postgres neither answers nor breaks off: a wait for a connection, or for a
/// statement, and a look for news that was just under way; and a second for a busy machine.
const HALF_OPEN_MAX: Duration = Duration::from_secs(5);

struct Struck {
    stand: Stand,
    screen: Screen,
    story: Story,
    witness: Witness,
    person: Person,
}

impl Struck {
    async fn open(test: &str) -> Result<Option<Self>> {
        if !Engines::Shared.are_there(test) {
            return Ok(None);
        }
        let person = Person::worker("linnet");
        let stand = Stand::start(Engines::Shared, 1, &[&person]).await?;
        let mut story = Story::new("QS-0700");
        let events = [story.received(), story.remark("before"), Story::new("QS-0701").received()];
        stand.feed.tell(stand.node(), &events).await?;
        let screen = stand.screen(&person).await?;
        screen.wait_for("the call", |seen| seen.row("QS-0700").map(|_| ())).await?;
        screen.file("QS-0700").await?;
        let mut struck = Self { stand, screen, story, witness: Witness::default(), person };
        for _ in 0..5 {
            struck.accepted().await?;
        }
        Ok(Some(struck))
    }

    async fn accepted(&mut self) -> Result<()> {
        let (id, command) = self.witness.note(&self.story.response());
        self.screen.send(id, &command).await?;
        let answer = self.screen.answer(id).await?;
        self.witness.hear(&self.screen);
        ensure!(matches!(answer, Answer::Accepted { repeated: false, .. }), "{answer:?}");
        Ok(())
    }

    /// A command while the journal is away: refused clearly, and soon.
    async fn refused(&mut self, within: Duration) -> Result<CommandId> {
        let (id, command) = self.witness.note(&self.story.response());
        let started = Instant::now();
        self.screen.send(id, &command).await?;
        let answer = self.screen.answer(id).await?;
        ensure!(
            matches!(&answer, Answer::Refused(refusal) if refusal.code == RefusalCode::JournalUnavailable),
            "{answer:?}"
        );
        ensure!(started.elapsed() < within, "refused only after {:?}", started.elapsed());
        Ok(id)
    }

    async fn journal_is(&self, health: JournalHealth) -> Result<()> {
        self.screen
            .wait_for(&format!("the beat says that the journal is {health:?}"), |seen| {
                (seen.health.as_ref()?.journal == health).then_some(())
            })
            .await
    }

    /// While the journal is away: what is known can be read, what needs it is refused as what it is.
    async fn reads_go_on(&mut self, within: Duration) -> Result<()> {
        self.journal_is(JournalHealth::Unavailable).await?;
        let file = self.screen.file("QS-0700").await?;
        let has_remark = file.timeline.iter().any(|entry| entry.text == Some(Private::from("before")));
        ensure!(has_remark, "a file that is open can be read");
        // Another is not opened: the look could not be put on record.
        self.screen.say(&ClientFrame::Open { incident: "QS-0701".into() }).await?;
        let refusal = self
            .screen
            .wait_for("the other file is refused", |seen| {
                seen.file_closed
                    .iter()
                    .rev()
                    .find(|(number, _)| number.as_str() == "QS-0701")
                    .map(|(_, why)| why.clone())
            })
            .await?;
        ensure!(refusal.is_some_and(|refusal| refusal.code == RefusalCode::JournalUnavailable));
        let beats = self.screen.now().beats;
        self.screen.wait_for("beats go on", |seen| (seen.beats > beats).then_some(())).await?;
        let started = Instant::now();
        let remark = self.story.remark("meanwhile");
        let (status, answer) = self.stand.feed.post(self.stand.node(), &remark).await?;
        ensure!(status == StatusCode::SERVICE_UNAVAILABLE, "HTTP {status}");
        ensure!(answer.items[0].status == FeedStatus::Unavailable, "the feed is told to send it again: {answer:?}");
        ensure!(started.elapsed() < within, "the feed waited {:?}", started.elapsed());
        let ready = self.stand.node().get("/readyz").await?;
        ensure!(ready.status() == StatusCode::SERVICE_UNAVAILABLE, "readiness says so");
        let sign_in = self.stand.node().try_sign_in(&self.person.credentials()).await?;
        ensure!(sign_in.status() == StatusCode::SERVICE_UNAVAILABLE, "sign-in says so: {}", sign_in.status());
        ensure!(self.screen.now().closed.is_none(), "no screen was lost");
        Ok(())
    }

    /// Afterwards, by itself: acts are taken again and everything acknowledged is there, once.
    async fn recovers(&mut self) -> Result<()> {
        self.journal_is(JournalHealth::Ok).await?;
        let (_, answer) = self.stand.feed.post(self.stand.node(), &self.story.remark("after")).await?;
        ensure!(answer.accepted == 1, "{answer:?}");
        self.accepted().await?;
        self.witness.check(&self.screen, "QS-0700").await?;
        self.screen.no_gap()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_3_postgres_killed_and_restarted() -> Result<()> {
    let Some(mut struck) = Struck::open("fault_3_postgres_killed_and_restarted").await? else { return Ok(()) };
    struck.stand.postgres()?.kill()?;
    ensure!(struck.stand.postgres()?.sql("SELECT 1").is_err(), "the fault fired: nobody answers");
    for _ in 0..3 {
        struck.refused(Duration::from_secs(6)).await?;
    }
    struck.reads_go_on(Duration::from_secs(6)).await?;
    struck.stand.postgres()?.restart()?;
    let started = Instant::now();
    struck.recovers().await?;
    ensure!(started.elapsed() < Duration::from_secs(10), "back after {:?}", started.elapsed());
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_7_postgres_half_open_is_refused_in_bounded_time() -> Result<()> {
    let Some(mut struck) = Struck::open("fault_7_postgres_half_open").await? else { return Ok(()) };
    struck.stand.postgres()?.freeze()?;
    for _ in 0..2 {
        struck.refused(HALF_OPEN_MAX).await?;
    }
    struck.reads_go_on(HALF_OPEN_MAX).await?;
    struck.stand.postgres()?.thaw()?;
    struck.recovers().await
}

/// The worst place: the statement is on its way, so that no pool and no server-side limit can help.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_7_postgres_half_open_amid_a_statement_is_refused_in_bounded_time() -> Result<()> {
    let Some(mut struck) = Struck::open("fault_7_postgres_half_open_amid_a_statement").await? else { return Ok(()) };
    let _holder = struck.stand.postgres()?.lock("event")?;
    let (id, command) = struck.witness.note(&struck.story.response());
    struck.screen.send(id, &command).await?;
    struck.stand.postgres()?.wait_for_backends("wait_event_type = 'Lock'")?;
    struck.stand.postgres()?.freeze()?;
    let frozen_at = Instant::now();
    let answer = struck.screen.answer(id).await?;
    ensure!(
        matches!(&answer, Answer::Refused(refusal) if refusal.code == RefusalCode::JournalUnavailable),
        "{answer:?}"
    );
    ensure!(frozen_at.elapsed() < HALF_OPEN_MAX, "refused only after {:?}", frozen_at.elapsed());
    struck.refused(HALF_OPEN_MAX).await?;
    struck.reads_go_on(HALF_OPEN_MAX).await?;
    struck.stand.postgres()?.thaw()?;
    struck.stand.postgres()?.let_go()?;
    struck.recovers().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i1_the_server_does_not_start_where_acknowledged_acts_could_be_lost() -> Result<()> {
    if !have("i1_the_server_does_not_start_where_acknowledged_acts_could_be_lost", &[Engine::Postgres]) {
        return Ok(());
    }
    let folder = tempfile::TempDir::new()?;
    let postgres = Postgres::start_with(&[("synchronous_commit", "off")])?;
    let settings = Settings::new(&folder.path().join("node"))?.with("database_url", &postgres.url());
    settings.succeed(&["make-keys"], "")?;
    let (status, said) = settings.run(&["serve"], "")?;
    ensure!(status.code() == Some(1), "{status}: {said}");
    for words in ["synchronous_commit is off", "Set it to on", "--unsafe-durability"] {
        ensure!(said.contains(words), "{words:?} is not in: {said}");
    }
    let server = Server::start(settings.with("unsafe_durability", "true")).await?;
    ensure!(server.get("/readyz").await?.status() == StatusCode::OK, "told to, it starts");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i10_the_server_does_not_start_with_anothers_master_key() -> Result<()> {
    let person = Person::worker("linnet");
    let mut stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    stand.feed.tell(stand.node(), &[Story::new("QS-0800").received()]).await?;
    let key = stand.node().settings.data_dir.join("keys/master.key");
    let right = std::fs::read_to_string(&key)?;
    stand.nodes[0].kill()?;
    std::fs::write(&key, "0123456789abcdef".repeat(4))?;
    let (status, said) = stand.node().settings.run(&["serve"], "")?;
    ensure!(status.code() == Some(1) && said.contains("another one's key"), "{status}: {said}");
    ensure!(!said.contains("0123456789abcdef"), "no key in a message");
    std::fs::write(&key, right)?;
    stand.nodes[0].restart().await?;
    let screen = stand.screen(&person).await?;
    ensure!(screen.now().row("QS-0800").is_some(), "nothing was harmed");
    Ok(())
}
