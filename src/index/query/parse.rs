//! From typed text to [`Node`]s: a small reader that never refuses a text,
//! only a size.

use super::{
    MAX_BYTES, MAX_CLAUSES, MAX_DEPTH, Node, QueryError, QueryErrorKind, Scope, ValueField,
};
use crate::index::number::{key_at_start, key_of};
use crate::index::together::Nearness;
use crate::index::write::day_number;

/// Characters that may stand between the words of a bare `NEAR`.
const DISTANCE: u32 = 10;

/// Reads a query.
///
/// # Errors
/// When it is longer, deeper or has more clauses than the limits allow.
pub fn parse(input: &str) -> Result<Node, QueryError> {
    if input.len() > MAX_BYTES {
        return Err(QueryError {
            kind: QueryErrorKind::TooLong,
            position: MAX_BYTES,
        });
    }
    if let Some(key) = key_of(input) {
        return Ok(Node::Number(key, input.trim().to_owned()));
    }
    let mut reader = Reader {
        input,
        at: 0,
        depth: 0,
        clauses: 0,
    };
    let mut parts = Vec::new();
    // A `)` too many ends nothing: what follows it is read on.
    while reader.at < input.len() {
        if let Some(node) = reader.either()? {
            parts.push(node);
        }
        reader.take(')');
    }
    Ok(join(parts, Node::And).unwrap_or(Node::All))
}

