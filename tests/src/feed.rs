//! The force's side: stories of incidents as feed events, and posting them.

use alongside_protocol::{
    CallSign, FeedBody, FeedEvent, IncidentNumber, Millis, Private,
    feed::{
        FEED_SCHEMA, FeedAnswer, GradeFact, IncidentDetails, Location, Person, Remark, ResourceFact, SceneFact,
        SuspectFact,
    },
    vocabulary::{PersonRole, SuspectWhereabouts},
};
use anyhow::{Context, Result, ensure};
use jiff::Timestamp;
use reqwest::{StatusCode, header};
use serde::Serialize;

use crate::{screen::now_ms, server::Server};

const SOURCE: &str = "quayside-cad";

/// One incident as the force tells it: each fact a second after the one before, each with an id of its own.
#[derive(Clone, Debug)]
pub struct Story {
    pub number: String,
    at: Millis,
    told: u32,
}

impl Story {
    /// Begins ten minutes ago, so that there is time for what happened since.
    pub fn new(number: &str) -> Self {
        Self { number: number.to_owned(), at: now_ms() - 600_000, told: 0 }
    }

    /// Our first response to it.
    pub fn response(&self) -> alongside_protocol::ResponseId {
        alongside_protocol::ResponseId::of(&IncidentNumber::from(self.number.as_str()), 1)
    }

    pub fn tell(&mut self, body: FeedBody) -> FeedEvent {
        self.told += 1;
        self.at += 1_000;
        FeedEvent {
            schema: FEED_SCHEMA.to_owned(),
            source: SOURCE.to_owned(),
            message_id: format!("{}/{}", self.number, self.told),
            at: rfc3339(self.at),
            incident: IncidentNumber::from(self.number.as_str()),
            synthetic: false,
            body,
        }
    }

    /// The same from now on: what the force says next lies after what our people have just asked.
    #[must_use]
    pub fn from_now(mut self) -> Self {
        self.at = now_ms();
        self
    }

    /// A domestic call of grade 2 at an address of its own.
    pub fn received(&mut self) -> FeedEvent {
        let details = self.details();
        self.tell(FeedBody::IncidentReceived(details))
    }

    /// From the range that Ofcom keeps for drama.
    fn phone(&self) -> String {
        let digits: String = self.number.chars().filter(char::is_ascii_digit).collect();
        format!("01632 960{:03}", digits.parse::<u64>().unwrap_or_default() % 1_000)
    }

    pub fn details(&self) -> IncidentDetails {
        IncidentDetails {
            opening_code: Some("DOMESTIC".to_owned()),
            grade: Some("2".to_owned()),
            location: Some(Location {
                address: Some(Private::new(format!("1 {} Terrace", self.number))),
                locality: Some("Quay Street".to_owned()),
                beat: Some("QS-7".to_owned()),
                lat: Some(54.5),
                lon: Some(-1.5),
            }),
            people: vec![Person {
                role: PersonRole::Victim,
                // Each story is somebody else's, or every incident would be a repeat of every other.
                name: Some(Private::new(format!("Test Person {}", self.number))),
                age: Some(34),
                phone: Some(Private::new(self.phone())),
                language: None,
                note: None,
            }],
            ..IncidentDetails::default()
        }
    }

    pub fn remark(&mut self, text: &str) -> FeedEvent {
        self.tell(FeedBody::RemarkAdded(Remark {
            text: Private::from(text),
            by: Some("OP17".to_owned()),
            police_only: false,
        }))
    }

    pub fn at_scene(&mut self, call_sign: &str) -> FeedEvent {
        self.tell(FeedBody::ResourceAtScene(unit(call_sign)))
    }

    pub fn resumed(&mut self, call_sign: &str) -> FeedEvent {
        self.tell(FeedBody::ResourceResumed(unit(call_sign)))
    }

    pub fn safe(&mut self) -> FeedEvent {
        self.tell(FeedBody::SceneDeclaredSafe(SceneFact { by: Some("QA12".to_owned()) }))
    }

    pub fn suspect(&mut self, whereabouts: SuspectWhereabouts) -> FeedEvent {
        self.tell(FeedBody::SuspectWhereabouts(SuspectFact { whereabouts, by: None }))
    }

    pub fn graded(&mut self, grade: &str) -> FeedEvent {
        self.tell(FeedBody::GradeChanged(GradeFact { grade: grade.to_owned(), reason: None }))
    }

    pub fn new_call(&mut self, text: &str) -> FeedEvent {
        self.tell(FeedBody::NewCall(Remark { text: Private::from(text), by: None, police_only: false }))
    }

    pub fn closed(&mut self) -> FeedEvent {
        self.tell(FeedBody::IncidentClosed(SceneFact::default()))
    }

    /// Everything that opens the second-response gate.
    pub fn opens_gate(&mut self) -> Vec<FeedEvent> {
        vec![self.at_scene("QA12"), self.suspect(SuspectWhereabouts::InCustody), self.safe()]
    }
}

fn unit(call_sign: &str) -> ResourceFact {
    ResourceFact { call_sign: CallSign::from(call_sign), eta_minutes: None, lat: None, lon: None }
}

pub fn rfc3339(at: Millis) -> String {
    Timestamp::from_millisecond(at).map(|at| at.to_string()).unwrap_or_default()
}

/// Whoever holds a feed token.
#[derive(Clone, Debug)]
pub struct Feed {
    pub token: String,
}

impl Feed {
    /// Posts a body as it is.
    pub async fn post_raw(
        &self,
        server: &Server,
        kind: &str,
        body: impl Into<reqwest::Body>,
    ) -> Result<(StatusCode, String)> {
        let request = server.http.post(server.url("/feed/v1/events")).bearer_auth(&self.token);
        let answer = request.header(header::CONTENT_TYPE, kind).body(body).send().await?;
        Ok((answer.status(), answer.text().await?))
    }

    pub async fn post(&self, server: &Server, items: &impl Serialize) -> Result<(StatusCode, FeedAnswer)> {
        let (status, text) = self.post_raw(server, "application/json", serde_json::to_vec(items)?).await?;
        let answer = serde_json::from_str(&text).with_context(|| format!("HTTP {status}: {text}"))?;
        Ok((status, answer))
    }

    /// Posts events that must all be new and taken.
    pub async fn tell(&self, server: &Server, events: &[FeedEvent]) -> Result<()> {
        let (status, answer) = self.post(server, &events).await?;
        ensure!(status == StatusCode::OK && answer.accepted == events.len(), "HTTP {status}: {answer:?}");
        Ok(())
    }
}
