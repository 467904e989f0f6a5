//! The arguments of the method of an operation.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{
    Api, BodyContent, Credential, Input, Literal, Need, Operation, Privacy, Type, WholeBody,
};

use crate::names::field;
use crate::scope::Scope;
use crate::types::{self, Named};

/// Id of the argument that is the whole body.
pub(crate) const BODY: &str = "body";

/// A value that a call requires.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Argument<'a> {
    /// A credential.
    Credential(&'a Credential),
    /// A parameter, or a field of the body.
    Input(&'a Input),
    /// The whole body.
    Body(&'a WholeBody),
}

impl<'a> Argument<'a> {
    /// Its id.
    pub(crate) fn id(self) -> &'a str {
        match self {
            Self::Credential(credential) => &credential.id,
            Self::Input(input) => &input.id,
            Self::Body(_) => BODY,
        }
    }

    /// Type of its value. Bytes in memory count as a file, since a flow hands over either as it is.
    pub(crate) fn ty(self) -> Type {
        match self {
            Self::Credential(_) => Type::String(Privacy::Secret),
            Self::Input(input) => input.ty.clone(),
            Self::Body(body) => match &body.content {
                BodyContent::Value(ty) => ty.clone(),
                BodyContent::Text(privacy, _) => Type::String(*privacy),
                BodyContent::Bytes(_) | BodyContent::File(_) => Type::File,
            },
        }
    }

    /// Whether it is bytes in memory.
    pub(crate) fn is_bytes(self) -> bool {
        matches!(self, Self::Body(WholeBody { content: BodyContent::Bytes(_), .. }))
    }

    /// The type in which a call holds its value.
    pub(crate) fn held(self, scope: &mut Scope) -> TokenStream {
        if self.is_bytes() {
            return scope.runtime("Binary");
        }
        let ty = types::value(&self.ty(), Named::Qualified, scope);
        types::needed(&ty, self.need(), scope)
    }

    /// How a method takes its value.
    pub(crate) fn taken(self, scope: &mut Scope) -> types::Argument {
        let id = field(self.id());
        if self.is_bytes() {
            let (into, ty) = (scope.prelude(&["convert"], "Into"), scope.runtime("Binary"));
            return types::Argument { ty: quote!(impl #into<#ty>), conversion: quote!(#id.into()) };
        }
        types::required_argument(&id, &self.ty(), self.need(), scope)
    }

    /// Whether it may be null.
    pub(crate) fn need(self) -> Need {
        match self {
            Self::Credential(_) | Self::Body(_) => Need::Required,
            Self::Input(input) => input.need,
        }
    }

    /// What it means.
    pub(crate) fn description(self) -> &'a str {
        match self {
            Self::Credential(credential) => &credential.description,
            Self::Input(input) => &input.description,
            Self::Body(body) => &body.description,
        }
    }

    /// A documented value, or one within the limits.
    pub(crate) fn example(self, api: &Api) -> Option<Literal> {
        match self {
            Self::Credential(credential) => credential.example.clone().map(Literal::String),
            Self::Input(input) => {
                let sample = || api.sample(&input.ty, &input.limits, &input.id.replace('_', "-"));
                input.example.clone().or_else(sample)
            }
            Self::Body(_) => None,
        }
    }
}

/// The arguments of an operation, in the order of its signature.
pub(crate) fn arguments<'a>(api: &'a Api, operation: &'a Operation) -> Vec<Argument<'a>> {
    operation.arguments.iter().filter_map(|id| argument(api, operation, id)).collect()
}

fn argument<'a>(api: &'a Api, operation: &'a Operation, id: &str) -> Option<Argument<'a>> {
    if let Some(input) = operation.input(id) {
        return Some(Argument::Input(input));
    }
    if let (BODY, Some(body)) = (id, &operation.body) {
        return Some(Argument::Body(body));
    }
    api.credentials.iter().find(|credential| *credential.id == id).map(Argument::Credential)
}
