"""What is special about the engine in the process: it owns its directory."""

import subprocess
import sys
from pathlib import Path

import pytest
from agentops_processor.errors import ConfigurationError
from agentops_processor.store.embedded import EmbeddedStore
from agentops_processor.store.migrate import migrate
from agentops_processor.write.batches import form_batches

from tests.rows import spans

_OPEN = "import sys, pathlib; from agentops_processor.store.embedded import EmbeddedStore as S; S(pathlib.Path(sys.argv[1]))"


def test_directory_in_use_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """The second processor says who may have the directory and what can be done; the first does not notice."""
    store = EmbeddedStore(tmp_path)
    second = subprocess.run([sys.executable, "-c", _OPEN, str(tmp_path)], capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert "ConfigurationError: cannot open the data directory" in second.stderr
    assert "if another agentops-processor runs on it, stop that one" in second.stderr
    store.ping()
    store.close()


def test_second_directory_in_one_process_is_refused(tmp_path: Path) -> None:
    """Chdb has one engine per process."""
    store = EmbeddedStore(tmp_path / "one")
    with pytest.raises(ConfigurationError):
        EmbeddedStore(tmp_path / "two")
    store.close()


def test_insert_leaves_nothing_beside_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Content goes into the database and nowhere else: not into /tmp, not into a file that a crash leaves behind."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    store = EmbeddedStore(tmp_path / "data")
    migrate(store)
    before = {path.name for path in store.path.iterdir()}
    (batch,) = form_batches("here", [{"spans": spans(3)}])
    store.insert("spans", batch.rows, batch.token)
    assert {path.name for path in store.path.iterdir()} == before
    assert list((tmp_path / "tmp").iterdir()) == []
    store.close()


def test_setting_of_one_connection_is_not_that_of_another(tmp_path: Path) -> None:
    """A connection that was made read-only does not make the writer's so."""
    store = EmbeddedStore(tmp_path)
    migrate(store)
    reader = store.connect()
    reader.command("SET readonly = 1")
    (batch,) = form_batches("here", [{"spans": spans(1)}])
    store.insert("spans", batch.rows, batch.token)
    assert reader.query("SELECT count() AS n FROM spans").to_pylist() == [{"n": 1}]
    reader.close()
    store.close()
