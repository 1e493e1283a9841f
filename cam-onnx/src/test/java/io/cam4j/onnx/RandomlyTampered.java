package io.cam4j.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.file.Files;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Sound models of many operators in which one to three fields, of any message, are changed at random. */
final class RandomlyTampered {
    private static final long SEED = 20261124;

    private RandomlyTampered() {}

    static List<HostileModel> models(int count) {
        List<ModelProto> zoo = OperatorZoo.models();
        return IntStream.range(0, count).mapToObj(i -> model(zoo, i)).toList();
    }

    private static HostileModel model(List<ModelProto> zoo, int i) {
        return new HostileModel("random %d of %d".formatted(i, SEED), folder -> {
            SplittableRandom random = new SplittableRandom(SEED + i);
            ModelProto.Builder model = zoo.get(random.nextInt(zoo.size())).toBuilder();
            ProtoMutator mutator = new ProtoMutator(random);
            for (int change = random.nextInt(3); change >= 0; change--) {
                model.setGraph((GraphProto) mutator.mutate(model.getGraph()));
            }
            return Files.write(HostileModel.file(folder), model.build().toByteArray());
        });
    }
}
