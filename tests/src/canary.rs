//! Words that stand for personal texts, so that finding one anywhere it must not be proves a leak (I5, I10).

use anyhow::{Result, ensure};

/// Looks for each of `words` in `hay`, as plain text and as hexadecimal.
pub fn found<'a>(hay: &[u8], words: &[&'a str]) -> Vec<&'a str> {
    let lower = hay.to_ascii_lowercase();
    let holds = |needle: &[u8]| !needle.is_empty() && lower.windows(needle.len()).any(|window| window == needle);
    words
        .iter()
        .filter(|word| {
            let plain = word.to_ascii_lowercase().into_bytes();
            let hex: Vec<u8> = word.bytes().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect();
            holds(&plain) || holds(&hex)
        })
        .copied()
        .collect()
}

/// Fails when any of `words` is in `hay`. Finds nothing by accident: the search itself is tried first.
pub fn absent(place: &str, hay: impl AsRef<[u8]>, words: &[&str]) -> Result<()> {
    let hay = hay.as_ref();
    for word in words {
        ensure!(found(word.as_bytes(), &[word]).len() == 1, "a canary that cannot be found proves nothing");
    }
    let leaked = found(hay, words);
    ensure!(leaked.is_empty(), "{leaked:?} can be read in {place} ({} bytes)", hay.len());
    Ok(())
}
