# SPDX-License-Identifier: BSD-3-Clause
"""A small decoder that answers in steps, and prompts for it whose true evidence is known.

    python sample_steps.py OUT

A prompt states which variable is which, in random order, and asks for one of them; the answer follows the
assignments aloud, a word at a time, before it says the value:

    Given: m = 91. b = k. d = 40. p = m. k = d. What is b?
     b = k = d = 40. So 40.

Nothing but the chain leads to the value: mostly there is another chain that is as long, there are branches away
from both and further chains, values occur more than once, and the order says nothing. In a part of the training
texts one word of the answer is wrong and what follows is true to it. So the model learns to go by the words that
it has written, not by what it might have worked out about the prompt. The wrong word itself is not learned.

OUT gets the checkpoint as Hugging Face writes it (bf16) and evidence.jsonl: held-out prompts, answers, and the
character spans [start, end) of the chain's statements, in the order in which the answer follows them.
"""
import argparse
import copy
import json
import math
import random
import string
import time
from pathlib import Path

import torch
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import LlamaConfig, LlamaForCausalLM

VALUES = [str(v) for v in range(10, 100)]
SHORTEST, LONGEST = 2, 5
MOST = 12
WRONG = 0.25

# weights in the loss: what must be looked up, the rest of an answer, and the prompt, which cannot be foretold
LOOKED_UP, REST, PROMPT = 1.0, 0.2, 0.02


def linked(names, length, value):
    """Statements of new variables, each of which is the next one, and the last one the value."""
    left = [names.pop() for _ in range(length)]
    return list(zip(left, left[1:] + [value]))


def question(chain):
    return f" What is {chain[0][0]}?"


def words_of(chain):
    """What an answer goes through: variables, then the value."""
    return [left for left, _ in chain] + [chain[-1][1]]


def answer(words):
    return " " + " = ".join(words) + ". So " + words[-1] + "."


class Puzzle:
    """Statements (left, right) in their order, and the chains among them that may be asked for, the first one first."""

    def __init__(self, r, length, most):
        names = r.sample(string.ascii_lowercase, len(string.ascii_lowercase))
        # few values for many statements, so that a value does not name its chain
        pool = r.sample(VALUES, r.randint(2, 4))
        chains = [linked(names, length, r.choice(pool)) for _ in range(2 if most >= 2 * length else 1)]
        self.asked = chains[:]
        total = r.randint(min(most, sum(map(len, chains)) + 1), most)
        while (room := total - sum(map(len, chains))) > 0:
            if r.random() < 0.5:
                # a branch, away from what it is that may be asked
                known = r.choice([left for c in chains for left, _ in c])
                chains.append([(names.pop(), known)])
            else:
                chains.append(linked(names, r.randint(1, min(LONGEST, room)), r.choice(pool)))
        self.statements = [s for c in chains for s in c]
        r.shuffle(self.statements)

    def given(self):
        return "Given:" + "".join(f" {a} = {b}." for a, b in self.statements)

    def prompt(self):
        return self.given() + question(self.asked[0])

    def answer(self):
        return answer(words_of(self.asked[0]))

    def wrong_words(self, r, chain):
        """Words of an answer with one of them wrong and those after it true to it, and the place of the wrong one."""
        words, right = words_of(chain), dict(self.statements)
        place = r.randrange(1, len(words))
        if place == len(words) - 1:
            return words[:-1] + [r.choice(VALUES)], place
        others = [left for left in right if left not in words]
        if not others:
            return words, None
        words = words[:place] + [r.choice(others)]
        while words[-1] in right:
            words.append(right[words[-1]])
        return words, place

    def evidence(self):
        spans, at = {}, len("Given:")
        for a, b in self.statements:
            end = at + len(f" {a} = {b}.")
            spans[a, b] = [at + 1, end]
            at = end
        return [spans[s] for s in self.asked[0]]


def puzzle(r, shortest=SHORTEST, longest=LONGEST, most=MOST):
    length = r.randint(shortest, longest)
    return Puzzle(r, length, r.randint(min(most, 2 * length + 1), most))


