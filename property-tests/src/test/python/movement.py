"""reductions.json, movement.json, gather.json, scatter.json, sort.json."""
import itertools

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from golden_io import Area, dt, ints, normal

TOL = {"float32": 2e-6, "float64": 1e-14, "bfloat16": 1e-2, "float16": 2e-3, "complex64": 3e-6, "complex128": 1e-14}


def i32(x):
    """Indices are int32 here whatever JAX's x64 flag says."""
    return np.asarray(x).astype(np.int32)


def make_reductions():
    area = Area("reductions")
    axes_list = ((), (0,), (2,), (0, 2), (0, 1, 2))
    x = ints((2, 3, 4), 1, -3, 5)
    for axes in axes_list:
        for fn, prim in (("reduceSum", lax.reduce_sum), ("reduceProd", lax.reduce_prod), ("reduceMax", lax.reduce_max), ("reduceMin", lax.reduce_min)):
            area.case(fn, [x], prim(x, axes=axes), {"axes": axes})
    for dtype in ("int8", "uint8", "int32", "uint32", "int64", "bfloat16", "float64", "complex64"):
        y = ints((3, 4), 2, 0 if dtype[0] == "u" else -3, 4, dtype)
        for fn, prim in (("reduceSum", lax.reduce_sum), ("reduceProd", lax.reduce_prod), ("reduceMax", lax.reduce_max), ("reduceMin", lax.reduce_min)):
            area.case(fn, [y], prim(y, axes=(1,)), {"axes": (1,)})
    b = np.array([[True, False, True], [True, True, True]])
    for fn, prim in (("reduceAnd", lax.reduce_and), ("reduceOr", lax.reduce_or), ("reduceXor", lax.reduce_xor)):
        area.case(fn, [b], prim(b, axes=(1,)), {"axes": (1,)})
        area.case(fn, [ints((3, 4), 3, 0, 99, "uint8")], prim(ints((3, 4), 3, 0, 99, "uint8"), axes=(0,)), {"axes": (0,)})
        area.case(fn, [np.zeros((0, 2), bool)], prim(np.zeros((0, 2), bool), axes=(0,)), {"axes": (0,)})
    for dtype in ("float32", "int32", "uint8"):
        e = np.zeros((0, 3), dtype)
        for fn, prim in (("reduceSum", lax.reduce_sum), ("reduceProd", lax.reduce_prod), ("reduceMax", lax.reduce_max), ("reduceMin", lax.reduce_min)):
            area.case(fn, [e], prim(e, axes=(0,)), {"axes": (0,)}, tag="empty")
            area.case(fn, [e], prim(e, axes=(1,)), {"axes": (1,)}, tag="empty")
    special = np.array([[1, np.nan, 3], [np.inf, -np.inf, 0], [-0.0, 0.0, -1], [np.inf, 2, 3]], np.float32)
    for fn in ("sum", "prod", "max", "min", "argmax", "argmin", "any", "all", "mean"):
        out = getattr(jnp, fn)(special, axis=1)
        area.case(fn, [special], i32(out) if fn.startswith("arg") else out, {"axis": 1}, tag="special")
    numpy_reductions(area)
    cumulative(area)
    statistics(area)
    area.write()


