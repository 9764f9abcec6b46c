import argparse
import hashlib
import shutil
from pathlib import Path

import pytest

from app.commands import weights as command
from core.base.errors import ModelError, ModelFileError
from core.base.moved_places import WEIGHTS_FOLDER, move_place
from models import MODEL_CLASSES, pretrained
from models.pretrained import (
    default_weights,
    find_installed,
    import_file,
    installed_networks,
    list_weights,
    network_of,
    weights_folder,
)


def real_name(content: bytes, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let resnet18's recommended weights be a file of this content."""
    import torchvision

    name = f"resnet18-{hashlib.sha256(content).hexdigest()[:8]}.pth"
    weights = torchvision.models.ResNet18_Weights.DEFAULT.value
    monkeypatch.setattr(weights, "url", f"http://127.0.0.1:9/{name}")
    monkeypatch.setitem(weights.meta, "_file_size", round(len(content) / 2**20, 3))
    return name


def test_lists_the_recommended_weights_of_every_network() -> None:
    found = list_weights()
    assert [weights.model for weights in found] == list(MODEL_CLASSES)
    for weights in found:
        assert weights.file_name.endswith(f"-{weights.hash_prefix}.pth")
        assert weights.num_bytes / 1e6 == pytest.approx(MODEL_CLASSES[weights.model].weights_mb, rel=0.02)
        assert len(weights.mean) == len(weights.std) == 3
        assert weights.path is None
    assert len(list_weights(every=True)) > len(found)
    assert list_weights(only_installed=True) == []


def test_weights_bring_their_own_preprocessing() -> None:
    assert default_weights("resnet18").mean == (0.485, 0.456, 0.406)
    assert default_weights("efficientnet_v2_l").mean == (0.5, 0.5, 0.5)
    assert default_weights("efficientnet_b3").input_shape == (300, 300)
    assert default_weights("vit_h_14").input_shape == (518, 518)


@pytest.mark.parametrize("name", ["googlenet", "inception_v3"])
def test_what_transform_input_did_is_done_by_mean_and_std(name: str) -> None:
    import torch
    import torchvision

    builder = getattr(torchvision.models, name)
    with torch.device("meta"):
        model = builder(init_weights=False, transform_input=True, aux_logits=True)
    pixels = torch.rand(1, 3, 4, 4)
    transforms = torchvision.models.get_model_weights(name).DEFAULT.transforms()
    imagenet = (pixels - torch.tensor(transforms.mean).view(3, 1, 1)) / torch.tensor(transforms.std).view(3, 1, 1)
    weights = default_weights(name)
    ours = (pixels - torch.tensor(weights.mean).view(3, 1, 1)) / torch.tensor(weights.std).view(3, 1, 1)
    assert torch.allclose(model._transform_input(imagenet), ours, atol=1e-5)


def test_every_file_of_torchvision_is_known_as_its_networks() -> None:
    for weights in list_weights(every=True):
        assert network_of(weights.file_name) == weights.model
    for name in ("resnet18.pth", "mine-0123456789.pth", "resnet18-f37072fd.pth.part"):
        assert network_of(name) == ""


def test_the_folder_can_be_moved(monkeypatch: pytest.MonkeyPatch, own_folders: Path, tmp_path: Path) -> None:
    assert weights_folder() == own_folders / "data" / "weights"
    move_place(own_folders / "data", WEIGHTS_FOLDER, str(tmp_path / "by the preferences"))
    assert weights_folder() == tmp_path / "by the preferences"
    monkeypatch.setenv("CLASSWISE_WEIGHTS", str(tmp_path))
    assert weights_folder() == tmp_path
    monkeypatch.setenv("CLASSWISE_WEIGHTS", "~/weights")
    assert weights_folder() == Path.home() / "weights"


def test_networks_whose_weights_were_cut_short_are_left_out_where_whole_ones_are_asked_for() -> None:
    weights_folder().mkdir(parents=True)
    for name, size in (("resnet18-f37072fd.pth", 46_830_571), ("resnet34-b627a593.pth", 10_000_000)):
        with open(weights_folder() / name, "wb") as file:
            file.truncate(size)
    assert installed_networks() == {"resnet18", "resnet34"}
    assert installed_networks(only_whole=True) == {"resnet18"}


def test_an_imported_file_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    name = real_name(b"weights", monkeypatch)
    (tmp_path / name).write_bytes(b"weights")
    assert find_installed("resnet18") is None
    imported = import_file(tmp_path / name)
    assert imported.path == weights_folder() / name
    assert find_installed("resnet18") == imported == import_file(imported.path)
    assert list_weights(only_installed=True) == [imported]


def test_a_damaged_file_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    name = real_name(b"weights", monkeypatch)
    (tmp_path / name).write_bytes(b"weight")
    with pytest.raises(ModelFileError, match=f"{name} is damaged or incomplete"):
        import_file(tmp_path / name)
    assert not weights_folder().exists()


def test_a_file_that_is_none_of_torchvisions_is_refused(tmp_path: Path) -> None:
    digits = hashlib.sha256(b"x").hexdigest()[:8]
    for name, text in (("my.pth", "no hash in its name"), (f"my-{digits}.pth", "none of the weights")):
        (tmp_path / name).write_bytes(b"x")
        with pytest.raises(ModelFileError, match=f"{text}.*--pretrained"):
            import_file(tmp_path / name)
    with pytest.raises(ModelFileError, match="There is no file"):
        import_file(tmp_path / "none.pth")


def test_unknown_networks_are_told() -> None:
    with pytest.raises(ModelError, match="resnet18"):
        find_installed("resnet-18")


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    return command.run(parser.parse_args(["weights", *words]))


def test_the_command_lists_imports_and_fetches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
                                               capsys: pytest.CaptureFixture[str]) -> None:
    name = real_name(b"weights", monkeypatch)
    (tmp_path / name).write_bytes(b"weights")
    monkeypatch.setenv("CLASSWISE_WEIGHTS_MIRROR", tmp_path.as_uri())
    assert run("list", "--installed") == 0
    assert "No weights are installed" in capsys.readouterr().out
    assert run("get", "resnet18") == 0
    assert capsys.readouterr().out.strip() == str(weights_folder() / name)
    shutil.rmtree(weights_folder())
    assert run("import", str(tmp_path / name)) == 0
    assert run("list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if " yes " in line] == ["resnet18"]
    assert len(lines) == len(MODEL_CLASSES) + 2
    assert run("path") == 0
    assert capsys.readouterr().out.strip() == str(weights_folder())


def test_weights_of_other_packages_are_told_to_come_with_a_training() -> None:
    with pytest.raises(ModelError, match=r"when a training starts from them: .*--model timm:resnet18"):
        run("get", "timm:resnet18")


def test_the_command_calls_a_truncated_file_damaged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
                                                    capsys: pytest.CaptureFixture[str]) -> None:
    content = bytes(5_000_123)
    (tmp_path / real_name(content, monkeypatch)).write_bytes(content)
    monkeypatch.setenv("CLASSWISE_WEIGHTS_MIRROR", tmp_path.as_uri())
    assert run("get", "resnet18") == 0
    path = Path(capsys.readouterr().out.strip())
    path.write_bytes(content[:4_000_000])
    assert run("list", "--installed") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:5] == ["resnet18", "5.0", "MB", "224x224", "damaged"]
    assert lines[-1].endswith("Fetch it anew with: python -m app weights get NETWORK")
    assert run("get", "resnet18") == 0
    assert run("list", "--installed") == 0
    assert " yes " in capsys.readouterr().out.splitlines()[-1]


