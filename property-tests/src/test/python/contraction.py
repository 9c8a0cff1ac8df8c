"""dot.json and conv.json. Operands are small whole numbers wherever that makes the expected sums exact."""
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from golden_io import Area, dt, ints, normal


def dot_case(area, a, b, lb=(), rb=(), lc=(), rc=(), pref=None, **more):
    out = lax.dot_general(a, b, ((lc, rc), (lb, rb)), preferred_element_type=pref, precision="highest")
    kw = {"lhsBatch": lb, "rhsBatch": rb, "lhsContract": lc, "rhsContract": rc}
    if pref is not None:
        kw["preferredElementType"] = np.dtype(pref).name
    area.case("dotGeneral", [a, b], out, kw, **more)


def make_dot():
    area = Area("dot")
    v, w = ints((4,), 1), ints((4,), 2)
    m, n = ints((3, 4), 3), ints((4, 5), 4)
    b1, b2 = ints((2, 3, 4), 5), ints((2, 4, 5), 6)
    dot_case(area, v, w, lc=(0,), rc=(0,))
    dot_case(area, v, w)
    dot_case(area, v, w, lb=(0,), rb=(0,))
    dot_case(area, m, n, lc=(1,), rc=(0,))
    dot_case(area, m, v, lc=(1,), rc=(0,))
    dot_case(area, v, m, lc=(0,), rc=(1,))
    dot_case(area, m, ints((5, 4), 7), lc=(1,), rc=(1,))
    dot_case(area, m.T.copy(), n, lc=(0,), rc=(0,))
    dot_case(area, m.T.copy(), n.T.copy(), lc=(0,), rc=(1,))
    dot_case(area, m, ints((3, 4), 8), lc=(0, 1), rc=(0, 1))
    dot_case(area, m, ints((4, 3), 8), lc=(0, 1), rc=(1, 0))
    dot_case(area, m, n)
    dot_case(area, b1, b2, (0,), (0,), (2,), (1,))
    dot_case(area, b1, ints((2, 5, 4), 9), (0,), (0,), (2,), (2,))
    dot_case(area, b1.transpose(1, 0, 2).copy(), b2.transpose(2, 1, 0).copy(), (1,), (2,), (2,), (1,))
    dot_case(area, b1.transpose(1, 2, 0).copy(), b2.transpose(1, 0, 2).copy(), (2,), (1,), (1,), (0,))
    dot_case(area, ints((2, 3, 4, 2), 10), ints((3, 2, 4, 5), 11), (0, 1), (1, 0), (2,), (2,))
    dot_case(area, ints((2, 3, 4), 12), ints((4, 3, 5), 13), lc=(1, 2), rc=(1, 0))
    dot_case(area, ints((2, 3, 4), 12), ints((5, 3, 4), 13), lc=(2, 1), rc=(2, 1))
    dot_case(area, b1, ints((2, 3), 14), (0, 1), (0, 1))
    dot_case(area, ints((2, 3, 2, 3), 15), ints((3, 2, 4), 16), (0,), (1,), (3,), (0,))
    dot_case(area, np.zeros((3, 0), np.float32), np.zeros((0, 2), np.float32), lc=(1,), rc=(0,), tag="empty")
    dot_case(area, np.zeros((0, 4), np.float32), n, lc=(1,), rc=(0,), tag="empty")
    dot_case(area, ints((), 17), ints((), 18), tag="scalar")
    dot_case(area, ints((), 17), m, tag="scalar")
    for dtype in ("int8", "uint8", "int32", "int64", "float16", "bfloat16", "float64", "complex64", "complex128"):
        lo = 0 if dtype[0] == "u" else -3
        a, b = ints((3, 4), 19, lo, 4, dtype), ints((4, 2), 20, lo, 4, dtype)
        if dtype.startswith("complex"):
            a = a + 1j * ints((3, 4), 21, -2, 3).astype(dtype)
        dot_case(area, a, b, lc=(1,), rc=(0,), tag="dtype")
    p, q = np.array([True, False, True]), np.array([[True, False], [False, True], [False, False]])
    dot_case(area, p, q, lc=(0,), rc=(0,), tag="dtype")
    for dtype, pref in (("int8", np.int32), ("uint8", np.uint32), ("bfloat16", np.float32), ("float16", np.float32), ("float32", np.float64)):
        lo, hi = (0, 200) if dtype == "uint8" else (-100, 101)
        dot_case(area, ints((2, 6), 22, lo, hi, dtype), ints((6, 3), 23, lo, hi, dtype), lc=(1,), rc=(0,), pref=pref, tag="preferred")
    i8 = ints((2, 6), 22, -100, 101, "int8")
    dot_case(area, i8, i8, lc=(1,), rc=(1,), tag="wraps")
    inf = np.array([[np.inf, 1], [np.nan, 0]], np.float32)
    dot_case(area, inf, np.array([[0, 1], [1, 1]], np.float32), lc=(1,), rc=(0,), tag="special")
    for shape_a, shape_b in (((17, 33), (33, 9)), ((64, 64), (64, 64)), ((5, 130), (130, 7))):
        for dtype, tol in (("float32", 3e-6), ("float64", 1e-14)):
            if shape_a == (64, 64) and dtype == "float64":
                continue
            a, b = normal(shape_a, 24, dtype), normal(shape_b, 25, dtype)
            true = (a.astype(np.longdouble) @ b.astype(np.longdouble)).astype(dtype)
            scale = float(np.max(np.abs(a.astype(np.float64)) @ np.abs(b.astype(np.float64))))
            area.case("dotGeneral", [a, b], true, {"lhsBatch": (), "rhsBatch": (), "lhsContract": (1,), "rhsContract": (0,)}, rtol=tol, atol=tol * scale / 4, tag="rounding")
    numpy_products(area)
    area.write()


