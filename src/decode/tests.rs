//! Round trips, wrong turns and damaged files.

use super::*;
use proptest::prelude::*;

const SHORT: &str = "关于做好政府公报工作的通知各县人民政府";
const LONG: &str = "各市、县人民政府，省人民政府各委、办、厅、局：\n　　为进一步做好2023年政务公开工作，\
    经研究，现就有关事项通知如下。\n一、总体要求\n（一）坚持以人民为中心，按照“谁公开、谁审查”的原则，\
    及时发布重要政策文件。到2025年，公开率达到100％以上。\n二、各部门要结合实际，认真贯彻执行。\n";
const SHORT_TRADITIONAL: &str = "關於發布環境保護標準的公告各機關學校";
const LONG_TRADITIONAL: &str = "主旨：修正「行政院公報發行作業規定」，並自即日生效。\n說明：\n一、依據本院\
    會議決議辦理。\n二、各機關應於每年六月底前，將實施情形函報本院備查。\n三、為便利民眾查閱，\
    公報之內容應同時刊載於網站，並提供檢索服務。\n";

fn read_with(bytes: Vec<u8>, options: &DecodeOptions) -> Decoded {
    decode(bytes, options).unwrap()
}

fn read_bytes(bytes: &[u8]) -> Decoded {
    read_with(bytes.to_vec(), &DecodeOptions::default())
}

fn codes(decoded: &Decoded) -> Vec<&str> {
    decoded
        .diagnostics
        .iter()
        .map(|d| d.code.as_str())
        .collect()
}

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xFEFF);
    let units = mark.into_iter().chain(text.encode_utf16());
    units
        .flat_map(|unit| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        })
        .collect()
}

fn check(bytes: &[u8], encoding: &str, text: &str) {
    let decoded = read_bytes(bytes);
    assert_eq!(decoded.encoding, encoding, "{text}");
    assert_eq!(decoded.source.text(), text);
    assert_eq!(decoded.diagnostics, [], "{text}");
    assert_eq!(decoded.media_type, "text/plain");
}

#[test]
fn round_trips() {
    for text in [SHORT, LONG, &LONG.repeat(300)] {
        check(text.as_bytes(), "UTF-8", text);
        check(&[b"\xEF\xBB\xBF", text.as_bytes()].concat(), "UTF-8", text);
        check(&GB18030.encode(text).0, "gb18030", text);
        check(&GBK.encode(text).0, "gb18030", text);
    }
    for text in [
        SHORT_TRADITIONAL,
        LONG_TRADITIONAL,
        &LONG_TRADITIONAL.repeat(300),
    ] {
        check(text.as_bytes(), "UTF-8", text);
        check(&BIG5.encode(text).0, "Big5", text);
    }
    for text in [SHORT, LONG, SHORT_TRADITIONAL, LONG_TRADITIONAL] {
        for mark in [true, false] {
            check(&utf16(text, false, mark), "UTF-16LE", text);
            check(&utf16(text, true, mark), "UTF-16BE", text);
        }
    }
}

#[test]
fn traditional_characters_in_gbk() {
    let text = LONG_TRADITIONAL.repeat(3);
    check(&GBK.encode(&text).0, "gb18030", &text);
}

#[test]
fn four_bytes_and_the_mark_of_gb18030() {
    let text = "㐀𠮷与䶮：关于发布《通用规范汉字表》的通知";
    let bytes = GB18030.encode(text).0.into_owned();
    check(&bytes, "gb18030", text);
    let marked = [&[0x84, 0x31, 0x95, 0x33], bytes.as_slice()].concat();
    check(&marked, "gb18030", text);
}

#[test]
fn very_short_texts() {
    check("通知".as_bytes(), "UTF-8", "通知");
    check("年".as_bytes(), "UTF-8", "年");
    check(b"2023-01-06", "UTF-8", "2023-01-06");
    check(&GBK.encode("通知").0, "gb18030", "通知");
    // 目录 is valid UTF-8 by chance.
    for text in ["目录", "人民", "公报"] {
        let decoded = read_bytes(&GBK.encode(text).0);
        assert_eq!((decoded.encoding, decoded.source.text()), ("gb18030", text));
    }
    check(&utf16("一\n", false, false), "UTF-16LE", "一\n");
    check(&utf16("一、总则\n", true, false), "UTF-16BE", "一、总则\n");
    // Latin letters in UTF-8 stay what they are.
    check("Café à la crème".as_bytes(), "UTF-8", "Café à la crème");
}

