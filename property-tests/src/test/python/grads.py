"""grads.json: derivatives JAX gives for ~70 small functions, with their formulas, so that Java twins can be written.

Each case: ``fn`` is the twin's name, ``formula`` what it computes, ``transform`` what was applied (value, grad: reverse
mode of the scalar or of the sum of the result; jacfwd; jacrev; hessian; jvp: args are primals then tangents; gradN: the
N-th derivative of a scalar function), ``argnums`` the differentiated arguments.
"""
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from golden_io import Area, ints, normal

F64 = "float64"
CASES = []


def fn(formula, *args, transforms=("value", "grad"), argnums=(0,), holomorphic=False, rtol=1e-12):
    def add(f):
        CASES.append((f, formula, args, transforms, argnums, holomorphic, rtol))
        return f
    return add


def n(shape, seed, scale=1.0):
    return normal(shape, seed, F64, scale)


def scalar(v):
    return np.float64(v)


@fn("sin(x) * x", scalar(0.7), transforms=("value", "grad", "grad2", "grad3", "grad4"))
def sinTimesX(x):
    return jnp.sin(x) * x


@fn("tanh(x)", scalar(0.3), transforms=("value", "grad", "grad2", "grad3", "grad4", "grad5"))
def tanhOfX(x):
    return jnp.tanh(x)


@fn("log(1 + exp(x)) by logaddexp(x, 0)", scalar(-0.4), transforms=("value", "grad", "grad2", "grad3"))
def softplusOfX(x):
    return jnp.logaddexp(x, 0.0)


@fn("exp(-x*x/2) * x**3 / (1 + x*x)", scalar(1.1), transforms=("value", "grad", "grad2", "grad3"))
def rational(x):
    return jnp.exp(-x * x / 2) * x**3 / (1 + x * x)


UNARY = {"sin": jnp.sin, "cos": jnp.cos, "tan": jnp.tan, "asin": jnp.arcsin, "acos": jnp.arccos, "atan": jnp.arctan, "sinh": jnp.sinh, "cosh": jnp.cosh, "tanh": jnp.tanh,
         "asinh": jnp.arcsinh, "atanh": jnp.arctanh, "exp": jnp.exp, "exp2": jnp.exp2, "expm1": jnp.expm1, "log": lambda x: jnp.log(x + 2), "log1p": jnp.log1p,
         "sqrt": lambda x: jnp.sqrt(x + 2), "rsqrt": lambda x: lax.rsqrt(x + 2), "cbrt": lambda x: jnp.cbrt(x + 2), "logistic": jax.nn.sigmoid, "erf": lax.erf, "erfc": lax.erfc,
         "erfInv": lax.erf_inv, "square": jnp.square, "abs": jnp.abs, "sign": jnp.sign, "floor": jnp.floor, "ceil": jnp.ceil, "reciprocal": lambda x: 1 / (x + 2),
         "acosh": lambda x: jnp.arccosh(x + 2), "lgamma": lambda x: lax.lgamma(x + 2), "digamma": lambda x: lax.digamma(x + 2)}
SHIFTED = {"log", "sqrt", "rsqrt", "cbrt", "reciprocal", "acosh", "lgamma", "digamma"}


@fn("logsumexp(x)", n((5,), 1), transforms=("value", "grad", "hessian"))
def logSumExp(x):
    return jax.nn.logsumexp(x)


@fn("softmax(x)", n((4,), 2), transforms=("value", "jacfwd", "jacrev"))
def softmax(x):
    return jax.nn.softmax(x)


@fn("-mean over rows of logSoftmax(x)[i, label_i], labels 2,0,1", n((3, 4), 3), transforms=("value", "grad", "hessian"))
def softmaxCrossEntropy(x):
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(x), np.array([[2], [0], [1]]), axis=1))


@fn("sum(tanh(tanh(x @ a) @ b))", n((2, 3), 4), n((3, 4), 5), n((4, 2), 6), argnums=(0, 1, 2))
def matmulChain(x, a, b):
    return jnp.sum(jnp.tanh(jnp.tanh(x @ a) @ b))


