"""Every preference works as soon as it is changed, and is kept readably."""

import json
from pathlib import Path

import pytest
from PyQt5.QtCore import QLocale, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton

from app import paths
from app.settings import Settings, load, save
from core.config import options
from core.places import cache_folder
from models import pretrained
from models.pretrained import weights_folder, weights_mirror
from tests.gui.preferences.conftest import Open
from tests.unit.models.test_pretrained import real_name
from ui.language import shown
from ui.preferences import CacheUse
from ui.theme import GRID
from ui.widgets.preference_pages import CACHE_WORDS
from ui.wording import percent

ROOT = Path(__file__).resolve().parents[3]
CONTENT = bytes(5000)


def stored() -> dict[str, object]:
    return json.loads(paths.settings_file().read_text(encoding="utf-8"))


def good_weights(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a file that stands for resnet18's recommended weights."""
    path = folder / real_name(CONTENT, monkeypatch)
    path.write_bytes(CONTENT)
    return path


def pick(combo, value: object) -> None:
    """Choose as a person does: the entry, then the signal of a click."""
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def test_tab_goes_from_the_list_of_pages_to_the_first_setting(opened: Open) -> None:
    dialog = opened.dialog
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key_Tab)
    assert QApplication.focusWidget() is dialog.general.language


class TestGeneral:
    def test_the_language_changes_at_once_and_back(self, opened: Open) -> None:
        general = opened.dialog.general
        assert [general.language.itemText(place) for place in (1, 2)] == ["English", "简体中文"]
        pick(general.language, "zh_CN")
        assert opened.dialog.windowTitle() == "首选项"
        assert stored() == {"language": "zh_CN"}
        pick(general.language, "en")
        assert opened.dialog.windowTitle() == "Preferences"
        assert opened.dialog.list.item(0).text() == "General"

    def test_numbers_are_written_as_chosen(self, opened: Open) -> None:
        figure = percent(0.123)
        pick(opened.dialog.general.numbers, "comma")
        assert shown(figure) == percent(0.123) == "12,3\u00a0%"
        assert opened.dialog.predict.interval.text() == "1,0 s"
        assert stored() == {"number_format": "comma"}
        pick(opened.dialog.general.numbers, "point")
        assert percent(0.123) == "12.3\u00a0%"
        assert QLocale().decimalPoint() == "."

    def test_theme_and_scale_are_ticked_in_the_view_menu(self, opened: Open) -> None:
        pick(opened.dialog.general.theme, "dark")
        assert opened.context.window.theme.tokens.name == "dark"
        pick(opened.dialog.general.scale, 150)
        ticked = [action.data()[1] for menu in ("view.theme", "view.scale")
                  for action in opened.context.window.menu(menu).actions() if action.isChecked()]  # fmt: skip
        assert ticked == ["dark", 150]
        opened.context.window.menu("view.theme").actions()[1].trigger()
        assert opened.context.settings.theme == "light"


class TestPredictAndSpeed:
    def test_autoplay_is_kept_with_only_what_differs(self, opened: Open) -> None:
        page = opened.dialog.predict
        page.interval.setValue(2.5)
        page.loop.click()
        assert stored() == {"predict": {"interval_s": 2.5, "loop": True}}
        page.loop.click()
        page.interval.setValue(1.0)
        assert stored() == {}

    def test_an_interval_is_typed_as_it_is_meant_and_no_longer_than_autoplay_takes(self, opened: Open) -> None:
        opened.dialog.list.setCurrentRow(1)
        interval = opened.dialog.predict.interval
        interval.setFocus()
        interval.selectAll()
        QTest.keyClicks(interval, "2.5")
        assert interval.text() == "2.5 s"
        assert stored() == {"predict": {"interval_s": 2.5}}
        interval.setValue(30)
        assert stored() == {"predict": {"interval_s": 10.0}}

    def test_device_threads_and_cache_are_kept(self, opened: Open) -> None:
        speed = opened.dialog.speed
        pick(speed.device, "cpu")
        speed.threads.setValue(3)
        pick(speed.cache, "off")
        assert stored() == {"device": "cpu", "num_threads": 3, "cache": "off"}

    def test_the_cache_is_offered_as_trainings_know_it(self) -> None:
        assert {value for _words, value in CACHE_WORDS} == set(options()["cache"][1].choices or ())

    def test_the_cache_says_what_it_holds_is_limited_and_cleared(self, opened: Open) -> None:
        from core.data.cache_choice import allowed_on_disk

        speed = opened.dialog.speed
        assert "0 pictures" in speed.used.text()
        assert not speed.clear.isEnabled()
        speed.show_use(CacheUse(1, 150_000))
        assert speed.used.text() == "150.0 KB for 1 picture"
        speed.limit.setValue(2.0)
        opened.settle()
        assert allowed_on_disk() == 2_000_000_000
        assert speed.limit.value() == 2.0
        speed.cache_clear_asked.emit()
        opened.settle()
        assert "0 pictures" in speed.used.text()

    def test_the_cache_is_moved_for_the_command_line_too(self, opened: Open, tmp_path: Path,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("CLASSWISE_CACHE")
        opened.preferences.show_values()
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path / "大 disk"))
        opened.dialog.speed.folder.choose.click()
        opened.settle()
        assert cache_folder() == tmp_path / "大 disk"
        opened.dialog.speed.folder.default.click()
        opened.settle()
        assert cache_folder() != tmp_path / "大 disk"

    def test_a_place_that_the_environment_decides_cannot_be_moved(self, opened: Open) -> None:
        choose = opened.dialog.speed.folder.choose
        assert not choose.isEnabled()
        assert "CLASSWISE_CACHE" in choose.toolTip()


