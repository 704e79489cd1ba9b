"""Small public calculators: identity, age, working days, retirement, money; pure and without a clock."""
