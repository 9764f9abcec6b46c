import pytest
import torch
from torch import nn

from models import MODEL_CLASSES, create_model, freezing, surgery

NAMES = list(MODEL_CLASSES)


def input_of(name: str) -> torch.Tensor:
    spec = MODEL_CLASSES[name]
    side = max(32, spec.min_size)
    return torch.randn(2, 3, side, side)


@pytest.mark.parametrize("name", NAMES)
def test_every_networks_layers_end_in_its_head_and_only_the_top_learns(name: str, structure) -> None:
    model = structure(name, 3)
    layers = freezing.layers_by_depth(model)
    assert layers[-1] == surgery.head_names(model)[0]
    assert len(layers) == len(set(layers)) > 2
    freezing.train_layers_from_top(model, 1)
    learning = [key for key, parameter in model.named_parameters() if parameter.requires_grad]
    assert learning
    assert all(key.startswith(f"{layers[-1]}.") for key in learning)
    freezing.set_training(model)
    assert [norm for norm in model.modules() if isinstance(norm, nn.modules.batchnorm._BatchNorm) and norm.training
            and not surgery.auxiliary_names(model)] == []
    assert model.get_submodule(layers[-1]).training
    assert all(dropout.training for dropout in surgery.classifier_dropouts(model))
    freezing.train_layers_from_top(model, freezing.num_layers_of(model, 50))
    learning = [key for key, parameter in model.named_parameters() if parameter.requires_grad]
    first_layer = next(iter(model.named_parameters()))[0]
    assert first_layer not in learning
    assert len(learning) > 2
    freezing.train_layers_from_top(model, freezing.num_layers_of(model, 100))
    assert all(parameter.requires_grad for parameter in model.parameters())


@pytest.mark.parametrize(("percent", "expected"), [(0, 1), (1, 1), (50, 2), (51, 3), (100, 4)])
def test_a_share_of_the_layers_is_rounded_up_and_holds_the_head(percent: float, expected: int) -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Conv2d(4, 4, 3), nn.Flatten(), nn.Linear(4, 2))
    assert freezing.num_layers_of(model, percent) == expected


def test_a_whole_number_of_layers_is_no_more_by_what_computing_rounds_off() -> None:
    model = nn.Sequential(*(nn.Linear(1, 1) for _ in range(25)))
    assert [freezing.num_layers_of(model, percent) for percent in (28, 29, 56)] == [7, 8, 14]


@pytest.mark.parametrize("name", ["mobilenet_v3_small", "googlenet", "shufflenet_v2_x0_5"])
@pytest.mark.parametrize("percent", [0, 30])
def test_frozen_layers_and_their_statistics_stay_as_they_are(name: str, percent: float) -> None:
    torch.manual_seed(0)
    model = create_model(name, 3)
    freezing.train_layers_from_top(model, freezing.num_layers_of(model, percent))
    freezing.set_training(model)
    before = {key: value.clone() for key, value in model.state_dict().items()}
    learning = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.SGD(learning, lr=0.5)
    logits, auxiliary = surgery.outputs(model(input_of(name)))
    sum(values.square().sum() for values in (logits, *auxiliary)).backward()
    optimizer.step()
    assert all((parameter.grad is not None) <= parameter.requires_grad for parameter in model.parameters())
    changed = {key for key, value in model.state_dict().items() if not torch.equal(value, before[key])}
    frozen = [layer for layer in freezing.layers_by_depth(model)
              if freezing.is_frozen_layer(model.get_submodule(layer))]
    assert frozen
    assert changed
    assert not [key for key in changed if key.rpartition(".")[0] in frozen]
    model.eval()


def test_nothing_random_happens_in_the_frozen_part() -> None:
    model = create_model("efficientnet_b0", 3, dropout=0.0)
    freezing.train_layers_from_top(model, 1)
    freezing.set_training(model)
    images = input_of("efficientnet_b0")
    assert torch.equal(model(images), model(images))
