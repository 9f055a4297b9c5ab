"""What callers may give to methods: for each model the model or its dict, and long unions of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, Union

if TYPE_CHECKING:
    from .. import models, types

# fmt: off
AnalyticsFilterInput: TypeAlias = Union["models.AnalyticsFilter", "types.AnalyticsFilterDict"]
AnalyticsOrderByInput: TypeAlias = Union["models.AnalyticsOrderBy", "types.AnalyticsOrderByDict"]
AnalyticsTimeRangeInput: TypeAlias = Union[
    "models.AnalyticsTimeRange", "types.AnalyticsTimeRangeDict",
]
ClassifierDimensionsInput: TypeAlias = Union[
    "models.ClassifierDimensions", "types.ClassifierDimensionsDict",
]
ClassifierFiltersInput: TypeAlias = Union["models.ClassifierFilters", "types.ClassifierFiltersDict"]
# fmt: on
