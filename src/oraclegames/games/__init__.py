"""What is played: games in normal form, named games, and their files."""
