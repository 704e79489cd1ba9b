"""What running all tests needs from a machine; standard library only."""
