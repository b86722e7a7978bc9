# SPDX-License-Identifier: BSD-3-Clause
"""Tokenizers that use what the published kinds leave out, and what the tokenizers library makes of some texts.

usage: python tokenizer_variants.py OUT

writes OUT/<variant>/tokenizer.json, cases.jsonl and info.json.
"""

import base64
import json
import math
import random
import struct
import sys
from collections import Counter
from pathlib import Path

import tokenizers
from tokenizers import AddedToken, Regex, Tokenizer
from tokenizers import decoders as de
from tokenizers import models
from tokenizers import normalizers as no
from tokenizers import pre_tokenizers as pre
from tokenizers import processors as post
from tokenizers import trainers

MARK = "\u2581"
BYTES = [f"<0x{b:02X}>" for b in range(256)]

LINES = [
    "A tokenizer divides a text into tokens, and each token has a number.",
    "The number of a token says nothing about its meaning; the model learns that.",
    "In 2024 and 2025 there were 1,234 reports, 56 of them from 3 towns.",
    "Der Zähler zählt: eins, zwei, drei, größer, größer, am größten.",
    "Où est le café près de l'hôtel? Là-bas, à côté du théâtre.",
    "Привет, мир! Как дела? Всё хорошо, спасибо.",
    "数字と文字、ひらがなとカタカナ。今日は天気がいい。",
    "我们今天学习新的词汇,明天再复习。",
    "안녕하세요 세계, 오늘은 날씨가 좋네요.",
    "for i in range(10): print(i * 2, end='')  # prints even numbers",
    "He didn't say that they'd've gone; I'm sure we're not, she's there.",
    "😀 smile 🎈 balloon 👩‍🚀 astronaut 🇯🇵 flag",
]

TEXTS = [
    "", " ", "   ", "\n", "\t \r\n", "a", "Z", "7", "?", "a b", " a", "a ", "  a  b  ", "tokens", "Token numbers",
    "don't I'm we're they've she's", "a do not b n't .", "x-y--z -", "--", "1 22 333 4444", "12,345.67%", "½ ⅓ Ⅷ ٣ ४ ௰",
    "éèê e\u0301e\u0300 n\u0303", "Å\u0327 q\u0307\u0323 q\u0323\u0307", "ﬁ ﬂuid ｆｕｌｌ", "İI ıi ẞß ΣΣ", "ǅ Ǆ ﷺ ㍿ ㌔",
    "한국 \u1112\u1161\u11ab ㅎㅏㄴ", "数字", "文字123文字", "a数b字c", "カ\u3099 ガ ｶﾞ", "हिन्दी क्षि", "ไทย นำ\u0e33", "עִבְרִית", "عربى مُحَمَّد",
    "😀", "a😀b", "👩‍🚀 🇯🇵", "👍🏿👍", "❤️❤", "𝔄𝔅 𝟘𝟙", "𠀀𠀁 豈 \ufa0e", "\u200b\u200d\ufeff", "a\u00adb\u2060c", "\u0000\u0001\u007f\u0085",
    "\u00a0\u2003\u3000\u2028\u2029\u1680", "\ufffd \ue000 \U000f0000", "\u0378 \U000e0fff", "«a» ‹b› „c“ …", "¿a? ¡b! §c ¶d", "$a+b=c<d>^`|~",
    "_a_ __b", MARK, MARK + "a" + MARK, " " + MARK + " a", "<unk>", "a<unk>b", "<s>a</s>", "[CLS] [SEP] [MASK][UNK]", "[NEW]", "a [NEW] b", "a[NEW]b [NEW]",
    " <one> a", "a <one>", "a<two>b", "Ab<THREE>c <three>", "<0x41><0xE6>", "##a a##b", "a</w>b </w>", "\u0301a", "\u0301", " \u0301", "a\u0301\u0301\u0301\u0323",
    "\r\n\r\na\r\nb", "x\u0300\u0345\u0301", "Ｈello，ｗorld！", "№ ™ ② ㈱", "tokentokentokentokentokentokentoken", "one two one two", "The THE the tHe",
]
PAIRS = [("a text", "a pair"), ("", "pair"), ("text", ""), ("One.", "Two, 三 😀"), (" a", " b")]
ALPHABET = list("abcdetonkxyzABT 0129.,-'!?_<>[]#") + [
    "  ", "\n", "é", "e\u0301", "\u0323", "ß", "İ", "字", "数", "한", "ど", "カ", "\u3099", "ﬁ", "Ａ", "½", "😀", "👍🏿", MARK, "\u00a0", "\u200d", "ж", "Щ",
    "ि", "\u0000", "token", "number", " the ", "[NEW]", "<one>", "<two>"]


