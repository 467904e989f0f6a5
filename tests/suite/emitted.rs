//! What each feature of the description language becomes, and that it compiles without a warning.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use restwright_codegen::{File, Flavor, Origin, Runtime, Workspace, example_call, example_items};
use restwright_spec::Source;
use restwright_spec::api::Api;

use crate::compiler::{self, Crate};
use crate::description::{bookshop, fixtures, folders, model, sources};
use crate::snapshot;

/// The feature that is shown whole. Of the others only those files are shown that are not the same here.
const SMALLEST: &str = "smallest";
/// What emitted code has to bear.
const LINTS: [&str; 5] =
    ["warnings", "missing_docs", "unreachable_pub", "unsafe_code", "rust_2018_idioms"];

/// What emitted code can be built with. All at once: none takes anything away.
const FEATURES: [&str; 4] = ["blocking", "mock", "reqwest", "serde"];

/// The feature that shows what a server to test against is told; every other one would show the same table again.
const EXAMPLES: &str = "documented-examples";

#[test]
fn every_feature_reads_well() {
    let known: BTreeSet<_> = files(&feature(SMALLEST)).into_iter().map(whole).collect();
    snapshot::each(features(), |name| {
        let files = files(&feature(name)).into_iter().map(whole);
        let is_repeated = |path: &str| {
            path.ends_with("/public.txt") || (path.ends_with("/mock.rs") && name != EXAMPLES)
        };
        let differs = |file: &(String, String)| !known.contains(file) && !is_repeated(&file.0);
        let shown = files.filter(|file| name == SMALLEST || differs(file));
        let parts: Vec<_> = shown.map(|(path, text)| format!("// ===== {path}\n{text}")).collect();
        let text = parts.join("\n");
        assert!(!text.is_empty(), "nothing differs from `{SMALLEST}`");
        snapshot::check("emitted", name, &text);
    });
}

#[test]
fn every_feature_compiles_without_a_warning() {
    let mut clients = Crate::new("clients");
    for name in features() {
        clients.client(&name.replace('-', "_"), &files(&feature(&name)));
    }
    check(&clients);
}

/// Those of the async client stand in the documentation of its crate, where they are compiled.
#[test]
fn examples_of_the_blocking_client_compile() {
    let mut clients = Crate::new("clients");
    let apis = features().into_iter().map(|name| (name.replace('-', "_"), feature(&name)));
    for (name, api) in apis.chain([("bookshop".to_owned(), model(sources(&bookshop())))]) {
        let mut files = files(&api);
        let library = files.iter_mut().find(|file| file.path == "src/lib.rs").expect("a library");
        library.contents.push_str(
            "\n#[allow(clippy::all, deprecated, missing_docs, unused)]\npub mod calls;\n",
        );
        let own = format!("{}::", restwright_codegen::library(&api.service.name));
        let contents = blocking_examples(&api).replace(&own, "crate::");
        files.push(File { path: "src/calls.rs".to_owned(), contents });
        clients.client(&name, &files);
    }
    check(&clients);
}

/// Every example in a module of its own.
fn blocking_examples(api: &Api) -> String {
    let mut modules = "//! Examples.\n".to_owned();
    for group in &api.groups {
        for operation in &group.operations {
            let mut examples = vec![example_call(api, group, operation, Flavor::Blocking)];
            if operation.pages.is_some() {
                examples.push(example_items(api, group, operation, Flavor::Blocking));
            }
            for lines in examples {
                let number = modules.len();
                let lines: Vec<_> =
                    lines.iter().map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
                let code = lines.join("\n").replacen("fn example", "pub fn example", 1);
                let _ = write!(modules, "pub mod call_{number} {{\n{code}\n}}\n");
            }
        }
    }
    modules
}

/// Programs that were written before a rename go on compiling, with a warning of deprecation alone.
#[test]
fn former_names_still_stand() {
    let mut files = files(&feature("renamed"));
    let library = files.iter_mut().find(|file| file.path == "src/lib.rs").expect("a library");
    library.contents.push_str("\n/// Written before.\n#[allow(deprecated)]\npub mod before;\n");
    let contents = BEFORE.to_owned();
    files.push(File { path: "src/before.rs".to_owned(), contents });
    let mut clients = Crate::new("clients");
    clients.client("renamed", &files);
    check(&clients);
}

/// Compiles clients with all features, and everything that the compiler can object to.
fn check(clients: &Crate) {
    let features = FEATURES.iter().map(|feature| format!("--cfg=feature=\"{feature}\""));
    let values = FEATURES.map(|feature| format!("{feature:?}")).join(",");
    let known = format!("--check-cfg=cfg(feature, values({values}))");
    let denied = LINTS.iter().map(|lint| format!("--deny={lint}"));
    let arguments: Vec<_> = features.chain(denied).chain([known]).collect();
    let arguments = ["--crate-type=lib", "--emit=metadata"]
        .into_iter()
        .chain(arguments.iter().map(String::as_str));
    if let Err(errors) = clients.compile(&arguments.collect::<Vec<_>>()) {
        panic!("{}", compiler::texts(&errors));
    }
}

/// What a program may have written when `renamed` had its former names.
const BEFORE: &str = r#"//! Every former name.
use crate::types::{Item, Reply, Sort};
use crate::{operations, servers, Client, Error, ErrorCode, PaperPlacement};

/// Values and patterns.
pub fn matched(code: ErrorCode, sort: &Sort, reply: &Reply) -> Item {
    let known = matches!(code, ErrorCode::NOT_FOUND | ErrorCode::STALE);
    let name = match *sort {
        Sort::Circular => "circular",
        Sort::Level if known => "level",
        Sort::Size2 => "size",
        _ => "other",
    };
    match reply {
        Reply::Thing(item) => (**item).clone(),
        _ => Item::new(name).type_of_thing(Sort::Circular).hue("red").hue_null(),
    }
}

/// Calls.
pub fn calls(item: Item) -> Result<(operations::things::All, operations::stuff::Put), Error> {
    let builder = Client::builder().base_url(servers::MAIN).base_url(servers::FAR_EAST);
    let client = builder.paper("slip").paper_placement(PaperPlacement::Query).build()?;
    let all = client.things().all().page_number(1).types_of_things([Sort::Level]).tongue("en");
    let put = client.stuff().put("token", "id", "name", None).owner(item).owner_null();
    drop(client.things().find2());
    Ok((all, put))
}
"#;

pub(crate) fn features() -> Vec<String> {
    folders(&fixtures("features")).into_iter().map(|(name, _)| name).collect()
}

/// The description of a feature. One without an `api.yaml` shares that of the smallest.
pub(crate) fn feature(name: &str) -> Api {
    let of = |name: &str| sources(&fixtures("features").join(name));
    let is_api = |source: &Source| source.path == "api.yaml";
    let mut sources = of(name);
    if !sources.iter().any(is_api) {
        sources.extend(of(SMALLEST).into_iter().filter(is_api));
    }
    model(sources)
}

/// Everything that makes up the crate of a client.
pub(crate) fn files(api: &Api) -> Vec<File> {
    let origin = Origin {
        spec: "../spec",
        source: "path=../runtime",
        runtime: &Runtime::Package("{ path = \"../runtime\" }".to_owned()),
        workspace: Workspace::Member,
    };
    let mut files = restwright_codegen::scaffold(api, &origin);
    files.extend(restwright_codegen::generate(api).expect("no name of a fixture is rejected"));
    files
}

fn whole(file: File) -> (String, String) {
    (file.path, file.contents)
}
