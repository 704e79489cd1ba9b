"""Small public calculators: identity numbers, age, working days, retirement, money; pure and without a clock."""
