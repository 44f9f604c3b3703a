//! The figures as tables: for a terminal, or as Markdown for the documents.

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

    fn mean(&self, policy: usize, of: impl Fn(&Figures) -> f64) -> f64 {
        Range::of(self.years[policy].iter().map(of)).mean
    }

    /// Each policy's mean over years, in their order.
    fn means(&self, decimals: usize, of: impl Fn(&Figures) -> f64) -> String {
        let means = (0..self.policies.len()).map(|policy| format!("{:.decimals$}", self.mean(policy, &of)));
        means.collect::<Vec<_>>().join(" / ")
    }

    /// How the last policy's weighted wait compares, in the mean and in its years' least and most.
    fn against(&self, policy: usize) -> String {
        let saved = Range::saved(&self.years[self.policies.len() - 1], &self.years[policy]);
        format!("{:+.1} % ({:+.1} to {:+.1})", -saved.mean, -saved.most, -saved.least)
    }

    fn key(&self) -> [String; 2] {
        [self.setting.cars.to_string(), self.setting.calls_a_car.to_string()]
    }
}

type Table = Vec<Vec<String>>;

/// Weighted waits, and the plan against each other policy.
fn waits(sections: &[Section]) -> Table {
    let Some(policies) = sections.first().map(|section| &section.policies) else { return Table::new() };
    let others = policies.len() - 1;
    let words = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    let mut head = words(&["cars", "calls"]);
    head.extend(policies.iter().map(|policy| format!("{}, min", policy.name())));
    head.extend(policies[..others].iter().map(|policy| format!("plan against {}", policy.name())));
    let mut table = vec![head];
    for section in sections {
        let mut line = section.key().to_vec();
        line.extend((0..=others).map(|policy| format!("{:.1}", section.mean(policy, |year| year.weighted_min))));
        line.extend((0..others).map(|policy| section.against(policy)));
        table.push(line);
    }
    table
}

/// The other measures, each policy's beside the others'.
fn others(sections: &[Section]) -> Table {
    let head = ["cars", "calls", "mean wait, min", "p90 of waits, min", "reached, %", "km a visit"];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    for section in sections {
        let mut line = section.key().to_vec();
        line.push(section.means(1, |year| year.mean_min));
        line.push(section.means(0, |year| year.p90_min));
        line.push(section.means(1, |year| 100.0 * year.reached / year.people));
        line.push(section.means(1, |year| year.km_a_visit));
        table.push(line);
    }
    table
}

fn markdown(table: &Table) -> String {
    let mut text = String::new();
    for (index, line) in table.iter().enumerate() {
        text += &format!("| {} |\n", line.join(" | "));
        if index == 0 {
            text += &format!("|{}\n", "---|".repeat(line.len()));
        }
    }
    text
}

fn plain(table: &Table) -> String {
    let columns = table.first().map_or(0, Vec::len);
    let width = |column: usize| table.iter().map(|line| line[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for line in table {
        let cells: Vec<String> = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        text += cells.join("  ").trim_end();
        text.push('\n');
    }
    text
}

/// The whole report. Says what is drawn from what, and what the figures stand for.
pub fn report(city: &City, seed: u64, years: u64, sections: &[Section], as_markdown: bool) -> String {
    let table = if as_markdown { markdown } else { plain };
    let names: Vec<&str> =
        sections.first().map(|one| one.policies.iter().map(|policy| policy.name()).collect()).unwrap_or_default();
    let [saturdays, sundays] = city.days;
    let drawn = if city.is_real {
        "Real: the calls' hours, places and kinds. Synthetic: how many come, the police's and the gates' times, drives, \
         visits, and what a worker finds out."
    } else {
        "Everything is invented."
    };
    let all = || sections.iter().flat_map(|section| section.years.iter().flatten());
    let late = Range::of(all().map(|year| 100.0 * year.late_share)).mean;
    let late_min = Range::of(all().map(|year| year.late_min)).mean;
    let violations: u32 = sections.iter().map(Section::violations).sum();
    format!(
        "{}: {saturdays} Saturdays and {sundays} Sundays, {:.1} calls in the eight hours of one. {drawn}\n\
         Seed {seed}, {years} years of 52 weekends for each row. `calls`: in a shift, for each car, in the mean.\n\n\
         Wait weighted by priority, from the open gate to arrival; and the same years compared (least and most year).\n\n\
         {}\n\
         The other measures, as {}.\n\n\
         {}\n\
         Rules broken: {violations}. A visit that took longer than reckoned ended {late:.0} % of cars' shifts late, by \
         {late_min:.0} min in the mean.\n",
        city.name,
        city.calls_a_shift(),
        table(&waits(sections)),
        names.join(" / "),
        table(&others(sections)),
    )
}
