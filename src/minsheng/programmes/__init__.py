"""One folder per programme of the mission; they never import one another."""
