//! An API that wants a content type of every request.

use restwright_runtime::mock::{Api, Reply, Route, ScriptedTransport, Server};
use restwright_runtime::{Client, ErrorEntry, Service};

use super::act::Act;
use crate::sample::service::SERVICE;
use crate::sample::{ErrorCode, Probe};
use crate::server::block_on;

const PROBE: Route = Route::of::<Probe>(204);
static PLAIN: Service = service(None);
static WANTED: Service = service(Some("application/vnd.pets+json"));
static API: Api = Api { service: &WANTED, routes: &[PROBE] };

const fn service(request_content_type: Option<&'static str>) -> Service {
    Service {
        name: "sample",
        version: "1.2.3",
        base_url: "https://api.example.com",
        error_bodies: &[],
        errors: &[] as &[ErrorEntry; 0],
        request_content_type,
        request_id_header: None,
        spans: restwright_runtime::spans!(),
    }
}

#[test]
pub(super) fn of_every_request() {
    let table = [
        (&PLAIN, [None, Some("application/json")]),
        (&WANTED, [Some("application/vnd.pets+json"); 2]),
    ];
    for (service, expected) in table {
        let transport = ScriptedTransport::new([Reply::status(204), Reply::json(200, "{}")]);
        let client = Client::builder(service).transport(transport.clone());
        let client = client.credential(&crate::sample::service::API_KEY, "key");
        let client = client.build::<ErrorCode>().unwrap();
        block_on(client.send::<_, ErrorCode>(&Probe {})).unwrap();
        block_on(client.send::<_, ErrorCode>(&Act::<3>)).unwrap();
        let requests = transport.requests();
        let given = [&requests[0], &requests[1]].map(|it| it.header("content-type"));
        assert_eq!(given, expected);
    }
    // A mock of the API refuses what has none, as the API may.
    let server = Server::start(&API, 0).unwrap();
    for (service, problems) in [
        (
            &SERVICE,
            &["header `content-type` is missing: declared is `application/vnd.pets+json`"][..],
        ),
        (&WANTED, &[]),
    ] {
        let client = Client::builder(service).base_url(server.url());
        let client = client.build::<ErrorCode>().unwrap();
        let _ = block_on(client.send::<_, ErrorCode>(&Probe {}));
        assert_eq!(server.requests().last().unwrap().problems(), problems);
    }
}
