"""What is looked at, how it is answered, and what an answer is worth."""
