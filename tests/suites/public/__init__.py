"""What stands in place of a suite's own conftest.py and utils.py: public names only."""
