# SPDX-License-Identifier: BSD-3-Clause
"""Scores that rerankers give pairs, and the relevance of their tokens.

usage: python rerankers.py ORACLE [NAME ...]

writes ORACLE/rerank/*: made-up models in the layouts of ms-marco-MiniLM, bge-reranker and Qwen3-Reranker, one with a default prompt, and pairs.json: ids and scores as
sentence-transformers' CrossEncoder has them, or transformers by the prompt that Qwen documents, and relevance by lxt's rules. Needs
lxt and sentence-transformers. Every run is in a process of its own, because patches are for a whole process.
"""

import json
import multiprocessing
import shutil
import sys
from pathlib import Path

import torch
import transformers
from sentence_transformers import CrossEncoder

from case_files import noise, versions
from embedders import patch
from encoder_cases import build as build_encoder, load, put_rules

torch.set_num_threads(1)

QUERY = "who sleeps on the sofa?"
PASSAGES = ["The cat sleeps on the sofa.", "A dog met a man.", "The kitten naps, and the sofa is red."]
ENCODER = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48, num_labels=1)
QWEN = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, head_dim=12, intermediate_size=48,
            vocab_size=512, max_position_embeddings=512, tie_word_embeddings=True, rope_theta=1000000.0)
IDENTITY = "torch.nn.modules.linear.Identity"
MARKS = ["<|im_start|>", "<|im_end|>", "<think>", "</think>", "yes", "no"]
TASK = "Given a web search query, retrieve relevant passages that answer the query"
PREFIX = ('<|im_start|>system\nJudge whether the Document meets the requirements based on the Query and the Instruct provided. Note'
          ' that the answer can only be "yes" or "no".<|im_end|>\n<|im_start|>user\n')
SUFFIX = "<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n"
TEMPLATE = (
    '<|im_start|>system\nSay yes or no.<|im_end|>\n<|im_start|>user\n<Instruct>: {{ messages | selectattr("role", "eq", "system")'
    ' | map(attribute="content") | first | default("Find it") }}\n<Query>: {{ messages | selectattr("role", "eq", "query") |'
    ' map(attribute="content") | first }}\n<Document>: {{ messages | selectattr("role", "eq", "document") |'
    ' map(attribute="content") | first }}<|im_end|>\n<|im_start|>assistant\n')


# ---------------------------------------------------------------- files

def encoder(oracle, folder, name, arch, tokenizer, config, extra):
    vocabulary = len(json.loads((oracle / "tokenizers" / tokenizer / "tokenizer.json").read_text())["model"]["vocab"])
    build_encoder({"name": name, "arch": arch, "config": ENCODER | {"vocab_size": vocabulary} | config}, folder)
    shutil.copy(oracle / "tokenizers" / tokenizer / "tokenizer.json", folder)
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | extra, indent=1) + "\n")


def decoder(oracle, folder, name):
    model = transformers.Qwen3ForCausalLM(transformers.Qwen3Config(**QWEN)).eval()
    for key, p in sorted(model.named_parameters()):
        n = noise(name + "/" + key, p.shape)
        p.data = 1 + 0.3 * n if "norm" in key else (0.6 if "embed" in key else 0.25) * n
    model.tie_weights()
    model.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    tokenizer = json.loads((oracle / "tokenizers/variant-roberta/tokenizer.json").read_text())
    tokenizer["post_processor"] = None
    tokenizer["pre_tokenizer"]["add_prefix_space"] = False
    first = 500
    tokenizer["added_tokens"] = [t for t in tokenizer["added_tokens"] if t["id"] < first] + [
        {"id": first + i, "content": m, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
         "special": m.startswith("<|")} for i, m in enumerate(MARKS)]
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))


def settings(folder, **more):
    (folder / "tokenizer_config.json").write_text(json.dumps(more) + "\n")


def minilm(oracle, folder):
    encoder(oracle, folder, "rerank-minilm", "BertForSequenceClassification", "bert-uncased",
            dict(max_position_embeddings=64, type_vocab_size=2, pad_token_id=0),
            {"sentence_transformers": {"activation_fn": IDENTITY, "version": "4.1.0"}})
    settings(folder, tokenizer_class="BertTokenizer", do_lower_case=True)


def bge(oracle, folder):
    encoder(oracle, folder, "rerank-bge", "XLMRobertaForSequenceClassification", "variant-roberta",
            dict(max_position_embeddings=66, type_vocab_size=1, pad_token_id=1), {})
    settings(folder, tokenizer_class="PreTrainedTokenizerFast", pad_token="<pad>")


def logit_score(oracle, folder):
    decoder(oracle, folder, "rerank-logit-score")
    settings(folder, tokenizer_class="PreTrainedTokenizerFast", pad_token="<|im_end|>")
    (folder / "chat_template.jinja").write_text(TEMPLATE)
    kind = "sentence_transformers."
    (folder / "modules.json").write_text(json.dumps([
        {"idx": 0, "name": "0", "path": "", "type": kind + "base.modules.transformer.Transformer"},
        {"idx": 1, "name": "1", "path": "1_LogitScore", "type": kind + "cross_encoder.modules.logit_score.LogitScore"}]) + "\n")
    (folder / "1_LogitScore").mkdir()
    (folder / "1_LogitScore/config.json").write_text(json.dumps(
        {"true_token_id": 504, "false_token_id": 505, "module_input_name": "causal_logits"}) + "\n")
    (folder / "config_sentence_transformers.json").write_text(json.dumps({
        "activation_fn": IDENTITY, "default_prompt_name": "query", "model_type": "CrossEncoder",
        "prompts": {"query": "Find who sleeps"}}) + "\n")
    states = {"method": "forward", "method_output_name": "logits"}
    (folder / "sentence_bert_config.json").write_text(json.dumps({
        "transformer_task": "text-generation", "modality_config": {"text": states, "message": states | {"format": "flat"}},
        "module_output_name": "causal_logits"}) + "\n")


