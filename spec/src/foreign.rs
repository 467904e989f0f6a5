//! Words of other schema languages, and what is written here instead.

mod expression;
mod schema;

pub(crate) use expression::translate;
pub(crate) use schema::translate_keys;

/// A word that another language has for a type.
pub(crate) struct TypeWord {
    /// In lower case.
    word: &'static str,
    /// The type of this language that comes closest, if one does.
    pub(crate) meant: Option<&'static str>,
    /// What else there is to say.
    pub(crate) advice: Option<&'static str>,
}

/// A key that another language has.
pub(crate) struct KeyWord {
    word: &'static str,
    /// Keys that are not missed where it stands, since it says what they say.
    pub(crate) stands_for: &'static [&'static str],
    /// What to write.
    pub(crate) advice: &'static str,
}

/// What another language calls a type, whatever the case of its letters.
pub(crate) fn type_word(name: &str) -> Option<&'static TypeWord> {
    let name = name.to_ascii_lowercase();
    TYPES.iter().find(|entry| entry.word == name)
}

/// What another language calls a key.
pub(crate) fn key_word(key: &str) -> Option<&'static KeyWord> {
    KEYS.iter().find(|entry| entry.word == key)
}

/// What another language calls a key of a named type, where a field would have it otherwise.
pub(crate) fn key_word_of_type(key: &str) -> Option<&'static KeyWord> {
    TYPE_KEYS.iter().find(|entry| entry.word == key).or_else(|| key_word(key))
}

/// What another language calls a key among others that are here, where it means something else than usual.
pub(crate) fn key_word_beside(
    key: &str,
    is_key: impl Fn(&str) -> bool,
) -> Option<&'static KeyWord> {
    let beside =
        BESIDE.iter().find(|(keys, entry)| entry.word == key && keys.iter().all(|key| is_key(key)));
    beside.map(|(_, entry)| entry)
}

/// What to write instead of a place that parameters have elsewhere.
pub(crate) fn place_word(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    PLACES.iter().find(|(place, _)| *place == word).map(|(_, advice)| *advice)
}

/// What to write instead of a style that parameters have elsewhere.
pub(crate) fn style_word(word: &str) -> Option<&'static str> {
    STYLES.iter().find(|(style, _)| *style == word).map(|(_, advice)| *advice)
}

/// What to write instead of a kind of value that has another name elsewhere.
pub(crate) fn kind_word(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "array" => "write `list`",
        "text" | "str" => "write `string`",
        "int" | "int32" | "int64" => "write `integer`",
        "float" | "double" | "decimal" => "write `number`",
        "bool" => "write `boolean`",
        "map" | "struct" => "write `object`",
        "null" => {
            "a field or an element that can be null says so: `nullable: true`, or a `?` behind the type"
        }
        _ => return None,
    })
}

/// What to write instead of a flow of OAuth that is called otherwise, or that takes a person.
pub(crate) fn flow_word(word: &str) -> Option<&'static str> {
    FLOWS.iter().find(|(flow, _)| *flow == word).map(|(_, advice)| *advice)
}

/// What to write instead of a way to authenticate that is called otherwise.
pub(crate) fn authentication_word(word: &str) -> Option<&'static str> {
    AUTHENTICATIONS.iter().find(|(way, _)| *way == word).map(|(_, advice)| *advice)
}

/// Whether a top-level key says that the file is a document of another language, and of which.
pub(crate) fn document_word(key: &str) -> Option<&'static str> {
    DOCUMENTS.iter().find(|(word, _)| *word == key).map(|(_, language)| *language)
}

const DOCUMENTS: &[(&str, &str)] = &[
    ("openapi", "an OpenAPI document"),
    ("swagger", "a Swagger document"),
    ("asyncapi", "an AsyncAPI document"),
    ("arazzo", "an Arazzo document"),
    ("smithy", "a Smithy model"),
    ("$schema", "a JSON Schema"),
];

const PEOPLE: &str = "it takes a person: write `refresh_token` where callers have a refresh token, or describe the access token \
     that they bring with `placements: [{ in: header, name: Authorization, scheme: Bearer }]`";

