use rtfs_compiler::{
    compile,
    diagnostic::render,
    source::{Options, Source},
};
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let print = std::env::args().nth(2).is_some();
    let all = std::fs::read_to_string(path).unwrap();
    for (i, p) in all.split("\n---\n").enumerate() {
        let p = p.trim();
        let mut source = Source::new(p, "t");
        source.inline = false;
        let start = std::time::Instant::now();
        let out = std::panic::catch_unwind(|| {
            compile(&source, &Options::default(), &|_| {
                proc_macro2::Span::call_site()
            })
        });
        let Ok(out) = out else {
            println!("#{i} PANIC {p}");
            continue;
        };
        if out.diagnostics.is_empty() {
            println!("#{i} OK    {p}   ({:?})", start.elapsed());
        }
        for d in &out.diagnostics {
            println!("#{i} [{}] {}\n", d.code, render(d, "t", p, &source.places));
        }
        if print {
            println!("{}", out.tokens);
        }
    }
}
