"""One step: mixing, accumulation, clipping, the average of the weights."""

import copy
from dataclasses import replace

import pytest
import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode

from core.base.errors import ConfigError, OutOfMemoryError
from core.base.types import Resize
from core.config import LOSSES, TrainConfig
from core.data.loader import Batch
from core.data.preprocess import Preprocess
from core.distributed.processes import ALONE, Processes
from core.distributed.shares import Share
from core.training import mixing
from core.training.losses import ClassificationLoss, MixedLabels
from core.training.mixing import Mix, draw_mix, mixed
from core.training.running_sums import RunningSums
from core.training.step import Place, TrainingStep
from core.training.weight_average import WeightAverage
from models import create_model
from models.fast_training import StridedDepthwise

CPU = torch.device("cpu")
CONFIG = TrainConfig(batch_size=4, optimizer_type="sgd", momentum=0.0, weight_decay=0.0, precision="fp32")
CLASS_WEIGHTS = torch.tensor([0.5, 1.0, 3.0])


def batch_of(images: torch.Tensor, labels: list[int]) -> Batch:
    names = tuple(str(number) for number in range(len(labels)))
    return Batch(images, torch.tensor(labels), tuple(range(len(labels))), names, len(labels))


class TwoHeads(nn.Module):
    """A main head and an auxiliary one that begin with the same weights, as GoogLeNet and Inception give them."""

    def __init__(self) -> None:
        super().__init__()
        self.main = nn.Linear(8 * 8 * 3, 3)
        self.auxiliary = copy.deepcopy(self.main)

    def forward(self, images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.main(images.flatten(1)), self.auxiliary(images.flatten(1))


class Second(Processes):
    """As one of several processes draws, without the others; notes what it is to bring to their mean."""

    rank = 1

    def __init__(self) -> None:
        super().__init__()
        self.averaged: list[nn.Module] = []

    def average_buffers(self, network: nn.Module) -> None:
        self.averaged.append(network)


def step_of(config: TrainConfig, loss: ClassificationLoss | None = None, network: nn.Module | None = None,
            processes: Processes = ALONE) -> TrainingStep:  # fmt: skip
    torch.manual_seed(3)
    network = network or nn.Sequential(nn.Conv2d(3, 4, 3), nn.GroupNorm(2, 4), nn.ReLU(), nn.Flatten(),
                                       nn.Linear(4 * 36, 3))  # fmt: skip
    preprocess = Preprocess((8, 8), Resize.CROP, 3, (0.5,) * 3, (0.2,) * 3)
    step = TrainingStep(config, network, loss or ClassificationLoss("ce", 0.1), preprocess, CPU, processes)
    step.network.train()
    return step


@pytest.fixture
def pictures() -> torch.Tensor:
    return torch.randint(0, 256, (10, 8, 8, 3), dtype=torch.uint8, generator=torch.Generator().manual_seed(1))


LABELS = [0, 1, 2, 2, 1, 0, 0, 2, 1, 2]


@pytest.mark.parametrize("kind", ["ce", "focal", "ce+focal"])
@pytest.mark.parametrize("class_weights", [None, CLASS_WEIGHTS])
@pytest.mark.parametrize("clip", [0.0, 0.5])
def test_an_uneven_group_of_batches_makes_the_step_of_one_large_batch(pictures, kind, class_weights, clip):
    """Batches of 4, 4 and 2 with classes of different weight: a mean of their means would be another step."""
    def loss() -> ClassificationLoss:
        return ClassificationLoss(kind, 0.1, class_weights)

    whole = step_of(replace(CONFIG, batch_size=10, clip_grad=clip), loss())
    parts = step_of(replace(CONFIG, accumulate=3, clip_grad=clip), loss())
    for number in range(2):
        whole.train(batch_of(pictures, LABELS), 0.5, Place(1, number))
        for begin in (0, 4, 8):
            parts.train(batch_of(pictures[begin:begin + 4], LABELS[begin:begin + 4]), 0.5,
                        Place(1, begin // 4, ends_group=begin == 8))
    for one, other in zip(whole.network.parameters(), parts.network.parameters(), strict=True):
        torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-6)


def test_nothing_changes_before_a_group_has_ended(pictures):
    step = step_of(replace(CONFIG, accumulate=2, ema_decay=0.5))
    before = step.weights()
    step.train(batch_of(pictures[:4], LABELS[:4]), 0.5, Place(1, 0, ends_group=False))
    assert all(torch.equal(before[name], value) for name, value in step.weights().items())
    step.train(batch_of(pictures[4:8], LABELS[4:8]), 0.5, Place(1, 1))
    assert not all(torch.equal(before[name], value) for name, value in step.weights().items())


def test_a_long_gradient_is_shortened_to_the_norm_asked_for_and_a_short_one_left(pictures):
    def change(clip: float) -> float:
        step = step_of(replace(CONFIG, clip_grad=clip))
        before = torch.cat([item.detach().flatten() for item in step.network.parameters()])
        step.train(batch_of(pictures, LABELS), 1.0, Place(1, 0))
        return float((torch.cat([item.detach().flatten() for item in step.network.parameters()]) - before).norm())

    free = change(0.0)
    assert change(free / 4) == pytest.approx(free / 4, rel=1e-3)
    assert change(free * 4) == pytest.approx(free, rel=1e-5)


@pytest.mark.parametrize("changes", [{"clip_grad": 0.2}, {"clip_grad": 0.2, "accumulate": 2}, {"accumulate": 2}, {}])
def test_the_scaler_of_fp16_changes_nothing_of_a_step(pictures, changes):
    """On the CPU in fp32, where there is nothing to scale for: the factor must be gone before gradients are clipped."""
    plain, scaled = (step_of(replace(CONFIG, **changes)) for _ in range(2))
    scaled.scaler = torch.amp.GradScaler("cpu", init_scale=2.0**12)
    last = changes.get("accumulate", 1) - 1
    for step in (plain, scaled):
        for number in range(last + 1):
            part = slice(4 * number, 4 * number + 4)
            step.train(batch_of(pictures[part], LABELS[part]), 1.0, Place(1, number, ends_group=number == last))
    for one, other in zip(plain.network.parameters(), scaled.network.parameters(), strict=True):
        torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-6)


def test_what_dropout_draws_derives_from_seed_epoch_batch_and_process(pictures):
    def loss(seed: int, epoch: int, number: int, processes: Processes = ALONE) -> float:
        torch.manual_seed(3)
        network = nn.Sequential(nn.Flatten(), nn.Dropout(), nn.Linear(8 * 8 * 3, 3))
        step = step_of(replace(CONFIG, seed=seed), network=network, processes=processes)
        return float(step.train(batch_of(pictures, LABELS), 0.0, Place(epoch, number)).loss)

    places = [(0, 1, 0), (0, 1, 1), (0, 2, 0), (1, 1, 0), (2**31 - 1, 1, 0)]
    drawn = [loss(*place) for place in places] + [loss(0, 1, 0, Second())]
    assert len(set(drawn)) == len(drawn)
    assert drawn[:5] == [loss(*place) for place in places]


def test_auxiliary_heads_learn_by_less_than_a_third_and_are_left_out_of_the_loss_that_is_told(pictures):
    step = step_of(CONFIG, network=TwoHeads())
    network, before = step.network, step.weights()
    logits = network(step.preprocess.normalise(pictures))[0].detach()
    told = step.train(batch_of(pictures, LABELS), 0.5, Place(1, 0)).loss
    assert float(told) == pytest.approx(float(step.loss(logits, torch.tensor(LABELS))))
    torch.testing.assert_close(network.auxiliary.weight - before["auxiliary.weight"],
                               0.3 * (network.main.weight - before["main.weight"]))  # fmt: skip


def test_batch_norm_of_the_whole_batch_is_asked_for_between_gpus_only():
    config = replace(CONFIG, sync_batchnorm=True)
    step_of(config)
    with pytest.raises(ConfigError, match="between NVIDIA GPUs only"):
        step_of(config, processes=Processes(Share(0, 2)))


def test_the_factor_of_fp16_grows_with_good_steps_and_is_taken_over(pictures):
    step = step_of(CONFIG)
    step.scaler = torch.amp.GradScaler("cpu", init_scale=4.0, growth_interval=1)
    step.train(batch_of(pictures, LABELS), 0.1, Place(1, 0))
    assert step.scaler.get_scale() == 8.0
    again = step_of(replace(CONFIG, precision="fp16"))
    again.restore(step.state())
    assert again.scaler.get_scale() == 8.0


@pytest.mark.parametrize(("precision", "dtype"), [("fp32", torch.float32), ("bf16", torch.bfloat16)])
def test_a_network_computes_in_the_precision_asked_for(pictures, precision, dtype):
    step, found = step_of(replace(CONFIG, precision=precision)), []
    step.network[4].register_forward_hook(lambda layer, inputs, output: found.append(output.dtype))
    step.train(batch_of(pictures, LABELS), 0.1, Place(1, 0))
    assert step.logits(batch_of(pictures, LABELS))[0].dtype == torch.float32
    assert found == [dtype, dtype]


def test_memory_that_runs_out_in_a_process_is_told_by_the_size_of_the_whole_batch(pictures):
    def full(*args):
        raise RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 8 GB")

    step, batch = step_of(CONFIG), replace(batch_of(pictures[:2], LABELS[:2]), num_whole=32)
    step.network[0].register_forward_pre_hook(full)
    for learn_or_judge in (lambda: step.train(batch, 0.1, Place(1, 0)), lambda: step.logits(batch)):
        with pytest.raises(OutOfMemoryError, match="--batch_size 16"):
            learn_or_judge()


def test_pictures_that_a_process_has_borrowed_are_not_judged(pictures):
    borrowed = Batch(pictures[:2], torch.tensor([], dtype=torch.int64), (), (), 2)
    logits, labels = step_of(CONFIG).logits(borrowed)
    assert (logits.shape, len(labels)) == ((0, 3), 0)


def test_slow_layers_are_exchanged_once_they_learn():
    def num_exchanged() -> int:
        return sum(isinstance(module, StridedDepthwise) for module in step.network.modules())

    preprocess = Preprocess((32, 32), Resize.CROP, 3, (0.5,) * 3, (0.2,) * 3)
    config = replace(CONFIG, model="mobilenet_v2", scenario="head_only")
    step = TrainingStep(config, create_model("mobilenet_v2", 3), ClassificationLoss("ce"), preprocess, CPU)
    assert num_exchanged() == 0
    step.begin("full_training")
    assert num_exchanged() == 4


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_with_fp16_the_real_gradient_is_shortened_not_the_scaled_one(pictures):
    device = torch.device("cuda")
    config = replace(CONFIG, precision="fp16", clip_grad=0.1, accumulate=2)
    torch.manual_seed(0)
    network = nn.Sequential(nn.Flatten(), nn.Linear(192, 3))
    preprocess = Preprocess((8, 8), Resize.CROP, 3, (0.5,) * 3, (0.2,) * 3)
    step = TrainingStep(config, network, ClassificationLoss("ce"), preprocess, device)
    before = torch.cat([item.detach().flatten() for item in step.network.parameters()])
    for number in (0, 1):
        step.train(batch_of(pictures[number::2], LABELS[number::2]), 1.0, Place(1, number, ends_group=number == 1))
    after = torch.cat([item.detach().flatten() for item in step.network.parameters()])
    assert float((after - before).norm()) == pytest.approx(0.1, rel=1e-2)


def test_the_average_follows_its_rule_batch_norm_included():
    network = nn.BatchNorm1d(2)
    average = WeightAverage(network, 0.9)
    assert network.training
    assert not average.network.training
    with torch.no_grad():
        network.weight.fill_(3.0)
        network.running_mean.fill_(1.0)
        network.num_batches_tracked.fill_(7)
    average.update(network, step=1)
    kept = 2 / 11  # (1 + 1) / (10 + 1), below 0.9
    assert average.network.weight.tolist() == pytest.approx([kept + (1 - kept) * 3.0] * 2)
    assert average.network.running_mean.tolist() == pytest.approx([1 - kept] * 2)
    assert average.network.num_batches_tracked == 7
    before = average.network.weight.clone()
    average.update(network, step=10**6)
    assert torch.allclose(average.network.weight, 0.9 * before + 0.1 * network.weight)
    assert not any(item.requires_grad for item in average.network.parameters())


def test_the_average_forgets_the_first_weights_soonest(pictures):
    step = step_of(replace(CONFIG, ema_decay=0.9))
    for number, kept in enumerate((2 / 11, 3 / 12)):
        before = step.weights()["4.weight"]
        step.train(batch_of(pictures, LABELS), 0.5, Place(1, number, number))
        expected = kept * before + (1 - kept) * step.network[4].weight
        torch.testing.assert_close(step.weights()["4.weight"], expected)


def test_after_an_epoch_all_processes_are_brought_to_one_network_and_one_average():
    step = step_of(replace(CONFIG, ema_decay=0.9), processes=Second())
    step.settle()
    assert step.average is not None
    assert step.processes.averaged == [step.network, step.average.network]


def test_weights_that_two_layers_share_go_into_the_average_once():
    shared = nn.Linear(2, 2, bias=False)
    network = nn.Sequential(shared, nn.ReLU(), shared)
    average = WeightAverage(network, 0.5)
    kept = average.network[0].weight.clone()
    nn.init.constant_(shared.weight, 3.0)
    average.update(network, step=10**6)
    assert torch.allclose(average.network[0].weight, 0.5 * kept + 1.5)
    assert average.network[0].weight is average.network[2].weight


def test_the_averaged_weights_are_judged_and_both_come_back(pictures):
    config = replace(CONFIG, ema_decay=0.9)
    step = step_of(config)
    for number in range(3):
        step.train(batch_of(pictures, LABELS), 0.5, Place(1, number, number))
    raw = copy.deepcopy(step.network.state_dict())
    judged = step.weights()
    assert not torch.equal(judged["4.weight"], raw["4.weight"])
    step.judged.eval()
    images = step.preprocess.normalise(pictures)
    with torch.no_grad():
        assert torch.equal(step.logits(batch_of(pictures, LABELS))[0], step.judged(images))
    again = step_of(config)
    again.network.load_state_dict(judged)
    again = TrainingStep(config, again.network, again.loss, again.preprocess, CPU)
    again.restore(step.state())
    assert all(torch.equal(value, again.network.state_dict()[name]) for name, value in raw.items())
    assert all(torch.equal(value, again.weights()[name]) for name, value in judged.items())


# Mixing


def test_mixup_and_cutmix_are_torchvisions(pictures):
    """Torchvision's own transforms with the shares and the box that were drawn here give the same pictures."""
    from torchvision.transforms import v2

    images, labels = pictures.permute(0, 3, 1, 2).float()[:3], torch.tensor(LABELS[:3])  # three go round, as there
    for kind in (v2.MixUp(num_classes=3), v2.CutMix(num_classes=3)):
        mix = draw_mix(TrainConfig(**{type(kind).__name__.lower(): 1.0}), (8, 8), 1, 2)
        assert mix is not None
        params = {"labels": labels, "batch_size": 3, "lam": mix.share}
        if mix.box is not None:
            top, bottom, left, right = mix.box
            params |= {"box": (left, top, right, bottom), "lam_adjusted": mix.share}
        ours, targets = mixed(images, labels, mix)
        theirs = kind.transform(images.clone(), params)
        torch.testing.assert_close(ours, theirs)
        soft = (nn.functional.one_hot(targets.labels, 3) * targets.share
                + nn.functional.one_hot(targets.others, 3) * (1 - targets.share))
        torch.testing.assert_close(soft, kind.transform(labels, params), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("kind", ["mixup", "cutmix"])
@pytest.mark.parametrize("number", range(3))
def test_a_batch_is_learned_mixed_by_its_labels_shares(kind, number):
    config = replace(CONFIG, **{kind: 1.0})
    images = torch.randint(0, 256, (6, 16, 4, 3), dtype=torch.uint8, generator=torch.Generator().manual_seed(1))
    labels = torch.tensor(LABELS[:6])
    torch.manual_seed(3)
    step = step_of(config, ClassificationLoss("ce", 0.0, CLASS_WEIGHTS),
                   nn.Sequential(nn.Flatten(), nn.Linear(16 * 4 * 3, 3)))  # fmt: skip
    mix = draw_mix(config, (16, 4), 2, number)
    inputs, targets = mixed(step.preprocess.normalise(images), labels, mix)
    logits = step.network(inputs).detach()
    result = step.train(batch_of(images, labels.tolist()), 0.1, Place(2, number, 7))
    torch.testing.assert_close(result.loss, step.loss(logits, targets))
    torch.testing.assert_close(result.weight, step.loss.batch_weight(targets))
    assert int(result.right) == int((logits.argmax(1) == targets.main).sum())


def test_what_is_drawn_derives_from_seed_and_place_and_both_kinds_come():
    config = TrainConfig(mixup=0.2, cutmix=1.0)
    drawn = [draw_mix(config, (32, 48), 2, number) for number in range(60)]
    assert drawn == [draw_mix(config, (32, 48), 2, number) for number in range(60)]
    assert drawn != [draw_mix(replace(config, seed=1), (32, 48), 2, number) for number in range(60)]
    assert drawn != [draw_mix(config, (32, 48), 3, number) for number in range(60)]
    boxes = [mix.box for mix in drawn if mix.box is not None]
    assert 15 < len(boxes) < 45
    assert all(0 <= top <= bottom <= 32 and 0 <= left <= right <= 48 for top, bottom, left, right in boxes)
    assert draw_mix(TrainConfig(), (32, 48), 1, 0) is None


def test_what_cutmix_leaves_of_a_picture_is_the_share_of_its_label():
    for number in range(20):
        mix = draw_mix(TrainConfig(cutmix=1.0), (20, 30), 1, number)
        images = mix.images(torch.ones(1, 1, 20, 30), torch.zeros(1, 1, 20, 30))
        assert float(images.mean()) == pytest.approx(mix.share)


def test_a_box_of_cutmix_that_no_border_cuts_leaves_the_share_that_was_drawn(monkeypatch):
    class Middle:
        def beta(self, *parameters):
            return 0.75

        def integers(self, most):
            return most // 2

    monkeypatch.setattr(mixing.np.random, "Generator", lambda bits: Middle())
    assert draw_mix(TrainConfig(cutmix=1.0), (20, 40), 1, 0) == Mix(0.75, (5, 15, 10, 30))


@pytest.mark.parametrize("class_weights", [None, CLASS_WEIGHTS])
@pytest.mark.parametrize("smoothing", [0.0, 0.2])
def test_cross_entropy_of_mixed_pictures_is_that_of_soft_targets(class_weights, smoothing):
    logits = torch.randn(6, 3, generator=torch.Generator().manual_seed(2))
    labels = torch.tensor([0, 1, 2, 2, 1, 0])
    targets = MixedLabels(labels, labels.roll(1), 0.7)
    soft = 0.7 * nn.functional.one_hot(labels, 3) + 0.3 * nn.functional.one_hot(labels.roll(1), 3)
    weights = torch.ones(3) if class_weights is None else class_weights
    expected = nn.functional.cross_entropy(logits, soft, class_weights, reduction="sum", label_smoothing=smoothing)
    loss = ClassificationLoss("ce", smoothing, class_weights)
    torch.testing.assert_close(loss(logits, targets), expected / (soft * weights).sum())
    torch.testing.assert_close(loss.batch_weight(targets), (soft * weights).sum())


@pytest.mark.parametrize("kind", LOSSES)
def test_every_loss_takes_mixed_pictures_and_agrees_with_itself_where_nothing_is_mixed(kind):
    logits = torch.randn(6, 3, generator=torch.Generator().manual_seed(2), requires_grad=True)
    labels = torch.tensor([0, 1, 2, 2, 1, 0])
    loss = ClassificationLoss(kind, 0.1, CLASS_WEIGHTS)
    torch.testing.assert_close(loss(logits, MixedLabels(labels, labels.roll(1), 1.0)), loss(logits, labels))
    half = loss(logits, MixedLabels(labels, labels.roll(1), 0.5))
    half.backward()
    assert torch.isfinite(logits.grad).all()
    assert half.item() == pytest.approx((loss(logits, labels) + loss(logits, labels.roll(1))).item() / 2, rel=1e-5)


def test_a_mixed_picture_is_right_where_its_larger_share_is_named():
    labels = torch.tensor([0, 1])
    assert MixedLabels(labels, labels.roll(1), 0.8).main.tolist() == [0, 1]
    assert MixedLabels(labels, labels.roll(1), 0.3).main.tolist() == [1, 0]
    assert Mix(0.3).images(torch.ones(1), torch.zeros(1)).item() == pytest.approx(0.3)


def test_mixing_sends_nothing_to_the_device_again():
    """A list in the place of an index is sent to a GPU in every step, which the program waits for."""
    indexes: list[torch.Tensor] = []  # kept, so that no two have one place in memory

    class Watch(TorchDispatchMode):
        def __torch_dispatch__(self, func, types, args=(), kwargs=None):
            if func is torch.ops.aten.index.Tensor:
                indexes.extend(args[1])
            return func(*args, **(kwargs or {}))

    images, labels = torch.zeros(6, 3, 8, 8), torch.zeros(6, dtype=torch.int64)
    with Watch():
        for share in (0.3, 0.5):
            mixed(images, labels, Mix(share))
    assert len(indexes) == 4
    assert len({index.data_ptr() for index in indexes}) == 1


@pytest.mark.parametrize("changes", [
    {"optimizer_type": "sgd", "momentum": 0.9, "clip_grad": 1.0, "accumulate": 2},
    {"optimizer_type": "adamw", "mixup": 0.4, "cutmix": 1.0, "ema_decay": 0.9, "loss": "ce+focal"},
    {"optimizer_type": "muon", "mixup": 0.4, "loss": "ce+dice"},
])
@pytest.mark.parametrize("class_weights", [None, CLASS_WEIGHTS])
def test_a_step_waits_for_no_number(changes, class_weights):
    """On "meta" there are no numbers: whatever a program would wait for a GPU for is an error there."""
    device = torch.device("meta")
    config = replace(CONFIG, **changes)
    preprocess = Preprocess((32, 32), Resize.CROP, 3, (0.5,) * 3, (0.2,) * 3)
    loss = ClassificationLoss(config.loss, 0.1, class_weights)
    step = TrainingStep(config, create_model("mobilenet_v2", 3), loss, preprocess, device)
    step.set_training()
    sums = RunningSums(device)
    pictures = torch.zeros((4, 32, 32, 3), dtype=torch.uint8)
    for number in range(2):
        result = step.train(batch_of(pictures, LABELS[:4]), 0.1, Place(1, number, number, ends_group=number == 1))
        sums.add(result.loss, result.weight, result.right, 4)
    step.network.eval()
    with torch.inference_mode():
        logits, labels = step.logits(batch_of(pictures, LABELS[:4]))
        assert loss(logits, labels).device == loss.batch_weight(labels).device == device
    with pytest.raises((RuntimeError, NotImplementedError), match="meta"):
        sums.numbers()


def test_means_of_batch_norms_made_for_long_trainings_are_those_of_the_pictures_after_a_short_one():
    network = nn.Sequential(nn.BatchNorm2d(3, momentum=0.0003), nn.Flatten(), nn.Linear(3 * 64, 3))
    preprocess = Preprocess((8, 8), Resize.CROP, 3, (0.0,) * 3, (1.0,) * 3)
    step = TrainingStep(CONFIG, network, ClassificationLoss("ce", 0.1), preprocess, CPU)
    step.network.train()
    for number in range(40):
        step.train(batch_of(torch.full((4, 8, 8, 3), 255, dtype=torch.uint8), [0, 1, 2, 0]), 0.0, Place(1, number))
    assert network[0].running_mean.tolist() == pytest.approx([1.0] * 3, abs=0.05)
