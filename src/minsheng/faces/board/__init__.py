"""The board (看板): what leaders and county clerks see of the city, in counts only."""
