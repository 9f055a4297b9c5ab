"""The most memory that this process had."""

import resource
import sys
from pathlib import Path


def peak() -> int:
    """Return it in bytes.

    On Linux `ru_maxrss` of a child starts at what its parent had, so that of the address space
    is taken, which starts anew with the program.
    """
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024
    except OSError:
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
