//! What changes of inputs are called, by the place where they go.

use restwright_spec::api::Location;

use crate::Rule;
use crate::rules::shifts::Shifts;
use crate::rules::{body_fields, params};

/// The rules whose names depend on where an input goes.
pub(super) struct Family {
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
    pub(super) shifts: &'static Shifts,
}

impl Family {
    pub(super) fn of(location: Location) -> &'static Self {
        match location {
            Location::Path | Location::Query(_) | Location::Header => &PARAM,
            Location::Body => &BODY_FIELD,
        }
    }
}

static PARAM: Family = Family {
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
    shifts: &params::PARAM,
};

static BODY_FIELD: Family = Family {
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
    shifts: &body_fields::SHIFTS,
};
