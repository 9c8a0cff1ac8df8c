"""unary.json: the pointwise primitives of one operand, conversions among them.

Expected floats are true values (mpmath at 60 digits, or exact NumPy arithmetic) rounded once to the dtype, because XLA's
own results are a few ulp off and flush subnormals. Infinities, NaN and zeros follow C99 Annex F; JAX is asked too and
every difference is printed when the files are made.
"""
import mpmath as mp
import numpy as np
from jax import lax
from scipy import special as sp

from golden_io import Area, BF16, dt

mp.mp.dps = 60
EPS = {"float64": 2.0**-52, "float32": 2.0**-23, "float16": 2.0**-10, "bfloat16": 2.0**-7}
DIFFERS = []


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(w.capitalize() for w in rest)


def specials(name):
    t = dt(name)
    import ml_dtypes
    f = ml_dtypes.finfo(t)
    tiny, sub = float(f.tiny), float(f.smallest_subnormal)
    return {
        "special": [0.0, -0.0, np.inf, -np.inf, np.nan],
        "subnormal": [sub, -sub, tiny / 4, -tiny / 2],
        "regular": [tiny, -tiny, float(f.max), float(f.min), 1.0, -1.0, 1 + float(f.eps), 1 - float(f.eps) / 2, 0.5, -0.5],
    }


POINTS = [2, -2, 1.5, -1.5, 2.5, -2.5, 3.5, 3, -3, 4, 7, 10, -10, 0.25, -0.75, 0.1, -0.1, 1e-3, -1e-3, 1e-4, -2e-5, 0.9, -0.9, 0.99,
          -0.99, 1.001, 3.14159265, 1.57079637, -0.785398185, 6.2831855, 20, -20, 50, 88.5, -87.5, 89.5, -104.5, 127, 300, -300,
          1e4, -1e4, 1e-10, -1e-10, 0.6931472, 1.2345, -1.7, 5.3, -6.2, 11.11, 33.3, 123.456, -0.333, 0.0625, 0.84375, 1.25, 2.857, 6]


def values(name):
    s = specials(name)
    rng = np.random.RandomState(7)
    reg = s["regular"] + POINTS
    if name in ("float64", "float32"):
        reg += [0.49999997, 8388609.0, -8388607.5, 4503599627370497.5, 1e10, -1e10, 1e20]
        reg += list(np.round(rng.standard_normal(14) * 3, 4)) + list(np.round(np.exp(rng.uniform(-30, 30, 8)), 6))
        reg += [709.5, -708.0, 710.5, -745.0, 1e100, 1e-100, 1e-300] if name == "float64" else [88.72284, 88.72283, -103.9, 1e30, 1e-30]
    lim = float(np.finfo(np.float64).max) if name == "float64" else float(specials(name)["regular"][2])
    tiny = float(specials(name)["regular"][0])
    reg = [x for x in reg if tiny <= abs(x) <= lim]
    out = {"special": s["special"], "subnormal": s["subnormal"], "regular": reg}
    return {k: uniq(np.array(v, np.float64).astype(dt(name))) for k, v in out.items()}


def uniq(a):
    seen, keep = set(), []
    for x in a:
        b = x.tobytes()
        if b not in seen:
            seen.add(b)
            keep.append(x)
    return np.array(keep, a.dtype)


def mpf(x):
    return mp.mpf(float(x))


def rnd(v, name):
    """One rounding from 60 digits to the dtype."""
    if isinstance(v, mp.mpc):
        if v.imag != 0:
            return dt(name).type(np.nan)
        v = v.real
    if mp.isnan(v):
        return dt(name).type(np.nan)
    if mp.isinf(v):
        return dt(name).type(float(v))
    p, emin = {"float64": (53, -1074), "float32": (24, -149), "float16": (11, -24), "bfloat16": (8, -133)}[name]
    if v == 0:
        return dt(name).type(0)
    e = max(int(mp.floor(mp.log(abs(v), 2))) - p + 1, emin)
    q = int(mp.nint(v * mp.mpf(2) ** -e))
    if q == 0:  # underflow keeps the sign
        return dt(name).type(-0.0 if v < 0 else 0.0)
    with np.errstate(over="ignore"):
        try:
            return dt(name).type(np.float64(q) * np.float64(2) ** e if e > -1074 else np.ldexp(float(q), e))
        except OverflowError:
            return dt(name).type(np.inf if v > 0 else -np.inf)


def cut(x):
    return max(-1e4, min(1e4, x))


