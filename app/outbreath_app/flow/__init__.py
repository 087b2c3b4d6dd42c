"""The flow of a session: laid out as a plan, run by the engine, shown through the view."""
