"""numpy.json: jax.numpy functions, at least one case each and more where promotion, axes or special values matter."""
import jax
import jax.numpy as jnp
import numpy as np

from golden_io import BF16, Area, dt, ints, normal

RTOL = {"float32": 2e-6, "float64": 1e-13, "complex64": 3e-6, "complex128": 1e-13, "bfloat16": 1e-2, "float16": 2e-3}
f32, f64, i32, u8, i8, i64, c64 = np.float32, np.float64, np.int32, np.uint8, np.int8, np.int64, np.complex64
nan, inf = np.nan, np.inf


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(w.capitalize() for w in rest)


class Cases:
    def __init__(self):
        self.area = Area("numpy")

    def add(self, fn, args, kwargs=None, jax_name=None, close=False, index=False, tag=None, call=None):
        """Runs jnp.<jax_name>; ``call`` replaces it; ``index`` results are int32 here."""
        f = call or getattr(jnp, jax_name or fn)
        kw = kwargs or {}
        given = {self.snake(k): (tuple(v) if isinstance(v, list) else v) for k, v in kw.items()}
        out = f(*args, **given)
        outs = tuple(out) if isinstance(out, (tuple, list)) else (out,)
        if index:
            outs = tuple(np.asarray(o).astype(i32) for o in outs)
        name = np.asarray(outs[0]).dtype.name
        rtol = RTOL.get(name) if close else None
        self.area.case(fn, args, outs, kw, rtol=rtol, atol=rtol and rtol / 10, tag=tag)

    @staticmethod
    def snake(k):
        return {"fillValue": "fill_value", "returnIndex": "return_index", "ddof": "ddof"}.get(k, k)

    def exact(self, fn, *args, jax_name=None, index=False, tag=None, call=None, **kw):
        self.add(fn, list(args), kw, jax_name, False, index, tag, call)

    def close(self, fn, *args, jax_name=None, tag=None, call=None, **kw):
        self.add(fn, list(args), kw, jax_name, True, False, tag, call)


V = np.array([1.5, -2, 0, 3], f32)
M = np.arange(12, dtype=f32).reshape(3, 4)
T = np.arange(24, dtype=f32).reshape(2, 3, 4)
SP = np.array([nan, inf, -inf, -0.0, 0.0, 1.5, -1.5], f32)
B = np.array([True, False, True, True])


def creation(c):
    for fn, val in (("zeros", ()), ("ones", ())):
        c.exact(fn, shape=[2, 3], dtype=dt("float32"))
        c.exact(fn, shape=[2], dtype=dt("int8"))
    c.exact("full", shape=[2, 2], fillValue=7, dtype=dt("int32"))
    c.exact("full", shape=[2], fillValue=nan, dtype=dt("bfloat16"))
    for fn in ("zerosLike", "onesLike"):
        c.exact(fn, np.array([[1, 2]], u8), jax_name=fn.replace("L", "_l"))
    c.exact("fullLike", V, fillValue=2.5, jax_name="full_like")
    c.exact("eye", call=lambda N, **k: jnp.eye(N, **k), N=3, dtype=dt("float32"))
    c.exact("eye", call=lambda N, **k: jnp.eye(N, **k), N=3, M=4, k=1, dtype=dt("int32"))
    c.exact("eye", call=lambda N, **k: jnp.eye(N, **k), N=3, k=-1, dtype=dt("float32"))
    c.exact("identity", call=lambda n, dtype: jnp.identity(n, dtype), n=2, dtype=dt("float32"))
    for a in ((5,), (2, 7), (1, 10, 3), (5, 0, -2), (0, 0)):
        c.exact("arange", *a, dtype=dt("int32"))
        c.exact("arange", *a, dtype=dt("float32"))
    c.close("arange", 0.0, 1.0, 0.3, dtype=dt("float32"))
    for num, ep in ((5, True), (5, False), (1, True), (0, True), (7, True)):
        c.close("linspace", -1.0, 2.0, num=num, endpoint=ep, dtype=dt("float32"))
    c.close("linspace", 0, 10, num=4, dtype=dt("float64"))
    c.close("logspace", 0.0, 2.0, num=3, dtype=dt("float32"))
    c.close("geomspace", 1.0, 1000.0, num=4, dtype=dt("float32"))
    c.exact("tri", call=lambda N, **k: jnp.tri(N, **k), N=3, M=4, k=1, dtype=dt("float32"))
    for k in (-1, 0, 2):
        c.exact("tril", M, k=k)
        c.exact("triu", M, k=k)
        c.exact("diag", M, k=k)
        c.exact("diag", np.array([1, 2, 3], f32), k=k)
        c.exact("trace", M, call=lambda x, offset: jnp.trace(x, offset=offset), offset=k)
        c.exact("diagonal", M, offset=k)
    c.exact("diagonal", T, axis1=0, axis2=2)
    c.exact("diagflat", M[:2, :2])
    c.exact("vander", np.array([1, 2, 3], f32))
    c.exact("meshgrid", np.array([1, 2, 3], f32), np.array([4, 5], f32))
    c.exact("meshgrid", np.array([1, 2, 3], f32), np.array([4, 5], f32), indexing="ij")
    c.exact("indices", call=lambda dimensions, dtype: jnp.indices(dimensions, dtype), dimensions=[2, 3], dtype=dt("int32"))
    c.exact("trilIndices", call=lambda n, k: jnp.tril_indices(n, k), index=True, n=3, k=0)
    c.exact("triuIndices", call=lambda n, k: jnp.triu_indices(n, k), index=True, n=3, k=1)
    for fn in ("hanning", "hamming", "blackman", "bartlett"):
        c.close(fn, call=lambda m, fn=fn: getattr(jnp, fn)(m).astype(f32), m=5)