def mp_lgamma(x):
    if x <= 0 and x == mp.floor(x):
        return mp.inf
    if abs(x) > 1e30:
        return mp.inf if x < 0 else x * (mp.log(x) - 1)
    if x < 0:  # reflection keeps the cost down far left
        return mp.log(mp.pi / abs(mp.sinpi(x))) - mp.loggamma(1 - x).real
    return mp.loggamma(x).real


def mp_digamma(x):
    if x <= 0 and x == mp.floor(x):
        return mp.nan
    return mp.digamma(x)


def mp_erfinv(x):
    if abs(x) > 1:
        return mp.nan
    if abs(x) == 1:
        return mp.inf * x
    with mp.workdps(60):
        s = float(sp.erfinv(float(x)))
        y = mp.mpf(s)
        for _ in range(6):
            if y == 0:
                return x * mp.sqrt(mp.pi) / 2
            y -= (mp.erf(y) - x) / (2 / mp.sqrt(mp.pi) * mp.exp(-y * y))
        return y


def exp_like(f):
    def g(x):
        if x > 20000:
            return mp.inf
        if x < -20000:
            return mp.mpf(0) if f is not mp.expm1 else mp.mpf(-1)
        return f(x)
    return g


def hyper(f, odd):
    def g(x):
        if abs(x) > 20000:
            return mp.inf * (mp.sign(x) if odd else 1)
        return f(x)
    return g


def real_only(f, ok):
    return lambda x: f(x) if ok(x) else mp.nan


FUNS = {  # name: (true value of a finite nonzero x, allowed ulp, NumPy's function for 0, inf, nan)
    "acos": (real_only(mp.acos, lambda x: abs(x) <= 1), 2, np.arccos),
    "acosh": (real_only(mp.acosh, lambda x: x >= 1), 2, np.arccosh),
    "asin": (real_only(mp.asin, lambda x: abs(x) <= 1), 2, np.arcsin),
    "asinh": (mp.asinh, 2, np.arcsinh),
    "atan": (mp.atan, 2, np.arctan),
    "atanh": (lambda x: mp.nan if abs(x) > 1 else mp.inf * x if abs(x) == 1 else mp.atanh(x), 2, np.arctanh),
    "cbrt": (lambda x: mp.sign(x) * mp.cbrt(abs(x)), 2, np.cbrt),
    "cos": (mp.cos, 2, np.cos),
    "cosh": (hyper(mp.cosh, False), 3, np.cosh),
    "digamma": (mp_digamma, 4, None),
    "erf": (lambda x: mp.erf(cut(x)), 2, sp.erf),
    "erfc": (lambda x: mp.erfc(cut(x)), 4, sp.erfc),
    "erf_inv": (mp_erfinv, 4, sp.erfinv),
    "exp": (exp_like(mp.exp), 2, np.exp),
    "exp2": (exp_like(lambda x: mp.mpf(2) ** x), 2, np.exp2),
    "expm1": (exp_like(mp.expm1), 2, np.expm1),
    "lgamma": (mp_lgamma, 4, None),
    "log": (real_only(mp.log, lambda x: x > 0), 2, np.log),
    "log1p": (lambda x: mp.nan if x < -1 else -mp.inf if x == -1 else mp.log1p(x), 2, np.log1p),
    "logistic": (lambda x: 1 / (1 + mp.exp(-cut(x))), 2, sp.expit),
    "rsqrt": (real_only(lambda x: 1 / mp.sqrt(x), lambda x: x > 0), 2, lambda x: 1 / np.sqrt(x)),
    "sin": (mp.sin, 2, np.sin),
    "sinh": (hyper(mp.sinh, True), 3, np.sinh),
    "sqrt": (real_only(mp.sqrt, lambda x: x > 0), 1, np.sqrt),
    "tan": (mp.tan, 2, np.tan),
    "tanh": (lambda x: mp.tanh(cut(x)), 3, np.tanh),
}
EXACT = {
    "abs": np.abs, "ceil": np.ceil, "floor": np.floor, "neg": np.negative, "is_finite": np.isfinite,
    "round": lambda x: np.copysign(np.where(np.abs(x) < 2.0**52, np.floor(np.abs(x)) + (np.abs(x) - np.floor(np.abs(x)) >= 0.5), np.abs(x)), x),
    "round_nearest_even": np.rint,
    "sign": lambda x: np.where(x == 0, x, np.sign(x)),
    "square": lambda x: x * x,
}
HUGE = {"sin": 1e5, "cos": 1e5, "tan": 1e5, "digamma": None, "lgamma": None}


