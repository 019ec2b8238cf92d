#!/usr/bin/env python3
"""Fits the judge of two statements: world/relation-trees.tsv, world/relation-roles.tsv and world/relation-pairs.tsv.

    cargo xtask relations xtask/relations/statements/*.jsonl > own.jsonl
    python3 xtask/relations/fit.py own.jsonl crates/engine/world [--check other.jsonl]

Needs numpy and scikit-learn. `--check` takes another file of that form, which is not fitted on, and prints figures of it.
"""
import argparse
import json

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

RELATIONS = ["same", "denies", "updates", "no_confirmation", "unrelated"]
# How often each relation is met among candidates that share much; a guess of ours, not counted on a test set.
PRIOR = np.array([0.30, 0.16, 0.1, 0.06, 0.38])
# What of two unlike statements says who and when: in real piles they are often about the same people in the same days.
ABOUT = ("names", "actors shared", "speaker", "days over")
ROLES = ["report", "denial", "update", "refusal", "wish"]
# What two vectors are compared for as a whole, by the number of the relation.
ALIKE = ["same", "denies"]
FOLDS = 5
# Share of the pairs of one day that are fitted on as if the second was told days later, and how many. The statements of a
# scenario are mostly of one day, but news is retold for a week: a few days between two statements must tell little.
LATER, DAYS = 0.25, [2, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10]
# Words of a statement from which on a pair counts for less: longer ones were written later and are half of all.
WORDS = 13


def role(statement):
    """What a statement sounds like by itself."""
    by = {"P": 0, "denies": 1, "updates": 2, "no_confirmation": 3}
    why = {"wish": 4, "condition": 4, "trap_denial": 1, "trap_no_comment": 3}
    return by.get(statement["role"], why.get(statement.get("why"), 0))


def load(path):
    statements, vectors, pairs = [], [], []
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        if "statement" in row:
            statements.append(row["statement"])
            vectors.append(row["vector"])
        else:
            pairs.append(row)
    # what two bystanders have to do with each other is easy and teaches little
    role = lambda at: statements[at]["role"]
    pairs = [pair for pair in pairs if pair["across"] or "P" in (role(pair["a"]), role(pair["b"]))]
    return statements, np.array(vectors, dtype=np.float32), pairs


def earlier(statements, pair):
    a, b = pair["a"], pair["b"]
    key = lambda at: (statements[at]["date"] or "", statements[at]["text"].encode())
    return (b, a) if key(b) < key(a) else (a, b)


def figures(data, names, scores, alike):
    statements, _, pairs = data
    own = np.array([[pair["figures"][name] for name in names] for pair in pairs])
    across = np.array([pair["across"] for pair in pairs])
    if across.any():
        # as if they were about the people and days of some pair of one scenario
        donors = np.random.default_rng(0).choice(np.where(~across)[0], across.sum())
        for at, name in enumerate(names):
            if name.startswith(ABOUT) or name == "days":
                own[across, at] = own[donors, at]
    ends = np.array([earlier(statements, pair) for pair in pairs])
    return np.hstack([own, alike, scores[ends[:, 0]], scores[ends[:, 1]]])


def side_by_side(data):
    """Of each pair the products and the distances of the numbers of its two vectors."""
    _, vectors, pairs = data
    a, b = (vectors[[pair[side] for pair in pairs]] for side in "ab")
    return np.hstack([a * b, np.abs(a - b)])


def fit_alike(rows, truth):
    """How like the same and like a denial two vectors are, side by side; as bias and weights."""
    scaler = StandardScaler().fit(rows)
    out = []
    for label in range(len(ALIKE)):
        model = LogisticRegression(C=1e-4, max_iter=200, class_weight="balanced").fit(scaler.transform(rows), truth == label)
        weights = model.coef_[0] / scaler.scale_
        out.append((model.intercept_[0] - (weights * scaler.mean_).sum(), weights))
    return out


def hear_alike(model, rows):
    return np.stack([bias + rows @ weights for bias, weights in model], 1)


def labels(pairs):
    return np.array([RELATIONS.index(pair["label"]) for pair in pairs])


def report(title, chances, truth):
    same, score = truth == 0, chances[:, 0]
    order = np.argsort(-score)
    hits = np.cumsum(same[order])
    precision, recall = hits / np.arange(1, len(order) + 1), hits / same.sum()
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    at = lambda p: max((recall[i] for i in range(len(order)) if precision[i] >= p), default=0.0)
    guess = chances.argmax(1)
    each = []
    for relation in range(len(RELATIONS)):
        both = ((guess == relation) & (truth == relation)).sum()
        each.append(2 * both / max(1, (guess == relation).sum() + (truth == relation).sum()))
    print(f"{title}: AUC {roc_auc_score(same, score):.3f}, best F1 {f1.max():.3f} at {score[order[f1.argmax()]]:.3f}, "
          f"recall at precision .9 {at(.9):.3f}, .8 {at(.8):.3f}; macro-F1 {np.mean(each):.3f}", np.round(each, 2))
    for least in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        found = score >= least
        precision, recall = (same & found).sum() / max(1, found.sum()), (same & found).sum() / same.sum()
        print(f"    same from {least}: precision {precision:.3f} recall {recall:.3f}")


