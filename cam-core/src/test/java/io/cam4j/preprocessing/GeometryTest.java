package io.cam4j.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Dimension;
import java.awt.Rectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeometryTest {
    private static final Geometry CROPPED = new Geometry(100, 50, 20, 20, 0.5, 0.5, -15, -2.5);

    @Test
    void aStretchedPictureFillsTheTensor() {
        Geometry geometry = Geometry.stretch(100, 50, 200, 25);

        assertThat(geometry.isStretch()).isTrue();
        assertThat(geometry.scaleX()).isEqualTo(2);
        assertThat(geometry.scaleY()).isEqualTo(0.5);
        assertThat(geometry.seen()).isEqualTo(new Rectangle(100, 50));
        assertThat(geometry.toTensorX(100)).isEqualTo(200);
        assertThat(geometry.toTensorY(50)).isEqualTo(25);
    }

    @Test
    void pointsGoToTheTensorAndBack() {
        assertThat(CROPPED.toTensorX(50)).isEqualTo(10);
        assertThat(CROPPED.toTensorY(25)).isEqualTo(10);
        assertThat(CROPPED.toImageX(10)).isEqualTo(50);
        assertThat(CROPPED.toImageY(10)).isEqualTo(25);
        assertThat(CROPPED.isStretch()).isFalse();
    }

    @Test
    void pixelsWhoseCentersLieInTheTensorAreSeen() {
        assertThat(CROPPED.seen()).isEqualTo(new Rectangle(30, 5, 40, 40));
        // the edges stand at 0.4 and 3.4 of the picture: pixel 0 has its centre at 0.5, pixel 3 at 3.5
        assertThat(new Geometry(5, 1, 3, 1, 1, 1, -0.4, 0).seen()).isEqualTo(new Rectangle(0, 0, 3, 1));
        assertThat(new Geometry(5, 1, 3, 1, 1, 1, -0.6, 0).seen()).isEqualTo(new Rectangle(1, 0, 3, 1));
    }

    @ParameterizedTest(name = "an input of one pixel, {0} tenths of a pixel from the edge of 4 × 4")
    @ValueSource(ints = {0, 4, 5, 17, 25, 35, 39, 45})
    void somethingIsAlwaysSeen(int offset) {
        Rectangle seen = new Geometry(4, 4, 1, 1, 10, 10, -offset, -offset).seen();

        assertThat(seen.getSize()).isEqualTo(new Dimension(1, 1));
        assertThat(new Rectangle(4, 4).contains(seen)).isTrue();
    }

    /* A tenth of the size needs ten times the scale; the place in the tensor is the same. */
    @Test
    void aThumbnailLiesWhereThePictureLies() {
        Geometry small = CROPPED.resized(10, 5);

        assertThat(small.toTensorX(5)).isEqualTo(CROPPED.toTensorX(50));
        assertThat(small.toTensorY(5)).isEqualTo(CROPPED.toTensorY(50));
        assertThat(small.seen())
                .isEqualTo(new Rectangle(3, 0, 4, 4)); // 0.5 to 4.5: pixel 0's centre stands on the edge
        assertThat(Geometry.stretch(100, 50, 20, 20).resized(7, 3)).isEqualTo(Geometry.stretch(7, 3, 20, 20));
        assertThatThrownBy(() -> CROPPED.resized(0, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sizesAndScalesMustBePositive() {
        assertThatThrownBy(() -> Geometry.stretch(0, 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("positive sizes expected, got picture 0 × 1, tensor 2 × 3");
        assertThatThrownBy(() -> new Geometry(1, 1, 1, 1, Double.NaN, 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("positive scales expected, got NaN and 1.0");
        assertThatThrownBy(() -> new Geometry(1, 1, 1, 1, 1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
