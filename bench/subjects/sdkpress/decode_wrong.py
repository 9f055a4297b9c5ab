"""A long body with one row that is wrong, beside the same without."""

from decoder import decode
from fetch import body, expected, first
from measure import check, decoding_beside

clean, wrong = body(), body(wrong=True)
decoding_beside(lambda: decode(clean).value, lambda: decode(wrong).value, first, expected())
check(len({one.location[:2] for one in decode(wrong).drift}), 1 + len(decode(clean).drift))
