"""Small networks in the Hugging Face form for tests, and marks for tests that need the optional packages."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

needs_transformers = pytest.mark.skipif(importlib.util.find_spec("transformers") is None, reason="needs transformers")
needs_timm = pytest.mark.skipif(importlib.util.find_spec("timm") is None, reason="needs timm")

PROCESSOR: dict[str, Any] = {"image_processor_type": "ViTImageProcessor", "do_normalize": True, "do_resize": True,
                             "image_mean": [0.5] * 3, "image_std": [0.5] * 3, "size": {"height": 32, "width": 32}}
SMALL: dict[str, dict[str, Any]] = {
    "vit": {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32,
            "image_size": 32, "patch_size": 8},
    "resnet": {"embedding_size": 8, "hidden_sizes": [8, 16], "depths": [1, 1], "layer_type": "basic"},
    "convnext": {"hidden_sizes": [8, 16], "depths": [1, 1], "num_stages": 2, "patch_size": 4, "image_size": 32},
    "swin": {"embed_dim": 8, "depths": [1], "num_heads": [2], "window_size": 4, "image_size": 32,
             "patch_size": 4},
}


def hf_folder(folder: Path, kind: str = "vit", *, backbone_only: bool = False) -> Path:
    """Write what save_pretrained writes of a small network with the classes cat, dog and owl, and its processor."""
    import torch
    from transformers import CONFIG_MAPPING, AutoModel, AutoModelForImageClassification

    from models.elsewhere.hugging_face import quiet

    labels = {} if backbone_only else {"id2label": {0: "cat", 1: "dog", 2: "owl"}}
    config = CONFIG_MAPPING[kind](**SMALL[kind], **labels)
    with torch.random.fork_rng(devices=[]), quiet():
        torch.manual_seed(1)
        made = (AutoModel if backbone_only else AutoModelForImageClassification).from_config(config)
        made.save_pretrained(folder)
    (folder / "preprocessor_config.json").write_text(json.dumps(PROCESSOR), encoding="utf-8")
    return folder
