//! Bytes that are no proper WebSocket (fault 26): each closes with its code, nothing panics, others are served.

use alongside_protocol::{frame::CloseReason, limits::CLIENT_FRAME_BYTES_MAX};
use alongside_tests::{
    Result,
    feed::Story,
    people::Person,
    screen::{Dial, Socket, dial, hello},
    stand::{Engines, Stand},
    wait::PATIENCE,
};
use anyhow::{Context, bail, ensure};
use futures_util::{SinkExt, StreamExt};
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::{MaybeTlsStream, tungstenite::Message};

const MASK: [u8; 4] = [0x11, 0x22, 0x33, 0x44];
const LAST: u8 = 0x80;
const TEXT: u8 = 1;
const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PING: u8 = 9;
/// In place of a length: it follows in so many bytes.
const TWO_BYTES: u8 = 0x7e;
const EIGHT_BYTES: u8 = 0x7f;

/// A frame by hand: its first byte, whatever length is claimed, and what follows.
fn frame(first: u8, claimed: u64, masked: bool, payload: &[u8]) -> Vec<u8> {
    let mask_bit = if masked { 0x80 } else { 0 };
    let mut bytes = vec![first];
    match claimed {
        0..=125 => bytes.push(mask_bit | claimed as u8),
        126..=0xffff => {
            bytes.push(mask_bit | TWO_BYTES);
            bytes.extend((claimed as u16).to_be_bytes());
        }
        _ => {
            bytes.push(mask_bit | EIGHT_BYTES);
            bytes.extend(claimed.to_be_bytes());
        }
    }
    if masked {
        bytes.extend(MASK);
        bytes.extend(payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    } else {
        bytes.extend(payload);
    }
    bytes
}

fn sound(first: u8, payload: &[u8]) -> Vec<u8> {
    frame(first, payload.len() as u64, true, payload)
}

async fn write(socket: &mut Socket, bytes: &[u8]) -> Result<()> {
    let MaybeTlsStream::Plain(stream) = socket.get_mut() else { bail!("a bare socket is needed") };
    // The server may close before all has left.
    let _ = stream.write_all(bytes).await;
    Ok(())
}

async fn close_of(socket: &mut Socket) -> Result<u16> {
    let read = async {
        loop {
            match socket.next().await {
                Some(Ok(Message::Close(Some(frame)))) => {
                    let _: CloseReason = serde_json::from_str(&frame.reason)?;
                    return Ok(frame.code.into());
                }
                Some(Ok(_)) => {}
                other => bail!("ended without a close frame: {other:?}"),
            }
        }
    };
    tokio::time::timeout(PATIENCE, read).await.context("no close came")?
}

#[tokio::test]
async fn fault_26_broken_frames_close_with_a_code_and_harm_nobody() -> Result<()> {
    let (person, other) = (Person::worker("linnet"), Person::worker("siskin"));
    let stand = Stand::start(Engines::Embedded, 1, &[&person, &other]).await?;
    let server = stand.node();
    stand.feed.tell(server, &[Story::new("QS-2600").received()]).await?;
    let bystander = stand.screen(&other).await?;
    let token = Dial::bearer(&server.token(&person).await?);
    let greeting = serde_json::to_string(&hello(&person, None))?;
    let beat = br#"{"type":"beat"}"#;
    let deepest = format!(r#"{{"type":{}1{}}}"#, "[".repeat(126), "]".repeat(126));
    let half_a_letter = [sound(TEXT, b"{\"type\":\"\xc3"), sound(LAST, b"\x28\"}")].concat();
    let endless: Vec<u8> = std::iter::once(sound(TEXT, b""))
        .chain((0..=CLIENT_FRAME_BYTES_MAX / 512).map(|_| sound(0, &[b' '; 512])))
        .flatten()
        .collect();
    let cases: Vec<(&str, Vec<u8>, u16)> = vec![
        ("not masked", frame(LAST | TEXT, beat.len() as u64, false, beat), 4500),
        ("the first reserved bit", sound(LAST | 0x40 | TEXT, beat), 4500),
        ("the second reserved bit", sound(LAST | 0x20 | TEXT, beat), 4500),
        ("the third reserved bit", sound(LAST | 0x10 | TEXT, beat), 4500),
        ("a data frame of no kind", sound(LAST | 3, beat), 4500),
        ("a control frame of no kind", sound(LAST | 0xb, beat), 4500),
        ("a ping that is too long", sound(LAST | PING, &[b'x'; 126]), 4500),
        ("a ping in pieces", sound(PING, b"x"), 4500),
        ("a close that is too long", sound(LAST | CLOSE, &[b'x'; 200]), 4500),
        ("a close of one byte", sound(LAST | CLOSE, b"x"), 4500),
        ("a piece of nothing", sound(LAST, beat), 4500),
        ("a message within a message", [sound(TEXT, b"{"), sound(LAST | TEXT, beat)].concat(), 4500),
        ("binary", sound(LAST | BINARY, beat), 4500),
        ("bad UTF-8 over two pieces", half_a_letter, 4500),
        ("as deep as is read, and nothing", sound(LAST | TEXT, deepest.as_bytes()), 4500),
        ("a length beyond everything", frame(LAST | TEXT, u64::MAX >> 1, true, b"x"), 4501),
        ("the highest bit of a length", frame(LAST | TEXT, u64::MAX, true, b"x"), 4501),
        ("one byte too long", frame(LAST | TEXT, CLIENT_FRAME_BYTES_MAX as u64 + 1, true, b"x"), 4501),
        ("pieces without an end", endless, 4501),
    ];
    for (case, bytes, wanted) in cases {
        let mut socket = dial(server, &token).await?;
        socket.send(Message::text(greeting.clone())).await?;
        write(&mut socket, &bytes).await?;
        assert_eq!(close_of(&mut socket).await.with_context(|| case.to_owned())?, wanted, "{case}");
    }
    // In place of hello as well.
    for bytes in [sound(LAST | 0x40 | TEXT, beat), frame(LAST | TEXT, beat.len() as u64, false, beat)] {
        let mut socket = dial(server, &token).await?;
        write(&mut socket, &bytes).await?;
        assert_eq!(close_of(&mut socket).await?, 4500);
    }
    // Cut off amid a frame: nobody to tell.
    let mut socket = dial(server, &token).await?;
    write(&mut socket, &frame(LAST | TEXT, 1_000, true, b"only this")).await?;
    drop(socket);
    ensure!(bystander.file("QS-2600").await.is_ok() && bystander.now().closed.is_none(), "others are served");
    ensure!(!server.text("/metrics").await?.contains("alongside_panics_total"), "nothing panicked");
    ensure!(!server.log().contains("panicked"), "nothing panicked");
    Ok(())
}
