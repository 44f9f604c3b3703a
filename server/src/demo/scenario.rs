//! The scenario file and the people file, as types. What each key means stands in the files themselves.

use alongside_protocol::{record::SeatFilled, vocabulary::EscalationKind, vocabulary::Role};
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    pub title: String,
    pub board: String,
    pub source: String,
    pub fact: Vec<Fact>,
    pub reaction: Vec<Reaction>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    pub after_s: i64,
    pub incident: String,
    pub r#type: String,
    #[serde(default)]
    pub unless_escalated: bool,
    #[serde(default)]
    pub data: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    EscalationRequested,
    CarAtScene,
    CarRecalled,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reaction {
    pub on: Trigger,
    #[serde(default)]
    pub kinds: Vec<EscalationKind>,
    pub incident: Option<String>,
    pub acknowledge_after_s: Option<i64>,
    pub regrade_after_s: Option<i64>,
    pub regrade_to: Option<String>,
    pub regrade_reason: Option<String>,
    pub decline_reason: Option<String>,
    #[serde(default)]
    pub units: Vec<String>,
    #[serde(default)]
    pub fact: Vec<ReactionFact>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReactionFact {
    pub after_s: i64,
    pub r#type: String,
    #[serde(default)]
    pub data: Value,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    pub password: String,
    pub person: Vec<DemoPerson>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoPerson {
    pub username: String,
    pub name: String,
    pub title: String,
    pub roles: Vec<Role>,
    pub boards: Vec<String>,
    pub car: Option<String>,
    #[serde(default)]
    pub seats: Vec<SeatFilled>,
    /// Crew only: acts by itself, as nobody is meant to sign in for it.
    #[serde(default)]
    pub played_by_itself: bool,
    #[serde(default)]
    pub shown: bool,
}

impl Scenario {
    /// Seconds of scenario time from its start to its last fact.
    pub fn length_s(&self) -> i64 {
        self.fact.iter().map(|fact| fact.after_s).max().unwrap_or(0)
    }
}

impl People {
    pub fn shown(&self) -> impl Iterator<Item = &DemoPerson> {
        self.person.iter().filter(|person| person.shown)
    }

    pub fn with(&self, role: Role) -> Option<&DemoPerson> {
        self.person.iter().find(|person| person.roles.contains(&role))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock, demo, intake};

    #[test]
    fn every_fact_of_the_scenario_is_one_that_the_board_takes() {
        let scenario: Scenario = toml::from_str(demo::SCENARIO).unwrap();
        let scheme = alongside_core::Scheme::parse(demo::SCHEME).unwrap();
        for (index, fact) in scenario.fact.iter().enumerate() {
            let value = serde_json::json!({
                "source": scenario.source, "message_id": index.to_string(), "at": "2026-11-21T14:00:00Z",
                "incident": fact.incident, "type": fact.r#type, "data": fact.data,
            });
            let checked = intake::check::check(value, &scheme, clock::now_ms());
            assert!(checked.is_ok(), "fact {index} after {} s: {:?}", fact.after_s, checked.err());
        }
        assert!(scenario.fact.is_sorted_by_key(|fact| fact.after_s));
    }

    #[test]
    fn the_people_who_are_shown_have_a_face_each() {
        let people: People = toml::from_str(demo::PEOPLE).unwrap();
        let roles: Vec<_> = people.shown().flat_map(|person| person.roles.clone()).collect();
        assert_eq!(roles, [Role::SupportWorker, Role::Crew, Role::Inspector, Role::Coordinator]);
        assert!(people.password.len() >= crate::access::password::PASSWORD_CHARS_MIN);
    }
}