def numpy_products(area):
    for sa, sb in (((4,), (4,)), ((3, 4), (4,)), ((4,), (4, 2)), ((3, 4), (4, 2)), ((2, 3, 4), (4, 5)), ((3, 4), (2, 4, 5)), ((2, 1, 3, 4), (5, 4, 2)), ((2, 3, 4), (4,)), ((4,), (2, 4, 3)),
                   ((1, 2, 3), (5, 3, 1)), ((0, 4), (4, 2))):
        a, b = ints(sa, 30), ints(sb, 31)
        area.case("matmul", [a, b], jnp.matmul(a, b))
    a, b = ints((2, 3), 30, 0, 5, "int32"), ints((3, 2), 31)
    area.case("matmul", [a, b], jnp.matmul(a, b), tag="promotion")
    area.case("matmul", [a, b.astype(np.float64)], jnp.matmul(a, b.astype(np.float64)), tag="promotion")
    for sa, sb in (((4,), (4,)), ((3, 4), (4,)), ((2, 3, 4), (5, 4, 2)), ((), (3,)), ((2, 3, 4), (4,)), ((4,), (2, 4, 3))):
        a, b = ints(sa, 32), ints(sb, 33)
        area.case("dot", [a, b], jnp.dot(a, b))
    for sa, sb, axes in (((2, 3, 4), (3, 4, 5), 2), ((2, 3), (4, 5), 0), ((2, 3), (3, 5), 1), ((2, 3, 4), (4, 3, 5), [[1, 2], [1, 0]]), ((2, 3), (4, 2), [[0], [1]])):
        a, b = ints(sa, 34), ints(sb, 35)
        area.case("tensordot", [a, b], jnp.tensordot(a, b, axes=axes), {"axes": axes})
    for sa, sb in (((4,), (4,)), ((2, 3), (2, 3))):
        a, b = ints(sa, 36), ints(sb, 37)
        area.case("vdot", [a, b], jnp.vdot(a, b))
        area.case("inner", [a, b], jnp.inner(a, b))
        area.case("outer", [a, b], jnp.outer(a, b))
        area.case("kron", [a, b], jnp.kron(a, b))
    z, y = ints((3,), 38) + 1j * ints((3,), 39), ints((3,), 40) - 2j * ints((3,), 41)
    area.case("vdot", [z.astype(np.complex64), y.astype(np.complex64)], jnp.vdot(z, y).astype(np.complex64))
    s = {"a": 2, "b": 3, "i": 2, "j": 3, "k": 4, "l": 5, "h": 2, "q": 3, "d": 4, "t": 3}
    for spec in ("ij,jk->ik", "ij,jk", "ij,kj->ik", "ij->ji", "ij->", "ij->i", "i,j->ij", "i,i->", "i,i->i", "ii->i", "ii", "ijk,ikl->ijl", "bij,bjk->bik", "ij,ij->ij", "ij,j->i",
                 "aij,ajk,kl->ail", "ij,jk,kl->il", "hqd,htd->hqt", "ijk->kji", "ijk->k", "ij,kl->ijkl", "ij,ik->ijk", "...ij,...jk->...ik", "...i->...", "bi,bi->b", "jii->j", "ij,ij->", "i->",
                 "abi,abj->ij", "ba,ca->bc"):
        sizes = dict(s, c=4, **({"i": 3} if "ii" in spec else {}))
        ops = []
        for n, t in enumerate(spec.split("->")[0].split(",")):
            lead = (2,) if t.startswith("...") else ()
            ops.append(ints(lead + tuple(sizes[c] for c in t.replace("...", "")), 50 + n))
        area.case("einsum", [spec, *ops], jnp.einsum(spec, *ops), ulp=0)


