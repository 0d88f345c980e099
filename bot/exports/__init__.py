"""What leaves the product: everything stored, in formats that other programs read."""