def selection(c):
    c.exact("where", V > 0, V, -V)
    c.exact("where", V > 0, V, 0)
    c.exact("where", V > 0, 1, 0, tag="weak")
    c.exact("where", np.array([[True], [False]]), V, np.array([1], f64))
    c.exact("where", B, np.arange(4, dtype=i32), 0.5)
    c.exact("clip", V, -1, 2)
    c.exact("clip", SP, -1.0, 1.0)
    c.exact("clip", np.array([1, 5, 9], i32), 2, None)
    c.exact("clip", np.array([1, 5, 9], u8), None, np.array([3, 3, 10], u8))
    idx = np.array([[0, 2], [1, 0]], i32)
    for mode in ("clip", "wrap", "fill"):
        c.exact("take", M, np.array([0, 2, -1, 5, -7], i32), axis=0, mode=mode)
    c.exact("take", M, idx, axis=1)
    c.exact("take", M, idx)
    c.exact("take", T, np.int32(1), axis=1)
    c.exact("takeAlongAxis", M, np.array([[0, 3], [1, 1], [2, -1]], i32), jax_name="take_along_axis", axis=1)
    c.exact("takeAlongAxis", M, np.array([[2, 0, 1, 1]], i32), jax_name="take_along_axis", axis=0)
    c.exact("choose", np.array([0, 1, 0], i32), [np.array([1, 2, 3], f32), np.array([4, 5, 6], f32)])
    c.exact("select", [V > 1, V < 0], [V, -V], 9, call=lambda a, b, d: jnp.select(a, b, d))
    c.exact("compress", np.array([True, False, True]), M, call=lambda q, m, axis: jnp.compress(q, m, axis), axis=0)
    c.exact("extract", V > 0, V)
    c.exact("nonzero", V, index=True)
    c.exact("nonzero", V, index=True, size=5, fillValue=-1)
    c.exact("argwhere", M % 5 == 0, index=True)
    c.exact("flatnonzero", V, index=True)
    c.exact("countNonzero", M, jax_name="count_nonzero", index=True)
    c.exact("countNonzero", M, jax_name="count_nonzero", index=True, axis=1)
    c.exact("piecewise", V, [V < 0, V > 1], call=lambda x, q: jnp.piecewise(x, q, [-1.0, 1.0, 0.0]))
    c.exact("putAlongAxis", M, np.array([[1], [0], [3]], i32), np.array([[9], [9], [9]], f32), call=lambda a, i, v, axis: jnp.put_along_axis(a, i, v, axis, inplace=False), axis=1)