def texts(variant):
    rng = random.Random(variant)
    made = ["".join(rng.choice(ALPHABET) for _ in range(rng.randint(2, 14))) for _ in range(30)]
    return list(dict.fromkeys(TEXTS + made + LINES[3:9]))


def train(model, normalizer=None, splitter=None, size=420, lines=LINES, **options):
    tok = Tokenizer(model)
    if normalizer:
        tok.normalizer = normalizer
    if splitter:
        tok.pre_tokenizer = splitter
    tok.train_from_iterator(lines * 3, trainers.BpeTrainer(vocab_size=size, min_frequency=2, show_progress=False,
                                                          **options))
    return tok


def pieces(normalizer, splitter, size=420):
    """Tokens of a BPE with how often each begins a piece, and how often it continues one."""
    tok = train(models.BPE(), normalizer, splitter, size)
    starts, inside = Counter(), Counter()
    for line in LINES:
        for piece, _ in splitter.pre_tokenize_str(normalizer.normalize_str(line)):
            for i, token in enumerate(tok.model.tokenize(piece)):
                (inside if i else starts)[token.value] += 1
    return starts, inside


def ordered(counts):
    return sorted(counts, key=lambda token: (-counts[token], token))


def scored(counts, special):
    total = sum(counts.values())
    return [(t, 0.0) for t in special] + [(t, round(math.log(counts[t] / total), 5)) for t in ordered(counts)
                                          if t not in special]


def new_tokens(tok):
    tok.add_special_tokens([AddedToken("[NEW]", special=True, normalized=False, lstrip=True)])
    tok.add_tokens([AddedToken("<one>", normalized=False, rstrip=True), AddedToken("<two>", normalized=True),
                    AddedToken("<Three>", normalized=True, single_word=True)])
    return tok


# ------------------------------------------------------------------ SentencePiece rules

def charsmap(rules):
    """Rules as SentencePiece stores them: a double array over the bytes of what is replaced, then the replacements."""
    replacements, at = b"", {}
    trie = {}
    for source, target in sorted(rules.items()):
        if target not in at:
            at[target] = len(replacements)
            replacements += target.encode() + b"\0"
        node = trie
        for byte in source.encode():
            node = node.setdefault(byte, {})
        node[0] = at[target]
    units, used = {0: 0}, {0}

    def place(node, unit):
        # the children of a node are at its offset, each with its label flipped in
        candidate = 1
        while any((unit ^ candidate) ^ label in used for label in node) or candidate >= 1 << 21:
            candidate += 1
        base = unit ^ candidate
        units[unit] |= candidate << 10
        for label in node:
            used.add(base ^ label)
        for label, child in node.items():
            if label == 0:
                units[unit] |= 1 << 8
                units[base] = child | 1 << 31
            else:
                units[base ^ label] = label
        for label, child in node.items():
            if label:
                place(child, base ^ label)

    place(trie, 0)
    size = (max(units) | 0xFF) + 1
    blob = b"".join(struct.pack("<I", units.get(i, 0x80000000 | 0xFF)) for i in range(size))
    return base64.b64encode(struct.pack("<I", len(blob)) + blob + replacements).decode()


RULES = {
    "\t": " ", "\n": " ", "\r\n": " ", "\u00a0": " ", "\u3000": " ", "\u200b": "", "ﬁ": "fi", "ﬂ": "fl", "½": "1\u20442",
    "é": "e", "e\u0301": "é", "Å": "A\u030a", "Ａ": "A", "！": "!", "，": ",", "ß": "ss", "İ": "i\u0307", "ガ": "ガ!", "カ\u3099": "ガ",
    "㍿": "株式会社", "ﷺ": "صلى الله عليه وسلم", "😀": ":-)", "👍": "+1", "\u0301": "", "字": "", "x": "xyz", "…": "...", "…!": "?",
}


