"""What is compared: directories, packages, descriptions and revisions in, surfaces out."""

from .error import OperandError
from .read import Operand, read_operand

__all__ = ["Operand", "OperandError", "read_operand"]
