//! Repeats and duplicates: which earlier incidents may concern the same people, and on what evidence.
//!
//! The system proposes, a person confirms. Names are compared without titles, case, accents, punctuation or order;
//! an age that is known on both sides may differ by one year, as it does across a birthday.

use std::{collections::BTreeSet, fmt};

use alongside_protocol::{
    FeedBody, IncidentNumber, Millis, Private,
    feed::Person,
    limits,
    view::{EarlierIncident, RepeatMarker},
    vocabulary::{PersonRole, RepeatMatch, RepeatVerdict, RiskBand},
};
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    board::Board,
    event::{Entry, Event},
    incident::{Incident, Mirror},
    scheme::Scheme,
};

/// Digits of the shortest telephone number that says anything: a short code is everybody's.
const PHONE_DIGITS_MIN: usize = 9;
/// A title says nothing of who it is.
const TITLES: [&str; 8] = ["mr", "mrs", "ms", "miss", "mx", "dr", "master", "rev"];

/// What may be the same in two incidents. Text about people: sealed at rest, never printed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traits {
    pub victims: Vec<Known>,
    pub suspects: Vec<Known>,
    pub address: Option<String>,
    /// Of victims and callers, in national form.
    pub phones: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// In the form in which names are compared.
    pub name: String,
    pub age: Option<u8>,
}

/// One trait as the key of an index.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TraitKey {
    Victim(String),
    Suspect(String),
    Address(String),
    Phone(String),
}

impl TraitKey {
    /// Kind and value as one text, for a keyed digest of it.
    pub fn text(&self) -> String {
        match self {
            Self::Victim(name) | Self::Suspect(name) => format!("person/{name}"),
            Self::Address(address) => format!("address/{address}"),
            Self::Phone(phone) => format!("phone/{phone}"),
        }
    }
}

impl fmt::Debug for Traits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Traits([private])")
    }
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Known([private])")
    }
}

impl fmt::Debug for TraitKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TraitKey([private])")
    }
}

impl Traits {
    pub fn of(mirror: &Mirror) -> Self {
        let people = mirror.people.get().map(Vec::as_slice).unwrap_or_default();
        let known = |role: PersonRole| {
            people
                .iter()
                .filter(|person| person.role == role)
                .filter_map(|person| Some(Known { name: name_key(person.name.as_ref()?)?, age: person.age }))
                .collect()
        };
        let rings = |person: &&Person| matches!(person.role, PersonRole::Victim | PersonRole::Caller);
        let mut phones: Vec<String> =
            people.iter().filter(rings).filter_map(|person| phone_key(person.phone.as_ref()?)).collect();
        phones.sort_unstable();
        phones.dedup();
        Self {
            victims: known(PersonRole::Victim),
            suspects: known(PersonRole::Suspect),
            address: address_key(mirror),
            phones,
        }
    }

    pub fn keys(&self) -> impl Iterator<Item = TraitKey> + '_ {
        let victims = self.victims.iter().map(|known| TraitKey::Victim(known.name.clone()));
        let suspects = self.suspects.iter().map(|known| TraitKey::Suspect(known.name.clone()));
        let address = self.address.iter().cloned().map(TraitKey::Address);
        let phones = self.phones.iter().cloned().map(TraitKey::Phone);
        victims.chain(suspects).chain(address).chain(phones)
    }

    /// What tells this victim from others: the name, or where the log has none a telephone, or the address.
    pub fn victim(&self) -> Option<TraitKey> {
        let name = self.victims.first().map(|known| TraitKey::Victim(known.name.clone()));
        let phone = || self.phones.first().cloned().map(TraitKey::Phone);
        let address = || self.address.clone().map(TraitKey::Address);
        name.or_else(phone).or_else(address)
    }

    /// What is the same on both sides, strongest first.
    pub fn matches(&self, other: &Self) -> Vec<RepeatMatch> {
        let victim = same_person(&self.victims, &other.victims);
        let suspect = same_person(&self.suspects, &other.suspects);
        let mut matches = Vec::new();
        match (victim, suspect) {
            (true, true) => matches.push(RepeatMatch::Pair),
            (true, false) => matches.push(RepeatMatch::Victim),
            (false, true) => matches.push(RepeatMatch::Suspect),
            (false, false) => {}
        }
        if self.address.is_some() && self.address == other.address {
            matches.push(RepeatMatch::Address);
        }
        if self.phones.iter().any(|phone| other.phones.contains(phone)) {
            matches.push(RepeatMatch::Phone);
        }
        matches
    }
}

