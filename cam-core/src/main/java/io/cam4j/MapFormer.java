package io.cam4j;

import io.cam4j.gemm.GemmPool;
import io.cam4j.network.Activation;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import io.cam4j.network.NetworkOutput;
import io.cam4j.network.Seeds;
import io.cam4j.preprocessing.Geometry;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a run's logits and features to explanations: softmax, choice of classes, product, epilogue, completeness. */
final class MapFormer {
    private final Head head;
    private final @Nullable Labels labels;
    private final GemmPool gemm;
    private final Provenance provenance;

    MapFormer(Head head, @Nullable Labels labels, GemmPool gemm, Provenance provenance) {
        this.head = head;
        this.labels = labels;
        this.gemm = gemm;
        this.provenance = provenance;
    }

    Provenance provenance() {
        return provenance;
    }

    List<Explanation> explain(
            List<Geometry> geometries, NetworkOutput output, ClassActivationMapper.ClassChoice choice) {
        FloatBuffer allLogits = output.logits();
        List<Explanation> explanations = new ArrayList<>(geometries.size());
        for (int image = 0; image < geometries.size(); image++) {
            float[] logits = new float[head.classes()];
            allLogits.get(logits);
            checkFinite("logits", logits);
            int[] classes = choice.choose(logits);
            Products products = products(classes, output, image);
            checkFinite("weights × features", products.values);
            explanations.add(explanation(geometries.get(image), logits, classes, products, output));
        }
        return explanations;
    }

    /** J·A for the classes' rows J, and what has to be added to its mean to get the logit. */
    private Products products(int[] classes, NetworkOutput output, int image) {
        int positions = output.mapHeight() * output.mapWidth();
        int length = head.channels() * positions;
        FloatBuffer features = output.features().slice(image * length, length);
        Products products = new Products(classes.length, positions);
        gemm.with(classes.length, head.channels(), positions, plan -> {
            double[] offsets = output.pullBack(image, Seeds.ofClasses(classes), plan.weights());
            System.arraycopy(offsets, 0, products.offsets, 0, offsets.length);
            plan.features().put(features);
            plan.multiply();
            plan.product().get(products.values);
        });
        return products;
    }

    private Explanation explanation(
            Geometry geometry, float[] logits, int[] classes, Products products, NetworkOutput output) {
        float[] probabilities = Scores.probabilities(logits, head.scores());
        int height = output.mapHeight();
        int width = output.mapWidth();
        List<ClassActivation> activations = new ArrayList<>(classes.length);
        for (int rank = 1; rank <= classes.length; rank++) {
            int index = classes[rank - 1];
            double offset = products.offsets[rank - 1];
            float[] product = new float[height * width];
            System.arraycopy(products.values, (rank - 1) * product.length, product, 0, product.length);
            ActivationMap linear = ActivationMap.owning(height, width, product);
            ActivationMap exact = exact(linear, product, (float) offset);
            activations.add(new ClassActivation(
                    rank,
                    index,
                    labels == null ? null : labels.get(index),
                    logits[index],
                    probabilities[index],
                    exact,
                    linear,
                    completenessError(exact, offset, logits[index]),
                    geometry));
        }
        return new Explanation(activations, logits, probabilities, geometry, provenance);
    }

    /** The map the head pools: behind a convolution with its bias and activation, elsewhere the product itself. */
    private ActivationMap exact(ActivationMap linear, float[] product, float bias) {
        if (head.kind() != HeadKind.CONV_GAP || (bias == 0 && head.activation() == Activation.NONE)) {
            return linear;
        }
        float[] values = new float[product.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = head.activation().apply(product[i] + bias);
        }
        checkFinite("maps", values); // finite products and a finite bias may still overflow
        return ActivationMap.owning(linear.height(), linear.width(), values);
    }

    private double completenessError(ActivationMap exact, double offset, float logit) {
        double outside = head.kind() == HeadKind.CONV_GAP ? 0 : offset;
        return Math.abs(exact.mean() + outside - logit);
    }

    private void checkFinite(String what, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new NonFiniteScoresException(provenance.model().name(), what, i, values[i]);
            }
        }
    }

    /** Values [k, h, w], and an offset for each of the k. */
    private static final class Products {
        final float[] values;
        final double[] offsets;

        Products(int count, int positions) {
            values = new float[Math.multiplyExact(count, positions)];
            offsets = new double[count];
        }
    }
}
