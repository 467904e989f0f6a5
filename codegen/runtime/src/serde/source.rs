//! The JSON text of what a deserializer reads: as it stands where that is JSON, so that no digit is lost on the way.

use std::fmt;

use serde_core::de::value::SeqAccessDeserializer;
use serde_core::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde_core::{Deserialize, Deserializer, forward_to_deserialize_any};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

/// The next value of any deserializer as JSON.
pub(super) fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Zeroizing<String>, D::Error> {
    let mut json = None;
    let asked = <&RawValue>::deserialize(Question { deserializer, json: &mut json });
    match (json, asked) {
        (Some(json), _) => Ok(Zeroizing::new(json)),
        (None, Err(error)) => Err(error),
        (None, Ok(_)) => Err(D::Error::custom("no value")),
    }
}

/// Stands between a raw value and the deserializer that it asks for its text: deserializers of JSON know the name under
/// which it asks, all others hand out what they have.
struct Question<'j, D> {
    deserializer: D,
    json: &'j mut Option<String>,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Question<'_, D> {
    type Error = D::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: V,
    ) -> Result<V::Value, D::Error> {
        let json = self.deserializer.deserialize_newtype_struct(name, RawResponse { name })?;
        *self.json = Some(json);
        Err(D::Error::custom(""))
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.deserializer.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct RawResponse {
    name: &'static str,
}

impl<'de> Visitor<'de> for RawResponse {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }

    fn visit_none<E>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        Value::deserialize(deserializer).map(|value| value.to_string())
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<String, D::Error> {
        self.visit_some(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E>(self, value: f64) -> Result<String, E> {
        Ok(Value::from(value).to_string())
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(Value::from(text).to_string())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<String, A::Error> {
        self.visit_some(SeqAccessDeserializer::new(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<String, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if key == self.name {
                return entries.next_value();
            }
            object.insert(key, entries.next_value()?);
        }
        Ok(Value::Object(object).to_string())
    }
}
