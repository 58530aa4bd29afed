//! The table: names of Clojure separated by blanks, and what to write instead of each of them.

const STATE: &str = "there is no mutable state: thread the value through `loop` or `reduce`, or keep it in the host";
const AGENTS: &str = "there is no mutable state: use the parallel forms, or keep it in the host";
const UNSHARED: &str =
    "write `conj`, `assoc` and `dissoc`: a collection that nobody else holds is changed in place";
const VARS: &str = "there are no vars: name the function itself";
pub(super) const DYNAMIC: &str = "there are no dynamic variables: pass the value";
const EAGER: &str =
    "evaluation is eager, and chains of sequence functions are fused: write the chain";
const DELAYED: &str =
    "evaluation is eager: a function without parameters is called when it is needed";
const TRANSDUCERS: &str =
    "chains are fused without transducers: write `(reduce f init (map g (filter p xs)))`";
const EARLY: &str =
    "to end early, write `loop`, or end the sequence: `(reduce f init (take-while p xs))`";
const COMPILED: &str = "programs are compiled, there is no `eval`";
const PRINTING: &str = "printing is the host's: return the string, or use `dbg` while developing";
const RANDOM: &str = "random numbers are the host's";
const FILES: &str = "files are the host's";
const THREADS: &str = "use `parallel` or `with-parallel`";
const CLOCK: &str = "the clock is the host's";
const METADATA: &str = "values carry no metadata: keep it in the data, or beside it";
const KINDS: &str = "ask for the kind: `int?`, `string?`, `map?`… or `(type-of x)`";
const CLASSES: &str =
    "there are no classes: `(defstruct Name :field :type …)` makes a typed record";
const RECORDS: &str = "write `(defstruct Name :field :type …)`";
const PROTOCOLS: &str = "write functions over plain data";
const MULTIMETHODS: &str = "write `match`, `cond` or `case` over the data";
const NAMESPACES: &str =
    "modules are fixed when a program is compiled: nothing asks for them when it runs";
const MODULES: &str = "write `(import name)`";
const OVERFLOW: &str =
    "ints never overflow: write the plain operator, `+`, `-`, `*`, `inc` or `dec`";
const UNLIMITED: &str =
    "an int has no limit: `(int x)` makes one of a number, `(parse-int s)` of a string";
const RATIOS: &str = "there are no ratios and decimals: numbers are ints of any size and floats";
const CHARS: &str = "a character is a string of one: `(from-char-code n)`";
const ARRAYS: &str =
    "there are no arrays: `vec` makes a vector, which `get` and `assoc` reach into";
const SORTED: &str = "no map or set is kept sorted: `(sort coll)` and `(sorted-keys m)` sort";
const QUALIFIED: &str = "write `(some? (namespace x))`, beside `keyword?` or `symbol?`";
const SIMPLE: &str = "write `(nil? (namespace x))`, beside `keyword?` or `symbol?`";
const SIGNS: &str = "write `(and (int? x) (pos? x))` and the like";
const ERRORS: &str = "`catch` binds an error as a map, with `:type`, `:message`, `:data` and `:at`";
const TAGS: &str = "RTFS has the tags `#inst` and `#uuid` only";
const DEVELOPING: &str = "use `dbg` while developing";
const WALKING: &str = "write a function that calls itself over `map?` and `coll?`";
pub(super) const JAVA: &str = "there is no Java: a function of Rust is declared with `extern`, an effect is a `call` to the host";

