use super::*;
use crate::codegen::untraced;
use crate::{Error, ErrorKind};

const LIMIT: i64 = 1 << 62;

fn big() -> Int {
    Int::Small(i64::MAX).inc()
}

#[test]
fn a_word_holds_what_needs_63_bits() {
    assert_eq!(Word::small(LIMIT - 1), Some(Word((LIMIT - 1) * 2)));
    assert_eq!(Word::small(-LIMIT), Some(Word(i64::MIN)));
    assert_eq!(Word::small(LIMIT), None);
    let before = mark();
    for int in [
        0,
        -1,
        7,
        LIMIT - 1,
        LIMIT,
        -LIMIT,
        -LIMIT - 1,
        i64::MAX,
        i64::MIN,
    ] {
        assert_eq!(of(int).as_i64(), Some(int));
        assert_eq!(get(of(int)), Int::Small(int));
    }
    // Four of them need the region, and each was made a word twice.
    assert_eq!(mark(), before + 8);
    assert_eq!(word(big()).as_i64(), None);
    back_to(before);
}

#[test]
fn an_operation_uses_its_words_up() {
    let before = mark();
    let (a, b) = (word(big()), word(big()));
    assert_eq!(mark(), before + 2);
    let zero = sub(a, b);
    assert_eq!((zero, mark()), (Word(0), before));
    let a = word(big());
    let twice = add(clone(a), a);
    assert_eq!(mark(), before + 1);
    assert_eq!(int(twice), big().add(big()));
    assert_eq!(mark(), before);
    let most = of(LIMIT - 1);
    assert_eq!(get(add(most, of(LIMIT))), Int::Small(i64::MAX));
    assert_eq!(get(inc(of(i64::MAX))), big());
    assert_eq!(dec(Word(2)), Word(0));
    assert_eq!(modulo(of(-7), of(5)).unwrap(), of(3));
    assert_eq!(
        quot(of(1), of(0)).unwrap_err().kind(),
        ErrorKind::DivisionByZero
    );
    back_to(before);
}

#[test]
fn a_question_leaves_its_words() {
    let before = mark();
    let (a, b) = (word(big()), word(big().inc()));
    assert!(lt(a, b) && le(a, b) && !gt(a, b) && !ge(a, b) && !eq(a, b) && eq(a, a));
    assert!(is_even(a) && is_odd(b) && is_positive(a) && !is_negative(a) && !is_zero(a));
    assert_eq!(index(a), i64::MAX);
    assert_eq!((int(b), int(a)), (big().inc(), big()));
    assert_eq!(mark(), before);
}

#[test]
fn rounds_keep_what_goes_on_and_free_the_rest() {
    let before = mark();
    let mut last = word(big());
    for _ in 0..10_000 {
        // The word before is not used up.
        last = inc(clone(last));
        [last] = keep(before, [last]);
        assert!(mark() <= before + SLACK + 2);
    }
    assert_eq!(
        finish_int(before, Ok(last)).unwrap(),
        big().add(Int::Small(10_000))
    );
    assert_eq!(mark(), before);
}

#[test]
fn a_call_frees_all_but_its_result() {
    fn fast(n: i64) -> Result<i64> {
        n.checked_mul(2).ok_or_else(Error::exit)
    }
    fn wide(n: Word) -> Result<Word> {
        let _ = clone(n);
        Ok(add(clone(n), n))
    }
    fn fails(n: Word) -> Result<bool> {
        let _ = clone(n);
        Err(Error::constant(ErrorKind::Thrown, "no"))
    }
    let before = mark();
    assert_eq!(calls::int_1(of(3), fast, wide, untraced, 0).unwrap(), of(6));
    let twice = calls::int_1(of(i64::MAX), fast, wide, untraced, 0).unwrap();
    // The argument, which was used up, and the result.
    assert_eq!(mark(), before + 2);
    assert_eq!(get(twice), Int::Small(i64::MAX).add(Int::Small(i64::MAX)));
    back_to(before);
    assert_eq!(calls::int_whole_1(big(), wide).unwrap(), big().add(big()));
    let error = calls::any_whole_1(big(), fails).unwrap_err();
    assert_eq!((error.kind(), mark()), (ErrorKind::Thrown, before));
}

#[test]
fn walks_give_the_ints_of_a_range() {
    let before = mark();
    let all = |steps: Steps| steps.map(get).collect::<Vec<Int>>();
    let ints = |ints: &[i64]| ints.iter().copied().map(Int::from).collect::<Vec<Int>>();
    assert_eq!(all(range(of(-1), of(2))), ints(&[-1, 0, 1]));
    assert!(all(range(of(2), of(2))).is_empty());
    assert_eq!(all(steps(of(5), of(0), of(-2)).unwrap()), ints(&[5, 3, 1]));
    assert!(steps(of(0), of(1), of(0)).is_err());
    let first: Vec<Int> = from(word(big())).take(2).map(get).collect();
    assert_eq!(first, [big(), big().inc()]);
    back_to(before);
}
