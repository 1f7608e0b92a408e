//! Characters that print nothing.

/// Whether `c` prints nothing and parts no words: control characters (NUL
/// among them) that are no white space, zero-width signs, direction marks,
/// soft hyphens, variation selectors. Sources: Unicode general category Cc,
/// and the default ignorable code points an extractor may leave behind.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    match c {
        ' '..='~' | '\u{4E00}'..='\u{9FFF}' => false,
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{E0100}'..='\u{E01EF}' => true,
        _ => c.is_control() && !c.is_whitespace(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_prints_nothing() {
        for c in [
            '\0', '\u{7F}', '\u{200B}', '\u{202E}', '\u{2069}', '\u{FEFF}', '\u{AD}',
        ] {
            assert!(is_invisible(c), "{c:?}");
        }
        for c in [
            ' ', '\n', '\t', '\u{C}', '\u{3000}', '\u{A0}', '人', '⼈', '。', 'a', '\u{FFFD}',
        ] {
            assert!(!is_invisible(c), "{c:?}");
        }
    }
}
