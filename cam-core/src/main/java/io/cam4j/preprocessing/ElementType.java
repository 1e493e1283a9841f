package io.cam4j.preprocessing;

/** Type of one value of an input tensor. */
public enum ElementType {
    /** 32-bit IEEE float. */
    FLOAT32("float32"),
    /** 16-bit IEEE float. */
    FLOAT16("float16"),
    /** Unsigned byte, 0 to 255. */
    UINT8("uint8");

    private final String label;

    ElementType(String label) {
        this.label = label;
    }

    /** Returns the name used in recipes and reports, for example {@code float32}. */
    public String label() {
        return label;
    }
}
