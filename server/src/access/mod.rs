//! Who somebody is: accounts, passwords, sessions, tokens.
//!
//! What they may do stands in the core's policy and in `views`. It must not know boards' innards.

pub mod accounts;
pub mod password;
pub mod policy;
pub mod sessions;
pub mod token;

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
    /// None for a machine's token, which belongs to no session.
    pub session: Option<String>,
    /// When that session ends however often it is refreshed, ms since 1970.
    pub session_expires_at: Option<Millis>,
}

impl Identity {
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
        if self.has(Role::Crew) && self.car.is_some() {
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
