/**
 * From a map to heat over the picture: {@link io.cam4j.heat.HeatMap}, made in the way a
 * {@link io.cam4j.heat.HeatPreset} names. Colours and blending are cam-render's.
 */
@NullMarked
package io.cam4j.heat;

import org.jspecify.annotations.NullMarked;
