package io.cam4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the demo model promises, measured on pictures it was not trained on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoEvaluationTest {
    private final ClassActivationMapper mapper = DemoModel.open();
    private final DemoFigures figures = DemoEvaluation.run(mapper, 500, 200);

    @BeforeAll
    void hasOpened() {
        assertThat(mapper.classes()).isEqualTo(SceneGenerator.classNames().size());
    }

    @AfterAll
    void close() {
        mapper.close();
    }

    @Test
    void classOfAShapeIsNamed() {
        assertThat(figures.accuracy()).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void peakLiesInTheShape() {
        assertThat(figures.peakInside()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void peakOfAnotherClassDoesNot() {
        assertThat(figures.chance()).isBetween(0.03, 0.20);
        assertThat(figures.otherClassInside()).isLessThan(0.5 * figures.peakInside());
    }

    @Test
    void eachOfTwoShapesIsFoundByItsOwnClass() {
        assertThat(figures.pairsInside()).isGreaterThanOrEqualTo(0.90);
        assertThat(figures.pairsSwapped()).isLessThan(0.05);
    }

    @Test
    void bundledScenesAreNamedAndExplainedRightly() {
        assertThat(DemoScenes.all()).hasSizeBetween(4, 6);
        for (DemoScene bundled : DemoScenes.all()) {
            Explanation two = mapper.explain(bundled.image(), 2);
            assertThat(two.activations())
                    .as(bundled.name())
                    .extracting(activation -> activation.index())
                    .containsExactlyInAnyOrderElementsOf(bundled.classes());
            Explanation explanation = mapper.explainClasses(bundled.image(), bundled.classes());
            List<SceneShape> shapes = bundled.draw().shapes();
            for (int i = 0; i < 2; i++) {
                assertThat(Peak.of(explanation.activations().get(i)).isIn(shapes.get(i)))
                        .as(bundled.name())
                        .isTrue();
            }
        }
    }

    @Test
    void tableShowsEveryRate() {
        assertThat(figures.table().lines()).hasSize(9);
        assertThat(figures.table()).contains("500 pictures of one shape", "200 pictures of two shapes");
    }

    @Test
    void nothingToMeasureIsRefused() {
        assertThatThrownBy(() -> DemoEvaluation.run(mapper, 0, 5)).hasMessageContaining("got 0 and 5");
    }
}
