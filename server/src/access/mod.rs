//! Who somebody is: accounts, passwords, sessions, tokens.
//!
//! What they may do stands in the core's policy and in `views`. It must not know boards' innards.

pub mod accounts;
pub mod breached;
pub mod device;
pub mod keys;
pub mod notice;
pub mod oidc;
pub mod password;
pub mod people;
pub mod policy;
pub mod second_factor;
pub mod service_tokens;
pub mod sessions;
pub mod token;
pub mod tries;

use alongside_core::Person;
use alongside_protocol::{BoardId, CarId, Millis, UserId, vocabulary::Audience, vocabulary::Role};

/// Somebody who has shown who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub user: UserId,
    pub name: String,
    pub roles: Vec<Role>,
    pub boards: Vec<BoardId>,
    pub car: Option<CarId>,
    /// The sign-in, or the machine's token, that ends this when it ends.
    pub session: Option<String>,
    /// When that session ends however often it is refreshed, ms since 1970.
    pub session_expires_at: Option<Millis>,
    /// A second factor is required and there is none yet: nothing but setting one up is open.
    pub must_enrol: bool,
}

/// Begins the ids of machines.
pub const MACHINE_PREFIX: &str = "machine:";

impl Identity {
    /// Whether a machine's token stands behind it, and no person.
    pub fn is_machine(&self) -> bool {
        self.user.0.starts_with(MACHINE_PREFIX)
    }

    /// Whether it is a tablet in a car that signs in with it: Android ends a browser at will, and what the crew wrote without
    /// signal comes home by this sign-in alone.
    pub fn is_crew_of_a_car(&self) -> bool {
        self.has(Role::Crew) && self.car.is_some()
    }

    pub fn may_see(&self, board: &BoardId) -> bool {
        self.boards.contains(board)
    }

    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The audiences that these roles may listen as, the most used first.
    pub fn audiences(&self) -> Vec<Audience> {
        let mut audiences = Vec::new();
        if self.has(Role::SupportWorker) || self.has(Role::ControlRoom) {
            audiences.push(Audience::Control);
        }
        if self.is_crew_of_a_car() {
            audiences.push(Audience::Crew);
        }
        if self.has(Role::Inspector) || self.has(Role::Coordinator) {
            audiences.push(Audience::Inspector);
        }
        audiences
    }

    pub fn person(&self) -> Person {
        Person { user: self.user.clone(), name: self.name.clone(), roles: self.roles.clone(), car: self.car.clone() }
    }
}
