package org.jacobean.llvm.kernel;

/**
 * LLVM IR of the matrix products that compiled programs call, for one element type. All matrices
 * are row-major: {@code C = alpha * op(A) * op(B) + beta * C}, and {@code C} is not read when
 * {@code beta} is zero.
 *
 * <p>What runs where: empty or zero products scale {@code C}; others go to a tuned library, or to
 * {@link OwnGemmIr} if there is none or the library refuses. The parallel forms divide rows,
 * columns or matrices into blocks that depend on the shape only, so that results do not depend on
 * the number of threads.
 */
final class GemmIr {
  /** Multiply-adds below which a product stays on the calling thread: some 4 microseconds. */
  private static final long PARALLEL_FROM = 1L << 18;

  /** Multiply-adds that a chunk of a batch should have. */
  private static final long CHUNK_WORK = 1L << 17;

  /** Blocks smaller than this many rows or columns pack the other operand too often. */
  private static final int MIN_BLOCK = 32;

  private static final int BLOCK_MULTIPLE = 16;

  /** Enough blocks to balance the load of a few threads, few enough to pack seldom. */
  private static final int MAX_BLOCKS = 16;

  private GemmIr() {}

  /**
   * One module with the functions of one element type.
   *
   * @param letter {@code s} or {@code d}
   * @param libraries which tuned libraries the module may call
   * @param avx512 whether this CPU has AVX-512
   */
  static String module(char letter, TunedLibraries libraries, boolean avx512) {
    String type = letter == 's' ? "float" : "double";
    return (OwnGemmIr.TEXT
            + LibraryGemmIr.text(letter, libraries, avx512)
            + SERIAL
            + PARALLEL
            + BATCHED)
        .replace(
            "$ARGS",
            "i8 %ta, i8 %tb, i64 %m, i64 %n, i64 %k, $T %alpha, ptr %a, i64 %lda,"
                + " ptr %b, i64 %ldb, $T %beta, ptr %c, i64 %ldc")
        .replace("$PARALLEL_FROM", Long.toString(PARALLEL_FROM))
        .replace("$CHUNK_WORK", Long.toString(CHUNK_WORK))
        .replace("$MIN_BLOCK", Integer.toString(MIN_BLOCK))
        .replace("$BLOCK_MULTIPLE_1", Integer.toString(BLOCK_MULTIPLE - 1))
        .replace("$BLOCK_MULTIPLE", Integer.toString(BLOCK_MULTIPLE))
        .replace("$MAX_BLOCKS_1", Integer.toString(MAX_BLOCKS - 1))
        .replace("$MAX_BLOCKS", Integer.toString(MAX_BLOCKS))
        .replace("$W", letter == 's' ? "32" : "16")
        .replace("$F", letter == 's' ? "f32" : "f64")
        .replace("$A,", letter == 's' ? "4," : "8,")
        .replace("$L", Character.toString(letter))
        .replace("$T", type);
  }

  private static final String SERIAL =
      """
      define internal void @scale(i64 %m, i64 %n, $T %beta, ptr %c, i64 %ldc) nounwind {
      entry:
        %keep = fcmp une $T %beta, 0.0
        br label %row
      row:
        %i = phi i64 [ 0, %entry ], [ %i1, %row.end ]
        %at = mul i64 %i, %ldc
        %p = getelementptr $T, ptr %c, i64 %at
        br label %col
      col:
        %j = phi i64 [ 0, %row ], [ %j1, %col.end ]
        %q = getelementptr $T, ptr %p, i64 %j
        br i1 %keep, label %scaled, label %zero
      scaled:
        %v = load $T, ptr %q
        %w = fmul $T %v, %beta
        store $T %w, ptr %q
        br label %col.end
      zero:
        store $T 0.0, ptr %q
        br label %col.end
      col.end:
        %j1 = add i64 %j, 1
        %jc = icmp slt i64 %j1, %n
        br i1 %jc, label %col, label %row.end
      row.end:
        %i1 = add i64 %i, 1
        %ic = icmp slt i64 %i1, %m
        br i1 %ic, label %row, label %done
      done:
        ret void
      }

      define void @jx_$Lgemm($ARGS) nounwind {
      entry:
        %m0 = icmp slt i64 %m, 1
        %n0 = icmp slt i64 %n, 1
        %empty = or i1 %m0, %n0
        br i1 %empty, label %done, label %full
      full:
        %k0 = icmp slt i64 %k, 1
        %a0 = fcmp oeq $T %alpha, 0.0
        %null = or i1 %k0, %a0
        br i1 %null, label %scale, label %multiply
      scale:
        call void @scale(i64 %m, i64 %n, $T %beta, ptr %c, i64 %ldc)
        br label %done
      multiply:
        call void @core($ARGS)
        br label %done
      done:
        ret void
      }

      """;

