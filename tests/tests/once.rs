//! I3: a command and a feed message count once, however often and wherever they come. I2 and I7: of many who want
//! the same, one gets it, and the others are told who and when.

use alongside_protocol::vocabulary::Kept;
use alongside_protocol::{Command, CommandId, Private, RefusalCode};
use alongside_tests::{
    Result,
    feed::Story,
    people::Person,
    screen::{Screen, new_id},
    seen::Answer,
    stand::{Engines, Stand},
};
use anyhow::{bail, ensure};
use futures_util::future::try_join_all;
use reqwest::StatusCode;
use rstest::rstest;

/// Sends a command again and expects its first answer.
async fn repeat(screen: &Screen, id: CommandId, command: &Command, first: u64, where_: &str) -> Result<()> {
    let earlier = screen.now().answers.get(&id).map_or(0, Vec::len);
    screen.send(id, command).await?;
    let answer = screen.answers(id, earlier + 1).await?.pop();
    ensure!(
        answer == Some(Answer::Accepted { seq: first, repeated: true }),
        "repeated {where_}: {answer:?}, first accepted at {first}"
    );
    Ok(())
}

async fn first(screen: &Screen, command: &Command) -> Result<(CommandId, u64)> {
    let id = new_id();
    screen.send(id, command).await?;
    match screen.answer(id).await? {
        Answer::Accepted { seq, repeated: false } => Ok((id, seq)),
        other => bail!("{other:?}"),
    }
}

#[rstest]
#[case::embedded(Engines::Embedded)]
#[case::shared(Engines::Shared)]
#[tokio::test]
async fn i3_a_repeated_command_gets_its_first_answer(#[case] engines: Engines) -> Result<()> {
    if !engines.are_there("i3_a_repeated_command_gets_its_first_answer") {
        return Ok(());
    }
    let person = Person::worker("linnet");
    let nodes = if engines == Engines::Shared { 2 } else { 1 };
    let mut stand = Stand::start(engines, nodes, &[&person]).await?;
    let mut story = Story::new("QS-0100");
    stand.feed.tell(stand.node(), &[story.received()]).await?;
    let screen = stand.screen(&person).await?;
    screen.wait_for("the call", |seen| seen.row("QS-0100").map(|_| ())).await?;

    // A claim would be refused the second time, a note would be written twice: both kinds of repeat.
    let claim = Command::ClaimResponse { response: story.response() };
    let note = Command::AddNote {
        response: story.response(),
        text: Private::from("once"),
        corrects: None,
        kept: Kept::Shared,
    };
    let (claim_id, claimed) = first(&screen, &claim).await?;
    let (note_id, noted) = first(&screen, &note).await?;
    let both = [(claim_id, &claim, claimed), (note_id, &note, noted)];
    for (id, command, seq) in both {
        repeat(&screen, id, command, seq, "on the same socket").await?;
    }
    // After the claim was let go the same command would be possible anew. It is still the old one.
    let release = Command::ReleaseClaim { response: story.response() };
    let (_, released) = first(&screen, &release).await?;
    repeat(&screen, claim_id, &claim, claimed, "after its effect was undone").await?;
    drop(screen);

    let screen = stand.screen(&person).await?;
    for (id, command, seq) in both {
        repeat(&screen, id, command, seq, "after reconnecting").await?;
    }
    if let Some(other) = stand.nodes.get(1) {
        let screen = Screen::open(other, &person).await?;
        for (id, command, seq) in both {
            repeat(&screen, id, command, seq, "on another node").await?;
        }
    }
    drop(screen);
    stand.nodes[0].kill()?;
    stand.nodes[0].restart().await?;
    let screen = stand.screen(&person).await?;
    for (id, command, seq) in both {
        repeat(&screen, id, command, seq, "after a crash").await?;
    }
    let file = screen.file("QS-0100").await?;
    let notes = file.timeline.iter().filter(|entry| entry.text == Some(Private::from("once"))).count();
    assert_eq!(notes, 1, "one note in the file");
    let seen = screen.now();
    assert_eq!(seen.seq, released, "nothing was written by any repeat");
    assert!(seen.row("QS-0100").is_some_and(|row| row.responses[0].claim.is_none()), "the claim was not taken again");
    Ok(())
}

#[tokio::test]
async fn i3_a_command_id_is_its_persons_own() -> Result<()> {
    let (linnet, siskin) = (Person::worker("linnet"), Person::worker("siskin"));
    let stand = Stand::start(Engines::Embedded, 1, &[&linnet, &siskin]).await?;
    let mut story = Story::new("QS-0101");
    stand.feed.tell(stand.node(), &[story.received()]).await?;
    let (first_screen, second) = (stand.screen(&linnet).await?, stand.screen(&siskin).await?);
    let note = Command::AddNote {
        response: story.response(),
        text: Private::from("mine"),
        corrects: None,
        kept: Kept::Shared,
    };
    let (id, seq) = first(&first_screen, &note).await?;
    // Whoever knows another's id learns nothing by it: it is a new command of theirs.
    second.send(id, &note).await?;
    let answer = second.answer(id).await?;
    assert!(matches!(answer, Answer::Accepted { seq: later, repeated: false } if later > seq), "{answer:?}");
    Ok(())
}

