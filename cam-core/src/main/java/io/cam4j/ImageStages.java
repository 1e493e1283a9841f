package io.cam4j;

import io.cam4j.pipeline.Stages;
import io.cam4j.preprocessing.InputTensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** From sources by images and the inputs made of them to explanations; images are kept. */
record ImageStages<S>(
        ImageLoader<? super S> loader,
        Function<BufferedImage, InputTensor> toInput,
        Function<List<InputTensor>, List<Explanation>> explain)
        implements Stages<S, LoadedImage, Explanation> {
    @Override
    public LoadedImage prepare(S source) throws IOException {
        BufferedImage image = loader.load(source);
        return new LoadedImage(image, toInput.apply(image));
    }

    @Override
    public long bytes(LoadedImage prepared) {
        return prepared.bytes();
    }

    @Override
    public List<Explanation> run(List<LoadedImage> batch) {
        return explain.apply(batch.stream().map(LoadedImage::input).toList());
    }
}
