package io.cam4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cam4j.CamModelException;
import io.cam4j.network.Seeds;
import io.cam4j.onnx.backward.BackwardPass;
import io.cam4j.onnx.backward.Measurements;
import io.cam4j.onnx.backward.Route;
import io.cam4j.onnx.graph.FoundHead;
import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.Structure;
import io.cam4j.onnx.graph.Tail;
import io.cam4j.preprocessing.ElementType;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The layers between a pool and the logits, but for a last one that is linear, as a small session of their own, with their
 * backward pass behind them: fed the pooled features and k rows ∂t/∂hidden it gives the hidden values and the k rows
 * ∂t/∂pooled. Its weights are those of the model's file, by offset.
 */
final class TailClassifier implements Classifier {
    private final Path model;
    private final OrtSession session;
    private final String pooled;
    private final long[] shape;
    private final ElementType type;
    private final String hidden;
    private final LastLayer last;
    private final String seedsName;
    private final String rowsName;
    private final int channels;

    private TailClassifier(
            Path model, OrtSession session, FoundHead found, Tail tail, ElementType type, BackwardPass pass) {
        this.model = model;
        this.session = session;
        pooled = tail.pooled();
        shape = longs(tail.shape());
        this.type = type;
        hidden = hidden(found, tail);
        last = tail.last()
                .map(layer -> LastLayer.linear(layer.weights()))
                .orElseGet(() -> LastLayer.none(found.head().classes()));
        seedsName = pass.seeds();
        rowsName = pass.gradient(tail.pooled());
        channels = found.head().channels();
    }

    /** Where the session ends. */
    private static String hidden(FoundHead found, Tail tail) {
        return tail.last().map(Tail.Last::hidden).orElse(found.logits());
    }

    /**
     * What has to be known of a tail before it is opened.
     *
     * @param part the layers themselves, up to the hidden values
     * @param back the way from those back to the pooled features
     */
    record Plan(Structure part, Route back) {
        /**
         * Makes the plan.
         *
         * @throws MalformedGraphException if the logits depend on the image not only through the pool
         * @throws io.cam4j.onnx.backward.MissingRulesException if a layer has no backward rule
         */
        static Plan of(OnnxGraph graph, FoundHead head, Tail tail) {
            String end = hidden(head, tail);
            return new Plan(
                    Structure.cut(graph, tail.pooled(), tail.shape(), end),
                    Route.of(graph, List.of(tail.pooled()), end));
        }
    }

    /**
     * Opens the tail of a head.
     *
     * @throws CamModelException if the runtime does not take it
     */
    static TailClassifier open(Source source, Plan plan) {
        Path model = source.path();
        OnnxGraph graph = source.graph();
        FoundHead found = source.found();
        Tail tail = found.tail().orElseThrow();
        ElementType type = graph.typeOf(tail.pooled()).equals("float16") ? ElementType.FLOAT16 : ElementType.FLOAT32;
        Measurements measured = Measurements.withoutRun(plan.back(), tail.pooled(), tail.shape())
                .orElseGet(() -> ForwardProbe.measure(
                        model, plan.part(), plan.back(), tail.pooled(), type, longs(tail.shape())));
        BackwardPass pass = BackwardPass.of(plan.back(), measured);
        OrtSession session = Sessions.openPart(model, plan.part().with(pass.nodes()), true);
        return new TailClassifier(model, session, found, tail, type, pass);
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public double[] pullBack(FloatBuffer features, int positions, Seeds seeds, FloatBuffer rows) {
        float[] means = means(features, positions);
        FloatBuffer behind = FloatBuffer.allocate(Math.multiplyExact(seeds.count(), last.width()));
        double[] offsets = last.pullBack(seeds, behind);
        int first = rows.position();
        float[] values = run(means, behind, seeds.count(), rows);
        for (int seed = 0; seed < offsets.length; seed++) {
            offsets[seed] += dot(behind, seed * last.width(), values) - dot(rows, first + seed * channels, means);
        }
        return offsets;
    }

    @Override
    public void prove(FloatBuffer features, int positions, int[] some, float[] rows) {
        GradientProof.check(model, this, means(features, positions), some, rows);
    }

    ElementType type() {
        return type;
    }

    private float[] means(FloatBuffer features, int positions) {
        float[] means = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            for (int p = 0; p < positions; p++) {
                sum += features.get(channel * positions + p);
            }
            means[channel] = (float) (sum / positions);
        }
        return means;
    }

    /** Writes the rows and returns the hidden values. */
    private float[] run(float[] means, FloatBuffer seeds, int count, FloatBuffer rows) {
        long[] sizes = {count, last.width()};
        try (InputBuffer input = InputBuffer.of(pooled, type, shape);
                OnnxTensor seed = OnnxTensor.createTensor(Runtimes.environment(), seeds.rewind(), sizes)) {
            input.put(FloatBuffer.wrap(means));
            Map<String, OnnxTensor> feed = Map.of(pooled, input.tensor(), seedsName, seed);
            try (OrtSession.Result result = session.run(feed, Set.of(hidden, rowsName))) {
                rows.put(((OnnxTensor) result.get(rowsName).orElseThrow()).getFloatBuffer());
                float[] values = new float[last.width()];
                ((OnnxTensor) result.get(hidden).orElseThrow()).getFloatBuffer().get(values);
                return values;
            }
        } catch (OrtException e) {
            throw failed(model, e);
        }
    }

    private static double dot(FloatBuffer values, int from, float[] others) {
        double sum = 0;
        for (int i = 0; i < others.length; i++) {
            sum += (double) values.get(from + i) * others[i];
        }
        return sum;
    }

    /** Returns the logits of some classes for any pooled features, [C]; for the proof that the rows are gradients. */
    double[] logits(float[] means, int... classes) {
        float[] values = run(means, FloatBuffer.allocate(last.width()), 1, FloatBuffer.allocate(channels));
        return IntStream.of(classes).mapToDouble(c -> last.logit(c, values)).toArray();
    }

    private static CamModelException failed(Path model, OrtException e) {
        return new CamModelException(
                model.toString(),
                "ONNX Runtime failed on the layers behind the pool of %s: %s".formatted(model, e.getMessage()),
                e);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw failed(model, e);
        } catch (IllegalStateException e) {
            // closed before
        }
    }
}
