"""The golden files' format: how arrays, scalars and cases are written (see README.md beside this file)."""
import json
import math
import pathlib

import ml_dtypes
import numpy as np

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "golden"
BF16 = np.dtype(ml_dtypes.bfloat16)
FLOATS = ("float64", "float32", "bfloat16", "float16")


def dt(name):
    """The NumPy dtype of a name, bfloat16 included."""
    return BF16 if name == "bfloat16" else np.dtype(name)


class Weak:
    """A Python scalar, or an array that JAX marks weakly typed."""

    def __init__(self, value):
        self.value = value


class Raw:
    """A literal piece of JSON in a place where a value would be written as an array."""

    def __init__(self, value):
        self.value = value


def _float(x, name):
    x = float(x)
    if math.isnan(x):
        return '"nan"'
    if math.isinf(x):
        return '"inf"' if x > 0 else '"-inf"'
    if x == 0:
        return '"-0.0"' if math.copysign(1, x) < 0 else "0"
    if name == "float64":
        return repr(x).removesuffix(".0")
    with np.errstate(over="ignore"):
        return _shortest(x, name)


def _shortest(x, name):
    if x == int(x) and abs(x) < 1e9:
        return str(int(x))
    for digits in range(1, 10):  # the shortest text that a double parser followed by one rounding reads back
        s = f"{x:.{digits}g}"
        if dt(name).type(np.float64(s)) == dt(name).type(x):
            return s
    raise AssertionError((x, name))


def _data(a):
    name = a.dtype.name
    flat = a.ravel().tolist() if a.dtype != BF16 else a.ravel().astype(np.float64).tolist()
    if a.dtype.kind == "c":
        part = "float32" if name == "complex64" else "float64"
        return ",".join(f"[{_float(z.real, part)},{_float(z.imag, part)}]" for z in flat)
    if a.dtype == BF16 or a.dtype.kind == "f":
        return ",".join(_float(x, name) for x in flat)
    if a.dtype.kind == "b":
        return ",".join("true" if x else "false" for x in flat)
    return ",".join(str(int(x)) for x in flat)


def array(a, weak=False):
    """An array as JSON text."""
    a = np.asarray(a)
    name = "int4" if a.dtype.name == "int4" else a.dtype.name
    shape = ",".join(map(str, a.shape))
    return f'{{"dtype":"{name}",' + ('"weak":true,' if weak else "") + f'"shape":[{shape}],"data":[{_data(a)}]}}'


def _scalar(v):
    if isinstance(v, bool):
        return '{"scalar":"bool","value":%s}' % str(v).lower()
    if isinstance(v, int):
        return '{"scalar":"int","value":%d}' % v
    if isinstance(v, float):
        return '{"scalar":"float","value":%s}' % _float(v, "float64")
    return '{"scalar":"complex","value":[%s,%s]}' % (_float(v.real, "float64"), _float(v.imag, "float64"))


def arg(v):
    """An argument or result: array, Python scalar (weakly typed), or a list of them."""
    if isinstance(v, Raw):
        return json.dumps(v.value, separators=(",", ":"))
    if isinstance(v, Weak):
        return array(v.value, weak=True)
    if isinstance(v, (list, tuple)):
        return "[" + ",".join(arg(x) for x in v) + "]"
    if v is None:
        return "null"
    if isinstance(v, (bool, int, float, complex)) and not isinstance(v, np.generic):
        return _scalar(v)
    if isinstance(v, str):
        return json.dumps(v)
    return array(v, weak=bool(getattr(v, "weak_type", False)))


def plain(v):
    """A keyword argument: ordinary JSON, arrays as arrays, dtypes by name."""
    if isinstance(v, np.dtype):
        return f'"{v.name}"'
    if isinstance(v, type) and issubclass(v, (np.generic, BF16.type)):
        return f'"{np.dtype(v).name}"'
    if isinstance(v, (list, tuple)):
        return "[" + ",".join(plain(x) for x in v) + "]"
    if isinstance(v, dict):
        return "{" + ",".join(f'"{k}":{plain(x)}' for k, x in v.items()) + "}"
    if v is None or isinstance(v, (bool, str, int)) and not isinstance(v, np.generic):
        return json.dumps(v)
    if isinstance(v, float) and not isinstance(v, np.generic):
        return _float(v, "float64")
    return array(v, weak=bool(getattr(v, "weak_type", False)))


class Area:
    """Collects the cases of one file; one case is one line of text."""

    def __init__(self, name):
        self.name, self.lines = name, []

    def case(self, fn, args, out, kwargs=None, **more):
        """Adds a case. ``more``: ulp, rtol, atol, tag, note, comment. ``out``: one array, or a tuple of them."""
        outs = out if isinstance(out, (tuple, list)) else (out,)
        s = f'{{"fn":"{fn}"'
        for k, v in more.items():
            if v is not None:
                s += f',"{k}":{plain(v)}'
        s += f',"args":{arg(list(args))},"kwargs":{plain(kwargs or {})},"out":{arg(list(outs))}}}'
        json.loads(s)
        self.lines.append(s)

    def write(self):
        """Writes the file."""
        OUT.mkdir(parents=True, exist_ok=True)
        path = OUT / f"{self.name}.json"
        text = f'{{"area":"{self.name}","oracle":"jax 0.10.2","cases":[\n' + ",\n".join(self.lines) + "\n]}\n"
        path.write_text(text)
        print(f"{path.name}: {len(self.lines)} cases, {len(text):,} bytes")


def ints(shape, seed, lo=-4, hi=5, dtype="float32"):
    """Small whole numbers: sums and products of them are exact in every order."""
    return np.random.RandomState(seed).randint(lo, hi, size=shape).astype(dt(dtype))


def normal(shape, seed, dtype="float32", scale=1.0):
    """Seeded normals with few digits, so that the files stay small."""
    x = np.round(np.random.RandomState(seed).standard_normal(shape) * scale, 3)
    return (x if dtype.startswith("float") or dtype == "bfloat16" else x + 1j * np.round(
        np.random.RandomState(seed + 999).standard_normal(shape) * scale, 3)).astype(dt(dtype))
