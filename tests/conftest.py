"""What every test shares."""

from __future__ import annotations

import os

from hypothesis import settings

# The same cases every run, however slow the machine: `HYPOTHESIS_PROFILE=explore` draws new ones each time.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
