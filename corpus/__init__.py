"""What a person uses: the command `corpus`, a thin shell over the store and the cleaner."""
