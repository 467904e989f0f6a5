//! `types/<type>.rs` of an object: a struct, and the table that leads from JSON keys to its fields and back.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use restwright_spec::api::{Api, Field, Need, Object, Type, TypeDef, TypeKind};

use crate::docs::{Docs, code, limit_sentences};
use crate::emit::types::described;
use crate::emit::{aliases, constant, deprecation, initializer, limits};
use crate::kind::Kind;
use crate::names::{field, ident, null_setter};
use crate::scope::Scope;
use crate::types::{self, Named};

pub(crate) fn emit(api: &Api, def: &TypeDef, object: &Object) -> TokenStream {
    let own = def.name.value.as_str();
    let siblings = object.varying_fields().filter_map(|field| field.ty.named());
    let mut scope = Scope::declaring(own, siblings);
    let structure = structure(api, def, object, &mut scope);
    let methods = methods(api, def, object, &mut scope);
    let model = model(def, object, &mut scope);
    let docs = Docs::default().sentences(&format!("The type [`{own}`].")).inner();
    let imports = scope.imports();
    quote! {
        #docs

        #imports
        #structure
        #methods
        #model
    }
}

fn structure(api: &Api, def: &TypeDef, object: &Object, scope: &mut Scope) -> TokenStream {
    let name = ident(&def.name);
    let docs = constant::of_object(described(def), object).outer();
    let fields = object.varying_fields().map(|f| {
        let docs = field_docs(f).outer();
        let deprecated = deprecation::attribute(f.deprecated.as_ref());
        let (id, ty) = (field(&f.id), field_type(api, f, Named::Sibling, scope));
        quote! {
            #docs
            #deprecated
            pub #id: #ty
        }
    });
    let fields: Vec<_> = fields.collect();
    let (unknown, derive) = (scope.runtime("UnknownFields"), Kind::Object.derive());
    quote! {
        #docs
        #derive
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            unknown_fields: #unknown,
        }
    }
}

/// Documentation of a field: its meaning, and the key where that is not its id.
fn field_docs(f: &Field) -> Docs {
    let mut docs = Docs::new(&f.description);
    if let Some(limits) = limit_sentences(&f.limits, &f.ty) {
        docs = docs.sentences(&limits);
    }
    if f.wire.value == f.id.value {
        return docs;
    }
    docs.sentences(&format!("JSON key {}.", code(&f.wire.value)))
}

/// Whether a field needs a pointer. A union holds its variants behind pointers already.
fn is_boxed(f: &Field, api: &Api) -> bool {
    let Type::Named(name) = &f.ty else {
        return false;
    };
    let is_object = |def: &TypeDef| matches!(def.kind, TypeKind::Object(_));
    f.recursive && api.types.iter().any(|def| *def.name == *name && is_object(def))
}

/// The type of a field, behind a pointer where the type would otherwise hold itself.
pub(crate) fn field_type(api: &Api, f: &Field, named: Named, scope: &mut Scope) -> TokenStream {
    let value = types::value(&f.ty, named, scope);
    let value = if is_boxed(f, api) {
        let pointer = scope.prelude(&["boxed"], "Box");
        quote!(#pointer<#value>)
    } else {
        value
    };
    types::needed(&value, f.need, scope)
}

fn methods(api: &Api, def: &TypeDef, object: &Object, scope: &mut Scope) -> TokenStream {
    let name = ident(&def.name);
    let building = def.usage.in_requests.then(|| building(api, object, scope));
    let unknown = scope.runtime("UnknownFields");
    quote! {
        impl #name {
            #building

            /// Returns JSON keys that this version does not know.
            #[must_use]
            pub fn unknown_fields(&self) -> &#unknown {
                &self.unknown_fields
            }
        }
    }
}