def joining(c):
    a, b = M[0], M[1]
    for ax in (0, 1, -1):
        c.exact("stack", [a, b], axis=ax)
    for fn in ("hstack", "vstack", "dstack", "columnStack"):
        j = "column_stack" if fn == "columnStack" else fn
        c.exact(fn, [a, b], jax_name=j)
        c.exact(fn, [M, M], jax_name=j)
    c.exact("concatenate", [M, M[:1]], axis=0)
    c.exact("concatenate", [M, M], axis=-1)
    c.exact("concatenate", [M, M], axis=None)
    c.exact("concatenate", [np.array([1], i32), np.array([2.5], f32), np.array([True])], tag="promotion")
    c.exact("append", V, np.array([9], f32))
    c.exact("block", [a, b], call=lambda x: jnp.block(x))
    for fn, sec, kw in (("split", 2, {"axis": 1}), ("split", [1, 3], {"axis": 1}), ("arraySplit", 3, {"axis": 1}), ("hsplit", 2, {}), ("vsplit", 3, {})):
        j = "array_split" if fn == "arraySplit" else fn
        secs = np.array(sec) if isinstance(sec, list) else sec
        out = getattr(jnp, j)(M, secs, **kw)
        c.area.case(fn, [M], tuple(out), dict(kw, indicesOrSections=sec))
    for reps in (2, [2, 1], [1, 2, 2], [0]):
        r = tuple(reps) if isinstance(reps, list) else reps
        c.area.case("tile", [M[:2, :2]], jnp.tile(M[:2, :2], r), {"reps": reps})
    c.exact("repeat", M, call=lambda x, repeats, axis: jnp.repeat(x, repeats, axis), repeats=2, axis=0)
    c.exact("repeat", V, call=lambda x, repeats: jnp.repeat(x, repeats), repeats=3)
    c.area.case("repeat", [V, np.array([1, 0, 2, 1], i32)], jnp.repeat(V, np.array([1, 0, 2, 1])), {"totalRepeatLength": 4})
    c.area.case("repeat", [V, np.array([1, 0, 2, 1], i32)], jnp.repeat(V, np.array([1, 0, 2, 1]), total_repeat_length=6), {"totalRepeatLength": 6})
    for sh, kw in ((1, {}), (-2, {"axis": 1}), ([1, 2], {"axis": [0, 1]}), (7, {"axis": 0})):
        s, k = (tuple(sh) if isinstance(sh, list) else sh), {a: (tuple(v) if isinstance(v, list) else v) for a, v in kw.items()}
        c.area.case("roll", [M], jnp.roll(M, s, **k), dict(kw, shift=sh))
    c.exact("flip", M)
    c.exact("flip", T, axis=[0, 2])
    c.exact("fliplr", M)
    c.exact("flipud", M)
    for k in (1, 2, -1):
        c.exact("rot90", M, k=k)
    c.exact("delete", V, call=lambda x, obj: jnp.delete(x, obj), obj=1)
    c.exact("insert", V, call=lambda x, obj, values: jnp.insert(x, obj, values), obj=1, values=9.0)
    c.exact("resize", V, call=lambda x, shape: jnp.resize(x, shape), shape=[2, 3])
    c.exact("broadcastTo", V, jax_name="broadcast_to", shape=[2, 4])
    c.exact("broadcastArrays", V, np.ones((2, 1), i32), jax_name="broadcast_arrays")
    c.exact("moveaxis", T, source=0, destination=-1)
    c.exact("moveaxis", T, source=[0, 1], destination=[1, 2])
    c.exact("swapaxes", T, axis1=0, axis2=2)
    c.exact("rollaxis", T, call=lambda x, axis, start: jnp.rollaxis(x, axis, start), axis=2, start=0)
    c.exact("transpose", T)
    c.exact("permuteDims", T, call=lambda x, axes: jnp.permute_dims(x, axes), axes=[2, 0, 1])
    c.exact("matrixTranspose", T, jax_name="matrix_transpose")
    c.exact("ravel", M)
    c.exact("reshape", M, shape=[2, -1])
    c.exact("reshape", M, shape=[-1])
    c.exact("squeeze", M.reshape(1, 3, 1, 4))
    c.exact("squeeze", M.reshape(1, 3, 1, 4), axis=2)
    c.exact("expandDims", M, jax_name="expand_dims", axis=1)
    c.exact("expandDims", M, jax_name="expand_dims", axis=[0, -1])
    for fn in ("atleast1d", "atleast2d", "atleast3d"):
        c.exact(fn, f32(2), jax_name=fn.replace("atleast", "atleast_"))
        c.exact(fn, V, jax_name=fn.replace("atleast", "atleast_"))
    for mode in ("constant", "edge", "reflect", "symmetric", "wrap", "linear_ramp", "maximum", "mean"):
        out = jnp.pad(M, ((1, 2), (2, 0)), mode=mode)
        c.area.case("pad", [M], out, {"padWidth": ((1, 2), (2, 0)), "mode": mode}, rtol=2e-6)
    c.area.case("pad", [V], jnp.pad(V, 2, constant_values=7), {"padWidth": ((2, 2),), "mode": "constant", "constantValues": 7})


