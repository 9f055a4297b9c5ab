"""What people call licences in, their identifiers in SPDX out (PEP 639)."""

from __future__ import annotations

import re

_NAMES = {
    "0bsd": "0BSD",
    "apache20": "Apache-2.0",
    "apache2": "Apache-2.0",
    "asl20": "Apache-2.0",
    "boost10": "BSL-1.0",
    "bsd2clause": "BSD-2-Clause",
    "bsdsimplified": "BSD-2-Clause",
    "simplifiedbsd": "BSD-2-Clause",
    "bsd3clause": "BSD-3-Clause",
    "bsd3": "BSD-3-Clause",
    "bsdnew": "BSD-3-Clause",
    "newbsd": "BSD-3-Clause",
    "modifiedbsd": "BSD-3-Clause",
    "cc0": "CC0-1.0",
    "cc010": "CC0-1.0",
    "cc010universal": "CC0-1.0",
    "ccby40": "CC-BY-4.0",
    "ccbysa40": "CC-BY-SA-4.0",
    "creativecommonsattribution40": "CC-BY-4.0",
    "creativecommonsattribution40international": "CC-BY-4.0",
    "eclipsepublic20": "EPL-2.0",
    "expat": "MIT",
    "isc": "ISC",
    "mit": "MIT",
    "mitmit": "MIT",
    "mozillapublic20": "MPL-2.0",
    "mpl20": "MPL-2.0",
    "unlicense": "Unlicense",
}
"""By the letters and digits of a name, without the words that any licence has."""

_EVERY = re.compile(r"\b(?:the|software|licen[cs]e|version|v)\b|(?<![a-z])v(?=\d)", re.IGNORECASE)
_SITES = tuple(
    (re.compile(pattern), found)
    for pattern, found in (
        (r"apache\.org/licenses/license-2\.0(?:\.html|\.txt)?", "Apache-2.0"),
        (r"creativecommons\.org/licenses/(by(?:-(?:nc|nd|sa))*)/(\d\.\d)(?:/.*)?", r"CC-\1-\2"),
        (r"creativecommons\.org/publicdomain/zero/1\.0(?:/.*)?", "CC0-1.0"),
        (r"mozilla\.org/(?:en-us/)?mpl/2\.0", "MPL-2.0"),
        (r"unlicense\.org", "Unlicense"),
        (r"mit-license\.org", "MIT"),
        (
            r"(?:opensource\.org/licen[cs]es?|spdx\.org/licenses|choosealicense\.com/licenses)"
            r"/([a-z0-9.+-]+?)(?:-license)?(?:\.html|\.php|\.txt|\.json)?",
            r"\1",
        ),
    )
)
"""Pages about licences, in lower case, without scheme, `www.` and what follows."""


def expression(text: str) -> str:
    """`text` in the spelling of SPDX; empty where it is no licence expression."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        return canonicalize_license_expression(text)
    except InvalidLicenseExpression:
        return ""


def by_name(name: str) -> str:
    """The expression for what a licence is called, `Apache License, Version 2.0`; or empty."""
    known = re.sub(r"[^a-z0-9]", "", _EVERY.sub("", name).lower())
    return _NAMES.get(known) or expression(name.strip())


def by_url(url: str) -> str:
    """The expression for the licence that a page is about; or empty."""
    page = re.sub(r"[?#].*", "", url.strip().lower())
    page = re.sub(r"^https?://(?:www\.)?", "", page).rstrip("/")
    for site, found in _SITES:
        match = site.fullmatch(page)
        if match:
            return by_name(match.expand(found))
    return ""
