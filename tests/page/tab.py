"""The page as somebody uses it: look, type, press."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import ConsoleMessage, Locator, Page, expect

expect.set_options(timeout=10_000)
SERIOUS = ("moderate", "serious", "critical")
AXE = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"


class Tab:
    """One tab of a browser, with what was asked of the network and what was complained about."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.set_default_timeout(10_000)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._heard)

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.complaints.append(said.text)

    async def go(self, where: str = "") -> None:
        """Opens the page: `piet/C0INKOOP` is Piet in #inkoop."""
        await self.page.goto(f"{self.url}#/{where}" if where else self.url)
        await expect(self.page.locator(".conversation")).to_be_visible()

    @property
    def conversation(self) -> Locator:
        return self.page.locator(".conversation")

    @property
    def thread(self) -> Locator:
        return self.page.locator(".thread")

    @property
    def modal(self) -> Locator:
        return self.page.locator("dialog.modal")

    @property
    def last(self) -> Locator:
        """The newest message of the thread."""
        return self.thread.locator("article").last

    def writing(self, within: Locator | None = None) -> Locator:
        """Where somebody types."""
        return (within or self.conversation).get_by_role("combobox")

    async def say(self, text: str, within: Locator | None = None) -> None:
        """Types a message and sends it."""
        box = self.writing(within)
        await box.fill(text)
        await box.press("Enter")

    def button(self, name: str, within: Locator | None = None) -> Locator:
        """The newest button with this name."""
        return (within or self.page).get_by_role("button", name=name, exact=True).last

    async def press(self, name: str, within: Locator | None = None) -> None:
        """Presses the newest button with this name, in the thread unless told otherwise."""
        await self.button(name, within or self.thread).click()

    async def hear(self, words: str) -> None:
        """Waits until the newest message of the thread says these words."""
        await expect(self.last).to_contain_text(words)

    async def start(self, title: str) -> None:
        """Starts a purchase in the direct message; its thread opens by itself."""
        await self.say(title)
        await expect(self.thread).to_be_visible()
        await self.hear("Categorie")

    async def pick(self, button: str, option: str, within: Locator | None = None) -> None:
        """Opens a menu and chooses from it."""
        await self.button(button, within or self.thread).click()
        await self.page.get_by_role("menuitem", name=option, exact=True).click()

    async def check(self) -> None:
        """Nothing in the way of who cannot see, hear or point, as far as axe-core can tell."""
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(AXE_SCRIPT)
        found = await self.page.evaluate(AXE)
        serious = [
            f"{each['id']} ({each['impact']}): {each['nodes'][0]['html'][:200]} "
            f"{each['nodes'][0].get('failureSummary', '')[:300]}"
            for each in found
            if each["impact"] in SERIOUS
        ]
        assert not serious, "\n".join(serious)

    async def fits(self) -> None:
        """Nothing sticks out sideways."""
        wide = await self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{wide} px too wide"
