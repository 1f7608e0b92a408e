fn main() {
    let a: Vec<String> = std::env::args().collect();
    let p = gongbao::lab::profile(&a[1]).unwrap();
    let s: u64 = a[2].parse().unwrap(); let e: u64 = a[3].parse().unwrap();
    gongbao::lab::write(std::path::Path::new(&a[4]), s..e, p).unwrap();
}