const FLOWS: &[(&str, &str)] = &[
    ("clientCredentials", "write `client_credentials`"),
    ("application", "write `client_credentials`"),
    ("refresh", "write `refresh_token`"),
    ("refreshToken", "write `refresh_token`"),
    ("authorizationCode", PEOPLE),
    ("authorization_code", PEOPLE),
    ("accessCode", PEOPLE),
    ("deviceAuthorization", PEOPLE),
    ("implicit", PEOPLE),
    ("password", PEOPLE),
];

const AUTHENTICATIONS: &[(&str, &str)] = &[
    ("client_secret_basic", "write `basic`"),
    ("header", "write `basic`"),
    ("client_secret_post", "write `body`"),
    ("form", "write `body`"),
    ("post", "write `body`"),
    ("none", "leave out `authentication` and `client_secret`"),
    ("private_key_jwt", "leave it out: callers bring such tokens, by a `TokenSource`"),
    ("client_secret_jwt", "leave it out: callers bring such tokens, by a `TokenSource`"),
    ("tls_client_auth", "leave it out: callers bring such tokens, by a `TokenSource`"),
];

const STYLES: &[(&str, &str)] = &[
    (
        "brackets",
        "leave the style out, and write the brackets into the name on the wire: `name: \"tags[]\"`",
    ),
    ("indices", "only forms number the items of lists: `form_lists: indices`"),
    ("deepObject", "write `deep_object`"),
    ("pipeDelimited", "write `pipe`"),
    ("spaceDelimited", "write `space`"),
    ("form", "write `comma` for `k=a,b`; for `k=a&k=b`, leave the style out"),
    ("simple", "outside of the query, a list is always written with commas: leave the style out"),
];

const PLACES: &[(&str, &str)] = &[
    (
        "body",
        "a field of the body stands in `body`, without `in`; a body as one value is `whole_body`",
    ),
    (
        "form",
        "a field of the body stands in `body`, without `in`; `body_format: form` makes it a form",
    ),
    (
        "formdata",
        "a field of the body stands in `body`, without `in`; `body_format: form` makes it a form",
    ),
    ("querystring", "write `in: query`"),
    ("url", "write `in: query`, or `in: path` for a placeholder of the path"),
    ("uri", "write `in: query`, or `in: path` for a placeholder of the path"),
];

macro_rules! types {
    ($($($word:literal)|+ => $meant:expr, $advice:expr;)*) => {
        &[$($(TypeWord { word: $word, meant: $meant, advice: $advice },)+)*]
    };
}

const TYPES: &[TypeWord] = types! {
    "guid" => Some("uuid"), None;
    "str" | "text" | "char" | "varchar" | "id" | "uri" | "url" | "email" | "hostname" | "ipv4"
        | "ipv6" | "phone" => Some("string"), None;
    "password" | "secret" => Some("string"), Some("`secret: true` beside the type keeps a text out of logs");
    "duration" | "time" => Some("string"), Some("a `timestamp` has both a date and a time of day");
    "localdate" | "naivedate" => Some("date"), None;
    "datetime" | "date-time" | "date_time" | "instant" => Some("timestamp"), None;
    "byte" | "bytes" | "binary" | "base64" | "blob" => Some("string"), Some("bytes travel in JSON as text");
    "bool" => Some("boolean"), None;
    "int" | "int64" | "integer64" | "i64" | "isize" | "sint64" | "long" | "bigint" => Some("integer"), None;
    "int8" | "int16" | "integer32" | "i8" | "i16" | "i32" | "sint32" | "short" | "smallint" => Some("int32"), None;
    "u8" | "u16" | "u32" | "uint8" | "uint16" => Some("uint32"), None;
    "u64" | "usize" | "uint" => Some("uint64"), None;
    "float" | "float32" | "float64" | "f32" | "f64" | "double" | "real" => Some("number"), None;
    "bigdecimal" | "money" | "numeric" => Some("decimal"), Some("where the API sends text instead of a number, write `string`");
    "any" | "anything" | "unknown" | "mixed" | "value" => Some("json"), None;
    "object" | "struct" | "record" => Some("json"), Some("an object with known fields is one of `types`, with `fields`");
    "array" | "vec" | "sequence" | "set" => Some("list"), Some("write `list<T>` with the type of its elements, such as `list<string>`");
    "dict" | "dictionary" | "hashmap" | "hash" => Some("map"), Some("write `map<T>` with the type of its values, such as `map<string>`: keys are always text");
    "enum" => None, Some("an enum is one of `types`, with `values`; name it here");
    "union" | "oneof" | "anyof" => None, Some("a union is one of `types`, with `variants`; name it here");
    "null" | "void" | "nil" | "unit" => None, Some("what can be null says `nullable: true`; a response without a body is `none`");
    "true" | "false" => Some("boolean"), None;
};

