import json
import logging
import shutil
import sys

import numpy as np
import pytest

from core.base.control import Control
from core.base.errors import Cancelled, ConfigError, DependencyError, ModelFileError, OutputError
from core.data.images import content_hash
from core.inference.onnx_export import export_onnx
from core.inference.onnx_model import METADATA_KEY
from core.inference.predictor import Predictor, open_classifier
from tests.unit.inference.conftest import tiny_model

pytest.importorskip("onnxscript")
pytest.importorskip("onnxruntime")


@pytest.fixture(scope="module")
def exported(tmp_path_factory, pictures):
    folder = tmp_path_factory.mktemp("onnx")
    used = content_hash((pictures / "p1.jpg").read_bytes())
    model_file = tiny_model(("不", "yes"), positive_class="yes", threshold=0.25, picture_hashes=(used,))
    difference = export_onnx(model_file, folder / "m.onnx", pictures=[str(pictures / "p1.jpg")])
    assert difference < 1e-4
    return model_file, folder / "m.onnx"


def test_the_file_stands_alone_and_carries_what_a_model_file_does(exported):
    model_file, path = exported
    assert [other.name for other in path.parent.iterdir()] == ["m.onnx"]
    model = open_classifier(path)
    for name in ("classes", "preprocess", "positive_index", "threshold", "picture_hashes", "model"):
        assert getattr(model, name) == getattr(model_file, name), name


def test_an_onnx_file_takes_no_other_classes(exported):
    with pytest.raises(ModelFileError, match="Leave --classes away"):
        open_classifier(exported[1], classes=["x", "y"])


def test_onnx_torch_and_preprocessing_give_the_same_scores(exported, pictures):
    model_file, path = exported
    paths = [str(pictures / name) for name in ("p1.jpg", "broken.jpg", "p3.jpg", "夏/蚂蚁.png")]
    by_torch = list(Predictor(model_file, device="cpu", fast=False).results(paths))
    by_onnx = list(Predictor(open_classifier(path), batch_size=3).results(paths))
    for one, other in zip(by_torch, by_onnx, strict=True):
        assert one.was_trained_on == other.was_trained_on
        assert one.prediction.error == other.prediction.error
        assert one.prediction.predicted == other.prediction.predicted
        np.testing.assert_allclose(one.prediction.scores, other.prediction.scores, atol=1e-4)


def test_a_file_that_does_not_agree_is_not_kept(tmp_path, model_file, monkeypatch):
    monkeypatch.setattr("core.inference.onnx_export._write", lambda *_: None)
    monkeypatch.setattr("core.inference.onnx_export._difference", lambda *_: float("nan"))
    with pytest.raises(ModelFileError, match="was not kept"):
        export_onnx(model_file, tmp_path / "m.onnx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("stop_in", ["_check_pictures", "_write", "_difference"])
def test_an_export_that_is_stopped_leaves_what_was_there(tmp_path, model_file, monkeypatch, stop_in):
    control, target = Control(), tmp_path / "m.onnx"
    target.write_text("before")
    for name in ("_check_pictures", "_write", "_difference"):
        monkeypatch.setattr(f"core.inference.onnx_export.{name}",
                            lambda *_, name=name: (name == stop_in and control.stop()) or 0.0)
    with pytest.raises(Cancelled):
        export_onnx(model_file, target, overwrite=True, control=control)
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_the_exporters_own_steps_are_in_no_log(tmp_path, model_file, caplog):
    caplog.set_level(logging.INFO)
    export_onnx(model_file, tmp_path / "m.onnx")
    assert [record.getMessage() for record in caplog.records] == []


def test_an_opset_that_cannot_be_had_is_refused_and_leaves_no_file(tmp_path, model_file, caplog):
    import onnx

    newest = onnx.defs.onnx_opset_version()
    for opset, error, words in (
        (17, ModelFileError, "cannot be written with opset 17, only with 18"),
        (3, ConfigError, f"must be from 7 to {newest}"),
        (99, ConfigError, "got 99"),
    ):
        with pytest.raises(error, match=words):
            export_onnx(model_file, tmp_path / "m.onnx", opset=opset)
        assert list(tmp_path.iterdir()) == []
    assert [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


def test_the_file_is_of_the_opset_that_was_wished(tmp_path, model_file):
    import onnx

    export_onnx(model_file, tmp_path / "m.onnx", opset=20)
    (version,) = [entry.version for entry in onnx.load(tmp_path / "m.onnx").opset_import if entry.domain == ""]
    assert version == 20


def test_existing_files_and_folders_are_left(tmp_path, model_file):
    (tmp_path / "m.onnx").write_text("mine")
    (tmp_path / "d.onnx").mkdir()
    with pytest.raises(OutputError, match="--overwrite"):
        export_onnx(model_file, tmp_path / "m.onnx")
    with pytest.raises(OutputError, match="folder of that name"):
        export_onnx(model_file, tmp_path / "d.onnx", overwrite=True)
    with pytest.raises(OutputError, match=r"must end in \.onnx"):
        export_onnx(model_file, tmp_path / "m.pth")


def test_foreign_damaged_and_missing_files_are_said(tmp_path, exported):
    import onnx
    from onnx import helper

    info = [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1]) for name in ("x", "y")]
    graph = helper.make_graph([helper.make_node("Relu", ["x"], ["y"])], "g", info[:1], info[1:])
    opsets = [helper.make_opsetid("", 18)]
    onnx.save_model(helper.make_model(graph, opset_imports=opsets, ir_version=10), str(tmp_path / "foreign.onnx"))
    (tmp_path / "short.onnx").write_bytes(exported[1].read_bytes()[:1000])
    for name, words in (("foreign", "no preprocessing"), ("short", "damaged"), ("gone", "There is no model file")):
        with pytest.raises(ModelFileError, match=words):
            open_classifier(tmp_path / f"{name}.onnx")


