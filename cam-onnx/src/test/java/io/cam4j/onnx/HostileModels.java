package io.cam4j.onnx;

import java.util.List;

/** Sets of hostile models, each opened in a process of its own. */
enum HostileModels {
    OPERATORS,
    TAILS,
    SIZES,
    TENSORS,
    GRAPHS,
    SUBGRAPHS,
    FILES,
    RANDOM,
    MANY_RANDOM;

    /** Returns them, the same ones each time. */
    List<HostileModel> models() {
        return switch (this) {
            case OPERATORS -> HostileOperators.all();
            case TAILS -> HostileTails.all();
            case SIZES -> HostileSizes.all();
            case TENSORS -> HostileTensors.all();
            case GRAPHS -> HostileGraphs.all();
            case SUBGRAPHS -> HostileSubgraphs.all();
            case FILES -> HostileFiles.all();
            case RANDOM -> RandomlyTampered.models(500);
            case MANY_RANDOM -> RandomlyTampered.models(50_000);
        };
    }
}