@fn("x' A x", n((3,), 7), n((3, 3), 8), transforms=("value", "grad", "hessian"))
def quadraticForm(x, a):
    return x @ a @ x


@fn("h_t = tanh(x_t @ w + h_{t-1} @ u); sum of the last h; h_0 = 0; scan over xs", n((4, 2), 9), n((2, 3), 10), n((3, 3), 11), argnums=(0, 1, 2))
def scanRnn(xs, w, u):
    h, _ = lax.scan(lambda h, x: (jnp.tanh(x @ w + h @ u), None), jnp.zeros(3), xs)
    return jnp.sum(h)


@fn("scan c <- c * x_i + sin(c), collecting c; sum of ys times last c", scalar(0.5), n((5,), 12), argnums=(0, 1))
def scanCarryAndOutputs(c0, xs):
    c, ys = lax.scan(lambda c, x: (c * x + jnp.sin(c), c), c0, xs)
    return jnp.sum(ys) * c


@fn("the same scan run in reverse", scalar(0.5), n((5,), 12), argnums=(0, 1))
def scanReverse(c0, xs):
    c, ys = lax.scan(lambda c, x: (c * x + jnp.sin(c), c), c0, xs, reverse=True)
    return jnp.sum(ys * jnp.arange(5.0)) * c


@fn("while x < 10: x <- x * x + 0.5 (forward mode only)", scalar(1.3), transforms=("value", "jacfwd"))
def whileSquare(x):
    return lax.while_loop(lambda v: v < 10, lambda v: v * v + 0.5, x)


@fn("foriLoop(0, 6): x <- x + 0.1 * sin(i * x)", scalar(0.8))
def foriSin(x):
    return lax.fori_loop(0, 6, lambda i, v: v + 0.1 * jnp.sin(i * v), x)


def _branch(x):
    return lax.cond(x > 0, lambda v: v**3, lambda v: jnp.exp(v) * 2, x)


@fn("x > 0 ? x**3 : 2 * exp(x), at 1.5", scalar(1.5), transforms=("value", "grad", "grad2"))
def condTrue(x):
    return _branch(x)


@fn("x > 0 ? x**3 : 2 * exp(x), at -0.5", scalar(-0.5), transforms=("value", "grad", "grad2"))
def condFalse(x):
    return _branch(x)


@fn("switchCase(2 of: x, sin x, x*x*y), with y captured", scalar(0.7), scalar(1.3), argnums=(0, 1))
def switchCase(x, y):
    return lax.switch(2, [lambda v: v, lambda v: jnp.sin(v), lambda v: v * v * y], x)


@fn("sum(sort(x) * [1,2,3,4,5])", np.array([0.3, -1.0, 2.0, 0.5, -0.2]), transforms=("value", "grad"))
def sortWeighted(x):
    return jnp.sum(jnp.sort(x) * jnp.arange(1.0, 6))


@fn("sum(sort(x) * [1,2,3,4]) with ties [1,0,1,0]: stable", np.array([1.0, 0.0, 1.0, 0.0]), transforms=("value", "grad"))
def sortTies(x):
    return jnp.sum(jnp.sort(x) * jnp.arange(1.0, 5))


@fn("sum(x[[2,0,2,1]]**2)", n((3,), 13), transforms=("value", "grad"))
def gatherSquares(x):
    return jnp.sum(x[jnp.array([2, 0, 2, 1])] ** 2)


@fn("sum(zeros(4).at[[1,3,1]].add(x)**2)", n((3,), 14), transforms=("value", "grad"))
def scatterAddSquares(x):
    return jnp.sum(jnp.zeros(4).at[jnp.array([1, 3, 1])].add(x) ** 2)


@fn("sum(x.at[[1,2]].set(y) * [1,2,3,4])", n((4,), 15), n((2,), 16), argnums=(0, 1))
def scatterSet(x, y):
    return jnp.sum(x.at[jnp.array([1, 2])].set(y) * jnp.arange(1.0, 5))


@fn("sum(x.at[[1,2]].multiply(y))", n((4,), 15), n((2,), 16), argnums=(0, 1))
def scatterMul(x, y):
    return jnp.sum(x.at[jnp.array([1, 2])].multiply(y, unique_indices=True))


