package org.jacobean.llvm.kernel;

/**
 * This project's own matrix product, in LLVM IR: used without a tuned library, and for sizes that
 * one refuses.
 *
 * <p>A block of {@code op(B)}, 128 rows of one vector width {@code W}, is packed on the stack; four
 * rows of {@code op(A)} at a time are multiplied with it, their sums in registers. {@code W} is 32
 * or 16 elements, which is two registers of AVX-512.
 */
final class OwnGemmIr {
  private OwnGemmIr() {}

  static final String TEXT =
      """
      declare <$W x $T> @llvm.fma.v$W$F(<$W x $T>, <$W x $T>, <$W x $T>)
      declare i64 @llvm.umin.i64(i64, i64)

      define internal void @own($ARGS) nounwind {
      entry:
        %pack = alloca [128 x <$W x $T>], align 64
        %ta1 = icmp ne i8 %ta, 0
        %tb1 = icmp ne i8 %tb, 0
        %ai = select i1 %ta1, i64 1, i64 %lda
        %ap = select i1 %ta1, i64 %lda, i64 1
        %bp = select i1 %tb1, i64 1, i64 %ldb
        %bj = select i1 %tb1, i64 %ldb, i64 1
        br label %j.loop
      j.loop:
        %j = phi i64 [ 0, %entry ], [ %j1, %j.next ]
        %jleft = sub i64 %n, %j
        %jn = call i64 @llvm.umin.i64(i64 %jleft, i64 $W)
        br label %p.loop
      p.loop:
        %p = phi i64 [ 0, %j.loop ], [ %p1, %p.next ]
        %first = icmp eq i64 %p, 0
        %beta1 = select i1 %first, $T %beta, $T 1.0
        %pleft = sub i64 %k, %p
        %pn = call i64 @llvm.umin.i64(i64 %pleft, i64 128)
        %b1 = mul i64 %p, %bp
        %b2 = mul i64 %j, %bj
        %b3 = add i64 %b1, %b2
        %bb = getelementptr $T, ptr %b, i64 %b3
        call void @pack(ptr %pack, ptr %bb, i64 %bp, i64 %bj, i64 %pn, i64 %jn)
        %a1 = mul i64 %p, %ap
        %aa = getelementptr $T, ptr %a, i64 %a1
        %cc = getelementptr $T, ptr %c, i64 %j
        br label %i.loop
      i.loop:
        %i = phi i64 [ 0, %p.loop ], [ %i1, %i.loop ]
        %ileft = sub i64 %m, %i
        %in = call i64 @llvm.umin.i64(i64 %ileft, i64 4)
        %a2 = mul i64 %i, %ai
        %ar = getelementptr $T, ptr %aa, i64 %a2
        %c2 = mul i64 %i, %ldc
        %cr = getelementptr $T, ptr %cc, i64 %c2
        call void @rows(ptr %pack, ptr %ar, i64 %ai, i64 %ap, i64 %pn, i64 %in, i64 %jn, $T %alpha, $T %beta1, ptr %cr, i64 %ldc)
        %i1 = add i64 %i, 4
        %imore = icmp slt i64 %i1, %m
        br i1 %imore, label %i.loop, label %p.next
      p.next:
        %p1 = add i64 %p, 128
        %pmore = icmp slt i64 %p1, %k
        br i1 %pmore, label %p.loop, label %j.next
      j.next:
        %j1 = add i64 %j, $W
        %jmore = icmp slt i64 %j1, %n
        br i1 %jmore, label %j.loop, label %done
      done:
        ret void
      }

      define internal void @pack(ptr %to, ptr %b, i64 %bp, i64 %bj, i64 %pn, i64 %jn) nounwind {
      entry:
        br label %p.loop
      p.loop:
        %p = phi i64 [ 0, %entry ], [ %p1, %p.next ]
        %row = getelementptr <$W x $T>, ptr %to, i64 %p
        store <$W x $T> zeroinitializer, ptr %row
        %o = mul i64 %p, %bp
        %bb = getelementptr $T, ptr %b, i64 %o
        br label %j.loop
      j.loop:
        %j = phi i64 [ 0, %p.loop ], [ %j1, %j.loop ]
        %oj = mul i64 %j, %bj
        %q = getelementptr $T, ptr %bb, i64 %oj
        %v = load $T, ptr %q
        %r = getelementptr $T, ptr %row, i64 %j
        store $T %v, ptr %r
        %j1 = add i64 %j, 1
        %jmore = icmp slt i64 %j1, %jn
        br i1 %jmore, label %j.loop, label %p.next
      p.next:
        %p1 = add i64 %p, 1
        %pmore = icmp slt i64 %p1, %pn
        br i1 %pmore, label %p.loop, label %done
      done:
        ret void
      }

      ; up to four rows: rows beyond the last read the last one again and are not stored
      define internal void @rows(ptr %pack, ptr %a, i64 %ai, i64 %ap, i64 %pn, i64 %in, i64 %jn, $T %alpha, $T %beta, ptr %c, i64 %ldc) nounwind {
      entry:
        %last = sub i64 %in, 1
        %n1 = call i64 @llvm.umin.i64(i64 %last, i64 1)
        %n2 = call i64 @llvm.umin.i64(i64 %last, i64 2)
        %n3 = call i64 @llvm.umin.i64(i64 %last, i64 3)
        %m1 = mul i64 %n1, %ai
        %m2 = mul i64 %n2, %ai
        %m3 = mul i64 %n3, %ai
        br label %loop
      loop:
        %p = phi i64 [ 0, %entry ], [ %p1, %loop ]
        %s0 = phi <$W x $T> [ zeroinitializer, %entry ], [ %u0, %loop ]
        %s1 = phi <$W x $T> [ zeroinitializer, %entry ], [ %u1, %loop ]
        %s2 = phi <$W x $T> [ zeroinitializer, %entry ], [ %u2, %loop ]
        %s3 = phi <$W x $T> [ zeroinitializer, %entry ], [ %u3, %loop ]
        %row = getelementptr <$W x $T>, ptr %pack, i64 %p
        %b = load <$W x $T>, ptr %row
        %o = mul i64 %p, %ap
        %q0 = getelementptr $T, ptr %a, i64 %o
        %q1 = getelementptr $T, ptr %q0, i64 %m1
        %q2 = getelementptr $T, ptr %q0, i64 %m2
        %q3 = getelementptr $T, ptr %q0, i64 %m3
        %a0 = load $T, ptr %q0
        %a1 = load $T, ptr %q1
        %a2 = load $T, ptr %q2
        %a3 = load $T, ptr %q3
        %i0 = insertelement <$W x $T> poison, $T %a0, i64 0
        %i1 = insertelement <$W x $T> poison, $T %a1, i64 0
        %i2 = insertelement <$W x $T> poison, $T %a2, i64 0
        %i3 = insertelement <$W x $T> poison, $T %a3, i64 0
        %v0 = shufflevector <$W x $T> %i0, <$W x $T> poison, <$W x i32> zeroinitializer
        %v1 = shufflevector <$W x $T> %i1, <$W x $T> poison, <$W x i32> zeroinitializer
        %v2 = shufflevector <$W x $T> %i2, <$W x $T> poison, <$W x i32> zeroinitializer
        %v3 = shufflevector <$W x $T> %i3, <$W x $T> poison, <$W x i32> zeroinitializer
        %u0 = call <$W x $T> @llvm.fma.v$W$F(<$W x $T> %v0, <$W x $T> %b, <$W x $T> %s0)
        %u1 = call <$W x $T> @llvm.fma.v$W$F(<$W x $T> %v1, <$W x $T> %b, <$W x $T> %s1)
        %u2 = call <$W x $T> @llvm.fma.v$W$F(<$W x $T> %v2, <$W x $T> %b, <$W x $T> %s2)
        %u3 = call <$W x $T> @llvm.fma.v$W$F(<$W x $T> %v3, <$W x $T> %b, <$W x $T> %s3)
        %p1 = add i64 %p, 1
        %more = icmp slt i64 %p1, %pn
        br i1 %more, label %loop, label %store0
      store0:
        call void @store(<$W x $T> %u0, $T %alpha, $T %beta, ptr %c, i64 %jn)
        %has1 = icmp ugt i64 %in, 1
        br i1 %has1, label %store1, label %done
      store1:
        %c1 = getelementptr $T, ptr %c, i64 %ldc
        call void @store(<$W x $T> %u1, $T %alpha, $T %beta, ptr %c1, i64 %jn)
        %has2 = icmp ugt i64 %in, 2
        br i1 %has2, label %store2, label %done
      store2:
        %c2 = getelementptr $T, ptr %c1, i64 %ldc
        call void @store(<$W x $T> %u2, $T %alpha, $T %beta, ptr %c2, i64 %jn)
        %has3 = icmp ugt i64 %in, 3
        br i1 %has3, label %store3, label %done
      store3:
        %c3 = getelementptr $T, ptr %c2, i64 %ldc
        call void @store(<$W x $T> %u3, $T %alpha, $T %beta, ptr %c3, i64 %jn)
        br label %done
      done:
        ret void
      }

      declare <$W x $T> @llvm.masked.load.v$W$F.p0(ptr, i32, <$W x i1>, <$W x $T>)
      declare void @llvm.masked.store.v$W$F.p0(<$W x $T>, ptr, i32, <$W x i1>)
      declare <$W x i1> @llvm.get.active.lane.mask.v$Wi1.i64(i64, i64)

      ; c = alpha * sum + beta * c; c is not read when beta is 0, as it may hold NaN
      define internal void @store(<$W x $T> %sum, $T %alpha, $T %beta, ptr %c, i64 %jn) nounwind {
      entry:
        %mask = call <$W x i1> @llvm.get.active.lane.mask.v$Wi1.i64(i64 0, i64 %jn)
        %ia = insertelement <$W x $T> poison, $T %alpha, i64 0
        %va = shufflevector <$W x $T> %ia, <$W x $T> poison, <$W x i32> zeroinitializer
        %prod = fmul <$W x $T> %va, %sum
        %read = fcmp une $T %beta, 0.0
        br i1 %read, label %add, label %write
      add:
        %old = call <$W x $T> @llvm.masked.load.v$W$F.p0(ptr %c, i32 $A, <$W x i1> %mask, <$W x $T> zeroinitializer)
        %ib = insertelement <$W x $T> poison, $T %beta, i64 0
        %vb = shufflevector <$W x $T> %ib, <$W x $T> poison, <$W x i32> zeroinitializer
        %both = call <$W x $T> @llvm.fma.v$W$F(<$W x $T> %vb, <$W x $T> %old, <$W x $T> %prod)
        br label %write
      write:
        %new = phi <$W x $T> [ %prod, %entry ], [ %both, %add ]
        call void @llvm.masked.store.v$W$F.p0(<$W x $T> %new, ptr %c, i32 $A, <$W x i1> %mask)
        ret void
      }

      """;
}
