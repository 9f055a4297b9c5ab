"""`sdkpress import stainless`: names, pages, the client and the package, as the file says them."""

from __future__ import annotations

import pytest

from support.moving import say

SHOP = """
components:
  schemas:
    Pet: {type: object, properties: {id: {type: string}}}
    Pets: {type: object, properties: {data: {type: array, items: {$ref: '#/components/schemas/Pet'}}, has_more: {type: boolean}, next: {type: string}}}
    Report: {type: object, properties: {data: {$ref: '#/components/schemas/Figures'}}}
    Figures: {type: object, properties: {sold: {type: integer}}}
paths:
  /pets:
    get:
      parameters: [{name: cursor, in: query, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'201': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
  /pets/{pet_id}:
    parameters: [{name: pet_id, in: path, required: true, schema: {type: string}}]
    get:
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}
    delete: {responses: {'204': {description: gone}}}
  /report:
    get:
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Report'}}}}}
  /report/again:
    get:
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Report'}}}}}
  /events:
    post:
      responses: {'200': {description: ok, content: {text/event-stream: {schema: {type: object}}}}}
"""


def operation(name: str, setting: str) -> str:
    return f'[operations."{name}"] {setting}'


def test_methods_are_called_as_the_configuration_has_them() -> None:
    said = say(
        "stainless",
        """
        resources:
          pets:
            methods:
              list: get /pets
              retrieve: {endpoint: 'GET /pets/{pet_id}', type: http}
            subresources:
              trip-details:
                methods: {createNew: post /pets}
          $client:
            methods: {report: get /report}
        """,
        description=SHOP,
    )
    called = {
        "get /pets": ("pets", "list"),
        "get /pets/{pet_id}": ("pets", "retrieve"),
        "post /pets": ("pets.trip_details", "create_new"),
        "get /report": ("", "report"),
    }
    for name, (resource, method) in called.items():
        assert said.settings[operation(name, "resource")] == resource
        assert said.settings[operation(name, "method")] == method
    assert said.settings["[description] operations"] == "listed"
    assert not said.lists["open"]


def test_an_operation_in_several_places_is_called_from_all_of_them() -> None:
    said = say(
        "stainless",
        """
        resources:
          pets:
            methods:
              list: get /pets
              all: {type: alias, to: list, deprecated: use list}
            subresources: {old: {methods: {list: get /pets}}}
        """,
        description=SHOP,
    )
    assert said.settings[operation("get /pets", "method")] == "list"
    assert said.settings[operation("get /pets", "also")] == ["pets.all", "pets.old.list"]
    names = ["PetListResponse", "pets.OldListResponse"]
    assert said.settings[operation("get /pets", "response")] == names
    assert '"pets.all" = { to = "pets.list"' in said.open("resources.pets.methods.all.deprecated")


def test_types_are_called_after_models_resources_and_methods() -> None:
    said = say(
        "stainless",
        """
        settings: {unwrap_response_fields: [data]}
        pagination:
        - {name: cursors, type: cursor, request: {cursor: {}}, response: {data: {type: array}, next: {}}}
        resources:
          pets:
            models: {small_pet_id: Pet}
            methods:
              list: get /pets
              create: post /pets
              retrieve: get /pets/{pet_id}
              delete: delete /pets/{pet_id}
          reports:
            models: {figures: '#/components/schemas/Report'}
            methods: {first: get /report, again: get /report/again}
        """,
        description=SHOP,
    )
    assert said.settings["[models.schemas.Pet] name"] == "SmallPetID"
    assert said.settings["[models.schemas.Pet] resource"] == "pets"
    assert operation("get /pets", "response") not in said.settings, "its pages hold a model"
    created = said.settings[operation("post /pets", "response")]
    assert created == "PetCreateResponse", "a model has the name that it had before, too"
    assert said.settings[operation("get /pets/{pet_id}", "response")] == "PetRetrieveResponse"
    assert operation("get /pets/{pet_id}", "request") not in said.settings, "nothing but its path"
    assert operation("delete /pets/{pet_id}", "response") not in said.settings
    assert said.settings[operation("post /pets", "request")] == "PetCreateParams"
    assert said.settings[operation("get /report", "response")] == "ReportFirstResponse"
    again = operation("get /report/again", "response")
    assert again not in said.settings, "what is unwrapped of a model is one type, named before"


