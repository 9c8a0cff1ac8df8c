"""Makes the golden files: ``JAX_PLATFORMS=cpu python make_goldens.py [area ...]`` (see README.md)."""
import importlib
import os
import sys

os.environ.setdefault("JAX_PLATFORMS", "cpu")
import jax  # noqa: E402

jax.config.update("jax_enable_x64", True)

AREAS = {  # group: the files it writes
    "pointwise_binary": "unary binary compare",
    "movement": "reductions movement gather scatter sort",
    "contraction": "dot conv",
    "numpy_cases": "numpy",
    "nn_optim": "nn optim",
    "random_promotion": "promotion random",
    "grads": "grads",
    "complex_ad": "complex",
    "collectives": "collectives",
    "jets": "jets",
    "demonstrations": "demonstrations",
    "jaxprs": "jaxprs",
    "residuals": "residuals",
}

if __name__ == "__main__":
    for group in sys.argv[1:] or AREAS:
        importlib.import_module(group).make()
