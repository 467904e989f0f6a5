//! Every operation of the second API, called by hand with the values of its documentation.

use std::collections::BTreeMap;

use bookshop::types::{
    Address, Amount, Box, CardPayment, Catalogue, Category, Companion, Edition, Label, Marks,
    NewBook, NewCard, Option as Delivery, Price, Reader, ReadingShelf, SavedCard, Secret,
    String as Ribbon, Vec as Boxes, VoucherPayment, Wish, Years,
};
use bookshop::{Client, ErrorCode, Nullable, Upload};
use restwright_spec::api::Operation;
use serde_json::json;

use super::{READER_CARD, SLIP};
use crate::outcome::{Outcome, of, of_download, of_items};
use crate::request::Request;

/// What a call has to send.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sends {
    /// The first documented request.
    Documented,
    /// A request without a body that is documented nowhere: its method and target.
    Line(&'static str),
    /// A form: method and target, and the bytes of the body.
    Form(&'static str, &'static str),
    /// Text or bytes: method and target, and the bytes of the body.
    Text(&'static str, &'static str),
    /// A multipart body: method and target, and its bytes, where `BOUNDARY` stands for whatever separates the parts.
    Parts(&'static str, &'static str),
}

/// Calls an operation.
pub(super) type Call = fn(&Client) -> Outcome<ErrorCode>;

