"""Every French sentence and label of the program, without Qt: window, command line and documents speak through here."""
