"""A zip that learning platforms take: SCORM 1.2, with its manifest at the root."""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from network.atomic_write import atomic_write
from network.paths import ASSETS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MANIFEST = "imsmanifest.xml"
LAUNCHED = "index.html"
MASTERY = 60
"""Percent of the questions to answer right."""
SCHEMAS = ASSETS / "courses" / "schema"
CONTENT_PACKAGING = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
SCORM = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
METADATA = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA_OF = {
    CONTENT_PACKAGING: "imscp_rootv1p1p2.xsd",
    METADATA: "imsmd_rootv1p2p1.xsd",
    SCORM: "adlcp_rootv1p2.xsd",
}
_PREFIXES = {"": CONTENT_PACKAGING, "adlcp": SCORM, "imsmd": METADATA, "xsi": INSTANCE}
_SAME_DATE = (1980, 1, 1, 0, 0, 0)
"""Of every file in the zip, so that equal content makes equal bytes."""
_COMPRESSED_ALREADY = {".mp4", ".webp"}


@dataclass(frozen=True)
class CourseInfo:
    """What a manifest says of a course.

    Attributes
    ----------
    identifier
        Letters, digits, hyphens; begins with a letter.
    language
        Two letters.
    keywords
        The most important first.
    seconds
        How long one usually learns.
    has_questions
        Whether there is a score.
    """

    identifier: str
    language: str
    title: str
    description: str
    keywords: tuple[str, ...]
    seconds: int
    has_questions: bool


def write_package(info: CourseInfo, files: Mapping[str, bytes | Path], output: Path) -> Path:
    """Write a zip with a manifest that lists all files.

    Parameters
    ----------
    files
        Content, or where it lies, by its name in the zip; `index.html` is launched.
    """
    listed = sorted(files)
    with atomic_write(output) as partial, zipfile.ZipFile(partial, "w") as package:  # noqa: TID251 - it writes
        _add(package, MANIFEST, manifest(info, listed))
        for schema in sorted(SCHEMAS.glob("*.xsd")):
            _add(package, schema.name, schema.read_bytes())
        for name in listed:
            found = files[name]
            _add(package, name, found if isinstance(found, bytes) else found.read_bytes())
    return output


def manifest(info: CourseInfo, files: Sequence[str]) -> bytes:
    """The manifest: one organization, one item, one resource of all the files."""
    for prefix, namespace in _PREFIXES.items():
        ET.register_namespace(prefix, namespace)
    locations = " ".join(f"{namespace} {name}" for namespace, name in _SCHEMA_OF.items())
    root = ET.Element(
        _name(CONTENT_PACKAGING, "manifest"),
        {
            "identifier": info.identifier,
            "version": "1.0",
            _name(INSTANCE, "schemaLocation"): locations,
        },
    )
    about = _child(root, "metadata")
    _child(about, "schema", text="ADL SCORM")
    _child(about, "schemaversion", text="1.2")
    about.append(_learning_object(info))
    organizations = _child(root, "organizations", {"default": "scene"})
    organization = _child(organizations, "organization", {"identifier": "scene"})
    _child(organization, "title", text=info.title)
    item = _child(organization, "item", {"identifier": "parts", "identifierref": "page"})
    _child(item, "title", text=info.title)
    if info.has_questions:
        ET.SubElement(item, _name(SCORM, "masteryscore")).text = str(MASTERY)
    resources = _child(root, "resources")
    resource = _child(
        resources,
        "resource",
        {
            "identifier": "page",
            "type": "webcontent",
            "href": LAUNCHED,
            _name(SCORM, "scormtype"): "sco",
        },
    )
    for name in files:
        _child(resource, "file", {"href": name})
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _learning_object(info: CourseInfo) -> ET.Element:
    """Title, language, description, keywords and usual time."""
    found = ET.Element(_name(METADATA, "lom"))
    general = ET.SubElement(found, _name(METADATA, "general"))
    for name, texts in (
        ("title", (info.title,)),
        ("language", ()),
        ("description", (info.description,)),
        *(("keyword", (keyword,)) for keyword in info.keywords),
    ):
        part = ET.SubElement(general, _name(METADATA, name))
        if not texts:
            part.text = info.language
        for text in texts:
            string = ET.SubElement(part, _name(METADATA, "langstring"))
            string.set("{http://www.w3.org/XML/1998/namespace}lang", info.language)
            string.text = text
    educational = ET.SubElement(found, _name(METADATA, "educational"))
    usual = ET.SubElement(educational, _name(METADATA, "typicallearningtime"))
    ET.SubElement(usual, _name(METADATA, "datetime")).text = "PT{}M{}S".format(
        *divmod(info.seconds, 60)
    )
    return found


def _name(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}"


def _child(
    parent: ET.Element, name: str, attributes: Mapping[str, str] | None = None, text: str = ""
) -> ET.Element:
    child = ET.SubElement(parent, _name(CONTENT_PACKAGING, name), dict(attributes or {}))
    child.text = text or None
    return child


def _add(package: zipfile.ZipFile, name: str, content: bytes) -> None:  # noqa: TID251 - it writes
    entry = zipfile.ZipInfo(name, _SAME_DATE)
    stored = any(name.endswith(ending) for ending in _COMPRESSED_ALREADY)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16  # readable to all where it is unpacked
    package.writestr(entry, content)
