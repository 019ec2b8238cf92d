"""Every view: no violation of axe in light and dark, no request to elsewhere, room on a small screen, four languages."""

import os
import re
from pathlib import Path
from urllib.parse import quote

import axe_playwright_python
import pytest

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Where to keep pictures of the views; none are kept when it is not set.
SCREENS = os.environ.get("SCREENS")
VIEWS = [
    "home", "search", "filtered", "about", "claims", "ordered", "claim", "actors", "actor", "positions", "documents", "reader", "compare", "retold",
    "passages", "relays", "review", "links", "copies", "dates", "log", "health", "nothing", "missing",
]  # fmt: skip


def first(page, base, path, start):
    """Addresses on a page that begin with `start`."""
    body = page.request.get(base + path).text()
    return re.findall(rf'href="({start}[^"?#]+)"', body)


@pytest.fixture(scope="session")
def addresses(chromium, port):
    page = chromium.new_context().new_page()
    claim = first(page, port, "/claims", "/claims/c:")[0]
    actor = first(page, port, "/actors", "/actors/")[0]
    documents = first(page, port, "/documents", "/documents/d:")
    ids = [document.rsplit("/", 1)[1] for document in documents]
    pins = list(dict.fromkeys(re.findall(r'data-pin="([^"]+)"', page.request.get(port + claim).text())))
    page.context.close()
    return {
        "home": "/",
        "search": "/?q=" + quote("порт"),
        "filtered": "/?kind=direct&lang=uk&since=2024-02",
        "about": "/?about=" + quote("Турчака") + "&no_translit=1",
        "claims": "/claims",
        "ordered": "/claims?sort=roots&min_roots=2",
        "claim": claim,
        "actors": "/actors",
        "actor": actor,
        "positions": actor + "/positions?topic=" + quote("lease of the port"),
        "documents": "/documents",
        "reader": documents[0],
        "compare": f"/compare?p={ids[2]}&p={ids[3]}",
        "retold": f"/compare?p={ids[0]}&p={ids[1]}",
        "passages": "/compare?" + "&".join("p=" + pin for pin in pins[:3]),
        "relays": "/relays",
        "review": "/review",
        "links": "/review?tab=links",
        "copies": "/review?tab=copies",
        "dates": "/review?tab=dates",
        "log": "/review?tab=log",
        "health": "/health",
        "nothing": "/?q=zzzzqqqq",
        "missing": "/claims/c:0",
    }


def violations(page):
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"]) for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(open_page, port, addresses, view, scheme):
    page = open_page(color_scheme=scheme, locale="uk-UA" if view in ("claim", "review") and not SCREENS else "en-GB")
    if view == "missing":
        page.route("**/favicon.ico", lambda route: route.abort())
        answer = page.request.get(port + addresses[view])
        assert answer.status == 404
        page.set_content(answer.text())
        return
    page.goto(port + addresses[view])
    assert violations(page) == []
    assert page.evaluate("document.fonts.load('16px \"Source Serif 4\"', 'Їў').then(faces => faces.length)") > 0
    if SCREENS:
        folder = Path(SCREENS)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{view}-{scheme}.png")


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "missing"])
def test_a_small_screen_does_not_scroll_sideways(open_page, port, addresses, view):
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto(port + addresses[view])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []


@pytest.mark.parametrize("language, word", [("uk", "Твердження"), ("ru", "Утверждения"), ("be", "Сцвярджэнні")])
def test_the_language_is_chosen_once(open_page, port, language, word):
    page = open_page()
    page.goto(port)
    page.click(f"a[hreflang={language}]")
    page.goto(port + "/claims")
    assert page.inner_text("h1") == word
    assert page.get_attribute("html", "lang") == language
    assert violations(page) == []


def test_every_passage_has_a_language(open_page, port, addresses):
    page = open_page()
    for view in ("search", "claim", "reader", "compare"):
        page.goto(port + addresses[view])
        bare = page.evaluate("[...document.querySelectorAll('q.words, .piece .claim, .text .block > p')]"
                             ".filter(e => !e.closest('h1') && !e.closest('[lang]:not(html)')).length")
        assert bare == 0, view


def test_a_retelling_is_marked_with_the_kind_of_each_change(open_page, port, addresses):
    page = open_page()
    page.goto(port + addresses["retold"])
    kinds = page.eval_on_selector_all(".found-changes .what", "all => all.map(e => e.textContent)")
    assert kinds and all(" " in kind for kind in kinds), kinds
    assert page.locator(".pairs ins, .pairs del").count() > 0
    with page.expect_download() as taken:
        page.click(".take a >> text=BibTeX")
    assert taken.value.path().read_text(encoding="utf-8").startswith("@")


def test_print_has_no_menu(open_page, port, addresses):
    page = open_page()
    page.goto(port + addresses["claim"])
    page.emulate_media(media="print")
    assert not page.is_visible("header.top") and page.is_visible("h1")


def test_the_chain_shows_on_hover_and_on_focus(open_page, port, addresses):
    page = open_page()
    page.goto(port + addresses["reader"])
    page.hover(".text span[data-s]")
    page.wait_for_selector(".card")
    page.keyboard.press("Escape")
    assert page.locator(".card").count() == 0
    page.focus(".text a.n")
    assert page.inner_text(".card").strip() != ""
    described = page.get_attribute(".text a.n", "aria-describedby")
    assert page.locator(f"#{described}").count() == 1


def test_hostile_pages_never_execute(open_page, hostile, tmp_path):
    page = open_page()
    seen, queue = set(), ["/", "/claims", "/actors", "/documents", "/relays", "/review", "/health", "/?q=mill"]
    while queue and len(seen) < 80:
        path = queue.pop(0)
        if path in seen:
            continue
        seen.add(path)
        if path.endswith("/report"):
            # taken along, then opened from the disk
            answer = page.request.get(hostile + path)
            assert answer.headers["content-disposition"].startswith("attachment"), path
            report = tmp_path / "report.html"
            report.write_bytes(answer.body())
            page.goto(report.as_uri())
        else:
            page.goto(hostile + path)
        assert page.evaluate("window.hit") is None, path
        text = page.content()
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200f]", text), path
        assert page.locator("img").count() == 0
        links = page.evaluate("[...document.querySelectorAll('a')].map(a => a.getAttribute('href') || '')")
        assert not [link for link in links if link.lower().startswith(("javascript:", "data:"))], path
        queue.extend(link.split("#")[0] for link in links if link.startswith("/") and not link.startswith("/api/") and "&" not in link)
    assert any(path.startswith("/documents/") for path in seen) and any(path.startswith("/claims/c:") for path in seen)
