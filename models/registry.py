"""Every network that can be chosen, by name; importing this module imports no torch."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.base.errors import ModelError
from models.elsewhere.names import check_elsewhere, is_elsewhere

NUM_SUGGESTED = 5
ELSEWHERE = "models.elsewhere.networks:build"


@dataclass(frozen=True)
class ModelSpec:
    """What there is to know of a network before it is built.

    Attributes:
        builder: Function or class that builds it, as "package.module:name"; called with num_classes, and with
            in_channels where it has a parameter of that name.
        weights: Its pretrained weights in torchvision.models, such as "ResNet18_Weights.DEFAULT"; empty for none.
        num_params_m: Millions of parameters, with 1000 classes; 0 where nobody counted.
        weights_mb: Size of the file of pretrained weights in MB (10^6 bytes); 0 for none.
        gflops: Billions of multiply-adds for one picture of the size that the weights were made with.
        min_size: Smallest height and width it can take, in pixels.
        size_multiple: Height and width must be multiples of this.
        square: Height and width must be equal.
        fixed_size: The only (height, width) it can take, or None.
        size_argument: The builder's parameter that the size of the pictures goes to: "image_size" takes one number,
            "input_size" (height, width); empty where the builder need not know.
    """

    builder: str
    weights: str = ""
    num_params_m: float = 0.0
    weights_mb: float = 0.0
    gflops: float = 0.0
    min_size: int = 1
    size_multiple: int = 1
    square: bool = False
    fixed_size: tuple[int, int] | None = None
    size_argument: str = ""


def _torchvision(name: str, weights: str, num_params_m: float, weights_mb: float, gflops: float,
                 **shape: Any) -> ModelSpec:
    return ModelSpec(f"torchvision.models:{name}", f"{weights}.DEFAULT", num_params_m, weights_mb, gflops, **shape)


def _vision_transformer(name: str, weights: str, num_params_m: float, weights_mb: float, gflops: float,
                        patch_size: int) -> ModelSpec:
    return _torchvision(name, weights, num_params_m, weights_mb, gflops, min_size=patch_size,
                        size_multiple=patch_size, square=True, size_argument="image_size")


# In the order of the combo box: the families that suit a small machine and a few pictures first, in each the smallest
# first. A network of one's own is one more line, such as
#     "my_network": ModelSpec("my_package.my_module:MyNetwork"),
MODEL_CLASSES: dict[str, ModelSpec] = {
    # MobileNet V3
    "mobilenet_v3_small": _torchvision("mobilenet_v3_small", "MobileNet_V3_Small_Weights", 2.5, 10.3, 0.06),
    "mobilenet_v3_large": _torchvision("mobilenet_v3_large", "MobileNet_V3_Large_Weights", 5.5, 22.1, 0.22),
    # MobileNet V2
    "mobilenet_v2": _torchvision("mobilenet_v2", "MobileNet_V2_Weights", 3.5, 14.3, 0.30),
    # ResNet
    "resnet18": _torchvision("resnet18", "ResNet18_Weights", 11.7, 46.8, 1.81),
    "resnet34": _torchvision("resnet34", "ResNet34_Weights", 21.8, 87.3, 3.66),
    "resnet50": _torchvision("resnet50", "ResNet50_Weights", 25.6, 102.5, 4.09),
    "resnet101": _torchvision("resnet101", "ResNet101_Weights", 44.5, 178.8, 7.80),
    "resnet152": _torchvision("resnet152", "ResNet152_Weights", 60.2, 241.7, 11.51),
    # EfficientNet
    "efficientnet_b0": _torchvision("efficientnet_b0", "EfficientNet_B0_Weights", 5.3, 21.4, 0.39),
    "efficientnet_b1": _torchvision("efficientnet_b1", "EfficientNet_B1_Weights", 7.8, 31.6, 0.69),
    "efficientnet_b2": _torchvision("efficientnet_b2", "EfficientNet_B2_Weights", 9.1, 36.9, 1.09),
    "efficientnet_b3": _torchvision("efficientnet_b3", "EfficientNet_B3_Weights", 12.2, 49.5, 1.83),
    "efficientnet_b4": _torchvision("efficientnet_b4", "EfficientNet_B4_Weights", 19.3, 78.1, 4.39),
    "efficientnet_b5": _torchvision("efficientnet_b5", "EfficientNet_B5_Weights", 30.4, 122.5, 10.27),
    "efficientnet_b6": _torchvision("efficientnet_b6", "EfficientNet_B6_Weights", 43.0, 173.4, 19.07),
    "efficientnet_b7": _torchvision("efficientnet_b7", "EfficientNet_B7_Weights", 66.3, 267.0, 37.75),
    # EfficientNet V2
    "efficientnet_v2_s": _torchvision("efficientnet_v2_s", "EfficientNet_V2_S_Weights", 21.5, 86.7, 8.37),
    "efficientnet_v2_m": _torchvision("efficientnet_v2_m", "EfficientNet_V2_M_Weights", 54.1, 218.1, 24.58),
    "efficientnet_v2_l": _torchvision("efficientnet_v2_l", "EfficientNet_V2_L_Weights", 118.5, 476.7, 56.08),
    # ConvNeXt
    "convnext_tiny": _torchvision("convnext_tiny", "ConvNeXt_Tiny_Weights", 28.6, 114.4, 4.46, min_size=32),
    "convnext_small": _torchvision("convnext_small", "ConvNeXt_Small_Weights", 50.2, 201.0, 8.68, min_size=32),
    "convnext_base": _torchvision("convnext_base", "ConvNeXt_Base_Weights", 88.6, 354.5, 15.36, min_size=32),
    "convnext_large": _torchvision("convnext_large", "ConvNeXt_Large_Weights", 197.8, 791.2, 34.36, min_size=32),
    # RegNet Y
    "regnet_y_400mf": _torchvision("regnet_y_400mf", "RegNet_Y_400MF_Weights", 4.3, 17.6, 0.40),
    "regnet_y_800mf": _torchvision("regnet_y_800mf", "RegNet_Y_800MF_Weights", 6.4, 26.0, 0.83),
    "regnet_y_1_6gf": _torchvision("regnet_y_1_6gf", "RegNet_Y_1_6GF_Weights", 11.2, 45.2, 1.61),
    "regnet_y_3_2gf": _torchvision("regnet_y_3_2gf", "RegNet_Y_3_2GF_Weights", 19.4, 78.2, 3.18),
    "regnet_y_8gf": _torchvision("regnet_y_8gf", "RegNet_Y_8GF_Weights", 39.4, 158.0, 8.47),
    "regnet_y_16gf": _torchvision("regnet_y_16gf", "RegNet_Y_16GF_Weights", 83.6, 335.0, 15.91),
    "regnet_y_32gf": _torchvision("regnet_y_32gf", "RegNet_Y_32GF_Weights", 145.0, 581.0, 32.28),
    "regnet_y_128gf": _torchvision("regnet_y_128gf", "RegNet_Y_128GF_Weights", 644.8, 2581.1, 374.57),
    # RegNet X
    "regnet_x_400mf": _torchvision("regnet_x_400mf", "RegNet_X_400MF_Weights", 5.5, 22.3, 0.41),
    "regnet_x_800mf": _torchvision("regnet_x_800mf", "RegNet_X_800MF_Weights", 7.3, 29.3, 0.80),
    "regnet_x_1_6gf": _torchvision("regnet_x_1_6gf", "RegNet_X_1_6GF_Weights", 9.2, 37.1, 1.60),
    "regnet_x_3_2gf": _torchvision("regnet_x_3_2gf", "RegNet_X_3_2GF_Weights", 15.3, 61.6, 3.18),
    "regnet_x_8gf": _torchvision("regnet_x_8gf", "RegNet_X_8GF_Weights", 39.6, 158.8, 8.00),
    "regnet_x_16gf": _torchvision("regnet_x_16gf", "RegNet_X_16GF_Weights", 54.3, 217.7, 15.94),
    "regnet_x_32gf": _torchvision("regnet_x_32gf", "RegNet_X_32GF_Weights", 107.8, 432.1, 31.74),
    # ShuffleNet V2
    "shufflenet_v2_x0_5": _torchvision("shufflenet_v2_x0_5", "ShuffleNet_V2_X0_5_Weights", 1.4, 5.5, 0.04),
    "shufflenet_v2_x1_0": _torchvision("shufflenet_v2_x1_0", "ShuffleNet_V2_X1_0_Weights", 2.3, 9.2, 0.14),
    "shufflenet_v2_x1_5": _torchvision("shufflenet_v2_x1_5", "ShuffleNet_V2_X1_5_Weights", 3.5, 14.2, 0.30),
    "shufflenet_v2_x2_0": _torchvision("shufflenet_v2_x2_0", "ShuffleNet_V2_X2_0_Weights", 7.4, 29.8, 0.58),
    # MNASNet
    "mnasnet0_5": ModelSpec("models.mnasnet:mnasnet0_5", "MNASNet0_5_Weights.DEFAULT", 2.2, 9.0, 0.10),
    "mnasnet0_75": ModelSpec("models.mnasnet:mnasnet0_75", "MNASNet0_75_Weights.DEFAULT", 3.2, 12.9, 0.21),
    "mnasnet1_0": ModelSpec("models.mnasnet:mnasnet1_0", "MNASNet1_0_Weights.DEFAULT", 4.4, 17.7, 0.31),
    "mnasnet1_3": ModelSpec("models.mnasnet:mnasnet1_3", "MNASNet1_3_Weights.DEFAULT", 6.3, 25.4, 0.53),
    # SqueezeNet
    "squeezenet1_1": _torchvision("squeezenet1_1", "SqueezeNet1_1_Weights", 1.2, 5.0, 0.35, min_size=17),
    "squeezenet1_0": _torchvision("squeezenet1_0", "SqueezeNet1_0_Weights", 1.2, 5.0, 0.82, min_size=21),
    # DenseNet
    "densenet121": _torchvision("densenet121", "DenseNet121_Weights", 8.0, 32.3, 2.83, min_size=29),
    "densenet169": _torchvision("densenet169", "DenseNet169_Weights", 14.1, 57.4, 3.36, min_size=29),
    "densenet201": _torchvision("densenet201", "DenseNet201_Weights", 20.0, 81.1, 4.29, min_size=29),
    "densenet161": _torchvision("densenet161", "DenseNet161_Weights", 28.7, 115.7, 7.73, min_size=29),
    # ResNeXt
    "resnext50_32x4d": _torchvision("resnext50_32x4d", "ResNeXt50_32X4D_Weights", 25.0, 100.5, 4.23),
    "resnext101_64x4d": _torchvision("resnext101_64x4d", "ResNeXt101_64X4D_Weights", 83.5, 334.8, 15.46),
    "resnext101_32x8d": _torchvision("resnext101_32x8d", "ResNeXt101_32X8D_Weights", 88.8, 356.2, 16.41),
    # Wide ResNet
    "wide_resnet50_2": _torchvision("wide_resnet50_2", "Wide_ResNet50_2_Weights", 68.9, 275.9, 11.40),
    "wide_resnet101_2": _torchvision("wide_resnet101_2", "Wide_ResNet101_2_Weights", 126.9, 508.3, 22.75),
    # Swin: the first layer cuts patches of 4 pixels.
    "swin_t": _torchvision("swin_t", "Swin_T_Weights", 28.3, 113.4, 4.49, min_size=4),
    "swin_s": _torchvision("swin_s", "Swin_S_Weights", 49.6, 199.0, 8.74, min_size=4),
    "swin_b": _torchvision("swin_b", "Swin_B_Weights", 87.8, 351.7, 15.43, min_size=4),
    # Swin V2
    "swin_v2_t": _torchvision("swin_v2_t", "Swin_V2_T_Weights", 28.4, 113.9, 5.94, min_size=4),
    "swin_v2_s": _torchvision("swin_v2_s", "Swin_V2_S_Weights", 49.7, 199.9, 11.55, min_size=4),
    "swin_v2_b": _torchvision("swin_v2_b", "Swin_V2_B_Weights", 87.9, 352.7, 20.32, min_size=4),
    # ViT
    "vit_b_16": _vision_transformer("vit_b_16", "ViT_B_16_Weights", 86.6, 346.3, 17.56, patch_size=16),
    "vit_b_32": _vision_transformer("vit_b_32", "ViT_B_32_Weights", 88.2, 353.0, 4.41, patch_size=32),
    "vit_l_16": _vision_transformer("vit_l_16", "ViT_L_16_Weights", 304.3, 1217.4, 61.55, patch_size=16),
    "vit_l_32": _vision_transformer("vit_l_32", "ViT_L_32_Weights", 306.5, 1226.3, 15.38, patch_size=32),
    "vit_h_14": _vision_transformer("vit_h_14", "ViT_H_14_Weights", 633.5, 2534.0, 1016.72, patch_size=14),
    # MaxViT
    "maxvit_t": _torchvision("maxvit_t", "MaxVit_T_Weights", 30.9, 124.5, 5.56, min_size=224, size_multiple=224,
                             size_argument="input_size"),
    # GoogLeNet and Inception
    "googlenet": _torchvision("googlenet", "GoogLeNet_Weights", 6.6, 52.1, 1.50, min_size=15),
    # Inception could predict from 75 pixels on, but its auxiliary head, which is trained too, needs 299.
    "inception_v3": _torchvision("inception_v3", "Inception_V3_Weights", 27.2, 109.0, 5.71, min_size=299),
    # VGG
    "vgg11_bn": _torchvision("vgg11_bn", "VGG11_BN_Weights", 132.9, 531.5, 7.61, min_size=32),
    "vgg13_bn": _torchvision("vgg13_bn", "VGG13_BN_Weights", 133.1, 532.2, 11.31, min_size=32),
    "vgg16_bn": _torchvision("vgg16_bn", "VGG16_BN_Weights", 138.4, 553.5, 15.47, min_size=32),
    "vgg19_bn": _torchvision("vgg19_bn", "VGG19_BN_Weights", 143.7, 574.8, 19.63, min_size=32),
    "vgg11": _torchvision("vgg11", "VGG11_Weights", 132.9, 531.5, 7.61, min_size=32),
    "vgg13": _torchvision("vgg13", "VGG13_Weights", 133.0, 532.2, 11.31, min_size=32),
    "vgg16": _torchvision("vgg16", "VGG16_Weights", 138.4, 553.4, 15.47, min_size=32),
    "vgg19": _torchvision("vgg19", "VGG19_Weights", 143.7, 574.7, 19.63, min_size=32),
    # AlexNet
    "alexnet": _torchvision("alexnet", "AlexNet_Weights", 61.1, 244.4, 0.71, min_size=63),
}


def check_name(name: str) -> ModelSpec:
    """Return the network's entry; for timm:NAME and hf:FOLDER_OR_NAME one that says where to ask for more.

    Raises:
        ModelError: There is no network of that name; the text gives the nearest names.
        DependencyError: The package that has the network is missing.
    """
    if name in MODEL_CLASSES:
        return MODEL_CLASSES[name]
    if is_elsewhere(name):
        check_elsewhere(name)
        return ModelSpec(ELSEWHERE)
    near = nearest_names(name)
    hint = f"Did you mean {_or_list(near)}?" if near else f"Take for example {_or_list(_examples(MODEL_CLASSES))}."
    raise ModelError(f"There is no network called {name!r}. {hint}")


def nearest_names(name: str) -> list[str]:
    """Return up to five names of networks that `name` may have meant, best first; none where nothing is near."""
    wanted = _letters(name)
    if not wanted:
        return []
    by_letters = {_letters(known): known for known in MODEL_CLASSES}
    found = [known for letters, known in by_letters.items() if letters == wanted]
    if len(wanted) >= 3:
        found += [known for letters, known in by_letters.items() if letters.startswith(wanted)]
    found += [by_letters[near] for near in difflib.get_close_matches(wanted, by_letters, n=NUM_SUGGESTED, cutoff=0.6)]
    return list(dict.fromkeys(found))[:NUM_SUGGESTED]


def takes_shape(name: str, shape: tuple[int, int]) -> bool:
    """Return whether the network can take pictures of this (height, width).

    Raises:
        ModelError: There is no network of that name.
    """
    spec = check_name(name)
    height, width = shape
    if is_elsewhere(name):
        try:
            check_input_shape(name, shape)
        except ModelError:
            return False
        return True
    if spec.fixed_size is not None and (height, width) != tuple(spec.fixed_size):
        return False
    if spec.square and height != width:
        return False
    return all(side >= spec.min_size and side % spec.size_multiple == 0 for side in shape)


def check_input_shape(name: str, shape: tuple[int, int]) -> None:
    """Check that the network can take pictures of this (height, width).

    Raises:
        ModelError: It cannot, or there is no network of that name; the text says which shapes it can take, and which
            networks can take this one.
    """
    if is_elsewhere(name):
        from models.elsewhere.networks import check_shape  # late: brings torch

        check_shape(name, shape)
        return
    if takes_shape(name, shape):
        return
    spec = check_name(name)
    others = [other for other in MODEL_CLASSES if takes_shape(other, shape)]
    height, width = nearest_shape(spec, shape)
    remedy = f"Choose {height} x {width}"
    if others:
        remedy += f", or a network that takes {shape[0]} x {shape[1]}, such as {_or_list(_examples(others))}"
    raise ModelError(f"{name} takes {_shapes_text(spec)} (height x width); got {shape[0]} x {shape[1]}. {remedy}.")


def nearest_shape(spec: ModelSpec, shape: tuple[int, int]) -> tuple[int, int]:
    """Return the (height, width) nearest to `shape` that the network can take."""
    if spec.fixed_size is not None:
        return spec.fixed_size
    step = spec.size_multiple
    smallest = -(-spec.min_size // step) * step
    sides = (max(shape), max(shape)) if spec.square else shape
    height, width = (max(smallest, int(side / step + 0.5) * step) for side in sides)
    return height, width


def _shapes_text(spec: ModelSpec) -> str:
    if spec.fixed_size is not None:
        return f"pictures of {spec.fixed_size[0]} x {spec.fixed_size[1]} pixels only"
    kind = "square pictures" if spec.square else "pictures"
    if spec.size_multiple > 1:
        return f"{kind} whose sides are multiples of {spec.size_multiple} pixels"
    return f"{kind} of at least {spec.min_size} x {spec.min_size} pixels"


def _examples(names: Mapping[str, ModelSpec] | list[str]) -> list[str]:
    """Return the first network of each of the first families."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name.split("_")[0].rstrip("0123456789"), name)
    return list(first.values())[:NUM_SUGGESTED]


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _or_list(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
