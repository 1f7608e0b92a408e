"""Asks SQLite's FTS5 (trigram) what `cargo bench --bench search` asks.

Started by the benchmark with the folder of its texts and queries; prints
seconds for the index (on the wall, of the processor) and milliseconds for the
first ten hits (p50, p95, p99).
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
        start, before = time.perf_counter(), time.process_time()
        base.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='trigram')")
        base.executemany("INSERT INTO t(text) VALUES (?)", ((text,) for text in texts))
        base.commit()
        print(time.perf_counter() - start, time.process_time() - before)
        taken = sorted(min(ask(base, query) for _ in range(3)) * 1e3 for query in queries)
        print(*(taken[(len(taken) - 1) * percent // 100] for percent in (50, 95, 99)))


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
