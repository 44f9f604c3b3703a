//! What is generated from the types and kept in the tree is fresh. `make types` writes it anew.

use std::{fs, path::Path};

use alongside_protocol::typescript;

fn kept(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn generated_typescript_is_fresh() {
    let file = "dashboard/src/live/protocol.gen.ts";
    assert!(kept(file) == typescript::file(), "{file} is stale: `make types`");
}

#[test]
fn published_feed_schema_is_fresh() {
    let file = "protocol/feed.schema.json";
    let fresh = serde_json::to_string_pretty(&typescript::feed_schema()).unwrap() + "\n";
    assert!(kept(file) == fresh, "{file} is stale: `make types`");
}
