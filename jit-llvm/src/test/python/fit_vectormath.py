"""Polynomial coefficients of the vector functions: interpolation at Chebyshev nodes in 60 digits, which is
within a small factor of minimax; prints each table and the largest error of the rounded polynomial.

Run: python fit_vectormath.py (needs mpmath)."""
import struct
import mpmath as mp

mp.mp.dps = 60


def rounded(v, f32):
    d = float(v)
    return struct.unpack("f", struct.pack("f", d))[0] if f32 else d


def fit(name, g, a, b, degree, f32):
    """Polynomial of the given degree near g on [a, b]."""
    a, b = mp.mpf(a), mp.mpf(b)
    n = degree + 1
    t = [mp.cos(mp.pi * (2 * i + 1) / (2 * n)) for i in range(n)]
    y = [g((a + b) / 2 + (b - a) / 2 * ti) for ti in t]
    cheb = [(2 - (j == 0)) * sum(y[i] * mp.cos(j * mp.pi * (2 * i + 1) / (2 * n)) for i in range(n)) / n for j in range(n)]
    # Chebyshev series in u = (2x - a - b)/(b - a) to powers of x
    p0, p1 = [mp.mpf(1)], [-(a + b) / (b - a), 2 / (b - a)]
    total = [mp.mpf(0)] * n
    polys = [p0, p1]
    for j in range(2, n):
        nxt = [mp.mpf(0)] * (j + 1)
        for i, c in enumerate(polys[-1]):
            nxt[i] += 2 * c * p1[0]
            nxt[i + 1] += 2 * c * p1[1]
        for i, c in enumerate(polys[-2]):
            nxt[i] -= c
        polys.append(nxt)
    for j in range(n):
        for i, c in enumerate(polys[j]):
            total[i] += cheb[j] * c
    c = [rounded(v, f32) for v in total]
    err = max(abs(mp.polyval(c[::-1], x) - g(x)) for x in mp.linspace(a, b, 401)[1:])
    print(f"// {name} {'f32' if f32 else 'f64'} degree {degree}: error {mp.nstr(err, 3)}")
    print(", ".join(repr(v) for v in c))


def safe(g, limit):
    return lambda z: g(z) if abs(z) > mp.mpf(10) ** -25 else mp.mpf(limit)


def erf_near(z):
    x = mp.sqrt(z)
    return mp.erf(x) / x - 1


def asin_tail(z):
    x = mp.sqrt(z)
    return (mp.asin(x) / x - 1) / z


def atan_tail(z):
    x = mp.sqrt(z)
    return (mp.atan(x) / x - 1) / z


def erfc_tail(k):
    def g(t):
        x = k * (1 + t) / (1 - t)
        return (1 + 2 * x) * mp.exp(x * x) * mp.erfc(x)

    return g


h = mp.log(2) / 2 * mp.mpf("1.001")
if __name__ == "__main__":
    q = safe(lambda r: (mp.expm1(r) - r) / r**2, 0.5)
    fit("exp (e^r-1-r)/r^2", q, -h, h, 10, False)
    fit("exp", q, -h, h, 5, True)
    fit("erf/x-1", safe(erf_near, 2 / mp.sqrt(mp.pi) - 1), 0, 1, 11, False)
    fit("erf/x-1", safe(erf_near, 2 / mp.sqrt(mp.pi) - 1), 0, 1, 6, True)
    fit("erfcx(1+2x), k=4, x in [.45,28]", erfc_tail(4), mp.mpf(-3.56) / 4.44, mp.mpf(24) / 32, 20, False)
    fit("erfcx(1+2x), k=4, x in [.45,11]", erfc_tail(4), mp.mpf(-3.56) / 4.44, mp.mpf(7) / 15, 11, True)
    fit("asin", safe(asin_tail, mp.mpf(1) / 6), 0, "0.2501", 12, False)
    fit("asin", safe(asin_tail, mp.mpf(1) / 6), 0, "0.2501", 5, True)
    fit("atan", safe(atan_tail, -mp.mpf(1) / 3), 0, 1, 19, False)
    fit("atan", safe(atan_tail, -mp.mpf(1) / 3), 0, 1, 8, True)
