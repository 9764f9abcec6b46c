import numpy as np
import pytest

from core.base.errors import OutputError
from core.base.types import Prediction
from core.data.images import read_image
from core.inference import annotate, fonts
from core.inference.annotate import BOX_COLOR, Annotator, draw_label
from core.inference.figure import prediction_figure, save_prediction_figure
from core.inference.fonts import font_runs, font_with

CLASSES = ("ants", "bees", "夏")


@pytest.mark.parametrize("value", [0, 128, 255])
def test_the_text_is_readable_on_any_background(value):
    drawn = draw_label(np.full((200, 300, 3), value, np.uint8), ["ants 93.1%"])
    box = drawn[:20, :60].reshape(-1, 3)
    assert (box == BOX_COLOR).all(axis=1).mean() > 0.5
    assert (box.min(axis=1) > 200).any()
    assert (drawn[100:] == value).all()


@pytest.mark.parametrize("shape", [(1, 1), (10, 3000), (3000, 10), (28, 28), (90, 120)])
def test_pictures_of_any_shape_get_their_text(shape):
    lines = ["a_long_class_name 93.1%", "true class: bees"]
    drawn = draw_label(np.full((*shape, 3), 90, np.uint8), lines, is_wrong=True)
    assert drawn.shape[1] >= 160
    assert (drawn > 180).any()


def test_a_long_name_is_cut_and_the_score_stays(monkeypatch):
    texts = []
    real = fonts.font_runs
    noting = lambda text, *rest: texts.append(text) or real(text, *rest)  # noqa: E731
    monkeypatch.setattr("core.inference.annotate.font_runs", noting)
    draw_label(np.zeros((200, 200, 3), np.uint8), ["name" * 30 + " 93.1%"])
    assert texts[-1].endswith("… 93.1%")


def test_each_script_is_drawn_in_a_font_that_has_it():
    assert "".join(part for part, _ in font_runs("ants Жук 93%")) == "ants Жук 93%"
    assert len(font_runs("ants Жук 93%")) == 1
    if font_with("夏") is not None:
        assert len({font for _, font in font_runs("ants 夏")}) == 2


def test_what_no_font_has_is_told_once(tmp_path, monkeypatch):
    path = tmp_path / "p.png"
    from core.data.images import encode_png

    path.write_bytes(encode_png(np.full((300, 300, 3), 200, np.uint8)))
    monkeypatch.setattr(fonts, "font_with", lambda c: font_with(c) if c.isascii() else None)
    told = []
    annotator = Annotator(tmp_path / "out", CLASSES, emit=told.append)
    for _ in range(2):
        annotator.annotate(Prediction(str(path), (0.1, 0.2, 0.7), None, None, 2))
    assert ["夏" in event.message for event in told] == [True]


def test_copies_are_written_and_nothing_is_overwritten(tmp_path, pictures):
    annotator = Annotator(tmp_path, CLASSES, unknown_below=0.5)
    scores = (0.4, 0.35, 0.25)
    written = [annotator.annotate(Prediction(str(pictures / "p1.jpg"), scores, "bees", None, 0)) for _ in range(2)]
    assert [path.name for path in written] == ["p1.jpg", "p1-2.jpg"]
    assert annotator.annotate(Prediction("gone.jpg", error="the file does not exist.")) is None
    assert read_image(written[0]).shape[1] >= 160
    assert annotator.num_annotated == 2


def test_copies_of_two_programs_at_once_all_stay(tmp_path, pictures, monkeypatch):
    theirs = [tmp_path / "out" / name for name in ("p1.jpg", "p1-2.jpg")]
    write, waiting = annotate.write_picture, list(theirs)

    def write_after_another(image, path, **options):
        if waiting:
            waiting.pop(0).write_bytes(b"theirs")
        write(image, path, **options)

    monkeypatch.setattr(annotate, "write_picture", write_after_another)
    prediction = Prediction(str(pictures / "p1.jpg"), (0.9, 0.1, 0), None, None, 0)
    made = Annotator(tmp_path / "out", CLASSES).annotate(prediction)
    assert made == tmp_path / "out" / "p1-3.jpg"
    assert [path.read_bytes() for path in theirs] == [b"theirs", b"theirs"]


def test_a_folder_of_copies_that_a_file_has_taken_the_place_of_is_told(tmp_path, pictures):
    annotator = Annotator(tmp_path / "out", CLASSES)
    (tmp_path / "out").rmdir()
    (tmp_path / "out").touch()
    with pytest.raises(OutputError, match="a part of that path is a file"):
        annotator.annotate(Prediction(str(pictures / "p1.jpg"), (0.9, 0.1, 0), None, None, 0))


def test_the_figure_names_class_score_and_a_true_class_that_is_another(pictures):
    path, scores = str(pictures / "p1.jpg"), (0.1, 0.2, 0.7)
    shown = [Prediction(path, scores, label, None, 2) for label in (None, "夏", "ants")]
    figure = prediction_figure([*shown, Prediction(path, error="it is cut off.")], CLASSES)
    titles = [axes.get_title() for axes in figure.axes]
    assert titles == ["夏 70.0%", "夏 70.0%", "夏 70.0%\ntrue class: ants", "not readable"]
    below = prediction_figure(shown[1:2], CLASSES, unknown_below=0.8)
    assert below.axes[0].get_title() == "unknown 70.0%\ntrue class: 夏"


def test_long_names_in_the_figure_keep_their_begin_and_end(pictures):
    classes = ("a_class_of_28_letters_is_long", "one_letter_more_is_cut_in_the_middle", "夏")
    figure = prediction_figure(
        [Prediction(str(pictures / "p1.jpg"), (0.4, 0.6, 0), None, None, index) for index in (0, 1)], classes)
    names = [axes.get_title().split(" ")[0] for axes in figure.axes]
    assert [len(name) for name in names] == [28, 28]
    assert names[1].startswith("one_letter_more")
    assert names[1].endswith("…e_middle")


def test_the_figure_shows_readable_and_unreadable_pictures(tmp_path, pictures):
    shown = [
        Prediction(str(pictures / "p1.jpg"), (0.1, 0.2, 0.7), "ants", None, 2),
        Prediction(str(pictures / "text.png"), error="it is not a picture."),
    ]
    save_prediction_figure(shown, CLASSES, tmp_path / "f.png")
    assert read_image(tmp_path / "f.png").shape[1] > 300
