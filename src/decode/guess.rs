//! Which encoding a file without a label or a byte order mark is in.

use super::convert::convert;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes looked at to decide; more than this changes no decision.
const SAMPLE: usize = 256 << 10;
/// Share of code units that must look like Chinese text for UTF-16. Text in the
/// right byte order has nearly 1; in the wrong order or in another encoding
/// about a third of the units fall among the hanzi by chance.
const UTF16_SHARE: f64 = 0.85;
/// Share of the commoner hanzi (level 1 of the standard) among all hanzi. Running
/// text has over 0.95, lists of rare names about 0.8, another encoding read as
/// this one about 0.5.
const LEVEL1_SHARE: f64 = 0.6;
/// Share of function characters in text of the right encoding: official
/// documents have 0.15 and more, chance gives about 0.01.
const FUNCTION_SHARE: f64 = 0.05;
/// Hanzi below which the share of function characters says nothing.
const FEW: usize = 20;
/// Hanzi below which no detector has an answer: a word, where GB18030 is likeliest.
const VERY_FEW: usize = 8;
/// The commonest characters of official documents, in both scripts. Only their
/// frequency matters, not their meaning.
const FUNCTION_CHARACTERS: &str = "的一是在了和有不人为中大上市政府民关于通知各部门单位工作及等与年月日号第条国\
                                   發關為於後實責個會對業經進條號門單國與來時區縣學";

/// Why an encoding was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// The caller said so.
    Label,
    /// A byte order mark.
    Bom,
    /// Its code units look like Chinese text.
    Utf16,
    /// Valid UTF-8, but for a few damaged places.
    Utf8,
    /// Valid and with common hanzi in one of GB18030 and Big5 only.
    Strict,
    /// The `chardetng` detector.
    Detector,
    /// Function characters.
    Prior,
}

/// An encoding and why it was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) encoding: &'static Encoding,
    pub(super) signal: Signal,
}

impl Guess {
    pub(super) fn new(encoding: &'static Encoding, signal: Signal) -> Self {
        Guess { encoding, signal }
    }
}

/// The byte order of text in UTF-16 without a mark; `None` for other bytes.
/// Judged by what the code units are, not by where NULs stand: 一 is U+4E00.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if sample.len() < 4 {
        return None;
    }
    // Pairs of small letters look like hanzi: bytes that are nearly all ASCII
    // are not UTF-16, where every other byte would be a NUL or a high byte.
    let ascii = sample.iter().filter(|b| matches!(b, 0x20..=0x7E));
    if ascii.count() * 5 > sample.len() * 4 {
        return None;
    }
    let share = |order: fn([u8; 2]) -> u16| {
        let (pairs, _) = sample.as_chunks::<2>();
        let likely = pairs.iter().filter(|pair| is_likely_unit(order(**pair)));
        likely.count() as f64 / pairs.len() as f64
    };
    let little = share(u16::from_le_bytes);
    let big = share(u16::from_be_bytes);
    if little.max(big) < UTF16_SHARE {
        return None;
    }
    // Shift_JIS writes kana and punctuation with lead bytes 81 to 83, which in
    // UTF-16 are few hanzi.
    let (pairs, _) = sample.as_chunks::<2>();
    let kana = pairs.iter().filter(|[lead, _]| matches!(lead, 0x81..=0x83));
    if big > little && kana.count() * 3 > pairs.len() {
        return None;
    }
    Some(if little >= big { UTF_16LE } else { UTF_16BE })
}

/// Whether a UTF-16 code unit is common in Chinese text.
fn is_likely_unit(unit: u16) -> bool {
    matches!(unit,
        0x09 | 0x0A | 0x0C | 0x0D | 0x20..=0x7E | 0xA0..=0xFF
        | 0x2000..=0x206F | 0x2160..=0x24FF | 0x2500..=0x25FF
        | 0x3000..=0x303F | 0x3220..=0x3247 | 0x4E00..=0x9FA5 | 0xFF00..=0xFFEF)
}

/// Whether valid UTF-8 is more likely a short text in GB2312: 目录 (C4 BF C2 BC)
/// is valid UTF-8 for two Latin letters. True only if no character needs three
/// bytes and every one of two bytes is a common hanzi in GB2312.
pub(super) fn is_gb_in_disguise(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.iter().any(|&b| b >= 0xE0) || text.is_ascii() {
        return false;
    }
    let high: Vec<u8> = bytes
        .iter()
        .copied()
        .filter(|b| *b >= 0x80)
        .take(4096)
        .collect();
    let (pairs, rest) = high.as_chunks::<2>();
    // Latin-1 read twice as UTF-8 has no lead byte but C2 and C3.
    rest.is_empty()
        && pairs.len() >= 2
        && pairs.iter().any(|&[a, _]| a > 0xC3)
        && pairs.iter().all(|&[a, b]| gb_level1(a, b))
}

/// The encoding of what is no UTF-16 and no valid UTF-8.
pub(super) fn eight_bit(bytes: &[u8]) -> Guess {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if is_nearly_utf8(sample) {
        return Guess::new(UTF_8, Signal::Utf8);
    }
    let gb = walk(sample, gb_pair);
    let big5 = walk(sample, big5_pair);
    let (best, other, encoding) = if gb.worth() >= big5.worth() {
        (gb, big5, GB18030)
    } else {
        (big5, gb, BIG5)
    };
    let strict = best.errors * 100 <= best.hanzi && best.share() >= LEVEL1_SHARE;
    let apart = best.worth() - other.worth() >= 0.1;
    let chinese = best.hanzi < FEW || function_share(encoding, sample) >= FUNCTION_SHARE;
    if strict && apart && chinese {
        return Guess::new(encoding, Signal::Strict);
    }
    if strict && best.hanzi < FEW && other.share() >= LEVEL1_SHARE {
        // A few words that read well either way.
        let (gb, big5) = (
            function_share(GB18030, sample),
            function_share(BIG5, sample),
        );
        let encoding = if big5 > gb { BIG5 } else { GB18030 };
        if best.hanzi < VERY_FEW || gb.max(big5) >= FUNCTION_SHARE {
            return Guess::new(encoding, Signal::Prior);
        }
    }
    detected(sample)
}

