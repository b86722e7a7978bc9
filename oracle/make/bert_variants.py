# SPDX-License-Identifier: BSD-3-Clause
"""Definitions of further BERT cases, as data for the reference's case generator; see README.md."""


def bert(layers=2, heads=4, hidden=32, **more):
    sizes = dict(hidden_size=hidden, num_hidden_layers=layers, num_attention_heads=heads, intermediate_size=48,
                 vocab_size=90, max_position_embeddings=32, type_vocab_size=2, num_labels=3, hidden_act="gelu",
                 pad_token_id=0)
    sizes.update(more)
    return sizes


def case(name, arch, config, description, rules="attnlrp", tokens=12, **more):
    if "lengths" not in more:
        more["tokens"] = tokens
    return dict(family="bert", name=name, arch=arch, rules=rules, config=config, description=description, **more)


SEQ = "BertForSequenceClassification"
TOP = {"kind": "max-logit"}

cases = [
    case("pre-training-tokens", "BertForPreTraining", bert(), "the masked head of a model for pre-training",
         token_types=[7], explain=[dict(TOP, output="prediction_logits", position=4),
                                   {"kind": "contrastive", "output": "prediction_logits", "position": 11}]),
    case("pre-training-pair", "BertForPreTraining", bert(), "the pair's head of a model for pre-training", token_types=[7],
         explain=[dict(TOP, output="seq_relationship_logits")]),
    case("relu", SEQ, bert(hidden_act="relu"), "relu as activation"),
    case("silu-masked-lm", "BertForMaskedLM", bert(hidden_act="silu"), "silu as activation, in the head's transform too",
         set_ids={"3": 3}, explain=[dict(TOP, position=3)]),
    case("large-eps", SEQ, bert(layer_norm_eps=0.05), "a layer_norm_eps large enough to matter, also in the embeddings",
         sensitive_to={"eps 0.04": {"layer_norm_eps": 0.04}}),
    case("bf16-stored", SEQ, bert(), "weights stored in bfloat16", store={"dtype": "bfloat16"}),
    case("all-positions", SEQ, bert(max_position_embeddings=20), "a prompt of exactly max_position_embeddings tokens",
         tokens=20),
    case("position-offset", SEQ, bert(), "9 tokens at positions 20 to 28", tokens=9, position_offset=20),
    case("one-token", SEQ, bert(layers=1, num_labels=2), "a prompt of one token, one layer", tokens=1),
    case("one-type", SEQ, bert(type_vocab_size=1, num_labels=6), "one token type, six labels"),
    case("regression", SEQ, bert(num_labels=1), "one logit, a score", explain=[{"kind": "target", "target": 0}]),
    case("several-masks-sharded", "BertForMaskedLM", bert(layers=3), "two mask tokens and others, in shards", tokens=14,
         set_ids={"3": 3, "9": 3}, store={"max_shard_size": "20KB"},
         explain=[dict(TOP, position=3), dict(TOP, position=9), {"kind": "target", "target": 17, "position": 9},
                  {"kind": "contrastive", "position": 0}]),
    case("answer-span", "BertForQuestionAnswering", bert(num_labels=2), "given and contrastive answer positions",
         tokens=13, token_types=[5],
         explain=[{"kind": "target", "output": "start_logits", "target": 8},
                  {"kind": "contrastive", "output": "end_logits", "target": 10}]),
    case("question-answering-batch", "BertForQuestionAnswering", bert(num_labels=2),
         "given answer positions in three right-padded sequences", lengths=[9, 5, 12], padding="right",
         explain=[{"kind": "target", "output": "start_logits", "target": 3},
                  {"kind": "target", "output": "end_logits", "target": 1}]),
    case("token-classification-batch", "BertForTokenClassification", bert(num_labels=4),
         "the labels of tokens in three right-padded sequences", lengths=[9, 4, 12], padding="right",
         explain=[{"kind": "max-logit", "position": 2}]),
    case("pooler-batch", "BertModel", bert(heads=2), "pooler outputs of two right-padded sequences", lengths=[6, 11],
         padding="right", explain=[{"kind": "target", "output": "pooler_output", "target": 5}]),
    case("published-options", "BertForMaskedLM", bert(), "options that published checkpoints carry and that change nothing",
         explain=[dict(TOP, position=5)], set_ids={"5": 3},
         store=dict(config_style="v4", config_extra=dict(
             directionality="bidi", pooler_fc_size=768, pooler_num_attention_heads=12, pooler_num_fc_layers=3,
             pooler_size_per_head=128, pooler_type="first_token_transform", output_past=True, gradient_checkpointing=False,
             classifier_dropout=None, attention_probs_dropout_prob=0.1, use_cache=True))),
]

VARIANTS = {"further-bert": {"cases": cases}}
