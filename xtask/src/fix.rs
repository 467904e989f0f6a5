//! The command `fix`: applies the fixes that diagnostics offer, and shows them as a patch.

use std::collections::BTreeMap;
use std::path::Path;

use restwright_spec::{BYTE_ORDER_MARK, Diagnostic, Fix, Source, Sources};

use crate::checked::Checked;
use crate::exit::Exit;
use crate::paths::to_slash;
use crate::plan::Plan;
use crate::report::{self, counted};
use crate::terminal::Terminal;
use crate::{description, write};

/// A fix can uncover the next mistake, since a syntax error hides what comes after it. Two fixes that undo each other end here.
const ROUNDS: usize = 20;

/// Fixes what can be fixed, and shows the problems that remain.
pub(crate) fn run(
    spec: Option<&Path>,
    dry_run: bool,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let folder = description::folder(spec, terminal)?;
    let below = |file: &Path| to_slash(file.strip_prefix(&folder).unwrap_or(file));
    let mut files = description::read_as(&folder, below)?;
    let total = files.len();
    let mut changed = BTreeMap::new();
    let mut fixed = 0;
    let mut checked = Checked::new(files.clone());
    for _ in 0..ROUNDS {
        let chosen = applicable(&checked.sources, &checked.diagnostics);
        if chosen.is_empty() {
            break;
        }
        fixed += chosen.len();
        for (path, text) in applied(&checked.sources, &files, &chosen) {
            files.iter_mut().filter(|file| file.path == path).for_each(|file| {
                file.text.clone_from(&text);
            });
            changed.insert(path, text);
        }
        checked = Checked::new(files.clone());
    }
    let plan = plan(&folder, total, changed)?;
    terminal.show(&report::diffs(&plan, terminal))?;
    if !dry_run {
        write::apply(&plan)?;
    }
    let problems = counted(fixed, "problem", "problems");
    let in_files = counted(plan.changes.len(), "file", "files");
    terminal.say(&match (fixed, dry_run) {
        (0, _) => "no diagnostic offers a fix".to_owned(),
        (_, false) => format!("fixed {problems} in {in_files}"),
        (_, true) => format!("would fix {problems} in {in_files}"),
    })?;
    let sources = checked.sources.with_paths(|path| terminal.display(&folder.join(path)));
    terminal.diagnose(&sources, &checked.diagnostics);
    terminal.result("fixed", fixed.into());
    report::record("files", &plan, terminal);
    Ok(if checked.api.is_some() { Exit::Fine } else { Exit::Findings })
}

/// The fixes that change something, sorted by place. Of several that overlap, the first.
fn applicable<'a>(sources: &Sources, diagnostics: &'a [Diagnostic]) -> Vec<&'a Fix> {
    let mut fixes: Vec<&Fix> = diagnostics
        .iter()
        .filter_map(|diagnostic| diagnostic.fix.as_ref())
        .filter(|fix| sources.slice(fix.span) != fix.replacement)
        .collect();
    fixes.sort_by_key(|fix| fix.span);
    let mut last: Option<&Fix> = None;
    fixes.retain(|fix| {
        let is_apart = last.is_none_or(|last| {
            last.span.source != fix.span.source
                || (last.span.end <= fix.span.start && last.span != fix.span)
        });
        if is_apart {
            last = Some(fix);
        }
        is_apart
    });
    fixes
}

/// The files that fixes change, by path.
fn applied(sources: &Sources, files: &[Source], chosen: &[&Fix]) -> Vec<(String, Vec<u8>)> {
    let mut texts = BTreeMap::<u32, String>::new();
    // From the end, so that earlier places stay where they are.
    for fix in chosen.iter().rev() {
        let Some(file) = sources.get(fix.span.source) else { continue };
        let text = texts.entry(fix.span.source).or_insert_with(|| file.text().to_owned());
        let has_returns = text.contains("\r\n") && !fix.replacement.contains('\r');
        let replacement = if has_returns {
            fix.replacement.replace('\n', "\r\n")
        } else {
            fix.replacement.clone()
        };
        if text.get(fix.span.range()).is_some() {
            text.replace_range(fix.span.range(), &replacement);
        }
    }
    let changed = texts.into_iter().filter_map(|(source, text)| {
        let path = sources.get(source)?.path().to_owned();
        let old = &files.iter().find(|file| file.path == path)?.text;
        // Spans leave out a byte order mark.
        let mark = if old.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { &[] };
        Some((path, [mark, text.as_bytes()].concat()))
    });
    changed.collect()
}

fn plan(folder: &Path, total: usize, changed: BTreeMap<String, Vec<u8>>) -> anyhow::Result<Plan> {
    let mut plan = Plan { staging: folder.to_path_buf(), ..Plan::default() };
    plan.unchanged = total - changed.len();
    for (path, text) in changed {
        plan.edit(folder.join(path), String::from_utf8(text)?)?;
    }
    Ok(plan)
}