def test_what_is_no_model_has_a_name_for_each_method() -> None:
    said = say(
        "stainless",
        "resources: {reports: {methods: {first: get /report, again: get /report/again}}}",
        description=SHOP,
    )
    assert said.settings[operation("get /report", "response")] == "ReportFirstResponse"
    assert said.settings[operation("get /report/again", "response")] == "ReportAgainResponse"


@pytest.mark.parametrize(
    ("resource", "begins"),
    [
        ("vector_stores", "VectorStore"),
        ("batches", "Batch"),
        ("stop_ids_for_agency", "StopIDsForAgency"),
        ("stop_ids", "StopID"),
        ("openai", "OpenAI"),
        ("vector_io", "VectorIo"),
        ("policies", "Policy"),
        ("statuses", "Status"),
        ("status", "Status"),
        ("analyses", "Analysis"),
        ("metadata", "Metadata"),
        ("movies", "Movie"),
        ("responses", "Response"),
        ("caches", "Cache"),
        ("api_keys", "APIKey"),
        ("mcp_urls", "McpURL"),
        ("people", "Person"),
    ],
)
def test_types_of_a_resource_begin_with_its_singular(resource: str, begins: str) -> None:
    config = f"resources: {{{resource}: {{methods: {{get: 'get /report'}}}}}}"
    said = say("stainless", config, description=SHOP)
    assert said.settings[operation("get /report", "response")] == f"{begins}GetResponse"


def test_casings_of_the_configuration_win() -> None:
    said = say(
        "stainless",
        """
        custom_casings:
          mcp: {initialism: true}
          api: {initialism: false}
          acmeco: {pascal: AcmeCo, snake: acme_co}
        organization: {name: acmeco-api}
        resources: {mcp: {methods: {get: get /report}}}
        """,
        description=SHOP,
    )
    assert said.settings["[client] name"] == "AcmeCoApi"
    assert said.settings[operation("get /report", "response")] == "MCPGetResponse"
    assert not said.lists["open"]


def test_what_is_not_for_python_is_skipped() -> None:
    said = say(
        "stainless",
        """
        resources:
          pets:
            methods:
              list: {endpoint: get /pets, skip: [python, go]}
              create: {endpoint: post /pets, only: [node]}
              retrieve: {endpoint: 'get /pets/{pet_id}', skip: [go], only: [python]}
          reports: {skip: true, methods: {first: get /report}, subresources: {x: {methods: {again: {endpoint: get /report/again}}}}}
          kept: {methods: {first: get /report}}
        """,
        description=SHOP,
    )
    for name in ("get /pets", "post /pets", "get /report/again"):
        assert said.settings[operation(name, "skip")] is True
    assert said.settings[operation("get /pets/{pet_id}", "method")] == "retrieve"
    assert operation("get /pets/{pet_id}", "skip") not in said.settings
    assert operation("get /report", "skip") not in said.settings, "another resource has it"
    assert not said.lists["open"]


def test_what_is_said_of_methods() -> None:
    said = say(
        "stainless",
        """
        resources:
          pets:
            methods:
              create:
                endpoint: post /pets
                body_param_name: pet
                unwrap_response: data
                deprecated: {python: use update, go: use Update}
              retrieve: {endpoint: 'get /pets/{pet_id}', unwrap_response: false, positional_params: [pet_id]}
              send:
                endpoint: post /events
                streaming: {param_discriminator: live, stream_event_model: pets.event}
        streaming: {on_event: [{data_starts_with: DONE, handle: done}, {kind: fallthrough, handle: yield}]}
        """,
        description=SHOP,
    )
    assert said.settings[operation("post /pets", "body")] == "pet"
    assert said.settings[operation("post /pets", "unwrap")] == "data"
    assert said.settings[operation("get /pets/{pet_id}", "unwrap")] is False
    assert said.settings[operation("post /pets", "deprecated")] == "use update"
    assert {
        "target": '$.paths["/events"].post',
        "update": {"x-stream-request-field": "live"},
    } in said.actions
    assert any(one.get("update") == {"x-sse-sentinel": "DONE"} for one in said.actions)
    assert not said.lists["open"]


