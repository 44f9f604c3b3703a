//! From a scheme's table to its rules, with every fault of the file.

use alongside_protocol::{
    BoardId,
    vocabulary::{GateMode, Role},
};
use jiff::{civil::Time, civil::Weekday, tz::TimeZone};
use toml::Value;

use super::{
    Area, CallTypes, Clocks, Eligibility, GateRules, Grade, Hours, Scheme, Site, WorkRules, beats, beside::Beside,
    cars, contact, controllers, counting, priority, retention, risk, sharing,
};
use crate::toml_reader::{Reader, shown};

/// Grades of one scheme. More: a fault of the file.
const GRADES_MAX: usize = 100;

pub const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

pub fn scheme(top: &mut Reader<'_>, beside: &Beside<'_>) -> Scheme {
    top.allow(&[
        "id",
        "name",
        "force",
        "time_zone",
        "person_word",
        "notice",
        "area",
        "hours",
        "grades",
        "call_types",
        "gate",
        "clocks",
        "eligibility",
        "directory",
        "bases",
        "cars",
        "deployment",
        "travel",
        "map",
        "sites",
        "priority",
        "contact",
        "risk",
        "safety",
        "consent",
        "controllers",
        "retention",
        "counting",
        "outcome_questions",
        "work",
        "escalation",
    ]);
    let id = top.text("id");
    if !id.is_empty() && !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        top.fault("id", format!("{id:?}"), "lower-case letters, digits and -");
    }
    let time_zone = top.text("time_zone");
    let zone = TimeZone::get(&time_zone).unwrap_or_else(|_| {
        if !time_zone.is_empty() {
            top.fault("time_zone", format!("{time_zone:?}"), "an IANA zone such as Europe/London");
        }
        TimeZone::UTC
    });
    let area = top.table("area", |area| {
        area.allow(&["south", "west", "north", "east"]);
        let read = Area {
            south: area.number("south", -90.0, 90.0),
            west: area.number("west", -180.0, 180.0),
            north: area.number("north", -90.0, 90.0),
            east: area.number("east", -180.0, 180.0),
        };
        if read.south >= read.north {
            area.fault("north", read.north.to_string(), "more than south");
        }
        if read.west >= read.east {
            area.fault("east", read.east.to_string(), "more than west");
        }
        read
    });
    let hours: Vec<Hours> = top
        .tables("hours", |block| {
            block.allow(&["days", "from", "until"]);
            let days = block.words("days", weekday, "mon, tue, wed, thu, fri, sat, sun");
            if block.is_empty("days") {
                block.fault("days", "none", "at least one of mon, tue, wed, thu, fri, sat, sun");
            }
            let from = time(block, "from");
            let until = time(block, "until");
            days.into_iter().map(|day| Hours { day, from, until }).collect::<Vec<_>>()
        })
        .into_iter()
        .flatten()
        .collect();
    if top.is_empty("hours") {
        top.fault("hours", "none", "at least one [[hours]]");
    }
    let grades = top.tables("grades", |grade| {
        grade.allow(&["code", "label", "attend_minutes"]);
        Grade {
            code: grade.text("code"),
            label: grade.text("label"),
            attend_minutes: grade.optional_whole("attend_minutes", 1, 100_000).map(|n| n as u32),
        }
    });
    if grades.is_empty() {
        top.fault("grades", "none", "at least one [[grades]], most urgent first");
    }
    if grades.len() > GRADES_MAX {
        top.fault("grades", format!("{} grades", grades.len()), format!("at most {GRADES_MAX}"));
    }
    for (index, grade) in grades.iter().enumerate() {
        if !grade.code.is_empty() && grades[..index].iter().any(|earlier| earlier.code == grade.code) {
            top.fault(&format!("grades[{index}].code"), format!("{:?} again", grade.code), "each code once");
        }
    }
    let call_types = top.table("call_types", |types| {
        types.allow(&["domestic", "other"]);
        let domestic = types.texts("domestic");
        if domestic.is_empty() {
            types.fault("domestic", "none", "at least one opening code");
        }
        let other = match types.get("other") {
            Some(Value::String(word)) if word == "any" => None,
            Some(Value::Array(_)) => Some(types.texts("other")),
            found => {
                types.fault("other", shown(found), "\"any\" or a list of opening codes");
                None
            }
        };
        CallTypes { domestic, other }
    });
    let gate = top.table("gate", |gate| {
        gate.allow(&["mode", "override_roles"]);
        let mode = gate.text("mode");
        GateRules {
            mode: GateMode::parse(&mode).unwrap_or_else(|| {
                if !mode.is_empty() {
                    gate.fault("mode", format!("{mode:?}"), list(GateMode::ALL));
                }
                GateMode::None
            }),
            override_roles: gate.words("override_roles", Role::parse, &list(Role::ALL)),
        }
    });
    let clocks = top.table("clocks", |clocks| {
        clocks.allow(&[
            "escalation_desk_again_s",
            "escalation_inspector_s",
            "offer_window_s",
            "claim_lease_s",
            "feed_silent_s",
            "safe_contact_stale_h",
            "archive_after_h",
        ]);
        let read = Clocks {
            escalation_desk_again_ms: clocks.whole("escalation_desk_again_s", 5, 86_400) * 1_000,
            escalation_inspector_ms: clocks.whole("escalation_inspector_s", 5, 86_400) * 1_000,
            offer_window_ms: clocks.whole("offer_window_s", 5, 86_400) * 1_000,
            claim_lease_ms: clocks.whole("claim_lease_s", 30, 31 * 86_400) * 1_000,
            feed_silent_ms: clocks.whole("feed_silent_s", 10, 86_400) * 1_000,
            safe_contact_stale_ms: clocks.whole("safe_contact_stale_h", 1, 8_760) * 3_600_000,
            archive_after_ms: clocks.whole("archive_after_h", 1, 8_760) * 3_600_000,
        };
        if read.escalation_inspector_ms != 0
            && read.escalation_desk_again_ms != 0
            && read.escalation_inspector_ms <= read.escalation_desk_again_ms
        {
            clocks.fault(
                "escalation_inspector_s",
                (read.escalation_inspector_ms / 1_000).to_string(),
                "more than escalation_desk_again_s",
            );
        }
        read
    });
    let eligibility = top.optional_table("eligibility", |rules| {
        rules.allow(&["min_age_years", "calls_in_12_months_min"]);
        Eligibility {
            min_age_years: rules.optional_whole("min_age_years", 0, 120).map(|n| n as u8),
            calls_in_12_months_min: rules.optional_whole("calls_in_12_months_min", 0, 1_000).map(|n| n as u32),
        }
    });
    let directory = top.optional_table("directory", |table| sharing::read_directory(table, beside)).unwrap_or_default();
    let codes: Vec<&str> = grades.iter().map(|grade| grade.code.as_str()).collect();
    let priority = top.optional_table("priority", |table| priority::read(table, &codes)).unwrap_or_default();
    let contact = top.optional_table("contact", contact::read).unwrap_or_default();
    let risk = top.optional_table("risk", |table| risk::read(table, beside)).unwrap_or_default();
    let safety_topics = top
        .optional_table("safety", |safety| {
            safety.allow(&["topics"]);
            sharing::named(safety, "topics")
        })
        .unwrap_or_default();
    let consent = top.optional_table("consent", sharing::read_consent).unwrap_or_default();
    let controllers = top.optional_table("controllers", controllers::read).unwrap_or_default();
    let retention = top.optional_table("retention", retention::read).unwrap_or_default();
    let mut counting = top.optional_table("counting", counting::read).unwrap_or_default();
    counting.questions = counting::read_questions(top);
    let sites = sites(top);
    let work = top.optional_table("work", work).unwrap_or_default();
    let climb_to =
        top.optional_table("escalation", climb_to).unwrap_or_else(|| DEFAULT_CLIMB_TO.map(ToOwned::to_owned));
    let bases = cars::read_bases(top, &area);
    let cars = cars::read_cars(top, &bases);
    let deployment = top.optional_table("deployment", cars::read_deployment).unwrap_or_default();
    let travel = top.optional_table("travel", cars::read_travel).unwrap_or_default();
    let beats = top.optional_table("map", |map| read_beats(map, beside)).flatten();
    let person_word = top.text("person_word");
    if !["victim", "survivor", "client", ""].contains(&person_word.as_str()) {
        top.fault("person_word", format!("{person_word:?}"), "victim, survivor, client");
    }
    Scheme {
        id: BoardId(id),
        name: top.text("name"),
        force: top.text("force"),
        zone,
        time_zone,
        person_word,
        notice: top.optional_text("notice"),
        area,
        hours,
        grades,
        call_types,
        gate,
        clocks,
        eligibility: eligibility.unwrap_or_default(),
        directory,
        bases,
        cars,
        deployment,
        travel,
        beats,
        sites,
        priority,
        contact,
        risk,
        safety_topics,
        consent,
        controllers,
        retention,
        counting,
        work,
        climb_to,
    }
}

