//! Compares whether a field is optional or nullable.

use restwright_spec::api::Need::{self, Optional, OptionalNullable, Required, RequiredNullable};

use super::directions::RulesByDirection;
use crate::rules::{body_fields as body, fields, response_fields as response};

/// The rules for a field that becomes, or is no longer, optional or nullable.
pub(super) fn change(base: Need, head: Need) -> Option<RulesByDirection> {
    let (sent, answered) = match (base, head) {
        (Required, Required)
        | (RequiredNullable, RequiredNullable)
        | (Optional, Optional)
        | (OptionalNullable, OptionalNullable) => return None,
        (Required, RequiredNullable) => (&body::BECAME_NULLABLE, &response::BECAME_NULLABLE),
        (Required | RequiredNullable, OptionalNullable) | (Required, Optional) => {
            (&body::BECAME_OPTIONAL, &response::BECAME_OPTIONAL)
        }
        (RequiredNullable, Required) | (OptionalNullable, Optional) => {
            (&body::BECAME_NOT_NULLABLE, &response::BECAME_NOT_NULLABLE)
        }
        (RequiredNullable, Optional) => (&body::NULL_BECAME_ABSENT, &response::NULL_BECAME_ABSENT),
        (Optional, RequiredNullable) => (&body::BECAME_REQUIRED, &response::ABSENT_BECAME_NULL),
        (Optional | OptionalNullable, Required) | (OptionalNullable, RequiredNullable) => {
            (&body::BECAME_REQUIRED, &response::BECAME_REQUIRED)
        }
        (Optional, OptionalNullable) => {
            (&body::OPTIONAL_BECAME_NULLABLE, &response::OPTIONAL_BECAME_NULLABLE)
        }
    };
    // Both are an `Option`: nobody sees the difference but those who build the type.
    let unused = match (base, head) {
        (RequiredNullable, Optional) | (Optional, RequiredNullable) => &fields::SCHEMA_NULL_CHANGED,
        _ => &fields::SCHEMA_NEED_CHANGED,
    };
    Some(RulesByDirection { sent, answered, unused })
}

/// The words of the description.
pub(super) fn phrase(need: Need) -> &'static str {
    match need {
        Required => "required",
        RequiredNullable => "required, nullable",
        Optional => "optional",
        OptionalNullable => "optional, nullable",
    }
}
