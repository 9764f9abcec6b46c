"""Window and command line agree on places that were moved."""

import json
from pathlib import Path

import pytest

from core.base.errors import ClasswiseError
from core.base.moved_places import (
    CACHE_FOLDER,
    PLACES,
    WEIGHTS_FOLDER,
    WEIGHTS_MIRROR,
    mirror_problem,
    move_place,
    moved_place,
)
from core.config import TrainConfig, validate
from core.places import cache_folder, data_folder
from models.download import download
from models.pretrained import weights_folder, weights_mirror


def test_a_moved_place_is_found_until_it_is_moved_back(tmp_path: Path) -> None:
    assert moved_place(tmp_path, CACHE_FOLDER) == ""
    move_place(tmp_path, CACHE_FOLDER, "/big disk")
    move_place(tmp_path, WEIGHTS_FOLDER, "/权重")
    assert json.loads((tmp_path / PLACES).read_text(encoding="utf-8")) == {
        CACHE_FOLDER: "/big disk", WEIGHTS_FOLDER: "/权重"}
    move_place(tmp_path, CACHE_FOLDER, "")
    assert (moved_place(tmp_path, CACHE_FOLDER), moved_place(tmp_path, WEIGHTS_FOLDER)) == ("", "/权重")


@pytest.mark.parametrize("text", ["", "[]", '{"cache_folder": 4}', '{"cache'])
def test_a_damaged_file_moves_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / PLACES).write_text(text)
    assert moved_place(tmp_path, CACHE_FOLDER) == ""


def test_the_environment_goes_over_the_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, place in ((CACHE_FOLDER, "cache"), (WEIGHTS_FOLDER, "weights")):
        move_place(data_folder(), name, str(tmp_path / place))
    move_place(data_folder(), WEIGHTS_MIRROR, "http://intranet/weights")
    monkeypatch.setenv("CLASSWISE_CACHE", str(tmp_path / "other"))
    monkeypatch.delenv("CLASSWISE_WEIGHTS_MIRROR", raising=False)
    monkeypatch.delenv("CLASSWISE_WEIGHTS", raising=False)
    assert cache_folder() == tmp_path / "other"
    assert (weights_folder(), weights_mirror()) == (tmp_path / "weights", "http://intranet/weights")
    monkeypatch.delenv("CLASSWISE_CACHE")
    monkeypatch.setenv("CLASSWISE_WEIGHTS", str(tmp_path / "mine"))
    assert (cache_folder(), weights_folder()) == (tmp_path / "cache", tmp_path / "mine")


def test_an_address_of_a_server_is_judged_alike_by_settings_and_downloads(tmp_path: Path,
                                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLASSWISE_WEIGHTS", str(tmp_path))
    assert [mirror_problem(address) for address in ("", "https://intranet/weights")] == [None, None]
    texts = []
    judges = (lambda: validate(TrainConfig(weights_mirror="intranet")), lambda: download("resnet18", mirror="intranet"))
    for judge in judges:
        with pytest.raises(ClasswiseError) as caught:
            judge()
        texts.append(str(caught.value))
    assert texts == [mirror_problem("intranet", "--weights_mirror"), mirror_problem("intranet")]