@fn("sum(cumsum(x) * [1,2,3,4])", n((4,), 17))
def cumsumWeighted(x):
    return jnp.sum(jnp.cumsum(x) * jnp.arange(1.0, 5))


@fn("sum(cumprod(x) * [1,2,3,4])", np.array([0.5, -1.5, 2.0, 0.7]))
def cumprodWeighted(x):
    return jnp.sum(jnp.cumprod(x) * jnp.arange(1.0, 5))


@fn("sum(cummax(x) * [1,2,3,4,5])", np.array([0.5, 1.5, 1.0, 2.0, 0.7]))
def cummaxWeighted(x):
    return jnp.sum(lax.cummax(x) * jnp.arange(1.0, 6))


@fn("sum(cumlogsumexp(x) * [1,2,3,4])", n((4,), 18))
def cumlogsumexpWeighted(x):
    return jnp.sum(lax.cumlogsumexp(x) * jnp.arange(1.0, 5))


@fn("max(x): ties share the cotangent equally", np.array([1.0, 3.0, 3.0, 2.0, 3.0]))
def maxTies(x):
    return jnp.max(x)


@fn("maximum(x, y) elementwise: a tie gives each one half", np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, 2.0]), transforms=("value", "grad"), argnums=(0, 1))
def maximumTies(x, y):
    return jnp.sum(jnp.maximum(x, y))


@fn("minimum(x, y) elementwise: a tie gives each one half", np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, 2.0]), transforms=("value", "grad"), argnums=(0, 1))
def minimumTies(x, y):
    return jnp.sum(jnp.minimum(x, y))


@fn("clip(x, -1, 1) at inside, both bounds and outside", np.array([-2.0, -1.0, 0.0, 1.0, 2.0]))
def clipKinks(x):
    return jnp.sum(jnp.clip(x, -1.0, 1.0))


@fn("lax.clamp(-1, x, 1) at inside, both bounds and outside", np.array([-2.0, -1.0, 0.0, 1.0, 2.0]))
def clampKinks(x):
    return jnp.sum(lax.clamp(-1.0, x, 1.0))


@fn("abs at 0", np.array([-1.0, 0.0, -0.0, 2.0]))
def absKink(x):
    return jnp.sum(jnp.abs(x))


@fn("relu at 0", np.array([-1.0, 0.0, 2.0]))
def reluKink(x):
    return jnp.sum(jax.nn.relu(x))


@fn("where(x > 0, sqrt(x), 0) at -1, 0, 4. Here the untaken branch never leaks; JAX gives NaN at -1 and 0, so those two are ours", np.array([-1.0, 0.0, 4.0]), transforms=("value", "grad"))
def whereSqrt(x):
    return jnp.sum(jnp.where(x > 0, jnp.sqrt(x), 0.0))


@fn("where(x > 0, sqrt(where(x > 0, x, 1)), 0): the double-where way", np.array([-1.0, 0.0, 4.0]))
def doubleWhereSqrt(x):
    safe = jnp.where(x > 0, x, 1.0)
    return jnp.sum(jnp.where(x > 0, jnp.sqrt(safe), 0.0))


@fn("x ** y, general", np.array([2.0, 0.5, 3.0]), np.array([3.0, -1.5, 0.0]), argnums=(0, 1))
def powGeneral(x, y):
    return jnp.sum(jnp.power(x, y))


@fn("x ** y at x = 0: y = 2, 1, 0, 0.5", np.array([0.0, 0.0, 0.0, 0.0]), np.array([2.0, 1.0, 0.0, 0.5]), transforms=("value", "grad"), argnums=(0, 1))
def powAtZero(x, y):
    return jnp.sum(jnp.power(x, y))


@fn("x ** 3 + x ** -2 + x ** 0 (static integer exponents)", np.array([2.0, -0.5]), transforms=("value", "grad", "hessian"))
def integerPowers(x):
    return jnp.sum(x**3 + x**-2 + x**0)


@fn("x ** 2 and x ** 1 and x ** 0 at 0", np.array([0.0]), transforms=("value", "grad", "hessian"))
def integerPowersAtZero(x):
    return jnp.sum(x**2 + x**1 + x**0)


