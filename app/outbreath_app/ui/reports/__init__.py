"""Reports drawn as PDF."""
