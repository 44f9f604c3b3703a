//! Plays years of weekends against the plan for support cars. Exit code: 0 when no rule was broken, 1 when one was, 2
//! when the run could not be made.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use alongside_simulation::{
    city::City,
    listing,
    policy::Policy,
    report::{Section, report},
    years::{Setting, years},
};
use anyhow::{Result, ensure};
use clap::Parser;

/// Beside the checkout, where the documents' figures come from.
const LISTING: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/calls/san-antonio-domestic-2022-11_2024-06.csv");

/// Plays years of weekends against the plan for support cars.
///
/// Arrivals are drawn from a public listing of police calls: its hours, places and kinds are real; how many come, and
/// every time after the call, are drawn and synthetic. The same arrivals are played under each policy.
#[derive(Parser)]
#[command(version)]
struct Cli {
    /// The listing (CSV). Without it the one beside the checkout.
    #[arg(long, default_value = LISTING)]
    csv: PathBuf,
    /// An invented city instead of a listing.
    #[arg(long)]
    invented: bool,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Years of 52 weekends for each row.
    #[arg(long, default_value_t = 20)]
    years: u64,
    /// Numbers of cars.
    #[arg(long, value_delimiter = ',', default_value = "1,2,3,5")]
    cars: Vec<usize>,
    /// Calls for each car in a shift of eight hours, in the mean. A car manages six or seven visits.
    #[arg(long, value_delimiter = ',', default_value = "4,6,8")]
    load: Vec<f64>,
    /// Budget of one plan, steps. The board's own is far larger; here more changes nothing.
    #[arg(long, default_value_t = 20_000)]
    steps: u64,
    /// The tables as Markdown.
    #[arg(long)]
    markdown: bool,
}

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("alongside-simulation: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli) -> Result<bool> {
    let city = if cli.invented { City::invented() } else { listing::read(&cli.csv)? };
    let policies =
        vec![Policy::NearestFirst, Policy::UrgentFirst, Policy::MostPerMinute, Policy::Plan { steps_max: cli.steps }];
    ensure!(cli.years > 0, "at least one year");
    let mut settings = Vec::new();
    for cars in &cli.cars {
        settings.extend(cli.load.iter().map(|calls_a_car| Setting { cars: *cars, calls_a_car: *calls_a_car }));
    }
    for setting in &settings {
        let share = setting.share(&city);
        ensure!(share > 0.0 && share <= 1.0, "{setting:?} is {share:.2} of the city's calls");
    }
    let mut sections = Vec::new();
    for setting in settings {
        let done = |done: usize| {
            let Setting { cars, calls_a_car } = setting;
            let percent = 100.0 * setting.share(&city);
            eprint!(
                "\r{cars} cars, {calls_a_car} calls each, {percent:.0} % of the city's: year {done} of {} ",
                cli.years
            );
        };
        let years = years(&city, setting, &policies, cli.seed, cli.years, &done);
        eprintln!();
        sections.push(Section { setting, policies: policies.clone(), years });
    }
    let text = report(&city, cli.seed, cli.years, &sections, cli.markdown);
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(sections.iter().all(|section| section.violations() == 0))
}
