//! Which names ids become in Rust, and which ids are rejected.

use std::collections::BTreeSet;

use restwright_spec::Source;
use restwright_spec::api::Api;

use crate::description::{fixtures, model, sources};

/// What an id names.
#[derive(Clone, Copy, Debug)]
enum Of {
    Group,
    Operation,
    Argument,
    Setter,
    PageSetter,
    Type,
    Field,
    SentField,
    Value,
    Variant,
    ErrorCode,
    Category,
    Server,
    Credential,
}

/// The public names that an id brings into the crate, or the rule that refuses it.
type Row = (Of, &'static str, Result<&'static [&'static str], &'static str>);

const TABLE: &[Row] = &[
    // Methods and arguments keep the id as it is; structs get it in Pascal case.
    (Of::Group, "log_in", Ok(&["fn log_in", "mod log_in", "struct LogIn"])),
    (Of::Group, "log_in_2fa", Ok(&["fn log_in_2fa", "mod log_in_2fa", "struct LogIn2fa"])),
    (Of::Group, "client", Ok(&["fn client", "mod client", "struct Client"])),
    (Of::Group, "service", Ok(&["fn service", "mod service", "struct Service"])),
    (Of::Group, "new", Err("name-taken")),
    (Of::Group, "builder", Err("name-taken")),
    (Of::Group, "mod", Err("name-keyword")),
    (Of::Operation, "log_in", Ok(&["fn log_in", "struct LogIn"])),
    (Of::Operation, "log_in_2fa", Ok(&["fn log_in_2fa", "struct LogIn2fa"])),
    (Of::Operation, "a1b", Ok(&["fn a1b", "struct A1b"])),
    (Of::Operation, "default", Ok(&["fn default", "struct Default"])),
    (Of::Operation, "call", Ok(&["fn call", "struct Call"])),
    (Of::Operation, "clone", Err("name-taken")),
    (Of::Operation, "new", Ok(&["fn new", "struct New"])),
    (Of::Operation, "operations", Ok(&["fn operations", "struct Operations"])),
    (Of::Operation, "into", Err("name-taken")),
    (Of::Operation, "fmt", Err("name-taken")),
    (Of::Operation, "c", Ok(&["fn c", "struct C"])),
    (Of::Operation, "std", Ok(&["fn std", "struct Std"])),
    (Of::Operation, "types", Ok(&["fn types", "struct Types"])),
    (Of::Operation, "async", Err("name-keyword")),
    (Of::Operation, "gen", Err("name-keyword")),
    (Of::Argument, "phone_id", Ok(&[])),
    (Of::Argument, "self", Err("name-keyword")),
    (Of::Argument, "type", Err("name-keyword")),
    (Of::Setter, "phone_id", Ok(&["fn phone_id"])),
    (Of::Setter, "operation", Ok(&["fn operation"])),
    (Of::Setter, "client", Ok(&["fn client"])),
    (Of::Setter, "send", Err("name-taken")),
    (Of::Setter, "into_future", Err("name-taken")),
    (Of::Setter, "into_http_request", Err("name-taken")),
    (Of::Setter, "with", Err("name-taken")),
    (Of::Setter, "clone", Err("name-taken")),
    // A setter hides the method of a trait, wherever its call has the trait.
    (Of::Setter, "into", Err("name-taken")),
    (Of::Setter, "from", Err("name-taken")),
    (Of::Setter, "try_from", Err("name-taken")),
    (Of::Setter, "fmt", Err("name-taken")),
    (Of::Setter, "write", Err("name-taken")),
    (Of::Setter, "borrow", Err("name-taken")),
    (Of::Setter, "to_owned", Err("name-taken")),
    (Of::Setter, "default", Ok(&["fn default"])),
    (Of::Setter, "hash", Ok(&["fn hash"])),
    (Of::Setter, "new", Ok(&["fn new"])),
    (Of::Setter, "call", Ok(&["fn call"])),
    (Of::Setter, "fn", Err("name-keyword")),
    (Of::Setter, "pages", Ok(&["fn pages"])),
    (Of::Setter, "next", Ok(&["fn next"])),
    (Of::PageSetter, "page", Ok(&["fn page"])),
    (Of::PageSetter, "pages", Err("name-taken")),
    (Of::PageSetter, "items", Err("name-taken")),
    (Of::PageSetter, "next", Err("name-taken")),
    // A type keeps its name, also where Rust or the crate has one like it.
    (Of::Type, "LogIn", Ok(&["struct LogIn"])),
    (Of::Type, "Option", Ok(&["struct Option"])),
    (Of::Type, "Client", Ok(&["struct Client"])),
    (Of::Type, "Type", Ok(&["struct Type"])),
    (Of::Type, "Self", Err("name-keyword")),
    (Of::Field, "phone_id", Ok(&["phone_id"])),
    (Of::Field, "new", Ok(&["new"])),
    (Of::Field, "default", Ok(&["default"])),
    // What is sent has a setter beside the field.
    (Of::SentField, "phone_id", Ok(&["fn phone_id", "phone_id"])),
    (Of::SentField, "default", Err("name-taken")),
    (Of::SentField, "from", Err("name-taken")),
    (Of::SentField, "into", Err("name-taken")),
    (Of::SentField, "eq", Err("name-taken")),
    (Of::SentField, "clone_from", Err("name-taken")),
    (Of::SentField, "new", Err("name-taken")),
    (Of::SentField, "unknown_fields", Err("name-taken")),
    (Of::SentField, "cmp", Ok(&["cmp", "fn cmp"])),
    (Of::SentField, "send", Ok(&["fn send", "send"])),
    (Of::Field, "unknown_fields", Err("name-taken")),
    (Of::Field, "match", Err("name-keyword")),
    (Of::Value, "sci_fi", Ok(&["SciFi"])),
    (Of::Value, "top_100", Ok(&["Top100"])),
    (Of::Value, "type", Ok(&["Type"])),
    (Of::Value, "none", Ok(&["None"])),
    (Of::Value, "self", Err("name-taken")),
    (Of::Value, "unknown", Err("name-taken")),
    (Of::Variant, "signed_in", Ok(&["SignedIn"])),
    (Of::Variant, "ok", Ok(&["Ok"])),
    (Of::Variant, "unknown", Err("name-taken")),
    (Of::ErrorCode, "wrong_otp", Ok(&["const WRONG_OTP"])),
    (Of::ErrorCode, "self", Ok(&["const SELF"])),
    (Of::ErrorCode, "otp_2fa", Ok(&["const OTP_2FA"])),
    (Of::Category, "captcha", Ok(&["fn is_captcha"])),
    (Of::Category, "try", Ok(&["fn is_try"])),
    (Of::Server, "new_york", Ok(&["const NEW_YORK"])),
    (
        Of::Credential,
        "site_key",
        Ok(&["enum SiteKeyPlacement", "fn site_key", "fn site_key_placement"]),
    ),
    (Of::Credential, "build", Err("name-taken")),
    (Of::Credential, "in", Err("name-keyword")),
];

#[test]
fn of_ids() {
    // Takes the place of the id that is looked at, and goes by the rules itself.
    const OTHER: &str = "zz";
    for (of, id, expected) in TABLE {
        let other = if matches!(of, Of::Type) { "Zz" } else { OTHER };
        let without = names(&described(*of, other)).expect("the other id is not refused");
        let found = names(&described(*of, id)).map(|mut names| {
            for name in &without {
                if let Some(index) = names.iter().position(|other| other == name) {
                    names.remove(index);
                }
            }
            names
        });
        let expected = expected
            .map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>())
            .map_err(ToOwned::to_owned);
        assert_eq!(found, expected, "{of:?} `{id}`");
    }
}

