"""Menus and actions, made from the table of commands."""

from collections.abc import Mapping, Sequence

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QAction, QMainWindow, QMenu

from ui.command_action import CommandAction
from ui.commands import COMMANDS, DATA, EDIT, EVALUATE, PREDICT, RUNS, SEPARATOR, TRAIN, Command
from ui.language import say
from ui.pages.page import Page

SUBMENUS = ("file.recent", "view.pages", "view.theme", "view.scale")
MENU_PAGES = {DATA: "data", TRAIN: "train", PREDICT: "predict", EVALUATE: "evaluate", RUNS: "runs"}
"""Menus that are there only where their page is."""


def make_actions(window: QMainWindow, pages: Sequence[Page]) -> tuple[dict[str, CommandAction], dict[str, QMenu]]:
    """Fill the menu bar and return the actions and the submenus by name.

    Plain keys of a page (Space, Left) work where the focus is inside the page. Its keys with Ctrl, and function keys,
    work wherever the focus is, while the page is in sight (`give_to_page`).
    """
    by_key = {page.key: page for page in pages}
    actions: dict[str, CommandAction] = {}
    submenus: dict[str, QMenu] = {}
    menus: dict[str, QMenu] = {}
    for command in COMMANDS:
        if MENU_PAGES.get(command.menu, "") not in {"", *by_key}:
            actions[command.name] = _action(command, window)
            continue
        if command.menu not in menus:
            menus[command.menu] = _menu(window.menuBar().addMenu(""), command.menu)
        menu = menus[command.menu]
        if command.name == SEPARATOR:
            menu.addSeparator()
        elif command.name in SUBMENUS:
            submenus[command.name] = _menu(menu.addMenu(""), command.text)
        else:
            action = _action(command, window)
            menu.addAction(action)
            actions[command.name] = action
            if command.page in by_key and not needs_no_focus(command):
                action.setShortcutContext(Qt.WidgetWithChildrenShortcut)
            for page in pages:
                if command.page == page.key or command.menu == EDIT:
                    # For the full screen picture, which takes over what its page has.
                    page.addAction(action)
    _add_pages(submenus["view.pages"], window, pages)
    return actions, submenus


def needs_no_focus(command: Command) -> bool:
    """Whether a page's command works wherever the focus is: no text field wants its keys."""
    return bool(command.keys) and all(keys.startswith(("Ctrl", "F")) and len(keys) > 1 for keys in command.keys)


def give_to_page(actions: Mapping[str, CommandAction], page: str) -> None:
    """Let one page's commands be chosen, and not the others'; give them their keys, for pages share some (Ctrl+R).

    A key that the page and the whole window have (Ctrl+E) is the page's while it is in sight: with two takers, Qt gives
    it to neither.
    """
    mine = [command for command in COMMANDS if command.page == page and needs_no_focus(command)]
    of_page = {keys for command in mine for keys in command.keys}
    for command in COMMANDS:
        if command.page:
            actions[command.name].set_in_sight(command.works_elsewhere or command.page == page)
    for command in COMMANDS:
        if not command.keys or (command.page and not needs_no_focus(command)):
            continue
        if command.page:
            keys = [text for text in command.keys if command.page == page]
        else:
            keys = [text for text in command.keys if text not in of_page]
        actions[command.name].setShortcuts([QKeySequence(text) for text in keys])


def _menu(menu: QMenu, title: str) -> QMenu:
    say(menu.setTitle, title)
    return menu


def _action(command: Command, window: QMainWindow) -> CommandAction:
    action = CommandAction(window)
    say(action.setText, command.text)
    action.setObjectName(command.name)
    action.setShortcuts([QKeySequence(keys) for keys in command.keys])
    action.setCheckable(command.checkable)
    say(action.setToolTip, command.tip)
    action.setMenuRole(QAction.NoRole)
    return action


def _add_pages(menu: QMenu, window: QMainWindow, pages: Sequence[Page]) -> None:
    for position, page in enumerate(pages):
        action = QAction(window)
        say(action.setText, page.title)
        action.setShortcut(QKeySequence(f"Ctrl+{position + 1}"))
        action.triggered.connect(lambda _checked, key=page.key: window.show_page(key))
        menu.addAction(action)
