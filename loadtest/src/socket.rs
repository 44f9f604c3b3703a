//! One WebSocket of a screen, as light as it can be: the client must not be the bottleneck on a small machine.
//!
//! Instead of a buffer per connection, each thread has one buffer of [`SCRATCH_BYTES`] into which whatever waits on a
//! socket is read in one go; messages are looked at where they lie, and only the cut-off end of the last one is kept
//! with the connection. The server may not mask or compress, so reading a frame is reading its length. Writing
//! is seldom (a heartbeat, a command). The tests hold this against tungstenite's server side.

use std::{
    cell::RefCell,
    fmt, io,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};

use alongside_protocol::{SUBPROTOCOL, frame::CloseReason};
use anyhow::{Context as _, Result, bail, ensure};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt, ReadBuf},
    net::TcpStream,
    time::timeout,
};
use tokio_tungstenite::tungstenite::handshake::{client::generate_key, derive_accept_key};

use crate::schedule::Clock;

/// Read at most this much of one socket at a time; one buffer per thread.
const SCRATCH_BYTES: usize = 64 * 1024;
/// A larger message is a fault; a snapshot of a very full board is some MB.
const MESSAGE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Largest answer to the upgrade, with its body where it is a refusal.
const ANSWER_BYTES_MAX: usize = 16 * 1024;
/// TCP connect and upgrade together.
const UPGRADE_TIMEOUT: Duration = Duration::from_secs(15);
/// A connection keeps its own buffer up to this size when it is empty; a snapshot's is given back.
const REST_KEPT_BYTES: usize = 4 * 1024;

const CONTINUATION: u8 = 0;
const TEXT: u8 = 1;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;

thread_local! {
    static SCRATCH: RefCell<Vec<u8>> = RefCell::new(vec![0; SCRATCH_BYTES]);
}

/// Where to connect and as whom.
#[derive(Clone, Debug)]
pub struct Dial {
    pub address: SocketAddr,
    /// `host:port`, for the headers.
    pub host: String,
    pub cookie: String,
}

/// How a connection ended.
#[derive(Clone, Debug)]
pub enum Ended {
    /// By a close frame, or by the end of the stream (no code).
    Closed {
        code: Option<u16>,
        reason: String,
    },
    Failed(String),
}

impl Ended {
    /// Whether the protocol tells a screen to come back (a missing code counts as a lost network).
    pub fn come_back(&self) -> bool {
        match self {
            Self::Closed { code, .. } => code.is_none_or(|code| code < 4500),
            Self::Failed(_) => true,
        }
    }

    /// When the server asks to be connected to again.
    pub fn retry_after(&self) -> Option<Duration> {
        let Self::Closed { reason, .. } = self else { return None };
        let reason: CloseReason = serde_json::from_str(reason).ok()?;
        reason.retry_after_ms.map(Duration::from_millis)
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed { code: Some(code), reason } => write!(f, "closed by the server with {code} {reason}"),
            Self::Closed { code: None, .. } => f.write_str("the connection ended without a close frame"),
            Self::Failed(words) => f.write_str(words),
        }
    }
}

impl From<io::Error> for Ended {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

pub struct Socket {
    stream: TcpStream,
    /// The beginning of a frame whose end has not arrived.
    rest: Vec<u8>,
    /// `rest` came with the answer to the upgrade and has not been looked at.
    unread: bool,
    /// Fragments of a message that is not complete.
    message: Vec<u8>,
    outbox: Vec<u8>,
}

impl Socket {
    /// Connects and upgrades.
    pub async fn connect(dial: &Dial) -> Result<Self> {
        timeout(UPGRADE_TIMEOUT, Self::upgrade(dial)).await.context("no answer to the upgrade in time")?
    }

    async fn upgrade(dial: &Dial) -> Result<Self> {
        let mut stream = TcpStream::connect(dial.address).await.with_context(|| format!("connect to {}", dial.host))?;
        stream.set_nodelay(true)?;
        let key = generate_key();
        let request = format!(
            "GET /ws HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Protocol: {SUBPROTOCOL}\r\nOrigin: http://{host}\r\n\
             Cookie: {cookie}\r\n\r\n",
            host = dial.host,
            cookie = dial.cookie,
        );
        stream.write_all(request.as_bytes()).await?;

        let mut answer = Vec::with_capacity(1024);
        let head_end = loop {
            ensure!(answer.len() < ANSWER_BYTES_MAX, "the answer to the upgrade is too long");
            ensure!(stream.read_buf(&mut answer).await? > 0, "the connection ended during the upgrade");
            if let Some(at) = find(&answer, b"\r\n\r\n") {
                break at + 4;
            }
        };
        let head = str::from_utf8(&answer[..head_end]).context("the answer to the upgrade is not text")?;
        let status = head.split(' ').nth(1).unwrap_or_default();
        if status != "101" {
            let words = String::from_utf8_lossy(&answer[head_end..]).trim().to_owned();
            bail!("upgrade refused with HTTP {status} {words}");
        }
        ensure!(header(head, "sec-websocket-accept") == Some(&derive_accept_key(key.as_bytes())), "wrong accept key");
        ensure!(
            header(head, "sec-websocket-protocol") == Some(SUBPROTOCOL),
            "subprotocol {SUBPROTOCOL} was not chosen"
        );
        ensure!(header(head, "sec-websocket-extensions").is_none(), "an extension was chosen that nobody offered");
        let rest = answer.split_off(head_end);
        let unread = !rest.is_empty();
        Ok(Self { stream, rest, unread, message: Vec::new(), outbox: Vec::new() })
    }

