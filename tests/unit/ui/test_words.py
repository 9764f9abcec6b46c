from ui.words import count, duration, percent


def test_percent_has_one_digit_and_never_flatters() -> None:
    assert percent(0.9337) == "93.4\u202f%"
    assert percent(0.99996) == "99.9\u202f%"
    assert percent(0.999, digits=0) == "99\u202f%"
    assert percent(1.0) == "100.0\u202f%"
    assert percent(None) == percent(float("nan")) == "–"


def test_count_bends_the_noun() -> None:
    assert [count(1), count(12_000), count(2, "class"), count(2, "copy")] == [
        "1 picture", "12,000 pictures", "2 classes", "2 copies"]


def test_duration_reads_like_a_clock() -> None:
    assert [duration(0.4), duration(102), duration(7800)] == ["0:00", "1:42", "2 h 10"]
