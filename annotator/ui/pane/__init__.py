"""The article with its labels: painted, selected, pointed at."""
