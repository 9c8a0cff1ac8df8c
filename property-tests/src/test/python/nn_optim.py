"""nn.json (jax.nn and losses) and optim.json (optimisers and schedules: optax's formulas, written out in NumPy float64)."""
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from golden_io import BF16, Area, normal

f32 = np.float32
X = np.array([-100, -6.5, -3, -1.5, -1, -0.5, -1e-3, -0.0, 0, 1e-3, 0.3, 1, 2.5, 3, 5.5, 6, 7, 100], f32)
SPECIAL = np.array([np.nan, np.inf, -np.inf], f32)
M = normal((3, 5), 1, scale=2.0)


def in64(f, *args):
    """f in float64, rounded to float32: the true value as far as float32 can tell."""
    out = f(*(a.astype(np.float64) if isinstance(a, np.ndarray) and a.dtype == f32 else a for a in args))
    return np.asarray(out).astype(f32)


def make_nn():
    area = Area("nn")
    tol = {"rtol": 2e-6, "atol": 1e-7}
    plain = {"relu": jax.nn.relu, "relu6": jax.nn.relu6, "sigmoid": jax.nn.sigmoid, "logSigmoid": jax.nn.log_sigmoid, "softplus": jax.nn.softplus, "silu": jax.nn.silu,
             "swish": jax.nn.swish, "softSign": jax.nn.soft_sign, "elu": jax.nn.elu, "selu": jax.nn.selu, "celu": jax.nn.celu, "hardTanh": jax.nn.hard_tanh,
             "hardSigmoid": jax.nn.hard_sigmoid, "hardSilu": jax.nn.hard_silu, "leakyRelu": jax.nn.leaky_relu, "mish": jax.nn.mish, "squareplus": jax.nn.squareplus,
             "gelu": jax.nn.gelu, "sparsePlus": jax.nn.sparse_plus, "sparseSigmoid": jax.nn.sparse_sigmoid, "log1mexp": None, "identity": jax.nn.identity}
    for fn, f in plain.items():
        if fn == "log1mexp":
            x = np.array([0.1, 0.5, 0.7, 1, 5, 30], f32)
            area.case(fn, [x], in64(jax.nn.log1mexp, x), **tol)
            continue
        area.case(fn, [X], in64(f, X), **tol)
        area.case(fn, [SPECIAL], f(SPECIAL), tag="special")
        area.case(fn, [M.astype(BF16)], f(jnp.asarray(M.astype(BF16))), rtol=2e-2, atol=1e-2)
        area.case(fn, [X.astype(np.float64)], f(X.astype(np.float64)), rtol=1e-12, atol=1e-15)
        g = jax.vmap(jax.grad(f))(X.astype(np.float64))
        area.case(fn, [X.astype(np.float64)], g, tag="derivative", rtol=1e-11, atol=1e-14)
    area.case("gelu", [X], in64(lambda x: jax.nn.gelu(x, approximate=False), X), {"approximate": False}, **tol)
    area.case("gelu", [X], in64(lambda x: jax.nn.gelu(x, approximate=True), X), {"approximate": True}, **tol)
    for a in (0.01, 0.3):
        area.case("leakyRelu", [X], in64(lambda x: jax.nn.leaky_relu(x, a), X), {"negativeSlope": a}, **tol)
    area.case("elu", [X], in64(lambda x: jax.nn.elu(x, 0.5), X), {"alpha": 0.5}, **tol)
    area.case("celu", [X], in64(lambda x: jax.nn.celu(x, 2.0), X), {"alpha": 2.0}, **tol)
    i = np.array([-2, 0, 3], np.int32)
    for fn in ("relu", "gelu", "softplus"):
        area.case(fn, [i], plain[fn](i), tag="promotion", **tol)
    over_an_axis(area, tol)
    one_hot(area)
    attention(area)
    losses(area, tol)
    area.write()


