package io.cam4j.gemm;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The product by {@code Nd4j.gemm} in arrays made beforehand. Creating arrays is what costs ND4J time (a product made
 * with fresh arrays takes some 25 times as long), so a plan is kept and used again.
 */
final class Nd4jGemm implements GemmPlan {
    /*
     * Nd4j.gemm wants column-major arrays. Row-major product [k, P] = weights [k, C] × features [C, P] is, read
     * column-major, product' [P, k] = features' [P, C] × weights' [C, k]: the same memory, nothing transposed.
     */
    private final INDArray weights;
    private final INDArray features;
    private final INDArray product;
    private final FloatBuffer weightsMemory;
    private final FloatBuffer featuresMemory;
    private final FloatBuffer productMemory;

    Nd4jGemm(int rows, int channels, int positions) {
        weights = columnMajor(channels, rows);
        features = columnMajor(positions, channels);
        product = columnMajor(positions, rows);
        weightsMemory = memoryOf(weights);
        featuresMemory = memoryOf(features);
        productMemory = memoryOf(product);
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
        Nd4j.gemm(features, weights, product, false, false, 1.0, 0.0);
    }

    @Override
    public void close() {
        weights.close();
        features.close();
        product.close();
    }
}
