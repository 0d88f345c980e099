"""A picture with a success: looked at, made small and bare, shown with its words; and bad ones."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from bot.playground.client import Message, Picked
from bot.playground.people import PIET
from bot.store import photos
from tests.assuring import MONDAY, on
from tests.celebrating import TITLE, asked, filled, form, posted, preview, stored, tell
from tests.office import Office

ALT = "Een rij opgeknapte laptops op een tafel"


def photo(kind: str = "JPEG", size: tuple[int, int] = (2400, 1200)) -> bytes:
    """A photo as a phone makes one: on its side, and with the place where it was made."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x8825] = {1: "N", 2: (52.0, 22.0, 12.0), 3: "E", 4: (4.0, 53.0, 40.0)}
    made = BytesIO()
    Image.new("RGB", size, "seagreen").save(made, kind, exif=exif)
    return made.getvalue()


def file_in(message: Message) -> str:
    """The file of the picture in a message."""
    (image,) = (block for block in message.blocks if block["type"] == "image")
    return str(image["slack_file"]["id"])


async def with_picture(office: Office) -> Message:
    """The preview, once its picture is there."""

    async def look() -> Message | None:
        shown = await preview(office, office.amina)
        return shown if pictured(shown) else None

    return await office.amina.wait_for(look)


def pictured(message: Message) -> list[str]:
    """The words of the pictures in a message."""
    return [block["alt_text"] for block in message.blocks if block["type"] == "image"]


async def test_a_picture_is_shown_small_upright_and_bare(office: Office) -> None:
    workspace = office.local.workspace.workspace
    workspace.looking_seconds = 0
    await tell(office, office.amina, picture=Picked("IMG_1.JPG", photo()), alt=ALT)
    shown = await with_picture(office)
    await office.amina.press(shown, "Plaatsen")
    (message,) = await posted(office)

    assert pictured(shown) == pictured(message) == [ALT]
    (image,) = (block for block in message.blocks if block["type"] == "image")
    file = image["slack_file"]["id"]
    with Image.open(BytesIO(workspace.contents[file])) as seen:
        assert seen.size == (800, 1600)
        assert not seen.getexif()
    assert workspace.files[file]["alt_txt"] == ALT

    await office.amina.press(await preview(office, office.amina), "Wijzigen")
    view = await office.view(office.amina, "succes")
    bare = await office.amina.submit(view, filled(alt=""))
    assert set(bare.errors) == {"success/alt/0"}
    await office.amina.submit(view, filled(no_picture=["yes"], alt=""))
    (message,) = await posted(office)
    assert pictured(message) == []

    await office.amina.press(await preview(office, office.amina), "Terugtrekken")
    await office.amina.press(await preview(office, office.amina), "Weggooien")
    await office.local.bot.settled()
    assert (await stored(office)).state == "thrown_away"


async def test_a_picture_that_is_too_large_or_none_is_told_and_nothing_is_lost(
    office: Office,
) -> None:
    view = await form(office, office.amina)
    large = Picked("groot.jpg", photo(), size=40_000_000)
    wrong = await office.amina.submit(view, filled(picture=large, alt=ALT))
    assert wrong.errors == {
        "success/picture/0": "Deze foto is te groot (40 MB). Kies er een van hoogstens 15 MB."
    }
    unseen = await office.amina.submit(view, filled(picture=Picked("a.jpg", photo()), alt=""))
    assert set(unseen.errors) == {"success/alt/0"}

    text = Picked("verslag.jpg", b"Dit is een brief, geen foto.")
    assert (await office.amina.submit(view, filled(picture=text, alt=ALT))).errors == {}

    async def told() -> Message | None:
        shown = await preview(office, office.amina)
        return shown if "verslag.jpg is geen foto die ik kan lezen" in shown.plain() else None

    shown = await office.amina.wait_for(told)
    assert TITLE in shown.plain()
    assert (await stored(office)).photo is None


async def test_a_file_that_cannot_be_fetched_is_told(office: Office) -> None:
    del office.local.workspace.workspace.scopes["files:read"]
    office.local.workspace.workspace.scopes["files:read"] = None
    view = await form(office, office.amina)
    office.local.workspace.faults.plan("url_private", status=404)

    await office.amina.submit(view, filled(picture=Picked("a.jpg", photo()), alt=ALT))

    async def told() -> Message | None:
        shown = await preview(office, office.amina)
        return shown if "Ik kon a.jpg niet ophalen" in shown.plain() else None

    assert await office.amina.wait_for(told)


async def test_what_was_thrown_away_is_gone_at_slack_too(office: Office) -> None:
    workspace = office.local.workspace.workspace
    workspace.looking_seconds = 0
    await tell(office, office.amina, picture=Picked("a.png", photo("PNG")), alt=ALT)
    shown = await with_picture(office)
    (image,) = (block for block in shown.blocks if block["type"] == "image")

    await office.amina.press(shown, "Weggooien")

    await office.local.bot.settled()
    assert image["slack_file"]["id"] not in workspace.contents
    parts = office.local.bot.parts
    kept = await parts.database.run(parts.workspace, lambda bound: photos.load(bound, 1))
    assert kept is None


async def test_another_picture_is_asked_about_anew_and_the_first_one_is_gone(
    office: Office,
) -> None:
    await on(office, MONDAY)
    workspace = office.local.workspace.workspace
    workspace.looking_seconds = 0
    await tell(office, office.amina, people=[PIET], picture=Picked("a.jpg", photo()), alt=ALT)
    shown = await with_picture(office)
    await office.amina.press(shown, "Plaatsen")
    await office.piet.press(await asked(office, office.piet), "Ja, dat mag")
    (message,) = await posted(office)
    assert f"@{PIET}" in message.plain()
    first = file_in(message)

    await office.amina.press(await preview(office, office.amina), "Wijzigen")
    view = await office.view(office.amina, "succes")
    another = Picked("b.jpg", photo(size=(900, 900)))
    await office.amina.submit(view, filled(people=[PIET], picture=another, alt=ALT))

    question = await asked(office, office.piet)
    (message,) = await posted(office)
    assert f"@{PIET}" not in message.plain()
    assert file_in(message) == file_in(question) != first
    assert first not in workspace.contents
    await office.piet.press(question, "Ja, dat mag")
    (message,) = await posted(office)
    assert f"@{PIET}" in message.plain()

    await office.amina.press(await preview(office, office.amina), "Wijzigen")
    view = await office.view(office.amina, "succes")
    await office.amina.submit(view, filled(people=[PIET], no_picture=["yes"], alt=ALT))
    await office.local.bot.settled()
    assert file_in(message) not in workspace.contents
