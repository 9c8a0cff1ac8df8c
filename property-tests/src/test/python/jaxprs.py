"""jaxprs.txt: what JAX 0.10.2 prints for 58 functions, with their Python source; models of the notation."""
import inspect
import textwrap

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from golden_io import OUT

f32 = np.float32
V3 = np.ones(3, f32)
M = np.ones((2, 3), f32)
S = f32(1.5)
EXAMPLES = []


def example(*args, make=None):
    def add(f):
        EXAMPLES.append((f, args, make))
        return f
    return add


@example(S)
def identity(x):
    return x


@example(S)
def constant_result(x):
    return 1.0


@example(V3, V3)
def doc_sum(first, second):  # from JAX's documentation, "understanding jaxprs"
    temp = first + jnp.sin(second) * 3.
    return jnp.sum(temp)


@example(np.ones(8, f32), S)
def weak_scalars(x, y):
    return 2 * x + 1.5 - y


@example(2.0)
def python_scalar_argument(x):
    return x * x


@example(np.int32(5))
def integers(x):
    return (x + 1) // 2, x / 2, jnp.float32(x)


@example(S)
def logistic_gradient(x):
    return jax.grad(lambda y: 1 / (1 + jnp.exp(-y)))(x)


@example(S)
def sin_twice(x):
    return jax.grad(jax.grad(lambda y: jnp.sin(y) * y))(x)


@example(V3)
def vmapped(x):
    return jax.vmap(lambda y: jnp.sin(y) + 1.0)(x)


@example(np.ones((4, 3), f32), V3)
def vmapped_dot(a, b):
    return jax.vmap(jnp.dot, in_axes=(0, None))(a, b)


@example(V3)
def inner_jit(arg):  # documentation: an inner jit call
    @jax.jit
    def inner(x):
        return x + arg * jnp.ones(1)
    return arg + inner(arg - 2.)


@example(V3)
def jit_twice(x):
    f = jax.jit(lambda y: jnp.cos(y) * 2.0)
    return f(f(x))


@example(np.int32(1), V3)
def switch_three(index, arg):  # documentation: one_of_three
    return lax.switch(index, [lambda x: x + 1., lambda x: x - 2., lambda x: x + 3.], arg)


@example(V3)
def cond_true(arg):  # documentation: conditionals
    return lax.cond(jnp.sum(arg) >= 0., lambda xtrue: xtrue + arg, lambda xfalse: xfalse - 3., arg)


@example(V3, np.int32(5))
def while_power(arg, n):  # documentation: while loops
    ones = jnp.ones(arg.shape)
    return lax.while_loop(lambda state: state[0] < n, lambda state: (state[0] + 1, state[1] * arg + ones), (0, arg))


@example(S)
def fori(x):
    return lax.fori_loop(0, 10, lambda i, c: c + x * i, x)


@example(np.ones(16, f32), S)
def scan_sum(arr, extra):  # documentation: scan
    ones = jnp.ones(arr.shape)

    def body(carry, aelems):
        ae1, ae2 = aelems
        return (carry + ae1 * ae2 + extra, carry)

    return lax.scan(body, 0., (arr, ones))


@example(np.ones(4, f32))
def scan_gradient(xs):
    def loss(w):
        c, _ = lax.scan(lambda c, x: (jnp.tanh(c * w + x), None), f32(0), xs)
        return c
    return jax.grad(loss)(f32(0.5))


@example(V3)
def relu_custom_jvp(x):
    return jax.nn.relu(x) * 2.0


@example(S)
def custom_jvp_user(x):
    @jax.custom_jvp
    def f(y):
        return jnp.sin(y)
    f.defjvp(lambda p, t: (f(p[0]), 2.0 * t[0]))
    return f(x)


@example(S)
def custom_vjp_user(x):
    @jax.custom_vjp
    def f(y):
        return jnp.sin(y)
    f.defvjp(lambda y: (f(y), y), lambda r, g: (g * r,))
    return f(x)


@example(V3)
def softmax(x):
    return jax.nn.softmax(x)


@example(M, np.ones((3, 4), f32), np.ones(4, f32))
def dense(x, w, b):
    return jnp.tanh(x @ w + b)


@example(M)
def reductions(x):
    return jnp.sum(x, axis=0), jnp.max(x, axis=1, keepdims=True), jnp.argmax(x, axis=1), jnp.cumsum(x, axis=1), jnp.mean(x)


@example(M)
def movement(x):
    return x.T, x.reshape(3, 2), x[:, ::2], jnp.flip(x), jnp.concatenate([x, x]), jnp.expand_dims(x, 0), jnp.pad(x, 1), jnp.squeeze(x[:1])


@example(np.ones((5, 3), f32), np.array([0, 2], np.int32))
def index_rows(x, i):
    return x[i]


@example(np.ones((5, 3), f32), np.int32(1))
def dynamic_rows(x, i):
    return lax.dynamic_slice(x, (i, 0), (2, 3)), lax.dynamic_update_slice(x, x[:1], (i, 0))


@example(np.ones((5, 3), f32), np.array([0, 2], np.int32))
def update_rows(x, i):
    return x.at[i].add(1.0)


@example(V3, V3)
def select_and_compare(x, y):
    return jnp.where(x > y, x, 0.0), jnp.clip(x, 0, 1), jnp.maximum(x, 1)


