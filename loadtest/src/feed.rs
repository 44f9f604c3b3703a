//! The force's side of a run: makes the incidents of the test, and posts its changes.
//!
//! Every incident is a lane: its changes are posted one after the other, as a force's system sends them, and many
//! lanes run at once. So at most one request per lane is open, and the order of changes on one incident is known.
//! A change that was not taken (journal away, connection lost) is sent again with the same message id.

use std::{sync::Arc, time::Duration};

use alongside_protocol::{
    FeedBody, FeedEvent, IncidentNumber, Millis, Private,
    feed::{FEED_SCHEMA, FeedAnswer, GradeFact, IncidentDetails, Location, Person, Remark},
    limits::FEED_ITEMS_MAX,
    view::SchemeView,
    vocabulary::PersonRole,
};
use anyhow::{Context, Result, bail, ensure};
use reqwest::{Client, StatusCode, header};
use tokio::{sync::mpsc::Receiver, time::sleep};
use uuid::Uuid;

use crate::{
    report::Spread,
    schedule::{Clock, Schedule},
    session::Node,
};

const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);
/// Wait before a change is sent again; doubles up to the second.
const RETRY_FIRST: Duration = Duration::from_millis(50);
const RETRY_LAST: Duration = Duration::from_secs(1);
/// What the sending system is called.
const SOURCE: &str = "alongside-loadtest";

/// The changes of a run: which lane, when, and what. All of it is arithmetic on the change's number.
#[derive(Clone, Debug)]
pub struct Plan {
    pub clock: Clock,
    pub schedule: Schedule,
    pub lanes: u64,
    /// Every so-manieth change of a lane is a change of grade, the others are remarks; 0 for remarks only.
    pub grade_every: u64,
    /// The grade that incidents begin with, and another to go to and fro.
    pub grades: [String; 2],
}

impl Plan {
    /// The number of lane `lane`'s `k`-th change, both from 0.
    pub fn change(&self, lane: u64, k: u64) -> u64 {
        lane + k * self.lanes
    }

    /// How many changes a lane has.
    pub fn changes_of(&self, lane: u64) -> u64 {
        self.schedule.share(lane, self.lanes)
    }

    /// When the change happened, as the feed says it; no two of a lane are equal.
    pub fn at_ms(&self, i: u64) -> Millis {
        self.clock.wall_ms(self.schedule.due_us(i))
    }

    pub fn is_grade(&self, k: u64) -> bool {
        self.grade_every > 0 && (k + 1).is_multiple_of(self.grade_every)
    }

    /// Remarks among a lane's first `k` changes.
    pub fn remarks_among(&self, k: u64) -> u64 {
        k - k.checked_div(self.grade_every).unwrap_or(0)
    }

    /// How many of a lane's changes had happened by `at`, and whether the last of them happened at just that time.
    pub fn visible(&self, lane: u64, at: Millis) -> (u64, bool) {
        let (mut low, mut high) = (0, self.changes_of(lane));
        while low < high {
            let middle = low.midpoint(high);
            if self.at_ms(self.change(lane, middle)) <= at {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low, low > 0 && self.at_ms(self.change(lane, low - 1)) == at)
    }

    fn body(&self, k: u64) -> FeedBody {
        if self.is_grade(k) {
            let grade = self.grades[((k + 1) / self.grade_every % 2) as usize].clone();
            FeedBody::GradeChanged(GradeFact { grade, reason: None })
        } else {
            let text = format!("Load test remark {k}: caller says he has left on foot, children upstairs, line open.");
            FeedBody::RemarkAdded(Remark { text: Private::new(text), by: Some("OP17".to_owned()), police_only: false })
        }
    }
}

/// What became of a lane's changes.
#[derive(Debug)]
pub struct LaneEnd {
    /// Changes that the server has said it took: the first so many of the lane.
    pub accepted: u64,
    pub retries: u64,
    /// Actual − intended time of sending, µs, where the lane was idle.
    pub lag: Spread,
    /// Answer − intended time of sending, µs.
    pub answer: Spread,
    /// Why the lane stopped before its end.
    pub fault: Option<String>,
}

/// Speaks to `POST /feed/v1/events`.
#[derive(Debug)]
pub struct Feed {
    http: Client,
    nodes: Vec<Node>,
    token: String,
    /// Makes this run's numbers unlike any other's.
    run: String,
}

impl Feed {
    pub fn new(nodes: &[Node], token: String) -> Result<Arc<Self>> {
        let http = Client::builder().timeout(REQUEST_TIMEOUT).no_proxy().build()?;
        let run = Uuid::now_v7().simple().to_string()[24..].to_uppercase();
        Ok(Arc::new(Self { http, nodes: nodes.to_vec(), token, run }))
    }

