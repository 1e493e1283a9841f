package io.cam4j.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EigenvectorTest {
    @ParameterizedTest(name = "of size {0}: as by another library")
    @ValueSource(ints = {1, 2, 3, 31, 32, 33, 50, 120})
    void isThatOfAnotherLibrary(int size) {
        SplittableRandom random = new SplittableRandom(size);
        double[] matrix = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i * size + j] = random.nextDouble(-1, 1); // eigenvalues of both signs
                matrix[j * size + i] = matrix[i * size + j];
            }
        }
        EigenDecomposition expected = new EigenDecomposition(square(matrix, size));

        Eigenvector found = Eigenvector.largest(matrix, size);

        assertThat(found.value()).isCloseTo(expected.getRealEigenvalue(0), within(1e-9));
        double[] vector = found.scaled(1);
        double same = expected.getEigenvector(0).dotProduct(new ArrayRealVector(vector));
        assertThat(Math.abs(same)).isCloseTo(1, within(1e-9));
        assertThat(Eigenvector.largest(matrix, size).scaled(1)).isEqualTo(vector); // the same bits
    }

    private static Array2DRowRealMatrix square(double[] matrix, int size) {
        Array2DRowRealMatrix result = new Array2DRowRealMatrix(size, size);
        for (int i = 0; i < matrix.length; i++) {
            result.setEntry(i / size, i % size, matrix[i]);
        }
        return result;
    }

    /* diag(1, 1 − 1e-7, …): plain power iteration would need some 10⁸ rounds. */
    @Test
    void eigenvaluesCloseTogetherAreToldApart() {
        int size = 60;
        double[] matrix = new double[size * size];
        for (int i = 0; i < size; i++) {
            matrix[i * size + i] = i == 0 ? 1 : 1 - 1e-7 * i;
        }

        Eigenvector found = Eigenvector.largest(matrix, size);

        assertThat(found.value()).isCloseTo(1, within(1e-10));
    }

    @Test
    void nothingHasTheEigenvalueZero() {
        assertThat(Eigenvector.largest(new double[9], 3).value()).isCloseTo(0, within(1e-300));
    }

    @Test
    void tooManyPlacesAreRefused() {
        assertThatThrownBy(() -> Projection.products(1, 5000, (k, p) -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a feature map of at most 4096 places expected, got 5000");
    }

    @Test
    void theSignFollowsTheGuideOrElseTheLargerEnd() {
        assertThat(Sign.like(new double[] {1, 2, 3}, -1, -2, -3)).containsExactly(1, 2, 3);
        assertThat(Sign.like(new double[] {3, 2, 1}, -1, -2, -3)).containsExactly(-1, -2, -3);
        assertThat(Sign.like(new double[] {1, 1, 1}, -3, 1, 2)).containsExactly(3, -1, -2);
        assertThat(Sign.like(new double[] {1, 1, 1}, -2, -1, 3)).containsExactly(-2, -1, 3);
        assertThat(Sign.like(new double[] {1, 2}, 0, 0)).containsExactly(0, 0);
    }
}
