# SPDX-License-Identifier: BSD-3-Clause
"""Times the Python LXT as `./lxt bench` times this one, for bench/compare: a line of JSON each repeat, then one more.

    python bench/reference.py DIR --tokens 512 [--all-logits] [--targets K] [--batch B] [--repeats R] [--threads N]
        [--device cuda] [--dtype bfloat16]

Explains the K largest logits of the last token, or the largest class of each of B texts, by one backward pass each or by
one for the batch. Needs PyTorch, transformers and lxt; decoders and BertForSequenceClassification in the transformers that
lxt's patches for them are made for.
"""
import argparse
import importlib
import json
import resource
import sys
import time
import types

import torch
import transformers


def model_of(folder, device, dtype):
    config = transformers.AutoConfig.from_pretrained(folder)
    kind = config.model_type
    if kind == "bert":
        # lxt reads the patches of all models, and a transformers old enough for this one's lacks what that one's names
        sys.modules["lxt.efficient.models.qwen3_moe"] = types.SimpleNamespace(modeling_qwen3_moe=None, attnLRP={})
    from lxt.efficient import monkey_patch

    monkey_patch(importlib.import_module(f"transformers.models.{kind}.modeling_{kind}"))
    model = getattr(transformers, config.architectures[0])
    model = model.from_pretrained(folder, torch_dtype=dtype).to(device).eval().requires_grad_(False)
    return config, model


def now(device):
    """The time when everything that was issued is done."""
    if device == "cuda":
        torch.cuda.synchronize()
    return time.perf_counter()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--tokens", type=int, default=512)
    parser.add_argument("--targets", type=int, default=1)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--all-logits", action="store_true", help="compute logits of all tokens, not of the last alone")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--dtype", choices=["float32", "bfloat16"], default="float32")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    start = time.perf_counter()
    config, model = model_of(options.folder, options.device, getattr(torch, options.dtype))
    loaded = now(options.device) - start
    ids = [(7 + 13 * i) % config.vocab_size for i in range(options.tokens)]
    ids = torch.tensor([ids] * options.batch, device=options.device)
    decoder = "CausalLM" in type(model).__name__ or "LMHead" in type(model).__name__
    if decoder and options.batch > 1:
        parser.error("--batch is for classifiers")
    more = {"use_cache": False} if decoder else {}
    if decoder and not options.all_logits:
        more["logits_to_keep"] = 1
    for _ in range(options.repeats):
        start = now(options.device)
        embeddings = model.get_input_embeddings()(ids).detach().requires_grad_()
        logits = model(inputs_embeds=embeddings, **more).logits
        middle = now(options.device)
        if decoder:
            targets = logits[0, -1].topk(options.targets).values
        else:
            targets = logits.max(-1).values.sum().reshape(1)
        for i, target in enumerate(targets):
            embeddings.grad = None
            target.backward(retain_graph=i + 1 < len(targets))
            relevance = (embeddings * embeddings.grad).sum(-1)
        end = now(options.device)
        times = {"forward_s": middle - start, "backward_s": end - middle, "total_s": end - start}
        print(json.dumps(times), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    figures = {"load_s": loaded, "peak_gb": peak, "sum": relevance.sum().item()}
    if options.device == "cuda":
        figures["device_gb"] = torch.cuda.max_memory_reserved() / 1e9
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