def arithmetic(c):
    w = np.array([2, 0.5, -1, 3], f32)
    i, j = np.array([7, -7, 7, -7, 0, 5], i32), np.array([3, 3, -3, -3, 2, 0], i32)
    u = np.array([7, 250, 0, 3], u8)
    pairs = ((V, w), (i, j), (i, f32(2)), (i, 2), (i, 2.5), (V, 2), (u, u[::-1].copy()), (u, i8(-3)), (B, B), (B, 2), (np.array([1.5], BF16), 2.25), (np.array([1, 2], np.uint32), np.array([-1, 1], i32)), (V, np.array([1], f64)),
             (np.array([1 + 2j], c64), 2.0), (1, 2), (1, 2.5))
    for fn in ("add", "subtract", "multiply", "trueDivide"):
        j_name = "true_divide" if fn == "trueDivide" else fn
        for a, b in pairs:
            if fn == "subtract" and a is B and b is B:
                continue
            c.close(fn, a, b, jax_name=j_name, tag="promotion")
    fl = np.array([7.5, -7.5, 7.5, -7.5, 0, -0.0, inf, 1, nan, -3], f32)
    gl = np.array([2, 2, -2, -2, 3, 3, 2, inf, 1, 3], f32)
    nz = j.copy()
    nz[-1] = 4
    for fn, name in (("floorDivide", "floor_divide"), ("mod", "mod"), ("remainder", "remainder"), ("fmod", "fmod"), ("divmod", "divmod")):
        c.exact(fn, fl, gl, jax_name=name)
        c.exact(fn, i, nz, jax_name=name)
        c.exact(fn, u, np.array([2, 7, 1, 3], u8), jax_name=name)
        c.exact(fn, i, 3, jax_name=name, tag="weak")
        c.exact(fn, i, 2.5, jax_name=name, tag="weak")
    c.exact("floorDivide", i, j, jax_name="floor_divide", tag="zero-divisor")
    c.exact("mod", i, j, tag="zero-divisor")
    c.close("power", V, w)
    c.exact("power", np.array([2, -3, 0], i32), 3, tag="weak")
    c.exact("power", np.array([2, 3, 0, 1], i32), np.array([3, 2, 0, 5], i32))
    c.close("power", V, 2, tag="weak")
    c.close("power", np.array([4, 9], i32), 0.5, tag="weak")
    c.exact("power", np.array([2, 3], u8), np.array([3, 5], u8))
    c.close("floatPower", np.array([2, 3], i32), 2, jax_name="float_power")
    for fn in ("maximum", "minimum", "fmax", "fmin"):
        c.exact(fn, SP, np.array([1, nan, 2, 1, -1, nan, 2], f32))
        c.exact(fn, i, 1, tag="weak")
        c.exact(fn, i, 1.5, tag="weak")
        c.exact(fn, u, np.array([8, 1, 1, 3], u8))
    for fn in ("bitwiseAnd", "bitwiseOr", "bitwiseXor"):
        n = fn.replace("wise", "wise_").lower()
        c.exact(fn, i, j, jax_name=n)
        c.exact(fn, u, 6, jax_name=n, tag="weak")
        c.exact(fn, B, np.array([True, True, False, True]), jax_name=n)
    c.exact("bitwiseNot", i, jax_name="bitwise_not")
    c.exact("bitwiseNot", B, jax_name="bitwise_not")
    c.exact("bitwiseCount", u, jax_name="bitwise_count")
    sh = np.array([0, 1, 3, 7], u8)
    c.exact("leftShift", u, sh, jax_name="left_shift")
    c.exact("rightShift", u, sh, jax_name="right_shift")
    c.exact("rightShift", i, 1, jax_name="right_shift")
    c.exact("leftShift", i, np.array([1, 2, 3, 4, 31, 32], i32), jax_name="left_shift")
    for fn in ("logicalAnd", "logicalOr", "logicalXor"):
        c.exact(fn, V, np.array([0, 1, 0, 1], i32), jax_name=fn.replace("logical", "logical_").lower())
    c.exact("logicalNot", SP, jax_name="logical_not")
    c.exact("gcd", np.array([12, -18, 0, 7], i32), np.array([18, 27, 5, 0], i32))
    c.exact("lcm", np.array([4, -6, 0, 7], i32), np.array([6, 9, 5, 3], i32))
    for fn in ("equal", "notEqual", "less", "lessEqual", "greater", "greaterEqual"):
        n = {"notEqual": "not_equal", "lessEqual": "less_equal", "greaterEqual": "greater_equal"}.get(fn, fn)
        c.exact(fn, SP, np.array([nan, inf, inf, 0, -0.0, 1, -1], f32), jax_name=n)
        c.exact(fn, i, 2.5, jax_name=n, tag="weak")
        c.exact(fn, u, i8(-3), jax_name=n, tag="promotion")
    for fn in ("hypot", "logaddexp", "logaddexp2", "arctan2", "heaviside", "nextafter", "copysign"):
        c.close(fn, V, w)
        if fn not in ("nextafter",):
            c.close(fn, SP, SP[::-1].copy(), tag="special")
            c.close(fn, np.array([1, -2], i32), np.array([2, 3], i32), tag="promotion")
    c.close("ldexp", V, np.array([1, -2, 3, 10], i32))
    c.exact("frexp", np.array([8, 0.1, -3, 0, 1e20], f32))
    c.exact("modf", np.array([3.5, -2.25, 0, 1e9], f32))
    c.exact("spacing", np.array([1, 1e10, -3, 0.1], f32))


