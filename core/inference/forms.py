"""The forms of a network that could be faster than itself, and the choice among them.

A form is taken only if it gives what the plain network gives (who asks says how near) and, where a processor's number
formats compete, if it is the faster one there: processors that multiply in bf16 may do so at twice or at half the speed
of fp32.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import torch
from torch import nn

from core.devices import is_out_of_memory
from core.inference.fast import Run, autocast_form, has_fused_convolutions, rewritten
from core.timing import fastest, is_second_clearly_faster, timed_in_turns

ENOUGH_S = 1.0
NUM_TIMED = 4

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Form:
    """A faster form of a network.

    Attributes:
        name: For people, such as "bf16, batch norm folded, convolutions fused".
        precision: fp32, bf16 or fp16.
        build: Makes it; raises whatever torch raises on a network that cannot be rewritten so.
    """

    name: str
    precision: str
    build: Callable[[], Run]


@dataclass(frozen=True)
class Chosen:
    """A form that was built and gives what the plain network gives.

    Attributes:
        form: Which one.
        run: What it built.
        found: What that gave for the pictures it was tried with.
    """

    form: Form
    run: Run
    found: torch.Tensor


def forms_of(network: nn.Module, device: torch.device, precision: str, *, has_exact_head: bool) -> Iterator[Form]:
    """Yield the forms in a number format, fastest first.

    Args:
        network: The plain network, on its device; not changed until a form is built.
        device: That device.
        precision: fp32, bf16 or fp16.
        has_exact_head: Leave the last linear layer in fp32; see `core.inference.fast.with_exact_head`.
    """
    build = partial(rewritten, network, precision, has_exact_head=has_exact_head)
    name = f"{precision}, batch norm folded"
    if device.type == "cpu" and has_fused_convolutions():
        yield Form(f"{name}, convolutions fused", precision, partial(build, is_fused=True))
    yield Form(name, precision, partial(build, is_fused=False))


def autocast_of(network: nn.Module, device: torch.device, precision: str) -> Iterator[Form]:
    """Yield the form that is the network itself in torch's autocast; none in fp32."""
    if precision != "fp32":
        yield Form(f"{precision}, autocast", precision, partial(autocast_form, network, device, precision))


def first_that_works(forms: Iterator[Form], inputs: torch.Tensor,
                     refused: Callable[[torch.Tensor], str] = lambda found: "") -> Chosen | None:  # fmt: skip
    """Return the first form that runs, and gives what is expected; None where none does.

    What is too rough in a number format is not tried again in another form of that format, which would only be luckier
    with these pictures.

    Args:
        forms: To try, in their order.
        inputs: Float32 [B, C, H, W] on the network's device.
        refused: Returns why a form's results for the inputs are too far from the plain network's; "" where they are
            near enough.
    """
    too_rough = ""
    for form in forms:
        if form.precision == too_rough:
            continue
        try:
            run = form.build()
            found = run(inputs)
            reason = refused(found)
        except Exception as error:  # a fast form is optional; the plain network always works
            if is_out_of_memory(error):
                raise
            logger.info("The form %s cannot be used: %s", form.name, str(error).split("\n")[0])
            continue
        if not reason:
            return Chosen(form, run, found)
        too_rough = form.precision
        logger.info("The form %s %s.", form.name, reason)
    return None


def faster(exact: Chosen, rounded: Chosen, inputs: torch.Tensor) -> tuple[Chosen, str]:
    """Return the rounded form where a trial says clearly that it is faster, else the exact one; and what it said.

    Args:
        exact: In fp32, on the CPU.
        rounded: In bf16, there.
        inputs: Float32 [B, C, H, W]; the first few are used.
    """
    inputs = inputs[:NUM_TIMED]
    pairs = timed_in_turns(partial(seconds_of, exact.run, inputs), partial(seconds_of, rounded.run, inputs), ENOUGH_S)
    seconds = ", ".join(f"{each.form.precision} {least * 1000:.0f} ms"
                        for each, least in zip((exact, rounded), fastest(pairs), strict=True))
    return (rounded if is_second_clearly_faster(pairs) else exact), f"tried on this CPU: {seconds}"


def seconds_of(run: Run, inputs: torch.Tensor) -> float:
    """Return the seconds that a form takes for a batch, on the CPU."""
    started = time.perf_counter()
    run(inputs)
    return time.perf_counter() - started
