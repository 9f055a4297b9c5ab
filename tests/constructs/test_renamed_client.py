"""A client by an old name: its classes, its fakes and their fixtures are the new ones."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from constructs.renamed import CONFIG, DESCRIPTION, NEW, RENAMED, told, written
from runtime.lab import ByteServer
from support.checkers import mypy, pyright
from support.pressing import Press, PressFiles

ENTRY = '"OldShop" = { to = "Shop", since = "1.4.0" }\n'
SETTINGS = written(CONFIG, NEW) + RENAMED + ENTRY
OF = "{} is deprecated: use {}; the old name goes in 2.0.0"


def test_a_client_by_an_old_name(press: Press, server: ByteServer) -> None:
    package = press(written(DESCRIPTION, NEW), SETTINGS)
    core, testing = import_module("shop.core"), import_module("shop.testing")
    for module, old, new in (
        (package, "OldShop", "Shop"),
        (package, "AsyncOldShop", "AsyncShop"),
        (package, "OldShopCore", "ShopCore"),
        (core, "AsyncOldShopCore", "AsyncShopCore"),
        (testing, "FakeOldShop", "FakeShop"),
        (testing, "AsyncFakeOldShop", "AsyncFakeShop"),
    ):
        with told(__file__) as said:
            assert getattr(module, old) is getattr(module, new)
        assert said == [OF.format(old, new)]
    with told(__file__) as said:
        _ = testing.fake_oldshop
    assert said == [OF.format("fake_oldshop", "fake_shop")]
    with told(__file__) as said, package.OldShop(token="k", server_url=server.url) as client:
        assert isinstance(client, package.Shop)
        client.crate.get("1")
    assert said == [OF.format("OldShop", "Shop"), OF.format("Shop(token)", "Shop(api_key)")]
    assert server.last.headers["authorization"] == "Bearer k"


def test_programs_with_a_client_by_an_old_name_type_check(
    press_files: PressFiles, tmp_path: Path
) -> None:
    pressed = press_files(written(DESCRIPTION, NEW), SETTINGS)
    usage = """from shop import AsyncOldShop, OldShop, Shop
from shop.core import OldShopCore
from shop.testing import FakeOldShop

def use(client: OldShop, other: AsyncOldShop, core: OldShopCore) -> Shop:
    print(other, core, FakeOldShop().crate.get)
    return client if client else OldShop(api_key="k")
"""
    assert pyright(tmp_path, pressed, usage) == []
    assert mypy(tmp_path, pressed, usage) == []
