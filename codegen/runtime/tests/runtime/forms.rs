//! Bodies that are forms: every type in every style of lists, and the way back by another decoder.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use restwright_runtime::{
    Client, Date, Decimal, Effect, Endpoint, FormLists, HttpRequest, Json, Method, Nullable,
    Operation, Personal, RequestWriter, Secret, Value, from_json,
};

use FormLists::{Brackets, Comma, Indices, Repeat};

use crate::sample::service::SERVICE;
use crate::sample::{Error, Pet, Profile};

/// An operation whose form holds one value, as `k`.
struct Form<'v> {
    lists: FormLists,
    value: &'v dyn Value,
}

impl Operation for Form<'_> {
    type Output = ();

    const ENDPOINT: &'static Endpoint =
        &Endpoint { id: "forms.send", method: Method::Post, path: "/forms", effect: Effect::Safe };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.form(self.lists);
        request.field("k", self.value);
    }
}

fn request(lists: FormLists, value: &dyn Value) -> Result<HttpRequest, Error> {
    static CLIENT: LazyLock<Client> = LazyLock::new(|| {
        let client: Result<_, Error> = Client::builder(&SERVICE).build();
        client.unwrap()
    });
    CLIENT.request(&Form { lists, value })
}

fn body(lists: FormLists, value: &dyn Value) -> String {
    let request = request(lists, value).unwrap();
    let body = str::from_utf8(request.body_bytes().unwrap()).unwrap().to_owned();
    let content_type = request.headers().get("content-type");
    let expected = (!body.is_empty()).then_some("application/x-www-form-urlencoded");
    assert_eq!(content_type.map(|it| it.to_str().unwrap()), expected);
    body
}

