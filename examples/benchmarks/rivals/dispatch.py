"""Overheads: eager tiny add, jitted tiny calls, a gradient of ten elements, a small while loop and a scan gradient."""
import time

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from measure import measure, options

opts = options()


def main():
    s, t = jnp.float32(1.5), jnp.float32(2.5)
    a, b = jnp.arange(10, dtype=jnp.float32), jnp.ones(10, jnp.float32)
    measure("eager_add_scalar", lambda: (s + t).block_until_ready(), opts)
    measure("eager_add10", lambda: (a + b).block_until_ready(), opts)
    measure("eager_mul_weak10", lambda: (a * 2.0).block_until_ready(), opts)
    measure("eager_sum10", lambda: a.sum().block_until_ready(), opts)
    measure("eager_item", lambda: s.item(), opts)
    measure("eager_grad10", lambda g=jax.grad(lambda x: jnp.sum(jnp.sin(x) * x)): g(a).block_until_ready(), opts)
    for w, f, args in (("jit_add_scalar", lambda x, y: x + y, (s, t)), ("jit_add10", lambda x, y: x + y, (a, b)), ("jit_mul_add10", lambda x, y: x * y + 1.0, (a, b)),
                       ("jit_grad10", jax.grad(lambda x: jnp.sum(jnp.sin(x) * x)), (a,)), ("jit_hessian10", jax.hessian(lambda x: jnp.sum(jnp.sin(x) * x * x[0])), (a,)),
                       ("jit_add10_chain100", lambda x, y: lax.fori_loop(0, 100, lambda _, v: v + y, x), (a, b)),
                       ("jit_scan_grad1000", jax.grad(lambda w: lax.scan(lambda c, x: (jnp.tanh(c * w + x), None), jnp.float32(0), jnp.linspace(0, 1, 1000))[0]), (s,)),
                       ("jit_while_1e5", lambda x: lax.while_loop(lambda c: c[0] < 100_000, lambda c: (c[0] + 1, c[1] * 0.999 + 1), (0, x))[1], (s,)),
                       ("jit_tree10", lambda tree: jax.tree.map(lambda x: x + 1, tree), ([a] * 10,))):
        j = jax.jit(f)
        measure(w, lambda: jax.block_until_ready(j(*args)), opts)


if __name__ == "__main__":
    main()
