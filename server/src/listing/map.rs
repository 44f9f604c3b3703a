//! The map of one public call listing: which column means what, and what is drawn because the listing lacks it.
//!
//! `schemes/maps/san-antonio.toml` explains every key. Reading collects all faults before it gives up.

use std::fmt;

use alongside_core::scheme::Fault;
use alongside_protocol::{
    limits::FIELD_CHARS_MAX,
    vocabulary::{Hazard, SuspectWhereabouts},
};
use jiff::{civil, fmt::strtime, tz::TimeZone};
use toml::Table;

use alongside_core::toml_reader::Reader;

use super::Call;

#[derive(Clone, Debug)]
pub(crate) struct Map {
    pub(crate) source: String,
    pub(crate) zone: TimeZone,
    pub(crate) zone_name: String,
    pub(crate) columns: Columns,
    pub(crate) time: CallTime,
    pub(crate) grade: GradeRules,
    pub(crate) hazards: Vec<(Pattern, Vec<Hazard>)>,
    /// None: no police movement is drawn.
    pub(crate) lifecycle: Option<LifecycleRules>,
}

/// Names in the header row.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    pub(crate) incident: String,
    pub(crate) opening_code: String,
    pub(crate) address: Option<String>,
    pub(crate) locality: Option<String>,
    pub(crate) beat: Option<String>,
    pub(crate) lat: Option<String>,
    pub(crate) lon: Option<String>,
    /// As the force graded it; an empty cell falls to the rules of `grade`.
    pub(crate) grade: Option<String>,
    /// Whatever tells one victim from another. Kept as a digest alone, and by `import` alone.
    pub(crate) victim: Option<String>,
}

/// Where a call's time stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CallTime {
    EpochMs {
        column: String,
    },
    /// Columns joined with one space; the first format that reads the whole text decides.
    Local {
        columns: Vec<String>,
        formats: Vec<String>,
    },
}

#[derive(Clone, Debug)]
pub(crate) struct GradeRules {
    pub(crate) default: String,
    pub(crate) rules: Vec<(Pattern, String)>,
}

/// A median and the value that nine in ten stay below, minutes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spread {
    pub(crate) median_min: f64,
    pub(crate) p90_min: f64,
}

#[derive(Clone, Debug)]
pub(crate) struct LifecycleRules {
    pub(crate) opening_codes: Vec<Pattern>,
    pub(crate) seed: u64,
    call_sign: String,
    /// From the call.
    pub(crate) dispatch: Spread,
    /// From the call.
    pub(crate) arrive: Spread,
    pub(crate) safe_share: f64,
    /// From arrival.
    pub(crate) safe: Spread,
    /// From arrival.
    pub(crate) resume: Spread,
    pub(crate) close_after_min: f64,
    pub(crate) closing_code: String,
    pub(crate) step_max_min: f64,
    /// Shares of calls that add up to 1.
    pub(crate) suspect: Vec<(SuspectWhereabouts, f64)>,
}

impl LifecycleRules {
    /// The call sign of a beat's unit.
    pub(crate) fn call_sign(&self, beat: Option<&str>) -> String {
        let beat = beat.map_or_else(|| "NONE".to_owned(), |beat| beat.split_whitespace().collect::<Vec<_>>().join("-"));
        self.call_sign.replace("{beat}", &beat)
    }
}

/// Exact text, or open at one end or both by `*`. Case does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    text: String,
    open_start: bool,
    open_end: bool,
}

impl Pattern {
    fn parse(text: &str) -> Result<Self, String> {
        let lower = text.to_lowercase();
        let (open_start, rest) = lower.strip_prefix('*').map_or((false, lower.as_str()), |rest| (true, rest));
        let (open_end, rest) = rest.strip_suffix('*').map_or((false, rest), |rest| (true, rest));
        if rest.contains('*') {
            return Err("a pattern with * at the start, at the end or at both".to_owned());
        }
        // A lone `*` has nothing left to compare and holds everything.
        let open_end = open_end || (open_start && rest.is_empty());
        Ok(Self { text: rest.to_owned(), open_start, open_end })
    }

    pub(crate) fn holds(&self, opening_code: &str) -> bool {
        let code = opening_code.to_lowercase();
        match (self.open_start, self.open_end) {
            (false, false) => code == self.text,
            (true, false) => code.ends_with(&self.text),
            (false, true) => code.starts_with(&self.text),
            (true, true) => code.contains(&self.text),
        }
    }
}

/// Every fault of a map's text.
#[derive(Debug)]
pub(crate) struct Faults(pub(crate) Vec<Fault>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        write!(f, "{count} fault{}:", if count == 1 { "" } else { "s" })?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
    }
}

impl std::error::Error for Faults {}

