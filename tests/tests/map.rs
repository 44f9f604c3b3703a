//! What a map is drawn of: beats for those who see the board, tiles of this server or of one that the configuration names.

use alongside_tests::{
    Result,
    people::Person,
    server::root,
    stand::{Engines, Stand},
};
use anyhow::{Context, ensure};
use reqwest::{StatusCode, header};
use serde_json::Value;

const TILES: &[u8] =
    b"PMTiles\x03 and a hundred bytes that no map would draw, but that a range can be cut from, byte by byte.";

/// Signed in by the command line's own way, with a bearer token.
async fn beats(stand: &Stand, person: &Person, board: &str) -> Result<(StatusCode, String, String)> {
    let server = stand.node();
    let token = server.token(person).await?;
    let url = server.url(&format!("/api/v1/boards/{board}/beats"));
    let answer = server.http.get(url).bearer_auth(token).send().await?;
    let kind =
        answer.headers().get(header::CONTENT_TYPE).map(|kind| kind.to_str().map(ToOwned::to_owned)).transpose()?;
    Ok((answer.status(), kind.unwrap_or_default(), answer.text().await?))
}

#[tokio::test]
async fn beats_are_for_those_who_see_the_board() -> Result<()> {
    let people = [
        Person::worker("linnet").on("demo"),
        Person::inspector("curlew").on("demo"),
        Person::crew("dunlin", "car-1").on("demo"),
    ];
    let stand = Stand::start_scheme("demo", "demo-tees-valley.toml", &people.each_ref()).await?;
    let shipped: Value =
        serde_json::from_str(&std::fs::read_to_string(root().join("schemes/beats/demo-tees-valley.geojson"))?)?;
    for person in &people[..2] {
        let (status, kind, text) = beats(&stand, person, "demo").await?;
        ensure!(status == StatusCode::OK && kind == "application/geo+json", "{status} {kind}");
        ensure!(serde_json::from_str::<Value>(&text)? == shipped);
    }
    ensure!(beats(&stand, &people[2], "demo").await?.0 == StatusCode::FORBIDDEN, "a crew sees its own jobs alone");
    ensure!(beats(&stand, &people[0], "elsewhere").await?.0 == StatusCode::NOT_FOUND);
    let without = stand.node().http.get(stand.node().url("/api/v1/boards/demo/beats")).send().await?;
    ensure!(without.status() == StatusCode::UNAUTHORIZED);
    let seen = stand.screen(&people[0]).await?.now();
    ensure!(seen.scheme.context("a welcome")?.cars.has_beats);
    Ok(())
}

#[tokio::test]
async fn tiles_of_this_machine_are_served_in_ranges_and_whole_without_compression() -> Result<()> {
    let folder = tempfile::TempDir::new()?;
    let file = folder.path().join("x.pmtiles");
    std::fs::write(&file, TILES)?;
    let people = [Person::worker("linnet")];
    let stand = Stand::start_with(Engines::Embedded, 1, &people.each_ref(), |settings| {
        settings.with("map_tiles", &file.display().to_string()).with("map_attribution", "\"© Somebody\"")
    })
    .await?;
    let server = stand.node();
    let get = |range: &'static str| {
        let request = server.http.get(server.url("/map/tiles.pmtiles")).header(header::ACCEPT_ENCODING, "gzip");
        if range.is_empty() { request } else { request.header(header::RANGE, range) }
    };
    let part = get("bytes=0-6").send().await?;
    ensure!(part.status() == StatusCode::PARTIAL_CONTENT, "{}", part.status());
    ensure!(part.headers().get(header::CONTENT_ENCODING).is_none());
    let policy = part.headers().get("content-security-policy").context("a policy")?.to_str()?.to_owned();
    ensure!(policy.contains("connect-src 'self';"), "{policy}");
    ensure!(part.bytes().await?.as_ref() == b"PMTiles");
    let last = get("bytes=-5").send().await?.bytes().await?;
    ensure!(last.as_ref() == &TILES[TILES.len() - 5..]);
    ensure!(get("").send().await?.bytes().await?.as_ref() == TILES);
    ensure!(get("bytes=900-").send().await?.status() == StatusCode::RANGE_NOT_SATISFIABLE);
    let screen = stand.screen(&people[0]).await?.now();
    ensure!(screen.raw[0].contains("\"tiles\":\"/map/tiles.pmtiles\""), "{}", screen.raw[0]);
    ensure!(screen.raw[0].contains("© Somebody"));
    Ok(())
}

#[tokio::test]
async fn another_servers_tiles_open_the_policy_for_it_alone() -> Result<()> {
    let people = [Person::worker("linnet")];
    let stand = Stand::start_with(Engines::Embedded, 1, &people.each_ref(), |settings| {
        settings.with("map_tiles", "https://tiles.example:8443/uk/x.pmtiles")
    })
    .await?;
    let answer = stand.node().http.get(stand.node().url("/")).send().await?;
    let policy = answer.headers().get("content-security-policy").context("a policy")?.to_str()?.to_owned();
    ensure!(policy.contains("connect-src 'self' https://tiles.example:8443;"), "{policy}");
    ensure!(policy.matches("tiles.example").count() == 1 && policy.contains("script-src 'self';"), "{policy}");
    let here = stand.node().http.get(stand.node().url("/map/tiles.pmtiles")).send().await?;
    ensure!(
        !here.status().is_success() || here.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/html")
    );
    Ok(())
}
