"""The layout's one trap: a package named like the standard library's `signal` would break asyncio."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_no_folder_shadows_the_standard_library() -> None:
    for folder in ("signal", "devices", "app", "tests/signal"):
        assert not (ROOT / folder / "__init__.py").exists(), (
            f"{folder}/__init__.py would shadow the standard library"
        )


def test_every_package_has_its_marker_for_type_checkers() -> None:
    for package in ("signal/outbreath_signal", "devices/outbreath_devices", "app/outbreath_app"):
        assert (ROOT / package / "py.typed").is_file()


def test_no_test_of_the_core_skips_anywhere() -> None:
    """What needs real recordings, which are not part of the project, stands in tests/real."""
    for path in (ROOT / "tests" / "signal").rglob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        assert not any(
            word in text for word in ("support.corpus", "importorskip", "skipif", "pytest.skip")
        ), path
