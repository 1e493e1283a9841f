package io.cam4j.preprocessing;

import io.cam4j.pixels.SrgbPixels;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The recipe that turns a picture into a network's input: resize, choose channels, then value = (v · scale − mean) / std
 * for every 8-bit value v, a mean and a std a channel. Immutable, thread-safe; recipes with equal settings are equal.
 *
 * <p>A preset bends to the model it meets: the model's size, layout, channel count and element type override its own. A
 * recipe made by the builder or from JSON says exactly what it wants, and a model that disagrees is an error.
 */
public final class Preprocessing {
    private final Settings settings;
    private final boolean preset;
    private final ValueTable table;

    private Preprocessing(Settings settings, boolean preset) {
        this.settings = settings;
        this.preset = preset;
        table = new ValueTable(settings);
    }

    /** Returns the recipe of torchvision's ImageNet classifiers: RGB, 1/255, mean .485 .456 .406, std .229 .224 .225. */
    public static Preprocessing imageNet() {
        return preset(
                builder(224, 224).scale(1 / 255.0).mean(0.485f, 0.456f, 0.406f).std(0.229f, 0.224f, 0.225f));
    }

    /** Returns the recipe of TensorFlow's and Keras' MobileNets: RGB, 1/127.5, mean 1, so from −1 to 1. */
    public static Preprocessing tensorFlow() {
        return preset(builder(224, 224).scale(1 / 127.5).mean(1f, 1f, 1f));
    }

    /** Returns the recipe of Caffe's ImageNet classifiers: BGR, 0 to 255, mean 104 117 123. */
    public static Preprocessing caffe() {
        return preset(builder(224, 224).channels(ChannelOrder.BGR).mean(104f, 117f, 123f));
    }

    private static Preprocessing preset(Builder builder) {
        return new Preprocessing(builder.settings(), true);
    }

    /**
     * Starts a recipe for an input of the given size.
     *
     * @param width in pixels, 1 to 16384
     * @param height in pixels, 1 to 16384
     */
    public static Builder builder(int width, int height) {
        return new Builder(width, height);
    }

    /**
     * Reads a recipe. {@code width} and {@code height} are required; the rest defaults as in the {@link Builder}.
     *
     * @param json an object with the keys width, height, resize, shorterSide, channels, scale, mean, std, layout, type
     * @throws IllegalArgumentException if the text is not such an object, has another key, or a value out of range
     */
    public static Preprocessing fromJson(String json) {
        return PreprocessingJson.read(json);
    }

    /** Returns the recipe as JSON, as {@link #fromJson} reads it. */
    public String toJson() {
        return PreprocessingJson.write(this);
    }

    /** Returns a builder with this recipe's settings; what it builds is no preset any more. */
    public Builder toBuilder() {
        return new Builder(settings);
    }

    /**
     * Returns the recipe that suits a network: a preset bent to it, any other unchanged.
     *
     * @throws IllegalArgumentException if this is no preset and the network wants another size, layout, channel count or
     *     element type
     */
    public Preprocessing fitTo(InputSpec input) {
        Settings fitted = settings.fitTo(input);
        if (fitted.equals(settings)) {
            return this;
        }
        if (!preset) {
            throw new IllegalArgumentException(
                    "a recipe that suits the model expected: the model wants %s, the recipe makes %s. Change the recipe, or use a preset, which adapts."
                            .formatted(fitted.shape(), settings.shape()));
        }
        return new Preprocessing(fitted, true);
    }

    /** Returns the input made of one picture of any size and type (see {@link SrgbPixels}). */
    public InputTensor apply(BufferedImage image) {
        Placement placement = Placement.of(settings, image.getWidth(), image.getHeight());
        float[] values = table.lookUp(placement, image);
        return new InputTensor(
                settings.channels().count(),
                settings.height(),
                settings.width(),
                settings.layout(),
                placement.geometry(),
                values);
    }

    /** Returns where a picture of the given size, at least 1 × 1, is placed in the input. */
    public Geometry geometry(int imageWidth, int imageHeight) {
        return Placement.of(settings, imageWidth, imageHeight).geometry();
    }

    /**
     * Returns the 8-bit picture just before it becomes numbers, as {@link BufferedImage#TYPE_INT_RGB} of the input's
     * size. For looking at what the network sees.
     */
    public BufferedImage resize(BufferedImage image) {
        Placement placement = Placement.of(settings, image.getWidth(), image.getHeight());
        return SrgbPixels.image(placement.pixels(image), settings.width(), settings.height());
    }

    /** Returns the input's width in pixels. */
    public int width() {
        return settings.width();
    }

    /** Returns the input's height in pixels. */
    public int height() {
        return settings.height();
    }

    /** Returns how the picture is made to fit. */
    public Resize resize() {
        return settings.resize();
    }

    /** Returns the length in pixels the shorter side is scaled to before a {@link Resize#CROP}; unused otherwise. */
    public int shorterSide() {
        return settings.shorterSide();
    }

    /** Returns the channels and their order. */
    public ChannelOrder channels() {
        return settings.channels();
    }

    /** Returns the factor on the 8-bit values. */
    public double scale() {
        return settings.scale();
    }

