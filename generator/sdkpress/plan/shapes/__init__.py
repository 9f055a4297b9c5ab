"""What follows from all schemas and operations together: the shapes in which models come."""