def retold(rows, names, truth):
    """The rows with some pairs of one day told days later; what updates is later by itself."""
    chance = np.random.default_rng(0)
    rows = rows.copy()
    later = (truth != RELATIONS.index("updates")) & (rows[:, names.index("days")] <= 1) & (chance.random(len(rows)) < LATER)
    for name, value in (("days", chance.choice(DAYS, later.sum())), ("days over 1", 1), ("days over 10", 0)):
        rows[later, names.index(name)] = value
    return rows


def fit(rows, truth, counts):
    weight = (PRIOR / np.bincount(truth, minlength=5) * len(truth))[truth] * counts
    model = HistGradientBoostingClassifier(max_iter=200, learning_rate=0.08, max_leaf_nodes=8, min_samples_leaf=40,
                                           max_features=0.1, l2_regularization=20, early_stopping=False, random_state=0)
    return model.fit(rows, truth, sample_weight=weight)


def write_trees(model, columns, path):
    """A row is a node: tree, relation, node, figure and threshold (left when not above it), children; or a leaf's value."""
    with open(path, "w", encoding="utf-8") as out:
        out.write("tree\trelation\tnode\tfigure\tthreshold\tleft\tright\tvalue\n")
        for relation, value in enumerate(model._baseline_prediction.ravel()):
            out.write(f"-\t{RELATIONS[relation]}\t\t\t\t\t\t{value:.5f}\n")
        for tree, predictors in enumerate(model._predictors):
            for relation, predictor in enumerate(predictors):
                for at, node in enumerate(predictor.nodes):
                    if node["is_leaf"]:
                        out.write(f"{tree}\t{RELATIONS[relation]}\t{at}\t\t\t\t\t{node['value']:.5f}\n")
                    else:
                        out.write(f"{tree}\t{RELATIONS[relation]}\t{at}\t{columns[node['feature_idx']]}\t{node['num_threshold']:.5f}\t"
                                  f"{node['left']}\t{node['right']}\t\n")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("own")
    arguments.add_argument("world")
    arguments.add_argument("--check")
    options = arguments.parse_args()
    own = load(options.own)
    statements, vectors, pairs = own
    names = sorted(pairs[0]["figures"])
    names = [name for name in names if not name.startswith(("sounds like", "together like"))]
    truth = labels(pairs)

    # what a statement sounds like: for fitting the rest, from a model that has not seen its scenario
    sounds = np.array([role(statement) for statement in statements])
    scenarios = np.array([statement["scenario"] for statement in statements])
    scores = np.zeros((len(statements), len(ROLES)))
    for train, test in GroupKFold(FOLDS).split(vectors, sounds, scenarios):
        model = LogisticRegression(C=3, max_iter=500).fit(vectors[train], sounds[train])
        scores[test] = model.decision_function(vectors[test])
    hearing = LogisticRegression(C=3, max_iter=500).fit(vectors, sounds)

    # how alike the two sound together: in the same way
    groups = np.array([pair["scenario"] for pair in pairs])
    within = np.array([not pair["across"] for pair in pairs])
    together = side_by_side(own)
    alike = np.zeros((len(pairs), len(ALIKE)))
    for train, test in GroupKFold(FOLDS).split(together, truth, groups):
        train = train[within[train]]
        alike[test] = hear_alike(fit_alike(together[train], truth[train]), together[test])
    hearing_alike = fit_alike(together[within], truth[within])

    rows = figures(own, names, scores, alike)
    columns = names + [f"together like {name}" for name in ALIKE] + [f"sounds like {role}, {side}" for side in ("earlier", "later") for role in ROLES]
    words = np.array([np.mean([len(statements[pair[side]]["text"].split()) for side in "ab"]) for pair in pairs])
    counts = np.minimum(1, (WORDS / words) ** 2)
    later = retold(rows, names, truth)
    train, test = next(GroupKFold(FOLDS).split(rows, truth, groups))
    strangers = test[~within[test]]
    test = test[within[test]]
    trial = fit(later[train], truth[train], counts[train])
    report("own, scenarios not seen", trial.predict_proba(rows[test]), truth[test])
    report("the same, some told days later", trial.predict_proba(later[test]), truth[test])
    apart = trial.predict_proba(rows[strangers])
    print("nothing to do with each other: held to be the same", (apart[:, 0] > 0.5).mean(), "a denial", (apart[:, 1] > 0.5).mean())
    model = fit(later, truth, counts)
    if options.check:
        other = load(options.check)
        heard = hearing.decision_function(other[1])
        together = hear_alike(hearing_alike, side_by_side(other))
        report("check", model.predict_proba(figures(other, names, heard, together)), labels(other[2]))
    write_trees(model, columns, f"{options.world}/relation-trees.tsv")
    with open(f"{options.world}/relation-pairs.tsv", "w", encoding="utf-8") as out:
        out.write("relation\tbias\tweights\n")
        for name, (bias, weights) in zip(ALIKE, hearing_alike):
            out.write(f"{name}\t{bias:.4f}\t{' '.join(f'{weight:.3f}' for weight in weights)}\n")
    with open(f"{options.world}/relation-roles.tsv", "w", encoding="utf-8") as out:
        out.write("role\tbias\tweights\n")
        for at, name in enumerate(ROLES):
            weights = " ".join(f"{weight:.3f}" for weight in hearing.coef_[at])
            out.write(f"{name}\t{hearing.intercept_[at]:.4f}\t{weights}\n")


if __name__ == "__main__":
    main()
