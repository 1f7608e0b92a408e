//! Lines a web page or a browser prints around a document.

/// How navigation and service lines begin.
const HEADS: [&str; 22] = [
    "当前位置：",
    "当前位置:",
    "您的位置：",
    "您当前的位置",
    "您现在的位置",
    "扫一扫",
    "上一篇：",
    "上一篇:",
    "下一篇：",
    "下一篇:",
    "【打印】",
    "【关闭】",
    "打印本页",
    "关闭窗口",
    "网站标识码",
    "浏览次数",
    "阅读次数",
    "分享到",
    "备案号",
    "字号：",
    "字体：",
    "版权所有",
];

/// Whether any of [`HEADS`] and of the words [`web`] asks for at a line's start
/// begins with this character.
fn begins_head(c: char) -> bool {
    matches!(
        c,
        '当' | '您'
            | '扫'
            | '上'
            | '下'
            | '【'
            | '打'
            | '关'
            | '网'
            | '浏'
            | '阅'
            | '分'
            | '备'
            | '字'
            | '版'
            | 'h'
            | 'w'
            | '来'
            | '信'
            | '发'
            | '时'
            | '主'
            | '0'..='9'
    )
}

/// Navigation and service lines of web pages.
pub fn web(flat: &str) -> bool {
    // Few lines begin with such a character: the words are asked for after it.
    flat.starts_with(begins_head) && headed(flat)
        || flat.ends_with("仅供参考") && flat.contains("网站")
        || flat.len() < 150
            && memchr::memchr(b'I', flat.as_bytes()).is_some()
            && flat.contains("ICP备")
}

/// Whether a line begins as such lines do.
fn headed(flat: &str) -> bool {
    // The first bytes in line: a call for each head costs more than the rest.
    let first = flat.as_bytes().first_chunk::<3>();
    let may = |head: &&&str| head.as_bytes().first_chunk::<3>() == first;
    HEADS.iter().filter(may).any(|head| flat.starts_with(head))
        || flat.starts_with("http://")
        || flat.starts_with("https://")
        || flat.starts_with("www.")
        || browser_head(flat)
        || (flat.starts_with("来源：")
            || flat.starts_with("信息来源：")
            || flat.starts_with("发布时间：")
            || flat.starts_with("发布日期：")
            || flat.starts_with("时间："))
            && ["浏览", "字体", "字号", "打印", "发布时间", "来源", "点击"]
                .iter()
                .any(|word| flat[6..].contains(word))
        || flat.starts_with("主办：") && flat.contains("备案")
}

/// The line a browser prints above each page: `2022/9/20下午3:12` and a title.
fn browser_head(flat: &str) -> bool {
    if !flat.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let clock = flat.trim_start_matches(|c: char| c.is_ascii_digit() || c == '/');
    if !clock.starts_with("上午") && !clock.starts_with("下午") {
        return false;
    }
    let at = flat.len() - clock.len();
    let day = &flat[..at];
    let clock = flat[at + "上午".len()..].trim_start_matches(|c: char| c.is_ascii_digit());
    day.len() <= 10 && day.matches('/').count() == 2 && clock.starts_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_around_a_document() {
        for head in HEADS {
            assert!(web(&format!("{head}某某")), "{head}");
        }
        for text in [
            "2022/9/20下午3:12某市人民政府",
            "某ICP备05000000号",
            "http://www.example.gov.cn/",
            "来源：某市人民政府浏览次数：12",
        ] {
            assert!(web(text), "{text}");
        }
        for text in [
            "下午3:12开会",
            "2022年9月20日下午3:12",
            "当前，各单位要抓紧落实",
            "网络安全",
            "来源：某市人民政府",
        ] {
            assert!(!web(text), "{text}");
        }
    }
}
