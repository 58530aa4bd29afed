//! The game of life, against the same rule over a grid in Rust and a pattern whose history is known.

use std::collections::BTreeSet;

use rtfs::Int;

rtfs::include_rtfs!("../../examples/programs/life.rtfs");

type Grid = BTreeSet<(i64, i64)>;

/// A generation by counting the neighbours of each place of the rectangle around the live cells.
fn next(alive: &Grid) -> Grid {
    let xs = || alive.iter().map(|cell| cell.0);
    let ys = || alive.iter().map(|cell| cell.1);
    let (Some(left), Some(right)) = (xs().min(), xs().max()) else {
        return Grid::new();
    };
    let (top, bottom) = (ys().min().unwrap(), ys().max().unwrap());
    let mut next = Grid::new();
    for y in top - 1..=bottom + 1 {
        for x in left - 1..=right + 1 {
            let around = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
            let around = around.filter(|&(dx, dy)| alive.contains(&(x + dx, y + dy)));
            let n = around.filter(|&step| step != (0, 0)).count();
            if n == 3 || (n == 2 && alive.contains(&(x, y))) {
                next.insert((x, y));
            }
        }
    }
    next
}

fn picture(alive: &Grid, size: i64) -> String {
    let line = |y| (0..size).map(move |x| if alive.contains(&(x, y)) { 'O' } else { '.' });
    let lines: Vec<String> = (0..size).map(|y| line(y).collect()).collect();
    lines.join("\n")
}

/// A grid of cells that are alive by a hash of their place.
fn soup(seed: i64, size: i64) -> Grid {
    let is_alive =
        |x: i64, y: i64| (x * 31 + y * 17 + seed * 101).wrapping_mul(2_654_435_761) >> 7 & 7 < 3;
    let cells = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
    cells.filter(|&(x, y)| is_alive(x, y)).collect()
}

fn grid(alive: &rtfs::Set<(Int, Int)>) -> Grid {
    let place = |int: &Int| int.as_i64().unwrap();
    alive.iter().map(|(x, y)| (place(x), place(y))).collect()
}

#[test]
fn generations_are_those_of_the_rule() {
    for seed in 0..8 {
        let mut expected = soup(seed, 16);
        let mut alive = cells(picture(&expected, 16)).unwrap();
        assert!(expected.len() > 60, "a soup of {} cells", expected.len());
        for generation in 0..12 {
            assert_eq!(
                grid(&alive),
                expected,
                "seed {seed}, generation {generation}"
            );
            alive = step(alive).unwrap();
            expected = next(&expected);
        }
    }
}

#[test]
fn the_r_pentomino_settles_as_is_known() {
    let start = cells(".OO\nOO.\n.O.").unwrap();
    let settled = after(1103, start).unwrap();
    assert_eq!(settled.len(), 116);
    assert_eq!(period(4, settled).unwrap(), None, "its gliders fly on");
}

#[test]
fn pictures_and_periods() {
    let glider = cells(".O.\n..O\nOOO").unwrap();
    assert_eq!(
        draw(after(4, glider.clone()).unwrap()).unwrap(),
        ".O.\n..O\nOOO"
    );
    assert_eq!(
        grid(&after(400, glider.clone()).unwrap()),
        grid(&glider)
            .iter()
            .map(|(x, y)| (x + 100, y + 100))
            .collect()
    );
    assert_eq!(period(10, glider).unwrap(), Some(Int::from(4)));
    assert_eq!(draw(cells("...\n...").unwrap()).unwrap(), "");
}
