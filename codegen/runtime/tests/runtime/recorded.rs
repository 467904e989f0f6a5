//! What a recorder keeps of values whose kind a request does not show.

use std::collections::BTreeMap;
use std::path::Path;

#[cfg(feature = "limits")]
use restwright_runtime::mock::Limit;
use restwright_runtime::mock::{
    Api, Field, FormLists, Input, Kind, Place, Recorder, Reply, Route, Server, Shape, Variant, When,
};
use restwright_runtime::{
    Client, ClientOptions, Effect, Endpoint, Method, Operation, RequestWriter,
};

use crate::sample::ErrorCode;
use crate::sample::service::SERVICE;
use crate::server::block_on;

/// Text that looks like a number, and a list that looks like one.
const TEXT: &str = "482913";
const LISTS: [FormLists; 4] =
    [FormLists::Repeat, FormLists::Brackets, FormLists::Indices, FormLists::Comma];

/// Sends such texts in a form with lists in one of the styles, and in the query.
struct Tell<const STYLE: usize>;

impl<const STYLE: usize> Operation for Tell<STYLE> {
    type Output = ();

    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: ["pets.tell_0", "pets.tell_1", "pets.tell_2", "pets.tell_3"][STYLE],
        method: Method::Post,
        path: ["/tell/0", "/tell/1", "/tell/2", "/tell/3"][STYLE],
        effect: Effect::Creates,
    };

    fn write(&self, request: &mut RequestWriter<'_>) {
        let texts = |names: &[&str]| -> BTreeMap<String, String> {
            names.iter().map(|name| ((*name).to_owned(), TEXT.to_owned())).collect()
        };
        request.query_object("filter", &texts(&["secret", "personal"]));
        request.form(LISTS[STYLE]);
        request.field("inner", &texts(&["secret", "personal"]));
        for name in ["secret", "personal"] {
            request.field(name, &TEXT.to_owned());
        }
        for name in ["secrets", "several", "nested"] {
            request.field(name, &vec![TEXT.to_owned()]);
        }
        request.field("public", &7_i64);
        request.field("limited", &7_i64);
    }
}

const NUMBER: Variant = Variant { when: When::Is(Kind::Integer), shape: Shape::Integer };

const fn text(shape: Shape) -> Variant {
    Variant { when: When::Is(Kind::String), shape }
}

const fn list(shape: Shape) -> Variant {
    Variant { when: When::Is(Kind::List), shape }
}

/// A type with a table of its own.
const SECRET_WORD: Shape = Shape::Type(&Shape::Secret);
const SECRET: Shape = Shape::Union(&[NUMBER, text(SECRET_WORD)]);
const PERSONAL: Shape = Shape::Type(&Shape::Union(&[NUMBER, text(Shape::Personal)]));
const SECRETS: Shape = Shape::List(&SECRET);
const SEVERAL: Shape = Shape::Union(&[NUMBER, list(Shape::List(&Shape::Secret))]);
const NESTED: Shape = Shape::Union(&[NUMBER, text(Shape::Text), list(SECRETS)]);
const PUBLIC: Shape = Shape::Union(&[NUMBER, text(Shape::Text)]);
/// A number of one digit is no such text.
#[cfg(feature = "limits")]
const LIMITED: Shape = Shape::Limited(&Shape::Personal, &[Limit::MinLength(2)]);
#[cfg(not(feature = "limits"))]
const LIMITED: Shape = Shape::Personal;
const TEXTS: Shape =
    Shape::Object(&[Field::required("secret", SECRET), Field::required("personal", PERSONAL)]);

const INPUTS: &[Input] = &[
    Field::required("filter", TEXTS).at(Place::QueryObject),
    Field::required("inner", TEXTS).at(Place::Body),
    Field::required("secret", SECRET).at(Place::Body),
    Field::required("personal", PERSONAL).at(Place::Body),
    Field::required("secrets", SECRETS).at(Place::Body),
    Field::required("several", SEVERAL).at(Place::Body),
    Field::required("nested", NESTED).at(Place::Body),
    Field::required("public", PUBLIC).at(Place::Body),
    Field::required("limited", Shape::Union(&[NUMBER, text(LIMITED)])).at(Place::Body),
];

const fn route<const STYLE: usize>() -> Route {
    Route::of::<Tell<STYLE>>(204).inputs(INPUTS).form(LISTS[STYLE])
}

static API: Api =
    Api { service: &SERVICE, routes: &[route::<0>(), route::<1>(), route::<2>(), route::<3>()] };

#[test]
fn a_private_text_that_looks_like_a_number_is_not_kept() {
    check::<0>();
    check::<1>();
    check::<2>();
    check::<3>();
}

fn check<const STYLE: usize>() {
    let (style, server) = (LISTS[STYLE], Server::start(&API, 0).unwrap());
    server.reply::<Tell<STYLE>>(Reply::status(204));
    let recorder = Recorder::new(&API);
    let options = ClientOptions::new().wrap_transport(recorder.wrap());
    let client = Client::builder(&SERVICE).base_url(server.url()).options(options);
    let client = client.build::<ErrorCode>().unwrap();
    block_on(client.send::<_, ErrorCode>(&Tell::<STYLE>)).unwrap();
    assert_eq!(server.requests().last().unwrap().problems(), [""; 0], "{style:?}");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("told-{STYLE}.json"));
    recorder.save(&path).unwrap();
    let file = std::fs::read_to_string(path).unwrap();
    assert!(!file.contains(TEXT), "{style:?}: {file}");
    let calls: serde_json::Value = serde_json::from_str(&file).unwrap();
    let body = calls.pointer("/0/inputs/body");
    let expected = serde_json::json!({
        "inner": { "secret": "[secret]", "personal": "[personal]" },
        "secret": "[secret]",
        "personal": "[personal]",
        "secrets": ["[secret]"],
        "several": ["[secret]"],
        "nested": ["[secret]"],
        "public": 7,
        "limited": "[personal]",
    });
    assert_eq!(body, Some(&expected), "{style:?}: {file}");
}
