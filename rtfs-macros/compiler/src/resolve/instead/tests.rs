use std::collections::BTreeSet;

use super::*;

/// The public names of `clojure.core`, and the forms that Clojure's compiler has.
const CLOJURE: &str = "\
    * *' *1 *2 *3 *agent* *allow-unresolved-vars* *assert* *clojure-version* *command-line-args* *compile-files* \
    *compile-path* *compiler-options* *data-readers* *default-data-reader-fn* *e *err* *file* *flush-on-newline* \
    *fn-loader* *in* *math-context* *ns* *out* *print-dup* *print-length* *print-level* *print-meta* \
    *print-namespace-maps* *print-readably* *read-eval* *reader-resolver* *repl* *source-path* *suppress-read* \
    *unchecked-math* *use-context-classloader* *verbose-defrecords* *warn-on-reflection* + +' - -' -> ->> \
    ->ArrayChunk ->Eduction ->Vec ->VecNode ->VecSeq -cache-protocol-fn -reset-methods .. / < <= = == > >= \
    EMPTY-NODE Inst Inst-inst-ms* NaN? PrintWriter-on StackTraceElement->vec Throwable->map abs accessor aclone \
    add-classpath add-tap add-watch agent agent-error agent-errors aget alength alias all-ns alter alter-meta! \
    alter-var-root amap ancestors and any? apply areduce array-map as-> aset aset-boolean aset-byte aset-char \
    aset-double aset-float aset-int aset-long aset-short assert assoc assoc! assoc-in associative? atom await \
    await-for await1 bases bean bigdec bigint biginteger binding bit-and bit-and-not bit-clear bit-flip bit-not \
    bit-or bit-set bit-shift-left bit-shift-right bit-test bit-xor boolean boolean-array boolean? booleans \
    bound-fn bound-fn* bound? bounded-count butlast byte byte-array bytes bytes? case cast cat catch char \
    char-array char-escape-string char-name-string char? chars chunk chunk-append chunk-buffer chunk-cons \
    chunk-first chunk-next chunk-rest chunked-seq? class class? clear-agent-errors clojure-version coll? comment \
    commute comp comparator compare compare-and-set! compile complement completing concat cond cond-> cond->> \
    condp conj conj! cons constantly construct-proxy contains? count counted? create-ns create-struct cycle dec \
    dec' decimal? declare dedupe def default-data-readers definline definterface defmacro defmethod defmulti \
    defn defn- defonce defprotocol defrecord defstruct deftype delay delay? deliver denominator deref derive \
    descendants destructure disj disj! dissoc dissoc! distinct distinct? do doall dorun doseq dosync dotimes \
    doto double double-array double? doubles drop drop-last drop-while eduction empty empty? ensure \
    ensure-reduced enumeration-seq error-handler error-mode eval even? every-pred every? ex-cause ex-data \
    ex-info ex-message extend extend-protocol extend-type extenders extends? false? ffirst file-seq filter \
    filterv finally find find-keyword find-ns find-protocol-impl find-protocol-method find-var first flatten \
    float float-array float? floats flush fn fn? fnext fnil for force format frequencies future future-call \
    future-cancel future-cancelled? future-done? future? gen-class gen-interface gensym get get-in get-method \
    get-proxy-class get-thread-bindings get-validator group-by halt-when hash hash-combine hash-map \
    hash-ordered-coll hash-set hash-unordered-coll ident? identical? identity if if-let if-not if-some ifn? \
    import in-ns inc inc' indexed? infinite? init-proxy inst-ms inst-ms* inst? instance? int int-array int? \
    integer? interleave intern interpose into into-array ints io! isa? iterate iteration iterator-seq juxt keep \
    keep-indexed key keys keyword keyword? last lazy-cat lazy-seq let letfn line-seq list list* list? load \
    load-file load-reader load-string loaded-libs locking long long-array longs loop macroexpand macroexpand-1 \
    make-array make-hierarchy map map-entry? map-indexed map? mapcat mapv max max-key memfn memoize merge \
    merge-with meta method-sig methods min min-key mix-collection-hash mod monitor-enter monitor-exit munge name \
    namespace namespace-munge nat-int? neg-int? neg? new newline next nfirst nil? nnext not not-any? not-empty \
    not-every? not= ns ns-aliases ns-imports ns-interns ns-map ns-name ns-publics ns-refers ns-resolve \
    ns-unalias ns-unmap nth nthnext nthrest num number? numerator object-array odd? or parents parse-boolean \
    parse-double parse-long parse-uuid partial partition partition-all partition-by partitionv partitionv-all \
    pcalls peek persistent! pmap pop pop! pop-thread-bindings pos-int? pos? pr pr-str prefer-method prefers \
    primitives-classnames print print-ctor print-dup print-method print-simple print-str printf println \
    println-str prn prn-str promise proxy proxy-call-with-super proxy-mappings proxy-name proxy-super \
    push-thread-bindings pvalues qualified-ident? qualified-keyword? qualified-symbol? quot quote rand rand-int \
    rand-nth random-sample random-uuid range ratio? rational? rationalize re-find re-groups re-matcher \
    re-matches re-pattern re-seq read read+string read-line read-string reader-conditional reader-conditional? \
    realized? record? recur reduce reduce-kv reduced reduced? reductions ref ref-history-count ref-max-history \
    ref-min-history ref-set refer refer-clojure reify release-pending-sends rem remove remove-all-methods \
    remove-method remove-ns remove-tap remove-watch repeat repeatedly replace replicate require \
    requiring-resolve reset! reset-meta! reset-vals! resolve rest restart-agent resultset-seq reverse \
    reversible? rseq rsubseq run! satisfies? second select-keys send send-off send-via seq \
    seq-to-map-for-destructuring seq? seqable? seque sequence sequential? set set! set-agent-send-executor! \
    set-agent-send-off-executor! set-error-handler! set-error-mode! set-validator! set? short short-array shorts \
    shuffle shutdown-agents simple-ident? simple-keyword? simple-symbol? slurp some some-> some->> some-fn some? \
    sort sort-by sorted-map sorted-map-by sorted-set sorted-set-by sorted? special-symbol? spit split-at \
    split-with splitv-at str stream-into! stream-reduce! stream-seq! stream-transduce! string? struct struct-map \
    subs subseq subvec supers swap! swap-vals! symbol symbol? sync tagged-literal tagged-literal? take take-last \
    take-nth take-while tap> test the-ns thread-bound? throw time to-array to-array-2d trampoline transduce \
    transient tree-seq true? try type unchecked-add unchecked-add-int unchecked-byte unchecked-char \
    unchecked-dec unchecked-dec-int unchecked-divide-int unchecked-double unchecked-float unchecked-inc \
    unchecked-inc-int unchecked-int unchecked-long unchecked-multiply unchecked-multiply-int unchecked-negate \
    unchecked-negate-int unchecked-remainder-int unchecked-short unchecked-subtract unchecked-subtract-int \
    underive unquote unquote-splicing unreduced unsigned-bit-shift-right update update-in update-keys \
    update-proxy update-vals uri? use uuid? val vals var var-get var-set var? vary-meta vec vector vector-of \
    vector? volatile! volatile? vreset! vswap! when when-first when-let when-not when-some while with-bindings \
    with-bindings* with-in-str with-loading-context with-local-vars with-meta with-open with-out-str \
    with-precision with-redefs with-redefs-fn xml-seq zero? zipmap";

