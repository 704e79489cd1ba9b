"""Education (教育): balance between schools, timetables, homework, after-school service and training."""
