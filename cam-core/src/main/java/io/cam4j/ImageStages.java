package io.cam4j;

import io.cam4j.pipeline.Stages;
import io.cam4j.preprocessing.InputTensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** From sources by images and inputs to explanations. */
final class ImageStages<S> implements Stages<S, LoadedImage, Explanation> {
    private final ImageLoader<? super S> loader;
    private final Function<BufferedImage, InputTensor> preprocess;
    private final Function<InputTensor, List<Explanation>> explain;
    private final ToLongFunction<LoadedImage> bytes;

    private ImageStages(
            ImageLoader<? super S> loader,
            Function<BufferedImage, InputTensor> preprocess,
            Function<InputTensor, List<Explanation>> explain,
            ToLongFunction<LoadedImage> bytes) {
        this.loader = Objects.requireNonNull(loader, "loader");
        this.preprocess = preprocess;
        this.explain = explain;
        this.bytes = bytes;
    }

    static <S> ImageStages<S> of(
            ImageLoader<? super S> loader,
            Function<BufferedImage, InputTensor> preprocess,
            Function<InputTensor, List<Explanation>> explain) {
        return new ImageStages<>(loader, preprocess, explain, LoadedImage::bytes);
    }

    /** For images that are there already and stay. */
    static ImageStages<BufferedImage> ofImages(
            Function<BufferedImage, InputTensor> preprocess, Function<InputTensor, List<Explanation>> explain) {
        return new ImageStages<>(image -> image, preprocess, explain, LoadedImage::inputBytes);
    }

    @Override
    public LoadedImage prepare(S source) throws IOException {
        BufferedImage image = loader.load(source);
        return new LoadedImage(image, preprocess.apply(image));
    }

    @Override
    public long bytes(LoadedImage prepared) {
        return bytes.applyAsLong(prepared);
    }

    @Override
    public List<Explanation> run(List<LoadedImage> batch) {
        List<InputTensor> inputs = batch.stream().map(LoadedImage::input).toList();
        return explain.apply(inputs.size() == 1 ? inputs.get(0) : InputTensor.concat(inputs));
    }
}
