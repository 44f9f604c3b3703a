//! What is only ever the latest: beats with health, figures, car positions, who is here; and the claims of
//! people who are not.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, Mutex},
    time::Duration,
};

use alongside_core::{Actor, Context, Input, figures};
use alongside_protocol::{
    CarId, IncidentNumber, Millis, ServerFrame, UserId, limits,
    view::{CarEta, CarPosition, Figures, PresentUser},
    vocabulary::Audience,
};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::BoardHandle;
use crate::{
    clock,
    hub::Latest,
    live::{Live, POSITION_KEPT_MS},
    views::Viewer,
};

/// The pulse itself, ms. Everything slower is a multiple of it.
const PULSE_MS: u64 = 1_000;
const PRESENCE_EVERY: u64 = 3;
const BEAT_EVERY: u64 = limits::BEAT_EVERY_MS / PULSE_MS;
/// Figures hold times that pass by themselves, so they go out at least this often, in pulses.
const FIGURES_AT_LEAST_EVERY: u64 = 15;

/// Connections of this node, by connection.
#[derive(Debug)]
pub struct Presences {
    inner: Mutex<PresencesInner>,
}

#[derive(Debug)]
struct PresencesInner {
    next: u64,
    open: HashMap<u64, PresentUser>,
    /// When each person was last seen anywhere. Nobody counts as absent from before this node began.
    last_seen: HashMap<UserId, Millis>,
    since: Millis,
    positions: HashMap<CarId, CarPosition>,
    changed: bool,
}

impl Presences {
    pub fn new(now: Millis) -> Self {
        Self {
            inner: Mutex::new(PresencesInner {
                next: 0,
                open: HashMap::new(),
                last_seen: HashMap::new(),
                since: now,
                positions: HashMap::new(),
                changed: false,
            }),
        }
    }

    fn with<T: Default>(&self, act: impl FnOnce(&mut PresencesInner) -> T) -> T {
        self.inner.lock().map(|mut inner| act(&mut inner)).unwrap_or_default()
    }

    /// A connection has come; the number names it until it [`leaves`](Self::leave).
    pub fn enter(&self, user: UserId, name: String, audience: Audience) -> u64 {
        self.with(|inner| {
            inner.next += 1;
            inner.open.insert(inner.next, PresentUser { user, name, audience, viewing: Vec::new() });
            inner.changed = true;
            inner.next
        })
    }

    pub fn viewing(&self, connection: u64, viewing: Vec<IncidentNumber>) {
        self.with(|inner| {
            if let Some(user) = inner.open.get_mut(&connection) {
                user.viewing = viewing;
                inner.changed = true;
            }
        });
    }

    pub fn leave(&self, connection: u64, now: Millis) {
        self.with(|inner| {
            if let Some(user) = inner.open.remove(&connection) {
                inner.last_seen.insert(user.user, now);
                inner.changed = true;
            }
        });
    }

    /// How many sockets this account holds open here.
    pub fn sockets_of(&self, user: &UserId) -> usize {
        self.with(|inner| inner.open.values().filter(|open| &open.user == user).count())
    }

    /// A car's newest position, to go out with the next pulse. An older one than is known is let go.
    pub fn report_position(&self, position: CarPosition) {
        self.with(|inner| {
            let newer = inner.positions.get(&position.car).is_none_or(|known| known.at <= position.at);
            if newer {
                inner.positions.insert(position.car.clone(), position);
            }
        });
    }
}

pub struct Pulse {
    pub handle: BoardHandle,
    pub live: Arc<dyn Live>,
    pub node: String,
    pub stop: CancellationToken,
}

/// What went out last, so that only news goes out again.
#[derive(Default)]
struct Sent {
    figures: Option<(u64, Figures)>,
    positions: Vec<CarPosition>,
    etas: Arc<Vec<CarEta>>,
    presence: Vec<PresentUser>,
}

pub async fn run(pulse: Pulse) {
    let mut every = interval(Duration::from_millis(PULSE_MS));
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut sent = Sent::default();
    let mut count: u64 = 0;
    loop {
        tokio::select! {
            _ = every.tick() => {}
            () = pulse.stop.cancelled() => return,
        }
        let now = clock::now_ms();
        pulse.figures(&mut sent, count, now);
        pulse.positions(&mut sent, now).await;
        if count.is_multiple_of(PRESENCE_EVERY)
            || pulse.handle.presences.with(|inner| std::mem::take(&mut inner.changed))
        {
            pulse.presence(&mut sent, now).await;
        }
        if count.is_multiple_of(BEAT_EVERY) {
            let frame = ServerFrame::Beat { at: now, health: pulse.handle.health() };
            for viewer in pulse.handle.hub.viewers() {
                pulse.handle.hub.latest(&viewer, Latest::Beat, &frame);
            }
        }
        count += 1;
    }
}

