"""A whole purchase, as a person makes it: with the mouse, with the keyboard alone, in a form."""

from __future__ import annotations

from playwright.async_api import expect

from bot.local import Backstage, Local
from tests.page.conftest import Open
from tests.page.tab import Tab

JOINER = "\u2060"
TITLE = "40 laptops voor nieuwe collega's"


async def stored(local: Local) -> dict[str, dict[str, object]]:
    """The answers of the only purchase, by question."""
    await local.bot.settled()
    (purchase,) = await Backstage(local.bot).stored()
    return {each["question"]: each for each in purchase["answers"]}


async def test_a_whole_purchase_with_the_mouse(tab: Tab, local: Local) -> None:
    await tab.start(TITLE)
    await tab.press("Ja, ICT")
    await tab.hear("Waarde")
    await tab.press("Meteen naar de vragen")
    await tab.hear("Vraag 1 van 9")
    await tab.press("Ja, ik heb het nodig")
    await tab.hear("Vraag 2 van 9")
    await tab.press("Nee")
    await tab.hear("Vraag 3 van 9")
    await tab.press("Ja, dat kan")
    await tab.hear("Vraag 4 van 9")
    await tab.press("Onderhoud en reparatie")
    await tab.hear("Hoe zorg je daarvoor?")
    await tab.say("De servicedesk vervangt de accu.", tab.thread)
    await tab.hear("Wie")
    await tab.pick("Kies een collega", "Piet Bakker")
    await tab.hear("Vraag 5 van 9")
    await tab.press("Leverancier neemt terug")
    await tab.hear("Wat spreek je daarover af?")
    await tab.say("De leverancier haalt ze op.", tab.thread)
    await tab.hear("Wie")
    await tab.say("Laptopreus BV", tab.thread)
    await tab.hear("jaar")
    await tab.pick("Kies een jaar", "2032")
    await tab.hear("Vraag 6 van 9")
    await tab.press("Nog niet")
    await tab.hear("Wanneer is het klaar?")
    await tab.last.locator("input[type=date]").fill("2027-03-01")
    await tab.press("Kies deze datum")
    await tab.hear("Wie zorgt daarvoor?")
    await tab.pick("Kies een collega", "Piet Bakker")
    for number in ("7", "8", "9"):
        await tab.hear(f"Vraag {number} van 9")
        await tab.press("Ja")

    await tab.hear("9 van 9")
    await expect(tab.conversation.locator("article").last).to_contain_text("9 van 9 beantwoord")
    answers = await stored(local)
    assert len(answers) == 9
    assert answers["circularity.4"]["responsible"] == "U0PIET"
    assert answers["checklist.1"]["due"] == "2027-03-01"


async def test_a_purchase_with_the_keyboard_alone(tab: Tab, local: Local) -> None:
    keyboard = tab.page.keyboard
    await keyboard.press("Tab")
    await expect(tab.page.locator(":focus")).to_have_class("skip")
    await keyboard.press("Enter")
    await expect(tab.writing()).to_be_focused()
    await keyboard.type(TITLE)
    await keyboard.press("Enter")
    await tab.hear("Categorie")
    await expect(tab.writing()).to_be_focused()

    for name, words in (
        ("Meteen naar de vragen", "Vraag 1 van 9"),
        ("Ja, ik heb het nodig", "Vraag 2 van 9"),
        ("Weet ik nog niet", "Vraag 3 van 9"),
        ("Ja, dat kan", "Vraag 4 van 9"),
        ("Onderhoud en reparatie", "Hoe zorg je daarvoor?"),
    ):
        await reach(tab, name)
        await keyboard.press("Enter")
        await tab.hear(words)
        await expect(tab.last).to_be_focused()
    await reach(tab, "", role="combobox", holder=".thread")
    await keyboard.type("De servicedesk vervangt de accu.")
    await keyboard.press("Enter")
    await tab.hear("Wie")
    await reach(tab, "Kies een collega", back=True)
    await keyboard.press("Enter")
    await keyboard.type("Piet")
    await keyboard.press("Enter")
    await tab.hear("Vraag 5 van 9")

    assert (await stored(local))["circularity.4"]["responsible"] == "U0PIET"


async def reach(
    tab: Tab, name: str, *, role: str = "button", holder: str = "", back: bool = False
) -> None:
    """Presses Tab until something with this name has the focus."""
    for _ in range(80):
        await tab.page.keyboard.press("Shift+Tab" if back else "Tab")
        found = await tab.page.evaluate(
            """([name, role, holder]) => {
                const at = document.activeElement;
                const kind = at.getAttribute("role") || at.tagName.toLowerCase();
                return kind === role && (!name || at.textContent.trim() === name)
                    && (!holder || Boolean(at.closest(holder)));
            }""",
            [name, role, holder],
        )
        if found:
            return
    raise AssertionError(f"{name or role} cannot be reached with Tab")


async def test_a_form_keeps_the_focus_shows_errors_and_gives_the_focus_back(
    tab: Tab, local: Local
) -> None:
    await tab.start(TITLE)
    await tab.press("Meteen naar de vragen")
    await tab.hear("Vraag 1 van 9")
    opener = tab.button("Alles in één formulier", tab.conversation)
    await opener.click()
    year = tab.modal.get_by_label("jaar").last
    await expect(year).to_be_visible()

    for _ in range(60):
        await tab.page.keyboard.press("Tab")
        assert await tab.page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    await year.fill("ooit")
    await tab.button("Bewaar", tab.modal).click()
    await expect(year).to_have_attribute("aria-invalid", "true")
    await expect(year).to_be_focused()
    await tab.check()

    await year.fill("2035")
    await tab.button("Bewaar", tab.modal).click()
    await expect(tab.modal).to_be_hidden()
    await expect(opener).to_be_focused()
    assert (await stored(local))["circularity.5"]["year"] == 2035


async def test_in_a_form_a_label_is_nearer_to_its_field_than_to_the_question(tab: Tab) -> None:
    await tab.start(TITLE)
    await tab.press("Alles in één formulier", tab.conversation)
    label = tab.modal.locator(".fields > .blocks + .field .label").first
    await expect(label).to_be_visible()

    above, below = await label.evaluate(
        """label => {
            const field = label.parentElement;
            const place = each => each.getBoundingClientRect();
            const control = field.querySelector("select, input, textarea");
            return [place(label).top - place(field.previousElementSibling).bottom,
                    place(control).top - place(label).bottom];
        }"""
    )

    assert above > below


async def test_a_malicious_title_breaks_neither_page_nor_layout(opened: Open) -> None:
    tab = await opened(viewport={"width": 360, "height": 740})
    evil = f"<img src=x onerror=alert(1)> <!channel> *_~ {'w' * 3000}"
    tab.page.on("dialog", lambda dialog: tab.complaints.append(dialog.message))

    await tab.say(evil)

    await expect(tab.thread).to_be_visible()
    await tab.hear("Categorie")
    await tab.fits()
    await tab.press("Sluiten", tab.thread)
    card = tab.conversation.locator("article").last
    shown = (await card.inner_text()).replace(JOINER, "")
    assert "<img src=x onerror=alert(1)> <!channel> *_~" in shown
    assert await tab.page.locator("img[src=x]").count() == 0
    await tab.fits()
    await tab.press("Start", tab.conversation)
    home = tab.page.locator(".home")
    await expect(home).to_contain_text("<img src=x onerror=alert(1)>")
    assert "<!channel> *_~" in (await home.inner_text()).replace(JOINER, "")
    await tab.fits()
