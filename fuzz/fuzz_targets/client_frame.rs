//! What a screen sends: as the text of one message, and as raw bytes of RFC 6455 under the server's own limits.
#![no_main]

use std::io::Cursor;

use alongside::edge::socket::reading;
use alongside_protocol::ClientFrame;
use libfuzzer_sys::fuzz_target;
use tokio_tungstenite::tungstenite::{Message, WebSocket, protocol::Role};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        decode(text);
    }
    let mut socket = WebSocket::from_raw_socket(Cursor::new(bytes.to_vec()), Role::Server, Some(reading::limits()));
    while let Ok(message) = socket.read() {
        if let Message::Text(text) = message {
            decode(text.as_str());
        }
    }
});

/// A frame that was read is written and read again as itself.
fn decode(text: &str) {
    let Ok(frame) = reading::frame(text) else { return };
    let written = serde_json::to_string(&frame).expect("a frame can be written");
    let again: ClientFrame = reading::frame(&written).expect("what was written can be read");
    assert_eq!(serde_json::to_string(&again).expect("as before"), written);
}
