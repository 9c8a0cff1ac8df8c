"""jets.json: Taylor mode. ``args`` are the arguments followed by their derivatives of order 1, 2, ... (all arguments of
order 1, then of order 2, ...); ``out`` the result and its derivatives. ``rule`` says which oracle: ``jet`` is
jax.experimental.jet, which agrees with ``nested``, jvp nested along the path; that alone where JAX's jet has no rule or a
wrong one."""
import math

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from jax.experimental.jet import jet

from golden_io import Area, normal

RTOL, ATOL = 1e-9, 1e-10


def mlp(x, w, v):
    return jnp.tanh(x @ w) @ v


def step(c, x):
    return jnp.sin(c) * x + c, c * x


V = np.array([0.3, 0.7, 1.2])
FUNCTIONS = {  # name: (function, arguments, order)
    "exp": (jnp.exp, [V], 6), "log": (jnp.log, [V], 6), "sin": (jnp.sin, [V], 6), "cos": (jnp.cos, [V], 6),
    "tan": (jnp.tan, [V], 6), "tanh": (jnp.tanh, [V], 6), "sinh": (jnp.sinh, [V], 6), "cosh": (jnp.cosh, [V], 6),
    "logistic": (lax.logistic, [V], 6), "sqrt": (jnp.sqrt, [V], 6), "rsqrt": (lax.rsqrt, [V], 6), "cbrt": (lax.cbrt, [V], 5),
    "expm1": (jnp.expm1, [V], 6), "log1p": (jnp.log1p, [V], 6), "exp2": (lax.exp2, [V], 5), "square": (lax.square, [V], 4),
    "erf": (lax.erf, [V], 6), "erfc": (lax.erfc, [V], 5), "erfInv": (lax.erf_inv, [V / 2], 4), "abs": (lax.abs, [V - 0.5], 4),
    "asin": (lax.asin, [V / 2], 5), "acos": (lax.acos, [V / 2], 5), "atan": (lax.atan, [V], 6), "asinh": (lax.asinh, [V], 5),
    "acosh": (lax.acosh, [V + 1], 5), "atanh": (lax.atanh, [V / 2], 5), "lgamma": (lax.lgamma, [V], 2),
    "cube": (lambda x: lax.integer_pow(x, 3), [V - 0.7], 5), "reciprocalSquare": (lambda x: lax.integer_pow(x, -2), [V], 5),
    "pow": (lax.pow, [V, np.array([2.5, -1.0, 0.4])], 5), "div": (lax.div, [V, V[::-1].copy()], 6),
    "mul": (lax.mul, [V, V[::-1].copy()], 6), "atan2": (lax.atan2, [V, V[::-1].copy()], 4),
    "max": (lax.max, [V, V[::-1].copy()], 3), "min": (lax.min, [V, V[::-1].copy()], 3),
    "clip": (lambda x: jnp.clip(x, 0.4, 1.0), [V], 3),
    "where": (lambda x: jnp.where(x > 0.5, jnp.sin(x), x * x), [V], 4),
    "reduceMax": (lambda x: jnp.max(x, axis=1), [normal((2, 4), 5, "float64")], 3),
    "prod": (jnp.prod, [V], 4), "cumsum": (lambda x: lax.cumsum(x, 0), [V], 3), "cumprod": (lambda x: lax.cumprod(x, 0), [V], 4),
    "sort": (lambda x: lax.sort(x), [V[[2, 0, 1]]], 3), "gather": (lambda x: x[jnp.array([2, 0, 2])], [V], 3),
    "dot": (jnp.dot, [normal((2, 3), 1, "float64"), normal((3, 2), 2, "float64")], 5),
    "conv": (lambda x, k: lax.conv_general_dilated(x, k, (1, 1), "SAME"), [normal((1, 2, 4, 4), 3, "float64"), normal((3, 2, 3, 3), 4, "float64")], 4),
    "mlp": (mlp, [normal((2, 3), 6, "float64"), normal((3, 4), 7, "float64"), normal((4,), 8, "float64")], 5),
    "logSumExp": (lambda x: jax.nn.logsumexp(x), [V], 4),
    "gradient": (jax.grad(lambda x: jnp.sum(jnp.tanh(x) * jnp.exp(x))), [V], 4),
    "mapped": (jax.vmap(lambda x: jnp.sin(x) * x), [V], 4),
    "scan": (lambda c, xs: lax.scan(step, c, xs), [np.float64(0.4), V], 4),
    "cond": (lambda x: lax.cond(x[0] > 0, lambda y: jnp.sin(y), lambda y: y * y, x), [V], 4),
    "while": (lambda x: lax.while_loop(lambda s: s[0] < 4, lambda s: (s[0] + 1, jnp.sin(s[1]) + x), (0, x))[1], [V], 3),
}
def nested(f, args, series, order):
    def path(t):
        return f(*[x + sum(s[k - 1] * t**k / math.factorial(k) for k in range(1, order + 1)) for x, s in zip(args, series)])

    out, g = [], path
    for _ in range(order + 1):
        out += jax.tree.leaves(g(0.0))
        g = (lambda h: lambda t: jax.jvp(h, (t,), (1.0,))[1])(g)
    return out


def taylor(f, args, series, order):
    value, terms = jet(f, args, series)
    leaves = jax.tree.leaves(value)
    terms = [terms] if len(leaves) == 1 else terms
    return leaves + [t[k] for k in range(order) for t in terms]


def derivatives(name, f, args, series, order):
    low = min(order, 4)  # nested jvp takes time exponential in the order
    expected = jax.jit(lambda a, s: nested(f, a, s, low))(args, series)
    try:
        out = taylor(f, args, series, order)
    except Exception:  # JAX has no rule, each kind of operation fails in its own way
        return "nested", low, expected
    if all(np.allclose(a, b, rtol=RTOL, atol=ATOL) for a, b in zip(out, expected)):
        return "jet", order, out
    print("JAX's jet differs from nested jvp:", name)
    return "nested", low, expected


def make():
    area = Area("jets")
    for name, (f, args, order) in FUNCTIONS.items():
        series = [[normal(np.shape(x), 100 * k + i, "float64", 0.5) for k in range(order)] for i, x in enumerate(args)]
        rule, order, out = derivatives(name, f, args, series, order)
        flat = args + [s[k] for k in range(order) for s in series]
        area.case(name, [np.asarray(a) for a in flat], tuple(np.asarray(o) for o in out), {"order": order},
                  rtol=RTOL, atol=ATOL, rule=rule)
    area.write()
