//! One screen on a real WebSocket: says hello, keeps what it is sent, gives commands, waits for conditions.

use std::time::Duration;

use alongside_protocol::{
    ClientFrame, Command, CommandId, IncidentNumber, Millis, Refusal, SUBPROTOCOL, frame::Position, view::IncidentFile,
};
use anyhow::{Context, Result, anyhow, bail, ensure};
use futures_util::{SinkExt, StreamExt};
use jiff::Timestamp;
use tokio::{
    net::TcpStream,
    sync::{mpsc, watch},
    task::JoinHandle,
    time::{interval, timeout},
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{self, Message, client::IntoClientRequest, http::HeaderValue},
};
use uuid::Uuid;

use crate::{
    people::{Cookies, Person},
    seen::{Answer, Closed, Seen},
    server::Server,
    wait::PATIENCE,
};

/// Well within the server's 30 s of patience with a silent client.
const BEAT_EVERY: Duration = Duration::from_secs(5);

pub type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Who comes to the door, and how.
#[derive(Clone, Debug, Default)]
pub struct Dial {
    pub bearer: Option<String>,
    pub cookies: Option<Cookies>,
    pub origin: Option<String>,
    /// None: the right one.
    pub subprotocol: Option<String>,
}

impl Dial {
    pub fn bearer(token: &str) -> Self {
        Self { bearer: Some(token.to_owned()), ..Self::default() }
    }

    /// As a browser on the server's own page.
    pub fn cookies(server: &Server, cookies: &Cookies) -> Self {
        Self { cookies: Some(cookies.clone()), origin: Some(server.origin()), ..Self::default() }
    }
}

/// Opens the bare socket. A refusal before the upgrade is `tungstenite::Error::Http`.
pub async fn dial(server: &Server, how: &Dial) -> std::result::Result<Socket, tungstenite::Error> {
    let mut request = format!("ws://{}/ws", server.host()).into_client_request()?;
    let mut put = |name: &'static str, value: String| -> std::result::Result<(), tungstenite::Error> {
        request.headers_mut().insert(name, HeaderValue::from_str(&value).map_err(tungstenite::http::Error::from)?);
        Ok(())
    };
    put("sec-websocket-protocol", how.subprotocol.clone().unwrap_or_else(|| SUBPROTOCOL.to_owned()))?;
    if let Some(token) = &how.bearer {
        put("authorization", format!("Bearer {token}"))?;
    }
    if let Some(cookies) = &how.cookies {
        put("cookie", cookies.header())?;
    }
    if let Some(origin) = &how.origin {
        put("origin", origin.clone())?;
    }
    let (socket, _) = tokio_tungstenite::connect_async(request).await?;
    Ok(socket)
}

/// The hello of a person, from nothing or from a position.
pub fn hello(person: &Person, position: Option<Position>) -> ClientFrame {
    ClientFrame::Hello { board: person.board(), audience: person.audience(), car: person.car(), position }
}

