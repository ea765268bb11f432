import os

from hypothesis import settings

# 40 keep the folder under two seconds; EXAMPLES=2000 is for a night, or after a change to the rules.
settings.register_profile("domain", max_examples=int(os.environ.get("EXAMPLES", "40")), deadline=None, database=None)
settings.load_profile("domain")
