"""Predicting with several processes, which are threads of the test here: they give what one process gives."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import torch

from core.base.control import Control
from core.data.images import content_hash
from core.distributed.processes import Processes
from core.distributed.shares import Share
from core.inference.predictor import Predictor, Result
from core.inference.sharing import shared_results, take_part

PATIENCE_S = 60


class Board:
    """Where the processes lay what they tell each other."""

    def __init__(self, size: int) -> None:
        self.values = [None] * size
        self.barrier = threading.Barrier(size, timeout=PATIENCE_S)


class Together(Processes):
    """One of several processes in one program."""

    def __init__(self, share: Share, board: Board) -> None:
        super().__init__(share, hosts=("here",) * share.size)
        self._board = board

    def _exchanged(self, value):
        self._board.values[self.rank] = value
        self._board.barrier.wait()
        values = list(self._board.values)
        self._board.barrier.wait()
        return values

    def gather_plain(self, value):
        texts = self._exchanged(json.dumps(value))
        return [json.loads(text) for text in texts] if self.is_main else None

    def gather_rows(self, rows):
        parts = self._exchanged(rows)
        return parts if self.is_main else None

    def from_main(self, value):
        return self._exchanged(value)[0]

    def any(self, *flags):
        return tuple(map(any, zip(*self._exchanged(flags), strict=True)))


def predict(model_file, paths, num: int, label_of=None, controls: dict[int, Control] | None = None) -> list[Result]:
    """Return what the main one of `num` processes has when all have ended."""
    board = Board(num)

    def run(rank: int) -> list[Result]:
        predictor = Predictor(model_file, device="cpu", fast=False, batch_size=2, num_threads=1)
        processes, control = Together(Share(rank, num), board), (controls or {}).get(rank) or Control()
        try:
            if rank:
                take_part(predictor, control, processes)
                return []
            return list(shared_results(predictor, iter(paths), label_of, control, processes))
        except BaseException:
            board.barrier.abort()
            raise

    with ThreadPoolExecutor(num) as executor:
        found, *nothing = executor.map(run, range(num))
    assert not any(nothing)
    return found


@pytest.mark.parametrize("num", [2, 3])
def test_results_are_those_of_one_process_in_order(model_file, pictures, num):
    names = ["p3.jpg", "broken.jpg", "p1.jpg", "missing.jpg", "text.png", "夏/蚂蚁.png", "p2.jpg", "p10.jpg", "p1.jpg"]
    paths = [str(pictures / name) for name in names]
    labels = {path: "ants" for path in paths[::2]}
    model = replace(model_file, picture_hashes=(content_hash((pictures / "p1.jpg").read_bytes()),))
    expected = Predictor(model, device="cpu", fast=False, batch_size=2).results(paths, labels.get)
    for mine, other in zip(predict(model, paths, num, labels.get), expected, strict=True):
        assert replace(mine.prediction, scores=()) == replace(other.prediction, scores=())
        torch.testing.assert_close(torch.tensor(mine.prediction.scores), torch.tensor(other.prediction.scores))
        assert mine.was_trained_on is other.was_trained_on


def test_a_stop_of_any_process_ends_all_with_the_round_in_work(model_file, pictures):
    stopped = Control()
    stopped.stop()
    assert len(predict(model_file, [str(pictures / "p1.jpg")] * 12, 2, controls={1: stopped})) == 4


def test_nothing_to_predict_is_no_result(model_file):
    assert predict(model_file, [], 2) == []
