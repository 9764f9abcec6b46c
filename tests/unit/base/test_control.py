import threading

import pytest

from core.base.control import Control
from core.base.errors import Cancelled


def test_a_pause_holds_until_it_ends():
    control = Control()
    control.pause()
    passed = threading.Event()
    thread = threading.Thread(target=lambda: (control.wait_while_paused(), passed.set()))
    thread.start()
    assert not passed.wait(0.05)
    control.resume()
    assert passed.wait(60)
    thread.join()


def test_a_stop_ends_a_pause():
    control = Control()
    control.pause()
    control.stop()
    control.wait_while_paused()
    assert control.stop_requested


def test_a_stop_after_the_epoch_lets_the_batches_go_on():
    control = Control()
    control.stop(after_epoch=True)
    assert control.stop_after_epoch_requested
    assert not control.stop_requested


def test_check_raises_only_after_a_stop():
    control = Control()
    control.check()
    control.stop()
    with pytest.raises(Cancelled):
        control.check()
