//! Values in documents of other formats, by the traits of serde.
//!
//! What secrets are for decides what serializing may do: it refuses them, so that no dump of a larger structure takes
//! a token along unnoticed. Whoever wants to store them says so, with [`Exposed`].

mod sink;
mod source;

pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use serde_core::de::Error as _;
use serde_core::ser::Error as _;

use crate::decode::from_json;
use crate::encode::{Secrets, write_json};
use crate::value::{Date, Decimal, Json, Nullable, Personal, Secret, Timestamp, Uuid, Value};

const REFUSED: &str = "holds a secret, or a value that could not be read and may be one: wrap it in `Exposed` to store it";
const NOT_TEXT: &str = "holds a value that is not text";

/// A value that is serialized together with its secrets, for a place that is as safe as they need it.
///
/// Without this, a value that holds a secret is not serialized at all, and the error says so. Reading a value back
/// needs nothing of the kind.
///
/// ```
/// # #[derive(Debug, Default, PartialEq)]
/// # struct Session { token: restwright_runtime::Secret, unknown_fields: restwright_runtime::UnknownFields }
/// # impl restwright_runtime::Model for Session {
/// #     fn field(&mut self, key: &str) -> Option<restwright_runtime::Field<'_>> {
/// #         (key == "token").then(|| restwright_runtime::Field::new(0, &mut self.token))
/// #     }
/// #     fn unknown_fields_mut(&mut self) -> &mut restwright_runtime::UnknownFields {
/// #         &mut self.unknown_fields
/// #     }
/// #     fn write(&self, object: &mut restwright_runtime::ObjectWriter<'_>) {
/// #         object.field("token", &self.token);
/// #     }
/// # }
/// # restwright_runtime::serde_by_value!(Session);
/// use restwright_runtime::serde::Exposed;
///
/// let session: Session = serde_json::from_str(r#"{"token":"t-1"}"#)?;
/// assert!(serde_json::to_string(&session).is_err());
/// let stored = serde_json::to_string(&Exposed(&session))?;
/// assert_eq!(serde_json::from_str::<Session>(&stored)?, session);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub struct Exposed<'a>(pub &'a dyn Value);

impl Exposed<'_> {
    /// The same for a field: `#[serde(serialize_with = "Exposed::serialize_with")]`.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn serialize_with<T: Value, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        Exposed(value).serialize(serializer)
    }
}

impl Serialize for Exposed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (json, _) = write_json(self.0);
        pass_on(json.as_ref(), serializer)
    }
}

/// Implements both traits for types that are a [`Value`].
#[doc(hidden)]
#[macro_export]
macro_rules! serde_by_value {
    ($($name:ty),* $(,)?) => {$(
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serde::serialize(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::serde::deserialize(deserializer)
            }
        }
    )*};
}

/// Serializes a value, unless it holds a secret.
#[doc(hidden)]
pub fn serialize<S: Serializer>(value: &dyn Value, serializer: S) -> Result<S::Ok, S::Error> {
    let (json, secrets) = write_json(value);
    match secrets {
        Secrets::Some => Err(S::Error::custom(REFUSED)),
        Secrets::None => pass_on(json.as_ref(), serializer),
    }
}

/// Reads a value as leniently as an answer is read.
#[doc(hidden)]
pub fn deserialize<'de, T: Value + Default, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let json = source::read(deserializer)?;
    from_json(json.as_bytes()).map_err(D::Error::custom)
}

fn pass_on<S: Serializer>(json: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    let json = std::str::from_utf8(json).map_err(|_| S::Error::custom(NOT_TEXT))?;
    sink::Text::new(json).serialize(serializer)
}

serde_by_value!(Decimal, Json, Secret);

/// Personal data is data: whoever serializes it wants to have it.
impl Serialize for Personal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// Not as a `String`, whose errors would quote a phone number that came as a number.
impl<'de> Deserialize<'de> for Personal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

macro_rules! serde_by_text {
    ($($name:ty),* $(,)?) => {$(
        /// The exact text.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::from)
            }
        }
    )*};
}

serde_by_text!(Date, Timestamp, Uuid);

/// `null` where there is no value; whoever needs to tell 'absent' leaves the field out.
impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

/// `null`, or a value. 'Absent' is the default of a field that is not there.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
    }
}
