"""Runs schemathesis on a server for some seconds. Half of the ids it tries are ids that the corpus has."""

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

address, token_file, seconds, work = sys.argv[1].rstrip("/"), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
token = token_file.read_text()


def get(path):
    request = urllib.request.Request(address + path, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


claims = [claim["id"] for claim in get("/api/v1/claims?limit=50")["claims"]]
actors = [actor["id"] for actor in get("/api/v1/actors?limit=50")["actors"]]
documents = [document["id"] for document in get("/api/v1/documents?limit=50")["documents"]]
hits = get("/api/v1/search?kind=direct&limit=50")["hits"] + get("/api/v1/search?kind=indirect&limit=50")["hits"]
known = {
    "claims": claims,
    "actors": actors,
    "documents": documents,
    "statements": [hit["statement"]["id"] for hit in hits],
}
assert all(known.values()), {name: len(ids) for name, ids in known.items()}
(work / "known.json").write_text(json.dumps(known))
(work / "hooks.py").write_text(
    f'''
import json, random
import schemathesis

KNOWN = json.loads(open({str(work / "known.json")!r}).read())
CHANCE = random.Random(8600)


@schemathesis.hook
def before_call(context, case, kwargs):
    parts = case.operation.path.split("/")
    if "{{id}}" in case.operation.path and case.path_parameters and CHANCE.random() < 0.5:
        case.path_parameters["id"] = CHANCE.choice(KNOWN[parts[3]])
    if case.operation.method.upper() == "POST" and isinstance(case.body, dict) and CHANCE.random() < 0.5:
        case.body["subjects"] = CHANCE.sample(KNOWN["actors"], k=min(2, len(KNOWN["actors"])))
'''
)
checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
command = [
    str(Path(sys.executable).parent / "schemathesis"), "run", f"{address}/openapi.json",
    "--header", f"Authorization: Bearer {token}", "--checks", checks, "--max-time", seconds,
    "--max-examples", "100000", "--seed", "8600", "--suppress-health-check", "all", "--no-color", "--warnings", "off",
    "--output-sanitize", "true", "--request-timeout", "15",
]
environment = dict(os.environ, SCHEMATHESIS_HOOKS="hooks", PYTHONPATH=str(work))
sys.exit(subprocess.run(command, env=environment, cwd=work).returncode)
