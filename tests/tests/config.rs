//! Configuration and the command line: every fault in one go, plain words, exit codes, no secret in what is printed.

use alongside_tests::{
    Result, engines,
    people::Person,
    server::{Settings, lay_beside, quayside, root},
};
use anyhow::ensure;
use tempfile::TempDir;

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Result<Self> {
        Ok(Self { folder: TempDir::new()? })
    }

    fn settings(&self) -> Result<Settings> {
        Settings::new(&self.folder.path().join("data"))
    }

    fn write(&self, name: &str, text: &str) -> Result<String> {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text)?;
        Ok(path.display().to_string())
    }

    /// Runs `check-config` on a file alone, without settings from the environment.
    fn check(&self, file: &str) -> Result<(Option<i32>, String)> {
        let mut bare = self.settings()?;
        bare.env.clear();
        let (status, said) = bare.run(&["check-config", "--config", file], "")?;
        Ok((status.code(), said))
    }
}

#[test]
fn every_scheme_that_is_shipped_is_sound() -> Result<()> {
    let desk = Desk::new()?;
    let mut count = 0;
    for entry in std::fs::read_dir(root().join("schemes"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            count += 1;
            let file = path.display().to_string();
            let mut settings = desk.settings()?;
            settings.env.remove("ALONGSIDE__SCHEMES");
            let said = settings.succeed(&["check-config", "--scheme", &file], "")?;
            ensure!(said.contains("The configuration is sound."), "{file}: {said}");
        }
    }
    ensure!(count >= 4, "{count} schemes");
    Ok(())
}

#[test]
fn check_config_reports_every_fault_of_all_files_at_once() -> Result<()> {
    let desk = Desk::new()?;
    let scheme = std::fs::read_to_string(quayside())?;
    let first = scheme
        .replace("id = \"quayside\"", "id = \"Quay Side\"")
        .replace("Europe/London", "Europe/Quayside")
        .replace("person_word = \"victim\"", "person_word = \"customer\"")
        .replace("north = 55.0", "north = 53.0")
        .replace("from = \"00:00\"", "from = \"25:00\"")
        .replace("code = \"2\"", "code = \"1\"")
        .replace("after_first_response", "when_it_suits")
        .replace("\"inspector\"]", "\"gardener\"]")
        .replace("offer_window_s = 120", "offer_window_s = \"soon\"\noffer_windows = 1")
        .replace("seats = [\"support_worker\", \"officer\"]\nbase", "seats = [\"driver\"]\nbase");
    lay_beside(desk.folder.path())?;
    let first = desk.write("first.toml", &first)?;
    let second = desk.write("second.toml", "id = \"half\n")?;
    let third = desk.write("third.toml", &scheme)?;
    let config = desk.write(
        "alongside.toml",
        &format!(
            "listen = \"here\"\nport = 8080\npublic_url = \"board.example\"\ndatabase_url = \"mysql://root:hunter2@host\"\n\
             redis_url = \"redis://:hunter2@host\"\naccess_token_s = 5\nsockets_per_user = 0\nlog_format = \"xml\"\n\
             unsafe_durability = \"maybe\"\nschemes = [{first:?}, {second:?}, {third:?}, {third:?}, \"absent.toml\"]\n"
        ),
    )?;
    let (code, said) = desk.check(&config)?;
    ensure!(code == Some(1), "exit {code:?}");
    let missing: Vec<&str> = [
        // The configuration's own.
        "listen: found \"here\"",
        "port: found",
        "public_url: found \"board.example\"",
        "database_url: found",
        "access_token_s: found",
        "30 to 3600",
        "sockets_per_user: found",
        "log_format: found \"xml\"",
        "unsafe_durability: found",
        // The first scheme's.
        "id: found \"Quay Side\"",
        "time_zone: found \"Europe/Quayside\"",
        "person_word: found \"customer\"",
        "area.north: found",
        "25:00",
        "grades[1].code: found \"1\" again",
        "gate.mode: found \"when_it_suits\"",
        "gardener",
        "clocks.offer_window_s: found",
        "clocks.offer_windows",
        "driver",
        // The others'.
        "second.toml: ",
        "third.toml: id: found \"quayside\" again",
        "absent.toml: cannot be read",
    ]
    .into_iter()
    .filter(|words| !said.contains(words))
    .collect();
    ensure!(missing.is_empty(), "not reported: {missing:#?}\nsaid:\n{said}");
    ensure!(!said.contains("hunter2"), "no secret in what is printed:\n{said}");
    Ok(())
}

