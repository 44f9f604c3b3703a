//! A real routing engine on real roads: asked, killed in mid-shift, and back. What travel times rest on is always said.

use std::time::Duration;

use alongside_protocol::{
    ClientFrame, Command, FeedBody, FeedEvent, ResponseId,
    feed::Location,
    record::SeatFilled,
    view::Recommendation,
    vocabulary::{EtaSource, RoadsHealth, Seat},
};
use alongside_tests::{
    Result,
    engines::{Engine, have, skipped},
    feed::Story,
    osrm::Osrm,
    people::Person,
    screen::{Screen, now_ms},
    server::root,
    stand::{Engines, Stand},
};
use anyhow::ensure;

const TEST: &str = "the_routing_engine_is_killed_in_mid_shift_and_comes_back";
/// The roads of central London, where they lie beside the checkout.
const MAP: &str = "../shared/data/roads/london.osm.pbf";
/// The breaker tries again within 5 s, and the screen hears of it with the next beat.
const NOTICED_WITHIN: Duration = Duration::from_secs(20);

/// Points of the City of London, on the roads of the map.
const SCENE: (f64, f64) = (51.5150, -0.0980);
const NEAR: (f64, f64) = (51.5125, -0.0985);
const FAR: (f64, f64) = (51.5205, -0.1120);
/// Where the nearer car goes once the engine is gone.
const MOVED: (f64, f64) = (51.5185, -0.1060);

async fn recommend(screen: &Screen, response: &ResponseId) -> Result<Recommendation> {
    let asked_at = now_ms();
    screen.say(&ClientFrame::Recommend { response: response.clone() }).await?;
    let fresh = |seen: &alongside_tests::seen::Seen| {
        let answer = seen.recommended.get(response)?.clone().ok()?;
        (answer.at >= asked_at).then_some(answer)
    };
    screen.wait_for("the cars for it", fresh).await
}

async fn roads_are(screen: &Screen, health: RoadsHealth) -> Result<()> {
    let what = format!("the roads are {}", health.as_str());
    screen.wait_within(&what, NOTICED_WITHIN, |seen| (seen.health.as_ref()?.roads == health).then_some(())).await
}

fn all_by(found: &Recommendation, source: EtaSource) -> bool {
    found.cars.iter().all(|car| car.source == Some(source))
}

#[tokio::test]
async fn the_routing_engine_is_killed_in_mid_shift_and_comes_back() -> Result<()> {
    let map = root().join(MAP);
    if !map.is_file() {
        skipped(TEST, "london.osm.pbf is not beside the checkout");
        return Ok(());
    }
    if !have(TEST, &[Engine::Osrm]) {
        return Ok(());
    }
    let mut engine = Osrm::start(&map)?;
    let people = [Person::worker("linnet"), Person::crew("dunlin", "car-1"), Person::crew("knot", "car-2")];
    let url = engine.url();
    let stand = Stand::start_with(Engines::Embedded, 1, &people.each_ref(), |settings| {
        // The test board, moved to London.
        let file = settings.data_dir.join("quayside.toml");
        if let Ok(scheme) = std::fs::read_to_string(&file) {
            let london = scheme
                .replace("south = 54.0", "south = 51.4")
                .replace("west = -2.0", "west = -0.3")
                .replace("north = 55.0", "north = 51.6")
                .replace("east = -1.0", "east = 0.1")
                .replace("lat = 54.5", "lat = 51.5")
                .replace("lon = -1.5", "lon = -0.1");
            let _ = std::fs::write(&file, london);
        }
        settings.with("routing_url", &url)
    })
    .await?;
    let worker = stand.screen(&people[0]).await?;
    let mut story = Story::new("QS-3000");
    let mut details = story.details();
    details.location = Some(Location { lat: Some(SCENE.0), lon: Some(SCENE.1), ..Location::default() });
    let mut facts: Vec<FeedEvent> = vec![story.tell(FeedBody::IncidentReceived(details))];
    facts.extend(story.opens_gate());
    stand.feed.tell(stand.node(), &facts).await?;
    let response = story.response();
    worker.wait_for("the call", |seen| seen.row("QS-3000").map(|_| ())).await?;
    worker.accept(Command::ClaimResponse { response: response.clone() }).await?;
    let mut crews = Vec::new();
    for (person, (lat, lon)) in people[1..].iter().zip([NEAR, FAR]) {
        let crew = stand.screen(person).await?;
        let car = person.car().expect("a crew's car");
        let seats = vec![SeatFilled::new(Seat::SupportWorker, "Dunlin"), SeatFilled::new(Seat::Officer, "PC Knot")];
        crew.accept(Command::StartShift { car, seats }).await?;
        crew.say(&ClientFrame::Position { lat, lon, accuracy_m: Some(5.0), at: now_ms() }).await?;
        crews.push(crew);
    }
    worker.wait_for("both positions", |seen| (seen.positions.len() == 2).then_some(())).await?;

    // Along the roads: longer than the bird flies at any speed a town allows, and the nearer car first.
    let by_road = recommend(&worker, &response).await?;
    ensure!(all_by(&by_road, EtaSource::Roads), "{by_road:?}");
    ensure!(by_road.cars[0].car.as_str() == "car-1", "{by_road:?}");
    let travel: Vec<i64> = by_road.cars.iter().filter_map(|car| car.travel_ms).collect();
    ensure!(travel.iter().all(|ms| (10_000..3_600_000).contains(ms)) && travel[0] < travel[1], "{travel:?}");
    roads_are(&worker, RoadsHealth::Ok).await?;

    // Killed. A car moves to where no way is known yet, so the engine must be asked; what comes is a straight line.
    engine.kill()?;
    crews[0].say(&ClientFrame::Position { lat: MOVED.0, lon: MOVED.1, accuracy_m: Some(5.0), at: now_ms() }).await?;
    worker
        .wait_for("the car has moved", |seen| {
            seen.positions.iter().any(|one| (one.point.lat - MOVED.0).abs() < 1e-6).then_some(())
        })
        .await?;
    let mut straight = recommend(&worker, &response).await?;
    let source = |found: &Recommendation, car: &str| {
        found.cars.iter().find(|one| one.car.as_str() == car).and_then(|one| one.source)
    };
    for _ in 0..3 {
        if source(&straight, "car-1") == Some(EtaSource::StraightLine) {
            break;
        }
        straight = recommend(&worker, &response).await?;
    }
    ensure!(source(&straight, "car-1") == Some(EtaSource::StraightLine), "the fault fired: {straight:?}");
    ensure!(source(&straight, "car-2") == Some(EtaSource::Roads), "a way that is known stays known: {straight:?}");
    // A second question in vain, and it is let be, and every screen hears that.
    recommend(&worker, &response).await?;
    roads_are(&worker, RoadsHealth::Away).await?;

    // Back on the same port; the next question that is let through finds it.
    engine.serve()?;
    roads_are(&worker, RoadsHealth::Ok).await?;
    let again = recommend(&worker, &response).await?;
    ensure!(all_by(&again, EtaSource::Roads), "{again:?}");
    worker.no_gap()?;
    Ok(())
}