def jax_fn(name):
    if name in ("round", "round_nearest_even"):
        method = lax.RoundingMethod.AWAY_FROM_ZERO if name == "round" else lax.RoundingMethod.TO_NEAREST_EVEN
        return lambda x: lax.round(x, method)
    return getattr(lax, {"neg": "neg"}.get(name, name))


def special_value(name, fun, x):
    if name == "lgamma":
        return np.where(np.isnan(x), np.nan, np.inf)
    if name == "digamma":  # JAX: a pole is NaN, 0 included in the reflection; checked below
        return np.asarray(lax.digamma(np.asarray(x, np.float64)))
    with np.errstate(all="ignore"):
        return fun(x)


def compare_with_jax(name, dtype, x, want, ulp):
    got = np.asarray(jax_fn(name)(x))
    g, w = got.astype(np.float64), np.asarray(want).astype(np.float64)
    with np.errstate(all="ignore"):
        bad = ~((np.isnan(g) & np.isnan(w)) | (g == w) | (np.abs(g - w) <= 8 * max(ulp, 1) * EPS[dtype] * np.abs(w)))
        bad &= np.abs(np.asarray(x).astype(np.float64)) >= float(specials(dtype)["regular"][0]) * (np.asarray(x) != 0) * (1 - 1e-9)
    for i in np.flatnonzero(bad)[:6]:
        DIFFERS.append(f"{name} {dtype} x={float(x[i])!r}: jax {g[i]!r}, here {w[i]!r}")


def unary_floats(area):
    for dtype in ("float32", "float64", "bfloat16", "float16"):
        vals = values(dtype)
        for name, (true, ulp, fun) in FUNS.items():
            u = ulp if dtype == "float64" else max(1, ulp - 1) if dtype in ("bfloat16", "float16") else ulp
            for tag in ("special", "regular", "subnormal"):
                x = vals[tag]
                if name in ("digamma", "lgamma"):
                    x = x[~(np.isfinite(x) & (np.abs(x.astype(np.float64)) > 1e30))]
                if name in ("digamma",):
                    x = x[~((x.astype(np.float64) < -1e4) & np.isfinite(x))]
                if tag == "special":
                    want = special_value(name, fun, x.astype(np.float64)).astype(dt(dtype))
                    emit(area, name, dtype, x, want, 0 if name not in ("acos", "logistic") else 1, tag)
                    continue
                if name in ("digamma", "lgamma"):
                    want = np.array([rnd(true(mpf(v)), dtype) for v in x], dt(dtype))
                    emit(area, name, dtype, x, want, u, tag, atol=4 * EPS[dtype])
                    continue
                groups = {tag: x}
                if name in ("sin", "cos", "tan") and tag == "regular":
                    big = np.abs(x.astype(np.float64)) > 1e5
                    groups = {tag: x[~big], "huge": x[big]}
                for t, xs in groups.items():
                    if xs.size:
                        want = np.array([rnd(true(mpf(v)), dtype) for v in xs], dt(dtype))
                        emit(area, name, dtype, xs, want, u, t)
        for name, fun in EXACT.items():
            for tag in ("special", "regular", "subnormal"):
                x = vals[tag]
                with np.errstate(all="ignore"):
                    want = fun(x) if dtype in ("float32", "float64") else fun(x.astype(np.float64))
                if name != "is_finite":
                    with np.errstate(all="ignore"):
                        want = want.astype(dt(dtype))
                emit(area, name, dtype, x, want, 0, tag)


def emit(area, name, dtype, x, want, ulp, tag, atol=None):
    """One case; results below the smallest normal number are told apart, since some engines flush them."""
    compare_with_jax(name, dtype, x, want, ulp)
    tiny = float(specials(dtype)["regular"][0])
    w = np.abs(np.asarray(want).astype(np.float64))
    sub = (w < tiny) & (w > 0) & (name != "is_finite") & (tag != "subnormal")
    for part, t in ((~sub, tag), (sub, "subnormal")):
        if part.any():
            area.case(camel(name), [x[part]], np.asarray(want)[part], ulp=ulp, atol=atol, tag=t)


