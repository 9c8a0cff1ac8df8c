"""JAX's side of ``benchmarks.TransformCosts``: microseconds per equation of tracing and transforming, and per jitted call.

``transform_costs.py [wall|cpu]``: by the clock, or processor time of the calling thread.
"""
import json
import os
import sys
import time

os.environ["XLA_FLAGS"] = "--xla_force_host_platform_device_count=8"

import jax
import jax.numpy as jnp
import numpy as np

REPEATS = 250
CLOCK = time.thread_time if sys.argv[1:] == ["cpu"] else time.perf_counter


def chain(x):
    y = x
    for _ in range(REPEATS):
        y = jnp.add(jnp.tanh(jax.lax.mul(jax.lax.sin(y), x)), x)
    return y


def least(run, seconds=3.0):
    run()
    best, inner, end = float("inf"), 1, time.perf_counter() + seconds
    while time.perf_counter() < end:
        t = CLOCK()
        for _ in range(inner):
            run()
        best = min(best, (CLOCK() - t) / inner * 1e6)
        inner = int(min(1000, max(1, 300 / max(0.1, best))))
    return best


def report(name, us):
    print(json.dumps({"w": name, "peer": "jax", "us": round(us, 4)}), flush=True)


def fresh(f):
    """A new function object each time, since JAX keeps jaxprs by function."""
    return lambda *args: f(*args)


x = jnp.array([0.1, 0.2, 0.3], jnp.float32)
batch = jnp.zeros((5, 3), jnp.float32)
n = 4 * REPEATS
report("trace_per_equation", least(lambda: jax.make_jaxpr(fresh(chain))(x)) / n)
report("trace_jvp_per_equation", least(lambda: jax.make_jaxpr(fresh(lambda v: jax.jvp(chain, (v,), (v,))[1]))(x)) / n)
report("trace_vjp_per_equation", least(lambda: jax.make_jaxpr(fresh(lambda v: jax.vjp(chain, v)[1](v)))(x)) / n)
report("trace_vmap_per_equation", least(lambda: jax.make_jaxpr(fresh(jax.vmap(chain)))(batch)) / n)
one = jax.jit(lambda v: v + 1.0)
scalar = jnp.float32(1)
report("call_scalar", least(lambda: one(scalar)))
tree = jax.jit(lambda t: jax.tree.map(lambda v: v + 1.0, t))
for k in (1, 10, 100, 1000):
    report(f"call_list_{k}", least(lambda args=[x] * k: tree(args)))
each = jax.pmap(lambda v: v + 1.0)
shards = each(jnp.zeros((8, 3), jnp.float32))
report("call_pmap_8", least(lambda: jax.block_until_ready(each(shards))))
record = x
for k in (10, 100, 1000):
    record = {c: record for c in "abcdefghij"}
    report(f"call_record_{k}", least(lambda args=record: tree(args)))
