//! Reads the table of words `tesseract` answers with.
use crate::import::{Recognized, RecognizedLine};

/// The level of a row that holds a word.
const WORD: &str = "5";
/// Gap between words, as a share of the line's height, from which they are fields of their own.
const FIELD_GAP: f64 = 2.0;

/// A row of the table that holds a word.
struct Word<'t> {
    /// Page, block, paragraph and line.
    at: [u32; 4],
    frame: [u32; 4],
    confidence: f64,
    text: &'t str,
}

/// The words of an answer, put together into lines.
pub(super) fn read(answer: &str) -> Recognized {
    let mut lines: Vec<RecognizedLine> = Vec::new();
    let mut open: Vec<Word<'_>> = Vec::new();
    let mut block = 0;
    for word in answer.lines().filter_map(word) {
        if let Some(last) = open.last()
            && last.at != word.at
        {
            let is_same_block = last.at.first_chunk::<2>() == word.at.first_chunk::<2>();
            lines.extend(line(&open, block));
            block += u32::from(!is_same_block);
            open.clear();
        }
        open.push(word);
    }
    lines.extend(line(&open, block));
    Recognized { lines }
}

fn word(row: &str) -> Option<Word<'_>> {
    let mut fields = row.splitn(12, '\t');
    if fields.next()? != WORD {
        return None;
    }
    let mut number = || fields.next()?.parse::<u32>().ok();
    let at = [number()?, number()?, number()?, number()?];
    number()?;
    let frame = [number()?, number()?, number()?, number()?];
    let confidence: f64 = fields.next()?.parse().ok()?;
    let text = fields.next()?.trim();
    (!text.is_empty()).then_some(Word {
        at,
        frame,
        confidence: confidence.clamp(0.0, 100.0),
        text,
    })
}

fn line(words: &[Word<'_>], block: u32) -> Option<RecognizedLine> {
    let first = words.first()?;
    let [mut left, mut top, ..] = first.frame;
    let (mut right, mut bottom) = (0, 0);
    for word in words {
        let [x, y, width, height] = word.frame;
        left = left.min(x);
        top = top.min(y);
        right = right.max(x.saturating_add(width));
        bottom = bottom.max(y.saturating_add(height));
    }
    let height = f64::from(bottom.saturating_sub(top));
    let mut text = String::new();
    let mut ended = first.frame[0];
    let (mut sure, mut chars) = (0.0, 0.0);
    for word in words {
        let [x, _, width, _] = word.frame;
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
        let are_letters =
            is_letter(text.chars().next_back()) && is_letter(word.text.chars().next());
        let gap = f64::from(x.saturating_sub(ended));
        if !text.is_empty() && (are_letters || gap > height * FIELD_GAP) {
            text.push(' ');
        }
        text.push_str(word.text);
        ended = x.saturating_add(width);
        let length = word.text.chars().count() as f64;
        sure += word.confidence * length;
        chars += length;
    }
    Some(RecognizedLine {
        text,
        confidence: (sure / chars) as u8,
        frame: [
            left,
            top,
            right.saturating_sub(left),
            bottom.saturating_sub(top),
        ],
        block,
        page: first.at[0].max(1),
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    const ANSWER: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
1\t1\t0\t0\t0\t0\t0\t0\t1400\t700\t-1\t
4\t1\t1\t1\t1\t0\t60\t70\t1300\t40\t-1\t
5\t1\t1\t1\t1\t1\t60\t70\t80\t40\t90.5\t岚岳
5\t1\t1\t1\t1\t2\t150\t70\t40\t40\t60.5\t市
5\t1\t1\t1\t1\t3\t200\t70\t40\t40\t80\tPM2.5
5\t1\t1\t1\t1\t4\t250\t70\t40\t40\t80\t35
5\t1\t1\t1\t1\t5\t500\t70\t40\t40\t80\t达标
5\t1\t1\t1\t2\t1\t60\t120\t80\t40\t-1\t一
5\t1\t2\t1\t1\t1\t60\t220\t80\t40\t96\t二
5\t2\t1\t1\t1\t1\t60\t220\t80\t40\t96\t三
5\tx\t1\t1\t1\t1\t60\t220\t80\t40\t96\t四
";

    #[test]
    fn words_become_lines_with_their_block_page_and_confidence() {
        let lines = read(ANSWER).lines;
        let texts: Vec<&str> = lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(texts, ["岚岳市PM2.5 35 达标", "一", "二", "三"]);
        // (90.5·2 + 60.5 + 80·5 + 80·2 + 80·2) / 12
        let sure: Vec<u8> = lines.iter().map(|l| l.confidence).collect();
        assert_eq!(sure, [80, 0, 96, 96]);
        let blocks: Vec<u32> = lines.iter().map(|l| l.block).collect();
        assert_eq!(blocks, [0, 0, 1, 2]);
        assert_eq!(lines[0].frame, [60, 70, 480, 40]);
        let pages: Vec<u32> = lines.iter().map(|l| l.page).collect();
        assert_eq!(pages, [1, 1, 1, 2]);
    }

    #[test]
    fn an_answer_that_is_no_table_holds_no_lines() {
        assert!(read("").lines.is_empty());
        assert!(read("Error during processing.\n5\t1\t1").lines.is_empty());
    }
}
