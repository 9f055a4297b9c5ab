"""A body by what decodes those of our SDK."""

from decoder import decode
from fetch import body, expected, first
from measure import decoding

received = body()
decoding(lambda: decode(received).value, first, expected())
