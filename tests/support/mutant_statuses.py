"""Run in a stage: writes its mutants, runs none, and says what has become of each of them.

mutmut reads its settings from where it is imported, hence a process of its own. Its names are
what a sample is taken of.
"""

from __future__ import annotations

import json
import sys
from contextlib import redirect_stdout
from pathlib import Path

from mutmut.__main__ import create_mutants
from mutmut.mutation.data import SourceFileMutationData
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import copy_src_dir, walk_mutatable_files


def statuses() -> dict[str, str]:
    """The name of each mutant, with what mutmut calls its outcome."""
    found: dict[str, str] = {}
    for path in sorted(walk_mutatable_files()):
        data = SourceFileMutationData(path=path)
        data.load()
        found |= {name: status_by_exit_code[code] for name, code in data.exit_code_by_key.items()}
    return found


if __name__ == "__main__":
    with redirect_stdout(sys.stderr):
        Path("mutants").mkdir(exist_ok=True)
        copy_src_dir()
        create_mutants(1)
    json.dump(statuses(), sys.stdout)
