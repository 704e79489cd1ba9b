"""The steps of setting minsheng up on a machine; standard library only."""
