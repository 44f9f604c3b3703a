//! `make types`: writes the generated TypeScript and the feed's JSON Schema into the tree.

use std::{fs, path::Path};

fn main() -> std::io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let live = root.join("dashboard/src/live");
    fs::create_dir_all(&live)?;
    fs::write(live.join("protocol.gen.ts"), alongside_protocol::typescript::file())?;
    let schema = serde_json::to_string_pretty(&alongside_protocol::typescript::feed_schema())?;
    fs::write(root.join("protocol/feed.schema.json"), schema + "\n")
}
