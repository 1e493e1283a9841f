package io.cam4j.examples.cli;

import io.cam4j.TrialPart;
import io.cam4j.TrialWatcher;
import java.io.Console;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Objects;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A bar on standard error while a person looks at a terminal: images done, time taken and left, images a second; within an
 * image, how far a method is that runs the network many times. Nothing otherwise.
 */
final class Progress implements TrialWatcher, AutoCloseable {
    private static final long IMAGE = 10_000; // steps of the bar

    private final @Nullable ProgressBar bar;
    private long images;
    private long furthest; // of the bar, in steps

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /** Starts a bar for the given number of images. */
    static Progress start(int images) {
        return isTerminal() ? start(images, new ConsoleProgressBarConsumer(System.err)) : new Progress(null);
    }

    /** Starts a bar that is shown by somebody else. */
    static Progress start(int images, ProgressBarConsumer screen) {
        return new Progress(new ProgressBarBuilder()
                .setTaskName("explaining")
                .setInitialMax(images * IMAGE)
                .setUnit(" images", IMAGE)
                .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .setConsumer(screen)
                .clearDisplayOnFinish()
                .build());
    }

    /** From JDK 22 on there may be a console without a terminal, which it says in a method that 17 does not have. */
    @SuppressWarnings("SystemConsoleNull") // null up to JDK 21 where there is no terminal
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // up to JDK 21 a console is a terminal
        }
    }

    /** Takes note of an image that is done. */
    synchronized void step() {
        images++;
        if (bar != null) {
            moveTo(images * IMAGE);
        }
    }

    /** Never back: several images may be under way. */
    private void moveTo(long steps) {
        furthest = Math.max(furthest, steps);
        Objects.requireNonNull(bar).stepTo(furthest);
    }

    @Override
    public boolean goesOn(long done, long all) {
        return true;
    }

    @Override
    public synchronized boolean goesOn(TrialPart part, long done, long all) {
        if (bar != null) {
            double share = (part.number() - 1 + (double) done / all) / part.count();
            moveTo(images * IMAGE + (long) (share * IMAGE));
            String where = part.layer().isEmpty() ? "" : " at " + part.layer();
            bar.setExtraMessage(Printable.line(
                    String.format(Locale.ROOT, " %s%s: %,d of %,d runs", part.method(), where, done, all)));
        }
        return true;
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
