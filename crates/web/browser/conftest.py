"""Starts the program on a corpus of its own and a headless browser; both end with the tests."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = Path(os.environ.get("REPORTEDLY", ROOT / "target" / "debug" / "reportedly"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def serve(folder, pages):
    """Adds pages to a new corpus and serves it; gives the address and the process."""
    corpus = folder / "corpus.rpd"
    subprocess.run([PROGRAM, "add", *pages, "-c", corpus, "-q"], check=True, cwd=ROOT)
    process = subprocess.Popen(
        [PROGRAM, "serve", "-c", corpus, "--port", "0"], stderr=subprocess.PIPE, text=True
    )
    for line in process.stderr:
        found = re.search(r"http://\S+?:\d+", line)
        if found:
            return found.group(), process
    raise RuntimeError("the program did not say where it listens")


def serving(tmp_path_factory, pages):
    base, process = serve(tmp_path_factory.mktemp("corpus"), pages)
    yield base
    process.terminate()
    process.wait()


@pytest.fixture(scope="session")
def port(tmp_path_factory):
    yield from serving(tmp_path_factory, ["examples/port"])


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    yield from serving(tmp_path_factory, ["crates/web/browser/hostile"])


@pytest.fixture(scope="session")
def chromium():
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "no Chromium here: install the package `chromium`"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class Watch:
    """What a page must never do: ask another machine, break its policy, open a dialogue, throw."""

    def __init__(self, page):
        self.faults = []
        page.on("request", lambda request: self.asked(request.url))
        page.on("console", lambda message: message.type == "error" and self.faults.append(message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: (self.faults.append(dialog.message), dialog.dismiss()))

    def asked(self, url):
        # a report that was taken along is opened from the disk
        taken = url.startswith("file:///") and url.endswith("/report.html")
        if not taken and not url.startswith("http://127.0.0.1:"):
            self.faults.append(url)


@pytest.fixture
def open_page(chromium):
    """Opens pages in contexts of their own; afterwards nothing forbidden may have happened."""
    opened = []

    def new(**options):
        options = {"viewport": {"width": 1360, "height": 900}, "locale": "en-GB", **options}
        context = chromium.new_context(**options)
        page = context.new_page()
        opened.append((context, Watch(page)))
        return page

    yield new
    for context, watch in opened:
        context.close()
        assert watch.faults == []
