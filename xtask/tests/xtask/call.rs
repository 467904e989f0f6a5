//! What `call` sends, shows, asks and refuses.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use restwright::{Exit, People, Terminal};

use crate::workspace::{Ran, Workspace};

const KEY: &str = "key-of-the-account";
const TOKEN: &str = "token of a \"user\" $HOME";

/// Answers a call with this response; returns what the call sent, and what it made of the response.
fn exchange(
    workspace: &Workspace,
    response: &str,
    arguments: &str,
    people: Option<&mut Somebody>,
    variables: &[(&str, &str)],
) -> (Option<String>, Ran) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    thread::scope(|scope| {
        let server = scope.spawn(move || {
            let (mut stream, _) = listener.accept().ok()?;
            let mut reader = BufReader::new(stream.try_clone().ok()?);
            let (mut request, mut length) = (String::new(), 0);
            while !request.ends_with("\r\n\r\n") {
                let begin = request.len();
                if reader.read_line(&mut request).ok()? == 0 {
                    return None;
                }
                let line = request[begin..].to_lowercase();
                if let Some(value) = line.strip_prefix("content-length:") {
                    length = value.trim().parse().ok()?;
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).ok()?;
            stream.write_all(response.as_bytes()).ok()?;
            Some(request + &String::from_utf8(body).ok()?)
        });
        let command = format!("call {arguments} --base-url http://{address}");
        let ran = run(workspace, &command, people, variables);
        // Ends the wait of the server for a call that has sent nothing.
        drop(std::net::TcpStream::connect(address));
        (server.join().expect("the server does not panic"), ran)
    })
}

fn run(
    workspace: &Workspace,
    command: &str,
    people: Option<&mut Somebody>,
    variables: &[(&str, &str)],
) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let variables: BTreeMap<_, _> = variables.iter().copied().collect();
    let mut terminal = Terminal {
        variable: &|name| variables.get(name).map(OsString::from),
        people: people.map(|people| -> &mut dyn People { people }),
        ..Terminal::captured(workspace.root.clone(), "restwright", &mut out, &mut err)
    };
    let words = ["restwright"].into_iter().chain(command.split_whitespace());
    let exit = restwright::main(words.map(OsString::from), &mut terminal);
    let text = |bytes| String::from_utf8(bytes).expect("commands print UTF-8");
    Ran { exit, out: text(out), err: text(err) }
}

/// Somebody who gives these answers.
struct Somebody {
    confirms: bool,
    secret: &'static str,
    questions: Vec<String>,
}

impl People for Somebody {
    fn confirm(&mut self, question: &str) -> io::Result<bool> {
        self.questions.push(question.to_owned());
        Ok(self.confirms)
    }

    fn secret(&mut self, question: &str) -> io::Result<String> {
        self.questions.push(question.to_owned());
        Ok(self.secret.to_owned())
    }
}

const BOTH: &[(&str, &str)] = &[("PETS_API_KEY", KEY), ("PETS_ACCESS_TOKEN", TOKEN)];