class TestRestore:
    def test_all_settings_get_their_defaults_after_asking(self, opened: Open, tmp_path: Path) -> None:
        opened.preferences.change("theme", "dark")
        opened.preferences.change("num_threads", 5)
        opened.preferences.change("interval_s", 3.0)
        opened.preferences.change("weights_folder", str(tmp_path))
        opened.dialog.restore.click()
        box = opened.dialog.findChild(QMessageBox)
        next(button for button in box.findChildren(QPushButton) if button.text() == "Restore").click()
        opened.settle()
        assert stored() == {}
        assert weights_folder() != tmp_path
        assert opened.context.window.theme.tokens.name == "light"
        assert opened.dialog.speed.threads.value() == 0


class TestWeights:
    def test_all_networks_with_weights_are_listed_and_found(self, opened: Open) -> None:
        page = opened.dialog.weights
        assert page.proxy.rowCount() > 60
        page.search.setText("mobilenet_v3")
        assert [page.proxy.index(row, 0).data() for row in range(page.proxy.rowCount())] == [
            "mobilenet_v3_small", "mobilenet_v3_large"]
        assert page.proxy.index(1, 1).data().endswith("MB")
        page.only_installed.click()
        assert page.proxy.rowCount() == 0
        assert not page.download.isEnabled()

    def test_weights_are_fetched_from_the_server_of_the_preferences(self, opened: Open, tmp_path: Path,
                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
        content = bytes(pretrained.default_weights("squeezenet1_1").num_bytes)
        monkeypatch.setattr("models.download.verify", lambda path, expected=None: None)
        server = tmp_path / "server"
        server.mkdir()
        name = pretrained.default_weights("squeezenet1_1").file_name
        (server / name).write_bytes(content)
        page = opened.dialog.weights
        page.mirror.setText(server.as_uri())
        page.mirror.editingFinished.emit()
        assert weights_mirror() == server.as_uri()
        page.search.setText("squeezenet1_1")
        page.table.selectRow(0)
        page.download.click()
        opened.settle()
        assert (weights_folder() / name).read_bytes() == content
        assert page.proxy.index(0, 2).data() == "installed"
        assert "squeezenet1_1" in page.banner.label.text()
        assert not page.download.isEnabled()

    def test_how_much_is_fetched_can_be_read(self, opened: Open) -> None:
        page = opened.dialog.weights
        opened.dialog.list.setCurrentRow(opened.dialog.list.count() - 1)
        page.show_progress("Downloading mobilenet_v3_small-047dcff4.pth: 6.1 MB of 10.3 MB", 0.6)
        QApplication.processEvents()
        assert page.doing.isVisible()
        assert page.doing.shown_text().endswith("6.1 MB of 10.3 MB")

    def test_a_failed_download_says_what_to_do(self, opened: Open, tmp_path: Path) -> None:
        opened.preferences.change("weights_mirror", (tmp_path / "nowhere").as_uri())
        page = opened.dialog.weights
        page.search.setText("squeezenet1_1")
        page.table.selectRow(0)
        page.download.click()
        opened.settle()
        assert "could not be fetched" in page.banner.label.text()
        assert not page.cancel.isVisibleTo(page)
        assert page.download.isEnabled()

    def test_a_damaged_file_is_refused_by_name_and_the_others_are_taken(self, opened: Open, tmp_path: Path) -> None:
        for name in ("squeezenet1_1-b8a52dc0.pth", "my own.pth"):
            (tmp_path / name).write_bytes(b"broken")
        opened.dialog.weights.import_asked.emit(tuple(str(path) for path in sorted(tmp_path.glob("*.pth"))))
        opened.settle()
        text = opened.dialog.weights.banner.label.text()
        assert "squeezenet1_1-b8a52dc0.pth" in text
        assert "my own.pth" in text
        assert not weights_folder().exists() or not list(weights_folder().glob("*.pth"))

    def test_of_many_files_that_are_refused_some_are_named_and_the_others_are_in_the_log(
        self, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        good = good_weights(tmp_path, monkeypatch)
        bad = [tmp_path / f"{number}.pth" for number in range(5)]
        for path in bad:
            path.write_bytes(b"broken")
        opened.dialog.weights.import_asked.emit((*map(str, bad), str(good)))
        opened.settle()
        label = opened.dialog.weights.banner.label
        assert [path.name in label.text() for path in bad] == [True, True, True, False, False]
        assert "(2 more in the log.)" in label.text()
        assert label.text().endswith("The weights of resnet18 are installed.")
        assert all(path.name in opened.context.window.log.text.toPlainText() for path in bad)

    def test_a_long_message_is_shown_whole(self, opened: Open, tmp_path: Path) -> None:
        opened.dialog.list.setCurrentRow(opened.dialog.list.count() - 1)
        paths = [tmp_path / f"{'long ' * 12}{number}.pth" for number in range(3)]
        opened.dialog.weights.import_asked.emit(tuple(map(str, paths)))
        opened.settle()
        QApplication.processEvents()
        label = opened.dialog.weights.banner.label
        assert label.isVisible()
        assert label.height() >= label.heightForWidth(label.width())

    def test_a_message_makes_the_dialog_no_higher_than_it_needs(self, opened: Open) -> None:
        opened.dialog.list.setCurrentRow(opened.dialog.list.count() - 1)
        height = opened.dialog.height()
        opened.dialog.weights.banner.show_message("Two lines of text. " * 6, "error", help_topic="weights-offline")
        QApplication.processEvents()
        assert opened.dialog.height() == height
        opened.dialog.weights.banner.show_message("Text of many lines. " * 36, "error", help_topic="weights-offline")
        QApplication.processEvents()
        assert opened.dialog.weights.table.height() == 12 * GRID
        assert opened.dialog.height() == opened.dialog.minimumSizeHint().height()

    def test_damaged_weights_are_said_to_be_and_can_be_fetched_again(self, opened: Open, tmp_path: Path,
                                                                     monkeypatch: pytest.MonkeyPatch) -> None:
        server = tmp_path / "server"
        server.mkdir()
        good = good_weights(server, monkeypatch)
        weights_folder().mkdir(parents=True, exist_ok=True)
        (weights_folder() / good.name).write_bytes(good.read_bytes()[:1000])
        opened.preferences.change("weights_mirror", server.as_uri())
        opened.preferences.weights.look()
        page = opened.dialog.weights
        page.search.setText("resnet18")
        page.only_installed.click()
        assert page.proxy.index(0, 2).data() == "damaged"
        page.table.selectRow(0)
        page.download.click()
        opened.settle()
        assert (weights_folder() / good.name).read_bytes() == good.read_bytes()
        assert page.proxy.index(0, 2).data() == "installed"
        assert not page.download.isEnabled()

    def test_a_folder_of_weights_that_cannot_be_made_is_told_as_that(self, opened: Open, tmp_path: Path,
                                                                     monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "a file").touch()
        monkeypatch.setenv("CLASSWISE_WEIGHTS", str(tmp_path / "a file" / "weights"))
        opened.dialog.weights.folder_asked.emit()
        assert "a part of that path is a file, not a folder" in opened.dialog.weights.banner.label.text()

    def test_a_server_that_is_no_address_is_refused(self, opened: Open) -> None:
        page = opened.dialog.weights
        page.mirror.setText("intranet")
        page.mirror.editingFinished.emit()
        box = opened.context.window.findChild(QMessageBox)
        assert "http://" in box.text() + box.informativeText()
        box.close()
        assert (weights_mirror(), page.mirror.text()) == ("", "")

    def test_the_dialog_may_be_closed_meanwhile(self, opened: Open) -> None:
        opened.dialog.weights.import_asked.emit(("nowhere.pth",))
        opened.dialog.close()
        opened.settle()
        opened.qtbot.waitUntil(lambda: opened.preferences.dialog is None)


def test_settings_of_older_versions_and_damaged_ones_are_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"language": 4, "device": "cpu", "predict": {"interval_s": 2.0}, "unknown": 1}')
    settings = load(path)
    assert (settings.language, settings.device, settings.predict) == ("system", "cpu", {"interval_s": 2.0})
    save(Settings(), path)
    assert json.loads(path.read_text()) == {}
