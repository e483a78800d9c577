"""The output formats: one entry for every kind of file that is rendered or published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Encoding:
    """How frames become a video file.

    Attributes
    ----------
    codec, pixels, container
        FFmpeg's names for the encoder, its pixel format, and the format of the file.
    settings, container_settings
        Options of the encoder and of the file.
    """

    codec: str
    pixels: str
    container: str
    settings: Mapping[str, str] = field(default_factory=dict)
    container_settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SoundEncoding:
    """How sound is written into a video file: one channel, 48 000 samples a second.

    Attributes
    ----------
    codec, sample_format
        FFmpeg's names for the encoder and for what it takes.
    bit_rate
        Bits a second; None where the encoder has no choice.
    settings
        Options of the encoder.
    """

    codec: str
    sample_format: str
    bit_rate: int | None = None
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OutputFormat:
    """A kind of file.

    Attributes
    ----------
    kind
        What follows the first dot of a file's name.
    media_type
        As HTTP and HTML have it.
    description
        For the schema of `clips.json`.
    label
        What downloads of it are called; empty if none is offered.
    is_rendered
        Whether `--format` offers it.
    is_drawn_in_sections
        Whether a scene is drawn section by section and its videos are joined, with chapters. Of
        the others only the whole makes a file.
    render_settings
        Options of manim's encoder.
    joined_settings
        Options of the file into which sections or scenes are joined.
    is_clip
        Whether `publish --formats` offers it.
    is_in_every_clip
        Whether it is published whatever formats are chosen: posters, captions, transcripts.
    player_rank
        Its place among the videos that a page's player may choose from; None: it can't play it.
    has_alpha
        Whether it carries an alpha channel.
    encoding, sound
        How its pictures and its sound are encoded, where they are.
    """

    kind: str
    media_type: str
    description: str
    label: str = ""
    is_rendered: bool = False
    is_drawn_in_sections: bool = False
    render_settings: Mapping[str, str] = field(default_factory=dict)
    joined_settings: Mapping[str, str] = field(default_factory=dict)
    is_clip: bool = False
    is_in_every_clip: bool = False
    player_rank: int | None = None
    has_alpha: bool = False
    encoding: Encoding | None = None
    sound: SoundEncoding | None = None

    @property
    def is_video(self) -> bool:
        """Whether it is a video file; a GIF is a picture that moves."""
        return self.media_type.startswith("video/")

    @property
    def is_picture(self) -> bool:
        """Whether Pillow reads it."""
        return self.media_type.startswith("image/")


_AAC = SoundEncoding("aac", "fltp", 96_000, {"aac_coder": "fast", "aac_tns": "0"})
"""Measured on the film's own speech: errors are 40 dB below it, and peaks grow by 0.1 dB at most.

