"""The form fits its card, Advanced opened, also in a narrow window."""

from pytestqt.qtbot import QtBot

from app import form_fields
from app.presets import PRESETS, RECOMMENDED
from ui.pages.train_page import NARROW_LEFT_WIDTH, TrainPage
from ui.theme import Theme

CARD_AND_SCROLL_BAR_PX = 40


def test_no_setting_is_cut_off(qtbot: QtBot) -> None:
    theme = Theme("light")
    theme.apply()
    page = TrainPage(theme.tokens)
    qtbot.addWidget(page)
    form = page.make_form(form_fields.field_specs(RECOMMENDED, (form_fields.FROM_SCRATCH,)), PRESETS)
    page.show()
    form.show_advanced(True)
    assert form.minimumSizeHint().width() <= NARROW_LEFT_WIDTH - CARD_AND_SCROLL_BAR_PX