/// An address and its place as a key, in the form in which addresses are compared.
pub fn address_trait(address: &Private, locality: &str) -> TraitKey {
    TraitKey::Address(place_key(address.reveal(), locality))
}

/// What an entry tells of people by which they may be looked for, each once.
pub fn traits_in(entry: &Entry) -> BTreeSet<TraitKey> {
    match &entry.event {
        Event::FeedRecorded { fact, fact_at } if tells_traits(&fact.body) => {
            let mut mirror = Mirror::default();
            mirror.take(fact, *fact_at, entry.seq);
            Traits::of(&mirror).keys().collect()
        }
        Event::SafeContactRecorded { record, .. } => {
            phone_key(&record.number).map(TraitKey::Phone).into_iter().collect()
        }
        _ => BTreeSet::new(),
    }
}

/// Only these say who and where.
pub fn tells_traits(body: &FeedBody) -> bool {
    matches!(body, FeedBody::IncidentReceived(_) | FeedBody::IncidentUpdated(_))
}

/// The same for a value that somebody looks for; none where it is too little to find anybody by.
pub fn sought(name: &Private, phone: &Private, address: &Private, locality: &str) -> Vec<TraitKey> {
    let name = name_key(name).map(TraitKey::Victim);
    let phone = phone_key(phone).map(TraitKey::Phone);
    let address = (!address.is_empty()).then(|| TraitKey::Address(place_key(address.reveal(), locality)));
    name.into_iter().chain(phone).chain(address).collect()
}

fn same_person(ours: &[Known], theirs: &[Known]) -> bool {
    ours.iter().any(|one| {
        theirs.iter().any(|other| {
            let ages = one.age.zip(other.age).is_none_or(|(a, b)| a.abs_diff(b) <= 1);
            one.name == other.name && ages
        })
    })
}

/// The name's words without titles, in lower case and in order. One word alone is no name: there are too many Daves.
fn name_key(name: &Private) -> Option<String> {
    // An accent is a mark of its own once the letters are taken apart.
    let plain: String = name.reveal().nfd().filter(|c| !is_combining_mark(*c)).collect();
    let mut words: Vec<String> = plain
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>())
        .filter(|word| !word.is_empty() && !TITLES.contains(&word.as_str()))
        .collect();
    words.sort_unstable();
    (words.len() > 1).then(|| words.join(" "))
}

/// Digits in national form: 0044, +44, and 44 before ten digits, are 0.
fn phone_key(phone: &Private) -> Option<String> {
    let text = phone.reveal().replace("(0)", "");
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let abroad = text.trim_start().starts_with('+');
    let national = match digits
        .strip_prefix("0044")
        .or_else(|| digits.strip_prefix("44").filter(|rest| abroad || rest.len() == 10))
    {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => digits,
    };
    (national.len() >= PHONE_DIGITS_MIN).then_some(national)
}

/// Letters and digits of the address and place, so that spelling of spaces and commas does not count. Two numbers
/// stay apart: flat 1 at 21 is not flat 12 at 1.
fn address_key(mirror: &Mirror) -> Option<String> {
    let address = mirror.address.get().filter(|address| !address.is_empty() && !address.is_erased())?;
    Some(place_key(address.reveal(), mirror.locality.get().map_or("", String::as_str)))
}

fn place_key(address: &str, place: &str) -> String {
    let mut key = String::new();
    let mut gap = false;
    for c in address.chars().chain([' ']).chain(place.chars()) {
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && c.is_numeric() && key.ends_with(char::is_numeric) {
            key.push(' ');
        }
        gap = false;
        key.extend(c.to_lowercase());
    }
    key
}

/// Twelve calendar months before, at the same local time.
pub fn twelve_months_before(scheme: &Scheme, at: Millis) -> Millis {
    Timestamp::from_millisecond(at)
        .ok()
        .and_then(|timestamp| timestamp.to_zoned(scheme.zone.clone()).checked_sub(Span::new().months(12)).ok())
        .map_or(at, |zoned| zoned.timestamp().as_millisecond())
}

