"""minsheng (民生): one register and executable rules that keep a city's promises to its residents."""
