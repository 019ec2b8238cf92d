"""Two journeys from a question to a citation, with the keyboard alone."""

import pytest

MOST = 60


def press_until(page, key, holds):
    """Presses a key until the element in focus is the one meant."""
    for _ in range(MOST):
        page.keyboard.press(key)
        if page.evaluate(f"(e => {holds})(document.activeElement)"):
            return
    raise AssertionError(f"{key} never led to {holds}")


def test_a_checker_follows_a_claim_to_its_sources(open_page, port):
    """Who says that the port was offered on a lease, how did it reach the pages, what do they change?"""
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(port)
    page.keyboard.press("/")
    page.keyboard.type("five-year lease of the port")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    press_until(page, "j", "e.closest('[data-row]') && / pages/.test(e.closest('[data-row]').textContent)")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/c:*")
    assert " pages" in page.inner_text(".counter") and "independent roots" in page.inner_text(".counter")
    assert page.locator("svg.chain-map .box.anonymous").count() > 0
    assert page.locator("svg.chain-map .way-line.stated").count() > 0
    assert page.locator(".answers.deny li").count() >= 1
    press_until(page, "Tab", "e.matches('a.report')")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    report = taken.value.path().read_text(encoding="utf-8")
    assert "independent root" in report and "<svg" in report
    for number in (1, 2, 3):
        press_until(page, "j", "e.closest('li.line') && !e.closest('[data-pinned]')")
        page.keyboard.press("p")
        assert page.inner_text("#pin-count") == str(number)
    page.keyboard.press("m")
    page.wait_for_url("**/compare?p=*")
    assert page.locator("article.side").count() == 3
    assert len(set(page.eval_on_selector_all("article.side .text", "all => all.map(e => e.lang)"))) >= 1
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_selector("#told:not(:empty)", state="attached")
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited.startswith("“") and "sha256" in cited and "–" in cited
    assert page.locator(".citations li").count() == 3


def test_an_analyst_reads_positions_and_opens_the_evidence(open_page, port):
    """What does the minister himself say about the lease, apart from what others say he says?"""
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(port)
    page.keyboard.press("g")
    page.keyboard.press("a")
    page.wait_for_url("**/actors")
    press_until(page, "j", "e.textContent.trim() === 'Левко Турчак'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/e:*")
    press_until(page, "Tab", "e.id === 'topic'")
    page.keyboard.type("lease of the port of Verbopil")
    page.keyboard.press("Enter")
    page.wait_for_url("**/positions?topic=*")
    assert page.locator("svg.timeline .lane").count() == 2
    assert page.locator("section[aria-labelledby=h-told] .row").count() > 0
    press_until(page, "Tab", "e.closest('.switch') && e.textContent === 'Own words only'")
    page.keyboard.press("Enter")
    page.wait_for_url("**holder=self**")
    assert page.locator("section[aria-labelledby=h-told] .row").count() == 0
    press_until(page, "j", "e.closest('section[aria-labelledby=h-own] .row')")
    page.keyboard.press("c")
    page.wait_for_selector("#told:not(:empty)", state="attached")
    assert "sha256" in page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("e")
    page.wait_for_url("**/documents/d:*span=*")
    assert page.is_visible("#target")
    press_until(page, "Tab", "e.matches('.text a.n')")
    assert page.is_visible(".card")
    page.go_back()
    page.wait_for_url("**holder=self**")


@pytest.mark.parametrize("tab, key", [("merges", "y"), ("links", "y"), ("links", "n"), ("copies", "1"), ("dates", "1"), ("dates", "n")])
def test_a_decision_is_made_and_undone_with_the_keyboard(open_page, port, tab, key):
    page = open_page()
    page.goto(f"{port}/review?tab={tab}")
    before = page.locator(".doubts .row").count()
    assert before > 0
    page.keyboard.press("j")
    page.keyboard.press(key)
    page.wait_for_selector("form.last")
    assert page.url.endswith(f"tab={tab}")
    after = page.locator(".doubts .row").count()
    # a statement that leaves its claim may leave others in doubt
    assert after == before - 1 or (tab, key) == ("links", "n")
    page.keyboard.press("u")
    page.wait_for_selector("form.last", state="detached")
    # a busy machine still shows the reading before the last change, and says so
    for _ in range(20):
        if page.locator(".doubts .row").count() == before:
            break
        page.wait_for_timeout(500)
        page.reload()
    assert page.locator(".doubts .row").count() == before


def test_the_date_of_a_page_is_decided_where_it_is_read(open_page, port):
    page = open_page()
    page.goto(port + "/documents?undated=1")
    press_until(page, "Tab", "e.matches('td a')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/d:*")
    reader = page.url
    press_until(page, "Tab", "(e.getAttribute('href') || '').startsWith('/review?tab=dates&page_of=')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review?tab=dates&page_of=*")
    press_until(page, "Tab", "e.matches('form.other input')")
    page.keyboard.type("2024-02-05")
    page.keyboard.press("Enter")
    page.wait_for_selector("form.last")
    page.goto(reader)
    facts = page.inner_text("dl.facts")
    assert "2024-02-05" in facts and "decided by a person" in facts
    page.goto(port + "/review?tab=dates")
    page.keyboard.press("u")
    page.wait_for_selector("form.last", state="detached")


def test_keys_work_on_a_cyrillic_layout(open_page, port):
    page = open_page(locale="uk-UA")
    page.goto(port + "/claims")
    press = "([key, code]) => document.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true, cancelable: true}))"
    page.evaluate(press, ["о", "KeyJ"])
    assert page.evaluate("document.activeElement.closest('[data-row]') !== null")
    page.evaluate(press, [".", "Slash"])
    assert page.evaluate("document.activeElement.id") == "q"


def test_help_and_back_to_the_text(open_page, port):
    page = open_page()
    page.goto(port)
    page.keyboard.press("?")
    assert page.evaluate("document.getElementById('keys').open")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("j?")
    assert page.input_value("#q") == "j?"
