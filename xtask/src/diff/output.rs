//! In which form a comparison is shown, and where.

use std::path::PathBuf;
use std::str::FromStr;

use api_diff::{Report, Sides, render};
use api_spec::render::Color;

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Markdown,
    Json,
    Github,
    Html,
}

/// A form, and the file that takes it: `markdown=comment.md`. Without a file it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) form: Form,
    pub(crate) file: Option<PathBuf>,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (form, file) = match text.split_once('=') {
            Some((_, "")) => return Err("the name of the file is missing behind `=`".to_owned()),
            Some((form, file)) => (form, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let form = match form {
            "text" => Form::Text,
            "markdown" => Form::Markdown,
            "json" => Form::Json,
            "github" => Form::Github,
            "html" => Form::Html,
            _ => return Err("the forms are text, markdown, json, github and html".to_owned()),
        };
        Ok(Self { form, file })
    }
}

impl Form {
    /// The report in this form.
    pub(crate) fn render(self, report: &Report, sides: &Sides<'_>, color: Color) -> String {
        match self {
            Self::Text => render::text(report, sides, color),
            Self::Markdown => render::markdown(report, sides),
            Self::Json => render::json(report, sides),
            Self::Github => render::github(report, sides),
            Self::Html => render::html(report, sides),
        }
    }
}
