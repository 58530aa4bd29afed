//! The table of ratios as a chart: a bar for each kernel, beside the line of hand-written Rust.

use std::fmt::Write as _;

use crate::table::Row;

/// Where bars begin, what a ratio of one is wide, and how far apart kernels are, in pixels.
const LEFT: f64 = 150.0;
const UNIT: f64 = 260.0;
const STEP: f64 = 22.0;
/// Above the first bar.
const TOP: f64 = 52.0;
/// What a bar may be at most, as a ratio.
const MOST: f64 = 2.1;

/// The chart as SVG. Both colours can be read on white and on black.
pub(crate) fn svg(rows: &[Row], caption: &str) -> String {
    let height = TOP + STEP * rows.len() as f64 + 30.0;
    let width = LEFT + UNIT * MOST + 60.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         font-family=\"sans-serif\" font-size=\"12\" fill=\"#808080\">\n\
         <title>Time relative to hand-written Rust</title>\n\
         <text x=\"{LEFT}\" y=\"18\" font-weight=\"bold\">Time relative to hand-written Rust: less is better</text>\n\
         <text x=\"{LEFT}\" y=\"36\">{}: RTFS without types; the mark is what it must reach</text>\n",
        escaped(caption)
    );
    for (index, row) in rows.iter().enumerate() {
        let y = TOP + STEP * index as f64;
        let (length, bar) = (UNIT * row.plain.min(MOST), UNIT * row.bar.min(MOST));
        let colour = if row.plain <= row.bar {
            "#2f81f7"
        } else {
            "#d1242f"
        };
        let _ = write!(
            svg,
            "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">{}</text>\n\
             <rect x=\"{LEFT}\" y=\"{:.0}\" width=\"{length:.1}\" height=\"14\" fill=\"{colour}\"/>\n\
             <rect x=\"{:.1}\" y=\"{:.0}\" width=\"2\" height=\"18\"/>\n\
             <text x=\"{:.0}\" y=\"{:.0}\">{:.2}</text>\n",
            LEFT - 8.0,
            y + 12.0,
            escaped(row.name),
            y,
            LEFT + bar,
            y - 2.0,
            LEFT + length.max(bar) + 8.0,
            y + 12.0,
            row.plain
        );
    }
    let (x, bottom) = (LEFT + UNIT, height - 26.0);
    let _ = write!(
        svg,
        "<path d=\"M{x} {:.0}V{bottom:.0}\" stroke=\"#808080\" stroke-dasharray=\"3 3\"/>\n\
         <text x=\"{x}\" y=\"{:.0}\" text-anchor=\"middle\">Rust</text>\n</svg>\n",
        TOP - 6.0,
        height - 8.0
    );
    svg
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
