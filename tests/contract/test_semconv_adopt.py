"""The page that tells other tools how to adopt the package: every program in it runs as it stands."""

import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "semconv" / "docs" / "adopt-python.md"


def test_the_programs_of_the_page_run(tmp_path: Path) -> None:
    """Each block is written to the file that its first line names; programs run, tests pass."""
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    names = [re.fullmatch(r"# (\w+\.py)", block.partition("\n")[0]) for block in blocks]
    assert names
    files = [tmp_path / name[1] for name in names if name]
    assert len(files) == len(blocks)
    for file, block in zip(files, blocks, strict=True):
        file.write_text(block)
    programs = [[str(file)] for file in files if not file.name.startswith("test_")]
    pytest = ["-m", "pytest", "-q", "-W", "error", "-c", os.devnull, "--rootdir", str(tmp_path), str(tmp_path)]
    for arguments in [*programs, pytest]:
        ran = subprocess.run([sys.executable, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr
