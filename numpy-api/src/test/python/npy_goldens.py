"""Writes the .npy and .npz files in ../resources/npy with NumPy: one per dtype, layouts, versions, byte orders."""
import pathlib

import ml_dtypes
import numpy as np

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "npy"
OUT.mkdir(parents=True, exist_ok=True)
for t in "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128".split():
    a = (np.arange(6).reshape(2, 3) - (0 if t[0] in "ub" else 2)).astype(t)
    np.save(OUT / f"{t}.npy", a + (1j if t.startswith("complex") else 0) * np.ones((), a.dtype) if t.startswith("complex") else a)
np.save(OUT / "bfloat16.npy", np.array([1.5, -2, 0.25], ml_dtypes.bfloat16))
np.save(OUT / "scalar.npy", np.float32(3.5))
np.save(OUT / "empty.npy", np.zeros((0, 3), np.float32))
np.save(OUT / "fortran.npy", np.asfortranarray(np.arange(6, dtype=np.int32).reshape(2, 3)))
np.save(OUT / "bigendian.npy", np.arange(4, dtype=">f4"))
with open(OUT / "version2.npy", "wb") as f:
    np.lib.format.write_array(f, np.arange(3, dtype=np.int64), version=(2, 0))
np.savez(OUT / "two.npz", w=np.ones((2, 2), np.float32), b=np.arange(3))
np.savez_compressed(OUT / "packed.npz", w=np.full((50,), 2.0))
np.save(OUT / "text.npy", np.array(["a", "bc"]))
