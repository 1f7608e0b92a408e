//! Lines a web page or a browser prints around a document.

use super::words;

/// Navigation and service lines of web pages.
pub fn web(flat: &str) -> bool {
    // Few lines begin with such a character: the words are asked for after it.
    let first = flat.chars().next();
    first.is_some_and(|c| words::FIRST.contains(&c) || matches!(c, 'h' | 'w' | '0'..='9'))
        && headed(flat)
        || flat.ends_with("仅供参考") && flat.contains("网站")
        || flat.len() < 150
            && memchr::memchr(b'I', flat.as_bytes()).is_some()
            && flat.contains("ICP备")
}

/// Whether a line begins as such lines do.
fn headed(flat: &str) -> bool {
    // The first bytes in line: a call for each head costs more than the rest.
    let first = flat.as_bytes().first_chunk::<3>();
    let may = |head: &&&str| {
        let own = head.as_bytes().first_chunk::<3>();
        own.is_none() || own == first
    };
    words::WEB
        .iter()
        .filter(may)
        .any(|head| flat.starts_with(head))
        || flat.starts_with("http://")
        || flat.starts_with("https://")
        || flat.starts_with("www.")
        || browser_head(flat)
        || keyed(flat)
}

/// Whether a line begins with a key and a colon as such lines do.
fn keyed(flat: &str) -> bool {
    let mut near = flat.char_indices().take_while(|&(at, _)| at <= 18);
    let Some((key, value)) = near
        .find(|&(_, c)| matches!(c, '：' | ':'))
        .and_then(|(at, c)| Some((flat.get(..at)?, flat.get(at + c.len_utf8()..)?)))
    else {
        return false;
    };
    words::ROWS.contains(key)
        || words::SOURCES.contains(key) && words::SERVICES.iter().any(|word| value.contains(word))
        || key == "主办" && value.contains("备案")
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
        for text in [
            "2022/9/20下午3:12某市人民政府",
            "某ICP备05000000号",
            "http://www.example.gov.cn/",
            "来源：某市人民政府浏览次数：12",
            "您的位置:首页»法律资料网»法律法规»",
            "时间:2024-05-1717:46:36来源:某网作者:某网阅读:8471",
        ] {
            assert!(web(text), "{text}");
        }
        for text in [
            "下午3:12开会",
            "2022年9月20日下午3:12",
            "当前，各单位要抓紧落实",
            "网络安全",
            "来源：某市人民政府",
            "时间：2023年3月1日至5日",
            "作者应当署名：某某",
            "信息来源：关于某事的统计",
        ] {
            assert!(!web(text), "{text}");
        }
    }
}
