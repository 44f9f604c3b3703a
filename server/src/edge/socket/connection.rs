//! One screen: hello, then what it asks and what it is sent (SPEC rules 10–29).

mod files;

use std::{
    pin::{Pin, pin},
    sync::Arc,
    time::Duration,
};

use alongside_core::{Actor, Context, Incident, Input, scheme::Sides};
use alongside_protocol::{
    ClientFrame, CloseCode, Command, CommandId, DeploymentId, IncidentNumber, Refusal, RefusalCode, ResponseId,
    ServerFrame,
    frame::{CloseReason, Position, You},
    limits,
    record::Fix,
    view::{CarPosition, Point},
    vocabulary::Audience,
};
use bytes::Bytes;
use futures_util::{FutureExt, StreamExt, stream::FuturesUnordered};
use rand::Rng;
use tokio::time::{Instant, timeout};
use uuid::Uuid;

use super::{
    reading,
    wire::{Incoming, Wire},
};
use crate::{
    access::{Identity, accounts::AccountError},
    board::{Answer, BoardHandle},
    clock,
    edge::{App, guard::board_of, map, positions},
    hub::{Behind, Missed, encode, encode_close},
    ledger::LedgerAway,
    limited,
    views::Viewer,
};

/// How long a screen may take to say hello, ms.
const HELLO_MS_MAX: u64 = 10_000;
/// How long a write may be stuck on a peer that does not read, ms. Then it is a slow consumer.
const WRITE_MS_MAX: u64 = 20_000;
/// How long a colleague may be looked up, ms.
const LOOKUP_MS_MAX: u64 = 3_000;
/// Over how long a node's screens are told to come back when it restarts, ms.
const COME_BACK_SPREAD_MS: u64 = 4_000;

type Answering = Pin<Box<dyn Future<Output = (CommandId, Answer)> + Send>>;
type Opening = Pin<Box<dyn Future<Output = (IncidentNumber, Result<(), LedgerAway>)> + Send>>;
type Recommending = Pin<Box<dyn Future<Output = Bytes> + Send>>;

/// Why a connection ends.
enum End {
    /// The peer is gone; nobody to tell.
    Gone,
    Close(CloseCode),
}

pub async fn serve(mut wire: Wire, app: &Arc<App>, identity: Identity) {
    let end = match greet(&mut wire, app, &identity).await {
        Ok(mut connection) => {
            let end = connection.run(&mut wire).await;
            connection.board.presences.leave(connection.number, clock::now_ms());
            end
        }
        Err(end) => end,
    };
    let End::Close(code) = end else {
        // A close from the other side is answered by one; whoever is simply gone does not hear it.
        let _ = timeout(Duration::from_millis(HELLO_MS_MAX / 10), wire.write(&mut Vec::new())).await;
        wire.finish().await;
        return;
    };
    metrics::counter!("alongside_sockets_closed_total", "reason" => code.name()).increment(1);
    if matches!(
        code,
        CloseCode::TooManyFrames | CloseCode::FrameTooLarge | CloseCode::SlowConsumer | CloseCode::HelloTimeout
    ) {
        limited::hit(code.name());
    }
    let retry_after_ms = code.come_back().then(|| {
        let spread = if code == CloseCode::Restarting { COME_BACK_SPREAD_MS } else { 500 };
        rand::rng().random_range(0..=spread)
    });
    let reason = CloseReason { reason: code.name().to_owned(), retry_after_ms };
    let reason = serde_json::to_string(&reason).unwrap_or_default();
    let mut last = vec![encode_close(code.number(), &reason)];
    // Best effort: a peer that does not read does not hear it either.
    let _ = timeout(Duration::from_millis(HELLO_MS_MAX / 10), wire.write(&mut last)).await;
    wire.finish().await;
}