/// The operations by id, each with what it sends.
pub(super) const CALLS: &[(&str, Sends, Call)] = &[
    ("archive.pages", Sends::Line("GET /scans"), |client| of(client.archive().pages())),
    ("archive.scan", Sends::Line("GET /scans/7"), |client| {
        of_download(client.archive().scan(READER_CARD, "7"))
    }),
    ("archive.scan_count", Sends::Line("GET /scans"), |client| of(client.archive().scan_count())),
    ("archive.send", Sends::Text("PUT /scans/7", "png"), |client| {
        of(client.archive().send("7", Upload::bytes("png")))
    }),
    ("books.add", Sends::Documented, |client| {
        let other = NewBook::new("Persuasion", Price::new(9, "GBP"), Some("1".to_owned()));
        let mut book = NewBook::new("Persuasion", Price::new(7, "GBP"), None)
            .editions([other])
            .prices_by_country(BTreeMap::from([("US".to_owned(), Price::new(8.5, "USD"))]));
        book.subtitle = Nullable::Null;
        of(client.books().add(book))
    }),
    ("books.add_all", Sends::Documented, |client| {
        of(client.books().add_all(Vec::<NewBook>::new()).dry_run(true))
    }),
    ("books.average_price", Sends::Line("GET /average"), |client| {
        of(client.books().average_price())
    }),
    #[expect(deprecated, reason = "it can still be called")]
    ("books.binding", Sends::Line("GET /books/1/binding"), |client| {
        of(client.books().binding("1"))
    }),
    ("books.change", Sends::Documented, |client| {
        let category = Category::new("Poetry").parent(Category::new("Upstairs"));
        let call = client.books().change("1", None).subtitle_null().pages(12).extra_null();
        of(call.category(category))
    }),
    ("books.count", Sends::Line("GET /count"), |client| of(client.books().count())),
    ("books.cover_text", Sends::Line("GET /books/1/cover.txt"), |client| {
        of(client.books().cover_text("1"))
    }),
    ("books.exists", Sends::Line("HEAD /books/a%2Fb"), |client| of(client.books().exists("a/b"))),
    ("books.get", Sends::Documented, |client| {
        of(client.books().get("978/0 00?#").lang("nl").fresh(true).patience(5).discount(0.15))
    }),
    ("books.is_open", Sends::Line("GET /open"), |client| of(client.books().is_open())),
    ("books.list", Sends::Documented, |client| {
        let call = client.books().list().query("cats & dogs").genre(["some", "O.K."]);
        of(call.not_genre(["type", "err"]).page(2).trace("abc"))
    }),
    ("books.opens_at", Sends::Line("GET /opens-at"), |client| of(client.books().opens_at())),
    ("books.report", Sends::Line("GET /report"), |client| of(client.books().report())),
    ("books.set_prices", Sends::Documented, |client| {
        of(client
            .books()
            .set_prices(BTreeMap::from([("978/1".to_owned(), Price::new(4.25, "EUR"))])))
    }),
    ("books.set_shelves", Sends::Documented, |client| {
        let north = BTreeMap::from([("north".to_owned(), vec!["A1".to_owned()])]);
        of(client.books().set_shelves("2026-01-01T00:00:00Z", [north, BTreeMap::new()]))
    }),
    ("books.shelve", Sends::Documented, |client| {
        of(client.books().shelve(-3, "A 1/2", VoucherPayment::new(["AB-1"])))
    }),
    ("books.top", Sends::Documented, |client| {
        of(client.books().top("sci-fi/fantasy", "2026-05-01T00:00:00Z", false, 4.5))
    }),
    ("browsing.dispatches", Sends::Line("GET /dispatches?day=2026-01-02"), |client| {
        of(client.browsing().dispatches().day("2026-01-02"))
    }),
    ("browsing.ledger", Sends::Line("GET /ledger?page=3"), |client| {
        of(client.browsing().ledger().page(3))
    }),
    ("browsing.notes", Sends::Line("GET /notes?colour=red"), |client| {
        of(client.browsing().notes().colour("red"))
    }),
    ("browsing.search", Sends::Documented, |client| of(client.browsing().search("dust"))),
    ("browsing.shelf", Sends::Documented, |client| of(client.browsing().shelf("a"))),
    ("browsing.visitors", Sends::Line("GET /visitors?skip=20"), |client| {
        of(client.browsing().visitors().skip(20))
    }),
    ("counter.desk_plan", Sends::Line("GET /counter/desks"), |client| {
        of(client.counter().desk_plan())
    }),
    ("counter.greeting", Sends::Line("GET /counter/greeting"), |client| {
        of(client.counter().greeting())
    }),
    ("counter.open_drawer", Sends::Line("POST /counter/drawer"), |client| {
        of(client.counter().open_drawer())
    }),
    ("deliveries.announce", Sends::Documented, |client| {
        of(client.deliveries().announce("Ten boxes"))
    }),
    ("deliveries.hours", Sends::Line("GET /deliveries/hours"), |client| {
        of(client.deliveries().hours())
    }),
    ("deliveries.list", Sends::Documented, |client| of(client.deliveries().list())),
    ("deliveries.send_list", Sends::Text("PUT /deliveries/list", "a,b"), |client| {
        of(client.deliveries().send_list(b"a,b".to_vec()))
    }),
    ("deliveries.stock", Sends::Line("GET /deliveries/stock"), |client| {
        of(client.deliveries().stock())
    }),
    ("files.catalogue", Sends::Documented, |client| {
        of(client.files().catalogue().if_none_match("v7"))
    }),
    ("files.cover", Sends::Line("GET /covers/c1"), |client| of(client.files().cover("c1"))),
    ("files.discount", Sends::Line("GET /discount"), |client| of(client.files().discount())),
    ("files.export", Sends::Line("POST /exports"), |client| of(client.files().export())),
    ("files.key", Sends::Line("POST /key"), |client| of(client.files().key())),
    ("files.note", Sends::Line("GET /note"), |client| of(client.files().note())),
    ("files.prices", Sends::Line("GET /prices.csv"), |client| of(client.files().prices())),
    ("files.reserve", Sends::Line("PUT /shelf"), |client| of(client.files().reserve())),
    (
        "gifts.send",
        Sends::Form("POST /gifts/send", "payer=c%201&word%5B%5D=For&word%5B%5D=you"),
        |client| {
            let words = vec!["For".to_owned(), "you".to_owned()];
            of(client.gifts().send(SavedCard::from("c 1")).word(words))
        },
    ),
    ("gifts.wrap", Sends::Documented, |client| {
        let days = BTreeMap::from([("monday".to_owned(), "2027-01-31".into())]);
        let wishes = [
            Wish::from("A novel"),
            Wish::from(3_i64),
            Wish::from(0.5),
            Wish::from(true),
            Wish::from(vec![Some("c1".into()), None]),
            Wish::from(days),
        ];
        let words = vec!["For".to_owned(), "you".to_owned()];
        of(client.gifts().wrap(NewCard::new("4242"), wishes).word(words))
    }),
    ("nooks.settle_in", Sends::Documented, |client| {
        let budget = BTreeMap::from([("Ann".to_owned(), bookshop::Decimal::from("10.5"))]);
        let call = client.nooks().settle_in("A-12", 2.5, [Companion::new("Ann").age(30)]);
        let call = call.storey(2).wishes(["lamp", "cat"]).mood("calm").locker_pin("1234");
        of(call.budgets(budget).remark("please"))
    }),
    ("option.default", Sends::Line("GET /options/default"), |client| of(client.option().default())),
    ("option.some", Sends::Documented, |client| {
        let boxed = Box::new().secret(Secret::new().some("s"));
        let call = client.option().some("r", "o", "c", Delivery::new(Ribbon::new("red")));
        of(call
            .r_type("t")
            .r_self("s")
            .types(["none", "some"])
            .r_move("m")
            .boxes(Boxes::new([boxed])))
    }),
    ("orders.cancel", Sends::Documented, |client| {
        of(client.orders().cancel("t-1", 7, READER_CARD, SLIP).reason("changed my mind \\o/"))
    }),
    ("orders.forget", Sends::Line("DELETE /drafts/-7"), |client| of(client.orders().forget(-7))),
    ("orders.outcome", Sends::Line("GET /orders/7/outcome"), |client| {
        of(client.orders().outcome(7))
    }),
    ("orders.pay_by_card", Sends::Documented, |client| of(client.orders().pay_by_card(7, "4111"))),
    ("orders.pay_by_voucher", Sends::Documented, |client| {
        of(client.orders().pay_by_voucher(7, ["AB-1", "CD-2"]))
    }),
    ("orders.payments", Sends::Line("GET /payments"), |client| of(client.orders().payments())),
    ("orders.place", Sends::Documented, |client| {
        let payment = CardPayment::new("card", "4111").holder("a reader");
        let nowhere: Option<Address> = None;
        let call = client.orders().place(READER_CARD, payment, ["1", "2"], false, nowhere);
        let call = call.gift_wrap(true).gift_wrap_colour("röd").note("a").body_note("b");
        let call = call.copies(BTreeMap::from([("1".to_owned(), 2)])).greeting_null();
        of(call.metadata(json!({ "a": [1.5, null] })))
    }),
    ("orders.remind", Sends::Documented, |client| {
        of(client.orders().remind(READER_CARD).idempotency_key("visit-9"))
    }),
    ("reading.ask", Sends::Documented, |client| {
        of(client.reading().ask("Which one?").source(ReadingShelf::new("A")))
    }),
    ("reading.ask_aloud", Sends::Documented, |client| {
        of(client.reading().ask_aloud("Which one?").source(Catalogue::new()))
    }),
    ("reading.card", Sends::Documented, |client| {
        of(client.reading().card("c 1", 7).others(["c2", "c3"]))
    }),
    ("reading.cards", Sends::Line("GET /reading/cards?after=c9"), |client| {
        of(client.reading().cards().after("c9"))
    }),
    ("result.call", Sends::Line("POST /bell"), |client| of(client.result().call())),
    ("result.operation", Sends::Line("GET /rooms"), |client| of(client.result().operation())),
    ("result.option", Sends::Documented, |client| {
        of(client.result().option("s", ["a", "b"]).default("Default"))
    }),
    ("result.request", Sends::Documented, |client| {
        of(client.result().request().is_urgent(true).to_address("here").guests(["one", "two"]))
    }),
    ("signs.label", Sends::Documented, |client| {
        let label = Label::new("1").reference("r").dashed("d").underscored("u");
        let call = client.signs().label(label).at("x").filter(["1", "2"]).percent(true);
        of(call.dollar(3).kind("a,b"))
    }),
    ("signs.paint", Sends::Documented, |client| {
        let words = "\"; drop(everything); //\\\r\n\t\u{7}\0é🔑";
        of(client.signs().paint(words).colour("a\"b\\c`d\n*/\t{}${x}é🔑"))
    }),
    ("stacks.find", Sends::Documented, |client| {
        let marks = Marks::new().printed(Years::new().since(1900));
        let call = client.stacks().find([1, -2], marks).sizes([20, 21]).colours(["red", "green"]);
        of(call.branches(["north", "south"]).visit("anna").lamp(true))
    }),
    ("uploads.attach", Sends::Parts("POST /orders/o1/attachments", ATTACHED), |client| {
        let pages = [Upload::bytes("one").file_name("1.pdf"), Upload::reader(&b"two"[..])];
        let call = client.uploads().attach("o1", "A \"b\"", b"PNG".to_vec());
        let call = call.sender("Ann").copies_null().genre("O.K.").tags(["a", "b"]);
        let call = call.edition(Edition::new(2).notes(["n"])).editions([Edition::new(3)]);
        let letter = Upload::bytes("Dear").file_name("l \"1\".txt").content_type("text/plain");
        of(call.extra(json!([1, null])).letter(letter).pages(pages))
    }),
    ("uploads.restock", Sends::Documented, |client| {
        of(client.uploads().restock("id,count\n1,2\n"))
    }),
    ("uploads.scan", Sends::Text("POST /scans", "JPEG"), |client| {
        let scan = Upload::bytes("JPEG").content_type("image/jpeg");
        of(client.uploads().scan(scan).idempotency_key("k-1"))
    }),
    ("uploads.sign", Sends::Text("POST /note", "line 1\nline 2\t"), |client| {
        of(client.uploads().sign("line 1\nline 2\t"))
    }),
    ("uploads.stamp", Sends::Text("PUT /stamp", "PNG"), |client| {
        of(client.uploads().stamp(b"PNG".to_vec()))
    }),
    ("vouchers.cancel", Sends::Form("POST /vouchers/cancel", "codes=A%201,B%26"), |client| {
        of(client.vouchers().cancel(["A 1", "B&"]))
    }),
    (
        "vouchers.find",
        Sends::Form("POST /vouchers/search", "codes=A&codes=B&spent=true"),
        |client| of(client.vouchers().find(["A", "B"]).spent(true)),
    ),
    ("vouchers.issue", Sends::Form("POST /vouchers", ISSUED), |client| {
        let call = client.vouchers().issue(Amount::new("10.50", "GBP"), "A. Reader");
        let call = call.pin("0 0").note_null().gift(false).copies(3).discount("2.50");
        let call = call.first_day("2026-01-02").genres(["some", "O.K."]);
        let call = call.readers([Reader::new("Ann"), Reader::new("Bob").age(12)]);
        let call = call.labels(BTreeMap::from([("a b".to_owned(), "é".to_owned())]));
        of(call.pay_by(VoucherPayment::new(["AB-1"])).extra(json!({ "a": [1, null] })))
    }),
    (
        "vouchers.label",
        Sends::Form(
            "PATCH /vouchers/labels",
            "codes%5B%5D=A&labels%5Bkind%5D%5B%5D=x&labels%5Bkind%5D%5B%5D=y",
        ),
        |client| {
            let kinds = vec!["x".to_owned(), "y".to_owned()];
            of(client.vouchers().label(["A"], BTreeMap::from([("kind".to_owned(), kinds)])))
        },
    ),
    ("vouchers.replace", Sends::Form("PUT /vouchers/A", "value=1&currency=EUR"), |client| {
        of(client.vouchers().replace("A", Amount::new(1, "EUR")))
    }),
    ("wires.arrivals", Sends::Documented, |client| of_items(client.wires().arrivals())),
    ("wires.chat", Sends::Documented, |client| of_items(client.wires().chat("Where is Emma?"))),
    ("wires.recording", Sends::Documented, |client| of_download(client.wires().recording("r1"))),
    ("wires.watch", Sends::Line("GET /watch?shelf=A"), |client| {
        of_items(client.wires().watch().shelf("A"))
    }),
];

