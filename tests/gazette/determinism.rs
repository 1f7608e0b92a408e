//! The same input gives the same bytes, whatever the run and the threads.

use crate::files::{parsed, root, texts};

#[test]
fn two_runs_agree() {
    for path in texts() {
        let (Ok(a), Ok(b)) = (parsed(&path), parsed(&path)) else {
            continue;
        };
        assert!(
            serde_json::to_vec(&a).unwrap() == serde_json::to_vec(&b).unwrap(),
            "{}",
            path.display()
        );
    }
}

#[cfg(feature = "cli")]
#[test]
fn threads_do_not_show() {
    let run = |threads: &str| {
        let mut command = assert_cmd::Command::cargo_bin("gongbao").unwrap();
        command
            .env("RAYON_NUM_THREADS", threads)
            .args(["parse", "corpus/clean", "corpus/damaged"])
            .current_dir(root());
        let output = command.output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    };
    let one = run("1");
    assert!(one.len() > 100_000);
    for threads in ["2", "7"] {
        assert!(
            run(threads) == one,
            "{threads} threads give other bytes than one"
        );
    }
}
