//! Every limit on the wire, by name (I9). The reaction to each stands beside it.

/// Largest frame a client may send, bytes. Larger: the socket closes with `frame_too_large`.
pub const CLIENT_FRAME_BYTES_MAX: usize = 64 * 1024;
/// Largest body of one feed request, bytes. Larger: 413.
pub const FEED_BODY_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Items in one feed request. More: 413, none taken.
pub const FEED_ITEMS_MAX: usize = 2_000;
/// Largest body of any other request, bytes. Larger: 413.
pub const BODY_BYTES_MAX: usize = 64 * 1024;
/// Depth of JSON in a feed item. Deeper: the item is quarantined.
pub const JSON_DEPTH_MAX: usize = 32;
/// Characters in a remark, note or reason. Longer: refused, or quarantined when it came by feed.
pub const TEXT_CHARS_MAX: usize = 8_000;
/// Characters in a name, number, place or code. Longer: as above.
pub const FIELD_CHARS_MAX: usize = 200;
/// Commands a socket may have unanswered. More: `too_many_in_flight`, nothing done.
pub const IN_FLIGHT_MAX: usize = 32;
/// Files a socket may hold open. More: the oldest is closed.
pub const OPEN_FILES_MAX: usize = 8;
/// The server's heartbeat, ms. Also carries the health of feed and live state.
pub const BEAT_EVERY_MS: u64 = 3_000;
/// Silence after which a screen must call itself stale, ms (SPEC rule 20).
pub const STALE_AFTER_MS: u64 = 10_000;
/// Silence after which the server lets a client go, ms: close `heartbeat_lost`.
pub const CLIENT_SILENT_MS_MAX: u64 = 30_000;
/// Deltas kept per audience for a screen that comes back. Older: it gets a snapshot.
pub const RESUME_DELTAS_MAX: usize = 4_096;
/// Bytes of deltas a screen may be behind. More: close `slow_consumer`.
pub const OUTBOX_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Open sockets of one account. More: the upgrade is refused with 429.
pub const SOCKETS_PER_USER_MAX: usize = 16;
/// Open sockets of one address: a control room behind one is some hundred people. More: the upgrade is refused with 429.
pub const SOCKETS_PER_ADDRESS_MAX: usize = 2_000;
/// Open sockets of one node. More: the upgrade is refused with 429.
pub const SOCKETS_MAX: usize = 10_000;
/// HTTP connections of one address that are not sockets; a trusted proxy has no such limit. More: answered 429, closed.
pub const CONNECTIONS_PER_ADDRESS_MAX: usize = 1_000;
/// HTTP connections of one node that are not sockets. More: answered 429, closed.
pub const CONNECTIONS_MAX: usize = 10_000;
/// Requests of one address in a second, over a while. More: 429 `rate_limited`.
pub const REQUESTS_PER_ADDRESS_S: u32 = 500;
/// Requests of one account in a second, over a while. More: 429 `rate_limited`.
pub const REQUESTS_PER_USER_S: u32 = 20;
/// Requests of one machine (feed, tracker) in a second, over a while. More: 429 `rate_limited`.
pub const REQUESTS_PER_MACHINE_S: u32 = 300;
/// Tries to sign in from one address in a minute: a whole shift behind one address signs in within it. More: 429
/// `rate_limited`.
pub const SIGN_INS_PER_ADDRESS_MIN: u32 = 300;
/// Commands and questions of one account over its sockets in a second, over a while. More: refused `rate_limited`.
pub const ACTS_PER_USER_S: u32 = 20;
/// Files that one account opens in a minute: nobody reads five in a second. More: the file stays shut, `rate_limited`.
pub const OPENS_PER_USER_MIN: u32 = 300;
/// Messages of one socket in a second, over a while, pings included. More: close `too_many_frames`.
pub const FRAMES_PER_SOCKET_S: u32 = 50;
/// How many seconds' worth of a rate may come at once, s: pages load in bursts, and a tablet sends what waited.
pub const BURST_S: u32 = 10;
/// Longest that a request's head may take, and that a connection may wait for its next one, ms. Longer: closed.
pub const HEAD_MS_MAX: u64 = 20_000;
/// Largest head of a request, bytes. Larger: 431, closed.
pub const HEAD_BYTES_MAX: usize = 32 * 1024;
/// Header fields of one request. More: 431, closed.
pub const HEADERS_MAX: usize = 100;
/// Longest that a request's body may take, ms. Longer: 408 `body_too_slow`.
pub const BODY_MS_MAX: u64 = 10_000;
/// Longest that a request may take as a whole, ms. Longer: 503 `overloaded`.
pub const REQUEST_MS_MAX: u64 = 15_000;
/// Least time between two positions of one car, ms. Sooner: the later one replaces, none is an error.
pub const POSITION_EVERY_MS: u64 = 1_000;
/// Age at which a car's position is shown faded, ms.
pub const POSITION_FADED_MS: i64 = 120_000;
/// Positions in one request of a vehicle location system. More: 413, none taken.
pub const POSITIONS_PER_REQUEST_MAX: usize = 1_000;
/// Oldest position that is still taken, ms. Older: that item is refused.
pub const POSITION_AGE_MS_MAX: i64 = 15 * 60_000;
/// Jobs of one applied plan. More: refused.
pub const PLAN_JOBS_MAX: usize = 200;
/// Cars of one scheme. More: a fault of its file.
pub const CARS_MAX: usize = 200;
/// Characters of a language that a crew member speaks, or that is needed: its English name, and no sentence. Longer:
/// refused.
pub const LANGUAGE_CHARS_MAX: usize = 40;
/// Languages, and kinds of training, of one crew member, and kinds of training asked for. More: refused.
pub const SKILLS_MAX: usize = 12;
/// Questions for the best car that one socket may have unanswered. More: answered `too_many_in_flight`.
pub const RECOMMEND_IN_FLIGHT_MAX: usize = 4;
/// Commands waiting for one board on one node. More: refused `overloaded`, come back.
pub const MAILBOX_MAX: usize = 4_096;
/// Commands written to the journal in one transaction.
pub const BATCH_COMMANDS_MAX: usize = 256;
/// Times a batch is decided again after losing the race for its place in the sequence.
pub const CONFLICT_RETRIES_MAX: u32 = 16;
/// Support responses on one incident. More: refused.
pub const RESPONSES_PER_INCIDENT_MAX: u32 = 12;
/// Jobs reserved for one car behind its active one. More: refused.
pub const CAR_QUEUE_MAX: usize = 8;
/// Steps of one safety plan. More: refused.
pub const SAFETY_STEPS_MAX: usize = 24;
/// Children whom one record of welfare may speak of. More: refused, as a slip of the finger.
pub const CHILDREN_MAX: u8 = 20;
/// Windows of one safe-contact record. More: refused.
pub const SAFE_WINDOWS_MAX: usize = 14;
/// Further numbers of one safe-contact record. More: refused.
pub const OTHER_NUMBERS_MAX: usize = 6;
/// Records of one kind on one response: attempts, assessments, plans, welfare, consents, referrals. More: refused.
pub const RECORDS_PER_RESPONSE_MAX: usize = 500;
/// Entries of one response's timeline at which no note, hazard or shelf is added any more: refused. What is about
/// danger, contact and its end is never refused for it.
pub const ENTRIES_PER_RESPONSE_MAX: usize = 5_000;
/// Earlier incidents proposed as repeats of one, newest first. More are counted and not listed.
pub const REPEATS_SHOWN_MAX: usize = 20;
/// Longest that an alarm may be shelved, ms. Longer: refused.
pub const SHELVE_MS_MAX: i64 = 3_600_000;
/// Furthest a client's clock may run ahead of the server's before its time of doing is set to arrival, ms.
pub const CLIENT_AHEAD_MS_MAX: i64 = 120_000;
/// How far before its beginning an act may say that it was done and is set to that beginning, ms. Further: to arrival.
pub const CLIENT_BEHIND_MS_MAX: i64 = 120_000;