/// Every type in a form, with lists by indices.
const ISSUED: &str = "amount%5Bvalue%5D=10.50&amount%5Bcurrency%5D=GBP&buyer=A.%20Reader&pin=0%200&note=&gift=false\
    &copies=3&discount=2.50&valid_from=2026-01-02&genres%5B0%5D=some&genres%5B1%5D=O.K.\
    &readers%5B0%5D%5Bname%5D=Ann&readers%5B1%5D%5Bname%5D=Bob&readers%5B1%5D%5Bage%5D=12\
    &labels%5Ba%20b%5D=%C3%A9&pay_by%5Bcodes%5D%5B0%5D=AB-1&extra=%7B%22a%22%3A%5B1%2Cnull%5D%7D";

/// Every type in a multipart body, with files of which one has no length.
const ATTACHED: &str = "\
    --BOUNDARY\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nA \"b\"\r\n\
    --BOUNDARY\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\nAnn\r\n\
    --BOUNDARY\r\nContent-Disposition: form-data; name=\"copies\"\r\n\r\n\r\n\
    --BOUNDARY\r\nContent-Disposition: form-data; name=\"genre\"\r\n\r\nO.K.\r\n\
    --BOUNDARY\r\nContent-Disposition: form-data; name=\"tags[]\"\r\n\r\na\r\n\
    --BOUNDARY\r\nContent-Disposition: form-data; name=\"tags[]\"\r\n\r\nb\r\n\
    --BOUNDARY\r\nContent-Disposition: form-data; name=\"edition\"\r\nContent-Type: application/json\r\n\r\n\
    {\"number\":2,\"notes\":[\"n\"]}\r\n\
    --BOUNDARY\r\nContent-Disposition: form-data; name=\"editions\"\r\nContent-Type: application/json\r\n\r\n\
    {\"number\":3}\r\n\
    --BOUNDARY\r\nContent-Disposition: form-data; name=\"extra\"\r\nContent-Type: application/json\r\n\r\n\
    [1,null]\r\n\
    --BOUNDARY\r\nContent-Disposition: form-data; name=\"cover\"; filename=\"file\"\r\nContent-Type: image/png\r\n\r\n\
    PNG\r\n\
    --BOUNDARY\r\nContent-Disposition: form-data; name=\"letter\"; filename=\"l %221%22.txt\"\r\n\
    Content-Type: text/plain\r\n\r\nDear\r\n\
    --BOUNDARY\r\nContent-Disposition: form-data; name=\"pages\"; filename=\"1.pdf\"\r\n\
    Content-Type: application/pdf\r\n\r\none\r\n\
    --BOUNDARY\r\nContent-Disposition: form-data; name=\"pages\"; filename=\"file\"\r\n\
    Content-Type: application/pdf\r\n\r\ntwo\r\n\
    --BOUNDARY--\r\n";

impl Sends {
    /// The request, as far as the document tells it.
    pub(super) fn request(self, operation: &Operation) -> Request {
        match self {
            Self::Documented => {
                let mut requests =
                    operation.examples.iter().filter_map(|example| example.request.as_ref());
                Request::documented(requests.next().expect("a request is documented"))
            }
            Self::Line(line) => {
                let (method, target) = line.split_once(' ').expect("a line is `METHOD /path`");
                Request::line(method, target)
            }
            Self::Form(line, body) | Self::Text(line, body) | Self::Parts(line, body) => {
                Request { body: Some(body.into()), ..Self::Line(line).request(operation) }
            }
        }
    }
}
