"""How fast and how lean the reader is, beside a BERT-base token classifier in PyTorch.

    python tests/benchmarks/reader.py ARTICLES.jsonl[.gz] [--articles 40] [--threads 2]

BERT-base is what camel-tools' NERecognizer runs (12 layers of width 768); its weights are
random here, which is fair for speed. Both read the same articles, in the same run, on the same
cores; the peer at the best of its batch sizes, fed with sentences as camel-tools feeds it.
Prints words per second, the ratio, load time, and peak memory (resident set) of reading alone.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

from kg.article.read import read_articles
from kg.nouns import Article
from kg.sentence.split import sentences
from kg.sentence.words import words

LOAD = (
    "import time; b = time.perf_counter(); from kg.mention.model import Model; Model(); "
    "print(time.perf_counter() - b)"
)


def articles_of(path: Path, count: int) -> list[Article]:
    return list(islice((a for a in read_articles([path]) if isinstance(a, Article)), count))


def ours(articles: list[Article], threads: int, whole: bool) -> float:
    """Seconds to read (``whole``: all stages from text to facts; else mentions and links)."""
    from kg.mention.model import shipped
    from kg.mention.reader import read
    from kg.pipeline import Resources, facts_of

    resources = Resources.load(threads=threads)
    list(facts_of(articles[:4], resources))
    began = time.perf_counter()
    if whole:
        for _ in facts_of(articles, resources):  # read and let go, as a build does
            pass
    else:
        for at in range(0, len(articles), 16):
            read([(a, sentences(a)) for a in articles[at : at + 16]], shipped(threads))
    return time.perf_counter() - began


def peer(articles: list[Article], threads: int) -> tuple[float, int]:
    """Seconds of the fastest batch size of BERT-base, and that batch size."""
    import torch
    from transformers import BertConfig, BertForTokenClassification

    torch.set_num_threads(threads)
    net = BertForTokenClassification(BertConfig(vocab_size=30_000, num_labels=9)).eval()
    # AraBERT's vocabulary cuts a news word into 1.3 pieces on average; sentences of a like
    # length go together, as camel-tools pads them to the longest
    lengths = sorted(
        max(1, round(1.3 * len(words(a.text[s.start : s.end]))))
        for a in articles
        for s in sentences(a)
    )
    best = (float("inf"), 0)
    with torch.inference_mode():
        for batch in (1, 8, 32):
            began = time.perf_counter()
            for at in range(0, len(lengths), batch):
                some = lengths[at : at + batch]
                net(torch.randint(5, 30_000, (len(some), min(512, some[-1] + 2))))
            best = min(best, (time.perf_counter() - began, batch))
    return best


def peak_memory() -> int:
    """Most megabytes this program held; getrusage would count what its parent held before."""
    told = Path("/proc/self/status").read_text()
    return int(told.split("VmHWM:")[1].split()[0]) // 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.memory:
        ours(articles_of(args.articles, args.memory), args.threads, whole=True)
        print(peak_memory())
        return
    articles = articles_of(args.articles, args.count)
    count = sum(len(words(a.text)) for a in articles)
    load = subprocess.run(
        [sys.executable, "-c", LOAD],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    print(f"{len(articles)} articles, {count} words, {args.threads} threads")
    print(f"loading the model\t{float(load.stdout):.2f} s")
    read_s, whole_s = ours(articles, args.threads, False), ours(articles, args.threads, True)
    print(f"reader\t{count / read_s:,.0f} words/s")
    per_article = count / whole_s / 250
    print(f"to facts\t{count / whole_s:,.0f} words/s\t{per_article:.1f} articles/s (250 words)")
    peer_s, batch = peer(articles, args.threads)
    print(f"BERT-base, PyTorch, batch {batch}\t{count / peer_s:,.0f} words/s")
    print(f"ratio (reader)\t{peer_s / read_s:.1f}")
    peak = subprocess.run(
        [
            sys.executable,
            __file__,
            str(args.articles),
            "--memory",
            "1000",
            "--threads",
            str(args.threads),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    print(f"peak memory, 1,000 articles\t{peak.stdout.strip()} MB")


if __name__ == "__main__":
    main()
