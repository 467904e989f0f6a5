//! `webhooks.rs`: the events that the API reports, and how their webhooks are signed.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{
    Api, EventName, SignatureAlgorithm, SignatureElement, SignatureEncoding, SignedPart,
    WebhookEvent, WebhookSignature, Webhooks,
};

use crate::docs::Docs;
use crate::names::{ident, library, pascal};

/// Name of the module.
pub(crate) const MODULE: &str = "webhooks";

pub(crate) fn emit(api: &Api, webhooks: &Webhooks) -> TokenStream {
    let docs = Docs::default()
        .sentences(&format!(
            "Webhooks: requests that {} sends to report what has happened.",
            api.service.title
        ))
        .sentences("[`Webhooks::verify`](restwright_runtime::webhooks::Webhooks::verify) checks the signature of one, and decodes its [`Event`].")
        .inner();
    let receiver = receiver(api, webhooks);
    let event = event(webhooks);
    let implementation = implementation(webhooks);
    let scheme = scheme(webhooks);
    quote! {
        #docs

        use restwright_runtime::webhooks::{
            Algorithm, Element, ElementValue, Encoding, EventName, Scheme, SecretForm, Signed,
        };
        use restwright_runtime::{Slot, Value, to_json};

        use crate::generated::types;

        pub use restwright_runtime::webhooks::{UnknownEvent, WebhookError, WebhookErrorKind};

        #receiver

        #event

        #implementation

        #scheme
    }
}

/// The type that verifies, with a program.
fn receiver(api: &Api, webhooks: &Webhooks) -> TokenStream {
    let library = library(&api.service.name);
    let first = webhooks.events.first().map(|event| pascal(&event.id).to_string());
    let arm = first.map(|id| format!("        Ok(Event::{id}(_payload)) => 200,"));
    let program = [
        format!("use {library}::webhooks::{{Event, Webhooks}};"),
        String::new(),
        "/// Returns the status to respond with. In axum and hyper, `headers` is `&HeaderMap`; the body is".to_owned(),
        "/// taken as it was received.".to_owned(),
        "fn receive<N: AsRef<str>, V: AsRef<[u8]>>(".to_owned(),
        "    webhooks: &Webhooks,".to_owned(),
        "    headers: impl IntoIterator<Item = (N, V)>,".to_owned(),
        "    body: &[u8],".to_owned(),
        ") -> u16 {".to_owned(),
        "    match webhooks.verify(headers, body) {".to_owned(),
    ];
    let rest = [
        "        // Of no interest, or newer than this version of the crate.".to_owned(),
        "        Ok(_) => 200,".to_owned(),
        "        Err(error) => {".to_owned(),
        "            eprintln!(\"{error}\");".to_owned(),
        "            400".to_owned(),
        "        }".to_owned(),
        "    }".to_owned(),
        "}".to_owned(),
    ];
    let program: Vec<_> = program.into_iter().chain(arm).chain(rest).collect();
    let docs = Docs::default()
        .sentences("Verifies webhooks, without IO: a program keeps one beside its server.")
        .code("", &program)
        .sentences(&format!(
            "The same webhook can arrive more than once. {}",
            told_by_header(webhooks)
        ))
        .outer();
    quote! {
        #docs
        pub type Webhooks = restwright_runtime::webhooks::Webhooks<Event>;
    }
}

/// What follows from a name that is not signed.
fn told_by_header(webhooks: &Webhooks) -> String {
    match &webhooks.told_by {
        EventName::Body(_) => String::new(),
        EventName::Header(name) => format!(
            "The header `{}`, which names the event, is not signed: only the body is to be trusted.",
            name.value
        ),
    }
}

fn event(webhooks: &Webhooks) -> TokenStream {
    let variants = webhooks.events.iter().map(|event| {
        let docs = Docs::new(&event.description).outer();
        let (id, ty) = (pascal(&event.id), ident(&event.ty));
        quote! {
            #docs
            #id(Box<types::#ty>)
        }
    });
    let (ids, names) = ids_and_names(&webhooks.events);
    quote! {
        /// What a webhook reports.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Event {
            #(#variants,)*
            /// An event that this version of the crate has no name for.
            Unknown(UnknownEvent),
        }

        impl Event {
            /// Returns the name on the wire.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    #(Self::#ids(_) => #names,)*
                    Self::Unknown(event) => event.name(),
                }
            }
        }
    }
}

