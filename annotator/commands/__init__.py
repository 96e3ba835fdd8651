"""What a person does to a project. Each command is a value with a ``name`` and a ``run`` that writes its rows."""
