use gongbao::{layout, text::Source, thread};
fn main() {
    let p = std::env::args().nth(1).unwrap();
    let s = Source::new(std::fs::read_to_string(&p).unwrap());
    let t0 = std::time::Instant::now();
    let l = layout::layout(&s);
    let t1 = t0.elapsed();
    let th = thread::thread(&l, &thread::Weights::default());
    eprintln!("layout {:?} total {:?} lines {}", t1, t0.elapsed(), l.lines.len());
    for f in &l.furniture { println!("F {:?} {:?} {}", f.kind, f.lines, f.text.replace('\n', "/")); }
    for (i, n) in th.notices.iter().enumerate() {
        println!("N{} {:?} guesses {:?}", i + 1, n.completeness, n.guesses.iter().map(|g| (l.lines[g.0].number, g.1)).collect::<Vec<_>>());
        let mut show = |ls: &Vec<thread::Placed>| {
            let mut i = 0;
            while i < ls.len() {
                let mut j = i;
                while j + 1 < ls.len() && ls[j + 1].role == ls[i].role && ls[j + 1].line == ls[j].line + 1 { j += 1; }
                println!("   {:?} {}-{} {} … {}", ls[i].role, l.lines[ls[i].line].number, l.lines[ls[j].line].number, l.lines[ls[i].line].text.chars().take(14).collect::<String>(), l.lines[ls[j].line].text.chars().rev().take(10).collect::<Vec<_>>().into_iter().rev().collect::<String>());
                i = j + 1;
            }
        };
        show(&n.lines);
        for e in &n.enclosures { println!("  + {:?}", e.announced); show(&e.lines); }
    }
}