/// A connected screen. Dropping it breaks the connection without a word, as a closed laptop does.
#[derive(Debug)]
pub struct Screen {
    seen: watch::Receiver<Seen>,
    say: mpsc::Sender<String>,
    task: JoinHandle<()>,
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Screen {
    /// Signs in and opens a screen with the person's own audience; returns once its board is there.
    pub async fn open(server: &Server, person: &Person) -> Result<Self> {
        let token = server.token(person).await?;
        Self::with(server, &Dial::bearer(&token), person, None).await
    }

    /// Comes back with the place and the documents of an earlier connection.
    pub async fn resume(server: &Server, person: &Person, earlier: &Seen) -> Result<Self> {
        let token = server.token(person).await?;
        Self::with(server, &Dial::bearer(&token), person, Some(earlier)).await
    }

    pub async fn with(server: &Server, how: &Dial, person: &Person, earlier: Option<&Seen>) -> Result<Self> {
        let mut socket = dial(server, how).await.context("no WebSocket")?;
        let frame = hello(person, earlier.map(Seen::position));
        socket.send(Message::text(serde_json::to_string(&frame)?)).await?;
        let screen = Self::attend(socket, earlier);
        screen
            .wait_for("the board after hello", |seen| {
                let arrived = seen.you.is_some() && (seen.resumed || seen.snapshots > 0);
                (arrived || seen.closed.is_some()).then_some(())
            })
            .await?;
        if let Some(closed) = &screen.now().closed {
            bail!("closed after hello: {closed:?}");
        }
        Ok(screen)
    }

    /// Keeps a socket on which hello was said.
    pub fn attend(socket: Socket, earlier: Option<&Seen>) -> Self {
        let mut first = Seen::default();
        if let Some(earlier) = earlier {
            first.come_back(earlier);
        }
        let (news, seen) = watch::channel(first);
        let (say, said) = mpsc::channel(64);
        let task = tokio::spawn(attend(socket, news, said));
        Self { seen, say, task }
    }

    /// What it has seen up to now.
    pub fn now(&self) -> Seen {
        self.seen.borrow().clone()
    }

    /// Waits until `look` finds something, or fails with what was waited for.
    pub async fn wait_for<T>(&self, what: &str, look: impl FnMut(&Seen) -> Option<T>) -> Result<T> {
        self.wait_within(what, PATIENCE, look).await
    }

    pub async fn wait_within<T>(
        &self,
        what: &str,
        within: Duration,
        mut look: impl FnMut(&Seen) -> Option<T>,
    ) -> Result<T> {
        let mut seen = self.seen.clone();
        let found = async {
            loop {
                if let Some(found) = look(&seen.borrow_and_update()) {
                    return Ok(found);
                }
                if seen.changed().await.is_err() {
                    bail!("the connection ended ({:?}) before: {what}", seen.borrow().closed);
                }
            }
        };
        timeout(within, found).await.unwrap_or_else(|_| {
            let seen = self.now();
            let last: Vec<_> = seen.raw.iter().rev().take(3).rev().collect();
            Err(anyhow!("waited {within:?} in vain: {what}; at {} with gaps {:?}, last {last:#?}", seen.seq, seen.gaps))
        })
    }

    /// Waits until this screen stands at `seq` or beyond.
    pub async fn reach(&self, seq: u64) -> Result<()> {
        self.wait_for(&format!("place {seq}"), |seen| (seen.seq >= seq).then_some(())).await
    }

    pub async fn say(&self, frame: &ClientFrame) -> Result<()> {
        self.say_text(serde_json::to_string(frame)?).await
    }

    pub async fn say_text(&self, text: String) -> Result<()> {
        self.say.send(text).await.map_err(|_| anyhow!("the connection ended: {:?}", self.now().closed))
    }

    /// Sends a command without waiting for its answer.
    pub async fn send(&self, id: CommandId, command: &Command) -> Result<()> {
        self.say(&ClientFrame::Command { id, at: now_ms(), command: command.clone() }).await
    }

    /// The first answer to a command that was sent.
    pub async fn answer(&self, id: CommandId) -> Result<Answer> {
        self.answers(id, 1).await?.pop().context("no answer")
    }

    /// The first `count` answers to a command that was sent so many times.
    pub async fn answers(&self, id: CommandId, count: usize) -> Result<Vec<Answer>> {
        self.wait_for(&format!("answer {count} to command {id}"), |seen| {
            seen.answers.get(&id).filter(|answers| answers.len() >= count).cloned()
        })
        .await
    }

    pub async fn command(&self, command: Command) -> Result<Answer> {
        let id = new_id();
        self.send(id, &command).await?;
        self.answer(id).await
    }

    /// Gives a command that must be accepted; its place in the sequence.
    pub async fn accept(&self, command: Command) -> Result<u64> {
        match self.command(command.clone()).await? {
            Answer::Accepted { seq, repeated } => {
                ensure!(!repeated, "new, and called repeated: {command:?}");
                Ok(seq)
            }
            Answer::Refused(refusal) => bail!("{command:?} was refused: {refusal:?}"),
        }
    }

    /// Gives a command that must be refused; why it was.
    pub async fn refuse(&self, command: Command) -> Result<Refusal> {
        match self.command(command.clone()).await? {
            Answer::Refused(refusal) => Ok(refusal),
            Answer::Accepted { seq, .. } => bail!("{command:?} was accepted at {seq}"),
        }
    }

    /// Opens a file and waits for it.
    pub async fn file(&self, number: &str) -> Result<IncidentFile> {
        let number = IncidentNumber::from(number);
        self.say(&ClientFrame::Open { incident: number.clone() }).await?;
        self.wait_for(&format!("the file of {number}"), |seen| seen.files.get(&number).cloned()).await
    }

    /// Waits for the server's close.
    pub async fn closed(&self, within: Duration) -> Result<Closed> {
        self.wait_within("the server closes", within, |seen| seen.closed.clone()).await
    }

    /// Fails where a delta ever came in the wrong place.
    pub fn no_gap(&self) -> Result<()> {
        let seen = self.now();
        ensure!(seen.gaps.is_empty(), "{:?}", seen.gaps);
        Ok(())
    }
}

async fn attend(mut socket: Socket, seen: watch::Sender<Seen>, mut said: mpsc::Receiver<String>) {
    let mut beat = interval(BEAT_EVERY);
    let broke = |seen: &mut Seen| _ = seen.closed.get_or_insert_default();
    loop {
        tokio::select! {
            message = socket.next() => match message {
                Some(Ok(Message::Text(text))) => seen.send_modify(|seen| seen.take(&text)),
                Some(Ok(Message::Close(frame))) => {
                    let code = frame.as_ref().map(|frame| frame.code.into());
                    let reason = frame.and_then(|frame| serde_json::from_str(&frame.reason).ok());
                    seen.send_modify(|seen| seen.closed = Some(Closed { code, reason }));
                    return;
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return seen.send_modify(broke),
            },
            text = said.recv() => {
                let Some(text) = text else { return };
                // A broken connection, or a close from the other side, shows when it is read.
                let _ = socket.send(Message::text(text)).await;
            }
            _ = beat.tick() => drop(socket.send(Message::text(r#"{"type":"beat"}"#)).await),
        }
    }
}

pub fn new_id() -> CommandId {
    CommandId(Uuid::now_v7())
}

pub fn now_ms() -> Millis {
    Timestamp::now().as_millisecond()
}
