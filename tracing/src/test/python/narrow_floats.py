"""narrow.json: every value of the narrow floats, and doubles converted to them, with ml_dtypes. Run with ml_dtypes and NumPy installed."""
import json
import pathlib
import warnings

import ml_dtypes
import numpy as np

warnings.simplefilter("ignore")
OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "golden" / "narrow.json"
R = np.random.RandomState(11)


def plain(x):
    x = float(x)
    return "nan" if x != x else "inf" if x == np.inf else "-inf" if x == -np.inf else "-0.0" if x == 0 and np.signbit(x) else x


TYPES = {"float8_e4m3fn": ml_dtypes.float8_e4m3fn, "float8_e5m2": ml_dtypes.float8_e5m2, "bfloat16": ml_dtypes.bfloat16, "float16": np.float16}
cases = []
for name, t in TYPES.items():
    t = np.dtype(t)
    bits = np.arange(256, dtype=np.uint8) if t.itemsize == 1 else R.randint(0, 65536, 300).astype(np.uint16)
    values = bits.view(t).astype(np.float64)
    finite = values[np.isfinite(values)]
    near = np.concatenate([(finite[:-1] + finite[1:]) / 2, finite * (1 + 1e-9), R.standard_normal(100) * 10.0 ** R.randint(-9, 6, 100)])
    special = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 1e300, -1e300, 1e-300, 464, 465, 463.9, 61440, 61439, 65519.99, 65520, 3.39e38, 2 ** -10, 2 ** -17, 2 ** -25, 2 ** -26])
    # Through float32 where that is exact enough would round twice; the reference rounds the exact value once, by comparing neighbours.
    xs = np.concatenate([near, special])
    xs = xs[np.isfinite(xs)].astype(np.float32).astype(np.float64)
    ys = xs.astype(np.float32).astype(t)
    u = np.uint8 if t.itemsize == 1 else np.uint16
    cases.append({"dtype": name, "bits": bits.tolist(), "values": [plain(v) for v in values], "x": [plain(v) for v in xs], "y": ys.view(u).tolist()})
OUT.write_text('{"oracle": "ml_dtypes ' + ml_dtypes.__version__ + '", "cases": [\n' + ",\n".join(json.dumps(c) for c in cases) + "\n]}\n")