def over_an_axis(area, tol):
    for fn, f in (("softmax", jax.nn.softmax), ("logSoftmax", jax.nn.log_softmax), ("standardize", jax.nn.standardize), ("logsumexp", jax.nn.logsumexp), ("logmeanexp", jax.nn.logmeanexp)):
        for axis in (-1, 0) + (() if fn == "standardize" else ((0, 1),)):
            area.case(fn, [M], in64(lambda x: f(x, axis=axis), M), {"axis": axis}, rtol=4e-6, atol=1e-6)
        area.case(fn, [M.astype(np.float64)], f(M.astype(np.float64), axis=-1), {"axis": -1}, rtol=1e-13, atol=1e-14)
        if fn not in ("standardize",):
            big = np.array([[1000, 1001, 999.5], [-1000, -1000, -1001]], f32)
            area.case(fn, [big], in64(lambda x: f(x, axis=-1), big), {"axis": -1}, tag="large", rtol=4e-6, atol=1e-7)
            mask = np.array([[True, False, True]])
            out = f(big, axis=-1, where=mask)
            area.case(fn, [big], out, {"axis": -1, "where": mask}, tag="where", rtol=4e-6, atol=1e-7)
            m = np.array([[0, -np.inf, 1], [np.inf, 0, 1]], f32)
            area.case(fn, [m], f(m, axis=-1), {"axis": -1}, tag="special", rtol=4e-6, atol=1e-7)
    area.case("glu", [normal((2, 6), 2)], in64(jax.nn.glu, normal((2, 6), 2)), {"axis": -1}, **tol)
    area.case("glu", [normal((4, 3), 3)], in64(lambda x: jax.nn.glu(x, axis=0), normal((4, 3), 3)), {"axis": 0}, **tol)
    g, b = normal((5,), 4), normal((5,), 5)

    def layer_norm(x, g, b):
        m = x.mean(-1, keepdims=True)
        return (x - m) / np.sqrt(((x - m) ** 2).mean(-1, keepdims=True) + 1e-5) * g + b
    area.case("layerNorm", [M, g, b], in64(layer_norm, M, g, b), {"epsilon": 1e-5}, rtol=4e-6, atol=2e-6)

    def rms_norm(x, g):
        return x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-6) * g
    area.case("rmsNorm", [M, g], in64(rms_norm, M, g), {"epsilon": 1e-6}, rtol=4e-6, atol=2e-6)
    p = normal((1, 4, 4, 2), 6)
    for fn, init, op in (("maxPool", -np.inf, lax.max), ("avgPool", 0.0, lax.add)):
        out = lax.reduce_window(p, f32(init), op, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
        area.case(fn, [p], out / 4 if fn == "avgPool" else out, {"window": (2, 2), "strides": (2, 2), "padding": "VALID", "layout": "NHWC"}, **tol)
    out = lax.reduce_window(p, f32(-np.inf), lax.max, (1, 3, 3, 1), (1, 1, 1, 1), "SAME")
    area.case("maxPool", [p], out, {"window": (3, 3), "strides": (1, 1), "padding": "SAME", "layout": "NHWC"})


def one_hot(area):
    i = np.array([0, 2, 1, 5, -1], np.int32)
    for axis in (-1, 0):
        area.case("oneHot", [i], jax.nn.one_hot(i, 3, axis=axis, dtype=f32), {"numClasses": 3, "axis": axis, "dtype": np.dtype("float32")})
    area.case("oneHot", [i.reshape(5, 1)], jax.nn.one_hot(i.reshape(5, 1), 4, dtype=np.int8), {"numClasses": 4, "axis": -1, "dtype": np.dtype("int8")})


def attention(area):
    q, k, v = normal((2, 4, 2, 3), 7), normal((2, 5, 2, 3), 8), normal((2, 5, 2, 3), 9)

    def reference(q, k, v, mask=None, scale=None):
        q, k, v = (t.astype(np.float64) for t in (q, k, v))
        s = np.einsum("bqhd,bkhd->bhqk", q, k) * (scale or 1 / np.sqrt(q.shape[-1]))
        s = s if mask is None else np.where(mask, s, -np.inf)
        w = np.exp(s - s.max(-1, keepdims=True))
        return np.einsum("bhqk,bkhd->bqhd", w / w.sum(-1, keepdims=True), v).astype(f32)
    tol = {"rtol": 5e-6, "atol": 2e-6, "comment": "layout batch, time, heads, features"}
    area.case("dotProductAttention", [q, k, v], reference(q, k, v), {}, **tol)
    area.case("dotProductAttention", [q, k, v], reference(q, k, v, scale=0.5), {"scale": 0.5}, **tol)
    k4, v4 = k[:, :4].copy(), v[:, :4].copy()
    causal = reference(q, k4, v4, np.tril(np.ones((4, 4), bool)))
    assert np.allclose(causal, jax.nn.dot_product_attention(q, k4, v4, is_causal=True), atol=1e-5)
    area.case("dotProductAttention", [q, k4, v4], causal, {"isCausal": True}, **tol)


def losses(area, tol):
    logits, labels = normal((3, 4), 10, scale=2.0), np.array([2, 0, 3], np.int32)
    lp = jax.nn.log_softmax(logits.astype(np.float64))
    area.case("softmaxCrossEntropyWithIntegerLabels", [logits, labels], -np.asarray(lp)[np.arange(3), labels].astype(f32), **tol)
    soft = np.array([[0.1, 0.2, 0.3, 0.4], [1, 0, 0, 0], [0.25] * 4], f32)
    area.case("softmaxCrossEntropy", [logits, soft], -(np.asarray(lp) * soft.astype(np.float64)).sum(-1).astype(f32), **tol)
    y = np.array([[1, 0, 1, 0.5]] * 3, f32)
    z = logits.astype(np.float64)
    area.case("sigmoidBinaryCrossEntropy", [logits, y], (-y * -np.logaddexp(0, -z) - (1 - y) * -np.logaddexp(0, z)).astype(f32), **tol)
    p, t = normal((6,), 11, scale=2.0), normal((6,), 12)
    d = p.astype(np.float64) - t
    area.case("squaredError", [p, t], (d * d).astype(f32), **tol)
    area.case("l2Loss", [p, t], (0.5 * d * d).astype(f32), **tol)
    a = np.abs(d)
    area.case("huberLoss", [p, t], np.where(a <= 1, 0.5 * d * d, a - 0.5).astype(f32), {"delta": 1.0}, **tol)


# ---------------------------------------------------------------------------------------------- optimisers


def descend(step, state, params, grads):
    """Runs step(grad, param, state, t) -> (update, state) per leaf, t from 1; returns the parameters after every step."""
    states, history = [state(p) for p in params], []
    for t, gs in enumerate(grads, 1):
        new = []
        for i, (p, g) in enumerate(zip(params, gs)):
            u, states[i] = step(g, p, states[i], t)
            new.append(p + u)
        params = new
        history.append(list(params))
    return history


def zeros(p):
    return (np.zeros_like(p),)


def sgd(lr, momentum=None, nesterov=False):
    def step(g, p, s, t):
        if momentum is None:
            return -lr * g, s
        m = g + momentum * s[0]
        return -lr * (g + momentum * m if nesterov else m), (m,)
    return step, zeros


def adam(lr, b1=0.9, b2=0.999, eps=1e-8, eps_root=0.0, decay=0.0, nesterov=False, amsgrad=False):
    def step(g, p, s, t):
        mu, nu, top = s
        mu, nu = b1 * mu + (1 - b1) * g, b2 * nu + (1 - b2) * g * g
        mh = mu / (1 - b1**t)
        if nesterov:
            mh = b1 * mu / (1 - b1 ** (t + 1)) + (1 - b1) * g / (1 - b1**t)
        vh = nu / (1 - b2**t)
        if amsgrad:
            top = np.maximum(top, vh)
            vh = top
        u = mh / (np.sqrt(vh + eps_root) + eps) + decay * p
        return -(lr(t - 1) if callable(lr) else lr) * u, (mu, nu, top)
    return step, lambda p: (np.zeros_like(p),) * 3


def rmsprop(lr, decay=0.9, eps=1e-8, momentum=None):
    def step(g, p, s, t):
        nu, m = s
        nu = decay * nu + (1 - decay) * g * g
        u = -lr * g / np.sqrt(nu + eps)
        if momentum is not None:
            m = u + momentum * m
            u = m
        return u, (nu, m)
    return step, lambda p: (np.zeros_like(p),) * 2


def adagrad(lr, initial=0.1, eps=1e-7):
    def step(g, p, s, t):
        acc = s[0] + g * g
        return -lr * np.where(acc > 0, g / np.sqrt(acc + eps), 0.0), (acc,)
    return step, lambda p: (np.full_like(p, initial),)


def lion(lr, b1=0.9, b2=0.99, decay=1e-3):
    def step(g, p, s, t):
        u = np.sign((1 - b1) * g + b1 * s[0]) + decay * p
        return -lr * u, ((1 - b2) * g + b2 * s[0],)
    return step, zeros


def polynomial(init, end, power, steps, begin=0):
    def f(t):
        c = min(max(t - begin, 0), steps)
        return (init - end) * (1 - c / steps) ** power + end
    return f


def cosine(init, steps, alpha=0.0, exponent=1.0):
    def f(t):
        c = min(t, steps)
        return init * ((1 - alpha) * (0.5 * (1 + np.cos(np.pi * c / steps))) ** exponent + alpha)
    return f


def warmup_cosine(init, peak, warmup, steps, end=0.0):
    up, down = polynomial(init, peak, 1, warmup), cosine(peak, steps - warmup, 0.0 if peak == 0 else end / peak)
    return lambda t: up(t) if t < warmup else down(t - warmup)


def exponential(init, steps, rate, begin=0, staircase=False, end=None):
    def f(t):
        c = t - begin
        p = c / steps
        p = np.floor(p) if staircase else p
        v = init if c <= 0 else init * rate**p
        if end is not None:
            v = max(v, end) if rate < 1 else min(v, end)
        return v
    return f


def piecewise(init, scales):
    def f(t):
        v = init
        for boundary, scale in scales.items():
            v = v * scale if t >= boundary else v
        return v
    return f


def make_optim():
    area = Area("optim")
    params = [normal((3,), 20, "float64"), normal((2, 2), 21, "float64")]
    grads = [[normal((3,), 30 + t, "float64"), normal((2, 2), 50 + t, "float64")] for t in range(6)]
    grads[3][0] = np.zeros(3)
    tol = {"rtol": 1e-12, "atol": 1e-14}

    def run(fn, rule, kw, g=grads):
        area.case(fn, [params, g], tuple(descend(*rule, params, g)), kw, comment="args: parameters, gradients of each step; out: parameters after each step", **tol)

    run("sgd", sgd(0.1), {"learningRate": 0.1})
    run("sgd", sgd(0.1, 0.9), {"learningRate": 0.1, "momentum": 0.9})
    run("sgd", sgd(0.1, 0.9, True), {"learningRate": 0.1, "momentum": 0.9, "nesterov": True})
    run("adam", adam(1e-2), {"learningRate": 1e-2})
    run("adam", adam(1e-2, 0.8, 0.95, 1e-6, 1e-9), {"learningRate": 1e-2, "b1": 0.8, "b2": 0.95, "eps": 1e-6, "epsRoot": 1e-9})
    run("nadam", adam(1e-2, nesterov=True), {"learningRate": 1e-2})
    run("amsgrad", adam(1e-2, amsgrad=True), {"learningRate": 1e-2})
    run("adamw", adam(1e-2, decay=1e-4), {"learningRate": 1e-2, "weightDecay": 1e-4})
    run("adamw", adam(1e-2, decay=0.1), {"learningRate": 1e-2, "weightDecay": 0.1})
    run("rmsprop", rmsprop(1e-2), {"learningRate": 1e-2, "decay": 0.9, "eps": 1e-8})
    run("rmsprop", rmsprop(1e-2, momentum=0.5), {"learningRate": 1e-2, "decay": 0.9, "eps": 1e-8, "momentum": 0.5})
    run("adagrad", adagrad(0.1), {"learningRate": 0.1, "initialAccumulator": 0.1, "eps": 1e-7})
    run("lion", lion(1e-2), {"learningRate": 1e-2, "b1": 0.9, "b2": 0.99, "weightDecay": 1e-3})

    def global_clip(gs, limit):
        norm = np.sqrt(sum(np.sum(g * g) for g in gs))
        return [g if norm < limit else g / norm * limit for g in gs]
    clipped = [global_clip(g, 1.0) for g in grads]
    for g, c in zip(grads[:3], clipped):
        area.case("clipByGlobalNorm", [g], (c,), {"maxNorm": 1.0}, **tol)
    area.case("clipByGlobalNorm", [grads[0]], (grads[0],), {"maxNorm": 100.0}, **tol)
    area.case("globalNorm", [grads[0]], np.sqrt(sum(np.sum(g * g) for g in grads[0])), **tol)
    area.case("clip", [grads[0]], ([np.clip(g, -0.5, 0.5) for g in grads[0]],), {"maxDelta": 0.5}, **tol)
    schedule = warmup_cosine(0.0, 0.1, 2, 6, 0.01)
    area.case("chainClipAdamWarmupCosine", [params, grads], tuple(descend(*adam(schedule), params, clipped)),
              {"maxNorm": 1.0, "initValue": 0.0, "peakValue": 0.1, "warmupSteps": 2, "decaySteps": 6, "endValue": 0.01},
              comment="clipByGlobalNorm, adam, learning rate warmupCosineDecay(step), step from 0", **tol)
    steps = np.array([0, 1, 2, 3, 5, 9, 10, 11, 15, 20, 50], np.int32)
    for fn, f, kw in (
            ("constant", lambda t: 0.3, {"value": 0.3}),
            ("linear", polynomial(1.0, 0.1, 1, 10), {"initValue": 1.0, "endValue": 0.1, "transitionSteps": 10}),
            ("linear", polynomial(0.0, 1.0, 1, 5, 3), {"initValue": 0.0, "endValue": 1.0, "transitionSteps": 5, "transitionBegin": 3}),
            ("polynomial", polynomial(1.0, 0.1, 2.0, 10), {"initValue": 1.0, "endValue": 0.1, "power": 2.0, "transitionSteps": 10}),
            ("cosineDecay", cosine(0.5, 10), {"initValue": 0.5, "decaySteps": 10}),
            ("cosineDecay", cosine(0.5, 10, 0.1, 2.0), {"initValue": 0.5, "decaySteps": 10, "alpha": 0.1, "exponent": 2.0}),
            ("warmupCosineDecay", warmup_cosine(0.0, 1.0, 5, 20), {"initValue": 0.0, "peakValue": 1.0, "warmupSteps": 5, "decaySteps": 20, "endValue": 0.0}),
            ("warmupCosineDecay", warmup_cosine(0.1, 1.0, 3, 15, 0.05), {"initValue": 0.1, "peakValue": 1.0, "warmupSteps": 3, "decaySteps": 15, "endValue": 0.05}),
            ("exponentialDecay", exponential(1.0, 5, 0.5), {"initValue": 1.0, "transitionSteps": 5, "decayRate": 0.5}),
            ("exponentialDecay", exponential(1.0, 5, 0.5, 2, True, 0.2), {"initValue": 1.0, "transitionSteps": 5, "decayRate": 0.5, "transitionBegin": 2, "staircase": True, "endValue": 0.2}),
            ("piecewiseConstant", piecewise(1.0, {3: 0.5, 10: 0.1}), {"initValue": 1.0, "boundaries": [3, 10], "scales": [0.5, 0.1]})):
        area.case(fn, [steps], np.array([float(f(int(t))) for t in steps]), kw, tag="schedule", **tol)
    area.write()


def make():
    make_nn()
    make_optim()
