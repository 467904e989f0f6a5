//! What people and vendors do: a row for each.

use super::edits::Edit::{Crlf, Move, Replace, Write};
use super::edits::{PETS, Row, TEN, TOYS, TYPES, VISITS};

pub(crate) const ROWS: &[Row] = &[
    Row { name: "nothing", edits: &[], upstream: &[] },
    Row { name: "new operation", edits: &[], upstream: &[TOYS] },
    Row {
        name: "new group",
        edits: &[],
        upstream: &[(
            "  /visits:\n",
            "  /invoices: { get: { operationId: list, tags: [invoices], summary: List invoices, responses: { \"204\": { description: Fine. } } } }\n  /visits:\n",
        )],
    },
    Row {
        name: "new field, value and required",
        edits: &[],
        upstream: &[
            ("enum: [cat, dog]", "enum: [ape, cat, dog, fish]"),
            ("      required: [name]", "      required: [kind, name]"),
            (
                "        password: {",
                "        age: { type: integer, description: In years. }\n        password: {",
            ),
            ("{ type: integer, default: 20 }", "{ type: integer, default: 50 }"),
        ],
    },
    Row {
        name: "gone operation, field and value",
        edits: &[],
        upstream: &[
            (
                "    delete:\n      operationId: clearVisits\n      tags: [visits]\n      summary: Clear visits\n      responses: { \"204\": { description: Fine. } }\n",
                "",
            ),
            ("        owner: { $ref: \"#/components/schemas/Owner\" }\n", ""),
            ("enum: [cat, dog]", "enum: [dog]"),
        ],
    },
    Row { name: "ten edits", edits: TEN, upstream: &[] },
    Row { name: "ten edits and a new operation", edits: TEN, upstream: &[TOYS] },
    Row {
        name: "ten edits and changes everywhere",
        edits: TEN,
        upstream: &[
            ("enum: [cat, dog]", "enum: [cat, dog, fish]"),
            ("description: Which pet.", "description: The pet."),
            ("description: \"Reason #1, or none.\"", "description: Reason or none."),
            ("summary: List pets", "summary: List all pets"),
            ("required: [id]", "required: [id, name]"),
            ("description: Id of the pet.", "description: Number of the pet."),
            ("description: Production.", "description: Live."),
            (
                "        name: { type: string, description: What it is called. }\n        owner:",
                "        name: { type: string, description: Its name. }\n        born: { type: string, format: date, description: When. }\n        owner:",
            ),
        ],
    },
    Row {
        name: "prose on both sides",
        edits: &[
            Replace(PETS, "summary: Get a pet", "summary: Find one pet"),
            Replace(TYPES, "description: An animal.", "description: A beast."),
        ],
        upstream: &[
            ("summary: Get a pet", "summary: Get one pet"),
            ("description: An animal.", "description: A living animal."),
            ("description: Its id.", "description: Id of it."),
        ],
    },
    Row {
        name: "moved to other files",
        edits: &[
            Move(TYPES, "models.yaml"),
            Replace(
                VISITS,
                "  clear_visits:\n    summary: Clear visits\n    method: DELETE\n    path: /visits\n    credentials: [key]\n    response: { 204: none }\n    effect: sends\n    inferred: [effect]\n",
                "",
            ),
            Write(
                "admin.yaml",
                "groups:\n  admin: For admins.\ngroup: admin\noperations:\n  clear:\n    summary: Clear visits\n    method: DELETE\n    path: /visits\n    credentials: [key]\n    response: { 204: none }\n    effect: sends\n",
            ),
        ],
        upstream: &[TOYS, ("summary: Clear visits", "summary: Remove all visits")],
    },
    Row {
        name: "new name of an operation upstream",
        edits: &[],
        upstream: &[(
            "operationId: clearVisits\n      tags: [visits]",
            "operationId: wipe\n      tags: [admin]",
        )],
    },
    Row {
        name: "an operation at a renamed server",
        edits: &[Replace("api.yaml", "  test: {", "  trial: {")],
        upstream: &[(
            "      operationId: clearVisits\n",
            "      operationId: clearVisits\n      servers: [{ url: https://test.clinic.example }]\n",
        )],
    },
    Row {
        name: "renamed group",
        edits: &[
            Replace("api.yaml", "  visits:", "  appointments:"),
            Replace(VISITS, "group: visits", "group: appointments"),
        ],
        upstream: &[(
            "    delete:\n      operationId: clearVisits",
            "    get: { operationId: findVisits, tags: [visits], summary: Find visits, responses: { \"204\": { description: Fine. } } }\n    delete:\n      operationId: clearVisits",
        )],
    },
    Row {
        name: "removed here, changed upstream",
        edits: &[Replace(
            VISITS,
            "  clear_visits:\n    summary: Clear visits\n    method: DELETE\n    path: /visits\n    credentials: [key]\n    response: { 204: none }\n    effect: sends\n    inferred: [effect]\n",
            "",
        )],
        upstream: &[("summary: Clear visits", "summary: Remove visits")],
    },
    Row {
        name: "gone upstream, edited or confirmed here",
        edits: &[
            Replace(VISITS, "summary: Clear visits", "summary: Wipe visits"),
            Replace(
                TYPES,
                ", description: Of the account., inferred: [secret]",
                ", description: Of the account.",
            ),
            Replace(TYPES, "      email:", "      # Ask legal.\n      email:"),
        ],
        upstream: &[
            (
                "    delete:\n      operationId: clearVisits\n      tags: [visits]\n      summary: Clear visits\n      responses: { \"204\": { description: Fine. } }\n",
                "",
            ),
            (
                "        email: { type: string, description: Where to write to. }\n        password: { type: string, description: Of the account. }\n",
                "        town: { type: string }\n",
            ),
        ],
    },
    Row {
        name: "credentials come and go",
        edits: &[],
        upstream: &[("security: [{ key: [], user: [] }]", "security: [{ key: [] }]")],
    },
    Row {
        name: "another order upstream",
        edits: &[],
        upstream: &[("security: [{ key: [], user: [] }]", "security: [{ user: [], key: [] }]")],
    },
    Row {
        name: "a removed credential stays removed",
        edits: &[Replace(VISITS, "credentials: [key, user]", "credentials: [key]")],
        upstream: &[("security: [{ key: [] }]\ntags", "security: []\ntags")],
    },
    Row {
        name: "line ends",
        edits: &[Crlf(PETS), Crlf(TYPES)],
        upstream: &[
            TOYS,
            ("description: An animal.", "description: |-\n        An animal\n\n        or so."),
            ("summary: Get a pet", "summary: Get it"),
        ],
    },
    Row {
        name: "flow to block",
        edits: &[Replace(
            PETS,
            "    parameters:\n      limit: { in: query, type: integer, default: 20, description: How many. }\n      accept_language: { use: language }\n",
            "    parameters: {limit: {in: query, type: integer, default: 20, description: 'How many.'}, accept_language: {use: language}}\n",
        )],
        upstream: &[
            (
                "description: How many.",
                "description: How many pets one page holds at most, which is no promise that as many exist or are shown to the caller.",
            ),
            (
                "name: { type: string, description: What it is called. }\n        owner:",
                "name: { type: string, description: What it is called by those who know it and by those who have only ever heard of it from others. }\n        owner:",
            ),
        ],
    },
    Row {
        name: "block to flow",
        edits: &[Replace(
            TYPES,
            "      owner: { type: Owner, description: Undocumented. }\n",
            "      owner:\n        # Whose it is.\n        type: Owner # A person.\n        description: >-\n          Undocumented.\n",
        )],
        upstream: &[(
            "        owner: { $ref: \"#/components/schemas/Owner\" }\n",
            "        owner: { type: string, description: Name of the owner. }\n",
        )],
    },
    Row {
        name: "comments and order",
        edits: &[
            Replace(
                TYPES,
                "  Kind:\n    description: What it is.\n    values:\n",
                "  Kind:\n    # Kinds.\n    values: # They grow.\n",
            ),
            Replace(
                TYPES,
                "      dog: { description: The value `dog`. }\n",
                "      dog: { description: The value `dog`. }\n      # No birds.\n    description: What it is.\n",
            ),
            Replace(
                PETS,
                "    description: |-\n      # Pets\n      All of them.\n",
                "    description: |- # Long.\n      # Pets\n      All of them.\n",
            ),
        ],
        upstream: &[
            ("enum: [cat, dog]", "enum: [cat, dog, fish]"),
            ("        All of them.\n", "        All of them,\n        always.\n"),
        ],
    },
    Row {
        name: "new name of a type upstream",
        edits: &[],
        upstream: &[
            ("    Owner:\n", "    Person:\n"),
            ("#/components/schemas/Owner\" }\n", "#/components/schemas/Person\" }\n"),
        ],
    },
    Row {
        name: "both add the same name",
        edits: &[Replace(
            TYPES,
            "  Pet:\n",
            "  Toy:\n    description: What we call a toy.\n    fields:\n      size: { type: integer, description: In cm. }\n  Pet:\n",
        )],
        upstream: &[
            (
                "        owner: {",
                "        toy: { $ref: \"#/components/schemas/Toy\" }\n        owner: {",
            ),
            (
                "    NewPet:\n",
                "    Toy: { type: object, description: A toy., properties: { colour: { type: string } } }\n    NewPet:\n",
            ),
        ],
    },
    Row {
        name: "what does not fit",
        edits: &[Replace(
            PETS,
            "      limit: { in: query, type: integer, default: 20, description: How many. }\n",
            "",
        )],
        upstream: &[("{ name: limit, in: query,", "{ name: limit, in: query, required: true,")],
    },
    Row {
        name: "a gone operation that a flow needs",
        edits: &[Write(
            "flows.yaml",
            "flows:\n  tidy:\n    summary: Tidy up\n    steps:\n      - { call: visits.clear_visits }\n",
        )],
        upstream: &[(
            "    delete:\n      operationId: clearVisits\n      tags: [visits]\n      summary: Clear visits\n      responses: { \"204\": { description: Fine. } }\n",
            "",
        )],
    },
    Row {
        name: "fields become a whole body",
        edits: &[],
        upstream: &[(
            "schema: { type: object, required: [petId], properties: { petId: { type: string, description: Which pet. }, note: { type: string, description: \"Reason #1, or none.\" } } }",
            "schema: { type: array, items: { type: string } }",
        )],
    },
    Row {
        name: "byte order mark and no line end",
        edits: &[
            Replace(TYPES, "types:\n  Kind:", "\u{FEFF}types:\n  Kind:"),
            Replace(
                TYPES,
                "owner: { type: Owner, description: Undocumented. }\n",
                "owner: { type: Owner, description: Undocumented. }",
            ),
        ],
        upstream: &[(
            "        owner: { $ref: \"#/components/schemas/Owner\" }\n",
            "        owner: { $ref: \"#/components/schemas/Owner\" }\n        born: { type: string }\n",
        )],
    },
    Row {
        name: "new layout of error bodies and new server",
        edits: &[],
        upstream: &[
            (
                "responses: { \"204\": { description: Fine. } }\n    delete:",
                "responses: { \"204\": { description: Fine. }, \"400\": { description: Wrong., content: { application/json: { schema: { type: object, properties: { code: { type: string }, message: { type: string } } } } } } }\n    delete:",
            ),
            (
                "  - { url: https://test.clinic.example, description: Test. }\n",
                "  - { url: https://test.clinic.example, description: Test. }\n  - { url: https://eu.clinic.example, description: Europe. }\n",
            ),
        ],
    },
    Row {
        name: "variants on both sides",
        edits: &[Replace(
            "types/visits.yaml",
            "{ id: shot, type: Shot, when: { has: dose }, description: Given once. }",
            "{ id: injection, type: Shot, when: { has: dose }, description: 'An injection.' }",
        )],
        upstream: &[
            (
                "    Shot: {",
                "    Walk: { type: object, description: Outside., required: [minutes], properties: { minutes: { type: integer } } }\n    Shot: {",
            ),
            (
                "{ $ref: \"#/components/schemas/Shot\" }",
                "{ $ref: \"#/components/schemas/Shot\" }, { $ref: \"#/components/schemas/Walk\" }",
            ),
            ("description: Every day.", "description: Daily."),
        ],
    },
    Row {
        name: "an object becomes a union",
        edits: &[],
        upstream: &[(
            "    Owner:\n      type: object\n",
            "    Owner:\n      oneOf: [{ $ref: \"#/components/schemas/Pet\" }, { $ref: \"#/components/schemas/NewPet\" }]\n    Person:\n      type: object\n",
        )],
    },
    Row {
        name: "a group ends",
        edits: &[],
        upstream: &[
            ("  /visits:\n", "  /visits: {}\n  /other:\n    x-gone:\n"),
            ("    post:\n      operationId: addVisit", "    x-post:\n      operationId: addVisit"),
            ("    delete:\n", "    x-delete:\n"),
            ("    patch:\n", "    x-patch:\n"),
        ],
    },
];
