"""What the site offers to programs."""
