//! Operations whose responses are streams.

use restwright_runtime::{
    Effect, Endpoint, Field, Framing, Method, Model, ObjectWriter, Operation, RequestWriter,
    StreamedOperation, UnknownFields,
};

/// An item of a stream.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Note {
    pub(crate) text: String,
    pub(crate) size: Option<i64>,
    unknown_fields: UnknownFields,
}

impl Model for Note {
    fn required(&self) -> &'static [(usize, &'static str)] {
        &[(0, "Text")]
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        Some(match key {
            "Text" => Field::new(0, &mut self.text),
            "Size" => Field::new(1, &mut self.size),
            _ => return None,
        })
    }

    fn unknown_fields_mut(&mut self) -> &mut UnknownFields {
        &mut self.unknown_fields
    }

    fn write(&self, object: &mut ObjectWriter<'_>) {
        object.field("Text", &self.text);
        object.field("Size", &self.size);
        object.unknown(&self.unknown_fields);
    }
}

/// An item that has a key of the error bodies.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Said {
    message: Option<String>,
    number: i64,
    unknown_fields: UnknownFields,
}

impl Model for Said {
    fn required(&self) -> &'static [(usize, &'static str)] {
        &[(1, "Number")]
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        Some(match key {
            "Message" => Field::new(0, &mut self.message),
            "Number" => Field::new(1, &mut self.number),
            _ => return None,
        })
    }

    fn unknown_fields_mut(&mut self) -> &mut UnknownFields {
        &mut self.unknown_fields
    }

    fn write(&self, object: &mut ObjectWriter<'_>) {
        object.field("Message", &self.message);
        object.field("Number", &self.number);
        object.unknown(&self.unknown_fields);
    }
}

macro_rules! stream {
    ($(#[doc = $doc:literal])* $name:ident, $id:literal, $method:ident, $effect:ident, $item:ty, $framing:expr) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug)]
        pub(crate) struct $name;

        impl Operation for $name {
            type Output = ();

            const ENDPOINT: &'static Endpoint = &Endpoint {
                id: $id,
                method: Method::$method,
                path: "/stream",
                effect: Effect::$effect,
            };

            fn write(&self, _: &mut RequestWriter<'_>) {}
        }

        impl StreamedOperation for $name {
            type Item = $item;

            const FRAMING: Framing = $framing;
        }
    };
}

stream!(
    /// Events with an end.
    Ask, "notes.ask", Post, Sends, Note, Framing::Events { end: Some("[DONE]") }
);
stream!(
    /// Events without one.
    Watch, "notes.watch", Get, Safe, Note, Framing::Events { end: None }
);
stream!(
    /// Lines.
    Log, "notes.log", Get, Safe, Note, Framing::Lines
);
stream!(
    /// Lines with a key of the error bodies.
    Chat, "notes.chat", Get, Safe, Said, Framing::Lines
);
stream!(
    /// Any bytes.
    Copy, "notes.copy", Get, Safe, (), Framing::None
);
