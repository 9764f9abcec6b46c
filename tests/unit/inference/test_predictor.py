import gc
import itertools
import os
import threading
import time
import tracemalloc
import weakref
from dataclasses import replace
from pathlib import Path, PurePath

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from core.base.control import Control
from core.base.errors import ConfigError, OutOfMemoryError
from core.data.images import content_hash
from core.inference import predictor as predictor_module
from core.inference.predictor import Predictor, auto_batch_size, decided
from core.inference.scorer import TorchScorer, possible_difference
from core.inference.streams import in_streams
from tests.unit.inference.conftest import CLASSES, tiny_model


@pytest.fixture(scope="module")
def predictor(model_file) -> Predictor:
    return Predictor(model_file, device="cpu", fast=False, batch_size=2)


def plain_scores(model_file, path) -> np.ndarray:
    image = torch.from_numpy(model_file.preprocess.load(path))[None]
    with torch.inference_mode():
        return model_file.network()(model_file.preprocess.normalise(image)).softmax(1)[0].numpy()


def good_and_bad(pictures) -> list[str]:
    names = ["p3.jpg", "broken.jpg", "p1.jpg", "missing.jpg", "text.png", "夏/蚂蚁.png", "p2.jpg", "p10.jpg", "p1.jpg"]
    return [str(pictures / name) for name in names]


@pytest.mark.parametrize("batch_size", [1, 2, 3, 100])
def test_results_come_in_order_and_neighbours_of_bad_pictures_keep_theirs(model_file, pictures, batch_size):
    paths = good_and_bad(pictures)
    predictor = Predictor(model_file, device="cpu", fast=False, batch_size=batch_size, num_threads=3)
    found = list(predictor.predict(iter(paths)))
    assert [prediction.path for prediction in found] == paths
    for prediction in found:
        if prediction.path.endswith(("broken.jpg", "missing.jpg", "text.png")):
            assert prediction.error
            assert prediction.scores == ()
            assert prediction.predicted is None
        else:
            assert prediction.error is None
            np.testing.assert_allclose(prediction.scores, plain_scores(model_file, prediction.path), atol=1e-5)


@pytest.mark.parametrize("kind", [str, Path])
def test_a_single_path_is_not_taken_for_its_letters(predictor, kind):
    with pytest.raises(TypeError, match=r"such as a list. Got 'a.jpg'; give \['a.jpg'\]"):
        list(predictor.predict(kind("a.jpg")))


@pytest.mark.parametrize("picture", [np.zeros((8, 8, 3), np.uint8), Image.new("RGB", (8, 8))])
def test_a_picture_is_not_taken_for_its_path(predictor, picture):
    with pytest.raises(TypeError, match=r"Got (ndarray|Image); pictures .* go to predict_images"):
        list(predictor.predict([picture]))


def test_paths_may_be_of_any_kind_that_python_opens(predictor, pictures):
    with os.scandir(pictures) as entries:
        (entry,) = [entry for entry in entries if entry.name == "p1.jpg"]
    path = os.path.join(pictures, "p1.jpg")
    assert [found.path for found in predictor.predict([entry, PurePath(path), Path(path), path])] == [path] * 4


def test_the_fast_form_stays_within_the_stated_tolerance(pictures):
    for name in ("resnet18", "mobilenet_v2"):
        model_file = tiny_model(model=name)
        paths = [str(path) for path in sorted(pictures.glob("p*.jpg"))]
        plain = list(Predictor(model_file, device="cpu", fast=False).predict(paths))
        fast_predictor = Predictor(model_file, device="cpu", batch_size=2)
        fast = list(fast_predictor.predict(paths))
        assert "folded" in fast_predictor.scorer.form
        for one, other in zip(plain, fast, strict=True):
            np.testing.assert_allclose(one.scores, other.scores, atol=0.02)
            first, second = sorted(one.scores)[-1:-3:-1]
            assert one.predicted == other.predicted or first - second < 0.04