#[test]
fn values_without_lists() {
    let map = |key: &str, value: &str| BTreeMap::from([(key.to_owned(), value.to_owned())]);
    let pet = Pet { token: Secret::from("t&"), ..Pet::default() };
    let echoed = |json: &str| from_json::<Profile>(json.as_bytes()).unwrap();
    #[rustfmt::skip]
    let table: &[(&dyn Value, &str)] = &[
        (&"a b+c&d=é".to_owned(),            "k=a%20b%2Bc%26d%3D%C3%A9"),
        (&String::new(),                     "k="),
        (&true,                              "k=true"),
        (&-3_i64,                            "k=-3"),
        (&0.5,                               "k=0.5"),
        (&Decimal::from("10.50"),            "k=10.50"),
        (&Date::from("2026-01-02"),          "k=2026-01-02"),
        (&Secret::from("s e"),               "k=s%20e"),
        (&Personal::from("p"),               "k=p"),
        (&None::<String>,                    ""),
        (&Nullable::<String>::Absent,        ""),
        (&Nullable::<String>::Null,          "k="),
        (&Nullable::Value("a".to_owned()),   "k=a"),
        (&map("a b", "c"),                   "k%5Ba%20b%5D=c"),
        (&BTreeMap::<String, bool>::new(),   ""),
        (&BTreeMap::from([("a".to_owned(), map("b", "c"))]), "k%5Ba%5D%5Bb%5D=c"),
        (&pet,                               "k%5Btoken%5D=t%26"),
        // JSON is its text, and what a server has sent without a declaration goes back as text.
        (&Json::parse(r#"{"a":["b"]}"#).unwrap(), "k=%7B%22a%22%3A%5B%22b%22%5D%7D"),
        (&Json::parse("\"a\"").unwrap(),     "k=%22a%22"),
        (&echoed(r#"{"new":"a b","none":null,"n":1.50,"o":[1]}"#),
         "k%5Bn%5D=1.50&k%5Bnew%5D=a%20b&k%5Bnone%5D=&k%5Bo%5D=%5B1%5D"),
    ];
    for (value, expected) in table {
        for lists in [Repeat, Brackets, Indices, Comma] {
            assert_eq!(body(lists, *value), *expected, "{lists:?}");
        }
    }
}

#[test]
fn lists_in_each_style() {
    let texts = ["a,b", "c"].map(ToOwned::to_owned).to_vec();
    let nullable = vec![None, Some(true)];
    let pets = ["x", "y"].map(|token| Pet { token: token.into(), ..Pet::default() }).to_vec();
    let within = BTreeMap::from([("m".to_owned(), vec![1_i64, 2])]);
    #[rustfmt::skip]
    let table: &[(&dyn Value, FormLists, &str)] = &[
        (&texts,    Repeat,   "k=a%2Cb&k=c"),
        (&texts,    Brackets, "k%5B%5D=a%2Cb&k%5B%5D=c"),
        (&texts,    Indices,  "k%5B0%5D=a%2Cb&k%5B1%5D=c"),
        (&texts,    Comma,    "k=a%2Cb,c"),
        (&nullable, Repeat,   "k=&k=true"),
        (&nullable, Brackets, "k%5B%5D=&k%5B%5D=true"),
        (&nullable, Indices,  "k%5B0%5D=&k%5B1%5D=true"),
        (&nullable, Comma,    "k=,true"),
        (&within,   Repeat,   "k%5Bm%5D=1&k%5Bm%5D=2"),
        (&within,   Brackets, "k%5Bm%5D%5B%5D=1&k%5Bm%5D%5B%5D=2"),
        (&within,   Indices,  "k%5Bm%5D%5B0%5D=1&k%5Bm%5D%5B1%5D=2"),
        (&within,   Comma,    "k%5Bm%5D=1,2"),
        (&pets,     Indices,  "k%5B0%5D%5Btoken%5D=x&k%5B1%5D%5Btoken%5D=y"),
        (&vec![vec![1_i64], vec![2, 3]], Indices,
                              "k%5B0%5D%5B0%5D=1&k%5B1%5D%5B0%5D=2&k%5B1%5D%5B1%5D=3"),
    ];
    for (value, lists, expected) in table {
        assert_eq!(body(*lists, *value), *expected, "{lists:?}");
        assert_eq!(body(*lists, &Vec::<String>::new()), "", "an empty list leaves no trace");
    }
}

#[test]
fn refused_values() {
    let map = |key: &str| BTreeMap::from([(key.to_owned(), true)]);
    let key = "forms.send: `k` must not have keys in a form that are empty or hold `[` or `]`";
    let unknown = from_json::<Profile>(br#"{"a]":1}"#).unwrap();
    #[rustfmt::skip]
    let table: &[(&dyn Value, &str)] = &[
        (&map(""),           key),
        (&map("a]"),         key),
        (&map("a[b"),        key),
        (&unknown,           key),
        (&Secret::from(" "), "forms.send: `k` must not be blank"),
        (&f64::NAN,          "forms.send: `k` must be a finite number"),
    ];
    for (value, expected) in table {
        assert_eq!(request(Repeat, *value).unwrap_err().to_string(), *expected);
    }
}

proptest! {
    /// What any server reads is what was given: pairs of any texts, nested by keys of any texts without brackets.
    #[test]
    fn pairs_come_back(map in prop::collection::btree_map("[^\\[\\]]{1,8}", prop::collection::vec(".*", 1..4), 1..5)) {
        for (lists, key) in [(Repeat, ""), (Brackets, "[]")] {
            let body = body(lists, &map);
            let read: Vec<(String, String)> =
                form_urlencoded::parse(body.as_bytes()).into_owned().collect();
            let given = map.iter().flat_map(|(name, values)| {
                values.iter().map(move |value| (format!("k[{name}]{key}"), value.clone()))
            });
            prop_assert_eq!(read, given.collect::<Vec<_>>());
        }
    }

    /// Levels below levels, and lists by brackets and by indices, by a decoder of nested forms.
    #[test]
    fn levels_come_back(map in prop::collection::btree_map("[^\\[\\]0-9][^\\[\\]]{0,7}", levels(), 1..4)) {
        for lists in [Brackets, Indices] {
            let body = body(lists, &map);
            // Brackets are encoded in what is sent.
            let read: BTreeMap<String, BTreeMap<String, BTreeMap<String, Vec<String>>>> =
                serde_qs::Config::new(10, false).deserialize_str(&body).unwrap();
            prop_assert_eq!(&read["k"], &map);
        }
    }
}

/// Lists of texts, by key.
fn levels() -> impl Strategy<Value = BTreeMap<String, Vec<String>>> {
    let texts = prop::collection::vec(".*", 1..4);
    // The decoder takes what begins with a digit for an index.
    prop::collection::btree_map("[^\\[\\]0-9][^\\[\\]]{0,7}", texts, 1..3)
}
