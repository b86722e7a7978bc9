# SPDX-License-Identifier: BSD-3-Clause
"""Questions about six stated facts, one of which has the answer: prompts whose evidence is known, for small models that chat.

    python known_evidence.py SEED COUNT > evidence.jsonl

Each line has the prompt in the format of ChatML with the answer begun up to the word that is asked for, that word as the
answer, the stated facts as the context, and the characters of the sentence that has the answer, and of its value. There is
always another fact of the same kind, so that the kind of the word does not tell which sentence it is from.
"""
import json
import random
import sys

NAMES = "Alice Bob Carol David Emma Frank Grace Henry Iris Jack Karen Leo Maria Nora Oscar Paul".split()
FOODS = "apples bread cheese fish rice beans soup cake eggs carrots pasta salad".split()
CITIES = "Paris London Rome Berlin Madrid Vienna Oslo Lisbon Dublin Prague".split()
JOBS = "doctor teacher farmer lawyer nurse pilot baker singer painter plumber".split()
KINDS = {
    "likes": ("{} likes to eat {}.", "What does {} like to eat?", "{} likes to eat"),
    "city": ("{} lives in {}.", "Where does {} live?", "{} lives in"),
    "job": ("{} works as a {}.", "What is the job of {}?", "{} works as a"),
}


def question(draw):
    asked = draw.choice(list(KINDS))
    people = draw.sample(NAMES, 6)
    values = {"likes": draw.sample(FOODS, 6), "city": draw.sample(CITIES, 6), "job": draw.sample(JOBS, 6)}
    kinds = [asked] + [list(KINDS)[i % 3] for i in range(1, 6)]
    facts = [(person, kind, values[kind][i]) for i, (person, kind) in enumerate(zip(people, kinds))]
    wanted = facts[0]
    draw.shuffle(facts)
    text = "<|im_start|>user\n"
    begin = len(text)
    for fact in facts:
        person, kind, value = fact
        sentence = KINDS[kind][0].format(person, value)
        if fact is wanted:
            start = len(text)
            at = start + sentence.index(value)
            evidence = {"sentence": [start, start + len(sentence)], "value": [at, at + len(value)]}
        text += sentence + " "
    context = [begin, len(text)]
    _, ask, answer = KINDS[wanted[1]]
    text += f"\n{ask.format(wanted[0])}<|im_end|>\n<|im_start|>assistant\n{answer.format(wanted[0])}"
    return {"prompt": text, "answer": " " + wanted[2], "context": context, "evidence": evidence}


if __name__ == "__main__":
    draw = random.Random(int(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        print(json.dumps(question(draw)))
