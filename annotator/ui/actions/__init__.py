"""Every action of the program, and how menus, palette and keys are made of them."""
