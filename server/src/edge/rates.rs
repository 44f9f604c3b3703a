//! How often somebody may ask: by address before anything is looked at, by account once it is known.

use std::{hash::Hash, num::NonZeroU32, time::Duration};

use alongside_protocol::{Refusal, RefusalCode, UserId, limits::BURST_S, vocabulary::Role};
use governor::{
    DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use tokio_util::sync::CancellationToken;

use super::address::Address;
use crate::{access::Identity, clock, config::Limits, limited};

/// How often those who were quiet are forgotten, s.
const FORGET_EVERY_S: u64 = 60;
/// Addresses told apart at once, some 100 bytes each. Further ones share one allowance until the next forgetting.
const ADDRESSES_MAX: usize = 100_000;

pub struct Rates {
    addresses: Rate<Address>,
    users: Rate<UserId>,
    machines: Rate<UserId>,
    sign_ins: Rate<Address>,
    acts: Rate<UserId>,
    opens: Rate<UserId>,
    frames_per_socket: Quota,
}

struct Rate<K: Clone + Eq + Hash> {
    name: &'static str,
    limiter: DefaultKeyedRateLimiter<K>,
}

impl<K: Clone + Eq + Hash> Rate<K> {
    fn new(name: &'static str, quota: Quota) -> Self {
        Self { name, limiter: RateLimiter::keyed(quota) }
    }

    fn check(&self, key: &K) -> Result<(), Refusal> {
        self.limiter.check_key(key).map_err(|too_soon| {
            limited::hit(self.name);
            too_fast(too_soon.wait_time_from(DefaultClock::default().now()))
        })
    }

    fn forget_the_quiet(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }
}

/// So much a second over a while, and some seconds' worth at once.
fn by_second(rate: NonZeroU32) -> Quota {
    Quota::per_second(rate).allow_burst(rate.saturating_mul(NonZeroU32::MIN.saturating_add(BURST_S - 1)))
}

fn too_fast(wait: Duration) -> Refusal {
    let seconds = wait.as_millis().div_ceil(1_000).max(1);
    let mut refusal = Refusal::new(
        RefusalCode::RateLimited,
        format!("that was too much in a short time; nothing was done; try again in {seconds} s"),
    );
    refusal.when = Some(clock::now_ms() + wait.as_millis() as i64);
    refusal
}

impl Rates {
    pub fn new(limits: &Limits) -> Self {
        Self {
            addresses: Rate::new("requests_per_address", by_second(limits.requests_per_address_s)),
            users: Rate::new("requests_per_user", by_second(limits.requests_per_user_s)),
            machines: Rate::new("requests_per_machine", by_second(limits.requests_per_machine_s)),
            sign_ins: Rate::new("sign_ins_per_address", Quota::per_minute(limits.sign_ins_per_address_min)),
            acts: Rate::new("acts_per_user", by_second(limits.acts_per_user_s)),
            opens: Rate::new("opens_per_user", Quota::per_minute(limits.opens_per_user_min)),
            frames_per_socket: by_second(limits.frames_per_socket_s),
        }
    }

    /// Any request.
    pub fn request_from(&self, address: Address) -> Result<(), Refusal> {
        Self::by_address(&self.addresses, address)
    }

    /// A request that has a password checked, which costs this server more than the one who asks.
    pub fn sign_in_from(&self, address: Address) -> Result<(), Refusal> {
        Self::by_address(&self.sign_ins, address)
    }

    fn by_address(rate: &Rate<Address>, address: Address) -> Result<(), Refusal> {
        let key = if rate.limiter.len() < ADDRESSES_MAX { address } else { Address::ANYBODY };
        rate.check(&key)
    }

    /// A request of somebody who is signed in.
    pub fn request_of(&self, identity: &Identity) -> Result<(), Refusal> {
        let is_machine = identity.is_machine() || identity.has(Role::Feed) || identity.has(Role::Tracker);
        (if is_machine { &self.machines } else { &self.users }).check(&identity.user)
    }

    /// A command, or a question that is thought about.
    pub fn act_of(&self, user: &UserId) -> Result<(), Refusal> {
        self.acts.check(user)
    }

    /// A file that is opened.
    pub fn open_of(&self, user: &UserId) -> Result<(), Refusal> {
        self.opens.check(user)
    }

    /// One for each socket.
    pub fn frames(&self) -> DefaultDirectRateLimiter {
        RateLimiter::direct(self.frames_per_socket)
    }

    /// Runs until told to stop, so that memory follows those who ask and not those who once did.
    pub async fn forget_the_quiet(&self, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(FORGET_EVERY_S)) => {}
                () = stop.cancelled() => return,
            }
            self.addresses.forget_the_quiet();
            self.sign_ins.forget_the_quiet();
            for rate in [&self.users, &self.machines, &self.acts, &self.opens] {
                rate.forget_the_quiet();
            }
        }
    }
}