def precompiled(rules):
    return Tokenizer.from_str(json.dumps({
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [],
        "normalizer": {"type": "Precompiled", "precompiled_charsmap": charsmap(rules)},
        "pre_tokenizer": None, "post_processor": None, "decoder": None,
        "model": {"type": "BPE", "vocab": {}, "merges": []}})).normalizer


# ------------------------------------------------------------------ variants

def sentencepiece_rules():
    """Rules of a SentencePiece model, spaces stripped and joined, Unigram with bytes for what is unknown."""
    normalizer = no.Sequence([precompiled(RULES), no.Strip(left=False, right=True),
                              no.Replace(Regex(" {2,}"), MARK)])
    splitter = pre.Sequence([pre.WhitespaceSplit(), pre.Metaspace(MARK, prepend_scheme="always")])
    starts, inside = pieces(no.NFKC(), splitter)
    tok = Tokenizer(models.Unigram(scored(starts + inside, ["<pad>", "</s>", "<unk>"] + BYTES), 2, True))
    tok.normalizer, tok.pre_tokenizer = normalizer, splitter
    tok.decoder = de.Metaspace(MARK, prepend_scheme="always")
    tok.post_processor = post.TemplateProcessing(single="$A </s>", pair="$A </s> $B </s>",
                                                 special_tokens=[("</s>", 1)])
    tok.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in ("<pad>", "</s>", "<unk>")])
    return new_tokens(tok)


def characters(normalizer, splitter=None):
    """One token for each character, so that the place of each is seen."""
    alphabet = ["<unk>"] + list("abcdefghijklmnopqrstuvwxyzAB0123456789 ,.'-_ß\u0301\u0323字数")
    tok = Tokenizer(models.BPE(vocab={c: i for i, c in enumerate(alphabet)}, merges=[], unk_token="<unk>",
                               fuse_unk=False))
    tok.normalizer = normalizer
    if splitter:
        tok.pre_tokenizer = splitter
    return new_tokens(tok)


def nmt_accents_lower():
    """Nmt, NFD, StripAccents, Lowercase, a pattern replaced by more and by nothing, white space stripped."""
    return characters(no.Sequence([no.Nmt(), no.NFD(), no.StripAccents(), no.Lowercase(),
                                   no.Replace(Regex("[0-9]+"), "<n>"), no.Replace("a b", ""), no.Strip()]))


def nfkd_digits():
    """NFKD, a prefix of two characters, single digits, punctuation with what precedes it."""
    return characters(no.Sequence([no.NFKD(), no.Prepend("ab")]),
                      pre.Sequence([pre.Digits(individual_digits=True), pre.Punctuation("merged_with_previous")]))


def nfkc_words():
    """NFKC, then words and runs of other characters."""
    return characters(no.NFKC(), pre.Whitespace())


def digits_runs():
    """NFC with accents stripped by themselves, digits in runs, punctuation in runs."""
    return characters(no.Sequence([no.NFC(), no.StripAccents(), no.Strip(left=True, right=False)]),
                      pre.Sequence([pre.Digits(), pre.Punctuation("contiguous")]))


def byte_normalizer():
    """Bytes by the normalizer, pieces of three characters."""
    tok = train(models.BPE(), no.ByteLevel(), None, 300, initial_alphabet=pre.ByteLevel.alphabet())
    data = json.loads(tok.to_str())
    data["pre_tokenizer"] = {"type": "FixedLength", "length": 3}
    tok = Tokenizer.from_str(json.dumps(data))
    tok.decoder = de.ByteLevel()
    return new_tokens(tok)


def word_suffix():
    """A mark at the end of each word, as CLIP has it."""
    tok = train(models.BPE(unk_token="<unk>", end_of_word_suffix="</w>"), no.Lowercase(), pre.Whitespace(),
                special_tokens=["<unk>"], end_of_word_suffix="</w>")
    tok.decoder = de.BPEDecoder("</w>")
    return new_tokens(tok)


def word_prefix():
    """A mark before tokens that continue a word, in BPE."""
    tok = train(models.BPE(unk_token="[UNK]", continuing_subword_prefix="##", fuse_unk=True), None,
                pre.BertPreTokenizer(), special_tokens=["[UNK]"], continuing_subword_prefix="##")
    tok.decoder = de.WordPiece("##", cleanup=True)
    return new_tokens(tok)


