"""What schemas mean in Python: each by a few lines, its types as `planned` writes them."""

from __future__ import annotations

import pytest

from plan.planned import planned, with_schemas

# A is what is sent and received.
CASES: dict[str, tuple[str, dict[str, str]]] = {
    "formats": (
        """
        A: {type: object, required: [a, b], properties: {a: {type: [string, 'null']}, b: {type: integer, format: int64}, c: {type: string, format: date}, d: {type: string, format: date-time}, e: {type: string, format: uuid}, f: {type: string, format: byte}, g: {type: number, format: decimal}, h: {type: boolean}, i: {type: string, format: odd}, j: {}, k: {type: 'null'}, l: {type: string, format: ipv4}, m: {type: string, format: duration}, n: {type: string, format: time}}}
        """,
        {
            "A": "{a: str | none, b: int, c?: date, d?: datetime, e?: uuid, f?: base64, g?: number, h?: bool, i?: str, j?: any, k?: none, l?: ipv4, m?: duration, n?: time}",
        },
    ),
    "arrays and maps": (
        """
        A: {type: object, properties: {l: {type: array}, t: {type: array, prefixItems: [{type: string}, {type: integer}], minItems: 2, items: false}, m: {type: object, additionalProperties: {type: integer}}, n: {type: object}, o: {type: object, additionalProperties: false}, p: {type: object, patternProperties: {'^x': {type: number}}}, q: {additionalProperties: {type: string}}, r: {items: {type: string}}}}
        """,
        {
            "A": "{l?: [any], t?: AT, m?: map of int, n?: map of any, o?: map of any, p?: AP, q?: map of str, r?: [str]}",
            "AP": "map of float",
            "AT": "(str, int)",
        },
    ),
    "a base's property made required": (
        """
        A: {allOf: [{$ref: '#/components/schemas/B'}, {type: object, required: [b], properties: {c: {type: integer}}}]}
        B: {type: object, required: [a], properties: {a: {type: string}, b: {type: string}}}
        """,
        {
            "B": "{a: str, b?: str}",
            "A": "{a: str, b: str, c?: int}",
        },
    ),
    "a base with a discriminator": (
        """
        A: {type: object, discriminator: {propertyName: kind, mapping: {b: '#/components/schemas/B', c: '#/components/schemas/C'}}, required: [kind], properties: {kind: {type: string}, id: {type: integer}}}
        B: {allOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {b: {type: string}}}]}
        C: {allOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {c: {type: string}}}]}
        """,
        {
            "A": "{kind: str, id?: int}",
            "B": "{kind: <'b'>, id?: int, b?: str}",
            "C": "{kind: <'c'>, id?: int, c?: str}",
        },
    ),
    "what variants are called": (
        """
        A: {type: object, properties: {u: {oneOf: [{title: Big, type: object, properties: {x: {type: string}}}, {type: object, properties: {x: {const: q}, y: {type: string}}}, {type: array, items: {type: string}}, {type: integer}]}, v: {anyOf: [{type: object, properties: {x: {type: string}}}, {type: 'null'}]}}}
        """,
        {
            "A": "{u?: AUBig | AUQ | [str] | int, v?: AV | none}",
            "AUBig": "{x?: str}",
            "AUQ": "{x?: <'q'>, y?: str}",
            "AV": "{x?: str}",
        },
    ),
    "a choice of required properties": (
        """
        A: {type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}
        """,
        {
            "A": "{a?: str, b?: str}",
        },
    ),
    "properties beside a union": (
        """
        A: {type: object, required: [k], properties: {k: {type: string}}, oneOf: [{properties: {a: {type: string}}}, {properties: {b: {type: integer}}}]}
        """,
        {
            "A": "AA | AB",
            "AA": "{k: str, a?: str}",
            "AB": "{k: str, b?: int}",
        },
    ),
    "recursion": (
        """
        A: {type: object, properties: {self: {$ref: '#/components/schemas/A'}, kids: {type: array, items: {$ref: '#/components/schemas/A'}}, by: {type: object, additionalProperties: {$ref: '#/components/schemas/A'}}}}
        """,
        {
            "A": "{self?: A, kids?: [A], by?: map of A}",
        },
    ),
    "references with siblings": (
        """
        A: {type: object, properties: {x: {allOf: [{$ref: '#/components/schemas/B'}], description: d, nullable: true}, y: {oneOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}, z: {allOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}}}
        B: {type: object, properties: {b: {type: string}}}
        C: {type: object, required: [c], properties: {b: {type: string, format: date}, c: {type: number}}}
        """,
        {
            "A": "{x?: B | none, y?: B | none, z?: C}",
            "B": "{b?: str}",
            "C": "{b?: date, c: float}",
        },
    ),
    "enums": (
        """
        A: {type: object, required: [x, missing], properties: {x: {enum: [1, 2, null]}, y: {enum: [a, 1, true]}, z: {enum: [1.5]}, w: {enum: [1.0, 2]}, v: {const: null}, u: {enum: []}}}
        """,
        {
            "A": "{x: <1 2…> | none, y?: <'a' 1 True…>, z?: any, w?: <1 2…>, v?: none, u?: none, missing?: any}",
        },
    ),
    "an object or a string": (
        """
        A: {type: [object, string], properties: {x: {type: string}}}
        """,
        {
            "A": "AObject | str",
            "AObject": "{x?: str}",
        },
    ),
    "several types": (
        """
        A: {type: object, properties: {x: {type: [integer, number]}, y: {type: [string, array], items: {type: integer}}, z: {anyOf: [{type: string}, {type: string, format: date-time}]}, w: {anyOf: [{type: integer}, {type: number}]}, v: {anyOf: [{type: string, enum: [a, b]}, {type: string}]}}}
        """,
        {
            "A": "{x?: int | float, y?: str | [int], z?: str | datetime, w?: int | float, v?: <'a' 'b'…> | str}",
        },
    ),
    "nested objects": (
        """
        A: {type: object, properties: {inner: {type: object, properties: {deep: {type: object, properties: {n: {type: integer}}}}}, list_of: {type: array, items: {type: object, properties: {n: {type: integer}}}}, map_of: {type: object, additionalProperties: {type: object, properties: {n: {type: integer}}}}}}
        """,
        {
            "A": "{inner?: AInner, list_of?: [AListOfItem], map_of?: map of AMapOfValue}",
            "AInner": "{deep?: AInnerDeep}",
            "AInnerDeep": "{n?: int}",
            "AListOfItem": "{n?: int}",
            "AMapOfValue": "{n?: int}",
        },
    ),
    "typed additional properties": (
        """
        A: {type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}
        """,
        {
            "A": "{a?: str, *: int}",
        },
    ),
    "patterns beside properties": (
        """
        A: {type: object, properties: {a: {type: string}}, additionalProperties: true, patternProperties: {'^x-': {type: boolean}}}
        """,
        {
            "A": "{a?: str}",
        },
    ),
    "a property in several parts": (
        """
        A: {allOf: [{type: object, properties: {p: {$ref: '#/components/schemas/B'}}}, {type: object, properties: {p: {description: only words}}}, {type: object, properties: {p: {$ref: '#/components/schemas/C'}}}]}
        B: {type: object, properties: {b: {type: string}}}
        C: {type: object, properties: {c: {type: string}}}
        """,
        {
            "B": "{b?: str}",
            "A": "{p?: C}",
            "C": "{c?: str}",
        },
    ),
    "items in several parts": (
        """
        A: {allOf: [{type: array, items: {$ref: '#/components/schemas/B'}}, {items: {type: object, required: [b]}}]}
        B: {type: object, properties: {b: {type: string}}}
        """,
        {
            "B": "{b?: str}",
            "A": "[AItem]",
            "AItem": "{b: str}",
        },
    ),
    "one-way properties": (
        """
        A: {type: object, properties: {a: {type: string, readOnly: true}, b: {allOf: [{type: integer}], writeOnly: true}}, required: [a, b]}
        """,
        {
            "A": "{a: str}",
            "AInput": "{b: int}",
        },
    ),
    "what leads to one-way properties": (
        """
        A: {type: object, required: [id, b], properties: {id: {type: string, readOnly: true}, b: {$ref: '#/components/schemas/B'}}}
        B: {type: object, properties: {c: {type: array, items: {$ref: '#/components/schemas/C'}}, plain: {$ref: '#/components/schemas/P'}}}
        C: {anyOf: [{$ref: '#/components/schemas/D'}, {type: 'null'}]}
        D: {type: object, properties: {s: {type: string, writeOnly: true}, r: {type: string, readOnly: true}, t: {type: string}}}
        P: {type: object, properties: {t: {type: string}}}
        """,
        {
            "A": "{id: str, b: B}",
            "AInput": "{b: BInput}",
            "B": "{c?: [C | none], plain?: P}",
            "BInput": "{c?: [CInput | none], plain?: P}",
            "C": "D | none",
            "CInput": "DInput | none",
            "D": "{r?: str, t?: str}",
            "DInput": "{s?: str, t?: str}",
            "P": "{t?: str}",
        },
    ),
    "a name that is taken": (
        """
        A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}
        AInput: {type: object, properties: {n: {type: integer}}}
        B: {type: object, properties: {id: {type: string, readOnly: true}, a: {$ref: '#/components/schemas/A'}}}
        """,
        {
            "AInput": "{n?: int}",
            "A": "{b?: B}",
            "AInputInput": "{b?: BInput}",
            "B": "{id?: str, a?: A}",
            "BInput": "{a?: AInputInput}",
        },
    ),
    "the first tag of two": (
        """
        A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}
        B: {type: object, required: [kind, n], properties: {kind: {const: b}, n: {const: 1}}}
        C: {type: object, required: [kind, n], properties: {kind: {const: c}, n: {const: 2}}}
        """,
        {
            "A": "B | C by kind",
            "B": "{kind: <'b'>, n: <1>}",
            "C": "{kind: <'c'>, n: <2>}",
        },
    ),
    "a tag that is ambiguous": (
        """
        A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}
        B: {type: object, required: [kind, type], properties: {kind: {enum: [b, x]}, type: {const: b}}}
        C: {type: object, required: [kind, type], properties: {kind: {enum: [c, x]}, type: {const: c}}}
        """,
        {
            "A": "B | C by type",
            "B": "{kind: <'b' 'x'…>, type: <'b'>}",
            "C": "{kind: <'c' 'x'…>, type: <'c'>}",
        },
    ),
    "a tag that one leaves out": (
        """
        A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}
        B: {type: object, required: [kind], properties: {kind: {const: b}}}
        C: {type: object, properties: {kind: {const: c}}}
        """,
        {
            "A": "B | C",
            "B": "{kind: <'b'>}",
            "C": "{kind?: <'c'>}",
        },
    ),
    "a declared tag without a mapping": (
        """
        A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], discriminator: {propertyName: kind}}
        B: {type: object, required: [kind], properties: {kind: {type: string}}}
        C: {type: object, required: [kind], properties: {kind: {type: string}}}
        """,
        {
            "A": "B | C by kind",
            "B": "{kind: <'B'>}",
            "C": "{kind: <'C'>}",
        },
    ),
    "a declared mapping": (
        """
        A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], discriminator: {propertyName: kind, mapping: {x: '#/components/schemas/B', y: B, z: C}}}
        B: {type: object, required: [kind], properties: {kind: {type: string}}}
        C: {type: object, required: [kind], properties: {kind: {type: string}}}
        """,
        {
            "A": "B | C by kind",
            "B": "{kind: <'x' 'y'>}",
            "C": "{kind: <'z'>}",
        },
    ),
    "a tag beside a string": (
        """
        A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}, {type: string}]}
        B: {type: object, required: [kind], properties: {kind: {const: b}}}
        C: {type: object, required: [kind], properties: {kind: {const: c}}}
        """,
        {
            "A": "B | C | str",
            "B": "{kind: <'b'>}",
            "C": "{kind: <'c'>}",
        },
    ),
    "a tag beside null": (
        """
        A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/N'}]}
        N: {oneOf: [{$ref: '#/components/schemas/C'}, {type: 'null'}]}
        B: {type: object, required: [kind], properties: {kind: {const: b}}}
        C: {type: object, required: [kind], properties: {kind: {const: c}}}
        """,
        {
            "A": "B | N | none",
            "B": "{kind: <'b'>}",
            "C": "{kind: <'c'>}",
            "N": "C | none",
        },
    ),
    "tags in properties and arrays": (
        """
        A: {type: object, properties: {one: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}, {type: 'null'}]}, many: {type: array, items: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}}}}
        B: {type: object, required: [kind], properties: {kind: {const: b}}}
        C: {type: object, required: [kind], properties: {kind: {const: c}}}
        """,
        {
            "A": "{one?: AOne | none, many?: [AManyItem]}",
            "AManyItem": "B | C by kind",
            "AOne": "B | C by kind",
            "B": "{kind: <'b'>}",
            "C": "{kind: <'c'>}",
        },
    ),
    "1 and true are no tag": (
        """
        A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}
        B: {type: object, required: [kind], properties: {kind: {const: 1}}}
        C: {type: object, required: [kind], properties: {kind: {const: true}}}
        """,
        {
            "A": "B | C",
            "B": "{kind: <1>}",
            "C": "{kind: <True>}",
        },
    ),
    "enums that are received": (
        """
        A: {type: object, properties: {e: {enum: [a, b]}, l: {type: array, items: {enum: [1, 2]}}, c: {enum: [a]}, o: {$ref: '#/components/schemas/E'}}, additionalProperties: {enum: [x, y]}}
        E: {enum: [p, q]}
        """,
        {
            "A": "{e?: <'a' 'b'…>, l?: [<1 2…>], c?: <'a'>, o?: E, *: <'x' 'y'…>}",
            "E": "<'p' 'q'…>",
        },
    ),
    "two unions that hold together": (
        """
        A: {allOf: [{oneOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {b: {type: string}}}]}, {oneOf: [{type: object, properties: {c: {type: string}}}, {type: object, properties: {d: {type: string}}}]}]}
        """,
        {
            "A": "AWithAAndC | AWithAAndD | AWithBAndC | AWithBAndD",
            "AWithAAndC": "{a?: str, c?: str}",
            "AWithAAndD": "{a?: str, d?: str}",
            "AWithBAndC": "{b?: str, c?: str}",
            "AWithBAndD": "{b?: str, d?: str}",
        },
    ),
    "mere names": (
        """
        A: {$ref: '#/components/schemas/B'}
        B: {$ref: '#/components/schemas/C'}
        C: {type: array, items: {$ref: '#/components/schemas/A2'}}
        A2: {type: object, properties: {x: {$ref: '#/components/schemas/B'}, n: {type: integer}}, additionalProperties: {$ref: '#/components/schemas/B'}}
        """,
        {
            "B": "C",
            "A": "C",
            "A2": "{x?: C, n?: int, *: C}",
            "C": "[A2]",
        },
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_schema_means(case: str) -> None:
    schemas, expected = CASES[case]
    found = planned(with_schemas(schemas))
    found.pop("XRequest", None)
    assert found == expected


def test_what_is_only_sent_has_the_sent_shape_of_what_is_received_too() -> None:
    found = planned("""
    paths:
      /x:
        put:
          operationId: x
          requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}
          responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/C'}}}}}
    components:
      schemas:
        S: {type: object, additionalProperties: {type: integer}, properties: {c: {$ref: '#/components/schemas/C'}, r: {type: string, readOnly: true}}}
        C: {type: object, properties: {r: {type: string, readOnly: true}, t: {type: string}}}
    """)
    del found["XRequest"]
    assert found == {
        "S": "{c?: CInput, *: int}",
        "C": "{r?: str, t?: str}",
        "CInput": "{t?: str}",
    }