impl Map {
    pub(crate) fn parse(text: &str) -> Result<Self, Faults> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            let found = error.to_string().trim().to_owned();
            Faults(vec![Fault { key: String::new(), found, allowed: "TOML".to_owned() }])
        })?;
        let mut faults = Vec::new();
        let map = Self::read(&mut Reader::new(&table, &mut faults));
        if faults.is_empty() { Ok(map) } else { Err(Faults(faults)) }
    }

    fn read(top: &mut Reader<'_>) -> Self {
        top.allow(&["source", "zone", "columns", "time", "grade", "hazards", "lifecycle"]);
        let source = short_text(top, "source");
        let zone_name = top.text("zone");
        let zone = TimeZone::get(&zone_name).unwrap_or_else(|_| {
            if !zone_name.is_empty() {
                top.fault("zone", format!("{zone_name:?}"), "an IANA zone such as Europe/London");
            }
            TimeZone::UTC
        });
        Self {
            source,
            zone,
            zone_name,
            columns: top.table("columns", read_columns),
            time: top.table("time", read_time),
            grade: top.table("grade", read_grade),
            hazards: top.optional_table("hazards", read_hazards).unwrap_or_default(),
            lifecycle: top.optional_table("lifecycle", read_lifecycle),
        }
    }

    /// The listing's own grade, or what the rules make of the call type.
    pub(crate) fn grade_of<'a>(&'a self, call: &'a Call) -> &'a str {
        call.grade.as_deref().unwrap_or_else(|| self.grade_by_type(&call.opening_code))
    }

    fn grade_by_type(&self, opening_code: &str) -> &str {
        let rule = self.grade.rules.iter().find(|(pattern, _)| pattern.holds(opening_code));
        rule.map_or(&self.grade.default, |(_, grade)| grade)
    }

    pub(crate) fn hazards_of(&self, opening_code: &str) -> Vec<Hazard> {
        let mut all = Vec::new();
        for (_, hazards) in self.hazards.iter().filter(|(pattern, _)| pattern.holds(opening_code)) {
            for hazard in hazards {
                if !all.contains(hazard) {
                    all.push(*hazard);
                }
            }
        }
        all
    }

    /// The rules, if movements are to be drawn for this type of call.
    pub(crate) fn lifecycle_of(&self, opening_code: &str) -> Option<&LifecycleRules> {
        self.lifecycle.as_ref().filter(|rules| rules.opening_codes.iter().any(|pattern| pattern.holds(opening_code)))
    }
}

fn short_text(reader: &mut Reader<'_>, key: &str) -> String {
    let text = reader.text(key);
    let chars = text.chars().count();
    if chars > FIELD_CHARS_MAX {
        reader.fault(key, format!("{chars} characters"), format!("at most {FIELD_CHARS_MAX} characters"));
    }
    text
}

fn read_columns(columns: &mut Reader<'_>) -> Columns {
    columns.allow(&["incident", "opening_code", "address", "locality", "beat", "lat", "lon", "grade", "victim"]);
    for (one, other) in [("lat", "lon"), ("lon", "lat")] {
        if columns.has(one) && !columns.has(other) {
            columns.fault(other, "nothing", format!("a column, because {one} has one"));
        }
    }
    Columns {
        incident: columns.text("incident"),
        opening_code: columns.text("opening_code"),
        address: columns.optional_text("address"),
        locality: columns.optional_text("locality"),
        beat: columns.optional_text("beat"),
        lat: columns.optional_text("lat"),
        lon: columns.optional_text("lon"),
        grade: columns.optional_text("grade"),
        victim: columns.optional_text("victim"),
    }
}

const TWO_FORMS: &str = "column and format, or columns and formats";

fn read_time(time: &mut Reader<'_>) -> CallTime {
    time.allow(&["column", "format", "columns", "formats"]);
    let single = time.has("column") || time.has("format");
    let joined = time.has("columns") || time.has("formats");
    if single == joined {
        time.fault("", if single { "both forms" } else { "neither form" }, TWO_FORMS);
    }
    if joined {
        let columns = time.list("columns", |name| Ok(name.to_owned()));
        return CallTime::Local { columns, formats: time.list("formats", format_reads_itself) };
    }
    if !single {
        return CallTime::EpochMs { column: String::new() };
    }
    let column = time.text("column");
    let format = time.text("format");
    if !format.is_empty() && format != "epoch_ms" {
        time.fault("format", format!("{format:?}"), "epoch_ms");
    }
    CallTime::EpochMs { column }
}

/// A format is sound when it reads back the afternoon that it wrote: one without day, year or AM/PM does not.
fn format_reads_itself(format: &str) -> Result<String, String> {
    let afternoon = civil::date(2024, 10, 25).at(14, 30, 0, 0);
    let back = strtime::format(format, afternoon)
        .and_then(|written| strtime::parse(format, written))
        .and_then(|parsed| parsed.to_datetime());
    if back.is_ok_and(|back| back == afternoon) {
        return Ok(format.to_owned());
    }
    Err("a format of a local date and time, such as %m/%d/%y %I:%M:%S %p or %Y-%m-%d %H:%M".to_owned())
}

