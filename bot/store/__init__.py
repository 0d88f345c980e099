"""What is kept: purchases and their answers, what was heard, and what is to be sent."""