def roberta():
    """Bytes with a space put in front, RobertaProcessing."""
    tok = train(models.BPE(), None, pre.ByteLevel(add_prefix_space=True), 500,
                initial_alphabet=pre.ByteLevel.alphabet(), special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    tok.decoder = de.ByteLevel()
    tok.post_processor = post.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=True)
    return new_tokens(tok)


def bert_processing():
    """BERT with accents stripped and case kept, nothing cleaned, no spaces round Chinese; BertProcessing."""
    normalizer = no.BertNormalizer(clean_text=False, handle_chinese_chars=False, strip_accents=True, lowercase=False)
    splitter = pre.BertPreTokenizer()
    starts, inside = pieces(normalizer, splitter)
    vocab = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + ordered(starts) + ["##" + t for t in ordered(inside)]
    tok = Tokenizer(models.WordPiece({t: i for i, t in enumerate(dict.fromkeys(vocab))}, unk_token="[UNK]",
                                     max_input_chars_per_word=12))
    tok.normalizer, tok.pre_tokenizer = normalizer, splitter
    tok.decoder = de.WordPiece("##", cleanup=False)
    tok.post_processor = post.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return new_tokens(tok)


def word_level():
    """Whole words, split at hyphens too; no decoder."""
    words = sorted({w for line in LINES for w in line.lower().replace("-", " ").split()})
    tok = Tokenizer(models.WordLevel({w: i for i, w in enumerate(["<unk>"] + words)}, unk_token="<unk>"))
    tok.normalizer = no.Lowercase()
    tok.pre_tokenizer = pre.Sequence([pre.WhitespaceSplit(), pre.CharDelimiterSplit("-")])
    return new_tokens(tok)


def metaspace(scheme, split, decoder_scheme):
    splitter = pre.Metaspace(MARK, prepend_scheme=scheme, split=split)
    starts, inside = pieces(no.NFC(), pre.Metaspace(MARK, prepend_scheme="always"))
    tok = Tokenizer(models.Unigram(scored(starts + inside, ["<unk>"]), 0, False))
    tok.pre_tokenizer = splitter
    tok.decoder = de.Metaspace(MARK, prepend_scheme=decoder_scheme)
    return new_tokens(tok)


def metaspace_first():
    """A mark at the beginning of the text only, split at marks."""
    return metaspace("first", True, "first")


def metaspace_never():
    """No mark put in front, not split."""
    return metaspace("never", False, "never")


def some_bytes():
    """Bytes for unknown characters where there are tokens for all of them, else one unknown token each."""
    tok = train(models.BPE(unk_token="<unk>", byte_fallback=True), no.Replace(" ", MARK),
                pre.Split(MARK, "merged_with_next"), special_tokens=["<unk>"] + BYTES[0x80:0xC0] + BYTES[0xE3:0xE8],
                lines=LINES[:5])
    data = json.loads(tok.to_str())
    data["added_tokens"] = [t for t in data["added_tokens"] if not t["content"].startswith("<0x")]
    data["pre_tokenizer"] = None
    tok = Tokenizer.from_str(json.dumps(data))
    tok.decoder = de.Sequence([de.Replace(Regex(MARK + "+"), " "), de.ByteFallback(), de.Fuse(), de.Strip(" ", 2, 0)])
    return new_tokens(tok)


def like_modernbert():
    """ModernBERT: NFC, bytes without a space in front, a template, runs of spaces as tokens, a mask that takes the space before it."""
    tok = train(models.BPE(fuse_unk=False, byte_fallback=False), no.NFC(),
                pre.ByteLevel(add_prefix_space=False, trim_offsets=True, use_regex=True), 500,
                initial_alphabet=pre.ByteLevel.alphabet())
    tok.decoder = de.ByteLevel()
    tok.add_tokens([AddedToken(text, normalized=True) for text in ("|||IP_ADDRESS|||", "    ", "   ", "  ", "[unused0]")])
    tok.add_special_tokens([AddedToken(t, special=True, normalized=False, lstrip=t == "[MASK]")
                            for t in ("[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]")])
    ids = {t: tok.token_to_id(t) for t in ("[CLS]", "[SEP]")}
    tok.post_processor = post.TemplateProcessing(single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B [SEP]",
                                                 special_tokens=list(ids.items()))
    return tok


