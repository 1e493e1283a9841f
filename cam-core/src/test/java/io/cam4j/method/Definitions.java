package io.cam4j.method;

import static io.cam4j.method.SlowHead.CHANNELS;
import static io.cam4j.method.SlowHead.CLASSES;
import static io.cam4j.method.SlowHead.PLACES;

import io.cam4j.network.Activation;
import io.cam4j.network.HeadKind;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/** Each method as its paper defines it, from gradients by differences and from really changed features. */
public final class Definitions {
    private Definitions() {}

    /** Returns the map, [P]; that of an eigenvector with any sign. */
    public static double[] map(String method, SlowHead head, int c) {
        double[][] g = head.gradient(logits -> logits[c]);
        return switch (method) {
            case "cam" -> cam(head, c);
            case "grad-cam" -> gradCam(head, g);
            case "hires-cam" -> hiRes(head, g);
            case "xgrad-cam" -> xGrad(head, g);
            case "layer-cam" -> layer(head, g);
            case "grad-cam++" -> plusPlus(head, g);
            case "grad-cam-elementwise" -> elementWise(head, g);
            case "ablation-cam" -> ablation(head, c);
            case "recipro-cam" -> recipro(head, c);
            case "finer-cam" -> gradCam(head, head.gradient(logits -> logits[c] - nearest(head, c, logits)));
            case "softmax-grad-cam" -> gradCam(head, head.gradient(softmax(c)));
            case "eigen-cam" -> principal(matrix((k, p) -> head.at(k, p)));
            case "eigen-grad-cam" -> principal(matrix((k, p) -> g[k][p] * PLACES * head.at(k, p)));
            case "kpca-cam" -> kernel(head);
            case "fem" -> fem(head);
            default -> throw new IllegalArgumentException(method);
        };
    }

    public static ToDoubleFunction<double[]> softmax(int c) {
        return logits -> {
            double sum = 0;
            for (double logit : logits) {
                sum += Math.exp(logit);
            }
            return Math.exp(logits[c]) / sum;
        };
    }

    private static double[] cam(SlowHead head, int c) {
        double[] map = new double[PLACES];
        for (int p = 0; p < PLACES; p++) {
            for (int k = 0; k < CHANNELS; k++) {
                map[p] += head.weights[c * CHANNELS + k] * head.at(k, p);
            }
            if (head.kind == HeadKind.CONV_GAP) {
                map[p] += head.bias[c];
            }
            if (head.activation == Activation.RELU) {
                map[p] = Math.max(map[p], 0);
            }
        }
        return map;
    }

    /** With the gradient summed, as in the whole package, not averaged. */
    public static double[] gradCam(SlowHead head, double[]... g) {
        double[] weights = new double[CHANNELS];
        for (int k = 0; k < CHANNELS; k++) {
            for (int p = 0; p < PLACES; p++) {
                weights[k] += g[k][p];
            }
        }
        return head.sum(weights);
    }

    public static double[] hiRes(SlowHead head, double[]... g) {
        return cells((k, p) -> PLACES * g[k][p] * head.at(k, p));
    }

    public static double[] layer(SlowHead head, double[]... g) {
        return cells((k, p) -> PLACES * Math.max(g[k][p], 0) * head.at(k, p));
    }

    public static double[] elementWise(SlowHead head, double[]... g) {
        return cells((k, p) -> Math.max(PLACES * g[k][p] * head.at(k, p), 0));
    }

    public static double[] xGrad(SlowHead head, double[]... g) {
        double[] weights = new double[CHANNELS];
        for (int k = 0; k < CHANNELS; k++) {
            for (int p = 0; p < PLACES; p++) {
                weights[k] += PLACES * g[k][p] * head.at(k, p) / head.sumOf(k);
            }
        }
        return head.sum(weights);
    }

    public static double[] plusPlus(SlowHead head, double[]... g) {
        double[] weights = new double[CHANNELS];
        for (int k = 0; k < CHANNELS; k++) {
            for (int p = 0; p < PLACES; p++) {
                double square = g[k][p] * g[k][p];
                double a = square / (2 * square + head.sumOf(k) * square * g[k][p] + 1e-6);
                weights[k] += a * Math.max(g[k][p], 0);
            }
        }
        return head.sum(weights);
    }

