//! Radicals that stand for hanzi: some extractors of PDF give ⼈ (U+2F08) for 人.
//!
//! Only the two blocks of radicals are folded. A general NFKC would alter ①, （
//! and ㎡ as well.

use std::sync::LazyLock;

/// Hanzi of U+2F00 to U+2FD5 in order (Kangxi radicals, their NFKC forms).
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女\
    子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠\
    止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸\
    禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕\
    豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟\
    鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Hanzi of U+2E80 to U+2EF3 in order (CJK radicals supplement, as in Unicode's
/// `EquivalentUnifiedIdeograph`); a point where there is none.
const SUPPLEMENT: &str = "\
    .厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵.旡日月歺母民氵氺灬爫爫\
    丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车\
    辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜\
    亀龟";

/// The hanzi a radical stands for; `None` for any other character.
pub(in crate::layout) fn hanzi_of(c: char) -> Option<char> {
    static KANGXI_ROW: LazyLock<Vec<char>> = LazyLock::new(|| KANGXI.chars().collect());
    static SUPPLEMENT_ROW: LazyLock<Vec<char>> = LazyLock::new(|| SUPPLEMENT.chars().collect());
    let (first, row) = match c {
        '\u{2F00}'..='\u{2FD5}' => (0x2F00, &KANGXI_ROW),
        '\u{2E80}'..='\u{2EF3}' => (0x2E80, &SUPPLEMENT_ROW),
        _ => return None,
    };
    let hanzi = row.get((c as u32 - first) as usize).copied();
    hanzi.filter(|c| *c != '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_blocks_are_whole() {
        assert_eq!(KANGXI.chars().count(), 214);
        assert_eq!(SUPPLEMENT.chars().count(), 0x74);
        let table = [
            ('⼀', '一'),
            ('⼈', '人'),
            ('⽉', '月'),
            ('⽇', '日'),
            ('⿕', '龠'),
            ('⺠', '民'),
            ('⻄', '西'),
            ('⻓', '长'),
            ('⻔', '门'),
            ('⻳', '龟'),
        ];
        for (radical, hanzi) in table {
            assert_eq!(hanzi_of(radical), Some(hanzi));
        }
        for c in ['人', '民', '⺀', '\u{2E9A}', '①', '（', '㎡', 'a'] {
            assert_eq!(hanzi_of(c), None);
        }
    }
}
