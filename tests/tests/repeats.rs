//! A repeat over the wire: proposed by what two incidents share, true when somebody has said so, for everybody who counts it.

use alongside_protocol::{
    Command, FeedBody,
    view::IncidentBrief,
    vocabulary::{RepeatMatch, RepeatVerdict},
};
use alongside_tests::{
    Result,
    feed::Story,
    people::Person,
    screen::Screen,
    stand::{Engines, Stand},
};
use rstest::rstest;

#[rstest]
#[case::embedded(Engines::Embedded)]
#[case::shared(Engines::Shared)]
#[tokio::test]
async fn a_repeat_is_one_once_somebody_has_said_so(#[case] engines: Engines) -> Result<()> {
    if !engines.are_there("a_repeat_is_one_once_somebody_has_said_so") {
        return Ok(());
    }
    let people = [Person::worker("linnet"), Person::inspector("wren")];
    let stand = Stand::start(engines, 1, &people.iter().collect::<Vec<_>>()).await?;
    let (mut before, mut now) = (Story::new("QS-1600"), Story::new("QS-1601"));
    let details = before.details();
    let told =
        [before.tell(FeedBody::IncidentReceived(details.clone())), now.tell(FeedBody::IncidentReceived(details))];
    stand.feed.tell(stand.node(), &told).await?;
    let (worker, inspector) = (stand.screen(&people[0]).await?, stand.screen(&people[1]).await?);

    // Two calls from one telephone: the room sees a proposal with its evidence, and nobody counts it yet.
    worker
        .wait_for("the proposal", |seen| {
            let repeat = seen.row("QS-1601")?.repeat.as_ref()?;
            let earlier = repeat.earlier.iter().find(|one| one.number == "QS-1600".into())?;
            (earlier.verdict == RepeatVerdict::Proposed
                && earlier.matches.contains(&RepeatMatch::Phone)
                && repeat.incidents_in_12_months == 1)
                .then_some(())
        })
        .await?;
    inspector_says(&inspector, false).await?;

    for (verdict, counted) in [(RepeatVerdict::Confirmed, 2), (RepeatVerdict::Dismissed, 1)] {
        worker.accept(Command::JudgeRepeat { incident: "QS-1601".into(), earlier: "QS-1600".into(), verdict }).await?;
        worker
            .wait_for("the count", |seen| {
                (seen.row("QS-1601")?.repeat.as_ref()?.incidents_in_12_months == counted).then_some(())
            })
            .await?;
        inspector_says(&inspector, counted > 1).await?;
    }
    worker.no_gap()?;
    inspector.no_gap()
}

async fn inspector_says(inspector: &Screen, repeat: bool) -> Result<()> {
    let says = |brief: &IncidentBrief| brief.repeat == repeat;
    inspector
        .wait_for("the inspector's repeat", |seen| seen.brief("QS-1601").is_some_and(says).then_some(()))
        .await
        .map(drop)
}