/// Beats as areas: GeoJSON, from a file beside the scheme file.
fn read_beats(map: &mut Reader<'_>, beside: &Beside<'_>) -> Option<std::sync::Arc<str>> {
    map.allow(&["beats"]);
    let name = map.optional_text("beats")?;
    let text = beside.text(map, "beats", &name)?;
    match beats::check(&text) {
        Ok(()) => Some(text.into()),
        Err(error) => {
            map.fault("beats", format!("{name:?}: {error}"), beats::ALLOWED);
            None
        }
    }
}

fn sites(top: &mut Reader<'_>) -> Vec<Site> {
    let sites = top.tables("sites", |site| {
        site.allow(&["id", "name", "beats"]);
        let read = Site { id: site.text("id"), name: site.text("name"), beats: site.texts("beats") };
        if read.beats.is_empty() {
            site.fault("beats", "none", "at least one beat, or a start followed by *");
        }
        read
    });
    for (index, site) in sites.iter().enumerate() {
        if sites[..index].iter().any(|earlier| earlier.id == site.id && !site.id.is_empty()) {
            top.fault(&format!("sites[{index}].id"), format!("{:?} again", site.id), "each id once");
        }
    }
    sites
}

fn work(work: &mut Reader<'_>) -> WorkRules {
    work.allow(&["caseload_ceiling", "duplicate_within_min", "idle_lock_min"]);
    let minutes = |count: i64| count * 60_000;
    WorkRules {
        caseload_ceiling: work.optional_whole("caseload_ceiling", 1, 10_000).map(|count| count as u32),
        duplicate_within_ms: work
            .optional_whole("duplicate_within_min", 0, 1_440)
            .map_or(WorkRules::default().duplicate_within_ms, minutes),
        idle_lock_ms: work.optional_whole("idle_lock_min", 1, 1_440).map(minutes),
    }
}

