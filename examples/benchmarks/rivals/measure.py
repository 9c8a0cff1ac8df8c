"""How every rival is timed: the first call, then the median of samples of about 2 ms, best of some repeats."""
import argparse
import json
import statistics
import time


def options(*extra):
    """Command-line options: ``--repeats`` and ``--budget`` for all, and the given (flag, default, help)."""
    p = argparse.ArgumentParser()
    p.add_argument("--repeats", type=int, default=3, help="measure so many times, keep the best median")
    p.add_argument("--budget", type=float, default=3.0, help="seconds of sampling per measurement")
    for flag, default, text in extra:
        p.add_argument(flag, default=default, type=type(default), help=text)
    return p.parse_args()


def median_ms(fn, budget, target=0.002):
    """Milliseconds per call of a synchronous function: median, least, and least processor time (all threads)."""
    clock, cpu = time.perf_counter, time.process_time
    for _ in range(3):
        fn()
    t = clock()
    fn()
    k = max(1, int(target / max(1e-9, clock() - t)))
    samples, used, start = [], [], clock()
    while clock() - start < budget or len(samples) < 7:
        t, c = clock(), cpu()
        for _ in range(k):
            fn()
        used.append((cpu() - c) / k)
        samples.append((clock() - t) / k)
    return statistics.median(samples) * 1e3, min(samples) * 1e3, min(used) * 1e3


def measure(workload, fn, opts, first_ms=None, **more):
    """Prints one JSON line. ``first_ms`` is the first call's time, measured here when it is not given."""
    if first_ms is None:
        t = time.perf_counter()
        fn()
        first_ms = (time.perf_counter() - t) * 1e3
    runs = [median_ms(fn, opts.budget) for _ in range(opts.repeats)]
    median, least, cpu = (min(r[i] for r in runs) for i in range(3))
    line = {"w": workload, "peer": "jax", "median_ms": round(median, 6), "min_ms": round(least, 6), "cpu_ms": round(cpu, 6), "first_ms": round(first_ms, 3)}
    for k, v in more.items():
        line[k] = v(median) if callable(v) else v
    print(json.dumps(line), flush=True)


def staged(jitted, *args):
    """Compiles ahead of time; returns the executable and the milliseconds of trace, lowering, compilation."""
    t0 = time.perf_counter()
    traced = jitted.trace(*args)
    t1 = time.perf_counter()
    lowered = traced.lower()
    t2 = time.perf_counter()
    compiled = lowered.compile()
    t3 = time.perf_counter()
    return compiled, {"trace_ms": round((t1 - t0) * 1e3, 1), "lower_ms": round((t2 - t1) * 1e3, 1), "xla_ms": round((t3 - t2) * 1e3, 1), "compile_ms": round((t3 - t0) * 1e3, 1)}
