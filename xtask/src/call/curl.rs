//! A call with curl, from the request that the runtime has built.

use percent_encoding::percent_decode_str;
use restwright_docs::shell::{Part, word};
use restwright_runtime::HttpRequest;
use restwright_spec::api::{BodyContent, BodyFormat, Input, Location, Operation};

use super::Call;
use super::inputs::Whole;
use super::request::headers;
use super::secrets::{has_marker, parts};

/// The command, with variables in the place of secrets.
pub(super) fn command(call: &Call, request: &HttpRequest, operation: &Operation) -> String {
    let uri = request.uri().to_string();
    let (location, query) = uri.split_once('?').unwrap_or((&uri, ""));
    // curl encodes what a variable holds; everything else is encoded already.
    let (secret, plain): (Vec<&str>, Vec<&str>) =
        query.split('&').filter(|pair| !pair.is_empty()).partition(|pair| has_marker(pair));
    let mut url = parts(location);
    if !plain.is_empty() {
        url.push(Part::Text(format!("?{}", plain.join("&"))));
    }
    let url = word(&url);
    let mut words = vec![match request.method().as_str() {
        "GET" => format!("curl {url}"),
        "HEAD" => format!("curl --head {url}"),
        method => format!("curl --request {method} {url}"),
    }];
    words.extend(secret.iter().map(|pair| format!("--url-query {}", word(&pair_parts(pair)))));
    let is_multipart = operation.body_format == BodyFormat::Multipart;
    for (name, value) in headers(request) {
        let is_set_by_curl = matches!(name, "content-length" | "user-agent")
            || name == "content-type" && is_multipart;
        if let Some(user) = value.strip_prefix("Basic ").filter(|_| name == "authorization") {
            words.push(format!("--user {}", word(&parts(user))));
        } else if !is_set_by_curl {
            words.push(format!("--header {}", word(&parts(&format!("{name}: {value}")))));
        }
    }
    words.extend(body(call, request, operation));
    words.join(" \\\n  ")
}

/// A pair of a query or a form with its name as it is and its value without encoding, which curl adds.
fn pair_parts(pair: &str) -> Vec<Part> {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let value = value.replace('+', " ");
    let value = percent_decode_str(&value).decode_utf8_lossy();
    parts(&format!("{name}={value}"))
}

fn body(call: &Call, request: &HttpRequest, operation: &Operation) -> Vec<String> {
    let is_file =
        operation.body.as_ref().is_some_and(|it| matches!(it.content, BodyContent::File(_)));
    if let (true, Some(Whole::File(file))) = (is_file, &call.inputs.whole) {
        let path = Part::Text(format!("@{}", file.path.display()));
        return vec![format!("--data-binary {}", word(&[path]))];
    }
    if operation.body_format == BodyFormat::Multipart {
        let fields = operation.inputs.iter().filter(|input| input.location == Location::Body);
        return fields.flat_map(|input| form(call, input)).collect();
    }
    let Some(bytes) = request.body_bytes().filter(|bytes| !bytes.is_empty()) else {
        return Vec::new();
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        // Bytes are no word of a shell: whoever runs the command names their file.
        return vec!["--data-binary '@FILE'".to_owned()];
    };
    if matches!(operation.body_format, BodyFormat::Form(_)) {
        let pair = |pair: &str| {
            if has_marker(pair) {
                format!("--data-urlencode {}", word(&pair_parts(pair)))
            } else {
                format!("--data-raw {}", word(&[Part::Text(pair.to_owned())]))
            }
        };
        return text.split('&').map(pair).collect();
    }
    vec![format!("--data-raw {}", word(&parts(text)))]
}

/// The parts of a multipart body that an input is.
fn form(call: &Call, input: &Input) -> Vec<String> {
    let files = call.inputs.files(input).iter().map(|file| {
        let content_type = file.content_type.iter().chain(&input.content_types).next();
        let content_type = content_type.map(|it| format!(";type={it}")).unwrap_or_default();
        let part = format!("{}=@{}{content_type}", *input.wire, file.path.display());
        format!("--form {}", word(&[Part::Text(part)]))
    });
    let value = match &input.always {
        Some(always) => Some(super::given::Given::Text(always.as_str().to_owned())),
        None => call.inputs.value(input),
    };
    let value = value.map(|value| value.marked());
    let texts = value.iter().flat_map(super::given::Given::items).map(|item| {
        let part = format!("{}={}", *input.wire, item.text());
        format!("--form-string {}", word(&parts(&part)))
    });
    files.chain(texts).collect()
}
