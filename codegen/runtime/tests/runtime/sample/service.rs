//! What is the same for every call of the sample.

use restwright_runtime::{
    CodeLocation, Credential, ErrorBody, ErrorEntry, FieldErrorKeys, Placement, Service,
};

pub(crate) static SERVICE: Service = Service {
    name: "sample",
    version: "1.2.3",
    base_url: "https://api.example.com",
    error_bodies: &[ErrorBody {
        code: CodeLocation::Number(&["ErrorCode"]),
        in_success: true,
        message: Some(&["Message"]),
        description: Some(&["Description"]),
        provider_error: Some(&["ProviderErrorResponse"]),
        field_errors: Some(FieldErrorKeys {
            list: &["Errors"],
            field: "FieldName",
            message: "ErrorMessage",
        }),
        details: None,
        is_problem: false,
    }],
    errors: &[
        ErrorEntry {
            number: 901,
            name: "KEY_UNAUTHORIZED",
            status: 403,
            message: "The API key is unauthorized",
            meaning: "the key is not that of an app",
            hint: None,
        },
        ErrorEntry {
            number: 1218,
            name: "INVALID_CAPTCHA",
            status: 403,
            message: "CAPTCHA is invalid",
            meaning: "the captcha answer is wrong",
            hint: Some("ask for a new one"),
        },
    ],
    request_content_type: None,
    request_id_header: Some("x-request-id"),
    spans: restwright_runtime::spans!(),
};

pub(crate) static API_KEY: Credential = Credential {
    id: "api_key",
    placements: &[
        Placement::Query { name: "apikey" },
        Placement::Header { name: "X-Key", scheme: None },
    ],
};

pub(crate) static ACCESS_TOKEN: Credential = Credential {
    id: "access_token",
    placements: &[
        Placement::Header { name: "Authorization", scheme: Some("Bearer") },
        Placement::Query { name: "access_token" },
    ],
};