fn pattern(reader: &mut Reader<'_>, key: &str) -> Pattern {
    let text = reader.text(key);
    Pattern::parse(&text).unwrap_or_else(|allowed| {
        reader.fault(key, format!("{text:?}"), allowed);
        Pattern { text, open_start: false, open_end: false }
    })
}

fn read_grade(grade: &mut Reader<'_>) -> GradeRules {
    grade.allow(&["default", "rules"]);
    GradeRules {
        default: short_text(grade, "default"),
        rules: grade.tables("rules", |rule| {
            rule.allow(&["opening_code", "grade"]);
            (pattern(rule, "opening_code"), short_text(rule, "grade"))
        }),
    }
}

fn words<T>(all: &[(T, &str)]) -> String {
    all.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
}

fn read_hazards(hazards: &mut Reader<'_>) -> Vec<(Pattern, Vec<Hazard>)> {
    hazards.allow(&["rules"]);
    hazards.tables("rules", |rule| {
        rule.allow(&["opening_code", "hazards"]);
        let hazards = rule.list("hazards", |word| Hazard::parse(word).ok_or_else(|| words(Hazard::ALL)));
        (pattern(rule, "opening_code"), hazards)
    })
}

const DAY_MIN: f64 = 1_440.0;

fn read_lifecycle(rules: &mut Reader<'_>) -> LifecycleRules {
    rules.allow(&[
        "opening_codes",
        "seed",
        "call_sign",
        "dispatch_median_min",
        "dispatch_p90_min",
        "arrive_median_min",
        "arrive_p90_min",
        "safe_share",
        "safe_median_min",
        "safe_p90_min",
        "resume_median_min",
        "resume_p90_min",
        "close_after_min",
        "closing_code",
        "step_max_min",
        "suspect",
    ]);
    let call_sign = short_text(rules, "call_sign");
    if call_sign.replace("{beat}", "").contains(['{', '}']) {
        rules.fault("call_sign", format!("{call_sign:?}"), "a text in which only {beat} stands in braces");
    }
    LifecycleRules {
        opening_codes: rules.list("opening_codes", Pattern::parse),
        seed: rules.whole("seed", 0, i64::MAX).unsigned_abs(),
        call_sign,
        dispatch: spread(rules, "dispatch"),
        arrive: spread(rules, "arrive"),
        safe_share: rules.number("safe_share", 0.0, 1.0),
        safe: spread(rules, "safe"),
        resume: spread(rules, "resume"),
        close_after_min: rules.number("close_after_min", 0.0, DAY_MIN),
        closing_code: short_text(rules, "closing_code"),
        step_max_min: rules.number("step_max_min", 1.0, 7.0 * DAY_MIN),
        suspect: rules.table("suspect", read_suspect),
    }
}

fn spread(rules: &mut Reader<'_>, step: &str) -> Spread {
    let p90_key = format!("{step}_p90_min");
    let median_min = rules.number(&format!("{step}_median_min"), 0.1, DAY_MIN);
    let p90_min = rules.number(&p90_key, 0.1, 7.0 * DAY_MIN);
    if p90_min < median_min && rules.has(&p90_key) {
        rules.fault(&p90_key, p90_min.to_string(), format!("not less than {step}_median_min"));
    }
    Spread { median_min, p90_min: p90_min.max(median_min) }
}

/// What may be recorded of the suspect at a first attendance; a return comes later and is not drawn.
const DRAWN_WHEREABOUTS: [SuspectWhereabouts; 4] = [
    SuspectWhereabouts::InCustody,
    SuspectWhereabouts::Left,
    SuspectWhereabouts::PresentControlled,
    SuspectWhereabouts::Unknown,
];

fn read_suspect(suspect: &mut Reader<'_>) -> Vec<(SuspectWhereabouts, f64)> {
    let keys = DRAWN_WHEREABOUTS.map(SuspectWhereabouts::as_str);
    suspect.allow(&keys);
    let shares: Vec<_> =
        DRAWN_WHEREABOUTS.iter().map(|word| (*word, suspect.number(word.as_str(), 0.0, 1.0))).collect();
    let sum: f64 = shares.iter().map(|(_, share)| share).sum();
    if (sum - 1.0).abs() > 1e-6 && keys.iter().all(|key| suspect.has(key)) {
        suspect.fault("", format!("shares that add up to {sum}"), "shares that add up to 1");
    }
    shares
}

#[cfg(test)]
#[path = "map_tests.rs"]
pub(crate) mod tests;