    /** Returns what is subtracted, a value a channel in the channels' order. */
    public List<Float> mean() {
        return settings.mean();
    }

    /** Returns what is divided by, a value a channel in the channels' order. */
    public List<Float> std() {
        return settings.std();
    }

    /** Returns the order of the input's axes. */
    public TensorLayout layout() {
        return settings.layout();
    }

    /** Returns the type the network takes the values in. */
    public ElementType type() {
        return settings.type();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Preprocessing that && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }

    /** Returns the recipe's JSON. */
    @Override
    public String toString() {
        return toJson();
    }

    /** Collects settings; each setter checks its own, {@link #build} checks how they fit. For one thread. */
    public static final class Builder {
        private static final int MAX_SIDE = 16384;

        private final int width;
        private final int height;
        private Resize resize = Resize.STRETCH;
        private int shorterSide;
        private ChannelOrder channels = ChannelOrder.RGB;
        private double scale = 1;
        private List<Float> mean = List.of();
        private List<Float> std = List.of();
        private TensorLayout layout = TensorLayout.NCHW;
        private ElementType type = ElementType.FLOAT32;

        private Builder(int width, int height) {
            this.width = side("width", width);
            this.height = side("height", height);
            shorterSide = Math.max(width, height);
        }

        private Builder(Settings settings) {
            this(settings.width(), settings.height());
            resize = settings.resize();
            shorterSide = settings.shorterSide();
            channels = settings.channels();
            scale = settings.scale();
            mean = settings.mean();
            std = settings.std();
            layout = settings.layout();
            type = settings.type();
        }

        /** Sets how the picture is made to fit. Default {@link Resize#STRETCH}. */
        public Builder resize(Resize resize) {
            this.resize = Objects.requireNonNull(resize);
            return this;
        }

        /**
         * Cuts the input from the centre after scaling the shorter side, as torchvision's {@code Resize(shorterSide)},
         * {@code CenterCrop}.
         *
         * @param shorterSide in pixels, at least as long as both sides of the input (checked by {@link #build})
         */
        public Builder crop(int shorterSide) {
            this.shorterSide = side("shorterSide", shorterSide);
            return resize(Resize.CROP);
        }

        /** Sets the channels. Default {@link ChannelOrder#RGB}. */
        public Builder channels(ChannelOrder channels) {
            this.channels = Objects.requireNonNull(channels);
            return this;
        }

        /** Sets the factor on the 8-bit values, positive and finite. Default 1. */
        public Builder scale(double scale) {
            if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a positive, finite scale expected, got %s".formatted(scale));
            }
            this.scale = scale;
            return this;
        }

        /** Sets what is subtracted after scaling, finite, a value a channel in the channels' order. Default 0. */
        public Builder mean(float... mean) {
            for (float value : mean) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException(
                            "a finite mean expected, got %s".formatted(Arrays.toString(mean)));
                }
            }
            this.mean = listOf(mean);
            return this;
        }

        /** Sets what is divided by, positive and finite, a value a channel in the channels' order. Default 1. */
        public Builder std(float... std) {
            for (float value : std) {
                if (!(value > 0 && value < Float.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "a positive, finite std expected, got %s".formatted(Arrays.toString(std)));
                }
            }
            this.std = listOf(std);
            return this;
        }

        /** Sets the order of the axes. Default {@link TensorLayout#NCHW}. */
        public Builder layout(TensorLayout layout) {
            this.layout = Objects.requireNonNull(layout);
            return this;
        }

        /** Sets the type the network takes. Default {@link ElementType#FLOAT32}. */
        public Builder type(ElementType type) {
            this.type = Objects.requireNonNull(type);
            return this;
        }

        /**
         * Returns the recipe.
         *
         * @throws IllegalArgumentException if there are not as many means and stds as channels, or a crop is larger than
         *     the scaled picture
         */
        public Preprocessing build() {
            return new Preprocessing(settings(), false);
        }

        private Settings settings() {
            if (resize == Resize.CROP && shorterSide < Math.max(width, height)) {
                throw new IllegalArgumentException(
                        "a shorterSide of at least %d expected to cut %d × %d from it, got %d"
                                .formatted(Math.max(width, height), width, height, shorterSide));
            }
            return new Settings(
                    width,
                    height,
                    resize,
                    shorterSide,
                    channels,
                    scale,
                    perChannel("mean", mean, 0f),
                    perChannel("std", std, 1f),
                    layout,
                    type);
        }

        private List<Float> perChannel(String name, List<Float> values, float fallback) {
            int count = channels.count();
            if (values.isEmpty()) {
                return Collections.nCopies(count, fallback);
            }
            if (values.size() != count) {
                throw new IllegalArgumentException(
                        "%s: %d values expected for %s, got %s".formatted(name, count, channels, values));
            }
            return values;
        }

        private static int side(String name, int value) {
            if (value < 1 || value > MAX_SIDE) {
                throw new IllegalArgumentException(
                        "%s: 1 to %d pixels expected, got %d".formatted(name, MAX_SIDE, value));
            }
            return value;
        }

        private static List<Float> listOf(float... values) {
            Float[] boxed = new Float[values.length];
            Arrays.setAll(boxed, i -> values[i]);
            return List.of(boxed);
        }
    }
}
