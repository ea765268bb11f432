"""How often the trackers are right, measured on labelled material: `python -m evaluation.faces`."""
