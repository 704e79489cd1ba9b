"""One folder per programme of the mission; they never import one another."""

KEYS = (
    "elder_care",
    "child_welfare",
    "social_assistance",
    "employment",
    "medical_services",
    "birth_support",
    "elder_health",
    "health_impact",
    "education",
    "hotline",
)
