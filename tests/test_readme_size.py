"""README and lists stay short whatever is described, and what README links to can be reached."""

from __future__ import annotations

import pytest

from support.pressing import PressFiles


def test_many_operations_and_errors_are_told_of_on_their_pages(press_files: PressFiles) -> None:
    paths = "".join(
        f"""
  /p{number}:
    get:
      operationId: getSomethingThatHasQuiteALongName{number}
      tags: [group{number % 9}]
      summary: {"Lists what there is, " * 12}.
      responses:
        '204': {{description: ok}}
        '4{number:02}':
          description: {"no, " * 50}
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/E{number}'}}}}}}"""
        for number in range(10, 99)
    )
    schemas = "".join(
        f"\n    E{number}: {{type: object, properties: {{e{number}: {{type: string}}}}}}"
        for number in range(10, 99)
    )
    about = "|\n" + "".join(f"    Paragraph {n}. {'word ' * 40}\n\n" for n in range(400))
    text = f"info:\n  title: Big\n  version: '1'\n  description: {about}\npaths:{paths}\n"
    pressed = press_files(f"{text}components:\n  schemas:{schemas}\n", "")
    readme = pressed.files["README.md"]

    assert len(readme.encode()) <= 20 * 1024
    assert "- [`client.group1`](docs/group1.md) (10)" in readme
    assert "Paragraph 3." in readme
    for path, page in pressed.files.items():
        if path.endswith(".md"):
            lists = [line for line in page.splitlines() if line.lstrip().startswith("- [`")]
            assert max(map(len, lists), default=0) <= 120 + 20, path


@pytest.mark.parametrize(
    ("repository", "base"),
    [
        ("https://host.example/o/r", "https://host.example/o/r/blob/HEAD/"),
        ("https://host.example/o/r/tree/main/out", "https://host.example/o/r/blob/main/out/"),
    ],
)
def test_links_of_the_readme_lead_to_the_repository(
    press_files: PressFiles, repository: str, base: str
) -> None:
    config = f'[package]\nrepository = "{repository}"\n'
    pressed = press_files(
        "paths: {/a: {get: {tags: [a], responses: {'204': {description: ok}}}}}\n", config
    )

    assert "](docs/" not in pressed.files["README.md"]
    assert f"]({base}docs/" in pressed.files["README.md"]
