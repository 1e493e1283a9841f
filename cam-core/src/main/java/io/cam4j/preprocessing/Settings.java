package io.cam4j.preprocessing;

import java.util.Collections;
import java.util.List;

/** The checked settings of a recipe. */
record Settings(
        int width,
        int height,
        Resize resize,
        int shorterSide,
        ChannelOrder channels,
        double scale,
        List<Float> mean,
        List<Float> std,
        TensorLayout layout,
        ElementType type) {

    /** Settings that differ in what is not used are the same: the shorter side counts for a crop alone. */
    Settings {
        if (resize != Resize.CROP) {
            shorterSide = Math.max(width, height);
        }
    }

    /** Takes over whatever the network fixes. */
    Settings fitTo(InputSpec input) {
        int newWidth = input.width() == InputSpec.FREE ? width : input.width();
        int newHeight = input.height() == InputSpec.FREE ? height : input.height();
        Settings sized = new Settings(
                newWidth,
                newHeight,
                resize,
                Math.max(shorterSide, Math.max(newWidth, newHeight)),
                channels,
                scale,
                mean,
                std,
                input.layout(),
                input.type());
        boolean fits = input.channels() == InputSpec.FREE || input.channels() == channels.count();
        Settings result = fits ? sized : input.channels() == 1 ? sized.gray() : sized.rgb();
        return input.type() == ElementType.UINT8 && type != ElementType.UINT8 ? result.rawBytes() : result;
    }

    /** One channel: the mean of the three means and of the three stds. */
    private Settings gray() {
        return with(ChannelOrder.GRAY, scale, List.of(average(mean)), List.of(average(std)));
    }

    private Settings rgb() {
        return with(ChannelOrder.RGB, scale, Collections.nCopies(3, mean.get(0)), Collections.nCopies(3, std.get(0)));
    }

    /** A network that takes bytes normalizes them itself. */
    private Settings rawBytes() {
        int count = channels.count();
        return with(channels, 1, Collections.nCopies(count, 0f), Collections.nCopies(count, 1f));
    }

    private Settings with(ChannelOrder newChannels, double newScale, List<Float> newMean, List<Float> newStd) {
        return new Settings(width, height, resize, shorterSide, newChannels, newScale, newMean, newStd, layout, type);
    }

    private static float average(List<Float> values) {
        return (float) values.stream().mapToDouble(Float::doubleValue).average().orElseThrow();
    }

    /** Describes what the network receives, for messages. */
    String shape() {
        return "%d × %d pixels, %d channels, %s, %s".formatted(width, height, channels.count(), layout, type.label());
    }
}
