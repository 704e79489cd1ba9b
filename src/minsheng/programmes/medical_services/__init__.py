"""County medicine (县域医改): indicators, family doctors and emergency centres."""
