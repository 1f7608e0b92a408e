//! Lines that hold less than a number: the serial under the name of an order
//! (令) or announcement (公告), with its year or without.

use super::back::Back;
use super::{is_bracket, is_mark, unbracketed};

/// The serial of a line `第238号` that stands under the name of an order, in
/// Arabic digits or hanzi, in brackets or not.
///
/// ```
/// use gongbao::notation::docnumber;
/// assert_eq!(docnumber::bare_serial("（第 238 号）"), Some(238));
/// assert_eq!(docnumber::bare_serial("第二十號"), Some(20));
/// assert_eq!(docnumber::bare_serial("2023年第5号"), None);
/// ```
pub fn bare_serial(text: &str) -> Option<u32> {
    let (serial, back) = serial_at_end(unbracketed(text)?)?;
    back.is_at_start().then_some(serial)
}

/// Year and serial of a line that is nothing but these two, as it stands under
/// the name of an announcement: `2023年第5号`, `一九九六年第二号`, `（2022年第7号）`,
/// `〔2023〕第5号`. The year has four digits.
///
/// ```
/// use gongbao::notation::docnumber;
/// assert_eq!(docnumber::bulletin("2023 年第 5 号"), Some((2023, 5)));
/// assert_eq!(docnumber::bulletin("第5号"), None);
/// ```
pub fn bulletin(text: &str) -> Option<(i32, u32)> {
    let (serial, mut back) = serial_at_end(unbracketed(text)?)?;
    let bracketed = !back.eat('年');
    if bracketed {
        back.next().filter(|(c, _)| is_bracket(*c))?;
        back.eat('年');
    }
    let year = back.year().filter(|year| year.full)?;
    if bracketed {
        back.next().filter(|(c, _)| is_bracket(*c))?;
    }
    back.is_at_start().then_some((year.value, serial))
}

/// Reads `第5号` at the end of `text`; gives what stands before it.
fn serial_at_end(text: &str) -> Option<(u32, Back<'_>)> {
    let mut back = Back::new(text, text.strip_suffix(is_mark)?.len(), 0);
    let serial = back.serial()?.value()?;
    back.eat('第').then_some((serial, back))
}
