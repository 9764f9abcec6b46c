"""Which faster form of a network is taken."""

import gc
import itertools
import weakref

import pytest
import torch

from core.inference import forms, scorer
from core.inference.forms import Chosen, Form, faster, first_that_works
from core.inference.predictor import Predictor

PICTURES = torch.ones(2, 3, 8, 8)


def form(name: str, precision: str, value: float | None) -> Form:
    """Return a form that gives a value for everything, or cannot be built."""

    def build():
        if value is None:
            raise RuntimeError("no such operation")
        return lambda inputs: torch.full((len(inputs), 1), value)

    return Form(name, precision, build)


def test_the_first_that_runs_and_is_near_enough_is_taken_and_a_format_is_too_rough_once() -> None:
    asked: list[float] = []

    def refused(found: torch.Tensor) -> str:
        asked.append(float(found[0]))
        return "" if found[0] == 1 else "is far off"

    tried = [form("fused", "bf16", None), form("folded", "bf16", 3.0), form("autocast", "bf16", 1.0),
             form("folded", "fp32", 1.0), form("other", "fp32", 1.0)]
    chosen = first_that_works(iter(tried), PICTURES, refused)
    assert chosen is not None
    assert chosen.form is tried[3]
    assert asked == [3.0, 1.0]
    assert first_that_works(iter(tried[:3]), PICTURES, refused) is None


def test_memory_that_runs_out_is_not_taken_for_a_form_that_does_not_work() -> None:
    def build():
        raise MemoryError

    with pytest.raises(MemoryError):
        first_that_works(iter([Form("fused", "bf16", build), form("folded", "fp32", 1.0)]), PICTURES)


@pytest.fixture
def cpu_with_bf16(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.devices.cpu_has_bf16", lambda: True)


def seconds_of(monkeypatch: pytest.MonkeyPatch, fp32: float, bf16: float) -> None:
    turns = itertools.cycle([fp32, bf16])
    monkeypatch.setattr(forms, "seconds_of", lambda run, inputs: next(turns))


@pytest.mark.parametrize(("fp32", "bf16", "taken"), [(2.0, 1.0, "bf16"), (1.0, 2.0, "fp32"), (1.1, 1.0, "fp32")])
def test_of_two_formats_bf16_is_taken_where_it_is_clearly_faster(monkeypatch, fp32, bf16, taken) -> None:
    seconds_of(monkeypatch, fp32, bf16)
    exact, rounded = (Chosen(each, each.build(), PICTURES) for each in (form("a", "fp32", 1.0), form("b", "bf16", 1.0)))
    chosen, trial = faster(exact, rounded, PICTURES)
    assert chosen.form.precision == taken
    assert trial == f"tried on this CPU: fp32 {fp32 * 1000:.0f} ms, bf16 {bf16 * 1000:.0f} ms"


@pytest.mark.parametrize(("precision", "fp32", "bf16", "taken"), [
    ("auto", 2.0, 1.0, "bf16"), ("auto", 1.0, 2.0, "fp32"), ("bf16", 1.0, 2.0, "bf16"),
])
def test_a_predictor_takes_the_faster_format_unless_one_is_wished(
    cpu_with_bf16, monkeypatch, caplog, model_file, pictures, precision, fp32, bf16, taken
) -> None:
    caplog.set_level("INFO", "core.inference.scorer")
    seconds_of(monkeypatch, fp32, bf16)
    predictor = Predictor(model_file, device="cpu", precision=precision, batch_size=2)
    paths = [str(path) for path in sorted(pictures.glob("p*.jpg"))]
    for prediction in predictor.predict(paths):
        assert prediction.error is None
        assert sum(prediction.scores) == pytest.approx(1, abs=1e-5)
    assert predictor.scorer.form.startswith(f"{taken}, batch norm folded")
    assert predictor.scorer.precision == taken
    assert ("tried on this CPU" in caplog.text) == (precision == "auto")


@pytest.mark.parametrize("fast", [True, False])
def test_a_format_that_is_wished_is_taken_for_a_single_picture_too(cpu_with_bf16, model_file, pictures, fast) -> None:
    predictor = Predictor(model_file, device="cpu", precision="bf16", fast=fast)
    (prediction,) = predictor.predict([str(pictures / "p1.jpg")])
    assert prediction.error is None
    assert predictor.scorer.form.startswith("bf16")


@pytest.mark.parametrize(("fast", "form"), [(True, "fp32, batch norm folded"), (False, "fp32, as trained")])
def test_a_format_that_is_wished_and_too_rough_gives_way_to_fp32(
    cpu_with_bf16, monkeypatch, model_file, pictures, fast, form
) -> None:
    monkeypatch.setattr(scorer, "TOLERANCE", 1e-5)
    predictor = Predictor(model_file, device="cpu", precision="bf16", batch_size=2, fast=fast)
    list(predictor.predict([str(pictures / "p1.jpg")] * 2))
    assert predictor.scorer.form.startswith(form)
    assert predictor.scorer.precision == "fp32"


def test_bf16_competes_with_the_plain_network_where_nothing_is_faster_in_fp32(
    cpu_with_bf16, monkeypatch, model_file, pictures
) -> None:
    seconds_of(monkeypatch, fp32=1.0, bf16=2.0)
    all_forms = scorer.forms_of
    monkeypatch.setattr(scorer, "forms_of", lambda network, device, precision, **how: (
        iter(()) if precision == "fp32" else all_forms(network, device, precision, **how)))
    predictor = Predictor(model_file, device="cpu", batch_size=2)
    list(predictor.predict([str(pictures / "p1.jpg")] * 2))
    assert predictor.scorer.form == "fp32, as trained"
    assert predictor.scorer.precision == "fp32"


def test_the_plain_networks_memory_goes_when_a_faster_form_is_taken(model_file, pictures) -> None:
    predictor = Predictor(model_file, device="cpu", precision="fp32", batch_size=2)
    network = weakref.ref(predictor.scorer._plain)
    list(predictor.predict([str(pictures / "p1.jpg")] * 2))
    gc.collect()
    assert network() is None
