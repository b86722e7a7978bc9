# SPDX-License-Identifier: BSD-3-Clause
"""Figures of evaluations by scikit-learn and scipy, for random relevance and random figures.

    python evaluation_figures.py lxt-evaluate/src/test/resources/org/lxt/evaluate/figures.json     (numpy, scipy, scikit-learn)

`evidence`: relevance of units, which are evidence, and the area under the ROC curve, the recall among the first k % and the place of
the first of them. `intervals`: values, their bootstrap distribution as scipy drew it, and its BCa interval. `tests`: differences and
the p-value of all permutations of their signs. `subsets`: relevance, subsets of its parts, what was lost without each, Pearson's
correlation of that with the relevance of the subset, and their mean squared difference.
"""
import json
import math
import sys

import numpy as np
from scipy import stats
from sklearn.metrics import roc_auc_score

draw = np.random.default_rng(5)
evidence = []
for i in range(40):
    units = int(draw.integers(3, 60))
    relevance = draw.normal(size=units)
    if i % 4 == 0:
        relevance = np.round(relevance)  # ties
    is_evidence = draw.random(units) < 0.3
    if not is_evidence.any() or is_evidence.all():
        is_evidence[:] = False
        is_evidence[int(draw.integers(units))] = True
    places = stats.rankdata(-relevance, "min")
    line = {"relevance": relevance.tolist(), "evidence": is_evidence.tolist(),
            "area": float(roc_auc_score(is_evidence, relevance)),
            "share": float(np.clip(relevance, 0, None)[is_evidence].sum() / max(np.clip(relevance, 0, None).sum(), 1e-300))}
    if len(set(relevance)) == units:
        most = math.ceil(units / 5)
        line["rank"] = float(places[is_evidence].min())
        line["pointing"] = float(is_evidence[relevance.argmax()])
        line["recall"] = float((places[is_evidence] <= most).mean())
    evidence.append(line)

intervals = []
for count, kind in [(5, "normal"), (12, "share"), (40, "skewed"), (200, "share")]:
    values = {"normal": draw.normal(size=count), "share": draw.beta(4, 1, count), "skewed": draw.exponential(size=count)}[kind]
    result = stats.bootstrap((values,), np.mean, n_resamples=999, method="BCa", rng=draw)
    intervals.append({"values": values.tolist(), "means": result.bootstrap_distribution.tolist(),
                      "low": float(result.confidence_interval.low), "high": float(result.confidence_interval.high)})

tests = []
for count in (3, 6, 9, 12, 40):
    differences = draw.normal(0.4, 1, count)
    n = np.inf if count < 15 else 200_000
    p = stats.permutation_test((differences,), np.mean, permutation_type="samples", n_resamples=n, rng=draw).pvalue
    tests.append({"differences": differences.tolist(), "exact": count < 15, "p": float(p)})

subsets = []
for parts, count in [(8, 20), (30, 50)]:
    relevance = draw.normal(size=parts)
    removed = draw.random((count, parts)) < 0.3
    said = removed @ relevance
    lost = 0.7 * said + draw.normal(0, 0.5, count)
    subsets.append({"relevance": relevance.tolist(), "removed": removed.tolist(), "lost": lost.tolist(),
                    "correlation": float(stats.pearsonr(said, lost).statistic),
                    "infidelity": float(((said - lost) ** 2).mean())})

with open(sys.argv[1], "w") as out:
    json.dump({"evidence": evidence, "intervals": intervals, "tests": tests, "subsets": subsets}, out)
    out.write("\n")
