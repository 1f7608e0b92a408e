//! From typed text to [`Node`]s: a small reader that takes every bare text.

use super::field::{Behind, FieldName, field_named, meaning};
use super::{
    FIELDS, MAX_BYTES, MAX_CLAUSES, MAX_DEPTH, Node, QueryError, QueryErrorKind, QueryNote,
    Reading, Scope,
};
use crate::index::fold::is_invisible;
use crate::index::near::Nearness;
use crate::index::number::{key_at_start, key_of};
use std::borrow::Cow;

/// Characters that may stand between the words of a bare `NEAR`.
const DISTANCE: u32 = 10;

/// Reads a query.
///
/// # Errors
/// When it is longer, deeper or has more clauses than the limits allow, or a
/// condition on dates or numbers (by its English name) can hold for none.
pub fn parse(input: &str) -> Result<Reading, QueryError> {
    if input.len() > MAX_BYTES {
        return Err(QueryError {
            kind: QueryErrorKind::TooLong,
            position: MAX_BYTES,
        });
    }
    let (visible, origin) = visible(input);
    // Positions are those of the text as it was typed.
    let typed = |at: usize| origin.get(at).copied().unwrap_or(input.len().min(at));
    let mut reader = Reader {
        input: &visible,
        at: 0,
        depth: 0,
        clauses: 0,
        notes: Vec::new(),
    };
    let node = reader.whole().map_err(|error| QueryError {
        position: typed(error.position),
        ..error
    })?;
    let notes = reader.notes.into_iter().map(|note| QueryNote {
        position: typed(note.position),
        ..note
    });
    Ok(Reading {
        node,
        notes: notes.collect(),
    })
}

/// The text without characters that print nothing, and where each byte of it
/// was; without such characters the text itself.
fn visible(input: &str) -> (Cow<'_, str>, Vec<usize>) {
    let hidden = |c: char| is_invisible(c) && !c.is_whitespace();
    if !input.contains(hidden) {
        return (Cow::Borrowed(input), Vec::new());
    }
    let mut out = String::with_capacity(input.len());
    let mut origin = Vec::with_capacity(input.len());
    for (at, c) in input.char_indices().filter(|(_, c)| !hidden(*c)) {
        out.push(c);
        origin.extend((at..).take(c.len_utf8()));
    }
    origin.push(input.len());
    (Cow::Owned(out), origin)
}

struct Reader<'a> {
    input: &'a str,
    /// Bytes read.
    at: usize,
    depth: usize,
    clauses: usize,
    notes: Vec<QueryNote>,
}

impl<'a> Reader<'a> {
    fn whole(&mut self) -> Result<Node, QueryError> {
        if let Some(key) = key_of(self.input) {
            return Ok(Node::Number(key, self.input.trim().to_owned()));
        }
        let mut parts = Vec::new();
        // A `)` too many ends nothing: what follows it is read on.
        while self.at < self.input.len() {
            parts.extend(self.either()?);
            let at = self.at;
            if self.take(')') {
                self.note(at, "this `)` closes nothing and was passed over");
            }
        }
        Ok(join(parts, Node::And).unwrap_or(Node::All))
    }

