//! Fixed sets of keywords, and what they mean to the model.

use super::define::choice;
use crate::api::{
    ClientAuthentication, CodeKind, Effect, FormLists, Given, Grant, Method, QueryStyle,
    SignatureAlgorithm, ValueKind, WireLevel,
};

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

/// Where a credential goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlacementPlace {
    Query,
    Header,
    Cookie,
}

/// What can be inferred, and then waits for a person to confirm it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inference {
    Effect,
    ErrorBody,
    Idempotency,
    Personal,
    Secret,
}

/// How a body is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BodyFormat {
    #[default]
    Json,
    Form,
    Multipart,
}

impl Inference {
    /// The key as it is written.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Effect => "effect",
            Self::ErrorBody => "error_body",
            Self::Idempotency => "idempotency",
            Self::Personal => "personal",
            Self::Secret => "secret",
        }
    }
}

choice! {
    "a key that can be inferred" breaks UNKNOWN_WORD: Inference {
        /// Of an operation.
        "effect" => Inference::Effect,
        /// Of the API.
        "error_body" => Inference::ErrorBody,
        /// Of an operation.
        "idempotency" => Inference::Idempotency,
        /// Of a field or a parameter.
        "personal" => Inference::Personal,
        /// Of a field or a parameter.
        "secret" => Inference::Secret,
    }
    "a time when a credential is given" breaks UNKNOWN_WORD: Given {
        /// Once, to the client: an argument of its constructor.
        "client" => Given::Client,
        /// Once, to the client: a setter of its builder. A call that needs it fails where it was not set.
        "client_optional" => Given::ClientOptional,
        /// With each call that needs it: an argument of the operation.
        "call" => Given::Call,
    }
    "a flow of OAuth" breaks UNKNOWN_WORD: Grant, advised by crate::foreign::flow_word {
        /// A token is requested with client id and client secret alone.
        "client_credentials" => Grant::ClientCredentials,
        /// A token is requested with a refresh token, which the server may replace each time.
        "refresh_token" => Grant::RefreshToken,
    }
    "a way to authenticate a client" breaks UNKNOWN_WORD: ClientAuthentication, advised by crate::foreign::authentication_word {
        /// Client id and client secret in the header `Authorization`.
        "basic" => ClientAuthentication::Basic,
        /// Client id and client secret in the body.
        "body" => ClientAuthentication::Body,
    }
    "a place for a credential" breaks UNKNOWN_WORD: PlacementPlace {
        /// A query parameter.
        "query" => PlacementPlace::Query,
        /// A header.
        "header" => PlacementPlace::Header,
        /// A cookie.
        "cookie" => PlacementPlace::Cookie,
    }
    "a place for a parameter" breaks UNKNOWN_WORD: Place, advised by crate::foreign::place_word {
        /// A part of the path.
        "path" => Place::Path,
        /// A query parameter.
        "query" => Place::Query,
        /// A header.
        "header" => Place::Header,
        /// A cookie.
        "cookie" => Place::Cookie,
    }
    "a style of a list or an object" breaks UNKNOWN_WORD: QueryStyle, advised by crate::foreign::style_word {
        /// Of a list: `k=a&k=b`
        "repeat" => QueryStyle::Repeat,
        /// Of a list: `k=a,b`
        "comma" => QueryStyle::Comma,
        /// Of a list: `k=a|b`, with an encoded `|`.
        "pipe" => QueryStyle::Pipe,
        /// Of a list: `k=a b`, with an encoded space.
        "space" => QueryStyle::Space,
        /// Of an object, a union or a map: `k[x]=a&k[y]=b`
        "deep_object" => QueryStyle::DeepObject,
    }
    "a format of bodies" breaks UNKNOWN_WORD: BodyFormat {
        /// `application/json`
        "json" => BodyFormat::Json,
        /// `application/x-www-form-urlencoded`: `k=a&o[k]=b`
        "form" => BodyFormat::Form,
        /// `multipart/form-data`: a part for each field, which can be a file.
        "multipart" => BodyFormat::Multipart,
    }
    "a style of lists in forms" breaks UNKNOWN_WORD: FormLists {
        /// `k=a&k=b`
        "repeat" => FormLists::Repeat,
        /// `k[]=a&k[]=b`
        "brackets" => FormLists::Brackets,
        /// `k[0]=a&k[1]=b`: the one style for lists of objects and lists of lists.
        "indices" => FormLists::Indices,
        /// `k=a,b`
        "comma" => FormLists::Comma,
    }
    "a type of error codes" breaks UNKNOWN_WORD: CodeKind {
        /// A whole number.
        "number" => CodeKind::Number,
        /// A text.
        "text" => CodeKind::Text,
    }
    "a kind of value" breaks UNKNOWN_WORD: ValueKind, advised by crate::foreign::kind_word {
        /// Text.
        "string" => ValueKind::String,
        /// A number without fraction and exponent.
        "integer" => ValueKind::Integer,
        /// Any number.
        "number" => ValueKind::Number,
        /// `true` or `false`.
        "boolean" => ValueKind::Boolean,
        /// A list.
        "list" => ValueKind::List,
        /// An object.
        "object" => ValueKind::Object,
    }
    "an algorithm of signatures" breaks UNKNOWN_WORD: SignatureAlgorithm {
        /// HMAC with SHA-256.
        "hmac_sha256" => SignatureAlgorithm::HmacSha256,
        /// HMAC with SHA-512.
        "hmac_sha512" => SignatureAlgorithm::HmacSha512,
    }
    "a method" breaks BAD_METHOD: Method {
        /// Reads.
        "GET" => Method::Get,
        /// Reads the headers alone.
        "HEAD" => Method::Head,
        /// Does something, possibly more than once.
        "POST" => Method::Post,
        /// Writes.
        "PUT" => Method::Put,
        /// Writes in parts.
        "PATCH" => Method::Patch,
        /// Deletes.
        "DELETE" => Method::Delete,
    }
    "a level on the wire" breaks UNKNOWN_WORD: WireLevel {
        /// Nothing on the wire changes.
        "none" => WireLevel::None,
        /// Programs keep working.
        "compatible" => WireLevel::Compatible,
        /// Programs keep working, but may receive unexpected values.
        "dangerous" => WireLevel::Dangerous,
        /// Calls that worked fail, or answers can no longer be understood.
        "breaking" => WireLevel::Breaking,
    }
    "an effect" breaks UNKNOWN_WORD: Effect {
        /// It reads; any number of times.
        "safe" => Effect::Safe,
        /// Repeating it has no further effect.
        "idempotent" => Effect::Idempotent,
        /// It creates something: repeating it creates another one.
        "creates" => Effect::Creates,
        /// It consumes something, such as a code or an attempt: a second call fails or counts against the user.
        "consumes" => Effect::Consumes,
        /// It sends something out, such as an SMS: repeating it sends another one.
        "sends" => Effect::Sends,
    }
}
