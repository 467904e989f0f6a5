//! Finds the name that somebody probably meant.

/// The candidate that resembles `name` most, if any does.
///
/// A difference in case or in `-` and `_` alone always resembles; otherwise about one letter in three may differ. Of equally good
/// candidates the first wins.
#[must_use]
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(name);
    let allowed = folded.chars().count().div_ceil(3).min(4);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = distance(&folded, &fold(candidate), allowed);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn distance(left: &str, right: &str, allowed: usize) -> usize {
    // The lengths alone say that most candidates are too far off, at no cost.
    if left.len().abs_diff(right.len()) > allowed * 4 {
        return usize::MAX;
    }
    strsim::osa_distance(left, right)
}

fn fold(name: &str) -> String {
    name.to_lowercase().replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_name_wins() {
        for (name, expected) in [
            ("requird", Some("required")),
            ("descripton", Some("description")),
            ("Type", Some("type")),
            ("mail-subject", Some("mail_subject")),
            ("tpye", Some("type")),
            ("color", None),
            ("", None),
            ("x", None),
        ] {
            let candidates = ["type", "required", "description", "mail_subject"];
            assert_eq!(closest(name, candidates), expected, "{name}");
        }
    }
}
