//! Who may do what, in one place: every address by role, every frame and document by audience. What is not in these
//! tables is refused.
//!
//! Three further rules stand on top, each in one function: a person's boards (`edge::guard::board_of`), who may give
//! which command (`alongside_core::policy`) with its own-job rules in `decide`, and whose file may be opened
//! (`views::may_open`). `docs/security/access.md` is written from all of them.

use alongside_protocol::{
    ServerFrame,
    view::DocKind,
    vocabulary::{
        Audience,
        Role::{self, ControlRoom, Coordinator, DataProtection, Feed, Inspector, SupportWorker, Tracker},
    },
};
use axum::http::Method;

/// Who may ask at an address at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Nobody has to be signed in: nothing personal is behind it, or what is sent is itself the proof.
    Anybody,
    /// A person who is signed in, also one who has yet to set up a second factor. No machine.
    Person,
    /// Whoever is signed in, machines included.
    SignedIn,
    /// One of these roles, on whatever board is named.
    Roles(&'static [Role]),
}

/// Of what an address may speak to whoever passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Of nothing that belongs to a board or a person.
    Public,
    /// Of the person's own sign-ins and password.
    Own,
    /// Of the person's own boards; another one does not exist: 404, counted and logged.
    OwnBoards,
}

/// One address.
#[derive(Clone, Debug)]
pub struct Rule {
    pub method: Method,
    /// As the router has it.
    pub path: &'static str,
    pub who: Who,
    pub scope: Scope,
}

const fn rule(method: Method, path: &'static str, who: Who, scope: Scope) -> Rule {
    Rule { method, path, who, scope }
}

/// Whoever works with the whole board. A crew sees its own jobs alone.
const WHOLE_BOARD: Who = Who::Roles(&[SupportWorker, ControlRoom, Inspector, Coordinator]);
const OFFICE: Who = Who::Roles(&[Coordinator]);
const DATA_PROTECTION: Who = Who::Roles(&[DataProtection]);

/// Every address of this server.
pub static ROUTES: &[Rule] = &[
    // The app itself, and what watches over the process.
    rule(Method::GET, "/", Who::Anybody, Scope::Public),
    rule(Method::GET, "/board", Who::Anybody, Scope::Public),
    rule(Method::GET, "/car", Who::Anybody, Scope::Public),
    rule(Method::GET, "/demand", Who::Anybody, Scope::Public),
    rule(Method::GET, "/demand/earlier", Who::Anybody, Scope::Public),
    rule(Method::GET, "/demand/forecast", Who::Anybody, Scope::Public),
    rule(Method::GET, "/demand/cover", Who::Anybody, Scope::Public),
    rule(Method::GET, "/demand/figures", Who::Anybody, Scope::Public),
    rule(Method::GET, "/office", Who::Anybody, Scope::Public),
    rule(Method::GET, "/office/referrals", Who::Anybody, Scope::Public),
    rule(Method::GET, "/office/people", Who::Anybody, Scope::Public),
    rule(Method::GET, "/office/ledger", Who::Anybody, Scope::Public),
    rule(Method::GET, "/office/retention", Who::Anybody, Scope::Public),
    rule(Method::GET, "/assets/{*file}", Who::Anybody, Scope::Public),
    rule(Method::GET, "/map/tiles.pmtiles", Who::Anybody, Scope::Public),
    rule(Method::GET, "/livez", Who::Anybody, Scope::Public),
    rule(Method::GET, "/readyz", Who::Anybody, Scope::Public),
    rule(Method::GET, "/metrics", Who::Anybody, Scope::Public),
    rule(Method::GET, "/openapi.json", Who::Anybody, Scope::Public),
    rule(Method::GET, "/feed/v1/schema.json", Who::Anybody, Scope::Public),
    // Signing in and out: the password, the code, the cookie or the token that is sent is the proof.
    rule(Method::GET, "/api/v1/sign-in", Who::Anybody, Scope::Public),
    rule(Method::GET, "/api/v1/sign-in/oidc", Who::Anybody, Scope::Public),
    rule(Method::GET, "/api/v1/sign-in/oidc/callback", Who::Anybody, Scope::Own),
    rule(Method::POST, "/api/v1/sign-in/oidc/logout", Who::Anybody, Scope::Own),
    rule(Method::POST, "/api/v1/session", Who::Anybody, Scope::Own),
    rule(Method::POST, "/api/v1/session/refresh", Who::Anybody, Scope::Own),
    rule(Method::POST, "/api/v1/token", Who::Anybody, Scope::Own),
    rule(Method::GET, "/api/v1/session", Who::Person, Scope::Own),
    rule(Method::DELETE, "/api/v1/session", Who::Person, Scope::Own),
    rule(Method::GET, "/api/v1/second-factor", Who::Person, Scope::Own),
    rule(Method::POST, "/api/v1/second-factor", Who::Person, Scope::Own),
    rule(Method::PUT, "/api/v1/second-factor", Who::Person, Scope::Own),
    rule(Method::DELETE, "/api/v1/second-factor", Who::Person, Scope::Own),
    rule(Method::PUT, "/api/v1/password", Who::Person, Scope::Own),
    rule(Method::GET, "/api/v1/sessions", Who::Person, Scope::Own),
    rule(Method::DELETE, "/api/v1/sessions/{session}", Who::Person, Scope::Own),
    // The board. What a socket may then hear and ask is below.
    rule(Method::GET, "/ws", Who::SignedIn, Scope::OwnBoards),
    rule(Method::GET, "/api/v1/figures", WHOLE_BOARD, Scope::OwnBoards),
    rule(Method::GET, "/api/v1/demand/earlier", WHOLE_BOARD, Scope::OwnBoards),
    rule(Method::GET, "/api/v1/demand/today", WHOLE_BOARD, Scope::OwnBoards),
    rule(Method::GET, "/api/v1/demand/forecast", WHOLE_BOARD, Scope::OwnBoards),
    rule(Method::POST, "/api/v1/demand/cover", WHOLE_BOARD, Scope::OwnBoards),
    rule(Method::GET, "/api/v1/boards/{board}/beats", WHOLE_BOARD, Scope::OwnBoards),
    // Machines.
    rule(Method::POST, "/feed/v1/events", Who::Roles(&[Feed]), Scope::OwnBoards),
    rule(Method::POST, "/feed/v1/positions", Who::Roles(&[Tracker]), Scope::OwnBoards),
    // The office.
    rule(Method::POST, "/api/v1/referrals/list", OFFICE, Scope::OwnBoards),
    rule(Method::POST, "/api/v1/referrals/answer", OFFICE, Scope::OwnBoards),
    rule(Method::GET, "/api/v1/people", OFFICE, Scope::OwnBoards),
    rule(Method::POST, "/api/v1/people/sign-out", OFFICE, Scope::OwnBoards),
    rule(Method::POST, "/api/v1/people/access", OFFICE, Scope::OwnBoards),
    rule(Method::POST, "/api/v1/people/unlock", OFFICE, Scope::OwnBoards),
    // Whoever answers for the data.
    rule(Method::POST, "/api/v1/ledger/search", DATA_PROTECTION, Scope::OwnBoards),
    rule(Method::POST, "/api/v1/ledger/export", DATA_PROTECTION, Scope::OwnBoards),
    rule(Method::POST, "/api/v1/retention/preview", DATA_PROTECTION, Scope::OwnBoards),
    rule(Method::POST, "/api/v1/retention/job", DATA_PROTECTION, Scope::OwnBoards),
    rule(Method::POST, "/api/v1/retention/erase", DATA_PROTECTION, Scope::OwnBoards),
    rule(Method::POST, "/api/v1/retention/hold", DATA_PROTECTION, Scope::OwnBoards),
    rule(Method::POST, "/api/v1/retention/lift", DATA_PROTECTION, Scope::OwnBoards),
    rule(Method::POST, "/api/v1/retention/find", DATA_PROTECTION, Scope::OwnBoards),
];