/// A constructor with the required fields, and a setter for each other one.
fn building(api: &Api, object: &Object, scope: &mut Scope) -> TokenStream {
    let required: Vec<_> = object
        .arguments
        .iter()
        .filter_map(|id| object.fields.iter().find(|f| *f.id == *id))
        .collect();
    let (parameters, values): (Vec<_>, Vec<_>) = required
        .iter()
        .map(|f| {
            let id = field(&f.id);
            let (ty, value) = parameter_conversion(api, f, Named::Sibling, scope);
            (quote!(#id: #ty), initializer(&id, &value))
        })
        .unzip();
    let default = scope.prelude(&["default"], "Default");
    let optional = object.fields.iter().filter(|f| !f.need.is_required());
    let mut setters = Vec::new();
    for f in optional {
        setters.extend(optional_setters(api, f, scope));
        setters.extend(former_setters(api, f, scope));
    }
    quote! {
        /// Creates a value with the required fields.
        #[must_use]
        pub fn new(#(#parameters),*) -> Self {
            Self {
                #(#values,)*
                ..#default::default()
            }
        }

        #(#setters)*
    }
}

/// How a caller hands over a field: the type of the argument, and what makes the field of it.
pub(crate) fn parameter_conversion(
    api: &Api,
    f: &Field,
    named: Named,
    scope: &mut Scope,
) -> (TokenStream, TokenStream) {
    let id = field(&f.id);
    let argument = types::argument(&id, &f.ty, named, scope);
    let mut value = argument.conversion;
    if is_boxed(f, api) {
        let pointer = scope.prelude(&["boxed"], "Box");
        value = quote!(#pointer::new(#value));
    }
    if f.need == Need::RequiredNullable {
        let option = scope.prelude(&["option"], "Option");
        let field_type = types::value(&f.ty, named, scope);
        return (quote!(#option<#field_type>), quote!(#id));
    }
    (argument.ty, value)
}

/// A setter for the value of an optional field, and one for null where that means something else than leaving it out.
fn optional_setters(api: &Api, f: &Field, scope: &mut Scope) -> Vec<TokenStream> {
    let id = field(&f.id);
    let docs = Docs::default().sentences(&format!("Sets [`{id}`](#structfield.{id}).")).outer();
    let deprecated = deprecation::attribute(f.deprecated.as_ref());
    let (ty, value) = parameter_conversion(api, f, Named::Sibling, scope);
    let setter = |wrapped: TokenStream| {
        quote! {
            #docs
            #deprecated
            #[must_use]
            pub fn #id(mut self, #id: #ty) -> Self {
                self.#id = #wrapped;
                self
            }
        }
    };
    if f.need != Need::OptionalNullable {
        let some = scope.prelude(&["option", "Option"], "Some");
        return vec![setter(quote!(#some(#value)))];
    }
    let nullable = scope.runtime("Nullable");
    let null_id = ident(&null_setter(&f.id));
    let null_docs = format!("Sets [`{id}`](#structfield.{id}) to null.");
    let null_docs = Docs::default().sentences(&null_docs).outer();
    let null = quote! {
        #null_docs
        #deprecated
        #[must_use]
        pub fn #null_id(mut self) -> Self {
            self.#id = #nullable::Null;
            self
        }
    };
    vec![setter(quote!(#nullable::Value(#value))), null]
}

/// The setters of a field under its former id. The field itself has the one name that a field can have.
fn former_setters(api: &Api, f: &Field, scope: &mut Scope) -> Vec<TokenStream> {
    let id = field(&f.id);
    let Some(former) = aliases::name(f.renamed_from.as_ref(), &id, field) else {
        return Vec::new();
    };
    // The parentheses tell the setter from the field.
    let head = aliases::head(&id.to_string(), &format!("Self::{id}()"));
    let (ty, _) = parameter_conversion(api, f, Named::Sibling, scope);
    let mut setters = vec![quote! {
        #head
        #[must_use]
        pub fn #former(self, #id: #ty) -> Self {
            self.#id(#id)
        }
    }];
    if f.need == Need::OptionalNullable {
        let [former, id] = [former, id].map(|id| ident(&null_setter(&id.to_string())));
        let head = aliases::head(&id.to_string(), &format!("Self::{id}"));
        setters.push(quote! {
            #head
            #[must_use]
            pub fn #former(self) -> Self {
                self.#id()
            }
        });
    }
    setters
}

/// The table: which key fills which field, and which field is written under which key.
fn model(def: &TypeDef, object: &Object, scope: &mut Scope) -> TokenStream {
    let name = ident(&def.name);
    let numbered =
        || object.fields.iter().zip(0..).map(|(f, at)| (Literal::usize_unsuffixed(at), f));
    let required: Vec<_> = numbered()
        .filter(|(_, f)| f.need.is_required() && f.always.is_none())
        .map(|(number, f)| {
            let wire = f.wire.as_str();
            quote!((#number, #wire))
        })
        .collect();
    let required = (!required.is_empty()).then(|| {
        quote! {
            fn required(&self) -> &'static [(usize, &'static str)] {
                &[#(#required),*]
            }
        }
    });
    let option = scope.prelude(&["option"], "Option");
    let [model, place, unknown, writer] =
        ["Model", "Field", "UnknownFields", "ObjectWriter"].map(|name| scope.runtime(name));
    let places = numbered().map(|(number, f)| {
        let (wire, id) = (f.wire.as_str(), field(&f.id));
        match &f.always {
            None => quote!(#wire => #place::new(#number, &mut self.#id)),
            Some(always) => {
                let value = constant::value(always, scope);
                quote!(#wire => #place::constant(#number, #value))
            }
        }
    });
    let places: Vec<_> = places.collect();
    let table = quote! {
        Some(match key {
            #(#places,)*
            _ => return None,
        })
    };
    let (key, table) = match object.fields.as_slice() {
        [] => (quote!(_), quote!(None)),
        _ => (quote!(key), table),
    };
    let written = object.fields.iter().map(|f| {
        let (wire, id) = (f.wire.as_str(), field(&f.id));
        if let Some(always) = &f.always {
            let value = constant::value(always, scope);
            quote!(object.constant(#wire, #value, &self.unknown_fields);)
        } else {
            let value = if def.usage.in_requests {
                limits::checked(quote!(self.#id), &f.limits, scope)
            } else {
                quote!(self.#id)
            };
            let is_nullable = f.need == Need::RequiredNullable;
            let method = ident(if is_nullable { "nullable" } else { "field" });
            quote!(object.#method(#wire, &#value);)
        }
    });
    let written: Vec<_> = written.collect();
    quote! {
        impl #model for #name {
            #required

            fn field(&mut self, #key: &str) -> #option<#place<'_>> {
                #table
            }

            fn unknown_fields_mut(&mut self) -> &mut #unknown {
                &mut self.unknown_fields
            }

            fn write(&self, object: &mut #writer<'_>) {
                #(#written)*
                object.unknown(&self.unknown_fields);
            }
        }
    }
}
