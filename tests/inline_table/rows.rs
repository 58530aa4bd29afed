lexes! {
    (quasiquote (a ~b ~@c))
}
lexes! {
    (quote (1 2))
}
lexes! {
    (quote [a b])
}
lexes! {
    (quote (quote x))
}
lexes! {
    (quote :k)
}
lexes! {
    (quote "s")
}
lexes! {
    (quote 1)
}
lexes! {
    // don't
}
lexes! {
    // see (f
}
lexes! {
    // ok :)
}
lexes! {
    // say "hi
}
lexes! {
    // a — b
}
lexes! {
    // C:\x
}
lexes! {
    /* don't */
}
lexes! {
    "\u{0041}"
}
lexes! {
    "\u{1F600}"
}
lexes! {
    (str a "s")
}
lexes! {
    #uuid "1111116e-e29b-41d4-a716-446655440000"
}