fn ids_and_names(events: &[WebhookEvent]) -> (Vec<proc_macro2::Ident>, Vec<&str>) {
    events.iter().map(|event| (pascal(&event.id), event.wire.as_str())).unzip()
}

/// How the runtime reads and writes events.
fn implementation(webhooks: &Webhooks) -> TokenStream {
    let (ids, names) = ids_and_names(&webhooks.events);
    quote! {
        impl restwright_runtime::webhooks::Event for Event {
            const SCHEME: &'static Scheme = &SCHEME;

            fn choose(name: &str) -> Option<Self> {
                match name {
                    #(#names => Some(Self::#ids(Box::default())),)*
                    _ => None,
                }
            }

            fn chosen(&mut self) -> Slot<'_> {
                match self {
                    #(Self::#ids(payload) => Value::slot(&mut **payload),)*
                    Self::Unknown(_) => Slot::nothing(),
                }
            }

            fn unknown(event: UnknownEvent) -> Self {
                Self::Unknown(event)
            }

            fn wire_name(&self) -> &str {
                self.name()
            }

            fn payload(&self) -> String {
                match self {
                    #(Self::#ids(payload) => to_json(&**payload),)*
                    Self::Unknown(event) => event.body().as_str().to_owned(),
                }
            }
        }
    }
}

/// The table of the signature.
fn scheme(webhooks: &Webhooks) -> TokenStream {
    let WebhookSignature {
        header,
        algorithm,
        elements,
        separator,
        timestamp_header,
        id_header,
        signed,
        tolerance,
        secret,
    } = &webhooks.signature;
    let algorithm = match algorithm {
        SignatureAlgorithm::HmacSha256 => quote!(Algorithm::HmacSha256),
        SignatureAlgorithm::HmacSha512 => quote!(Algorithm::HmacSha512),
    };
    let header = header.as_str();
    let elements = elements.iter().map(element);
    let separator = optional(*separator);
    let timestamp_header = optional(timestamp_header.as_ref().map(|name| name.as_str()));
    let id_header = optional(id_header.as_ref().map(|name| name.as_str()));
    let signed = signed.iter().map(|part| match part {
        SignedPart::Text(text) => quote!(Signed::Text(#text)),
        SignedPart::Timestamp => quote!(Signed::Timestamp),
        SignedPart::Id => quote!(Signed::Id),
        SignedPart::Body => quote!(Signed::Body),
    });
    let tolerance = u64::from(tolerance.unwrap_or_default());
    let tolerance = proc_macro2::Literal::u64_unsuffixed(tolerance);
    let secret = secret.as_ref().map_or_else(
        || quote!(SecretForm::Plain),
        |(prefix, encoding)| {
            let encoding = self::encoding(*encoding);
            quote!(SecretForm::Encoded(#prefix, #encoding))
        },
    );
    let event = event_name(&webhooks.told_by);
    let payload = &webhooks.payload.0;
    quote! {
        static SCHEME: Scheme = Scheme {
            header: #header,
            algorithm: #algorithm,
            elements: &[#(#elements),*],
            separator: #separator,
            timestamp_header: #timestamp_header,
            id_header: #id_header,
            signed: &[#(#signed),*],
            tolerance: #tolerance,
            secret: #secret,
            event: #event,
            payload: &[#(#payload),*],
        };
    }
}

fn event_name(told_by: &EventName) -> TokenStream {
    match told_by {
        EventName::Header(name) => {
            let name = name.as_str();
            quote!(EventName::Header(#name))
        }
        EventName::Body(path) => {
            let path = &path.0;
            quote!(EventName::Body(&[#(#path),*]))
        }
    }
}

fn element(element: &SignatureElement) -> TokenStream {
    let prefix = &element.prefix;
    let value = element.encoding.map_or_else(
        || quote!(ElementValue::Timestamp),
        |encoding| {
            let encoding = self::encoding(encoding);
            quote!(ElementValue::Signature(#encoding))
        },
    );
    quote!(Element { prefix: #prefix, value: #value })
}

fn encoding(encoding: SignatureEncoding) -> TokenStream {
    match encoding {
        SignatureEncoding::Hex => quote!(Encoding::Hex),
        SignatureEncoding::Base64 => quote!(Encoding::Base64),
    }
}

fn optional(value: Option<impl quote::ToTokens>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}