@pytest.mark.parametrize(("change", "said"), [
    ({"mean": [0.5, None, 0.5]}, r"mean must be finite numbers\. Got \[0\.5, None, 0\.5\] instead\."),
    ({"classes": []}, r"classes must be class names that differ\. Got \[\] instead\."),
    ({"std": [0.2]}, r"std must hold 3 numbers\. Got 1 instead\."),
])  # fmt: skip
def test_metadata_that_no_export_writes_are_said(tmp_path, exported, change, said):
    import onnx

    model = onnx.load_model(str(exported[1]))
    (entry,) = [entry for entry in model.metadata_props if entry.key == METADATA_KEY]
    entry.value = json.dumps(json.loads(entry.value) | change)
    onnx.save_model(model, str(tmp_path / "odd.onnx"))
    with pytest.raises(ModelFileError, match=rf"odd\.onnx has damaged metadata: {said}"):
        open_classifier(tmp_path / "odd.onnx")


@pytest.mark.parametrize("wished", [{"device": "cuda"}, {"precision": "bf16"}])
def test_what_onnx_files_do_not_run_on_or_in_is_said(exported, wished):
    with pytest.raises(ConfigError, match="on the CPU in fp32"):
        Predictor(open_classifier(exported[1]), **wished)


def test_an_ending_in_capitals_is_an_onnx_file_too(exported, tmp_path):
    shutil.copy(exported[1], tmp_path / "M.ONNX")
    assert open_classifier(tmp_path / "M.ONNX").classes == exported[0].classes


def test_missing_packages_get_a_sentence(tmp_path, model_file, exported, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(DependencyError, match=r"requirements-export\.txt"):
        export_onnx(model_file, tmp_path / "m.onnx")
    with pytest.raises(DependencyError, match=r"requirements-export\.txt"):
        open_classifier(exported[1])


@pytest.mark.parametrize("fault", ["TypeError('built for another protobuf')", "AttributeError('of another numpy')"])
def test_a_package_that_does_not_go_with_another_gets_a_sentence_too(tmp_path, exported, monkeypatch, fault):
    (tmp_path / "onnxruntime.py").write_text(f"raise {fault}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "onnxruntime", raising=False)
    with pytest.raises(DependencyError, match=r"another .*requirements-export\.txt"):
        open_classifier(exported[1])


def test_an_onnxscript_that_does_not_go_with_torch_gets_a_sentence(tmp_path, model_file, monkeypatch):
    def export(*args, **kwargs):
        raise ModuleNotFoundError("No module named 'onnxscript._framework_apis.torch_2_99'")

    monkeypatch.setattr("torch.onnx.export", export)
    with pytest.raises(DependencyError, match=r"onnxscript .*torch_2_99.*--upgrade -r requirements-export\.txt"):
        export_onnx(model_file, tmp_path / "m.onnx")
