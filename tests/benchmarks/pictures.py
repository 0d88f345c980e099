"""The first picture of a new process: our web as PNG, against the same web by matplotlib.

Matplotlib is no requirement of ours. Put it in an environment of its own and name its Python:
`python -m tests.benchmarks.pictures --matplotlib PYTHON`. Both draw in processes
of their own, in turn; time runs from before the first import until the bytes are there. `--smoke`
takes a second and only shows that it works.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

AIM = 0.35
ROOT = Path(__file__).parents[2]
WEB = {
    "title": "Ambitieweb van gemeente Voorbeeldstad",
    "note": "Gemiddelde van 14 inkopen, 23 november 2026",
    "labels": [
        "Energie", "Materialen", "Bodem", "Water", "Ecologie", "Ruimtegebruik",
        "Ruimtelijke kwaliteit", "Welzijn", "Sociale relevantie", "Bereikbaarheid",
        "Investeringen", "Vestigingsklimaat",
    ],
    "targets": [3, 3, 1, 2, 2, 1, 2, 1, 3, 1, 1, 2],
    "actuals": [2, 3, 1, 1, 2, 1, 1.5, 1, 2, 1, 1, 1],
    "rings": ["Basis", "Significant", "Ambitieus"],
}  # fmt: skip

_TIMED = """
import json, sys, time
web = json.load(sys.stdin)
started = time.perf_counter()
{draw}
print(json.dumps([time.perf_counter() - started, len(made), made[:4] == b"\\x89PNG"]))
"""
OURS = """
from bot.pictures.png import png
from bot.pictures.radar import Axis, Radar, svg
axes = [Axis(*each) for each in zip(web["labels"], web["targets"], web["actuals"])]
made = png(svg(Radar(web["title"], web["note"], axes, web["rings"], "Doel", "Nu")))
"""
THEIRS = """
import io, math
import matplotlib
matplotlib.use("Agg")
from matplotlib import pyplot
figure = pyplot.figure(figsize=(9, 7.7), dpi={dpi})
web_axes = figure.add_subplot(projection="polar", theta_offset=math.pi / 2, theta_direction=-1)
turns = [2 * math.pi * each / len(web["labels"]) for each in range(len(web["labels"]))]
def closed(values):
    return [*values, values[0]]
web_axes.fill(closed(turns), closed(web["actuals"]), facecolor="#5fb8a8", alpha=0.6, hatch="//",
              edgecolor="#0b5f56", label="Nu")
web_axes.plot(closed(turns), closed(web["actuals"]), "o-", color="#0b5f56")
web_axes.plot(closed(turns), closed(web["targets"]), "D--", color="#14213d", linewidth=3,
              markerfacecolor="white", label="Doel")
web_axes.set_xticks(turns, web["labels"])
web_axes.set_yticks([1, 2, 3], web["rings"])
web_axes.set_ylim(0, 3)
figure.suptitle(web["title"], weight="bold")
figure.text(0.5, 0.02, web["note"], ha="center")
figure.legend(loc="lower left")
buffer = io.BytesIO()
figure.savefig(buffer, format="png")
made = buffer.getvalue()
"""


def timed(python: str, draw: str) -> tuple[float, int]:
    """Seconds until the first picture in a new process of some Python, and its bytes."""
    done = subprocess.run(
        [python, "-c", _TIMED.format(draw=draw)],
        input=json.dumps(WEB), capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    seconds, size, is_png = json.loads(done.stdout)
    assert is_png, "this is no PNG"
    return float(seconds), int(size)


def has_matplotlib(python: str) -> bool:
    """Whether a Python is there and knows matplotlib."""
    try:
        asked = subprocess.run(
            [python, "-c", "import matplotlib"], capture_output=True, check=False
        )
    except OSError:
        return False
    return asked.returncode == 0


def main() -> None:
    """Draws in turn and tells the medians."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--matplotlib", default="", help="a Python that has matplotlib")
    arguments.add_argument("--smoke", action="store_true")
    given = arguments.parse_args()
    times = 1 if given.smoke else 15
    theirs = given.matplotlib if given.matplotlib and has_matplotlib(given.matplotlib) else ""
    # The same number of pixels, and once for nothing: matplotlib lists the fonts only once.
    from bot.pictures.png import SHARPNESS

    rival = THEIRS.replace("{dpi}", str(100 * SHARPNESS))
    ways = [(sys.executable, OURS), *([(theirs, rival)] if theirs else [])]
    for python, draw in ways:
        timed(python, draw)
    rounds = [[timed(*way) for way in ways] for _ in range(times)]
    medians = [statistics.median(each[way][0] for each in rounds) for way in range(len(ways))]
    print(
        f"first picture in a new process: {medians[0] * 1000:.0f} ms, {rounds[0][0][1] // 1000} kB"
    )
    if not theirs:
        print(
            "There is no matplotlib to compare with. Install it in an environment of its own and "
            "name its Python: --matplotlib /path/to/bin/python"
        )
        return
    ratio = medians[0] / medians[1]
    print(f"the same by matplotlib: {medians[1] * 1000:.0f} ms, {rounds[0][1][1] // 1000} kB")
    print(f"ours takes {ratio:.2f} of that (aim: at most {AIM}; median of {times} in turn)")


if __name__ == "__main__":
    main()
