//! Lists: built, walked, taken apart.

use std::hint::black_box;

use rtfs::List;

use crate::rounds::{N, compare};

pub(crate) fn lists() {
    compare(
        "list: build by cons, walk by rest",
        vec![
            (
                "rpds",
                Box::new(|| {
                    let mut list = rpds::ListSync::new_sync();
                    (0..N as i64).for_each(|i| list.push_front_mut(i));
                    let mut n = 0;
                    while let Some(first) = list.first() {
                        n ^= first;
                        list.drop_first_mut();
                    }
                    black_box(n);
                    N
                }),
            ),
            (
                "List",
                Box::new(|| {
                    let mut list = List::new();
                    for i in 0..N as i64 {
                        list = list.cons(i);
                    }
                    let mut n = 0;
                    while let Some(first) = list.first() {
                        n ^= first;
                        list = list.rest();
                    }
                    black_box(n);
                    N
                }),
            ),
            (
                "Vec made a List",
                Box::new(|| {
                    let mut list: List<i64> = (0..N as i64).collect();
                    let mut n = 0;
                    while let Some(first) = list.first() {
                        n ^= first;
                        list = list.rest();
                    }
                    black_box(n);
                    N
                }),
            ),
            (
                "cells",
                Box::new(|| {
                    let mut list = List::new();
                    let mut shared = List::new();
                    for i in 0..N as i64 {
                        shared = list.clone();
                        list = list.cons(i);
                    }
                    drop(shared);
                    let mut n = 0;
                    while let Some(first) = list.first() {
                        n ^= first;
                        list = list.rest();
                    }
                    black_box(n);
                    N
                }),
            ),
        ],
    );
}
