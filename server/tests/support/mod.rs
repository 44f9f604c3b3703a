//! What the conformance suites share: databases to open twice, and events that hold every kind of personal text.
#![allow(dead_code, reason = "each suite uses its own part")]
#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]

use std::{collections::BTreeMap, sync::Arc};

use alongside::{
    database::Database,
    journal::{Batch, Journal, Receipt, keys::DataKeys, sql::SqlJournal},
    master::Keyring,
    sealing::Key,
};
use alongside_core::{Author, Entry, Event, risk::Bands};
use alongside_protocol::{
    BoardId, FeedBody, FeedEvent, IncidentNumber, Private, ResponseId,
    feed::{FEED_SCHEMA, GradeFact, IncidentDetails, Location, Person, Remark},
    private::Secret,
    record::{
        CarNeeds, ConsentEntry, ContactAttempt, OtherNumber, Outcome, ReferralDraft, RiskAssessment, SafeContact,
        SafeWindow, SafetyPlan, SafetyStep, SeatFilled,
    },
    vocabulary::{
        Alarm, Answer, ConsentDecision, ConsentHow, ContactChannel, ContactResult, EscalationKind, Kept, OutcomeKind,
        PersonRole, ReferralAnswer, ReferralDecision, RiskBand, RiskSource, Standing, Weekday,
    },
};
use alongside_tests::{
    engines::{Engine as Installed, have},
    postgres::Postgres,
};
use tempfile::TempDir;
use uuid::Uuid;

/// Stands in every personal text below. Nothing but an opened record may hold it.
pub const CANARY: &str = "Canarybird";
/// A time within no clock's reach: tests say what time it is.
pub const NOON: i64 = 1_795_000_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// One database, opened as often as a test has nodes.
pub struct Bench {
    pub folder: TempDir,
    pub postgres: Option<Postgres>,
    pub master: Key,
}

/// One node's hold on the database.
pub struct Handle {
    pub database: Database,
    pub keys: Arc<DataKeys>,
    pub journal: SqlJournal,
}

impl Bench {
    /// None where the engine is not installed.
    pub fn new(test: &str, engine: Engine) -> Option<Self> {
        if engine == Engine::Postgres && !have(test, &[Installed::Postgres]) {
            return None;
        }
        Some(Self {
            folder: TempDir::new().unwrap(),
            postgres: (engine == Engine::Postgres).then(|| Postgres::start().unwrap()),
            master: Key::random().unwrap(),
        })
    }

    pub async fn database(&self) -> Database {
        match &self.postgres {
            Some(postgres) => Database::postgres(&postgres.url(), false).await.unwrap(),
            None => Database::sqlite(&self.folder.path().join("journal.db")).await.unwrap(),
        }
    }

    pub async fn handle(&self) -> Handle {
        self.handle_with(&self.master).await
    }

    pub async fn handle_with(&self, master: &Key) -> Handle {
        let database = self.database().await;
        let keys = Arc::new(DataKeys::new(Arc::new(Keyring::single(master.clone())), database.clone()));
        let journal = SqlJournal::new(database.clone(), Arc::clone(&keys));
        // A node asks where its board stands before it writes; that makes the board known.
        journal.head(&board()).await.unwrap();
        Handle { database, keys, journal }
    }

    /// All bytes that somebody with the disk, or with the database, could read.
    pub fn bytes(&self) -> Vec<u8> {
        if let Some(postgres) = &self.postgres {
            return postgres.dump().unwrap().into_bytes();
        }
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }
}

impl Handle {
    /// Runs a statement that both engines take.
    pub async fn execute(&self, sql: &'static str) -> u64 {
        match &self.database {
            Database::Sqlite { writer, .. } => sqlx::query(sql).execute(writer).await.unwrap().rows_affected(),
            Database::Postgres(pool) => sqlx::query(sql).execute(pool).await.unwrap().rows_affected(),
        }
    }

    /// Takes away what refuses changes of the record, as the owner of the database can.
    pub async fn disarm(&self) {
        let statements: &[&'static str] = match &self.database {
            Database::Sqlite { .. } => &[
                "DROP TRIGGER event_not_changed",
                "DROP TRIGGER event_not_deleted",
                "DROP TRIGGER ledger_not_changed",
                "DROP TRIGGER ledger_not_deleted",
            ],
            Database::Postgres(_) => {
                &["ALTER TABLE event DISABLE TRIGGER USER", "ALTER TABLE ledger DISABLE TRIGGER USER"]
            }
        };
        for statement in statements {
            self.execute(statement).await;
        }
    }

