"""Decimal columns in, whole numbers of their smallest unit out, and back: numpy has no decimals."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

# 18 digits: what the column holds, and what an int64 holds.
_LARGEST = 10**18 - 1


def to_units(amounts: pa.Array) -> npt.NDArray[np.int64]:
    """Amounts of Decimal(18, 12) in units of 10**-12."""
    # Arrow stores 128 bits, least significant first; 18 digits are in the lower half.
    halves = np.frombuffer(amounts.buffers()[1], dtype="<i8")
    return halves[0::2][amounts.offset : amounts.offset + len(amounts)]


def from_units(units: npt.NDArray[np.int64]) -> pa.Array:
    """Units of 10**-12 as amounts; what is too large for the column becomes the largest amount."""
    halves = np.empty((units.size, 2), dtype="<i8")
    halves[:, 0] = np.clip(units, -_LARGEST, _LARGEST)
    halves[:, 1] = np.where(units < 0, -1, 0)
    return pa.Array.from_buffers(pa.decimal128(18, 12), units.size, [None, pa.py_buffer(halves.tobytes())])
