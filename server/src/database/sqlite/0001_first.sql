-- The journal: what happened, for ever. (board, seq) is the only arbiter between nodes (I2).
CREATE TABLE board (
    board text PRIMARY KEY,
    epoch text NOT NULL
);

CREATE TABLE event (
    board text NOT NULL REFERENCES board (board),
    seq integer NOT NULL,
    at_ms integer NOT NULL,
    kind text NOT NULL,
    incident text,
    author text NOT NULL,        -- an account's id, or "feed", or "system"
    body text NOT NULL,          -- JSON without any text about a person
    sealed blob,                 -- those texts, encrypted with the incident's data key (I10)
    mac blob NOT NULL,            -- the chain: over this row and the one before, under the board's own key
    PRIMARY KEY (board, seq)
);
CREATE INDEX event_by_incident ON event (board, incident, seq);
CREATE INDEX event_by_time ON event (board, at_ms, seq);
-- Facts of the force are most of the rows, and nobody looks for them by author.
CREATE INDEX event_by_author ON event (board, author, at_ms, seq) WHERE author NOT IN ('feed', 'system');

-- One row per accepted command or feed message: repeating it returns the same answer (I3).
CREATE TABLE receipt (
    board text NOT NULL,
    command_id text NOT NULL,
    seq integer NOT NULL,
    PRIMARY KEY (board, command_id)
);

-- One active deployment per car, one claim per response (I7).
CREATE TABLE hold (
    board text NOT NULL,
    kind text NOT NULL,
    held text NOT NULL,
    holder text NOT NULL,
    PRIMARY KEY (board, kind, held)
);

-- Data keys, wrapped by the master key. Destroying a row is what erasure is.
CREATE TABLE data_key (
    board text NOT NULL,
    incident text NOT NULL,
    wrapped blob NOT NULL,
    from_seq integer NOT NULL,       -- the first event that it seals: those before were sealed by a key that was destroyed
    PRIMARY KEY (board, incident)
);

-- How far a board's last erasure is, for every node to tell.
CREATE TABLE erasure_job (
    board text PRIMARY KEY,
    job text NOT NULL,
    state text NOT NULL,         -- running, done
    done integer NOT NULL,
    total integer NOT NULL,
    refused text NOT NULL,       -- JSON list of incident and why
    by_name text NOT NULL,
    began_ms integer NOT NULL,
    told_ms integer NOT NULL
);

-- Incidents by keyed digests of a person's name, an address, a telephone, so that a value that is sealed can still be
-- looked for by whoever has it. Goes with the incident's key.
CREATE TABLE trait_index (
    board text NOT NULL,
    digest text NOT NULL,
    incident text NOT NULL,
    PRIMARY KEY (board, digest, incident)
);
CREATE INDEX trait_index_by_incident ON trait_index (board, incident);

-- A board as it stood at one place, document by document, sealed like live state: a start need not read
-- years of events. Disposable: without it the journal is read from its beginning.
CREATE TABLE checkpoint (
    board text NOT NULL,
    field text NOT NULL,
    seq integer NOT NULL,
    document text NOT NULL,
    PRIMARY KEY (board, field)
);

-- Read model: what is counted of each incident of ours. Derived from the journal: `alongside rebuild` fills these
-- tables anew. `fill` is the filling that a row belongs to.
CREATE TABLE tally (
    board text NOT NULL,
    incident text NOT NULL,
    seq bigint NOT NULL,         -- the place in the journal up to which it is true
    received_ms bigint NOT NULL,
    grade text NOT NULL,
    beat text NOT NULL,          -- empty: not known
    victim bigint,               -- keyed digest: tells victims apart, and says nothing of who; null once erased
    duplicate bigint NOT NULL,   -- 1: a person linked it to another number for the same event
    counted text NOT NULL,       -- JSON, without anything about a person
    fill text NOT NULL,
    PRIMARY KEY (board, incident)
);
CREATE INDEX tally_by_time ON tally (board, received_ms);

-- Days, local to the scheme, on which the feed spoke.
CREATE TABLE watched_day (
    board text NOT NULL,
    day text NOT NULL,
    fill text NOT NULL,
    PRIMARY KEY (board, day)
);

-- How far the read model is.
CREATE TABLE read_model (
    board text PRIMARY KEY,
    epoch text NOT NULL,
    version bigint NOT NULL,     -- of the code that filled it
    fill text NOT NULL,
    seq bigint NOT NULL
);

-- Who fills it anew just now, and until when nobody else may.
CREATE TABLE read_model_filling (
    board text PRIMARY KEY,
    fill text NOT NULL,
    until_ms bigint NOT NULL
);

-- Calls from before Alongside, for demand alone: imported from a listing, without anything about a person.
CREATE TABLE past_call (
    board text NOT NULL,
    incident text NOT NULL,
    received_ms bigint NOT NULL,
    grade text NOT NULL,
    beat text NOT NULL,
    victim bigint,
    PRIMARY KEY (board, incident)
);
CREATE INDEX past_call_by_time ON past_call (board, received_ms);

-- Days of which a listing has every call, and how often something was imported.
CREATE TABLE past_day (
    board text NOT NULL,
    day text NOT NULL,
    PRIMARY KEY (board, day)
);
CREATE TABLE past_import (
    board text PRIMARY KEY,
    imports bigint NOT NULL
);

