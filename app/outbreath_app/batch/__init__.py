"""Many recordings at once, on several processors or machines."""
