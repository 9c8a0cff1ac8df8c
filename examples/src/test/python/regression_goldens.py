"""Fits with NumPy and SciPy what CountRegressionTest expects: log-likelihood, coefficients, standard errors.

python regression_goldens.py RANDHIE.CSV ../resources/regression
"""

import csv
import pathlib
import sys

import numpy as np
from scipy.special import gammaln


def fit(x, y, poisson):
    b = np.zeros(x.shape[1])
    if poisson:
        b[0] = np.log(y.mean())
    for _ in range(50):
        eta = x @ b
        mu = np.exp(eta) if poisson else 1 / (1 + np.exp(-eta))
        weight = mu if poisson else mu * (1 - mu)
        hessian = (x.T * weight) @ x
        change = np.linalg.solve(hessian, x.T @ (y - mu))
        b = b + change
        if abs(change).max() < 1e-13:
            break
    eta = x @ b
    terms = y * eta - np.exp(eta) - gammaln(y + 1) if poisson else y * eta - np.logaddexp(0, eta)
    return [terms.sum()], b, np.sqrt(np.diag(np.linalg.inv(hessian)))


def write(source, folder, name):
    table = np.array([[float(c) for c in row] for row in list(csv.reader(open(source)))[1:]])
    y, x = table[:, 0], np.c_[np.ones(len(table)), table[:, 1:]]
    for kind in ("poisson", "logistic"):
        rows = fit(x, y if kind == "poisson" else (y > 0) * 1.0, kind == "poisson")
        lines = [",".join(repr(float(v)) for v in row) for row in rows]
        (folder / f"{name}-{kind}.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    out = pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=200).round(3), rng.normal(size=200).round(3)
    counts = rng.poisson(np.exp(0.2 + 0.5 * a - 0.3 * b))
    rows = [f"{n},{u},{v}" for n, u, v in zip(counts, a, b)]
    (out / "small.csv").write_text("\n".join(["count,a,b", *rows]) + "\n")
    write(out / "small.csv", out, "small")
    write(sys.argv[1], out, "randhie")
