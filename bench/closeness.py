# SPDX-License-Identifier: BSD-3-Clause
"""How close explanations are to others of the same questions, such as those of bf16 to those of float32.

    ./lxt explain --model DIR --prompts FILE --json a.jsonl
    ./lxt explain --model DIR --prompts FILE --precision bf16 --json b.jsonl
    python bench/closeness.py a.jsonl b.jsonl

Prints the median and the worst over all explanations: correlation of the relevance of tokens or pixels, correlation of its
ranks (Spearman), how many of the ten most relevant are the same, the largest difference of relevance over the largest
relevance, and the difference of the explained logit over the largest one. Needs Python alone.
"""
import argparse
import json
import math
import statistics
from pathlib import Path


def correlation(a, b):
    mean_a, mean_b = statistics.fmean(a), statistics.fmean(b)
    a, b = [x - mean_a for x in a], [x - mean_b for x in b]
    size = math.sqrt(sum(x * x for x in a) * sum(x * x for x in b))
    return sum(x * y for x, y in zip(a, b)) / size if size else math.nan


def ranks(values):
    """From 0; equal values share the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    result = [0.0] * len(values)
    i = 0
    while i < len(order):
        j = i
        while j < len(order) and values[order[j]] == values[order[i]]:
            j += 1
        for k in order[i:j]:
            result[k] = (i + j - 1) / 2
        i = j
    return result


def most(values, count):
    return set(sorted(range(len(values)), key=lambda i: -values[i])[:count])


def difference(a, b):
    largest = max(map(abs, a))
    return max(abs(x - y) for x, y in zip(a, b)) / largest if largest else math.nan


def measures(expected, actual):
    """Of two lists of relevance. Fewer than three say nothing of order."""
    count = min(10, max(1, len(expected) // 2))
    several = len(expected) > 2
    return {
        "correlation": correlation(expected, actual) if several else math.nan,
        "rank correlation": correlation(ranks(expected), ranks(actual)) if several else math.nan,
        "top 10 in common": len(most(expected, count) & most(actual, count)) / count if several else math.nan,
        "relevance error": difference(expected, actual),
    }


def of_reports(first, second):
    """Measures of each explanation, and how many are left out since another token is the most likely."""
    found, other = [], 0
    for one, two in zip(read_lines(first), read_lines(second), strict=True):
        for a, b in zip(one["attributions"], two["attributions"], strict=True):
            if a["target"]["id"] != b["target"]["id"]:
                other += 1
                continue
            relevance = [[t["relevance"] for t in x["tokens"]] for x in (a, b)]
            largest = max(abs(c["logit"]) for c in a["candidates"])
            found.append(measures(*relevance) | {"logit error": abs(a["value"] - b["value"]) / largest})
    return found, other


def read_lines(file):
    return [json.loads(line) for line in Path(file).read_text().splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first")
    parser.add_argument("second")
    options = parser.parse_args()
    found, other = of_reports(options.first, options.second)
    print(f"{len(found)} explanations, {other} more of another target")
    for name in ("correlation", "rank correlation", "top 10 in common", "relevance error", "logit error"):
        values = sorted(m[name] for m in found if not math.isnan(m[name]))
        error = "error" in name
        worst = values[-1] if error else values[0]
        tenth = values[len(values) * 9 // 10] if error else values[len(values) // 10]
        form = ".2e" if error else ".5f"
        print(f"{name:18} median {statistics.median(values):{form}}  one in ten {tenth:{form}}  worst {worst:{form}}")


if __name__ == "__main__":
    main()