@fn("prod(x), no zero", np.array([1.5, -2.0, 0.5]), transforms=("value", "grad", "hessian"))
def prodPlain(x):
    return jnp.prod(x)


@fn("prod(x), one zero", np.array([1.5, 0.0, 0.5]), transforms=("value", "grad", "hessian"))
def prodOneZero(x):
    return jnp.prod(x)


@fn("prod(x), two zeros", np.array([0.0, 0.0, 0.5]), transforms=("value", "grad", "hessian"))
def prodTwoZeros(x):
    return jnp.prod(x)


@fn("sqrt(sum(x*x)) (2-norm) at (3, 4)", np.array([3.0, 4.0]), transforms=("value", "grad", "hessian"))
def norm(x):
    return jnp.linalg.norm(x)


@fn("2-norm at 0: JAX gives NaN", np.zeros(2), transforms=("value", "grad"))
def normAtZero(x):
    return jnp.linalg.norm(x)


@fn("sqrt(x) at 0 and 4", np.array([0.0, 4.0]))
def sqrtAtZero(x):
    return jnp.sum(jnp.sqrt(x))


@fn("x / y", np.array([1.0, 2.0]), np.array([3.0, -4.0]), argnums=(0, 1))
def quotient(x, y):
    return jnp.sum(x / y)


@fn("atan2(x, y)", np.array([1.0, -2.0]), np.array([3.0, 0.5]), argnums=(0, 1))
def atan2(x, y):
    return jnp.sum(jnp.arctan2(x, y))


@fn("rem(x, y) and mod(x, y)", np.array([5.5, -5.5]), np.array([2.0, 2.0]), argnums=(0, 1))
def remainder(x, y):
    return jnp.sum(lax.rem(x, y) + 2 * jnp.mod(x, y))


@fn("logaddexp(x, y), one pair equal and one infinite", np.array([1.0, 2.0, -np.inf]), np.array([1.0, -3.0, 0.0]), argnums=(0, 1))
def logaddexp(x, y):
    return jnp.sum(jnp.logaddexp(x, y))


@fn("hypot(x, y)", np.array([3.0]), np.array([4.0]), argnums=(0, 1))
def hypot(x, y):
    return jnp.sum(jnp.hypot(x, y))


@fn("z**2 * exp(z), holomorphic", np.array([0.5 + 0.7j, -1 + 0.2j]), transforms=("value", "grad"), holomorphic=True)
def holomorphic(z):
    return jnp.sum(z * z * jnp.exp(z))


@fn("sin(z)/cosh(z) + log(z), holomorphic", np.array([0.5 + 0.7j]), transforms=("value", "grad"), holomorphic=True)
def holomorphicElementary(z):
    return jnp.sum(jnp.sin(z) / jnp.cosh(z) + jnp.log(z))


@fn("real loss of complex: sum(abs(z)**2 + real(z)*imag(z)); JAX's convention df/dx - i df/dy", np.array([1 + 2j, -0.5 + 1j]), transforms=("value", "grad"))
def complexLoss(z):
    return jnp.sum(jnp.abs(z) ** 2 + z.real * z.imag)


@fn("sum(abs(z)) at 0 and 3+4i", np.array([0j, 3 + 4j]), transforms=("value", "grad"))
def complexAbs(z):
    return jnp.sum(jnp.abs(z))


@fn("real -> complex -> real: sum(real(exp(1i*x) * (2-1i)))", n((3,), 19), transforms=("value", "grad"))
def throughComplex(x):
    return jnp.sum(jnp.real(jnp.exp(1j * x) * (2 - 1j)))


@jax.custom_vjp
def _clipped(x):
    return x


_clipped.defvjp(lambda x: (x, None), lambda _, g: (jnp.clip(g, -1, 1),))


@fn("x -> x with the cotangent clipped to [-1, 1] (customVjp); sum(clipped(x) * [3, 0.5, -7])", n((3,), 20), transforms=("value", "grad"))
def customVjpClip(x):
    return jnp.sum(_clipped(x) * np.array([3, 0.5, -7]))


@jax.custom_jvp
def _log1pexp(x):
    return jnp.log(1 + jnp.exp(x))


