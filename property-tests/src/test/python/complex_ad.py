"""complex.json: what JAX gives for derivatives of complex functions, forward (jvp) and reverse (vjp).

Each case: ``fn`` names the function (a primitive's name, or one of FUNCTIONS below), ``transform`` is ``jvp`` (args: primals, then
tangents; out: tangents of the result) or ``vjp`` (args: primals, then the cotangent; out: cotangents of the arguments).
"""
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from golden_io import Area, normal

C = "complex128"
POINTS = np.array([0.7 + 0.4j, -0.5 + 0.8j, -0.3 - 0.6j, 1.2 - 0.1j, 0.25 + 0j, -1.5 + 0j])
OTHERS = np.array([1.1 - 0.3j, 0.4 + 0.9j, -0.8 + 0.2j, -0.2 - 0.7j, 1.5 + 0j, 0.5 + 0.5j])
TANGENT = normal((6,), 5, C)
OTHER_TANGENT = normal((6,), 6, C)

UNARY = "abs acos acosh asin asinh atan atanh conj cos cosh exp exp2 expm1 imag log log1p logistic neg real rsqrt sign sin sinh sqrt square tan tanh".split()
BINARY = "add sub mul div pow max min".split()

FUNCTIONS = {
    "integerPow3": lambda x: lax.integer_pow(x, 3),
    "integerPowMinus2": lambda x: lax.integer_pow(x, -2),
    "angle": jnp.angle,
    "normSquared": lambda x: lax.real(x * lax.conj(x)),
    "reduceSum": lambda x: lax.reduce(x, np.complex128(0), lax.add, (0,)),
    "reduceProd": lambda x: jnp.prod(x),
    "cumsum": lambda x: lax.cumsum(x),
    "cumprod": lambda x: lax.cumprod(x),
    "toReal": lambda x: lax.real(jnp.sin(x)) * 2.0,
    "toComplex": lambda x: lax.complex(x, x * x) * (1 + 2j),
    "convert": lambda x: lax.convert_element_type(x, np.complex128) * 1j,
    "power": lambda x: x ** (0.5 - 1j),
    "reshapeTranspose": lambda x: lax.transpose(lax.reshape(x, (2, 3)), (1, 0)) * 1j,
    "complex": lax.complex,
    "dot": lambda x, y: jnp.dot(x, y),
    "matmul": lambda x, y: x @ y,
    "selectFirst": lambda x, y: lax.select(np.arange(6) < 3, x, y),
}


def cases(area, name, f, primals, tangents, rtol=1e-11, **more):
    primals = [jnp.asarray(p) for p in primals]
    tangents = [jnp.asarray(t) for t in tangents]
    out, dot = jax.jvp(f, primals, tangents)
    area.case(name, primals + tangents, dot, transform="jvp", rtol=rtol, atol=1e-13, **more)
    ct = normal(out.shape, 17, str(out.dtype))
    area.case(name, primals + [ct], jax.vjp(f, *primals)[1](jnp.asarray(ct)), transform="vjp", rtol=rtol, atol=1e-13, **more)


def on_cut(name, z):
    """Branch points and cuts, where the side of the cut, or the value itself, is another matter.

    acosh in the left half plane: JAX's derivative has the wrong sign there (finite differences of its own values say so); ours is tested
    against those instead.
    """
    if name == "acosh" and z.real < 0:
        return True
    return name in ("acos", "asin", "atanh", "acosh", "log1p", "log", "sqrt", "rsqrt", "pow") and z.imag == 0


def make():
    area = Area("complex")
    for name in UNARY:
        f = jax.nn.sigmoid if name == "logistic" else lambda x, p=getattr(lax, name): p(x)
        keep = np.array([not on_cut(name, z) for z in POINTS])
        cases(area, name, f, [POINTS[keep]], [TANGENT[keep]])
    for name in BINARY:
        keep = np.array([not on_cut(name, z) for z in POINTS])
        cases(area, name, getattr(lax, name), [POINTS[keep], OTHERS[keep]], [TANGENT[keep], OTHER_TANGENT[keep]])
    real, other, rt, ot = POINTS.real.copy(), OTHERS.real.copy(), TANGENT.real.copy(), OTHER_TANGENT.real.copy()
    for name, f in FUNCTIONS.items():
        if name in ("toComplex", "convert"):
            cases(area, name, f, [real], [rt])
        elif name == "complex":
            cases(area, name, f, [real, other], [rt, ot])
        elif name == "matmul":
            cases(area, name, f, [POINTS.reshape(2, 3), OTHERS.reshape(3, 2)], [TANGENT.reshape(2, 3), OTHER_TANGENT.reshape(3, 2)])
        elif name in ("dot", "selectFirst"):
            cases(area, name, f, [POINTS, OTHERS], [TANGENT, OTHER_TANGENT])
        else:
            keep = np.array([not (name == "power" and z.imag == 0) for z in POINTS])
            cases(area, name, f, [POINTS[keep]], [TANGENT[keep]])
    # Edges: zero, the negative axis from above.
    edges = {"abs": [0j, 3 + 4j], "sqrt": [-4 + 0j, 1e-300 + 0j], "log": [-1 + 0j, 1j], "sign": [2 + 0j, -3j], "square": [0j], "angle": [1j, -1j], "integerPow3": [0j], "real": [0j]}
    for name, points in edges.items():
        f = FUNCTIONS.get(name) or getattr(lax, name)
        z = np.array(points)
        cases(area, name, f, [z], [normal(z.shape, 3, C)], tag="edge")
    area.write()
