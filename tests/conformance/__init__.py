"""The judge: every operation of a description is pressed, called and compared over real HTTP.

Data comes from schemathesis, requests are judged by openapi-core, responses by jsonschema-rs: none
of them is ours. Run it with `make conformance`, or `python -m conformance` with tests/ on the path.
"""
