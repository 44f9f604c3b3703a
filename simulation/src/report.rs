//! The figures as a table: for a terminal, or as Markdown for the documents.

use std::fmt::Write;

use crate::{
    city::City,
    figures::{Figures, Range},
    policy::Policy,
    years::Setting,
};

/// One setting's years under each policy. The last policy is the one that the others are compared with.
pub struct Section {
    pub setting: Setting,
    pub policies: Vec<Policy>,
    pub years: Vec<Vec<Figures>>,
}

impl Section {
    pub fn violations(&self) -> u32 {
        self.years.iter().flatten().map(|figures| figures.violations).sum()
    }
}

const HEAD: [&str; 9] = [
    "cars",
    "calls a car and shift",
    "policy",
    "weighted wait, min",
    "mean wait, min",
    "p90, min",
    "reached",
    "km a visit",
    "plan's weighted wait against it, years' least to most",
];

fn cells(section: &Section, policy: usize) -> [String; 9] {
    let years = &section.years[policy];
    let mean = |of: fn(&Figures) -> f64| Range::of(years.iter().map(of)).mean;
    let last = section.policies.len() - 1;
    let against = if policy == last {
        String::new()
    } else {
        let saved = Range::saved(&section.years[last], years);
        format!("{:+.1} % ({:+.1} to {:+.1})", -saved.mean, -saved.most, -saved.least)
    };
    [
        section.setting.cars.to_string(),
        section.setting.calls_a_car.to_string(),
        section.policies[policy].name().to_owned(),
        format!("{:.1}", mean(|year| year.weighted_min)),
        format!("{:.1}", mean(|year| year.mean_min)),
        format!("{:.0}", mean(|year| year.p90_min)),
        format!("{:.1} %", 100.0 * mean(|year| year.reached / year.people)),
        format!("{:.1}", mean(|year| year.km_a_visit)),
        against,
    ]
}

/// What was drawn from what.
pub fn preface(city: &City, seed: u64, years: u64) -> String {
    let what = if city.is_real {
        "Real: hours, places and kinds of calls. Drawn: how many come, police and gate times, length of visits, findings."
    } else {
        "Everything is invented and drawn."
    };
    format!(
        "{}: {} Saturdays and {} Sundays, {:.1} calls in the eight hours of one. {what}\nSeed {seed}, {years} years of 52 weekends.\n",
        city.name,
        city.days[0],
        city.days[1],
        city.calls_a_shift()
    )
}

pub fn markdown(sections: &[Section]) -> String {
    let mut text = format!("| {} |\n|{}\n", HEAD.join(" | "), "---|".repeat(HEAD.len()));
    for section in sections {
        for policy in 0..section.policies.len() {
            let _ = writeln!(text, "| {} |", cells(section, policy).join(" | "));
        }
    }
    text + &foot(sections)
}

pub fn plain(sections: &[Section]) -> String {
    let mut lines = vec![HEAD.map(str::to_owned)];
    for section in sections {
        lines.extend((0..section.policies.len()).map(|policy| cells(section, policy)));
    }
    let mut text = String::new();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..HEAD.len()).map(width).collect();
    for line in &lines {
        let padded: Vec<String> =
            line.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}", width = *width)).collect();
        let _ = writeln!(text, "{}", padded.join("  ").trim_end());
    }
    text + &foot(sections)
}

fn foot(sections: &[Section]) -> String {
    let violations: u32 = sections.iter().map(Section::violations).sum();
    let late = Range::of(sections.iter().flat_map(|one| one.years.iter().flatten()).map(|year| year.late_share)).mean;
    let late_min = Range::of(sections.iter().flat_map(|one| one.years.iter().flatten()).map(|year| year.late_min)).mean;
    format!(
        "\nRules broken: {violations}. Shifts of a car that ended late because the last visit took longer than reckoned: \
         {:.0} %, by {late_min:.0} min in the mean.\n",
        100.0 * late
    )
}