    /// Waits until something is there, reads it in one go and shows every whole text message with the time of
    /// its arrival. Nothing is lost when the call is dropped.
    pub async fn read(&mut self, mut take: impl FnMut(&[u8], Instant)) -> Result<(), Ended> {
        std::future::poll_fn(|cx| self.poll_read(cx, &mut take)).await
    }

    fn poll_read(&mut self, cx: &mut Context<'_>, take: &mut impl FnMut(&[u8], Instant)) -> Poll<Result<(), Ended>> {
        if self.unread {
            self.unread = false;
            return Poll::Ready(self.walk_rest(Clock::now(), take));
        }
        SCRATCH.with_borrow_mut(|scratch| {
            let mut buffer = ReadBuf::new(scratch);
            ready!(Pin::new(&mut self.stream).poll_read(cx, &mut buffer))?;
            let arrived = Clock::now();
            let read = buffer.filled();
            if read.is_empty() {
                return Poll::Ready(Err(Ended::Closed { code: None, reason: String::new() }));
            }
            if self.rest.is_empty() {
                let used = self.walk(read, arrived, take)?;
                self.rest.extend_from_slice(&read[used..]);
            } else {
                self.rest.extend_from_slice(read);
                self.walk_rest(arrived, take)?;
            }
            Poll::Ready(Ok(()))
        })
    }

    fn walk_rest(&mut self, arrived: Instant, take: &mut impl FnMut(&[u8], Instant)) -> Result<(), Ended> {
        let mut rest = std::mem::take(&mut self.rest);
        let used = self.walk(&rest, arrived, take)?;
        rest.drain(..used);
        if rest.is_empty() && rest.capacity() > REST_KEPT_BYTES {
            rest = Vec::new();
        }
        self.rest = rest;
        Ok(())
    }

    /// Shows the messages in `bytes`; how many bytes were whole frames.
    fn walk(&mut self, bytes: &[u8], arrived: Instant, take: &mut impl FnMut(&[u8], Instant)) -> Result<usize, Ended> {
        let mut used = 0;
        while let Some((frame, length)) = split(&bytes[used..])? {
            used += length;
            match (frame.opcode, frame.whole) {
                (TEXT, true) => take(frame.payload, arrived),
                (TEXT | CONTINUATION, whole) => {
                    if self.message.len() + frame.payload.len() > MESSAGE_BYTES_MAX {
                        return Err(Ended::Failed("a message is larger than any should be".to_owned()));
                    }
                    self.message.extend_from_slice(frame.payload);
                    if whole {
                        take(&std::mem::take(&mut self.message), arrived);
                    }
                }
                (PING, _) => push_frame(&mut self.outbox, PONG, frame.payload),
                (PONG, _) => {}
                (CLOSE, _) => {
                    let code = frame.payload.first_chunk().map(|code| u16::from_be_bytes(*code));
                    let reason = frame.payload.get(2..).unwrap_or_default();
                    return Err(Ended::Closed { code, reason: String::from_utf8_lossy(reason).into_owned() });
                }
                (opcode, _) => return Err(Ended::Failed(format!("a frame of kind {opcode}, which nobody agreed on"))),
            }
        }
        Ok(used)
    }

    /// Puts a text message in line; [`Socket::flush`] writes it.
    pub fn push(&mut self, text: &str) {
        push_frame(&mut self.outbox, TEXT, text.as_bytes());
    }

    pub fn push_close(&mut self) {
        push_frame(&mut self.outbox, CLOSE, &1000_u16.to_be_bytes());
    }

    /// Writes all that is in line. Nothing is written twice or lost when the call is dropped.
    pub async fn flush(&mut self) -> Result<(), Ended> {
        while !self.outbox.is_empty() {
            let written = self.stream.write(&self.outbox).await?;
            self.outbox.drain(..written);
        }
        Ok(())
    }
}

struct Frame<'a> {
    /// False where more fragments of the message follow.
    whole: bool,
    opcode: u8,
    payload: &'a [u8],
}

