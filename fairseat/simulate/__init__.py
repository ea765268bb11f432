"""Simulated students: real sign-ins, sockets, encoded pictures and sound, drawn instead of filmed."""
