package io.cam4j.examples.cli;

import io.cam4j.heat.HeatPreset;
import io.cam4j.render.ColorMap;
import io.cam4j.render.Overlay;
import io.cam4j.render.results.ExplanationWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the pictures look; without any of these options as the original script's do. */
final class PictureOptions {
    @Option(
            names = "--colormap",
            paramLabel = "NAME",
            description =
                    "Colors: jet (default), turbo, viridis, inferno, magma, plasma, cividis, gray, matplotlib-jet, or rdbu_r for --preset signed.")
    private @Nullable String colorMap;

    @Option(
            names = "--opacity",
            paramLabel = "A",
            description = "A · heat + (1 − A) · photo, A from 0 to 1 (default: 0.3 · heat + 0.5 · photo).")
    private @Nullable Double opacity;

    @Option(names = "--fade", description = "Let weak heat fade into the photo.")
    private boolean fade;

    @Option(
            names = "--threshold",
            paramLabel = "S",
            description = "Leave out heat weaker than S, from 0 (weakest) to 1 (strongest).")
    private double threshold;

    @Option(
            names = "--contours",
            paramLabel = "S",
            split = ",",
            description = "Draw lines where heat has these strengths, for example 0.5,0.8.")
    private double[] contours = {};

    @Option(
            names = "--box",
            paramLabel = "S",
            description = "Draw a box around the largest region of at least this strength; 0.2 is usual.")
    private @Nullable Double box;

    @Option(names = "--legend", description = "Draw a scale of the colors with its values.")
    private boolean legend;

    @Option(names = "--caption", description = "Write class and probability on the overlay.")
    private boolean caption;

    @Option(names = "--sheet", description = "Add sheet.png: photo and overlays side by side.")
    private boolean sheet;

    /** Returns a writer of such pictures. */
    ExplanationWriter writer(HeatPreset preset) {
        try {
            return ExplanationWriter.of(overlay(preset)).withSheet(sheet);
        } catch (IllegalArgumentException e) { // begins with the setting's name, which is the option's
            throw new UsageException("--" + e.getMessage(), e);
        }
    }

    private Overlay overlay(HeatPreset preset) {
        Overlay.Builder overlay = Overlay.builder()
                .preset(preset)
                .fading(fade)
                .threshold(threshold)
                .contours(contours)
                .legend(legend)
                .caption(caption);
        if (colorMap != null) {
            overlay.colors(named(colorMap));
        }
        if (opacity != null) {
            overlay.opacity(opacity);
        }
        if (box != null) {
            overlay.box(box);
        }
        return overlay.build();
    }

    private static ColorMap named(String name) {
        try {
            return ColorMap.named(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--colormap: " + e.getMessage(), e);
        }
    }
}
