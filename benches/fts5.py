"""Asks SQLite's FTS5 (trigram) what `cargo bench --bench search` asked.

    GONGBAO_BENCH_DIR=out cargo bench --bench search && python3 benches/fts5.py out
"""

import json
import os
import sqlite3
import sys
import tempfile
import time


def main(folder):
    with open(os.path.join(folder, "texts.ndjson"), encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    with open(os.path.join(folder, "queries.txt"), encoding="utf-8") as lines:
        queries = [line.rstrip("\n") for line in lines]
    with tempfile.TemporaryDirectory() as here:
        base = sqlite3.connect(os.path.join(here, "fts.db"))
        start = time.perf_counter()
        base.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='trigram')")
        base.executemany("INSERT INTO t(text) VALUES (?)", ((text,) for text in texts))
        base.commit()
        print(f"FTS5 trigram: {len(texts)} notices indexed in {time.perf_counter() - start:.2f} s")
        taken = []
        for query in queries:
            best = min(ask(base, query) for _ in range(3))
            taken.append(best * 1e3)
        taken.sort()
        at = lambda percent: taken[(len(taken) - 1) * percent // 100]
        print(f"  first ten: p50 {at(50):.3f} p95 {at(95):.3f} p99 {at(99):.3f} ms")


def ask(base, query):
    start = time.perf_counter()
    if len(query) < 3:
        sql = "SELECT rowid FROM t WHERE text LIKE ? LIMIT 10"
        words = "%" + query.replace("%", "") + "%"
    else:
        sql = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 10"
        words = '"' + query + '"'
    base.execute(sql, (words,)).fetchall()
    return time.perf_counter() - start


main(sys.argv[1])
