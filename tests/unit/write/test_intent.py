"""The file that says which records are being inserted."""

from pathlib import Path

from agentops_processor.write.intent import Intent, IntentFile

_INTENT = Intent("spool", (1, 40), (2, 80), {"00000000000000aa": 3})


def test_no_file_is_no_intent(tmp_path: Path) -> None:
    """A first start has nothing to repair."""
    assert IntentFile(tmp_path / "intent.json").load() is None


def test_the_last_intent_comes_back(tmp_path: Path) -> None:
    """A later intent takes the place of the one before."""
    file = IntentFile(tmp_path / "intent.json")
    file.save(Intent("spool", (1, 0), (1, 8), {}))
    file.save(_INTENT)
    assert IntentFile(tmp_path / "intent.json").load() == _INTENT


def test_torn_save_leaves_the_intent_before(tmp_path: Path) -> None:
    """A crash in the middle of a save is as if it had not begun."""
    file = IntentFile(tmp_path / "intent.json")
    file.save(_INTENT)
    (tmp_path / "intent.json.tmp").write_text('{"spool_id": "sp')
    assert file.load() == _INTENT