def numpy_reductions(area):
    for dtype in ("float32", "bool", "int8", "uint8", "int32", "uint32", "int64", "bfloat16", "float16", "float64", "complex64"):
        x = ints((2, 3, 2), 4, 0 if dtype[0] in "ub" else -2, 2 if dtype == "bool" else 4, dtype)
        for fn in ("sum", "prod", "max", "min", "any", "all", "mean"):
            for kw in ({}, {"axis": 1, "keepdims": True}) if dtype != "float32" else ({}, {"axis": 0}, {"axis": -1}, {"axis": [0, 2]}, {"axis": 1, "keepdims": True}, {"axis": []}):
                call = dict(kw, axis=tuple(kw["axis"])) if isinstance(kw.get("axis"), list) else kw
                out = getattr(jnp, fn)(x, **call)
                tol = TOL.get(np.asarray(out).dtype.name) if fn == "mean" else None
                area.case(fn, [x], out, kw, rtol=tol)
        if dtype != "complex64":
            for fn in ("argmax", "argmin"):
                for kw in ({}, {"axis": 1}, {"axis": -1, "keepdims": True}):
                    area.case(fn, [x], i32(getattr(jnp, fn)(x, **kw)), kw)
    e = np.zeros((0, 3), np.float32)
    for fn in ("sum", "prod", "any", "all", "mean"):
        area.case(fn, [e], getattr(jnp, fn)(e, axis=0), {"axis": 0}, tag="empty")
    area.case("argmax", [np.array([1, 3, 3, 2], np.int32)], np.int32(1), tag="ties")
    area.case("argmin", [np.array([np.nan, 1, -np.inf], np.float32)], i32(jnp.argmin(np.array([np.nan, 1, -np.inf], np.float32))), tag="special")


def cumulative(area):
    x = ints((3, 5), 5, -2, 4)
    for fn in ("cumsum", "cumprod", "cummax", "cummin", "cumlogsumexp"):
        for axis, reverse in ((0, False), (1, False), (1, True)):
            out = getattr(lax, fn)(x, axis=axis, reverse=reverse)
            area.case(fn, [x], out, {"axis": axis, "reverse": reverse}, rtol=3e-6 if fn == "cumlogsumexp" else None, atol=1e-6 if fn == "cumlogsumexp" else None)
        if fn != "cumlogsumexp":
            for dtype in ("int8", "uint32", "int64", "bfloat16"):
                y = ints((6,), 6, 0 if dtype[0] == "u" else -2, 4, dtype)
                area.case(fn, [y], getattr(lax, fn)(y), {"axis": 0, "reverse": False})
    s = np.array([1, np.nan, 2, np.inf], np.float32)
    for fn in ("cumsum", "cumprod", "cummax", "cummin"):
        area.case(fn, [s], getattr(lax, fn)(s), {"axis": 0, "reverse": False}, tag="special")
        area.case(fn, [np.zeros((0, 2), np.float32)], getattr(lax, fn)(np.zeros((0, 2), np.float32)), {"axis": 0, "reverse": False}, tag="empty")
    b = np.array([True, False, True, True])
    area.case("cumsum", [b], jnp.cumsum(b), {"axis": 0}, tag="numpy")
    area.case("cumprod", [b], jnp.cumprod(b), {"axis": 0}, tag="numpy")
    big = np.array([1000.0, 1001.0, -1000.0, 999.5], np.float32)
    area.case("cumlogsumexp", [big], lax.cumlogsumexp(big), {"axis": 0, "reverse": False}, rtol=3e-6)


def statistics(area):
    for dtype in ("float32", "float64", "int32", "bfloat16", "complex64"):
        x = normal((3, 4), 8, dtype, 2.0) if dtype != "int32" else ints((3, 4), 8, -9, 9, dtype)
        for fn in ("var", "std"):
            for kw in ({}, {"axis": 0}, {"axis": 1, "correction": 1, "keepdims": True}):
                out = getattr(jnp, fn)(x, **{k: v for k, v in kw.items()})
                wide = x.astype(np.complex128 if dtype == "complex64" else np.float64)
                true = getattr(np, fn)(wide, axis=kw.get("axis"), ddof=kw.get("correction", 0), keepdims=kw.get("keepdims", False))
                area.case(fn, [x], true.astype(out.dtype), kw, rtol=4 * TOL[np.dtype(out.dtype).name if dtype != "bfloat16" else "bfloat16"])
        if dtype != "complex64":
            for kw in ({}, {"axis": 1}, {"axis": 0, "keepdims": True}):
                y = x if dtype != "int32" else x.astype(np.float32)
                from scipy.special import logsumexp
                true = logsumexp(y.astype(np.float64), **kw)
                area.case("logsumexp", [y], np.asarray(true).astype(y.dtype), kw, rtol=4 * TOL[y.dtype.name])
    x = np.array([-np.inf, -np.inf], np.float32)
    area.case("logsumexp", [x], jax.nn.logsumexp(x), {}, tag="special")
    x = np.array([1000, 1000.5, np.float32(-1e30)], np.float32)
    area.case("logsumexp", [x], jax.nn.logsumexp(x), {}, rtol=2e-6, tag="special")


