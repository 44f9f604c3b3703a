//! Claims over the wire and through the database's own guard of I7: handed over, taken over, passed on, given back.

use alongside_protocol::{Command, Private, RefusalCode, ResponseId, UserId};
use alongside_tests::{
    Result,
    feed::Story,
    http::figures,
    people::Person,
    screen::Screen,
    seen::Seen,
    stand::{Engines, Stand},
};
use anyhow::{Context, ensure};
use reqwest::StatusCode;
use rstest::rstest;

async fn claimed_by(screen: &Screen, number: &str, name: &str) -> Result<()> {
    let claimed = |seen: &Seen| (seen.row(number)?.responses[0].claim.as_ref()?.name == name).then_some(());
    screen.wait_for(&format!("{name} has it"), claimed).await
}

fn user(screen: &Screen) -> Result<UserId> {
    Ok(screen.now().you.context("no welcome")?.user)
}

#[rstest]
#[case::embedded(Engines::Embedded)]
#[case::shared(Engines::Shared)]
#[tokio::test]
async fn i7_whatever_gives_a_claim_back_frees_it_in_the_database_too(#[case] engines: Engines) -> Result<()> {
    if !engines.are_there("i7_whatever_gives_a_claim_back_frees_it_in_the_database_too") {
        return Ok(());
    }
    let people = [Person::worker("linnet"), Person::worker("siskin"), Person::worker("tern")];
    let stand = Stand::start(engines, 1, &people.iter().collect::<Vec<_>>()).await?;
    let mut story = Story::new("QS-1500");
    stand.feed.tell(stand.node(), &[story.received()]).await?;
    let (linnet, siskin, tern) =
        (stand.screen(&people[0]).await?, stand.screen(&people[1]).await?, stand.screen(&people[2]).await?);
    let response = || story.response();
    let claim = |response: ResponseId| Command::ClaimResponse { response };
    let take_over =
        |from: UserId| Command::TakeOverClaim { response: response(), from, reason: Private::from("the shift ended") };

    // Passed on, and claimed by the next shift.
    linnet.accept(claim(response())).await?;
    let pass_on = || Command::PassOn { response: response(), to: "Sunday".to_owned(), note: Private::default() };
    linnet.accept(pass_on()).await?;
    siskin.accept(claim(response())).await?;
    claimed_by(&siskin, "QS-1500", "Siskin").await?;

    // Taken over, and over again; nobody takes from somebody else than they meant.
    tern.accept(take_over(user(&siskin)?)).await?;
    let late = linnet.refuse(take_over(user(&siskin)?)).await?;
    assert_eq!((late.code, late.who.as_deref()), (RefusalCode::AlreadyClaimed, Some("Tern")));
    linnet.accept(take_over(user(&tern)?)).await?;

    // Handed over, released, passed on while nobody has it, closed by none of it.
    linnet.accept(Command::HandOverClaim { response: response(), to: user(&siskin)? }).await?;
    siskin.accept(Command::ReleaseClaim { response: response() }).await?;
    tern.accept(pass_on()).await?;
    tern.accept(claim(response())).await?;
    claimed_by(&linnet, "QS-1500", "Tern").await?;
    for screen in [&linnet, &siskin, &tern] {
        screen.no_gap()?;
    }
    Ok(())
}

#[tokio::test]
async fn the_figures_of_a_period_are_for_those_who_see_the_board_and_for_days_that_are_days() -> Result<()> {
    let people = [Person::worker("linnet"), Person::inspector("wren"), Person::crew("dunlin", "car-1")];
    let stand = Stand::start(Engines::Embedded, 1, &people.iter().collect::<Vec<_>>()).await?;
    let ask = async |who: Option<&Person>, query: &str| -> Result<(StatusCode, serde_json::Value)> {
        let mut request = stand.node().http.get(stand.node().url(&format!("/api/v1/figures{query}")));
        if let Some(who) = who {
            request = request.bearer_auth(stand.node().token(who).await?);
        }
        let answer = request.send().await?;
        Ok((answer.status(), answer.json().await?))
    };
    let now = jiff::Timestamp::from_millisecond(alongside_tests::screen::now_ms())?.to_zoned(jiff::tz::TimeZone::UTC);
    let today = now.date();
    let days = |from: jiff::civil::Date, to: jiff::civil::Date| format!("?board=quayside&from={from}&to={to}");
    let mut story = Story::new("QS-1501");
    stand.feed.tell(stand.node(), &[story.received()]).await?;

    assert_eq!(ask(None, &days(today, today)).await?.0, StatusCode::UNAUTHORIZED);
    assert_eq!(ask(Some(&people[2]), &days(today, today)).await?.0, StatusCode::FORBIDDEN, "a crew sees its own jobs");
    for who in &people[..2] {
        let (status, body) = ask(Some(who), &days(today.yesterday()?, today)).await?;
        assert_eq!((status, figures(&body)["received"].as_f64()), (StatusCode::OK, Some(1.0)));
        ensure!(!body.to_string().contains("Test Person"), "no name");
    }
    let (status, _) = ask(Some(&people[0]), "?board=elsewhere&from=2026-01-01&to=2026-01-02").await?;
    assert_eq!(status, StatusCode::NOT_FOUND);
    for (query, field) in [
        (days(today, today.yesterday()?), "to"),
        ("?board=quayside&from=yesterday&to=today".to_owned(), "from"),
        ("?board=quayside&from=2026-02-30&to=2026-03-01".to_owned(), "from"),
        ("?board=quayside".to_owned(), "query"),
        (days(jiff::civil::date(2000, 1, 1), today), "to"),
    ] {
        let (status, body) = ask(Some(&people[0]), &query).await?;
        assert_eq!((status, &body["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &field.into()), "{query}: {body}");
    }
    Ok(())
}
