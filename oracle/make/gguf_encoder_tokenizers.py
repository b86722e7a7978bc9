# SPDX-License-Identifier: BSD-3-Clause
"""Tokenizers of encoders as llama.cpp's own converter writes them, and what the originals make of texts.

    PYTHONPATH=LLAMA/gguf-py python gguf_encoder_tokenizers.py oracle LLAMA

writes oracle/gguf/tokenizers/NAME.gguf, and NAME.jsonl where no tokenizer's case has the ids already: of each row of
oracle/tokenizers/unigram/cases.jsonl. LLAMA as for gguf_encoders.py. The pieces and the character rules of XLM-RoBERTa's come from
SentencePiece 0.2.3, trained on texts of this project.
"""
import io
import json
import shutil
import sys
import tempfile
from pathlib import Path

import gguf_encoders
import sentencepiece
from gguf_encoders import ROBERTA, ROBERTA_WORDS, special
from sentencepiece import sentencepiece_model_pb2 as proto
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import AutoTokenizer

WORDS = dict(unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]", pad_token="[PAD]", mask_token="[MASK]")


def copied(name, **settings):
    return Tokenizer.from_file(str(ORACLE / "tokenizers" / name / "tokenizer.json")), settings


def roberta():
    """The vocabulary of the GPT-2 of the cases between RoBERTa's own tokens."""
    root = json.loads((ORACLE / "tokenizers" / "gpt2" / "tokenizer.json").read_text())
    own = {t["content"] for t in root["added_tokens"]}
    pieces = [t for t in root["model"]["vocab"] if t not in own]
    tokens = [*ROBERTA[:4], *pieces, "<mask>"]
    merges = [tuple(m.split(" ")) if isinstance(m, str) else tuple(m) for m in root["model"]["merges"]]
    t = Tokenizer(models.BPE({c: i for i, c in enumerate(tokens)}, merges))
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    t.decoder = decoders.ByteLevel()
    t.post_processor = processors.RobertaProcessing(sep=("</s>", 2), cls=("<s>", 0), add_prefix_space=False)
    t.add_special_tokens([special(n, n == "<mask>") for n in ROBERTA])
    return t, {"tokenizer_class": "RobertaTokenizer", "add_prefix_space": False, **ROBERTA_WORDS}


def trained():
    """A SentencePiece model with the rules of nmt_nfkc, as XLM-RoBERTa's has them."""
    texts = [row["text"] for row in rows()]
    texts += (ORACLE.parent / "README.md").read_text().splitlines() + (ORACLE.parent / "docs" / "models.md").read_text().splitlines()
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(t for t in texts if t.strip() and "\0" not in t), model_writer=out, vocab_size=900, model_type="unigram",
        character_coverage=0.995, num_threads=1, normalization_rule_name="nmt_nfkc", minloglevel=2)
    model = proto.ModelProto()
    model.ParseFromString(out.getvalue())
    return model


def xlm_roberta(model):
    pieces = [(n, 0.0) for n in ROBERTA[:4]] + [(p.piece, p.score) for p in model.pieces[3:]] + [("<mask>", 0.0)]
    t = Tokenizer(models.Unigram(pieces, unk_id=3))
    t.normalizer = normalizers.Precompiled(model.normalizer_spec.precompiled_charsmap)
    t.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    t.decoder = decoders.Metaspace()
    t.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    t.add_special_tokens([special(n, n == "<mask>") for n in ROBERTA])
    return t, {"tokenizer_class": "XLMRobertaTokenizer", **ROBERTA_WORDS}


def rows():
    return [json.loads(line) for line in (ORACLE / "tokenizers" / "unigram" / "cases.jsonl").read_text().splitlines()]


def write(name, made, case, splitting, spm=None):
    """A file with nothing but a tokenizer: the model of a case lends the converter its options."""
    tokenizer, settings = made
    out = ORACLE / "gguf" / "tokenizers" / f"{name}.gguf"
    with tempfile.TemporaryDirectory() as temp:
        folder = Path(temp)
        config = json.loads((ORACLE / "cases" / case / "config.json").read_text())
        config["vocab_size"] = tokenizer.get_vocab_size()
        (folder / "config.json").write_text(json.dumps(config))
        shutil.copy(ORACLE / "cases" / case / "model.safetensors", folder)
        tokenizer.save(str(folder / "tokenizer.json"))
        (folder / "tokenizer_config.json").write_text(json.dumps(settings))
        same_as_transformers(tokenizer, folder)
        if spm is not None:
            (folder / "sentencepiece.bpe.model").write_bytes(spm.SerializeToString())
        gguf_encoders.convert(folder, splitting, out, vocabulary_only=True)


def same_as_transformers(tokenizer, folder):
    own = AutoTokenizer.from_pretrained(folder)
    for row in rows():
        # transformers takes an empty second text for none
        pair = row["pair"] or None
        assert own(row["text"], pair)["input_ids"] == tokenizer.encode(row["text"], pair).ids, row


def reference(name, tokenizer):
    with open(ORACLE / "gguf" / "tokenizers" / f"{name}.jsonl", "w", encoding="utf-8") as lines:
        for i, row in enumerate(rows()):
            ids = tokenizer.encode(row["text"], row["pair"], add_special_tokens=row["add_special_tokens"]).ids
            lines.write(json.dumps({"row": i, "ids": ids}) + "\n")


def main(llama):
    sys.path.insert(0, str(llama))
    fast = "PreTrainedTokenizerFast"
    write("modernbert", copied("variant-like-modernbert", tokenizer_class=fast, **WORDS), "modernbert-model", "modern-bert")
    write("bert-converted", copied("bert-uncased", tokenizer_class=fast, **WORDS), "bert-model", "jina-v2-en")
    made = roberta()
    write("roberta", made, "roberta-model", "roberta-bpe")
    reference("roberta", made[0])
    spm = trained()
    made = xlm_roberta(spm)
    write("xlm-roberta", made, "roberta-xlm", "default", spm)
    reference("xlm-roberta", made[0])
    spm.normalizer_spec.precompiled_charsmap = gguf_encoders.rules()
    made = xlm_roberta(spm)
    write("xlm-roberta-few-rules", made, "roberta-xlm", "default")
    reference("xlm-roberta-few-rules", made[0])


if __name__ == "__main__":
    ORACLE = gguf_encoders.ORACLE = Path(sys.argv[1])
    main(Path(sys.argv[2]))
