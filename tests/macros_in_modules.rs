//! Macros of modules: exported and imported like functions, and what their templates name stays theirs.

mod support;

#[test]
fn modules_export_macros() {
    gives! {
        "(module m (defmacro twice [x] `(* 2 ~x))) (import m) (m/twice 4)" => "8";
        "(module m (defmacro twice [x] `(* 2 ~x))) (import m :as n) [(n/twice 4) (m/twice 5)]" => "[8 10]";
        "(module m (defmacro twice [x] `(* 2 ~x))) (import m :only [twice]) (twice 4)" => "8";
        "(module a.b/c (defmacro twice [x] `(* 2 ~x))) (import a.b.c) [(c/twice 1) (a.b.c/twice 2) (a.b/c/twice 3)]" => "[2 4 6]";
        "(module m (:exports [twice f]) (defmacro twice [x] `(* 2 ~x)) (defn f [] (twice 4))) (import m :only [f twice]) [(f) (twice (f))]" => "[8 16]";
        "(import m) (module m (defmacro twice [x] `(* 2 ~x))) (def eight (m/twice 4)) eight" => "8";
    }
}

#[test]
fn templates_mean_what_they_mean_at_home() {
    gives! {
        "(module m (defn- helper [x] (* 10 x)) (defmacro m [x] `(helper ~x))) (import m :only [m]) (defn helper [x] :mine) [(m 4) (helper 4)]" => "[40 :mine]";
        "(module m (defn- helper [x] (* 10 x)) (defmacro m [x] `(helper ~x))) (import m) (let [helper 1 m 2] [(m/m 4) m])" => "[40 2]";
        "(module m (def base 7) (defmacro add [x] `(+ base ~x))) (import m) (def base 1) (def c (m/add base)) c" => "8";
        "(module m (defstruct P :x :int) (defmacro p [x] `(->P ~x)) (defmacro x-of [p] `(let [{x# :x} (P ~p)] x#))) (import m) [(m/p 3) (m/x-of {:x 4})]" => "[{:x 3} 4]";
        "(module m (defmacro count-of [xs] `(count ~xs))) (import m) (defn count [xs] :mine) [(m/count-of [1 2]) (count [])]" => "[2 :mine]";
        "(module low (defn- f [x] (inc x)) (defmacro one [x] `(f ~x))) (module high (import low :as l) (defmacro two [x] `(l/one (l/one ~x)))) (import high) (high/two 5)" => "7";
        "(module low (defmacro one [x] `(inc ~x))) (module high (import low :only [one]) (defmacro two [x] `(one (one ~x)))) (import high :only [two]) (two 5)" => "7";
    }
}

#[test]
fn macros_call_what_modules_define() {
    gives! {
        "(module m (defn fact [n] (reduce * (range 1 (inc n))))) (import m) (defmacro fact-of [n] (m/fact n)) (fact-of 20)" => "2432902008176640000";
        "(module low (def k 3) (defn f [x] (* k x))) (module high (import low :only [f]) (defn- g [x] (f (f x))) (defmacro nine [x] (g x))) (import high) (high/nine 2)" => "18";
        "(module m (defmacro two [] 2)) (import m) (defmacro four [] (* (m/two) (m/two))) (four)" => "4";
        "(module m (defmacro defadd [name n] `(defmacro ~name [x#] (list '+ ~n x#)))) (import m :only [defadd]) (defadd add5 5) (add5 2)" => "7";
        "(module m (defmacro two [] 2) (defmacro macro-for [name e] `(defmacro ~name [] ~e))) (import m) (m/macro-for four (+ 2 2)) (four)" => "4";
    }
}

#[test]
fn macros_define_in_modules() {
    gives! {
        "(module m (defmacro getter [name k] `(defn ~name [m#] (~k m#))) (getter a-of :a)) (import m) (m/a-of {:a 5})" => "5";
        "(module m (defmacro both [a b] `(do (def ~a 1) (defn- ~b [] 2))) (both one two) (defn sum [] (+ one (two)))) (import m) (m/sum)" => "3";
        "(module m (defmacro nothing [] nil) (nothing) (def x 4)) (import m) m/x" => "4";
        "(module m (defmacro twice [x] `(* 2 ~x))) (import m) (macroexpand '(m/twice 4))" => "(rtfs/* 2 4)";
    }
}

mod from_files {
    rtfs::include_rtfs!("macros/main.rtfs");
}

#[test]
fn files_give_macros() {
    assert_eq!(from_files::hello().unwrap(), "<p>Hello</p><br><p>world</p>");
    assert_eq!(from_files::heading("RTFS").unwrap(), "<h1>RTFS</h1>");
    assert_eq!(from_files::item(2).unwrap(), "<li>- 2</li>");
    assert_eq!(from_files::checked(3).unwrap(), 3);
    assert_eq!(from_files::five_times(4).unwrap(), 20);
    assert_eq!(from_files::checked(2).unwrap_err().message(), "too small");
    assert_eq!(from_files::text::markup::BR.get().unwrap(), "<br>");
}