def test_fp32_fast_form_is_the_plain_network_to_a_ten_thousandth(pictures):
    model_file = tiny_model(model="resnet18")
    paths = [str(pictures / "p1.jpg"), str(pictures / "p2.jpg")]
    fast = Predictor(model_file, device="cpu", precision="fp32", batch_size=1)
    for prediction in fast.predict(paths):
        np.testing.assert_allclose(prediction.scores, plain_scores(model_file, prediction.path), atol=1e-4)
    assert fast.scorer.form.startswith("fp32, batch norm folded")


def test_few_pictures_go_through_the_plain_network(model_file, pictures):
    predictor = Predictor(model_file, device="cpu")
    list(predictor.predict([str(pictures / "p1.jpg")]))
    assert predictor.scorer.form == "fp32, as trained"


def test_a_network_that_cannot_be_rewritten_is_used_as_it_is(model_file, pictures, monkeypatch):
    def refuse(network):
        raise RuntimeError("its course depends on its input")

    monkeypatch.setattr("core.inference.fast.folded", refuse)
    predictor = Predictor(model_file, device="cpu", batch_size=1, precision="fp32")
    found = list(predictor.predict([str(pictures / "p1.jpg")] * 2))
    assert predictor.scorer.form == "fp32, as trained"
    assert found[0].error is None


class Negated(nn.Module):
    """Gives another network's logits with the other sign."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return -self.network(images)


def test_a_fast_form_that_gives_other_scores_is_left(model_file, pictures, monkeypatch, caplog):
    caplog.set_level("INFO", "core.inference.forms")
    monkeypatch.setattr("core.inference.fast.folded", Negated)
    monkeypatch.setattr("core.inference.forms.has_fused_convolutions", lambda: False)
    predictor = Predictor(model_file, device="cpu", batch_size=1, precision="fp32")
    found = list(predictor.predict([str(pictures / "p1.jpg")] * 2))
    assert predictor.scorer.form == "fp32, as trained"
    assert "The form fp32, batch norm folded could move a score by" in caplog.text
    np.testing.assert_allclose(found[0].scores, plain_scores(model_file, found[0].path), atol=1e-5)


class Shifted(Negated):
    """Gives another network's logits, that of the first class raised by `by`."""

    by = 0.0

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        logits = self.network(images)
        return logits + self.by * (torch.arange(logits.shape[1]) == 0)


@pytest.mark.parametrize(("by", "is_taken"), [(0.07, True), (0.09, False)])
def test_a_fast_form_may_move_a_score_by_two_percent(model_file, pictures, monkeypatch, by, is_taken):
    monkeypatch.setattr(Shifted, "by", by)  # a quarter of it is what two classes that share a score evenly would move
    monkeypatch.setattr("core.inference.fast.folded", Shifted)
    monkeypatch.setattr("core.inference.forms.has_fused_convolutions", lambda: False)
    predictor = Predictor(model_file, device="cpu", batch_size=1, precision="fp32")
    list(predictor.predict([str(pictures / "p1.jpg")] * 2))
    assert (predictor.scorer.form != "fp32, as trained") == is_taken


def test_batches_are_halved_when_memory_runs_out(model_file, pictures):
    predictor = Predictor(model_file, device="cpu", fast=False, batch_size=8)
    network, sizes = predictor.scorer._run, []

    def small(inputs):
        sizes.append(len(inputs))
        if len(inputs) > 2:
            raise MemoryError
        return network(inputs)

    predictor.scorer._run = small
    paths = [str(pictures / f"p{number}.jpg") for number in (1, 2, 3, 4)] * 4
    assert [prediction.path for prediction in predictor.predict(paths)] == paths
    assert sizes == [8, 4, 2, 2, 2, 2, 2, 2, 2, 2]  # the second batch is not tried whole again


def test_a_class_that_rises_from_far_below_counts_among_the_possible_differences():
    expected = torch.tensor([[5.0, 4.0, 3.0, 2.0, 1.0, -9.0]])
    assert possible_difference(expected, expected) == 0
    found = expected.clone()
    found[0, 5] = 20.0
    assert possible_difference(found, expected) == pytest.approx(1, abs=1e-3)
    found[0, 5] = float("nan")
    assert not possible_difference(found, expected) <= 1


