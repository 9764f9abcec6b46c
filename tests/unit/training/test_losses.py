import pytest
import torch
from torch.nn import functional

from core.config import LOSSES, TrainConfig
from core.training.losses import ClassificationLoss, class_weights, make_loss

LOGITS = torch.tensor([[2.0, 0.5, -1.0], [0.1, 0.2, 0.3], [-1.0, 3.0, 0.0], [0.0, 0.0, 1.0]])
LABELS = torch.tensor([0, 2, 1, 1])


def test_cross_entropy_is_torchs_own_with_smoothing_and_weights():
    weights = torch.tensor([1.0, 2.0, 0.5])
    loss = ClassificationLoss("ce", 0.1, weights)(LOGITS, LABELS)
    assert loss == functional.cross_entropy(LOGITS, LABELS, weights, label_smoothing=0.1)


def test_focal_weighs_easy_pictures_less():
    easy, hard = torch.tensor([[5.0, 0.0]]), torch.tensor([[0.0, 5.0]])
    label = torch.tensor([0])
    focal, ce = ClassificationLoss("focal"), ClassificationLoss("ce")
    assert focal(easy, label) / ce(easy, label) < 0.001
    assert focal(hard, label) / ce(hard, label) > 0.97


def test_focal_is_its_formula():
    p = LOGITS.softmax(1)[torch.arange(4), LABELS]
    assert ClassificationLoss("focal")(LOGITS, LABELS) == pytest.approx(float((-((1 - p) ** 2) * p.log()).mean()))


def test_class_weights_scale_each_pictures_share_in_focal():
    weights = torch.tensor([1.0, 2.0, 0.5])
    p, of_each = LOGITS.softmax(1)[torch.arange(4), LABELS], weights[LABELS]
    expected = (of_each * -((1 - p) ** 2) * p.log()).sum() / of_each.sum()
    assert ClassificationLoss("focal", 0.0, weights)(LOGITS, LABELS) == pytest.approx(float(expected))


def test_class_weights_scale_each_classs_share_in_dice():
    logits, labels = LOGITS[:3], torch.tensor([0, 1, 1])  # no picture of class 2
    scores, truth = logits.softmax(1), functional.one_hot(labels, 3)
    losses = 1 - (2 * (scores * truth).sum(0) + 1) / (scores.sum(0) + truth.sum(0) + 1)
    assert ClassificationLoss("dice")(logits, labels) == pytest.approx(float(losses[:2].mean()))
    weighted = ClassificationLoss("dice", 0.0, torch.tensor([1.0, 3.0, 5.0]))(logits, labels)
    assert weighted == pytest.approx(float(losses[0] + 3 * losses[1]) / 4)


def test_dice_is_zero_for_perfect_scores_and_high_for_wrong_ones():
    perfect = functional.one_hot(LABELS, 3) * 100.0
    assert ClassificationLoss("dice")(perfect, LABELS) == pytest.approx(0, abs=1e-6)
    assert ClassificationLoss("dice")(-perfect, LABELS) > 0.5


@pytest.mark.parametrize("kind", LOSSES)
@pytest.mark.parametrize("weighted", [False, True])
def test_every_loss_is_finite_and_has_gradients_in_half_precision(kind, weighted):
    weights = torch.tensor([1.0, 2.0, 0.5]) if weighted else None
    logits = (LOGITS * 30).bfloat16().requires_grad_()
    loss = ClassificationLoss(kind, 0.1, weights)(logits, LABELS)
    loss.backward()
    assert loss.dtype == torch.float32
    assert torch.isfinite(loss)
    assert torch.isfinite(logits.grad).all()


def test_a_combination_is_the_mean_of_its_parts():
    parts = [ClassificationLoss(kind)(LOGITS, LABELS) for kind in ("ce", "dice")]
    assert ClassificationLoss("ce+dice")(LOGITS, LABELS) == pytest.approx(float(sum(parts)) / 2)


def test_batches_weighted_by_batch_weight_give_the_loss_of_the_whole():
    loss = ClassificationLoss("ce", 0.0, torch.tensor([1.0, 2.0, 0.5]))
    halves = [(LOGITS[:1], LABELS[:1]), (LOGITS[1:], LABELS[1:])]
    total = sum(loss(*half) * loss.batch_weight(half[1]) for half in halves)
    assert total / loss.batch_weight(LABELS) == pytest.approx(float(loss(LOGITS, LABELS)))


def test_class_weights_balance_the_classes():
    weights = class_weights([90, 10])
    assert weights.tolist() == class_weights([9, 1]).tolist() == pytest.approx([100 / 180, 5.0])
    assert class_weights([5, 0]).tolist()[1] == 0


def test_make_loss_uses_class_weights_only_when_asked():
    assert make_loss(TrainConfig(), [9, 1]).class_weights is None
    assert make_loss(TrainConfig(use_class_weights=True), [9, 1]).class_weights is not None
