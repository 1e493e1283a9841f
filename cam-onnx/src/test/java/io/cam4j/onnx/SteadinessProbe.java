package io.cam4j.onnx;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Request;
import io.cam4j.method.Methods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that explains many times and says how its memory grew. Arguments: the model, first and last explain, and perhaps a
 * layer, whose Grad-CAM is wanted.
 */
final class SteadinessProbe {
    private SteadinessProbe() {}

    public static void main(String[] arguments) throws IOException {
        int first = Integer.parseInt(arguments[1]);
        int last = Integer.parseInt(arguments[2]);
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(Path.of(arguments[0]))) {
            Request five = Request.top(5);
            Request request = arguments.length > 3 ? five.by(Methods.gradCam()).at(arguments[3]) : five;
            var input = mapper.preprocess(OnnxClassActivationMapperTest.image(1));
            long before = 0;
            for (int i = 1; i <= last; i++) {
                mapper.explain(input, request);
                if (i == first) {
                    before = residentKilobytes();
                }
            }
            System.out.printf("%s %d %d%n", mapper.provenance().gemm(), before, residentKilobytes() - before);
        }
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
