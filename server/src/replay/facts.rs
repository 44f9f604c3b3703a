//! From a call and a kind of fact to the canonical feed event, with an id that is the same in every run.

use alongside_protocol::{
    CallSign, FeedBody, FeedEvent, IncidentNumber, Millis,
    feed::{FEED_SCHEMA, IncidentDetails, Location, ResourceFact, ResultFact, SceneFact, SuspectFact},
    vocabulary::SuspectWhereabouts,
};
use jiff::Timestamp;

use crate::listing::{
    Call,
    map::{LifecycleRules, Map},
};

/// What happened. All but the call itself is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Received,
    Assigned,
    EnRoute,
    AtScene,
    Suspect(SuspectWhereabouts),
    Safe,
    Resumed,
    Resulted,
    Closed,
}

impl Kind {
    pub(super) fn is_synthetic(self) -> bool {
        self != Self::Received
    }

    fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Assigned => "assigned",
            Self::EnRoute => "en_route",
            Self::AtScene => "at_scene",
            Self::Suspect(_) => "suspect_whereabouts",
            Self::Safe => "scene_declared_safe",
            Self::Resumed => "resumed",
            Self::Resulted => "resulted",
            Self::Closed => "closed",
        }
    }

    /// Says nothing of the run, so that sending it again changes nothing.
    pub(super) fn message_id(self, incident: &str) -> String {
        format!("{incident}/{}", self.name())
    }
}

/// The event of `kind` about `call`. None only for a drawn kind where the map draws nothing.
pub(super) fn event(map: &Map, call: &Call, kind: Kind, at: Millis) -> Option<FeedEvent> {
    Some(FeedEvent {
        schema: FEED_SCHEMA.to_owned(),
        source: map.source.clone(),
        message_id: kind.message_id(&call.incident),
        at: Timestamp::from_millisecond(at).ok()?.to_string(),
        incident: IncidentNumber::new(call.incident.as_str()),
        synthetic: kind.is_synthetic(),
        body: match kind {
            Kind::Received => FeedBody::IncidentReceived(details(map, call)),
            drawn => drawn_body(map.lifecycle.as_ref()?, call, drawn),
        },
    })
}

fn details(map: &Map, call: &Call) -> IncidentDetails {
    let location = Location {
        address: call.address.clone(),
        locality: call.locality.clone(),
        beat: call.beat.clone(),
        lat: call.point.map(|(lat, _)| lat),
        lon: call.point.map(|(_, lon)| lon),
    };
    IncidentDetails {
        opening_code: Some(call.opening_code.clone()),
        grade: Some(map.grade_of(call).to_owned()),
        location: Some(location).filter(|location| *location != Location::default()),
        hazards: map.hazards_of(&call.opening_code),
        ..IncidentDetails::default()
    }
}

fn drawn_body(rules: &LifecycleRules, call: &Call, kind: Kind) -> FeedBody {
    let resource = || ResourceFact {
        call_sign: CallSign(rules.call_sign(call.beat.as_deref())),
        eta_minutes: None,
        lat: None,
        lon: None,
    };
    match kind {
        Kind::Received => FeedBody::IncidentReceived(IncidentDetails::default()),
        Kind::Assigned => FeedBody::ResourceAssigned(resource()),
        Kind::EnRoute => FeedBody::ResourceEnRoute(resource()),
        Kind::AtScene => FeedBody::ResourceAtScene(resource()),
        Kind::Suspect(whereabouts) => FeedBody::SuspectWhereabouts(SuspectFact { whereabouts, by: None }),
        Kind::Safe => FeedBody::SceneDeclaredSafe(SceneFact::default()),
        Kind::Resumed => FeedBody::ResourceResumed(resource()),
        Kind::Resulted => {
            FeedBody::IncidentResulted(ResultFact { closing_code: rules.closing_code.clone(), qualifiers: Vec::new() })
        }
        Kind::Closed => FeedBody::IncidentClosed(SceneFact::default()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;
    use crate::listing::map::tests::san_antonio;

    fn call() -> Call {
        Call {
            at: 1_728_154_800_000,
            incident: "SAPD-2024-0000001".to_owned(),
            opening_code: "Disturbance Family Gun Involved".to_owned(),
            address: Some("block-0000000000".into()),
            locality: Some("SOUTH".to_owned()),
            beat: Some("NOT SAPD BEX".to_owned()),
            point: Some((29.4, -98.5)),
            grade: None,
            victim: None,
        }
    }

    #[test]
    fn the_call_itself_is_not_synthetic() {
        let event = event(&san_antonio(), &call(), Kind::Received, 1_728_154_800_250).unwrap();
        assert_eq!(
            serde_json::to_value(event).unwrap(),
            json!({
                "schema": "alongside.feed/1", "source": "sapd-public", "message_id": "SAPD-2024-0000001/received",
                "at": "2024-10-05T19:00:00.25Z", "incident": "SAPD-2024-0000001", "type": "incident_received",
                "data": {
                    "opening_code": "Disturbance Family Gun Involved", "grade": "1", "hazards": ["firearm"],
                    "location": {
                        "address": "block-0000000000", "locality": "SOUTH", "beat": "NOT SAPD BEX",
                        "lat": 29.4, "lon": -98.5
                    }
                }
            })
        );
    }

    #[test]
    fn every_drawn_fact_says_that_it_is_synthetic() {
        let map = san_antonio();
        let kinds = [
            (Kind::Assigned, "assigned", "resource_assigned"),
            (Kind::EnRoute, "en_route", "resource_en_route"),
            (Kind::AtScene, "at_scene", "resource_at_scene"),
            (Kind::Suspect(SuspectWhereabouts::Left), "suspect_whereabouts", "suspect_whereabouts"),
            (Kind::Safe, "scene_declared_safe", "scene_declared_safe"),
            (Kind::Resumed, "resumed", "resource_resumed"),
            (Kind::Resulted, "resulted", "incident_resulted"),
            (Kind::Closed, "closed", "incident_closed"),
        ];
        for (kind, id, kind_on_wire) in kinds {
            let value = serde_json::to_value(event(&map, &call(), kind, 0).unwrap()).unwrap();
            assert_eq!(value["synthetic"], json!(true));
            assert_eq!(value["message_id"], json!(format!("SAPD-2024-0000001/{id}")));
            assert_eq!(value["type"], json!(kind_on_wire));
        }
        let assigned = event(&map, &call(), Kind::Assigned, 0).unwrap();
        assert_eq!(serde_json::to_value(assigned).unwrap()["data"], json!({ "call_sign": "SYN-NOT-SAPD-BEX" }));
    }

    #[test]
    fn what_is_empty_is_left_out() {
        let bare = Call {
            opening_code: "Patrol By".to_owned(),
            address: None,
            locality: None,
            beat: None,
            point: None,
            ..call()
        };
        let value = serde_json::to_value(event(&san_antonio(), &bare, Kind::Received, 0).unwrap()).unwrap();
        assert_eq!(value["data"], json!({ "opening_code": "Patrol By", "grade": "3" }));
    }
}