#[test]
fn numerals_do_not_mislead_utf16() {
    // 一 is U+4E00: half of the NULs stand where Latin letters have none.
    let text = "一一一一一一一、二〇一一年一月一日\n一一";
    check(&utf16(text, false, false), "UTF-16LE", text);
    check(&utf16(text, true, false), "UTF-16BE", text);
}

#[test]
fn other_encodings_are_left_to_the_detector() {
    let table = [
        (
            encoding_rs::KOI8_U,
            "Постановление правительства Российской Федерации о порядке опубликования",
        ),
        (
            encoding_rs::WINDOWS_1252,
            "Le préfet de région arrête : l’été dernier, les élèves étaient déjà à l’école.",
        ),
        (
            encoding_rs::EUC_KR,
            "대한민국 정부는 다음과 같이 공포한다. 이 법은 공포한 날부터 시행한다.",
        ),
        (
            encoding_rs::SHIFT_JIS,
            "この法律は、公布の日から施行する。ただし、次の規定は除く。",
        ),
    ];
    for (encoding, text) in table {
        let decoded = read_bytes(&encoding.encode(text).0);
        assert_eq!(decoded.encoding, encoding.name());
        assert_eq!(decoded.source.text(), text);
        assert_eq!(codes(&decoded), ["decode/encoding-guessed"]);
    }
}

#[test]
fn labels_are_obeyed() {
    let gbk = GBK.encode(SHORT).0.into_owned();
    for label in ["gbk", "GB2312", "gb18030", " GBK "] {
        let options = DecodeOptions {
            encoding: Some(label.to_owned()),
            ..DecodeOptions::default()
        };
        let decoded = read_with(gbk.clone(), &options);
        assert_eq!(
            (decoded.encoding, decoded.source.text()),
            ("gb18030", SHORT)
        );
    }
    let options = DecodeOptions {
        encoding: Some("utf-8".to_owned()),
        ..DecodeOptions::default()
    };
    let decoded = read_with(gbk, &options);
    assert_eq!(decoded.encoding, "UTF-8");
    assert_eq!(codes(&decoded), ["decode/undecodable"]);
    let marked = [b"\xEF\xBB\xBF", SHORT.as_bytes()].concat();
    assert_eq!(read_with(marked, &options).source.text(), SHORT);
    for label in ["", "klingon", "hz-gb-2312"] {
        let options = DecodeOptions {
            encoding: Some(label.to_owned()),
            ..DecodeOptions::default()
        };
        let error = decode(b"a".to_vec(), &options).unwrap_err();
        assert_eq!(
            error,
            ReadError::UnknownEncoding {
                label: label.to_owned()
            }
        );
    }
}

#[test]
fn what_does_not_decode_is_counted() {
    // UTF-8 with two damaged places on lines 2 and 4.
    let mut bytes = LONG.as_bytes().to_vec();
    let breaks: Vec<_> = memchr::memchr_iter(b'\n', &bytes).collect();
    bytes[breaks[2] + 1] = 0xFF;
    bytes[breaks[0] + 1] = 0xFF;
    let decoded = read_bytes(&bytes);
    assert_eq!(decoded.encoding, "UTF-8");
    assert_eq!(codes(&decoded), ["decode/undecodable"]);
    assert_eq!(decoded.diagnostics[0].lines.0, [(2, 2), (4, 4)]);
    assert!(decoded.diagnostics[0].message.starts_with("6 places"));
    assert_eq!(decoded.source.text().matches('\u{FFFD}').count(), 6);
    assert_eq!(
        decoded.source.line_count(),
        Source::new(LONG.to_owned()).line_count()
    );

    // GBK with a byte that leads nothing.
    let mut bytes = GBK.encode(&LONG.repeat(4)).0.into_owned();
    bytes.splice(40..40, [0xFF]);
    let decoded = read_bytes(&bytes);
    assert_eq!(decoded.encoding, "gb18030");
    assert_eq!(codes(&decoded), ["decode/undecodable"]);
    assert!(decoded.diagnostics[0].message.starts_with("1 places"));
}

