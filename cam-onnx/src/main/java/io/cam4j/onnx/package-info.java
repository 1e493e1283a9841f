/**
 * Classifiers in ONNX, run by ONNX Runtime: {@link io.cam4j.onnx.OnnxClassActivationMapper} opens a file,
 * {@link io.cam4j.onnx.ModelReport} describes one. The room behind is {@code graph}, which reads the file's structure.
 */
@NullMarked
package io.cam4j.onnx;

import org.jspecify.annotations.NullMarked;