fn tables() -> impl Iterator<Item = (&'static str, &'static str)> {
    let qualified = QUALIFIED_NAMES.iter().flat_map(|(_, names)| names.iter());
    let all = CORE.iter().chain(NAMESPACE).chain(METHODS).chain(qualified);
    all.copied()
}

fn exists(name: &str) -> bool {
    library::lookup(name).is_some() || special::is_special(name)
}

#[test]
fn every_name_of_clojure_is_there_or_has_a_substitute() {
    for name in CLOJURE.split_ascii_whitespace() {
        let is_there = exists(name) || name == super::super::GENSYM;
        assert!(is_there || instead_of(name).is_some(), "`{name}`");
    }
}

#[test]
fn what_is_there_needs_no_substitute() {
    let mut seen = BTreeSet::new();
    for name in CORE
        .iter()
        .flat_map(|(names, _)| names.split_ascii_whitespace())
    {
        assert!(seen.insert(name), "`{name}` stands twice");
        assert!(!exists(name), "RTFS has `{name}`");
    }
    for name in WORDS.split_ascii_whitespace() {
        assert!(seen.contains(name), "`{name}` is no name of the table");
    }
}

/// The names that the code within a help calls, and those that it names alone.
fn named(help: &str) -> Vec<&str> {
    let code = help.split('`').skip(1).step_by(2);
    code.flat_map(|code| {
        let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',');
        let called = code.split('(').skip(1);
        let called = called.filter_map(move |rest| rest.split(ends).next());
        let alone = (!code.contains(['(', ' ', '[', '{', '"', '#', ':'])).then_some(code);
        called.chain(alone)
    })
    .collect()
}

