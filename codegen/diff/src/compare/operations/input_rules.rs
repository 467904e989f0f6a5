//! The rules for changes of inputs, by their location.

use restwright_spec::api::Location;

use crate::Rule;
use crate::rules::type_changes::TypeChangeRules;
use crate::rules::{body_fields, idempotency, params};

/// The rules whose names depend on the location of an input.
pub(super) struct InputRules {
    pub(super) added_required: &'static Rule,
    pub(super) added_optional: &'static Rule,
    pub(super) removed_required: &'static Rule,
    pub(super) removed: &'static Rule,
    pub(super) removed_as_announced: &'static Rule,
    pub(super) removed_early: &'static Rule,
    pub(super) wire_name_changed: &'static Rule,
    pub(super) wire_name_reused: &'static Rule,
    pub(super) became_required: &'static Rule,
    pub(super) became_optional: &'static Rule,
    pub(super) type_changes: &'static TypeChangeRules,
}

impl InputRules {
    pub(super) fn of(location: Location) -> &'static Self {
        match location {
            Location::Path | Location::Query(_) | Location::Header | Location::Cookie => &PARAM,
            Location::IdempotencyKey => &IDEMPOTENCY_KEY,
            Location::Body => &BODY_FIELD,
        }
    }
}

static PARAM: InputRules = InputRules {
    added_required: &params::PARAM_ADDED_REQUIRED,
    added_optional: &params::PARAM_ADDED_OPTIONAL,
    removed_required: &params::PARAM_REMOVED_REQUIRED,
    removed: &params::PARAM_REMOVED,
    removed_as_announced: &params::PARAM_REMOVED_AFTER_DEPRECATION,
    removed_early: &params::PARAM_REMOVED_BEFORE_SUNSET,
    wire_name_changed: &params::PARAM_WIRE_NAME_CHANGED,
    wire_name_reused: &params::PARAM_WIRE_NAME_REUSED,
    became_required: &params::PARAM_BECAME_REQUIRED,
    became_optional: &params::PARAM_BECAME_OPTIONAL,
    type_changes: &params::PARAM,
};

static IDEMPOTENCY_KEY: InputRules = InputRules {
    added_optional: &idempotency::IDEMPOTENCY_KEY_ADDED,
    removed: &idempotency::IDEMPOTENCY_KEY_REMOVED,
    wire_name_changed: &idempotency::IDEMPOTENCY_HEADER_CHANGED,
    // A key is never required, has no deprecation of its own and is always a text.
    ..PARAM
};

static BODY_FIELD: InputRules = InputRules {
    added_required: &body_fields::ADDED_REQUIRED,
    added_optional: &body_fields::ADDED_OPTIONAL,
    removed_required: &body_fields::REMOVED_REQUIRED,
    removed: &body_fields::REMOVED,
    removed_as_announced: &body_fields::REMOVED_AFTER_DEPRECATION,
    removed_early: &body_fields::REMOVED_BEFORE_SUNSET,
    wire_name_changed: &body_fields::WIRE_CHANGED,
    wire_name_reused: &body_fields::WIRE_REUSED,
    became_required: &body_fields::BECAME_REQUIRED,
    became_optional: &body_fields::BECAME_OPTIONAL,
    type_changes: &body_fields::TYPE_CHANGES,
};
