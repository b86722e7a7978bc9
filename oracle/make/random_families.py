# SPDX-License-Identifier: BSD-3-Clause
"""Definitions of random cases of many families, as data for the reference's case generator; see README.md.

A definition is drawn from its number alone. It varies what configurations of the family can say: sizes, heads, windows, kinds of
layers, rotary scaling, biases, ties, activations, epsilons, heads of tasks, stored types, padding, positions, rules and targets.
"""
import os
import random

SEED = int(os.environ.get("SEED", "5"))
COUNT = int(os.environ.get("COUNT", "24"))

RULES = ("attnlrp", "attnlrp", "attnlrp", "cp-lrp", "gradient")
ACTIVATIONS = ("silu", "silu", "silu", "gelu", "gelu_pytorch_tanh")
WAYS = ({}, {}, {"config_style": "v4"}, {"dtype": "bfloat16"}, {"dtype": "float16"}, {"max_shard_size": "20KB"})


def rope(r, size, longest, kinds=("default", "default", "linear", "dynamic", "yarn", "longrope", "llama3")):
    kind = r.choice(kinds)
    made = {"rope_type": kind, "rope_theta": r.choice((100.0, 10000.0, 500000.0, 1000000.0))}
    original = r.choice((6, 12, 40))
    if kind in ("linear", "dynamic"):
        made["factor"] = r.choice((1.5, 3.0))
    if kind == "yarn":
        made.update(factor=r.choice((2.0, 8.0)), original_max_position_embeddings=original)
        if r.random() < 0.4:
            made.update(beta_fast=16.0, beta_slow=2.0)
        if r.random() < 0.3:
            made.update(mscale=1.0, mscale_all_dim=0.6)
        elif r.random() < 0.3:
            made["attention_factor"] = 1.3
        if r.random() < 0.3:
            made["truncate"] = False
    if kind == "longrope":
        made.update(original_max_position_embeddings=original,
                    short_factor=[round(1 + 0.1 * r.random(), 3) for _ in range(size // 2)],
                    long_factor=[round(1 + 4 * r.random(), 3) for _ in range(size // 2)])
    if kind == "llama3":
        made.update(factor=4.0, low_freq_factor=1.0, high_freq_factor=3.0, original_max_position_embeddings=original)
    return made


def sizes(r, **more):
    heads = r.choice((1, 2, 3, 4, 6))
    grouped = r.choice([n for n in (1, 2, 3, 4, 6) if heads % n == 0])
    fills = r.random() < 0.4
    size = r.choice((4, 6, 8, 10, 14))
    hidden = heads * size if fills else r.choice((24, 30, 32, 36))
    made = dict(hidden_size=hidden, num_attention_heads=heads, num_key_value_heads=grouped, head_dim=size,
                num_hidden_layers=r.choice((1, 2, 3, 4)), intermediate_size=r.choice((20, 33, 48)),
                vocab_size=r.choice((61, 90, 128)), max_position_embeddings=r.choice((40, 64, 200)), bos_token_id=1,
                eos_token_id=2, tie_word_embeddings=r.random() < 0.4, rms_norm_eps=r.choice((1e-6, 1e-5, 1e-3)),
                hidden_act=r.choice(ACTIVATIONS), rope_parameters=rope(r, size, 40))
    made.update(more)
    return made


def window(r):
    return r.choice((None, 1, 2, 4, 7, 11, 30))


def input_of(r, arch, config, encoder=False):
    """Tokens or a padded batch, and where they are counted from."""
    pad = config.get("pad_token_id")
    made = {}
    if r.random() < 0.4 and (pad is not None or not arch.endswith("ForSequenceClassification")):
        made["lengths"] = [r.randint(3, 14) for _ in range(r.choice((2, 3)))]
        made["padding"] = r.choice(("left", "right"))
        made["pad_id"] = pad or 0
        if made["padding"] == "left" and not encoder and r.random() < 0.6:
            made["position_ids"] = "from-mask"
    else:
        made["tokens"] = r.randint(5, 20)
        if not encoder and r.random() < 0.2:
            made["position_offset"] = r.randint(1, 12)
        if pad is not None and arch.endswith("ForSequenceClassification") and not encoder and r.random() < 0.4:
            made["set_ids"] = {str(made["tokens"] - 1): pad, str(made["tokens"] - 2): pad}
    return made


def explained(r, arch, config, tokens):
    """Several targets; of one sequence at any of its positions, else at the last of each."""
    rows, units = [], config["hidden_size"] if "hidden_size" in config else config["n_embd"]
    for _ in range(r.choice((1, 1, 2, 3))):
        if arch.endswith("Model") and "LMHead" not in arch:
            rows.append({"kind": "target", "output": "last_hidden_state", "position": r.randrange(tokens) if tokens else -1,
                         "target": r.randrange(units)})
            continue
        kind = r.choice(("max-logit", "max-logit", "contrastive", "target"))
        entries = config["num_labels"] if "num_labels" in config else config["vocab_size"]
        where = {"position": r.randrange(tokens)} if tokens and "Sequence" not in arch and r.random() < 0.5 else {}
        rows.append({"kind": kind, **where, **({"target": r.randrange(entries)} if kind == "target" else {})})
    return rows


def case(r, family, number, arch, config, encoder=False, ways=WAYS, **more):
    rules = r.choice(RULES)
    if "For" in arch and "Classification" in arch:
        config["num_labels"] = r.choice((1, 2, 5)) if "Sequence" in arch else r.choice((2, 5))
    where = input_of(r, arch, config, encoder)
    made = dict(family=family, name=f"random-{number}", arch=arch, rules=rules, config=config, store=dict(r.choice(ways)),
                description="drawn at random", explain=explained(r, arch, config, where.get("tokens")), **where)
    if config.get("num_labels") == 1:
        made["explain"] = [{"kind": "max-logit"}]
    made.update(more)
    return made


def task(r, name, language="ForCausalLM", kinds=("ForSequenceClassification", "ForTokenClassification", "Model")):
    return name + (language if r.random() < 0.55 else r.choice(kinds))


def padding_id(r, arch):
    return {"pad_token_id": r.choice((0, 3))} if r.random() < 0.6 else {}


def mistral(r, n):
    arch = task(r, "Mistral")
    return case(r, "mistral", n, arch, sizes(r, sliding_window=window(r), **padding_id(r, arch)))


def ministral(r, n):
    arch = task(r, "Ministral")
    config = sizes(r, sliding_window=window(r), **padding_id(r, arch))
    if config["sliding_window"] is not None and r.random() < 0.8:
        config["layer_types"] = [r.choice(("full_attention", "sliding_attention"))
                                 for _ in range(config["num_hidden_layers"])]
    return case(r, "ministral", n, arch, config, ways=[w for w in WAYS if "config_style" not in w])


def mixtral(r, n):
    arch = task(r, "Mixtral")
    experts = r.randint(1, 6)
    config = sizes(r, sliding_window=window(r), num_local_experts=experts,
                   num_experts_per_tok=r.randint(1, experts), **padding_id(r, arch))
    return case(r, "mixtral", n, arch, config)


def granite(r, n):
    config = sizes(r, embedding_multiplier=r.choice((1.0, 6.0)), logits_scaling=r.choice((1.0, 3.0)),
                   residual_multiplier=r.choice((1.0, 0.4)), attention_multiplier=r.choice((1.0, 0.2)),
                   attention_bias=r.random() < 0.4, mlp_bias=r.random() < 0.4)
    config.pop("head_dim")
    config["hidden_size"] = config["num_attention_heads"] * r.choice((4, 8, 10))
    config["rope_parameters"] = rope(r, config["hidden_size"] // config["num_attention_heads"], 40)
    arch = "GraniteForCausalLM" if r.random() < 0.8 else "GraniteModel"
    return case(r, "granite", n, arch, config)


def phi3(r, n):
    arch = task(r, "Phi3")
    config = sizes(r, sliding_window=window(r), pad_token_id=0)
    config.pop("head_dim")
    size = r.choice((4, 8, 12))
    config["hidden_size"] = config["num_attention_heads"] * size
    partial = r.choice((1.0, 0.5, 0.75)) if size > 4 else 1.0
    rotated = int(size * partial)
    rotated -= rotated % 2
    partial = rotated / size
    config["rope_parameters"] = {**rope(r, rotated, 40, ("default", "longrope")), "partial_rotary_factor": partial}
    config["original_max_position_embeddings"] = config["max_position_embeddings"]
    if config["rope_parameters"]["rope_type"] == "longrope":
        original = config["rope_parameters"].pop("original_max_position_embeddings")
        config["original_max_position_embeddings"] = original
    return case(r, "phi3", n, arch, config)


def smollm3(r, n):
    arch = task(r, "SmolLM3")
    config = sizes(r, pad_token_id=r.choice((0, 3)), attention_bias=r.random() < 0.3, mlp_bias=r.random() < 0.3)
    config.pop("head_dim")
    size = r.choice((4, 8, 10))
    config["hidden_size"] = config["num_attention_heads"] * size
    config["rope_parameters"] = rope(r, size, 40)
    if r.random() < 0.5:
        config["no_rope_layers"] = [r.randint(0, 1) for _ in range(config["num_hidden_layers"])]
    else:
        config["no_rope_layer_interval"] = r.choice((1, 2, 3, 4))
    if r.random() < 0.5:
        config.update(use_sliding_window=True, sliding_window=r.choice((1, 3, 6)))
        if r.random() < 0.5:
            config["layer_types"] = [r.choice(("full_attention", "sliding_attention"))
                                     for _ in range(config["num_hidden_layers"])]
    return case(r, "smollm3", n, arch, config)


def olmo2(r, n):
    config = sizes(r, attention_bias=r.random() < 0.4)
    config.pop("head_dim")
    size = r.choice((4, 8, 10))
    config["hidden_size"] = config["num_attention_heads"] * size
    config["rope_parameters"] = rope(r, size, 40)
    arch = "Olmo2ForCausalLM" if r.random() < 0.8 else "Olmo2Model"
    return case(r, "olmo2", n, arch, config)


def olmo3(r, n):
    config = sizes(r, attention_bias=r.random() < 0.4, sliding_window=r.choice((1, 3, 6, 30)))
    config.pop("head_dim")
    size = r.choice((4, 8, 10))
    config["hidden_size"] = config["num_attention_heads"] * size
    config["rope_parameters"] = rope(r, size, 40, ("default",))
    if r.random() < 0.5:
        config["layer_types"] = [r.choice(("full_attention", "sliding_attention"))
                                 for _ in range(config["num_hidden_layers"])]
    arch = "Olmo3ForCausalLM" if r.random() < 0.8 else "Olmo3Model"
    return case(r, "olmo3", n, arch, config)


def gemma(r, n):
    arch = task(r, "Gemma")
    config = sizes(r, pad_token_id=r.choice((0, 3)), attention_bias=r.random() < 0.3)
    return case(r, "gemma", n, arch, config, embed_std=0.15)


def gemma2(r, n):
    arch = task(r, "Gemma2")
    config = sizes(r, pad_token_id=r.choice((0, 3)), attention_bias=r.random() < 0.3, sliding_window=r.choice((1, 3, 6, 30)),
                   query_pre_attn_scalar=r.choice((8, 16, 24)), attn_logit_softcapping=r.choice((None, 1.5, 5.0)),
                   final_logit_softcapping=r.choice((None, 2.0, 6.0)))
    config["hidden_activation"] = config.pop("hidden_act").replace("silu", "gelu_pytorch_tanh")
    if r.random() < 0.5:
        config["layer_types"] = [r.choice(("full_attention", "sliding_attention"))
                                 for _ in range(config["num_hidden_layers"])]
    return case(r, "gemma2", n, arch, config, embed_std=0.15, ways=[w for w in WAYS if "layer_types" not in config or
                                                                    "config_style" not in w])


def gemma3(r, n):
    arch = r.choice(("Gemma3ForCausalLM", "Gemma3TextForSequenceClassification", "Gemma3TextModel", "Gemma3TextModel"))
    config = sizes(r, pad_token_id=r.choice((0, 3)), attention_bias=r.random() < 0.3, sliding_window=r.choice((2, 4, 6, 30)),
                   query_pre_attn_scalar=r.choice((8, 16, 24)), sliding_window_pattern=r.choice((2, 3, 6)),
                   final_logit_softcapping=r.choice((None, None, 6.0)))
    config["hidden_activation"] = config.pop("hidden_act").replace("silu", "gelu_pytorch_tanh")
    size = config["head_dim"]
    config["rope_parameters"] = {"full_attention": rope(r, size, 40, ("default", "linear")),
                                 "sliding_attention": rope(r, size, 40, ("default",))}
    more = {}
    if arch == "Gemma3TextModel" and r.random() < 0.6:
        config["use_bidirectional_attention"] = True
        more["store"] = {"config_raw": {"sliding_window": config["sliding_window"]},
                         **({"config_style": "v4"} if r.random() < 0.5 else {})}
    return case(r, "gemma3", n, arch, config, embed_std=0.15, **more)


def plain(family, name):
    def draw(r, n):
        arch = task(r, name)
        config = sizes(r, **padding_id(r, arch))
        if family == "llama":
            config.update(attention_bias=r.random() < 0.3, mlp_bias=r.random() < 0.3)
        if family in ("qwen2", "qwen3"):
            config.update(use_sliding_window=r.random() < 0.5, sliding_window=r.choice((1, 3, 6, 30)),
                          max_window_layers=r.choice((0, 1, 2)))
            if family == "qwen3":
                config["attention_bias"] = r.random() < 0.3
            else:
                config.pop("head_dim")
                config["hidden_size"] = config["num_attention_heads"] * 8
                config["rope_parameters"] = rope(r, 8, 40)
        return case(r, family, n, arch, config)
    return draw


def gpt2(r, n):
    heads = r.choice((1, 2, 3, 4))
    arch = task(r, "GPT2", "LMHeadModel", ("ForSequenceClassification", "ForTokenClassification", "Model"))
    config = dict(n_embd=heads * r.choice((5, 8, 9)), n_layer=r.choice((1, 2, 3)), n_head=heads, vocab_size=90, n_positions=40,
                  n_inner=r.choice((None, 20)), bos_token_id=1, eos_token_id=2,
                  activation_function=r.choice(("gelu_new", "gelu", "relu", "silu")),
                  scale_attn_by_inverse_layer_idx=r.random() < 0.3, scale_attn_weights=r.random() < 0.8,
                  layer_norm_epsilon=r.choice((1e-5, 1e-3)), **padding_id(r, arch))
    return case(r, "gpt2", n, arch, config, ways=[w for w in WAYS if "config_style" not in w])


def mpnet(r, n):
    arch = "MPNet" + r.choice(("Model", "Model", "ForSequenceClassification", "ForTokenClassification"))
    heads = r.choice((1, 2, 3, 4))
    config = dict(hidden_size=heads * r.choice((5, 8, 9)), num_hidden_layers=r.choice((1, 2, 3)), num_attention_heads=heads,
                  intermediate_size=r.choice((20, 48)), vocab_size=90, max_position_embeddings=60,
                  layer_norm_eps=r.choice((1e-12, 1e-5, 1e-2)), hidden_act=r.choice(("gelu", "relu", "silu")), pad_token_id=1)
    made = case(r, "mpnet", n, arch, config, encoder=True, ways=[w for w in WAYS if "config_style" not in w])
    if "tokens" in made:
        made["tokens"] = r.choice((6, 12, 40, 55))
    return made


def modernbert(r, n):
    arch = "ModernBert" + r.choice(("Model", "ForMaskedLM", "ForSequenceClassification", "ForTokenClassification"))
    heads = r.choice((1, 2, 3, 4))
    # transformers wants layers of both kinds
    config = dict(hidden_size=heads * r.choice((6, 8, 10)), num_hidden_layers=r.choice((2, 3, 4)),
                  num_attention_heads=heads, intermediate_size=r.choice((20, 40)), vocab_size=90, max_position_embeddings=64,
                  pad_token_id=0, bos_token_id=1, eos_token_id=2, cls_token_id=1, sep_token_id=2,
                  local_attention=r.choice((2, 4, 6, 7, 30)), norm_eps=r.choice((1e-5, 1e-3, 0.05)),
                  global_attn_every_n_layers=r.choice((2, 3)), attention_bias=r.random() < 0.3, mlp_bias=r.random() < 0.3,
                  norm_bias=r.random() < 0.3, classifier_bias=r.random() < 0.3, decoder_bias=r.random() < 0.7,
                  classifier_pooling=r.choice(("cls", "mean")), tie_word_embeddings=r.random() < 0.7,
                  hidden_activation=r.choice(("gelu", "silu", "gelu_pytorch_tanh")),
                  classifier_activation=r.choice(("gelu", "silu")),
                  rope_parameters={"full_attention": {"rope_type": "default", "rope_theta": 160000.0},
                                   "sliding_attention": {"rope_type": "default", "rope_theta": 10000.0}})
    if r.random() < 0.3:
        config.pop("rope_parameters")
    ways = [w for w in WAYS if "config_style" not in w] + (
        [{"config_style": "v4", "config_extra": {"global_attn_every_n_layers": config["global_attn_every_n_layers"]}}] * 3
        if "rope_parameters" in config else [])
    made = case(r, "modernbert", n, arch, config, encoder=True, ways=ways)
    if made["rules"] == "gradient":
        config["norm_eps"] = 0.05
    return made


DRAWN = {"mistral": mistral, "ministral": ministral, "mixtral": mixtral, "granite": granite, "phi3": phi3, "smollm3": smollm3,
         "olmo2": olmo2, "olmo3": olmo3, "gemma": gemma, "gemma2": gemma2, "gemma3": gemma3, "llama": plain("llama", "Llama"),
         "qwen2": plain("qwen2", "Qwen2"), "qwen3": plain("qwen3", "Qwen3"), "gpt2": gpt2, "mpnet": mpnet,
         "modernbert": modernbert}
CASES = [draw(random.Random(f"{SEED}/{family}/{n}"), n) for family, draw in DRAWN.items() for n in range(COUNT)]
