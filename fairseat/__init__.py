"""Fairseat: live online proctoring that an institution hosts itself."""

__version__ = "0.1.0"