#[test]
fn a_config_file_that_is_named_must_be_there_and_one_that_is_sound_says_so() -> Result<()> {
    let desk = Desk::new()?;
    let (code, said) = desk.check("nowhere.toml")?;
    ensure!(code == Some(1) && said.contains("nowhere.toml") && said.contains("not there"), "{code:?}: {said}");
    let config = desk.write("alongside.toml", &format!("schemes = [{:?}]\n", quayside().display().to_string()))?;
    let (code, said) = desk.check(&config)?;
    ensure!(code == Some(0) && said.contains("board quayside: Quayside Test Car"), "{code:?}: {said}");
    // Flags before environment before file before defaults.
    let mut settings = desk.settings()?;
    settings.env.remove("ALONGSIDE__SCHEMES");
    let settings = settings.with("access_token_s", "7");
    let (status, said) = settings.run(&["check-config", "--config", &config, "--listen", "nonsense"], "")?;
    ensure!(status.code() == Some(1) && said.contains("access_token_s") && said.contains("nonsense"), "{said}");
    Ok(())
}

#[test]
fn the_command_line_refuses_in_plain_words() -> Result<()> {
    let desk = Desk::new()?;
    let settings = desk.settings()?;
    let person = Person::worker("linnet");
    let put = |roles: &str, boards: &str, password: &str| {
        settings.run(&["put-account", "linnet", "--name", "Linnet", "--roles", roles, "--boards", boards], password)
    };
    for (roles, boards, password, code, words) in [
        ("gardener", "quayside", "long-enough-words", 2, "support_worker"),
        ("support_worker", "otherside", "long-enough-words", 1, "allowed: quayside"),
        ("support_worker", "quayside", "short", 1, "12 to 256 characters"),
        ("support_worker", "quayside", "", 1, "12 to 256 characters"),
    ] {
        let (status, said) = put(roles, boards, password)?;
        ensure!(status.code() == Some(code) && said.contains(words), "{roles} {boards}: {status} {said}");
        ensure!(password.is_empty() || !said.contains(password), "no password in what is printed");
    }
    let said = settings.succeed(
        &["put-account", "linnet", "--name", "Linnet", "--roles", "support_worker", "--boards", "quayside"],
        &person.password,
    )?;
    ensure!(said.contains("linnet may sign in") && !said.contains(&person.password), "{said}");

    let out = desk.folder.path().join("feed.token").display().to_string();
    let issue = |hours: &str| {
        settings.run(&["issue-token", "--name", "cad", "--board", "quayside", "--hours", hours, "--out", &out], "")
    };
    ensure!(issue("721")?.0.code() == Some(2), "720 hours are the most");
    ensure!(issue("1")?.0.success());
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&out)?.permissions());
    ensure!(mode.trailing_zeros() >= 6, "a token is its owner's alone: {mode:o}");
    let (status, said) = issue("1")?;
    ensure!(status.code() == Some(1) && said.contains(&out), "never over a file that exists: {said}");
    let (status, said) = settings.run(&["make-keys"], "")?;
    ensure!(status.code() == Some(1) && said.contains("never written over"), "{said}");
    Ok(())
}

