"""Rows in, durable segments out: what is acknowledged is on stable storage."""

from agentops_processor.spool.consume import Batch
from agentops_processor.spool.record import Record, Tally
from agentops_processor.spool.segment import Position
from agentops_processor.spool.spool import Spool

__all__ = ["Batch", "Position", "Record", "Spool", "Tally"]
