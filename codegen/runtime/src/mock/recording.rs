//! The file of recorded calls: JSON that people read, review and commit.

use std::path::Path;
use std::{fs, io};

use serde_json::{Map, Value as Json, json};

/// A recorded call.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    /// The operation id: `phone.login`.
    pub(super) operation: String,
    /// The inputs by their places.
    pub(super) inputs: Json,
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    /// None where the response has no body, or none that may stand in the file.
    pub(super) body: Option<Json>,
}

/// Writes calls: sorted by operation and inputs, so that recording them again gives the same lines however they
/// overlapped. Calls that differ in neither keep their order.
pub(super) fn write(path: &Path, calls: &[Call]) -> io::Result<()> {
    let mut calls: Vec<_> = calls.iter().map(|call| (call.key(), call)).collect();
    calls.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mut file: Json = calls.into_iter().map(|(_, call)| call.to_json()).collect();
    // The order of keys depends on which features of the JSON crate others have asked for.
    file.sort_all_objects();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, format!("{file:#}\n"))
}

/// Reads calls.
pub(super) fn read(path: &Path) -> io::Result<Vec<Call>> {
    let invalid = |problem: String| {
        let problem = format!("`{}`: {problem}", path.display());
        io::Error::new(io::ErrorKind::InvalidData, problem)
    };
    let text = fs::read_to_string(path)
        .map_err(|error| io::Error::new(error.kind(), format!("`{}`: {error}", path.display())))?;
    let file: Json = serde_json::from_str(&text).map_err(|error| invalid(error.to_string()))?;
    let calls = file.as_array().ok_or_else(|| invalid("not a list of calls".to_owned()))?;
    let calls = calls.iter().enumerate().map(|(index, call)| {
        Call::of_json(call)
            .map_err(|key| invalid(format!("call {}: `{key}` is missing or odd", index + 1)))
    });
    calls.collect()
}

impl Call {
    /// What identifies calls, as text.
    fn key(&self) -> (String, String) {
        let mut inputs = self.inputs.clone();
        inputs.sort_all_objects();
        (self.operation.clone(), inputs.to_string())
    }

    fn to_json(&self) -> Json {
        let headers = self.headers.iter().map(|(name, value)| (name.clone(), value.clone().into()));
        let mut response = Map::from_iter([("status".to_owned(), self.status.into())]);
        let headers: Map<_, _> = headers.collect();
        if !headers.is_empty() {
            response.insert("headers".to_owned(), headers.into());
        }
        if let Some(body) = &self.body {
            response.insert("body".to_owned(), body.clone());
        }
        json!({ "operation": self.operation, "inputs": self.inputs, "response": response })
    }

    /// A call, or the key that is wrong.
    fn of_json(json: &Json) -> Result<Self, &'static str> {
        let response = &json["response"];
        let status = response["status"].as_u64().and_then(|status| u16::try_from(status).ok());
        let headers = match response.get("headers") {
            None => Vec::new(),
            Some(headers) => {
                let headers = headers.as_object().ok_or("response.headers")?.iter();
                let headers =
                    headers.map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
                headers.collect::<Option<_>>().ok_or("response.headers")?
            }
        };
        Ok(Self {
            operation: json["operation"].as_str().ok_or("operation")?.to_owned(),
            inputs: json.get("inputs").filter(|inputs| inputs.is_object()).ok_or("inputs")?.clone(),
            status: status.filter(|status| (100..600).contains(status)).ok_or("response.status")?,
            headers,
            body: response.get("body").cloned(),
        })
    }
}
