"""From the bytes a bureau sends to a grid of typed cells. Free of Django; hostile files end here."""
