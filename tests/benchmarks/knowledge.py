"""What loading all knowledge costs beyond parsing its files, and what a search costs.

`python -m tests.benchmarks.knowledge`; CPU of this process, in milliseconds; `--smoke` is quick.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
import tomllib
from collections.abc import Callable

from dialogs import DIALOGS, load_script, read_script
from dialogs.script import Script
from knowledge.search import Document, Index
from knowledge.stems import words_of
from knowledge.wording import KNOWLEDGE

ENTRIES = 2000


def cpu(work: Callable[[], object], rounds: int) -> float:
    """The median CPU of some work, in milliseconds."""
    took = []
    for _ in range(rounds):
        before = time.process_time()
        work()
        took.append((time.process_time() - before) * 1000)
    return statistics.median(took)


def parse() -> list[object]:
    """Parses every file of knowledge, and does nothing with it."""
    paths = sorted(KNOWLEDGE.rglob("*.toml"))
    return [tomllib.loads(path.read_text("utf-8")) for path in paths]


def load() -> Script:
    """Loads everything, as at the start."""
    return read_script(KNOWLEDGE, DIALOGS, None)


def many() -> tuple[Index, list[str]]:
    """An index of as many entries as an organisation may ever have, and questions to it."""
    script, chance = load_script(), random.Random(2026)
    texts = [(key, entry.title.nl, entry.words.nl, entry.text.nl)
             for key, entry in script.library.entries.items()]  # fmt: skip
    vocabulary = sorted({word for _, _, _, text in texts for word in words_of(text)})
    documents = []
    for number in range(ENTRIES):
        key, title, names, text = texts[number % len(texts)]
        more = chance.choices(vocabulary, k=12)
        documents.append(
            Document(
                f"{key}{number}", f"{title} {more[0]}", names, f"{text} {' '.join(more)}{number}"
            )
        )
    silent = script.wordings["nl"].options_of("search.silent")
    questions = ["hoe vraag ik refurbisched laptops uit", "wat is een rammovereenkomst",
                 "inkoopstrategie duurzaamheid", "circulaire kantoormeubels huren"]  # fmt: skip
    return Index("nl", documents, silent), questions


def main(rounds: int) -> None:
    """Measures, and prints."""
    load()  # imports, and warms up
    parsing, loading = cpu(parse, rounds), cpu(load, rounds)
    print(f"parsing {parsing:.0f} ms of CPU, loading everything at start {loading:.0f} ms: "
          f"{loading - parsing:.0f} ms beyond it")  # fmt: skip
    ready = cpu(lambda: load().finder, rounds)
    print(f"made ready to be searched, beside it: {ready - loading:.0f} ms")
    index, questions = many()
    for question in questions:
        took = cpu(lambda question=question: index.search(question), rounds * 5)
        print(f"a search in {ENTRIES:,} entries: {took:.2f} ms of CPU ({question})")


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--smoke", action="store_true", help="seconds, to see that it works")
    main(1 if reader.parse_args().smoke else 9)
