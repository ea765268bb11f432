"""Measures the product from outside: `python -m bench [alerts|relay|browser|report]`."""
