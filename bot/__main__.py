"""`python -m bot` is the command `congdoan`."""

from bot.cli import main

main()
