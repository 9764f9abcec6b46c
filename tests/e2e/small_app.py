"""python -m app with small networks of the tests; run by torchrun or by itself."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.__main__ import main
from models import MODEL_CLASSES
from models.registry import ModelSpec

for name, network in (("group_norm_net", "GroupNormNet"), ("tiny_net", "TinyNet")):
    MODEL_CLASSES[name] = ModelSpec(f"tests.networks:{network}")

if __name__ == "__main__":
    sys.exit(main())
