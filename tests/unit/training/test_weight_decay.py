import pytest
import torch
from torch import nn

from core.config import OPTIMIZERS, TrainConfig
from core.training.optimizers import make_optimizer
from core.training.weight_decay import decayed
from models import create_model


class Gated(nn.Module):
    """What networks from elsewhere have: parameters of their own, and modules of kinds that torch does not know."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(4, 4))
        self.cls_token = nn.Parameter(torch.zeros(1, 5, 4))
        self.position_embeddings = nn.Embedding(7, 4)
        self.gamma = nn.Parameter(torch.zeros(4, 2))


class OddRMSNorm(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(2, 4))


class ResponseScale(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1, 1, 1, 4))


def names_of(network: nn.Module, wanted: set[nn.Parameter]) -> set[str]:
    return {name for name, parameter in network.named_parameters() if any(parameter is item for item in wanted)}


@pytest.mark.parametrize(("model", "shape", "kept"), [
    ("vit_b_16", (224, 224), {"class_token", "encoder.pos_embedding"}),
    ("convnext_tiny", (32, 32), {"features.1.0.layer_scale"}),
    ("swin_t", (32, 32), {"features.1.0.attn.relative_position_bias_table"}),
    ("swin_v2_t", (32, 32), {"features.1.0.attn.logit_scale"}),
])
def test_transformers_keep_embeddings_tokens_tables_and_scales(model, shape, kept):
    with torch.device("meta"):
        network = create_model(model, 3, 3, None, shape)
    names = names_of(network, decayed(network))
    assert kept <= {name for name, _ in network.named_parameters()}
    assert not kept & names
    assert all(name.endswith("weight") for name in names)
    assert not any("norm" in name or "bias" in name or "ln" in name.split(".")[-2] for name in names)
    matrices = {name for name, module in network.named_modules() if isinstance(module, (nn.Linear, nn.Conv2d))}
    assert {f"{name}.weight" for name in matrices} <= names


def test_attention_matrices_decay():
    network = nn.MultiheadAttention(4, 2, add_bias_kv=True, kdim=3, vdim=5)
    assert names_of(network, decayed(network)) == {"q_proj_weight", "k_proj_weight", "v_proj_weight", "out_proj.weight"}


def test_of_unknown_kinds_what_is_a_weight_and_a_matrix_decays():
    network = nn.Sequential(Gated(), OddRMSNorm(), ResponseScale(), nn.Linear(4, 1))
    assert names_of(network, decayed(network)) == {"0.weight", "3.weight"}


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_the_optimizer_follows_the_rule_unless_everything_is_to_decay(kind):
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(4, 2))

    def shapes(**settings) -> set[tuple[int, ...]]:
        config = TrainConfig(optimizer_type=kind, weight_decay=0.3, **settings)
        groups = make_optimizer(network, config).param_groups
        assert sum(len(group["params"]) for group in groups) == len(list(network.parameters()))
        return {tuple(item.shape) for group in groups if group["weight_decay"] for item in group["params"]}

    assert shapes() == {(4, 3, 3, 3), (2, 4)}
    assert shapes(decay_all=True) == {(4, 3, 3, 3), (2, 4), (4,), (2,)}
