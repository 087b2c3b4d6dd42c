"""Looking for one's own pace in the window: the session, its answer with the curve, and the earlier ones."""