def int_values(name):
    t = np.dtype(name)
    i = np.iinfo(t)
    v = [0, 1, 2, 3, 5, 7, 8, 13, 64, 100, 127, i.max, i.max - 1, i.max // 2, i.max // 2 + 1]
    if i.min < 0:
        v += [-1, -2, -3, -7, -8, -100, i.min, i.min + 1, i.min // 2]
    return uniq(np.array(v, dtype=object).astype(t))


def unary_ints(area):
    for dtype in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"):
        x = int_values(dtype)
        for name in ("abs", "sign", "neg", "square", "bitwise_not", "population_count", "clz"):
            if name != "abs" or np.iinfo(dtype).min < 0:
                area.case({"bitwise_not": "not"}.get(name, camel(name)), [x], getattr(lax, name)(x), ulp=0)
        for y in (0, 1, 2, 3, 5):
            area.case("integerPow", [x], lax.integer_pow(x, y), {"y": y}, ulp=0)
    b = np.array([True, False])
    area.case("not", [b], lax.bitwise_not(b), ulp=0)


COMPLEX = [0.5 + 0.25j, -0.5 + 0.25j, 1 + 1j, -1 - 2j, 2 - 0.5j, -3 + 0.125j, 0.75j, -1.5j, 2 + 0j, -2 + 0j, 0.3 - 0.7j, 5 + 4j, -4 - 5j, 0j + 1, -1 + 0j,
           1e-3 + 1e-3j, 10 - 3j, -0.1 - 0.01j, 0j]
CUTS = [complex(-2, 0.0), complex(-2, -0.0), complex(2, 0.0), complex(2, -0.0), complex(0.0, 2), complex(-0.0, 2), complex(0.0, -2),
        complex(-0.0, -2), complex(0.5, 0.0), complex(0.5, -0.0), complex(-0.5, -0.0)]
CFUNS = {  # NumPy tells the branch, mpmath the digits
    "acos": (np.arccos, mp.acos), "acosh": (np.arccosh, mp.acosh), "asin": (np.arcsin, mp.asin), "asinh": (np.arcsinh, mp.asinh),
    "atan": (np.arctan, mp.atan), "atanh": (np.arctanh, mp.atanh), "conj": (np.conj, mp.conj), "cos": (np.cos, mp.cos),
    "cosh": (np.cosh, mp.cosh), "exp": (np.exp, mp.exp), "exp2": (lambda z: 2.0**z, lambda z: mp.mpf(2) ** z), "expm1": (np.expm1, mp.expm1),
    "log": (np.log, mp.log), "log1p": (np.log1p, lambda z: mp.log(1 + z)), "logistic": (lambda z: 1 / (1 + np.exp(-z)), lambda z: 1 / (1 + mp.exp(-z))),
    "neg": (np.negative, lambda z: -z), "rsqrt": (lambda z: 1 / np.sqrt(z), lambda z: 1 / mp.sqrt(z)),
    "sign": (lambda z: np.where(z == 0, 0, z / np.where(z == 0, 1, np.abs(z))), lambda z: z / abs(z) if z else z), "sin": (np.sin, mp.sin),
    "sinh": (np.sinh, mp.sinh), "sqrt": (np.sqrt, mp.sqrt), "square": (lambda z: z * z, lambda z: z * z), "tan": (np.tan, mp.tan),
    "tanh": (np.tanh, mp.tanh), "abs": (np.abs, abs), "real": (np.real, mp.re), "imag": (np.imag, mp.im)}


def digits(approx, fun, z):
    """The 60-digit value rounded to double, where it is on the branch that NumPy took; NumPy's value elsewhere."""
    out = approx.copy()
    for i, v in enumerate(z):
        true = fun(mp.mpc(v.real, v.imag))
        part = complex(true) if approx.dtype.kind == "c" else float(mp.re(true))
        if abs(part - approx[i]) < 1e-6 * max(1, abs(approx[i])):
            if approx.dtype.kind == "c":  # zeros keep NumPy's sign
                out[i] = complex(part.real if part.real else approx[i].real, part.imag if part.imag else approx[i].imag)
            else:
                out[i] = part
    return out


def unary_complex(area):
    for dtype, ulp in (("complex64", 3), ("complex128", 6)):
        for name, (fun, true) in CFUNS.items():
            z = np.array(COMPLEX + CUTS).astype(dtype)
            if name in ("log", "rsqrt"):
                z = z[z != 0]
            if name in ("log1p", "atanh"):
                z = z[(z != -1) & (z != 1)]
            if name == "rsqrt":  # the sign of zero parts after division is nobody's promise
                z = z[(z.real != 0) & (z.imag != 0)]
            w = z.astype(np.complex128)
            with np.errstate(all="ignore"):
                want = digits(fun(w), true, w)
            got = np.asarray(jax_fn(name)(z)).astype(want.dtype)
            keep = np.abs(got - want) <= 1e-3 * np.abs(want)
            for i in np.flatnonzero(~keep):  # a cut approached from the side of -0: C99 and XLA disagree, so it is left out
                DIFFERS.append(f"{name} {dtype} z={z[i]!r}: jax {got[i]!r}, C99 {want[i]!r}; left out")
            exact = name in ("conj", "neg", "real", "imag")
            t = dtype if want.dtype.kind == "c" else ("float32" if dtype == "complex64" else "float64")
            area.case(camel(name), [z[keep]], want[keep].astype(t), ulp=0 if exact else ulp)
        z = np.array(COMPLEX[:8]).astype(dtype)
        for y in (-2, 0, 1, 3):
            area.case("integerPow", [z], (z.astype(np.complex128) ** y).astype(dtype), {"y": y}, ulp=ulp)


def conversions(area):
    f = np.array([0.0, -0.0, 0.5, -0.5, 1.5, -1.7, 2.5, 127.9, 128, 255, 256, -1, -128.9, -129, 3e9, -3e9, np.inf, -np.inf, np.nan, 65504, 65520, 1e10, -1e19, 1e20,
                  2147483520, 0.1, 1e-5, 6e-8, 1e-40, 3.14159274, 16777217, 257, 1.00390625, 1.01171875])
    for src in ("float64", "float32", "bfloat16", "float16"):
        with np.errstate(all="ignore"):
            x = uniq(f.astype(np.float32).astype(dt(src)) if src == "bfloat16" else f.astype(dt(src)))
        for dst in ("bool", "int8", "uint8", "int32", "uint32", "int64", "uint64", "float16", "bfloat16", "float32", "float64", "complex64"):
            y = np.asarray(lax.convert_element_type(x, dt(dst)))
            if dst == "bool":  # a subnormal number is not zero, though XLA flushes it
                y = x.astype(np.float64) != 0
            if dst in ("float16", "bfloat16", "float32", "float64", "complex64"):
                with np.errstate(all="ignore"):
                    mid = np.array([rnd(mpf(v), dst) if np.isfinite(v) and v != 0 else dt(dst).type(v) for v in x], dt(dst)) if dst != "complex64" else x.astype(
                        np.float32).astype(np.complex64)
                y = mid
            area.case("convertElementType", [x], y, {"dtype": dst}, ulp=0)
    for src in ("bool", "int8", "uint8", "int32", "uint32", "int64", "uint64"):
        x = np.array([True, False]) if src == "bool" else int_values(src)
        for dst in ("bool", "int8", "uint8", "int32", "uint32", "int64", "uint64", "float16", "bfloat16", "float32", "float64", "complex128"):
            y = lax.convert_element_type(x, dt(dst))
            if dst == "bfloat16" and src != "bool":
                y = np.array([rnd(mp.mpf(int(v)), dst) for v in x], BF16)
            area.case("convertElementType", [x], y, {"dtype": dst}, ulp=0)
    z = np.array([1 + 2j, -0.5 - 1j], np.complex64)
    area.case("convertElementType", [z], lax.convert_element_type(z, np.complex128), {"dtype": "complex128"}, ulp=0)
    for src, dst in (("float32", "int32"), ("int32", "float32"), ("float64", "uint64"), ("bfloat16", "uint16"), ("float16", "int16")):
        x = np.array([1.5, -2, 0, 3.25, -0.0]).astype(dt(src)) if src != "int32" else np.array([1, -1 << 31, 1069547520, 2143289344], np.int32)
        area.case("bitcastConvertType", [x], lax.bitcast_convert_type(x, dt(dst)), {"dtype": dst}, ulp=0)
    x = values("float32")["regular"]
    for e, m in ((5, 10), (8, 7), (8, 3), (4, 3), (8, 23)):
        area.case("reducePrecision", [x], lax.reduce_precision(x, e, m), {"exponentBits": e, "mantissaBits": m}, ulp=0)
    x = np.concatenate([values("float64")["regular"][4:30], [0.0, np.inf, -np.inf, np.nan]])
    for t in ("float32", "float64"):
        xs = x.astype(t)
        for y in (-3, -1, 0, 1, 2, 3, 4, 7):
            with np.errstate(all="ignore"):
                want = (xs.astype(np.longdouble) ** y).astype(t)
            area.case("integerPow", [xs], want, {"y": y}, ulp=abs(y) + 1 if abs(y) > 1 else 0)


def make_unary():
    area = Area("unary")
    unary_floats(area)
    unary_ints(area)
    unary_complex(area)
    conversions(area)
    area.write()
