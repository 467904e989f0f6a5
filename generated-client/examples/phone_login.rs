//! Registers a user, verifies the phone number and signs in, against the mock server.
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
    println!("mock server: {}", server.url());
    // With an account, this is `Client::new("<API key>")?`, and nothing else changes.
    let client = server.client()?;

    // The number is available, the first code is mistyped, and the first login requires a second factor.
    server.reply::<CheckAvailability>(Reply::json(200, r#"{"IsExist": false}"#));
    server.reply::<VerifyOtp>(refusal(ErrorCode::INVALID_OTP));
    server.reply::<Login>(Reply::json(
        200,
        r#"{"SecondFactorAuthenticationToken": "t-1", "OTPPhoneNo": "+1415*****23"}"#,
    ));

    register(&client).await?;
    verify(&client).await?;
    sign_in(&client).await?;
    sign_in(&client).await?;

    println!("\nrequests to the server:");
    for request in server.requests() {
        println!("  {} {}", request.method(), request.operation().unwrap_or("unknown"));
    }
    Ok(())
}

async fn register(client: &Client) -> Result<(), Error> {
    if client.phone().check_availability(PHONE).await?.is_exist == Some(true) {
        println!("the number is already in use");
    }
    let registration = client.registration();
    let registered = registration.register_by_phone("one-time token", PHONE, PASSWORD).await?;
    println!("registered, code sent: {:?}", registered.is_posted);
    Ok(())
}

async fn verify(client: &Client) -> Result<(), Error> {
    for code in ["123465", "123456"] {
        match client.phone().verify_otp(PHONE, code).await {
            // `Debug` redacts the token; only `expose` returns it.
            Ok(session) => println!("verified, token {:?}", session.access_token),
            Err(error) if error.code() == Some(ErrorCode::INVALID_OTP) => println!("{error}"),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn sign_in(client: &Client) -> Result<(), Error> {
    match client.phone().login(PHONE, PASSWORD).await?.into_inner() {
        LoginOutcome::Authenticated(session) => {
            println!("signed in, token {:?}", session.access_token);
        }
        LoginOutcome::SecondFactorRequired(challenge) => {
            println!("second factor required, code sent to {:?}", challenge.otp_phone_no);
        }
        _ => println!("unknown outcome"),
    }
    Ok(())
}
