//! Sudoku by search: known solutions, puzzles without one, and what is no puzzle.

use rtfs::ErrorKind;

rtfs::include_rtfs!("../../examples/programs/sudoku.rtfs");

/// Whether every row, column and box of a solution has each digit once, and it keeps what the puzzle gives.
fn is_solution(puzzle: &str, solution: &str) -> bool {
    let digits: Vec<u8> = solution.bytes().collect();
    let kept = puzzle
        .bytes()
        .zip(&digits)
        .all(|(given, digit)| given == b'.' || given == *digit);
    let whole = |cells: Vec<usize>| {
        let mut found: Vec<u8> = cells.iter().map(|cell| digits[*cell]).collect();
        found.sort_unstable();
        found == b"123456789"
    };
    kept && digits.len() == 81
        && (0..9).all(|i| {
            let corner = i / 3 * 27 + i % 3 * 3;
            whole((0..9).map(|j| i * 9 + j).collect())
                && whole((0..9).map(|j| j * 9 + i).collect())
                && whole((0..9).map(|j| corner + j / 3 * 9 + j % 3).collect())
        })
}

const EASY: &str =
    "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79";

#[test]
fn puzzles_have_the_solution_that_is_known() {
    for (puzzle, solution) in [
        (
            EASY,
            "534678912672195348198342567859761423426853791713924856961537284287419635345286179",
        ),
        (
            "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4..",
            "812753649943682175675491283154237896369845721287169534521974368438526917796318452",
        ),
    ] {
        let found = solve(puzzle).unwrap().unwrap();
        assert_eq!(found, solution);
        assert!(is_solution(puzzle, &found));
    }
    let empty = ".".repeat(81);
    assert!(is_solution(
        &empty,
        &solve(empty.as_str()).unwrap().unwrap()
    ));
}

#[test]
fn a_puzzle_without_solution_gives_nothing() {
    assert_eq!(
        solve(format!("5{}", &EASY[1..]).replacen('.', "5", 1)).unwrap(),
        None
    );
    // No digit is left for the last cell of the first row.
    let row = "12345678.........9";
    assert_eq!(solve(format!("{row}{}", ".".repeat(63))).unwrap(), None);
}

#[test]
fn what_is_no_puzzle_is_an_error() {
    let error = solve("123").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ValidationError);
    assert_eq!(
        show(EASY).unwrap().lines().next(),
        Some("5 3 . . 7 . . . .")
    );
}
