package io.cam4j.render;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.Labels;
import io.cam4j.Request;
import io.cam4j.gemm.GemmEngine;
import io.cam4j.network.HeadKind;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.testing.FakeNetwork;
import java.awt.image.BufferedImage;
import java.util.List;

/** Explanations by a network of three classes whose maps are 2 × 2: the left side, the right side, and flat. */
public final class Explained {
    /** The classes' names. */
    public static final List<String> NAMES = List.of("left, the left side", "right", "nowhere <at all>");

    private Explained() {}

    /** Explains all three classes of a picture stretched to 4 × 4. */
    public static Explanation of(BufferedImage image) {
        return of(image, Preprocessing.builder(4, 4).build());
    }

    /** Explains all three classes of a picture. */
    public static Explanation of(BufferedImage image, Preprocessing recipe) {
        return of(image, recipe, NAMES);
    }

    /** Explains all three classes of a picture, under other names. */
    public static Explanation of(BufferedImage image, Preprocessing recipe, List<String> names) {
        return of(image, recipe, names, Request.top(3));
    }

    /** Explains what is asked for of a picture. */
    public static Explanation of(BufferedImage image, Preprocessing recipe, Request request) {
        return of(image, recipe, NAMES, request);
    }

    /** Explains a picture stretched to 4 × 4 as requested. */
    public static Explanation of(BufferedImage image, Request request) {
        return of(image, Preprocessing.builder(4, 4).build(), NAMES, request);
    }

    private static Explanation of(BufferedImage image, Preprocessing recipe, List<String> names, Request request) {
        FakeNetwork network = FakeNetwork.builder(HeadKind.GAP_LINEAR, 3, 2, 2, 0, 0, 1, 0, 0)
                .input(new InputSpec(
                        InputSpec.FREE, 3, recipe.height(), recipe.width(), recipe.layout(), recipe.type()))
                .features(2, 2, 1, 0, 1, 0, 0, 1, 0, 1)
                .build();
        try (ClassActivationMapper mapper = ClassActivationMapper.builder(network)
                .preprocessing(recipe)
                .labels(Labels.of(names))
                .gemm(GemmEngine.java("for a test"))
                .build()) {
            return mapper.explain(image, request);
        }
    }

    /** Returns a picture whose pixels all differ. */
    public static BufferedImage photo(int width, int height) {
        BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                photo.setRGB(x, y, (x * 31 % 256) << 16 | (y * 17 % 256) << 8 | ((x + y) * 7 % 256));
            }
        }
        return photo;
    }
}