struct Reader<'a> {
    input: &'a str,
    /// Bytes read.
    at: usize,
    depth: usize,
    clauses: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.input.get(self.at..).unwrap_or_default()
    }

    fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.rest().starts_with(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    /// Takes an operator: the word in capitals, standing alone.
    fn take_operator(&mut self, word: &str) -> bool {
        let Some(after) = self.rest().strip_prefix(word) else {
            return false;
        };
        let alone = after
            .chars()
            .next()
            .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“'));
        if alone {
            self.at += word.len();
        }
        alone
    }

    fn error(&self, kind: QueryErrorKind) -> QueryError {
        QueryError {
            kind,
            position: self.at,
        }
    }

    fn clause(&mut self, node: Node) -> Result<Node, QueryError> {
        self.clauses += 1;
        if self.clauses > MAX_CLAUSES {
            return Err(self.error(QueryErrorKind::TooManyClauses));
        }
        Ok(node)
    }

    /// `a OR b`, up to the end or a `)`.
    fn either(&mut self) -> Result<Option<Node>, QueryError> {
        let mut parts = Vec::new();
        loop {
            parts.extend(self.all()?);
            self.skip_spaces();
            if !self.take_operator("OR") {
                break;
            }
        }
        Ok(join(parts, Node::Or))
    }

    /// `a b`, `a AND b`, up to `OR`, the end or a `)`.
    fn all(&mut self) -> Result<Option<Node>, QueryError> {
        let mut parts = Vec::new();
        loop {
            self.skip_spaces();
            let before = self.at;
            if self.rest().is_empty() || self.rest().starts_with(')') || self.take_operator("OR") {
                self.at = before;
                break;
            }
            if self.take_operator("AND") {
                continue;
            }
            let nearness = self.nearness();
            let Some(node) = self.one()? else { continue };
            // `a NEAR b NEAR c`: each with its neighbour. What is no word or
            // phrase has no place in a text and is simply wanted too.
            let together = nearness.and_then(|nearness| {
                let left = plain_words(parts.last()?)?.to_owned();
                let right = plain_words(&node)?.to_owned();
                Some(Node::Together(nearness, left, right))
            });
            parts.extend(together);
            parts.push(node);
        }
        Ok(join(parts, Node::And))
    }

    /// Takes `NEAR`, `NEAR/5`, `同句` or `同条` standing between two words.
    fn nearness(&mut self) -> Option<Nearness> {
        let rest = self.rest();
        let end = rest.find(char::is_whitespace)?;
        let (word, after) = rest.split_at(end);
        let nearness = match word {
            "NEAR" => Nearness::Characters(DISTANCE),
            "同句" => Nearness::Sentence,
            "同条" => Nearness::Article,
            _ => Nearness::Characters(word.strip_prefix("NEAR/")?.parse().ok()?),
        };
        if self.at == 0 || after.trim_start().is_empty() {
            return None;
        }
        self.at += end;
        self.skip_spaces();
        Some(nearness)
    }

    /// One word, phrase, field, group or negation.
    fn one(&mut self) -> Result<Option<Node>, QueryError> {
        let rest = self.rest();
        let minus = rest
            .strip_prefix('-')
            .and_then(|after| after.chars().next())
            .is_some_and(|c| !c.is_whitespace());
        if minus || self.take_operator("NOT") {
            self.at += usize::from(minus);
            self.skip_spaces();
            return self.nested(|reader| Ok(reader.negated()?.map(|n| Node::Not(Box::new(n)))));
        }
        if self.take('+') {
            return Ok(None);
        }
        if let Some((length, key)) = key_at_start(rest)
            && ends_word(&rest[length..])
        {
            self.at += length;
            return self
                .clause(Node::Number(key, rest[..length].to_owned()))
                .map(Some);
        }
        if self.take('(') {
            return self.nested(|reader| {
                let inner = reader.either()?;
                reader.skip_spaces();
                reader.take(')');
                Ok(inner)
            });
        }
        if let Some(words) = self.quoted() {
            return self.phrase(Scope::Any, words);
        }
        let word = self.word();
        if let Some((name, value)) = split_field(word) {
            let after = self.at;
            if let Some(node) = self.field(name, value) {
                return self.clause(node).map(Some);
            }
            self.at = after;
        }
        if word.is_empty() {
            // A character that begins nothing: step over it.
            let c = self.rest().chars().next();
            self.at += c.map_or(0, char::len_utf8);
            return Ok(None);
        }
        self.clause(Node::Word(Scope::Any, word.to_owned()))
            .map(Some)
    }

    /// What a negation takes away; nothing at the end or before `)`.
    fn negated(&mut self) -> Result<Option<Node>, QueryError> {
        if self.rest().is_empty() || self.rest().starts_with(')') {
            return Ok(None);
        }
        self.one()
    }

    fn nested(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<Option<Node>, QueryError>,
    ) -> Result<Option<Node>, QueryError> {
        if self.depth >= MAX_DEPTH {
            return Err(self.error(QueryErrorKind::TooDeep));
        }
        self.depth += 1;
        let node = read(self);
        self.depth -= 1;
        node
    }

    fn phrase(&mut self, scope: Scope, words: &str) -> Result<Option<Node>, QueryError> {
        if words.trim().is_empty() {
            return Ok(None);
        }
        self.clause(Node::Phrase(scope, words.to_owned())).map(Some)
    }

    /// A quoted phrase in `"…"` or `“…”`; a quote never closed runs to the
    /// end. Inside `"…"` the Chinese quotes are characters like any other.
    fn quoted(&mut self) -> Option<&'a str> {
        let close = if self.take('"') {
            '"'
        } else if self.take('“') {
            '”'
        } else {
            return None;
        };
        let rest = self.rest();
        let end = rest.find(close).unwrap_or(rest.len());
        self.at += end;
        self.take(close);
        rest.get(..end)
    }

    /// A bare word: up to white space, `"` or a `)` that closes a group.
    /// Brackets inside a word belong to it (`办法(试行)`).
    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let mut open = 0usize;
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            match c {
                '(' => open += 1,
                ')' if open > 0 => open -= 1,
                ')' | '"' => {
                    end = at;
                    break;
                }
                c if c.is_whitespace() => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// The meaning of `name:value`; `None` when there is none, and the text
    /// is a word after all.
    fn field(&mut self, name: &str, value: &str) -> Option<Node> {
        let name = name.to_lowercase();
        let quoted = if value.is_empty() || value.starts_with('“') {
            self.at -= value.len();
            self.quoted()
        } else {
            None
        };
        let words = quoted.unwrap_or(value);
        if words.trim().is_empty() {
            return None;
        }
        let scoped = |scope| match quoted {
            Some(words) => Node::Phrase(scope, words.to_owned()),
            None => Node::Word(scope, words.to_owned()),
        };
        let named = |field| Node::Value(field, words.trim().to_owned(), quoted.is_some());
        match name.as_str() {
            "title" | "标题" => Some(scoped(Scope::Title)),
            "body" | "text" | "正文" => Some(scoped(Scope::Body)),
            "number" | "文号" => key_of(words).map(|key| Node::Number(key, words.to_owned())),
            "cites" | "引用" => key_of(words).map(Node::Cites),
            "issuer" | "机关" | "发文机关" => Some(named(ValueField::Issuer)),
            "type" | "文种" => Some(named(ValueField::Kind)),
            "rubric" | "栏目" => Some(named(ValueField::Rubric)),
            "gazette" | "公报" => Some(named(ValueField::Gazette)),
            "completeness" => Some(named(ValueField::Completeness)),
            "lead" | "牵头" => Some(named(ValueField::Lead)),
            "support" | "配合" => Some(named(ValueField::Support)),
            "responsible" | "责任" => Some(named(ValueField::Responsible)),
            "date" | "日期" => range(words, first_day, last_day).map(|(a, b)| Node::Date(a, b)),
            "year" | "年份" => range(words, year, year).map(|(a, b)| Node::Year(a, b)),
            _ => None,
        }
    }
}

