"""The translations: collect every text a person reads, keep the .ts files up to date, and make the .qm files.

python tools/translations.py update    add new texts to the .ts files (unfinished) and drop those no longer used
python tools/translations.py release   make the .qm files (needs pyside6-lrelease, which comes with PySide6)
python tools/translations.py list      print every text, one JSON string a line
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
UI = ROOT / "app" / "outbreath_app" / "ui"
FOLDER = UI / "translations"
CONTEXT = "outbreath"
# modules whose errors a person may read in the window
SPEAKING = (
    "app/outbreath_app/settings.py",
    "app/outbreath_app/stream/sources.py",
    "app/outbreath_app/importers/*.py",
    "app/outbreath_app/reports/*.py",
    "app/outbreath_app/practices/*.py",
    "app/outbreath_app/pacing/pattern.py",
    "app/outbreath_app/storage/*.py",
    "app/outbreath_app/catalogue/*.py",
    "devices/outbreath_devices/recording/*.py",
)


def texts_in(source: str) -> Iterator[str]:
    """The literal texts given to tr() in a module's source."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "tr"
            and node.args
        ):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value
            elif isinstance(first, ast.IfExp):
                for part in (first.body, first.orelse):
                    if isinstance(part, ast.Constant):
                        yield str(part.value)


def sentences_in(source: str) -> Iterator[str]:
    """What a module says is wrong: the texts of its errors and problems, with {0}, {1}... where values stand."""
    for node in ast.walk(ast.parse(source)):
        said: list[ast.expr] = []
        if isinstance(node, ast.Call) and _called(node) in ("Problem", "problem", "with_note", *_ERRORS):
            said = node.args
        elif isinstance(node, ast.Assign) and _called(node.targets[0]) == "problem":
            said = [node.value]
        elif isinstance(node, ast.AugAssign | ast.AnnAssign) and _called(node.target) == "notes":
            said = [node.value] if node.value is not None else []
        elif isinstance(node, ast.keyword) and node.arg == "said":
            said = [node.value]
        for value in (part for whole in said for part in _parts(whole)):
            template = _template(value)
            if sum(part.isalpha() for part in re.sub(r"[{]\d+[}]", "", template)) >= _LEAST_LETTERS:
                yield template


def _parts(value: ast.expr) -> Iterator[ast.expr]:
    """Both sides of a choice, and each of a tuple."""
    match value:
        case ast.IfExp():
            yield from _parts(value.body)
            yield from _parts(value.orelse)
        case ast.Tuple():
            for one in value.elts:
                yield from _parts(one)
        case _:
            yield value


_ERRORS = (
    "FileImportError",
    "DeviceError",
    "RecordingError",
    "StorageError",
    "SourceError",
    "PracticeError",
    "PacingError",
    "RRTextError",
    "LockedError",
)
_LEAST_LETTERS = 8  # with less of its own, a sentence would be found in anything


def _called(node: ast.AST) -> str:
    """The last part of a name, or of the name that is called."""
    inner = node.func if isinstance(node, ast.Call) else node
    return inner.attr if isinstance(inner, ast.Attribute) else inner.id if isinstance(inner, ast.Name) else ""


def _template(value: ast.expr) -> str:
    """A text or f-string as one text with numbered places; empty for anything else."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return value.value.replace("{", "{{").replace("}", "}}")
    if not isinstance(value, ast.JoinedStr):
        return ""
    text, count = "", 0
    for part in value.values:
        if isinstance(part, ast.Constant):
            text += str(part.value).replace("{", "{{").replace("}", "}}")
        else:
            text += f"{{{count}}}"
            count += 1
    return text


def sentences() -> list[str]:
    """The sentences that can reach the window from parts of the program that know nothing of languages."""
    found: dict[str, None] = {}
    for pattern in SPEAKING:
        for path in sorted(ROOT.glob(pattern)):
            found |= dict.fromkeys(sentences_in(path.read_text(encoding="utf-8")))
    return sorted(found)


def texts_of_data() -> Iterator[str]:
    """Texts that reach tr() from elsewhere in the program: safety, check-in, and the core's reasons."""
    from outbreath_app import safety
    from outbreath_app.flow import checkin
    from outbreath_app.importers import IMPORTERS
    from outbreath_app.importers.limits import WANTED
    from outbreath_app.pacing import named_patterns
    from outbreath_app.sound.player import NO_SOUND
    from outbreath_app.sound.speech import NO_VOICE
    from outbreath_app.ui.words.reasons import REASONS

    yield from (
        safety.NOT_A_DEVICE,
        safety.EVERY_TIME,
        *safety.EVERY_TIME_MORE,
        safety.PAUSES,
        safety.FIRST_ASK,
        safety.SEEK_CARE,
        safety.TRAUMA,
        safety.NOT_INTERPRETABLE,
        safety.DISCOMFORT.first,
        *safety.DISCOMFORT.steps,
        checkin.NOTICE,
        NO_SOUND,
        NO_VOICE,
    )
    yield from (item.text for item in checkin.ALL_ITEMS.values())
    yield from (named.title for named in named_patterns().values())
    yield from REASONS
    yield from (importer.title for importer in IMPORTERS)
    yield from WANTED


def collect() -> list[str]:
    """Every text, in order of files and lines, each once."""
    found: dict[str, None] = {}
    for path in sorted(UI.rglob("*.py")):
        found |= dict.fromkeys(texts_in(path.read_text(encoding="utf-8")))
    return list(found | dict.fromkeys(texts_of_data()) | dict.fromkeys(sentences()))


def read(path: Path) -> dict[str, str]:
    """The finished translations in a .ts file."""
    if not path.exists():
        return {}
    made: dict[str, str] = {}
    for message in ElementTree.parse(path).getroot().iter("message"):
        source, translation = message.findtext("source", ""), message.find("translation")
        if translation is not None and translation.text and translation.get("type") != "unfinished":
            made[source] = translation.text
    return made


def write(path: Path, language: str, known: dict[str, str], texts: list[str]) -> int:
    """Write the .ts file; returns how many texts have no translation yet."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    missing = 0
    for text in texts:
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = text
        translation = ElementTree.SubElement(message, "translation")
        if text in known:
            translation.text = known[text]
        else:
            translation.set("type", "unfinished")
            missing += 1
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
    return missing


def update(language: str) -> int:
    path = FOLDER / f"outbreath_{language}.ts"
    listed = json.dumps(sentences(), ensure_ascii=False, indent=0)
    (FOLDER / "sentences.json").write_text(listed + "\n", encoding="utf-8")
    return write(path, language, read(path), collect())


def release(language: str) -> None:
    path = FOLDER / f"outbreath_{language}.ts"
    tool = Path(sys.executable).parent / "pyside6-lrelease"
    subprocess.run([str(tool), "-silent", str(path), "-qm", str(path.with_suffix(".qm"))], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["update", "release", "list"])
    args = parser.parse_args()
    if args.what == "list":
        for text in collect():
            print(json.dumps(text, ensure_ascii=False))
        return
    for language in ("de",):
        if args.what == "update":
            print(f"{language}: {update(language)} texts to translate")
        else:
            release(language)


if __name__ == "__main__":
    main()
