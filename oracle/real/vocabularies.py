# SPDX-License-Identifier: BSD-3-Clause
"""Reference tokens of the vocabularies of model families, as llama.cpp ships them for its own tests.

    pip download --no-deps --no-binary :all: llama-cpp-python && tar xf llama_cpp_python-*.tar.gz
    python oracle/real/vocabularies.py llama_cpp_python-*/vendor/llama.cpp/models OUT

For each NAME.gguf with texts and the tokens that the family's own tokenizer made of them: OUT/NAME.jsonl with `text` and `ids`.
GgufTokenizerTest compares one of them by -Dlxt.gguf=NAME.gguf -Dlxt.reference=OUT/NAME.jsonl.
"""
import json
import sys
from pathlib import Path

out = Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
for file in sorted(Path(sys.argv[1]).glob("*.gguf.inp")):
    with open(file, newline="") as stream:
        texts = stream.read().split("\n__ggml_vocab_test__\n")
    tokens = file.with_suffix(".out").read_text().splitlines()
    if texts[-1] == "":
        texts.pop()
    rows = [json.dumps({"text": text, "ids": [int(t) for t in line.split()]}) for text, line in zip(texts, tokens, strict=True)]
    (out / file.name.replace(".gguf.inp", ".jsonl")).write_text("\n".join(rows) + "\n")
    print(file.name, len(rows))