    /// What the numbers of this run's incidents begin with.
    pub fn prefix(&self) -> String {
        format!("LT-{}-", self.run)
    }

    pub fn incident(&self, lane: u64) -> IncidentNumber {
        IncidentNumber(format!("{}{lane:04}", self.prefix()))
    }

    /// Makes `count` incidents of the scheme's least urgent grade.
    pub async fn create(
        &self,
        count: u64,
        scheme: &SchemeView,
        opening_code: &str,
        grade: &str,
        at: Millis,
    ) -> Result<()> {
        let area = &scheme.area;
        let events: Vec<_> = (0..count)
            .map(|lane| {
                let share = (lane as f64 + 0.5) / count as f64;
                let body = FeedBody::IncidentReceived(IncidentDetails {
                    opening_code: Some(opening_code.to_owned()),
                    grade: Some(grade.to_owned()),
                    location: Some(Location {
                        // Of this run only, so that no incident counts as a repeat of another.
                        address: Some(Private::new(format!("{} {}Street", lane + 1, self.prefix()))),
                        locality: Some("Load Test Street".to_owned()),
                        beat: Some("LT1".to_owned()),
                        lat: Some(f64::midpoint(area.south, area.north)),
                        lon: Some(area.west + (area.east - area.west) * share),
                    }),
                    people: vec![Person {
                        role: PersonRole::Victim,
                        name: Some(Private::new(format!("Test Person {}", lane + 1))),
                        age: None,
                        phone: Some(Private::from("01632 960001")),
                        language: None,
                        note: None,
                    }],
                    ..IncidentDetails::default()
                });
                self.event(lane, format!("{}-{lane}-received", self.run), at, body)
            })
            .collect();
        for (part, events) in events.chunks(FEED_ITEMS_MAX).enumerate() {
            let answer = self.post(part, &events).await?;
            ensure!(
                answer.accepted == events.len(),
                "the feed did not take the incidents of the test: {}",
                first_fault(&answer)
            );
        }
        Ok(())
    }

    fn event(&self, lane: u64, message_id: String, at: Millis, body: FeedBody) -> FeedEvent {
        FeedEvent {
            schema: FEED_SCHEMA.to_owned(),
            source: SOURCE.to_owned(),
            message_id,
            at: rfc3339(at),
            incident: self.incident(lane),
            synthetic: true,
            body,
        }
    }

    async fn post(&self, node: usize, body: &impl serde::Serialize) -> Result<FeedAnswer> {
        let base = &self.nodes[node % self.nodes.len()].base;
        let request = self.http.post(format!("{base}/feed/v1/events")).bearer_auth(&self.token).json(body);
        let answer = request.send().await.context("the feed request got no answer")?;
        let status = answer.status();
        match status {
            StatusCode::OK | StatusCode::MULTI_STATUS => Ok(answer.json().await?),
            StatusCode::SERVICE_UNAVAILABLE
                if answer.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json") =>
            {
                Ok(answer.json().await?)
            }
            _ => bail!("the feed answered HTTP {status} {}", answer.text().await.unwrap_or_default()),
        }
    }

