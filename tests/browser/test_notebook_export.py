"""The notebook about embedding, run and exported as nbconvert does: its page shows the working map, and prints it to PDF."""

from __future__ import annotations

import asyncio
import base64
import io
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pypdf
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

import mapper
from mapper.maps.summary import summary

if TYPE_CHECKING:
    from conftest import Chromium

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "03_embed_in_a_report.ipynb"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.enable_socket,  # the kernel is spoken to over loopback
    pytest.mark.filterwarnings("default"),  # what Jupyter's own libraries deprecate is not ours to mend
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the notebook ran, with the page that nbconvert makes of it."""
    made = tmp_path_factory.mktemp("notebook")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    asyncio.run(NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(made)}}).async_execute())
    page, _ = HTMLExporter().from_notebook_node(notebook)
    (made / "notebook.html").write_text(page, encoding="utf-8")
    return made


def shown(chromium: Chromium, path: Path) -> None:
    """Open a page and wait until the map in its first frame is drawn."""
    chromium.driver.get(path.as_uri())
    chromium.js("document.querySelector('iframe').scrollIntoView()")
    chromium.driver.switch_to.frame(chromium.driver.find_element("css selector", "iframe"))
    chromium.wait("Object.values(window.mapperEventLayers || {}).some((layer) => layer.scene) && document.querySelector('.ev-item')")


def test_the_exported_notebook_shows_the_working_map(chromium: Chromium, folder: Path) -> None:
    try:
        shown(chromium, folder / "notebook.html")
        assert "A week on the border" in chromium.js("return document.body.innerText")
        assert chromium.js("return window.origin") == "null"
    finally:
        chromium.driver.switch_to.default_content()


def test_the_exported_notebook_prints_to_pdf_with_the_map(chromium: Chromium, folder: Path) -> None:
    try:
        shown(chromium, folder / "notebook.html")
    finally:
        chromium.driver.switch_to.default_content()
    printed = chromium.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})
    pdf = pypdf.PdfReader(io.BytesIO(base64.b64decode(printed["data"])))
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert "Embed a map in a report" in text
    assert "A week on the border" in text
    assert max(image.image.width for page in pdf.pages for image in page.images if image.image) > 500


def test_the_report_of_the_notebook_shows_the_map_in_its_frame(chromium: Chromium, folder: Path) -> None:
    try:
        shown(chromium, folder / "report.html")
        text = chromium.js("return document.body.innerText")
        assert summary(mapper.map_articles(mapper.article_path("en"), published=mapper.PUBLISHED).events)["en"] in text
    finally:
        chromium.driver.switch_to.default_content()


def test_the_pictures_of_the_notebook_are_whole(folder: Path) -> None:
    assert (folder / "week.png").read_bytes().startswith(b"\x89PNG")
    assert (folder / "week.svg").read_text(encoding="utf-8").endswith("</svg>")
    assert len(pypdf.PdfReader(folder / "week.pdf").pages) == 1
