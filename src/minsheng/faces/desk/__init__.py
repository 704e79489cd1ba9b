"""The desk: what village workers, reviewers and clerks do, case by case and person by person."""