def make_movement():
    area = Area("movement")
    x = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    e = np.zeros((0, 3), np.float32)
    for shape in ((24,), (4, 6), (2, 12), (1, 24, 1), (3, 2, 2, 2)):
        area.case("reshape", [x], lax.reshape(x, shape), {"shape": shape})
    area.case("reshape", [e], e.reshape(3, 0, 2), {"shape": (3, 0, 2)})
    area.case("reshape", [np.float32(3)], np.ones((1, 1), np.float32) * 3, {"shape": (1, 1)})
    for p in itertools.permutations(range(3)):
        area.case("transpose", [x], lax.transpose(x, p), {"permutation": p})
    area.case("transpose", [e], lax.transpose(e, (1, 0)), {"permutation": (1, 0)})
    v = np.array([1, 2, 3], np.float32)
    for a, shape, dims in ((v, (2, 3), (1,)), (v, (3, 2), (0,)), (v, (2, 3, 2), (1,)), (np.float32(5), (2, 2), ()), (np.ones((1, 3), np.float32) * v, (2, 4, 3), (1, 2)),
                           (np.array([[1], [2]], np.int32), (2, 3), (0, 1)), (v, (0, 3), (1,)), (x[:, :, :1], (2, 3, 5), (0, 1, 2))):
        area.case("broadcastInDim", [a], lax.broadcast_in_dim(a, shape, dims), {"shape": shape, "broadcastDimensions": dims})
    m = np.arange(1, 7, dtype=np.float32).reshape(2, 3)
    for cfg in (((1, 2, 0), (0, 0, 0)), ((0, 0, 0), (1, 1, 1)), ((-1, 0, 0), (0, -1, 0)), ((-1, 1, 1), (2, -2, 1)), ((0, 0, 2), (-1, 3, 2)), ((-2, 0, 0), (0, 0, 0)),
                ((3, -1, 1), (-3, 4, 0)), ((-1, -1, 1), (-1, -1, 1))):
        low, high, interior = zip(*cfg)
        area.case("pad", [m, np.float32(9)], lax.pad(m, np.float32(9), cfg), {"low": low, "high": high, "interior": interior})
    area.case("pad", [e, np.float32(7)], lax.pad(e, np.float32(7), ((1, 1, 3), (0, 0, 0))), {"low": (1, 0), "high": (1, 0), "interior": (3, 0)})
    area.case("pad", [np.array([True]), np.bool_(False)], lax.pad(np.array([True]), np.bool_(False), ((1, 1, 0),)), {"low": (1,), "high": (1,), "interior": (0,)})
    for start, limit, strides in (((0, 0, 0), (2, 3, 4), None), ((1, 0, 1), (2, 3, 3), None), ((0, 0, 0), (2, 3, 4), (1, 2, 3)), ((0, 1, 1), (2, 3, 4), (2, 1, 2)),
                                  ((1, 1, 1), (1, 3, 4), None), ((0, 2, 3), (2, 3, 4), (5, 5, 5))):
        area.case("slice", [x], lax.slice(x, start, limit, strides), {"start": start, "limit": limit, "strides": strides or (1, 1, 1)})
    for dims in ((0,), (2,), (0, 2), (0, 1, 2), ()):
        area.case("rev", [x], lax.rev(x, dims), {"dimensions": dims})
    for d in (0, 1):
        parts = [m, m * 10, np.zeros((0, 3) if d == 0 else (2, 0), np.float32), m[:1] if d == 0 else m[:, :1]]
        area.case("concatenate", [parts], lax.concatenate(parts, d), {"dimension": d})
    area.case("concatenate", [[v]], v, {"dimension": 0})
    for dims in ((0,), (2,), (0, 2), ()):
        q = x[:1, :, :1]
        area.case("squeeze", [q], lax.squeeze(q, dims), {"dimensions": dims})
    for dims in ((0,), (2,), (0, 3)):
        area.case("expandDims", [m], lax.expand_dims(m, dims), {"dimensions": dims})
    for start in ((0, 0), (1, 1), (5, -3), (-1, 1), (-7, 100), (2**31 - 1, -(2**31))):
        idx = [np.int32(s) for s in start]
        # negative starts count from the end in lax.dynamic_slice's Python wrapper; the primitive itself clamps
        area.case("dynamicSlice", [m, idx], lax.dynamic_slice_p.bind(m, *idx, slice_sizes=(1, 2)), {"sizes": (1, 2)})
        u = np.array([[-1, -2]], np.float32)
        area.case("dynamicUpdateSlice", [m, u, idx], lax.dynamic_update_slice_p.bind(m, u, *idx), {})
    for dtype in ("int8", "uint8", "int64", "uint32"):
        s = dt(dtype).type(1)
        area.case("dynamicSlice", [v, [s]], lax.dynamic_slice_p.bind(v, s, slice_sizes=(2,)), {"sizes": (2,)})
    for dtype, shape, dim in (("int32", (4,), 0), ("float32", (2, 3), 0), ("float32", (2, 3), 1), ("uint8", (300,), 0), ("bfloat16", (5,), 0), ("complex64", (3,), 0), ("int64", (0, 2), 0)):
        area.case("iota", [], lax.broadcasted_iota(dt(dtype), shape, dim), {"dtype": dtype, "shape": shape, "dimension": dim})
    area.write()