/// Waits for `hello` and answers it.
async fn greet<'a>(wire: &mut Wire, app: &'a Arc<App>, identity: &'a Identity) -> Result<Connection<'a>, End> {
    let first = async {
        loop {
            match wire.next().await {
                Incoming::Ping => {}
                first => return first,
            }
        }
    };
    let text = match timeout(Duration::from_millis(HELLO_MS_MAX), first).await {
        Err(_) => return Err(End::Close(CloseCode::HelloTimeout)),
        Ok(Incoming::Text(text)) => text,
        Ok(Incoming::NotText) => return Err(End::Close(CloseCode::FrameInvalid)),
        Ok(Incoming::TooLarge) => return Err(End::Close(CloseCode::FrameTooLarge)),
        Ok(Incoming::Gone | Incoming::Ping) => return Err(End::Gone),
    };
    let (board, audience, car, position) = match reading::frame(&text) {
        Ok(ClientFrame::Hello { board, audience, car, position }) => (board, audience, car, position),
        Ok(_) => return Err(End::Close(CloseCode::FrameInvalid)),
        Err(code) => return Err(End::Close(code)),
    };
    let not_allowed = End::Close(CloseCode::NotAllowed);
    let Ok(board) = board_of(app, identity, &board) else { return Err(not_allowed) };
    let viewer = match audience {
        _ if !identity.audiences().contains(&audience) => return Err(not_allowed),
        Audience::Control => Viewer::Control,
        Audience::Inspector => Viewer::Inspector,
        Audience::Crew => match &identity.car {
            Some(own) if car.as_ref().is_none_or(|wanted| wanted == own) => Viewer::Crew(own.clone()),
            _ => return Err(not_allowed),
        },
    };
    let topic = board.hub.topic(&viewer);
    let epoch = board.epoch.clone();
    let resume = position.filter(|Position { epoch: known, seq }| *known == epoch && topic.can_resume(*seq));
    let welcome = ServerFrame::Welcome {
        you: You {
            user: identity.user.clone(),
            name: identity.name.clone(),
            roles: identity.roles.clone(),
            sides: board.scheme.controllers.sides(&identity.roles).list(),
            audience,
            car: if let Viewer::Crew(car) = &viewer { Some(car.clone()) } else { None },
        },
        scheme: board.scheme.view(),
        map: map::view(&app.config),
        epoch,
        server_at: clock::now_ms(),
        resumed: resume.is_some(),
    };
    let mut frames = vec![encode(audience, &welcome)];
    let seq = if let Some(position) = resume {
        position.seq
    } else {
        let (seq, snapshot) = board.hub.snapshot(&viewer);
        frames.push(snapshot);
        seq
    };
    let number = board.presences.enter(identity.user.clone(), identity.name.clone(), audience);
    Ok(Connection {
        app,
        identity,
        board: board.clone(),
        viewer,
        audience,
        sides: board.scheme.controllers.sides(&identity.roles),
        number,
        place: Behind::at(seq),
        frames,
        answers: Vec::new(),
        files: Vec::new(),
        asked_for: Vec::new(),
        opening: FuturesUnordered::new(),
        jobs_shown: Vec::new(),
        answering: FuturesUnordered::new(),
        recommending: FuturesUnordered::new(),
    })
}

/// Whether another car could be sent at all.
fn is_without_car(board: &BoardHandle, response: &ResponseId) -> bool {
    let picture = board.hub.picture();
    let found = picture.response(response);
    found.is_some_and(|(_, response)| response.deployments.iter().all(|job| !job.state.is_active()))
}

/// The response that a command asks a car for.
fn wants_a_car(command: &Command) -> Option<ResponseId> {
    match command {
        Command::SendCar { response, .. } => Some(response.clone()),
        Command::OfferReserved { deployment, .. } | Command::SwapCar { deployment, .. } => Some(deployment.response()),
        _ => None,
    }
}

struct Connection<'a> {
    app: &'a Arc<App>,
    identity: &'a Identity,
    board: BoardHandle,
    viewer: Viewer,
    audience: Audience,
    /// Whose notes this person reads.
    sides: Sides,
    number: u64,
    place: Behind,
    /// To be written next.
    frames: Vec<Bytes>,
    /// Answers to commands, to be written after what they changed.
    answers: Vec<Bytes>,
    /// Files that are open, each as last sent.
    files: Vec<(IncidentNumber, Arc<Incident>)>,
    /// Files asked for whose row in the ledger is not on disk yet.
    asked_for: Vec<IncidentNumber>,
    opening: FuturesUnordered<Opening>,
    /// Job cards on this crew's screen, each noted when it first came.
    jobs_shown: Vec<(DeploymentId, IncidentNumber)>,
    answering: FuturesUnordered<Answering>,
    recommending: FuturesUnordered<Recommending>,
}

