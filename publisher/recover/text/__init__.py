"""Running text: which lines belong together, what stands inside them."""
