//! What a force's system sends: the body of one request, from bytes to checked facts. The first byte says whether as
//! lines or as JSON.
#![no_main]

use std::{path::Path, sync::LazyLock};

use alongside::intake::{check, read};
use alongside_core::Scheme;
use libfuzzer_sys::fuzz_target;

static SCHEME: LazyLock<Scheme> = LazyLock::new(|| {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/schemes"));
    let text = std::fs::read_to_string(folder.join("quayside.toml")).expect("the scheme is there");
    Scheme::parse_beside(&text, &|name| std::fs::read_to_string(folder.join(name)).ok().map(Ok)).expect("and sound")
});
/// 2026-11-21T20:00:00Z, ms since 1970.
const NOW: i64 = 1_795_291_200_000;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, body)) = bytes.split_first() else { return };
    let Ok(items) = read::items(body, kind % 2 == 1) else { return };
    for item in items {
        let Ok(value) = item.value else { continue };
        let Ok(checked) = check::check(value, &SCHEME, NOW) else { continue };
        // A fact that was taken is taken again as the same: what is kept can be read back.
        let kept = serde_json::to_value(&checked.fact).expect("a fact can be written");
        let again = check::check(kept, &SCHEME, NOW).map_err(|faulty| faulty.fault).expect("and is taken again");
        assert_eq!(again.fact, checked.fact);
        assert_eq!(again.fact_at, checked.fact_at);
    }
});