def unary(c):
    x, pos = np.array([0.5, -0.25, 0.9, 0.0, -0.0], f32), np.array([0.5, 1, 2, 10], f32)
    names = ("sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arctanh exp exp2 expm1 log1p cbrt sqrt square abs fabs sign negative positive reciprocal floor ceil trunc rint "
             "round degrees radians deg2rad rad2deg isfinite isinf isnan isposinf isneginf signbit sinc real imag conj angle").split()
    for fn in names:
        c.close(fn, x if fn != "sqrt" else pos)
        if fn not in ("isposinf", "isneginf", "positive", "angle"):
            c.close(fn, np.array([0, 1, 3], i32) if fn not in ("arctanh", "arcsin", "arccos") else np.array([0, 1], i32), tag="promotion")
        if fn not in ("conj", "real", "imag", "angle"):
            c.close(fn, SP, tag="special")
    for fn in ("log", "log2", "log10", "arccosh", "i0"):
        c.close(fn, pos if fn != "arccosh" else pos + 1)
        c.close(fn, np.array([1, 2, 8], i32), tag="promotion")
    c.exact("isreal", np.array([1, 1j], c64))
    c.exact("iscomplex", np.array([1, 1j], c64))
    c.close("angle", np.array([1, 1j, -1 + 0j, 1 - 1j], c64))
    r = np.array([1.25, 1.35, -2.55, 1234.567], f32)
    for d in (1, -1, 0):
        c.close("round", r, decimals=d)
    c.exact("nanToNum", SP, jax_name="nan_to_num")
    c.exact("nanToNum", SP, jax_name="nan_to_num", nan=7.0, posinf=1.0, neginf=-1.0)
    for fn in ("abs", "sign", "square", "sqrt", "exp", "sin", "log"):
        c.close(fn, np.array([3 + 4j, -1 + 2j], c64), tag="complex")
    for fn in ("sin", "exp", "sqrt", "abs", "negative", "square"):
        if not (fn == "negative"):
            c.close(fn, B, tag="promotion") if fn not in ("abs", "square") else c.exact(fn, B, tag="promotion")
        c.close(fn, np.array([1, 2], np.uint16), tag="promotion")
        c.close(fn, np.array([1, 2], i64), tag="promotion")
        c.close(fn, np.array([1, 2], np.float16), tag="promotion")
    c.exact("isclose", np.array([1, 1, nan, inf], f32), np.array([1 + 1e-6, 1.1, nan, inf], f32))
    c.exact("isclose", np.array([1, 1, nan, inf], f32), np.array([1 + 1e-6, 1.1, nan, -inf], f32), call=lambda a, b, equalNan: jnp.isclose(a, b, equal_nan=equalNan), equalNan=True)
    c.exact("allclose", V, V + 1e-7)
    c.exact("allclose", V, V + 1)
    c.exact("arrayEqual", V, V, jax_name="array_equal")
    c.exact("arrayEqual", V, V[:2], jax_name="array_equal")
    c.exact("arrayEquiv", V, np.tile(V, (2, 1)), jax_name="array_equiv")


