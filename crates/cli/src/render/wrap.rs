//! Painted words in lines of a given width.
//!
//! Takes text piece by piece, gives lines; what is painted does not count as width. Control characters become spaces: pages
//! cannot talk to the terminal.

pub(crate) struct Wrap {
    width: usize,
    /// Characters before every line but the first.
    indent: usize,
    out: String,
    column: usize,
    /// What has been added since the last space: goes to the next line as a whole.
    word: String,
    length: usize,
    /// A space stands before the word.
    space: bool,
}

impl Wrap {
    pub(crate) fn new(width: usize, indent: usize) -> Self {
        Self { width, indent, out: String::new(), column: 0, word: String::new(), length: 0, space: false }
    }

    /// Text that is not cut, painted.
    pub(crate) fn add(&mut self, text: &str, paint: impl Fn(&str) -> String) {
        let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.length += clean.chars().count();
        self.word.push_str(&paint(&clean));
    }

    /// Running text: lines may break at its spaces.
    pub(crate) fn words(&mut self, text: &str, paint: impl Fn(&str) -> String) {
        let loose = |c: char| c.is_whitespace() || c.is_control();
        for (index, word) in text.split(loose).enumerate() {
            if index > 0 {
                self.space();
            }
            if !word.is_empty() {
                self.add(word, &paint);
            }
        }
    }

    /// A place where the line may break; several are one.
    pub(crate) fn space(&mut self) {
        if self.length > 0 {
            self.place();
        }
        self.space = true;
    }

    fn place(&mut self) {
        let gap = usize::from(self.space && self.column > 0);
        if self.column > self.indent && self.column + gap + self.length > self.width {
            self.out.push('\n');
            self.out.push_str(&" ".repeat(self.indent));
            self.column = self.indent;
        } else if gap > 0 {
            self.out.push(' ');
            self.column += 1;
        }
        self.out.push_str(&self.word);
        self.column += self.length;
        self.word.clear();
        (self.length, self.space) = (0, false);
    }

    /// The lines, the last one ended too.
    pub(crate) fn end(mut self) -> String {
        if self.length > 0 {
            self.place();
        }
        self.out.push('\n');
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_width_and_paint_has_none() {
        let mut wrap = Wrap::new(12, 2);
        wrap.words("one two three\u{1b}[2J four", |word| format!("<{word}>"));
        assert_eq!(wrap.end(), "<one> <two>\n  <three> <[2J>\n  <four>\n");
    }

    #[test]
    fn a_word_longer_than_the_line_stays_whole() {
        let mut wrap = Wrap::new(4, 0);
        wrap.words("incomprehensible so", str::to_owned);
        assert_eq!(wrap.end(), "incomprehensible\nso\n");
    }
}
