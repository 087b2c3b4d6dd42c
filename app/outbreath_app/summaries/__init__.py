"""What a recorded session held, part by part."""