/// The public names of the emitted crate, with what they name; fields and variants have nothing before them.
fn names(api: &Api) -> Result<Vec<String>, String> {
    let files = restwright_codegen::generate(api).map_err(|problems| {
        let rules: BTreeSet<_> = problems.iter().map(|problem| problem.rule).collect();
        rules.into_iter().collect::<Vec<_>>().join(", ")
    })?;
    // The blocking client has the methods of the other one, and the server to test against those of neither.
    let files = files
        .iter()
        .filter(|file| !file.path.ends_with("/blocking.rs") && !file.path.ends_with("/mock.rs"));
    let lines = files.flat_map(|file| file.contents.lines());
    let mut names: Vec<_> = lines.flat_map(names_in).collect();
    names.sort();
    Ok(names)
}

fn names_in(line: &str) -> Vec<String> {
    let words: Vec<_> = line
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let is_variant = line.starts_with("    ") && line.ends_with(',') && words.len() <= 3;
    match words.as_slice() {
        ["pub", what @ ("fn" | "struct" | "enum" | "const" | "mod"), name, ..] => {
            vec![format!("{what} {name}")]
        }
        ["pub", "use", ..] => Vec::new(),
        ["pub", name, ..] if *name != "crate" => vec![(*name).to_owned()],
        [name, ..] if is_variant && name.starts_with(char::is_uppercase) => {
            vec![(*name).to_owned()]
        }
        _ => Vec::new(),
    }
}

