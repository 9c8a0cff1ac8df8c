"""promotion.json (the dtype lattice with weak types) and random.json (the default, partitionable threefry stream)."""
import jax
import jax.numpy as jnp
import numpy as np
from jax import random

from golden_io import Area, Raw, dt

DTYPES = ("bool uint8 uint16 uint32 uint64 int8 int16 int32 int64 bfloat16 float16 float32 float64 complex64 complex128 int* float* complex* "
          "float8_e4m3fn float8_e5m2 int4 uint4").split()
WEAK = {"int*": 1, "float*": 1.0, "complex*": 1j}


def operand(name):
    return WEAK[name] if name in WEAK else jnp.ones((1,), getattr(jnp, name + "_" if name == "bool" else name))


def typed(aval):
    return aval.dtype.name + ("*" if aval.weak_type else "")


def make_promotion():
    area = Area("promotion")
    for a in DTYPES:
        for b in DTYPES:
            try:
                out = typed(jax.typeof(jnp.add(operand(a), operand(b))))
            except Exception:
                out = "ERR"
            area.case("promoteTypes", [Raw(a), Raw(b)], (Raw(out),))
    unary = {"sin": jnp.sin, "sum": jnp.sum, "prod": jnp.prod, "mean": jnp.mean, "cumsum": jnp.cumsum, "sqrt": jnp.sqrt, "negative": lambda x: -x, "square": jnp.square,
             "abs": jnp.abs, "floor": jnp.floor, "round": jnp.round, "var": jnp.var, "max": jnp.max}
    for a in DTYPES[:15]:
        for fn, f in unary.items():
            if a == "bool" and fn in ("negative", "round") or a.startswith("complex") and fn == "floor":
                continue
            area.case(fn, [Raw(a)], (Raw(typed(jax.typeof(f(operand(a))))),), tag="result-type")
        for b in DTYPES[:18]:
            for fn, f in (("trueDivide", jnp.true_divide), ("power", jnp.power), ("floorDivide", jnp.floor_divide), ("arctan2", jnp.arctan2), ("equal", jnp.equal),
                          ("where", lambda x, y: jnp.where(True, x, y))):
                try:
                    out = typed(jax.typeof(f(operand(a), operand(b))))
                except Exception:
                    out = "ERR"
                area.case(fn, [Raw(a), Raw(b)], (Raw(out),), tag="result-type")
    area.write()


# What goes through log, erf_inv, tan or pow depends on the last bits of those functions.
LOOSE = {"float32": 1e-5, "float64": 1e-12, "bfloat16": 1.6e-2, "float16": 2e-3}
EXACT = {"keyData", "split", "foldIn", "bits", "uniform", "randint", "permutation", "choice", "bernoulli", "rademacher", "threefry2x32", "categorical", "poisson"}


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(w.capitalize() for w in rest)


class Calls:
    def __init__(self, area):
        self.area = area

    def __call__(self, fn, seed, *, positional=(), tag=None, **kw):
        """Calls jax.random.fn(key(seed), *positional by name, **kw)."""
        key = random.key(seed)
        call = {k: (dt(v) if k == "dtype" else v) for k, v in {**dict(positional), **kw}.items()}
        out = getattr(random, fn)(key, **call)
        written = {camel(k): v for k, v in call.items()}
        name = np.asarray(out).dtype.name
        loose = None if camel(fn) in EXACT else LOOSE.get(name)
        self.area.case(camel(fn), [random.key_data(key)], out, written, rtol=loose, atol=loose and loose / 5, tag=tag)


