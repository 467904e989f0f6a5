//! What a document does not say, and what is taken until a person confirms it.

use crate::draft::Privacy;
use crate::schema::Use;

/// Whether a text is a secret or personal data, by its format or its name; and whether by its name alone.
pub(crate) fn privacy(wire: &str, used: &Use) -> (Privacy, bool) {
    if !used.ty.is_text() {
        return (Privacy::Public, false);
    }
    if used.is_secret {
        return (Privacy::Secret, false);
    }
    let name: String =
        wire.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let is_one = |words: &[&str]| words.contains(&name.as_str());
    if is_one(&SECRETS) || SECRET_ENDS.iter().any(|end| name.ends_with(end)) {
        (Privacy::Secret, true)
    } else if is_one(&PERSONAL) {
        (Privacy::Personal, true)
    } else {
        (Privacy::Public, false)
    }
}

/// Names of texts that grant access.
const SECRETS: [&str; 9] =
    ["password", "passwd", "passphrase", "secret", "token", "apikey", "pin", "otp", "jwt"];
const SECRET_ENDS: [&str; 9] = [
    "password",
    "accesstoken",
    "refreshtoken",
    "idtoken",
    "authtoken",
    "clientsecret",
    "secretkey",
    "privatekey",
    "apikey",
];
/// Names of texts about a person.
const PERSONAL: [&str; 18] = [
    "email",
    "emailaddress",
    "phone",
    "phonenumber",
    "mobile",
    "firstname",
    "lastname",
    "fullname",
    "givenname",
    "familyname",
    "surname",
    "birthdate",
    "dateofbirth",
    "birthday",
    "ssn",
    "address",
    "streetaddress",
    "ipaddress",
];
