"""Labelled clips for the fake camera and microphone: generators, labels and their sources."""