    /// Posts a lane's changes as they fall due, until the pacer ends or `give_up_us` is past.
    pub async fn lane(self: Arc<Self>, lane: u64, plan: Plan, mut due: Receiver<u64>, give_up_us: u64) -> LaneEnd {
        let mut end = LaneEnd { accepted: 0, retries: 0, lag: Spread::new(), answer: Spread::new(), fault: None };
        loop {
            // A change that waited for the one before it is late by the server's doing, not by ours.
            let idle = due.is_empty();
            let Some(i) = due.recv().await else { return end };
            let k = end.accepted;
            let intended = plan.schedule.due_us(i);
            let event = self.event(lane, format!("{}-{i}", self.run), plan.at_ms(i), plan.body(k));
            if idle {
                end.lag.record(plan.clock.now_us().saturating_sub(intended));
            }
            let mut wait = RETRY_FIRST;
            loop {
                // Another node is tried each time; the lane's order holds because only one request is open.
                let fault = match self.post((lane + end.retries) as usize, &event).await {
                    Ok(answer) if answer.accepted + answer.duplicates == 1 => break,
                    Ok(answer) if answer.quarantined > 0 => {
                        end.fault = Some(first_fault(&answer));
                        return end;
                    }
                    Ok(_) => "the journal was away".to_owned(),
                    Err(error) => format!("{error:#}"),
                };
                if plan.clock.now_us() > give_up_us {
                    end.fault = Some(fault);
                    return end;
                }
                end.retries += 1;
                sleep(wait).await;
                wait = (wait * 2).min(RETRY_LAST);
            }
            end.answer.record(plan.clock.now_us().saturating_sub(intended));
            end.accepted += 1;
        }
    }
}

fn first_fault(answer: &FeedAnswer) -> String {
    let fault = answer.items.iter().find_map(|item| item.fault.as_ref());
    fault.map_or_else(
        || {
            format!(
                "{} accepted, {} duplicates, {} unavailable",
                answer.accepted, answer.duplicates, answer.unavailable
            )
        },
        |fault| format!("{}: found {}; allowed: {}", fault.field, fault.found, fault.allowed),
    )
}

fn rfc3339(at: Millis) -> String {
    jiff::Timestamp::from_millisecond(at).unwrap_or_default().to_string()
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn plan(count: u64, lanes: u64, grade_every: u64) -> Plan {
        let schedule = Schedule { start_us: 1_000_000, per_second: 100.0, count };
        Plan { clock: Clock::start(), schedule, lanes, grade_every, grades: ["4".to_owned(), "3".to_owned()] }
    }

    #[test]
    fn every_change_belongs_to_one_lane() {
        let plan = plan(25, 10, 0);
        assert_eq!((0..10).map(|lane| plan.changes_of(lane)).sum::<u64>(), 25);
        assert_eq!((plan.changes_of(4), plan.changes_of(5)), (3, 2));
        assert_eq!(plan.change(4, 2), 24);
    }

    #[test]
    fn the_time_of_a_change_names_it() {
        let plan = plan(1_000, 4, 5);
        for lane in 0..4 {
            for k in 0..plan.changes_of(lane) {
                let at = plan.at_ms(plan.change(lane, k));
                assert_eq!(plan.visible(lane, at), (k + 1, true));
                assert_eq!(plan.visible(lane, at + 1), (k + 1, false), "no change happened just then");
            }
            assert_eq!(plan.visible(lane, plan.at_ms(0) - 1), (0, false));
        }
    }

    #[test]
    fn grades_go_to_and_fro_and_remarks_are_counted() {
        let plan = plan(100, 1, 3);
        let grades: Vec<_> = (0..12)
            .filter_map(|k| match plan.body(k) {
                FeedBody::GradeChanged(fact) => Some(fact.grade),
                _ => None,
            })
            .collect();
        assert_eq!(grades, ["3", "4", "3", "4"]);
        assert_eq!((plan.remarks_among(2), plan.remarks_among(3), plan.remarks_among(7)), (2, 2, 5));
    }

    #[test]
    fn times_have_a_zone() {
        assert_eq!(rfc3339(1_795_269_790_123), "2026-11-21T14:03:10.123Z");
        assert_eq!(rfc3339(1_795_269_790_000), "2026-11-21T14:03:10Z");
    }
}
