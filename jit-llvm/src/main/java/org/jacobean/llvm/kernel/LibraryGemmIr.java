package org.jacobean.llvm.kernel;

/** The part of {@link GemmIr} that calls tuned libraries. */
final class LibraryGemmIr {
  /**
   * Multiply-adds up to which OpenBLAS is faster than oneDNN in single precision; it has kernels
   * for small matrices with AVX-512 only.
   */
  private static final long OPENBLAS_UP_TO_AVX512 = 64 * 64 * 64;

  private static final long OPENBLAS_UP_TO = 24 * 24 * 24;

  private LibraryGemmIr() {}

  static String text(char letter, TunedLibraries libraries, boolean avx512) {
    boolean oneDnn = letter == 's' && libraries.oneDnn().isPresent();
    boolean openBlas = libraries.openBlas().isPresent();
    boolean openMp = oneDnn && libraries.oneDnn().get().address("omp_set_num_threads").isPresent();
    return (openBlas ? OPENBLAS : "")
        + (oneDnn ? openMp ? ONEDNN_OPENMP : ONEDNN : "")
        + choose(oneDnn, openBlas, avx512);
  }

  private static String choose(boolean oneDnn, boolean openBlas, boolean avx512) {
    if (oneDnn && openBlas) {
      return CORE.replace("$CHOICE", both(avx512 ? OPENBLAS_UP_TO_AVX512 : OPENBLAS_UP_TO));
    }
    String only = oneDnn ? "onednn" : openBlas ? "openblas" : "own";
    return CORE.replace("$CHOICE", "  call void @" + only + "($ARGS)\n  ret void\n");
  }

  private static final String CORE =
      """
      define internal void @core($ARGS) nounwind {
      entry:
      $CHOICE}

      """;

  private static String both(long openBlasUpTo) {
    return """
      %%mn = mul i64 %%m, %%n
      %%work = mul i64 %%mn, %%k
      %%small = icmp sle i64 %%work, %d
      br i1 %%small, label %%use.openblas, label %%use.onednn
    use.openblas:
      call void @openblas($ARGS)
      ret void
    use.onednn:
      call void @onednn($ARGS)
      ret void
    """
        .formatted(openBlasUpTo);
  }

  /** CBLAS: row-major is 101, not transposed 111, transposed 112; sizes are 32-bit. */
  private static final String OPENBLAS =
      """
      declare void @cblas_$Lgemm(i32, i32, i32, i32, i32, i32, $T, ptr, i32, ptr, i32, $T, ptr, i32)
      declare void @cblas_$Lgemv(i32, i32, i32, i32, $T, ptr, i32, ptr, i32, $T, ptr, i32)

      define internal void @openblas($ARGS) nounwind {
      entry:
        %o1 = or i64 %m, %n
        %o2 = or i64 %o1, %k
        %o3 = or i64 %o2, %lda
        %o4 = or i64 %o3, %ldb
        %o5 = or i64 %o4, %ldc
        %fits = icmp ule i64 %o5, 2147483647
        br i1 %fits, label %call, label %wide
      call:
        %ta32 = zext i8 %ta to i32
        %tb32 = zext i8 %tb to i32
        %opa = add i32 %ta32, 111
        %opb = add i32 %tb32, 111
        %m32 = trunc i64 %m to i32
        %n32 = trunc i64 %n to i32
        %k32 = trunc i64 %k to i32
        %lda32 = trunc i64 %lda to i32
        %ldb32 = trunc i64 %ldb to i32
        %ldc32 = trunc i64 %ldc to i32
        %row = icmp eq i64 %m, 1
        br i1 %row, label %rowvector, label %notrow
      rowvector:
        ; c' = op(b)' a': OpenBLAS packs b for a product, at several times the cost of reading it
        %ta1 = icmp ne i8 %ta, 0
        %tb1 = icmp ne i8 %tb, 0
        %opr = sub i32 112, %tb32
        %rr = select i1 %tb1, i32 %n32, i32 %k32
        %rc = select i1 %tb1, i32 %k32, i32 %n32
        %rx = select i1 %ta1, i32 %lda32, i32 1
        call void @cblas_$Lgemv(i32 101, i32 %opr, i32 %rr, i32 %rc, $T %alpha, ptr %b, i32 %ldb32, ptr %a, i32 %rx, $T %beta, ptr %c, i32 1)
        ret void
      notrow:
        %column = icmp eq i64 %n, 1
        br i1 %column, label %columnvector, label %matrix
      columnvector:
        %ta2 = icmp ne i8 %ta, 0
        %tb2 = icmp ne i8 %tb, 0
        %cr = select i1 %ta2, i32 %k32, i32 %m32
        %cc = select i1 %ta2, i32 %m32, i32 %k32
        %cx = select i1 %tb2, i32 1, i32 %ldb32
        call void @cblas_$Lgemv(i32 101, i32 %opa, i32 %cr, i32 %cc, $T %alpha, ptr %a, i32 %lda32, ptr %b, i32 %cx, $T %beta, ptr %c, i32 %ldc32)
        ret void
      matrix:
        call void @cblas_$Lgemm(i32 101, i32 %opa, i32 %opb, i32 %m32, i32 %n32, i32 %k32, $T %alpha, ptr %a, i32 %lda32, ptr %b, i32 %ldb32, $T %beta, ptr %c, i32 %ldc32)
        ret void
      wide:
        call void @own($ARGS)
        ret void
      }

      """;

  private static final String ONEDNN =
      """
      declare i32 @dnnl_sgemm(i8 signext, i8 signext, i64, i64, i64, float, ptr, i64, ptr, i64, float, ptr, i64)

      define internal void @onednn($ARGS) nounwind {
      entry:
        %ta1 = icmp ne i8 %ta, 0
        %tb1 = icmp ne i8 %tb, 0
        %opa = select i1 %ta1, i8 84, i8 78
        %opb = select i1 %tb1, i8 84, i8 78
        %status = call i32 @dnnl_sgemm(i8 signext %opa, i8 signext %opb, i64 %m, i64 %n, i64 %k, float %alpha, ptr %a, i64 %lda, ptr %b, i64 %ldb, float %beta, ptr %c, i64 %ldc)
        %bad = icmp ne i32 %status, 0
        br i1 %bad, label %refused, label %done
      refused:
        call void @own($ARGS)
        ret void
      done:
        ret void
      }

      """;

  /** OpenMP's thread count belongs to the calling thread; it is put back for other libraries. */
  private static final String ONEDNN_OPENMP =
      "declare i32 @omp_get_max_threads()\ndeclare void @omp_set_num_threads(i32)\n"
          + ONEDNN
              .replace(
                  "  %status = call",
                  "  %threads = call i32 @omp_get_max_threads()\n"
                      + "  call void @omp_set_num_threads(i32 1)\n  %status = call")
              .replace(
                  "  %bad = icmp", "  call void @omp_set_num_threads(i32 %threads)\n  %bad = icmp");
}
