//! Beats as areas on the map: GeoJSON as it came, once it is known to be what a map can draw.

use serde_json::Value;

/// What a file of beats must be.
pub const ALLOWED: &str = "a GeoJSON FeatureCollection (RFC 7946) of at most 2,000 Polygon or MultiPolygon features, \
                           each with the beat's code as properties.name, at most 4 MiB";

const BYTES_MAX: usize = 4 * 1024 * 1024;
const FEATURES_MAX: usize = 2_000;

/// Whether the text can be drawn; else what is wrong with it.
pub fn check(text: &str) -> Result<(), String> {
    if text.len() > BYTES_MAX {
        return Err(format!("{} bytes", text.len()));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"))?;
    if value["type"] != "FeatureCollection" {
        return Err(format!("type {}", value["type"]));
    }
    let features = value["features"].as_array().ok_or("no features")?;
    if features.len() > FEATURES_MAX {
        return Err(format!("{} features", features.len()));
    }
    for (index, feature) in features.iter().enumerate() {
        let kind = feature["geometry"]["type"].as_str().unwrap_or("nothing");
        if !matches!(kind, "Polygon" | "MultiPolygon") {
            return Err(format!("features[{index}] is {kind}"));
        }
        if feature["properties"]["name"].as_str().is_none_or(str::is_empty) {
            return Err(format!("features[{index}] has no properties.name"));
        }
        if !are_positions(&feature["geometry"]["coordinates"]) {
            return Err(format!("features[{index}] has a coordinate that is no longitude and latitude"));
        }
    }
    Ok(())
}

/// Nested lists that end in pairs of degrees, longitude first.
fn are_positions(value: &Value) -> bool {
    let Some(list) = value.as_array() else { return false };
    match list.as_slice() {
        [Value::Number(lon), Value::Number(lat), ..] => {
            let within = |number: &serde_json::Number, most: f64| number.as_f64().is_some_and(|it| it.abs() <= most);
            within(lon, 180.0) && within(lat, 90.0)
        }
        [] => false,
        nested => nested.iter().all(are_positions),
    }
}
