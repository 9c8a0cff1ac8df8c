"""Types of what reverse mode saves under each checkpoint policy, as jax.ad_checkpoint sees them.

Writes ../resources/golden/residuals.txt: a line per function and policy with the sorted types.
"""

import os

import jax
import jax.numpy as jnp
from jax._src.ad_checkpoint import saved_residuals
from jax import checkpoint
from jax.ad_checkpoint import checkpoint_name

P = jax.checkpoint_policies
POLICIES = {
    "nothing": P.nothing_saveable,
    "everything": P.everything_saveable,
    "dots": P.dots_saveable,
    "dots_without_batch": P.dots_with_no_batch_dims_saveable,
    "only_a": P.save_only_these_names("a"),
    "only_none": P.save_only_these_names("z"),
    "any_but_a": P.save_any_names_but_these("a"),
    "dots_or_a": P.save_from_both_policies(P.dots_saveable, P.save_only_these_names("a")),
}


def chain(w, x):
  return jnp.sin(jnp.sin(jnp.sin(x)))


def layers(w, x):
  for _ in range(3):
    x = jnp.sin(x @ w)
  return x


def named(w, x):
  a = checkpoint_name(jnp.sin(x @ w), "a")
  b = checkpoint_name(jnp.sin(a @ w), "b")
  return jnp.sin(b)


def batched(w, x):
  y = jnp.sin(jax.lax.dot_general(w, w, (((2,), (1,)), ((0,), (0,)))))
  return jnp.sin(jnp.sum(y, axis=0) @ x)


def jitted(w, x):
  return jnp.sin(jax.jit(lambda v: jnp.sin(v @ w))(x))


CASES = {
    "chain": (chain, (4, 4), (4,)),
    "layers": (layers, (4, 4), (4,)),
    "named": (named, (4, 4), (4,)),
    "batched": (batched, (2, 3, 3), (3, 5)),
    "jitted": (jitted, (4, 4), (4,)),
}


def make():
  out = []
  for name, (f, ws, xs) in CASES.items():
    w, x = jnp.ones(ws, jnp.float32), jnp.ones(xs, jnp.float32)
    for policy, p in POLICIES.items():
      found = saved_residuals(checkpoint(f, policy=p), w, x)
      types = sorted("f32[" + ",".join(map(str, a.shape)) + "]" for a, _ in found)
      out.append(f"{name} {policy} {' '.join(types)}\n")
  path = os.path.join(os.path.dirname(__file__), "..", "resources", "golden", "residuals.txt")
  with open(path, "w", encoding="utf-8") as file:
    file.writelines(out)
  print(f"residuals.txt: {len(out)} lines")

