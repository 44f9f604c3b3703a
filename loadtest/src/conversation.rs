//! One unhurried, fully typed connection for what is checked outside the measured path: a fresh snapshot, the files of
//! incidents, commands sent again. It goes through tungstenite, so that what it says does not rest on our own framing.

use std::{collections::HashMap, time::Duration};

use alongside_protocol::{
    BoardId, Command, CommandId, IncidentNumber, Millis, Refusal, SUBPROTOCOL, ServerFrame,
    frame::ClientFrame,
    limits::IN_FLIGHT_MAX,
    view::{Doc, IncidentFile, SchemeView},
    vocabulary::Audience,
};
use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue, protocol::WebSocketConfig},
};

use crate::{held::Held, session::Sessions, socket::Dial};

/// For any one answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);
const BUFFER_BYTES: usize = 16 * 1024;

/// A command's answer: its seq and whether it had been accepted before, or the refusal.
pub type Answer = std::result::Result<(u64, bool), Refusal>;

pub struct Conversation {
    stream: WebSocketStream<TcpStream>,
    /// The snapshot that the connection began with.
    pub held: Held,
    pub docs: Vec<Doc>,
    pub scheme: Option<SchemeView>,
}

impl Conversation {
    /// Connects as the control room and waits for the snapshot.
    pub async fn open(dial: &Dial, board: &BoardId) -> Result<Self> {
        let mut request = format!("ws://{}/ws", dial.host).into_client_request()?;
        let headers = request.headers_mut();
        headers.insert("sec-websocket-protocol", HeaderValue::from_static(SUBPROTOCOL));
        headers.insert("origin", HeaderValue::from_str(&format!("http://{}", dial.host))?);
        headers.insert("cookie", HeaderValue::from_str(&dial.cookie)?);
        let tcp = TcpStream::connect(dial.address).await?;
        let config = WebSocketConfig::default().read_buffer_size(BUFFER_BYTES);
        let (stream, _) = timeout(ANSWER_TIMEOUT, client_async_with_config(request, tcp, Some(config))).await??;
        let mut this = Self { stream, held: Held::default(), docs: Vec::new(), scheme: None };
        this.send(&ClientFrame::Hello { board: board.clone(), audience: Audience::Control, car: None, position: None })
            .await?;
        loop {
            match this.next().await? {
                ServerFrame::Welcome { scheme, .. } => this.scheme = Some(scheme),
                ServerFrame::Snapshot { seq, docs } => {
                    this.held = Held::snapshot(seq, &docs);
                    this.docs = docs;
                    return Ok(this);
                }
                _ => {}
            }
        }
    }

    /// Connects to the first of `nodes` that answers: in a run that kills one, another is asked.
    pub async fn open_any(sessions: &Sessions, nodes: impl Iterator<Item = usize>, board: &BoardId) -> Result<Self> {
        let mut last = None;
        for node in nodes {
            match Self::open(&sessions.dial(node, 0), board).await {
                Ok(conversation) => return Ok(conversation),
                Err(error) => last = Some(error),
            }
        }
        Err(last.context("no node to ask")?)
    }

    async fn send(&mut self, frame: &ClientFrame) -> Result<()> {
        Ok(self.stream.send(Message::text(serde_json::to_string(frame)?)).await?)
    }

    async fn next(&mut self) -> Result<ServerFrame> {
        loop {
            let message = timeout(ANSWER_TIMEOUT, self.stream.next()).await.context("no answer in time")?;
            match message.context("the connection ended")?? {
                Message::Text(text) => return Ok(serde_json::from_str(&text)?),
                Message::Close(close) => bail!("closed by the server: {close:?}"),
                _ => {}
            }
        }
    }

    /// The next frame that answers something; the board's traffic is passed over.
    async fn next_answer(&mut self) -> Result<ServerFrame> {
        let answer = async {
            loop {
                let frame = self.next().await?;
                let kinds = matches!(
                    frame,
                    ServerFrame::Accepted { .. }
                        | ServerFrame::Refused { .. }
                        | ServerFrame::File { .. }
                        | ServerFrame::FileClosed { .. }
                );
                if kinds {
                    return Ok(frame);
                }
            }
        };
        timeout(ANSWER_TIMEOUT, answer).await.context("no answer in time")?
    }

    /// Opens an incident's file, reads it and closes it.
    pub async fn file(&mut self, incident: &IncidentNumber) -> Result<IncidentFile> {
        self.send(&ClientFrame::Open { incident: incident.clone() }).await?;
        loop {
            match self.next_answer().await? {
                ServerFrame::File { file } if file.number == *incident => {
                    self.send(&ClientFrame::Close { incident: incident.clone() }).await?;
                    return Ok(file);
                }
                ServerFrame::FileClosed { incident: closed, refusal: Some(refusal) } if closed == *incident => {
                    bail!("the file of {incident} was refused: {}", refusal.message);
                }
                _ => {}
            }
        }
    }

    /// Sends commands, a few at a time, and waits for all their answers.
    pub async fn ask(&mut self, commands: &[(CommandId, Millis, Command)]) -> Result<HashMap<CommandId, Answer>> {
        let mut answers = HashMap::with_capacity(commands.len());
        for some in commands.chunks(IN_FLIGHT_MAX / 2) {
            for (id, at, command) in some {
                self.send(&ClientFrame::Command { id: *id, at: *at, command: command.clone() }).await?;
            }
            for _ in some {
                let (id, answer) = loop {
                    match self.next_answer().await? {
                        ServerFrame::Accepted { id, seq, repeated } => break (id, Ok((seq, repeated))),
                        ServerFrame::Refused { id, refusal } => break (id, Err(refusal)),
                        _ => {}
                    }
                };
                answers.insert(id, answer);
            }
        }
        Ok(answers)
    }
}