def test_the_command_takes_in_what_it_can_and_names_the_rest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
                                                             capsys: pytest.CaptureFixture[str]) -> None:
    name = real_name(b"weights", monkeypatch)
    (tmp_path / name).write_bytes(b"weights")
    (tmp_path / "my.pth").write_bytes(b"x")
    assert run("import", str(tmp_path / "my.pth"), str(tmp_path / name)) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith("Error: my.pth has no hash in its name")
    assert printed.out.strip() == f"{weights_folder() / name} (for resnet18)"


def test_the_command_fetches_what_it_can_and_names_the_rest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
                                                            capsys: pytest.CaptureFixture[str]) -> None:
    name = real_name(b"weights", monkeypatch)
    (tmp_path / name).write_bytes(b"weights")
    monkeypatch.setenv("CLASSWISE_WEIGHTS_MIRROR", tmp_path.as_uri())
    assert run("get", "mobilenet_v2", "resnet18") == 2
    printed = capsys.readouterr()
    assert printed.out.strip() == str(weights_folder() / name)
    assert "Error: mobilenet_v2-" in printed.err


def test_the_command_checks_all_names_before_it_fetches_any(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLASSWISE_WEIGHTS_MIRROR", tmp_path.as_uri())
    with pytest.raises(ModelError, match="no network called 'resnet19'"):
        run("get", "resnet18", "resnet19")
    assert not pretrained.weights_folder().exists()


@pytest.mark.shared_data
def test_real_damaged_files_are_refused_by_name(shared_data: Path) -> None:
    for path in (shared_data / "weights" / "broken").iterdir():
        with pytest.raises(ModelFileError, match=f"{path.name} is damaged"):
            import_file(path)
