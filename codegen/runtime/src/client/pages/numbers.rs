//! Pages that are counted.

/// The number of the page behind `this`. Without the number of all pages, the first empty page is the last.
pub fn next_page<T>(this: T, until: Option<impl Into<i128>>, received: usize) -> Option<T>
where
    T: Into<i128> + TryFrom<i128>,
{
    let this = this.into();
    let goes_on = until.map_or(received > 0, |last| this < last.into());
    if goes_on { T::try_from(this.checked_add(1)?).ok() } else { None }
}

/// The offset of the page behind one that begins at `this`. Without the number of all entries, the first empty page is
/// the last. Counting what was received loses nothing if a server returns less than it was asked for.
pub fn next_offset<T>(this: T, until: Option<impl Into<i128>>, received: usize) -> Option<T>
where
    T: Into<i128> + TryFrom<i128>,
{
    let next = this.into().checked_add(i128::try_from(received).ok()?)?;
    let goes_on = until.map_or(received > 0, |total| next < total.into());
    if goes_on { T::try_from(next).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::{next_offset, next_page};

    #[test]
    fn counted() {
        let pages = [
            ((1, Some(3), 5), Some(2)),
            ((2, Some(3), 0), Some(3)),
            ((3, Some(3), 5), None),
            ((1, Some(0), 0), None),
            ((1, None, 5), Some(2)),
            ((2, None, 0), None),
            ((i64::MAX, None, 1), None),
        ];
        for ((this, until, received), next) in pages {
            assert_eq!(next_page(this, until, received), next, "{this} {until:?} {received}");
        }
        let offsets = [
            ((0, Some(5), 3), Some(3)),
            ((3, Some(5), 2), None),
            ((3, Some(5), 0), Some(3)),
            ((0, None, 3), Some(3)),
            ((3, None, 0), None),
            ((i32::MAX, None, 1), None),
        ];
        for ((this, until, received), next) in offsets {
            assert_eq!(next_offset(this, until, received), next, "{this} {until:?} {received}");
        }
    }
}
