//! What the documentation says of the body of a request.

use restwright_spec::api::{BodyContent, BodyFormat, Input, Operation, WholeBody};

use crate::docs::{code, limit_sentences};
use crate::signature::Argument;

/// What the body is, where it is not JSON, and when files are read.
pub(super) fn kind(operation: &Operation) -> Option<String> {
    let content = operation.body.as_ref().map(|body| &body.content);
    let what = match (content, operation.body_format) {
        (Some(BodyContent::Value(_)) | None, BodyFormat::Json | BodyFormat::Form(_)) => {
            return None;
        }
        (Some(BodyContent::Text(..)), _) => "The body is text",
        (Some(BodyContent::Bytes(_)), _) => "The body is bytes",
        (Some(BodyContent::File(_)), _) => "The body is a file",
        (_, BodyFormat::Multipart) => "The body is a multipart one (`multipart/form-data`)",
    };
    let content_type = content.and_then(BodyContent::content_type);
    let of = match content {
        Some(BodyContent::File(types)) if types.len() != 1 => String::new(),
        _ => content_type.map_or(String::new(), |it| format!(" of type {}", code(it))),
    };
    let files = if operation.takes_files() {
        " [`Upload`](crate::Upload) explains when files are read, and which calls can be repeated."
    } else {
        ""
    };
    Some(format!("{what}{of}.{files}"))
}

/// What an argument means, with its limits.
pub(super) fn described(argument: Argument<'_>) -> String {
    let described = meaning(argument);
    let limits = match argument {
        Argument::Input(input) => limit_sentences(&input.limits, &input.ty),
        Argument::Credential(_) | Argument::Body(_) => None,
    };
    limits.into_iter().fold(described, |described, limits| format!("{described} {limits}"))
}

/// What an argument means, and which content types a file can have.
fn meaning(argument: Argument<'_>) -> String {
    let types = match argument {
        Argument::Input(input) => &input.content_types,
        Argument::Body(WholeBody { content: BodyContent::File(types), .. }) if types.len() > 1 => {
            types
        }
        _ => return argument.description().to_owned(),
    };
    match types.as_slice() {
        [] => argument.description().to_owned(),
        types => format!("{} {}", argument.description(), choice(types)),
    }
}

/// Where a field of the body goes.
pub(super) fn place(operation: &Operation, input: &Input) -> String {
    let wire = code(&input.wire);
    match operation.body_format {
        BodyFormat::Json => format!("Field {wire} of the JSON body."),
        BodyFormat::Form(_) => format!("Field {wire} of the form."),
        BodyFormat::Multipart if !input.content_types.is_empty() => {
            format!("Part {wire} of the multipart body. {}", choice(&input.content_types))
        }
        BodyFormat::Multipart => format!("Part {wire} of the multipart body."),
    }
}

/// The content types of a file.
fn choice(types: &[String]) -> String {
    let all: Vec<_> = types.iter().map(|it| code(it)).collect();
    let default = if types.len() > 1 { ", by default the first" } else { "" };
    format!("Its content type is {}{default}.", all.join(" or "))
}