@example(V3)
def sorting(x):
    return jnp.sort(x), jnp.argsort(x)


@example(np.ones((1, 5, 5, 2), f32), np.ones((3, 3, 2, 4), f32))
def convolution(x, k):
    return lax.conv_general_dilated(x, k, (1, 1), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC"))


@example(S)
def linearized(x):
    _, f_jvp = jax.linearize(lambda y: jnp.sin(y) * y, x)
    return f_jvp(f32(1.0))


@example(V3)
def checkpointed(x):
    return jax.grad(lambda y: jnp.sum(jax.checkpoint(jnp.sin)(y)))(x)


@example(V3)
def pytree_result(x):
    return {"a": x, "b": [x + 1, (x * 2,)]}


@example(np.float64(1), np.ones(2, np.complex64), np.ones(2, np.int8), np.array([True]))
def dtypes(a, b, c, d):
    return a + 1, b * 2, c + 1, ~d, b.real, jnp.sin(c)


@example(S)
def sin_jvp(x):  # autodiff cookbook: jvp
    return jax.jvp(jnp.sin, (x,), (f32(1),))


@example(V3, V3)
def product_jvp(x, y):
    return jax.jvp(lambda a, b: a * b, (x, y), (y, x))


@example(S)
def tanh_gradient(x):  # autodiff cookbook: grad(tanh)
    return jax.grad(jnp.tanh)(x)


@example(V3, np.ones((4, 3), f32))
def predict(w, inputs):  # autodiff cookbook: logistic regression
    return 0.5 * (jnp.tanh(jnp.dot(inputs, w) / 2) + 1)


@example(np.ones((4, 3), f32), V3)
def mapped_matrix_vector(m, v):  # documentation of vmap: products with every row
    return jax.vmap(lambda a: jnp.sum(a * v))(m)


@example(np.ones((4, 3), f32), np.ones((5, 3), f32))
def mapped_twice(a, b):
    return jax.vmap(lambda x: jax.vmap(lambda y: jnp.sum(x * y))(b))(a)


@example(V3)
def selu(x):  # documentation: quickstart
    return 1.05 * lax.select(x > 0, x, 1.67 * jnp.exp(x) - 1.67)


@example(V3)
def mapped_cond(x):  # a cond of a mapped predicate is a selection
    return jax.vmap(lambda a: lax.cond(a > 0, lambda b: jnp.sin(b), lambda b: b * 2, a))(x)


@example(np.ones((3, 4), f32))
def mapped_scan(xs):
    return jax.vmap(lambda x: lax.scan(lambda c, a: (c + a, c), f32(0), x))(xs)


@example(V3)
def stopped(x):
    return lax.stop_gradient(x) * x


@example(M)
def transposed_linear(ct):
    return jax.linear_transpose(lambda x: x.T * 2.0, np.ones((3, 2), f32))(ct)


@example(V3)
def mapped_jit(x):
    return jax.vmap(jax.jit(jnp.sin))(x)


@example(S)
def jit_gradient(x):
    return jax.jit(lambda y: jnp.exp(jnp.sin(y)))(x)


@example(V3, M)
def einsum_free_product(v, m):
    return lax.dot_general(m, v, (((1,), (0,)), ((), ())))


@example(V3)
def long_inner(x):
    @jax.jit
    def many(y):
        for _ in range(11):
            y = jnp.sin(y)
        return y
    return many(x)


@example(np.ones((4, 2), f32))
def sum_of_products(x):
    return jnp.sum(x, axis=1) * jnp.exp(jnp.max(x, axis=1))


@example(V3)
def scan_of_cond(xs):
    def body(c, x):
        return lax.cond(x > c, lambda a, b: a, lambda a, b: b, c, x), None
    return lax.scan(body, f32(0), xs)[0]


@example(V3)
def norm(x):
    return jnp.sqrt(jnp.sum(x * x))


@example(V3)
def log_sum_exp(x):
    return jnp.log(jnp.sum(jnp.exp(x)))


@example(S)
def logistic_map(x):
    return lax.scan(lambda c, _: (c * (1 - c) * 3.5, None), x, None, length=5)[0]


@example(V3)
def nested_jit(x):
    @jax.jit
    def low(y):
        return jnp.sin(y)

    @jax.jit
    def high(y):
        return low(y) + 1.0
    return high(x)


@example(V3, V3)
def results_in_another_order(x, y):
    return y, x, x + y


@example(V3)
def sum_gradient(x):
    return jax.grad(lambda y: jnp.sum(jnp.sin(y)))(x)


def source(f):
    text = textwrap.dedent(inspect.getsource(f))
    return "\n".join(line for line in text.splitlines() if not line.startswith("@example"))


def make():
    with jax.enable_x64(False):
        blocks = []
        for f, args, _ in EXAMPLES:
            avals = ", ".join(str(jax.typeof(a)) for a in args)
            blocks.append(f"=== {f.__name__}({avals})\n{source(f)}\n---\n{jax.make_jaxpr(f)(*args)}\n")
    head = "Printed by JAX 0.10.2 with x64 off. Each block: === name(argument types), Python source, ---, the jaxpr.\n\n"
    OUT.joinpath("jaxprs.txt").write_text(head + "\n".join(blocks))
    print(f"jaxprs.txt: {len(blocks)} jaxprs")