def gather_case(area, x, idx, sizes, mode, tag=None, fill=None, **d):
    dn = dict(offset_dims=(), collapsed_slice_dims=(), start_index_map=(), operand_batching_dims=(), start_indices_batching_dims=())
    dn.update(d)
    out = lax.gather(x, idx, lax.GatherDimensionNumbers(**dn), sizes, mode=mode)
    kw = {"offsetDims": dn["offset_dims"], "collapsedSliceDims": dn["collapsed_slice_dims"], "startIndexMap": dn["start_index_map"],
          "operandBatchingDims": dn["operand_batching_dims"], "startIndicesBatchingDims": dn["start_indices_batching_dims"], "sliceSizes": sizes, "mode": MODES[mode]}
    area.case("gather", [x, idx], out, kw, tag=tag)


MODES = {"clip": "CLIP", "fill": "FILL_OR_DROP", "promise_in_bounds": "PROMISE_IN_BOUNDS"}


def make_gather():
    area = Area("gather")
    x = np.arange(12, dtype=np.float32).reshape(3, 4)
    x3 = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    ok = np.array([[0], [2], [1], [0]], np.int32)
    oob = np.array([[0], [3], [-1], [2], [100], [-100], [2**31 - 1], [-(2**31)]], np.int32)
    for mode in MODES:
        idx = ok if mode == "promise_in_bounds" else oob
        gather_case(area, x, idx, (1, 4), mode, offset_dims=(1,), collapsed_slice_dims=(0,), start_index_map=(0,))
        gather_case(area, x, idx, (3, 1), mode, offset_dims=(0,), collapsed_slice_dims=(1,), start_index_map=(1,))
        gather_case(area, x, idx, (2, 4), mode, tag="window", offset_dims=(1, 2), start_index_map=(0,)) if mode != "promise_in_bounds" else gather_case(
            area, x, np.minimum(ok, 1), (2, 4), mode, tag="window", offset_dims=(1, 2), start_index_map=(0,))
        pts = np.array([[0, 0], [2, 3], [1, 2]], np.int32) if mode == "promise_in_bounds" else np.array([[0, 0], [2, 4], [3, 1], [-1, 2], [1, 3], [2, -1]], np.int32)
        gather_case(area, x, pts, (1, 1), mode, tag="points", collapsed_slice_dims=(0, 1), start_index_map=(0, 1))
        gather_case(area, x, pts[:, ::-1], (1, 1), mode if mode != "promise_in_bounds" else "clip", tag="swapped", collapsed_slice_dims=(0, 1), start_index_map=(1, 0))
        gather_case(area, x3, pts[:3] % 2, (1, 3, 2), mode, tag="block", offset_dims=(1, 2), collapsed_slice_dims=(0,), start_index_map=(0, 2))
        gather_case(area, x3, pts[:3] % 2, (1, 3, 2), mode, tag="block-offsets-first", offset_dims=(0, 1), collapsed_slice_dims=(0,), start_index_map=(0, 2))
        bi = np.array([[[0], [2]], [[1], [1]]], np.int32) if mode == "promise_in_bounds" else np.array([[[0], [3]], [[-1], [1]]], np.int32)
        gather_case(area, x3, bi, (1, 1, 4), mode, tag="batching", offset_dims=(2,), collapsed_slice_dims=(1,), start_index_map=(1,), operand_batching_dims=(0,),
                    start_indices_batching_dims=(0,))
        gather_case(area, x3.transpose(1, 2, 0).copy(), bi.transpose(1, 0, 2).copy(), (1, 1, 1), mode, tag="batching-last", offset_dims=(2,), collapsed_slice_dims=(0,),
                    start_index_map=(0,), operand_batching_dims=(2,), start_indices_batching_dims=(1,))
        gather_case(area, x, np.zeros((2, 0), np.int32), (2, 2), mode, tag="no-index-components", offset_dims=(1, 2), start_index_map=())
        gather_case(area, x, np.array([1], np.int32), (1, 4), mode, tag="scalar-index", offset_dims=(0,), collapsed_slice_dims=(0,), start_index_map=(0,))
        gather_case(area, x, np.zeros((0, 1), np.int32), (1, 4), mode, tag="empty", offset_dims=(1,), collapsed_slice_dims=(0,), start_index_map=(0,))
        gather_case(area, x, np.zeros((2, 3, 1), np.int32) + 1, (1, 4), mode, tag="rank-2-batch", offset_dims=(1,), collapsed_slice_dims=(0,), start_index_map=(0,))
    for dtype in ("int8", "uint8", "int32", "uint32", "int64", "uint64", "bool", "bfloat16", "float16", "float64", "complex64"):
        y = ints((3,), 5, 0 if dtype[0] in "ub" else -5, 2 if dtype == "bool" else 5, dtype)
        gather_case(area, y, np.array([[1], [7]], np.int32), (1,), "fill", tag="fill-value", collapsed_slice_dims=(0,), start_index_map=(0,))
    for itype in ("int8", "uint8", "int64", "uint32", "uint64"):
        gather_case(area, x, np.array([[1], [100], [0]], itype), (1, 4), "clip", tag="index-dtype", offset_dims=(1,), collapsed_slice_dims=(0,), start_index_map=(0,))
        gather_case(area, x, np.array([[1], [100], [0]], itype), (1, 4), "fill", tag="index-dtype", offset_dims=(1,), collapsed_slice_dims=(0,), start_index_map=(0,))
    area.write()


