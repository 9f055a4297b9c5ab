"""Plan: a description and a configuration go in, `Sdk`, with every decision taken, comes out.

`plan.py` does it. It is not imported here: the stages behind the plan need its data alone.
"""