def train_tokenizer(r):
    tok = Tokenizer(models.BPE())
    # a variable that is assigned is one token with its sign: " b =", " k =", " d =", " 40"
    split = r" [a-z] =| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+"
    tok.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(split), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tok.decoder = decoders.ByteLevel()
    # more room than is needed: each of these words becomes one token
    trainer = trainers.BpeTrainer(vocab_size=1000, special_tokens=["<|begin_of_text|>", "<|end_of_text|>"],
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    tok.train_from_iterator((p.prompt() + p.answer() for p in (puzzle(r) for _ in range(5000))), trainer)
    tok.post_processor = processors.TemplateProcessing(
        single="<|begin_of_text|> $A", pair="<|begin_of_text|> $A <|begin_of_text|> $B:1",
        special_tokens=[("<|begin_of_text|>", 0)])
    return tok


def batch(tok, r, size, longest, most):
    """Token ids, and the weight of each in the loss, which is 0 for a wrong word."""
    rows = []
    for _ in range(size):
        p = puzzle(r, 1, longest, most)
        ids = tok.encode(p.given()).ids
        weights = [PROMPT] * len(ids)
        # both chains are asked for, one after the other: twice the lessons of one text
        for chain in r.sample(p.asked, len(p.asked)):
            words, wrong = p.wrong_words(r, chain) if r.random() < WRONG else (words_of(chain), None)
            put = tok.encode(question(chain), add_special_tokens=False).ids
            said = tok.encode(answer(words), add_special_tokens=False).ids + [1]
            assert len(said) == len(words) + 5, "a word is more than one token"
            weight = [REST] * len(said)
            weight[1:len(words)] = [LOOKED_UP] * (len(words) - 1)
            weight[len(words) + 2] = LOOKED_UP
            if wrong is not None:
                weight[wrong] = 0.0
            ids += put + said
            weights += [PROMPT] * len(put) + weight
        rows.append((ids, weights))
    width = max(len(ids) for ids, _ in rows)
    ids = torch.ones(size, width, dtype=torch.long)
    weight = torch.zeros(size, width)
    for k, (i, w) in enumerate(rows):
        ids[k, :len(i)] = torch.tensor(i)
        weight[k, :len(w)] = torch.tensor(w)
    return ids, weight


def begin(model):
    """Weights to begin with: a word is the largest part of its state, and a layer adds a little to it."""
    layers = len(model.model.layers)
    for name, p in model.named_parameters():
        if "embed_tokens" in name:
            torch.nn.init.normal_(p, std=1.0)
        elif p.dim() == 2:
            small = name.endswith(("o_proj.weight", "down_proj.weight"))
            torch.nn.init.normal_(p, std=(1 / p.shape[1] / (2 * layers if small else 1)) ** 0.5)


def writes(model, tok, prompt, said, since=0):
    """Whether each token of an answer, from one on, is the model's first choice after those before it."""
    put, ids = tok.encode(prompt).ids, tok.encode(said, add_special_tokens=False).ids + [1]
    logits = model(input_ids=torch.tensor([put + ids])).logits[0, len(put) - 1:-1]
    return logits.argmax(-1).tolist()[since:] == ids[since:]


def exact(model, tok, puzzles):
    """How many answers greedy generation gets right to the last token."""
    return sum(writes(model, tok, p.prompt(), p.answer()) for p in puzzles)


def faithful(model, tok, r, n):
    """How often what follows a wrong word is true to it."""
    right = of = 0
    while of < n:
        p = puzzle(r)
        words, wrong = p.wrong_words(r, p.asked[0])
        if words != words_of(p.asked[0]):
            right += writes(model, tok, p.prompt(), answer(words), wrong + 1)
            of += 1
    return right


def save(model, out):
    copy.deepcopy(model).to(torch.bfloat16).save_pretrained(out)
    (out / "generation_config.json").unlink()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", type=Path)
    p.add_argument("--steps", type=int, default=900)
    p.add_argument("--size", type=int, default=64, help="texts in a step")
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--rate", type=float, default=2e-3)
    p.add_argument("--threads", type=int, default=1, help="more only where nothing else runs")
    a = p.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    r = random.Random(a.seed)
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    tok = train_tokenizer(r)
    tok.save(str(a.out / "tokenizer.json"))
    held = random.Random(99)
    with open(a.out / "evidence.jsonl", "w") as f:
        for _ in range(300):
            p = puzzle(held)
            last = p.answer().rsplit(" ", 1)[1].rstrip(".")
            line = {"prompt": p.prompt(), "answer": p.answer(), "part": last, "evidence": {"chain": p.evidence()}}
            f.write(json.dumps(line) + "\n")
    config = LlamaConfig(hidden_size=128, intermediate_size=256, num_hidden_layers=3, num_attention_heads=4,
                         num_key_value_heads=2, vocab_size=tok.get_vocab_size(), max_position_embeddings=512,
                         tie_word_embeddings=False, rope_theta=10000.0, bos_token_id=0, eos_token_id=1)
    model = LlamaForCausalLM(config)
    begin(model)
    optimiser = torch.optim.AdamW(model.parameters(), lr=a.rate, betas=(0.9, 0.98), weight_decay=0.05)
    some = [puzzle(random.Random(k)) for k in range(50)]
    level, recent = 0, 1.0
    for step in range(a.steps):
        for g in optimiser.param_groups:
            g["lr"] = a.rate * min(1, (step + 1) / 100) * (0.51 + 0.49 * math.cos(math.pi * step / a.steps))
        # few statements first, and more as soon as the model finds its way among those
        longest, most = min(LONGEST, 1 + (level + 1) // 2), min(MOST, 3 + level)
        ids, weight = batch(tok, r, a.size, longest, most)
        logits = model(input_ids=ids).logits[:, :-1]
        loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten(), reduction="none")
        w = weight[:, 1:].flatten()
        missed = loss[w >= REST].mean().item()
        loss = (loss * w).sum() / w.sum()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        recent += 0.1 * (missed - recent)
        if recent < 0.05 and most < MOST:
            level, recent = level + 1, 0.5
        if step % 100 == 99:
            with torch.no_grad():
                print(step + 1, f"{time.process_time():.0f} s of the processor, chains of {longest} among {most},",
                      f"loss in answers {recent:.4f}, exact {exact(model, tok, some)} of {len(some)}", flush=True)
            save(model, a.out)
    model.to(torch.bfloat16).float()
    save(model, a.out)
    held = random.Random(12345)
    with torch.no_grad():
        for length in range(SHORTEST, LONGEST + 1):
            puzzles = [puzzle(held, length, length) for _ in range(500)]
            print(f"chains of {length}: exact {exact(model, tok, puzzles)} of {len(puzzles)}")
        print("true to a wrong word:", faithful(model, tok, held, 500), "of 500")


if __name__ == "__main__":
    main()
