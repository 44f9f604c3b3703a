//! From bytes to a client's frame: the limits of RFC 6455's part, and what is no frame (SPEC rule 3).

use alongside_protocol::{ClientFrame, CloseCode, limits::CLIENT_FRAME_BYTES_MAX};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

/// Buffer of a reading connection, bytes.
const READ_BUFFER_BYTES: usize = 1024;
/// Pongs and close answers that may wait for the next write, bytes. A peer that fills it is let go.
pub const REPLIES_BYTES_MAX: usize = 16 * 1024;

/// Limits of messages and buffers. An unmasked frame, a reserved bit or a control frame that is too long is refused by
/// tungstenite itself.
pub fn limits() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_write_buffer_size(REPLIES_BYTES_MAX)
        .max_message_size(Some(CLIENT_FRAME_BYTES_MAX))
        .max_frame_size(Some(CLIENT_FRAME_BYTES_MAX))
}

/// The frame, or the code with which its socket closes. Depth is bounded by the JSON reader, at 128 levels.
pub fn frame(text: &str) -> Result<ClientFrame, CloseCode> {
    serde_json::from_str(text).map_err(|_| unread(text))
}

/// A frame of another version is JSON with a `type`; its screen is told to reload. Anything else is no frame.
fn unread(text: &str) -> CloseCode {
    let value: Option<serde_json::Value> = serde_json::from_str(text).ok();
    match value.as_ref().and_then(|value| value.get("type")?.as_str()) {
        Some(_) => CloseCode::VersionUnsupported,
        None => CloseCode::FrameInvalid,
    }
}