_log1pexp.defjvps(lambda t, ans, x: (1 - 1 / (1 + jnp.exp(x))) * t)


@fn("log(1 + exp(x)) with customJvp (1 - 1/(1+exp(x))) * t, at 100 and 0.5", np.array([100.0, 0.5]), transforms=("value", "grad", "jacfwd"))
def customJvpLog1pExp(x):
    return jnp.sum(_log1pexp(x))


@fn("sum(stopGradient(x) * x)", n((3,), 21), transforms=("value", "grad"))
def stopGradient(x):
    return jnp.sum(lax.stop_gradient(x) * x)


@fn("layer norm over the last axis, eps 1e-5 inside the square root of the variance, then * g + b; sum(out**2 * weights), weights = arange(12).reshape(3,4)/10", n((3, 4), 22), n((4,), 23),
    n((4,), 24), argnums=(0, 1, 2))
def layerNorm(x, g, b):
    m = jnp.mean(x, -1, keepdims=True)
    v = jnp.mean((x - m) ** 2, -1, keepdims=True)
    return jnp.sum(((x - m) / jnp.sqrt(v + 1e-5) * g + b) ** 2 * (jnp.arange(12.0).reshape(3, 4) / 10))


@fn("single-head causal attention of x[4,3]: q,k,v = x@wq, x@wk, x@wv; softmax(mask(q@k'/sqrt(3)), -1e9 above the diagonal) @ v; sum(out*out)", n((4, 3), 25), n((3, 3), 26), n((3, 3), 27),
    n((3, 3), 28), argnums=(0, 1, 2, 3))
def attention(x, wq, wk, wv):
    s = (x @ wq) @ (x @ wk).T / np.sqrt(3.0)
    s = jnp.where(jnp.tril(jnp.ones((4, 4), bool)), s, -1e9)
    o = jax.nn.softmax(s, -1) @ (x @ wv)
    return jnp.sum(o * o)


