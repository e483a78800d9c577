"""Arrays that are of no fully connected layer, told by their names and shapes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from network.arrays import AnyArray

_DENSE = "only chains of fully connected layers can be filmed"


class _Obstacle(NamedTuple):
    """Arrays that show what a network consists of, what that is, and the way out."""

    pattern: re.Pattern[str]
    what: str
    way_out: str
    shows: Callable[[AnyArray], bool] = lambda _: True


def obstacle_in(tensors: Mapping[str, AnyArray]) -> str | None:
    """Say why arrays can't be a chain of fully connected layers; None if nothing shows that."""
    for obstacle in _OBSTACLES:
        for name, array in tensors.items():
            if obstacle.pattern.search(name) and obstacle.shows(array):
                return f"holds {obstacle.what} ({name}): {obstacle.way_out}"
    return None


def _named(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _has_more_than_two_axes(array: AnyArray) -> bool:
    return array.ndim > 2  # noqa: PLR2004 - a matrix has two axes


def _is_vector(array: AnyArray) -> bool:
    return array.ndim == 1


_OBSTACLES = (
    _Obstacle(
        _named(
            r"running_(mean|var)|moving_(mean|var)|batch_?stats|"
            r"(^|[._/])(batch_?norm(alization)?|bn)(_?\d+)?[a-z]?[._/]"
        ),
        "BatchNorm",
        "fold it into the layer beside it before saving (torch.nn.utils.fusion."
        "fuse_linear_bn_eval), or export the network to ONNX",
    ),
    _Obstacle(
        _named(r"(layer_?norm|group_?norm|instance_?norm|rms_?norm|(^|[._/])(ln|norm)_?\d*[._/])"),
        "a normalization layer",
        f"it has no place in a chain of fully connected layers; {_DENSE}",
        _is_vector,
    ),
    _Obstacle(
        _named(r"(^|[._/])(gamma|beta)(:0)?$"),
        "a normalization layer",
        "fold BatchNorm into the layer beside it before saving, or export the network to ONNX;"
        " other kinds can't be filmed",
        _is_vector,
    ),
    _Obstacle(
        _named(
            r"weight_[ih]h(_l\d+)?(_reverse)?$|recurrent_kernel|(^|[._/])(lstm|gru|rnn)\w*[._/]"
        ),
        "a recurrent layer",
        _DENSE,
    ),
    _Obstacle(
        _named(
            r"in_proj_(weight|bias)|(^|[._/])(attn|(multi_?head_?)?attention|self_attn)\w*[._/]|"
            r"(^|[._/])([qkv]_proj|query|key|value)[._/](weight|kernel|bias)"
        ),
        "attention",
        _DENSE,
    ),
    _Obstacle(
        _named(r"lora_[ab]\b|lora_(up|down)"),
        "a LoRA adapter",
        "merge it into the network before saving (merge_and_unload)",
    ),
    _Obstacle(
        _named(r"weight_g$|weight_v$|parametrizations\..*original\d"),
        "a parametrized layer",
        "call torch.nn.utils.parametrize.remove_parametrizations (or remove_weight_norm) before"
        " saving",
    ),
    _Obstacle(
        _named(r"weight_(orig|mask)$"),
        "pruned weights",
        "call torch.nn.utils.prune.remove(layer, 'weight') before saving",
    ),
    _Obstacle(
        _named(
            r"qweight|qzeros|zero_points?$|_packed_params|weight_(quant|scale|q)\w*$|[._]scales$"
        ),
        "quantized weights",
        "save them as 32-bit floats, before they are quantized",
    ),
    _Obstacle(
        _named(r"p_?re_?lu|(^|[._/])alpha(:0)?$"),
        "PReLU",
        "its slope is learned, and no such activation can be filmed",
    ),
    _Obstacle(_named(r"embed|(^|[._/])w[tp]e[._/]"), "an embedding", _DENSE),
    _Obstacle(
        _named(r"^(?!.*conv)"),
        "a stack of matrices, or a convolution",
        f"save matrices one by one; {_DENSE}",
        lambda array: array.ndim == 3,  # noqa: PLR2004 - one axis more than a matrix
    ),
    _Obstacle(
        _named(r""),
        "a convolution",
        f"{_DENSE}; train one for the film, such as 784-32-10",
        _has_more_than_two_axes,
    ),
)