impl Connection<'_> {
    async fn run(&mut self, wire: &mut Wire) -> End {
        let topic = self.board.hub.topic(&self.viewer);
        let mut wake = topic.listen();
        let mut ended = self.app.ended.clone();
        let drain = self.app.drain.clone();
        // Made once: with thousands of screens, entering and leaving its list at every turn is what costs.
        let mut drained = pin!(drain.cancelled());
        let silence = Duration::from_millis(limits::CLIENT_SILENT_MS_MAX);
        let mut heard = Instant::now();
        let frames = self.app.rates.frames();
        wake.mark_changed();
        loop {
            tokio::select! {
                biased;
                () = &mut drained => return End::Close(CloseCode::Restarting),
                incoming = wire.next() => {
                    if frames.check().is_err() {
                        return End::Close(CloseCode::TooManyFrames);
                    }
                    match incoming {
                        Incoming::Text(text) => {
                            heard = Instant::now();
                            if let Err(code) = self.take(&text).await {
                                return End::Close(code);
                            }
                        }
                        // Its answer goes out below; a screen that says nothing else is none.
                        Incoming::Ping => {}
                        Incoming::NotText => return End::Close(CloseCode::FrameInvalid),
                        Incoming::TooLarge => return End::Close(CloseCode::FrameTooLarge),
                        Incoming::Gone => return End::Gone,
                    }
                }
                Some((id, answer)) = self.answering.next() => {
                    self.answer(id, answer);
                    while let Some(Some((id, answer))) = self.answering.next().now_or_never() {
                        self.answer(id, answer);
                    }
                }
                Some((incident, noted)) = self.opening.next() => self.opened(incident, noted),
                Some(frame) = self.recommending.next() => self.frames.push(frame),
                // At the latest with the next beat; so what follows is looked at every few seconds as well.
                _ = wake.changed() => {}
            }
            if heard.elapsed() > silence {
                return End::Close(CloseCode::HeartbeatLost);
            }
            if ended.has_changed().unwrap_or(false) {
                let sessions = ended.borrow_and_update();
                if self.identity.session.as_ref().is_some_and(|session| sessions.contains(session)) {
                    return End::Close(CloseCode::SignedOut);
                }
            }
            wake.mark_unchanged();
            match topic.take(&mut self.place, &mut self.frames) {
                Ok(()) => {}
                Err(Missed::TooMuch) => return End::Close(CloseCode::SlowConsumer),
                Err(Missed::Gone) => return End::Close(CloseCode::ResyncNeeded),
            }
            self.note_jobs();
            self.refresh_files();
            // After the deltas: who reads that an act was accepted has its effect before them already.
            self.frames.append(&mut self.answers);
            if self.frames.is_empty() && !wire.has_replies() {
                continue;
            }
            match timeout(Duration::from_millis(WRITE_MS_MAX), wire.write(&mut self.frames)).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return End::Gone,
                Err(_) => return End::Close(CloseCode::SlowConsumer),
            }
        }
    }

    fn send(&mut self, frame: &ServerFrame) {
        self.frames.push(encode(self.audience, frame));
    }

    fn answer(&mut self, id: CommandId, answer: Answer) {
        let frame = match answer {
            Answer::Accepted { seq, repeated } => ServerFrame::Accepted { id, seq, repeated },
            Answer::Refused(refusal) => ServerFrame::Refused { id, refusal },
        };
        self.answers.push(encode(self.audience, &frame));
    }

    async fn take(&mut self, text: &str) -> Result<(), CloseCode> {
        match reading::frame(text)? {
            // Once only (SPEC rule 10).
            ClientFrame::Hello { .. } => return Err(CloseCode::FrameInvalid),
            ClientFrame::Beat {} => {}
            ClientFrame::Command { id, at, command } => self.command(id, at, command).await,
            ClientFrame::Open { incident } => self.open(incident),
            ClientFrame::Close { incident } => {
                self.files.retain(|(open, _)| open != &incident);
                self.asked_for.retain(|asked| asked != &incident);
                self.tell_viewing();
            }
            ClientFrame::Recommend { response } => self.recommend(response),
            ClientFrame::Position { lat, lon, accuracy_m, at } => self.position(lat, lon, accuracy_m, at),
        }
        Ok(())
    }

    async fn command(&mut self, id: CommandId, at: i64, command: Command) {
        if self.answering.len() >= limits::IN_FLIGHT_MAX {
            limited::hit("in_flight");
            let refusal = Refusal::new(
                RefusalCode::TooManyInFlight,
                format!("{} acts wait for an answer; nothing was done with this one", limits::IN_FLIGHT_MAX),
            );
            self.answer(id, Answer::Refused(refusal));
            return;
        }
        if let Err(refusal) = self.app.rates.act_of(&self.identity.user) {
            self.answer(id, Answer::Refused(refusal));
            return;
        }
        // An inspector's screen asks nothing of the board that its other screens could not.
        let colleague = match &command {
            Command::HandOverClaim { to, .. } => {
                match timeout(Duration::from_millis(LOOKUP_MS_MAX), self.app.accounts.find(to)).await {
                    Ok(Ok(found)) => {
                        found.filter(|colleague| colleague.may_see(self.board.id())).map(|found| found.person())
                    }
                    Err(_) | Ok(Err(AccountError::Database(_))) => {
                        let refusal =
                            Refusal::new(RefusalCode::JournalUnavailable, "the colleague cannot be looked up just now");
                        self.answer(id, Answer::Refused(refusal));
                        return;
                    }
                    Ok(Err(_)) => None,
                }
            }
            _ => None,
        };
        let now = clock::now_ms();
        let context = Context {
            now,
            // A screen whose clock runs ahead did it now; one that was offline did it when it says.
            done_at: if at <= 0 || at > now + limits::CLIENT_AHEAD_MS_MAX { now } else { at.min(now) },
            actor: Actor::Person(self.identity.person()),
            colleague,
            place: None,
        };
        let context = Context { place: self.place_of_crew(context.done_at), ..context };
        // A command id is this person's own: nobody can ask for another's answer with it.
        let scoped = Uuid::new_v5(&id.0, self.identity.user.0.as_bytes());
        let wanted = wants_a_car(&command);
        let answer = self.board.enqueue(scoped, Input::Person(command), context);
        let board = self.board.clone();
        self.answering.push(Box::pin(async move {
            let mut answer = answer.await;
            if let (Answer::Refused(refusal), Some(response)) = (&mut answer, wanted)
                && matches!(refusal.code, RefusalCode::CarBusy | RefusalCode::CarOffDuty | RefusalCode::SeatEmpty)
                && is_without_car(&board, &response)
            {
                refusal.next_car = board.next_car(&response).await;
            }
            (id, answer)
        }));
    }

    /// Where this crew's car was when it did this, if that is known: an act that comes late was done elsewhere.
    fn place_of_crew(&self, done_at: i64) -> Option<Fix> {
        let Viewer::Crew(car) = &self.viewer else { return None };
        let positions = self.board.positions.load();
        let near = |known: &&CarPosition| (done_at - known.at).abs() <= limits::POSITION_FADED_MS;
        let known = positions.get(car).filter(near)?;
        Some(Fix { point: known.point, accuracy_m: known.accuracy_m, at: known.at })
    }

    /// Answered once, when the ways are known. A screen that asks faster than that hears of its newest questions.
    fn recommend(&mut self, response: ResponseId) {
        let frame = |response, found: Result<_, Refusal>| {
            let (recommendation, refusal) = match found {
                Ok(recommendation) => (Some(recommendation), None),
                Err(refusal) => (None, Some(refusal)),
            };
            ServerFrame::Recommendation { response, recommendation, refusal }
        };
        if self.viewer != Viewer::Control {
            let refusal = Refusal::new(RefusalCode::RoleNotAllowed, "this is asked on the control room's board");
            self.send(&frame(response, Err(refusal)));
            return;
        }
        if let Err(refusal) = self.app.rates.act_of(&self.identity.user) {
            self.send(&frame(response, Err(refusal)));
            return;
        }
        if self.recommending.len() >= limits::RECOMMEND_IN_FLIGHT_MAX {
            let refusal = Refusal::new(RefusalCode::TooManyInFlight, "several of these wait for an answer; ask again");
            self.send(&frame(response, Err(refusal)));
            return;
        }
        let (board, audience) = (self.board.clone(), self.audience);
        self.recommending.push(Box::pin(async move {
            let found = board.recommend(&response).await;
            encode(audience, &frame(response, found))
        }));
    }

    /// A position outside the world, an old one, or one of somebody without a car, is let go: nobody waits for an answer.
    fn position(&self, lat: f64, lon: f64, accuracy_m: Option<f32>, at: i64) {
        let Viewer::Crew(car) = &self.viewer else { return };
        let now = clock::now_ms();
        let position = CarPosition { car: car.clone(), point: Point { lat, lon }, accuracy_m, at: at.min(now) };
        if let Ok(position) = positions::checked(position, now) {
            self.board.presences.report_position(position);
        }
    }
}
