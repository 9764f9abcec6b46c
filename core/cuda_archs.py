"""Which GPUs of NVIDIA's can run the code that a build of torch holds."""

from collections.abc import Sequence


def runs_code_for(arch: str, built: Sequence[str]) -> bool:
    """Tell whether a GPU runs what torch was built for: its own code, or that of an earlier one of its generation.

    Args:
        arch: Of the GPU, such as "sm_86", which also runs what is built for sm_80.
        built: As `torch.cuda.get_arch_list` gives them; "compute_90" is compiled by the driver of any later GPU.
    """
    digits = arch.removeprefix("sm_")
    for name in built:
        kind, _, number = name.partition("_")
        number = number.rstrip("af")
        if not number.isdigit():
            continue
        is_same_generation = number[:-1] == digits[:-1] and int(number) <= int(digits)
        if is_same_generation or (kind == "compute" and int(number) <= int(digits)):
            return True
    return False
