//! Progress of long work, on standard error, for people only.

use super::args::Global;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;

/// A bar that counts to `total`; hidden unless standard error is a terminal.
pub struct Progress(ProgressBar);

impl Progress {
    pub fn new(global: &Global, what: &'static str, total: usize) -> Self {
        let hidden = global.quiet || !std::io::stderr().is_terminal();
        let target = if hidden {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(Some(total as u64), target);
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
            bar.set_style(style);
        }
        bar.set_message(what);
        Progress(bar)
    }

    pub fn add(&self, count: usize) {
        self.0.inc(count as u64);
    }

    pub fn set(&self, done: usize, total: usize) {
        self.0.set_length(total as u64);
        self.0.set_position(done as u64);
    }

    /// Says something above the bar.
    pub fn say(&self, message: &str) {
        self.0.suspend(|| super::failure::say(message));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