-- Feed items that could not be taken, sealed with the master key, for a person to look at.
CREATE TABLE quarantine (
    board text NOT NULL,
    digest text NOT NULL,
    at_ms integer NOT NULL,
    source text,
    message_id text,
    field text NOT NULL,
    found text NOT NULL,
    allowed text NOT NULL,
    sealed blob NOT NULL,
    PRIMARY KEY (board, digest)
);

-- Looks, disclosures and sign-ins (Data Protection Act 2018, section 62): what the journal does not hold, as nothing
-- on the board changes by it. A chain of its own, like the journal's.
CREATE TABLE ledger (
    board text NOT NULL,
    seq integer NOT NULL,
    id text NOT NULL,            -- the note's own: written once, however often it is tried
    at_ms integer NOT NULL,
    act text NOT NULL,
    user_id text NOT NULL,
    name text,                   -- staff, as colleagues knew them on that day
    audience text,
    incident text,
    recipient text,
    reason blob,                -- sealed, as it may name a person
    detail text NOT NULL,        -- JSON without any text about a person
    mac blob NOT NULL,
    PRIMARY KEY (board, seq),
    UNIQUE (id)
);
CREATE INDEX ledger_by_time ON ledger (board, at_ms, seq);
CREATE INDEX ledger_by_incident ON ledger (board, incident, at_ms, seq);
CREATE INDEX ledger_by_user ON ledger (board, user_id, at_ms, seq);

CREATE TABLE account (
    user_id text PRIMARY KEY,
    username text NOT NULL UNIQUE,
    name text NOT NULL,
    password_hash text,          -- none: signs in through the identity provider alone
    issuer text,                 -- who it is to the identity provider: both or neither
    subject text,
    roles text NOT NULL,         -- JSON list
    boards text NOT NULL,        -- JSON list
    car text,
    disabled integer NOT NULL DEFAULT 0,
    failed_since integer NOT NULL DEFAULT 0,        -- failed tries since the last sign-in
    last_sign_in_ms integer,
    second_factor blob,        -- the shared secret of RFC 6238, sealed
    second_factor_on integer NOT NULL DEFAULT 0,    -- 0 until its first code was given
    second_factor_step integer NOT NULL DEFAULT 0,  -- the last time step whose code was used: each is good once
    UNIQUE (issuer, subject)
);

-- Codes for whoever lost the second factor. Each is 120 random bits, kept as a digest, gone with its use.
CREATE TABLE recovery_code (
    user_id text NOT NULL REFERENCES account (user_id),
    digest text NOT NULL,
    PRIMARY KEY (user_id, digest)
);

-- Tries to sign in, by keyed digests of name and address, whether the name exists or not. An empty address: all together.
CREATE TABLE sign_in_try (
    name text NOT NULL,
    address text NOT NULL,
    tries integer NOT NULL,
    at_ms integer NOT NULL,
    locked_until_ms integer NOT NULL DEFAULT 0,
    PRIMARY KEY (name, address)
);
CREATE INDEX sign_in_try_at ON sign_in_try (at_ms);

-- Where an account signed in from within the last month, as the same digests: no lock of others' making reaches it there.
CREATE TABLE known_address (
    name text NOT NULL,
    address text NOT NULL,
    at_ms integer NOT NULL,
    PRIMARY KEY (name, address)
);

CREATE TABLE session (
    session_id text PRIMARY KEY,
    user_id text NOT NULL REFERENCES account (user_id),
    way text NOT NULL,           -- password, oidc
    device text NOT NULL,        -- "Firefox on Windows"
    provider_sid text,           -- the identity provider's own name for its session
    refresh_digest text NOT NULL,
    previous_digest text,
    refreshed_ms integer NOT NULL,
    created_ms integer NOT NULL,
    expires_ms integer NOT NULL,
    idle_ms integer NOT NULL,  -- how long it lasts without being refreshed
    ended_ms integer,
    ended_why text         -- themselves, office, provider, change; null also where it was a copy
);
CREATE INDEX session_by_user ON session (user_id);
CREATE INDEX session_ended ON session (ended_ms);
CREATE INDEX session_expires ON session (expires_ms);

-- Logout tokens of the identity provider that were taken: each counts once.
CREATE TABLE logout_token (
    jti text PRIMARY KEY,
    until_ms integer NOT NULL
);

-- Tokens of machines. The token itself is shown once; a digest is kept.
CREATE TABLE service_token (
    token_id text PRIMARY KEY,
    digest text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    board text NOT NULL,
    created_ms integer NOT NULL,
    expires_ms integer NOT NULL,
    last_used_ms integer,
    revoked_ms integer
);
CREATE INDEX service_token_name ON service_token (name, board);

-- Only ever added to. Whoever has the file can take these away; the chain shows what was done then.
CREATE TRIGGER event_not_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the table event is only ever added to'); END;
CREATE TRIGGER event_not_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the table event is only ever added to'); END;
CREATE TRIGGER ledger_not_changed BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the table ledger is only ever added to'); END;
CREATE TRIGGER ledger_not_deleted BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the table ledger is only ever added to'); END;
