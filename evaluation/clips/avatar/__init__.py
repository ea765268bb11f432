"""A person out of MakeHuman's mesh with the face of a photo: turns, looks, speaks, blinks."""
