"""collectives.json: collectives under ``jax.vmap(..., axis_name='i')``, values and gradients that JAX gives.

Each case: ``fn`` is the twin's name, ``formula`` what it computes for one example, ``mapped`` which arguments are mapped (along axis 0), ``transform``: value; inner: the
gradient of the sum of the result by the first argument, taken inside the mapped function; jacfwd, jacrev, hessian: likewise inside; outer: the gradient of sum(sin(all results)) by the first argument. Functions of
two axes are mapped over j inside and i outside. JAX has no
derivative of pmax and pmin, its pbroadcast fails under vmap, and so does its transpose of an untiled all_to_all whose axes differ.
The outer gradient of inCond is left out: JAX loses what examples that do not take the branch add to its sum.
"""
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from golden_io import Area, normal

CASES = []


def fn(formula, *args, mapped=None, transforms=("value", "inner", "outer"), names="i"):
    def add(f):
        CASES.append((f, formula, args, mapped or (True,) * len(args), transforms, names))
        return f
    return add


def n(shape, seed):
    return normal(shape, seed, "float64")


V = n((4,), 1)
M = n((4, 3), 2)
SQ = n((4, 4), 3)


@fn("x * psum(x)", V)
def psumTimesX(x):
    return x * lax.psum(x, "i")


@fn("psum(x) * sin(x)", M, transforms=("value", "inner", "jacfwd", "jacrev"))
def psumTimesSin(x):
    return lax.psum(x, "i") * jnp.sin(x)


@fn("sum(psum(x * x) * sin(x))", M, transforms=("value", "inner", "outer", "hessian"))
def energy(x):
    return jnp.sum(lax.psum(x * x, "i") * jnp.sin(x))


@fn("psum(sin(x))", M)
def psumOfSin(x):
    return lax.psum(jnp.sin(x), "i")


@fn("x * psum(2), of a number", V)
def psumOfNumber(x):
    return x * lax.psum(2, "i")


@fn("psum of (x > 0), of booleans", V, transforms=("value",))
def psumOfBooleans(x):
    return lax.psum(x > 0, "i")


@fn("x * pmean(x * x)", M)
def pmeanOfSquares(x):
    return x * lax.pmean(x * x, "i")


@fn("pmean of axis_index, an integer", V, transforms=("value",))
def pmeanOfIndex(x):
    return x + lax.pmean(lax.axis_index("i"), "i")


@fn("pmax(x) - x", M, transforms=("value",))
def pmaxMinusX(x):
    return lax.pmax(x, "i") - x


@fn("pmin(x) - x", M, transforms=("value",))
def pminMinusX(x):
    return lax.pmin(x, "i") - x


@fn("allGather(x) * x", M)
def gather(x):
    return lax.all_gather(x, "i") * x


@fn("allGather(x, axis 1)", M)
def gatherLast(x):
    return jnp.sin(lax.all_gather(x, "i", axis=1))


@fn("allGather(x, axis 0, tiled)", M)
def gatherTiled(x):
    return jnp.sin(lax.all_gather(x, "i", axis=0, tiled=True)) * x[0]


@fn("psumScatter(x, 0)", SQ)
def scatter(x):
    return lax.psum_scatter(x * x, "i", scatter_dimension=0) * x[1]


@fn("psumScatter(x, 1, tiled)", n((4, 2, 8), 4))
def scatterTiled(x):
    return lax.psum_scatter(x * x, "i", scatter_dimension=1, tiled=True) * x[:, :2]


@fn("ppermute to the next", M)
def shiftRing(x):
    return x * lax.ppermute(x, "i", [(k, (k + 1) % 4) for k in range(4)])


@fn("pshuffle by 2, 0, 3, 1", M)
def shuffle(x):
    return x * lax.pshuffle(x, "i", [2, 0, 3, 1])


@fn("allToAll(x, 0, 0)", n((4, 4, 3), 5))
def exchangeSame(x):
    return x * lax.all_to_all(x * x, "i", 0, 0)


@fn("allToAll(x, 1, 0)", n((4, 3, 4), 6), transforms=("value", "outer"))
def exchangeBack(x):
    return jnp.sin(lax.all_to_all(x * x, "i", 1, 0))


@fn("allToAll(x, 0, 1)", n((4, 4, 2), 7), transforms=("value", "outer"))
def exchangeForth(x):
    return jnp.sin(lax.all_to_all(x * x, "i", 0, 1))


@fn("allToAll(x, 0, 1, tiled)", n((4, 8, 2), 8))
def exchangeTiled(x):
    return jnp.sin(lax.all_to_all(x * x, "i", 0, 1, tiled=True))


@fn("x * axisIndex + axisSize", V)
def indexAndSize(x):
    return x * lax.axis_index("i") + lax.psum(1, "i")


@fn("psum(w * x) * x, w shared", n((3,), 9), M, mapped=(False, True))
def sharedWeights(w, x):
    return lax.psum(jnp.sum(w * x), "i") * x


@fn("pmean over i of the gradient of sum(sin(w * x)) by w; w shared", n((3,), 9), M, mapped=(False, True), transforms=("value", "inner"))
def meanOfGradients(w, x):
    return lax.pmean(jax.grad(lambda v: jnp.sum(jnp.sin(v * x)))(w), "i")