def reducing(c):
    x = normal((3, 4), 1)
    y = x.copy()
    y[0, 1], y[2, 2], y[1] = nan, nan, nan
    z = x.copy()
    z[0, 1], z[2, 2] = nan, nan
    for fn in ("nansum", "nanprod", "nanmax", "nanmin", "nanmean", "nanvar", "nanstd", "nanmedian"):
        c.close(fn, z)
        c.close(fn, z, axis=1)
        c.close(fn, y, axis=0, keepdims=True)
        c.close(fn, y, axis=1, tag="all-nan")
    for fn in ("nanargmax", "nanargmin"):
        c.exact(fn, z, index=True)
        c.exact(fn, z, index=True, axis=1)
        c.exact(fn, y, index=True, axis=1, tag="all-nan")
    for fn in ("nancumsum", "nancumprod"):
        c.close(fn, z, axis=1)
    c.close("ptp", x)
    c.close("ptp", x, axis=0)
    c.close("median", x)
    for ax in (0, 1):
        c.close("median", x, axis=ax, keepdims=True)
    c.close("median", np.array([1, 2, 4, 9], i32))
    c.close("median", np.array([1, nan, 4], f32))
    for q in (0.0, 25.0, 50.0, 90.0, 100.0):
        c.area.case("percentile", [x], jnp.percentile(x, f32(q)), {"q": q}, rtol=2e-6)
    for m in ("linear", "lower", "higher", "midpoint", "nearest"):
        c.area.case("quantile", [x], jnp.quantile(x, f32(0.3), axis=1, method=m), {"q": 0.3, "axis": 1, "method": m}, rtol=2e-6)
    c.area.case("quantile", [x, np.array([0.1, 0.5], f32)], jnp.quantile(x, np.array([0.1, 0.5], f32), axis=0), {"axis": 0}, rtol=2e-6)
    c.area.case("nanpercentile", [z], jnp.nanpercentile(z, f32(40.0), axis=1), {"q": 40.0, "axis": 1}, rtol=2e-6)
    c.close("average", x)
    c.area.case("average", [x, np.array([1, 2, 3], f32)], jnp.average(x, axis=0, weights=np.array([1, 2, 3], f32)), {"axis": 0}, rtol=2e-6)
    c.close("cov", x)
    c.close("corrcoef", x)
    for fn in ("sum", "mean", "max", "min", "prod"):
        w = np.array([True, False, True, True])
        kw = {"initial": 0.0} if fn in ("max", "min") else {}
        c.area.case(fn, [x], getattr(jnp, fn)(x, axis=1, where=w, **kw), {"axis": 1, "where": w, **kw}, rtol=2e-6, atol=1e-6, tag="where")
    for fn in ("sum", "prod", "cumsum"):
        c.area.case(fn, [np.array([1, 2, 3], i8)], getattr(jnp, fn)(np.array([1, 2, 3], i8), dtype=f32), {"dtype": dt("float32")}, tag="dtype")
    c.area.case("sum", [x], jnp.sum(x, initial=10.0), {"initial": 10.0}, rtol=2e-6, tag="initial")
    c.exact("diff", np.array([1, 4, 9, 16], i32))
    c.exact("diff", np.array([1, 4, 9, 16], i32), n=2)
    c.exact("diff", M, axis=0)
    c.exact("ediff1d", np.array([1, 4, 9], f32))
    c.close("gradient", np.array([1, 4, 9, 16], f32))
    c.close("trapezoid", np.array([1, 4, 9], f32))
    c.close("cumsum", x)
    c.close("cumsum", x, axis=1)
    c.close("cumprod", x, axis=0)
    c.close("cumulativeSum", V, jax_name="cumulative_sum")
    c.exact("any", M > 10, axis=1)
    c.exact("all", M >= 0)