  private static final String PARALLEL =
      """
      declare void @jx_parallel_for(ptr, ptr, i64, i64)
      %args = type { i8, i8, i8, i64, i64, i64, i64, $T, ptr, i64, ptr, i64, $T, ptr, i64 }

      define internal void @block(ptr %x, i64 %begin, i64 %end) nounwind {
      entry:
        %v = load %args, ptr %x
        %ta = extractvalue %args %v, 0
        %tb = extractvalue %args %v, 1
        %cols = extractvalue %args %v, 2
        %size = extractvalue %args %v, 3
        %m = extractvalue %args %v, 4
        %n = extractvalue %args %v, 5
        %k = extractvalue %args %v, 6
        %alpha = extractvalue %args %v, 7
        %a = extractvalue %args %v, 8
        %lda = extractvalue %args %v, 9
        %b = extractvalue %args %v, 10
        %ldb = extractvalue %args %v, 11
        %beta = extractvalue %args %v, 12
        %c = extractvalue %args %v, 13
        %ldc = extractvalue %args %v, 14
        %bycol = icmp ne i8 %cols, 0
        %ta1 = icmp ne i8 %ta, 0
        %tb1 = icmp ne i8 %tb, 0
        %astep = select i1 %ta1, i64 1, i64 %lda
        %bstep = select i1 %tb1, i64 %ldb, i64 1
        br label %loop
      loop:
        %i = phi i64 [ %begin, %entry ], [ %i1, %next ]
        %from = mul i64 %i, %size
        br i1 %bycol, label %column, label %row
      row:
        %rleft = sub i64 %m, %from
        %rows = call i64 @llvm.smin.i64(i64 %rleft, i64 %size)
        %ra = mul i64 %from, %astep
        %pa = getelementptr $T, ptr %a, i64 %ra
        %rc = mul i64 %from, %ldc
        %pc = getelementptr $T, ptr %c, i64 %rc
        call void @jx_$Lgemm(i8 %ta, i8 %tb, i64 %rows, i64 %n, i64 %k, $T %alpha, ptr %pa, i64 %lda, ptr %b, i64 %ldb, $T %beta, ptr %pc, i64 %ldc)
        br label %next
      column:
        %cleft = sub i64 %n, %from
        %columns = call i64 @llvm.smin.i64(i64 %cleft, i64 %size)
        %cb = mul i64 %from, %bstep
        %pb = getelementptr $T, ptr %b, i64 %cb
        %pd = getelementptr $T, ptr %c, i64 %from
        call void @jx_$Lgemm(i8 %ta, i8 %tb, i64 %m, i64 %columns, i64 %k, $T %alpha, ptr %a, i64 %lda, ptr %pb, i64 %ldb, $T %beta, ptr %pd, i64 %ldc)
        br label %next
      next:
        %i1 = add i64 %i, 1
        %more = icmp slt i64 %i1, %end
        br i1 %more, label %loop, label %done
      done:
        ret void
      }

      declare i64 @llvm.smin.i64(i64, i64)
      declare i64 @llvm.smax.i64(i64, i64)

      define void @jx_$Lgemm_parallel($ARGS) nounwind {
      entry:
        %x = alloca %args, align 16
        %mn = mul i64 %m, %n
        %work = mul i64 %mn, %k
        %small = icmp slt i64 %work, $PARALLEL_FROM
        br i1 %small, label %serial, label %large
      serial:
        call void @jx_$Lgemm($ARGS)
        ret void
      large:
        %bycol = icmp slt i64 %m, %n
        %extent = select i1 %bycol, i64 %n, i64 %m
        %e1 = add i64 %extent, $MAX_BLOCKS_1
        %e2 = udiv i64 %e1, $MAX_BLOCKS
        %e3 = add i64 %e2, $BLOCK_MULTIPLE_1
        %e4 = and i64 %e3, -$BLOCK_MULTIPLE
        %size = call i64 @llvm.smax.i64(i64 %e4, i64 $MIN_BLOCK)
        %s1 = add i64 %extent, %size
        %s2 = sub i64 %s1, 1
        %blocks = udiv i64 %s2, %size
        %cols = zext i1 %bycol to i8
        %v0 = insertvalue %args poison, i8 %ta, 0
        %v1 = insertvalue %args %v0, i8 %tb, 1
        %v2 = insertvalue %args %v1, i8 %cols, 2
        %v3 = insertvalue %args %v2, i64 %size, 3
        %v4 = insertvalue %args %v3, i64 %m, 4
        %v5 = insertvalue %args %v4, i64 %n, 5
        %v6 = insertvalue %args %v5, i64 %k, 6
        %v7 = insertvalue %args %v6, $T %alpha, 7
        %v8 = insertvalue %args %v7, ptr %a, 8
        %v9 = insertvalue %args %v8, i64 %lda, 9
        %v10 = insertvalue %args %v9, ptr %b, 10
        %v11 = insertvalue %args %v10, i64 %ldb, 11
        %v12 = insertvalue %args %v11, $T %beta, 12
        %v13 = insertvalue %args %v12, ptr %c, 13
        %v14 = insertvalue %args %v13, i64 %ldc, 14
        store %args %v14, ptr %x
        call void @jx_parallel_for(ptr @block, ptr %x, i64 %blocks, i64 1)
        ret void
      }

      """;

