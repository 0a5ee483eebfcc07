"""What is wrong with an installation, in the words of whoever keeps it, with the mend."""