def searching(c):
    s = np.array([1, 3, 3, 5, 7], f32)
    q = np.array([0, 1, 3, 4, 7, 9, nan], f32)
    for side in ("left", "right"):
        c.exact("searchsorted", s, q, index=True, side=side)
    c.exact("searchsorted", np.array([1, 2, 3], i32), np.array([2.5, 0.5], f32), index=True, tag="promotion")
    for right in (False, True):
        c.exact("digitize", q[:-1], s, index=True, right=right)
    c.exact("digitize", q[:-1], s[::-1].copy(), index=True)
    d = np.array([3, 1, 2, 3, 1, 7], i32)
    c.exact("unique", d)
    c.area.case("unique", [d], jnp.unique(d, size=6, fill_value=-1), {"size": 6, "fillValue": -1})
    c.area.case("unique", [d], jnp.unique(d, size=3), {"size": 3})
    u, ix, inv, cnt = jnp.unique(d, return_index=True, return_inverse=True, return_counts=True)
    c.area.case("unique", [d], (u, *(np.asarray(t).astype(i32) for t in (ix, inv, cnt))), {"returnIndex": True, "returnInverse": True, "returnCounts": True})
    c.exact("unique", np.array([nan, 1, nan, 0], f32))
    c.exact("bincount", np.array([0, 1, 1, 3], i32), index=True)
    c.area.case("bincount", [np.array([0, 1, 1, 3], i32)], np.asarray(jnp.bincount(np.array([0, 1, 1, 3], i32), length=6)).astype(i32), {"length": 6})
    c.area.case("bincount", [np.array([0, 1, 1, 3], i32), np.array([0.5, 1, 2, 4], f32)], jnp.bincount(np.array([0, 1, 1, 3]), weights=np.array([0.5, 1, 2, 4], f32)), {})
    h, e = jnp.histogram(np.array([1, 2, 2.5, 4, 0], f32), bins=4)
    c.area.case("histogram", [np.array([1, 2, 2.5, 4, 0], f32)], (h, e), {"bins": 4}, rtol=2e-6)
    h, e = jnp.histogram(np.array([1, 2, 2.5, 4, 0], f32), bins=3, range=(0, 3))
    c.area.case("histogram", [np.array([1, 2, 2.5, 4, 0], f32)], (h, e), {"bins": 3, "range": (0, 3)}, rtol=2e-6)
    c.exact("isin", d, np.array([1, 7], i32))
    for fn in ("intersect1d", "setdiff1d", "union1d", "setxor1d"):
        c.exact(fn, np.array([1, 2, 3, 3], i32), np.array([2, 3, 5], i32))
    xp, fp = np.array([0, 1, 3], f32), np.array([10, 20, 0], f32)
    c.close("interp", np.array([-1, 0, 0.5, 2, 3, 5], f32), xp, fp)
    c.area.case("interp", [np.array([-1, 4], f32), xp, fp], jnp.interp(np.array([-1, 4], f32), xp, fp, left=-5.0, right=-6.0), {"left": -5.0, "right": -6.0}, rtol=2e-6)
    c.exact("argsort", np.array([3, 1, 2], f32), index=True)
    c.exact("argmax", M, index=True, axis=1)
    c.exact("argmin", M, index=True)
    c.exact("partition", np.array([3, 1, 2, 5, 4], f32), call=lambda x, kth: jnp.sort(x)[: kth + 1], kth=0, tag="first-only")
    c.exact("unravelIndex", np.array([5, 11, 0], i32), index=True, call=lambda i, shape: jnp.unravel_index(i, shape), shape=[3, 4])
    c.exact("ravelMultiIndex", [np.array([1, 2], i32), np.array([1, 3], i32)], index=True, call=lambda m, dims: jnp.ravel_multi_index(tuple(m), dims), dims=[3, 4])
    c.exact("packbits", np.array([1, 0, 1, 1, 0, 0, 0, 1, 1], u8))
    c.exact("unpackbits", np.array([177, 128], u8))


def products(c):
    a, b = np.array([1, 2, 3], f32), np.array([4, 5, -6], f32)
    c.exact("cross", a, b)
    c.exact("cross", np.stack([a, b]), np.stack([b, a]))
    c.exact("outer", a, b)
    c.exact("inner", np.stack([a, b]), a)
    c.exact("vdot", a, b)
    c.exact("vecdot", np.stack([a, b]), a)
    c.exact("kron", np.array([[1, 2]], f32), np.array([[1], [3]], f32))
    c.exact("polyval", np.array([1, -2, 3], f32), np.array([0, 1, 2.5], f32))
    c.exact("polyadd", np.array([1, 2], f32), np.array([1, 0, 3], f32))
    c.exact("polysub", np.array([1, 2], f32), np.array([1, 0, 3], f32))
    c.exact("polymul", np.array([1, 2], f32), np.array([1, 0, 3], f32))
    c.exact("polyder", np.array([1, 2, 3], f32))
    c.close("polyint", np.array([3, 2, 1], f32))
    for mode in ("full", "same", "valid"):
        c.exact("convolve", np.array([1, 2, 3, 4], f32), np.array([0, 1, 0.5], f32), mode=mode)
        c.exact("correlate", np.array([1, 2, 3, 4], f32), np.array([0, 1, 0.5], f32), mode=mode)
    c.exact("tensordot", M, M, call=lambda p, q, axes: jnp.tensordot(p, q, axes=((0,), (0,))), axes=[[0], [0]])
    c.close("linalgNorm", normal((3, 4), 2), call=jnp.linalg.norm)
    for o in (1, 2, inf):
        c.close("linalgNorm", a, call=lambda x, ord: jnp.linalg.norm(x, ord), ord=float(o))
    c.close("matrixPower", np.array([[1, 2], [3, 4]], f32), call=lambda m, n: jnp.linalg.matrix_power(m, n), n=3)
    c.exact("apply1d", M, call=lambda x: jnp.apply_along_axis(jnp.sum, 1, x), tag="applyAlongAxis sum over axis 1")


