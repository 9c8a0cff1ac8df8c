package org.jacobean.llvm.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jacobean.DType;
import org.jacobean.llvm.lower.Access;
import org.jacobean.llvm.lower.Coalescing;
import org.jacobean.llvm.lower.LoopProgram;
import org.jacobean.llvm.lower.Nest;
import org.jacobean.llvm.lower.ScratchPlan;
import org.jacobean.llvm.lower.Slot;
import org.jacobean.llvm.lower.Step;

/**
 * Emits a loop program: one function {@code void jx_main(ptr io, ptr scratch)} that runs it, and
 * one per nest. {@code io} holds the addresses of the arguments, then of the results. Equal nests
 * (of the layers of a network, say) share a function. Nests go into modules of their own, so that
 * they can be compiled side by side.
 */
public final class ProgramEmitter {
  /** The name of the function that runs a program. */
  public static final String ENTRY = "jx_main";

  private static final String UNNAMED = "jx_nest";

  /** About this much text goes into one module. */
  private static final int MODULE_CHARS = 24_000;

  /** Floating-point operations of a batched product that are worth a task. */
  private static final long TASK_FLOPS = 400_000;

  /** Products at least this large are split, instead of the batch. */
  private static final long SPLIT_FLOPS = 50_000_000;

  /**
   * The text of a program.
   *
   * @param nests modules of nest functions, independent of each other
   * @param main the module of {@link #ENTRY}, which calls them
   * @param hosts the steps that run in Java, in the order of the numbers they are called by
   * @param products the dtypes of the matrix products it calls
   */
  public record Text(List<String> nests, String main, List<Step.Host> hosts, Set<DType> products) {
    /** Everything, for people. */
    public String all() {
      return String.join("\n", nests) + "\n" + main;
    }
  }

  /** Where a program ends whose Java part has failed. */
  private static final String FAILED = "failed";

  private final LoopProgram program;
  private final ScratchPlan scratch;
  private final IrModule main = new IrModule();
  private final IrFunction f;
  private final List<String> modules = new ArrayList<>();
  private IrModule current = new IrModule();
  private final Map<String, String> functions = new HashMap<>();
  private final List<Step.Host> hosts = new ArrayList<>();
  private final Set<DType> products = new TreeSet<>();
  private final Map<Integer, String> fixed = new LinkedHashMap<>();
  private final Map<Integer, String> moving = new LinkedHashMap<>();

  private ProgramEmitter(LoopProgram program, ScratchPlan scratch) {
    this.program = program;
    this.scratch = scratch;
    this.f = main.function(ENTRY, "define void @" + ENTRY + "(ptr %io, ptr %scratch) nounwind");
  }

  /** The LLVM assembly of a program. */
  public static Text emit(LoopProgram program, ScratchPlan scratch) {
    return new ProgramEmitter(program, scratch).run();
  }

  private Text run() {
    Set<Integer> used = new TreeSet<>(program.inputs());
    used.addAll(program.outputs());
    Set<Integer> swapped = new TreeSet<>();
    program.steps().forEach(s -> Access.of(s, used, used));
    collectMoving(program.steps(), swapped);
    for (int id : used) {
      pointer(program.slots().get(id), swapped.contains(id));
    }
    steps(program.steps());
    f.run("ret void");
    if (!hosts.isEmpty()) {
      f.label(FAILED);
      f.run("ret void");
    }
    if (!current.isEmpty()) {
      modules.add(current.text());
    }
    return new Text(modules, main.text(), hosts, products);
  }

  /** Slots whose address changes while the program runs. */
  private static void collectMoving(List<Step> steps, Set<Integer> slots) {
    for (Step s : steps) {
      switch (s) {
        case Step.For l -> {
          l.windows().forEach(w -> slots.add(w.window()));
          l.swaps().forEach(w -> slots.addAll(List.of(w.current(), w.next())));
          collectMoving(l.body(), slots);
        }
        case Step.While w -> {
          w.swaps().forEach(p -> slots.addAll(List.of(p.current(), p.next())));
          collectMoving(w.test(), slots);
          collectMoving(w.body(), slots);
        }
        case Step.Switch c -> c.branches().forEach(b -> collectMoving(b, slots));
        case Step.RunNest _, Step.Gemm _, Step.Copy _, Step.Host _ -> {}
      }
    }
  }

  private void pointer(Slot s, boolean moves) {
    String p =
        switch (s.kind()) {
          case INPUT -> io(s.position());
          case OUTPUT -> io(program.inputs().size() + s.position());
          case SCRATCH ->
              f.let(
                  "getelementptr inbounds i8, ptr %scratch, i64 " + scratch.offsets().get(s.id()));
          case WINDOW -> "null";
        };
    if (moves) {
      String v = f.variable("ptr");
      f.store("ptr", p, v);
      moving.put(s.id(), v);
    } else {
      fixed.put(s.id(), p);
    }
  }

