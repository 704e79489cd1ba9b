"""Employment (就业): subsidies, unemployment benefit, public posts and help for graduates."""
