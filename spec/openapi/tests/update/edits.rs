//! What people and vendors do: how a row says it, and what several rows have in common.

use Edit::Replace;

/// What people do with a description.
pub(crate) enum Edit {
    /// In a file, a text that stands there once by another.
    Replace(&'static str, &'static str, &'static str),
    /// A whole file.
    Write(&'static str, &'static str),
    Move(&'static str, &'static str),
    /// Other line ends.
    Crlf(&'static str),
}

/// Edits of the description, and of the document by others.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) edits: &'static [Edit],
    pub(crate) upstream: &'static [(&'static str, &'static str)],
}

pub(super) const PETS: &str = "operations/pets.yaml";
pub(super) const VISITS: &str = "operations/visits.yaml";
pub(super) const TYPES: &str = "types/pets.yaml";

/// The ten edits of one description.
pub(super) const TEN: &[Edit] = &[
    Replace(PETS, "  list_pets:\n", "  # The first call of everyone.\n  all:\n"),
    Replace(
        PETS,
        "    response: { 201: Pet }\n    effect: sends\n    inferred: [effect]\n",
        "    response: { 201: Animal }\n    effect: consumes\n",
    ),
    Replace(PETS, "list<Pet>", "list<Animal>"),
    Replace(
        PETS,
        "arguments: [pet_id]\n    parameters:\n      pet_id: { in",
        "arguments: [id]\n\n    parameters:\n      id: { in",
    ),
    Replace(PETS, "/{pet_id}", "/{id}"),
    Replace(
        PETS,
        "    response: { 200: Pet }\n",
        "    response:\n      200: Animal # The animal.\n",
    ),
    Replace(
        VISITS,
        "      note: { type: string, description: \"Reason #1, or none.\" }\n",
        "      reason:\n        name: note\n        type: string\n        personal: true\n        description: Why.\n",
    ),
    Replace(
        TYPES,
        "email: { type: string, personal: true, description: Where to write to., inferred: [personal] }",
        "email: { type: string, description: Where to write to. }",
    ),
    Replace(
        TYPES,
        ", description: Of the account., inferred: [secret]",
        ", description: Of the account.",
    ),
    Replace(TYPES, "  Pet:\n", "\n  Animal:\n"),
    Replace(
        TYPES,
        "      cat: { description: The value `cat`. }",
        "      feline: { name: cat, description: A cat. }",
    ),
    Replace("api.yaml", "default_server: production", "default_server: main"),
    Replace("api.yaml", "  production: {", "  main: {"),
    Replace(
        "api.yaml",
        "  version: 0.1.0\n",
        "  version: 0.4.0 # Ours.\n  request_id_header: X-Request-Id\n",
    ),
];

/// Adds an operation with a type of its own to the document.
pub(super) const TOYS: (&str, &str) = (
    "  /visits:\n",
    "  /pets/{petId}/toys:\n    get:\n      operationId: listToys\n      tags: [pets]\n      summary: List toys\n      parameters: [{ name: petId, in: path, required: true, schema: { type: string }, description: Id of the pet. }]\n      responses: { \"200\": { description: Fine., content: { application/json: { schema: { type: array, items: { type: object, title: Toy, properties: { colour: { type: string } } } } } } } }\n  /visits:\n",
);