  private String io(int i) {
    return f.load("ptr", f.let("getelementptr inbounds ptr, ptr %io, i64 " + i));
  }

  private String address(int slot) {
    String v = moving.get(slot);
    return v != null ? f.load("ptr", v) : Objects.requireNonNull(fixed.get(slot));
  }

  private String pointerVariable(int slot) {
    return Objects.requireNonNull(moving.get(slot));
  }

  private void steps(List<Step> steps) {
    for (Step s : steps) {
      switch (s) {
        case Step.RunNest r -> nest(r.nest());
        case Step.Gemm g -> gemm(g);
        case Step.Copy c -> copy(c);
        case Step.Host h -> host(h);
        case Step.For l -> forLoop(l);
        case Step.While w -> whileLoop(w);
        case Step.Switch c -> choose(c);
      }
    }
  }

  /** A function of the current nest module, shared by equal text. */
  private String shared(java.util.function.BiConsumer<IrModule, String> emit) {
    IrModule alone = new IrModule();
    emit.accept(alone, UNNAMED);
    String text = alone.text();
    String known = functions.get(text);
    if (known != null) {
      return known;
    }
    String name = "jx_nest" + functions.size();
    functions.put(text, name);
    if (current.length() + text.length() > MODULE_CHARS && !current.isEmpty()) {
      modules.add(current.text());
      current = new IrModule();
    }
    current.take(alone, UNNAMED, name);
    return name;
  }

  private String pointers(List<Integer> slots) {
    String array = f.variable("[" + slots.size() + " x ptr]");
    for (int i = 0; i < slots.size(); i++) {
      f.store(
          "ptr",
          address(slots.get(i)),
          f.let("getelementptr inbounds ptr, ptr " + array + ", i64 " + i));
    }
    return array;
  }

  private void nest(Nest original) {
    Nest nest = Coalescing.apply(original);
    List<Integer> slots = slotsInOrder(nest);
    NestPlan plan = NestPlan.of(SlotRenaming.apply(nest, slots));
    List<Integer> numbers = java.util.stream.IntStream.range(0, slots.size()).boxed().toList();
    String name = shared((m, n) -> NestEmitter.emit(m, n, plan, numbers));
    run(name, pointers(slots), plan.count(), plan.grain(), plan.parallel());
  }

  private void run(String name, String pointers, long count, long grain, boolean parallel) {
    main.declare("void", name, "ptr x", "i64 x", "i64 x");
    if (parallel && count > grain) {
      f.callVoid(
          "jx_parallel_for", "ptr @" + name, "ptr " + pointers, "i64 " + count, "i64 " + grain);
    } else {
      f.callVoid(name, "ptr " + pointers, "i64 0", "i64 " + count);
    }
  }

  private static List<Integer> slotsInOrder(Nest nest) {
    java.util.LinkedHashSet<Integer> slots = new java.util.LinkedHashSet<>();
    for (Nest.Output o : nest.outputs()) {
      slots.add(o.slot());
      Access.loads(o, slots);
    }
    return new ArrayList<>(slots);
  }

  private void copy(Step.Copy c) {
    long bytes = program.slots().get(c.to()).aval().bytes();
    String to = address(c.to());
    String from = address(c.from());
    String copy = f.fresh("copy");
    String done = f.fresh("copied");
    // A result in the memory of a donated argument is there already.
    f.branch(f.cmp("icmp", "eq", "ptr", to, from), done, copy);
    f.label(copy);
    f.callVoid("llvm.memcpy.p0.p0.i64", "ptr " + to, "ptr " + from, "i64 " + bytes, "i1 false");
    f.jump(done);
    f.label(done);
  }

  /** Calls Java; when that fails the program ends at once, and its caller throws. */
  private void host(Step.Host h) {
    List<Integer> slots = new ArrayList<>(h.in());
    slots.addAll(h.out());
    String table =
        f.load(
            "i64",
            f.let(
                "getelementptr inbounds i64, ptr %io, i64 "
                    + (program.inputs().size() + program.outputs().size())));
    String failed =
        f.call("i64", "jx_host", "i64 " + table, "i64 " + hosts.size(), "ptr " + pointers(slots));
    String next = f.fresh("go");
    f.branch(f.cmp("icmp", "eq", "i64", failed, "0"), next, FAILED);
    f.label(next);
    hosts.add(h);
  }

  // ---------------------------------------------------------------- matrix products

  private void gemm(Step.Gemm g) {
    long batch = g.batch().stream().reduce(1L, (a, b) -> a * b);
    long flops = 2 * g.m() * g.n() * g.k();
    if (batch == 0 || flops == 0) {
      return;
    }
    products.add(g.dtype());
    List<Integer> slots = List.of(g.a().slot(), g.b().slot(), g.c());
    boolean split = batch == 1 || flops >= SPLIT_FLOPS;
    Step.Gemm renamed =
        new Step.Gemm(
            g.dtype(), moved(g.a(), 0), moved(g.b(), 1), 2, g.batch(), g.m(), g.n(), g.k());
    String name = shared((m, n) -> gemmFunction(m, n, renamed, split));
    run(name, pointers(slots), batch, Math.max(1, TASK_FLOPS / flops), !split);
  }