@fn("psum(w), w shared", n((3,), 9), V, mapped=(False, True))
def psumOfShared(w, x):
    return lax.psum(w * w, "i") * x


@fn("batch normalisation: (x - m) / sqrt(v + 1e-3), m = pmean(x), v = pmean((x - m)^2)", M)
def batchNorm(x):
    m = lax.pmean(x, "i")
    v = lax.pmean((x - m) ** 2, "i")
    return (x - m) / jnp.sqrt(v + 1e-3)


@fn("softmax between examples: exp(x - m) / psum(exp(x - m)), m = stopGradient(pmax(x))", M, transforms=("value",))
def softmaxBetween(x):
    e = jnp.exp(x - lax.pmax(x, "i"))
    return e / lax.psum(e, "i")


@fn("scan over rows r of x: c <- tanh(c * pmean(c) + r), collecting c * psum(r)", n((4, 5), 10))
def inScan(x):
    c, ys = lax.scan(lambda c, r: (jnp.tanh(c * lax.pmean(c, "i") + r), c * lax.psum(r, "i")), jnp.float64(0.3), x)
    return ys * c


@fn("scan 3 times, carry shared at first: c <- c + sin(axisIndex) * x", V)
def indexInScan(x):
    return lax.fori_loop(0, 3, lambda _, c: c + jnp.sin(1.0 * lax.axis_index("i")) * x, 1.0)


@fn("x > 0 ? psum(x * x) : x", V, transforms=("value", "inner"))
def inCond(x):
    return lax.cond(x > 0, lambda v: lax.psum(v * v, "i"), lambda v: v * 1.0, x)


@fn("w[0] > 0 ? psum(x) * x : -x, the test shared", n((3,), 11), V, mapped=(False, True), transforms=("value", "outer"))
def inCondShared(w, x):
    return lax.cond(w[0] > 0, lambda v: lax.psum(v, "i") * v * w[1], lambda v: -v, x)


@fn("while psum(c) < 50: c <- c * 1.5 + 1", np.abs(V), transforms=("value",))
def inWhileTest(x):
    return lax.while_loop(lambda c: lax.psum(c, "i") < 50, lambda c: c * 1.5 + 1, x)


@fn("while c < 5: c <- c + 0.5 + 0.01 * psum(c)", np.abs(V), transforms=("value",))
def inWhileBody(x):
    return lax.while_loop(lambda c: c < 5, lambda c: c + 0.5 + 0.01 * lax.psum(c, "i"), x)


@fn("jit of x * psum(x)", V)
def inJit(x):
    return jax.jit(lambda v: v * lax.psum(v, "i"))(x)


@jax.custom_vjp
def _clipped(x):
    return lax.pmean(x, "i") * x


_clipped.defvjp(lambda x: (_clipped(x), x), lambda x, ct: (ct * 2 + lax.psum(ct * x, "i"),))


@fn("customVjp of x * pmean(x) with the rule 2 ct + psum(ct * x)", V)
def inCustomVjp(x):
    return _clipped(x)


T = n((2, 3), 12)


@fn("x * psum(x) over i", T, names="ij")
def overOuter(x):
    return x * lax.psum(x, "i")


@fn("x * psum(x) over j", T, names="ij")
def overInner(x):
    return x * lax.psum(x, "j")


@fn("x * psum(x) over i and j", T, names="ij")
def overBoth(x):
    return x * lax.psum(x, ("i", "j"))


@fn("x * pmean(psum(x * x, j), i)", T, names="ij")
def meanOfSums(x):
    return x * lax.pmean(lax.psum(x * x, "j"), "i")


@fn("allGather over i and j, times x", T, names="ij")
def gatherBoth(x):
    return lax.all_gather(lax.all_gather(x, "j"), "i").reshape(6) * x  # of both at once JAX fails under vmap


@fn("axisIndex over i and j, over j and i", T, names="ij", transforms=("value",))
def indexOfBoth(x):
    return jnp.stack([x * 0 + lax.axis_index(("i", "j")), x * 0 + lax.axis_index(("j", "i"))])


def mapped_function(f, mapped, names):
    axes = tuple(0 if m else None for m in mapped)
    for name in reversed(names):
        f = jax.vmap(f, in_axes=axes, axis_name=name)
    return f


def derivative(f, transform, mapped, names):
    if transform == "value":
        return mapped_function(f, mapped, names)
    if transform == "inner":
        return mapped_function(jax.grad(lambda *a: jnp.sum(f(*a))), mapped, names)
    if transform in ("jacfwd", "jacrev", "hessian"):
        return mapped_function(getattr(jax, transform)(f), mapped, names)
    whole = mapped_function(f, mapped, names)
    return jax.grad(lambda *a: jnp.sum(jnp.sin(whole(*a))))


def make():
    area = Area("collectives")
    for f, formula, args, mapped, transforms, names in CASES:
        for t in transforms:
            out = derivative(f, t, mapped, names)(*map(jnp.asarray, args))
            area.case(f.__name__, args, out, transform=t, mapped=list(mapped), names=list(names), formula=formula, rtol=1e-12, atol=1e-13)
    area.write()
