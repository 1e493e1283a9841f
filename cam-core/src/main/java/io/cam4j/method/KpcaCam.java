package io.cam4j.method;

/**
 * KPCA-CAM: the features' first component by kernel principal component analysis. With x_i the C features of place i, less
 * each channel's mean, the kernel is K_ij = tanh(⟨x_i, x_j⟩ / C + 1), centered in rows and columns; M = u √λ, with λ its
 * greatest eigenvalue and u the eigenvector. The same for every class; the sign is that of Eigen-CAM.
 *
 * @see "Karmani, Sivakaran, Prasad, Ali, Yang, Tang: KPCA-CAM: Visual Explainability of Deep Computer Vision Models using
 *     Kernel PCA, MMSP 2024, https://arxiv.org/abs/2410.00267"
 */
final class KpcaCam implements CamMethod {
    @Override
    public String name() {
        return "kpca-cam";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        Features features = evidence.features();
        int places = features.positions();
        double[] kernel = Projection.products(features.channels(), places, features::at);
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = Math.tanh(kernel[i] / features.channels() + 1);
        }
        center(kernel, places);
        Eigenvector first = Eigenvector.largest(kernel, places);
        float[] map = Rows.floats(first.scaled(Math.sqrt(Math.max(first.value(), 0))));
        return MapRecipe.values(Sign.like(Sign.channelMeans(features), map));
    }

    @Override
    public Basis basis() {
        return Basis.FEATURES;
    }

    /** Subtracts the means of the row and the column, adds the mean of all. */
    private static void center(double[] matrix, int size) {
        double[] means = new double[size]; // of rows and of columns: the matrix is symmetric
        double all = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                means[i] += matrix[i * size + j] / size;
            }
            all += means[i] / size;
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                matrix[i * size + j] += all - means[i] - means[j];
            }
        }
    }

    @Override
    public String cost() {
        return "an eigenvector an image";
    }

    @Override
    public String paper() {
        return "Karmani et al., MMSP 2024";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
