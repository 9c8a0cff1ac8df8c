"""elementary.json: functions of doubles to 40 digits with mpmath, rounded once. Run with mpmath and NumPy installed."""
import json
import pathlib
import random

import mpmath as mp

mp.mp.dps = 60
OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "golden" / "elementary.json"
R = random.Random(7)


def spread(lo, hi, n=40):
    """Points between lo and hi, and a few close to their ends."""
    return [R.uniform(lo, hi) for _ in range(n)]


def signed(points):
    return points + [-x for x in points]


def scales(lo, hi, n=40):
    return [10 ** R.uniform(lo, hi) for _ in range(n)]


def erfinv(y):
    return mp.erfinv(mp.mpf(y))


REAL = {
    "erf": (mp.erf, signed(spread(0, 6) + scales(-300, 0))),
    "erfc": (mp.erfc, spread(-6, 6) + spread(6, 26.5) + scales(-20, 0)),
    "erf_inv": (erfinv, signed(spread(0, 1) + scales(-20, -1)) + [1 - 10 ** -k for k in range(2, 15)]),
    "lgamma": (lambda x: mp.log(abs(mp.gamma(x))), spread(0, 3, 80) + spread(3, 200) + scales(3, 300, 10) + scales(-300, 0, 20)
               + [1 + 10 ** -k for k in range(1, 14)] + [2 - 10 ** -k for k in range(1, 14)]),
    "digamma": (mp.digamma, spread(0, 12, 80) + scales(1, 300, 10) + scales(-300, 0, 20) + [1.4616321449683622, 1.4616321449683625]),
    "asinh": (mp.asinh, signed(spread(0, 10) + scales(-300, 300))),
    "acosh": (mp.acosh, spread(1, 10) + [1 + s for s in scales(-15, 0)] + scales(1, 300)),
    "atanh": (mp.atanh, signed(spread(0, 1) + scales(-300, -1))),
    "logistic": (lambda x: 1 / (1 + mp.exp(-x)), spread(-40, 40) + spread(-740, -40, 10)),
    "exp2": (lambda x: mp.power(2, x), spread(-1000, 1000)),
    "rsqrt": (lambda x: 1 / mp.sqrt(x), scales(-300, 300)),
    "cbrt": (lambda x: mp.sign(x) * mp.cbrt(abs(x)), signed(scales(-300, 300))),
    "expm1": (mp.expm1, signed(spread(0, 30) + scales(-300, 0, 20))),
    "log1p": (mp.log1p, spread(-1, 3) + scales(-300, 300, 20)),
    "sinh": (mp.sinh, signed(spread(0, 700) + scales(-300, 0, 20))),
    "cosh": (mp.cosh, spread(0, 700)),
    "tanh": (mp.tanh, signed(spread(0, 20) + scales(-300, 0, 20))),
    "tan": (mp.tan, spread(-100, 100)),
    "sin": (mp.sin, spread(-100, 100) + scales(0, 20, 20)),
    "cos": (mp.cos, spread(-100, 100) + scales(0, 20, 20)),
}

COMPLEX = {
    "exp": mp.exp, "expm1": mp.expm1, "log": mp.log, "log1p": lambda z: mp.log(1 + z), "sqrt": mp.sqrt, "rsqrt": lambda z: 1 / mp.sqrt(z),
    "sin": mp.sin, "cos": mp.cos, "tan": mp.tan, "sinh": mp.sinh, "cosh": mp.cosh, "tanh": mp.tanh, "asin": mp.asin, "acos": mp.acos,
    "atan": mp.atan, "asinh": mp.asinh, "acosh": mp.acosh, "atanh": mp.atanh, "logistic": lambda z: 1 / (1 + mp.exp(-z)),
}


def real(f, x):
    return float(f(mp.mpf(x)))


def main():
    cases = []
    for name, (f, xs) in REAL.items():
        cases.append({"fn": name, "x": xs, "y": [real(f, x) for x in xs]})
    for name, f in COMPLEX.items():
        zs = [(R.uniform(-3, 3), R.uniform(-3, 3)) for _ in range(40)] + [(R.uniform(-30, 30), R.uniform(-30, 30)) for _ in range(20)]
        zs += [(R.uniform(-1, 1) * 1e-6, R.uniform(-1, 1) * 1e-6) for _ in range(10)]
        w = [f(mp.mpc(*z)) for z in zs]
        cases.append({"fn": name, "complex": True, "x": [p for z in zs for p in z], "y": [p for v in w for p in (float(v.real), float(v.imag))]})
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text('{"oracle": "mpmath", "cases": [\n' + ",\n".join(json.dumps(c) for c in cases) + "\n]}\n")


main()
