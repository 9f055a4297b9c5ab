"""What is compared: directories, packages, descriptions and revisions in, surfaces out."""

from .error import OperandError
from .read import Operand, read_operand
from .released import Released, committed, last_release, newest, releases

__all__ = [
    "Operand",
    "OperandError",
    "Released",
    "committed",
    "last_release",
    "newest",
    "read_operand",
    "releases",
]
