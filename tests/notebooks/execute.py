"""``make notebooks``: run every notebook from its beginning and keep its outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def executed(path: Path) -> Any:
    """The notebook as it is after running all its cells; raises CellExecutionError."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(FOLDER)}},
        record_timing=False,
    )
    return client.execute()


def main() -> None:
    """Run and write all notebooks."""
    import nbformat

    for path in NOTEBOOKS:
        notebook = executed(path)
        notebook.metadata.pop("language_info", None)  # it names the Python that happened to run
        nbformat.write(notebook, path)
        print(path.name)


if __name__ == "__main__":
    main()
