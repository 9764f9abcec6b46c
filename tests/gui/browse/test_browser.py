import time

import pytest
from pytestqt.qtbot import QtBot

from core.base.types import Prediction
from ui import browser as browsing
from ui.arrange import Filter, SortBy
from ui.browser import Browser
from ui.results import Result, Verdict

PATHS = [f"/x/cat/{number}.jpg" for number in range(6)]


def result(path: str, score: float) -> Result:
    return Result.of(Prediction(path, (score, 1 - score), None, None, 0))


def browser_of(paths: list[str] = PATHS) -> Browser:
    browser = Browser()
    browser.store.set_classes(("cat", "dog"))
    browser.set_pictures(paths)
    return browser


def test_browsing_begins_at_the_first_picture_before_any_result(qtbot: QtBot) -> None:
    browser = browser_of()
    assert (browser.current, browser.place) == (PATHS[0], 1)
    browser.go_next()
    browser.go_previous()
    browser.go_previous()
    assert browser.place == 1
    browser.go_last()
    browser.go_next()
    assert browser.place == 6
    browser.go_to(3)
    assert browser.current == PATHS[2]
    browser.go_first()
    assert browser.ahead() == [PATHS[1], PATHS[2]]


def test_the_filter_jumps_to_its_first_picture_but_keeps_one_that_passes(qtbot: QtBot) -> None:
    browser = browser_of()
    browser.go_to(4)
    browser.set_filter(Filter(name="3.jpg"))
    assert (browser.current, browser.paths) == (PATHS[3], [PATHS[3]])
    browser.set_filter(Filter(name="5.jpg"))
    assert browser.current == PATHS[5]
    browser.set_filter(Filter(name="nothing"))
    assert (browser.paths, browser.place, browser.current) == ([], 0, "")
    browser.set_filter(Filter())
    assert (browser.place, len(browser.paths)) == (6, 6)


def test_results_that_change_the_list_leave_the_picture_in_sight(qtbot: QtBot) -> None:
    browser = browser_of()
    browser.set_filter(Filter(verdict=Verdict.PENDING))
    browser.go_to(3)
    browser.add_results([result(path, 0.9) for path in PATHS[1:4]])
    assert browser.is_arranging
    browser.finish()
    assert browser.current == PATHS[2]
    assert browser.place == 0
    assert browser.paths == [PATHS[0], PATHS[4], PATHS[5]]
    browser.go_next()
    assert browser.current in browser.paths


def test_the_list_is_refreshed_by_itself_while_results_come(qtbot: QtBot) -> None:
    browser = browser_of()
    browser.set_sort(SortBy.SCORE_DOWN)
    with qtbot.waitSignal(browser.list_changed):
        browser.add_results([result(PATHS[4], 0.9)])
    assert browser.paths[0] == PATHS[4]
    browser.close()


def test_results_that_come_while_the_list_is_made_are_in_it_a_moment_later(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of()
    with monkeypatch.context() as patch:
        patch.setattr(browsing, "PIECE_S", 0.0)  # as on a busy machine
        browser.set_sort(SortBy.SCORE_DOWN)
    assert next(browser._work, "not done") is None
    browser.add_results([result(PATHS[4], 0.9)])
    qtbot.waitUntil(lambda: not browser.is_arranging)
    assert browser.paths[0] == PATHS[4]
    browser.close()


def test_results_do_not_touch_a_list_that_does_not_depend_on_them(qtbot: QtBot) -> None:
    browser = browser_of()
    with qtbot.assertNotEmitted(browser.list_changed):
        browser.add_results([result(PATHS[4], 0.9)])
        assert not browser.is_arranging


def test_a_large_list_is_made_while_the_event_loop_runs(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [f"/x/cat/{number}.jpg" for number in range(100_000)]
    browser = browser_of(paths)
    monkeypatch.setattr(browsing, "PIECE_S", 0.004)
    browser.set_filter(Filter(name="99"))
    assert browser.is_arranging
    with qtbot.waitSignal(browser.list_changed):
        pass
    assert browser.paths == [path for path in paths if "99" in path]


def test_corrections_keep_the_list_as_it_is(qtbot: QtBot) -> None:
    browser = browser_of()
    browser.add_results([result(path, 0.9) for path in PATHS])
    browser.set_labels(dict.fromkeys(PATHS, "dog"))
    browser.set_filter(Filter(verdict=Verdict.WRONG))
    browser.go_to(2)
    browser.correct(PATHS[1], "cat")
    assert browser.current == PATHS[1]
    assert len(browser.paths) == 6


def test_autoplay_goes_forward_through_the_list_and_stops_at_its_end(qtbot: QtBot) -> None:
    browser = browser_of()
    browser.set_filter(Filter(name="/"))
    browser.go_to(4)
    browser.autoplay.set_interval(0.1)
    browser.current_changed.connect(lambda _path: browser.autoplay.on_picture_shown())
    seen: list[str] = []
    browser.current_changed.connect(seen.append)
    browser.autoplay.on_picture_shown()
    with qtbot.waitSignal(browser.autoplay.playing_changed, check_params_cb=lambda on: not on):
        browser.toggle_play()
    assert seen == PATHS[4:]
    browser.toggle_play()
    assert browser.current == PATHS[0]
    browser.toggle_play()
    assert not browser.autoplay.is_playing


def test_autoplay_tells_what_comes_next_in_shuffled_order(qtbot: QtBot) -> None:
    browser = browser_of()
    browser.set_shuffle(True)
    browser.autoplay.play()
    ahead = browser.ahead()
    assert len(ahead) == 3
    browser._on_advance_asked()
    assert browser.current == ahead[0]
    browser.close()


def test_a_picture_chosen_by_hand_is_due_its_whole_interval(qtbot: QtBot) -> None:
    browser = browser_of()
    browser.current_changed.connect(lambda _path: browser.autoplay.on_picture_shown())
    browser.autoplay.set_interval(0.4)
    browser.autoplay.play()
    qtbot.wait(250)
    begun = time.perf_counter()
    browser.go_to(4)
    with qtbot.waitSignal(browser.current_changed) as told:
        pass
    assert time.perf_counter() - begun > 0.38
    assert told.args == [PATHS[4]]
    browser.close()


def test_shuffle_shows_each_picture_once_though_it_is_paused(qtbot: QtBot) -> None:
    browser = browser_of()
    browser.set_shuffle(True)
    seen = [browser.current]
    for _ in range(5):
        browser.toggle_play()
        browser._on_advance_asked()
        seen.append(browser.current)
        browser.toggle_play()
    assert sorted(seen) == PATHS


def test_a_list_in_the_making_is_not_shown_after_other_pictures_were_opened(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of([f"/x/cat/{number}.jpg" for number in range(50_000)])
    monkeypatch.setattr(browsing, "PIECE_S", 0.0)  # however fast the machine is
    browser.arrange()
    assert browser.is_arranging
    browser.set_pictures(PATHS)
    browser.finish()
    assert browser.paths == PATHS
