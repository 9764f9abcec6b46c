"""Help: pages of the documentation, in the window's language where they are translated."""

import re
from pathlib import Path

from PyQt5.QtCore import Qt, QUrl
from PyQt5.QtGui import QDesktopServices
from PyQt5.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from core.base.messages import message
from ui.language import say, shown
from ui.theme import GRID
from ui.widgets.buttons import button, set_enabled
from ui.widgets.texts import close_box

IMAGE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n", re.MULTILINE)


class DocumentDialog(QDialog):
    """Markdown pages of the documentation; links between them are followed, and Back leads to where one came from.

    Attributes:
        browser: Shows the page.
        back: Goes to the page before.
    """

    def __init__(self, folder: Path, language: str = "", parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            folder: Where the pages are.
            language: Such as "zh_CN"; pages that are not translated are shown in English.
            parent: The window.
        """
        super().__init__(parent)
        say(self.setWindowTitle, "Help")
        self.setAttribute(Qt.WA_DeleteOnClose)
        self.resize(760, 680)
        self._folder = folder
        self._language = language
        self._topics: list[str] = []
        self._page = ""
        self._before: list[tuple[str, int]] = []
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        say(self.browser.setAccessibleName, "Help")
        self.browser.anchorClicked.connect(self._on_link)
        self.browser.document().setDocumentMargin(2 * GRID)
        box = close_box(self)
        self.back = button("Back", self._on_back, tip="To where you came from (Alt+Left)")
        self.back.setShortcut("Alt+Left")
        set_enabled(self.back, False)
        box.addButton(self.back, QDialogButtonBox.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addWidget(self.browser)
        column.addWidget(box)

    def show_page(self, page: str, topic: str = "") -> None:
        """Show a page at one of its headings.

        Args:
            page: Its file's path in the folder without the ending, such as "window".
            topic: Anchor of the heading in the English page; empty for the beginning.
        """
        path = page_in(self._folder, page, self._language)
        try:
            text = path.read_text(encoding="utf-8")
            original = (self._folder / f"{page}.md").read_text(encoding="utf-8")
        except OSError as error:
            problem = message("The help page {path} cannot be read: {reason}.", path=path, reason=error.strerror)
            self.browser.setPlainText(shown(problem))
            return
        self._page = page
        self._topics = topics(original)
        self.browser.setMarkdown(IMAGE.sub("", text))  # pictures of this very window would be wider than the dialog
        self.browser.verticalScrollBar().setValue(0)
        if topic:
            self.show_topic(topic)

    def go_to(self, page: str, topic: str = "", language: str | None = None) -> None:
        """Show a page at one of its headings, as a link does: Back leads to what is in sight now.

        Args:
            page: See `show_page`.
            topic: See `show_page`.
            language: Another language for all that is shown from now on; None: as before.
        """
        before = self._page, self.browser.verticalScrollBar().value()
        is_other = page != self._page or (language is not None and language != self._language)
        self._language = self._language if language is None else language
        if is_other or not topic:
            self.show_page(page, topic)
        else:
            self.show_topic(topic)
        if before != (self._page, self.browser.verticalScrollBar().value()):
            self._before.append(before)
            set_enabled(self.back, True)

    def show_topic(self, topic: str) -> None:
        """Scroll to the heading whose anchor (lower case, hyphens for spaces) is `topic`, in English or as shown."""
        block = self.browser.document().begin()
        left = iter(self._topics)
        while block.isValid():
            if block.blockFormat().headingLevel() and topic in (next(left, ""), anchor(block.text())):
                top = self.browser.document().documentLayout().blockBoundingRect(block).top()
                self.browser.verticalScrollBar().setValue(int(top) - GRID)
                return
            block = block.next()

    def _on_link(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)
            return
        page = self._linked(url.path())
        if page is not None:
            self.go_to(page, url.fragment())

    def _linked(self, path: str) -> str | None:
        """Return the page that a link leads to; None for what is no page of the folder."""
        if not path:
            return self._page
        target = (self._folder / self._page).parent.joinpath(path).resolve()
        if target.suffix != ".md" or not target.is_relative_to(self._folder.resolve()) or not target.is_file():
            return None
        return target.relative_to(self._folder.resolve()).with_suffix("").as_posix()

    def _on_back(self) -> None:
        page, place = self._before.pop()
        set_enabled(self.back, bool(self._before))
        if page != self._page:
            self.show_page(page)
        self.browser.verticalScrollBar().setValue(place)


def page_in(folder: Path, page: str, language: str = "") -> Path:
    """Return a page's file in a language (such as "zh_CN") where it is translated, else in English."""
    translated = folder / f"{page}.{language.replace('_', '-')}.md"
    return translated if language and translated.is_file() else folder / f"{page}.md"


def topics(markdown: str) -> list[str]:
    """Return the anchors of a page's headings, in order."""
    return [anchor(heading) for heading in re.findall(r"^#+ (.*)$", markdown, re.MULTILINE)]


def anchor(heading: str) -> str:
    """Return the anchor of a heading, as Markdown renderers make it."""
    kept = "".join(letter for letter in heading.lower() if letter.isalnum() or letter in " -_")
    return kept.strip().replace(" ", "-")
