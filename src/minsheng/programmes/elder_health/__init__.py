"""Elder health (老年健康): screening tools of the four actions and integrated medical and elder care."""
