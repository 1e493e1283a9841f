/**
 * Gradients in a runtime that only infers: the backward pass from the logits to some tensors of a graph, written as
 * ordinary ONNX nodes that are added behind the model. Doors, in the order they are used:
 *
 * <ol>
 *   <li>{@link io.cam4j.onnx.backward.Route} finds the nodes between the tapped tensors and the logits and checks that each
 *       has a rule. It names the tensors whose shapes have to be known.
 *   <li>{@link io.cam4j.onnx.backward.Measurements} are those shapes, as one run of the forward pass gives them.
 *   <li>{@link io.cam4j.onnx.backward.BackwardPass} is what to add: one input, the seeds [k, K] (row i holds ∂t/∂y for the
 *       i-th target t, a one-hot row for a class), and an output for each tap, the gradients [k, …].
 * </ol>
 *
 * {@snippet :
 * Structure structure = Structure.whole(graph); // or Structure.cut(graph, pooled, shape, logits)
 * Route route = Route.of(graph, List.of("features"), "logits");
 * Measurements measured = ...; // run structure.only(Measurements.probe(route), input, sizes) once
 * BackwardPass pass = BackwardPass.of(route, measured);
 * byte[] model = structure.with(pass.nodes()); // feed pass.seeds(), read pass.gradient("features")
 * }
 *
 * <p>The forward pass runs once, for one image; the k seeds ride as the batch of the backward pass. A rule an operator: the
 * files named {@code …Rule}, listed in {@code Rules}.
 */
@NullMarked
package io.cam4j.onnx.backward;

import org.jspecify.annotations.NullMarked;
