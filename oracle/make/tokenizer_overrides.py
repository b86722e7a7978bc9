# SPDX-License-Identifier: BSD-3-Clause
"""What transformers makes of folders whose other files say more than tokenizer.json.

usage: python tokenizer_overrides.py ORACLE OUT [--all]

takes the tokenizers in ORACLE/tokenizers and writes OUT/settings-<name>/, each a folder as AutoTokenizer opens it, with
cases.jsonl: what it made of each text. Without --all only those that the project keeps.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from transformers import AutoTokenizer

TEXTS = ["Hello world", " Hello  WORLD naïve café", "I can't <mask> it", "日本語 text 한국어", "a\n\nb\tc",
         "<extra_1> and <extra_2>x", "é İ ß", "  two  spaces", "", "\n", "Héllo <extra_1>Wörld", "[PAD] x [MASK]",
         "ÀÉÎ àéî 中文字", "the <tool> calls</tool>", "x<extra_1>", "in <extra_1>  out  <extra_2> ÉTÉ été_ one,one",
         "<|endoftext|> <s> </s> <unk> [CLS] <eos>", "a" * 50 + " b"]
PAIRS = [("first <tool>", "second été"), ("a", " <extra_1> b")]


def token(text, special=True, **flags):
    return dict(content=text, lstrip=False, normalized=False, rstrip=False, single_word=False, special=special) | flags


def typed(text, **flags):
    return {"__type": "AddedToken"} | token(text, **flags)


BERT = dict(tokenizer_class="BertTokenizer", unk_token="[UNK]", sep_token="[SEP]", pad_token="[PAD]",
            cls_token="[CLS]", mask_token="[MASK]")
GPT2 = dict(tokenizer_class="GPT2Tokenizer", bos_token="<|endoftext|>", eos_token="<|endoftext|>",
            unk_token="<|endoftext|>")
QWEN = dict(tokenizer_class="Qwen2Tokenizer", eos_token="<|im_end|>", pad_token="<|endoftext|>", bos_token=None)
GEMMA = dict(tokenizer_class="GemmaTokenizer", bos_token="<bos>", eos_token="<eos>")
ROBERTA = dict(tokenizer_class="RobertaTokenizer", trim_offsets=True)
PLAIN = dict(tokenizer_class="PreTrainedTokenizerFast")

TWO = {"1400": token("<extra_1>"), "1401": token("<extra_2>", False)}
STRIPS = {"9000": token("<extra_1>", lstrip=True, rstrip=True), "9001": token("été", False, normalized=True),
          "9002": token("one", False, single_word=True)}

KEPT = {
    "bert-lower-off": ("bert-uncased", dict(BERT, do_lower_case=False), {}),
    "bert-lower-on": ("bert-cased", dict(BERT, do_lower_case=True), {}),
    "gpt2-prefix-space-on": ("gpt2", dict(GPT2, add_prefix_space=True), {}),
    "bert-added-tokens-decoder": ("bert-uncased", dict(BERT, added_tokens_decoder=TWO), {}),
    "gpt2-additional-special": ("gpt2", dict(GPT2, additional_special_tokens=["<tool>", "</tool>"]), {}),
    "bert-case-unsaid": ("bert-cased", dict(BERT, strip_accents=False, tokenize_chinese_chars=False), {}),
    "bert-by-family": ("bert-cased", {}, {"config.json": {"model_type": "bert"}}),
    "bert-other-names": ("bert-uncased", dict(BERT, cls_token="<extra_1>", sep_token=typed("[MASK]", lstrip=True),
                                              image_token="<tool>", extra_special_tokens={"x_token": "</tool>"}), {}),
    "bert-map": ("bert-uncased", dict(tokenizer_class="BertTokenizerFast"), {
        "special_tokens_map.json": {"pad_token": token("<extra_1>", lstrip=True), "mask_token": "<mask>",
                                    "additional_special_tokens": ["<tool>"]},
        "added_tokens.json": {"<extra_2>": 1745, "<tool>": 1744, "<extra_1>": 1746}}),
    "gpt2-flags": ("gpt2", dict(GPT2, added_tokens_decoder=STRIPS, pad_token="one"), {}),
    "gpt2-split-special": ("gpt2", dict(GPT2, split_special_tokens=True, pad_token="<extra_1>"), {}),
    "gpt2-name-first": ("gpt2-prefix-space", dict(GPT2, bos_token=typed("<extra_1>", lstrip=True), eos_token="<extra_1>",
                                                  extra_special_tokens=[typed("<extra_2>", special=False), "<tool>"]), {}),
    "roberta-space": ("variant-roberta", dict(ROBERTA, add_prefix_space=True, mask_token=typed("<mask>", lstrip=True)),
                      {}),
    "qwen2-named": ("qwen2", dict(QWEN, add_prefix_space=False, additional_special_tokens=["<extra_1>", "<|im_start|>"],
                                  added_tokens_decoder={"1400": token("<|endoftext|>", lstrip=True),
                                                        "1401": token("<|im_start|>"), "1402": token("<|im_end|>", False),
                                                        "1403": token("<extra_2>", False, rstrip=True)}), {}),
    "gemma-named": ("gemma", dict(GEMMA, extra_special_tokens={"image_token": "<extra_1>"}, pad_token="<tool>"), {}),
    "plain-more": ("llama3", dict(PLAIN, pad_token="<extra_1>", add_bos_token=False, add_prefix_space=True,
                                  do_lower_case=True, model_specific_special_tokens={"tool": "<tool>"}), {}),
    "plain-flags": ("unigram", dict(PLAIN, added_tokens_decoder={"1362": token("<mask>", lstrip=True, normalized=True),
                                                                 "7": token("<extra_1>", False)}), {}),
}


def grid():
    cases = dict(KEPT)
    for base, config in {"bert-uncased": BERT, "bert-cased": BERT, "gpt2": GPT2, "gpt2-prefix-space": GPT2,
                         "qwen2": QWEN, "gemma": GEMMA, "variant-roberta": ROBERTA, "unigram": PLAIN, "llama3": PLAIN,
                         "llama2": PLAIN, "variant-word-level": PLAIN}.items():
        size = len(json.loads((SOURCE / base / "tokenizer.json").read_text())["model"]["vocab"])
        more = {
            "none": {}, "lower-on": dict(do_lower_case=True), "lower-off": dict(do_lower_case=False),
            "accents-on": dict(strip_accents=True, do_lower_case=False), "accents-off": dict(strip_accents=False),
            "chinese-off": dict(tokenize_chinese_chars=False), "space-on": dict(add_prefix_space=True),
            "space-off": dict(add_prefix_space=False), "listed": dict(added_tokens_decoder=TWO),
            "listed-due": dict(added_tokens_decoder={str(size): token("<extra_1>"), str(size + 1): token("<tool>", False)}),
            "flags": dict(added_tokens_decoder=STRIPS), "extra": dict(extra_special_tokens=["<extra_1>", "<extra_2>"]),
            "additional": dict(additional_special_tokens=["<extra_2>", "<extra_1>"]),
            "both": dict(additional_special_tokens=["<extra_2>"], extra_special_tokens=["<extra_1>"]),
            "extra-named": dict(extra_special_tokens={"a_token": "<extra_1>", "b": "<tool>"}),
            "typed": dict(pad_token=typed("<extra_1>", rstrip=True), additional_special_tokens=[typed("<tool>", lstrip=True)]),
            "pad-null": dict(pad_token=None, mask_token=None), "named-own": dict(image_token="<tool>"),
            "split": dict(split_special_tokens=True, pad_token="<extra_1>"),
            "fast": dict(tokenizer_class=config["tokenizer_class"].removesuffix("Fast") + "Fast", pad_token="<extra_2>"),
            "bos": dict(add_bos_token=True, add_eos_token=True),
        }
        for name, extra in more.items():
            cases[f"{base}-{name}"] = (base, config | extra, {})
        cases[f"{base}-map"] = (base, config, {
            "special_tokens_map.json": {"pad_token": token("<extra_1>", lstrip=True), "eot_token": "<tool>",
                                        "additional_special_tokens": ["<extra_2>"], "eos_token": None}})
        cases[f"{base}-map-extra"] = (base, dict(config, extra_special_tokens=["<extra_2>"]), {
            "special_tokens_map.json": {"extra_special_tokens": [{"content": "<extra_1>", "lstrip": True}, "<extra_2>"], "bos_token": "<tool>"}})
        cases[f"{base}-numbered"] = (base, config, {"added_tokens.json": {"<tool>": size + 20, "<extra_1>": size + 19,
                                                                          "été": size + 21}})
        cases[f"{base}-plain"] = (base, {"tokenizer_class": "PreTrainedTokenizerFast", "do_lower_case": True,
                                         "add_prefix_space": True, "pad_token": "<extra_1>"}, {})
        cases[f"{base}-unnamed"] = (base, {"pad_token": "<extra_1>"}, {"config.json": {"model_type": "llama"}})
        cases[f"{base}-unknown"] = (base, {"tokenizer_class": "MadeUpTokenizer", "pad_token": "<extra_1>"}, {})
    return cases


def row(tokenizer, text, pair, special):
    e = tokenizer(text, pair, add_special_tokens=special).encodings[0]
    skipped, whole = (tokenizer.decode(e.ids, skip_special_tokens=s, clean_up_tokenization_spaces=False)
                      for s in (True, False))
    return {"text": text, "pair": pair, "add_special_tokens": special, "ids": e.ids, "tokens": e.tokens,
            "offsets": [list(o) for o in e.offsets], "type_ids": e.type_ids,
            "special_tokens_mask": e.special_tokens_mask, "sequence_ids": e.sequence_ids, "decoded": whole,
            "decoded_skip_special": skipped}


def main():
    for name, (base, config, files) in (grid() if "--all" in sys.argv else KEPT).items():
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            shutil.copy(SOURCE / base / "tokenizer.json", folder)
            for file, content in (({"tokenizer_config.json": config} if config else {}) | files).items():
                (folder / file).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
            try:
                tokenizer = AutoTokenizer.from_pretrained(folder)
            except Exception as error:
                print("refused", name, type(error).__name__, str(error)[:100])
                continue
            rows = [row(tokenizer, t, None, s) for t in TEXTS for s in (True, False)]
            rows += [row(tokenizer, t, p, True) for t, p in PAIRS]
            (folder / "cases.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))
            out = Path(sys.argv[2]) / ("settings-" + name)
            shutil.rmtree(out, ignore_errors=True)
            shutil.copytree(folder, out)
            print(name, type(tokenizer).__name__, len(tokenizer))


SOURCE = Path(sys.argv[1]) / "tokenizers"
main()
