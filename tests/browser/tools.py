"""The browser and the npm packages that the heavy tests use; ``scripts/set-up browser`` installs both."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from playwright.sync_api import Page

PACKAGES = Path(__file__).parent / "node_modules"


def chromium() -> str:
    """The path of the browser."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "there is no Chromium: run scripts/set-up browser"
    return path


def package(name: str) -> Path:
    """The folder of an npm package."""
    folder = PACKAGES / name
    assert folder.is_dir(), f"the npm package {name} is missing: run scripts/set-up browser"
    return folder


def axe_violations(page: Page) -> list[str]:
    """What axe finds wrong in an open page, one line each."""
    script = (package("axe-core") / "axe.min.js").read_text("utf-8")
    found = page.evaluate(f"async () => {{ {script}; return (await axe.run(document)).violations; }}")
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def ace_violations(book: Path, report: Path) -> list[str]:
    """What Ace by DAISY finds wrong in an EPUB, one line each; its report is written into a folder."""
    program = package("@daisy/ace") / "bin" / "ace-puppeteer.js"
    subprocess.run(
        ["node", str(program), "--silent", "--force", "--outdir", str(report), str(book)],
        env=os.environ | {"PUPPETEER_EXECUTABLE_PATH": chromium()},
        check=True,
        capture_output=True,
    )
    found = json.loads((report / "report.json").read_text("utf-8"))
    return [
        f"{file['earl:testSubject']['url']}: {one['earl:test']['dct:title']}: "
        f"{one['earl:result']['dct:description']} {one['earl:result'].get('html', '')[:200]}"
        for file in found["assertions"]
        for one in file["assertions"]
        if one["earl:result"]["earl:outcome"] == "fail"
    ]