/// Names of `clojure.core`, and some that are as well known.
pub(super) const CORE: &[(&str, &str)] = &[
    (
        "atom swap! swap-vals! reset! reset-vals! deref ref ref-set alter commute dosync sync set! \
         volatile! volatile? vswap! vreset! add-watch remove-watch compare-and-set! ensure io! \
         set-validator! get-validator ref-history-count ref-max-history ref-min-history \
         with-local-vars var-set",
        STATE,
    ),
    (
        "agent send send-off send-via await await-for await1 agent-error agent-errors restart-agent \
         error-handler error-mode set-error-handler! set-error-mode! clear-agent-errors \
         shutdown-agents release-pending-sends set-agent-send-executor! \
         set-agent-send-off-executor! seque",
        AGENTS,
    ),
    (
        "transient persistent! conj! assoc! dissoc! disj! pop!",
        UNSHARED,
    ),
    (
        "var intern alter-var-root resolve ns-resolve requiring-resolve find-var var-get var? bound?",
        VARS,
    ),
    (
        "binding with-redefs with-redefs-fn with-bindings with-bindings* bound-fn bound-fn* \
         thread-bound? push-thread-bindings pop-thread-bindings get-thread-bindings *1 *2 *3 *e",
        DYNAMIC,
    ),
    ("defonce", "write `def`: a constant is computed once"),
    (
        "lazy-seq lazy-cat doall dorun sequence chunk chunk-append chunk-buffer chunk-cons chunk-first \
         chunk-next chunk-rest chunked-seq? iterator-seq enumeration-seq stream-into! stream-reduce! \
         stream-seq! stream-transduce!",
        EAGER,
    ),
    ("delay delay? force realized?", DELAYED),
    (
        "transduce eduction ->Eduction completing halt-when cat xforms",
        TRANSDUCERS,
    ),
    ("reduced reduced? ensure-reduced unreduced", EARLY),
    ("run!", "write `(doseq [x coll] …)`"),
    (
        "eval load load-string load-file load-reader loaded-libs compile add-classpath \
         with-loading-context",
        COMPILED,
    ),
    (
        "println print prn pr newline pprint flush print-table print-ctor print-dup print-method \
         print-simple PrintWriter-on",
        PRINTING,
    ),
    (
        "printf",
        "printing is the host's: return the string of `format`",
    ),
    (
        "with-out-str",
        "there is no output to catch: build the string with `str` and `join`",
    ),
    (
        "prn-str println-str",
        "write `(pr-str x)` or `(print-str x)`",
    ),
    ("tap> add-tap remove-tap", DEVELOPING),
    (
        "rand rand-int rand-nth shuffle random-uuid random-sample",
        RANDOM,
    ),
    (
        "slurp spit file-seq line-seq read-line with-in-str xml-seq resultset-seq",
        FILES,
    ),
    ("with-open", "write `(with-resource [f (call …)] …)`"),
    (
        "future future-call future-cancel future-cancelled? future-done? future? promise deliver pcalls \
         pvalues thread go",
        THREADS,
    ),
    ("memoize", "memo tables are the host's"),
    ("time current-time inst-now", CLOCK),
    (
        "defrecord struct struct-map create-struct accessor",
        RECORDS,
    ),
    (
        "defprotocol extend-type extend-protocol extend extends? extenders reify proxy satisfies? \
         definterface gen-interface find-protocol-impl find-protocol-method init-proxy update-proxy \
         construct-proxy get-proxy-class proxy-mappings proxy-name proxy-super proxy-call-with-super \
         method-sig -reset-methods -cache-protocol-fn",
        PROTOCOLS,
    ),
    (
        "gen-class new bean class? bases supers cast memfn primitives-classnames EMPTY-NODE ->ArrayChunk \
         ->Vec ->VecNode ->VecSeq",
        CLASSES,
    ),
    (
        "class instance? type isa? derive underive parents ancestors descendants make-hierarchy record?",
        KINDS,
    ),
    (
        "defmulti defmethod methods get-method remove-method remove-all-methods prefer-method prefers",
        MULTIMETHODS,
    ),
    ("ns in-ns", "write `(module name …)`"),
    ("require use refer refer-clojure", MODULES),
    ("alias", "write `(import name :as other)`"),
    (
        "all-ns create-ns find-ns remove-ns the-ns ns-name ns-aliases ns-imports ns-interns ns-map \
         ns-publics ns-refers ns-unalias ns-unmap",
        NAMESPACES,
    ),
    (
        "while",
        "nothing changes, so nothing ends it: write `loop` and `recur`",
    ),
    (
        "trampoline",
        "call the function: tail calls take no stack, other calls as much as memory allows",
    ),
    (
        "monitor-enter monitor-exit locking",
        "nothing changes, so nothing needs a lock",
    ),
    ("meta with-meta vary-meta alter-meta! reset-meta!", METADATA),
    (
        "+' -' *' inc' dec' unchecked-add unchecked-add-int unchecked-inc unchecked-inc-int \
         unchecked-multiply unchecked-multiply-int unchecked-subtract unchecked-subtract-int \
         unchecked-dec unchecked-dec-int unchecked-negate unchecked-negate-int",
        OVERFLOW,
    ),
    ("unchecked-divide-int", "write `(quot a b)`"),
    ("unchecked-remainder-int", "write `(rem a b)`"),
    (
        "bigint biginteger long short byte unchecked-int unchecked-long unchecked-short unchecked-byte",
        UNLIMITED,
    ),
    (
        "double unchecked-double unchecked-float",
        "write `(float x)`",
    ),
    ("double?", "write `(float? x)`"),
    ("num", "write `(number x)`"),
    ("NaN?", "write `(nan? x)`"),
    (
        "ratio? rational? numerator denominator rationalize bigdec decimal? with-precision",
        RATIOS,
    ),
    (
        "char unchecked-char char-escape-string char-name-string",
        CHARS,
    ),
    (
        "char?",
        "a character is a string of one: `(and (string? x) (= 1 (count x)))`",
    ),
    (
        "make-array into-array to-array to-array-2d boolean-array byte-array char-array double-array \
         float-array int-array long-array object-array short-array booleans bytes chars doubles floats \
         ints longs shorts bytes? vector-of aget aset aset-boolean aset-byte aset-char aset-double \
         aset-float aset-int aset-long aset-short alength aclone amap areduce",
        ARRAYS,
    ),
    (
        "sorted-map sorted-set sorted-map-by sorted-set-by sorted? subseq rsubseq",
        SORTED,
    ),
    (
        "comparator",
        "`sort` and `sort-by` take a predicate such as `<` as it is",
    ),
    ("array-map", "write `hash-map`, or a map literal"),
    (
        "empty",
        "write the empty literal: `[]`, `{}`, `#{}` or `\"\"`",
    ),
    ("list*", "write `(cons a (cons b more))`"),
    ("ffirst", "write `(first (first coll))`"),
    ("nfirst", "write `(next (first coll))`"),
    ("fnext", "write `(second coll)`"),
    ("nnext", "write `(next (next coll))`"),
    ("nthrest nthnext", "write `(drop n coll)`"),
    ("rseq", "write `(reverse coll)`"),
    ("replicate", "write `(repeat n x)`"),
    (
        "repeatedly",
        "a call without arguments gives the same each time: write `(repeat n x)`, or `(map f (range n))`",
    ),
    ("iteration", "write `loop` and `recur`"),
    (
        "tree-seq",
        "write a function that calls itself: `(cons x (mapcat walk (children x)))`",
    ),
    ("partitionv", "write `(partition n coll)`"),
    ("partitionv-all", "write `(partition-all n coll)`"),
    ("splitv-at", "write `(split-at n coll)`"),
    ("bounded-count", "write `(count coll)`"),
    ("distinct?", "write `(= (count xs) (count (distinct xs)))`"),
    ("any?", "it is true of everything: write `true`"),
    ("seq?", "write `(list? x)`, or `(sequential? x)`"),
    ("associative?", "write `(or (map? x) (vector? x))`"),
    (
        "counted?",
        "every collection knows its count: write `(coll? x)`",
    ),
    ("indexed? reversible?", "write `(vector? x)`"),
    ("ident?", "write `(or (keyword? x) (symbol? x))`"),
    (
        "qualified-ident? qualified-keyword? qualified-symbol?",
        QUALIFIED,
    ),
    ("simple-ident? simple-keyword? simple-symbol?", SIMPLE),
    (
        "special-symbol?",
        "forms are known when a program is compiled: see the manual's table of them",
    ),
    ("uri?", "a URI is a string: write `(string? x)`"),
    (
        "map-entry?",
        "an entry is a vector of two: `(and (vector? x) (= 2 (count x)))`",
    ),
    ("map-invert", "write `(invert m)`"),
    ("every-pred", "write `(fn [x] (and (p x) (q x)))`"),
    ("some-fn", "write `(fn [x] (or (p x) (q x)))`"),
    ("pos-int? nat-int? neg-int?", SIGNS),
    ("parse-boolean", "write `(= s \"true\")`"),
    ("bit-test", "write `(odd? (bit-shift-right n i))`"),
    ("bit-set", "write `(bit-or n (bit-shift-left 1 i))`"),
    ("bit-flip", "write `(bit-xor n (bit-shift-left 1 i))`"),
    (
        "bit-clear",
        "write `(bit-and n (bit-not (bit-shift-left 1 i)))`",
    ),
    ("bit-and-not", "write `(bit-and a (bit-not b))`"),
    (
        "unsigned-bit-shift-right",
        "an int has no width: cut it with `bit-and`, then write `(bit-shift-right n by)`",
    ),
    (
        "hash-combine hash-ordered-coll hash-unordered-coll mix-collection-hash",
        "write `(hash x)`: it agrees with `=`",
    ),
    ("doto", "nothing changes: write `let`, or a chain of `->`"),
    ("..", "there is no Java: write a chain of `->`"),
    (
        "when-first",
        "write `(when-let [xs (seq coll)] … (first xs) …)`",
    ),
    ("definline", "write `defn`: rustc inlines what is small"),
    (
        "re-matcher re-groups",
        "write `re-find` for the first match, `re-seq` for all: a match holds its groups",
    ),
    (
        "tagged-literal tagged-literal? reader-conditional reader-conditional? default-data-readers",
        TAGS,
    ),
    ("read read+string", "write `(read-string s)`"),
    ("find-keyword", "write `(keyword s)`"),
    ("inst-ms* Inst Inst-inst-ms*", "write `(inst-ms x)`"),
    (
        "ex-cause",
        "an error has no cause: put it into the data, `(ex-info message {:cause e})`",
    ),
    ("Throwable->map StackTraceElement->vec", ERRORS),
    (
        "destructure seq-to-map-for-destructuring",
        "`let` and parameters take patterns apart",
    ),
    (
        "munge namespace-munge",
        "write `^{:rust/name \"name\"}` before a name to choose its name in Rust",
    ),
    ("test", "write `(deftest name …)`, and run `cargo test`"),
    (
        "clojure-version",
        "this is RTFS: its version is the crate's",
    ),
];

