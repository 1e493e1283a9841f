package io.cam4j.method;

/**
 * LayerCAM: M(p) = Σ_k max(G_k(p), 0) A_k(p): what speaks for the class, place by place, and nothing that speaks against it.
 *
 * @see "Jiang, Zhang, Hou, Cheng, Wei: LayerCAM: Exploring Hierarchical Class Activation Maps for Localization, IEEE TIP 2021,
 *     https://doi.org/10.1109/TIP.2021.3089943"
 */
final class LayerCam implements CamMethod {
    @Override
    public String name() {
        return "layer-cam";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        return evidence.gradient().rectified().times(evidence.features());
    }

    @Override
    public String cost() {
        return "one row of the product a class";
    }

    @Override
    public String paper() {
        return "Jiang et al., IEEE TIP 2021";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
