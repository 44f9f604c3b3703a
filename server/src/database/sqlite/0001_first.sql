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
    password_hash text NOT NULL,
    roles text NOT NULL,         -- JSON list
    boards text NOT NULL,        -- JSON list
    car text,
    disabled integer NOT NULL DEFAULT 0,
    failures integer NOT NULL DEFAULT 0,
    locked_until_ms integer NOT NULL DEFAULT 0
);

CREATE TABLE session (
    session_id text PRIMARY KEY,
    user_id text NOT NULL REFERENCES account (user_id),
    refresh_digest text NOT NULL,
    previous_digest text,
    refreshed_ms integer NOT NULL,
    created_ms integer NOT NULL,
    expires_ms integer NOT NULL,
    ended_ms integer
);
CREATE INDEX session_refresh ON session (refresh_digest);
CREATE INDEX session_previous ON session (previous_digest);
CREATE INDEX session_ended ON session (ended_ms);

-- Only ever added to. Whoever has the file can take these away; the chain shows what was done then.
CREATE TRIGGER event_not_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the table event is only ever added to'); END;
CREATE TRIGGER event_not_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the table event is only ever added to'); END;
CREATE TRIGGER ledger_not_changed BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the table ledger is only ever added to'); END;
CREATE TRIGGER ledger_not_deleted BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the table ledger is only ever added to'); END;
