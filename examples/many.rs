fn main() {
    let mut o = gongbao::ParseOptions::default();
    if let Ok(v) = std::env::var("W") { for kv in v.split(',') { let (i, x) = kv.split_once('=').unwrap(); *o.weights.each_mut()[i.parse::<usize>().unwrap()] = x.parse().unwrap(); } }
    for p in std::env::args().skip(1) {
        let b = std::fs::read(&p).unwrap();
        let d = gongbao::parse(std::path::Path::new(&p).file_name().unwrap().to_str().unwrap(), b, &o).unwrap();
        std::fs::write(p.replace(".txt", ".json"), serde_json::to_string(&d).unwrap()).unwrap();
    }
}