/// `a..b`, `a..`, `..b` or `a`.
fn range(
    words: &str,
    first: fn(&str) -> Option<i64>,
    last: fn(&str) -> Option<i64>,
) -> Option<(i64, i64)> {
    let (from, to) = words.split_once("..").unwrap_or((words, words));
    let from = if from.is_empty() {
        Some(0)
    } else {
        first(from)
    };
    let to = if to.is_empty() {
        Some(i64::MAX)
    } else {
        last(to)
    };
    Some((from?, to?))
}

fn year(words: &str) -> Option<i64> {
    let digits = words.strip_suffix('年').unwrap_or(words);
    (digits.len() == 4).then(|| digits.parse().ok())?
}

/// The first `yyyymmdd` of a day, month or year.
pub fn first_day(words: &str) -> Option<i64> {
    day_number(words)
}

/// The last `yyyymmdd` of a day, month or year.
pub fn last_day(words: &str) -> Option<i64> {
    let day = day_number(words)?;
    Some(match (day % 10_000 / 100, day % 100) {
        (0, _) => day + 9999,
        (_, 0) => day + 99,
        _ => day,
    })
}

/// `name:value` with either colon.
fn split_field(word: &str) -> Option<(&str, &str)> {
    let at = word.find([':', '：'])?;
    let (name, rest) = word.split_at(at);
    let colon = rest.chars().next()?.len_utf8();
    (!name.is_empty()).then(|| (name, rest.get(colon..).unwrap_or_default()))
}

/// Whether a number may end here: before white space, a bracket or the end.
fn ends_word(rest: &str) -> bool {
    rest.chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '"'))
}

/// The words of a node that stands for itself anywhere.
fn plain_words(node: &Node) -> Option<&str> {
    match node {
        Node::Word(Scope::Any, words) | Node::Phrase(Scope::Any, words) => Some(words),
        _ => None,
    }
}

