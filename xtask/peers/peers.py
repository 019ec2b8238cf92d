"""Peers in Python behind one protocol, the same as that of `rust/main.rs`.

`peers.py --list` prints a line of JSON for each tool. `peers.py TOOL` reads requests from stdin, one line of JSON a page
(`path`, `url`, `form`), and answers each with a line: `seconds` of processor time, `text`, `title`, `date` or `error`.
Decoding counts where a tool takes a string, for a user has to decode as well; parsers are given decoded text. Pages of form
`flat` are lines of text; for tools that read HTML each line becomes a paragraph.
"""

import codecs
import html
import importlib
import importlib.metadata
import json
import logging
import re
import sys
import time

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]+)", re.IGNORECASE)
CYRILLIC = re.compile("[\u0400-\u04ff]")


def decode(data):
    """Text by byte order mark, by the encoding the page declares, else UTF-8, else as detected."""
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8-sig", "replace")
    found = CHARSET.search(data[:4096])
    if found:
        try:
            return data.decode(found.group(1).decode("ascii"), "replace")
        except LookupError:
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        import charset_normalizer

        best = charset_normalizer.from_bytes(data[:65536]).best()
        return data.decode(best.encoding if best else "utf-8", "replace")


def found(text=None, title=None, date=None):
    return {"text": text, "title": title, "date": None if date is None else str(date)}


def trafilatura_text(**options):
    import trafilatura

    return lambda data, url: found(trafilatura.extract(data, url=url, include_comments=False, **options))


def trafilatura_metadata():
    import trafilatura

    def read(data, url):
        got = trafilatura.bare_extraction(data, url=url, include_comments=False, with_metadata=True)
        return found(got.text, got.title, got.date) if got else found()

    return read


def readability_lxml():
    import lxml.html
    import readability

    def read(data, url):
        document = readability.Document(decode(data), url=url)
        body = lxml.html.fromstring(document.summary())
        return found("\n".join(body.itertext()), document.short_title())

    return read


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def read(data, url):
        tree = HTMLTree.parse(decode(data))
        return found(extract_plain_text(tree, main_content=True, alt_texts=False), tree.title)

    return read


def newspaper4k():
    import newspaper

    def read(data, url):
        config = newspaper.Config()
        config.fetch_images = False
        article = newspaper.Article(url or "http://example.com/", config=config)
        article.download(input_html=decode(data))
        article.parse()
        return found(article.text, article.title, article.publish_date)

    return read


def goose3():
    import goose3

    reader = goose3.Goose({"enable_image_fetching": False})

    def read(data, url):
        article = reader.extract(raw_html=decode(data))
        return found(article.cleaned_text, article.title, article.publish_datetime_utc or article.publish_date)

    return read


def justext():
    import justext

    lists = {True: justext.get_stoplist("Russian"), False: justext.get_stoplist("English")}

    def read(data, url):
        text = decode(data)
        words = lists[len(CYRILLIC.findall(text)) * 20 > len(text)]
        kept = [part.text for part in justext.justext(text, words) if not part.is_boilerplate]
        return found("\n".join(kept))

    return read


def htmldate(extensive):
    import htmldate

    return lambda data, url: found(
        date=htmldate.find_date(decode(data), url=url, original_date=True, extensive_search=extensive)
    )


def long_lines():
    """The rule a user would write first: keep the lines of ten words and more."""

    def read(data, url):
        lines = data.decode("utf-8", "replace").splitlines()
        return found("\n".join(line for line in lines if len(line.split()) >= 10))

    return read


def lexbor_tree():
    from selectolax.lexbor import LexborHTMLParser

    return lambda text, url: found() if LexborHTMLParser(text).root is not None else found()


# Name; package; what it is measured on; how it is made.
TOOLS = [
    ("trafilatura", "trafilatura", ["articles", "flat"], trafilatura_text),
    ("trafilatura, precision", "trafilatura", ["articles"], lambda: trafilatura_text(favor_precision=True)),
    ("trafilatura, with metadata", "trafilatura", ["articles", "dates"], trafilatura_metadata),
    ("readability-lxml", "readability-lxml", ["articles"], readability_lxml),
    ("resiliparse", "resiliparse", ["articles"], resiliparse),
    ("newspaper4k", "newspaper4k", ["articles", "dates"], newspaper4k),
    ("goose3", "goose3", ["articles", "dates"], goose3),
    ("justext", "justext", ["articles", "flat"], justext),
    ("htmldate, extensive", "htmldate", ["dates"], lambda: htmldate(True)),
    ("htmldate, fast", "htmldate", ["dates"], lambda: htmldate(False)),
    ("lines of ten words", None, ["flat"], long_lines),
    ("lexbor, tree", "selectolax", ["parse"], lexbor_tree),
]


def list_tools(out):
    for name, package, does, make in TOOLS:
        row = {"tool": name, "version": "", "does": does}
        try:
            row["version"] = importlib.metadata.version(package) if package else ""
            make()
        except Exception as error:  # whatever a peer raises when it is broken
            row["error"] = f"{type(error).__name__}: {error}"
        print(json.dumps(row), file=out, flush=True)


def paragraphs(data):
    lines = data.decode("utf-8", "replace").splitlines()
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines if line.strip())
    return f"<!doctype html><html><head><meta charset=\"utf-8\"></head><body>{body}</body></html>".encode()


def serve(tool, out):
    _, _, does, make = next(row for row in TOOLS if row[0] == tool)
    read = make()
    for line in sys.stdin:
        request = json.loads(line)
        with open(request["path"], "rb") as file:
            data = file.read()
        if request["form"] == "flat" and "articles" in does:
            data = paragraphs(data)
        if "parse" in does:
            data = decode(data)
        begin = time.process_time()
        try:
            answer = read(data, request["url"])
        except Exception as error:  # whatever a peer raises on a page
            answer = {"error": f"{type(error).__name__}: {error}"[:200]}
        answer["seconds"] = time.process_time() - begin
        print(json.dumps(answer), file=out, flush=True)


def main():
    out = sys.stdout
    # What peers print must not mix with the answers.
    sys.stdout = sys.stderr
    logging.disable(logging.CRITICAL)
    if sys.argv[1] == "--list":
        list_tools(out)
    else:
        serve(sys.argv[1], out)


if __name__ == "__main__":
    main()
