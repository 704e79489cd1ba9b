"""Health impact assessment (健康影响评价): screening, scoring, and drawing experts by lot."""
