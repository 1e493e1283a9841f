/**
 * A page for people: {@link io.cam4j.render.report.HtmlReport} makes one HTML file of any number of explanations, to be
 * opened from anywhere. Before this room come {@link io.cam4j.render} and {@link io.cam4j.render.results}, whose files the
 * page points to; after it, a browser. What the page does there is in the scripts beside the template.
 */
@NullMarked
package io.cam4j.render.report;

import org.jspecify.annotations.NullMarked;
