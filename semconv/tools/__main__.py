"""`python semconv/tools`: the model in `semconv/` in, everything that is made from it out; `--check` only compares."""

import argparse
import sys
from pathlib import Path

import emit_columns
import emit_json_schema
import emit_plan
import emit_python
import emit_registry
import emit_taxonomy
import lint
import resolve
from convention import ModelError

ROOT = Path(__file__).resolve().parents[2]


def build(root: Path) -> dict[Path, str]:
    """Every generated file below `root`, by relative path.

    Raises:
        ModelError: The model is wrong.
        MappingError: A mapping of a dialect is wrong.
    """
    model = resolve.load(root)
    if found := lint.mistakes(model):
        raise ModelError("\n".join(found))
    return {
        **emit_json_schema.emit(model),
        **emit_registry.emit(model),
        **emit_taxonomy.emit(root, model),
        **emit_python.emit(root, model),
        **emit_columns.emit(root, model),
        **emit_plan.emit(root, {key: attribute.type for key, attribute in model.attributes.items()}),
    }


def differing(root: Path, files: dict[Path, str]) -> list[Path]:
    """Files that are not what the model says, and files below `schema/next` that it no longer says."""
    stale = {path.relative_to(root) for path in (root / "schema" / "next").rglob("*") if path.is_file()} - set(files)
    changed = [p for p, text in files.items() if not (root / p).is_file() or (root / p).read_text() != text]
    return sorted({*changed, *stale})


def main() -> int:
    """Write what differs, or with `--check` only list it; 1 if the model is wrong or the check finds something."""
    parser = argparse.ArgumentParser(prog="python semconv/tools", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 and list the files that differ")
    parser.add_argument("--root", type=Path, default=ROOT, help="the repository (default: the one this file is in)")
    options = parser.parse_args()
    try:
        files = build(options.root)
    except (ModelError, emit_plan.MappingError) as error:
        print(error, file=sys.stderr)
        return 1
    paths = differing(options.root, files)
    for path in paths:
        print(f"{'differs' if options.check else 'writes'}: {path}")
        if options.check:
            continue
        target = options.root / path
        if path in files:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(files[path])
        else:
            target.unlink()
    return int(options.check and bool(paths))


if __name__ == "__main__":
    raise SystemExit(main())