/// Names of the namespaces that come with Clojure or are as well known, by the names that these go under. A name
/// that is not here is the same in RTFS, or none of it.
pub(super) const QUALIFIED_NAMES: &[(&str, &[(&str, &str)])] = &[
    (
        "clojure.string string str",
        &[
            (
                "escape",
                "write `(replace s #\"[<>]\" f)`, where `f` is a function or a map",
            ),
            ("trim-newline", "write `(trimr s)`"),
            ("re-quote-replacement", "write `(re-quote-replacement s)`"),
        ],
    ),
    (
        "clojure.set set",
        &[
            ("select", "write `(set (filter p xs))`"),
            (
                "project",
                "write `(set (map (fn [row] (select-keys row ks)) rows))`",
            ),
            (
                "rename",
                "write `(set (map (fn [row] (rename-keys row names)) rows))`",
            ),
            (
                "join",
                "write `(for [a as, b bs :when (= (get a k) (get b k))] (merge a b))`",
            ),
            (
                "index",
                "write `(group-by (fn [row] (select-keys row ks)) rows)`",
            ),
        ],
    ),
    (
        "clojure.walk walk",
        &[
            ("keywordize-keys", "write `(map-keys keyword m)`"),
            ("stringify-keys", "write `(map-keys name m)`"),
            (
                "postwalk prewalk walk postwalk-replace prewalk-replace macroexpand-all",
                WALKING,
            ),
        ],
    ),
    (
        "clojure.data.json cheshire.core cheshire json",
        &[
            ("read-str parse-string decode", "write `(parse-json s)`"),
            (
                "write-str generate-string encode",
                "write `(serialize-json x)`",
            ),
            ("pprint-json", "write `(serialize-json-pretty x)`"),
        ],
    ),
    (
        "Integer Long Double Float Boolean Number",
        &[
            ("parseInt parseLong", "write `(parse-int s)`"),
            ("parseDouble parseFloat", "write `(parse-float s)`"),
            ("parseBoolean", "write `(= s \"true\")`"),
            ("isNaN", "write `(nan? x)`"),
            ("isInfinite", "write `(infinite? x)`"),
            ("bitCount", "write `(bit-count n)`"),
            ("toString", "write `(str x)`"),
            (
                "MAX_VALUE MIN_VALUE",
                "an int has no limit: write the number",
            ),
        ],
    ),
    (
        "Math clojure.math",
        &[
            ("PI", "write `3.141592653589793`"),
            ("E", "write `2.718281828459045`"),
            ("random", RANDOM),
            ("floorDiv floor-div", "write `(floor (/ a b))`"),
            ("floorMod floor-mod", "write `(mod a b)`"),
            (
                "to-radians toRadians",
                "write `(* x (/ 3.141592653589793 180))`",
            ),
            (
                "to-degrees toDegrees",
                "write `(* x (/ 180 3.141592653589793))`",
            ),
            ("signum", "write `(compare x 0)`"),
        ],
    ),
    (
        "System",
        &[
            ("currentTimeMillis nanoTime", CLOCK),
            ("getenv getProperty", "the environment is the host's"),
        ],
    ),
    (
        "String Character Objects Thread Arrays Collections",
        &[("valueOf", "write `(str x)`"), ("sleep", CLOCK)],
    ),
];