/// The smallest description, with an id added.
fn described(of: Of, id: &str) -> Api {
    let mut sources = sources(&fixtures("features/smallest"));
    let path = "added.yaml".to_owned();
    let mut text = added(of, id);
    if matches!(of, Of::Server) {
        // Of one server nobody has to say that it is the default.
        let api = String::from_utf8(sources.remove(0).text).expect("the file is UTF-8");
        text = api.replace("  main: {", &format!("  {id}: {{"));
    }
    sources.push(Source { path, text: text.into_bytes() });
    model(sources)
}

fn added(of: Of, id: &str) -> String {
    let look = |rest: &str| {
        format!(
            "group: things\noperations:\n  look:\n    summary: Look\n    method: GET\n    path: /look\n    \
             effect: safe\n{rest}"
        )
    };
    let input = |need: &str| {
        look(&format!(
            "    response: {{ 200: none }}\n    parameters: {{ {id}: {{ in: query, type: string, {need}description: A text. }} }}\n"
        ))
    };
    let pages = "list<string> }\n    pages: { items: [], by: { link: next } }";
    let answer = |name: &str, kind: &str| {
        look(&format!(
            "    response: {{ 200: {name} }}\ntypes: {{ {name}: {{ description: A type., {kind} }} }}\n"
        ))
    };
    match of {
        Of::Group => look("    response: { 200: none }\n")
            .replace("group: things", &format!("groups: {{ {id}: Added. }}\ngroup: {id}")),
        Of::Operation => {
            look("    response: { 200: none }\n").replace("  look:\n", &format!("  {id}:\n"))
        }
        Of::Argument => input("required: true, ") + &format!("    arguments: [{id}]\n"),
        Of::Setter => input(""),
        Of::PageSetter => input("").replace("none }", pages),
        Of::Type => answer(id, "fields: {}"),
        Of::Field => answer(
            "Thing",
            &format!("fields: {{ {id}: {{ type: string, description: A text. }} }}"),
        ),
        Of::SentField => format!(
            "{}    body: {{ thing: {{ type: Thing, description: A thing. }} }}\ntypes: {{ Thing: {{ description: A type., fields: \
             {{ {id}: {{ type: string, description: A text. }} }} }} }}\n",
            look("    response: { 200: none }\n").replace("GET", "POST")
        ),
        Of::Value => answer("Thing", &format!("values: {{ {id}: {{ description: A value. }} }}")),
        Of::Variant => {
            let variant = format!("variants: [{{ id: {id}, type: Part, description: A part. }}]");
            answer("Thing", &variant)
                .replace("types: {", "types: { Part: { description: A part., fields: {} },")
        }
        Of::ErrorCode => format!(
            "error_body: {{ code: code }}\nerrors: {{ {id}: {{ code: 1, status: 400, message: No, meaning: no }} }}\n"
        ),
        Of::Category => format!(
            "error_body: {{ code: code }}\nerror_categories: {{ {id}: something is wrong }}\n\
             errors: {{ no: {{ code: 1, status: 400, message: No, meaning: no, category: {id} }} }}\n"
        ),
        Of::Server => String::new(),
        Of::Credential => {
            format!(
                "credentials: {{ {id}: {{ description: A key., given: client_optional, \
             placements: [{{ in: query, name: key }}, {{ in: header, name: X-Key }}] }} }}\n"
            ) + &look(&format!("    response: {{ 200: none }}\n    credentials: [{id}]\n"))
        }
    }
}