/// Several nodes as one, one node as itself.
fn join(mut parts: Vec<Node>, make: fn(Vec<Node>) -> Node) -> Option<Node> {
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(make(parts)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A short notation of the tree, for tables.
    fn show(node: &Node) -> String {
        let list = |parts: &[Node]| parts.iter().map(show).collect::<Vec<_>>().join(" ");
        let scope = |scope: &Scope| match scope {
            Scope::Any => "",
            Scope::Title => "t:",
            Scope::Body => "b:",
        };
        match node {
            Node::All => "*".to_owned(),
            Node::And(parts) => format!("(& {})", list(parts)),
            Node::Or(parts) => format!("(| {})", list(parts)),
            Node::Not(inner) => format!("!{}", show(inner)),
            Node::Word(s, word) => format!("{}{word}", scope(s)),
            Node::Phrase(s, words) => format!("{}'{words}'", scope(s)),
            Node::Number(key, _) => format!("#{}", key.text),
            Node::Cites(key) => format!("cites#{}", key.text),
            Node::Value(field, value, exact) => {
                format!("{field:?}={value}{}", if *exact { "!" } else { "" })
            }
            Node::Together(nearness, a, b) => format!("{nearness:?}[{a}|{b}]"),
            Node::Date(a, b) => format!("date {a}..{b}"),
            Node::Year(a, b) => format!("year {a}..{b}"),
        }
    }

    #[test]
    fn queries_mean_what_they_say() {
        for (input, tree) in [
            ("", "*"),
            ("  ", "*"),
            ("营商环境", "营商环境"),
            ("营商 环境", "(& 营商 环境)"),
            ("营商　环境", "(& 营商 环境)"),
            ("营商 AND 环境", "(& 营商 环境)"),
            ("a OR b c", "(| a (& b c))"),
            ("(a OR b) c", "(& (| a b) c)"),
            ("a AND NOT b", "(& a !b)"),
            ("a -b", "(& a !b)"),
            ("-\"b c\" a", "(& !'b c' a)"),
            ("NOT (a OR b)", "!(| a b)"),
            ("\"优化 营商环境\"", "'优化 营商环境'"),
            ("“优化营商”", "'优化营商'"),
            ("深化“四零服务”改革", "深化“四零服务”改革"),
            ("\"未“完”", "'未“完”'"),
            ("\"\"", "*"),
            ("甲\"乙\"丙", "(& 甲 '乙' 丙)"),
            ("办法(试行)", "办法(试行)"),
            ("(办法(试行))", "办法(试行)"),
            ("办法（试行）", "办法（试行）"),
            (") a", "a"),
            ("a) b", "(& a b)"),
            ("((a", "a"),
            ("OR", "*"),
            ("a OR", "a"),
            ("AND a", "a"),
            ("NOT", "*"),
            ("-", "-"),
            ("- a", "(& - a)"),
            ("--a", "!!a"),
            ("+a", "a"),
            ("ORDER", "ORDER"),
            ("title:规划", "t:规划"),
            ("标题：规划", "t:规划"),
            ("标题：\"发展 规划\" x", "(& t:'发展 规划' x)"),
            ("正文:“规划”", "b:'规划'"),
            ("issuer:市政府", "Issuer=市政府"),
            ("机关:\"某市人民政府\"", "Issuer=某市人民政府!"),
            ("-type:通知", "!Kind=通知"),
            ("type:", "type:"),
            ("某:\"甲 乙\"", "(& 某: '甲 乙')"),
            ("type:\"\" 甲", "(& type: 甲)"),
            ("正文:“规划 纲要” 甲", "(& b:'规划 纲要' 甲)"),
            ("牵头单位：市能源局", "牵头单位：市能源局"),
            ("http://a.b", "http://a.b"),
            ("year:2023", "year 2023..2023"),
            ("year:2021..2023", "year 2021..2023"),
            ("year:abc", "year:abc"),
            ("date:2023-01..2023-06-30", "date 20230100..20230630"),
            ("date:2023", "date 20230000..20239999"),
            ("日期:..2022-12", "date 0..20221299"),
            ("date:2023-01-06", "date 20230106..20230106"),
            ("date:5月", "date:5月"),
            ("某政发[2023]3号", "#某政发〔2023〕3号"),
            ("某政发 〔2023〕 第03号", "#某政发〔2023〕3号"),
            ("招标 某政发(2023)3号 -x", "(& 招标 #某政发〔2023〕3号 !x)"),
            ("(某政发(2023)3号)", "#某政发〔2023〕3号"),
            ("甲 NEAR/5 乙", "(& 甲 Characters(5)[甲|乙] 乙)"),
            (
                "甲 同句 \"乙 丙\" NEAR 丁",
                "(& 甲 Sentence[甲|乙 丙] '乙 丙' Characters(10)[乙 丙|丁] 丁)",
            ),
            ("甲 同条 type:通知", "(& 甲 Kind=通知)"),
            ("同条 甲", "(& 同条 甲)"),
            ("甲 同条", "(& 甲 同条)"),
            ("甲 NEAR/x 乙", "(& 甲 NEAR/x 乙)"),
            ("number:〔2023〕3号", "#〔2023〕3号"),
            ("cites:国务院令第712号", "cites#国务院令第712号"),
            ("依据某政发〔2023〕3号文件", "依据某政发〔2023〕3号文件"),
        ] {
            assert_eq!(show(&parse(input).unwrap()), tree, "{input}");
        }
    }

    #[test]
    fn only_size_is_refused() {
        let kind = |input: &str| parse(input).unwrap_err().kind;
        assert_eq!(kind(&"a".repeat(4097)), QueryErrorKind::TooLong);
        assert_eq!(kind(&"(".repeat(65)), QueryErrorKind::TooDeep);
        assert_eq!(kind(&"-".repeat(70)), QueryErrorKind::TooDeep);
        assert!(parse(&"-".repeat(65)).is_ok());
        assert_eq!(kind(&"a ".repeat(257)), QueryErrorKind::TooManyClauses);
        assert_eq!(parse(&"(".repeat(66)).unwrap_err().position, 65);
        assert!(parse(&"a ".repeat(256)).is_ok());
        assert!(parse(&format!("{}a{}", "(".repeat(64), ")".repeat(64))).is_ok());
    }

    proptest! {
        #[test]
        fn every_text_is_a_query(text in "[ab()\"“”:：\\-+ 〔〕2023号第ORANDT.年title甲]{0,60}|\\PC{0,40}") {
            prop_assert!(parse(&text).is_ok());
        }
    }
}
