"""The way of a session on screen: choosing, checking in, getting ready, practising, and looking back."""