/// Name and value of each limit that the dashboard needs, for the generated TypeScript.
pub const FOR_SCREENS: &[(&str, i64)] = &[
    ("TEXT_CHARS_MAX", TEXT_CHARS_MAX as i64),
    ("FIELD_CHARS_MAX", FIELD_CHARS_MAX as i64),
    ("BEAT_EVERY_MS", BEAT_EVERY_MS as i64),
    ("STALE_AFTER_MS", STALE_AFTER_MS as i64),
    ("IN_FLIGHT_MAX", IN_FLIGHT_MAX as i64),
    ("OPEN_FILES_MAX", OPEN_FILES_MAX as i64),
    ("POSITION_EVERY_MS", POSITION_EVERY_MS as i64),
    ("POSITION_FADED_MS", POSITION_FADED_MS),
    ("PLAN_JOBS_MAX", PLAN_JOBS_MAX as i64),
    ("LANGUAGE_CHARS_MAX", LANGUAGE_CHARS_MAX as i64),
    ("SKILLS_MAX", SKILLS_MAX as i64),
    ("CAR_QUEUE_MAX", CAR_QUEUE_MAX as i64),
    ("SAFETY_STEPS_MAX", SAFETY_STEPS_MAX as i64),
    ("CHILDREN_MAX", CHILDREN_MAX as i64),
    ("SAFE_WINDOWS_MAX", SAFE_WINDOWS_MAX as i64),
    ("OTHER_NUMBERS_MAX", OTHER_NUMBERS_MAX as i64),
    ("SHELVE_MS_MAX", SHELVE_MS_MAX),
];