#[test]
fn files_cut_inside_a_character() {
    for text in ["通知各县", SHORT, LONG] {
        let text = text.trim_end();
        let whole: Vec<(Vec<u8>, &str, usize)> = vec![
            (text.as_bytes().to_vec(), "UTF-8", 3),
            (utf16(text, false, true), "UTF-16LE", 2),
        ];
        for (bytes, encoding, width) in whole {
            for cut in 1..width {
                let decoded = read_bytes(&bytes[..bytes.len() - cut]);
                assert_eq!(decoded.encoding, encoding);
                assert_eq!(codes(&decoded), ["decode/cut"]);
                assert!(decoded.source.text().ends_with('\u{FFFD}'));
            }
        }
    }
    let text = LONG.trim_end().trim_end_matches('。');
    for (encoding, text) in [(GB18030, text), (BIG5, LONG_TRADITIONAL.trim_end())] {
        let bytes = encoding.encode(text).0;
        let decoded = read_bytes(&bytes[..bytes.len() - 1]);
        assert_eq!(decoded.encoding, encoding.name());
        assert_eq!(codes(&decoded), ["decode/cut"]);
    }
    // Cut at the beginning.
    let decoded = read_bytes(&SHORT.as_bytes()[1..]);
    assert_eq!(decoded.encoding, "UTF-8");
    assert!(decoded.source.text().ends_with(&SHORT[3..]));
    assert_eq!(codes(&decoded), ["decode/undecodable"]);
}

#[test]
fn files_that_are_no_text() {
    let table: &[(&[u8], ReadError)] = &[
        (b"", ReadError::Empty),
        (b"%PDF-1.7\n%\xE2\xE3", ReadError::Container(Container::Pdf)),
        (
            b"\xEF\xBB\xBF %PDF-1.7",
            ReadError::Container(Container::Pdf),
        ),
        (
            b"PK\x03\x04....OFD.xml",
            ReadError::Container(Container::Ofd),
        ),
        (
            b"PK\x03\x04....word/document.xml",
            ReadError::Container(Container::Docx),
        ),
        (
            b"PK\x03\x04....a.txt",
            ReadError::Container(Container::Archive),
        ),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0",
            ReadError::Container(Container::Doc),
        ),
        (b"{\\rtf1\\ansi}", ReadError::Container(Container::Rtf)),
        (b"\x1F\x8B\x08\0", ReadError::Container(Container::Archive)),
        (
            b"\x89PNG\r\n\x1A\n\0",
            ReadError::Container(Container::Image),
        ),
        (b"\xFF\xD8\xFF\xE0", ReadError::Container(Container::Image)),
        (
            b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0",
            ReadError::Binary,
        ),
        (b"\x01\x02\x03\x04\x05\x06abc", ReadError::Binary),
    ];
    for (bytes, wanted) in table {
        let error = decode(bytes.to_vec(), &DecodeOptions::default()).unwrap_err();
        assert_eq!(error, *wanted);
        let words = error.to_string();
        assert!(words.contains(": ") && !words.contains('\n'), "{words}");
    }
}

#[test]
fn limits_are_named() {
    let options = DecodeOptions {
        max_bytes: 10,
        max_line_bytes: 12,
        ..DecodeOptions::default()
    };
    let error = decode(vec![b'a'; 11], &options).unwrap_err();
    assert_eq!(
        error,
        ReadError::TooLarge {
            bytes: 11,
            limit: 10
        }
    );
    assert!(error.to_string().contains("limit of 10 bytes"));
    assert!(options.check_size(10).is_ok());
    let options = DecodeOptions {
        max_bytes: 1000,
        ..options
    };
    let text = "短行\n这一行太长了\n短行";
    let decoded = read_with(text.as_bytes().to_vec(), &options);
    assert_eq!(codes(&decoded), ["decode/long-line"]);
    assert_eq!(decoded.diagnostics[0].lines.0, [(2, 2)]);
    assert_eq!(decoded.source.text(), text);
}

