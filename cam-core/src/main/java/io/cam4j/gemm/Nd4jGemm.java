package io.cam4j.gemm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's GEMM: {@code sgemm} of the BLAS it brings, as its {@code Level3} calls it, in ND4J's arrays made beforehand. {@code
 * Nd4j.gemm} leads there through an operator, whose code takes 70 µs more after a run of a network, which has put it out of
 * the caches, and a native context a call, which is left to the garbage collector.
 *
 * <p>Features in direct memory are read where they are.
 */
final class Nd4jGemm implements GemmPlan {
    /*
     * The product is formed in tiles, each so small that OpenBLAS leaves it to this thread (interface/gemm.c: 2^18
     * multiplications at most). Its other threads would have to take the cores from ONNX Runtime's, which still wait busily
     * after a run: 1,000 maps take 1.2 ms by tiles and 1 to 8 ms without. On an idle machine a tile costs nothing.
     */
    private static final int TILE = 64;

    private final int rows;
    private final int channels;
    private final int positions;
    private final INDArray weights;
    private final INDArray product;
    private final FloatPointer weightsAddress;
    private final FloatPointer productAddress;
    private final FloatBuffer weightsMemory;
    private final FloatBuffer productMemory;
    private @Nullable FloatBuffer copy; // of features that are not direct

    Nd4jGemm(int rows, int channels, int positions) {
        this.rows = rows;
        this.channels = channels;
        this.positions = positions;
        weights = array(rows, channels);
        product = array(rows, positions);
        weightsAddress = addressOf(weights);
        productAddress = addressOf(product);
        weightsMemory = weightsAddress.asBuffer();
        productMemory = productAddress.asBuffer();
    }

    private static INDArray array(int rows, int columns) {
        // detached: a workspace the calling thread has open would take the memory back, and others use it still
        return Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', rows, columns);
    }

    private static FloatPointer addressOf(INDArray array) {
        return new FloatPointer(array.data().addressPointer()).capacity(array.length());
    }

    @Override
    public FloatBuffer weights() {
        return weightsMemory.clear();
    }

    @Override
    public FloatBuffer product() {
        return productMemory.clear();
    }

    @Override
    public void multiply(FloatBuffer features) {
        FloatBuffer direct = direct(features.duplicate().clear().limit(channels * positions));
        FloatPointer address = new FloatPointer(direct); // owns nothing
        for (int row = 0; row < rows; row += TILE) {
            for (int position = 0; position < positions; position += TILE) {
                for (int channel = 0; channel < channels; channel += TILE) {
                    multiplyTile(row, channel, position, address);
                }
            }
        }
    }

    private void multiplyTile(int row, int channel, int position, FloatPointer features) {
        openblas_nolapack.cblas_sgemm(
                openblas_nolapack.CblasRowMajor,
                openblas_nolapack.CblasNoTrans,
                openblas_nolapack.CblasNoTrans,
                Math.min(TILE, rows - row),
                Math.min(TILE, positions - position),
                Math.min(TILE, channels - channel),
                1f,
                weightsAddress.position((long) row * channels + channel),
                channels,
                features.position((long) channel * positions + position),
                positions,
                channel == 0 ? 0f : 1f,
                productAddress.position((long) row * positions + position),
                positions);
    }

    private FloatBuffer direct(FloatBuffer features) {
        if (features.isDirect() && features.order() == ByteOrder.nativeOrder()) {
            return features;
        }
        if (copy == null) {
            copy = ByteBuffer.allocateDirect(Float.BYTES * features.remaining())
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
        return copy.clear().put(features).flip();
    }

    @Override
    public void close() {
        weights.close();
        product.close();
    }
}
