"""printing.json: arrays and how NumPy prints them; dtypes that NumPy lacks are not here. Run with NumPy installed."""
import json
import pathlib

import numpy as np

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "golden" / "printing.json"
R = np.random.RandomState(3)


def text(a):
    body = f"[], shape={a.shape}" if a.size == 0 else np.array2string(a, prefix="array(", suffix=",", separator=", ", max_line_width=75)
    last = len(body) - (body.rfind("\n") + 1) + (len("array(") if "\n" not in body else 0)
    dtype = f"dtype={a.dtype.name})"
    gap = "\n      " if last + len(dtype) + 2 > 75 else " "
    return f"array({body},{gap}{dtype}"


def plain(x):
    x = float(x)
    return "nan" if x != x else "inf" if x == np.inf else "-inf" if x == -np.inf else "-0.0" if x == 0 and np.signbit(x) else x


def data(a):
    if a.dtype.kind == "c":
        return [plain(p) for z in a.ravel() for p in (z.real, z.imag)]
    if a.dtype.kind == "f":
        return [plain(x) for x in a.ravel()]
    return [int(x) for x in a.ravel()]


ARRAYS = []
for t in (np.float64, np.float32, np.float16):
    ARRAYS += [np.array(v, t) for v in (
        0., -0., 1., 2.5, 0.1, 1e-5, 1e10 if t != np.float16 else 6e4, np.nan, np.inf, -np.inf, [1., 2.], [0.1, 0.2, 0.30000001], [1, -1],
        [1.5, np.nan], [np.inf, 1.5], [-np.inf, 1.25, np.nan], [np.nan, np.nan], [0, 0], [0., -0.], [1e-3, 1.], [1e-4, 1e-2], [1e-5, 1.], [1e3, 1.],
        [1001., 1.], [999., 1.], [12345., 0.5], [0.00012345, 1], [1 / 3, 2 / 3], [1e-7, 1e-6], [100000.25, 1], [65504., 1e-7], [], [[]],
        [[1, 2], [3, 4]], [[1.5], [-2.25]])]
    ARRAYS += [R.standard_normal(s).astype(t) for s in ((3,), (10,), (40,), (3, 4), (2, 3, 4), (2, 2, 2, 2))]
    if t == np.float32:
        ARRAYS += [np.round(R.standard_normal(s), 3).astype(t) for s in ((1200,), (40, 40), (5, 300), (4, 8, 50), (1001, 1))]
    ARRAYS += [(R.standard_normal(12) * 10.0 ** R.randint(-3, 4, 12)).astype(t) for _ in range(4)]
    ARRAYS += [np.zeros((2, 0, 3), t)]
for t in (np.float64, np.float32):
    ARRAYS += [np.array(v, t) for v in ([1e8, 1], [1e7, 1e6], [123456789., 1e8], [1e20, 1e-20], [1e-30], [1e100] if t == np.float64 else [1e30], [5e-324] if t == np.float64 else [1e-45],
                                        [1234567.5, 1e6], [99999.99, 1e3], [1e16, 1e15])]
for t in (np.int32, np.int8, np.int16, np.int64, np.uint8, np.uint32, np.uint64):
    ARRAYS += [np.array(v).astype(t) for v in (0, 7, [1, 2, 3], [10, -3 if np.dtype(t).kind == "i" else 3, 100], [[1], [20]])]
    ARRAYS += [np.array([np.iinfo(t).min, np.iinfo(t).max], t), np.arange(100).astype(t)]
ARRAYS += [np.arange(1200), np.arange(2400).reshape(2, 30, 40)]
ARRAYS += [np.array(v) for v in (True, False, [True, False], [True], [[True, True], [True, False]])] + [np.arange(40) % 3 == 0]
for t in (np.complex64, np.complex128):
    ARRAYS += [np.array(v, t) for v in (0, 1j, 1 + 2j, [1 + 2j, 3.5 - 0.25j], [1e-5 + 1j, 2], [complex(np.nan, 1), 2j], [complex(1, -np.inf), 2], [[1, 2j], [3, 4]])]
    ARRAYS += [(R.standard_normal(9) + 1j * R.standard_normal(9)).astype(t)]
rows = [json.dumps({"dtype": a.dtype.name, "shape": a.shape, "data": data(a), "text": text(a)}) for a in ARRAYS]
OUT.write_text('{"oracle": "numpy ' + np.__version__ + '", "cases": [\n' + ",\n".join(rows) + "\n]}\n")
print(len(rows))
