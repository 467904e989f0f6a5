//! The page in a browser: read at two widths, in light and dark mode, and by keyboard.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use super::Review;

/// Looks at the page from within, and writes what it finds into it.
const PROBE: &str = concat!(include_str!("../look.js"), include_str!("probe.js"));
/// How browsers of one family are called.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// A telephone, and a desk.
const WIDTHS: [u32; 2] = [360, 1200];
const HEIGHT: u32 = 1_000;

#[derive(Clone, Copy, Debug)]
enum Scheme {
    Light,
    Dark,
}

#[test]
#[ignore = "needs a browser; the gate runs it by name"]
fn the_page_can_be_read_by_everybody() {
    let browser = Browser::found();
    for width in WIDTHS {
        let [light, dark] = [Scheme::Light, Scheme::Dark].map(|scheme| {
            check(&browser.look(width, scheme), width, &format!("{width} {scheme:?}"));
            brightness(&browser.picture(width, scheme), width)
        });
        assert!(light > 0.85, "in the light, the page has a brightness of {light}");
        assert!(dark < 0.25, "in the dark, the page has a brightness of {dark}");
    }
    browser.prints();
}

/// Compares what the probe has seen with what readers need.
fn check(seen: &Value, width: u32, what: &str) {
    assert_eq!(seen["width"], width, "{what}: the page has another width");
    let scheme = if what.ends_with("Dark") { "dark" } else { "light" };
    assert_eq!(seen["scheme"], scheme, "{what}: the reader has chosen otherwise");
    assert_eq!(seen["overflowing"], Value::Array(Vec::new()), "{what}: wider than the window");
    assert_eq!(seen["faint"], Value::Array(Vec::new()), "{what}: too little contrast");
    assert_eq!(seen["unreachable"], Value::Array(Vec::new()), "{what}: not for the keyboard");
    assert_eq!(seen["loaded"], Value::Array(Vec::new()), "{what}: loaded from outside");
    assert_eq!(seen["dangling"], Value::Array(Vec::new()), "{what}: a link leads nowhere");
    for (counted, least) in [("texts", 100), ("controls", 20)] {
        let count = seen[counted].as_u64().unwrap_or_default();
        assert!(count >= least, "{what}: only {count} {counted}");
    }
    let shown = |filter: &str, weight: &str| seen["shown"][filter][weight].as_u64();
    let of_all = |weight| shown("all", weight).filter(|count| *count > 0);
    let (severe, risky) = (of_all("severe"), of_all("risky"));
    assert!(severe.is_some() && risky.is_some() && of_all("fine").is_some(), "{what}: {seen}");
    for (filter, expected) in
        [("only-risky", [severe, risky, Some(0)]), ("only-severe", [severe, Some(0), Some(0)])]
    {
        let found = ["severe", "risky", "fine"].map(|weight| shown(filter, weight));
        assert_eq!(found, expected, "{what}: `{filter}`");
    }
}

/// A browser, and a folder with the page and a copy that holds the probe.
struct Browser {
    program: String,
    folder: TempDir,
}

impl Browser {
    fn found() -> Self {
        let program = installed().to_owned();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let page = Review::of_fixture().form("html");
        let policy = "default-src 'none'; style-src 'unsafe-inline'";
        assert!(page.contains(policy), "the page permits nothing but its own style");
        // Only the copy may run a script.
        let probed = page.replace(policy, &format!("{policy}; script-src 'unsafe-inline'"));
        let probed = probed.replace("</body>", &format!("<script>{PROBE}</script></body>"));
        let probed = probed.replace('&', "&amp;").replace('"', "&quot;");
        fs::write(folder.path().join("page.html"), page).expect("the folder is ours");
        for width in WIDTHS {
            // A window cannot be as narrow as a telephone, but a frame can.
            let frame = format!(
                "<!doctype html><html style=\"color-scheme: light dark\"><body style=\"margin: 0\">\
                 <iframe srcdoc=\"{probed}\" style=\"border: 0; width: {width}px; height: {HEIGHT}px\"></iframe>"
            );
            let path = folder.path().join(format!("probed-{width}.html"));
            fs::write(path, frame).expect("the folder is ours");
        }
        Self { program, folder }
    }

    /// What the probe sees.
    fn look(&self, width: u32, scheme: Scheme) -> Value {
        let output = self.run(
            width,
            scheme,
            &["--dump-dom".to_owned(), self.address(&format!("probed-{width}"))],
        );
        let dom = String::from_utf8_lossy(&output.stdout);
        let seen = dom.split_once("<template id=\"seen\">").and_then(|(_, rest)| {
            let (seen, _) = rest.split_once("</template>")?;
            serde_json::from_str(
                &seen.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"),
            )
            .ok()
        });
        seen.unwrap_or_else(|| panic!("the probe has not run: {output:?}"))
    }

    /// A picture of the page.
    fn picture(&self, width: u32, scheme: Scheme) -> PathBuf {
        let path = self.folder.path().join(format!("{width}-{scheme:?}.png"));
        let picture = format!("--screenshot={}", path.display());
        self.run(width, scheme, &[picture, "--hide-scrollbars".to_owned(), self.address("page")]);
        path
    }

    /// The page can be put on paper.
    fn prints(&self) {
        let path = self.folder.path().join("page.pdf");
        let paper = format!("--print-to-pdf={}", path.display());
        self.run(1200, Scheme::Dark, &[paper, self.address("page")]);
        let document = fs::read(&path).expect("the page was printed");
        assert!(document.starts_with(b"%PDF") && document.len() > 10_000, "an empty page");
    }

    fn address(&self, page: &str) -> String {
        format!("file://{}", self.folder.path().join(page).with_extension("html").display())
    }

    fn run(&self, width: u32, scheme: Scheme, arguments: &[String]) -> Output {
        let scheme = match scheme {
            Scheme::Dark => 0,
            Scheme::Light => 1,
        };
        let profile = self.folder.path().join("profile");
        let output = Command::new(&self.program)
            // A sandbox within a container needs rights that the gate does not have. The page is our own.
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!("--window-size={width},{HEIGHT}"))
            .arg(format!("--blink-settings=preferredColorScheme={scheme}"))
            .args(arguments)
            .output()
            .expect("the browser can be started");
        assert!(output.status.success(), "{output:?}");
        output
    }
}

/// The name of a browser of this machine.
pub(crate) fn installed() -> &'static str {
    let runs = |name: &&&str| Command::new(name).arg("--version").output().is_ok();
    NAMES.iter().find(runs).expect("a browser is installed, such as chromium")
}

/// How bright a picture is at its edge, where nothing is written: 0 is black, 1 is white.
fn brightness(path: &Path, width: u32) -> f64 {
    let file = std::io::BufReader::new(fs::File::open(path).expect("the picture was taken"));
    let mut decoder = png::Decoder::new(file);
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().expect("it is a picture");
    let mut pixels = vec![0; reader.output_buffer_size().expect("it is no large picture")];
    let picture = reader.next_frame(&mut pixels).expect("it is whole");
    assert_eq!((picture.width, picture.height), (width, HEIGHT), "{}", path.display());
    let first = pixels.chunks(picture.line_size).map(|line| f64::from(line[0]));
    first.sum::<f64>() / f64::from(HEIGHT) / 255.0
}