/// Whole namespaces of which RTFS has nothing.
pub(super) const NAMESPACE: &[(&str, &str)] = &[
    ("clojure.core.async async a", THREADS),
    ("clojure.java.io io", FILES),
    ("clojure.pprint pprint pp", PRINTING),
    (
        "clojure.spec.alpha spec malli.core",
        "write types: `[x :int]`, `(deftype Age [:and :int [:> 0]])`",
    ),
    (
        "clojure.zip zip",
        "a path of keys does what a zipper does: `get-in`, `assoc-in`, `update-in`",
    ),
    (
        "clojure.test test",
        "write `deftest`, `is`, `are` and `testing` as they are",
    ),
    (
        "System String Character Objects Thread Arrays Collections Integer Long Double Float Boolean Number",
        JAVA,
    ),
];

/// Methods of Java.
pub(super) const METHODS: &[(&str, &str)] = &[
    ("toUpperCase", "write `(upper s)`"),
    ("toLowerCase", "write `(lower s)`"),
    ("length size", "write `(count x)`"),
    ("isEmpty", "write `(empty? x)`"),
    ("substring", "write `(subs s start end)`"),
    ("charAt", "write `(nth s i)`"),
    ("indexOf", "write `(index-of s x)`"),
    ("lastIndexOf", "write `(last-index-of s x)`"),
    (
        "contains",
        "write `(includes? s x)`, or `(contains? coll key)`",
    ),
    ("startsWith", "write `(starts-with? s x)`"),
    ("endsWith", "write `(ends-with? s x)`"),
    ("trim strip", "write `(trim s)`"),
    ("split", "write `(split s by)`"),
    ("replace replaceAll", "write `(replace s pattern by)`"),
    ("matches", "write `(re-matches pattern s)`"),
    ("equals", "write `(= a b)`"),
    ("compareTo", "write `(compare a b)`"),
    ("hashCode", "write `(hash x)`"),
    ("toString", "write `(str x)`"),
    ("getMessage", "write `(ex-message e)`"),
];

/// Which of the names somebody may give a variable of Rust: as a value in an expression they mean that.
pub(super) const WORDS: &str = "alias accessor agent alter ancestors await bases bean binding booleans \
    byte bytes cat char chars chunk class commute compile delay deliver denominator deref derive \
    descendants double doubles empty ensure eval extend floats flush force future go ints iteration load \
    locking long longs meta methods new newline ns num numerator parents pr prefers print promise proxy \
    rand read reduced refer replicate resolve send sequence short shorts shuffle spit struct supers sync \
    test thread time transient type use var";
