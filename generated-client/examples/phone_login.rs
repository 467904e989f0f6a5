//! A person registers, verifies a phone number and signs in, without an account: against a server on this machine.
//!
//! `cargo run -p loginradius --features mock --example phone_login`

use loginradius::mock::{Reply, Server, refusal};
use loginradius::operations::phone::{CheckAvailability, Login, VerifyOtp};
use loginradius::types::LoginOutcome;
use loginradius::{Client, Error, ErrorCode};

const PHONE: &str = "+14155550123";
const PASSWORD: &str = "correct horse battery staple";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start()?;
    println!("a server that plays the API: {}", server.url());
    // With an account, this is `Client::new("<API key>")?`, and the rest stays as it is.
    let client = server.client()?;

    // What happens on the way: the number is free, the first code is mistyped, the first login wants a second factor.
    server.reply::<CheckAvailability>(Reply::json(200, r#"{"IsExist": false}"#));
    server.reply::<VerifyOtp>(refusal(ErrorCode::INVALID_OTP));
    server.reply::<Login>(Reply::json(
        200,
        r#"{"SecondFactorAuthenticationToken": "of the mock", "OTPPhoneNo": "+1415*****23"}"#,
    ));

    register(&client).await?;
    verify(&client).await?;
    sign_in(&client).await?;
    sign_in(&client).await?;

    println!("\nwhat the server saw:");
    for request in server.requests() {
        println!("  {} {}", request.method(), request.operation().unwrap_or("unknown"));
    }
    Ok(())
}

async fn register(client: &Client) -> Result<(), Error> {
    if client.phone().check_availability(PHONE).await?.is_exist == Some(true) {
        println!("the number is taken already");
    }
    let registration = client.registration();
    let registered = registration.register_by_phone("one-time token", PHONE, PASSWORD).await?;
    println!("registered, and a code was sent: {:?}", registered.is_posted);
    Ok(())
}

async fn verify(client: &Client) -> Result<(), Error> {
    for code in ["123465", "123456"] {
        match client.phone().verify_otp(PHONE, code).await {
            // What is secret never shows by accident: `expose` is the only way to it.
            Ok(session) => println!("verified, with the token {:?}", session.access_token),
            Err(error) if error.code() == Some(ErrorCode::INVALID_OTP) => println!("{error}"),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn sign_in(client: &Client) -> Result<(), Error> {
    match client.phone().login(PHONE, PASSWORD).await?.into_inner() {
        LoginOutcome::Authenticated(session) => {
            println!("signed in, with the token {:?}", session.access_token);
        }
        LoginOutcome::SecondFactorRequired(challenge) => {
            println!("a second factor is asked for, at {:?}", challenge.otp_phone_no);
        }
        _ => println!("an answer that this version does not know"),
    }
    Ok(())
}
