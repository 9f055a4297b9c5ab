"""`[renamed]` in sdk.toml: programs that use old names run and type-check, and are told where."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from constructs.renamed import CONFIG, DESCRIPTION, NEW, OLD, RENAMED, told, written
from runtime.lab import ByteServer, Received, answer
from support.checkers import mypy, pyright
from support.models import only_pydantic, with_both_libraries
from support.pressing import Press, Pressed, PressFiles

pytestmark = with_both_libraries

HERE = Path(__file__).parent


@pytest.fixture
def old(press_files: PressFiles) -> Pressed:
    return press_files(written(DESCRIPTION, OLD), written(CONFIG, OLD))


@pytest.fixture
def new(press_files: PressFiles) -> Pressed:
    return press_files(written(DESCRIPTION, NEW), written(CONFIG, NEW) + RENAMED)


USAGE = (HERE / "renamed_usage.py").read_text(encoding="utf-8")


def reply(request: Received) -> bytes:
    """What the API answers."""
    if request.headers.get("fail"):
        return answer({"why": "so"}, 418)
    if b'"stream":true' in request.body.replace(b" ", b""):
        return answer('data: {"name": "s"}\n\n', content_type="text/event-stream")
    if request.path == "/pets":
        first = {"data": [{"name": "a"}], "next": "2"}
        return answer({"data": [{"name": "b"}]} if "after=2" in request.target else first)
    return answer({"name": "n", "colour": "red", "shade": "red"})


@pytest.fixture
def server() -> Iterator[ByteServer]:
    server = ByteServer([reply])
    yield server
    server.close()


def run(pressed: Pressed, directory: Path, *arguments: str) -> tuple[str, dict[int, list[str]]]:
    """What the program prints, and what it is warned of by line."""
    program = directory / "usage.py"
    program.write_text(USAGE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "always::DeprecationWarning", str(program), *arguments],
        env={**os.environ, "PYTHONPATH": str(pressed.source)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[int, list[str]] = {}
    for file, line, message in re.findall(
        r"^(\S+):(\d+): DeprecationWarning: (.*)", done.stderr, re.M
    ):
        assert file == str(program)
        told.setdefault(int(line), []).append(message)
    return done.stdout, told


def test_old_programs_run_and_are_told_where(
    old: Pressed, new: Pressed, server: ByteServer, tmp_path: Path
) -> None:
    before, silence = run(old, tmp_path, server.url)
    after, told = run(new, tmp_path, server.url)
    assert silence == {}
    assert after == before
    marked = [number for number, line in enumerate(USAGE.splitlines(), 1) if "# old" in line]
    assert sorted(told) == marked
    assert {message for messages in told.values() for message in messages} >= {
        "chat is deprecated: use talk; the old name goes in 2.0.0",
        "models.Pet is deprecated: use models.Animal; the old name goes in 2.0.0",
        "Shop(token) is deprecated: use Shop(api_key); the old name goes in 2.0.0",
    }


def test_old_programs_type_check(old: Pressed, new: Pressed, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    assert pyright(tmp_path / "old", old, USAGE) == []
    assert mypy(tmp_path / "old", old, USAGE) == []
    told = pyright(tmp_path / "new", new, USAGE)
    assert [line for line in told if " is deprecated" not in line] == []
    assert all(line.startswith("usage.py") for line in told)
    methods = ["chat", "completions", "create", "pets", "all", "all_pages", "box", "fetch", "Shop"]
    said = " ".join(told)
    assert [name for name in methods if f'"{name}"' not in said] == []
    assert "use animals.list; the old name goes in 2.0.0" in said
    noted = mypy(tmp_path / "new", new, USAGE)
    assert [line for line in noted if not line.endswith("[deprecated]")] == []
    assert len(noted) > 20


def warned(use: Any) -> list[str]:
    """What `use` is warned of, always at a line of this file."""
    with told(__file__) as said:
        use()
    return said


@pytest.fixture
def package(new: Pressed, press: Press) -> Any:
    return press(written(DESCRIPTION, NEW), written(CONFIG, NEW) + RENAMED)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_old_class_is_the_new_one(package: Any) -> None:
    models, types = package.models, package.types
    assert models.Pet is models.Animal
    assert import_module("shop.models.shared_animal").Pet is models.Animal
    assert import_module("shop.models.box").Order is models.Purchase
    assert import_module("shop.models.crate").Pet is models.Animal  # whichever module had it
    assert types.OrderDict is types.PurchaseDict
    assert types.OrderInput is types.PurchaseInput
    assert import_module("shop.types.box").PurchaseDict is types.PurchaseDict
    assert package.errors.TakenError is package.errors.ClashError
    assert import_module("shop.errors.declared").TakenError is package.errors.ClashError
    pages = import_module("shop.pages")
    assert pages.AllPage is pages.ListPage
    assert pages.AsyncAllPage is pages.AsyncListPage
    assert issubclass(package.errors.ClashError, package.errors.TakenError)
    resources = import_module("shop.resources.chat_completions")
    assert resources.AsyncChatCompletions.__name__ == "AsyncTalkThreads"


def pickled(pressed: Pressed, made: str, protocol: int) -> bytes:
    """A pickle of what a program made with an SDK."""
    script = f"import pickle, shop, sys; m = shop.models; pickle.dump([{made}], sys.stdout.buffer, {protocol})"
    environment = {**os.environ, "PYTHONPATH": str(pressed.source)}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_pickles_of_before_load(old: Pressed, package: Any, protocol: int) -> None:
    made = "m.Pet(name='a'), m.Pets(data=[m.Pet(name='b')]), m.Pet"
    pet, pets, cls = pickle.loads(pickled(old, made, protocol))
    assert isinstance(pet, package.models.Animal)
    assert (pet.name, pets.data[0].name, cls) == ("a", "b", package.models.Animal)


@only_pydantic
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_pickles_load_whose_fields_were_renamed(old: Pressed, package: Any) -> None:
    """A pickle of msgspec gives the fields to a function of the runtime that knows no old names."""
    (order,) = pickle.loads(pickled(old, "m.Order(amount=2)", 5))
    assert (order.quantity, order.model_fields_set) == (2, {"quantity"})
    assert order == package.models.Purchase(quantity=2)


def test_either_name_but_not_both(package: Any, server: ByteServer) -> None:
    with package.Shop(api_key="k", server_url=server.url) as client:
        send = client.talk.threads.send
        old = "chat.completions.create(message) is deprecated: use talk.threads.send(text); the old name goes in 2.0.0"
        assert warned(lambda: send("r", message="m")) == [old]
        assert server.last.body == b'{"text":"m"}'
        assert warned(lambda: send("r", text="m")) == []
        for given in ({"message": "m", "text": "m"}, {"text": None, "message": None}):
            with pytest.raises(TypeError, match="'text' and 'message', which is its old name"):
                send("r", **given)
        with pytest.raises(TypeError, match="text"):
            send("r")
    with pytest.raises(TypeError, match="'api_key' and 'token'"):
        package.Shop(api_key="k", token="k")


def test_fields_by_old_names(package: Any) -> None:
    order = package.models.Purchase(quantity=1, class_="c")
    told = "models.Purchase.amount is deprecated: use models.Purchase.quantity; the old name goes in 2.0.0"
    assert warned(lambda: order.amount) == [told]
    assert warned(lambda: setattr(order, "amount", 5)) == [told]
    assert (order.quantity, order.to_dict()) == (5, {"quantity": 5, "class": "c"})
    assert warned(lambda: package.models.Purchase(amount=1)) == [told]
    with pytest.raises(ValueError, match="'quantity' and 'amount'"):
        package.models.Purchase(amount=1, quantity=1)
    assert warned(lambda: package.models.Purchase.model_validate({"quantity": 2})) == []

    class Own(package.models.Purchase):  # type: ignore[misc, name-defined]
        pass

    made: list[Any] = []
    assert warned(lambda: made.append(Own(amount=3))) == [told]
    assert made[0].quantity == 3


def test_fakes_know_old_names(package: Any) -> None:
    testing = import_module("shop.testing")
    fake = testing.FakeShop()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fake.chat.completions.create.when("r", message="m").returns({"name": "told"})
        assert fake.talk.threads.send("r", text="m").name == "told"
        assert fake.chat.completions.create("r", message="m").name == "told"
        fake.box.fetch.returns({"name": "got"})
        assert fake.crate.get("1").name == "got"
        assert len(fake.chat.completions.create.calls) == 2
        with pytest.raises(testing.FakeError, match="talk.threads.send"):
            fake.talk.threads.send("r", text="other")
        pets = fake.pets.all
        pets.returns({"data": []})
        assert pets.when(limit=3).calls == []
        assert fake.animals.list(page_size=3).data == []
        assert len(pets.when(limit=3).calls) == 1


def test_who_uses_no_old_name_does_not_meet_it(package: Any, server: ByteServer) -> None:
    def use() -> None:
        with package.Shop(api_key="k", server_url=server.url) as client:
            client.talk.threads.send("r", text="t")
            client.animals.list(page_size=1)
        import_module("shop.models.shared_animal").Animal(name="x")
        _ = [package.models.Animal, package.errors.ClashError, package.types.PurchaseDict]

    assert warned(use) == []
    for module, names in {
        package: ("chat", "Order"),
        package.models: ("Pet", "Order", "box"),
        package.types: ("OrderDict", "OrderInput"),
        package.errors: ("TakenError",),
        import_module("shop.pages"): ("AllPage",),
    }.items():
        assert {*dir(module), *module.__all__}.isdisjoint(names)
        with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
            _ = module.Nothing
    for name in ("shared_animal", "box", "crate"):
        with pytest.raises(AttributeError, match="has no attribute"):
            _ = import_module(f"shop.models.{name}").Nothing


def test_modules_are_asked_for_all_that_they_had(package: Any) -> None:
    space: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec("from shop.models.box import *", space)
    assert space["Purchase"] is package.models.Purchase
