"""Chromium for the tests of whole pages: one for all of them, opened on a file, asked what it ran, logged and requested."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Chromium:
    """A browser and the folder that its pages lie in."""

    driver: webdriver.Chrome
    folder: Path

    def open(self, page: str, *, width: int = 1280, height: int = 800, dark: bool = False) -> None:
        """Show a page and wait until its scripts have run and its events are drawn."""
        path = self.folder / "page.html"
        path.write_text(page, encoding="utf-8")
        self._emulate("setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self._emulate("setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(path.as_uri())
        self.wait("document.documentElement.classList.contains('page-ready')")
        self.wait("Object.values(window.mapperEventLayers || {}).every((layer) => !layer._map || layer.scene)")

    def js(self, script: str, *values: object) -> Any:  # noqa: ANN401 - whatever the script gives
        return self.driver.execute_script(script, *values)

    def wait(self, condition: str) -> None:
        WebDriverWait(self.driver, 6, 0.05).until(lambda _: self.js(f"return Boolean({condition})"))

    def complaints(self) -> list[str]:
        """Return what the console has of warnings and errors since the page was opened."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Return the addresses that the page asked for since it was opened, but for the page itself."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        asked = [each["params"]["request"]["url"] for each in messages if each["method"] == "Network.requestWillBeSent"]
        return [url for url in asked if not url.startswith(("data:", "blob:", "about:", "chrome:")) and not url.endswith("/page.html")]

    def _emulate(self, command: str, **values: object) -> None:
        self.driver.execute_cdp_cmd(f"Emulation.{command}", values)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*_FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    try:
        yield Chromium(driver=driver, folder=tmp_path_factory.mktemp("pages"))
    finally:
        driver.quit()