#[test]
fn addresses_of_roads_and_tiles_are_checked_and_never_repeated() -> Result<()> {
    let desk = Desk::new()?;
    let scheme = quayside().display().to_string();
    lay_beside(desk.folder.path())?;
    let not_tiles = desk.write("not.pmtiles", "something else")?;
    for (key, value, allowed) in [
        ("routing_url", "\"ftp://user:Secret1@osrm.example\"".to_owned(), "http://… or https://…"),
        ("routing_url", "\"http://osrm.example?key=Secret1\"".to_owned(), "without a query"),
        ("routing_url", "\"Secret1\"".to_owned(), "http://… or https://…"),
        ("map_tiles", format!("{not_tiles:?}"), "a PMTiles file"),
        ("map_tiles", "\"nowhere.pmtiles\"".to_owned(), "a PMTiles file"),
        ("map_tiles", "\"gopher://tiles.example/Secret1\"".to_owned(), "https://…"),
    ] {
        let file = desk.write("alongside.toml", &format!("schemes = [{scheme:?}]\n{key} = {value}\n"))?;
        let (code, said) = desk.check(&file)?;
        ensure!(code == Some(1) && said.contains(key) && said.contains(allowed), "{key} = {value}: {said}");
        ensure!(!said.contains("Secret1"), "{said}");
    }
    Ok(())
}

#[test]
fn how_people_sign_in_is_checked_as_a_whole() -> Result<()> {
    let desk = Desk::new()?;
    let scheme = quayside().display().to_string();
    lay_beside(desk.folder.path())?;
    let words = desk.write("words.txt", "password\n123456\n")?;
    let groups = desk.write(
        "groups.toml",
        "[[group]]\nname = \"quay\"\nroles = [\"gardener\"]\nboards = [\"otherside\"]\ncolour = \"red\"\n",
    )?;
    let secret = desk.write("client.secret", "Secret1\n")?;
    let config = desk.write(
        "alongside.toml",
        &format!(
            "schemes = [{scheme:?}]\nsecond_factor = \"perhaps\"\nbreached_passwords = {words:?}\nsession_idle_min = 1\n\
             oidc_issuer = \"http://login.example\"\noidc_client_secret_file = \"nowhere.secret\"\noidc_groups_file = {groups:?}\n"
        ),
    )?;
    let (code, said) = desk.check(&config)?;
    ensure!(code == Some(1), "exit {code:?}");
    for words in [
        "second_factor: found \"perhaps\"",
        "off, offered, required",
        "breached_passwords: found",
        "session_idle_min: found",
        "oidc_issuer: found",
        "oidc_client_id: found nothing",
        "oidc_client_secret_file: found",
        "public_url: found nothing",
        "gardener",
        "otherside",
        "colour",
    ] {
        ensure!(said.contains(words), "not reported: {words}\nsaid:\n{said}");
    }
    let groups =
        desk.write("groups.toml", "[[group]]\nname = \"quay\"\nroles = [\"crew\"]\nboards = [\"quayside\"]\n")?;
    let sound = desk.write(
        "alongside.toml",
        &format!(
            "schemes = [{scheme:?}]\npublic_url = \"https://board.example\"\noidc_issuer = \"https://login.example\"\n\
             oidc_client_id = \"alongside\"\noidc_client_secret_file = {secret:?}\noidc_groups_file = {groups:?}\n"
        ),
    )?;
    let (code, said) = desk.check(&sound)?;
    ensure!(code == Some(0) && !said.contains("Secret1"), "{code:?}: {said}");
    Ok(())
}

#[test]
fn a_server_that_cannot_start_says_why() -> Result<()> {
    let desk = Desk::new()?;
    let taken = std::net::TcpListener::bind("127.0.0.1:0")?;
    let address = taken.local_addr()?.to_string();
    let (status, said) = desk.settings()?.with("listen", &address).run(&["serve"], "")?;
    ensure!(status.code() == Some(1) && said.contains(&address) && said.contains("ALONGSIDE__LISTEN"), "{said}");
    let nobody = format!("postgres://alongside@127.0.0.1:{}/nobody", taken.local_addr()?.port());
    drop(taken);
    let keys = desk.settings()?.with("database_url", &nobody);
    let (status, said) = keys.run(&["serve"], "")?;
    ensure!(status.code() == Some(1) && said.contains("database"), "{said}");
    ensure!(engines::postgres_folder().is_none() || !said.contains("panicked"), "{said}");
    Ok(())
}
