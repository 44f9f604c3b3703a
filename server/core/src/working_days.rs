//! Working days in England and Wales: Monday to Friday without bank holidays.
//!
//! The standing holidays are reckoned; those that were proclaimed for one year are listed. Source: the Banking and
//! Financial Dealings Act 1971, Schedule 1, and gov.uk/bank-holidays for substitute days.

use alongside_protocol::Millis;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday, date},
    tz::TimeZone,
};

/// Holidays that one year's proclamation added or moved to.
const PROCLAIMED: [(i16, i8, i8); 4] = [(2022, 6, 2), (2022, 6, 3), (2022, 9, 19), (2023, 5, 8)];
/// Holidays that a proclamation moved away: the day on which they would have been.
const MOVED_AWAY: [(i16, i8, i8); 1] = [(2022, 5, 30)];

pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_bank_holiday(day)
}

pub fn is_bank_holiday(day: Date) -> bool {
    let is = |list: &[(i16, i8, i8)]| list.contains(&(day.year(), day.month(), day.day()));
    if is(&PROCLAIMED) {
        return true;
    }
    !is(&MOVED_AWAY) && standing(day.year()).contains(&day)
}

fn standing(year: i16) -> Vec<Date> {
    let easter = easter_sunday(year);
    let new_year = on_a_weekday(date(year, 1, 1));
    let christmas = date(year, 12, 25);
    let boxing = date(year, 12, 26);
    // Where both or one fall on a weekend, the substitutes are the next weekdays that are free.
    let (christmas, boxing) = match christmas.weekday() {
        Weekday::Friday => (christmas, date(year, 12, 28)),
        Weekday::Saturday => (date(year, 12, 27), date(year, 12, 28)),
        Weekday::Sunday => (date(year, 12, 27), boxing),
        _ => (christmas, boxing),
    };
    let monday = |month: i8, nth: i8| date(year, month, 1).nth_weekday_of_month(nth, Weekday::Monday).ok();
    let mut days = vec![new_year, christmas, boxing];
    days.extend([easter.checked_sub(2.days()).ok(), easter.checked_add(1.day()).ok()].into_iter().flatten());
    days.extend([monday(5, 1), monday(5, -1), monday(8, -1)].into_iter().flatten());
    days
}

fn on_a_weekday(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => day.checked_add(2.days()).unwrap_or(day),
        Weekday::Sunday => day.checked_add(1.day()).unwrap_or(day),
        _ => day,
    }
}

/// The anonymous Gregorian computus, with the letters under which it is known.
#[allow(clippy::many_single_char_names, reason = "the algorithm's own names")]
fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    date(year, month as i8, day as i8)
}

/// Whole working days between the local day of `from` and that of `now`, neither counted: from a Saturday to the Tuesday
/// after it, one.
pub fn between(zone: &TimeZone, from: Millis, now: Millis) -> u32 {
    let day_of = |at| Timestamp::from_millisecond(at).ok().map(|time| time.to_zoned(zone.clone()).date());
    let Some((first, last)) = day_of(from).zip(day_of(now)) else { return 0 };
    let days = first.series(1.day()).skip(1).take_while(|day| *day < last);
    days.filter(|day| is_working_day(*day)).count() as u32
}

/// The end of the `days`th working day after the local day of `from`, ms: the first moment of the day that follows.
pub fn end_of(zone: &TimeZone, from: Millis, days: u32) -> Option<Millis> {
    let mut day = Timestamp::from_millisecond(from).ok()?.to_zoned(zone.clone()).date();
    let mut left = days;
    while left > 0 {
        day = day.tomorrow().ok()?;
        left -= u32::from(is_working_day(day));
    }
    Some(day.tomorrow().ok()?.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond())
}