KINDS = {"scatter": "SET", "scatter_add": "ADD", "scatter_mul": "MUL", "scatter_min": "MIN", "scatter_max": "MAX"}


def scatter_case(area, kind, x, idx, upd, mode, tag=None, **d):
    dn = dict(update_window_dims=(), inserted_window_dims=(), scatter_dims_to_operand_dims=(), operand_batching_dims=(), scatter_indices_batching_dims=())
    dn.update(d)
    out = getattr(lax, kind)(x, idx, upd, lax.ScatterDimensionNumbers(**dn), mode=mode)
    kw = {"kind": KINDS[kind], "updateWindowDims": dn["update_window_dims"], "insertedWindowDims": dn["inserted_window_dims"],
          "scatterDimsToOperandDims": dn["scatter_dims_to_operand_dims"], "operandBatchingDims": dn["operand_batching_dims"],
          "scatterIndicesBatchingDims": dn["scatter_indices_batching_dims"], "mode": MODES[mode]}
    area.case("scatter", [x, idx, upd], out, kw, tag=tag)


def make_scatter():
    area = Area("scatter")
    x = ints((4, 3), 1, 1, 6)
    x3 = ints((2, 3, 4), 2, 1, 6)
    unique = np.array([[0], [3], [1]], np.int32)
    repeated = np.array([[0], [3], [0], [2], [0]], np.int32)
    oob = np.array([[0], [4], [-1], [2], [100]], np.int32)
    for kind in KINDS:
        for mode in MODES:
            sets = [("unique", unique)]
            if kind != "scatter":
                sets.append(("repeated", repeated))
            if mode == "fill" or (mode == "clip" and kind != "scatter"):
                sets.append(("out-of-range", oob))
            for tag, idx in sets:
                n = len(idx)
                scatter_case(area, kind, x, idx, ints((n, 3), 3, -3, 4), mode, tag, update_window_dims=(1,), inserted_window_dims=(0,), scatter_dims_to_operand_dims=(0,))
        pts = np.array([[0, 0], [3, 2], [1, 1], [4, 0], [0, 3], [-1, 0]], np.int32)
        scatter_case(area, kind, x, pts, ints((6,), 4, -3, 4), "fill", "points", inserted_window_dims=(0, 1), scatter_dims_to_operand_dims=(0, 1))
        scatter_case(area, kind, x, np.array([[0], [2]], np.int32), ints((2, 2, 3), 5, -3, 4), "fill", "window", update_window_dims=(1, 2), scatter_dims_to_operand_dims=(0,))
        scatter_case(area, kind, x, np.array([[3]], np.int32), ints((1, 2, 3), 5, -3, 4), "clip", "window-clipped", update_window_dims=(1, 2), scatter_dims_to_operand_dims=(0,))
        scatter_case(area, kind, x, np.array([[3]], np.int32), ints((1, 2, 3), 5, -3, 4), "fill", "window-dropped", update_window_dims=(1, 2), scatter_dims_to_operand_dims=(0,))
        bi = np.array([[[0], [2]], [[1], [3]]], np.int32)
        scatter_case(area, kind, x3, bi, ints((2, 2, 4), 6, -3, 4), "fill", "batching", update_window_dims=(2,), inserted_window_dims=(1,), scatter_dims_to_operand_dims=(1,),
                     operand_batching_dims=(0,), scatter_indices_batching_dims=(0,))
        scatter_case(area, kind, x, np.zeros((0,), np.int32), ints((2, 3), 7, -3, 4), "clip", "no-index-components", update_window_dims=(0, 1))
        scatter_case(area, kind, x, np.array([[1], [2]], np.int32), ints((4, 2), 8, -3, 4), "clip", "columns", update_window_dims=(0,), inserted_window_dims=(1,),
                     scatter_dims_to_operand_dims=(1,))
        scatter_case(area, kind, x, np.zeros((0, 1), np.int32), np.zeros((0, 3), np.float32), "clip", "empty", update_window_dims=(1,), inserted_window_dims=(0,),
                     scatter_dims_to_operand_dims=(0,))
        for dtype in ("int8", "uint32", "int64", "bfloat16", "float64"):
            y = ints((4,), 9, 1, 5, dtype)
            scatter_case(area, kind, y, unique, ints((3,), 10, 1, 5, dtype), "fill", "dtype", inserted_window_dims=(0,), scatter_dims_to_operand_dims=(0,))
    b = np.array([True, False, True])
    scatter_case(area, "scatter", b, np.array([[2]], np.int32), np.array([False]), "fill", "bool", inserted_window_dims=(0,), scatter_dims_to_operand_dims=(0,))
    z = np.array([1 + 1j, 2, 3j], np.complex64)
    scatter_case(area, "scatter_add", z, np.array([[2], [2]], np.int32), np.array([1j, 5], np.complex64), "fill", "complex", inserted_window_dims=(0,), scatter_dims_to_operand_dims=(0,))
    nan = np.array([np.nan, 1, 2], np.float32)
    for kind in ("scatter_max", "scatter_min"):
        scatter_case(area, kind, nan, np.array([[0], [1]], np.int32), np.array([5, np.nan], np.float32), "fill", "nan", inserted_window_dims=(0,), scatter_dims_to_operand_dims=(0,))
    area.write()


