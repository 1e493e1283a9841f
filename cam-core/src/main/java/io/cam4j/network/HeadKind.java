package io.cam4j.network;

/** How a classifier gets from its last spatial tensor to the logits. */
public enum HeadKind {
    /** Global average pool, then a linear layer: ResNet, DenseNet, EfficientNet. */
    GAP_LINEAR("gap-linear"),
    /** A 1×1 convolution to one plane a class, an optional activation, then the pool: SqueezeNet, NIN. */
    CONV_GAP("conv-gap"),
    /** Global average pool, then a 1×1 convolution: the MobileNets of TensorFlow. The same arithmetic as a linear layer. */
    GAP_CONV("gap-conv"),
    /**
     * Global average pool, then several layers, not linear as a whole: MobileNetV3, ConvNeXt. The weights a class gives
     * the channels are the gradient of its logit, ∂y/∂pooled, and change from image to image.
     */
    GAP_TAIL("gap-tail"),
    /**
     * Layers of any other kind behind the last spatial tensor, which most flatten: AlexNet, VGG. Each place has weights of
     * its own, so there is no class activation map; gradients and trials explain it.
     */
    LAYERS("layers");

    private final String label;

    HeadKind(String label) {
        this.label = label;
    }

    /** Returns the name used in reports and files, for example {@code gap-linear}. */
    public String label() {
        return label;
    }
}
