"""`sdkpress import stainless`: schemes of pages, by name, by shape, and none."""

from __future__ import annotations

import pytest

from support.moving import SHOP, operation, say

PAGES = {
    "cursor": (
        "request: {after: {x-stainless-pagination-property: {purpose: next_cursor_param}}, limit: {}},"
        " response: {data: {type: array}, has_more: {}, meta: {properties: {last:"
        " {x-stainless-pagination-property: {purpose: next_cursor_field}}}}}",
        {
            "cursor": "after",
            "limit": "limit",
            "results": "data",
            "has_more": "has_more",
            "next_cursor": "meta.last",
        },
    ),
    "cursor_id": (
        "request: {starting_after: {}, ending_before: {x-stainless-pagination-property: {purpose:"
        " previous_cursor_id_param}}}, response: {data: {type: array, items: {properties: {id:"
        " {x-stainless-pagination-property: {purpose: cursor_item_id}}}}}}",
        {"cursor": "starting_after", "results": "data", "next_cursor": "data[-1].id"},
    ),
    "cursor_url": (
        "request: {}, response: {items: {type: array}, links: {properties: {next:"
        " {x-stainless-pagination-property: {purpose: cursor_url_field}}}}}",
        {"results": "items", "next_url": "links.next"},
    ),
    "offset": (
        "request: {offset: {}, limit: {}}, response: {rows: {type: array}, total: {}}",
        {"offset": "offset", "limit": "limit", "results": "rows", "total": "total"},
    ),
    "page_number": (
        "request: {page: {}, per_page: {}}, response: {data: {type: array,"
        " x-stainless-pagination-property: {is_top_level_array: true}}, total_pages: {}}",
        {"page": "page", "limit": "per_page", "results": "$", "number_of_pages": "total_pages"},
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_schemes_of_pages(kind: str) -> None:
    shape, wanted = PAGES[kind]
    said = say("stainless", f"pagination: [{{name: mine, type: {kind}, {shape}}}]")
    found = {
        place.partition("] ")[2]: value
        for place, value in said.settings.items()
        if place.startswith("[pagination.Mine]")
    }
    assert found == wanted
    assert not said.lists["open"]


def test_pages_by_name_by_shape_and_not() -> None:
    said = say(
        "stainless",
        """
        pagination:
        - {name: cursors, type: cursor, request: {cursor: {}}, response: {data: {type: array}, next: {}}}
        - {name: strange, type: fake_page, request: {}, response: {}}
        resources:
          pets:
            methods:
              list: {endpoint: get /pets, paginated: true}
              retrieve: {endpoint: 'get /pets/{pet_id}', paginated: false}
              report: {endpoint: get /report, paginated: true}
              again: {endpoint: get /report/again, paginated: cursors}
        """,
        description=SHOP,
    )
    assert said.settings[operation("get /pets", "pagination")] == "Cursors"
    assert said.settings[operation("get /pets/{pet_id}", "pagination")] is False
    assert said.settings[operation("get /report/again", "pagination")] == "Cursors"
    assert "no scheme" in said.open("resources.pets.methods.report.paginated")
    assert "by hand" in said.open("pagination[1]")
