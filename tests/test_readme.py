"""What the README says works: its commands run, its Python runs, its files are there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from mapper.cli.root import COMMANDS, cli
from mapper.examples import article_path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = "\n".join(re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL))
TOML = "\n".join(re.findall(r"```toml\n(.*?)```", README, flags=re.DOTALL))
PYTHON = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
LINES = [shlex.split(line, comments=True) for line in SHELL.splitlines()]
SAMPLES = ROOT / "tests" / "sources" / "samples"
FEED = "<rss version='2.0'><channel><title>Wire</title><item><title>Gate shut</title><guid>1</guid></item></channel></rss>"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the README names."""
    shutil.copy(article_path("en"), tmp_path / "article.txt")
    (tmp_path / "clippings").mkdir()
    shutil.copy(article_path("es"), tmp_path / "clippings" / "semana.txt")
    (tmp_path / "words.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    for name in ("acled.csv", "ged.csv"):
        shutil.copy(SAMPLES / name, tmp_path / name)
    shutil.copy(SAMPLES / "gdelt2.export.CSV", tmp_path / "20251128.export.CSV")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_commands_of_the_readme_run_one_after_the_other(desk: Path) -> None:
    runner = CliRunner()
    failed = []
    for words in LINES:
        if words[:1] == ["mapper"]:
            answer = runner.invoke(cli, words[1:], catch_exceptions=False)
            if answer.exit_code:
                failed.append((shlex.join(words), answer.output))
    assert failed == []
    assert (desk / "corrected.html").exists()


def test_the_python_of_the_readme_runs(desk: Path) -> None:
    for block in PYTHON:
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - our own text
    assert (desk / "week.html").exists()


@pytest.mark.parametrize("target", sorted({words[1] for words in LINES if words[:1] == ["make"]}))
def test_the_makefile_has_the_targets_of_the_readme(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_make_stands_before_pip_and_pip_before_the_commands() -> None:
    assert README.index("make map") < README.index("make test") < README.index("pip install") < README.index("mapper map")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"\nmapper {command} " in README


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!http)([^)#]+)\)", README))))
def test_every_file_that_the_readme_links_is_there(link: str) -> None:
    assert (ROOT / link).exists()