#[tokio::test]
async fn i3_a_refused_command_may_be_tried_again() -> Result<()> {
    let (linnet, siskin) = (Person::worker("linnet"), Person::worker("siskin"));
    let stand = Stand::start(Engines::Embedded, 1, &[&linnet, &siskin]).await?;
    let mut story = Story::new("QS-0102");
    stand.feed.tell(stand.node(), &[story.received()]).await?;
    let (holder, other) = (stand.screen(&linnet).await?, stand.screen(&siskin).await?);
    let claim = Command::ClaimResponse { response: story.response() };
    first(&holder, &claim).await?;
    let id = new_id();
    other.send(id, &claim).await?;
    assert!(matches!(other.answer(id).await?, Answer::Refused(refusal) if refusal.code == RefusalCode::AlreadyClaimed));
    first(&holder, &Command::ReleaseClaim { response: story.response() }).await?;
    other.send(id, &claim).await?;
    let answers = other.answers(id, 2).await?;
    assert!(matches!(answers[1], Answer::Accepted { repeated: false, .. }), "rule 25: {answers:?}");
    Ok(())
}

#[rstest]
#[case::embedded(Engines::Embedded)]
#[case::shared(Engines::Shared)]
#[tokio::test]
async fn fault_14_a_repeated_feed_writes_nothing(#[case] engines: Engines) -> Result<()> {
    if !engines.are_there("fault_14_a_repeated_feed_writes_nothing") {
        return Ok(());
    }
    let person = Person::worker("linnet");
    let nodes = if engines == Engines::Shared { 2 } else { 1 };
    let mut stand = Stand::start(engines, nodes, &[&person]).await?;
    let mut story = Story::new("QS-0103");
    let mut events = vec![story.received(), story.remark("one"), story.remark("two")];
    events.extend(story.opens_gate());
    // The same message twice in one request is once, too.
    let doubled: Vec<_> = events.iter().chain(&events).collect();
    let (status, answer) = stand.feed.post(stand.node(), &doubled).await?;
    assert_eq!((status, answer.accepted, answer.duplicates), (StatusCode::OK, events.len(), events.len()));
    let screen = stand.screen(&person).await?;
    let before = screen.now();

    for node in &stand.nodes {
        let (status, answer) = stand.feed.post(node, &events).await?;
        assert_eq!((status, answer.accepted, answer.duplicates), (StatusCode::OK, 0, events.len()));
    }
    stand.nodes[0].kill()?;
    stand.nodes[0].restart().await?;
    let (_, answer) = stand.feed.post(stand.node(), &events).await?;
    assert_eq!((answer.accepted, answer.duplicates), (0, events.len()), "after a crash");
    let after = stand.screen(&person).await?.now();
    assert_eq!((after.seq, after.docs()), (before.seq, before.docs()));
    Ok(())
}

#[tokio::test]
async fn fault_18_of_sixteen_claims_over_two_nodes_one_wins() -> Result<()> {
    if !Engines::Shared.are_there("fault_18_of_sixteen_claims_over_two_nodes_one_wins") {
        return Ok(());
    }
    let people: Vec<Person> = ["linnet", "siskin", "brambling", "twite"].into_iter().map(Person::worker).collect();
    let stand = Stand::start(Engines::Shared, 2, &people.iter().collect::<Vec<_>>()).await?;
    let tokens = try_join_all(people.iter().map(|person| stand.nodes[0].token(person))).await?;
    // Sixteen screens: each person four times, spread over the nodes.
    let mut screens = Vec::new();
    for (person, token) in people.iter().zip(&tokens) {
        for turn in 0..4 {
            let dial = alongside_tests::screen::Dial::bearer(token);
            screens.push((person, Screen::with(&stand.nodes[turn % 2], &dial, person, None).await?));
        }
    }
    for round in 0..10 {
        let mut story = Story::new(&format!("QS-02{round:02}"));
        stand.feed.tell(&stand.nodes[round % 2], &[story.received()]).await?;
        for (_, screen) in &screens {
            screen.wait_for("the call", |seen| seen.row(&story.number).map(|_| ())).await?;
        }
        let claim = Command::ClaimResponse { response: story.response() };
        let answers = try_join_all(screens.iter().map(|(_, screen)| screen.command(claim.clone()))).await?;
        let winners: Vec<usize> =
            (0..answers.len()).filter(|index| matches!(answers[*index], Answer::Accepted { .. })).collect();
        assert_eq!(winners.len(), 1, "round {round}: {answers:?}");
        let winner = screens[winners[0]].0;
        for ((person, screen), answer) in screens.iter().zip(&answers) {
            let row = screen
                .wait_for("the claim on the board", |seen| seen.row(&story.number)?.responses[0].claim.clone())
                .await?;
            assert_eq!(row.name, winner.name);
            let Answer::Refused(refusal) = answer else { continue };
            // The winner's other screens hear that it is theirs already; everybody else hears whose and since when.
            if person.name == winner.name {
                assert_eq!(refusal.code, RefusalCode::WrongState, "{refusal:?}");
            } else {
                assert_eq!(refusal.code, RefusalCode::AlreadyClaimed, "{refusal:?}");
                assert_eq!((refusal.who.as_ref(), refusal.when), (Some(&winner.name), Some(row.at)), "who and when");
            }
        }
    }
    for (_, screen) in &screens {
        screen.no_gap()?;
    }
    Ok(())
}
