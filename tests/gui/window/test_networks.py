"""The table of all networks and the network field: timm's names, a Hugging Face folder, names that are typed."""

import json
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import network_choice
from tests.elsewhere import needs_timm, needs_transformers
from tests.gui.window.conftest import Desktop
from ui.dialogs.networks import NetworksDialog
from ui.field_spec import NetworkRow

TIMM_ROWS = (NetworkRow("timm:test_vit", 0.0, 0.0, "to download", 0.0, "made for 160 x 160 px"),
             NetworkRow("timm:test_resnet", 0.0, 0.0, "to download", 0.0, "made for 160 x 160 px"))


def open_table(desktop: Desktop, qtbot: QtBot) -> NetworksDialog:
    desktop.page.form.all_networks_asked.emit()
    qtbot.waitUntil(lambda: desktop.window.findChild(NetworksDialog) is not None)
    return desktop.window.findChild(NetworksDialog)


def folder_with(path: Path, **config: object) -> Path:
    path.mkdir()
    (path / "config.json").write_text(json.dumps({"model_type": "vit", **config}), encoding="utf-8")
    (path / "preprocessor_config.json").write_text(json.dumps({"size": 32}), encoding="utf-8")
    return path


@needs_timm
def test_networks_of_timm_come_when_they_are_listed(
    opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network_choice, "timm_rows", lambda emit, control: TIMM_ROWS)
    with qtbot.waitSignal(opened.context.jobs.ended, check_params_cb=lambda job: job.kind == "networks"):
        dialog = open_table(opened, qtbot)
        assert "timm" in dialog._note.text()
    assert dialog._note.isHidden()
    dialog.search.setText("timm:test_v")
    assert dialog._proxy.rowCount() == 1
    dialog.table.selectRow(0)
    dialog.accept()
    assert opened.page.form.texts()["model"] == "timm:test_vit"
    assert opened.page.form.editor("pretrained").field.itemText(0) == "Its own pretrained weights"
    qtbot.waitUntil(lambda: opened.window.findChild(NetworksDialog) is None)
    dialog = open_table(opened, qtbot)
    dialog.search.setText("timm:test")
    assert dialog._proxy.rowCount() == 2
    dialog.close()


def test_return_takes_the_network_that_was_searched(
    opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    dialog = open_table(opened, qtbot)
    assert not dialog._choose.isEnabled()  # nothing is chosen: "auto" is no network
    qtbot.keyClicks(dialog.search, "resnet1")
    assert dialog._name() == "resnet18"
    qtbot.keyClicks(dialog.search, "0")
    assert dialog._name() == "resnet101"
    dialog.search.setText("vgg16")  # vgg16_bn stands beside it
    assert dialog._name() == "vgg16"
    dialog.search.setText("nothing of that name")
    assert not dialog._choose.isEnabled()
    dialog.search.setText("timm:test_vit")
    assert dialog._choose.isEnabled()
    dialog.add_rows(TIMM_ROWS)
    assert dialog._name() == "timm:test_vit"
    qtbot.keyClick(dialog.search, Qt.Key_Return)
    assert opened.page.form.texts()["model"] == "timm:test_vit"


def test_without_timm_the_table_says_how_to_get_it(
    opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    dialog = open_table(opened, qtbot)
    assert "requirements-hub.txt" in dialog._note.text()
    dialog.close()


@needs_timm
def test_timm_lists_its_networks_with_their_sizes() -> None:
    from core.base.control import Control

    rows = {row.name: row for row in network_choice.timm_rows(lambda event: None, Control())}
    assert len(rows) > 1000
    assert rows["timm:test_vit"].weights == "to download"
    assert str(rows["timm:test_vit"].input_text) == "made for 160 x 160 px"


@needs_transformers
def test_a_hugging_face_folder_is_chosen_or_refused_at_once(
    opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(network_choice, "timm_rows", lambda emit, control: ())
    dialog = open_table(opened, qtbot)
    bad = folder_with(tmp_path / "bad", auto_map={"AutoModel": "code.Net"})
    monkeypatch.setattr("ui.choose.choose_folder", lambda *args: str(bad))
    dialog.folder_button.click()
    assert "auto_map" in dialog._note.text()
    (bad / "config.json").write_text('{"architecture": "resnet26d"}', encoding="utf-8")
    dialog.folder_button.click()
    assert 'Give "Network" timm:resnet26d and "Start from"' in dialog._note.text()
    good = folder_with(tmp_path / "vit 网络")
    monkeypatch.setattr("ui.choose.choose_folder", lambda *args: str(good))
    dialog.folder_button.click()
    assert opened.page.form.texts()["model"] == f"hf:{good}"
    qtbot.waitUntil(lambda: opened.context.jobs.of_kind("networks") is None)


def test_names_can_be_typed_and_wrong_ones_are_told(opened: Desktop, qtbot: QtBot) -> None:
    form = opened.page.form
    line = form.editor("model").field.lineEdit()

    def type_name(text: str) -> None:
        line.selectAll()
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, Qt.Key_Return)

    type_name("resnet34")
    assert form.texts()["model"] == "resnet34"
    type_name("resnet3")
    assert form.texts()["model"] == "resnet3"
    assert "Did you mean resnet34" in form.editor("model").field.toolTip()
    assert not opened.page.start.isEnabled()
    type_name("Automatic")
    assert form.texts()["model"] == "auto"
    assert opened.page.start.isEnabled()
    type_name("All networks...")
    assert form.texts()["model"] == "auto"
    assert line.text() == "Automatic"
