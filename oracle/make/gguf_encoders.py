# SPDX-License-Identifier: BSD-3-Clause
"""Cases of encoders and of their heads once more with their model as a GGUF file: the same numbers must come of it.

    PYTHONPATH=LLAMA/gguf-py python gguf_encoders.py oracle LLAMA

LLAMA is the source of llama.cpp, whose own converter makes the files; its copy in the sdist of llama-cpp-python 0.3.36 will do.
Each model gets a small tokenizer of its kind, for which the converter, which tells tokenizers by what
they make of a text, is told its name. All is stored as float32. Besides, two rerankers of oracle/rerank, models of oracle/similarity,
and one in oracle/gguf that is to be refused.
"""
import json
import shutil
import string
import sys
import tempfile
from base64 import b64decode
from pathlib import Path

import torch
from case_files import as_gguf
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

LETTERS = list(string.ascii_lowercase)
SPACE = "\u2581"

# case: tokenizer, and the name by which llama.cpp knows how it splits
CASES = {
    "modernbert-model": ("modernbert", "modern-bert"),
    "modernbert-classification-cls": ("modernbert", "modern-bert"),
    "modernbert-classification-mean": ("modernbert", "modern-bert"),
    "roberta-classification": ("roberta", "roberta-bpe"),
    "roberta-xlm": ("xlm", "default"),
    "distilbert-classification": ("bert", "jina-v2-en"),
    "distilbert-model": ("bert", "jina-v2-en"),
}


def special(content, lstrip=False):
    return AddedToken(content, lstrip=lstrip, special=True, normalized=False)


def bert():
    """WordPiece."""
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokens = [*names, *LETTERS, *("##" + c for c in LETTERS), "hello"]
    t = Tokenizer(models.WordPiece({c: i for i, c in enumerate(tokens)}, unk_token="[UNK]"))
    t.normalizer = normalizers.BertNormalizer(lowercase=True)
    t.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    t.decoder = decoders.WordPiece()
    t.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    t.add_special_tokens([special(n) for n in names])
    words = dict(unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]", pad_token="[PAD]", mask_token="[MASK]")
    return t, {"tokenizer_class": "BertTokenizer", "do_lower_case": True, **words}


def byte_level(names, mask):
    tokens = [*names, *LETTERS, "\u0120", "he", "ll", "hell", "hello"]
    merges = [("h", "e"), ("l", "l"), ("he", "ll"), ("hell", "o")]
    t = Tokenizer(models.BPE({c: i for i, c in enumerate(tokens)}, merges))
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    t.decoder = decoders.ByteLevel()
    t.add_special_tokens([special(n, n == mask) for n in names])
    return t


def modernbert():
    t = byte_level(["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"], "[MASK]")
    t.normalizer = normalizers.NFC()
    t.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)])
    words = dict(unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]", pad_token="[PAD]", mask_token="[MASK]")
    return t, {"tokenizer_class": "PreTrainedTokenizerFast", **words}


ROBERTA = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
ROBERTA_WORDS = dict(bos_token="<s>", cls_token="<s>", eos_token="</s>", sep_token="</s>", unk_token="<unk>", pad_token="<pad>",
                     mask_token="<mask>")


def roberta():
    t = byte_level(ROBERTA, "<mask>")
    t.post_processor = processors.RobertaProcessing(sep=("</s>", 2), cls=("<s>", 0))
    return t, {"tokenizer_class": "RobertaTokenizer", **ROBERTA_WORDS}


def xlm():
    pieces = [(n, 0.0) for n in ROBERTA[:4]] + [(SPACE, -2.0)]
    pieces += [(c, -3.0 - i / 10) for i, c in enumerate(LETTERS)] + [(SPACE + "hell", -4.0), ("ello", -4.5)]
    t = Tokenizer(models.Unigram([*pieces, ("<mask>", 0.0)], unk_id=3))
    t.normalizer = normalizers.Precompiled(rules())
    t.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    t.decoder = decoders.Metaspace()
    t.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    t.add_special_tokens([special(n, n == "<mask>") for n in ROBERTA])
    return t, {"tokenizer_class": "XLMRobertaTokenizer", **ROBERTA_WORDS}


def rules():
    """The character map of the tokenizer that is like DeBERTa's."""
    root = json.loads((ORACLE / "tokenizers" / "variant-like-deberta" / "tokenizer.json").read_text())
    return b64decode(next(n["precompiled_charsmap"] for n in root["normalizer"]["normalizers"] if n["type"] == "Precompiled"))


def put_tokenizer(kind, folder):
    tokenizer, settings = globals()[kind]()
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))