def make_random():
    area = Area("random")
    with jax.enable_x64(True):
        for seed in (0, 1, 42, 1701, 2147483647, 2147483653, -1, -2, 2**40 + 5, -(2**63), 2**63 - 1):
            area.case("keyData", [Raw(seed)], random.key_data(random.key(seed)))
    from jax.extend.random import threefry_2x32
    for k, c in (((0, 0), (0, 0)), ((0xFFFFFFFF,) * 2, (0xFFFFFFFF,) * 2), ((0x13198A2E, 0x03707344), (0x243F6A88, 0x85A308D3)), ((0, 1), (0, 0)), ((7, 9), (1, 2))):
        k, c = np.array(k, np.uint32), np.array(c, np.uint32)
        area.case("threefry2x32", [k, c], threefry_2x32(k, c))
    with jax.enable_x64(False):
        thirty_two(area)
    with jax.enable_x64(True):
        sixty_four(area)
    area.write()


def thirty_two(area):
    r = Calls(area)
    for seed in (0, 1701):
        kd = random.key_data(random.key(seed))
        for n in (1, 2, 3, 10, (2, 3), ()):
            area.case("split", [kd], random.key_data(random.split(random.key(seed), n)), {"shape": (n,) if isinstance(n, int) else n})
        for d in (0, 1, 4, 1 << 20, 0xFFFFFFFF):
            area.case("foldIn", [kd], random.key_data(random.fold_in(random.key(seed), np.uint32(d))), {"data": d})
        for dtype in ("uint8", "uint16", "uint32"):
            for shape in ((), (1,), (3,), (3, 1, 2), (0,), (17,)):
                r("bits", seed, shape=shape, dtype=dtype)
        for dtype in ("float32", "bfloat16", "float16"):
            r("uniform", seed, shape=(8,), dtype=dtype)
            r("uniform", seed, shape=(2, 3), dtype=dtype, minval=-2.0, maxval=5.0)
            r("normal", seed, shape=(8,), dtype=dtype)
        r("uniform", seed, shape=(), dtype="float32")
        r("normal", seed, shape=(2, 3), dtype="complex64")
        for dtype in ("int8", "uint8", "int16", "uint16", "int32", "uint32"):
            r("randint", seed, shape=(8,), minval=0, maxval=100, dtype=dtype)
        r("randint", seed, shape=(8,), minval=-7, maxval=3, dtype="int32")
        r("randint", seed, shape=(8,), minval=5, maxval=5, dtype="int32", tag="empty-range")
        r("randint", seed, shape=(4,), minval=-128, maxval=128, dtype="int8", tag="full-range")
        r("randint", seed, shape=(4,), minval=-(2**31), maxval=2**31 - 1, dtype="int32")
        r("permutation", seed, x=10)
        r("permutation", seed, x=np.arange(12, dtype=np.float32).reshape(4, 3))
        r("permutation", seed, x=np.arange(12, dtype=np.int32).reshape(4, 3), axis=1)
        r("permutation", seed, x=np.arange(12, dtype=np.int32).reshape(4, 3), axis=1, independent=True)
        r("choice", seed, a=10, shape=(6,))
        r("choice", seed, a=10, shape=(6,), replace=False)
        r("choice", seed, a=np.array([5, 6, 7, 8], np.float32), shape=(2, 3))
        p = np.array([0.1, 0.2, 0.3, 0.4], np.float32)
        r("choice", seed, a=4, shape=(6,), p=p)
        r("choice", seed, a=4, shape=(3,), replace=False, p=p)
        r("bernoulli", seed, p=np.float32(0.5), shape=(16,))
        r("bernoulli", seed, p=np.float32(0.1), shape=(4, 4))
        r("bernoulli", seed, p=p)
        r("rademacher", seed, shape=(8,), dtype="int32")
        r("rademacher", seed, shape=(8,), dtype="float32")
        r("categorical", seed, logits=np.log(p))
        r("categorical", seed, logits=np.log(np.stack([p, p[::-1]])), axis=-1)
        r("categorical", seed, logits=np.log(p), shape=(7,))
        for fn in ("exponential", "gumbel", "laplace", "logistic", "cauchy", "maxwell", "rayleigh", "pareto", "t", "chisquare", "weibull_min", "double_sided_maxwell",
                   "truncated_normal", "lognormal", "triangular", "generalized_normal", "geometric", "wald"):
            extra = {"rayleigh": {"scale": np.float32(2)}, "pareto": {"b": np.float32(0.5)}, "t": {"df": np.float32(3)}, "chisquare": {"df": np.float32(4)},
                     "weibull_min": {"scale": 1.0, "concentration": 1.5}, "double_sided_maxwell": {"loc": 1.0, "scale": 2.0}, "truncated_normal": {"lower": -2.0, "upper": 2.0},
                     "lognormal": {"sigma": np.float32(0.5)}, "triangular": {"left": 0.0, "mode": 1.0, "right": 4.0}, "generalized_normal": {"p": 1.5},
                     "geometric": {"p": np.float32(0.3)}, "wald": {"mean": np.float32(1.5)}}.get(fn, {})
            r(fn, seed, **extra, shape=(8,), dtype="int32" if fn == "geometric" else "float32")
        r("truncated_normal", seed, lower=0.0, upper=np.inf, shape=(4,), dtype="float32")
        a = np.array([0.1, 1.0, 5.0, 50.0], np.float32)
        r("gamma", seed, a=a)
        r("gamma", seed, a=np.float32(0.5), shape=(8,))
        r("loggamma", seed, a=a)
        r("beta", seed, a=a, b=np.float32(2))
        r("dirichlet", seed, alpha=a)
        for lam in (0.0, 0.5, 5.0, 20.0, 1000.0):
            r("poisson", seed, lam=np.float32(lam), shape=(8,), dtype="int32")
        r("binomial", seed, n=np.float32(10), p=np.float32(0.3), shape=(8,), dtype="float32")
        r("binomial", seed, n=np.float32(100), p=np.float32(0.5), shape=(8,), dtype="float32")
        r("multivariate_normal", seed, mean=np.zeros(2, np.float32), cov=np.array([[2, 0.5], [0.5, 1]], np.float32), shape=(3,))
        r("orthogonal", seed, n=3)
        r("ball", seed, d=3, shape=(2,))
    key = random.key(0)
    big = random.bits(key, (100000,))
    area.case("bits", [random.key_data(key)], big[99990:], {"shape": (100000,), "dtype": np.dtype("uint32"), "from": 99990}, tag="tail")
    perm = random.permutation(random.key(3), 2000)
    area.case("permutation", [random.key_data(random.key(3))], perm[:16], {"x": 2000, "to": 16}, tag="head")
    for fn in ("glorot_uniform", "glorot_normal", "lecun_normal", "lecun_uniform", "he_normal", "he_uniform"):
        out = getattr(jax.nn.initializers, fn)()(key, (3, 4), np.float32)
        area.case(camel(fn), [random.key_data(key)], out, {"shape": (3, 4), "dtype": np.dtype("float32")}, rtol=1e-5, atol=2e-6, tag="initializer")


def sixty_four(area):
    r = Calls(area)
    for seed in (0, 1701):
        r("bits", seed, shape=(5,), dtype="uint64")
        r("uniform", seed, shape=(8,), dtype="float64")
        r("uniform", seed, shape=(4,), dtype="float64", minval=-1.0, maxval=3.0)
        r("normal", seed, shape=(8,), dtype="float64")
        r("normal", seed, shape=(4,), dtype="complex128")
        for dtype in ("int64", "uint64"):
            r("randint", seed, shape=(8,), minval=0, maxval=1000, dtype=dtype)
        r("randint", seed, shape=(4,), minval=-(2**62), maxval=2**62, dtype="int64")
        for fn in ("exponential", "gumbel", "laplace", "logistic", "cauchy"):
            r(fn, seed, shape=(5,), dtype="float64")
        r("truncated_normal", seed, lower=-2.0, upper=2.0, shape=(5,), dtype="float64")
        r("gamma", seed, a=np.array([0.5, 3.0]))
        r("permutation", seed, x=np.arange(10, dtype=np.int64))


def make():
    make_promotion()
    make_random()
