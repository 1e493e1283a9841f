package io.cam4j.onnx;

import io.cam4j.onnx.graph.FoundHead;
import io.cam4j.onnx.graph.OnnxGraph;
import java.nio.file.Path;

/**
 * A model's file as it was read, from which more sessions can be opened.
 *
 * @param path the file
 * @param graph its structure
 * @param found its head
 * @param settings where and how it runs
 */
record Source(Path path, OnnxGraph graph, FoundHead found, SessionSettings settings) {}
