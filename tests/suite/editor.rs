//! What an editor shows of a description, by the language server that editors use.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use restwright_spec::schema_of;
use serde_json::{Value, json};

use crate::description::{api, bookshop};

/// The program of the language server, which the gate installs.
const PROGRAM: &str = "YAML_LANGUAGE_SERVER";

/// The begin of a file with an operation.
const OPERATION: &str = "group: books\noperations:\n  find_all:\n    summary: Find\n    method: GET\n    path: /a\n    effect: safe\n";

/// What is in a file behind the first lines, with `|` where the cursor is, and what an editor has to show there.
enum Shows {
    /// A mistake on the line of the cursor, with this in its message.
    Mistake(&'static str),
    /// A text about what the cursor is on.
    Hover(&'static str),
    /// These among what can stand there.
    Completion(&'static [&'static str]),
}

use Shows::{Completion, Hover, Mistake};

#[rustfmt::skip]
const TABLE: &[(&str, &str, Shows)] = &[
    ("", "typess|: {}\n", Mistake("typess is not allowed")),
    (OPERATION, "    respons|: { 200: none }\n", Mistake("respons is not allowed")),
    (OPERATION, "    arguments|: yes\n", Mistake("Incorrect type. Expected \"array\"")),
    ("", "group: books\noperations:\n  a: { summary: A, method: GTE|, path: /a, effect: safe, response: { 200: none } }\n", Mistake("\"GET\" | \"HEAD\" | \"POST\"")),
    ("", "ty|pes: {}\n", Hover("Named types: a map from names")),
    (OPERATION, "    resp|onse: { 200: none }\n", Hover("The statuses of success")),
    ("", "group: books\noperations:\n  a:\n    eff|ect: safe\n", Hover("It reads; any number of times")),
    (OPERATION, "    |\n", Completion(&["credentials", "errors", "parameters"])),
    ("", "group: books\noperations:\n  a:\n    method: |\n", Completion(&["GET", "POST", "DELETE"])),
    // What the description itself declares.
    ("", "group: |\n", Completion(&["books", "orders", "vouchers"])),
    ("", "api:\n  default_server: |\n", Completion(&["main"])),
    (OPERATION, "    credentials:\n      - |\n", Completion(&["shop_key", "reader_card", "till"])),
    (OPERATION, "    errors:\n      - |\n", Completion(&["7", "300"])),
    (OPERATION, "    response:\n      200: |\n", Completion(&["string", "Book", "OrderPlaced"])),
    (OPERATION, "    parameters:\n      a:\n        use: |\n", Completion(&["book_id", "currency", "trace"])),
    ("", "types:\n  New:\n    description: New.\n    fields:\n      x:\n        description: X.\n        type: |\n", Completion(&["integer", "Price"])),
    ("", "flows:\n  f:\n    steps:\n      - call: |\n", Completion(&["books.get", "orders.place"])),
];

#[test]
#[ignore = "needs the language server, which the gate installs"]
fn an_editor_knows_the_language_and_the_description() {
    let program = std::env::var(PROGRAM).unwrap_or_else(|_| panic!("{PROGRAM} is not set"));
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(".schema.json"), schema_of(&api(&bookshop())))
        .expect("a file");
    let mut server = Server::start(&program);
    for (number, (before, text, shows)) in TABLE.iter().enumerate() {
        let (behind, after) = text.split_once('|').expect("there is a cursor");
        let before = format!("# yaml-language-server: $schema=.schema.json\n{before}{behind}");
        let line = before.matches('\n').count();
        let character = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        let cursor = json!({ "line": line, "character": character });
        let uri = uri(&folder.path().join(format!("{number}.yaml")));
        let mistakes = server.open(&uri, &format!("{before}{after}"));
        match shows {
            Mistake(part) => {
                let is_meant = |mistake: &&Value| {
                    let message = mistake["message"].as_str().unwrap_or_default();
                    mistake["range"]["start"]["line"] == line && message.contains(part)
                };
                let all = mistakes.as_array().expect("a list");
                assert!(all.iter().any(|mistake| is_meant(&mistake)), "{text}: {mistakes:#}");
            }
            Hover(part) => {
                let hover = server.ask("textDocument/hover", &uri, &cursor);
                // What Markdown would take for itself is behind backslashes.
                let shown =
                    hover["contents"]["value"].as_str().unwrap_or_default().replace('\\', "");
                assert!(shown.contains(part), "{text}: {shown}");
            }
            Completion(words) => {
                let list = server.ask("textDocument/completion", &uri, &cursor);
                let items = list["items"].as_array().or(list.as_array()).expect("a list");
                let labels: Vec<_> = items.iter().filter_map(|it| it["label"].as_str()).collect();
                for word in *words {
                    assert!(labels.contains(word), "{text}: no `{word}` among {labels:?}");
                }
            }
        }
    }
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// The language server, spoken to over its standard input and output.
struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    asked: u64,
}

impl Server {
    fn start(program: &str) -> Self {
        let mut process = Command::new("node")
            .args([program, "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node can be run");
        let input = process.stdin.take().expect("a pipe");
        let output = BufReader::new(process.stdout.take().expect("a pipe"));
        let mut server = Self { process, input, output, asked: 0 };
        let capabilities = json!({ "textDocument": { "completion": { "completionItem": {} } } });
        let parameters =
            json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
        server.call("initialize", &parameters);
        server.tell("initialized", &json!({}));
        // Nothing comes from elsewhere.
        let yaml = json!({ "validate": true, "hover": true, "completion": true, "schemaStore": { "enable": false } });
        server.tell("workspace/didChangeConfiguration", &json!({ "settings": { "yaml": yaml } }));
        server
    }

    /// Opens a file, and returns its mistakes.
    fn open(&mut self, uri: &str, text: &str) -> Value {
        let file = json!({ "uri": uri, "languageId": "yaml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": file }));
        let is_about = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
        };
        self.wait(is_about)["params"]["diagnostics"].take()
    }

    fn ask(&mut self, method: &str, uri: &str, cursor: &Value) -> Value {
        self.call(method, &json!({ "textDocument": { "uri": uri }, "position": cursor }))
    }

    /// Sends a request, and returns the result.
    fn call(&mut self, method: &str, parameters: &Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters }));
        let is_answer =
            move |message: &Value| message["id"] == id && message.get("method").is_none();
        self.wait(is_answer)["result"].take()
    }

    fn tell(&mut self, method: &str, parameters: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }));
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let length = text.len();
        write!(self.input, "Content-Length: {length}\r\n\r\n{text}").expect("the server listens");
        self.input.flush().expect("the server listens");
    }

    /// The first message of a kind. What the server asks on the way gets the answer of an editor without settings.
    fn wait(&mut self, is_meant: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.read();
            if message.get("method").is_some() && message.get("id").is_some() {
                let result = if message["method"] == "workspace/configuration" {
                    json!([{}])
                } else {
                    Value::Null
                };
                self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
            }
            if is_meant(&message) {
                return message;
            }
        }
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            let read = self.output.read_line(&mut line).expect("the server goes on");
            assert!(read > 0, "the server has ended");
            match line.trim().split_once(": ") {
                Some(("Content-Length", value)) => length = value.parse().expect("a number"),
                Some(_) => {}
                None => break,
            }
        }
        let mut text = vec![0; length];
        self.output.read_exact(&mut text).expect("a message is as long as was said");
        serde_json::from_slice(&text).expect("a message is JSON")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
