"""train.py with small networks of the tests; run by torchrun or by itself: python tests/e2e/small_train.py OPTIONS."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.commands.train import main
from models import MODEL_CLASSES
from models.registry import ModelSpec

for name, network in (("group_norm_net", "GroupNormNet"), ("tiny_net", "TinyNet"), ("dying_net", "DyingNet")):
    MODEL_CLASSES[name] = ModelSpec(f"tests.networks:{network}")

if __name__ == "__main__":
    sys.exit(main())
