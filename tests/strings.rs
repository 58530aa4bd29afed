//! Strings: sequences of one-character strings, and the functions of text.

mod support;

#[test]
fn as_sequences() {
    gives! {
        "(count \"aé😀\")" => "3";
        "(first \"héllo\")" => "\"h\"";
        "(last \"abc\")" => "\"c\"";
        "(rest \"abc\")" => "\"bc\"";
        "(reverse \"aé😀\")" => "\"😀éa\"";
        "(take 2 \"abc\")" => "\"ab\"";
        "(drop 1 \"abc\")" => "\"bc\"";
        "(nth \"abc\" 1)" => "\"b\"";
        "(map upper \"ab\")" => "[\"A\" \"B\"]";
        "(filter (fn [c] (not= c \"b\")) \"abc\")" => "[\"a\" \"c\"]";
        "(vec \"ab\")" => "[\"a\" \"b\"]";
        "(frequencies \"aab\")" => "{\"a\" 2 \"b\" 1}";
        "(empty? \"\")" => "true";
        "(apply str (reverse [\"a\" \"b\"]))" => "\"ba\"";
        "(join \"-\" (map str [1 2 3]))" => "\"1-2-3\"";
        "(reduce str \"\" [\"a\" \"b\"])" => "\"ab\"";
    }
}

#[test]
fn as_text() {
    gives! {
        "(str)" => "\"\"";
        "(str nil)" => "\"nil\"";
        "(str \"a\" 1 2.0 :k 'x nil true)" => "\"a12.0:kxniltrue\"";
        "(str [\"a\" 1])" => "\"[\\\"a\\\" 1]\"";
        "(str {:a \"b\"})" => "\"{:a \\\"b\\\"}\"";
        "(upper \"aé\")" => "\"AÉ\"";
        "(split \"a,b\" \",\")" => "[\"a\" \"b\"]";
        "(trim \"  a \")" => "\"a\"";
        "(replace \"aXa\" \"a\" \"b\")" => "\"bXb\"";
        "(subs \"hello\" 1 3)" => "\"el\"";
        "(index-of \"hello\" \"l\")" => "2";
        "(index-of \"hello\" \"z\")" => "nil";
        "(starts-with? \"hello\" \"he\")" => "true";
        "(parse-int \"42\")" => "42";
        "(parse-int \"x\")" => "nil";
        "(+ 1 (or (parse-int \"x\") 0))" => "1";
        "(parse-float \"2.5\")" => "2.5";
        "(keyword \"a\")" => ":a";
        "(name :a/b)" => "\"b\"";
        "(format \"%s=%d\" \"x\" 5)" => "\"x=5\"";
    }
    fails! {
        "(subs \"abc\" 2 9)" => IndexOutOfBounds;
        "(nth \"abc\" 9)" => IndexOutOfBounds;
        "(upper (if (= 1 1) 1 \"a\"))" => TypeError;
    }
}
