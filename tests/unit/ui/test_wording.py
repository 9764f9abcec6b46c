from collections.abc import Iterator

import pytest
from PyQt5.QtCore import QLocale

from core.base.durations import duration
from core.base.messages import message
from ui.language import shown
from ui.number_format import example, locale_of
from ui.wording import classes, file_size, number, percent, pictures, whole


@pytest.fixture
def comma() -> Iterator[None]:
    """Decimal commas, as in German."""
    before = QLocale()
    QLocale.setDefault(locale_of("comma", "en"))
    yield
    QLocale.setDefault(before)


def test_percent_has_one_digit_and_never_flatters() -> None:
    assert percent(0.9337) == "93.4\u00a0%"
    assert percent(0.99996) == "99.9\u00a0%"
    assert percent(0.999, digits=0) == "99\u00a0%"
    assert percent(1.0) == "100.0\u00a0%"
    assert percent(None) == percent(float("nan")) == "–"


def test_count_bends_the_noun() -> None:
    assert [pictures(1), pictures(12_000), classes(1), classes(2)] == [
        "1 picture", "12,000 pictures", "1 class", "2 classes"]


def test_duration_reads_like_a_clock() -> None:
    assert [duration(0.4), duration(102), duration(7800)] == ["0:00", "1:42", "2 h 10"]


def test_sizes_have_the_unit_that_reads_best() -> None:
    assert [file_size(value) for value in (0, 999, 13_600_000, 1.2e9)] == ["0 bytes", "999 bytes", "13.6 MB", "1.2 GB"]


def test_figures_are_written_in_the_chosen_format(comma: None) -> None:
    assert [percent(0.9337), pictures(12_000), whole(1650), number(0.2134), file_size(1_500_000)] == [
        "93,4\u00a0%", "12.000 pictures", "1.650", "0,2134", "1,5 MB"]
    assert duration(102) == "1:42"


def test_numbers_within_sentences_follow_the_format_too(comma: None) -> None:
    sentence = message("{done:,} of {all:,}, loss {loss:.2f}, {name}", done=1200, all=12_000, loss=0.5, name="a,b.c")
    assert sentence == "1,200 of 12,000, loss 0.50, a,b.c"
    assert shown(sentence) == "1.200 of 12.000, loss 0,50, a,b.c"


def test_a_figure_is_written_anew_when_the_format_changes() -> None:
    figure, sentence = percent(0.5), message("accuracy {value}", value=percent(0.5))
    before = QLocale()
    QLocale.setDefault(locale_of("comma", "en"))
    try:
        assert shown(figure) == "50,0\u00a0%"
        assert shown(sentence) == "accuracy 50,0\u00a0%"
        assert sentence == "accuracy 50.0\u00a0%"
    finally:
        QLocale.setDefault(before)


def test_the_formats_show_what_they_are() -> None:
    assert [example(choice, "en") for choice in ("language", "point", "comma")] == ["12,345.6", "12,345.6", "12.345,6"]
    assert example("space", "en").replace("\u00a0", " ") == "12 345,6"
    assert example("language", "zh_CN") == "12,345.6"
