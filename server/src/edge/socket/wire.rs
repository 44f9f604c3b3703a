//! One WebSocket on the bare TCP socket, after hyper has let it go.
//!
//! Reading goes through tungstenite with a small buffer. Writing does not: the hub's frames are whole
//! WebSocket messages already, so what waits goes out as it is, in one vectored write, and no buffer of this
//! connection ever holds a copy (ADR 0004).

use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use bytes::{Buf, Bytes};
use futures_util::{FutureExt, StreamExt};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, error::CapacityError, error::Error, protocol::Role},
};

use super::reading::{self, REPLIES_BYTES_MAX};

/// Frames handed to the kernel at once.
const SLICES_MAX: usize = 64;

/// What came in.
#[derive(Debug)]
pub enum Incoming {
    Text(String),
    /// Readable as a WebSocket, but not as text of our protocol.
    NotText,
    TooLarge,
    /// A ping or a pong; the answer to a ping is among the replies.
    Ping,
    /// The peer closed, or the connection broke.
    Gone,
}

pub struct Wire {
    reading: WebSocketStream<Inbound>,
    writing: OwnedWriteHalf,
    replies: Arc<Mutex<Vec<u8>>>,
}

impl Wire {
    /// Takes the socket out of hyper, with whatever it had read already.
    pub fn new(upgraded: Upgraded) -> Option<Self> {
        let parts = upgraded.downcast::<TokioIo<TcpStream>>().ok()?;
        let stream = parts.io.into_inner();
        // Frames leave in whole batches; waiting to fill a packet would only delay them.
        stream.set_nodelay(true).ok()?;
        let (read, writing) = stream.into_split();
        let replies = Arc::new(Mutex::new(Vec::new()));
        // A copy, mostly of nothing: hyper's bytes, even none of them, would keep its whole buffer alive.
        let left_over = Bytes::copy_from_slice(&parts.read_buf);
        let inbound = Inbound { left_over, read, replies: Arc::clone(&replies) };
        // Nothing is awaited here: the stream is made of what is at hand.
        let reading = futures_util::FutureExt::now_or_never(WebSocketStream::from_raw_socket(
            inbound,
            Role::Server,
            Some(reading::limits()),
        ))?;
        Some(Self { reading, writing, replies })
    }

    /// The next message; safe to drop half-way.
    pub async fn next(&mut self) -> Incoming {
        match self.reading.next().await {
            Some(Ok(Message::Text(text))) => Incoming::Text(text.as_str().to_owned()),
            // Answered by tungstenite into `replies`.
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Incoming::Ping,
            Some(Err(Error::Capacity(CapacityError::MessageTooLong { .. }))) => Incoming::TooLarge,
            Some(Ok(Message::Binary(_) | Message::Frame(_)) | Err(Error::Utf8(_) | Error::Protocol(_))) => {
                Incoming::NotText
            }
            Some(Ok(Message::Close(_))) => {
                // The answering close comes out of tungstenite when it is asked once more.
                let _ = self.reading.next().now_or_never();
                Incoming::Gone
            }
            Some(Err(_)) | None => Incoming::Gone,
        }
    }

    /// Whether an answer to a ping or a close waits to be written.
    pub fn has_replies(&self) -> bool {
        !self.replies.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Writes everything in `frames`, and what waits of replies before it.
    pub async fn write(&mut self, frames: &mut Vec<Bytes>) -> io::Result<()> {
        let replies = std::mem::take(&mut *self.replies.lock().unwrap_or_else(PoisonError::into_inner));
        if !replies.is_empty() {
            self.writing.write_all(&replies).await?;
        }
        let mut waiting = &mut frames[..];
        while !waiting.is_empty() {
            let count = waiting.len().min(SLICES_MAX);
            let mut slices = [IoSlice::new(&[]); SLICES_MAX];
            for (slice, frame) in slices.iter_mut().zip(&waiting[..count]) {
                *slice = IoSlice::new(frame);
            }
            let mut written = self.writing.write_vectored(&slices[..count]).await?;
            if written == 0 {
                return Err(io::ErrorKind::WriteZero.into());
            }
            let mut done = 0;
            for frame in &mut waiting[..count] {
                if written < frame.len() {
                    frame.advance(written);
                    break;
                }
                written -= frame.len();
                done += 1;
            }
            waiting = &mut waiting[done..];
        }
        frames.clear();
        Ok(())
    }

    /// Says nothing more.
    pub async fn finish(&mut self) {
        // The peer may be gone already; there is nobody to tell.
        let _ = self.writing.shutdown().await;
    }
}

/// The reading side: bytes from the socket in, tungstenite's own replies aside.
struct Inbound {
    left_over: Bytes,
    read: OwnedReadHalf,
    replies: Arc<Mutex<Vec<u8>>>,
}

impl AsyncRead for Inbound {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !self.left_over.is_empty() {
            let count = self.left_over.len().min(buffer.remaining());
            buffer.put_slice(&self.left_over.split_to(count));
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.read).poll_read(context, buffer)
    }
}

impl AsyncWrite for Inbound {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let mut replies = self.replies.lock().unwrap_or_else(PoisonError::into_inner);
        if replies.len() + bytes.len() > REPLIES_BYTES_MAX {
            return Poll::Ready(Err(io::ErrorKind::OutOfMemory.into()));
        }
        replies.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