    /// What a statement that must fail says.
    pub async fn refused(&self, sql: &'static str) -> String {
        match &self.database {
            Database::Sqlite { writer, .. } => sqlx::query(sql).execute(writer).await.unwrap_err().to_string(),
            Database::Postgres(pool) => sqlx::query(sql).execute(pool).await.unwrap_err().to_string(),
        }
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        match &self.database {
            Database::Sqlite { reader, .. } => sqlx::query_scalar(sql).fetch_one(reader).await.unwrap(),
            Database::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
        }
    }

    /// Writes entries without receipts or holds, and expects it to succeed.
    pub async fn write(&self, board: &BoardId, entries: &[Entry]) {
        let batch = Batch { entries: entries.to_vec(), ..Batch::default() };
        self.journal.append(board, entries[0].seq - 1, &batch).await.unwrap();
    }
}

pub fn board() -> BoardId {
    BoardId::from("quayside")
}

pub fn entry(seq: u64, event: Event) -> Entry {
    Entry { seq, at: NOON + seq as i64, done_at: NOON, by: Author::System, event }
}

pub fn batch(entries: Vec<Entry>) -> Batch {
    Batch { entries, ..Batch::default() }
}

pub fn receipt(seq: u64) -> Receipt {
    Receipt { command: Uuid::now_v7(), seq }
}

pub fn fact(incident: &str, message_id: &str, body: FeedBody) -> Event {
    let fact = FeedEvent {
        schema: FEED_SCHEMA.to_owned(),
        source: "test".to_owned(),
        message_id: message_id.to_owned(),
        at: "2026-11-21T14:00:00Z".to_owned(),
        incident: IncidentNumber::from(incident),
        synthetic: false,
        body,
    };
    Event::FeedRecorded { fact, fact_at: NOON }
}

/// A call with a personal text in every field that may hold one.
pub fn received(incident: &str) -> Event {
    let text = || Some(Private::from(CANARY));
    let person =
        Person { role: PersonRole::Victim, name: text(), age: Some(30), phone: text(), language: None, note: text() };
    fact(
        incident,
        "received",
        FeedBody::IncidentReceived(IncidentDetails {
            opening_code: Some("DOMESTIC".to_owned()),
            grade: Some("2".to_owned()),
            location: Some(Location { address: text(), locality: Some(CANARY.to_owned()), ..Location::default() }),
            people: vec![person],
            thrive: text(),
            ..IncidentDetails::default()
        }),
    )
}

