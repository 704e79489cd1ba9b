"""Social assistance (社会救助): minimum living allowance, its edge, medical and temporary aid."""