def test_what_did_not_fit_is_out_of_memory_before_less_is_tried(model_file, pictures):
    predictor = Predictor(model_file, device="cpu", fast=False, batch_size=2)
    network, tried, left = predictor.scorer._run, [], []

    def small(inputs):
        left.extend(item() for item in tried)
        tried.append(weakref.ref(inputs))
        if len(inputs) > 1:
            raise MemoryError
        return network(inputs)

    predictor.scorer._run = small
    gc.disable()
    try:
        list(predictor.predict([str(pictures / "p1.jpg")] * 2))
    finally:
        gc.enable()
    assert len(tried) == 3
    assert left[0] is None


def test_no_memory_for_one_picture_is_said(model_file, pictures):
    predictor = Predictor(model_file, device="cpu", fast=False)

    def none(inputs):
        raise MemoryError

    predictor.scorer._run = none
    with pytest.raises(OutOfMemoryError, match="Not even one picture of 64 x 64"):
        list(predictor.predict([str(pictures / "p1.jpg")]))


def test_stop_finishes_the_batch_in_work(predictor, pictures):
    control = Control()
    found = []
    for prediction in predictor.predict(itertools.repeat(str(pictures / "p1.jpg")), control=control):
        found.append(prediction)
        if len(found) == 3:
            control.stop()
    assert len(found) == 4


class Pausing(Control):
    """Is paused once, and resumed by whoever would wait for it."""

    num_waited = 0

    def wait_while_paused(self) -> None:
        self.num_waited += self.is_paused
        self.resume()


def test_a_pause_is_kept_to_before_the_next_batch(predictor, pictures):
    control = Pausing()
    results = predictor.predict([str(pictures / "p1.jpg")] * 5, control=control)
    next(results)
    control.pause()
    next(results)
    assert control.num_waited == 0
    next(results)
    assert control.num_waited == 1


@pytest.mark.parametrize("num_cores", [1, 2, 5])
def test_paths_are_taken_a_few_batches_ahead_and_no_more(model_file, pictures, num_cores, monkeypatch):
    predictor = with_cores(num_cores, model_file, monkeypatch)
    taken = []
    results = predictor.predict(taken.append(n) or str(pictures / "p1.jpg") for n in range(1000))
    for done in range(1, 30):
        next(results)
        assert len(taken) <= done + (num_cores + 2) * predictor.batch_size
    results.close()
    assert not stream_threads()


def with_cores(num_cores: int, model_file, monkeypatch, **settings) -> Predictor:
    """Return a predictor that works as on a processor with so many cores."""
    monkeypatch.setattr(predictor_module.torch, "get_num_threads", lambda: num_cores)
    return Predictor(model_file, device="cpu", batch_size=2, **{"fast": False, **settings})


def stream_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("stream")]


@pytest.mark.parametrize("num_cores", [1, 2, 3])
def test_cores_that_each_have_a_batch_give_what_all_of_them_together_give(model_file, pictures, num_cores, monkeypatch):
    paths = good_and_bad(pictures) * 5
    labels = dict.fromkeys(paths, CLASSES[0])
    together = list(Predictor(model_file, device="cpu", fast=False, batch_size=2, num_threads=1).predict(paths, labels))
    predictor = with_cores(num_cores, model_file, monkeypatch)
    seen = set()
    scores = predictor.scorer.scores
    monkeypatch.setattr(predictor.scorer, "scores", lambda images, is_all: (
        seen.add(threading.current_thread().name.partition("_")[0]), scores(images, is_all=is_all))[1])
    found = list(predictor.predict(paths, labels))
    assert ("stream" in seen) == (num_cores > 1)
    for one, other in zip(found, together, strict=True):
        assert replace(one, scores=()) == replace(other, scores=())
        np.testing.assert_allclose(one.scores, other.scores, atol=1e-5)


def test_the_form_is_chosen_once_where_the_first_pictures_cannot_be_read(model_file, pictures, monkeypatch):
    """No batch before the streams had a picture to choose it by; several of them come to it at once."""
    predictor = with_cores(4, model_file, monkeypatch, fast=True)
    prepared = []
    prepare = predictor.scorer._prepare
    monkeypatch.setattr(predictor.scorer, "_prepare", lambda inputs: (prepared.append(1), time.sleep(0.2),
                                                                      prepare(inputs)))
    paths = [str(pictures / "missing.jpg")] * 2 + [str(pictures / "p1.jpg")] * 20
    found = list(predictor.predict(paths))
    assert prepared == [1]
    for prediction in found[2:]:
        np.testing.assert_allclose(prediction.scores, plain_scores(model_file, paths[-1]), atol=0.02)


