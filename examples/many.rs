fn main() {
    for p in std::env::args().skip(1) {
        let b = std::fs::read(&p).unwrap();
        let d = gongbao::parse(std::path::Path::new(&p).file_name().unwrap().to_str().unwrap(), b, &Default::default()).unwrap();
        std::fs::write(p.replace(".txt", ".json"), serde_json::to_string(&d).unwrap()).unwrap();
    }
}
