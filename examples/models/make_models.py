# SPDX-License-Identifier: BSD-3-Clause
"""Trains the two small models that the examples run on: a classifier of opinions and an embedder of sentences.

usage: python make_models.py

Both are of BERT's architecture with a vocabulary of whole words, trained on sentences that this script makes up. The program that
explains them is tested elsewhere; these only have to be right about their own small world.
"""

import itertools
import json
import pathlib
import random

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

HERE = pathlib.Path(__file__).parent
THINGS = ["film", "plot", "music", "acting", "ending", "camera", "dialogue"]
GOOD = ["good", "moving", "clever", "lovely", "brilliant", "funny"]
BAD = ["bad", "dull", "clumsy", "boring", "awful", "flat"]
TOPICS = {
    "animals": ["cat", "kitten", "dog", "puppy", "horse"],
    "weather": ["rain", "storm", "snow", "wind", "cloud"],
    "food": ["bread", "soup", "cheese", "apple", "cake"],
    "travel": ["train", "station", "ticket", "journey", "harbour"],
}
FRAMES = ["we saw the {} today", "the {} was near the house", "there is a {} again", "tell me about the {}", "a {} for everyone"]


def tokenizer(words, folder):
    vocabulary = {word: i for i, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted(words)])}
    fast = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    fast.normalizer = normalizers.BertNormalizer()
    fast.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    fast.post_processor = processors.BertProcessing(("[SEP]", vocabulary["[SEP]"]), ("[CLS]", vocabulary["[CLS]"]))
    wrapped = PreTrainedTokenizerFast(
        tokenizer_object=fast, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]", mask_token="[MASK]"
    )
    wrapped.save_pretrained(folder)
    return wrapped


def config(size, **more):
    return BertConfig(
        vocab_size=size, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64, max_position_embeddings=48,
        hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, **more,
    )


def train(model, loss, steps, rate=3e-3):
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate)
    for _ in range(steps):
        optimizer.zero_grad()
        value = loss()
        value.backward()
        optimizer.step()
    return float(value.detach())


def opinion(rng):
    good = rng.random() < 0.5
    words = GOOD if good else BAD
    first, second = rng.sample(THINGS, 2)
    text = rng.choice([
        f"the {first} is {rng.choice(words)}", f"a {rng.choice(words)} {first} with a {rng.choice(words)} {second}",
        f"i found the {first} {rng.choice(words)} and the {second} {rng.choice(words)}", f"{rng.choice(words)} {first}",
    ])
    return text, int(good)


def classifier():
    folder = HERE / "sentiment"
    words = {*THINGS, *GOOD, *BAD, *"the is a with i found and".split(), ",", "."}
    tokens = tokenizer(words, folder)
    torch.manual_seed(1)
    rng = random.Random(1)
    labels = {0: "NEGATIVE", 1: "POSITIVE"}
    model = BertForSequenceClassification(
        config(len(tokens), id2label=labels, label2id={name: i for i, name in labels.items()})
    )

    def loss():
        texts, classes = zip(*(opinion(rng) for _ in range(64)))
        return model(**tokens(list(texts), padding=True, return_tensors="pt"), labels=torch.tensor(classes)).loss

    print("classifier: loss", train(model, loss, 250))
    model.eval()
    with torch.no_grad():
        texts, classes = zip(*(opinion(random.Random(seed)) for seed in range(1000, 1400)))
        said = model(**tokens(list(texts), padding=True, return_tensors="pt")).logits.argmax(1)
    print("classifier: right", float((said == torch.tensor(classes)).float().mean()))
    model.save_pretrained(folder)


def embedder():
    folder = HERE / "embedder"
    words = {word for topic in TOPICS.values() for word in topic} | set(" ".join(FRAMES).replace("{}", "").split()) | {"."}
    tokens = tokenizer(words, folder)
    torch.manual_seed(2)
    rng = random.Random(2)
    model = BertModel(config(len(tokens)), add_pooling_layer=False)

    def embed(texts):
        batch = tokens(list(texts), padding=True, return_tensors="pt")
        mask = batch["attention_mask"].unsqueeze(-1)
        states = model(**batch).last_hidden_state
        return torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=1)

    def sentence(topic):
        return rng.choice(FRAMES).format(rng.choice(TOPICS[topic]))

    def loss():
        pairs = [(sentence(topic), sentence(topic)) for topic in TOPICS for _ in range(2)]
        topics = torch.arange(len(TOPICS)).repeat_interleave(2)
        first, second = (embed(side) for side in zip(*pairs))
        same = (topics.unsqueeze(0) == topics.unsqueeze(1)).float()
        return torch.nn.functional.cross_entropy(first @ second.T * 8, same / same.sum(1, keepdim=True))

    print("embedder: loss", train(model, loss, 300))
    model.eval()
    with torch.no_grad():
        texts = [(FRAMES[i % 5].format(word), topic) for topic, words in TOPICS.items() for i, word in enumerate(words)]
        vectors = embed([text for text, _ in texts])
        near = (vectors @ vectors.T - 2 * torch.eye(len(texts))).argmax(1)
    print("embedder: nearest of the same topic", sum(texts[i][1] == texts[j][1] for i, j in enumerate(near)) / len(texts))
    model.save_pretrained(folder)
    (folder / "1_Pooling").mkdir(exist_ok=True)
    (folder / "1_Pooling/config.json").write_text(json.dumps({"word_embedding_dimension": 32, "pooling_mode_mean_tokens": True}, indent=2) + "\n")
    module = "sentence_transformers.models"
    (folder / "modules.json").write_text(
        json.dumps(
            [
                {"idx": 0, "name": "0", "path": "", "type": f"{module}.Transformer"},
                {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}.Pooling"},
                {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.Normalize"},
            ],
            indent=2,
        ) + "\n"
    )


if __name__ == "__main__":
    torch.set_num_threads(1)
    classifier()
    embedder()
