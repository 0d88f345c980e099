"""What procurement knows: words, lists and small rules. No conversation, clock or network."""
