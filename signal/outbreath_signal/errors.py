"""The one exception the core raises for input it cannot use."""


class SignalError(ValueError):
    """Input the core cannot use. The message says what was found, where, and what to do."""