def test_what_goes_wrong_in_a_stream_comes_out_and_the_streams_end(model_file, pictures, monkeypatch):
    predictor = with_cores(3, model_file, monkeypatch)
    network, calls = predictor.scorer._run, itertools.count()

    def failing(inputs):
        if next(calls) >= 4:
            raise MemoryError
        return network(inputs)

    predictor.scorer._run = failing
    found = []
    with pytest.raises(OutOfMemoryError):
        found.extend(predictor.predict([str(pictures / "p1.jpg")] * 100))
    assert not stream_threads()


def test_each_stream_computes_on_its_cores(monkeypatch):
    barrier = threading.Barrier(2, timeout=30)

    def cores(_):
        barrier.wait()
        return torch.get_num_threads()

    before = torch.get_num_threads()
    assert sorted(in_streams(range(2), cores, [1, 2])) == [1, 2]
    assert torch.get_num_threads() == before


def test_memory_stays_flat_over_many_pictures(predictor, pictures):
    def peak(number):
        tracemalloc.start()
        for _ in predictor.predict(itertools.repeat(str(pictures / "text.png"), number)):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(50)
    assert peak(3000) < 1.5 * peak(100) + 50_000


def test_labels_are_handed_on(predictor, pictures):
    good, bad = str(pictures / "p1.jpg"), str(pictures / "text.png")
    found = list(predictor.predict([good, bad], {good: "ants", bad: "bees"}))
    assert [prediction.label for prediction in found] == ["ants", "bees"]


def test_pictures_used_in_training_are_known_by_their_content(pictures):
    used = pictures / "p2.jpg"
    model_file = tiny_model(picture_hashes=(content_hash(used.read_bytes()),))
    results = Predictor(model_file, device="cpu", fast=False).results([str(pictures / "p1.jpg"), str(used)])
    assert [result.was_trained_on for result in results] == [False, True]


def test_the_threshold_of_two_classes_decides():
    model = tiny_model(("no", "yes"), positive_class="yes", threshold=0.3)
    assert [decided(scores, model) for scores in ((0.71, 0.29), (0.7, 0.3), (0.2, 0.8))] == [0, 1, 1]
    first_positive = tiny_model(("bad", "good"), positive_class="bad", threshold=0.9)
    assert [decided(scores, first_positive) for scores in ((0.89, 0.11), (0.9, 0.1))] == [1, 0]
    assert decided((0.6, 0.4), tiny_model(("no", "yes"))) == 0
    assert decided((0.6, 0.4), tiny_model(("no", "yes"), positive_class="yes")) == 0
    assert decided((0.2, 0.3, 0.5), tiny_model(positive_class="bees", threshold=0.1)) == 2


def test_a_network_that_gives_no_numbers_is_said(pictures):
    model_file = tiny_model()
    for tensor in model_file.state_dict.values():
        tensor.fill_(float("nan"))
    (prediction,) = Predictor(model_file, device="cpu", fast=False).predict([str(pictures / "p1.jpg")])
    assert "not a number" in (prediction.error or "")


def test_decoded_pictures_give_what_their_files_give(predictor, model_file, pictures):
    path = str(pictures / "夏" / "蚂蚁.png")
    from core.data.images import read_image

    (by_file,) = predictor.predict([path])
    (by_image,) = predictor.predict_images([read_image(path)])
    assert by_image.scores == pytest.approx(by_file.scores, abs=1e-6)


@pytest.mark.parametrize(("shape", "dtype"), [((8, 8), np.uint8), ((8, 8, 4), np.uint8), ((8, 8, 3), np.float32),
                                              ((0, 8, 3), np.uint8)])  # fmt: skip
