"""Reads each export with the tool it is meant for; stops at the first that is not what it should be."""

import csv
import json
import sys
from pathlib import Path

import followthemoney
import networkx
import prov.model
import pyarrow.parquet
import stix2

folder = Path(sys.argv[1])


def text(form):
    return (folder / f"x.{form}").read_text(encoding="utf-8")


rows = [json.loads(line) for line in text("jsonl").splitlines()]
assert rows, "no statements"
for row in rows:
    assert row["schema"] == "reportedly/1" and len(row["document"]["sha256"]) == 64 and row["rule"], row
    for piece in row["content"]:
        start, end = piece["bytes"]
        assert piece["start"] < piece["end"] <= end and start >= piece["start"], piece
        if not row["cut"]:
            assert len(piece["text"]) == piece["end"] - piece["start"], piece
            assert len(piece["text"].encode()) == end - start, piece
ids = [row["statement"] for row in rows]

with open(folder / "x.csv", encoding="utf-8", newline="") as file:
    cells = list(csv.DictReader(file))
assert [row["statement"] for row in cells] == ids
assert not any(value[:1] in "=+-@" for row in cells for value in row.values() if value)
assert (folder / "bom.csv").read_bytes().startswith(b"\xef\xbb\xbf")

table = pyarrow.parquet.read_table(folder / "x.parquet")
assert table.column("statement").to_pylist() == ids
assert table.column("start").to_pylist() == [min(p["start"] for p in row["content"]) for row in rows]
assert table.column("published").to_pylist() == [(row["document"]["published"] or {}).get("value") for row in rows]

entities = {}
for line in text("ftm").splitlines():
    raw = json.loads(line)
    schema = followthemoney.model.get(raw["schema"])
    assert schema is not None, raw
    schema.validate(raw)
    for name, values in raw["properties"].items():
        prop = schema.get(name)
        assert prop is not None, (schema.name, name)
        for value in values:
            assert prop.type.validate(value), (schema.name, name, value)
    assert raw["id"] not in entities, raw["id"]
    entities[raw["id"]] = followthemoney.model.get_proxy(raw)
for entity in entities.values():
    for prop, value in entity.itervalues():
        if prop.type.name == "entity":
            assert value in entities, (entity.id, prop.name, value)
            assert entities[value].schema.is_a(prop.range), (entity.id, prop.name, entities[value].schema)
assert sum(entity.schema.name == "Note" for entity in entities.values()) == len(set(ids))

graphs = [networkx.read_graphml(folder / "x.graphml"), networkx.read_gexf(folder / "x.gexf")]
for graph in graphs:
    assert graph.is_directed() and graph.number_of_nodes() and graph.number_of_edges(), graph
assert set(graphs[0].nodes) == set(graphs[1].nodes) and set(graphs[0].edges) == set(graphs[1].edges)

document = prov.model.ProvDocument.deserialize(content=text("prov"), format="json")
bundles = list(document.bundles)
assert len(bundles) == len({row["document"]["id"] for row in rows})
quotations = {
    str(record.identifier)
    for bundle in bundles
    for record in bundle.get_records(prov.model.ProvEntity)
    if record.get_attribute("prov:value")
}
assert len(quotations) == len(set(ids)), (len(quotations), len(set(ids)))

bundle = stix2.parse(text("stix"), allow_custom=False)
objects = {thing["id"]: thing for thing in bundle["objects"]}
assert len(objects) == len(bundle["objects"]), "an id twice"
assert sum(thing["type"] == "note" for thing in objects.values()) == len(set(ids))
for thing in objects.values():
    for reference in thing.get("object_refs", []):
        assert reference in objects, reference

linked = json.loads(text("schemaorg"))
nodes = {node["@id"]: node for node in linked["@graph"]}
assert sum(node["@type"] == "Quotation" for node in nodes.values()) == len(set(ids))
for node in nodes.values():
    for place in node.get("appearance", []):
        assert place["@id"] in nodes, place
    assert node["@type"] != "ClaimReview"

notes = json.loads(text("webanno"))
assert notes["type"] == "AnnotationPage" and [item["id"].rsplit(":reportedly:")[-1] for item in notes["items"]] == ids
for item, row in zip(notes["items"], rows):
    for target, piece in zip(item["target"], row["content"], strict=True):
        kinds = {selector["type"]: selector for selector in target["selector"]}
        assert kinds["TextPositionSelector"]["end"] == piece["end"], item

print(f"{len(rows)} statements read back from 10 formats, {len(entities)} FollowTheMoney entities, {len(objects)} STIX objects")
