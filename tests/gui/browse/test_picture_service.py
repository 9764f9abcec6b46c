import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PyQt5.QtCore import QSize
from pytestqt.qtbot import QtBot

from app.picture_decoding import load_picture
from app.picture_service import PictureService

BOX = QSize(200, 100)


@pytest.fixture
def service(qtbot: QtBot) -> Iterator[PictureService]:
    service = PictureService(num_threads=2)
    yield service
    service.close()


def test_a_picture_comes_at_reduced_size_with_its_full_size_known(tmp_path: Path, write_picture: Callable[..., Path]
                                                                   ) -> None:  # fmt: skip
    path = write_picture(tmp_path / "猫.jpg", (1600, 3200))
    picture = load_picture(str(path), BOX)
    assert picture.full_size == QSize(3200, 1600)
    assert picture.image.size() == QSize(400, 200)
    assert not picture.is_whole
    assert load_picture(str(path), QSize()).is_whole
    thumbnail = load_picture(str(path), QSize(64, 64), shrink=True)
    assert thumbnail.image.size() == QSize(64, 32)


def test_a_turned_picture_is_upright(tmp_path: Path) -> None:
    pixels = np.zeros((40, 80, 3), np.uint8)
    pixels[:, :40] = 255
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(pixels).save(tmp_path / "turned.jpg", exif=exif)
    picture = load_picture(str(tmp_path / "turned.jpg"), QSize())
    assert picture.full_size == picture.image.size() == QSize(40, 80)
    assert picture.image.pixelColor(20, 10).lightness() > 200 > 60 > picture.image.pixelColor(20, 70).lightness()


def test_an_unreadable_file_gives_its_reason(tmp_path: Path) -> None:
    (tmp_path / "text.jpg").write_text("no picture")
    assert "not a picture" in (load_picture(str(tmp_path / "text.jpg"), BOX).error or "")
    assert "does not exist" in (load_picture(str(tmp_path / "gone.jpg"), BOX).error or "")


def test_pictures_arrive_by_signal_and_are_cached(service: PictureService, tmp_path: Path, qtbot: QtBot,
                                                  write_picture: Callable[..., Path]) -> None:  # fmt: skip
    paths = [str(write_picture(tmp_path / f"{number}.png")) for number in range(3)]
    assert service.picture(paths[0], BOX) is None
    with qtbot.waitSignals([service.picture_ready] * 3):
        service.want_pictures(paths, BOX)
    assert all(service.picture(path, BOX) is not None for path in paths)
    with qtbot.waitSignal(service.thumbnail_ready) as ready:
        service.want_thumbnails(paths[:1])
    assert ready.args == paths[:1]
    service.forget()
    assert service.thumbnail(paths[0]) is service.picture(paths[0], BOX) is None


def test_a_finer_picture_is_decoded_when_the_zoom_needs_it(service: PictureService, tmp_path: Path, qtbot: QtBot,
                                                          write_picture: Callable[..., Path]) -> None:  # fmt: skip
    path = str(write_picture(tmp_path / "large.jpg", (800, 1600)))
    with qtbot.waitSignal(service.picture_ready):
        service.want_pictures([path], BOX)
    assert service.picture(path, QSize(1600, 800)) is None
    with qtbot.waitSignal(service.picture_ready):
        service.want_pictures([path], QSize())
    whole = service.picture(path, QSize())
    assert whole is not None
    assert whole.is_whole


def test_what_scrolled_away_is_never_decoded(tmp_path: Path, qtbot: QtBot, write_picture: Callable[..., Path],
                                             monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    service = PictureService(num_threads=1)
    # The thread is not started, so that the order of the wishes can be looked at.
    monkeypatch.setattr(service, "_start", lambda: None)
    service.want_thumbnails(["t1", "t2"])
    service.want_thumbnails(["t2", "t3"])
    service.want_pictures(["now", "next", "later"], BOX)
    jobs = []
    while (job := service._next_job()) is not None:
        jobs.append(job[0])
    assert jobs == ["now", "next", "t2", "t3", "later"]
    service.close()


def test_closing_ends_the_threads_and_wishes_after_it_are_ignored(tmp_path: Path, qtbot: QtBot,
                                                                  write_picture: Callable[..., Path]) -> None:
    service = PictureService(num_threads=2)
    service.want_thumbnails([str(write_picture(tmp_path / f"{number}.png")) for number in range(20)])
    service.close()
    service.want_thumbnails(["x"])
    assert service._threads == []


@pytest.mark.parametrize("is_thumbnail", [True, False])
def test_a_file_that_is_changed_while_it_is_decoded_is_decoded_anew(service: PictureService, tmp_path: Path,
                                                                    qtbot: QtBot, write_picture: Callable[..., Path],
                                                                    monkeypatch: pytest.MonkeyPatch,
                                                                    is_thumbnail: bool) -> None:  # fmt: skip
    path = write_picture(tmp_path / "a.png", (50, 100))
    began, may_go_on = threading.Event(), threading.Event()

    def slowly(*words: Any, **options: Any) -> Any:
        picture = load_picture(*words, **options)
        began.set()
        may_go_on.wait()
        return picture

    monkeypatch.setattr("app.picture_decoding.load_picture", slowly)
    with qtbot.waitSignal(service.thumbnail_ready if is_thumbnail else service.picture_ready):
        if is_thumbnail:
            service.want_thumbnails([str(path)])
        else:
            service.want_pictures([str(path)], BOX)
        began.wait()
        write_picture(path, (100, 50))
        service.forget([str(path)])
        may_go_on.set()
    picture = service.thumbnail(str(path)) if is_thumbnail else service.picture(str(path), BOX)
    assert picture is not None
    assert picture.full_size == QSize(50, 100)


@pytest.mark.parametrize("is_changed", [False, True])
def test_a_picture_that_is_wanted_again_while_it_is_decoded_is_decoded_no_further_time(
        service: PictureService, tmp_path: Path, qtbot: QtBot, write_picture: Callable[..., Path],
        monkeypatch: pytest.MonkeyPatch, is_changed: bool) -> None:  # fmt: skip
    paths = [str(write_picture(tmp_path / f"{name}.png", (50, 100))) for name in "ab"]
    began, may_go_on = threading.Event(), threading.Event()
    decoded: list[str] = []

    def slowly(path: str, *words: Any, **options: Any) -> Any:
        decoded.append(path)
        began.set()
        may_go_on.wait()
        return load_picture(path, *words, **options)

    monkeypatch.setattr("app.picture_decoding.load_picture", slowly)
    service.want_pictures(paths[:1], BOX)
    began.wait()
    if is_changed:
        service.forget(paths)
    service.want_pictures(paths, BOX)  # as the next one comes into sight
    with qtbot.waitSignals([service.picture_ready] * 2):
        may_go_on.set()
    service.close()
    assert decoded.count(paths[0]) == 1 + is_changed