@fn("conv NHWC SAME 3x3 stride 1 -> relu -> mean over space -> dense -> sum of squares", n((2, 4, 4, 1), 29), n((3, 3, 1, 2), 30), n((2, 3), 31), argnums=(0, 1, 2))
def convNet(x, k, w):
    y = lax.conv_general_dilated(x, k, (1, 1), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC"))
    return jnp.sum((jnp.mean(jax.nn.relu(y), (1, 2)) @ w) ** 2)


@fn("conv NCHW, stride (2,1), padding ((1,0),(0,2)), lhs dilation (1,2), rhs dilation (2,1); sum(sin(out))", n((1, 2, 4, 3), 32), n((2, 2, 2, 2), 33), argnums=(0, 1))
def convDilated(x, k):
    return jnp.sum(jnp.sin(lax.conv_general_dilated(x, k, (2, 1), ((1, 0), (0, 2)), (1, 2), (2, 1))))


@fn("depthwise conv NCHW, 2 groups, padding 1; sum(sin(out))", n((1, 2, 3, 3), 34), n((4, 1, 2, 2), 35), argnums=(0, 1))
def convGroups(x, k):
    return jnp.sum(jnp.sin(lax.conv_general_dilated(x, k, (1, 1), ((1, 1), (1, 1)), feature_group_count=2)))


@fn("einsum bij,bkj->bik; sum(sin)", n((2, 2, 3), 36), n((2, 4, 3), 37), argnums=(0, 1))
def batchedProduct(a, b):
    return jnp.sum(jnp.sin(jnp.einsum("bij,bkj->bik", a, b)))


@fn("pad low 1, high -1, interior 2 with value v, then weights 1..n", n((4,), 38), scalar(0.5), argnums=(0, 1))
def padInterior(x, v):
    y = lax.pad(x, v, ((1, -1, 2),))
    return jnp.sum(y * jnp.arange(1.0, y.size + 1))


@fn("sum(dynamicSlice(x, [1], [2])**2) + sum(dynamicUpdateSlice(x, y, [2])**3)", n((4,), 39), n((2,), 40), argnums=(0, 1))
def dynamicSlices(x, y):
    return jnp.sum(lax.dynamic_slice(x, (1,), (2,)) ** 2) + jnp.sum(lax.dynamic_update_slice(x, y, (2,)) ** 3)


@fn("rev, transpose, reshape, concatenate, strided slice: sum(sin([rev(x)', x][::2]) * arange)", n((2, 3), 41))
def movements(x):
    y = jnp.concatenate([jnp.flip(x).T.reshape(-1), x.reshape(-1)])[::2]
    return jnp.sum(jnp.sin(y) * jnp.arange(6.0))


@fn("variance and standard deviation: var(x) + std(x, correction 1)", n((5,), 42), transforms=("value", "grad", "hessian"))
def varAndStd(x):
    return jnp.var(x) + jnp.std(x, ddof=1)


@fn("gelu(x), tanh form", n((4,), 43), transforms=("value", "grad"))
def geluTanh(x):
    return jnp.sum(jax.nn.gelu(x))


@fn("gelu(x), erf form", n((4,), 43), transforms=("value", "grad"))
def geluErf(x):
    return jnp.sum(jax.nn.gelu(x, approximate=False))


@fn("Rosenbrock: sum(100 (x[1:] - x[:-1]**2)**2 + (1 - x[:-1])**2)", n((4,), 44), transforms=("value", "grad", "hessian"))
def rosenbrock(x):
    return jnp.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


@fn("[x0*x1, sin(x0), x1/x2]", np.array([1.2, -0.7, 2.0]), transforms=("value", "jacfwd", "jacrev"))
def vectorFunction(x):
    return jnp.array([x[0] * x[1], jnp.sin(x[0]), x[1] / x[2]])


@fn("x where int inputs are mixed in: sum(x * i + i // 2), i = [1,2,3] int32", n((3,), 45))
def mixedIntegers(x):
    i = np.array([1, 2, 3], np.int32)
    return jnp.sum(x * i + i // 2)


@fn("Lennard-Jones energy of 3 points in 2-D: sum over pairs 4 (r^-12 - r^-6)", np.array([[0.0, 0.0], [1.1, 0.0], [0.4, 1.2]]), transforms=("value", "grad", "hessian"))
def lennardJones(p):
    i, j = np.triu_indices(3, 1)
    r2 = jnp.sum((p[i] - p[j]) ** 2, -1)
    return jnp.sum(4 * (r2**-6 - r2**-3))


def derivative(f, transform, argnums, holo):
    nums = argnums[0] if len(argnums) == 1 else argnums
    if transform == "value":
        return f
    if transform == "grad":
        return jax.grad(f, nums, holomorphic=holo)
    if transform.startswith("grad"):
        for _ in range(int(transform[4:])):
            f = jax.grad(f)
        return f
    return {"jacfwd": jax.jacfwd, "jacrev": jax.jacrev, "hessian": jax.hessian}[transform](f, nums)


def make():
    area = Area("grads")
    for f, formula, args, transforms, argnums, holo, rtol in CASES:
        for t in transforms:
            nums = argnums if t != "hessian" else argnums[:1]
            out = derivative(f, t, nums, holo)(*map(jnp.asarray, args))
            if f.__name__ == "whereSqrt" and t == "grad":
                out = np.array([0.0, 0.0, 0.25])
            area.case(f.__name__, args, out, transform=t, argnums=None if t == "value" else nums, holomorphic=holo or None, formula=formula, rtol=rtol, atol=1e-14)
    x = np.array([-0.8, -0.3, 0.2, 0.6])
    for name, f in UNARY.items():
        formula = f"{name}(x + 2)" if name in SHIFTED else f"{name}(x)"
        if name == "reciprocal":
            formula = "1 / (x + 2)"
        twin = "unary" + name[0].upper() + name[1:]
        tol = 1e-9 if name in ("lgamma", "digamma", "erfInv") else 1e-12
        area.case(twin, [x, np.ones(4)], jax.jvp(f, (x,), (np.ones(4),))[1], transform="jvp", formula=formula, rtol=tol, atol=1e-14)
        second = jax.vmap(jax.grad(jax.grad(f)))(x)
        area.case(twin, [x], second, transform="second", formula=formula + ", second derivative at each element", rtol=100 * tol, atol=1e-13)
    area.write()