impl Pulse {
    fn figures(&self, sent: &mut Sent, count: u64, now: Millis) {
        let picture = self.handle.hub.picture();
        let seq = picture.seq;
        let due =
            sent.figures.as_ref().is_none_or(|(at, _)| *at != seq) || count.is_multiple_of(FIGURES_AT_LEAST_EVERY);
        if !due {
            return;
        }
        let figures = figures::figures(&picture, &self.handle.scheme, now);
        sent.figures = Some((seq, figures.clone()));
        let frame = ServerFrame::Figures { figures };
        for viewer in [Viewer::Control, Viewer::Inspector] {
            self.handle.hub.latest(&viewer, Latest::Figures, &frame);
        }
    }

    async fn positions(&self, sent: &mut Sent, now: Millis) {
        let board = self.handle.id();
        let picture = self.handle.hub.picture();
        // Where a car is whose crew has gone home is nobody's business.
        let reported: Vec<CarPosition> = self
            .handle
            .presences
            .with(|inner| std::mem::take(&mut inner.positions))
            .into_values()
            .filter(|position| picture.car(&position.car).shift.is_some())
            .collect();
        if !reported.is_empty()
            && let Err(error) = self.live.put_positions(board, &reported, now).await
        {
            tracing::debug!(%board, %error, "positions were not shared; they go with the next ones");
            for position in &reported {
                self.handle.presences.report_position(position.clone());
            }
        }
        let positions = match self.live.positions(board, now).await {
            Ok(positions) => positions,
            // Live state away: what this node heard itself, on top of what it knew, is better than nothing.
            Err(_) => self.heard_here(reported, now),
        };
        let etas = self.handle.etas.load_full();
        if positions == sent.positions && etas == sent.etas {
            return;
        }
        let known = positions.iter().map(|position| (position.car.clone(), position.clone())).collect();
        self.handle.positions.store(Arc::new(known));
        let frame = ServerFrame::Positions { positions: positions.clone(), etas: etas.to_vec() };
        self.handle.hub.latest(&Viewer::Control, Latest::Positions, &frame);
        (sent.positions, sent.etas) = (positions, etas);
    }

    fn heard_here(&self, reported: Vec<CarPosition>, now: Millis) -> Vec<CarPosition> {
        let mut known: BTreeMap<CarId, CarPosition> =
            self.handle.positions.load().iter().map(|(car, position)| (car.clone(), position.clone())).collect();
        for position in reported {
            let newer = known.get(&position.car).is_none_or(|known| known.at <= position.at);
            if newer {
                known.insert(position.car.clone(), position);
            }
        }
        known.into_values().filter(|position| now - position.at < POSITION_KEPT_MS).collect()
    }

    async fn presence(&self, sent: &mut Sent, now: Millis) {
        let board = self.handle.id();
        let here: Vec<PresentUser> = self.handle.presences.with(|inner| inner.open.values().cloned().collect());
        let everybody = match self.live.put_presence(board, &self.node, &here, now).await {
            Ok(()) => self.live.presence(board, now).await.ok(),
            Err(_) => None,
        };
        // Not knowing who is on the other nodes, nobody is called absent.
        if let Some(everybody) = &everybody {
            self.lapse(everybody, now).await;
        }
        let shown = everybody.unwrap_or(here);
        if shown != sent.presence {
            let frame = ServerFrame::Presence { users: shown.clone() };
            self.handle.hub.latest(&Viewer::Control, Latest::Presence, &frame);
            sent.presence = shown;
        }
    }

    /// Claims of people who have been connected nowhere for the lease go back.
    async fn lapse(&self, everybody: &[PresentUser], now: Millis) {
        let picture = self.handle.hub.picture();
        let lease = self.handle.scheme.clocks.claim_lease_ms;
        let holders: HashSet<UserId> = picture
            .incidents
            .values()
            .flat_map(|incident| &incident.responses)
            .filter_map(|response| response.claim.as_ref().map(|claim| claim.user.clone()))
            .collect();
        let absent: Vec<UserId> = self.handle.presences.with(|inner| {
            for user in everybody {
                inner.last_seen.insert(user.user.clone(), now);
            }
            holders
                .into_iter()
                .filter(|holder| {
                    now - inner.last_seen.get(holder).copied().unwrap_or(inner.since).max(inner.since) >= lease
                })
                .collect()
        });
        if absent.is_empty() {
            return;
        }
        let context = Context::machine(Actor::System, now);
        let lapses = alongside_core::decide(
            &picture,
            &self.handle.scheme,
            &Input::LapseClaims { absent: absent.clone() },
            &context,
        );
        if lapses.is_ok_and(|events| !events.is_empty()) {
            self.handle.submit(Uuid::now_v7(), Input::LapseClaims { absent }, context).await;
        }
    }
}
