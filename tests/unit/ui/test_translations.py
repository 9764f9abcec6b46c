"""Nothing that the window says is left in English, and each translation has the places of its source."""

import errno
import os
import re
from string import Formatter

import pytest

from core.base.errors import OutputError
from core.base.files import explained_os_errors
from tests.texts import ROOT
from tests.translations import collected, literals_on_screen, missing, python_files
from ui.language import FOLDER, LANGUAGES, read_translations
from ui.recognition import Recogniser

CODES = [code for code in LANGUAGES if code != "en"]
ENGLISH = re.compile(r"(?<![\w*.])[a-z]{3,}(?= |$)")
MNEMONIC = re.compile(r"&(\w)")


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    return collected()


@pytest.fixture(scope="module", params=CODES)
def code(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def texts(code) -> dict[str, str]:
    return read_translations(FOLDER / f"classwise_{code}.ts")


def places(text: str) -> set[str]:
    return {field for _literal, field, _spec, _conversion in Formatter().parse(text) if field is not None}


def test_every_text_is_translated(code, sources):
    lacking = missing(code, sources)
    assert not lacking, f"run python -m tests.translations, then translate in classwise_{code}.ts: {lacking[:5]}"


def test_stages_of_one_word_are_collected_too(sources):
    assert sources["Predicting"] == "core/evaluation/run.py"


def test_translations_have_the_places_of_their_sources(texts):
    for source, translation in texts.items():
        if "{" in source:
            assert places(translation) == places(source), source


def test_commands_keep_their_letter_behind_the_words(code, texts, sources):
    for source in sources:
        found = MNEMONIC.search(source) if sources[source].startswith(("ui/commands", "app/undo")) else None
        if found and code == "zh_CN":
            assert f"(&{found[1].upper()})" in texts[source], source


def test_chinese_translations_are_in_chinese(code, texts):
    if code == "zh_CN":
        foreign = [text for text in texts.values() if not re.search(r"[\u4e00-\u9fff]|--|python -m|/", text)]
        english = [text for text in foreign if len(ENGLISH.findall(text)) > 1]
        assert english == []


@pytest.mark.parametrize("path", [path for path in python_files() if path.is_relative_to(ROOT / "ui")
                                  or (path.parent == ROOT / "app")], ids=lambda path: path.name)  # fmt: skip
def test_nothing_is_put_on_screen_past_the_translations(path):
    assert [text for text in literals_on_screen(path) if "Classwise" not in text] == []


def test_sentences_of_the_library_are_said_by_their_templates():
    known = Recogniser({
        "Cannot write {path}: {reason}": "无法写入 {path}：{reason}",
        "the disk is full. Free some space.": "磁盘已满。请腾出空间。",
        "Left out {path}: {error}": "未计入 {path}：{error}",
        "{n:,} pictures have no group.": "{n:,} 张图片没有组。",
        " Not used: {names}.": "未使用：{names}。",
        "Started from {path}.": "已从 {path} 开始。",
        "{first} {second}": "{first}{second}",
        "{name} could not be fetched{place}: {reason}": "{name} 无法下载{place}：{reason}",
        " from the server at {url}": "（来自服务器 {url}）",
    })  # fmt: skip
    said = known.translate("Cannot write C:\\my runs\\a.csv: the disk is full. Free some space.")
    assert said == "无法写入 C:\\my runs\\a.csv：磁盘已满。请腾出空间。"
    assert known.translate("1,200 pictures have no group.") == "1,200 张图片没有组。"
    assert known.translate("Left out a.png: torn. 2 pictures have no group.").endswith("2 张图片没有组。")
    assert known.translate("a.pth could not be fetched: it is away") == "a.pth 无法下载：it is away"
    said = known.translate("a.pth could not be fetched from the server at http://x/a.pth: it is away")
    assert said == "a.pth 无法下载（来自服务器 http://x/a.pth）：it is away"
    assert known.translate("Started from x.pth. Not used: fc.bias.") == "已从 x.pth 开始。未使用：fc.bias。"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.ENOTDIR, errno.EEXIST])
def test_why_a_file_cannot_be_written_is_said_whole(texts, number):
    with pytest.raises(OutputError) as caught, explained_os_errors("/图/1.csv"):
        raise OSError(number, os.strerror(number))
    said = Recogniser(texts).translate(str(caught.value))
    assert said is not None
    assert re.findall("[a-z]{2,}", said.replace("1.csv", "")) == []


def test_names_of_the_users_are_not_taken_for_sentences():
    texts = {"{n:,} pictures": "{n:,} 张图片", "{a} and {b}": "{a}和{b}", "{count} picture{s}": "{count} 张图片{s}",
             "Left out": "已排除"}  # fmt: skip
    known = Recogniser(texts)
    for name in ("ants and bees", "my pictures", "holiday pictures.zip", "C:\\Left out\\1.png"):
        assert known.translate(name) is None


def test_punctuation_between_places_is_the_languages_own(sources):
    assert {"{state}. {reason}", "{state}: {title}", "{title} ({name})"} <= sources.keys()
    assert "{title}..." not in sources


def test_from_scratch_is_called_the_same_everywhere(code, texts):
    if code == "zh_CN":
        assert [text for source, text in texts.items() if "from scratch" in source and "从头" not in text] == []
