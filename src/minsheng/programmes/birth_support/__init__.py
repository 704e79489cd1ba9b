"""Birth support and childcare (生育支持与托育): subsidies, maternity allowance and nurseries."""
