/**
 * An ONNX file's structure, read without running it. Doors: {@link io.cam4j.onnx.graph.OnnxGraph}, a read-only view of
 * the file, and {@link io.cam4j.onnx.graph.HeadFinder}, which recognizes the classifier's head in it.
 */
@NullMarked
package io.cam4j.onnx.graph;

import org.jspecify.annotations.NullMarked;