/// The frame at the beginning of `bytes` and its length with the header; none while its end is missing.
fn split(bytes: &[u8]) -> Result<Option<(Frame<'_>, usize)>, Ended> {
    let [first, second, ..] = *bytes else { return Ok(None) };
    if first & 0x70 != 0 || second & 0x80 != 0 {
        return Err(Ended::Failed("a frame is masked, or has a reserved bit set".to_owned()));
    }
    let (length, header) = match second & 0x7f {
        126 => match bytes[2..].first_chunk() {
            Some(length) => (u64::from(u16::from_be_bytes(*length)), 4),
            None => return Ok(None),
        },
        127 => match bytes[2..].first_chunk() {
            Some(length) => (u64::from_be_bytes(*length), 10),
            None => return Ok(None),
        },
        short => (u64::from(short), 2),
    };
    if length > MESSAGE_BYTES_MAX as u64 {
        return Err(Ended::Failed(format!("a frame of {length} bytes is larger than any should be")));
    }
    let end = header + length as usize;
    let Some(payload) = bytes.get(header..end) else { return Ok(None) };
    Ok(Some((Frame { whole: first & 0x80 != 0, opcode: first & 0x0f, payload }, end)))
}

/// Appends one masked frame.
fn push_frame(out: &mut Vec<u8>, opcode: u8, payload: &[u8]) {
    out.push(0x80 | opcode);
    match payload.len() {
        length @ 0..=125 => out.push(0x80 | length as u8),
        length @ 126..=0xffff => {
            out.push(0x80 | 0x7e);
            out.extend_from_slice(&(length as u16).to_be_bytes());
        }
        length => {
            out.push(0x80 | 0x7f);
            out.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
    let mask: [u8; 4] = rand::random();
    out.extend_from_slice(&mask);
    out.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let line = head.lines().filter_map(|line| line.split_once(':')).find(|(key, _)| key.eq_ignore_ascii_case(name));
    line.map(|(_, value)| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
        let mut out = vec![first];
        match payload.len() {
            length @ 0..=125 => out.push(length as u8),
            length @ 126..=0xffff => {
                out.push(126);
                out.extend_from_slice(&(length as u16).to_be_bytes());
            }
            length => {
                out.push(127);
                out.extend_from_slice(&(length as u64).to_be_bytes());
            }
        }
        out.extend_from_slice(payload);
        out
    }

    #[test]
    fn frames_of_every_length_form_are_split_at_every_cut() {
        for length in [0, 5, 125, 126, 300, 65_535, 65_536] {
            let payload = vec![b'x'; length];
            let bytes = frame(0x81, &payload);
            let (found, end) = split(&bytes).ok().flatten().unwrap();
            assert_eq!((found.payload, end, found.whole, found.opcode), (&payload[..], bytes.len(), true, TEXT));
            for cut in [0, 1, 2, 3, 4, 9, bytes.len() - 1] {
                if cut < bytes.len() {
                    assert!(split(&bytes[..cut]).ok().unwrap().is_none(), "{length} bytes cut at {cut}");
                }
            }
        }
    }

    #[test]
    fn what_was_not_agreed_on_is_a_fault() {
        assert!(split(&[0x81, 0x85, 0, 0, 0, 0]).is_err(), "masked");
        assert!(split(&[0xc1, 0x00]).is_err(), "compressed");
        assert!(split(&[0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0]).is_err(), "a terabyte");
    }

    #[test]
    fn our_frames_are_masked_and_can_be_unmasked() {
        let text = "a note of the usual length ".repeat(8);
        let mut out = Vec::new();
        push_frame(&mut out, TEXT, text.as_bytes());
        assert_eq!(out[..2], [0x81, 0x80 | 0x7e]);
        let mask: [u8; 4] = *out[4..].first_chunk().unwrap();
        let plain: Vec<u8> = out[8..].iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask).collect();
        assert_eq!(plain, text.as_bytes());
    }

    #[test]
    fn a_close_says_whether_and_when_to_come_back() {
        let reason = r#"{"reason":"slow_consumer","retry_after_ms":1500}"#.to_owned();
        let slow = Ended::Closed { code: Some(4000), reason };
        assert!(slow.come_back());
        assert_eq!(slow.retry_after(), Some(Duration::from_millis(1500)));
        assert!(Ended::Closed { code: None, reason: String::new() }.come_back());
        assert!(!Ended::Closed { code: Some(4502), reason: String::new() }.come_back());
    }

    #[test]
    fn headers_are_found_in_any_case() {
        let head = "HTTP/1.1 101 Switching Protocols\r\nSEC-WebSocket-Accept: abc=\r\n\r\n";
        assert_eq!(header(head, "sec-websocket-accept"), Some("abc="));
        assert_eq!(header(head, "sec-websocket-protocol"), None);
    }
}
