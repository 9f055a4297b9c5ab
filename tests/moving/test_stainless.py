"""`sdkpress import stainless`: names, pages, the client and the package, as the file says them."""

from __future__ import annotations

import pytest

from support.moving import SHOP, operation, say


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
