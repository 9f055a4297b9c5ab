"""The resource `analytics`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._operations import analytics as _operations
from .._runtime.client.resource import (
    AsyncResource,
    Resource,
    async_raw_method,
    async_streaming_method,
    raw_method,
    raw_resource,
    streaming_method,
    streaming_resource,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from .. import models, types
    from .._runtime.base.options import RequestOptions
    from .._runtime.data.sequences import SequenceNotStr


class Analytics(Resource):
    """What an account used, what it cost, and queries over both."""

    @property
    def with_raw_response(self) -> AnalyticsWithRawResponse:
        """The same methods, returning status, headers and body beside the value."""
        return AnalyticsWithRawResponse(self)

    @property
    def with_streaming_response(self) -> AnalyticsWithStreamingResponse:
        """The same methods, returning before the body has come: to iterate, to parse or to save."""
        return AnalyticsWithStreamingResponse(self)

    def get_user_activity(
        self,
        *,
        date: str | None = None,
        api_key_hash: str | None = None,
        user_id: str | None = None,
        group_by: Literal["workspace"] | None = None,
        workspace_id: str | None = None,
        http_referer: str | None = None,
        app_title: str | None = None,
        app_categories: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.ActivityResponse:
        """List account activity by endpoint.

        Lists what the account used on each of the last 30 completed UTC days, one row per date,
        model and endpoint. Rows add up all workspaces unless `group_by=workspace` asks for one
        row per workspace; `workspace_id` narrows the list to a single workspace. Activity from
        before workspaces were recorded always counts towards the default workspace of the
        account. Needs a management key.

        Args:
            date: Only this UTC day, written YYYY-MM-DD. It has to be one of the last 30 days.
            api_key_hash: Only activity of the API key with this hash, the SHA-256 hex string
                that the keys API reports.
            user_id: Only activity of this member of the organization. For organization
                accounts.
            group_by: `workspace` gives one row per workspace and sets `workspace_id` on every
                row. When left out, rows are summed over workspaces and carry no
                `workspace_id`.
            workspace_id: Only activity of the workspace with this UUID, which must belong to
                the account.

        Returns:
            ActivityResponse: The activity rows that match.

        Raises:
            OpenRouterError: `BadRequestResponseError` (400), `UnauthorizedResponseError`
                (401), `ForbiddenResponseError` (403), `NotFoundResponseError` (404),
                `InternalServerResponseError` (500).
        """
        return self._client.call(_operations.GET_USER_ACTIVITY, {
            "date": date, "api_key_hash": api_key_hash, "user_id": user_id, "group_by": group_by,
            "workspace_id": workspace_id, "http_referer": http_referer, "app_title": app_title,
            "app_categories": app_categories,
        }, options)  # fmt: skip

    def get_analytics_meta(
        self,
        *,
        http_referer: str | None = None,
        app_title: str | None = None,
        app_categories: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.AnalyticsMetaResponse:
        """List the metrics and dimensions of analytics queries.

        Lists what an analytics query may be built from: metrics, dimensions, filter operators
        and time granularities. Needs a management key.

        Returns:
            AnalyticsMetaResponse: Everything that a query may refer to.

        Raises:
            OpenRouterError: `UnauthorizedResponseError` (401), `ForbiddenResponseError`
                (403), `InternalServerResponseError` (500).
        """
        return self._client.call(_operations.GET_ANALYTICS_META, {
            "http_referer": http_referer, "app_title": app_title, "app_categories": app_categories,
        }, options)  # fmt: skip

    def query_analytics(
        self,
        *,
        metrics: SequenceNotStr[str],
        dimensions: SequenceNotStr[str] | None = None,
        filters: Sequence[types.AnalyticsFilterInput] | None = None,
        time_range: types.AnalyticsTimeRangeInput | None = None,
        granularity: str | None = None,
        order_by: types.AnalyticsOrderByInput | None = None,
        limit: int | None = None,
        group_limit: int | None = None,
        classifier_dimensions: types.ClassifierDimensionsInput | None = None,
        classifier_filters: types.ClassifierFiltersInput | None = None,
        http_referer: str | None = None,
        app_title: str | None = None,
        app_categories: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.AnalyticsQueryResponse:
        """Run an analytics query.

        Computes the chosen metrics over a time range, broken down by dimension and time bucket
        and narrowed by filters. The names it accepts are those that `getAnalyticsMeta` lists.
        Needs a management key.

        Args:
            metrics: Names of the metrics to compute; at least one.
            dimensions: Names of the dimensions to group by; two at most.
            filters: Conditions that every counted request meets; 20 at most.
            granularity: Name of the time bucket that splits the range.
            limit: Most rows to return in all; 1000 when left out. The server may go higher
                for a time series that has dimensions and sets no `group_limit`, so that no
                bucket is lost.
            group_limit: Most rows for each combination of dimension values; has no effect
                without dimensions. A time series gets a value large enough for all of its
                buckets when this is left out, and loses buckets when this is smaller than
                their number.

        Returns:
            AnalyticsQueryResponse: The rows of the query.

        Raises:
            OpenRouterError: `BadRequestResponseError` (400), `UnauthorizedResponseError`
                (401), `ForbiddenResponseError` (403), `RequestTimeoutResponseError` (408),
                `InternalServerResponseError` (500).
        """
        return self._client.call(_operations.QUERY_ANALYTICS, {
            "metrics": metrics, "dimensions": dimensions, "filters": filters,
            "time_range": time_range, "granularity": granularity, "order_by": order_by,
            "limit": limit, "group_limit": group_limit,
            "classifier_dimensions": classifier_dimensions,
            "classifier_filters": classifier_filters, "http_referer": http_referer,
            "app_title": app_title, "app_categories": app_categories,
        }, options)  # fmt: skip


class AnalyticsWithRawResponse:
    """The methods of `Analytics`, returning an `APIResponse` each."""

    def __init__(self, resource: Analytics) -> None:
        raw = raw_resource(resource)
        self.get_user_activity = raw_method(raw.get_user_activity)
        self.get_analytics_meta = raw_method(raw.get_analytics_meta)
        self.query_analytics = raw_method(raw.query_analytics)


class AnalyticsWithStreamingResponse:
    """The methods of `Analytics`, returning a `Download` each."""

    def __init__(self, resource: Analytics) -> None:
        streaming = streaming_resource(resource)
        self.get_user_activity = streaming_method(streaming.get_user_activity)
        self.get_analytics_meta = streaming_method(streaming.get_analytics_meta)
        self.query_analytics = streaming_method(streaming.query_analytics)


class AsyncAnalytics(AsyncResource):
    """What an account used, what it cost, and queries over both."""

    @property
    def with_raw_response(self) -> AsyncAnalyticsWithRawResponse:
        """The same methods, returning status, headers and body beside the value."""
        return AsyncAnalyticsWithRawResponse(self)

    @property
    def with_streaming_response(self) -> AsyncAnalyticsWithStreamingResponse:
        """The same methods, returning before the body has come: to iterate, to parse or to save."""
        return AsyncAnalyticsWithStreamingResponse(self)

    async def get_user_activity(
        self,
        *,
        date: str | None = None,
        api_key_hash: str | None = None,
        user_id: str | None = None,
        group_by: Literal["workspace"] | None = None,
        workspace_id: str | None = None,
        http_referer: str | None = None,
        app_title: str | None = None,
        app_categories: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.ActivityResponse:
        """List account activity by endpoint.

        Lists what the account used on each of the last 30 completed UTC days, one row per date,
        model and endpoint. Rows add up all workspaces unless `group_by=workspace` asks for one
        row per workspace; `workspace_id` narrows the list to a single workspace. Activity from
        before workspaces were recorded always counts towards the default workspace of the
        account. Needs a management key.

        Args:
            date: Only this UTC day, written YYYY-MM-DD. It has to be one of the last 30 days.
            api_key_hash: Only activity of the API key with this hash, the SHA-256 hex string
                that the keys API reports.
            user_id: Only activity of this member of the organization. For organization
                accounts.
            group_by: `workspace` gives one row per workspace and sets `workspace_id` on every
                row. When left out, rows are summed over workspaces and carry no
                `workspace_id`.
            workspace_id: Only activity of the workspace with this UUID, which must belong to
                the account.

        Returns and raises what `get_user_activity` of the synchronous client does.
        """
        return await self._client.call(_operations.GET_USER_ACTIVITY, {
            "date": date, "api_key_hash": api_key_hash, "user_id": user_id, "group_by": group_by,
            "workspace_id": workspace_id, "http_referer": http_referer, "app_title": app_title,
            "app_categories": app_categories,
        }, options)  # fmt: skip

    async def get_analytics_meta(
        self,
        *,
        http_referer: str | None = None,
        app_title: str | None = None,
        app_categories: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.AnalyticsMetaResponse:
        """List the metrics and dimensions of analytics queries.

        Lists what an analytics query may be built from: metrics, dimensions, filter operators
        and time granularities. Needs a management key.

        Returns and raises what `get_analytics_meta` of the synchronous client does.
        """
        return await self._client.call(_operations.GET_ANALYTICS_META, {
            "http_referer": http_referer, "app_title": app_title, "app_categories": app_categories,
        }, options)  # fmt: skip

    async def query_analytics(
        self,
        *,
        metrics: SequenceNotStr[str],
        dimensions: SequenceNotStr[str] | None = None,
        filters: Sequence[types.AnalyticsFilterInput] | None = None,
        time_range: types.AnalyticsTimeRangeInput | None = None,
        granularity: str | None = None,
        order_by: types.AnalyticsOrderByInput | None = None,
        limit: int | None = None,
        group_limit: int | None = None,
        classifier_dimensions: types.ClassifierDimensionsInput | None = None,
        classifier_filters: types.ClassifierFiltersInput | None = None,
        http_referer: str | None = None,
        app_title: str | None = None,
        app_categories: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.AnalyticsQueryResponse:
        """Run an analytics query.

        Computes the chosen metrics over a time range, broken down by dimension and time bucket
        and narrowed by filters. The names it accepts are those that `getAnalyticsMeta` lists.
        Needs a management key.

        Args:
            metrics: Names of the metrics to compute; at least one.
            dimensions: Names of the dimensions to group by; two at most.
            filters: Conditions that every counted request meets; 20 at most.
            granularity: Name of the time bucket that splits the range.
            limit: Most rows to return in all; 1000 when left out. The server may go higher
                for a time series that has dimensions and sets no `group_limit`, so that no
                bucket is lost.
            group_limit: Most rows for each combination of dimension values; has no effect
                without dimensions. A time series gets a value large enough for all of its
                buckets when this is left out, and loses buckets when this is smaller than
                their number.

        Returns and raises what `query_analytics` of the synchronous client does.
        """
        return await self._client.call(_operations.QUERY_ANALYTICS, {
            "metrics": metrics, "dimensions": dimensions, "filters": filters,
            "time_range": time_range, "granularity": granularity, "order_by": order_by,
            "limit": limit, "group_limit": group_limit,
            "classifier_dimensions": classifier_dimensions,
            "classifier_filters": classifier_filters, "http_referer": http_referer,
            "app_title": app_title, "app_categories": app_categories,
        }, options)  # fmt: skip


class AsyncAnalyticsWithRawResponse:
    """The methods of `AsyncAnalytics`, returning an `APIResponse` each."""

    def __init__(self, resource: AsyncAnalytics) -> None:
        raw = raw_resource(resource)
        self.get_user_activity = async_raw_method(raw.get_user_activity)
        self.get_analytics_meta = async_raw_method(raw.get_analytics_meta)
        self.query_analytics = async_raw_method(raw.query_analytics)


class AsyncAnalyticsWithStreamingResponse:
    """The methods of `AsyncAnalytics`, returning a `AsyncDownload` each."""

    def __init__(self, resource: AsyncAnalytics) -> None:
        streaming = streaming_resource(resource)
        self.get_user_activity = async_streaming_method(streaming.get_user_activity)
        self.get_analytics_meta = async_streaming_method(streaming.get_analytics_meta)
        self.query_analytics = async_streaming_method(streaming.query_analytics)
