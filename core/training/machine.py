"""What a run says of how it learns and uses the machine."""

from collections.abc import Mapping

from core.base.events import Notice
from core.config import TrainConfig
from core.data.cache_choice import GB, disk_limit, memory_limit
from core.data.filling import default_threads
from core.devices import MEMORY_LAYOUT_NAME, describe, resolve_device
from core.process import is_allocator_tuned

CACHES = {"ram": "decoded pictures are kept in memory", "disk": "decoded pictures are kept on disk",
          "off": "pictures are decoded each time"}  # fmt: skip


def machine_notice(config: TrainConfig, reasons: Mapping[str, str]) -> Notice:
    """Return one line for the log: number format, memory layout, batch size, optimizer, cache, threads, allocator; why.

    Args:
        config: The resolved settings.
        reasons: How each "auto" was resolved, by setting.
    """

    def because(name: str) -> str:
        return f" ({reasons[name]})" if name in reasons else ""

    device = resolve_device(config.device)
    threads = config.num_threads or default_threads(is_gpu=device.type != "cpu")
    parts = [
        f"{config.precision}{because('precision')}",
        f"memory layout {MEMORY_LAYOUT_NAME}",
        f"batches of {config.batch_size}{because('batch_size')}",
        f"{config.optimizer_type} at a learning rate of {config.lr:g}{because('optimizer_type')}",
        f"{CACHES[config.cache]}{because('cache') or _most_kept(config)}",
        "1 thread reads pictures" if threads == 1 else f"{threads} threads read pictures",
        "memory allocator " + ("tuned" if is_allocator_tuned() else "as it comes"),
    ]
    return Notice(f"{describe(device)}: {'; '.join(parts)}.")


def _most_kept(config: TrainConfig) -> str:
    """Say how much a cache may keep that was asked for, as the limit on disk may leave it nothing."""
    if config.cache == "off":
        return ""
    limit = disk_limit(config.cache_gb) if config.cache == "disk" else memory_limit(config.cache_gb)
    return f", {limit / GB:.3g} GB at most"