/// Earlier incidents of ours within twelve months that share something with this one, and those that people have
/// judged whatever the force says since; newest first.
pub fn earlier(board: &Board, scheme: &Scheme, incident: &Incident) -> Vec<EarlierIncident> {
    let Some(received_at) = incident.mirror.received_at else { return Vec::new() };
    let since = twelve_months_before(scheme, received_at);
    let traits = Traits::of(&incident.mirror);
    let mut candidates = board.sharing(&incident.number, &traits);
    candidates.extend(incident.repeats.keys().cloned());
    let mut all: Vec<EarlierIncident> = candidates
        .into_iter()
        .filter_map(|number| {
            // Of two at the same moment the number says which is the earlier one.
            let at = board.received_at(&number)?;
            let before = (at, &number) < (received_at, &incident.number) && at >= since;
            // One event has one number that counts.
            (before && !is_linked(board, incident, &number)).then_some(())?;
            // Of one that was erased only what a person said of it is left.
            let other = board.seen_at(&number);
            let judged = incident.repeats.get(&number);
            Some(EarlierIncident {
                received_at: at,
                matches: other.as_ref().map_or_else(Vec::new, |other| traits.matches(&other.traits)),
                verdict: judged.map_or(RepeatVerdict::Proposed, |judged| judged.value),
                judged_by: judged.map(|judged| judged.by.clone()),
                judged_at: judged.map(|judged| judged.at),
                live: other.is_some_and(|other| other.live),
                number,
            })
        })
        .filter(|found| !found.matches.is_empty() || found.verdict != RepeatVerdict::Proposed)
        .collect();
    all.sort_by(|a, b| b.received_at.cmp(&a.received_at).then_with(|| b.number.cmp(&a.number)));
    all
}

/// Whether the other number is linked to another event's, or to or from this one.
fn is_linked(board: &Board, incident: &Incident, other: &IncidentNumber) -> bool {
    incident.duplicate_of.as_ref().is_some_and(|linked| &linked.value == other) || board.is_duplicate(other)
}

/// Those that are listed where there are too many: judged ones first, then the strongest evidence, then the newest.
fn shortened(mut all: Vec<EarlierIncident>) -> Vec<EarlierIncident> {
    if all.len() > limits::REPEATS_SHOWN_MAX {
        all.sort_by_key(|one| {
            (one.verdict == RepeatVerdict::Proposed, one.matches.first().copied(), std::cmp::Reverse(one.received_at))
        });
        all.truncate(limits::REPEATS_SHOWN_MAX);
        all.sort_by(|a, b| b.received_at.cmp(&a.received_at).then_with(|| b.number.cmp(&a.number)));
    }
    all
}

/// Incidents in twelve months, this one counted: the more of what the force says and what people confirmed.
pub fn incidents_in_12_months(incident: &Incident, earlier: &[EarlierIncident]) -> u32 {
    let confirmed = earlier.iter().filter(|one| one.verdict == RepeatVerdict::Confirmed).count() as u32;
    1 + confirmed.max(incident.mirror.calls_in_12_months.get().copied().unwrap_or_default())
}

/// The band to which this many incidents in twelve months raise the risk; none where they raise nothing.
pub fn raises_to(scheme: &Scheme, incidents_in_12_months: u32) -> Option<RiskBand> {
    scheme.risk.history.filter(|rule| incidents_in_12_months >= rule.incidents).map(|rule| rule.band)
}

/// What the row says of repeats; none where there is nothing to say.
pub fn marker(board: &Board, scheme: &Scheme, incident: &Incident) -> Option<RepeatMarker> {
    let earlier = earlier(board, scheme, incident);
    let incidents_in_12_months = incidents_in_12_months(incident, &earlier);
    let marker = RepeatMarker {
        calls_in_12_months: incident.mirror.calls_in_12_months.get().copied(),
        new_calls: incident.mirror.new_calls(),
        incidents_in_12_months,
        raises_to: raises_to(scheme, incidents_in_12_months),
        earlier: shortened(earlier),
    };
    let any = incidents_in_12_months > 1 || marker.new_calls > 0 || !marker.earlier.is_empty();
    any.then_some(marker)
}

/// Other live incidents that may be the same event: near in time, at one address or from one telephone.
pub fn duplicates(board: &Board, scheme: &Scheme, incident: &Incident) -> Vec<IncidentNumber> {
    let Some(received_at) = incident.mirror.received_at else { return Vec::new() };
    let traits = Traits::of(&incident.mirror);
    board
        .sharing(&incident.number, &traits)
        .into_iter()
        .filter(|number| {
            let Some(other) = board.incident(number) else { return false };
            let near =
                other.mirror.received_at.is_some_and(|at| (at - received_at).abs() <= scheme.work.duplicate_within_ms);
            near && !is_linked(board, incident, number) && {
                let matches = traits.matches(&Traits::of(&other.mirror));
                matches.iter().any(|one| matches!(one, RepeatMatch::Address | RepeatMatch::Phone))
            }
        })
        .collect()
}