def like_deberta():
    """DeBERTa v3: spaces stripped, rules of a SentencePiece model, spaces joined, Unigram without bytes, types in pairs."""
    normalizer = no.Sequence([no.Strip(), precompiled(RULES), no.Replace(Regex(" {2,}"), " ")])
    splitter = pre.Sequence([pre.Metaspace(MARK, prepend_scheme="always")])
    starts, inside = pieces(no.NFKC(), splitter)
    first = ["[PAD]", "[CLS]", "[SEP]", "[UNK]"]
    tok = Tokenizer(models.Unigram(scored(starts + inside, first), 3, False))
    tok.normalizer, tok.pre_tokenizer = normalizer, splitter
    tok.decoder = de.Metaspace(MARK, prepend_scheme="always")
    tok.post_processor = post.TemplateProcessing(single="[CLS]:0 $A:0 [SEP]:0", pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
                                                 special_tokens=[("[CLS]", 1), ("[SEP]", 2)])
    tok.add_special_tokens([AddedToken(t, special=True, normalized=t == "[UNK]") for t in first + ["[MASK]"]])
    return tok


def like_mpnet():
    """MPNet: BERT's pieces, lower case, with the tokens and the template of RoBERTa."""
    normalizer = no.BertNormalizer(lowercase=True)
    splitter = pre.BertPreTokenizer()
    starts, inside = pieces(normalizer, splitter)
    vocab = ["<s>", "<pad>", "</s>", "<unk>", "[UNK]"] + ordered(starts) + ["##" + t for t in ordered(inside)] + ["<mask>"]
    tok = Tokenizer(models.WordPiece({t: i for i, t in enumerate(dict.fromkeys(vocab))}, unk_token="[UNK]"))
    tok.normalizer, tok.pre_tokenizer = normalizer, splitter
    tok.decoder = de.WordPiece("##", cleanup=True)
    tok.post_processor = post.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False)
    tok.add_special_tokens([AddedToken(t, special=True, normalized=False, lstrip=t == "<mask>")
                            for t in ("<s>", "<pad>", "</s>", "<unk>", "[UNK]", "<mask>")])
    return tok


VARIANTS = {f.__name__.replace("_", "-"): f for f in (
    sentencepiece_rules, nmt_accents_lower, nfkd_digits, nfkc_words, digits_runs, byte_normalizer, word_suffix,
    word_prefix, roberta, bert_processing, word_level, metaspace_first, metaspace_never, some_bytes,
    like_modernbert, like_deberta, like_mpnet)}


def row(tok, text, pair, special):
    e = tok.encode(text, pair, add_special_tokens=special)
    return {"text": text, "pair": pair, "add_special_tokens": special, "ids": e.ids, "tokens": e.tokens,
            "offsets": [list(o) for o in e.offsets], "type_ids": e.type_ids,
            "special_tokens_mask": e.special_tokens_mask, "sequence_ids": e.sequence_ids,
            "decoded": decode(tok, e.ids, False), "decoded_skip_special": decode(tok, e.ids, True)}


def decode(tok, ids, skip):
    special = {i for i, t in tok.get_added_tokens_decoder().items() if t.special} if skip else set()
    # without tokens some decoders of the library count below zero and panic
    return tok.decode(ids, skip_special_tokens=skip) if set(ids) - special else ""


def main(out):
    for name, build in VARIANTS.items():
        folder = Path(out) / f"variant-{name}"
        folder.mkdir(parents=True, exist_ok=True)
        build().save(str(folder / "tokenizer.json"), pretty=False)
        tok = Tokenizer.from_file(str(folder / "tokenizer.json"))
        rows = [row(tok, t, None, True) for t in texts(name)]
        rows += [row(tok, t, p, s) for t, p in PAIRS for s in (True, False)]
        with open(folder / "cases.jsonl", "w", encoding="utf-8") as f:
            for r in rows:
                f.write(json.dumps(r) + "\n")
        (folder / "info.json").write_text(json.dumps(
            {"kind": f"variant-{name}", "tokenizers": tokenizers.__version__, "rows": len(rows),
             "description": build.__doc__ or ""}, indent=1) + "\n")
        print(f"variant-{name}: {tok.get_vocab_size()} tokens, {len(rows)} rows")


if __name__ == "__main__":
    main(sys.argv[1])
