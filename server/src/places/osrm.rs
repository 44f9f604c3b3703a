//! The table service of an OSRM server (http://project-osrm.org/docs/v5.24.0/api/#table-service).

use std::time::Duration;

use alongside_core::planning::Place;
use reqwest::Client;
use serde::Deserialize;
use thiserror::Error;
use url::Url;

/// Sources, and goals, of one question: together the 100 that `osrm-routed` takes unless told otherwise.
pub const TABLE_SIDE_MAX: usize = 50;
/// Longest that one question may take, ms.
const REQUEST_MS_MAX: u64 = 1_500;
/// A point is moved to the nearest road. One that is moved further than this, metres, lies outside the engine's map.
const SNAPPED_M_MAX: f64 = 1_000.0;
/// Largest answer that is read, bytes.
const ANSWER_BYTES_MAX: usize = 1024 * 1024;

#[derive(Debug, Error)]
pub enum OsrmError {
    #[error("the routing engine: {0}")]
    Http(#[from] reqwest::Error),
    #[error("the routing engine said {0}")]
    Said(String),
    #[error("the routing engine's answer cannot be read: {0}")]
    Unreadable(String),
}

/// From, to, and how long; none where the engine knows no way.
type Table = Vec<((Place, Place), Option<i64>)>;

pub struct Osrm {
    client: Client,
    base: String,
}

#[derive(Deserialize)]
struct Answer {
    code: String,
    #[serde(default)]
    message: Option<String>,
    /// Seconds, by source and goal.
    #[serde(default)]
    durations: Vec<Vec<Option<f64>>>,
    #[serde(default)]
    sources: Vec<Snapped>,
    #[serde(default)]
    destinations: Vec<Snapped>,
}

#[derive(Deserialize)]
struct Snapped {
    /// Metres between what was asked and the road.
    #[serde(default)]
    distance: f64,
}

impl Osrm {
    pub fn new(url: &Url) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .timeout(Duration::from_millis(REQUEST_MS_MAX))
            // Coordinates are told to the engine that the configuration names, and to nobody to whom it points.
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self { client, base: url.as_str().trim_end_matches('/').to_owned() })
    }

    pub async fn table(&self, sources: &[Place], goals: &[Place]) -> Result<Table, OsrmError> {
        let coordinates: Vec<String> = sources
            .iter()
            .chain(goals)
            .map(|place| {
                let point = place.point();
                format!("{:.4},{:.4}", point.lon, point.lat)
            })
            .collect();
        let indexes = |from: usize, count: usize| {
            (from..from + count).map(|index| index.to_string()).collect::<Vec<_>>().join(";")
        };
        let url = format!(
            "{}/table/v1/driving/{}?sources={}&destinations={}&annotations=duration",
            self.base,
            coordinates.join(";"),
            indexes(0, sources.len()),
            indexes(sources.len(), goals.len()),
        );
        // The address holds where people are: no error repeats it.
        let mut response = self.client.get(url).send().await.map_err(reqwest::Error::without_url)?;
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(reqwest::Error::without_url)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > ANSWER_BYTES_MAX {
                return Err(OsrmError::Unreadable(format!("longer than {ANSWER_BYTES_MAX} bytes")));
            }
        }
        let answer: Answer =
            serde_json::from_slice(&bytes).map_err(|error| OsrmError::Unreadable(error.to_string()))?;
        if answer.code != "Ok" {
            return Err(OsrmError::Said(answer.message.unwrap_or(answer.code)));
        }
        let sound = answer.durations.len() == sources.len()
            && answer.durations.iter().all(|row| row.len() == goals.len())
            && answer.sources.len() == sources.len()
            && answer.destinations.len() == goals.len();
        if !sound {
            return Err(OsrmError::Unreadable("a table of another size".to_owned()));
        }
        let on_map = |snapped: &Snapped| snapped.distance <= SNAPPED_M_MAX;
        let mut table = Vec::with_capacity(sources.len() * goals.len());
        for ((from, row), at) in sources.iter().zip(&answer.durations).zip(&answer.sources) {
            for ((to, seconds), there) in goals.iter().zip(row).zip(&answer.destinations) {
                let ms = seconds.filter(|_| on_map(at) && on_map(there)).map(|seconds| (seconds * 1_000.0) as i64);
                table.push(((*from, *to), ms));
            }
        }
        Ok(table)
    }
}