  private static Step.Matrix moved(Step.Matrix m, int slot) {
    return new Step.Matrix(slot, m.offset(), m.leading(), m.transposed(), m.batchStrides());
  }

  private static void gemmFunction(IrModule module, String name, Step.Gemm g, boolean split) {
    IrFunction f =
        module.function(
            name,
            "define void @" + name + "(ptr noalias %pointers, i64 %begin, i64 %end) nounwind");
    String t = Types.register(g.dtype());
    List<String> bases = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      bases.add(f.load("ptr", f.let("getelementptr inbounds ptr, ptr %pointers, i64 " + i)));
    }
    f.loop(
        "%begin",
        "%end",
        1,
        item -> {
          List<String> index = new ArrayList<>();
          String rest = item;
          for (int d = g.batch().size() - 1; d >= 0; d--) {
            String n = Long.toString(g.batch().get(d));
            index.add(0, f.bin("urem", "i64", rest, n));
            rest = f.bin("udiv", "i64", rest, n);
          }
          String a = matrix(f, t, bases.get(0), g.a(), index);
          String b = matrix(f, t, bases.get(1), g.b(), index);
          String offset = f.bin("mul", "i64", item, Long.toString(g.m() * g.n()));
          String c =
              f.let("getelementptr inbounds " + t + ", ptr " + bases.get(2) + ", i64 " + offset);
          String kind = g.dtype() == DType.FLOAT32 ? "s" : "d";
          f.callVoid(
              "jx_" + kind + "gemm" + (split ? "_parallel" : ""),
              "i8 " + (g.a().transposed() ? 1 : 0),
              "i8 " + (g.b().transposed() ? 1 : 0),
              "i64 " + g.m(),
              "i64 " + g.n(),
              "i64 " + g.k(),
              t + " " + IrFunction.fp(1),
              "ptr " + a,
              "i64 " + g.a().leading(),
              "ptr " + b,
              "i64 " + g.b().leading(),
              t + " " + IrFunction.fp(0),
              "ptr " + c,
              "i64 " + g.n());
        });
    f.run("ret void");
  }

  private static String matrix(
      IrFunction f, String t, String base, Step.Matrix m, List<String> index) {
    String offset = Long.toString(m.offset());
    for (int d = 0; d < index.size(); d++) {
      String step = f.bin("mul", "i64", index.get(d), Long.toString(m.batchStrides().get(d)));
      offset = f.bin("add", "i64", offset, step);
    }
    return f.let("getelementptr inbounds " + t + ", ptr " + base + ", i64 " + offset);
  }

  // ---------------------------------------------------------------- control flow

  private void forLoop(Step.For l) {
    f.loop(
        "0",
        Long.toString(l.length()),
        1,
        i -> {
          String at = l.reverse() ? f.bin("sub", "i64", Long.toString(l.length() - 1), i) : i;
          for (Step.Window w : l.windows()) {
            long bytes = program.slots().get(w.window()).aval().bytes();
            String offset = f.bin("mul", "i64", at, Long.toString(bytes));
            String p =
                f.let("getelementptr inbounds i8, ptr " + address(w.whole()) + ", i64 " + offset);
            f.store("ptr", p, pointerVariable(w.window()));
          }
          steps(l.body());
          swap(l.swaps());
        });
  }

  private void swap(List<Step.Swap> swaps) {
    for (Step.Swap s : swaps) {
      String a = address(s.current());
      String b = address(s.next());
      f.store("ptr", b, pointerVariable(s.current()));
      f.store("ptr", a, pointerVariable(s.next()));
    }
  }

  private void whileLoop(Step.While w) {
    String head = f.fresh("while");
    String in = f.fresh("body");
    String out = f.fresh("done");
    f.jump(head);
    f.label(head);
    steps(w.test());
    String go = f.load("i8", address(w.predicate()));
    f.branch(f.cmp("icmp", "ne", "i8", go, "0"), in, out);
    f.label(in);
    steps(w.body());
    swap(w.swaps());
    f.jump(head);
    f.label(out);
  }

  private void choose(Step.Switch c) {
    String type = Types.memory(c.indexDType());
    String index = f.load(type, address(c.index()));
    String done = f.fresh("done");
    int n = c.branches().size();
    for (int b = 0; b < n - 1; b++) {
      String yes = f.fresh("case");
      String no = f.fresh("else");
      f.branch(f.cmp("icmp", "sle", type, index, Integer.toString(b)), yes, no);
      f.label(yes);
      steps(c.branches().get(b));
      f.jump(done);
      f.label(no);
    }
    steps(c.branches().get(n - 1));
    f.jump(done);
    f.label(done);
  }
}