  private static final String BATCHED =
      """
      %batch = type { %args, i64, i64, i64 }

      define internal void @matrices(ptr %x, i64 %begin, i64 %end) nounwind {
      entry:
        %y = load %batch, ptr %x
        %v = extractvalue %batch %y, 0
        %sa = extractvalue %batch %y, 1
        %sb = extractvalue %batch %y, 2
        %sc = extractvalue %batch %y, 3
        %ta = extractvalue %args %v, 0
        %tb = extractvalue %args %v, 1
        %each = extractvalue %args %v, 2
        %m = extractvalue %args %v, 4
        %n = extractvalue %args %v, 5
        %k = extractvalue %args %v, 6
        %alpha = extractvalue %args %v, 7
        %a = extractvalue %args %v, 8
        %lda = extractvalue %args %v, 9
        %b = extractvalue %args %v, 10
        %ldb = extractvalue %args %v, 11
        %beta = extractvalue %args %v, 12
        %c = extractvalue %args %v, 13
        %ldc = extractvalue %args %v, 14
        %par = icmp ne i8 %each, 0
        br label %loop
      loop:
        %i = phi i64 [ %begin, %entry ], [ %i1, %next ]
        %oa = mul i64 %i, %sa
        %pa = getelementptr $T, ptr %a, i64 %oa
        %ob = mul i64 %i, %sb
        %pb = getelementptr $T, ptr %b, i64 %ob
        %oc = mul i64 %i, %sc
        %pc = getelementptr $T, ptr %c, i64 %oc
        br i1 %par, label %parallel, label %serial
      parallel:
        call void @jx_$Lgemm_parallel(i8 %ta, i8 %tb, i64 %m, i64 %n, i64 %k, $T %alpha, ptr %pa, i64 %lda, ptr %pb, i64 %ldb, $T %beta, ptr %pc, i64 %ldc)
        br label %next
      serial:
        call void @jx_$Lgemm(i8 %ta, i8 %tb, i64 %m, i64 %n, i64 %k, $T %alpha, ptr %pa, i64 %lda, ptr %pb, i64 %ldb, $T %beta, ptr %pc, i64 %ldc)
        br label %next
      next:
        %i1 = add i64 %i, 1
        %more = icmp slt i64 %i1, %end
        br i1 %more, label %loop, label %done
      done:
        ret void
      }

      define void @jx_$Lgemm_batched($ARGS, i64 %count, i64 %sa, i64 %sb, i64 %sc) nounwind {
      entry:
        %x = alloca %batch, align 16
        %some = icmp sgt i64 %count, 0
        br i1 %some, label %some.matrices, label %done
      some.matrices:
        ; one right-hand side for a stack of contiguous left-hand sides is one tall product
        %sb0 = icmp eq i64 %sb, 0
        %ta0 = icmp eq i8 %ta, 0
        %fa = mul i64 %m, %lda
        %ea = icmp eq i64 %fa, %sa
        %fc = mul i64 %m, %ldc
        %ec = icmp eq i64 %fc, %sc
        %t1 = and i1 %sb0, %ta0
        %t2 = and i1 %ea, %ec
        %t3 = and i1 %t1, %t2
        %one = icmp eq i64 %count, 1
        %tall = or i1 %t3, %one
        br i1 %tall, label %single, label %many
      single:
        %mm = mul i64 %m, %count
        call void @jx_$Lgemm_parallel(i8 %ta, i8 %tb, i64 %mm, i64 %n, i64 %k, $T %alpha, ptr %a, i64 %lda, ptr %b, i64 %ldb, $T %beta, ptr %c, i64 %ldc)
        br label %done
      many:
        %mn = mul i64 %m, %n
        %mnk = mul i64 %mn, %k
        %work1 = call i64 @llvm.smax.i64(i64 %mnk, i64 1)
        %work = mul i64 %work1, %count
        %big = icmp sge i64 %work, $PARALLEL_FROM
        %few = icmp slt i64 %count, $MAX_BLOCKS
        %bigone = icmp sge i64 %work1, $PARALLEL_FROM
        %within = and i1 %few, %bigone
        %each = zext i1 %within to i8
        %v0 = insertvalue %args poison, i8 %ta, 0
        %v1 = insertvalue %args %v0, i8 %tb, 1
        %v2 = insertvalue %args %v1, i8 %each, 2
        %v3 = insertvalue %args %v2, i64 0, 3
        %v4 = insertvalue %args %v3, i64 %m, 4
        %v5 = insertvalue %args %v4, i64 %n, 5
        %v6 = insertvalue %args %v5, i64 %k, 6
        %v7 = insertvalue %args %v6, $T %alpha, 7
        %v8 = insertvalue %args %v7, ptr %a, 8
        %v9 = insertvalue %args %v8, i64 %lda, 9
        %v10 = insertvalue %args %v9, ptr %b, 10
        %v11 = insertvalue %args %v10, i64 %ldb, 11
        %v12 = insertvalue %args %v11, $T %beta, 12
        %v13 = insertvalue %args %v12, ptr %c, 13
        %v14 = insertvalue %args %v13, i64 %ldc, 14
        %y0 = insertvalue %batch poison, %args %v14, 0
        %y1 = insertvalue %batch %y0, i64 %sa, 1
        %y2 = insertvalue %batch %y1, i64 %sb, 2
        %y3 = insertvalue %batch %y2, i64 %sc, 3
        store %batch %y3, ptr %x
        %notwithin = xor i1 %within, true
        %spread = and i1 %big, %notwithin
        br i1 %spread, label %pool, label %here
      pool:
        %per = udiv i64 $CHUNK_WORK, %work1
        %grain = call i64 @llvm.smax.i64(i64 %per, i64 1)
        call void @jx_parallel_for(ptr @matrices, ptr %x, i64 %count, i64 %grain)
        br label %done
      here:
        call void @matrices(ptr %x, i64 0, i64 %count)
        br label %done
      done:
        ret void
      }
      """;
}
