"""`python -m agentops_processor`: the command line."""

from agentops_processor.cli import main

main()
