"""Gradient of a 3-layer MLP, 784-512-512-10, at batch 128: tanh hidden layers, softmax cross-entropy."""
import jax
import jax.numpy as jnp
import numpy as np

from measure import measure, options, staged

opts = options(("--batch", 128, ""))


def main():
    rng = np.random.RandomState(0)
    sizes = (784, 512, 512, 10)
    params = [(jnp.asarray(rng.randn(n, m) / np.sqrt(n), jnp.float32), jnp.zeros(m)) for n, m in zip(sizes, sizes[1:])]
    x = jnp.asarray(rng.rand(opts.batch, 784), jnp.float32)
    y = jax.nn.one_hot(rng.randint(0, 10, opts.batch), 10)

    def loss(params, x, y):
        for w, b in params[:-1]:
            x = jnp.tanh(x @ w + b)
        w, b = params[-1]
        return -jnp.mean(jnp.sum(jax.nn.log_softmax(x @ w + b) * y, -1))

    for name, f in (("mlp3_grad", jax.grad(loss)), ("mlp3_value_and_grad", jax.value_and_grad(loss)), ("mlp3_forward", loss)):
        jax.clear_caches()
        c, times = staged(jax.jit(f), params, x, y)
        measure(name, lambda: jax.block_until_ready(c(params, x, y)), opts, times["compile_ms"], **times)


if __name__ == "__main__":
    main()
