/**
 * The demo: a small classifier of shapes that comes with the program, pictures to try it on, and how well it does.
 *
 * <p>{@link io.cam4j.examples.demo.DemoModel} opens the classifier, {@link io.cam4j.examples.demo.DemoScenes} has a few
 * pictures of two shapes each, {@link io.cam4j.examples.demo.SceneGenerator} draws any number of further ones and knows
 * where their shapes are, and {@link io.cam4j.examples.demo.DemoEvaluation} measures on those how often the maps point
 * at the right place.
 */
@NullMarked
package io.cam4j.examples.demo;

import org.jspecify.annotations.NullMarked;
