/**
 * Trees of arrays: any nesting of records and collections seen as a list of leaves and a structure.
 *
 * <p>A transformation of a function sees its arguments as a flat list of arrays. The user sees the
 * types of the problem. This package goes from one to the other and back:
 *
 * {@snippet :
 * record Dense(NDArray w, NDArray b) {}
 * record Mlp(Dense hidden, Dense out, String name) {}
 *
 * Tree.Flattened flat = Tree.flatten(mlp);
 * flat.leaves();            // four arrays
 * flat.structure();         // Mlp(hidden=Dense(w=*, b=*), out=Dense(w=*, b=*), name="digits")
 * flat.structure().paths(); // .hidden.w, .hidden.b, .out.w, .out.b
 * Mlp same = Tree.unflatten(flat.structure(), flat.leaves());
 *
 * Mlp decayed = Tree.map((NDArray w) -> w.mul(0.9), mlp);
 * Mlp stepped = Tree.map((NDArray w, NDArray g) -> w.sub(g.mul(0.1)), mlp, gradient);
 * }
 *
 * <h2>What is what</h2>
 *
 * <ul>
 *   <li><b>Leaves</b>: instances of {@link org.jacobean.pytrees.Leaf}, and primitive arrays of
 *       numbers or booleans of any depth ({@code double[]}, {@code float[][]}).
 *   <li><b>Containers</b>: records (generic, nested, private and local ones too; a sealed interface
 *       is the record that implements it), {@code java.util} lists, maps, {@code Optional} and
 *       {@code Map.Entry}, arrays of objects, Vavr's tuples, {@code List}, {@code Vector}, {@code
 *       Array}, {@code Queue}, maps, {@code Option} and {@code Either}, and every class with a
 *       {@link org.jacobean.pytrees.TreeSupport}.
 *   <li><b>Static values</b>: everything else, such as numbers, texts, enum constants, classes,
 *       functions, sets of static values, and records of static values. They are part of the
 *       structure and compared by {@code equals}.
 *   <li><b>Rejected</b>, with the key path in the message: nulls, cycles, arrays in sets or as
 *       keys, and collections without an order or an end (a {@code Deque}, a {@code Stream}).
 * </ul>
 *
 * <h2>Order and kind</h2>
 *
 * <p>Leaves come depth first, in the order of the components, elements or keys. A map that has an
 * order of its own ({@code TreeMap}, {@code LinkedHashMap}, {@code EnumMap}) keeps it; any other is
 * taken in the order of its keys, so that equal maps have equal structures. Note that {@code
 * Collections.unmodifiableMap} hides the order of the map inside.
 *
 * <p>Rebuilding gives an unmodifiable collection of the same kind: every {@code java.util.List} is
 * one kind, hash maps another, linked and sorted maps two more. A record's component is therefore
 * best declared by its interface, {@code List} and not {@code ArrayList}.
 *
 * <h2>Where a structure is needed</h2>
 *
 * <p>{@link org.jacobean.pytrees.TreeDef} is the key of caches ({@link
 * org.jacobean.pytrees.TreeDef#flattenIfMatches}), says where two trees differ ({@link
 * org.jacobean.pytrees.TreeDef#diff}), and guards files: {@link org.jacobean.pytrees.TreeJson} and
 * {@link org.jacobean.pytrees.TreeBinary} read into the structure of an example.
 */
package org.jacobean.pytrees;
