//! How the compiler was called for the crate that uses this macro.
//!
//! Tests that compile programs need dependencies that match their own, wherever cargo has put them: by profile, by
//! `--target`, by the layout of a build folder. Nobody knows that better than the call of the compiler itself, and a
//! macro runs within it.

use std::env;
use std::fs;
use std::path::Path;

use proc_macro::{Literal, TokenStream, TokenTree};

/// Arguments, each with a value, that say where dependencies are and for which machine they were built.
const KEPT: [&str; 5] = ["--extern", "-L", "--target", "--sysroot", "-C"];
/// Of the options after `-C`, those that choose the linker.
const LINKER: &str = "link";

/// A list of texts: the path of the compiler, then the arguments that find the same dependencies.
#[proc_macro]
pub fn compiler(_: TokenStream) -> TokenStream {
    let compiler = env::current_exe().map(|path| path.display().to_string()).unwrap_or_default();
    let mut kept = vec![compiler];
    let arguments: Vec<_> =
        env::args_os().flat_map(|argument| written_out(&argument.to_string_lossy())).collect();
    for pair in arguments.windows(2) {
        let [name, value] = pair else { continue };
        if KEPT.contains(&name.as_str()) && (name != "-C" || value.starts_with(LINKER)) {
            kept.extend([name.clone(), value.clone()]);
        }
    }
    let literals = kept.iter().map(|text| TokenTree::from(Literal::string(text)));
    let list: TokenStream = literals
        .flat_map(|literal| {
            [literal, TokenTree::from(proc_macro::Punct::new(',', proc_macro::Spacing::Alone))]
        })
        .collect();
    let list = TokenTree::from(proc_macro::Group::new(proc_macro::Delimiter::Bracket, list));
    [TokenTree::from(proc_macro::Punct::new('&', proc_macro::Spacing::Alone)), list]
        .into_iter()
        .collect()
}

/// Where a call is longer than the system takes, its arguments stand in a file, one a line.
fn written_out(argument: &str) -> Vec<String> {
    let file = argument.strip_prefix('@').map(|path| fs::read_to_string(Path::new(path)));
    match file {
        Some(Ok(lines)) => lines.lines().map(str::to_owned).collect(),
        _ => vec![argument.to_owned()],
    }
}
