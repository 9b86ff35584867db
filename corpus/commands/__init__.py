"""The commands of `corpus`, a file each; `corpus.cli` names them."""
