"""`sdkpress import stainless`: the client, the package, security, and what goes into the description."""

from __future__ import annotations

from support.moving import SHOP, say


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
