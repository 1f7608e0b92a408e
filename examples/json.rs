fn main() {
    let p = std::env::args().nth(1).unwrap();
    let b = std::fs::read(&p).unwrap();
    let t0 = std::time::Instant::now();
    let d = gongbao::parse(std::path::Path::new(&p).file_name().unwrap().to_str().unwrap(), b, &Default::default()).unwrap();
    eprintln!("parse {:?}", t0.elapsed());
    println!("{}", serde_json::to_string(&d).unwrap());
}