def qwen(oracle, folder):
    decoder(oracle, folder, "rerank-qwen")
    settings(folder, tokenizer_class="PreTrainedTokenizerFast", pad_token="<|im_end|>")


def prompted(oracle, folder):
    bge(oracle, folder)
    (folder / "config_sentence_transformers.json").write_text(json.dumps({
        "activation_fn": "torch.nn.modules.activation.Sigmoid", "default_prompt_name": "query", "model_type": "CrossEncoder",
        "prompts": {"query": "Find who sleeps: "}}) + "\n")
    (folder / "modules.json").write_text(json.dumps([
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.base.modules.transformer.Transformer"}]) + "\n")
    (folder / "sentence_bert_config.json").write_text(json.dumps({
        "transformer_task": "sequence-classification", "module_output_name": "scores",
        "modality_config": {"text": {"method": "forward", "method_output_name": "logits"}}}) + "\n")


ENCODERS = ("minilm", "bge", "prompted")
MODELS = {"minilm": minilm, "bge": bge, "prompted": prompted, "logit-score": logit_score, "qwen": qwen}


# ---------------------------------------------------------------- scores

def qwen_ids(tokenizer, passage):
    """As the model's page has it: prefix, pair and suffix by themselves."""
    pair = f"<Instruct>: {TASK}\n<Query>: {QUERY}\n<Document>: {passage}"
    return [t for part in (PREFIX, pair, SUFFIX) for t in tokenizer.encode(part, add_special_tokens=False)]


def by_library(name, folder):
    """Ids and scores, with no rule put anywhere."""
    if name == "qwen":
        tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
        model = transformers.Qwen3ForCausalLM.from_pretrained(folder).double().eval()
        ids, scores = [], []
        for passage in PASSAGES:
            ids.append(qwen_ids(tokenizer, passage))
            logits = model(torch.tensor([ids[-1]])).logits[0, -1]
            pair = torch.stack([logits[tokenizer.convert_tokens_to_ids(t)] for t in ("no", "yes")])
            scores.append(torch.nn.functional.log_softmax(pair, 0)[1].exp().item())
        return ids, scores
    model = CrossEncoder(str(folder), device="cpu")
    model.double()
    pairs = [[QUERY, p] for p in PASSAGES]
    ids = [model.preprocess([pair], prompt=model._resolve_prompt(None, None))["input_ids"][0].tolist() for pair in pairs]
    return ids, [float(model.predict([pair])[0]) for pair in pairs]


def explain(name, folder, rules, ids, queue):
    if name in ENCODERS:
        arch = json.loads((folder / "config.json").read_text())["architectures"][0]
        model = load({"arch": arch}, folder, torch.float64)
        put_rules(model, rules)
        if name == "minilm" and rules != "gradient":
            pooler = model.bert.pooler
            squash = torch.tanh

            def pooled(states):
                z = pooler.dense(states[:, 0])
                y = squash(z).detach()
                return y + (z - z.detach()) * (y / (z.detach() + 1e-10))
            pooler.forward = pooled
    else:
        patch("qwen3", rules)
        model = transformers.Qwen3ForCausalLM.from_pretrained(folder, attn_implementation="eager").double().eval()
    logits, relevance = [], []
    for one in ids:
        embeds = model.get_input_embeddings()(torch.tensor([one])).detach().requires_grad_()
        inputs = {"inputs_embeds": embeds, "attention_mask": torch.ones(1, len(one), dtype=torch.long)}
        if name == "minilm":
            second = [i for i, t in enumerate(one) if t == one[-1]][0] + 1
            inputs["token_type_ids"] = torch.tensor([[0] * second + [1] * (len(one) - second)])
        if name in ("bge", "prompted"):
            inputs["position_ids"] = torch.arange(2, 2 + len(one))[None]
        y = model(**inputs).logits
        value = y[0, 0] if name in ENCODERS else y[0, -1, 504] - y[0, -1, 505]
        value.backward()
        logits.append(float(value.detach()))
        relevance.append((embeds * embeds.grad)[0].sum(-1).tolist())
    queue.put((logits, relevance))


def run(target, *args):
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=target, args=(*args, queue))
    process.start()
    result = queue.get()
    process.join()
    return result


def main():
    oracle = Path(sys.argv[1])
    for name, make in MODELS.items():
        if name not in (sys.argv[2:] or MODELS):
            continue
        folder = oracle / "rerank" / name
        shutil.rmtree(folder, ignore_errors=True)
        if name not in ENCODERS:
            folder.mkdir(parents=True)
        make(oracle, folder)
        ids, scores = by_library(name, folder)
        results = []
        for rules in ("attnlrp", "cp-lrp", "gradient"):
            logits, relevance = run(explain, name, folder, rules, ids)
            results.append({"rules": rules, "relevance": relevance})
        sigmoid = name not in ("minilm", "logit-score")
        made = torch.tensor(logits, dtype=torch.float64)
        assert torch.allclose(made.sigmoid() if sigmoid else made, torch.tensor(scores, dtype=torch.float64), atol=1e-6), (name, logits, scores)
        (folder / "pairs.json").write_text(json.dumps({
            "query": QUERY, "passages": PASSAGES, "ids": ids, "scores": scores, "logits": logits, "sigmoid": sigmoid,
            "results": results, "versions": versions("transformers", "sentence-transformers")}, indent=1) + "\n")
        print(name, scores, logits, [len(i) for i in ids])


if __name__ == "__main__":
    main()
