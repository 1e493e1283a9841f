/**
 * From heat to pictures: {@link io.cam4j.render.Overlay} colors heat with a {@link io.cam4j.render.ColorMap}, blends it with
 * the photo and draws marks on top; {@link io.cam4j.render.Sheet} sets several such pictures of one photo side by side,
 * {@link io.cam4j.render.ContactSheet} those of many. Before this room comes {@link io.cam4j.render.files}, after it
 * {@link io.cam4j.render.results} and {@link io.cam4j.render.report}.
 */
@NullMarked
package io.cam4j.render;

import org.jspecify.annotations.NullMarked;