macro_rules! keys {
    ($($($word:literal)|+ => $keys:expr, $advice:literal;)*) => {
        &[$($(KeyWord { word: $word, stands_for: &$keys, advice: $advice },)+)*]
    };
}

const KEYS: &[KeyWord] = keys! {
    // Of schemas.
    "$ref" | "ref" => ["type", "in", "use", "fields", "description", "status", "code", "message", "meaning", "url", "given", "placements"],
        "name the type (`type: Pet`), or the shared parameter (`use: id`)";
    "schema" => ["type"], "write the type itself: `type: string`";
    "const" | "constant" => ["always"], "a constant is written as `always`, beside its `type`";
    "enum" => ["type", "fields"], "a fixed set of texts is one of `types`, with `values`; name it as the `type`";
    "x-enum-varnames" => [], "the ids of `values` are their names";
    "properties" => ["type", "fields"], "an object is one of `types`, with `fields`; name it as the `type`";
    "items" => ["type"], "write `type: list<T>`";
    "additionalProperties" | "additional_properties" | "patternProperties" => ["type", "fields"],
        "an object whose keys are data is `map<T>`; keys that no field names are kept in any case";
    "oneOf" | "anyOf" | "one_of" | "any_of" | "discriminator" | "union" => ["type", "fields", "when"],
        "one of several objects is one of `types`, with `variants`; name it as the `type`";
    "allOf" | "all_of" | "extends" => ["type", "fields"], "there is no inheritance: list all `fields` in one type";
    "format" => [], "there are no formats: the `type` says it, or else the `description`";
    "optional" => [], "everything is optional that does not say `required: true`";
    "x-nullable" => [], "write `nullable: true`";
    "required" => [], "each field says it for itself: `required: true`";
    "type" => [], "a type is an object with `fields`, an enum with `values`, a union with `variants` or a newtype that `is` its value";
    "minLength" | "maxLength" | "min_length" | "max_length" => ["length"], "write `length: { min, max }`";
    "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "min" | "max" =>
        ["range"], "write `range: { min, max }`, with `above` and `below` for ends that are beyond the range";
    "minItems" | "maxItems" | "uniqueItems" | "minProperties" | "maxProperties" =>
        ["items"], "write `items: { min, max, unique }`";
    "regex" | "regexp" => ["pattern"], "write `pattern`";
    "multipleOf" | "multiple_of" => [], "no key says it: say it in the `description`";
    "readOnly" | "writeOnly" | "read_only" | "write_only" => [],
        "where requests and responses differ, declare a type for each";
    "xml" => [], "bodies are JSON";
    "title" => [], "say it in the `description`";
    "explode" | "collectionFormat" | "allowReserved" => [], "a list in the query has `style: repeat` or `style: comma`";
    "allowEmptyValue" | "content" => [], "a parameter has one form: that of its `type`";
    // Of operations.
    "operationId" | "operation_id" => [], "the key of an operation is its id";
    "tags" | "tag" => [], "operations belong to the `group` of their file";
    "stream" | "sse" | "ndjson" => ["type"],
        "a response that is a stream has `events` or `lines` with the type of its items: `response: { 200: { events: Item } }`";
    "responses" | "returns" | "result" => ["response"], "write `response: { 200: Type }`; errors are listed in `errors`";
    "requestBody" | "request_body" | "payload" => [], "list the fields in `body`, or name one type in `whole_body`";
    "security" | "auth" | "authentication" => [], "list the `credentials` that the operation needs";
    "url" | "uri" | "endpoint" | "route" => ["path"], "what stands behind the address of the server is the `path`";
    "verb" | "http_method" => ["method"], "the HTTP method is the `method`";
    "params" | "query" | "headers" | "header" | "query_parameters" | "path_parameters" | "inputs" | "arguments_order" => [],
        "inputs outside the body stand in `parameters`, each with `in: path`, `in: query` or `in: header`";
    "idempotent" | "safe" | "retryable" => ["effect"], "write `effect: idempotent`, `safe`, `creates`, `consumes` or `sends`";
    "consumes" | "produces" => [], "requests and answers are JSON";
    "callbacks" | "links" => [], "only calls of a client and `webhooks` are described";
    "externalDocs" | "external_docs" => [], "the page of an operation is `documented_in`, that of the API `documentation`";
    "example_request" | "x-example" => [], "documented requests and answers stand in `examples`";
    // Of access tokens.
    "tokenUrl" | "token_endpoint" | "tokenEndpoint" => ["token_url"], "write `token_url`";
    "clientId" => ["client_id"], "write `client_id` with the id of the input that it is";
    "clientSecret" => ["client_secret"], "write `client_secret` with the id of the input that it is";
    "refreshToken" => ["refresh_token"], "write `refresh_token` with the id of the input that it is";
    "grant" | "grantType" | "grant_type" => ["flow"], "write `flow: client_credentials` or `flow: refresh_token`";
    "scope" => ["scopes"], "write `scopes`: a list of texts";
    "audience" | "resource" => [], "further parameters of a request for a token stand in `parameters` of `oauth`";
    "authorizationUrl" | "refreshUrl" => [], "only the token endpoint is described, as `token_url`";
    // Of whole documents.
    "info" => ["api"], "title, description and version stand in `api`";
    "paths" => [], "calls stand in `operations`, each with its `method` and `path`";
    "components" | "definitions" | "schemas" | "models" => [],
        "named types stand in `types`, shared parameters in `parameters`";
    "securitySchemes" | "securityDefinitions" | "security_schemes" => [], "declare them as `credentials`";
    "host" | "basePath" | "schemes" | "baseUrl" | "base_url" => [], "addresses stand in `servers`, each with a `url`";
};

