// A tour for JShell; examples/README.md says how to start it.
import static org.jacobean.transforms.Transforms.*;
import io.vavr.Function1;
import io.vavr.Function2;
import org.jacobean.NDArray;

// A function of an array, and its derivatives.
Function1<NDArray, NDArray> f = x -> x.sin().mul(x);
NDArray two = NDArray.scalar(2.0);
double value = f.apply(two).item();
double slope = grad(f).apply(two).item();
double curvature = grad(grad(f)).apply(two).item();
System.out.println("f(2) = " + value + ", f'(2) = " + slope + ", f''(2) = " + curvature);

// The derivative at many points at once, compiled.
var slopes = jit(vmap(grad(f)));
NDArray points = NDArray.of(new double[] {0, 1, 2});
System.out.println("f'([0, 1, 2]) = " + java.util.Arrays.toString(slopes.apply(points).toDoubleArray()));

// What was compiled.
System.out.println(makeJaxpr(vmap(grad(f)), points));

// Gradients of records are records.
record Line(NDArray slope, NDArray intercept) {}
NDArray xs = NDArray.of(new double[] {0, 1, 2, 3});
NDArray ys = NDArray.of(new double[] {1, 3, 5, 7});
Function1<Line, NDArray> loss = l -> l.slope().mul(xs).add(l.intercept()).sub(ys).square().mean();
Line line = new Line(xs.sum().mul(0.0), xs.sum().mul(0.0));
Line gradient = grad(loss).apply(line);
System.out.println("gradient of the slope " + gradient.slope().item() + ", of the intercept " + gradient.intercept().item());

// Second derivatives.
Function1<NDArray, NDArray> cubes = p -> p.mul(p).mul(p).sum();
System.out.println("hessian = " + java.util.Arrays.toString(hessian(cubes).apply(points).toDoubleArray()));
