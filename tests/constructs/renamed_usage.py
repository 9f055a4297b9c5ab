"""What programs of before do: `old` marks what each is told. Run by test_renamed.py."""

from __future__ import annotations

import asyncio
import sys

from shop import AsyncShop, Shop, errors, models
from shop.funcs.box_fetch import box_fetch, box_fetch_async
from shop.models import Order, box  # old
from shop.models.box import OrderRequest  # old
from shop.models.pets import Pets  # old
from shop.resources.pets import AsyncPets  # old
from shop.resources.pets import Pets as PetsResource  # old

url = sys.argv[1]


def told(kind: str, value: object) -> None:
    print(kind, value)


def named(pet: models.Pet) -> str:
    return pet.name


with Shop(token="k", server_url=url) as client:  # old
    told("chat", named(client.chat.completions.create("r", message="m")))  # old
    completions = client.chat.completions  # old
    told("again", named(completions.create("r", message="m", stream=False)))  # old
    for pet in completions.create("r", message="m", stream=True):  # old
        told("item", named(pet))
    told("raw", named(completions.with_raw_response.create("r", message="m").value))  # old
    with completions.with_streaming_response.create("r", message="m") as download:  # old
        told("streamed", len(download.read()) > 5)
    pets: PetsResource = client.pets  # old
    page = pets.all(limit=1)  # old
    told("page", [named(pet) for pet in page.data])
    told("pages", [len(one.data) for one in pets.all_pages(limit=1)])  # old
    things: list[object] = [page]
    told("is", isinstance(things[0], models.Pets))  # old
    told("made", models.Pet(name="x").name)  # old
    told("order", named(client.box.order("1", order=Order(amount=1))))  # old
    order = Order(amount=1, class_="c")  # old
    order.amount += 1  # old
    told("amount", order.amount)  # old
    told("order", named(client.box.order("1", order=order)))  # old
    told("colour", client.box.fetch("1").colour)  # old
    told("function", box_fetch(client, {"id": "1"}).unwrap().name)  # old
    told("other", named(client.with_options(token="x", timeout=3).box.fetch("1")))  # old
    try:
        client.with_options(headers={"fail": "1"}).pets.all()  # old
    except errors.TakenError as error:  # old
        told("error", error.data.why)
    told("module", box.OrderRequest is OrderRequest)  # old
    told("same", Pets is models.Pets)  # old


async def main() -> None:
    async with AsyncShop(token="k", server_url=url) as client:  # old
        chat = client.chat  # old
        create = chat.completions.create  # old
        calls = [create("r", message="m"), create("r", message="n")]  # old
        made, other = await asyncio.gather(*calls)
        told("async", made.name + other.name)
        task = asyncio.create_task(client.box.fetch("1"))  # old
        told("task", (await task).name)
        stream = await create("r", message="m", stream=True)  # old
        told("stream", [pet.name async for pet in stream])
        pets: AsyncPets = client.pets  # old
        told("pages", [len(one.data) async for one in pets.all_pages(limit=1)])  # old
        told("raw", (await pets.with_raw_response.all(limit=1)).value.data[0].name)  # old
        told("pager", [pet.name async for pet in pets.all(limit=1)])  # old
        told("function", (await box_fetch_async(client, {"id": "1"})).unwrap().name)  # old


asyncio.run(main())