    /** Sets each channel to zero and runs the head; of a score of 0 as the method's rule says. */
    private static double[] ablation(SlowHead head, int c) {
        double score = head.logits(head.values())[c];
        double[] weights = new double[CHANNELS];
        double greatest = 0;
        for (int k = 0; k < CHANNELS; k++) {
            double[] without = head.values();
            for (int p = 0; p < PLACES; p++) {
                without[k * PLACES + p] = 0;
            }
            weights[k] = score - head.logits(without)[c];
            greatest = Math.max(greatest, Math.abs(weights[k]));
        }
        double divisor = score == 0 ? Math.max(1e-6 * greatest, Double.MIN_NORMAL) : score;
        for (int k = 0; k < CHANNELS; k++) {
            weights[k] /= divisor;
        }
        return head.sum(weights);
    }

    /** Sets all places but one to zero and runs the head. */
    private static double[] recipro(SlowHead head, int c) {
        double[] map = new double[PLACES];
        for (int p = 0; p < PLACES; p++) {
            double[] only = new double[CHANNELS * PLACES];
            for (int k = 0; k < CHANNELS; k++) {
                only[k * PLACES + p] = head.at(k, p);
            }
            map[p] = head.logits(only)[c];
        }
        return map;
    }

    /** The mean logit of the three classes nearest to c, chosen at the features as they are. */
    private static double nearest(SlowHead head, int c, double... logits) {
        double[] here = head.logits(head.values());
        double sum = 0;
        for (int j = 0; j < CLASSES; j++) {
            int nearer = 0;
            for (int other = 0; other < CLASSES; other++) {
                nearer += other != c && Math.abs(here[other] - here[c]) < Math.abs(here[j] - here[c]) ? 1 : 0;
            }
            sum += j != c && nearer < 3 ? logits[j] : 0;
        }
        return sum / 3;
    }

    private static double[] fem(SlowHead head) {
        double[] weights = new double[CHANNELS];
        for (int k = 0; k < CHANNELS; k++) {
            double mean = head.sumOf(k) / PLACES;
            double variance = 0;
            for (int p = 0; p < PLACES; p++) {
                variance += Math.pow(head.at(k, p) - mean, 2) / PLACES;
            }
            for (int p = 0; p < PLACES; p++) {
                weights[k] += head.at(k, p) > mean + 2 * Math.sqrt(variance) ? 1.0 / PLACES : 0;
            }
        }
        return head.sum(weights);
    }

    private static double[] principal(double[]... x) {
        Array2DRowRealMatrix matrix = new Array2DRowRealMatrix(x);
        return matrix.operate(new SingularValueDecomposition(matrix).getV().getColumn(0));
    }

    private static double[] kernel(SlowHead head) {
        double[][] x = matrix((k, p) -> head.at(k, p));
        double[][] kernel = new double[PLACES][PLACES];
        for (int i = 0; i < PLACES; i++) {
            for (int j = 0; j < PLACES; j++) {
                double product = 0;
                for (int k = 0; k < CHANNELS; k++) {
                    product += x[i][k] * x[j][k];
                }
                kernel[i][j] = Math.tanh(product / CHANNELS + 1);
            }
        }
        Array2DRowRealMatrix center = new Array2DRowRealMatrix(PLACES, PLACES); // I − 1/P
        for (int i = 0; i < PLACES; i++) {
            for (int j = 0; j < PLACES; j++) {
                center.setEntry(i, j, (i == j ? 1 : 0) - 1.0 / PLACES);
            }
        }
        EigenDecomposition parts = new EigenDecomposition(
                center.multiply(new Array2DRowRealMatrix(kernel)).multiply(center));
        return parts.getEigenvector(0)
                .mapMultiply(Math.sqrt(parts.getRealEigenvalue(0)))
                .toArray();
    }

    /** [P, C], less each channel's mean. */
    private static double[][] matrix(Cell cell) {
        double[][] x = new double[PLACES][CHANNELS];
        for (int k = 0; k < CHANNELS; k++) {
            double mean = 0;
            for (int p = 0; p < PLACES; p++) {
                x[p][k] = cell.at(k, p);
                mean += x[p][k] / PLACES;
            }
            for (int p = 0; p < PLACES; p++) {
                x[p][k] -= mean;
            }
        }
        return x;
    }

    private static double[] cells(Cell cell) {
        double[] map = new double[PLACES];
        for (int k = 0; k < CHANNELS; k++) {
            for (int p = 0; p < PLACES; p++) {
                map[p] += cell.at(k, p);
            }
        }
        return map;
    }

    private interface Cell {
        double at(int k, int p);
    }
}
