import subprocess
import sys

import pytest
import torchvision
from torchvision.models import get_model_weights, list_models

from core.base.errors import ModelError
from models import MODEL_CLASSES
from models.registry import ModelSpec, check_input_shape, check_name, nearest_names, nearest_shape, takes_shape


def test_holds_every_classification_network_of_torchvision() -> None:
    assert set(list_models(module=torchvision.models)) <= set(MODEL_CLASSES)
    assert len(MODEL_CLASSES) == 80


def test_facts_agree_with_torchvision() -> None:
    for name in list_models(module=torchvision.models):
        spec, default = MODEL_CLASSES[name], get_model_weights(name).DEFAULT
        assert spec.builder.endswith(f":{name}")
        assert spec.weights == f"{type(default).__name__}.DEFAULT"
        assert spec.num_params_m == pytest.approx(default.meta["num_params"] / 1e6, abs=0.06)
        assert spec.weights_mb == pytest.approx(default.meta["_file_size"] * 2**20 / 1e6, rel=0.02)
        assert spec.gflops == pytest.approx(default.meta["_ops"], abs=0.01)


def test_importing_the_package_imports_no_torch() -> None:
    code = "import sys, models, models.pretrained, models.download; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(("wrong", "meant"), [("ResNet-18", "resnet18"), ("resnet_50", "resnet50"), ("vit", "vit_b_16"),
                                              ("mobilnet_v2", "mobilenet_v2"), ("efficientnet-b3", "efficientnet_b3"),
                                              ("resnt18", "resnet18"), ("VGG-11", "vgg11")])
def test_a_wrong_name_gets_the_nearest_ones(wrong: str, meant: str) -> None:
    assert nearest_names(wrong)[0] == meant
    with pytest.raises(ModelError, match=meant):
        check_name(wrong)


@pytest.mark.parametrize("wrong", ["", "?", "zzzz"])
def test_a_name_far_from_all_gets_examples(wrong: str) -> None:
    assert nearest_names(wrong) == []
    with pytest.raises(ModelError, match="resnet18"):
        check_name(wrong)


@pytest.mark.parametrize(("name", "shape", "taken", "nearest"), [
    ("vit_b_16", (100, 100), "square pictures whose sides are multiples of 16 pixels", "96 x 96"),
    ("vit_b_16", (128, 64), "square pictures", "128 x 128"),
    ("maxvit_t", (128, 128), "pictures whose sides are multiples of 224 pixels", "224 x 224"),
    ("inception_v3", (128, 300), "pictures of at least 299 x 299 pixels", "299 x 300"),
    ("alexnet", (32, 32), "pictures of at least 63 x 63 pixels", "63 x 63"),
    ("vit_h_14", (7, 7), "square pictures whose sides are multiples of 14 pixels", "14 x 14"),
])  # fmt: skip
def test_a_shape_that_does_not_fit_is_told_with_one_that_does(
    name: str, shape: tuple[int, int], taken: str, nearest: str
) -> None:
    with pytest.raises(ModelError, match=f"{name} takes {taken}.*Choose {nearest}.*mobilenet_v3_small"):
        check_input_shape(name, shape)
    assert takes_shape(name, nearest_shape(MODEL_CLASSES[name], shape))


@pytest.mark.parametrize(("name", "shape"), [("vit_b_16", (32, 32)), ("vit_h_14", (224, 224)), ("swin_t", (33, 65)),
                                             ("maxvit_t", (224, 448)), ("inception_v3", (299, 310)),
                                             ("resnet18", (8, 9))])
def test_a_shape_that_fits_is_let_through(name: str, shape: tuple[int, int]) -> None:
    check_input_shape(name, shape)


def test_a_network_may_have_one_size_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MODEL_CLASSES, "own", ModelSpec("somewhere:Own", fixed_size=(48, 64)))
    check_input_shape("own", (48, 64))
    with pytest.raises(ModelError, match=r"48 x 64 pixels only.*Choose 48 x 64"):
        check_input_shape("own", (64, 48))


def test_the_smallest_size_of_a_network_is_a_multiple_that_it_takes() -> None:
    assert nearest_shape(ModelSpec("somewhere:Own", min_size=20, size_multiple=16), (10, 56)) == (32, 64)
