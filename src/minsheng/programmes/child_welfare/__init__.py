"""Child welfare (儿童福利): orphans, children nobody raises, mandatory reports, left-behind children."""
