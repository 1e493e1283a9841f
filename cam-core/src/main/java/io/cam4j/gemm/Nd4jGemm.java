package io.cam4j.gemm;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's GEMM, the operator {@code Mmul} behind {@code Nd4j.gemm}, in arrays and a context made beforehand. Creating
 * arrays is what costs ND4J time (a product made with fresh arrays takes some 25 times as long), and a context made for
 * each product, as {@code Nd4j.gemm} does, leaves its native memory to the garbage collector; so a plan is kept and used
 * again.
 */
final class Nd4jGemm implements GemmPlan {
    /*
     * ND4J's GEMM wants column-major arrays. Row-major product [k, P] = weights [k, C] × features [C, P] is, read
     * column-major, product' [P, k] = features' [P, C] × weights' [C, k]: the same memory, nothing transposed.
     */
    private final INDArray weights;
    private final INDArray features;
    private final INDArray product;
    private final FloatBuffer weightsMemory;
    private final FloatBuffer featuresMemory;
    private final FloatBuffer productMemory;
    private final Mmul operator;
    private final OpContext context; // has the arrays; ND4J frees it when it is collected, once a plan

    Nd4jGemm(int rows, int channels, int positions) {
        weights = columnMajor(channels, rows);
        features = columnMajor(positions, channels);
        product = columnMajor(positions, rows);
        weightsMemory = memoryOf(weights);
        featuresMemory = memoryOf(features);
        productMemory = memoryOf(product);
        operator = new Mmul(features, weights, product, 1.0, 0.0, MMulTranspose.allFalse());
        context = Nd4j.getExecutioner().buildContext();
        context.setInputArrays(features, weights);
        context.setOutputArrays(product);
        context.setIArguments(operator.iArgs());
        context.setTArguments(operator.tArgs());
    }

    private static INDArray columnMajor(int rows, int columns) {
        // detached: a workspace the calling thread has open would take the memory back, and others use it still
        return Nd4j.createUninitializedDetached(DataType.FLOAT, 'f', rows, columns);
    }

    private static FloatBuffer memoryOf(INDArray array) {
        try (FloatPointer pointer = new FloatPointer(array.data().addressPointer())) {
            return pointer.capacity(array.length()).asBuffer();
        }
    }

    @Override
    public FloatBuffer weights() {
        return weightsMemory.clear();
    }

    @Override
    public FloatBuffer features() {
        return featuresMemory.clear();
    }

    @Override
    public FloatBuffer product() {
        return productMemory.clear();
    }

    @Override
    public void multiply() {
        Nd4j.getExecutioner().exec(operator, context);
    }

    @Override
    public void close() {
        weights.close();
        features.close();
        product.close();
    }
}
