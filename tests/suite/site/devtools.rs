//! A browser that is told what to do over pipes, by the protocol of its developer tools.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::review::browser::installed;

/// Nothing that a browser is told here takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) struct Browser {
    process: Child,
    commands: ChildStdin,
    messages: Receiver<Value>,
    /// Messages that came while a response was awaited.
    events: VecDeque<Value>,
    session: Value,
    number: u64,
    _profile: TempDir,
}

impl Browser {
    /// A browser with an empty tab.
    pub(super) fn start() -> Self {
        let profile = tempfile::tempdir().expect("a temporary folder");
        let mut process = Command::new("sh")
            // The browser reads from 3 and writes to 4.
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", installed()])
            // A sandbox within a container needs rights that the gate does not have. The pages are our own.
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--remote-debugging-pipe",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the browser can be started");
        let commands = process.stdin.take().expect("a pipe");
        let mut output = BufReader::new(process.stdout.take().expect("a pipe"));
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || {
            let mut message = Vec::new();
            while output.read_until(0, &mut message).is_ok_and(|length| length > 0) {
                message.pop();
                let Ok(value) = serde_json::from_slice(&message) else { break };
                if sender.send(value).is_err() {
                    break;
                }
                message.clear();
            }
        });
        let mut browser = Self {
            process,
            commands,
            messages,
            events: VecDeque::new(),
            session: Value::Null,
            number: 0,
            _profile: profile,
        };
        let tab = browser.call("Target.createTarget", &json!({ "url": "about:blank" }));
        let tab = json!({ "targetId": tab["targetId"], "flatten": true });
        browser.session = browser.call("Target.attachToTarget", &tab)["sessionId"].clone();
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.call(&format!("{domain}.enable"), &json!({}));
        }
        browser
    }

    /// Sends a command and returns its result.
    pub(super) fn call(&mut self, method: &str, parameters: &Value) -> Value {
        self.number += 1;
        let mut command = json!({ "id": self.number, "method": method, "params": parameters });
        if self.session.is_string() {
            command["sessionId"] = self.session.clone();
        }
        let written = write!(self.commands, "{command}\0").and_then(|()| self.commands.flush());
        written.expect("the browser runs");
        loop {
            let message = self.next();
            if message["id"] == self.number {
                assert!(message["error"].is_null(), "{method}: {message}");
                return message["result"].clone();
            }
            self.events.push_back(message);
        }
    }

    fn next(&mut self) -> Value {
        self.messages.recv_timeout(PATIENCE).expect("the browser responds in time")
    }

    /// Opens a page, and waits until it is there.
    pub(super) fn open(&mut self, address: &str) {
        // The address alone would only move within the same page.
        self.call("Page.navigate", &json!({ "url": "about:blank" }));
        self.loaded();
        self.call("Page.navigate", &json!({ "url": address }));
        self.loaded();
    }

    /// Waits until a page has been loaded.
    pub(super) fn loaded(&mut self) {
        let is_load = |event: &Value| event["method"] == "Page.loadEventFired";
        if let Some(at) = self.events.iter().position(is_load) {
            self.events.remove(at);
            return;
        }
        loop {
            let message = self.next();
            if is_load(&message) {
                return;
            }
            self.events.push_back(message);
        }
    }

    /// The value of an expression in the page; a promise is awaited.
    pub(super) fn value(&mut self, expression: &str) -> Value {
        let parameters =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let result = self.call("Runtime.evaluate", &parameters);
        assert!(result["exceptionDetails"].is_null(), "{expression}: {result}");
        result["result"]["value"].clone()
    }

    /// Waits until an expression is true.
    pub(super) fn until(&mut self, expression: &str) {
        for _ in 0..500 {
            if self.value(expression) == true {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("this never becomes true: {expression}");
    }

    /// Presses a key, such as `Tab`, `/` or `Enter`.
    pub(super) fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            "ArrowLeft" => (37, ""),
            "ArrowUp" => (38, ""),
            "ArrowRight" => (39, ""),
            "ArrowDown" => (40, ""),
            "/" => (191, "/"),
            other => panic!("no code for {other}"),
        };
        let mut event =
            json!({ "type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code });
        if !text.is_empty() {
            event["text"] = json!(text);
        }
        self.call("Input.dispatchKeyEvent", &event);
        event["type"] = json!("keyUp");
        self.call("Input.dispatchKeyEvent", &event);
    }

    /// Writes a text into what has the focus.
    pub(super) fn write(&mut self, text: &str) {
        self.call("Input.insertText", &json!({ "text": text }));
    }

    /// Sets the size of the window; a narrow one is that of a telephone.
    pub(super) fn window(&mut self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.call("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Sets what the reader has chosen for all pages.
    pub(super) fn prefer(&mut self, scheme: &str, motion: &str) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": motion },
        ]);
        self.call("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// What the browser has to say about the pages so far: messages of the console, errors, and requests to elsewhere.
    pub(super) fn complaints(&mut self) -> Vec<String> {
        // Messages of before come before this response.
        self.value("1");
        let events = self.events.drain(..).filter(|event| {
            let url = event["params"]["request"]["url"].as_str().unwrap_or("file:");
            match event["method"].as_str().unwrap_or_default() {
                "Runtime.consoleAPICalled" | "Runtime.exceptionThrown" | "Log.entryAdded" => true,
                "Network.requestWillBeSent" => {
                    !url.starts_with("file:") && !url.starts_with("about:")
                }
                _ => false,
            }
        });
        events.map(|event| event.to_string()).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
