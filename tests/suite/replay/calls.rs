//! All operations of the first API, called by hand as a user of the client would call them.

use loginradius::{Client, ErrorCode};

use super::inputs::Inputs;
use crate::outcome::{self, Outcome};

/// Calls an operation with the given inputs.
pub(crate) type Call = fn(&Client, &Inputs) -> Outcome<ErrorCode>;

/// Sets those optional inputs that have a value: `text` as it is, `parsed::<bool>` and `parsed::<i64>` otherwise.
macro_rules! set {
    ($call:expr, $inputs:expr, $($kind:ident $(::<$ty:ty>)? $setter:ident),+ $(,)?) => {{
        let mut call = $call;
        $(if let Some(value) = $inputs.$kind$(::<$ty>)?(stringify!($setter)) {
            call = call.$setter(value);
        })+
        outcome::of(call)
    }};
}

/// The operations, sorted by id.
pub(crate) const CALLS: &[(&str, Call)] = &[
    ("one_touch_login.request_otp", |client, inputs| {
        set!(
            client.one_touch_login().request_otp(inputs.required_text("phone")),
            inputs,
            text sms_template,
            parsed::<bool> prevent_webhook,
            parsed::<bool> x_prevent_webhook,
            parsed::<bool> is_voice_otp,
            text g_recaptcha_response,
            text g_recaptcha_response_alt,
            text qq_recaptcha_ticket,
            text qq_recaptcha_randstr,
            text h_captcha_response,
        )
    }),
    ("password.request_reset_otp", |client, inputs| {
        set!(
            client.password().request_reset_otp(inputs.required_text("phone")),
            inputs,
            text sms_template,
            parsed::<bool> is_voice_otp,
            text g_recaptcha_response,
            text g_recaptcha_response_alt,
            text h_captcha_response,
            text qq_captcha_ticket,
            text qq_captcha_randstr,
        )
    }),
    ("password.reset_by_otp", |client, inputs| {
        let [phone, otp, password] =
            ["phone", "otp", "password"].map(|id| inputs.required_text(id));
        outcome::of(client.password().reset_by_otp(phone, otp, password))
    }),
    ("passwordless_login.verify_otp", |client, inputs| {
        let [phone, otp] = ["phone", "otp"].map(|id| inputs.required_text(id));
        set!(
            client.passwordless_login().verify_otp(phone, otp),
            inputs,
            text sms_template,
            parsed::<bool> prevent_webhook,
            parsed::<bool> x_prevent_webhook,
            text g_recaptcha_response,
            text g_recaptcha_response_alt,
            text qq_recaptcha_ticket,
            text qq_recaptcha_randstr,
            text h_captcha_response,
            text email_template_2fa,
            text duo_redirect_uri,
        )
    }),
    ("phone.check_availability", |client, inputs| {
        outcome::of(client.phone().check_availability(inputs.required_text("phone")))
    }),
    ("phone.login", |client, inputs| {
        let [phone, password] = ["phone", "password"].map(|id| inputs.required_text(id));
        set!(
            client.phone().login(phone, password),
            inputs,
            text fields,
            text login_url,
            text sms_template,
        )
    }),
    ("phone.remove", |client, inputs| {
        outcome::of(client.phone().remove(inputs.required_text("access_token")))
    }),
    (
        "phone.resend_otp",
        |client, inputs| set!(client.phone().resend_otp(inputs.required_text("phone")), inputs, text sms_template),
    ),
    ("phone.resend_otp_by_token", |client, inputs| {
        set!(
            client.phone().resend_otp_by_token(inputs.required_text("access_token")),
            inputs,
            text phone,
            text sms_template,
        )
    }),
    ("phone.update", |client, inputs| {
        let [token, phone] = ["access_token", "phone"].map(|id| inputs.required_text(id));
        set!(client.phone().update(token, phone), inputs, text sms_template)
    }),
    ("phone.verify_otp", |client, inputs| {
        let [phone, otp] = ["phone", "otp"].map(|id| inputs.required_text(id));
        set!(client.phone().verify_otp(phone, otp), inputs, text fields, text sms_template)
    }),
    ("phone.verify_otp_by_token", |client, inputs| {
        let [token, otp] = ["access_token", "otp"].map(|id| inputs.required_text(id));
        set!(client.phone().verify_otp_by_token(token, otp), inputs, text sms_template)
    }),
    ("registration.register_by_phone", |client, inputs| {
        let [sott, phone, password] =
            ["sott", "phone_id", "password"].map(|id| inputs.required_text(id));
        set!(
            client.registration().register_by_phone(sott, phone, password),
            inputs,
            text first_name,
            text last_name,
            text fields,
            text options,
            text sms_template,
            text verification_url,
            text welcome_email_template,
        )
    }),
];
