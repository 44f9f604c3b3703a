//! A real Saturday, from a public listing of police calls: what is in the file for those hours is on the board, no
//! more and no less. The listing stands beside the checkout and is no part of it; without it these say SKIPPED.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::Duration,
};

use alongside_tests::{
    Result,
    engines::skipped,
    people::Person,
    process::Process,
    screen::Screen,
    server::{quayside, root},
    stand::{Engines, Stand},
    wait::{self, PATIENCE},
};
use anyhow::{Context, ensure};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

const DOMESTIC: &str = "san-antonio-domestic-2022-11_2024-06.csv";
const ALL: &str = "san-antonio-all-calls-2024-10.csv";
/// From the start of a replay to its end.
const REPLAY_MAX: Duration = Duration::from_mins(2);

fn listing(test: &str, name: &str) -> Option<PathBuf> {
    let file = root().join("../shared/data/calls").join(name);
    (file.is_file() || skipped(test, &format!("{name} is not beside the checkout"))).then_some(file)
}

/// The incident numbers of one Saturday's hours, 14:00 to 22:00 there, read without any of the server's code.
/// With `domestic`, only family disturbances.
fn in_the_file(file: &Path, day: Date, domestic: bool) -> Result<BTreeSet<String>> {
    let zone = TimeZone::get("America/Chicago")?;
    let mut reader = csv::Reader::from_path(file)?;
    let headers = reader.headers()?.clone();
    let column =
        |name: &str| headers.iter().position(|header| header == name).with_context(|| format!("no column {name}"));
    let (number, kind, at) = (column("IncidentNumber")?, column("ProblemType")?, column("ResponseDate")?);
    let mut numbers = BTreeSet::new();
    for row in reader.records() {
        let row = row?;
        let local = Timestamp::from_millisecond(row[at].trim().parse()?)?.to_zoned(zone.clone());
        let in_hours = local.date() == day && (14..22).contains(&local.hour());
        if in_hours && (!domestic || row[kind].to_lowercase().starts_with("disturbance family")) {
            numbers.insert(row[number].trim().to_owned());
        }
    }
    Ok(numbers)
}

struct Room {
    stand: Stand,
    worker: Person,
    screens: Vec<Screen>,
    token: PathBuf,
}

impl Room {
    /// Two nodes on the replay's board, and a screen on each.
    async fn open() -> Result<Self> {
        let worker = Person { boards: "san-antonio".to_owned(), ..Person::worker("linnet") };
        let replayed = root().join("schemes/san-antonio-replay.toml");
        let schemes = format!("[{:?}, {:?}]", quayside().display().to_string(), replayed.display().to_string());
        let stand =
            Stand::start_with(Engines::Shared, 2, &[&worker], |settings| settings.with("schemes", &schemes)).await?;
        let token = stand.folder.path().join("replay.token");
        std::fs::write(&token, stand.node().settings.issue_token("feed", "san-antonio")?)?;
        let mut screens = Vec::new();
        for node in &stand.nodes {
            screens.push(Screen::open(node, &worker).await?);
        }
        Ok(Self { stand, worker, screens, token })
    }

    /// Starts the real command.
    fn play(&self, file: &Path, day: Date) -> Result<Process> {
        let node = self.stand.node();
        let mut command = node.settings.command()?;
        command.arg("replay").arg(file).arg("--map").arg(root().join("schemes/maps/san-antonio.toml"));
        command.args(["--to", &node.origin()]).arg("--token-file").arg(&self.token);
        command.args(["--from", &format!("{day}T14:00"), "--until", &format!("{day}T22:00"), "--speed", "max"]);
        Process::start("alongside replay", &mut command)
    }

    async fn shows(&self, wanted: &BTreeSet<String>) -> Result<()> {
        for (index, screen) in self.screens.iter().enumerate() {
            screen
                .wait_within(&format!("{} calls on node {index}", wanted.len()), REPLAY_MAX, |seen| {
                    (seen.rows().count() >= wanted.len()).then_some(())
                })
                .await?;
        }
        wait::until("both boards are the same", PATIENCE, async || {
            let (left, right) = (self.screens[0].now(), self.screens[1].now());
            left.seq == right.seq && left.docs() == right.docs()
        })
        .await?;
        let seen = self.screens[0].now();
        let shown: BTreeSet<String> = seen.rows().map(|row| row.number.0.clone()).collect();
        ensure!(
            &shown == wanted,
            "on the board and not in the file, or the reverse: {:?}",
            shown.symmetric_difference(wanted)
        );
        ensure!(seen.rows().all(|row| row.synthetic), "drawn movements are called so");
        self.screens.iter().try_for_each(Screen::no_gap)?;
        let fresh = Screen::open(&self.stand.nodes[1], &self.worker).await?.now();
        ensure!((fresh.seq, fresh.docs()) == (seen.seq, seen.docs()), "a fresh screen holds the same");
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_saturdays_calls_are_on_the_board_as_many_as_in_the_file() -> Result<()> {
    let test = "a_saturdays_calls_are_on_the_board_as_many_as_in_the_file";
    let Some(file) = listing(test, DOMESTIC) else { return Ok(()) };
    if !Engines::Shared.are_there(test) {
        return Ok(());
    }
    let day = jiff::civil::date(2024, 6, 1);
    let wanted = in_the_file(&file, day, false)?;
    ensure!(wanted.len() > 20, "a Saturday with calls: {}", wanted.len());
    let room = Room::open().await?;
    let mut replay = room.play(&file, day)?;
    let status = replay.wait_end(REPLAY_MAX)?;
    ensure!(status.success(), "{status}: {}", replay.log().text());
    room.shows(&wanted).await?;
    // Played again, it is known already.
    let seq = room.screens[0].now().seq;
    let mut again = room.play(&file, day)?;
    ensure!(again.wait_end(REPLAY_MAX)?.success());
    let fresh = Screen::open(room.stand.node(), &room.worker).await?.now();
    ensure!(fresh.rows().count() == wanted.len(), "the same calls again are the same calls");
    assert_eq!(fresh.seq, seq, "and nothing is written");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_all_calls_only_the_domestic_ones_show_also_when_redis_is_emptied_meanwhile() -> Result<()> {
    let test = "of_all_calls_only_the_domestic_ones_show";
    let Some(file) = listing(test, ALL) else { return Ok(()) };
    if !Engines::Shared.are_there(test) {
        return Ok(());
    }
    let day = jiff::civil::date(2024, 10, 5);
    let (everything, wanted) = (in_the_file(&file, day, false)?, in_the_file(&file, day, true)?);
    ensure!(everything.len() > 5 * wanted.len() && wanted.len() > 20, "{} of {}", wanted.len(), everything.len());
    let mut room = Room::open().await?;
    let mut replay = room.play(&file, day)?;
    room.screens[0].wait_for("the first calls", |seen| (seen.rows().count() > 3).then_some(())).await?;
    room.stand.redis()?.flush()?;
    ensure!(replay.ended()?.is_none(), "the fault fired: it was emptied while the replay ran");
    let status = replay.wait_end(REPLAY_MAX)?;
    ensure!(status.success(), "{status}: {}", replay.log().text());
    room.shows(&wanted).await?;
    Ok(())
}