/// Words that mean something else where all of some keys are.
static BESIDE: [(&[&str], KeyWord); 2] = [
    (
        &["default", "values"],
        KeyWord {
            word: "enum",
            stands_for: &["values"],
            advice: "write `values`: a list of texts",
        },
    ),
    (
        &["is", "has"],
        KeyWord { word: "type", stands_for: &["is"], advice: "write `is`: the kind of the value" },
    ),
];

const TYPE_KEYS: &[KeyWord] = keys! {
    "properties" | "attributes" | "members" => ["fields"], "write `fields`: a map from ids to fields, each with `type` and `description`";
    "enum" | "const" => ["values"], "write `values`: a map from ids to values, each with a `description`";
    "required" => [], "each field says it for itself: `required: true`";
    "type" | "newtype" => ["is"], "leave it out: an object has `fields`, an enum `values`, a union `variants`; a newtype `is` its value, such as `is: string`";
    "items" | "element" => ["fields"], "a list has no name of its own: write `list<T>` where it is used";
    "additionalProperties" | "additional_properties" | "patternProperties" => [],
        "keys that no field names are kept in any case; a map has no name of its own: write `map<T>` where it is used";
    "oneOf" | "anyOf" | "one_of" | "any_of" | "union" | "discriminator" | "mapping" => ["variants"],
        "write `variants`: a list in which each has `id`, `type`, `when` and `description`";
    "$ref" | "ref" => ["description", "fields"], "a type has no second name: use the other type itself";
    "nullable" => [], "each use says it for itself: `nullable: true` beside the `type`";
    "example" | "examples" | "default" => [], "examples stand beside fields and parameters, and in `examples` of operations";
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::built_in;

    #[test]
    fn words_are_told_apart() {
        let mut words: Vec<_> = TYPES.iter().map(|entry| entry.word).collect();
        words.sort_unstable();
        assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "{words:?}");
        assert!(words.iter().all(|word| *word == word.to_ascii_lowercase()));
        for entry in TYPES {
            let known =
                entry.meant.is_none_or(|meant| built_in().any(|built_in| built_in == meant));
            assert!(known && (entry.meant.is_some() || entry.advice.is_some()), "{}", entry.word);
        }
        let mut keys: Vec<_> = KEYS.iter().map(|entry| entry.word).collect();
        keys.sort_unstable();
        assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "{keys:?}");
    }
}
