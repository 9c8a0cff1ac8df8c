package org.jacobean.ir.op;

import static org.jacobean.DType.*;

import java.util.List;
import java.util.stream.Stream;
import org.jacobean.AbstractValue;
import org.jacobean.Mesh;
import org.jacobean.PartitionSpec;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Literal;
import org.jacobean.ir.Var;

/** Violations by operations that hold jaxprs. */
final class ControlConstraintCases extends ConstraintCases {
  @Override
  void fill() {
    control();
    calls();
    shardMaps();
    callbacks();
  }

  private void callbacks() {
    shape(
        1,
        "onePlaceholderPerValue",
        "shows 1 values, got 2",
        new DebugPrint("{}", false),
        f32(),
        f32());
    dtype(1, "thePredicateIsBool", "bool array of rank 0", new Check("", 0), f32());
    shape(2, "onePlaceholderPerValue", "shows 1 values, got 0", new Check("{}", 0), of(BOOL));
    shape(3, "valuesPerExample", "f32[3]", new Check("{}", 1), of(BOOL, 2), f32(3));
  }

  /** A jaxpr that returns values of the given types, of which the first are its arguments. */
  private static Jaxpr identity(AbstractValue... avals) {
    List<Var> vars = Stream.of(avals).map(Var::new).toList();
    return new Jaxpr(List.of(), vars, List.of(), vars);
  }

  /** A jaxpr with the given arguments that returns the last one. */
  private static Jaxpr last(AbstractValue... avals) {
    List<Var> vars = Stream.of(avals).map(Var::new).toList();
    return new Jaxpr(List.of(), vars, List.of(), vars.subList(vars.size() - 1, vars.size()));
  }

  /** A jaxpr that returns true. */
  private static Jaxpr always(AbstractValue in) {
    return new Jaxpr(List.of(), List.of(new Var(in)), List.of(), List.of(Literal.of(BOOL, 1)));
  }

  private void shardMaps() {
    Mesh mesh = new Mesh(List.of(new NamedAxis("i", 2)), List.of(0, 1));
    PartitionSpec rows = PartitionSpec.of("i");
    PartitionSpec whole = PartitionSpec.REPLICATED;
    Jaxpr f = identity(f32(3).withVarying(rows.varying()));
    shape(
        1,
        "oneSpecPerOperand",
        "1 operands with specs []",
        new ShardMap("f", f, mesh, List.of(), List.of(rows)),
        f32(6));
    shape(
        2,
        "specsNameAxesOfTheMesh",
        "P(j) does not fit f32[6] on Mesh(i:2)",
        new ShardMap("f", f, mesh, List.of(PartitionSpec.of("j")), List.of(rows)),
        f32(6));
    shape(
        3,
        "axesDivideDimensions",
        "P(i) does not divide dimension 0 of f32[5] among 2 devices",
        new ShardMap("f", f, mesh, List.of(rows), List.of(rows)),
        f32(5));
    shape(
        4,
        "blocksFitTheProgram",
        "should be f32[3]{V:i} but is f32[4]{V:i}",
        new ShardMap("f", f, mesh, List.of(rows), List.of(rows)),
        f32(8));
    shape(
        5,
        "whatVariesIsDivided",
        "result 0 is f32[3]{V:i}, which the spec P() does not divide",
        new ShardMap("f", f, mesh, List.of(rows), List.of(whole)),
        f32(6));
  }

  private void control() {
    Jaxpr f = identity(f32(3));
    dtype(1, "indexIsAScalar", "i32[2]", new Cond(List.of(f, f)), i32(2), f32(3));
    shape(1, "thereAreBranches", "needs branches", new Cond(List.of()), i32());
    shape(
        2,
        "branchesTakeTheOperands",
        "should be f32[3] but is f32[4]",
        new Cond(List.of(f, f)),
        i32(),
        f32(4));
    Jaxpr g = last(f32(), f32(3));
    shape(
        3,
        "branchesReturnTheSame",
        "different types",
        new Cond(List.of(last(f32(3), f32()), identity(f32(3), f32()))),
        i32(),
        f32(3),
        f32());
    Jaxpr test = last(of(BOOL), of(BOOL));
    Jaxpr pair = identity(of(BOOL), of(BOOL));
    shape(
        1,
        "testTakesTheCarry",
        "operands do not fit",
        new While(test, 0, pair, 0, 0),
        of(BOOL),
        f32());
    dtype(
        2,
        "testReturnsABool",
        "must return a bool scalar",
        new While(last(f32()), 0, identity(f32()), 0, 0),
        f32());
    shape(3, "bodyTakesTheCarry", "expected", new While(last(of(BOOL)), 0, pair, 0, 0), of(BOOL));
    shape(
        4,
        "bodyReturnsTheCarry",
        "carry's types",
        new While(always(f32()), 0, always(f32()), 0, 0),
        f32());
    shape(1, "enoughOperands", "1 carries", new Scan(g, 3, false, 0, 1, 1));
    shape(
        2,
        "xsHaveTheLength",
        "leading axis of length 3",
        new Scan(g, 3, false, 0, 1, 1),
        f32(),
        f32(4));
    shape(
        3,
        "bodyTakesSlices",
        "should be f32[3] but is f32[]",
        new Scan(g, 3, false, 0, 1, 1),
        f32(),
        f32(3));
    shape(
        4,
        "bodyReturnsTheCarry",
        "carry's types",
        new Scan(g, 3, false, 0, 1, 1),
        f32(),
        f32(3, 3));
  }

  private void calls() {
    Jaxpr f = identity(f32(3));
    CustomRules.Jvp jvp = (p, t) -> t;
    CustomRules.Pullback pull = (residuals, cotangents) -> cotangents;
    shape(1, "operandsFit", "should be f32[3] but is f64[3]", new JitCall("f", f), f64(3));
    shape(
        1,
        "operandsFit",
        "f32[4]",
        new Checkpoint(f, CheckpointPolicy.nothingSaveable(), true, false),
        f32(4));
    shape(1, "operandsFit", "f32[4]", CustomCall.jvp("f", f, jvp), f32(4));
    shape(1, "residualsAreThere", "2 residuals", new CustomLinear(pull, 2, List.of()), f32(3));
    Var c = new Var(f32(3));
    Jaxpr captured = new Jaxpr(List.of(c), List.of(new Var(f32(3))), List.of(), List.of(c));
    shape(1, "noConstvarsInside", "must not have constvars", new JitCall("f", captured), f32(3));
  }
}