    fn rest(&self) -> &'a str {
        self.input.get(self.at..).unwrap_or_default()
    }

    fn note(&mut self, position: usize, message: impl Into<String>) {
        /// More say no more.
        const MOST: usize = 16;
        if self.notes.len() < MOST {
            self.notes.push(QueryNote {
                position,
                message: message.into(),
            });
        }
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
        self.count(1)?;
        Ok(node)
    }

    fn count(&mut self, clauses: usize) -> Result<(), QueryError> {
        self.clauses = self.clauses.saturating_add(clauses);
        if self.clauses > MAX_CLAUSES {
            return Err(self.error(QueryErrorKind::TooManyClauses));
        }
        Ok(())
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
            if let Some(nearness) = nearness {
                parts.extend(self.together(before, nearness, parts.last(), &node)?);
            }
            parts.push(node);
        }
        Ok(join(parts, Node::And))
    }

    /// `a NEAR b NEAR c`: each with its neighbour. What is no word or phrase
    /// has no place in a text and is simply wanted too.
    fn together(
        &mut self,
        at: usize,
        nearness: Nearness,
        left: Option<&Node>,
        right: &Node,
    ) -> Result<Option<Node>, QueryError> {
        let (Some(left), Some(right)) = (left.and_then(plain_words), plain_words(right)) else {
            self.note(
                at,
                "only words and phrases can be near each other; read as AND",
            );
            return Ok(None);
        };
        // One word and one phrase have been counted as themselves.
        self.count((left.len() * right.len()).saturating_sub(1))?;
        Ok(Some(Node::Together(nearness, left, right)))
    }

    /// Takes `NEAR`, `NEAR/5`, `同句` or `同条` standing between two words.
    fn nearness(&mut self) -> Option<Nearness> {
        let rest = self.rest();
        let end = rest.find(char::is_whitespace)?;
        let (word, after) = rest.split_at(end);
        if self.at == 0 || after.trim_start().is_empty() {
            return None;
        }
        let at = self.at;
        let nearness = match word {
            "NEAR" => Nearness::Characters(DISTANCE),
            "同句" => Nearness::Sentence,
            "同条" | "同條" => Nearness::Article,
            _ => {
                let digits = word.strip_prefix("NEAR/")?;
                if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                    self.note(
                        at,
                        "after NEAR/ a number of characters is wanted; read as a word",
                    );
                    return None;
                }
                let most = digits.parse().unwrap_or_else(|_| {
                    self.note(at, format!("the distance was lowered to {}", u32::MAX));
                    u32::MAX
                });
                Nearness::Characters(most)
            }
        };
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
            let opened = self.at - 1;
            return self.nested(|reader| {
                let inner = reader.either()?;
                reader.skip_spaces();
                if !reader.take(')') {
                    reader.note(opened, "this `(` is never closed; closed at the end");
                }
                Ok(inner)
            });
        }
        if let Some(words) = self.quoted() {
            return self.phrase(Scope::Any, words);
        }
        let start = self.at;
        let word = self.word();
        if let Some((name, value)) = split_field(word) {
            let after = self.at;
            if let Some(node) = self.field(start, name, value)? {
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
        let node = match begun(word) {
            Some("") => return Ok(Some(Node::All)),
            Some(words) => Node::Prefix(Scope::Any, words.to_owned()),
            None => Node::Word(Scope::Any, word.to_owned()),
        };
        self.clause(node).map(Some)
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
        let opened = self.at;
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
        if !self.take(close) {
            self.note(opened, "this quote is never closed; it runs to the end");
        }
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
    fn field(&mut self, at: usize, name: &str, value: &str) -> Result<Option<Node>, QueryError> {
        let Some(field) = field_named(name) else {
            if !value.is_empty() && !value.starts_with("//") {
                let known: Vec<&str> = FIELDS
                    .iter()
                    .filter_map(|(_, n)| n.first().copied())
                    .collect();
                let message = format!(
                    "`{name}` is no field; read as a word. Fields: {}",
                    known.join(" ")
                );
                self.note(at, message);
            }
            return Ok(None);
        };
        let quoted = if value.is_empty() || value.starts_with('“') {
            self.at -= value.len();
            self.quoted()
        } else {
            None
        };
        let behind = match (quoted, begun(value)) {
            (Some(words), _) => Behind::Quoted(words),
            (None, Some(words)) => Behind::Begun(words),
            (None, None) => Behind::Bare(value),
        };
        let (Behind::Bare(words) | Behind::Quoted(words) | Behind::Begun(words)) = behind;
        if words.trim().is_empty() {
            return Ok(None);
        }
        let number = matches!(field, FieldName::Number | FieldName::Cites);
        if number
            && quoted.is_none()
            && let Some(node) = self.spaced_number(field, value)
        {
            return Ok(Some(node));
        }
        match meaning(field, behind) {
            Ok(node) => Ok(Some(node)),
            // `日期：见附件` is a piece of text; `date:` is only ever a field.
            Err(kind) if name.is_ascii() => Err(QueryError { kind, position: at }),
            Err(kind) => {
                let why = QueryError { kind, position: at };
                self.note(at, format!("read as a word: {why}"));
                Ok(None)
            }
        }
    }

    /// `number:某政发 〔2023〕 3号`: a number may hold spaces.
    fn spaced_number(&mut self, field: FieldName, value: &str) -> Option<Node> {
        let start = self.at.checked_sub(value.len())?;
        let rest = self.input.get(start..)?;
        let (length, key) = key_at_start(rest)?;
        let after = rest.get(length..)?;
        if !ends_word(after) {
            return None;
        }
        let typed = rest.get(..length)?.to_owned();
        self.at = start + length;
        Some(match field {
            FieldName::Cites => Node::Cites(key),
            _ => Node::Number(key, typed),
        })
    }
}

/// The words before the star of `营商*`.
fn begun(word: &str) -> Option<&str> {
    word.strip_suffix(['*', '＊'])
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

/// The words of a node that stands for itself anywhere, or of a group of such.
fn plain_words(node: &Node) -> Option<Vec<String>> {
    match node {
        Node::Word(Scope::Any, words) | Node::Phrase(Scope::Any, words) => {
            Some(vec![words.clone()])
        }
        Node::Or(parts) => {
            let lists: Option<Vec<Vec<String>>> = parts.iter().map(plain_words).collect();
            Some(lists?.concat())
        }
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
