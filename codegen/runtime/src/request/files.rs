//! Where an operation writes the files that it takes.

use http::header::HeaderValue;

use super::writer::{Content, RequestWriter};
use crate::input::InputProblem;
use crate::upload::{Multipart, Part, StreamedBody, Upload, content_type};

/// The input that is the whole body.
const BODY: &str = "body";

impl RequestWriter<'_> {
    /// Makes the body a multipart one. It comes before the fields of the body.
    pub fn multipart(&mut self) {
        self.content = Content::Multipart(Multipart::new());
    }

    /// Writes a part for each file. Without content types, the operation takes any.
    pub fn files<'u>(
        &mut self,
        name: &'static str,
        files: impl IntoIterator<Item = &'u Upload>,
        content_types: &[&'static str],
    ) {
        for file in files {
            self.file(name, file, content_types);
        }
    }

    fn file(&mut self, name: &'static str, file: &Upload, content_types: &[&'static str]) {
        let Content::Multipart(parts) = &mut self.content else {
            return self
                .refuse(name, InputProblem::Setting("is a file outside of a multipart body"));
        };
        if let Err(problem) = parts.file(name, file, content_types) {
            self.refuse(name, problem);
        }
    }

    /// Makes the body this file. Without content types, the operation takes any.
    pub fn file_body(&mut self, file: &Upload, content_types: &[&'static str]) {
        let content_type = content_type(file, content_types);
        let content_type = content_type
            .and_then(|it| HeaderValue::from_str(it).map_err(|_| InputProblem::ControlCharacter));
        match content_type {
            Ok(content_type) => {
                let body = StreamedBody::new(vec![Part::File(BODY, file.clone())]);
                self.content = Content::File(body, content_type);
            }
            Err(problem) => self.refuse(BODY, problem),
        }
    }
}
