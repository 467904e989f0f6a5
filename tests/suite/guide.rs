//! The guides of both clients: short programs, each run by rustdoc against the mock server.

use std::fs;
use std::path::PathBuf;

use crate::description::workspace;

/// Lines of a program that a reader sees.
const LONGEST: usize = 40;

#[test]
fn programs_are_short_and_say_what_the_server_saw() {
    let mut programs = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page of a guide");
        let Some((_, program)) = text.split_once("//! ```\n") else { continue };
        let (program, _) = program.split_once("//! ```\n").expect("the block ends");
        let shown = program.lines().filter(|line| !line.starts_with("//! # ")).count();
        assert!(shown <= LONGEST, "{} shows {shown} lines", page.display());
        assert!(
            program.contains("assert_eq!(seen, [") || program.contains("seen, ["),
            "{}",
            page.display()
        );
        programs += 1;
    }
    assert!(programs >= 8, "only {programs} programs");
}

/// A code sent by one-touch login is not one that passwordless login can verify.
#[test]
fn one_touch_login_ends_outside_of_the_crate() {
    let pages = pages().into_iter().filter(|page| page.ends_with("one_touch_login.rs"));
    let text: String = pages.map(|page| fs::read_to_string(page).expect("the page")).collect();
    assert!(text.contains("Outside of this crate") && !text.contains("passwordless_login()"));
}

fn pages() -> Vec<PathBuf> {
    let clients = ["generated-client", "tests/bookshop-client"];
    let folders = clients.map(|client| workspace().join(client).join("src/generated/guide"));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("a guide"));
    let mut pages: Vec<_> = entries.map(|entry| entry.expect("a page").path()).collect();
    pages.sort();
    pages
}