def make_sort():
    area = Area("sort")
    s = np.array([3, -0.0, np.nan, 0.0, -np.inf, 1, np.inf, -np.nan, -2, 0.0, -0.0, 1], np.float32)
    x = ints((3, 5), 11, -3, 4)
    area.case("sort", [[s]], lax.sort([s], num_keys=1), {"dimension": 0, "numKeys": 1}, tag="special")
    pos = np.arange(12, dtype=np.int32)
    area.case("sort", [[s, pos]], lax.sort([s, pos], num_keys=1, is_stable=True), {"dimension": 0, "numKeys": 1}, tag="stable")
    for d in (0, 1):
        area.case("sort", [[x]], lax.sort([x], dimension=d), {"dimension": d, "numKeys": 1})
        k2, v = ints((3, 5), 12, 0, 2, "int32"), np.arange(15, dtype=np.int32).reshape(3, 5)
        for nk in (1, 2, 3):
            area.case("sort", [[x, k2, v]], lax.sort([x, k2, v], dimension=d, num_keys=nk, is_stable=True), {"dimension": d, "numKeys": nk}, tag="multi-key")
    for dtype in ("bool", "int8", "uint8", "int32", "uint32", "int64", "uint64", "bfloat16", "float16", "float64", "complex64"):
        y = ints((9,), 13, 0 if dtype[0] in "ub" else -4, 2 if dtype == "bool" else 5, dtype)
        if dtype == "complex64":
            y = np.array([1 + 2j, 1 - 2j, -1, np.nan, 3j, 1 + 2j, complex(0, np.nan), 0], np.complex64)
        area.case("sort", [[y]], lax.sort([y]), {"dimension": 0, "numKeys": 1}, tag="dtype")
        area.case("argsort", [y], i32(jnp.argsort(y)), {}, tag="numpy")
    z = np.array([-0.0, 0.0, -0.0, 0.0], np.float32)
    area.case("argsort", [z], i32(jnp.argsort(z)), {}, tag="zeros")
    area.case("argsort", [s], i32(jnp.argsort(s)), {}, tag="special")
    for kw in ({"axis": 0}, {"axis": 1}, {"axis": -1, "descending": True}, {"axis": None}):
        area.case("sort", [x], jnp.sort(x, **kw), kw, tag="numpy")
        area.case("argsort", [x], i32(jnp.argsort(x, **kw)), kw, tag="numpy")
    area.case("sort", [s], jnp.sort(s, descending=True), {"descending": True}, tag="numpy")
    area.case("argsort", [s], i32(jnp.argsort(s, descending=True)), {"descending": True}, tag="numpy")
    for y, k in ((x, 2), (x, 5), (ints((8,), 14, 0, 9, "int32"), 3), (np.array([1, np.nan, 3, -np.inf, 3], np.float32), 3), (ints((2, 2, 4), 15, -5, 6), 1)):
        v, i = lax.top_k(y, k)
        area.case("topK", [y], (v, i32(i)), {"k": k})
    area.case("lexsort", [[x[0], ints((5,), 16, 0, 2)]], i32(jnp.lexsort((x[0], ints((5,), 16, 0, 2)))), {}, tag="numpy")
    e = np.zeros((0,), np.float32)
    area.case("sort", [[e]], lax.sort([e]), {"dimension": 0, "numKeys": 1}, tag="empty")
    area.write()


def make():
    make_reductions()
    make_movement()
    make_gather()
    make_scatter()
    make_sort()
