"""Directories that packages are published into."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

from support.output import with_manifest

FIRST = with_manifest({"README.md": "one\n", "src/p/__init__.py": "a = 1\n", "src/p/b.py": "b\n"})
SECOND = with_manifest(
    {"README.md": "two\n", "src/p/__init__.py": "a = 1\n", "src/p/c/d.py": "d\n"}
)


CRASH = """
    import os, sys
    from pathlib import Path
    from sdkpress.publish import publish
    from support.output import with_manifest
    from support import published

    number, original = int(sys.argv[2]), Path.replace
    def replace(self, target):
        global number
        number -= 1
        if number == 0:
            os._exit(9)
        return original(self, target)
    Path.replace = replace
    publish(published.SECOND, Path(sys.argv[1]))
"""


def python(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
