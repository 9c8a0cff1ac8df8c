"""A character-level transformer's training step: pre-LN, learned positions, causal attention, GELU, dropout by keys, Adam.

One jitted step = loss and gradient, clipping by the global norm, Adam with a warm-up and cosine schedule, new parameters.
"""
import functools
import math
import time

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax, random

from measure import measure, options, staged

opts = options(("--text", "", "file of text; a seeded stand-in without it"), ("--layers", 2, ""), ("--width", 128, ""), ("--heads", 4, ""), ("--ff", 512, ""), ("--context", 64, ""),
               ("--batch", 32, ""), ("--dropout", 0.1, ""), ("--rate", 3e-3, "peak learning rate"), ("--warmup", 50, ""), ("--steps", 1000, "length of the schedule"),
               ("--train", 0, "train for so many steps after measuring and print the loss"))


def corpus():
    if opts.text:
        text = open(opts.text, encoding="utf-8").read()
    else:
        rng = np.random.RandomState(0)
        text = "".join(chr(32 + c) for c in rng.randint(0, 65, 100_000))
    chars = sorted(set(text))
    code = {c: i for i, c in enumerate(chars)}
    return np.array([code[c] for c in text], np.int32), len(chars)


DATA, VOCAB = corpus()


def init(key):
    d, keys = opts.width, iter(random.split(key, 4 + 8 * opts.layers))

    def dense(n, m):
        return random.normal(next(keys), (n, m), jnp.float32) * (1 / math.sqrt(n))

    def norm():
        return {"g": jnp.ones(d), "b": jnp.zeros(d)}
    block = lambda: {"ln1": norm(), "qkv": dense(d, 3 * d), "out": dense(d, d), "ln2": norm(), "up": dense(d, opts.ff), "upBias": jnp.zeros(opts.ff), "down": dense(opts.ff, d), "downBias": jnp.zeros(d)}
    return {"token": random.normal(next(keys), (VOCAB, d)) * 0.02, "position": random.normal(next(keys), (opts.context, d)) * 0.02, "blocks": [block() for _ in range(opts.layers)],
            "ln": norm(), "head": dense(d, VOCAB)}


def layer_norm(p, x):
    m = jnp.mean(x, -1, keepdims=True)
    v = jnp.mean(jnp.square(x - m), -1, keepdims=True)
    return (x - m) * lax.rsqrt(v + 1e-5) * p["g"] + p["b"]


def dropout(key, x):
    if opts.dropout == 0:
        return x
    keep = random.bernoulli(key, 1 - opts.dropout, x.shape)
    return jnp.where(keep, x / (1 - opts.dropout), 0.0)


def attention(p, x):
    b, t, d = x.shape
    h = opts.heads
    q, k, v = jnp.split((x @ p["qkv"]).reshape(b, t, h, 3 * d // h), 3, -1)
    s = jnp.einsum("bqhd,bkhd->bhqk", q, k) / math.sqrt(d // h)
    s = jnp.where(jnp.tril(jnp.ones((t, t), bool)), s, -1e9)
    return jnp.einsum("bhqk,bkhd->bqhd", jax.nn.softmax(s, -1), v).reshape(b, t, d) @ p["out"]


def forward(params, tokens, key):
    keys = random.split(key, 2 * opts.layers + 1)
    x = dropout(keys[-1], params["token"][tokens] + params["position"])
    for i, p in enumerate(params["blocks"]):
        x = x + dropout(keys[2 * i], attention(p, layer_norm(p["ln1"], x)))
        y = jax.nn.gelu(layer_norm(p["ln2"], x) @ p["up"] + p["upBias"])
        x = x + dropout(keys[2 * i + 1], y @ p["down"] + p["downBias"])
    return layer_norm(params["ln"], x) @ params["head"]


def loss_fn(params, tokens, targets, key):
    logp = jax.nn.log_softmax(forward(params, tokens, key))
    return -jnp.mean(jnp.take_along_axis(logp, targets[..., None], -1))


def rate(step):
    warm = opts.rate * step / opts.warmup
    f = jnp.clip((step - opts.warmup) / (opts.steps - opts.warmup), 0, 1)
    return jnp.where(step < opts.warmup, warm, opts.rate * (0.1 + 0.9 * 0.5 * (1 + jnp.cos(jnp.pi * f))))


def step_fn(state, tokens, targets, key):
    params, mu, nu, n = state
    loss, grads = jax.value_and_grad(loss_fn)(params, tokens, targets, random.fold_in(key, n))
    norm = jnp.sqrt(sum(jnp.sum(jnp.square(g)) for g in jax.tree.leaves(grads)))
    grads = jax.tree.map(lambda g: jnp.where(norm < 1.0, g, g / norm), grads)
    n = n + 1
    mu = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, mu, grads)
    nu = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, nu, grads)
    lr, c1, c2 = rate(n), 1 - 0.9**n, 1 - 0.999**n
    params = jax.tree.map(lambda p, m, v: p - lr * (m / c1) / (jnp.sqrt(v / c2) + 1e-8), params, mu, nu)
    return (params, mu, nu, n), loss


def batch(rng):
    at = rng.randint(0, len(DATA) - opts.context - 1, opts.batch)
    rows = np.stack([DATA[i : i + opts.context + 1] for i in at])
    return rows[:, :-1], rows[:, 1:]


def main():
    key = random.key(0)
    params = init(key)
    zeros = jax.tree.map(jnp.zeros_like, params)
    state = (params, zeros, zeros, jnp.int32(0))
    tokens, targets = batch(np.random.RandomState(1))
    count = sum(x.size for x in jax.tree.leaves(params))
    tag = f"transformer_{opts.layers}x{opts.width}"
    eqns = len(jax.make_jaxpr(step_fn)(state, tokens, targets, key).eqns)
    jax.clear_caches()
    compiled, times = staged(jax.jit(step_fn), state, tokens, targets, key)
    box = [state]

    def run():
        box[0], loss = compiled(box[0], tokens, targets, key)
        loss.block_until_ready()
    t = time.perf_counter()
    run()
    first = times["compile_ms"] + (time.perf_counter() - t) * 1e3
    per_step = opts.batch * opts.context
    measure(tag + "_train_step", run, opts, first, tokens_per_s=lambda ms: round(per_step / ms * 1e3), parameters=count, vocabulary=VOCAB, top_level_equations=eqns, **times)
    grad, gtimes = staged(jax.jit(jax.value_and_grad(loss_fn)), params, tokens, targets, key)
    measure(tag + "_value_and_grad", lambda: jax.block_until_ready(grad(params, tokens, targets, key)), opts, gtimes["compile_ms"], **gtimes)
    fwd, ftimes = staged(jax.jit(loss_fn), params, tokens, targets, key)
    measure(tag + "_loss", lambda: jax.block_until_ready(fwd(params, tokens, targets, key)), opts, ftimes["compile_ms"], **ftimes)
    if opts.train:
        rng, s, start = np.random.RandomState(2), state, time.perf_counter()
        for i in range(1, opts.train + 1):
            s, loss = compiled(s, *batch(rng), key)
            if i % 100 == 0:
                print(f"# step {i} loss {float(loss):.4f} {i * per_step / (time.perf_counter() - start):.0f} tokens/s", flush=True)


if __name__ == "__main__":
    main()