def test_what_the_description_does_not_have_is_open_with_what_was_meant() -> None:
    said = say(
        "stainless",
        """
        resources:
          pets:
            models: {pet: Pett}
            methods:
              list: get /pet
              create: {endpoint: post /petz, paginated: false}
        """,
        description=SHOP,
    )
    assert 'did you mean "Pet"?' in said.open("resources.pets.models.pet")
    assert 'did you mean "get /pets"?' in said.open("resources.pets.methods.list")
    assert '"post /petz"' in said.open("resources.pets.methods.create.endpoint")
    assert "not there" in said.unneeded("resources.pets.methods.create.paginated")


def test_paths_whose_parameters_are_called_otherwise_are_found() -> None:
    config = "resources: {pets: {methods: {get: 'get /pets/{id}'}}}"
    said = say("stainless", config, description=SHOP)
    assert said.settings[operation("get /pets/{pet_id}", "method")] == "get"


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


def test_options_of_the_client() -> None:
    said = say(
        "stainless",
        """
        client_settings:
          default_env_prefix: ACME
          idempotency: {header: Idempotency-Key}
          default_headers: {X-Version: '2024'}
          default_timeout: PT1M30S
          default_retries: {max_retries: 4, initial_delay_seconds: 1, max_delay_seconds: 9}
          opts:
            api_key: {type: string, read_env: ACME_KEY, nullable: true, auth: {security_scheme: Key}, example: x}
            region: {type: string, default: eu, server_variable: region, description: Where.}
            orgId: {type: integer, send_in_header: X-Org, nullable: false}
            debug: {type: boolean, send_as_query_param: debug}
            user: {type: string, auth: {security_scheme: Basic, role: username}}
        """,
    )
    wanted = {
        "[client] env_prefix": "ACME",
        "[idempotency] header": "Idempotency-Key",
        "[client.options.x_version] default": "2024",
        "[client.options.x_version] in": "header",
        "[client.options.x_version] name": "X-Version",
        "[client] timeout": 90.0,
        "[retries] max_attempts": 5,
        "[retries] initial_delay": 1,
        "[retries] max_delay": 9,
        "[client.credentials.Key] argument": "api_key",
        "[client.credentials.Key] env": "ACME_KEY",
        "[client.credentials.Key] optional": True,
        "[client.options.region] default": "eu",
        "[client.options.region] in": "path",
        "[client.options.region] name": "region",
        "[client.options.org_id] type": "integer",
        "[client.options.org_id] in": "header",
        "[client.options.org_id] nullable": False,
        "[client.options.debug] in": "query",
    }
    assert {place: said.settings.get(place) for place in wanted} == wanted
    assert "a pair" in said.open("client_settings.opts.user")
    assert len(said.lists["open"]) == 1


def test_the_package_the_servers_and_the_query() -> None:
    said = say(
        "stainless",
        """
        edition: 2025-02-20
        organization: {name: acme-sdk, docs: 'https://d', contact: a@b.c, upload_spec: false}
        targets:
          python: {package_name: acme, project_name: acme-py, production_repo: acme/py, publish: {pypi: true}, options: {use_uv: true}}
          go: {package_name: acme}
        settings: {license: Apache 2.0, file_header: Ours., unwrap_response_fields: [data], positional_params: false}
        environments: {live: 'https://a', test: 'https://b'}
        query_settings: {nested_format: dots, array_format: indices}
        readme:
          example_requests:
            default: {type: request, endpoint: get /pets, params: {limit: 3}}
            headline: {type: request, endpoint: get /dogs, params: {}}
        """,
        description=SHOP,
    )
    wanted = {
        "[client] name": "AcmeSDK",
        "[client] env_prefix": "ACME_SDK",
        "[package] organization": "Acme SDK",
        "[package] documentation": "https://d",
        "[package] contact": "a@b.c",
        "[package] name": "acme",
        "[package] distribution": "acme-py",
        "[package] repository": "https://github.com/acme/py",
        "[package] license": "Apache-2.0",
        "[package] file_header": "Ours.",
        "[responses] unwrap": ["data"],
        "[surface] like": "stainless",
        "[surface] path_arguments": "keyword",
        "[servers.live] url": "https://a",
        "[servers.test] url": "https://b",
        "[parameters] objects": "dots",
        "[parameters] arrays": "indices",
        "[readme.examples.default] operation": "get /pets",
        "[readme.examples.default] arguments": {"limit": 3},
    }
    assert {place: said.settings.get(place) for place in wanted} == wanted
    assert list(said.lists["open"]) == ["readme.example_requests.headline.endpoint"]


