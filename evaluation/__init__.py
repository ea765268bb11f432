"""How often each tracker is right: labelled clips through real browsers, held against the violations that came out."""
