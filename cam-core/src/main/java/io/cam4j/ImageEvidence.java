package io.cam4j;

import io.cam4j.gemm.GemmPool;
import io.cam4j.method.Basis;
import io.cam4j.method.CamMethod;
import io.cam4j.method.ClassPlane;
import io.cam4j.method.Evidence;
import io.cam4j.method.Features;
import io.cam4j.method.Gradient;
import io.cam4j.method.Target;
import io.cam4j.network.Activation;
import io.cam4j.network.Head;
import io.cam4j.network.NetworkOutput;
import io.cam4j.network.Seeds;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What one image of a run says of the classes asked for. For one thread, while the run's output is open. */
final class ImageEvidence {
    private final Head head;
    private final GemmPool gemm;
    private final NetworkOutput output;
    private final int image;
    private final float[] logits;
    private final int[] classes;
    private final List<ClassPlane> planes;
    private final IdentityHashMap<Target, List<Gradient>> gradients = new IdentityHashMap<>();
    private @Nullable Features features;

    /** @param rows whether methods are to follow that want the classes' rows */
    ImageEvidence(
            Head head, GemmPool gemm, NetworkOutput output, int image, float[] logits, int[] classes, boolean rows) {
        this.head = head;
        this.gemm = gemm;
        this.output = output;
        this.image = image;
        this.logits = logits;
        this.classes = classes;
        planes = planes(classes, rows);
    }

    /** Returns the classes' planes, in their order. */
    List<ClassPlane> planes() {
        return planes;
    }

    int positions() {
        return output.mapHeight() * output.mapWidth();
    }

    /** The features' memory, [C, P]. */
    private FloatBuffer featureMemory() {
        int length = head.channels() * positions();
        return output.features().slice(image * length, length);
    }

    private List<ClassPlane> planes(int[] indices, boolean withRows) {
        List<ClassPlane> result = new ArrayList<>(indices.length);
        if (indices.length == 0) {
            return result;
        }
        gemm.with(indices.length, head.channels(), positions(), plan -> {
            double[] offsets = output.pullBack(image, Seeds.ofClasses(indices), plan.weights());
            plan.multiply(featureMemory());
            FloatBuffer products = plan.product();
            FloatBuffer rows = plan.weights();
            for (double offset : offsets) {
                float[] row = withRows ? next(rows, head.channels()) : null;
                result.add(new ClassPlane(head, row, next(products, positions()), offset));
            }
        });
        return result;
    }

    private static float[] next(FloatBuffer buffer, int count) {
        float[] values = new float[count];
        buffer.get(values);
        return values;
    }

    /** Returns Σ_k weight_k A_k(p) for rows of weights, each [C]; the sums each [P]. */
    List<float[]> sums(List<float[]> rows) {
        return ChannelSums.of(rows, gemm, positions(), featureMemory());
    }

    /** Returns what a method gets to see of the class at a place of the order. */
    Evidence of(CamMethod method, int place) {
        float logit = logits[classes[place]];
        boolean ofLogit = method.target() == Target.logit() || method.basis() != Basis.GRADIENT;
        return ofLogit
                ? Evidence.of(this::features, planes.get(place), logit)
                : Evidence.of(this::features, gradients(method.target()).get(place), logit);
    }

    private Features features() {
        if (features == null) {
            features = Features.from(head.channels(), output.mapHeight(), output.mapWidth(), featureMemory());
        }
        return features;
    }

    private List<Gradient> gradients(Target target) {
        return gradients.computeIfAbsent(target, wanted -> {
            float[] seeds = TargetSeeds.of(List.of(wanted), logits, classes);
            return head.activation() == Activation.NONE ? uniform(seeds) : mixed(seeds);
        });
    }

    private List<Gradient> uniform(float... seeds) {
        FloatBuffer rows = FloatBuffer.allocate(classes.length * head.channels());
        output.pullBack(image, Seeds.of(classes.length, seeds), rows);
        rows.flip();
        List<Gradient> result = new ArrayList<>(classes.length);
        for (int place = 0; place < classes.length; place++) {
            result.add(Gradient.uniform(positions(), next(rows, head.channels())));
        }
        return result;
    }

    /** Each class has a gate of its own, so the planes of all that have a part in some target are formed. */
    private List<Gradient> mixed(float... seeds) {
        int[] involved = IntStream.range(0, logits.length)
                .filter(c ->
                        IntStream.range(0, classes.length).anyMatch(place -> seeds[place * logits.length + c] != 0))
                .toArray();
        if (involved.length == 0) {
            return uniform(seeds); // nowhere does anything change
        }
        List<ClassPlane> parts = planes(involved, true);
        List<Gradient> result = new ArrayList<>(classes.length);
        for (int place = 0; place < classes.length; place++) {
            float[] shares = new float[involved.length];
            for (int i = 0; i < shares.length; i++) {
                shares[i] = seeds[place * logits.length + involved[i]];
            }
            result.add(Gradient.mixed(shares, parts));
        }
        return result;
    }
}