def indexing(c):
    """Basic and advanced indexing; the index is written out: null = newaxis, "..." , [start, stop, step] = slice, number, or array."""
    S = slice
    x, t = M, T
    cases = [(x, (1,)), (x, (-1, 2)), (x, (S(None), 1)), (x, (S(0, 2), S(1, None, 2))), (x, (S(None, None, -1),)), (x, (S(3, 0, -2), S(None))), (x, (None, 0, None)), (t, (Ellipsis, 1)),
             (t, (0, Ellipsis, S(1, 3))), (x, (S(5, 9),)), (x, (S(-2, None),)), (x, (np.array([0, 2, -1]),)), (x, (np.array([[0], [2]]), np.array([1, 3]))), (x, (S(None), np.array([3, 0]))),
             (t, (np.array([0, 1]), S(None), np.array([1, 2]))), (t, (S(None), np.array([0, 2]), 1)), (t, (0, S(None), np.array([1, 2]))), (t, (S(None), np.array([[0, 1]]), np.array([[2], [3]]))),
             (x, (np.array([True, False, True]),)), (x, (x > 5,)), (t, (1, np.array([2, 0]), S(None, None, 2))), (x, (np.array([], np.int64),)), (x, (Ellipsis, None)), (t, (np.array([1, 0]), None, np.array([0, 2])))]
    for a, idx in cases:
        w = [describe(i) for i in idx]
        c.area.case("index", [a], jnp.asarray(a)[idx], {"index": w})
    ups = [(x, (1,), f32(9)), (x, (S(None), 2), np.array([7, 8, 9], f32)), (x, (S(None, None, 2), S(1, 3)), f32(-1)), (x, (np.array([0, 2]),), np.array([[1], [2]], f32)), (x, (np.array([0, 2]), np.array([1, 1])), np.array([5, 6], f32)),
           (x, (x > 5,), f32(0)), (x, (S(None, None, -1),), M)]
    for a, idx, v in ups:
        w = [describe(i) for i in idx]
        for op in ("set", "add", "mul", "min", "max"):
            c.area.case("at" + op.capitalize(), [a, v], getattr(jnp.asarray(a).at[idx], op)(v), {"index": w})
    rep = np.array([0, 0, 1])
    for op in ("add", "mul", "min", "max"):
        v = np.array([[2], [3], [4]], f32)
        c.area.case("at" + op.capitalize(), [x, v], getattr(jnp.asarray(x).at[rep], op)(v), {"index": [describe(rep)]}, tag="repeated")
    for mode in ("drop", "clip"):
        c.area.case("atSet", [V, f32(9)], jnp.asarray(V).at[np.array([1, 9])].set(f32(9), mode=mode), {"index": [describe(np.array([1, 9]))], "mode": mode}, tag="out-of-range")
    c.area.case("atSet", [np.array([1, 2], i32), 3.7], jnp.array([1, 2], i32).at[0].set(3), {"index": [0]}, tag="cast: a float is truncated to the array's dtype")


def describe(i):
    if i is None:
        return None
    if i is Ellipsis:
        return "..."
    if isinstance(i, slice):
        return {"start": i.start, "stop": i.stop, "step": i.step}
    return i if isinstance(i, int) else i.astype(i32) if i.dtype.kind == "i" else i


def make():
    c = Cases()
    for part in (creation, selection, joining, arithmetic, unary, reducing, searching, products, indexing):
        part(c)
    c.area.write()
    import json
    fns = {json.loads(s)["fn"] for s in c.area.lines}
    print(f"  {len(fns)} functions")
