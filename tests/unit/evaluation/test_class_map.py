"""Maps of class names, from the command line and from files."""

from pathlib import Path

import pytest

from core.base.errors import ConfigError, DataError
from core.base.events import Event, Notice
from core.evaluation.class_map import read_class_map, unused_names

CLASSES = ("cats", "dogs", "a=b", "red, blue")


def test_pairs_and_files_of_every_form(tmp_path: Path) -> None:
    (tmp_path / "map.json").write_text('{"Katze": "cats"}', encoding="utf-8")
    (tmp_path / "map.csv").write_text('\ufeffкошка,cats\n\n"rot, blau","red, blue"\n', encoding="utf-8")
    (tmp_path / "map.txt").write_text("猫=cats\nchien\tdogs\n", encoding="utf-8")
    words = ["Hund=dogs", *(str(tmp_path / name) for name in ("map.json", "map.csv", "map.txt"))]
    assert read_class_map(words, [], CLASSES) == {
        "Hund": "dogs", "Katze": "cats", "кошка": "cats", "rot, blau": "red, blue", "猫": "cats", "chien": "dogs",
    }  # fmt: skip


def test_of_several_words_the_later_one_counts_and_the_others_stay(tmp_path: Path) -> None:
    (tmp_path / "map.JSON").write_text('{"Katze": "dogs"}', encoding="utf-8")
    (tmp_path / "map.csv").write_text("кошка;cats\n", encoding="utf-8")
    words = ["Hund=dogs", "Katze=cats", str(tmp_path / "map.JSON"), str(tmp_path / "map.csv")]
    assert read_class_map(words, [], CLASSES) == {"Hund": "dogs", "Katze": "dogs", "кошка": "cats"}


def test_a_name_may_hold_the_sign_itself() -> None:
    assert read_class_map(["x=y=cats"], ["x=y"], CLASSES) == {"x=y": "cats"}
    assert read_class_map(["x=a=b"], ["x"], CLASSES) == {"x": "a=b"}


def test_names_that_the_source_lacks_are_found() -> None:
    assert unused_names({"Cat": "cats", "Dog": "dogs"}, ["Dog"]) == ["Cat"]


@pytest.mark.parametrize("word", ["cats", "Cat=lions", "missing.csv"])
def test_wrong_words_get_a_sentence(word: str) -> None:
    with pytest.raises(ConfigError, match="--class_map"):
        read_class_map([word], ["Cat"], CLASSES)


@pytest.mark.parametrize(("name", "text"), [("m.json", "[1]"), ("m.json", "{"), ("m.csv", "only one name\n"),
                                            ("m.csv", "old,\n"), ("m.csv", ",cats\n")])
def test_wrong_files_get_a_sentence(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="old=new"):
        read_class_map([str(tmp_path / name)], [], CLASSES)


def test_a_file_of_an_older_encoding_is_read_as_a_table_of_pictures_is_and_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_bytes("кошка;cats\nсобака;dogs\n".encode("cp1251"))
    told: list[Event] = []
    assert read_class_map([str(tmp_path / "m.csv")], [], CLASSES, told.append) == {"кошка": "cats", "собака": "dogs"}
    assert ["cp1251" in event.message for event in told if isinstance(event, Notice)] == [True]


def test_a_file_that_is_no_text_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_bytes(b"Katze\0,cats\n")
    with pytest.raises(DataError, match="no text file"):
        read_class_map([str(tmp_path / "m.csv")], [], CLASSES)
