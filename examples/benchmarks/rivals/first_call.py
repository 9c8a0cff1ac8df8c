"""The first jitted call in a fresh process: ``first_call.py WORKLOAD`` prints the milliseconds of importing JAX and of that call."""
import json
import sys
import time

start = time.perf_counter()
import jax
import numpy as np

imported = time.perf_counter()


def mlp3():
    rng = np.random.RandomState(0)
    sizes = (784, 512, 512, 10)
    params = [(np.float32(rng.randn(n, m) / np.sqrt(n)), np.zeros(m, np.float32)) for n, m in zip(sizes, sizes[1:])]
    x, y = np.float32(rng.randn(128, 784)), rng.randint(0, 10, 128).astype(np.int32)

    def loss(params, x, y):
        for w, b in params[:-1]:
            x = jax.numpy.tanh(x @ w + b)
        w, b = params[-1]
        return -jax.numpy.mean(jax.numpy.take_along_axis(jax.nn.log_softmax(x @ w + b), y[:, None], 1))

    return jax.jit(jax.grad(loss)), (params, x, y)


def digits_cnn():
    sys.argv = sys.argv[:1]
    import digits_cnn as cnn

    rng = np.random.RandomState(0)
    shapes = {"k1": (3, 3, 1, 16), "b1": (16,), "k2": (3, 3, 16, 32), "b2": (32,), "w3": (512, 128), "b3": (128,), "w4": (128, 10), "b4": (10,)}
    p = {k: np.float32(rng.randn(*s) / np.sqrt(np.prod(s[:-1]))) for k, s in shapes.items()}
    z = {k: np.zeros_like(v) for k, v in p.items()}
    return jax.jit(cnn.step_fn), ((p, z, z, np.int32(0)), np.float32(rng.rand(128, 8, 8, 1)), rng.randint(0, 10, 128).astype(np.int32))


def tiny():
    return jax.jit(lambda x: x + 1.0), (np.float32(1),)


workload = sys.argv[1]
f, args = {"mlp3_grad": mlp3, "digits_cnn_train_step": digits_cnn, "jit_add_scalar": tiny}[workload]()
ready = time.perf_counter()
jax.block_until_ready(f(*args))
done = time.perf_counter()
print(json.dumps({"w": workload, "peer": "jax", "import_ms": round((imported - start) * 1e3, 1), "first_ms": round((done - ready) * 1e3, 1)}))