def test_decoded_pictures_of_another_form_are_refused(predictor, shape, dtype):
    with pytest.raises(ValueError, match=r"Picture 1 must be an array, uint8 \[h, w, 3\]\. Got "):
        predictor.predict_images([np.zeros((8, 8, 3), np.uint8), np.zeros(shape, dtype)])


def test_what_is_no_array_is_refused_as_a_picture_with_what_it_is(predictor):
    with pytest.raises(ValueError, match=r"Picture 0 must be an array, .* Got a list instead"):
        predictor.predict_images([[[[0, 0, 0]]]])


@pytest.mark.parametrize("size", [8, 64, 200])
def test_a_camera_gives_arrays_of_any_layout(predictor, size):
    blue_first = np.random.default_rng(0).integers(0, 256, (size, size, 3), np.uint8)
    as_they_come, copied = predictor.predict_images([blue_first[:, ::-1, ::-1], blue_first[:, ::-1, ::-1].copy()])
    assert as_they_come == copied


def test_decoded_pictures_go_through_the_network_in_batches(model_file, monkeypatch):
    sizes = []
    scores = TorchScorer.scores
    monkeypatch.setattr(TorchScorer, "scores", lambda self, images, *, is_all: (
        sizes.append((len(images), is_all)) or scores(self, images, is_all=is_all)))
    predictor = Predictor(model_file, device="cpu", batch_size=2)
    images = [np.full((40, 50, 3), 40 * place, np.uint8) for place in range(5)]
    found = predictor.predict_images(iter(images))
    assert sizes == [(2, False), (2, False), (1, False)]
    (alone,) = predictor.predict_images(images[4:])
    assert sizes[-1] == (1, True)
    assert found[4].scores == pytest.approx(alone.scores, abs=1e-5)
    assert found[4].scores != pytest.approx(found[0].scores, abs=1e-5)


def test_loading_a_network_draws_no_random_number(model_file):
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    Predictor(model_file, device="cpu")
    assert torch.equal(torch.rand(3), expected)


def test_paths_may_be_path_objects(predictor, pictures):
    path = pictures / "夏" / "蚂蚁.png"
    (prediction,) = predictor.predict([path], {str(path): "ants"})
    assert (prediction.path, prediction.label, prediction.error) == (str(path), "ants", None)


def test_an_unknown_precision_is_a_sentence():
    with pytest.raises(ConfigError, match="--precision must be auto, fp32, bf16 or fp16; got 'int8'"):
        Predictor(tiny_model(), precision="int8")


@pytest.mark.parametrize("numbers", [{"batch_size": -1}, {"num_threads": -1}])
def test_numbers_below_nothing_are_a_sentence(model_file, numbers):
    with pytest.raises(ConfigError, match="batch_size and num_threads must be at least 1, or 0"):
        Predictor(model_file, device="cpu", **numbers)


def test_batches_are_smaller_for_large_inputs():
    assert auto_batch_size((224, 224), is_gpu=False) == 16
    assert auto_batch_size((32, 32), is_gpu=False) == 16
    assert auto_batch_size((448, 224), is_gpu=False) == auto_batch_size((224, 448), is_gpu=False) == 8
    assert auto_batch_size((448, 448), is_gpu=True) == 64
    assert auto_batch_size((9000, 9000), is_gpu=False) == 1


def test_classes_are_the_models(predictor):
    assert predictor.classes == CLASSES


def test_batches_for_cuda_are_filled_in_memory_that_is_copied_without_waiting(model_file, pictures, monkeypatch):
    pinned = []
    empty = torch.empty

    def noting(*size, pin_memory=False, **kind):
        pinned.append(pin_memory)
        return empty(*size, **kind)

    def scorer(*_args, **_kind):
        made = TorchScorer(model_file, device="cpu")
        made.device = torch.device("cuda")
        made.scores = lambda images, is_all: torch.full((len(images), len(CLASSES)), 1 / len(CLASSES))
        return made

    monkeypatch.setattr(predictor_module, "_scorer", scorer)
    beside_gpu = Predictor(model_file, num_threads=1)
    monkeypatch.setattr(predictor_module.torch, "empty", noting)
    assert next(iter(beside_gpu.predict([pictures / "p1.jpg"]))).error is None
    assert pinned == [True]