/// Who is told where a scheme names nobody.
const DEFAULT_CLIMB_TO: [&str; 2] = ["the desk again", "the inspector"];

fn climb_to(table: &mut Reader<'_>) -> [String; 2] {
    table.allow(&["climb_to"]);
    let words = table.texts("climb_to");
    <[String; 2]>::try_from(words).unwrap_or_else(|words| {
        table.fault("climb_to", format!("{} texts", words.len()), "two: who is told at each climb");
        DEFAULT_CLIMB_TO.map(ToOwned::to_owned)
    })
}

pub fn time(block: &mut Reader<'_>, key: &str) -> Time {
    let text = block.text(key);
    clock_time(&text).unwrap_or_else(|| {
        if !text.is_empty() {
            block.fault(key, format!("{text:?}"), "a local time HH:MM from 00:00 to 23:59");
        }
        Time::midnight()
    })
}

/// `HH:MM`, and nothing else.
pub fn clock_time(text: &str) -> Option<Time> {
    text.parse::<Time>().ok().filter(|time| time.strftime("%H:%M").to_string() == text)
}

pub fn weekday(text: &str) -> Option<Weekday> {
    let place = WEEKDAYS.iter().position(|day| *day == text)?;
    Weekday::from_monday_zero_offset(place as i8).ok()
}

pub fn list<T>(words: &[(T, &str)]) -> String {
    words.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
}
