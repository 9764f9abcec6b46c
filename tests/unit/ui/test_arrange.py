import pytest

from tests.unit.ui.test_results import result, store_of
from ui.arrange import Filter, SortBy, arrange, arrange_in_steps, natural_key, shown_name
from ui.results import ResultStore, Verdict

OPEN = Filter()


@pytest.fixture
def store() -> ResultStore:
    return store_of(
        result("/data/cat/10.jpg", 0.9, 0.1, 0.0), result("/data/cat/2.jpg", 0.4, 0.6, 0.0),
        result("/data/dog/1.jpg", 0.95, 0.05, 0.0), result("/data/Ромашка/фото.jpg", 0.5, 0.0, 0.5),
        result("/data/dog/cut.jpg", error="cut off"),
        labels={"/data/cat/10.jpg": "cat", "/data/cat/2.jpg": "cat", "/data/dog/1.jpg": "dog"},
        later=("/data/late.jpg",),
    )


def names(store: ResultStore, wanted: Filter = OPEN, sort: SortBy = SortBy.LISTED) -> list[str]:
    paths, row_of = arrange(store, wanted, sort)
    assert row_of == {path: row for row, path in enumerate(paths)}
    return [path.rpartition("/")[2] for path in paths]


def test_the_open_filter_shows_all_as_listed(store: ResultStore) -> None:
    assert names(store) == ["10.jpg", "2.jpg", "1.jpg", "фото.jpg", "cut.jpg", "late.jpg"]
    assert Filter().is_open


@pytest.mark.parametrize(("wanted", "expected"), [
    (Filter(predicted="dog"), ["2.jpg"]),
    (Filter(true="cat"), ["10.jpg", "2.jpg"]),
    (Filter(verdict=Verdict.WRONG), ["2.jpg", "1.jpg"]),
    (Filter(verdict=Verdict.RIGHT), ["10.jpg"]),
    (Filter(verdict=Verdict.UNREADABLE), ["cut.jpg"]),
    (Filter(verdict=Verdict.PENDING), ["late.jpg"]),
    (Filter(verdict=Verdict.UNLABELLED), ["фото.jpg"]),
    (Filter(low=0.6, high=0.92), ["10.jpg", "2.jpg"]),
    (Filter(low=0.01), ["10.jpg", "2.jpg", "1.jpg", "фото.jpg"]),
    (Filter(name="РОМАШКА"), ["фото.jpg"]),
    (Filter(name="cat/"), ["10.jpg", "2.jpg"]),
    (Filter(name="data"), ["late.jpg"]),
    (Filter(true="cat", verdict=Verdict.WRONG), ["2.jpg"]),
    (Filter(corrected=True), []),
])  # fmt: skip
def test_filters(store: ResultStore, wanted: Filter, expected: list[str]) -> None:
    assert names(store, wanted) == expected


def test_the_unknown_class_can_be_filtered_for(store: ResultStore) -> None:
    store.unknown_below = 0.55
    assert names(store, Filter(predicted="unknown")) == ["фото.jpg"]


def test_corrected_pictures_can_be_filtered_for(store: ResultStore) -> None:
    store.correct("/data/dog/1.jpg", "cat")
    assert names(store, Filter(corrected=True)) == ["1.jpg"]


@pytest.mark.parametrize(("sort", "expected"), [
    (SortBy.NAME, ["1.jpg", "2.jpg", "10.jpg", "cut.jpg", "late.jpg", "фото.jpg"]),
    (SortBy.SCORE_DOWN, ["1.jpg", "10.jpg", "2.jpg", "фото.jpg", "cut.jpg", "late.jpg"]),
    (SortBy.SCORE_UP, ["фото.jpg", "2.jpg", "10.jpg", "1.jpg", "cut.jpg", "late.jpg"]),
    (SortBy.MARGIN_UP, ["фото.jpg", "2.jpg", "10.jpg", "1.jpg", "cut.jpg", "late.jpg"]),
    (SortBy.WRONG_FIRST, ["1.jpg", "2.jpg", "10.jpg", "фото.jpg", "cut.jpg", "late.jpg"]),
])  # fmt: skip
def test_orders(store: ResultStore, sort: SortBy, expected: list[str]) -> None:
    assert names(store, sort=sort) == expected


def test_natural_order_compares_numbers_with_text() -> None:
    listed = ["b10", "b2", "10", "2", "b", "²", "1a"]
    assert sorted(listed, key=natural_key)[:3] == ["1a", "2", "10"]


def test_a_large_list_is_done_in_pieces() -> None:
    store = ResultStore()
    store.set_pictures([f"/x/{number}.jpg" for number in range(10_000)])
    steps = arrange_in_steps(store, Filter(name="7"), SortBy.NAME)
    assert sum(1 for _ in steps) >= 5


def test_names_of_windows_paths_are_shown_alike() -> None:
    assert shown_name("C:\\pictures\\cat\\1.jpg") == "cat/1.jpg"
    assert shown_name("1.jpg") == "1.jpg"