#[test]
fn a_substitute_names_only_what_there_is() {
    // What stands for the user's own: functions, a name, a field, the numbers of π and e.
    let open = [
        "f", "g", "p", "q", "walk", "children", "expr", "true", "extern", "defn",
    ];
    for (names, help) in tables() {
        assert!(!help.is_empty(), "{names}");
        for name in named(help) {
            let is_open = open.contains(&name)
                || contains(names, name)
                || name.starts_with(|c: char| c.is_ascii_digit());
            assert!(
                is_open || exists(name),
                "`{names}`: {help}: `{name}` is not there"
            );
        }
    }
}

/// Where the manual shows the table.
const PAGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../src/manual/from_clojure.md"
);

const HEADING: &str = "| Clojure | instead |\n| --- | --- |\n";

#[test]
fn the_page_of_the_manual_is_up_to_date() {
    let found = std::fs::read_to_string(PAGE).expect("the page");
    let prose = found.split(HEADING).next().unwrap_or_default();
    let mut page = format!("{prose}{HEADING}");
    for (names, help) in CORE {
        let names: Vec<String> = names
            .split_ascii_whitespace()
            .map(|name| format!("`{name}`"))
            .collect();
        page += &format!("| {} | {help} |\n", names.join(" "));
    }
    if std::env::var_os("RTFS_UPDATE").is_some() {
        std::fs::write(PAGE, &page).expect("to write the page");
    }
    assert!(
        found == page,
        "not what the table says: RTFS_UPDATE=1 cargo test -p rtfs-compiler --lib instead"
    );
}

#[test]
fn a_name_of_another_namespace_is_found_by_its_usual_alias() {
    let help = |name: &str| instead_of(name).unwrap_or_default();
    for (name, expected) in [
        ("str/join", "write `join`: what RTFS has needs no import"),
        (
            "clojure.string/upper-case",
            "write `upper-case`: what RTFS has needs no import",
        ),
        ("set/union", "write `union`: what RTFS has needs no import"),
        ("Math/sqrt", "write `sqrt`: what RTFS has needs no import"),
        (
            "clojure.core/map",
            "write `map`: what RTFS has needs no import",
        ),
        (
            "clojure.test/is",
            "write `is`: what RTFS has needs no import",
        ),
        ("set/map-invert", "write `(invert m)`"),
        ("set/select", "write `(set (filter p xs))`"),
        ("str/trim-newline", "write `(trimr s)`"),
        ("walk/keywordize-keys", "write `(map-keys keyword m)`"),
        ("json/read-str", "write `(parse-json s)`"),
        ("Integer/parseInt", "write `(parse-int s)`"),
        ("System/currentTimeMillis", "the clock is the host's"),
        ("Thread/start", JAVA),
        (".toUpperCase", "write `(upper s)`"),
        (".close", JAVA),
        ("java.util.Date.", JAVA),
        ("*out*", "there are no dynamic variables: pass the value"),
        ("clojure.core/atom", CORE[0].1),
        ("async/chan", "use `parallel` or `with-parallel`"),
    ] {
        assert_eq!(help(name), expected, "{name}");
    }
    for name in ["mine/join", "str/", "/", "a.b", "**", "*'s*x", "frobnicate"] {
        assert_eq!(instead_of(name), None, "{name}");
    }
}
