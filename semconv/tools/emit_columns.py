"""The columns of the tables the processor writes: `columns.yaml` in, `columns.json` out, names checked on the way."""

import json
from pathlib import Path

import yaml
from convention import Model, ModelError

COLUMNS = Path("processor/agentops_processor/generated/columns.json")


def emit(root: Path, model: Model) -> dict[Path, str]:
    """The table of columns.

    Raises:
        ModelError: A column is filled from an attribute the convention does not have, or is there twice.
    """
    tables = yaml.safe_load((root / "semconv" / "columns.yaml").read_text())["tables"]
    for table, columns in tables.items():
        seen: set[str] = set()
        for column in columns:
            where = f"columns.yaml: {table}.{column['name']}"
            if column.get("attribute", "agentops.kind") not in model.attributes:
                raise ModelError(f"{where}: {column['attribute']} is not defined")
            if column["name"] in seen:
                raise ModelError(f"{where}: is there twice")
            seen.add(column["name"])
    return {COLUMNS: json.dumps(tables, indent=1, ensure_ascii=False) + "\n"}