def test_security_of_the_configuration_replaces_that_of_the_description() -> None:
    description = """
    security: [{Old: []}]
    components: {securitySchemes: {Key: {type: http, scheme: basic}}}
    """
    said = say(
        "stainless",
        """
        security: [{}, {Key: []}]
        security_schemes: {Key: {type: apiKey, in: query, name: key}, Other: {type: http, scheme: bearer}}
        client_settings: {opts: {key: {type: string, send_as_query_param: key, auth: {security_scheme: Key}}}}
        """,
        description=description,
    )
    place = '$.components.securitySchemes["Key"]'
    key = {"type": "apiKey", "in": "query", "name": "key"}
    assert said.actions == [
        {"target": "$.security", "remove": True},
        {"target": "$", "update": {"security": [{}, {"Key": []}]}},
        {"target": place, "remove": True},
        {"target": "$", "update": {"components": {"securitySchemes": {"Key": key}}}},
        {
            "target": "$",
            "update": {
                "components": {"securitySchemes": {"Other": {"type": "http", "scheme": "bearer"}}}
            },
        },
    ]
    assert not said.lists["open"]


def test_transforms_become_an_overlay_or_are_open() -> None:
    said = say(
        "stainless",
        """
        openapi:
          transforms:
          - {command: remove, args: {target: [$.components.schemas.Pet.properties.id]}, reason: It is secret.}
          - {command: append, args: {target: $.components.schemas.Pets.required, value: data}}
          - {command: mergeObject, args: {target: [$.components.schemas.Pet], object: {title: A pet}}}
          - {command: update, args: {target: [$.components.schemas.Pet.type], value: [object, 'null']}}
          - {command: oneOfToAnyOf}
          - {command: renameValue, args: {rename: {a: b}}}
          code_samples: readme
        """,
        description=SHOP,
    )
    pet = '$["components"]["schemas"]["Pet"]'
    assert said.actions == [
        {"target": f'{pet}["properties"]["id"]', "remove": True},
        {"target": pet, "update": {"title": "A pet"}},
        {"target": f'{pet}["type"]', "remove": True},
        {"target": pet, "update": {"type": ["object", "null"]}},
    ]
    assert "unions" in said.unneeded("openapi.transforms[4]")
    opened = ["openapi.transforms[1]", "openapi.transforms[5]"]
    assert sorted(said.lists["open"]) == opened, "nothing is at the target, and not known"


def test_extensions_of_the_description() -> None:
    description = """
    components:
      schemas:
        A: {type: object, x-stainless-naming: BigA, properties: {b: {type: string, x-stainless-naming: {python: {property_name: theB}, go: {property_name: x}}}, c: {type: string, x-stainless-skip: [python]}, d: {type: string, x-stainless-skip: [go]}}}
        E: {anyOf: [{type: object, x-stainless-naming: {python: {type_name: first_url}}}, {type: string}], x-stainless-new: 1}
    """
    said = say("stainless", "settings: {}", description=description)
    assert said.settings["[models.schemas.A] name"] == "BigA"
    assert said.settings['[models.schemas."#/components/schemas/E/anyOf/0"] name'] == "FirstURL"
    properties = '$["components"]["schemas"]["A"]["properties"]'
    assert said.actions == [
        {"target": f'{properties}["b"]', "update": {"x-name": "the_b"}},
        {"target": f'{properties}["c"]', "remove": True},
    ]
    assert list(said.lists["open"]) == ["components.schemas.E.x-stainless-new"]


def test_what_nobody_knows_is_open() -> None:
    said = say(
        "stainless",
        """
        brand_new: {a: 1}
        organization: {name: [x], motto: y}
        targets: {python: {options: {fancy: true}}, python2: {}}
        resources: {pets: {colour: red, methods: {list: {endpoint: get /pets, speed: 3}}}}
        settings: 5
        """,
        description=SHOP,
    )
    assert sorted(said.lists["open"]) == [
        "brand_new",
        "organization",
        "resources.pets.colour",
        "resources.pets.methods.list.speed",
        "settings",
        "targets.python",
    ]