#[test]
fn oddities_are_reported_and_kept() {
    let table: &[(&str, &[&str])] = &[
        ("损失\u{FFFD}字", &["decode/replacement"]),
        ("锟斤拷锟斤拷的通知", &["decode/lost-text"]),
        ("一把锟剑", &[]),
        ("图标\u{E5E5}和\u{F8FF}", &["decode/private-use"]),
        ("平面\u{F0001}", &["decode/private-use"]),
        ("平面\u{10FFFD}", &["decode/private-use"]),
        ("响铃\u{7}一次", &["decode/control"]),
        ("响铃\u{85}一次", &["decode/control"]),
        ("换页\u{c}不算\t制表也不算", &[]),
        ("零宽\u{200B}空格", &["decode/invisible"]),
        ("方向\u{202E}反了", &["decode/invisible"]),
        ("方向\u{2066}隔离", &["decode/invisible"]),
        ("中间的\u{FEFF}标记", &["decode/invisible"]),
        ("⼈⺠政府", &["decode/radical"]),
        ("⿰⿱々〇", &[]),
        ("目录是Ä¿Â¼。", &["decode/mojibake"]),
        ("å¹´ä¸\u{AD}", &["decode/invisible", "decode/mojibake"]),
        ("à la carte, Ä¿", &[]),
        ("naïve façade à Ören", &[]),
        ("生僻字𠮷与㐀、①（一）·×÷°“”…—　％￥", &[]),
    ];
    for (text, wanted) in table {
        let decoded = read_bytes(text.as_bytes());
        assert_eq!(codes(&decoded), *wanted, "{text}");
        assert_eq!(decoded.source.text(), *text);
    }
    let text = format!("{}\n{}", "很长的文字".repeat(50), "有空\0字");
    assert_eq!(codes(&read_bytes(text.as_bytes())), ["decode/nul"]);
}

#[test]
fn oddities_name_their_lines() {
    // Wherever in a block it stands, it is found, with its line.
    for before in 0..200 {
        let text = format!("{}\n字\u{E000}\n字\n\u{E001}字\n", "a".repeat(before));
        let decoded = read_bytes(text.as_bytes());
        assert_eq!(codes(&decoded), ["decode/private-use"]);
        let diagnostic = &decoded.diagnostics[0];
        assert_eq!(diagnostic.lines.0, [(2, 2), (4, 4)]);
        assert!(diagnostic.message.starts_with("2 ") && diagnostic.message.contains("U+E000"));
    }
    let many = "字\u{200B}\n\n".repeat(1000);
    let decoded = read_bytes(many.as_bytes());
    assert!(decoded.diagnostics[0].message.starts_with("1000 "));
    assert_eq!(decoded.diagnostics[0].lines.0.len(), oddities::MAX_RANGES);
}

#[test]
fn web_pages_are_named() {
    let table = [
        ("<!DOCTYPE html><html>", "text/html"),
        ("\n <HTML lang=zh>", "text/html"),
        ("<?xml version=\"1.0\"?>\n<html>", "text/html"),
        ("<!-- x --><body>", "text/html"),
        ("<通知>", "text/plain"),
        ("<!--", "text/plain"),
        ("通知<html>", "text/plain"),
    ];
    for (text, wanted) in table {
        assert_eq!(read_bytes(text.as_bytes()).media_type, wanted, "{text}");
    }
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(decoded) = decode(bytes, &DecodeOptions::default()) {
            prop_assert!(!decoded.encoding.is_empty());
        }
    }

    #[test]
    fn utf8_is_never_altered(text in "[一-龥，。（）a-z0-9\n ]{1,80}") {
        let decoded = read_bytes(text.as_bytes());
        prop_assert_eq!(decoded.encoding, "UTF-8");
        prop_assert_eq!(decoded.source.text(), text);
    }

    #[test]
    fn gbk_made_of_usual_words_is_read_back(
        words in prop::collection::vec(
            prop::sample::select(vec!["人民政府", "关于", "通知", "2023年", "，", "。\n", "公司", "建设", "A类"]), 4..60)
    ) {
        let text = words.concat();
        // Punctuation alone tells no encoding.
        prop_assume!(text.chars().any(|c| c > '\u{4E00}' && c < '\u{9FFF}'));
        let bytes = GBK.encode(&text).0;
        let decoded = read_bytes(&bytes);
        prop_assert_eq!(decoded.source.text(), text);
    }

    #[test]
    fn damage_keeps_the_lines(at in 0usize..300, byte in 0x80u8..) {
        let mut bytes = LONG.as_bytes().to_vec();
        let at = at.min(bytes.len() - 1);
        prop_assume!(bytes[at] != b'\n');
        bytes[at] = byte;
        let decoded = read_bytes(&bytes);
        prop_assert_eq!(decoded.encoding, "UTF-8");
        prop_assert_eq!(decoded.source.line_count(), 5);
    }
}
