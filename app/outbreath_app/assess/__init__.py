"""Finding one's own pace: protocols, scoring, and an answer that says how sure it is."""
