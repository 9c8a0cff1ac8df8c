package org.jacobean;

import org.jacobean.errors.DTypeException;

/**
 * The element types of arrays.
 *
 * <p>Sub-byte integers ({@code int4}, {@code uint4}) are stored one element per byte, as JAX does
 * on the host. {@link #FLOAT0} is the tangent type of integers and booleans: it has a shape but no
 * information.
 */
public enum DType {
  BOOL("bool", "bool", Kind.BOOL, 8, 1),
  INT4("int4", "i4", Kind.INT, 4, 1),
  INT8("int8", "i8", Kind.INT, 8, 1),
  INT16("int16", "i16", Kind.INT, 16, 2),
  INT32("int32", "i32", Kind.INT, 32, 4),
  INT64("int64", "i64", Kind.INT, 64, 8),
  UINT4("uint4", "u4", Kind.UINT, 4, 1),
  UINT8("uint8", "u8", Kind.UINT, 8, 1),
  UINT16("uint16", "u16", Kind.UINT, 16, 2),
  UINT32("uint32", "u32", Kind.UINT, 32, 4),
  UINT64("uint64", "u64", Kind.UINT, 64, 8),
  FLOAT8_E4M3FN("float8_e4m3fn", "f8_e4m3fn", Kind.FLOAT, 8, 1),
  FLOAT8_E5M2("float8_e5m2", "f8_e5m2", Kind.FLOAT, 8, 1),
  BFLOAT16("bfloat16", "bf16", Kind.FLOAT, 16, 2),
  FLOAT16("float16", "f16", Kind.FLOAT, 16, 2),
  FLOAT32("float32", "f32", Kind.FLOAT, 32, 4),
  FLOAT64("float64", "f64", Kind.FLOAT, 64, 8),
  COMPLEX64("complex64", "c64", Kind.COMPLEX, 64, 8),
  COMPLEX128("complex128", "c128", Kind.COMPLEX, 128, 16),
  FLOAT0("float0", "float0", Kind.FLOAT0, 0, 1);

  /** The numeric family of a dtype. */
  public enum Kind {
    BOOL,
    INT,
    UINT,
    FLOAT,
    COMPLEX,
    FLOAT0
  }

  private final String fullName;
  private final String shortName;
  private final Kind kind;
  private final int bits;
  private final int itemBytes;

  DType(String fullName, String shortName, Kind kind, int bits, int itemBytes) {
    this.fullName = fullName;
    this.shortName = shortName;
    this.kind = kind;
    this.bits = bits;
    this.itemBytes = itemBytes;
  }

  /** NumPy's name, for example {@code "float32"}. */
  public String fullName() {
    return fullName;
  }

  /** The jaxpr name, for example {@code "f32"}. */
  public String shortName() {
    return shortName;
  }

  /** The numeric family. */
  public Kind kind() {
    return kind;
  }

  /** Significant bits of one element (4 for {@code int4}, 128 for {@code complex128}). */
  public int bits() {
    return bits;
  }

  /** Bytes one element takes in memory. */
  public int itemBytes() {
    return itemBytes;
  }

  /** True for real floating types. */
  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  /** True for complex types. */
  public boolean isComplex() {
    return kind == Kind.COMPLEX;
  }

  /** True for real or complex floating types: those that have a non-trivial tangent. */
  public boolean isInexact() {
    return kind == Kind.FLOAT || kind == Kind.COMPLEX;
  }

  /** True for signed and unsigned integers, not for {@code bool}. */
  public boolean isInteger() {
    return kind == Kind.INT || kind == Kind.UINT;
  }

  /** True for unsigned integers. */
  public boolean isUnsigned() {
    return kind == Kind.UINT;
  }

  /** True for signed integers. */
  public boolean isSigned() {
    return kind == Kind.INT;
  }

  /** True for {@code bool}. */
  public boolean isBool() {
    return kind == Kind.BOOL;
  }

  /** The dtype of tangents: itself when inexact, {@link #FLOAT0} otherwise. */
  public DType tangent() {
    return isInexact() ? this : FLOAT0;
  }

  /** The real part's dtype: {@code float32} for {@code complex64}; itself when not complex. */
  public DType real() {
    return switch (this) {
      case COMPLEX64 -> FLOAT32;
      case COMPLEX128 -> FLOAT64;
      case BOOL, INT4, INT8, INT16, INT32, INT64, UINT4, UINT8, UINT16, UINT32, UINT64 -> this;
      case FLOAT8_E4M3FN, FLOAT8_E5M2, BFLOAT16, FLOAT16, FLOAT32, FLOAT64, FLOAT0 -> this;
    };
  }

  /**
   * The complex dtype whose parts have this type; {@code float64} gives {@code complex128}, smaller
   * floats {@code complex64}.
   */
  public DType complex() {
    if (isComplex()) {
      return this;
    }
    return this == FLOAT64 || this == INT64 || this == UINT64 ? COMPLEX128 : COMPLEX64;
  }

  /** The dtype with NumPy's or jaxpr's name. @throws DTypeException JX0201 for an unknown name */
  public static DType parse(String name) {
    for (DType t : values()) {
      if (t.fullName.equals(name) || t.shortName.equals(name)) {
        return t;
      }
    }
    throw new DTypeException(
        "JX0201",
        "no dtype is called '"
            + name
            + "'; names are NumPy's, such as float32, int64, bool, complex64");
  }

  @Override
  public String toString() {
    return fullName;
  }
}
