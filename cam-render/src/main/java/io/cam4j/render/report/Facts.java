package io.cam4j.render.report;

import io.cam4j.Provenance;
import io.cam4j.heat.HeatPreset;
import io.cam4j.network.Head;
import io.cam4j.preprocessing.Preprocessing;
import java.util.List;
import java.util.Locale;

/** How a page's maps were made, for its head. */
final class Facts {
    private Facts() {}

    /** Returns the terms and what there is to say of each. */
    static String of(Provenance provenance, List<String> methods, HeatPreset preset, int photoSide) {
        Head head = provenance.head();
        Preprocessing recipe = provenance.preprocessing();
        Markup list = new Markup().open("dl");
        fact(
                list,
                "Model",
                provenance.model().name(),
                "SHA-256 " + provenance.model().sha256());
        fact(
                list,
                "Head",
                "%s, %d channels to %d classes".formatted(head.kind().label(), head.channels(), head.classes()),
                "tap “%s”, weights “%s”".formatted(head.tap(), head.weights()));
        fact(
                list,
                "Method",
                String.join(", ", methods),
                "values are raw: signed, neither clipped nor scaled; those of cam are in logits");
        fact(
                list,
                "Input",
                "%d × %d, %s".formatted(recipe.width(), recipe.height(), lower(recipe.resize())),
                recipe.toJson());
        fact(
                list,
                "Engine",
                "%s on %s".formatted(provenance.runtime(), provenance.provider()),
                "maps formed by %s: %s".formatted(provenance.gemm(), provenance.gemmReason()));
        fact(
                list,
                "Heat",
                "0 at the map’s least value, full at its greatest; bilinear between cell centres",
                preset == HeatPreset.MIN_MAX
                        ? "the written pictures are made the same way"
                        : "the written pictures follow the preset " + preset.label());
        fact(
                list,
                "Photos",
                "made smaller for this page: JPEG, longer side at most %d px".formatted(photoSide),
                "values are those of the pixel in the original");
        fact(list, "Completeness", "of the first class, in the table", Completeness.RULE);
        return list.close().toString();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void fact(Markup list, String term, String value, String detail) {
        list.open("div")
                .element("dt", term)
                .open("dd")
                .element("bdi", value)
                .text(" ")
                .element("small", detail)
                .close()
                .close();
    }
}
