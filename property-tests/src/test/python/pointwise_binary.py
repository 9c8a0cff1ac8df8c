"""binary.json, compare.json: the pointwise primitives of two and three operands (see pointwise_unary on how values are made)."""
import math
import operator

import jax.numpy as jnp
import mpmath as mp
import numpy as np
from jax import lax

from golden_io import Area, dt, ints
from pointwise_unary import DIFFERS, EPS, camel, int_values, make_unary, mpf, rnd, specials, uniq

BINARY_POINTS = [0.0, -0.0, 1.0, -1.0, 0.5, -2.0, 3.0, 2.5, -7.25, 1e-3, 100.0, np.inf, -np.inf, np.nan]


def pairs(name, extra=()):
    s = specials(name)["regular"]
    v = uniq(np.array(BINARY_POINTS + [s[0], s[2], s[3]] + list(extra), np.float64).astype(dt(name)))
    a, b = np.meshgrid(v, v, indexing="ij")
    return a.ravel(), b.ravel()


def mp_pow(x, y):
    if x < 0 and y != mp.floor(y):
        return mp.nan
    return mp.power(x, y)


def c_pow(x, y):
    """C's pow; NumPy's scalar power takes a square root for 0.5, which differs at -0 and -inf."""
    try:
        return math.pow(x, y)
    except ValueError:
        return np.nan if x != 0 else math.copysign(np.inf, x if y == math.floor(y) and y % 2 == 1 else 1)
    except OverflowError:
        return -np.inf if x < 0 and y % 2 == 1 else np.inf


def float_binary(area):
    for dtype in ("float32", "float64", "bfloat16", "float16"):
        a, b = pairs(dtype)
        t = dt(dtype)
        for name, op in (("add", operator.add), ("sub", operator.sub), ("mul", operator.mul), ("div", operator.truediv)):
            with np.errstate(all="ignore"):
                x, y = (a, b) if dtype in ("float32", "float64") else (a.astype(np.float64), b.astype(np.float64))
                want = op(x, y).astype(t)  # 8- and 11-bit operands: rounding twice through 53 bits is innocuous
            binary_case(area, name, dtype, a, b, want, 0)
        both_zero = (a == 0) & (b == 0)
        for name in ("max", "min"):
            x, y = a[~both_zero], b[~both_zero]
            with np.errstate(all="ignore"):
                binary_case(area, name, dtype, x, y, (np.maximum if name == "max" else np.minimum)(x, y), 0)
        with np.errstate(all="ignore"):
            binary_case(area, "rem", dtype, a, b, np.fmod(a.astype(np.float64), b.astype(np.float64)).astype(t), 0)
            if dtype != "bfloat16":
                nz = (a != b)
                want = np.nextafter(a[nz], b[nz])
                area.case("nextafter", [a[nz], b[nz]], want, ulp=0)
        want = []
        for x, y in zip(a.astype(np.float64), b.astype(np.float64)):
            if np.isfinite(x) and np.isfinite(y) and x != 0 and y != 0:
                want.append(rnd(mp.atan2(mpf(x), mpf(y)), dtype))
            else:
                want.append(t.type(np.arctan2(x, y)))
        binary_case(area, "atan2", dtype, a, b, np.array(want, t), 2)
        a, b = pairs(dtype, extra=[0.333, -0.333, 10.0, 31.0, -4.0, 1.0009765625])
        want = []
        with np.errstate(all="ignore"):
            for x, y in zip(a.astype(np.float64), b.astype(np.float64)):
                if np.isfinite(x) and np.isfinite(y) and x != 0 and y != 0 and abs(y) < 1e6 and abs(y) * abs(np.log(abs(x))) < 1e5:
                    want.append(rnd(mp_pow(mpf(x), mpf(y)), dtype))
                else:
                    want.append(np.float64(c_pow(x, y)).astype(t))
        binary_case(area, "pow", dtype, a, b, np.array(want, t), 2)


def binary_case(area, name, dtype, a, b, want, ulp):
    got = np.asarray(getattr(lax, name)(a, b)).astype(np.float64)
    w = np.asarray(want).astype(np.float64)
    tiny = float(specials(dtype)["regular"][0])
    with np.errstate(all="ignore"):
        bad = ~((np.isnan(got) & np.isnan(w)) | ((got == w) & (np.signbit(got) == np.signbit(w))) | ((np.abs(got - w) <= max(8 * ulp, 1) * EPS[dtype] * np.abs(w)) & (w != 0)))
        bad &= ~((np.abs(w) <= tiny) & (w != 0))
    for i in np.flatnonzero(bad)[:5]:
        DIFFERS.append(f"{name} {dtype} ({float(a[i])!r}, {float(b[i])!r}): jax {got[i]!r}, here {w[i]!r}")
    with np.errstate(all="ignore"):
        sub = (np.abs(w) < tiny) & (w != 0)
    if sub.any():
        area.case(name, [a[sub], b[sub]], want[sub], ulp=ulp, tag="subnormal")
    area.case(camel(name), [a[~sub], b[~sub]], want[~sub], ulp=ulp)


