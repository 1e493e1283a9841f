/**
 * From heat to pictures: {@link io.cam4j.render.Overlay} colours heat with a {@link io.cam4j.render.ColorMap} and blends
 * it with the photo, {@link io.cam4j.render.Sheet} sets several such pictures side by side. Before this room comes
 * {@link io.cam4j.render.files}, after it {@link io.cam4j.render.results}.
 */
@NullMarked
package io.cam4j.render;

import org.jspecify.annotations.NullMarked;
