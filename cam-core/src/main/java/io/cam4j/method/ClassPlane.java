package io.cam4j.method;

import io.cam4j.network.Activation;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One class as a pooled head sees it: its row J, the product z(p) = Σ_k J_k A_k(p) with the features, and an offset b. A
 * head that pools first has the logit y = mean(z) + b; one that convolves first has y = mean(act(z + b)). Keeps the arrays
 * it is given, which nobody may write any more.
 */
public final class ClassPlane {
    private final Head head;
    private final float @Nullable [] row;
    private final float[] product;
    private final double offset;

    /**
     * Creates a plane.
     *
     * @param row J, shape [C]; null where only {@code cam} is asked for, which does without
     * @param product z, shape [P]
     * @param offset b, in the unit of the logit
     */
    public ClassPlane(Head head, float @Nullable [] row, float[] product, double offset) {
        this.head = head;
        this.row = row;
        this.product = product;
        this.offset = offset;
    }

    /** Returns J, not a copy: nobody may write it. */
    public float[] row() {
        return Objects.requireNonNull(row, "a plane with its row expected");
    }

    /** Returns z, not a copy: nobody may write it. */
    public float[] product() {
        return product;
    }

    double offset() {
        return offset;
    }

    /** Returns whether the head convolves, then pools. */
    boolean convolves() {
        return head.kind() == HeadKind.CONV_GAP;
    }

    /** Returns whether an activation stands between product and pool, so that the gradient differs from place to place. */
    boolean isGated() {
        return head.activation() != Activation.NONE;
    }

    /** Returns the head's activation at x. */
    float activated(float x) {
        return head.activation().apply(x);
    }

    /** Returns what the head pools: act(z + b) of one that convolves first, else z itself (not a copy). */
    float[] pooled() {
        if (!convolves() || (offset == 0 && !isGated())) {
            return product;
        }
        float[] values = new float[product.length];
        for (int p = 0; p < values.length; p++) {
            values[p] = activated(product[p] + (float) offset);
        }
        return values;
    }

    /** Returns how far what the head pools, averaged, is from accounting for the logit, in logits. */
    public double completenessError(float logit) {
        double sum = 0;
        for (float value : product) {
            sum += convolves() ? activated(value + (float) offset) : value;
        }
        return Math.abs(sum / product.length + (convolves() ? 0 : offset) - logit);
    }

    /** Returns whether the activation lets place p through. */
    private boolean isOpen(int p) {
        return !isGated() || product[p] + (float) offset > 0;
    }

    /** Returns the gate m(p): whether the activation lets the place through. */
    boolean[] gate() {
        boolean[] gate = new boolean[product.length];
        for (int p = 0; p < gate.length; p++) {
            gate[p] = isOpen(p);
        }
        return gate;
    }

    /** Returns mean(m), 0 to 1. */
    double openShare() {
        int open = 0;
        for (int p = 0; p < product.length; p++) {
            open += isOpen(p) ? 1 : 0;
        }
        return open / (double) product.length;
    }

    /** Returns the gradient of the logit. */
    Gradient gradient() {
        return isGated() ? new GatedGradient(row(), gate()) : new UniformGradient(row(), product.length);
    }
}
