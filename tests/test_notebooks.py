"""The notebooks run from top to bottom and are kept without outputs."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
@pytest.mark.enable_socket  # the kernel is spoken to over loopback
@pytest.mark.filterwarnings("default")  # what Jupyter's own libraries deprecate is not ours to mend
def test_the_notebook_runs_from_top_to_bottom(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}})
    # A loop of our own is closed behind us; the one that nbclient would make stays open until some later test pays for it.
    asyncio.run(client.async_execute())
    del client
    gc.collect()
    assert all(cell.get("execution_count") for cell in notebook.cells if cell.cell_type == "code")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_the_notebook_is_kept_without_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    kept = [cell.outputs or cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(kept)


def test_there_are_notebooks() -> None:
    assert NAMES[:2] == ["01_quickstart", "02_step_by_step"]
