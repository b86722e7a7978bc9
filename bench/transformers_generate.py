# SPDX-License-Identifier: BSD-3-Clause
"""Times transformers' generate as `./lxt bench --generate N` times LXT: a line of JSON each repeat, then one more.

    python bench/transformers_generate.py DIR --tokens 128 --generate 128 [--repeats R] [--threads N] [--dtype float32]

Greedy, with keys and values kept, N new tokens whatever they are. Needs PyTorch and transformers.
"""
import argparse
import json
import resource
import time

import torch
import transformers


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--generate", type=int, default=128)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--dtype", choices=["float32", "bfloat16"], default="float32")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    start = time.perf_counter()
    model = transformers.AutoModelForCausalLM.from_pretrained(options.folder, dtype=getattr(torch, options.dtype)).eval()
    loaded = time.perf_counter() - start
    ids = torch.tensor([[(7 + 13 * i) % model.config.vocab_size for i in range(options.tokens)]])

    def timed(count):
        start = time.perf_counter()
        with torch.no_grad():
            model.generate(
                ids, attention_mask=torch.ones_like(ids), max_new_tokens=count, min_new_tokens=count, do_sample=False)
        return time.perf_counter() - start

    for _ in range(options.repeats):
        first = timed(1)
        total = timed(options.generate)
        rate = (options.generate - 1) / (total - first)
        print(json.dumps({"forward_s": first, "total_s": total, "tokens_per_s": rate}), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    print(json.dumps({"load_s": loaded, "peak_gb": peak}), flush=True)


if __name__ == "__main__":
    main()
