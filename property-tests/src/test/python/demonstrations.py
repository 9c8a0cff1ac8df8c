"""demonstrations.json: gradients through a thousand steps of a Hamiltonian integrator, JAX in float64."""
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from golden_io import Area

H = 0.02


def potential(q):  # Henon and Heiles, 1964
    x, y = q[0], q[1]
    return 0.5 * (x * x + y * y) + x * x * y - y * y * y / 3


def leapfrog(q, p):
    force = jax.grad(potential)

    def step(s, _):
        q, p = s
        p = p - 0.5 * H * force(q)
        q = q + H * p
        p = p - 0.5 * H * force(q)
        return (q, p), None

    return lax.scan(step, (q, p), None, length=1000)[0]


def loss(q, p):
    q, p = leapfrog(q, p)
    return jnp.sum(jnp.array([1.0, 2.0]) * q) + jnp.sum(p * p)


def make():
    area = Area("demonstrations")
    q, p = np.array([0.1, -0.2]), np.array([0.3, 0.15])
    value, (dq, dp) = jax.jit(jax.value_and_grad(loss, (0, 1)))(q, p)
    area.case("leapfrog", [q, p], (np.asarray(value), np.asarray(dq), np.asarray(dp)), rtol=1e-9, atol=1e-9)
    area.write()