/// The rule of an address; HEAD is asked as GET.
pub fn of(method: &Method, path: &str) -> Option<&'static Rule> {
    let method = if method == Method::HEAD { &Method::GET } else { method };
    ROUTES.iter().find(|rule| rule.path == path && rule.method == *method)
}

use Audience::{Control, Crew, Inspector as Watch};

/// Who may be sent a frame. Everything that leaves by a socket is asked here.
#[allow(clippy::match_same_arms, reason = "a table: each line stands for itself")]
pub fn frame(frame: &ServerFrame) -> &'static [Audience] {
    match frame {
        ServerFrame::Welcome { .. }
        | ServerFrame::Snapshot { .. }
        | ServerFrame::Delta { .. }
        | ServerFrame::Accepted { .. }
        | ServerFrame::Refused { .. }
        | ServerFrame::FileClosed { .. }
        | ServerFrame::Beat { .. } => &[Control, Crew, Watch],
        // A crew its own jobs', and before it has acknowledged without people.
        ServerFrame::File { .. } => &[Control, Crew],
        ServerFrame::Figures { .. } => &[Control, Watch],
        ServerFrame::Positions { .. } | ServerFrame::Plan { .. } | ServerFrame::Presence { .. } => &[Control],
        // Answered to whoever asked, and to anybody but the control room with a refusal.
        ServerFrame::Recommendation { recommendation: Some(_), .. } => &[Control],
        ServerFrame::Recommendation { recommendation: None, .. } => &[Control, Crew, Watch],
    }
}

/// Who may be sent a document of this kind, in a snapshot or a delta.
pub fn document(kind: DocKind) -> &'static [Audience] {
    match kind {
        DocKind::Incident => &[Control],
        // Its own alone.
        DocKind::Job => &[Crew],
        // No person, and no place finer than a beat.
        DocKind::Brief => &[Watch],
        // A crew its own alone.
        DocKind::Car => &[Control, Crew, Watch],
    }
}

/// Whether a frame may go to an audience, with every document in it.
pub fn may_receive(audience: Audience, sent: &ServerFrame) -> bool {
    let documents = match sent {
        ServerFrame::Snapshot { docs, .. } => docs.as_slice(),
        ServerFrame::Delta { up, .. } => up.as_slice(),
        _ => &[],
    };
    frame(sent).contains(&audience) && documents.iter().all(|doc| document(doc.key().kind).contains(&audience))
}