def int_binary(area):
    names = ("add", "sub", "mul", "div", "rem", "max", "min", "bitwise_and", "bitwise_or", "bitwise_xor", "shift_left", "shift_right_arithmetic",
             "shift_right_logical")
    rename = {"bitwise_and": "and", "bitwise_or": "or", "bitwise_xor": "xor"}
    for dtype in ("int8", "uint8", "int32", "uint32", "int64", "uint64"):
        v = int_values(dtype)
        v = v if v.size < 16 else np.delete(v, [4, 6, 7, 10, 12, 19])
        a, b = (m.ravel() for m in np.meshgrid(v, v, indexing="ij"))
        for name in names:
            x, y = a, b
            if name.startswith("shift"):
                w = np.iinfo(dtype).bits
                sh = np.array([0, 1, 2, 3, w // 2, w - 1, w, w + 1, 100], np.int64).astype(dtype)
                x, y = (m.ravel() for m in np.meshgrid(v, sh, indexing="ij"))
            area.case(rename.get(name, camel(name)), [x, y], getattr(lax, name)(x, y), ulp=0)
    a, b = np.array([True, True, False, False]), np.array([True, False, True, False])
    for name in ("bitwise_and", "bitwise_or", "bitwise_xor", "max", "min"):
        area.case(rename.get(name, name), [a, b], getattr(lax, name)(a, b), ulp=0)
    area.case("add", [a, b], jnp.logical_or(a, b), ulp=0)
    area.case("mul", [a, b], jnp.logical_and(a, b), ulp=0)


def complex_binary(area):
    for dtype in ("complex64", "complex128"):
        z = np.array([1 + 2j, -0.5 + 0.25j, 2 - 1j, -3 - 3j, 0.125j, 4 + 0j, -1.5 + 1e-3j, 1 + 1j]).astype(dtype)
        a, b = (m.ravel() for m in np.meshgrid(z, z, indexing="ij"))
        w, v = a.astype(np.complex128), b.astype(np.complex128)
        area.case("add", [a, b], (w + v).astype(dtype), ulp=1)
        area.case("sub", [a, b], (w - v).astype(dtype), ulp=1)
        area.case("mul", [a, b], (w * v).astype(dtype), ulp=3)
        area.case("div", [a, b], (w / v).astype(dtype), ulp=4)
        true = np.array([complex(mp.power(mp.mpc(x), mp.mpc(y))) for x, y in zip(w, v)])
        area.case("pow", [a, b], true.astype(dtype), ulp=16)
        area.case("max", [a, b], lax.max(a, b), ulp=0)
        area.case("min", [a, b], lax.min(a, b), ulp=0)
        f = "float32" if dtype == "complex64" else "float64"
        re, im = np.array([1, -0.0, 2.5, np.inf], f), np.array([0.0, 3, -1, 2], f)
        area.case("complex", [re, im], lax.complex(re, im), ulp=0)


def ternary(area):
    for dtype in ("float32", "int32", "uint8", "bfloat16"):
        x = ints((7,), 3, 0 if dtype == "uint8" else -9, 10, dtype)
        lo, hi = dt(dtype).type(2 if dtype == "uint8" else -3), dt(dtype).type(4)
        area.case("clamp", [lo, x, hi], lax.clamp(lo, x, hi), ulp=0)
        los = ints((7,), 4, 0, 3, dtype)
        area.case("clamp", [los, x, los + hi], lax.clamp(los, x, los + hi), ulp=0)
    x = np.array([np.nan, 1, 5, -np.inf, np.inf], np.float32)
    area.case("clamp", [np.float32(0), x, np.float32(3)], lax.clamp(np.float32(0), x, np.float32(3)), ulp=0)
    p = np.array([True, False, True])
    a, b = np.array([1, 2, np.nan], np.float32), np.array([np.inf, -0.0, 3], np.float32)
    area.case("select", [p, a, b], lax.select(p, a, b), ulp=0)
    area.case("selectN", [p, a, b], lax.select_n(p, a, b), ulp=0)
    area.case("selectN", [np.bool_(True), a, b], lax.select_n(np.bool_(True), a, b), ulp=0)
    w = np.array([0, 2, 1], np.int32)
    area.case("selectN", [w, a, b, a + b], lax.select_n(w, a, b, a + b), ulp=0)


def make_binary():
    area = Area("binary")
    float_binary(area)
    int_binary(area)
    complex_binary(area)
    ternary(area)
    area.write()


def make_compare():
    area = Area("compare")
    for dtype in ("float32", "float64", "bfloat16", "float16"):
        a, b = pairs(dtype)
        for name in ("eq", "ne", "ge", "gt", "le", "lt"):
            area.case(name, [a, b], getattr(lax, name)(a, b), ulp=0)
    for dtype in ("int8", "uint8", "int32", "uint32", "int64", "uint64"):
        v = int_values(dtype)[::2]
        a, b = (m.ravel() for m in np.meshgrid(v, v, indexing="ij"))
        for name in ("eq", "ne", "ge", "gt", "le", "lt"):
            area.case(name, [a, b], getattr(lax, name)(a, b), ulp=0)
    a, b = np.array([True, True, False, False]), np.array([True, False, True, False])
    for name in ("eq", "ne", "ge", "gt", "le", "lt"):
        area.case(name, [a, b], getattr(lax, name)(a, b), ulp=0)
    z, w = np.array([1 + 1j, 1 + 2j, np.nan, 0], np.complex64), np.array([1 + 1j, 1 - 2j, np.nan, -0.0], np.complex64)
    for name in ("eq", "ne"):
        area.case(name, [z, w], getattr(lax, name)(z, w), ulp=0)
    area.write()


def make():
    make_unary()
    make_binary()
    make_compare()
    for d in DIFFERS:
        print("  differs:", d)
