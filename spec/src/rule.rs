//! The ids of all kinds of problems, each with what is wrong.

/// Makes the constants and the list, so that a rule cannot be in one without the other.
macro_rules! rules {
    ($($(#[doc = $doc:literal])* $name:ident = $id:literal;)*) => {
        $($(#[doc = $doc])* pub(crate) const $name: &str = $id;)*

        /// Ids of all rules that a description can break, sorted.
        pub const RULES: &[&str] = &[$($id),*];
    };
}

rules! {
    /// An alias of YAML stands for a value elsewhere.
    ALIAS = "alias";
    /// An anchor of YAML marks a value for reuse.
    ANCHOR = "anchor";
    /// A list of arguments names one twice.
    ARGUMENTS_DUPLICATE = "arguments-duplicate";
    /// A list of arguments does not name all that is required.
    ARGUMENTS_MISSING = "arguments-missing";
    /// A list of arguments names something that is no argument.
    ARGUMENTS_SURPLUS = "arguments-surplus";
    /// A list of arguments names nothing.
    ARGUMENTS_UNKNOWN = "arguments-unknown";
    /// A link does not lead to a page.
    BAD_ADDRESS = "bad-address";
    /// An error code is below 1 or empty, or not of the type that the API's codes have.
    BAD_CODE = "bad-code";
    /// A condition of a variant misspells the key of a field, or has a value that the field never has.
    BAD_CONDITION = "bad-condition";
    /// A constant is not of its type, or cannot stand where it is.
    BAD_CONSTANT = "bad-constant";
    /// A content type is not one, or not that of its body.
    BAD_CONTENT_TYPE = "bad-content-type";
    /// A date is not a day of the calendar.
    BAD_DATE = "bad-date";
    /// A default is not of the type of its parameter.
    BAD_DEFAULT = "bad-default";
    /// A layout of error bodies contradicts itself or another one.
    BAD_ERROR_BODY = "bad-error-body";
    /// An example is not of the type of its value.
    BAD_EXAMPLE = "bad-example";
    /// A former name is still in use, or cannot have been one.
    BAD_FORMER_NAME = "bad-former-name";
    /// A header or scheme has characters that cannot be sent.
    BAD_HEADER = "bad-header";
    /// An id is not in snake case.
    BAD_ID = "bad-id";
    /// A key is not text.
    BAD_KEY = "bad-key";
    /// A limit is not about the type of its value, or admits no value.
    BAD_LIMIT = "bad-limit";
    /// A method is not one of HTTP.
    BAD_METHOD = "bad-method";
    /// A newtype is something with parts.
    BAD_NEWTYPE = "bad-newtype";
    /// The name of the package is not one that cargo takes.
    BAD_PACKAGE_NAME = "bad-package-name";
    /// A path template is broken.
    BAD_PATH = "bad-path";
    /// The id of a rule is not in kebab case.
    BAD_RULE_ID = "bad-rule-id";
    /// A server cannot be the base of addresses.
    BAD_SERVER_URL = "bad-server-url";
    /// A status is not one of HTTP, or of the wrong kind.
    BAD_STATUS = "bad-status";
    /// A URL cannot be that of a token endpoint.
    BAD_TOKEN_URL = "bad-token-url";
    /// A type expression is broken.
    BAD_TYPE = "bad-type";
    /// The name of a type is not in Pascal case.
    BAD_TYPE_NAME = "bad-type-name";
    /// A value of a variable of a server cannot stand in the URL, or is none of its values.
    BAD_VARIABLE_VALUE = "bad-variable-value";
    /// A version is not three numbers.
    BAD_VERSION = "bad-version";
    /// Webhooks are signed or told apart in a way that contradicts itself.
    BAD_WEBHOOK = "bad-webhook";
    /// A name on the wire is empty, has spaces at its ends, or is the path of a nested key.
    BAD_WIRE_NAME = "bad-wire-name";
    /// A user name with a password is not described as one.
    BASIC_CREDENTIAL = "basic-credential";
    /// Something is said of the format of a body that has another one, or that is not there.
    BODY_FORMAT = "body-format";
    /// A GET or HEAD has a body.
    BODY_ON_GET = "body-on-get";
    /// A whole body is a single text, number or boolean.
    BODY_TYPE = "body-type";
    /// A file is not UTF-8.
    BROKEN_UTF8 = "broken-utf8";
    /// A success declares the key of the error code, although a success can be an error.
    CODE_IN_SUCCESS = "code-in-success";
    /// Two keys exclude each other.
    CONFLICTING_KEYS = "conflicting-keys";
    /// Alternatives of credentials are no choice.
    CREDENTIAL_CHOICE = "credential-choice";
    /// A value goes where a credential goes.
    CREDENTIAL_WIRE_NAME = "credential-wire-name";
    /// A finding is accepted twice.
    DUPLICATE_ACCEPTANCE = "duplicate-acceptance";
    /// Two errors have one code.
    DUPLICATE_CODE = "duplicate-code";
    /// Two files declare the same thing.
    DUPLICATE_DECLARATION = "duplicate-declaration";
    /// Two things have one former name.
    DUPLICATE_FORMER_NAME = "duplicate-former-name";
    /// Two inputs of an operation have one id.
    DUPLICATE_INPUT = "duplicate-input";
    /// A map has a key twice.
    DUPLICATE_KEY = "duplicate-key";
    /// A rule of a comparison is given two levels.
    DUPLICATE_LEVEL = "duplicate-level";
    /// A path has a placeholder twice.
    DUPLICATE_PLACEHOLDER = "duplicate-placeholder";
    /// A credential has a placement twice.
    DUPLICATE_PLACEMENT = "duplicate-placement";
    /// A list names something twice.
    DUPLICATE_REFERENCE = "duplicate-reference";
    /// A name is reserved twice.
    DUPLICATE_RESERVATION = "duplicate-reservation";
    /// Two values of an enum are the same on the wire.
    DUPLICATE_VALUE = "duplicate-value";
    /// Two variants of a union have one id.
    DUPLICATE_VARIANT = "duplicate-variant";
    /// Two values are sent in one place under one name.
    DUPLICATE_WIRE_NAME = "duplicate-wire-name";
    /// A file is empty.
    EMPTY_FILE = "empty-file";
    /// A text for people has no words.
    EMPTY_TEXT = "empty-text";
    /// An enum has no values, or a union no variants.
    EMPTY_TYPE = "empty-type";
    /// Every value of a type holds another one of it.
    ENDLESS_TYPE = "endless-type";
    /// Something is to be enforced that no limit says.
    ENFORCE_WITHOUT_LIMIT = "enforce-without-limit";
    /// A documented error is none that the operation is said to return.
    EXAMPLE_ERROR = "example-error";
    /// A documented request is one of another operation.
    EXAMPLE_LINE = "example-line";
    /// A documented request does not fit the inputs.
    EXAMPLE_REQUEST = "example-request";
    /// A documented answer does not fit the response.
    EXAMPLE_RESPONSE = "example-response";
    /// A documented success has another status than the response.
    EXAMPLE_STATUS = "example-status";
    /// A documented request has a key, query parameter or header that no input is sent as.
    EXAMPLE_UNKNOWN_KEY = "example-unknown-key";
    /// A file is where no request takes one: in JSON, in a form, or in pages.
    FILE_PLACE = "file-place";
    /// A file is beyond the size limit.
    FILE_TOO_LONG = "file-too-long";
    /// A flow continues after an error without the values that the call gives.
    FLOW_CONTINUE = "flow-continue";
    /// A flow handles an error that its call does not return.
    FLOW_ERROR = "flow-error";
    /// A flow takes a value that is an object, a list or a map.
    FLOW_FIELD = "flow-field";
    /// A step that calls nothing has a key of a call.
    FLOW_KEY = "flow-key";
    /// A value of a flow does not have the type of its argument.
    FLOW_VALUE = "flow-value";
    /// A call of a flow names a variant without need, or names none.
    FLOW_VARIANT = "flow-variant";
    /// A flow calls no operation.
    FLOW_WITHOUT_CALL = "flow-without-call";
    /// A header belongs to the transport or to credentials.
    FORBIDDEN_HEADER = "forbidden-header";
    /// A file is a document of another language.
    FOREIGN_DOCUMENT = "foreign-document";
    /// A key of a form has brackets.
    FORM_KEY = "form-key";
    /// A form cannot hold a value of this type.
    FORM_TYPE = "form-type";
    /// A summary ends with a full stop.
    FULL_STOP = "full-stop";
    /// A file says to which group its operations belong, and has none.
    GROUP_WITHOUT_OPERATIONS = "group-without-operations";
    /// A text holds an invisible character.
    HIDDEN_CHARACTER = "hidden-character";
    /// Values are inferred, and no person has confirmed them.
    INFERRED_VALUE = "inferred-value";
    /// A map says what a single word says.
    LONG_FORM = "long-form";
    /// A file holds lines that git leaves where it cannot merge.
    MERGE_CONFLICT = "merge-conflict";
    /// A key of the language stands where it has no meaning.
    MISPLACED_KEY = "misplaced-key";
    /// No file has the key `api`.
    MISSING_API = "missing-api";
    /// A list or map lacks the type of its elements.
    MISSING_ELEMENT = "missing-element";
    /// A file has operations and does not say to which group they belong.
    MISSING_GROUP = "missing-group";
    /// A map lacks a key.
    MISSING_KEY = "missing-key";
    /// There is no server, or none of several is the default.
    MISSING_SERVER = "missing-server";
    /// A text that must be one line has several.
    MORE_THAN_ONE_LINE = "more-than-one-line";
    /// A multipart body holds what is no part.
    MULTIPART_TYPE = "multipart-type";
    /// The `idempotency` of an operation changes nothing.
    NEEDLESS_IDEMPOTENCY = "needless-idempotency";
    /// The folder has no files.
    NO_FILES = "no-files";
    /// A credential has no placement.
    NO_PLACEMENT = "no-placement";
    /// An operation has no response.
    NO_RESPONSE = "no-response";
    /// A number has more digits than 64 bits keep.
    NOT_EXACT = "not-exact";
    /// A number is infinite or none.
    NOT_FINITE = "not-finite";
    /// A file holds a NUL character.
    NUL = "nul";
    /// An access token is not described as one.
    OAUTH_CREDENTIAL = "oauth-credential";
    /// A path parameter is said to be optional.
    OPTIONAL_IN_PATH = "optional-in-path";
    /// A path of `pages` leads to nothing, or to a value that is not what it should be.
    PAGES_FIELD = "pages-field";
    /// An input cannot be set for the next page.
    PAGES_INPUT = "pages-input";
    /// An operation that returns pages is not safe.
    PAGES_NOT_SAFE = "pages-not-safe";
    /// A style does not fit the type or the place of a parameter.
    PARAMETER_STYLE = "parameter-style";
    /// A parameter has a type that has no form outside JSON.
    PARAMETER_TYPE = "parameter-type";
    /// A path parameter has no place in the path.
    PARAMETER_WITHOUT_PLACEHOLDER = "parameter-without-placeholder";
    /// A placeholder stands for no path parameter.
    PLACEHOLDER_WITHOUT_PARAMETER = "placeholder-without-parameter";
    /// An operation or a group names the server that it has anyway.
    REDUNDANT_SERVER = "redundant-server";
    /// A required parameter has a default.
    REQUIRED_WITH_DEFAULT = "required-with-default";
    /// An id stands for something else.
    RESERVED_ID = "reserved-id";
    /// A name is reserved: it was in use once, and must not be reused.
    RESERVED_NAME = "reserved-name";
    /// A response has an id or a description and needs none, or has none and needs one.
    RESPONSE_ID = "response-id";
    /// Two operations send the same requests.
    SAME_REQUEST = "same-request";
    /// A file holds a second YAML document.
    SECOND_DOCUMENT = "second-document";
    /// A text is said to be both secret and personal.
    SECRET_AND_PERSONAL = "secret-and-personal";
    /// Something other than text is said to be secret or personal.
    SECRET_NOT_TEXT = "secret-not-text";
    /// Responses of different types cannot be told apart.
    SEVERAL_RESPONSES = "several-responses";
    /// A key is called inferred that the element does not have.
    STRAY_INFERENCE = "stray-inference";
    /// A stream stands among other responses of its operation.
    STREAM_AMONG_RESPONSES = "stream-among-responses";
    /// A tab stands in the indentation.
    TAB = "tab";
    /// A value has a tag of YAML.
    TAG = "tag";
    /// Lists and maps stand in each other too deep.
    TOO_DEEP = "too-deep";
    /// An operation has both `body` and `whole_body`.
    TWO_BODIES = "two-bodies";
    /// A response says that nothing has changed, or does not say so, and its status or its request contradicts.
    UNCHANGED_RESPONSE = "unchanged-response";
    /// A text for people begins with `TODO`.
    UNFINISHED_TEXT = "unfinished-text";
    /// A call of a flow sets an argument that its operation does not have.
    UNKNOWN_ARGUMENT = "unknown-argument";
    /// An error category is not declared.
    UNKNOWN_CATEGORY = "unknown-category";
    /// A credential is not declared.
    UNKNOWN_CREDENTIAL = "unknown-credential";
    /// An error code is not in the catalogue.
    UNKNOWN_ERROR = "unknown-error";
    /// A response has no field of this id.
    UNKNOWN_FIELD = "unknown-field";
    /// A group is not declared.
    UNKNOWN_GROUP = "unknown-group";
    /// An operation has no input of this id.
    UNKNOWN_INPUT = "unknown-input";
    /// A map has a key that means nothing.
    UNKNOWN_KEY = "unknown-key";
    /// An operation is not declared.
    UNKNOWN_OPERATION = "unknown-operation";
    /// A shared parameter is not declared.
    UNKNOWN_PARAMETER = "unknown-parameter";
    /// A server is not declared.
    UNKNOWN_SERVER = "unknown-server";
    /// A type is not declared.
    UNKNOWN_TYPE = "unknown-type";
    /// No earlier step of a flow supplies a value.
    UNKNOWN_VALUE = "unknown-value";
    /// A variable of a server is not declared.
    UNKNOWN_VARIABLE = "unknown-variable";
    /// A union has no variant of this id.
    UNKNOWN_VARIANT = "unknown-variant";
    /// A word is not one of a fixed set of keywords.
    UNKNOWN_WORD = "unknown-word";
    /// YAML reads a text as a number or boolean.
    UNQUOTED_TEXT = "unquoted-text";
    /// A response is never reached, or its body.
    UNREACHED_RESPONSE = "unreached-response";
    /// A variant is never reached.
    UNREACHED_VARIANT = "unreached-variant";
    /// An error category is never used.
    UNUSED_CATEGORY = "unused-category";
    /// A credential is never used.
    UNUSED_CREDENTIAL = "unused-credential";
    /// A group has no operations.
    UNUSED_GROUP = "unused-group";
    /// A shared parameter is never used.
    UNUSED_PARAMETER = "unused-parameter";
    /// A type is never used.
    UNUSED_TYPE = "unused-type";
    /// A variable of a server is not in its URL.
    UNUSED_VARIABLE = "unused-variable";
    /// The key that chooses a variant may be absent or null in its type.
    VARIANT_KEY_NOT_REQUIRED = "variant-key-not-required";
    /// A variant of a union is not an object.
    VARIANT_NOT_OBJECT = "variant-not-object";
    /// A value is of another kind than its key takes.
    WRONG_TYPE = "wrong-type";
    /// A file is not YAML.
    YAML_SYNTAX = "yaml-syntax";
}
