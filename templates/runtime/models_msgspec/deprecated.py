"""`deprecated` (PEP 702) for models: making one warns (see `ModelMeta`), receiving one does not."""

from __future__ import annotations

from ..base.deprecated import deprecated as deprecated