/// Every event that holds a personal text, on one incident.
pub fn personal(incident: &str) -> Vec<Event> {
    let text = || Private::from(CANARY);
    let response = ResponseId::of(&incident.into(), 1);
    let deployment = alongside_protocol::DeploymentId::of(&response, 1);
    let escalation = alongside_protocol::EscalationId::of(&response, 1);
    let again = alongside_protocol::EscalationId::of(&response, 2);
    let referral = alongside_protocol::ReferralId::of(&response, 1);
    vec![
        received(incident),
        fact(incident, "remark", FeedBody::RemarkAdded(Remark { text: text(), by: None, police_only: false })),
        fact(incident, "call", FeedBody::NewCall(Remark { text: text(), by: None, police_only: false })),
        fact(incident, "grade", FeedBody::GradeChanged(GradeFact { grade: "1".to_owned(), reason: Some(text()) })),
        Event::ResponseOpened { response: response.clone() },
        Event::NoteAdded { response: response.clone(), text: text(), corrects: None, kept: Kept::Shared },
        Event::NoteShared {
            response: response.clone(),
            note: 6,
            basis: alongside_protocol::vocabulary::ShareBasis::Consent,
            reason: text(),
        },
        Event::HoldPlaced { incident: incident.into(), reason: text() },
        Event::HoldLifted { incident: incident.into(), reason: text() },
        Event::CarNeedsSet {
            response: response.clone(),
            needs: CarNeeds { language: CANARY.to_owned(), ..CarNeeds::default() },
        },
        Event::ShiftStarted {
            car: "car-1".into(),
            seats: vec![SeatFilled {
                languages: vec![CANARY.to_owned()],
                training: vec![CANARY.to_owned()],
                ..SeatFilled::new(alongside_protocol::vocabulary::Seat::Officer, "Linnet")
            }],
            ends_at: None,
        },
        Event::SafeContactRecorded {
            response: response.clone(),
            record: SafeContact {
                number: text(),
                when_safe: text(),
                code_word: text(),
                who_may_answer: text(),
                email: text(),
                language: CANARY.to_owned(),
                windows: Secret(vec![SafeWindow {
                    days: vec![Weekday::Mon],
                    from: CANARY.to_owned(),
                    until: "17:00".to_owned(),
                }]),
                other_numbers: vec![OtherNumber { number: text(), whose: text(), safe_to_ring: true }],
                ..SafeContact::default()
            },
        },
        Event::ContactAttempted {
            response: response.clone(),
            attempt: ContactAttempt {
                channel: ContactChannel::Phone,
                result: ContactResult::SpokeSafely,
                number: text(),
                note: text(),
                next_at: None,
            },
        },
        Event::OutcomeRecorded {
            response: response.clone(),
            outcome: Outcome {
                kind: OutcomeKind::EngagedByPhone,
                referral: ReferralDecision::NotOffered,
                services: vec![CANARY.to_owned()],
                refuge_placed: false,
                children_placed: 0,
                safety_plan_made: true,
                answers: BTreeMap::new(),
                note: text(),
            },
            accepted: false,
        },
        Event::EscalationRequested {
            escalation: escalation.clone(),
            kind: EscalationKind::LineCut,
            reason: text(),
            grade_before: "2".to_owned(),
        },
        Event::EscalationDeclined { escalation, reason: text() },
        Event::CarReserved {
            deployment: deployment.clone(),
            car: "car-1".into(),
            call_sign: "QS01".to_owned(),
            override_reason: Some(text()),
            place: None,
        },
        Event::CarOffered {
            deployment: deployment.clone(),
            car: "car-1".into(),
            call_sign: "QS01".to_owned(),
            lapses_at: NOON,
            override_reason: Some(text()),
            next_best: false,
        },
        Event::OfferDeclined { deployment: deployment.clone(), reason: text() },
        Event::CarStoodDown { deployment: deployment.clone(), because: None, reason: Some(text()) },
        Event::CarRecalled { deployment, because: None, reason: Some(text()) },
        Event::ResponseReopened { response: response.clone(), reason: text() },
        Event::StandingSet { incident: incident.into(), standing: Standing::Pinned, reason: text() },
        Event::ClaimTakenOver {
            response: response.clone(),
            user: "beth".into(),
            name: "Beth".to_owned(),
            from: "Asha".to_owned(),
            reason: text(),
        },
        Event::ResponsePassedOn { response: response.clone(), to: "Sunday".to_owned(), note: text() },
        Event::TryingEnded { response: response.clone(), reason: text() },
        Event::RiskRecorded {
            response: response.clone(),
            assessment: RiskAssessment {
                set: "dash-27.v1".to_owned(),
                source: RiskSource::TakenHere,
                received_from: text(),
                // Answers are about a person as much as words are.
                answers: Secret([(CANARY.to_owned(), Answer::Yes)].into()),
                judgement: None,
                reason: text(),
                note: text(),
            },
            bands: Bands {
                band: RiskBand::High,
                by_count: None,
                by_history: None,
                yes: 1,
                incidents_in_12_months: 1,
                judged: false,
            },
        },
        Event::SafetyPlanRecorded {
            response: response.clone(),
            plan: SafetyPlan {
                steps: vec![SafetyStep { topic: "safe_place".to_owned(), text: text() }],
                agreed: true,
                note: text(),
            },
        },
        Event::ConsentRecorded {
            response: response.clone(),
            entry: ConsentEntry {
                purpose: "referral".to_owned(),
                recipient: CANARY.to_owned(),
                decision: ConsentDecision::Given,
                how: Some(ConsentHow::Spoken),
                basis: None,
                note: text(),
            },
        },
        Event::ReferralDrafted {
            referral: referral.clone(),
            draft: ReferralDraft { service: CANARY.to_owned(), needs: Vec::new(), note: text() },
        },
        Event::ReferralDiscarded { referral, reason: text() },
        Event::ReferralAnswered {
            response: response.clone(),
            service: CANARY.to_owned(),
            answer: ReferralAnswer::Rejected,
            reason: text(),
            accepted: false,
        },
        Event::EscalationWithdrawn { escalation: again, reason: text() },
        Event::AlarmShelved { response, alarm: Alarm::ContactDue, until: NOON, reason: text() },
    ]
}

pub fn placed(from: u64, events: Vec<Event>) -> Vec<Entry> {
    (from + 1..).zip(events).map(|(seq, event)| entry(seq, event)).collect()
}
