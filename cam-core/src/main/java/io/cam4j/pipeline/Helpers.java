package io.cam4j.pipeline;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that prepare sources, one a processor. They start when there is work and end by themselves without it. */
public final class Helpers {
    private static final int IDLE_SECONDS = 1;

    private Helpers() {}

    /** Returns an executor that needs no closing; its threads do not keep a process alive. */
    public static Executor start() {
        int count = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Helpers::thread);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "cam4j-prepare");
        thread.setDaemon(true);
        return thread;
    }
}
