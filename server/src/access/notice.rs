//! What happened at the door, for the record: who came in, who was turned away, whose account changed.
//!
//! Ids alone: no name that somebody typed, no address, no password, no code.

use std::{fmt, sync::Arc};

use alongside_protocol::{BoardId, UserId};

use super::Identity;

/// How somebody showed who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Password,
    /// Through the force's identity provider.
    Oidc,
}

impl Way {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Oidc => "oidc",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Password, Self::Oidc].into_iter().find(|way| way.as_str() == text)
    }
}

/// Why a sign-in was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    Password,
    Code,
    Disabled,
    /// The identity provider's answer did not hold.
    Provider,
    /// None of the person's groups is good for a board.
    NoBoard,
    /// A refresh token that had been used came again.
    Copied,
}

impl Refused {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Code => "code",
            Self::Disabled => "disabled",
            Self::Provider => "provider",
            Self::NoBoard => "no_board",
            Self::Copied => "copied",
        }
    }
}

/// What of an account was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Made,
    Particulars,
    Password,
    SecondFactorOn,
    SecondFactorOff,
    RecoveryCodeUsed,
    Disabled,
    Opened,
    Unlocked,
}

impl Change {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Particulars => "particulars",
            Self::Password => "password",
            Self::SecondFactorOn => "second_factor_on",
            Self::SecondFactorOff => "second_factor_off",
            Self::RecoveryCodeUsed => "recovery_code_used",
            Self::Disabled => "disabled",
            Self::Opened => "opened",
            Self::Unlocked => "unlocked",
        }
    }
}

/// Why sign-ins ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    ByThemselves,
    ByOffice,
    ByProvider,
    /// Rights changed, or were taken back.
    ByChange,
}

impl Ended {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ByThemselves => "themselves",
            Self::ByOffice => "office",
            Self::ByProvider => "provider",
            Self::ByChange => "change",
        }
    }
}

/// Whom a notice is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whose {
    pub user: UserId,
    /// As colleagues know them. For the record alone, never for the log.
    pub name: String,
    /// On whose records it stands.
    pub boards: Vec<BoardId>,
}

impl Whose {
    pub fn of(identity: &Identity) -> Self {
        let Identity { user, name, boards, .. } = identity;
        Self { user: user.clone(), name: name.clone(), boards: boards.clone() }
    }
}

/// One thing to be put on record. `by` is who did it, where a person who was signed in did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessNotice {
    SignedIn {
        whose: Whose,
        session: String,
        way: Way,
    },
    /// `whose` is none where no account has that name, or it is not known which.
    Refused {
        whose: Option<Whose>,
        why: Refused,
    },
    Locked {
        whose: Option<Whose>,
    },
    /// `session` is none where all of them ended.
    SignedOut {
        whose: Whose,
        session: Option<String>,
        why: Ended,
        by: Option<UserId>,
    },
    AccountChanged {
        whose: Whose,
        what: Change,
        by: Option<UserId>,
    },
    TokenIssued {
        token: String,
        name: String,
        board: BoardId,
    },
    TokenRevoked {
        token: String,
        name: String,
        board: BoardId,
    },
}

/// Puts notices on record. It must not wait: somebody is at the door.
pub trait Record: Send + Sync {
    fn put(&self, notice: &AccessNotice);
}

/// Takes notices: to the log always, by ids alone, and on record where there is one.
#[derive(Clone, Default)]
pub struct Notices {
    record: Option<Arc<dyn Record>>,
}

impl fmt::Debug for Notices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.record.is_some() { "Notices(on record)" } else { "Notices(log)" })
    }
}

impl Notices {
    pub fn on(record: Arc<dyn Record>) -> Self {
        Self { record: Some(record) }
    }

    pub fn tell(&self, notice: &AccessNotice) {
        if let Some(record) = &self.record {
            record.put(notice);
        }
        match notice {
            AccessNotice::SignedIn { whose, session, way } => {
                tracing::info!(user = %whose.user, session, way = way.as_str(), "signed in");
            }
            AccessNotice::Refused { whose, why } => {
                tracing::info!(
                    user = shown(whose.as_ref().map(|whose| &whose.user)),
                    why = why.as_str(),
                    "sign-in refused"
                );
            }
            AccessNotice::Locked { whose } => {
                let user = shown(whose.as_ref().map(|whose| &whose.user));
                tracing::warn!(user, "locked after too many failed tries");
            }
            AccessNotice::SignedOut { whose, session, why, by } => {
                let session = session.as_deref().unwrap_or("all");
                tracing::info!(user = %whose.user, session, why = why.as_str(), by = shown(by.as_ref()), "signed out");
            }
            AccessNotice::AccountChanged { whose, what, by } => {
                tracing::info!(user = %whose.user, what = what.as_str(), by = shown(by.as_ref()), "account changed");
            }
            AccessNotice::TokenIssued { token, board, .. } => tracing::info!(token, %board, "machine token issued"),
            AccessNotice::TokenRevoked { token, board, .. } => tracing::info!(token, %board, "machine token revoked"),
        }
    }
}

fn shown(user: Option<&UserId>) -> &str {
    user.map_or("-", |user| user.0.as_str())
}
