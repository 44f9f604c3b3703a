//! Free ports on loopback, outside of the range from which the kernel gives ports to outgoing connections: a server
//! that is away for a moment finds its own port free when it comes back.

use std::{
    net::TcpListener,
    sync::atomic::{AtomicU32, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Result, bail};

const FIRST: u32 = 20_000;
const COUNT: u32 = 12_000;
/// Tries before it is plain that something else is wrong.
const TRIES: u32 = 200;

/// A port on which nobody listens. Another process may still take it first: whoever starts something tries again.
pub fn free_port() -> Result<u16> {
    static TURN: AtomicU32 = AtomicU32::new(0);
    let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.subsec_nanos());
    let seed = nanos / 1_000 + std::process::id().wrapping_mul(2_654_435_761) % COUNT;
    for _ in 0..TRIES {
        let turn = TURN.fetch_add(97, Ordering::Relaxed);
        let port = (FIRST + (seed + turn) % COUNT) as u16;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no free port between {FIRST} and {}", FIRST + COUNT)
}
