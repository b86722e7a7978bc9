# SPDX-License-Identifier: BSD-3-Clause
"""How texts are split under names that llama.cpp has for tokenizers: by the package tokenizers and the patterns of the originals.

    python gguf_splittings.py lxt-tokenizers/src/test/resources/org/lxt/tokenizers/splittings.jsonl

The patterns are those of the models' own tokenizers as far as llama.cpp quotes them, and else its own. What afmoe does to digits is a
function there, and here.
"""
import json
import sys

import regex
from tokenizers import Regex
from tokenizers.pre_tokenizers import ByteLevel, Sequence, Split

DEEPSEEK = r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+"
ENDING = "(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
UPPER, LOWER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]"
KIMI = "|".join([
    r"[\p{Han}]+", rf"[^\r\n\p{{L}}\p{{N}}]?{UPPER}*{LOWER}+{ENDING}", rf"[^\r\n\p{{L}}\p{{N}}]?{UPPER}+{LOWER}*{ENDING}",
    r"\p{N}{1,3}", r" ?[^\s\p{L}\p{N}]+[\r\n]*", r"\s*[\r\n]+", r"\s+(?!\S)", r"\s+"])
ASIAN = ("[\u4e00-\u9fff\u3400-\u4dbf\u8c48-\ufaff\u3040-\u309f\u30a0-\u30ff\uff65-\uff9f\u2f00-\u2fdf\u0e40-\u0e7f\u0e80-\u0eff"
         "\u1780-\u17ff\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff\uac00-\ud7af\u1100-\u11ff]+")
PATTERNS = {
    "afmoe": [ASIAN, DEEPSEEK + r"[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"],
    "chameleon": ["<sentinel:[0-9]+>", "(IMGIMG)((A|B|C|D|E|F|G|H|I){1,4})Z", r"([\t\n]|    |  )", r"\p{N}", r"[\p{P}!-/:-@\[-`{-~]"],
    "kimi-k2": [KIMI],
    "spark2_5": [r"\p{N}{1,3}", "[一-龥぀-ゟ゠-ヿ]+", DEEPSEEK + r"|[\r\n]|\s+(?!\S)|\s+", r"\p{N}"],
    "superbpe": [r"\p{N}+", r"(?=(\d{3})+(?!\d))"],
    "ufakzeka": [r"[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"],
}
TEXTS = [
    "Hello world, it's 1 of 12345678 things!", "Don't STOP: I'LL we've 'tis ÇA n'est", "a1b22c333d4444e55555 1,234,567.89",
    "  leading\n\n trailing  \t tabs\r\nnew   ", "中文字符 mixed漢字Latin かなカナ 한국어 ภาษาไทย ខ្មែរ", "½ ¾12 ١٢٣٤٥٦ 12½345 Ⅷ",
    "İstanbul'da Türkçe'nin ekleri", "snake_case camelCase HTTPServer x+=1;//c", "<sentinel:12> IMGIMGABCZ IMGIMGJZ IMGIMGABCDEZ",
    "e\u0301 n\u0303 🙂👍🏽 — “quotes” …", "    four  two\ttab", "(a) [b] {c} #d @e $5 ^~|`", "word中word 中 a中'S 中's B中c",
]


def threes(text):
    """Runs of numbers: what is left over by threes first, and then threes."""
    for part in regex.findall(r"\p{N}+|\P{N}+", text):
        if not regex.match(r"\p{N}", part):
            yield part, False
            continue
        first = len(part) % 3
        pieces = [part[:first]] + [part[i:i + 3] for i in range(first, len(part), 3)]
        yield from ((p, True) for p in pieces if p)


with open(sys.argv[1], "w", encoding="utf-8") as out:
    for name, patterns in PATTERNS.items():
        splits = [Split(Regex(p), "isolated") for p in patterns]
        whole = Sequence([*splits, ByteLevel(add_prefix_space=False, use_regex=name == "chameleon")])
        for text in TEXTS:
            parts = threes(text) if name == "afmoe" else [(text, False)]
            pieces = [p for part, _ in parts for p, _ in whole.pre_tokenize_str(part)]
            out.write(json.dumps({"name": name, "text": text, "pieces": pieces}, ensure_ascii=True) + "\n")
