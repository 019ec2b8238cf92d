"""FastWARC on a file: records and megabytes a second on one core, as `cargo xtask bench warc` measures this program.

    python3 -m venv venv && venv/bin/pip install fastwarc
    venv/bin/python xtask/peers/warc.py FILE.warc.gz
"""

import sys
import time
from importlib.metadata import version

from fastwarc.warc import ArchiveIterator, WarcRecordType

PAGES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion


def once(path):
    pages = size = 0
    for record in ArchiveIterator(path, record_types=PAGES, parse_http=True, fsspec_args=False):
        pages += 1
        size += len(record.reader.read())
    return pages, size


def main():
    path = sys.argv[1]
    times = []
    for turn in range(10):
        begin = time.perf_counter()
        pages, size = once(path)
        if turn:
            times.append(time.perf_counter() - begin)
    seconds = sorted(times)[len(times) // 2]
    print(f"FastWARC {version('fastwarc')}: {pages} pages, median of {len(times)} rounds: {seconds:.3f} s")
    print(f"{pages / seconds:.0f} pages/s, {size / 1e6 / seconds:.1f} MB/s unpacked")


main()
