//! In which form a comparison is shown, and where.

use std::path::PathBuf;
use std::str::FromStr;

use restwright_diff::{Report, Sides, render};
use restwright_spec::render::Color;

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Markdown,
    Json,
    Github,
    Html,
    Sarif,
    Junit,
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
            "sarif" => Form::Sarif,
            "junit" => Form::Junit,
            _ => {
                let forms = "text, markdown, json, github, html, sarif and junit";
                return Err(format!("the forms are {forms}"));
            }
        };
        Ok(Self { form, file })
    }
}

impl Form {
    /// Whether it is read by a service, which knows files by their paths from the top of the repository.
    pub(crate) fn is_for_services(self) -> bool {
        matches!(self, Self::Github | Self::Sarif | Self::Junit)
    }

    /// The report in this form.
    pub(crate) fn render(self, report: &Report, sides: &Sides<'_>, color: Color) -> String {
        match self {
            Self::Text => render::text(report, sides, color),
            Self::Markdown => render::markdown(report, sides),
            Self::Json => render::json(report, sides),
            Self::Github => render::github(report, sides),
            Self::Html => render::html(report, sides),
            Self::Sarif => render::sarif(report, sides),
            Self::Junit => render::junit(report, sides),
        }
    }
}
