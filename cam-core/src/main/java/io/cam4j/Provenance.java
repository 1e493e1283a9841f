package io.cam4j;

import io.cam4j.network.Head;
import io.cam4j.network.ModelFile;
import io.cam4j.preprocessing.Preprocessing;

/**
 * How explanations of one mapper come about.
 *
 * @param method name of the (first) method, for example {@code cam}
 * @param choice why that method, a sentence without its full stop
 * @param model the model's file
 * @param head the head found in it
 * @param preprocessing the recipe in use, after it was fitted to the model
 * @param runtime what runs the network, for example {@code onnxruntime 1.29.0}
 * @param provider where it runs, for example {@code cpu}
 * @param gemm what forms the maps: {@code nd4j} or {@code java}
 * @param gemmReason why that one
 */
public record Provenance(
        String method,
        String choice,
        ModelFile model,
        Head head,
        Preprocessing preprocessing,
        String runtime,
        String provider,
        String gemm,
        String gemmReason) {
    private static final String ASKED_FOR = "it was asked for";

    /** Returns the same for another method, which was asked for. */
    Provenance withMethod(String name) {
        return name.equals(method) ? this : chosen(name, ASKED_FOR);
    }

    /** Returns the same for another method and reason. */
    Provenance chosen(String name, String reason) {
        return new Provenance(name, reason, model, head, preprocessing, runtime, provider, gemm, gemmReason);
    }
}
