import pytest
import torch
from torch import nn

from core.base.errors import ModelError
from models import MODEL_CLASSES, create_model, freezing
from models.parting import part, tail_names

# One of each family that is quick to build; the tails of all are looked at below.
TRIED = ("mobilenet_v3_small", "mobilenet_v2", "resnet18", "efficientnet_b0", "convnext_tiny", "regnet_y_400mf",
         "shufflenet_v2_x0_5", "mnasnet0_5", "densenet121", "swin_t", "vit_b_32", "googlenet", "alexnet")


@pytest.mark.parametrize("name", TRIED)
def test_backbone_and_tail_give_what_the_whole_network_gives(name: str) -> None:
    torch.manual_seed(0)
    side = max(64, MODEL_CLASSES[name].min_size)
    network = create_model(name, 3, input_shape=(side, side))
    images = torch.randn(2, 3, side, side)
    parted = part(network, images)
    with torch.no_grad():
        features = parted.backbone(images)
        assert features.shape[0] == 2
        assert features[0].numel() == parted.num_features
        assert torch.allclose(parted.tail(network.eval(), features), network(images), atol=1e-4)


@pytest.mark.parametrize("name", list(MODEL_CLASSES))
def test_every_networks_tail_holds_its_dropouts_and_ends_in_its_head(name: str, structure) -> None:
    network = structure(name, 3)
    names = tail_names(network)
    layers = [network.get_submodule(each) for each in names]
    assert freezing.layers_by_depth(network)[-1] in names
    assert not [each for each in layers if list(each.children())]
    if name.startswith(("vgg", "alexnet")):
        assert sum(isinstance(layer, nn.Dropout) for layer in layers) == 2
    if name.startswith(("mobilenet", "efficientnet", "mnasnet", "googlenet", "inception")):
        assert isinstance(layers[0], nn.Dropout)


def test_dropout_is_active_in_the_tail_of_a_network_that_trains() -> None:
    torch.manual_seed(0)
    network = create_model("mobilenet_v3_small", 3, dropout=0.5)
    parted = part(network, torch.randn(2, 3, 32, 32))
    freezing.train_layers_from_top(network, 1)
    freezing.set_training(network)
    features = parted.backbone(torch.randn(2, 3, 32, 32))
    assert not torch.equal(parted.tail(network, features), parted.tail(network, features))


def test_a_head_before_the_pooling_cannot_be_parted() -> None:
    with pytest.raises(ModelError, match="place by place"):
        part(create_model("squeezenet1_1", 3), torch.randn(2, 3, 64, 64))


class Twice(nn.Module):
    """Does more behind its head than the head does."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 4, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.fc = nn.Linear(4, 3)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = self.fc(self.features(images)) * 2
        return logits


def test_a_forward_that_does_more_behind_its_head_cannot_be_parted() -> None:
    with pytest.raises(ModelError, match="more behind"):
        part(Twice(), torch.randn(2, 3, 16, 16))
