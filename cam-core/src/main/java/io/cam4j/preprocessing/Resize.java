package io.cam4j.preprocessing;

import java.util.Locale;

/** How a picture of any shape fits an input of fixed shape. */
public enum Resize {
    /** Each axis scaled on its own to the input's size; the picture's proportions change, nothing is lost. */
    STRETCH,
    /** The shorter side scaled to a given length, then the input's size cut from the centre. */
    CROP,
    /** Scaled until it just fits, centred, black around it. */
    LETTERBOX;

    /** Returns the name used in recipes, for example {@code stretch}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
