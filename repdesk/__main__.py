"""`python -m repdesk` is `repdesk`."""

from repdesk.cli import main

main()
