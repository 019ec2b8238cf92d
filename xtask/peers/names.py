"""Are two full names one name? What other tools say of the pairs that `cargo xtask score names` asks.

`names.py FOLDER [--write FILE]` reads every `pairs*.tsv` of the folder (`label`, `name1`, `name2`) and prints a table;
`--write` puts it between the marks `name pairs` of the file instead. Each tool gives a number for a pair; it is scored at the
threshold, in steps of 0.01, that is best for it on these very pairs, so a peer can only look better than it would elsewhere.
The packages stand in `requirements-names.txt`. Tools that compare letters get both
names in Latin letters by `anyascii`. Times are of the process, over all pairs.
"""

import csv
import importlib.metadata
import pathlib
import re
import sys
import time

MARK = "name pairs"


def tools():
    """Name, package, and a function from two names to a number between 0 and 1."""
    from anyascii import anyascii
    from rapidfuzz import fuzz
    from rapidfuzz.distance import JaroWinkler

    def latin(compare):
        return lambda one, two: compare(anyascii(one).lower(), anyascii(two).lower())

    yield "Jaro-Winkler", "rapidfuzz", latin(JaroWinkler.similarity)
    yield "WRatio", "rapidfuzz", latin(lambda one, two: fuzz.WRatio(one, two) / 100)
    yield "token_set_ratio", "rapidfuzz", latin(lambda one, two: fuzz.token_set_ratio(one, two) / 100)
    try:
        yield from nomenklatura()
    except ImportError as error:
        print(f"nomenklatura: {error}", file=sys.stderr)


def nomenklatura():
    from followthemoney import model
    from nomenklatura.matching import LogicV2

    config = LogicV2.default_config()

    def person(name):
        return model.get_proxy({"id": name, "schema": "Person", "properties": {"name": [name]}})

    yield "logic-v2", "nomenklatura", lambda one, two: LogicV2.compare(person(one), person(two), config).score


def pairs(folder):
    for path in sorted(pathlib.Path(folder).glob("pairs*.tsv")):
        with path.open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield row["label"] == "1", row["name1"], row["name2"]


def best(scored):
    """Threshold, precision, recall and F1 where F1 is highest."""
    wanted = sum(label for label, _ in scored)
    found = []
    for step in range(101):
        taken = [label for label, score in scored if score >= step / 100]
        right = sum(taken)
        if right:
            precision, recall = right / len(taken), right / wanted
            found.append((2 * precision * recall / (precision + recall), step / 100, precision, recall))
    f1, threshold, precision, recall = max(found)
    return threshold, precision, recall, f1


def table(folder):
    asked = list(pairs(folder))
    lines = ["| tool | version | threshold | P | R | F1 | pairs a second |", "| --- | --- | ---: | ---: | ---: | ---: | ---: |"]
    for name, package, compare in tools():
        compare(asked[0][1], asked[0][2])
        start = time.process_time()
        scored = [(label, compare(one, two)) for label, one, two in asked]
        speed = len(asked) / max(time.process_time() - start, 1e-9)
        threshold, precision, recall, f1 = best(scored)
        version = importlib.metadata.version(package)
        lines.append(
            f"| {package} {name} | {version} | {threshold:.2f} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {speed:,.0f} |"
        )
    return len(asked), lines


def main():
    folder = sys.argv[1]
    count, lines = table(folder)
    text = "\n".join(
        [
            "## Name pairs: peers",
            "",
            "`python xtask/peers/names.py FOLDER --write docs/scores.md`",
            "",
            f"The {count} pairs of `score names`, whose own row stands above at the threshold that ships. Each peer stands at"
            " the threshold that is best for it on these pairs; letters are compared in Latin by `anyascii`.",
            "",
            *lines,
        ]
    )
    if "--write" not in sys.argv:
        print(text)
        return
    path = pathlib.Path(sys.argv[sys.argv.index("--write") + 1])
    old = path.read_text(encoding="utf-8")
    block = f"<!-- {MARK}: written by a command -->\n{text}\n<!-- /{MARK} -->"
    known = re.compile(rf"<!-- {MARK}: .*?<!-- /{MARK} -->", re.DOTALL)
    new = known.sub(lambda _: block, old) if known.search(old) else f"{old.rstrip()}\n\n{block}\n"
    path.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
