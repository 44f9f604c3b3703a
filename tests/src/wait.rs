//! Waiting for a condition, never for a time.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long anything that should happen soon may take. Generous: two cores may carry several tests at once.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// Between two looks at a condition that cannot tell by itself when it changes.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// Looks until `condition` holds; the error names what was waited for.
pub async fn until(what: &str, within: Duration, mut condition: impl AsyncFnMut() -> bool) -> Result<Duration> {
    let started = Instant::now();
    loop {
        if condition().await {
            return Ok(started.elapsed());
        }
        if started.elapsed() > within {
            bail!("waited {within:?} in vain: {what}");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// The same for code that is not async.
pub fn until_blocking(what: &str, within: Duration, mut condition: impl FnMut() -> Result<bool>) -> Result<()> {
    let started = Instant::now();
    while !condition()? {
        if started.elapsed() > within {
            bail!("waited {within:?} in vain: {what}");
        }
        std::thread::sleep(LOOK_EVERY);
    }
    Ok(())
}