FFmpeg's usual settings take three times as long, stay 28 dB below, and now and then add a peak of
3 dB. Only of pure tones above -6 dBFS these take something away.
"""
_OPUS = SoundEncoding("libopus", "flt", 96_000)
"""With 64 000 peaks grow by 0.6 dB, with these by 0.3."""
_PCM = SoundEncoding("pcm_s16le", "s16")
_SAME_BYTES = {"fflags": "+bitexact"}
"""Without it a WebM file holds random numbers."""
_VP9 = {
    "crf": "32",
    "b": "0",
    # Measured on this film: ten times as fast as the careful mode, at the same size and fidelity.
    "deadline": "realtime",
    "cpu-used": "7",
    "row-mt": "1",
    "tile-columns": "2",
    "g": "120",
}
_FORMATS = {
    output.kind: output
    for output in (
        OutputFormat(
            "mp4",
            "video/mp4",
            "H.264, plays everywhere.",
            label="MP4",
            is_rendered=True,
            is_drawn_in_sections=True,
            # Chosen by measurement: see CONTRIBUTING.md, *Encoder*.
            render_settings={
                "preset": "ultrafast",
                "crf": "18.7",
                "threads": "1",
                "x264-params": "cabac=1:deblock=0,0:mbtree=1:rc-lookahead=5:aq-mode=1"
                ":cpu-independent=1",
            },
            joined_settings={"movflags": "+faststart"},
            is_clip=True,
            player_rank=2,
            encoding=Encoding(
                "libx264",
                "yuv420p",
                "mp4",
                {"crf": "20", "preset": "medium"},
                {"movflags": "faststart"},
            ),
            sound=_AAC,
        ),
        OutputFormat(
            "webm",
            "video/webm",
            "VP9, smaller, for the web.",
            label="WebM",
            is_rendered=True,
            is_drawn_in_sections=True,
            joined_settings=_SAME_BYTES,
            is_clip=True,
            player_rank=1,
            encoding=Encoding("libvpx-vp9", "yuv420p", "webm", _VP9, _SAME_BYTES),
            sound=_OPUS,
        ),
        OutputFormat(
            "mov",
            "video/quicktime",
            "QuickTime Animation, for video editors.",
            is_rendered=True,
            is_drawn_in_sections=True,
            joined_settings={"movflags": "+faststart"},
            sound=_PCM,
        ),
        OutputFormat(
            "gif",
            "image/gif",
            "For chats and READMEs: at most 640 pixels on the longer side, 12.5 frames a second.",
            label="GIF",
            is_rendered=True,
            is_clip=True,
        ),
        OutputFormat(
            "alpha.webm",
            "video/webm",
            "VP9 without the stage, with an alpha channel, for browsers.",
            label="WebM",
            has_alpha=True,
            encoding=Encoding(
                "libvpx-vp9",
                "yuva420p",
                "webm",
                {**_VP9, "auto-alt-ref": "0", "crf": "24"},
                _SAME_BYTES,
            ),
            sound=_OPUS,
        ),
        OutputFormat(
            "alpha.mov",
            "video/quicktime",
            "QuickTime Animation, lossless, without the stage, with an alpha channel, for video"
            " editors.",
            label="MOV",
            has_alpha=True,
            # Nothing is lost, and on flat pictures it takes a sixth of the space of ProRes 4444.
            encoding=Encoding("qtrle", "argb", "mov"),
            sound=_PCM,
        ),
        OutputFormat(
            "png",
            "image/png",
            "Poster: the last picture, or the fullest if that is bare; in full size.",
            label="PNG",
            is_rendered=True,
            is_in_every_clip=True,
        ),
        OutputFormat(
            "webp",
            "image/webp",
            "The same poster, at most 960 pixels on the longer side, for pages.",
            is_in_every_clip=True,
        ),
        OutputFormat(
            "vtt",
            "text/vtt",
            "Captions in WebVTT, in the clip's own time.",
            label="WebVTT",
            is_in_every_clip=True,
        ),
        OutputFormat(
            "zip",
            "application/zip",
            "The video and its captions together, under one name.",
            is_in_every_clip=True,
        ),
        OutputFormat(
            "txt",
            "text/plain",
            "Transcript as plain text: a line a caption, after its time.",
            label="TXT",
            is_in_every_clip=True,
        ),
        OutputFormat(
            "md",
            "text/markdown",
            "Transcript in Markdown, with the values shown.",
            label="Markdown",
            is_in_every_clip=True,
        ),
    )
}
FORMATS: Mapping[str, OutputFormat] = MappingProxyType(_FORMATS)
"""Every format, in the order in which they are listed."""


def rendered_kinds() -> tuple[str, ...]:
    """What `--format` offers."""
    return tuple(kind for kind, output in FORMATS.items() if output.is_rendered)


def section_kinds() -> tuple[str, ...]:
    """Those of them that are drawn in sections, joined, and carry chapters."""
    return tuple(kind for kind, output in FORMATS.items() if output.is_drawn_in_sections)


def clip_kinds() -> tuple[str, ...]:
    """What `publish --formats` offers."""
    return tuple(kind for kind, output in FORMATS.items() if output.is_clip)


def alpha_kinds() -> tuple[str, ...]:
    """Clips without the stage."""
    return tuple(kind for kind, output in FORMATS.items() if output.has_alpha)


def player_kinds() -> tuple[str, ...]:
    """Videos that a page's player may choose from, the preferred first."""
    ranks = {
        kind: output.player_rank
        for kind, output in FORMATS.items()
        if output.player_rank is not None
    }
    return tuple(sorted(ranks, key=ranks.__getitem__))


def poster_kinds() -> tuple[str, ...]:
    """Still pictures of every clip."""
    return tuple(kind for kind in kinds_in_every_clip() if FORMATS[kind].is_picture)


def kinds_in_every_clip() -> tuple[str, ...]:
    """Files that every clip has, whatever formats are chosen."""
    return tuple(kind for kind, output in FORMATS.items() if output.is_in_every_clip)
