"""Training step of a CNN on 8x8 digits: conv 3x3 1-16, relu, conv 3x3 16-32, relu, 2x2 max-pool, dense 128, dense 10; Adam."""
import time

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax, random

from measure import measure, options, staged

opts = options(("--data", "", "optdigits.tra; seeded noise without it"), ("--batch", 128, ""), ("--rate", 1e-3, ""), ("--epochs", 0, "train for so many epochs after measuring"),
               ("--test", "", "optdigits.tes"))
DIMS = ("NHWC", "HWIO", "NHWC")


def load(path):
    if not path:
        rng = np.random.RandomState(0)
        return rng.rand(1024, 8, 8, 1).astype(np.float32), rng.randint(0, 10, 1024).astype(np.int32)
    rows = np.loadtxt(path, delimiter=",", dtype=np.float32)
    return rows[:, :64].reshape(-1, 8, 8, 1) / 16, rows[:, 64].astype(np.int32)


def init(key):
    k = random.split(key, 4)
    he = lambda key, shape, fan: random.normal(key, shape) * np.float32(np.sqrt(2 / fan))
    return {"k1": he(k[0], (3, 3, 1, 16), 9), "b1": jnp.zeros(16), "k2": he(k[1], (3, 3, 16, 32), 144), "b2": jnp.zeros(32), "w3": he(k[2], (512, 128), 512), "b3": jnp.zeros(128),
            "w4": he(k[3], (128, 10), 128), "b4": jnp.zeros(10)}


def forward(p, x):
    x = jax.nn.relu(lax.conv_general_dilated(x, p["k1"], (1, 1), "SAME", dimension_numbers=DIMS) + p["b1"])
    x = jax.nn.relu(lax.conv_general_dilated(x, p["k2"], (1, 1), "SAME", dimension_numbers=DIMS) + p["b2"])
    x = lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID").reshape(x.shape[0], -1)
    return jax.nn.relu(x @ p["w3"] + p["b3"]) @ p["w4"] + p["b4"]


def loss_fn(p, x, y):
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(forward(p, x)), y[:, None], 1))


def step_fn(state, x, y):
    p, m, v, n = state
    loss, g = jax.value_and_grad(loss_fn)(p, x, y)
    n = n + 1
    m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
    v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
    c1, c2 = 1 - 0.9**n, 1 - 0.999**n
    p = jax.tree.map(lambda p, m, v: p - opts.rate * (m / c1) / (jnp.sqrt(v / c2) + 1e-8), p, m, v)
    return (p, m, v, n), loss


def main():
    xs, ys = load(opts.data)
    p = init(random.key(0))
    z = jax.tree.map(jnp.zeros_like, p)
    state = (p, z, z, jnp.int32(0))
    x, y = xs[: opts.batch], ys[: opts.batch]
    compiled, times = staged(jax.jit(step_fn), state, x, y)
    box = [state]

    def run():
        box[0], loss = compiled(box[0], x, y)
        loss.block_until_ready()
    t = time.perf_counter()
    run()
    first = times["compile_ms"] + (time.perf_counter() - t) * 1e3
    measure("digits_cnn_train_step", run, opts, first, images_per_s=lambda ms: round(opts.batch / ms * 1e3), **times)
    fwd, ftimes = staged(jax.jit(forward), p, x)
    measure("digits_cnn_forward", lambda: fwd(p, x).block_until_ready(), opts, ftimes["compile_ms"], **ftimes)
    if opts.epochs:
        rng, s = np.random.RandomState(1), state
        for e in range(opts.epochs):
            order = rng.permutation(len(xs))
            for i in range(0, len(xs) - opts.batch + 1, opts.batch):
                s, loss = compiled(s, xs[order[i : i + opts.batch]], ys[order[i : i + opts.batch]])
        tx, ty = load(opts.test)
        print(f"# {opts.epochs} epochs, loss {float(loss):.4f}, accuracy {float(jnp.mean(jnp.argmax(forward(s[0], tx), 1) == ty)):.4f}")


if __name__ == "__main__":
    main()
