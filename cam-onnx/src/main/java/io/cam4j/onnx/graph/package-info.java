/**
 * An ONNX file's structure, read without running it. Doors: {@link io.cam4j.onnx.graph.OnnxGraph}, a read-only view of
 * the file, and {@link io.cam4j.onnx.graph.HeadFinder}, which recognizes the classifier's head in it. A
 * {@link io.cam4j.onnx.graph.Structure} is the graph, or a part of it, as a model that nodes can be added to; the weights
 * stay in the file.
 */
@NullMarked
package io.cam4j.onnx.graph;

import org.jspecify.annotations.NullMarked;