def conv_case(area, x, k, dn, strides=None, padding=None, ld=None, rd=None, fgc=1, bgc=1, tag=None, **more):
    nd = x.ndim - 2
    strides, ld, rd = strides or (1,) * nd, ld or (1,) * nd, rd or (1,) * nd
    padding = padding or ((0, 0),) * nd
    dims = lax.conv_dimension_numbers(x.shape, k.shape, dn)
    out = lax.conv_general_dilated(x, k, strides, padding, ld, rd, dims, feature_group_count=fgc, batch_group_count=bgc, precision="highest")
    kw = {"windowStrides": strides, "paddingLow": tuple(p[0] for p in padding), "paddingHigh": tuple(p[1] for p in padding), "lhsDilation": ld, "rhsDilation": rd,
          "lhsDims": dims.lhs_spec, "rhsDims": dims.rhs_spec, "outDims": dims.out_spec, "featureGroupCount": fgc, "batchGroupCount": bgc}
    area.case("convGeneralDilated", [x, k], out, kw, tag=tag, **more)


def make_conv():
    area = Area("conv")
    NCHW, NHWC, NCW, NWC = ("NCHW", "OIHW", "NCHW"), ("NHWC", "HWIO", "NHWC"), ("NCH", "OIH", "NCH"), ("NHC", "HIO", "NHC")
    x, k = ints((2, 3, 5, 6), 1), ints((4, 3, 3, 2), 2)
    xh, kh = x.transpose(0, 2, 3, 1).copy(), k.transpose(2, 3, 1, 0).copy()
    for tag, kw in (("valid", {}), ("pad", {"padding": ((1, 1), (0, 1))}), ("stride", {"strides": (2, 3), "padding": ((1, 1), (2, 1))}), ("lhs-dilation", {"ld": (2, 1), "padding": ((1, 2), (1, 0))}),
                    ("rhs-dilation", {"rd": (2, 3), "padding": ((2, 1), (0, 2))}), ("crop", {"padding": ((-1, 0), (0, -1))}),
                    ("everything", {"strides": (2, 1), "padding": ((2, -1), (1, 3)), "ld": (2, 3), "rd": (1, 2)})):
        conv_case(area, x, k, NCHW, tag=tag, **kw)
        conv_case(area, xh, kh, NHWC, tag=tag, **kw)
    conv_case(area, x, kh, ("NCHW", "HWIO", "NHWC"), padding=((1, 1), (1, 0)), tag="mixed-layout")
    conv_case(area, x.transpose(1, 0, 2, 3).copy(), k.transpose(1, 0, 2, 3).copy(), ("CNHW", "IOHW", "HWNC"), tag="odd-layout")
    x1, k1 = ints((2, 2, 7), 3), ints((3, 2, 3), 4)
    for tag, kw in (("valid", {}), ("same", {"padding": ((1, 1),)}), ("stride", {"strides": (2,)}), ("dilations", {"ld": (2,), "rd": (2,), "padding": ((1, 2),)}), ("causal", {"padding": ((2, 0),)})):
        conv_case(area, x1, k1, NCW, tag=tag, **kw)
        conv_case(area, x1.transpose(0, 2, 1).copy(), k1.transpose(2, 1, 0).copy(), NWC, tag=tag, **kw)
    g = ints((2, 4, 5, 5), 5)
    conv_case(area, g, ints((6, 2, 3, 3), 6), NCHW, fgc=2, padding=((1, 1), (1, 1)), tag="groups")
    conv_case(area, g, ints((4, 1, 3, 3), 7), NCHW, fgc=4, tag="depthwise")
    conv_case(area, g, ints((8, 1, 2, 2), 8), NCHW, fgc=4, strides=(2, 2), tag="depthwise-multiplier")
    conv_case(area, g.transpose(0, 2, 3, 1).copy(), ints((3, 3, 2, 6), 9), NHWC, fgc=2, tag="groups")
    conv_case(area, ints((4, 3, 4, 4), 10), ints((6, 3, 2, 2), 11), NCHW, bgc=2, tag="batch-groups")
    conv_case(area, ints((3, 2, 6), 12), ints((3, 2, 3), 13), NCW, bgc=3, padding=((1, 0),), tag="batch-groups")
    conv_case(area, ints((1, 2, 3, 3, 3), 14), ints((2, 2, 2, 2, 2), 15), ("NCDHW", "OIDHW", "NCDHW"), tag="3-d")
    conv_case(area, ints((2, 3), 16), ints((4, 3), 17), ("NC", "OI", "NC"), tag="0-d")
    conv_case(area, ints((0, 3, 5, 6), 18), k, NCHW, tag="empty")
    conv_case(area, ints((1, 3, 2, 2), 19), k, NCHW, tag="no-output")
    conv_case(area, ints((2, 3, 1, 1), 20), ints((4, 3, 1, 1), 21), NCHW, tag="1x1")
    for dtype in ("bfloat16", "float16", "float64", "int32", "complex64"):
        conv_case(area, ints((1, 2, 4, 4), 22, -2, 3, dtype), ints((2, 2, 2, 2), 23, -2, 3, dtype), NCHW, tag="dtype")
    a, b = normal((2, 8, 8, 3), 24), normal((3, 3, 3, 5), 25)
    true = lax.conv_general_dilated(a.astype(np.float64), b.astype(np.float64), (1, 1), "SAME", dimension_numbers=NHWC).astype(np.float32)
    dims = lax.conv_dimension_numbers(a.shape, b.shape, NHWC)
    area.case("convGeneralDilated", [a, b], true, {"windowStrides": (1, 1), "paddingLow": (1, 1), "paddingHigh": (1, 1), "lhsDilation": (1, 1), "rhsDilation": (1, 1),
              "lhsDims": dims.lhs_spec, "rhsDims": dims.rhs_spec, "outDims": dims.out_spec, "featureGroupCount": 1, "batchGroupCount": 1}, rtol=3e-6, atol=2e-5, tag="rounding")
    area.write()


def make():
    make_dot()
    make_conv()
