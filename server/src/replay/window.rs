//! The span of the listing that is played, and how a person writes its two ends.

use alongside_protocol::Millis;
use jiff::{Timestamp, civil, tz::TimeZone};

use crate::listing::map::Map;

/// From the first instant on, up to but not including the last. None: open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) from: Option<Millis>,
    pub(super) until: Option<Millis>,
}

impl Window {
    /// Reads `--from` and `--until`; says every fault of both at once.
    pub(super) fn read(from: Option<&str>, until: Option<&str>, map: &Map) -> anyhow::Result<Self> {
        let mut faults = Vec::new();
        let mut end = |name: &str, text: Option<&str>| {
            text.and_then(|text| {
                instant(text.trim(), map).map_err(|why| faults.push(format!("{name}: found {text:?}; {why}"))).ok()
            })
        };
        let window = Self { from: end("--from", from), until: end("--until", until) };
        if let (Some(from), Some(until)) = (window.from, window.until)
            && until <= from
        {
            faults.push(format!(
                "--until: found {}; allowed: a time after --from, which is {}",
                local(until, &map.zone),
                local(from, &map.zone)
            ));
        }
        anyhow::ensure!(faults.is_empty(), "{}", faults.join("\n"));
        Ok(window)
    }

    pub(super) fn holds(&self, at: Millis) -> bool {
        self.from.is_none_or(|from| at >= from) && self.until.is_none_or(|until| at < until)
    }

    pub(super) fn shown(&self, zone: &TimeZone) -> String {
        let end = |end: Option<Millis>, open: &str| end.map_or_else(|| open.to_owned(), |at| local(at, zone));
        format!("{} to {}", end(self.from, "the first call"), end(self.until, "the last call"))
    }
}

/// Local with its offset, e.g. `2024-10-05T14:00:00-05:00`.
pub(super) fn local(at: Millis, zone: &TimeZone) -> String {
    Timestamp::from_millisecond(at).map_or_else(
        |_| format!("{at} ms since 1970"),
        |at| at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    )
}

fn instant(text: &str, map: &Map) -> Result<Millis, String> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at.as_millisecond());
    }
    let zone = &map.zone_name;
    let allowed = || {
        format!(
            "allowed: a local time of {zone} such as 2024-10-05T14:00, or one with its offset such as 2024-10-05T14:00:00-05:00"
        )
    };
    // A date alone, a zone's name or a faulty offset would be read past in silence.
    let plain = text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || "-:T. ".contains(c));
    let read = text.parse::<civil::DateTime>().ok().filter(|_| plain).ok_or_else(allowed)?;
    // Somebody is there to ask, so an hour that the clocks skip or repeat is not guessed.
    let ambiguous = map.zone.to_ambiguous_timestamp(read);
    ambiguous.unambiguous().map(Timestamp::as_millisecond).map_err(|_| {
        format!(
            "in {zone} the clocks change at that hour, so it comes twice or never; allowed: the same with its offset"
        )
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::listing::map::tests::san_antonio;

    fn ms(text: &str) -> Millis {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    #[test]
    fn local_times_are_of_the_maps_zone_and_offsets_count() {
        let map = san_antonio();
        let window = Window::read(Some("2024-10-05T14:00"), Some("2024-10-06T03:00:00Z"), &map).unwrap();
        assert_eq!(window.from, Some(ms("2024-10-05T19:00:00Z")));
        assert_eq!(window.until, Some(ms("2024-10-06T03:00:00Z")));
        let with_offset = Window::read(Some("2024-10-05T14:00-05:00"), None, &map).unwrap();
        assert_eq!(with_offset.from, window.from);
        let winter = Window::read(Some("2024-01-06 14:00:00"), None, &map).unwrap();
        assert_eq!(winter.from, Some(ms("2024-01-06T20:00:00Z")), "the zone's own winter time");
        assert_eq!(
            window.shown(&map.zone),
            "2024-10-05T14:00:00-05:00 to 2024-10-05T22:00:00-05:00",
            "both ends are shown in the map's zone"
        );
    }

    #[test]
    fn the_end_is_not_in_the_window() {
        let window = Window { from: Some(10), until: Some(20) };
        assert_eq!([9, 10, 19, 20].map(|at| window.holds(at)), [false, true, true, false]);
        assert!(Window::default().holds(0));
    }

    #[test]
    fn faults_of_both_ends_at_once() {
        let map = san_antonio();
        let error = Window::read(Some("Saturday"), Some("2024-10-05"), &map).unwrap_err().to_string();
        assert!(error.contains("--from: found \"Saturday\"; allowed: a local time of America/Chicago"), "{error}");
        assert!(error.contains("--until: found \"2024-10-05\""), "{error}");
        let turned = Window::read(Some("2024-10-05T22:00"), Some("2024-10-05T14:00"), &map).unwrap_err().to_string();
        assert!(turned.contains("a time after --from, which is 2024-10-05T22:00:00-05:00"), "{turned}");
    }

    #[test]
    fn an_hour_that_comes_twice_or_never_needs_its_offset() {
        let map = san_antonio();
        for text in ["2024-11-03T01:30", "2024-03-10T02:30"] {
            let error = Window::read(Some(text), None, &map).unwrap_err().to_string();
            assert!(error.contains("the clocks change at that hour"), "{error}");
        }
        assert!(Window::read(Some("2024-11-03T01:30-06:00"), None, &map).is_ok());
        for text in ["2024-10-05T14:00-5", "2024-10-05T14:00[Europe/London]", "2024-13-05T14:00"] {
            assert!(Window::read(Some(text), None, &map).is_err(), "{text}");
        }
    }
}