/// The detector's answer, unless function characters speak for a Chinese one.
fn detected(sample: &[u8]) -> Guess {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    // Without a hint on the country: with `cn` it never answers Big5.
    let answer = match detector.guess(None, Utf8Detection::Allow) {
        encoding if encoding == GBK => GB18030,
        encoding => encoding,
    };
    let mut best = Guess::new(answer, Signal::Detector);
    let mut most = function_share(answer, sample).max(FUNCTION_SHARE);
    for encoding in [GB18030, BIG5, UTF_8] {
        let share = function_share(encoding, sample);
        if share > most {
            most = share;
            best = Guess::new(encoding, Signal::Prior);
        }
    }
    best
}

/// Whether the bytes are UTF-8 but for a few places: at least ten characters of
/// three bytes for every place that is not valid. A file cut inside a
/// character, at its beginning or its end, is no such place.
fn is_nearly_utf8(sample: &[u8]) -> bool {
    let begins = sample.iter().take(3).take_while(|b| **b & 0xC0 == 0x80);
    let sample = sample.get(begins.count()..).unwrap_or_default();
    let mut wide = 0_usize;
    let mut errors = 0_usize;
    let mut left = sample.len();
    for chunk in sample.utf8_chunks() {
        wide += chunk.valid().bytes().filter(|b| *b & 0xF0 == 0xE0).count();
        left -= chunk.valid().len() + chunk.invalid().len();
        // At the end, up to three bytes may wait for the rest of a character.
        let cut = left == 0
            && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        errors += usize::from(!chunk.invalid().is_empty() && !cut);
    }
    wide > 0 && errors * 10 <= wide
}

/// Share of function characters among the characters beyond ASCII.
fn function_share(encoding: &'static Encoding, sample: &[u8]) -> f64 {
    let head = sample.get(..64 << 10).unwrap_or(sample);
    let text = convert(encoding, head).text;
    let mut all = 0_usize;
    let mut function = 0_usize;
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        function += usize::from(FUNCTION_CHARACTERS.contains(c));
    }
    function as f64 / all.max(1) as f64
}

/// What a reading of the bytes by pairs found.
#[derive(Debug, Clone, Copy, Default)]
struct Pairs {
    /// Hanzi.
    hanzi: usize,
    /// Hanzi of level 1, the common ones.
    common: usize,
    /// Places that are no character.
    errors: usize,
}

impl Pairs {
    fn share(self) -> f64 {
        self.common as f64 / self.hanzi.max(1) as f64
    }

    /// How well the reading fits; an error weighs as much as ten hanzi.
    fn worth(self) -> f64 {
        self.share() - 10.0 * self.errors as f64 / self.hanzi.max(1) as f64
    }
}

/// What a lead byte and the bytes after it are.
enum Pair {
    Common,
    Hanzi,
    Symbol,
    /// Four bytes, GB18030 only.
    Four,
    Error,
}

/// Reads a sample by pairs; a pair cut off at the end counts nothing.
fn walk(sample: &[u8], classify: fn(u8, u8) -> Pair) -> Pairs {
    let mut pairs = Pairs::default();
    let mut at = 0;
    while let (Some(&lead), Some(&trail)) = (sample.get(at), sample.get(at + 1)) {
        if lead < 0x80 {
            at += 1;
            continue;
        }
        at += 2;
        match classify(lead, trail) {
            Pair::Common => {
                pairs.hanzi += 1;
                pairs.common += 1;
            }
            Pair::Hanzi => pairs.hanzi += 1,
            Pair::Symbol => {}
            Pair::Four => {
                at += 2;
                pairs.hanzi += 1;
            }
            Pair::Error => {
                pairs.errors += 1;
                at -= 1; // the trail may begin a character of its own
            }
        }
    }
    pairs
}

/// Level 1 of GB2312, rows 16 to 55.
fn gb_level1(lead: u8, trail: u8) -> bool {
    (0xB0..=0xD7).contains(&lead) && trail >= 0xA1 && trail != 0xFF
}

fn gb_pair(lead: u8, trail: u8) -> Pair {
    match (lead, trail) {
        (0x80 | 0xFF, _) | (_, 0x7F | 0xFF) => Pair::Error,
        (_, 0x30..=0x39) => Pair::Four,
        (_, ..0x40) => Pair::Error,
        _ if gb_level1(lead, trail) => Pair::Common,
        (0xA1..=0xA9, 0xA1..) => Pair::Symbol,
        _ => Pair::Hanzi,
    }
}

fn big5_pair(lead: u8, trail: u8) -> Pair {
    match (lead, trail) {
        (..0x87 | 0xFF, _) | (_, ..0x40 | 0x7F..=0xA0 | 0xFF) => Pair::Error,
        (0xA4..=0xC5, _) | (0xC6, ..0x7F) => Pair::Common,
        (0xA1..=0xA3, _) => Pair::Symbol,
        // Between the levels and outside both stands the Hong Kong supplement.
        _ => Pair::Hanzi,
    }
}
