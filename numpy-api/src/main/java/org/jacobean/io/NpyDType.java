package org.jacobean.io;

import org.jacobean.DType;
import org.jacobean.errors.DataException;

/** NumPy's type strings. */
final class NpyDType {
  private NpyDType() {}

  static String descr(DType t) {
    return switch (t) {
      case BOOL -> "|b1";
      case INT8 -> "|i1";
      case UINT8 -> "|u1";
      case INT16 -> "<i2";
      case INT32 -> "<i4";
      case INT64 -> "<i8";
      case UINT16 -> "<u2";
      case UINT32 -> "<u4";
      case UINT64 -> "<u8";
      case FLOAT16 -> "<f2";
      case FLOAT32 -> "<f4";
      case FLOAT64 -> "<f8";
      case COMPLEX64 -> "<c8";
      case COMPLEX128 -> "<c16";
      case BFLOAT16 -> "<V2";
      case INT4, UINT4, FLOAT8_E4M3FN, FLOAT8_E5M2, FLOAT0 -> "|V1";
    };
  }

  /** Bytes that are swapped together when the byte order changes. */
  static int unit(DType t) {
    return t.isComplex() ? t.itemBytes() / 2 : t.itemBytes();
  }

  static DType parse(String descr, String name) {
    return switch (descr.substring(descr.isEmpty() ? 0 : 1)) {
      case "b1", "?" -> DType.BOOL;
      case "i1" -> DType.INT8;
      case "u1" -> DType.UINT8;
      case "i2" -> DType.INT16;
      case "i4" -> DType.INT32;
      case "i8" -> DType.INT64;
      case "u2" -> DType.UINT16;
      case "u4" -> DType.UINT32;
      case "u8" -> DType.UINT64;
      case "f2" -> DType.FLOAT16;
      case "f4" -> DType.FLOAT32;
      case "f8" -> DType.FLOAT64;
      case "c8" -> DType.COMPLEX64;
      case "c16" -> DType.COMPLEX128;
      case "V2" -> DType.BFLOAT16;
      case "V1" -> DType.UINT8;
      default ->
          throw new DataException(
              "JX0704",
              name
                  + " has dtype '"
                  + descr
                  + "', which has no counterpart here; save it as a number or bool type");
    };
  }
}