def convert(folder, splitting, out, vocabulary_only=False, also=lambda writer: None):
    """``also`` writes more metadata."""
    from conversion import get_model_class
    from conversion.base import ModelBase, TextModel, get_model_architecture, ModelType
    import gguf
    TextModel.get_vocab_base_pre = lambda self, tokenizer: splitting
    with torch.inference_mode():
        architecture = get_model_architecture(ModelBase.load_hparams(folder, False), ModelType.TEXT)
        model = get_model_class(architecture)(folder, gguf.LlamaFileType.ALL_F32, out, eager=True, model_name=out.parent.name,
                                              sentence_transformers_dense_modules=True)
        also(model.gguf_writer)
        if vocabulary_only:
            model.write_vocab()
        else:
            model.write()


def reranker():
    """The model of bge with its tokenizer, which is RoBERTa's and puts a space before a text: files can say that, converters do not."""
    source, out = ORACLE / "rerank" / "bge", ORACLE / "rerank" / "bge-gguf"
    out.mkdir(exist_ok=True)
    shutil.copy(source / "pairs.json", out / "pairs.json")
    with tempfile.TemporaryDirectory() as temp:
        folder = Path(temp)
        shutil.copy(source / "model.safetensors", folder / "model.safetensors")
        config = json.loads((source / "config.json").read_text())
        config.update(architectures=["RobertaForSequenceClassification"], model_type="roberta")
        (folder / "config.json").write_text(json.dumps(config))
        tokenizer = json.loads((source / "tokenizer.json").read_text())
        tokenizer["added_tokens"] = [t for t in tokenizer["added_tokens"] if t["id"] < config["vocab_size"]]
        (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
        (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "RobertaTokenizer", **ROBERTA_WORDS}))
        convert(folder, "roberta-bpe", out / "model.gguf", also=lambda writer: writer.add_add_space_prefix(True))


def language_reranker():
    """The model like Qwen3-Reranker: the converter makes a classifier of its rows for the tokens yes and no."""
    source, out = ORACLE / "rerank" / "qwen", ORACLE / "rerank" / "qwen-gguf"
    out.mkdir(exist_ok=True)
    shutil.copy(source / "pairs.json", out / "pairs.json")
    with tempfile.TemporaryDirectory() as temp:
        folder = Path(temp) / "Qwen3-Reranker"  # by this name the converter knows it
        shutil.copytree(source, folder)
        convert(folder, "gpt-2", out / "model.gguf")


def without_pooler():
    """A classifier of BERT, whose pooler the converter leaves out."""
    with tempfile.TemporaryDirectory() as temp:
        folder = Path(temp)
        for file in ("config.json", "model.safetensors"):
            shutil.copy(ORACLE / "cases" / "bert-classification" / file, folder / file)
        put_tokenizer("bert", folder)
        convert(folder, "jina-v2-en", ORACLE / "gguf" / "bert-classification.gguf")


def encoder_embedders():
    """BERT by the mean of the states, RoBERTa by the first one."""
    for name, kind, splitting in [("bert-mean", "bert", "jina-v2-en"), ("roberta-first", "roberta", "roberta-bpe")]:
        source, out = ORACLE / "similarity" / name, ORACLE / "similarity" / f"{name}-gguf"
        out.mkdir(exist_ok=True)
        shutil.copy(source / "similarity.json", out / "similarity.json")
        with tempfile.TemporaryDirectory() as temp:
            folder = Path(temp)
            shutil.copytree(source, folder, dirs_exist_ok=True)
            put_tokenizer(kind, folder)
            convert(folder, splitting, out / "model.gguf")


def embedder():
    """A model like EmbeddingGemma with its linear layers; without a tokenizer, whose own is of no kind that Gemma has."""
    from conversion.gemma import EmbeddingGemma
    EmbeddingGemma.set_vocab = lambda self: None
    # converters leave it to the loaders, which take 6
    convert(ORACLE / "similarity" / "embedder-dense", "", ORACLE / "gguf" / "embedder-dense.gguf",
            also=lambda writer: writer.add_sliding_window_pattern(3))


def main(llama):
    sys.path.insert(0, str(llama))
    reranker()
    language_reranker()
    without_pooler()
    encoder_embedders()
    embedder()
    for case, (kind, splitting) in CASES.items():
        family, name = case.split("-", 1)
        source, out = ORACLE / "cases" / case, ORACLE / "cases" / f"{family}-gguf-{name}"
        with tempfile.TemporaryDirectory() as temp:
            folder = Path(temp)
            for file in ("config.json", "model.safetensors"):
                shutil.copy(source / file, folder / file)
            put_tokenizer(kind, folder)
            as_gguf(source, out)
            convert(folder, splitting, out / "model.gguf")


if __name__ == "__main__":
    ORACLE = Path(sys.argv[1])
    main(Path(sys.argv[2]))
