from hypothesis import settings

settings.register_profile("domain", max_examples=40, deadline=None, database=None)
settings.load_profile("domain")