fn json(status: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nX-Text: a\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

#[test]
fn a_call_shows_the_request_without_secrets_and_prints_the_response() {
    let workspace = Workspace::described();
    let response = json("200 OK", "{\"b\":1.50,\"a\":[]}");
    let arguments = "notes.list_notes --colors yellow --colors LightBlue --limit 5";
    let (sent, ran) = exchange(&workspace, &response, arguments, None, BOTH);
    let sent = sent.expect("a request");
    assert!(
        sent.starts_with("GET /v1/notes?color=yellow&color=LightBlue&limit=5 HTTP/1.1\r\n"),
        "{sent}"
    );
    assert!(sent.contains(&format!("authorization: Bearer {TOKEN}\r\n")), "{sent}");
    assert!(sent.contains(&format!("x-api-key: {KEY}\r\n")), "{sent}");
    assert_eq!(ran.out, "{\n  \"b\": 1.50,\n  \"a\": []\n}\n");
    assert!(ran.err.contains("authorization: Bearer $PETS_ACCESS_TOKEN\n"), "{}", ran.err);
    assert!(ran.err.contains("x-api-key: $PETS_API_KEY\n"), "{}", ran.err);
    assert!(ran.err.contains("\n200 OK, "), "{}", ran.err);
    assert!(!ran.err.contains(KEY) && !ran.err.contains(TOKEN), "{}", ran.err);

    let (_, ran) =
        exchange(&workspace, &response, &format!("{arguments} --include --quiet"), None, BOTH);
    assert!(ran.out.starts_with("200 OK, "), "{}", ran.out);
    assert!(ran.out.contains("\nx-text: a\n") && ran.out.contains("\n\n{\n  \"b\""), "{}", ran.out);
    assert_eq!(ran.err, "");

    let (_, ran) =
        exchange(&workspace, &response, &format!("{arguments} -o page.json"), None, BOTH);
    assert_eq!(
        (ran.out.as_str(), workspace.read("page.json").as_str()),
        ("", "{\"b\":1.50,\"a\":[]}")
    );
}

#[test]
fn an_error_is_explained_by_the_description() {
    let workspace = Workspace::described();
    let table = [
        (
            json("401 Unauthorized", "{\"code\":1001,\"message\":\"\u{9b}2Jno\"}"),
            Exit::Findings,
            "error: notes.list_notes: INVALID_KEY (1001): the key is unknown, or it was revoked (status 401)\n  help: check the key in the settings of your account\n",
        ),
        (json("404 Not Found", "{\"code\":77}"), Exit::Findings, "unknown error code 77"),
        (json("500 Internal Server Error", "<html>"), Exit::Findings, "error: "),
        (
            "HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n".to_owned(),
            Exit::Findings,
            "`--base-url` goes there: https://elsewhere.example/",
        ),
        ("not HTTP\r\n\r\n".to_owned(), Exit::Failed, "error: "),
    ];
    for (response, exit, says) in table {
        let arguments = "notes.list_notes --timeout 20";
        // A repeated call of this operation is harmless, and the server answers one.
        let (sent, ran) = exchange(&workspace, &response, arguments, None, BOTH);
        assert!(sent.is_some(), "{response}");
        assert_eq!(ran.exit, exit, "{response}: {ran:?}");
        assert!(ran.err.contains(says), "{response}: {}", ran.err);
        assert!(!ran.out.contains('\u{9b}'), "{response}: {}", ran.out);
    }
}

#[test]
fn secrets_are_no_arguments() {
    let workspace = Workspace::described();
    for (command, says) in [
        ("call notes.list_notes --access-token hunter2", "the variable `PETS_ACCESS_TOKEN`"),
        ("call notes.list_notes --access-token=hunter2 --dry-run", "is a secret"),
        ("call notes.list_notes --acces-token hunter2", "--access-token"),
        ("call notes.list_notes --limit 5 hunter2", "unexpected argument 'VALUE'"),
        ("call notes.list_notes --access-token $A hunter2", "unexpected argument 'VALUE'"),
        ("call notes.list_notes --base-url https://a:hunter2@x.example --dry-run", "base_url"),
        ("call notes.list_notes --token=hunter2", "unexpected argument '--token'"),
        ("call notes.list_notes", "the variable `PETS_ACCESS_TOKEN` is not set"),
    ] {
        let ran = run(&workspace, command, None, &[]);
        assert_eq!((ran.exit, ran.out.as_str()), (Exit::Usage, ""), "{command}: {ran:?}");
        assert!(ran.err.contains(says), "{command}: {}", ran.err);
        assert!(!ran.err.contains("hunter2"), "{command}: {}", ran.err);
    }
    // Another variable can be named, and people are asked for what is missing.
    let mut somebody = Somebody { confirms: true, secret: "typed", questions: Vec::new() };
    let arguments = "notes.list_notes --access-token $OTHER";
    let (sent, ran) = exchange(
        &workspace,
        &json("200 OK", "{}"),
        arguments,
        Some(&mut somebody),
        &[("OTHER", "x")],
    );
    assert_eq!(ran.exit, Exit::Fine, "{ran:?}");
    let sent = sent.expect("a request");
    assert!(sent.contains("authorization: Bearer x\r\n"), "{sent}");
    assert!(sent.contains("x-api-key: typed\r\n"), "{sent}");
    assert_eq!(somebody.questions, ["PETS_API_KEY: "]);
}

/// Secrets in lists, maps, newtypes, unions and whole bodies come from variables, too.
#[test]
fn secrets_within_values_come_from_variables() {
    let workspace = Workspace::described();
    workspace.write("spec/pets/operations/vault.yaml", VAULT);
    workspace.write("word.txt", "hunter2\n");
    workspace.write("name.txt", "$A\n");
    let variables = &[BOTH, &[("A", "hunter3"), ("PETS_BODY", "hunter4")]].concat();
    for (arguments, body) in [
        ("vault.put --keys $A --keys $A", Some(r#"{"keys":["hunter3","hunter3"]}"#)),
        ("vault.put --words $A", Some(r#"{"words":["hunter3"]}"#)),
        ("vault.put --rows [\"$A\"]", Some(r#"{"rows":[["hunter3"]]}"#)),
        ("vault.put --names {\"a\":\"$A\"}", Some(r#"{"names":{"a":"hunter3"}}"#)),
        ("vault.put --pin $A", Some(r#"{"pin":"hunter3"}"#)),
        ("vault.put --pin \"$A\"", Some(r#"{"pin":"hunter3"}"#)),
        ("vault.put --pin 12", Some(r#"{"pin":12}"#)),
        ("vault.put --pin @name.txt", Some(r#"{"pin":"hunter3"}"#)),
        ("vault.put --word $A", Some(r#"{"word":"hunter3"}"#)),
        ("vault.say --body $A", Some("\"hunter3\"")),
        ("vault.say", Some("\"hunter4\"")),
        ("vault.put --keys hunter2", None),
        ("vault.put --words hunter2", None),
        ("vault.put --rows [\"hunter2\"]", None),
        ("vault.put --rows [\"$\"]", None),
        ("vault.put --names {\"a\":\"hunter2\"}", None),
        ("vault.put --pin hunter2", None),
        ("vault.put --pin \"hunter2\"", None),
        ("vault.put --pin @word.txt", None),
        ("vault.put --word hunter2", None),
        ("vault.say --body hunter2", None),
        ("vault.say --body \"hunter2\"", None),
        ("vault.say --body @word.txt", None),
        ("vault.say --body $", None),
    ] {
        let (sent, ran) = exchange(&workspace, &json("200 OK", "{}"), arguments, None, variables);
        let sent = sent.as_deref().and_then(|sent| sent.split("\r\n\r\n").nth(1));
        assert_eq!(sent, body, "{arguments}: {ran:?}");
        let shown = format!("{}{}", ran.out, ran.err);
        assert!(!shown.contains("hunter"), "{arguments}: {shown}");
        if body.is_none() {
            assert_eq!(ran.exit, Exit::Usage, "{arguments}: {ran:?}");
            assert!(shown.contains("is a secret"), "{arguments}: {shown}");
        }
    }
    let help = run(&workspace, "call vault.put --help", None, &[]);
    assert!(help.out.contains("--keys <$NAME>"), "{}", help.out);
    let help = run(&workspace, "call vault.say --help", None, &[]);
    assert!(help.out.contains("$NAME") && help.out.contains("PETS_BODY"), "{}", help.out);
}

const VAULT: &str = r#"
groups:
  vault: Words that are kept.

types:
  Password: { description: A word., is: string, secret: true }
  Pin:
    description: A number, or a word.
    variants:
      - { id: number, type: integer, when: { is: integer }, description: A number. }
      - { id: text, type: Password, when: { is: string }, description: A word. }

group: vault
operations:
  put:
    summary: Keep words
    method: PUT
    path: /vault
    body:
      keys: { type: list<string>, secret: true, description: Some words. }
      words: { type: list<Password>, description: Others. }
      rows: { type: list<list<Password>>, description: Words in rows. }
      names: { type: map<string>, secret: true, description: "Words, by name." }
      pin: { type: Pin, description: A number or a word. }
      word: { type: Password, description: A word. }
    response: { 200: none }
    effect: idempotent
  say:
    summary: Say a word
    method: POST
    path: /vault/words
    arguments: [body]
    whole_body: { type: Password, description: The word. }
    response: { 200: none }
    effect: idempotent
"#;

#[test]
fn a_dry_run_prints_curl() {
    let workspace = Workspace::described();
    let out =
        run(&workspace, "call notes.create_note --title it's --color yellow --dry-run", None, &[]);
    assert_eq!(out.exit, Exit::Fine, "{out:?}");
    let expected = "curl --request POST 'https://api.example.com/v1/notes' \\
  --header \"authorization: Bearer $PETS_ACCESS_TOKEN\" \\
  --header \"x-api-key: $PETS_API_KEY\" \\
  --header 'accept: application/json' \\
  --header 'content-type: application/json' \\
  --data-raw '{\"title\":\"it'\\''s\",\"color\":\"yellow\"}'
";
    let lines = |text: &str| {
        let mut lines: Vec<_> =
            text.lines().map(|line| line.trim_end_matches(" \\").to_owned()).collect();
        lines.sort();
        lines
    };
    assert_eq!(lines(&out.out), lines(expected), "{}", out.out);
    let out = run(&workspace, "call --server sandbox notes.list_notes --dry-run", None, &[]);
    assert!(out.out.starts_with("curl 'https://sandbox.example.com/v1/notes' \\\n"), "{}", out.out);
}

#[test]
fn what_sends_something_is_confirmed() {
    let workspace = Workspace::described();
    let path = "spec/pets/operations/notes.yaml";
    let text = workspace.read(path).replacen("effect: creates", "effect: sends", 1);
    workspace.write(path, &text);
    let arguments = "notes.create_note --title Milk";
    let response = json("201 Created", "{}");
    for (confirms, exit) in [(false, Exit::Usage), (true, Exit::Fine)] {
        let mut somebody = Somebody { confirms, secret: "", questions: Vec::new() };
        let (sent, ran) = exchange(&workspace, &response, arguments, Some(&mut somebody), BOTH);
        assert_eq!((sent.is_some(), ran.exit), (confirms, exit), "{ran:?}");
        assert_eq!(somebody.questions.len(), 1);
    }
    let (sent, ran) = exchange(&workspace, &response, arguments, None, BOTH);
    assert_eq!((sent.is_some(), ran.exit), (false, Exit::Usage));
    assert!(ran.err.contains("confirm it with `--yes`"), "{}", ran.err);
    let (sent, _) = exchange(&workspace, &response, &format!("{arguments} --yes"), None, BOTH);
    assert!(sent.expect("a request").ends_with("{\"title\":\"Milk\"}"));
}

#[test]
fn mistakes_are_named() {
    let workspace = Workspace::described();
    for (command, says) in [
        ("call", "GROUP.ID"),
        ("call notes.list_note", "did you mean `notes.list_notes`?"),
        ("call frogs", "the operations are notes.create_note, notes.list_notes"),
        ("call --limit 3 notes.list_notes", "the operation comes before its inputs"),
        ("call notes.create_note", "missing input: `--title`"),
        ("call notes.create_note --titel x", "--title"),
        ("call notes.create_note --title x --title y", "`--title` takes one value"),
        ("call notes.create_note --title x --null title", "no input of this operation can be null"),
        ("call notes.list_notes --limit many", "`--limit` must be a whole number"),
        ("call notes.list_notes --server prod", "the servers are production, sandbox"),
        ("call notes.list_notes --server sandbx", "did you mean `sandbox`?"),
        ("call notes.list_notes --base-url http://example.com", "base_url"),
        ("call notes.list_notes --timeout 0", "a number of seconds above zero"),
        (
            "call notes.list_notes --server sandbox --base-url https://x.example",
            "cannot be used with",
        ),
    ] {
        let ran = run(&workspace, command, None, BOTH);
        assert_eq!((ran.exit, ran.out.as_str()), (Exit::Usage, ""), "{command}: {ran:?}");
        assert!(ran.err.contains(says), "{command}: {}", ran.err);
    }
    let ran = run(&workspace, "call notes.list_notes --colors yelow --dry-run", None, BOTH);
    assert_eq!(ran.exit, Exit::Fine);
    assert!(
        ran.err.contains("`yelow` is no declared value of `--colors`: did you mean `yellow`?"),
        "{}",
        ran.err
    );
    let help = run(&workspace, "call notes.create_note --help", None, &[]);
    assert_eq!(help.exit, Exit::Fine);
    for part in ["--title <TEXT>", "[required]", "PETS_ACCESS_TOKEN, PETS_API_KEY", "Exit codes"] {
        assert!(help.out.contains(part), "{part}: {}", help.out);
    }
}
