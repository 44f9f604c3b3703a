//! `make types`: writes docs/security/access.md from the tables of the access policy.
#![allow(clippy::unwrap_used, reason = "a tool of the build: what it cannot read stops it")]

#[path = "../tests/support/access_page.rs"]
mod access_page;

fn main() -> std::io::Result<()> {
    let file = access_page::file();
    std::fs::create_dir_all(file.parent().unwrap())?;
    std::fs::write(file, access_page::page())
}
