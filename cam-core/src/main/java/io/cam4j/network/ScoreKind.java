package io.cam4j.network;

/** How logits become probabilities. */
public enum ScoreKind {
    /** One class an image: softmax, the probabilities of all classes sum to 1. */
    SOFTMAX("softmax"),
    /** Any number of classes an image (multi-label): a sigmoid for each by itself. */
    SIGMOID("sigmoid");

    private final String label;

    ScoreKind(String label) {
        this.label = label;
    }

    /** Returns the name used in reports and files. */
    public String label() {
        return label;
    }
}
