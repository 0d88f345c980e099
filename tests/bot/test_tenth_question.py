"""A tenth question is a few lines of data: nothing in `bot/` knows how many there are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.local import locally
from bot.playground.client import PersonClient
from bot.playground.follow import Following
from bot.playground.people import SANNE
from bot.settings import Settings
from dialogs import DIALOGS, load_script
from dialogs.__main__ import outline
from dialogs.script import BadScript, Script
from dialogs.words import Choice, Dialog, Person, Question, Text
from knowledge.problems import BadWords
from knowledge.wording import KNOWLEDGE, load_wordings

WORDS = {
    "nl": """
[5]
short = "Les"
ask = "Wat moet de volgende inkoper weten?"
options.much = "Veel"
options.little = "Weinig"
""",
    "en": """
[5]
short = "Lesson"
ask = "What should the next buyer know?"
options.much = "Much"
options.little = "Little"
""",
}


def with_a_tenth(folder: Path) -> Script:
    """The script with one more question in the checklist: words in two files, one line of order."""
    shutil.copytree(KNOWLEDGE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for language, words in WORDS.items():
        with (folder / language / "checklist.toml").open("a", encoding="utf-8") as file:
            file.write(words)
    intake, five, checklist, gaps = DIALOGS
    tenth = Question("5", (Choice(), Text(asking="offered"), Person()))
    more = Dialog("checklist", (*checklist.questions, tenth))
    return load_script(folder, (intake, five, more, gaps))


async def test_a_tenth_question_is_asked_stored_shown_and_in_the_form(
    bot_settings: Settings, tmp_path: Path
) -> None:
    script = with_a_tenth(tmp_path / "knowledge")
    async with (
        locally(bot_settings, script=script) as local,
        PersonClient(local.workspace.url, local.workspace.client_token, SANNE) as sanne,
    ):
        await sanne.command("40 laptops")
        talk = await Following.newest(sanne, await sanne.direct())
        await talk.press("Meteen naar de vragen")
        assert "Vraag 1 van 10" in (await talk.last()).plain()
        await sanne.press(await talk.last(), "Alles in één formulier")

        async def drawn() -> bool:
            views = await sanne.views()
            return bool(views and "checklist.5/choice/0" in views[-1].inputs())

        await sanne.wait_for(drawn)
        (view,) = await sanne.views()
        nine = {f"circularity.{n}/choice/0": "yes" for n in (2, 3)}
        nine |= {f"checklist.{n}/choice/0": "yes" for n in (1, 2, 3, 4)}
        nine |= {
            "circularity.1/choice/0": "need",
            "circularity.4/choice/0": "other",
            "circularity.4/explanation/0": "Zuinig zijn",
            "circularity.4/responsible/0": SANNE,
            "circularity.5/choice/0": "reuse",
            "circularity.5/explanation/0": "Doorgeven",
            "circularity.5/responsible/0": SANNE,
            "circularity.5/year/0": "2040",
        }
        last = await talk.last()
        await sanne.submit(view, nine)
        asked = await talk.next_after(last.ts)
        assert "Vraag 10 van 10 · Les" in asked.plain()
        await talk.press("Veel")
        done = await talk.say("ik")
        assert "10 van 10 beantwoord" in done.plain()
        assert "10. Les: Veel" in (await talk.until_card("10 van 10")).plain()
    text = "\n".join(outline(script, script.dialogs[2], "nl"))
    assert "10. Wat moet de volgende inkoper weten?   [checklist.5]" in text


def test_words_and_order_that_differ_are_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    with_a_tenth(folder)

    with pytest.raises(BadScript, match=r"checklist.toml: put these questions in this order"):
        load_script(folder)

    path = folder / "en" / "checklist.toml"
    path.write_text(path.read_text("utf-8").replace("options.much", "options.lots"), "utf-8")
    with pytest.raises(BadWords, match=r"options.(lots|much): .*write it in both"):
        load_wordings(folder)
    path.write_text("[1]\nsort = 'x'\n", "utf-8")
    with pytest.raises(BadWords, match=r"checklist.toml"):
        load_wordings(folder)
